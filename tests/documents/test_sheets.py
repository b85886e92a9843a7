"""Old workbooks, those of WPS, and OpenDocument ones."""

from __future__ import annotations

import io
import zipfile

import pytest
from looks import FILES, TRUTH, grids, opened, shapes, sheet_form

from indicators.reading import ods, xls
from indicators.reading.grid import UNCALCULATED, Document
from indicators.reading.limits import Limits


@pytest.mark.parametrize(("reader", "name"), [(xls, "forms.xls"), (ods, "forms.ods")])
def test_forms(reader, name: str) -> None:
    found = grids(opened(reader, name))
    assert [shapes(grid) for grid in found] == [sheet_form(number) for number in range(5)]
    assert [grid.place.spot for grid in found] == [f"附表{number}" for number in range(1, 6)]


def test_a_workbook_of_wps() -> None:
    [grid] = grids(opened(xls, "form.et"))
    assert shapes(grid) == sheet_form(0)


@pytest.mark.parametrize(("reader", "name"), [(xls, "traps.xls"), (ods, "traps.ods")])
def test_traps(reader, name: str) -> None:
    [grid] = grids(opened(reader, name))
    found = [[cell.place.spot, cell.text] for cell in grid.cells]
    assert found == [[f"陷阱!{address}", text] for address, text, flaw in TRUTH["sheet"] if not flaw]


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def book(rows: str, styles: str = "", table: str = "") -> Document:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="附表" {table}>{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return ods.read(stream.getvalue(), "a.ods", Limits())


def row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def cell(attributes: str = "", inside: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


@pytest.mark.parametrize(
    ("attributes", "inside", "text", "flaw"),
    [
        ('office:value-type="percentage" office:value="0.9884"', "<text:p>98.84%</text:p>", "98.84%", ""),
        ('office:value-type="float" office:value="64.81999999999999"', "", "64.82", ""),
        ('office:value-type="float" office:value="19.935"', "<text:p>20</text:p>", "19.935", ""),
        ('office:value-type="float" office:value="-1234.56"', "<text:p>-1,235</text:p>", "-1,234.56", ""),
        ('office:value-type="float" office:value="12"', "<text:p>12次</text:p>", "12次", ""),
        ('office:value-type="string"', "<text:p>a<text:s text:c='2'/>b<text:line-break/>c</text:p>", "a  b\nc", ""),
        ('office:value-type="string"', "<text:p>甲</text:p><text:p><text:a>乙</text:a></text:p>", "甲\n乙", ""),
        ("", "<office:annotation><text:p>批注</text:p></office:annotation><text:p>x</text:p>", "x", ""),
        ('table:formula="of:=1+1"', "", "", UNCALCULATED),
    ],
)  # fmt: skip
def test_cells_of_opendocument(attributes: str, inside: str, text: str, flaw: str) -> None:
    [grid] = grids(book(row(cell(attributes, inside))))
    assert [(each.text, each.flaw) for each in grid.cells] == [(text, flaw)]


def test_repeated_cells_and_rows_keep_addresses() -> None:
    blank = '<table:table-cell table:number-columns-repeated="3"/>'
    twice = cell('office:value-type="string" table:number-columns-repeated="2"', "<text:p>x</text:p>")
    [grid] = grids(book(row("<table:table-cell/>", 1_000_000) + row(blank + twice, 2)))
    assert [each.place.spot for each in grid.cells] == [
        f"附表!{at}" for at in ("D1000001", "E1000001", "D1000002", "E1000002")
    ]


def test_hidden_parts_of_opendocument() -> None:
    shown = cell("", "<text:p>x</text:p>")
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    filtered = f'<table:table-row table:visibility="filter">{shown}</table:table-row>'
    grid, hidden = book(columns + filtered + row(shown * 2)).parts
    assert [each.place.spot for each in grid.cells] == ["附表!A2"]
    assert (hidden.names, hidden.place.spot, hidden.sheets) == (("1", "B"), "附表", False)
    style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    [hidden] = book(row(shown), style, 'table:style-name="h"').parts
    assert (hidden.names, hidden.sheets) == (("附表",), True)


def test_old_dates_are_chinese() -> None:
    """The fixture has one; a second look at the reader without formats would show 45291."""
    [grid] = grids(xls.read((FILES / "traps.xls").read_bytes(), "traps.xls", Limits()))
    assert "2023年12月31日" in [each.text for each in grid.cells]
