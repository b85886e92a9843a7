"""Excel workbooks: what is written is read, with its place; what the page shows is the text."""

from __future__ import annotations

import io

import openpyxl
import pytest
from drawing import tables
from hypothesis import given
from looks import FILES, TRUTH, Shape, grids, opened, shapes, sheet_form
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from indicators.place import Place
from indicators.reading import xlsx
from indicators.reading.grid import UNCALCULATED, Cell, Document, Grid
from indicators.reading.limits import Limits


def book_of(cells: list[Shape], top: int = 0, left: int = 0) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "附表1"
    for row, column, rows, columns, text in cells:
        cell = sheet.cell(1 + top + row, 1 + left + column, text or None)
        cell.data_type = "s" if text else "n"
        if rows * columns > 1:
            sheet.merge_cells(None, cell.row, cell.column, cell.row + rows - 1, cell.column + columns - 1)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Document:
    document = xlsx.read(data, "a.xlsx", Limits())
    assert document.problems == ()
    return document


@given(tables())
def test_spanning_cells_come_back(cells: list[Shape]) -> None:
    [grid] = grids(read(book_of(cells)))
    assert shapes(grid) == [cell for cell in cells if cell[4] or cell[2] * cell[3] > 1]


@given(tables(blanks=False, most=3))
def test_empty_rows_and_columns_shift_nothing(cells: list[Shape]) -> None:
    [grid] = grids(read(book_of(cells, top=3, left=26)))
    assert [(cell.row - 3, cell.column - 26) for cell in grid.cells] == [cell[:2] for cell in cells]
    assert grid.cells[0].place == Place("a.xlsx", "附表1!AA4")


@pytest.mark.parametrize("name", ["forms.xlsx", "forms-shared.xlsx"])
def test_forms(name: str) -> None:
    found = grids(opened(xlsx, name))
    assert [shapes(grid) for grid in found] == [sheet_form(number) for number in range(5)]
    assert [grid.place.spot for grid in found] == [f"附表{number}" for number in range(1, 6)]


def test_traps() -> None:
    [grid] = grids(opened(xlsx, "traps.xlsx"))  # the hidden sheet, row and column are not there
    found = [[cell.place.spot, cell.text, cell.flaw] for cell in grid.cells]
    assert found == [[f"陷阱!{address}", text, flaw] for address, text, flaw in TRUTH["sheet"]]


def one(**changes: object) -> Cell:
    """The one cell of a book, from its own XML."""
    book = openpyxl.Workbook()
    book.active["A1"] = "@@"
    data = saved(book)
    kept = xlsx.read(patched(data, "xl/worksheets/sheet1.xml", str(changes["xml"])), "a.xlsx", Limits())
    assert kept.problems == ()
    [grid] = grids(kept)
    [cell] = grid.cells
    return cell


def patched(data: bytes, part: str, cell: str) -> bytes:
    import re
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = re.sub(rb"<c .*?</c>", cell.encode(), content)
            new.writestr(name, content)
    return stream.getvalue()


RICH = '<r><t>≥</t></r><r><t>98%</t></r><rPh sb="0" eb="1"><t>da</t></rPh>'


@pytest.mark.parametrize(
    ("xml", "text", "flaw"),
    [
        ('<c r="A1"><v>64.819999999999993</v></c>', "64.82", ""),
        ('<c r="A1"><v>1.2E3</v></c>', "1200", ""),
        (f'<c r="A1" t="inlineStr"><is>{RICH}</is></c>', "≥98%", ""),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE", ""),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!", ""),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", ""),
        ('<c r="A1"><f>SUM(B1:B9)</f><v>64.81999999999999</v></c>', "64.82", ""),
        ('<c r="A1" t="str"><f>"a"</f><v>优</v></c>', "优", ""),
        ('<c r="A1"><f>SUM(B1:B9)</f></c>', "", UNCALCULATED),
        ('<c r="A1"><f>SUM(B1:B9)</f><v/></c>', "", UNCALCULATED),
        ('<c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v></v></c>', "", UNCALCULATED),
        ('<c r="A1" t="inlineStr"><is><t>年初_x000D_\n目标</t></is></c>', "年初\n目标", ""),
        ('<c r="A1" t="d"><v>2023-12-31</v></c>', "45291", ""),
    ],
)  # fmt: skip
def test_cells_as_stored(xml: str, text: str, flaw: str) -> None:
    cell = one(xml=xml)
    assert (cell.text, cell.flaw) == (text, flaw)


def test_a_formula_worked_out_to_nothing_is_no_flaw() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "@@"
    empty = '<c r="A1" t="str"><f>IF(B1=0,"",B1)</f><v></v></c>'
    [grid] = grids(read(patched(saved(book), "xl/worksheets/sheet1.xml", empty)))
    assert grid.cells == ()


def test_rich_text_is_joined() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText("≥", TextBlock(InlineFont(b=True), "98"), "%")
    [grid] = grids(read(saved(book)))
    assert grid.cells[0].text == "≥98%"


def test_a_merge_partly_hidden_is_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["B2"], sheet["C1"] = "产出", "一", "二", "藏"
    sheet.merge_cells("A1:A2")
    sheet.row_dimensions[1].hidden = True
    [grid] = grids(read(saved(book)))
    assert [cell.text for cell in grid.cells] == ["产出", "二"]


def test_what_no_form_needs_costs_nothing() -> None:
    """openpyxl alone refuses or fills the memory for each of these."""
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(FILES / "forms.xlsx") as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(
                    b"</worksheet>",
                    b'<autoFilter ref="A1"><filterColumn colId="0"><customFilters>'
                    b'<customFilter val=""/></customFilters>'
                    b'</filterColumn></autoFilter><hyperlinks><hyperlink ref="A1:XFD1048576" r:id="rId9" xmlns:r="r"/>'
                    b"</hyperlinks></worksheet>",
                )
            if name.endswith("styles.xml"):
                content = content.replace(b'<family val="2"', b'<family val="34"').replace(b"<patternFill", b"<odd")
            new.writestr(name, content)
    [first, *_] = grids(read(stream.getvalue()))
    assert shapes(first) == sheet_form(0)


def test_a_book_without_cells() -> None:
    assert read(saved(openpyxl.Workbook())).parts == (Grid((), Place("a.xlsx", "Sheet")),)
