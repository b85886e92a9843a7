"""Frames and characters of a page → tables with text, and the characters that stand outside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from indicators.reading.pdf.frame import Frame
from indicators.reading.pdf.page import Glyph
from indicators.reading.pdf.shapes import UNMAPPED, Box
from indicators.reading.pdf.text import joined, lines_of

FLAW = "unmapped"  # the file does not say which characters it shows
RUN = 20  # percent of a character's size: characters closer than that are one run
TIGHT = 5  # and closer than that they do not make room for a wall
INSIDE = 20  # percent of a character's width: a wall farther in goes through it


@frozen
class Boxed:
    """A cell with its text: where it starts, what it spans, its page (from 1) and box there.

    ``size`` is that of its characters, ``room`` how much of its width the last line leaves, ``floor`` how far it ends
    above the floor: all in hundredths of a point.
    """

    text: str
    row: int
    column: int
    rows: int
    columns: int
    page: int
    box: Box
    flaw: str = ""
    size: int = 0
    room: int = 0
    floor: int = 0


@frozen
class Table:
    """A table on one page, or, joined, on several: the edges of its columns, how many rows, and its cells.

    ``page`` and ``box`` are of its last part; ``top`` and ``bottom`` say for each column whether a line closes it.
    """

    page: int
    box: Box
    xs: tuple[int, ...]
    rows: int
    cells: tuple[Boxed, ...]
    top: tuple[bool, ...] = ()
    bottom: tuple[bool, ...] = ()


def filled(frames: Sequence[Frame], glyphs: Iterable[Glyph], page: int) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page, and the characters outside them.

    Within a table clipped characters count too: the figure that a cell is too narrow for is in the file whole.
    """
    finders = [_Finder(frame) for frame in frames]
    outside: list[Glyph] = []
    for run in _runs(glyphs):
        if not any(finder.take(run) for finder in finders):
            outside += (glyph for glyph in run if not glyph.clipped)
    return [finder.table(page) for finder in finders], outside


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that follow each other closely in the file and on the page."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            near = glyph.size * RUN // 100
            if (
                glyph.spaced
                or glyph.turn
                or not -2 * near <= glyph.left - last.right <= near
                or not -near <= glyph.base - last.base <= near
            ):
                yield run
                run = []
        run.append(glyph)
    if run:
        yield run


class _Finder:
    """Which cell of a frame a character stands in, and what each cell has been given."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.given: list[list[Glyph]] = [[] for _ in frame.spans]
        self.owner = [[-1] * (len(frame.xs) - 1) for _ in range(len(frame.ys) - 1)]
        for number, span in enumerate(frame.spans):
            for row in range(span.row, span.row + span.rows):
                self.owner[row][span.column : span.column + span.columns] = [number] * span.columns

    def cell(self, glyph: Glyph) -> int:
        """The number of the cell under the middle of a character; -1 outside."""
        xs, ys = self.frame.xs, self.frame.ys
        column = bisect_right(xs, (glyph.left + glyph.right) // 2) - 1
        row = bisect_right(ys, glyph.middle) - 1
        return self.owner[row][column] if 0 <= column < len(xs) - 1 and 0 <= row < len(ys) - 1 else -1

    def take(self, run: list[Glyph]) -> bool:
        """Give a run's characters to their cells. One that spills over a wall goes to the cell with most of it."""
        first = self.cell(run[0])
        if len(run) == 1 or (first == self.cell(run[-1]) and first >= 0):
            if first >= 0:
                self.given[first] += run
            return first >= 0
        cells = [self.cell(glyph) for glyph in run]
        if max(cells) < 0:
            return False
        if any(
            self._spills(one, two) for (one, two), (a, b) in zip(pairwise(run), pairwise(cells), strict=True) if a != b
        ):
            cells = [max(cells, key=cells.count)] * len(run)
        for glyph, cell in zip(run, cells, strict=True):
            self.given[max(cell, 0) if cell >= 0 else max(cells, key=cells.count)].append(glyph)
        return True

    def _spills(self, one: Glyph, two: Glyph) -> bool:
        """Whether the wall between two characters goes through one of them, or stands where there is no room for it."""
        if (two.left - one.right) * 100 < two.size * TIGHT:
            return True
        for glyph in (one, two):
            inset = (glyph.right - glyph.left) * INSIDE // 100
            if any(glyph.left + inset < x < glyph.right - inset for x in self.frame.xs):
                return True
        return False

    def table(self, page: int) -> Table:
        """The frame with its text."""
        frame = self.frame
        cells = []
        for span, glyphs in zip(frame.spans, self.given, strict=True):
            box = frame.around(span)
            lines = lines_of(glyphs, " ") if glyphs else []
            text = joined(lines) if lines else ""
            flaw = FLAW if UNMAPPED in text else ""
            last = lines[-1] if lines else None
            left = (last.size, box[2] - box[0] - last.width, box[3] - last.box[3]) if last else (0, 0, 0)
            cells.append(Boxed(text, *span, page, box, flaw, *left))
        return Table(page, frame.box, frame.xs, len(frame.ys) - 1, tuple(cells), frame.top, frame.bottom)
