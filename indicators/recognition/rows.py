"""A document as one stream of rows: what recognition reads, whatever the format was."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from indicators.place import Place
from indicators.reading.grid import Cell, Document, Gap, Grid, Paragraph
from indicators.recognition.side_by_side import apart
from indicators.record import Record


@frozen(repr=False)
class Row(Record):
    """One row: the cells that start in it and those that reach into it from above, by column.

    ``number`` is the row in its grid, -1 for a paragraph. ``ruled`` says whether columns can be relied on, ``moved``
    that the cells were laid under their headings.
    """

    cells: tuple[Cell, ...]
    number: int = -1
    ruled: bool = True
    grid: Grid | None = None
    moved: bool = False

    @property
    def place(self) -> Place:
        """Where the row begins."""
        return next((cell.place for cell in self.cells if cell.text.strip() and cell.row == self.number), self.first)

    @property
    def first(self) -> Place:
        """Where its first cell is."""
        return self.cells[0].place if self.cells else Place()

    @property
    def own(self) -> tuple[Cell, ...]:
        """The cells that start in this row and hold anything."""
        return tuple(cell for cell in self.cells if cell.row == self.number and (cell.text.strip() or cell.flaw))

    @property
    def text(self) -> str:
        """The row's text, if it holds a single one; else empty."""
        own = self.own
        return own[0].text if len(own) == 1 else ""


Item = Row | Gap


def rows(document: Document) -> Iterator[Item]:
    """Every row of a document in reading order, with the gaps between them."""
    for part in document.parts:
        if isinstance(part, Gap):
            yield part
        elif isinstance(part, Paragraph):
            yield from _paragraph(part)
        elif isinstance(part, Grid):
            for grid in apart(part):
                yield from _grid(grid)


def _paragraph(part: Paragraph) -> Iterator[Row]:
    """A text outside tables is a row of one cell, or of several where wide gaps stand in it."""
    texts = [text for text in part.text.split("\t") if text.strip()]
    cells = tuple(Cell(text, -1, column, place=part.place) for column, text in enumerate(texts))
    if cells:
        yield Row(cells, ruled=False)


def _grid(grid: Grid) -> Iterator[Item]:
    """The rows of a table, with gaps for those that are hidden; a row that says nothing is left out."""
    hidden = list(grid.hidden)
    starting: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        starting.setdefault(cell.row, []).append(cell)
    above: list[Cell] = []
    for number in sorted(starting):
        while hidden and hidden[0][0] <= number:
            yield Gap(hidden.pop(0)[1], hidden=True)
        above = [cell for cell in above if cell.row + cell.rows > number]
        cells = sorted((*above, *starting[number]), key=lambda cell: cell.column)
        above += [cell for cell in starting[number] if cell.rows > 1]
        if any(cell.text.strip() or cell.flaw for cell in starting[number]):
            yield Row(tuple(cells), number, grid.ruled, grid, number in grid.moved)
