"""Excel workbooks (.xlsx, .xlsm): every sheet a grid, its cells as the page shows them.

openpyxl reads them. It is handed a package of the few parts that hold cells: checked, without what a form does not need
(conditions, validations, links, drawings), and with the styles cut down to their number formats, because a fill that it
does not like would cost the whole workbook. Hidden sheets, rows and columns are named, not read.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from indicators.place import Place
from indicators.reading.attempt import Budget, attempt
from indicators.reading.grid import UNCALCULATED, Cell, Document, Grid, Part
from indicators.reading.limits import Limits
from indicators.reading.numfmt import show, show_text
from indicators.reading.numfmt_dates import BUILT_IN
from indicators.reading.package import parts, repacked
from indicators.reading.placing import column, letters, merged, union
from indicators.reading.unshown import Unseen, hidden_sheets
from indicators.reading.xlsx_parts import damage
from indicators.reading.xstring import unescaped

if TYPE_CHECKING:
    from openpyxl.cell import Cell as Stored
    from openpyxl.worksheet.worksheet import Worksheet

KIND = ".xlsx"
_WANTED = (
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(workbook\d*|styles\d*|sharedStrings\d*|worksheets/[^/]+|[^/]*sheet\d+)\.xml"
    r"|xl/_rels/workbook\d*\.xml\.rels"
)
_COUNTED = frozenset({"c", "row", "mergeCell"})
_MAX_STYLES = 65_536  # as Excel
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')
_TAIL = re.compile(rb"<((?:\w+:)?)mergeCells\b.*?</\1mergeCells\s*>", re.DOTALL)


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The sheets of a workbook. A formula that nothing has worked out yet is an empty cell with a flaw."""
    return attempt(KIND, file, limits, lambda budget: _sheets(data, budget))


def _sheets(data: bytes, budget: Budget) -> Iterator[Part]:
    import openpyxl

    found = parts(data, KIND, _WANTED, budget, _COUNTED)
    wrong = damage(found)
    if wrong:
        raise budget.refuse("I301", kind=KIND, reason=wrong)
    for name, content in found.items():
        if "styles" in name:
            found[name] = _number_formats(content)
        elif b"sheetData" in content:
            found[name] = _cells_only(content, budget)
    formulas = any(_FORMULA.search(content) for content in found.values())
    package = repacked(found)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what was left out
        book = openpyxl.load_workbook(package, data_only=True, keep_links=False)
        typed = openpyxl.load_workbook(package, keep_links=False) if formulas else None
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            uncalculated = _uncalculated(sheet, typed[sheet.title]) if typed else set()
            yield from _grid(sheet, uncalculated, book.epoch, budget)
    yield from hidden_sheets([sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"], budget.file)


def _number_formats(content: bytes) -> bytes:
    """The styles cut down to number formats."""
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(content)  # walked before: no document type
    space = tree.tag.rpartition("}")[0] + "}" if "}" in tree.tag else ""
    codes = dict(BUILT_IN)
    for each in tree.iterfind(f"{space}numFmts/{space}numFmt"):
        codes[int(each.get("numFmtId", "0"))] = each.get("formatCode", "General")
    formats = "".join(f"<numFmt numFmtId='{key}' formatCode={quoteattr(code)}/>" for key, code in codes.items())
    looks = islice(tree.iterfind(f"{space}cellXfs/{space}xf"), _MAX_STYLES)
    used = "".join(f"<xf numFmtId='{int(each.get('numFmtId', '0'))}'/>" for each in looks)
    kept = f"<numFmts>{formats}</numFmts><cellXfs>{used or '<xf/>'}</cellXfs>"
    return f'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{kept}</styleSheet>'.encode()


def _cells_only(content: bytes, budget: Budget) -> bytes:
    """A sheet with nothing after its cells but the merges, whose area the budget bears."""
    end = max(content.rfind(b"</sheetData>"), content.rfind(b":sheetData>"), content.rfind(b"<sheetData/>"))
    if end < 0:
        return content
    end = content.index(b">", end) + 1
    merges = _TAIL.search(content, end)
    for left, top, right, bottom in _MERGE.findall(merges.group() if merges else b""):
        budget.cells((abs(int(bottom) - int(top)) + 1) * (abs(column(right.decode()) - column(left.decode())) + 1))
    close = content[content.rindex(b"</") :]
    return content[:end] + (merges.group() if merges else b"") + close


def _uncalculated(sheet: Worksheet, typed: Worksheet) -> set[tuple[int, int]]:
    """Where a formula stands without a value; a formula worked out to an empty text has one."""
    return {
        at
        for at, cell in typed._cells.items()
        if cell.data_type == "f" and sheet._cells[at].value is None and sheet._cells[at].data_type != "str"
    }


def _grid(sheet: Worksheet, uncalculated: set[tuple[int, int]], epoch: datetime, budget: Budget) -> Iterator[Part]:
    """The cells that hold something or span. openpyxl's ``_cells`` has the stored ones; its public ways fill gaps."""
    spans = merged(
        (each.min_row, each.min_col, each.max_row - each.min_row + 1, each.max_col - each.min_col + 1)
        for each in sheet.merged_cells.ranges
    )
    unseen = _hidden(sheet)
    cells = []
    for row, at in sorted(sheet._cells.keys() | spans.keys()):
        height, width = spans.get((row, at), (1, 1))
        if not height:  # covered
            continue
        cell = sheet._cells.get((row, at))
        text = "" if cell is None else _text(cell, epoch)
        flaw = UNCALCULATED if (row, at) in uncalculated else ""
        if not (text or height * width > 1 or flaw):
            continue
        if unseen.hides(row, at, height, width, text):
            continue
        budget.text(len(text))
        place = Place(budget.file, f"{sheet.title}!{letters(at)}{row}")
        cells.append(Cell(text, row - 1, at - 1, height, width, place, flaw))
    place = Place(budget.file, sheet.title)
    yield Grid(tuple(cells), place, hidden=unseen.missing(place, cells))
    yield from unseen.told(place)


def _hidden(sheet: Worksheet) -> Unseen:
    rows = frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden)
    columns = (range(each.min or 0, (each.max or 0) + 1) for each in sheet.column_dimensions.values() if each.hidden)
    return Unseen(rows, union(columns))


def _text(cell: Stored, epoch: datetime) -> str:
    """The cell as shown. A number's stored digits are its shortest ones that make the same double."""
    value, code = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date, time, timedelta)):
        from openpyxl.utils.datetime import to_excel

        value = to_excel(value, epoch)
    if isinstance(value, str):
        text = unescaped(value)
        return show_text(text, code) if cell.data_type == "s" else text
    return show(str(value), code, since1904=epoch.year == 1904)
