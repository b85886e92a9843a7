"""Files made to hurt: one clear problem, in bounded time and memory, never an exception."""

from __future__ import annotations

import importlib
import io
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from counting import count_calls
from hypothesis import given, settings
from hypothesis import strategies as st
from looks import FILES, codes
from tiers import examples, scaled

from indicators.reading.grid import Document
from indicators.reading.limits import Limits

CALLS = (5_000, 20)  # at the start, and for each byte unpacked
FORMS = {
    "xlsx": "forms.xlsx",
    "docx": "forms.docx",
    "ods": "forms.ods",
    "xls": "form.et",
    "html": "forms.html",
    "text": "forms.txt",
}
FEW = Limits(lines=30_000, cells=10_000)
PACKAGES = ("xlsx", "docx", "ods")
PART = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml", "ods": "content.xml"}


def read(reader: str, data: bytes, limits: Limits | None = None) -> Document:
    reading = importlib.import_module(f"indicators.reading.{reader}")
    document: Document
    document, calls = count_calls(reading.read, data, "a", limits or Limits())
    assert calls <= CALLS[0] + CALLS[1] * unpacked(data)
    assert len(document.problems) <= 1
    assert not (document.problems and document.parts)
    for each in document.problems:
        assert each.show("zh") != each.show("en")
    return document


def unpacked(data: bytes) -> int:
    """Bytes of the parts, as a package declares them; else of the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return sum(each.file_size for each in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError):
        return len(data)


def whole(reader: str) -> bytes:
    return (FILES / FORMS[reader]).read_bytes()


def changed(reader: str, change: Callable[[bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A fixture with its main part changed and parts put in."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole(reader))) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == PART[reader] else content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def declared(text: bytes, doctype: bytes) -> bytes:
    start = re.search(rb"<(?![?!])", text)
    assert start
    return text[: start.start()] + doctype + text[start.start() :]


LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>".encode() for n in range(9)
)


@pytest.mark.parametrize("reader", PACKAGES)
@pytest.mark.parametrize("doctype", [LAUGHS + b"]>", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>", b"<!DOCTYPE x>"])
def test_entities_are_never_expanded(reader: str, doctype: bytes) -> None:
    assert codes(read(reader, changed(reader, lambda text: declared(text, doctype)))) == ["I308"]


@pytest.mark.parametrize("reader", PACKAGES)
def test_zip_bomb(reader: str) -> None:
    data = changed(reader, lambda text: text + b" " * (50 << 20))
    assert len(data) < 1 << 20
    tracemalloc.start()
    assert codes(read(reader, data, Limits(unpacked=40 << 20))) == ["I302"]
    assert tracemalloc.get_traced_memory()[1] < 10 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("reader", PACKAGES)
def test_zip_bomb_with_a_lying_header(reader: str) -> None:
    data = bytearray(changed(reader, lambda text: text + b" " * (40 << 20)))
    size = struct.pack("<I", len(zipfile.ZipFile(io.BytesIO(bytes(data))).read(PART[reader])))
    assert data.count(size) >= 2  # in both headers
    assert codes(read(reader, bytes(data).replace(size, struct.pack("<I", 1000)))) == ["I301"]


@pytest.mark.parametrize("reader", PACKAGES)
def test_deep_nesting(reader: str) -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    data = changed(reader, lambda text: text[: text.rindex(b"</")] + deep + text[text.rindex(b"</") :])
    assert codes(read(reader, data)) == ["I305"]


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "span"])
def test_deep_pages(tag: str) -> None:
    assert codes(read("html", f"<{tag}>".encode() * 20_000)) == ["I305"]


@pytest.mark.parametrize("depth", [500, 100_000])
def test_a_raised_limit_on_depth_is_survived(depth: int) -> None:
    nested = b"<div>" * 5_000 + "得分".encode()
    assert set(codes(read("html", nested, Limits(depth=depth)))) <= {"I305"}


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


@pytest.mark.parametrize(
    ("reader", "part"),
    [
        ("xlsx", "xl/vbaProject.bin"),
        ("xlsx", "xl/macrosheets/sheet1.xml"),
        ("docx", "word/vbaProject.bin"),
        ("ods", "Basic/Standard/Module1.xml"),
    ],
)
def test_macros(reader: str, part: str) -> None:
    data = changed(reader, bytes, {part: b"<x/>"})
    assert codes(read(reader, data)) == ["I307"]
    assert read(reader, data, Limits(macros=1)).parts == read(reader, whole(reader)).parts


def test_macros_of_old_workbooks() -> None:
    assert codes(read("xls", whole("xls") + "_VBA_PROJECT_CUR".encode("utf-16-le"))) == ["I307"]


@pytest.mark.parametrize("reader", PACKAGES)
def test_encrypted_entries(reader: str) -> None:
    data = bytearray(whole(reader))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(mark, at + 4)
    assert codes(read(reader, bytes(data))) == ["I306"]


def test_encrypted_opendocument() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("encrypted-package", b"\x01\x02")
    assert codes(read("ods", stream.getvalue())) == ["I306"]
    manifest = b'<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>'
    data = changed("ods", lambda _: b"\x90\x91", {})
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream := io.BytesIO(), "w") as new:
        for name in ("content.xml", "mimetype"):
            new.writestr(name, old.read(name))
        new.writestr("META-INF/manifest.xml", manifest)
    assert codes(read("ods", stream.getvalue())) == ["I306"]


@pytest.mark.parametrize("reader", FORMS)
def test_cut_anywhere(reader: str) -> None:
    data = whole(reader)
    for end in range(0, len(data), max(1, len(data) // 60)):
        document = read(reader, data[:end])
        assert reader in ("html", "text") or codes(document) or document == read(reader, data), end


@pytest.mark.parametrize("reader", FORMS)
@pytest.mark.parametrize("other", FORMS.values())
def test_wrong_reader(reader: str, other: str) -> None:
    document = read(reader, (FILES / other).read_bytes())
    assert reader in ("html", "text") or FORMS[reader] == other or codes(document) == ["I301"]


@settings(max_examples=examples(60))
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_changed_bytes(reader: str, data: st.DataObject) -> None:
    content = bytearray(whole(reader))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    read(reader, bytes(content))


@settings(max_examples=examples(60))
@given(st.sampled_from(PACKAGES), st.data())
def test_changed_xml(reader: str, data: st.DataObject) -> None:
    """The same below the package's checksums."""

    def change(text: bytes) -> bytes:
        content = bytearray(text)
        for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
            content[at : at + 1] = data.draw(
                st.sampled_from([b"", b"<", b">", b'"', b"&", b"9", b"\x00", b"\xff", b"<a>"])
            )
        return bytes(content)

    read(reader, changed(reader, change))


@settings(max_examples=examples(100))
@given(st.sampled_from(["html", "text", *FORMS]), st.binary(max_size=400))
def test_any_bytes(reader: str, data: bytes) -> None:
    read(reader, data)


@pytest.mark.parametrize("line", ["**a ", "$a ", "| ", "<b ", "<table>", "\t", '"', ",", "\\", "#" * 5, "[", "`", "- "])
def test_long_lines_are_read_in_time(line: str) -> None:
    read("text", line.encode() * (scaled(2_000_000) // len(line)))
    read("text", (line + "\n").encode() * (scaled(1_000_000) // len(line)))


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for reader, library in (("xlsx", "openpyxl"), ("docx", "docx"), ("ods", "lxml"), ("xls", "xlrd"), ("html", "lxml")):
        for name in [name for name in sys.modules if name.split(".")[0] == library]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, library, None)
        assert codes(read(reader, whole(reader))) == ["I309"]


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


def test_a_ring_of_sectors_is_not_followed() -> None:
    from indicators.reading import xls

    xls._check_chain([1, 2, -2], 0)
    with pytest.raises(ValueError, match="ring"):
        xls._check_chain([1, 2, 0], 0)


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
