"""Word documents: tables with their spans, and the text that a page prints."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml
from drawing import size, tables
from hypothesis import given
from looks import TRUTH, Shape, form, grids, opened, paragraphs, shapes

from indicators.place import Place
from indicators.reading import docx as reader
from indicators.reading.grid import Document, Grid, Paragraph
from indicators.reading.limits import Limits

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def read(document: docx.document.Document) -> Document:
    stream = io.BytesIO()
    document.save(stream)
    made = reader.read(stream.getvalue(), "a.docx", Limits())
    assert made.problems == ()
    return made


def body(xml: str) -> Document:
    document = docx.Document()
    for child in list(document.element.body):
        document.element.body.remove(child)
    for child in parse_xml(f"<w:body {W} {MORE}>{xml}</w:body>"):
        document.element.body.append(child)
    return read(document)


def table(cells: list[Shape]) -> docx.document.Document:
    document = docx.Document()
    drawn = document.add_table(*size(cells))
    for row, column, rows, columns, text in cells:
        cell = drawn.cell(row, column)
        if rows * columns > 1:
            cell = cell.merge(drawn.cell(row + rows - 1, column + columns - 1))
        cell.text = text
    return document


@given(tables(most=5))
def test_spanning_cells_come_back(cells: list[Shape]) -> None:
    [grid] = grids(read(table(cells)))
    assert shapes(grid) == cells


def test_forms() -> None:
    document = opened(reader, "forms.docx")
    assert [shapes(grid) for grid in grids(document)] == [form(number) for number in range(5)]
    assert paragraphs(document) == [each["title"] for each in TRUTH["forms"]]
    # in the order of the page
    assert [type(part) for part in document.parts] == [Paragraph, Grid] * 5


def test_traps() -> None:
    document = opened(reader, "traps.docx")
    assert paragraphs(document) == TRUTH["word"]["paragraphs"]
    assert [[list(shape) for shape in shapes(grid)] for grid in grids(document)] == TRUTH["word"]["tables"]


def test_places() -> None:
    outer, inner = grids(opened(reader, "traps.docx"))
    assert outer.place == Place("traps.docx", "table 1")
    assert [cell.place.spot for cell in outer.cells][-2:] == ["table 1 r4 c2", "table 1 r4 c3"]
    assert inner.cells[0].place.spot == "table 2 r1 c1"
    document = opened(reader, "forms.docx")
    assert [part.place.spot for part in document.parts if isinstance(part, Paragraph)][:2] == [
        "paragraph 1",
        "paragraph 2",
    ]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/></w:r>", "A\tB\nC-"),
        ("<w:smartTag><w:r><w:t>2023年</w:t></w:r></w:smartTag>", "2023年"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>12月</w:t></w:r></w:fldSimple>', "12月"),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ("<w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:r><w:t>优</w:t></w:r></w:ins>", "优"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r>', "见"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是"),
        ('<w:r><w:sym w:font="Odd" w:char="F0FE"/></w:r>', "\ufffd"),
        ("<m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath><w:r><w:t>3</w:t></w:r>", "≥3"),
        ("<w:ruby><w:rt><w:t>da</w:t></w:rt><w:rubyBase><w:r><w:t>达</w:t></w:r></w:rubyBase></w:ruby>", "达"),
        (
            "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
            "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            "\n框",
        ),
        ("<w:r><w:footnoteReference/><w:lastRenderedPageBreak/><w:t>文</w:t></w:r>", "文"),
        ("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>填</w:t></w:r></w:sdtContent></w:sdt>", "填"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(run: str, text: str) -> None:
    [found] = paragraphs(body(f"<w:p>{run}</w:p>"))
    assert found == text


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_rows_and_cells_in_content_controls() -> None:
    row = f"<w:tr>{cell('a')}<w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt></w:tr>"
    [grid] = grids(body(f"<w:tbl>{row}<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"))
    assert [shape[:2] for shape in shapes(grid)] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_old_merges_sideways() -> None:
    cells = cell("a", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("b")
    [grid] = grids(body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert shapes(grid) == [(0, 0, 1, 2, "a"), (0, 2, 1, 1, "b")]


def test_a_merge_down_that_begins_nowhere() -> None:
    down = [("a", "<w:vMerge/>"), ("b", '<w:vMerge w:val="restart"/>'), ("", '<w:vMerge w:val="continue"/>')]
    rows = "".join(f"<w:tr>{cell(text, merge)}</w:tr>" for text, merge in down)
    [grid] = grids(body(f"<w:tbl>{rows}</w:tbl>"))
    assert shapes(grid) == [(0, 0, 1, 1, "a"), (1, 0, 2, 1, "b")]


def test_a_table_in_a_text_box() -> None:
    box = f"<w:txbxContent><w:tbl><w:tr>{cell('章')}</w:tr></w:tbl></w:txbxContent>"
    [grid] = grids(body(f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"))
    assert shapes(grid) == [(0, 0, 1, 1, "章")]
