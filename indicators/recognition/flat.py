"""Tables that lost their lines on the way to text → grids again: each row is laid under the headings above it.

What flattens a table writes the cells that begin in a row, in their order, and leaves out those that reach into it from
above. So the cells of a row are the last ones of its columns: what is missing is missing at the left. Where cells are
as many as headings, each stands under its own. Rows that fit neither way are left as they are, for alignment by types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile

from attrs import define, evolve, field

from indicators.reading.grid import Cell, Document, Grid, Paragraph, Part, Words
from indicators.recognition import headings, labels, stream, unlined
from indicators.recognition.align import align
from indicators.recognition.heads import Heading, find_heading
from indicators.recognition.rows import Row
from indicators.recognition.shapes import UNFIT, fit, shape

_MAIN = ("name", "target", "actual", "weight", "filed")
_ASIDE = ("other", "unknown", "comparator", "kind", "unit", "standard", "rate", "done_sign", "done_unit")
_SPANS = ("", "level1", "level2", "level3", "block", "name")  # columns whose cells are merged over rows


@define(repr=False)
class _Table:
    """A heading and the rows under it, as they are laid; ``begun`` if its upper part is a grid already."""

    heading: Heading
    rows: list[tuple[Cell, ...]] = field(factory=list)
    moved: set[int] = field(factory=set)
    begun: bool = False

    def add(self, cells: tuple[Cell, ...], *, moved: bool) -> None:
        """Put a row under those above."""
        self.rows.append(cells)
        if moved:
            self.moved.add(len(self.rows))

    def grid(self) -> Iterator[Grid]:
        """The rows so far, if there are any; those to come are another grid."""
        if self.rows or not self.begun:
            yield _grid(self)
        self.rows, self.moved, self.begun = [], set(), True


def laid(document: Document) -> Document:
    """The document with the rows of its flattened tables under their headings."""
    parts: list[Part] = []
    loose: list[Row] = []
    for part in _with_rows(document.parts):
        rows = list(_lines(part))
        if rows:
            loose += rows
            continue
        parts += _restored(loose)
        loose = []
        parts.append(part)
    parts += _restored(loose)
    return evolve(document, parts=tuple(parts))


def _with_rows(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, pages without frames as tables."""
    for part in parts:
        yield from unlined.parts(part) if isinstance(part, Words) else (part,)


def _lines(part: Part) -> Iterator[Row]:
    """The rows of a part whose columns cannot be relied on; none of a ruled table."""
    if isinstance(part, Paragraph):
        texts = part.text.split("\t")
        yield Row(tuple(Cell(text, 0, at, place=part.place) for at, text in enumerate(texts)), 0, ruled=False)
    elif isinstance(part, Grid) and not part.ruled:
        rows: dict[int, list[Cell]] = {}
        for cell in part.cells:
            rows.setdefault(cell.row, []).append(cell)
        for number in sorted(rows):
            cells = (evolve(cell, row=0) for cell in rows[number])
            yield Row(tuple(cells), 0, ruled=False, grid=part)


def _restored(rows: Sequence[Row]) -> Iterator[Part]:
    """Loose rows as parts again, those of tables as ruled ones."""
    table: _Table | None = None
    at = 0
    while at < len(rows):
        row, heading = rows[at], find_heading(rows, at)
        if heading is not None:
            yield from table.grid() if table else ()
            table = _Table(heading)
            at += heading.lines
            if len(row.cells) == 1:  # a cell a line
                until = stream.end(rows, at, heading)
                for cells in stream.rows_of([each.cells[0] for each in rows[at:until]], heading):
                    table.add(cells, moved=True)
                at = until
            continue
        ends = table is not None and _ends(row, table)
        placed = _place(row, table) if table and not ends else None
        if table and placed is not None:
            table.add(placed, moved=len(row.cells) < len(table.heading.cells))
            at += 1
            continue
        yield from table.grid() if table else ()  # a row that cannot be laid parts the table
        table = None if ends else table
        pair = stream.pair(rows, at)
        yield _loose(pair or row)
        at += 2 if pair else 1
    yield from table.grid() if table else ()


def _ends(row: Row, table: _Table) -> bool:
    """Whether a row is none of the table's: a title, a label of the head or the tail, notes."""
    own = row.own
    if not own:
        return False
    text = own[0].text
    if len(own) == 1 and (headings.is_title(text) or headings.group(text)):
        return True
    if headings.is_notes(text) or (len(own) <= 2 and headings.tail(text)):
        return True
    labelled = headings.label(text) or labels.labelled(text)
    return bool(labelled) and headings.heading(text) not in headings.TOTALS and shape(own[-1].text) == "words"


def _place(row: Row, table: _Table) -> tuple[Cell, ...] | None:
    """The cells of a row under the headings; None where they fit in no way, or in several."""
    heading, number = table.heading, len(table.rows) + 1
    if heading.numbered and row.cells[0].text.strip().isdecimal():
        rest = _placed(evolve(row, cells=row.cells[1:]), heading.unnumbered, number)
        first = evolve(row.cells[0], row=number, column=0)
        return rest and (first, *(evolve(cell, column=cell.column + 1) for cell in rest))
    return _placed(row, heading, number)


def _placed(row: Row, heading: Heading, number: int) -> tuple[Cell, ...] | None:
    """The cells of one row, the ``number``-th, under its headings."""
    cells = list(row.cells)
    while len(cells) > len(heading.cells) and not cells[-1].text.strip():
        cells.pop()
    missing = len(heading.cells) - len(cells)
    if missing < 0 or not cells or (row.grid is None and len(cells) == 1):
        return None
    if heading.columns.kind == "table" and [shape(cell.text) for cell in row.own] in (["points"], ["figure"]):
        return None  # it may be of any column
    first = cells[0]
    if missing and heading.columns.kind != "funds" and headings.heading(first.text) in headings.TOTALS:
        return _sum(cells, number, heading)
    shifted = (
        tuple(evolve(cell, row=number, column=shift + at) for at, cell in enumerate(cells))
        for shift in range(missing, -1, -1)
    )
    if not missing and _stands(cells, heading):
        return tuple(evolve(cell, row=number, column=at) for at, cell in enumerate(cells))
    fitting = [each for each in shifted if _fits(each, heading)]
    if missing > heading.named:
        return None  # no name among its cells: it is no line
    if heading.columns.kind == "table" and len(row.own) == 1 and fitting:
        at = next(cell.column for cell in fitting[0] if cell.text.strip())
        if heading.roles[at] not in _SPANS:
            return None  # it may go on with any cell above
    if not fitting or (fitting[0][0].column != missing and len(fitting) > 1):
        return None
    return fitting[0]


def _stands(cells: Sequence[Cell], heading: Heading) -> bool:
    """Whether cells as many as the headings stand under them: what a line is made of is there and fits in no other way.

    What stands under the other headings may be anything; under none it is a cell that was pushed there.
    """
    titled = {at for at, cell in enumerate(heading.cells) if cell.text.strip() and heading.roles[at] in _ASIDE}
    own = [evolve(cell, row=1, column=at, text="" if at in titled else cell.text) for at, cell in enumerate(cells)]
    if heading.columns.kind != "table" or any(
        headings.is_category(cell.text) for cell in cells[: heading.columns.first]
    ):
        return False
    main = all(shape(cell.text) != "blank" for cell in own if heading.roles[cell.column] in _MAIN)
    return main and _fits(own, heading)


def _sum(cells: Sequence[Cell], number: int, heading: Heading) -> tuple[Cell, ...]:
    """A row that sums up: its numbers stand under weight and score, its label over the columns before them."""
    numbers = [at for at, cell in enumerate(cells) if shape(cell.text) == "points"]
    missing = len(heading.cells) - len(cells)
    points = ("weight", "filed", "reviewed", "block")
    shift = next(
        (each for each in range(missing, -1, -1) if all(heading.roles[each + at] in points for at in numbers)), missing
    )
    label = evolve(cells[0], row=number, column=0, columns=1 + shift)
    return (label, *(evolve(cell, row=number, column=shift + at) for at, cell in enumerate(cells[1:], 1)))


def _fits(cells: Sequence[Cell], heading: Heading) -> bool:
    """Whether each cell can be what its heading says, and by far no other way is better."""
    placed = [(heading.roles[cell.column], cell.text) for cell in cells if cell.text.strip()]
    if any(role and fit(role, text) >= UNFIT for role, text in placed):
        return False
    if heading.columns.kind != "table":
        return True
    found = align(Row(tuple(cells), cells[0].row, ruled=False), heading.columns)
    return found is not None and not found.moved


def _grid(table: _Table) -> Grid:
    """A table with its lines: what is missing at the left of a row is a cell above that reaches into it."""
    head = () if table.begun else tuple(evolve(cell, row=0, column=at) for at, cell in enumerate(table.heading.cells))
    rows = [head, *table.rows]
    roles = table.heading.roles
    open_: dict[int, Cell] = {}
    done: list[Cell] = []
    for number, cells in enumerate(rows):
        cells = (
            tuple(dropwhile(lambda cell: not cell.text.strip() and cell.column in open_, cells)) if number else cells
        )
        left = min((cell.column for cell in cells), default=0)
        for at in range(left):
            if at in open_ and roles[at] in _SPANS and (open_[at].row > 0 or not roles[at]):
                open_[at] = evolve(open_[at], rows=number + 1 - open_[at].row)
        for cell in cells:
            before = open_.get(cell.column)
            if before is not None:
                done.append(before)
            open_[cell.column] = cell
    done += open_.values()
    done.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(done), done[0].place, moved=frozenset(table.moved))


def _loose(row: Row) -> Part:
    """A row outside tables, as it was."""
    if row.grid is None and not row.moved:
        return Paragraph("\t".join(cell.text for cell in row.cells), row.cells[0].place)
    cells = tuple(evolve(cell, row=0) for cell in row.cells)
    return Grid(cells, cells[0].place, ruled=False)
