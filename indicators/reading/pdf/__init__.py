"""PDF → paragraphs, tables of spanning cells, and pages that are pictures, in reading order.

Tables are found by their ruling lines. A table without vertical lines is given as lines whose wide gaps are tabs.
"""

from __future__ import annotations

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.grid import Cell, Document, Gap, Grid, Paragraph, Part
from indicators.reading.limits import Limits
from indicators.reading.pdf.frame import TooMany, frames
from indicators.reading.pdf.guard import is_cut_off, unpacks_to_more
from indicators.reading.pdf.join import continues, joined_tables
from indicators.reading.pdf.lines import tables
from indicators.reading.pdf.page import Glyph, Page, seen
from indicators.reading.pdf.prose import Prose, begun, extended, goes_on, without_furniture
from indicators.reading.pdf.shapes import UNMAPPED, Box, Damaged, Deep, Dense, Locked, Raw
from indicators.reading.pdf.table import Table, filled
from indicators.reading.pdf.text import TextLine, lines_of
from indicators.reading.problems import Problem, problem

KIND = "PDF"
TOGETHER = 50  # pages read before the file is opened anew: what pdfium keeps of pages is given back only then
PICTURE = 50  # percent of a page: a larger picture with a handful of characters beside it is a scan
HANDFUL = 40
LOST = 30  # percent of characters that the file does not name: such a page cannot be read


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The document in ``data``; ``file`` is the name for its places. Nothing is raised for bad input.

    Places are ``p3`` for the third page and ``p3 (72,540,160,560)`` for a box on it: left, top, right, bottom in points
    from the top left corner, of the page turned so that its text is upright.

    >>> read(b"no PDF", "x.pdf", Limits()).problems[0].code
    'I301'
    """
    place = Place(file)
    try:
        from indicators.reading.pdf import pdfium
    except ImportError:
        return Document(file, (), (problem("I309", place, kind=KIND),))
    if is_cut_off(data):
        return _refused(file, Message("its end is missing"))
    if unpacks_to_more(data, limits.unpacked):
        return Document(file, (), (problem("I302", place, limit=limits.unpacked),))
    reader = _Reader(file, limits)
    try:
        count = pdfium.pages(data)
        if not count:
            return _refused(file, Message("it has no pages"))
        if count > limits.pages:
            return Document(file, (), (problem("I304", place, limit=limits.pages),))
        for start in range(0, count, TOGETHER):
            with pdfium.opened(data) as document:
                for index in range(start, min(start + TOGETHER, count)):
                    try:
                        reader.add(index + 1, pdfium.page(document, index, limits.depth))
                    except Dense:
                        reader.miss(index + 1)
        return Document(file, reader.parts(), tuple(reader.problems))
    except Locked:
        return Document(file, (), (problem("I306", place),))
    except Damaged:
        return _refused(file, Message("it cannot be opened"))
    except TooMany:
        return Document(file, (), (problem("I303", place, limit=limits.cells),))
    except Deep:
        return Document(file, (), (problem("I305", place, limit=limits.depth),))


def _refused(file: str, reason: Message) -> Document:
    return Document(file, (), (problem("I301", Place(file), kind=KIND, reason=reason),))


class _Reader:
    """The pages read so far; what a page break cuts is joined as the next page comes."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.items: list[Table | Prose | Gap] = []
        self.problems: list[Problem] = []
        self.cells = 0
        self.height = 0
        self.rims: list[TextLine] = []

    def miss(self, number: int) -> None:
        """A page that a person can read and we cannot."""
        self.items.append(Gap(Place(self.file, f"p{number}")))

    def add(self, number: int, raw: Raw | None) -> None:
        """Take a page in, None if it is damaged. Raises TooMany, and Dense before anything is taken."""
        if raw is None:
            reason = Message("the page is damaged")
            self.problems.append(problem("I301", Place(self.file, f"p{number}"), kind=KIND, reason=reason))
            return
        page = seen(raw)
        found, outside = filled(frames(tables(page.rules), self.limits.cells), page.glyphs, number)
        self.cells += sum(len(table.cells) for table in found)
        if self.cells > self.limits.cells:
            raise TooMany
        if _is_picture(page, found):
            self.miss(number)
        if page.glyphs and not _is_lost(page.glyphs):
            self._take(number, page, found, outside)

    def _take(self, number: int, page: Page, found: list[Table], outside: list[Glyph]) -> None:
        lines, self.rims = without_furniture(lines_of(outside), page.height, self.rims)
        things: list[Table | TextLine] = [*lines, *found]
        margin = max((each.box[2] for each in things), default=0)
        for thing in sorted(things, key=lambda each: each.box[1]):
            last = self.items[-1] if self.items else None
            if isinstance(thing, Table):
                if isinstance(last, Table) and last.page == number - 1 and continues(last, thing, self.height):
                    self.items[-1] = joined_tables(last, thing)
                else:
                    self.items.append(thing)
            elif isinstance(last, Prose) and goes_on(last, thing, number):
                self.items[-1] = extended(last, thing, number, margin)
            else:
                self.items.append(begun(thing, number, margin))
        self.height = page.height

    def parts(self) -> tuple[Part, ...]:
        """All that was read."""
        return tuple(map(self._part, self.items))

    def _part(self, item: Table | Prose | Gap) -> Part:
        if isinstance(item, Gap):
            return item
        if isinstance(item, Prose):
            return Paragraph(item.text, self._place(item.page, item.box))
        cells = tuple(
            Cell(cell.text, cell.row, cell.column, cell.rows, cell.columns, self._place(cell.page, cell.box), cell.flaw)
            for cell in item.cells
        )
        return Grid(cells, Place(self.file, f"p{item.cells[0].page}"))

    def _place(self, page: int, box: Box) -> Place:
        return Place(self.file, f"p{page} ({','.join(str(side // 100) for side in box)})")


def _is_picture(page: Page, found: list[Table]) -> bool:
    """Whether the page shows something that we cannot read: only paint, a scan, or characters that nobody names."""
    if not page.glyphs:
        return page.painted
    return _is_lost(page.glyphs) or (page.pictured >= PICTURE and not found and len(page.glyphs) < HANDFUL)


def _is_lost(glyphs: list[Glyph]) -> bool:
    return sum(glyph.text == UNMAPPED for glyph in glyphs) * 100 >= len(glyphs) * LOST
