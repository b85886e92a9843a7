"""The fields of a form's head: labels with their values, in one cell or in the cell behind."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from indicators.reading.grid import Cell
from indicators.recognition import headings

Field = tuple[str, Cell]


def fields(cells: Sequence[Cell]) -> list[Field] | None:
    """The fields that a row of labels and values gives; None where one of its cells is neither.

    >>> cells = (Cell("主管部门", 0, 0), Cell("某局", 0, 1), Cell("自评得分：99", 0, 3))
    >>> [(role, cell.text) for role, cell in fields(cells)]
    [('department', '某局'), ('total', '99')]
    """
    found: list[Field] = []
    at = 0
    while at < len(cells):
        cell, following = cells[at], cells[at + 1] if at + 1 < len(cells) else None
        own = _own(cell)
        if own is None:
            return None
        found += [(role, evolve(cell, text=value)) for role, value in own if value]
        role, value = own[-1]
        if not value and following is not None and _own(following) is None:
            found.append((role, following))
            at += 1
        at += 1
    return found


def _own(cell: Cell) -> tuple[tuple[str, str], ...] | None:
    """The labels in a cell with the values in it; a bare label has none. None where the cell is no label."""
    within = headings.labelled(cell.text)
    if within:
        return within
    apart = headings.label_before(cell.text)
    if apart:
        return (apart,)
    role = headings.label(cell.text)
    return ((role, ""),) if role else None
