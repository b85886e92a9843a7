"""Spans that reach far beyond their table: each ends where the table's own rows have no room for it.

A page may say ``rowspan=1000`` of a cell beside five rows. Browsers cut it at the last row and push the cells of all
rows between out of their columns; here it ends above the first row that is full without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from attrs import evolve, frozen

_MOST = 20  # cells of a table that are made narrower


@frozen
class Span:
    """What a cell says of its size; ``far`` if that is more rows than the table has."""

    rows: int
    columns: int
    far: bool = False


Rows = Sequence[Sequence[Span]]


def bounded(rows: Rows) -> list[list[Span]]:
    """The spans of the cells of a table, row by row, none wider than the table or over rows that are full without it.

    >>> heads = [Span(1, 1), Span(1, 1)]
    >>> bounded([heads, [Span(3, 1, far=True), Span(1, 900)], heads, heads])[1]
    [Span(rows=1, columns=1, far=True), Span(rows=1, columns=1, far=False)]
    """
    found = [list(row) for row in rows]
    for _ in range(_MOST):
        if not _narrow(found):
            break
    return _cut(found) if any(span.far and span.rows > 1 for row in found for span in row) else found


def _widths(rows: Rows) -> list[int]:
    """How many columns each row takes, with the cells above that reach into it."""
    steps = [0] * (len(rows) + 1)
    for at, row in enumerate(rows):
        for span in row:
            steps[at] += span.columns
            steps[min(len(rows), at + (1 if span.far else span.rows))] -= span.columns
    return list(accumulate(steps[:-1]))


def _narrow(rows: list[list[Span]]) -> bool:
    """Make the widest cell as wide as its row has room, if it is wider than every row that it is not in."""
    if len(rows) < 2:
        return False
    columns, at, each = max(
        ((span.columns, at, -each) for at, row in enumerate(rows) for each, span in enumerate(row)), default=(0, 0, 0)
    )
    if columns < 2:
        return False
    span, widths = rows[at][-each], _widths(rows)
    reach = 1 if span.far else span.rows
    width = max((*widths[:at], *widths[at + reach :]), default=0)
    if not 0 < width < columns:
        return False
    rows[at][-each] = evolve(span, columns=max(1, width - (widths[at] - columns)))
    return True


def _cut(rows: list[list[Span]]) -> list[list[Span]]:
    """The spans with those that reach too far down ended above the first row that is full without them."""
    widths = _widths(rows)
    whole = max(widths)
    done = [list(row) for row in rows]
    reaching: list[tuple[int, int]] = []  # row and number of the far cells that still reach down
    taken = 0
    for at in range(len(rows) + 1):
        if at == len(rows) or widths[at] + taken > whole:
            for up, each in reaching:
                done[up][each] = evolve(done[up][each], rows=at - up)
            reaching, taken = [], 0
        for each, span in enumerate(rows[at] if at < len(rows) else ()):
            if span.far:
                reaching.append((at, each))
                taken += span.columns
    return done
