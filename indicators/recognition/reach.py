"""Cells of a table without lines down: how many rows categories and labels reach over."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from indicators.reading.grid import Cell
from indicators.recognition.heads import Heading

_SPANS = frozenset(("", "level1", "level2", "level3", "block"))


def spread(placed: Sequence[tuple[Cell, int]], heading: Heading, heights: Sequence[int], *, typed: bool) -> list[Cell]:
    """Labels and categories, where nothing bounds them, reach over the rows in whose middle they stand.

    In a ``typed`` text whose first category stands beside the first line, each stands at the top of its rows.
    """
    cells = [cell for cell, _ in placed]
    if any(cell.rows > 1 for cell in cells):
        return cells
    roles = heading.roles
    last = max((cell.row for cell in cells if cell.column < len(roles) and roles[cell.column] == "name"), default=0) + 1
    found: list[Cell] = [cell for cell in cells if cell.row == 0]
    for column in sorted({cell.column for cell in cells if cell.row}):
        mine = sorted(((c, at) for c, at in placed if c.row and c.column == column), key=lambda each: each[0].row)
        role = heading.roles[column] if column < len(heading.roles) else ""
        single = role in _SPANS and all(cell.columns == 1 for cell, _ in mine)
        top = typed and mine[0][0].row == 1
        found += _reached(mine, heights, len(heights) if top else last) if single else [cell for cell, _ in mine]
    return found


def _reached(placed: Sequence[tuple[Cell, int]], heights: Sequence[int], lines: int) -> list[Cell]:
    """Cells one below the other, each over the rows that it is the middle of; where that fails, to the next one.

    ``lines`` is the row behind the last that has a name: so far the cells must reach.
    """
    last = len(heights) - 1
    start, spans = 1, []
    for _, middle in placed:
        end = 2 * middle - heights[start]
        stop = min(range(start + 1, last + 1), key=lambda row: abs(heights[row] - end), default=last)
        near = abs(heights[stop] - end) * 2 < heights[stop] - heights[stop - 1]
        spans.append((start, stop - start))
        start = stop
        if not near or start >= last:
            break
    cells = [cell for cell, _ in placed]
    if len(spans) == len(cells) and near and start >= lines:
        return [evolve(cell, row=row, rows=rows) for cell, (row, rows) in zip(cells, spans, strict=True)]
    ends = [*(cell.row for cell in cells[1:]), last]
    return [evolve(cell, rows=max(1, stop - cell.row)) for cell, stop in zip(cells, ends, strict=True)]


def without_overlaps(cells: list[Cell]) -> list[Cell]:
    """Cells by row and column; one that reaches into another ends above it."""
    cells = sorted(cells, key=lambda cell: (cell.row, cell.column))
    found = []
    for cell in cells:
        below = [
            other.row
            for other in cells
            if other.row > cell.row
            and other.column < cell.column + cell.columns
            and cell.column < other.column + other.columns
        ]
        rows = min([cell.rows, *(row - cell.row for row in below)])
        found.append(evolve(cell, rows=max(1, rows)))
    return found
