"""What every reader of documents makes: paragraphs and tables of cells, each with its place, in reading order.

A reader knows its format and nothing of forms; recognition knows forms and nothing of formats. This is all they share.
"""

from __future__ import annotations

from attrs import field, frozen

from indicators.place import Place
from indicators.reading.problems import Problem
from indicators.record import Record

UNCALCULATED = "uncalculated"  # a formula that no spreadsheet has worked out: the cell has no value


@frozen(repr=False)
class Cell(Record):
    """One cell of a table: its text as a person sees it, where it starts in the grid and what it spans.

    ``row`` and ``column`` count from 0. ``flaw`` is empty, or says why the text is not to be relied on.

    >>> Cell("≥3000人", row=4, column=3)
    Cell(text='≥3000人', row=4, column=3)
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    place: Place = field(default=Place())
    flaw: str = ""

    def covers(self, column: int) -> bool:
        """Whether the cell lies over a column."""
        return self.column <= column < self.column + self.columns


@frozen(repr=False)
class Grid(Record):
    """A table. Its cells stand by row, then by column; a position that no cell covers is blank.

    ``ruled`` says whether columns can be relied on. In tab-separated text only the order of the cells in a row can:
    what is blank may be anywhere.
    """

    cells: tuple[Cell, ...]
    place: Place = field(default=Place())
    ruled: bool = True


@frozen(repr=False)
class Paragraph(Record):
    """A text outside tables."""

    text: str
    place: Place = field(default=Place())


@frozen(repr=False)
class Gap(Record):
    """Something that a person can read and we cannot: a page that is a picture. What it held is unknown."""

    place: Place


Part = Paragraph | Grid | Gap


@frozen(repr=False)
class Document(Record):
    """One file as read: its parts in reading order, and what kept it from being read whole."""

    file: str
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
