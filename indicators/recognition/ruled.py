"""The cells of a ruled row by the columns that they stand in: lines are believed, whatever the cells look like."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.columns import UNKNOWN, Column, Columns
from indicators.recognition.rows import Row

_POINTS = ("weight", "filed", "reviewed", "block1", "block2")  # a score merged over rows stands in the first of them
_TEXTS = ("level1", "level2", "level3", "name")
_NO_ROLE = ("other", UNKNOWN, "improvement", "level3")  # kept beside the line


@frozen
class Placed:
    """Cells by role, labels at the left, and what stands under headings that a line has no place for."""

    cells: dict[str, Cell]
    labels: tuple[Cell, ...]
    extra: tuple[tuple[str, Cell], ...]
    shared: tuple[tuple[str, Cell], ...]  # weights and scores that are merged over several rows


def placed(row: Row, columns: Columns) -> Placed | None:
    """The cells of a row by role; None where the row crosses the columns and so is none of the table's.

    >>> from indicators.recognition.columns import columns
    >>> titles = "指标名称 目标值 完成值 分值 得分".split()
    >>> head = columns(Row(tuple(Cell(title, 0, at) for at, title in enumerate(titles)), 0))
    >>> row = Row((Cell("12345热线", 1, 0), Cell("是", 1, 1, 1, 2), Cell("5", 1, 3)), 1)
    >>> {role: cell.text for role, cell in placed(row, head).cells.items()}
    {'name': '12345热线', 'target': '是', 'actual': '是', 'weight': '5'}
    >>> placed(Row((Cell("其他说明", 1, 0), Cell("无", 1, 1, 1, 4)), 1), head) is None
    True
    """
    found: dict[str, Cell] = {}
    labels: list[Cell] = []
    extra: list[tuple[str, Cell]] = []
    shared: list[tuple[str, Cell]] = []
    widest = 1
    for cell in row.cells:
        if not (cell.text.strip() or cell.flaw):
            continue
        over = [column for column in columns.columns if _shared(cell, column)]
        if not over:
            labels += [cell] if cell.column < columns.first else []
            extra += [("", cell)] if cell.column >= columns.first and cell.row == row.number else []
            continue
        first, *others = _covered(cell, over)
        if cell.row == row.number and any(each.role not in (*_TEXTS, *_NO_ROLE) for each in others):
            widest = max(widest, 1 + len(others))
        if cell.column < columns.first and cell.column + cell.columns <= columns.first + columns.columns[0].width // 2:
            labels.append(cell)
            continue
        for role, title in _roles(cell, first, others):
            if role in ("weight", "filed") and cell.rows > 1:
                shared.append((role, cell))
            if role in _POINTS and cell.row != row.number:
                continue
            if role in found or role in _NO_ROLE:
                extra += [(title, cell)] if cell.row == row.number else []
            else:
                found[role] = cell
    if widest > 1 and not _is_line(found, columns, widest):
        return None
    return Placed(found, tuple(labels), tuple(extra), tuple(shared))


def _shared(cell: Cell, column: Column) -> int:
    """How many columns of the grid a cell and a column of the table have in common."""
    return max(0, min(cell.column + cell.columns, column.end) - max(cell.column, column.start))


def _covered(cell: Cell, over: list[Column]) -> list[Column]:
    """The columns that a cell stands for: those it covers by more than half, else the one it shares most with."""
    whole = [column for column in over if 2 * _shared(cell, column) > column.width]
    return whole or [max(over, key=lambda column: _shared(cell, column))]


def _roles(cell: Cell, first: Column, others: list[Column]) -> Iterator[tuple[str, str]]:
    """The roles that a cell fills: of categories and names merged the last, of target and completion both."""
    every = [first, *others]
    if others and all(column.role in (*_TEXTS, *_NO_ROLE) for column in every):
        if headings.is_level(cell.text) or "name" not in {column.role for column in every}:
            yield first.role, first.title
        else:
            yield "name", next(column.title for column in every if column.role == "name")
        return
    yield first.role, first.title
    for column in others:
        if (first.role, column.role) == ("target", "actual"):
            yield column.role, column.title


def _is_line(found: dict[str, Cell], columns: Columns, widest: int) -> bool:
    """Whether a row with a cell over several columns is a line nevertheless: it has a name and a figure of its own."""
    figures = found.keys() & {"filed", "weight"}
    return columns.kind == "table" and "name" in found and (bool(figures) or widest == 2)
