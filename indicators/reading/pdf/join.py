"""A table cut by a page break made whole: rows put under each other, and cells that the break cut joined.

Whether a cell was cut is told by the line that does not close it; where writers close every part with a line, by what
stands in the two halves. A merged label stands in one of them and leaves the other blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from indicators.reading.pdf.halves import Pair, are_one_row, text_of
from indicators.reading.pdf.table import Boxed, Table

AGREE = 300  # edges of columns agree if they differ by less
SPARE = 6_000  # what may be left blank at the foot of a page beyond the row that did not fit
_LABEL = re.compile(r"\D*[\u4e00-\u9fff]")


def continues(table: Table, following: Table, height: int) -> bool:
    """Whether the first table of a page goes on with the last one of the page before, which is ``height`` high."""
    if _columns(table.xs, following.xs) is None:
        return False
    first = [cell for cell in following.cells if cell.row == 0]
    if len(first) == 1 and first[0].columns == len(following.xs) - 1 and first[0].text.endswith("表"):
        return False  # a title within the table
    tallest = max(cell.box[3] - cell.box[1] for cell in first)  # writers may keep the rows of a merged cell together
    margin = following.box[1]
    return height - table.box[3] - margin <= tallest + SPARE


def joined_tables(table: Table, following: Table) -> Table:
    """Both tables as one. Their columns must agree (see ``continues``)."""
    columns = _columns(table.xs, following.xs)
    if columns is None:
        return table
    xs, ours, theirs = columns
    above = evolve(table, xs=xs, cells=_moved(table.cells, ours), bottom=_spread(table.bottom, ours))
    below = evolve(following, xs=xs, cells=_moved(following.cells, theirs), top=_spread(following.top, theirs))
    return _joined(above, below) if not (head := _repeated(above, below)) else _under_head(above, below, head)


def _under_head(above: Table, below: Table, head: int) -> Table:
    """Leave a repeated head out where it parts a cell; elsewhere it may stay."""
    rest = evolve(
        below,
        rows=below.rows - head,
        cells=tuple(evolve(cell, row=cell.row - head) for cell in below.cells if cell.row >= head),
    )
    whole = _joined(above, rest)
    return whole if len(whole.cells) < len(above.cells) + len(rest.cells) else _joined(above, below)


def _repeated(above: Table, below: Table) -> int:
    """How many rows at the top of one table are those of the other again."""

    def row(table: Table, number: int) -> list[tuple[int, int, int, str]]:
        return [(cell.column, cell.columns, cell.rows, cell.text) for cell in table.cells if cell.row == number]

    count = 0
    while count < min(above.rows, below.rows - 1, 3):
        cells = row(below, count)
        if cells != row(above, count) or any(rows > 1 for _, _, rows, _ in cells):
            break
        if len({text for *_, text in cells if text}) < 2:
            break
        count += 1
    return count


def _columns(one: Sequence[int], two: Sequence[int]) -> tuple[tuple[int, ...], list[int], list[int]] | None:
    """The edges of both, and where those of each are among them; None if they do not agree.

    The whole may stand farther left or right on the other page.

    >>> _columns((0, 1000, 2000, 3000), (500, 1500, 3500))
    ((0, 1000, 2000, 3000), [0, 1, 2, 3], [0, 1, 3])
    >>> _columns((0, 1000, 3000), (0, 4000)) is None
    True
    """
    moved = [x - two[0] + one[0] for x in two]
    if abs(moved[-1] - one[-1]) > AGREE:
        return None
    found: list[int] = []
    for x in sorted([*one, *moved]):
        if not found or x - found[-1] > AGREE:
            found.append(x)
    ours, theirs = ([min(range(len(found)), key=lambda at: abs(found[at] - x)) for x in xs] for xs in (one, moved))
    shared = len(set(ours) & set(theirs)) - 2
    if 2 * shared < min(len(one), len(two)) - 2:
        return None
    return tuple(found), ours, theirs


def _moved(cells: Sequence[Boxed], places: Sequence[int]) -> tuple[Boxed, ...]:
    return tuple(
        evolve(cell, column=places[cell.column], columns=places[cell.column + cell.columns] - places[cell.column])
        for cell in cells
    )


def _spread(drawn: Sequence[bool], places: Sequence[int]) -> tuple[bool, ...]:
    return tuple(each for number, each in enumerate(drawn) for _ in range(places[number + 1] - places[number]))


def _joined(above: Table, below: Table) -> Table:
    pairs = list(_pairs(above, below))
    covered = sum(one.columns for one, _ in pairs) == len(above.xs) - 1
    same_row = covered and _row_is_cut(above, below, pairs)
    cut = pairs if same_row else list(_cut(above, below, pairs))
    offset = above.rows - same_row
    whole = {one: _one_cell(one, two, same_row) for one, two in cut}
    gone = {two for _, two in cut}
    cells = [whole.get(cell, cell) for cell in above.cells]
    cells += [evolve(cell, row=cell.row + offset) for cell in below.cells if cell not in gone]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(below.page, below.box, above.xs, offset + below.rows, tuple(cells), above.top, below.bottom)


def _pairs(above: Table, below: Table) -> Iterator[Pair]:
    """Cells that meet at the break and lie over the same columns, from the left."""
    under = {(cell.column, cell.columns): cell for cell in below.cells if cell.row == 0}
    for cell in sorted(above.cells, key=lambda cell: cell.column):
        if cell.row + cell.rows == above.rows and (cell.column, cell.columns) in under:
            yield cell, under[cell.column, cell.columns]


def _open(above: Table, below: Table, cell: Boxed) -> bool:
    """Whether no line closes the cell at the break, on either page."""
    part = slice(cell.column, cell.column + cell.columns)
    return not any(above.bottom[part]) and not any(below.top[part])


def _row_is_cut(above: Table, below: Table, pairs: Sequence[Pair]) -> bool:
    """Whether the last row above and the first row below are halves of one row."""
    if all(_open(above, below, one) for one, _ in pairs):
        if any(above.top) or any(below.bottom):
            return True  # tables of this kind are closed; this one is cut
    elif any(_open(above, below, one) for one, _ in pairs):
        return False  # some cells go on and some are closed: the break is between rows
    return are_one_row(pairs)


def _cut(above: Table, below: Table, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Merged cells that the break cuts. A level lies within the one to its left: once that is not cut, none is."""
    beside = False
    within = True
    for one, two in pairs:
        halves = bool(one.text) != bool(two.text) and _LABEL.match(one.text or two.text) is not None
        merged = one.rows > 1 or two.rows > 1 or beside
        within = within and halves and merged
        if within or _open(above, below, one):
            yield one, two
        beside = within


def _one_cell(one: Boxed, two: Boxed, same_row: bool) -> Boxed:
    told = one if one.text or not two.text else two
    text = text_of(each.text for each in (one, two))
    return evolve(
        one, text=text, rows=one.rows + two.rows - same_row, page=told.page, box=told.box, flaw=one.flaw or two.flaw
    )
