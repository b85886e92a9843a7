"""Old Excel workbooks (.xls) and those of WPS (.et): every sheet a grid, its cells as the page shows them.

xlrd reads them, because it knows the number formats: without them 98.84% would be 0.9884. Such files keep a value with
every formula, so one that nothing has worked out cannot be told. Hidden sheets, rows and columns
are named, not read.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from indicators.place import Place
from indicators.reading.attempt import Budget, attempt
from indicators.reading.grid import Cell, Document, Grid, Part
from indicators.reading.limits import Limits
from indicators.reading.numfmt import show, show_text
from indicators.reading.numfmt_dates import BUILT_IN
from indicators.reading.placing import letters, merged
from indicators.reading.unshown import Unseen, hidden_sheets

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell as Stored
    from xlrd.sheet import Sheet

KIND = ".xls"
_OLE = b"\xd0\xcf\x11\xe0"
_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
# Records that are one cell or several (BLANK, NUMBER, LABEL, BOOLERR, FORMULA, RK, LABELSST, RSTRING; MULBLANK, MULRK)
_CELLS = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x201, 0x203, 0x204, 0x205, 0x206, 0x406, 0x27E, 0xFD, 0xD6, 0x208}
_BEGINS, _ENDS = (0x09, 0x209, 0x409, 0x809), 0x0A  # of the workbook, and of each sheet
_LONGEST = 8_228  # bytes of a record
_SIZES = {0x208: 16, 0x201: 6, 0x203: 14, 0x27E: 10, 0xFD: 10}  # of records of which the library takes others too
_MANY = {0xBE: 2, 0xBD: 6}


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The sheets of a workbook."""
    return attempt(KIND, file, limits, lambda budget: _sheets(data, budget))


def _sheets(data: bytes, budget: Budget) -> Iterator[Part]:
    import xlrd

    if _MACROS in data and not budget.limits.macros:
        raise budget.refuse("I307")
    log = io.StringIO()  # what xlrd would print
    stream = _stream(data, log) if data.startswith(_OLE) else data
    _count(stream, budget)
    try:
        book = xlrd.open_workbook(file_contents=stream, formatting_info=True, ragged_rows=True, logfile=log)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise budget.refuse("I306") from error
        raise
    for sheet in book.sheets():
        if not sheet.visibility:
            yield from _grid(book, sheet, budget)
    yield from hidden_sheets([sheet.name for sheet in book.sheets() if sheet.visibility], budget.file)


def _stream(data: bytes, log: io.StringIO) -> bytes:
    """The workbook out of its container. Raises what xlrd does, and ValueError."""
    from xlrd.compdoc import CompDoc

    container = CompDoc(data, logfile=log)
    for node in container.dirlist:
        if node.name.lower() in ("workbook", "book") and node.tot_size < container.min_size_std_stream:
            _check_chain(container.SSAT, node.first_SID)
    for name in ("Workbook", "Book"):
        memory, start, length = container.locate_named_stream(name)
        if memory is not None:
            return bytes(memory[start : start + length])
    raise ValueError("no workbook in it")


def _check_chain(following: Sequence[int], sector: int) -> None:
    """A chain of short sectors must end: xlrd would follow a ring for ever."""
    for _ in following:
        if not 0 <= sector < len(following):
            return
        sector = following[sector]
    if sector >= 0:
        raise ValueError("its sectors form a ring")


def _count(stream: bytes, budget: Budget) -> None:
    """Bound the cells before any is built: the records say how many there are. Raises ValueError where they are cut.

    The library takes what is there of a record that is cut, and leaves out what stands behind.
    """
    at, end, open_ = 0, len(stream), 0
    while at + 4 <= end:
        record, size = struct.unpack_from("<HH", stream, at)
        if record in _CELLS:
            budget.cells(1)
        elif record in _MANY:
            budget.cells(size // _MANY[record])
        open_ += (record in _BEGINS) - (record == _ENDS)
        at += 4 + size
        if open_ and (size > _LONGEST or at > end or size != _SIZES.get(record, size)):
            raise ValueError("a record is cut off")
    if open_ > 0:
        raise ValueError("the last sheet is cut off")


def _grid(book: Book, sheet: Sheet, budget: Budget) -> Iterator[Part]:
    areas = [(top, left, bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells]
    budget.cells(sum(height * width for _, _, height, width in areas if height > 0 and width > 0))
    spans = merged(area for area in areas if area[2] > 0 and area[3] > 0)
    rows = {number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden}
    columns = {number + 1 for number, column in sheet.colinfo_map.items() if column.hidden}
    unseen = Unseen(rows, columns)
    stored = {(row, at): cell for row in range(sheet.nrows) for at, cell in enumerate(sheet.row(row))}
    cells = []
    for row, at in sorted(stored.keys() | spans.keys()):
        height, width = spans.get((row, at), (1, 1))
        if not height:  # covered
            continue
        cell = stored.get((row, at))
        text = "" if cell is None else _text(book, cell)
        if not (text or height * width > 1):
            continue
        if unseen.hides(row + 1, at + 1, height, width, text):
            continue
        budget.text(len(text))
        place = Place(budget.file, f"{sheet.name}!{letters(at + 1)}{row + 1}")
        cells.append(Cell(text, row, at, height, width, place))
    place = Place(budget.file, sheet.name)
    yield Grid(tuple(cells), place)
    yield from unseen.told(place)


def _text(book: Book, cell: Stored) -> str:
    import xlrd

    key = book.xf_list[cell.xf_index].format_key
    found = book.format_map.get(key)
    code = BUILT_IN.get(key) or (found.format_str if found else "General")
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return show_text(str(cell.value).replace("\r\n", "\n"), code)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return show(str(cell.value), code, since1904=bool(book.datemode))
    return ""
