"""Pages, as characters and paths, → paragraphs, tables of spanning cells, and pages that are pictures.

What a page is made of may come from PDF or from OFD: both say where each character and each line stands.
"""

from __future__ import annotations

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.grid import Cell, Gap, Grid, Paragraph, Part, Word, Words
from indicators.reading.limits import Limits
from indicators.reading.pdf.frame import TooMany, frames
from indicators.reading.pdf.join import continues, joined_tables
from indicators.reading.pdf.lines import tables
from indicators.reading.pdf.loose import Across, across, region, words_of
from indicators.reading.pdf.page import Glyph, Page, seen
from indicators.reading.pdf.prose import Prose, begun, extended, goes_on, without_furniture
from indicators.reading.pdf.shapes import UNMAPPED, Box, Raw
from indicators.reading.pdf.table import Table, filled
from indicators.reading.pdf.text import TextLine, lines_of
from indicators.reading.problems import Problem, problem

PICTURE = 50  # percent of a page: a larger picture with a handful of characters beside it is a scan
HANDFUL = 40
MANY = 10
LOST = 30  # percent of characters that the file does not name: such a page cannot be read


class Pages:
    """The pages of a document read so far; what a page break cuts is joined as the next page comes."""

    def __init__(self, kind: str, file: str, limits: Limits) -> None:
        self.kind = kind
        self.file = file
        self.limits = limits
        self.items: list[Table | Prose | Gap | Words] = []
        self.damaged: list[int] = []
        self.cells = 0
        self.height = 0
        self.rims: list[TextLine] = []

    def miss(self, number: int) -> None:
        """A page that a person can read and we cannot."""
        self.items.append(Gap(Place(self.file, f"p{number}")))

    def add(self, number: int, raw: Raw | None) -> None:
        """Take a page in, None if it is damaged. Raises TooMany, and Dense before anything is taken."""
        if raw is None:
            self.damaged.append(number)
            self.items.append(Gap(Place(self.file, f"p{number}"), damaged=True))
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
        rules, bands = ((), ()) if found else across(page)
        loose = [] if found else region(lines, rules)
        boxes = [*(line.box for line in lines), *(table.box for table in found)]
        margin = max((right for _, _, right, _ in boxes), default=0)
        if loose:
            top, bottom = min(line.box[1] for line in loose), max(line.box[3] for line in loose)
            self._lines([line for line in lines if line not in loose and line.box[1] < top], number, margin)
            self._words(number, outside, (top, bottom), (rules, bands))
            lines = [line for line in lines if line not in loose and line.box[1] >= top]
        self._lines([*lines, *found], number, margin)
        self.height = page.height

    def _words(self, number: int, glyphs: list[Glyph], span: tuple[int, int], drawn: Across) -> None:
        """Take in what looks like a table without a frame."""
        words = tuple(
            Word(text, *box, self._place(number, box))
            for text, box in words_of(glyph for glyph in glyphs if span[0] <= glyph.middle <= span[1])
        )
        self.cells += len(words)
        if self.cells > self.limits.cells:
            raise TooMany
        self.items.append(Words(words, *drawn, place=Place(self.file, f"p{number}")))

    def _lines(self, things: list[Table | TextLine], number: int, margin: int) -> None:
        """Take in tables and texts of a page whose longest line ends at ``margin``."""
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

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The pages that are damaged: each in a line, or, where they are many, all in one."""
        if len(self.damaged) > MANY:
            values = {"count": len(self.damaged), "pages": ", ".join(map(str, self.damaged))}
            reason = Message("{count} pages are damaged: {pages}", values)
            return (problem("I301", Place(self.file), kind=self.kind, reason=reason),)
        reason = Message("the page is damaged")
        places = (Place(self.file, f"p{number}") for number in self.damaged)
        return tuple(problem("I301", place, kind=self.kind, reason=reason) for place in places)

    def parts(self) -> tuple[Part, ...]:
        """All that was read."""
        return tuple(map(self._part, self.items))

    def _part(self, item: Table | Prose | Gap | Words) -> Part:
        if isinstance(item, (Gap, Words)):
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
