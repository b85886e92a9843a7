"""Forms that stand beside each other on one sheet: each is a table of its own, read one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from indicators.reading.grid import Cell, Grid
from indicators.recognition import headings

_FEW = 4  # columns of a table of indicators, at least


def apart(grid: Grid) -> Iterator[Grid]:
    """The tables of a grid in which a further form begins at the right of another.

    It is parted where nothing crosses, before a second title, or a second 一级指标 among the headings of one row.

    >>> from indicators.place import Place
    >>> at = ((0, 0, 4, "绩效自评表"), (0, 5, 4, "绩效自评表"), (1, 0, 1, "项目名称"), (1, 5, 1, "项目名称"))
    >>> cells = (Cell(text, row, column, columns=width) for row, column, width, text in at)
    >>> [[cell.column for cell in each.cells] for each in apart(Grid(tuple(cells), Place()))]
    [[0, 0], [0, 0]]
    """
    at = _border(grid) if grid.ruled else 0
    if not at:
        yield grid
        return
    yield evolve(grid, cells=tuple(cell for cell in grid.cells if cell.column < at))
    right = (evolve(cell, column=cell.column - at) for cell in grid.cells if cell.column >= at)
    yield from apart(evolve(grid, cells=tuple(right)))


def _border(grid: Grid) -> int:
    """The first column of the second form; 0 where there is none."""
    first: dict[tuple[int, str], int] = {}
    second = 0
    for cell in grid.cells:
        kind = _kind(cell)
        if kind and (cell.row, kind) not in first:
            first[cell.row, kind] = cell.column
        elif kind and cell.column >= first[cell.row, kind] + _FEW:
            second = cell.column if not second else min(second, cell.column)
            break
    if not second:
        return 0
    crossed = {at for cell in grid.cells if cell.column < second for at in range(cell.column + 1, _end(cell, second))}
    return next((at for at in range(second, 0, -1) if at not in crossed), 0)


def _kind(cell: Cell) -> str:
    """What a cell begins that a form has once: its title, its categories."""
    text = cell.text
    if len(text) > 80 or not text.strip():
        return ""
    if headings.heading(text) == "一级指标":
        return "categories"
    return "title" if headings.is_title(text) else ""


def _end(cell: Cell, second: int) -> int:
    return min(cell.column + cell.columns, second + 1)
