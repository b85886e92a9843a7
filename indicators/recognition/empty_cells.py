"""Where the empty cells of a ruled row are: what is missing on a line is told at its own cell."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from attrs import evolve

from indicators.place import Place
from indicators.reading.grid import Cell
from indicators.reading.placing import column as column_number
from indicators.reading.placing import letters
from indicators.recognition.columns import Columns
from indicators.recognition.rows import Row

_ROLES = frozenset({"target", "actual", "weight", "filed", "reviewed", "reason"})
_SHEET = re.compile(r"(.*!)([A-Z]{1,3})(\d+)")
_TABLE = re.compile(r"(.* c)(\d+)")


def empty_places(row: Row, columns: Columns, found: Container[str]) -> Iterator[tuple[str, Place]]:
    """The roles of a row that no cell has, each with the place of the empty cell under its heading.

    A cell that is merged with one above is not empty. Where the reader gives no places of empty cells, theirs follow
    from those that stand beside them.

    >>> from indicators.recognition.columns import columns
    >>> titles = "指标名称 目标值 完成值 分值 得分".split()
    >>> head = columns(Row(tuple(Cell(title, 0, at) for at, title in enumerate(titles)), 0))
    >>> row = Row((Cell("培训人数", 4, 0, place=Place("a.xlsx", "S!B5")), Cell("5", 3, 3, rows=2)), 4)
    >>> [(role, place.spot) for role, place in empty_places(row, head, {"name", "weight"})]
    [('target', 'S!C5'), ('actual', 'S!D5'), ('filed', 'S!F5')]
    """
    if columns.kind != "table" or not row.ruled or row.moved:
        return
    known = next((cell for cell in row.own if cell.rows == 1), None)
    for column in columns.columns:
        if column.role not in _ROLES or column.role in found:
            continue
        over = next((cell for cell in row.cells if cell.covers(column.start)), None)
        if over is not None and (over.row != row.number or over.text.strip() or over.flaw):
            continue
        place = over.place if over is not None else _beside(known, column.start)
        if place is not None and place.spot:
            yield column.role, place


def _beside(cell: Cell | None, column: int) -> Place | None:
    """The place of a column of the grid in the row of a cell."""
    if cell is None:
        return None
    shift = column - cell.column
    if found := _SHEET.fullmatch(cell.place.spot):
        return evolve(cell.place, spot=f"{found[1]}{letters(column_number(found[2]) + shift)}{found[3]}")
    if found := _TABLE.fullmatch(cell.place.spot):
        return evolve(cell.place, spot=f"{found[1]}{int(found[2]) + shift}")
    return None
