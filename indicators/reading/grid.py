"""What every reader of documents makes: paragraphs and tables of cells, each with its place, in reading order.

A reader knows its format and nothing of forms; recognition knows forms and nothing of formats. This is all they share.
"""

from __future__ import annotations

from attrs import field, frozen

from indicators.place import Place
from indicators.reading.problems import Problem
from indicators.record import Record

DOUBTFUL = "doubtful"  # the cell may as well be another of its row
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
    what is blank may be anywhere. ``moved`` are the rows of a ruled table whose cells were laid under their headings,
    not read there. ``hidden`` says before which rows something stands that is hidden and was not read, and where.
    """

    cells: tuple[Cell, ...]
    place: Place = field(default=Place())
    ruled: bool = True
    moved: frozenset[int] = frozenset()
    hidden: tuple[tuple[int, Place], ...] = ()


@frozen(repr=False)
class Paragraph(Record):
    """A text outside tables."""

    text: str
    place: Place = field(default=Place())


@frozen(repr=False)
class Gap(Record):
    """What was not read: a page that is a picture, or is damaged, or a hidden row. What it held is unknown."""

    place: Place
    damaged: bool = False
    hidden: bool = False


@frozen(repr=False)
class Hidden(Record):
    """What a workbook hides and is not read: sheets by name, or rows and columns of the sheet at ``place``."""

    names: tuple[str, ...]
    place: Place
    sheets: bool = False


@frozen(repr=False)
class Word(Record):
    """Characters that stand close together on a line of a page: their box, in hundredths of a point, y downwards."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    place: Place = field(default=Place())

    @property
    def middle(self) -> int:
        """The height of its middle."""
        return (self.top + self.bottom) // 2

    @property
    def centre(self) -> int:
        """Where its middle is across the page."""
        return (self.left + self.right) // 2


@frozen(repr=False)
class Words(Record):
    """A part of a page that looks like a table without a frame: its words by line, then from the left.

    ``rules`` are lines across (height, from, to), ``bands`` the heights at which coloured bands begin or end; ``typed``
    says that they are lines of a text, of which a row seldom takes two.
    """

    words: tuple[Word, ...]
    rules: tuple[tuple[int, int, int], ...] = ()
    bands: tuple[int, ...] = ()
    typed: bool = False
    place: Place = field(default=Place())


Part = Paragraph | Grid | Gap | Words | Hidden


@frozen(repr=False)
class Document(Record):
    """One file as read: its parts in reading order, and what kept it from being read whole."""

    file: str
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
