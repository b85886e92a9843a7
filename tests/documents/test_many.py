"""Too many cells, lines, parts or repeats: told before they are looked at, in counted steps."""

from __future__ import annotations

import importlib
import io
import re
import zipfile

import pytest
from counting import count_calls
from hostile import FEW, PACKAGES, changed, read
from looks import FILES, codes
from tiers import scaled

from indicators.reading.limits import Limits

CELLS = scaled(1_000_000)
ROW = b'<row r="1">' + b'<c r="A1"><v>1</v></c>' * 1000 + b"</row>"
SHEET = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
WORD = b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * CELLS + b"</w:tr></w:tbl>"
OPEN = b"<table:table-row>" + b"<table:table-cell/>" * CELLS + b"</table:table-row></table:table>"
MANY = {
    "xlsx": lambda text: SHEET.sub(b"<sheetData>" + ROW * (CELLS // 1000) + b"</sheetData>", text),
    "docx": lambda text: text.replace(b"</w:tbl>", WORD, 1),
    "ods": lambda text: text.replace(b"</table:table>", OPEN, 1),
}  # fmt: skip


FEWER = Limits(cells=scaled(Limits().cells))


@pytest.mark.parametrize("reader", PACKAGES)
def test_a_million_cells(reader: str) -> None:
    assert codes(read(reader, changed(reader, MANY[reader]), FEWER)) == ["I303"]


def test_a_million_cells_of_text_and_pages() -> None:
    assert codes(read("text", ("1\t" * 1000 + "\n").encode() * (CELLS // 1000), FEWER)) == ["I303"]
    assert codes(read("html", b"<table>" + (b"<tr>" + b"<td>1" * 1000) * (CELLS // 1000), FEWER)) == ["I303"]


@pytest.mark.parametrize("span", ["A1:XFD1048576", "A1:A1048576", "XFD1048576:A1"])
def test_huge_merges(span: str) -> None:
    merge = f'</sheetData><mergeCells><mergeCell ref="{span}"/></mergeCells>'.encode()
    data = changed("xlsx", lambda text: re.sub(rb"</sheetData>.*</mergeCells>", merge, text, flags=re.DOTALL))
    assert codes(read("xlsx", data)) == ["I303"]


def test_a_sheet_used_at_its_far_corner() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    document = read("xlsx", changed("xlsx", lambda text: text.replace(b"</sheetData>", far)))
    assert document.parts[0].cells[-1].place.spot == "附表1!XFD1048576"


def test_huge_spans() -> None:
    wide = b"<table>" + b"<tr><td colspan=1000 rowspan=65534>x" * 600
    assert codes(read("html", wide)) == ["I303"]
    assert codes(read("html", b"<table><tr><td colspan=99999999999999999999 rowspan=99999999999>x")) == []
    repeated = b'<table:table-cell table:number-columns-repeated="9999999"><t:p xmlns:t="x">1</t:p></table:table-cell>'
    row = b'<table:table-row table:number-rows-repeated="9999999">' + repeated + b"</table:table-row></table:table>"
    assert codes(read("ods", changed("ods", lambda text: text.replace(b"</table:table>", row, 1)))) == ["I303"]
    span = b'<table:table-row><table:table-cell table:number-columns-spanned="9999" table:number-rows-spanned="9999"/>'
    more = span + b"</table:table-row></table:table>"
    assert codes(read("ods", changed("ods", lambda text: text.replace(b"</table:table>", more, 1)))) == ["I303"]
    grid_span = b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    assert codes(read("docx", changed("docx", lambda text: text.replace(b"</w:tbl>", grid_span, 1)))) == []


@pytest.mark.parametrize("line", ["**a ", "$a ", "| ", "<b ", "<table>", "\t", '"', ",", "\\", "#" * 5, "[", "`", "- "])
def test_long_lines_are_read_in_time(line: str) -> None:
    read("text", line.encode() * (scaled(2_000_000) // len(line)))
    read("text", (line + "\n").encode() * (scaled(1_000_000) // len(line)))


BOXES = b"<w:p>" + b"<w:txbxContent><w:p>" * 30 + b"</w:p></w:txbxContent>" * 30 + b"</w:p>"


@pytest.mark.parametrize(
    ("name", "part", "end", "more"),
    [
        ("forms-shared.xlsx", "xl/sharedStrings.xml", b"</sst>", b"<si><t>a</t></si>" * scaled(400_000)),
        ("forms-shared.xlsx", "xl/sharedStrings.xml", b"</t></si>", b"x" * 9_000_000),
        ("forms-shared.xlsx", "xl/styles.xml", b"</cellXfs>", b"<xf numFmtId='0'/>" * scaled(1_000_000)),
        ("forms.docx", "word/document.xml", b"</w:body>", b"<w:p>" + b"<w:r/>" * scaled(1_000_000) + b"</w:p>"),
        ("forms.docx", "word/document.xml", b"</w:body>", BOXES * scaled(9_000)),
        ("forms.docx", "word/document.xml", b"</w:tbl>", b"<w:tr/>" * scaled(1_000_000)),
        ("forms.ods", "content.xml", b"</office:spreadsheet>", b"<table:table/>" * scaled(1_000_000)),
    ],
)  # fmt: skip
def test_many_of_anything(name: str, part: str, end: bytes, more: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(FILES / name) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, content.replace(end, more + end, 1) if each == part else content)
    read(name.rpartition(".")[2], stream.getvalue())


def test_many_tables_in_tables() -> None:
    read("html", (b"<table><tr><td>" * 30 + b"a" + b"</table>" * 30) * scaled(9_000))


def test_many_hidden_columns() -> None:
    rows = scaled(50_000)
    columns = b"".join(b"<col min='%d' max='16384' hidden='1'/>" % number for number in range(30, 16384))
    row = b"<row r='1'>" + b"".join(b"<c r='A%d'><v>1</v></c>" % number for number in range(1, rows)) + b"</row>"
    sheet = b"<cols>" + columns + b"</cols><sheetData>" + row + b"</sheetData>"
    document = read("xlsx", changed("xlsx", lambda text: SHEET.sub(sheet, text)))
    assert len(document.parts[0].cells) > rows * 49 // 50
    hidden = b"<table:table-column/><table:table-column table:visibility='collapse'/>" * scaled(50_000)
    cells = (
        b"<table:table-row>"
        + b"<table:table-cell><t:p xmlns:t='x'>1</t:p></table:table-cell>" * 5
        + b"</table:table-row>"
    )
    more = hidden + cells * scaled(20_000) + b"</table:table>"
    read("ods", changed("ods", lambda text: text.replace(b"</table:table>", more, 1)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"\n" * 40_000, "I322"),
        (b"\r" * 40_000, "I322"),
        (b"\r\n" * 40_000, "I322"),
        (b"a\tb\n" * 40_000, "I322"),
        (b"a\tb" * 40_000, "I303"),
        (b"|a" * 40_000 + b"|", "I303"),
        (b"|a|\n|-|\n" + b"|a" * 40_000 + b"|", "I303"),
        (b"a | " * 40_000, "I303"),
        (b"a,b,c\n" * 3 + b"1," * 400_000, "I303"),
        (b"a,b,c\n" * 5_000, "I303"),
    ],
)
def test_texts_are_counted_before_they_are_looked_at(text: bytes, code: str) -> None:
    document, calls = count_calls(importlib.import_module("indicators.reading.text").read, text, "a", FEW)
    assert codes(document) == [code]
    assert calls < 35_000  # fewer than there are lines or cells


def test_lines_that_end_as_in_windows_are_counted_once() -> None:
    assert codes(read("text", b"a\r\n" * 25_000, Limits(lines=30_000))) == []


@pytest.mark.parametrize("more", [b"X-a: b\n", b"\n"])
def test_lines_of_a_mail_are_counted(more: bytes) -> None:
    from indicators.reading.documents import contents

    found = contents(b"From: a\nTo: b\nSubject: c\n" + more * 40_000, "a.eml", FEW)
    assert [each.code for each in found.problems] == ["I322"]
