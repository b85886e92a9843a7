"""Characters → lines of text, and lines of a cell → its text.

Spaces are told by the gaps between characters, not by the characters of the file: text may be spaced out letter by
letter, and a gap may be nothing but a jump to another place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from attrs import frozen

from indicators.reading.pdf.page import Glyph
from indicators.reading.pdf.shapes import Box

TAB = 150  # percent of a character's size: a wider gap parts two texts on a line
PARTS = (18, 45, 60)  # a wider one parts words; of letters, of letters and Chinese (set a little apart), of Chinese
SAID = (10, 15, 20)  # the same where the file has a space
_BASE, _LEFT = attrgetter("base"), attrgetter("left")


@frozen
class TextLine:
    """One line: its text, box, and the size of its characters, in hundredths of a point."""

    text: str
    box: Box
    size: int
    spaced: bool = False

    @property
    def width(self) -> int:
        """From its first character to its last."""
        return self.box[2] - self.box[0]


def is_chinese(character: str) -> bool:
    """Whether a character is set solid, without spaces: Chinese, or full-width.

    >>> is_chinese("目"), is_chinese("，"), is_chinese("A"), is_chinese("≥")
    (True, True, False, False)
    """
    return "\u2e80" <= character <= "\ua4cf" or "\uf900" <= character <= "\ufaff" or character >= "\ufe30"


def lines_of(glyphs: Iterable[Glyph], gap: str = "\t") -> list[TextLine]:
    """The lines that characters stand on, from the top down; a wide gap is shown as ``gap``."""
    ways: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        ways.setdefault(glyph.turn, []).append(glyph)
    found: list[TextLine] = []
    for turn in sorted(ways):
        lines: list[list[Glyph]] = []
        for glyph in sorted(map(_upright, ways[turn]) if turn else ways[turn], key=_BASE):
            if lines and _same_line(lines[-1][0], glyph):
                lines[-1].append(glyph)
            else:
                lines.append([glyph])
        found += [_line(sorted(line, key=_LEFT), gap, turn) for line in lines]
    return found


def joined(lines: Sequence[TextLine]) -> str:
    """Lines that run on as one text: a space only between words of letters, or where one was typed between figures.

    >>> joined([TextLine(text, (0, 0, 0, 0), 900) for text in ("年初预算", "56", "50.09")])
    '年初预算5650.09'
    """
    text = lines[0].text
    for line in lines[1:]:
        last, first = text[-1:], line.text[:1]
        words = last.isascii() and first.isascii() and last.isalpha() and first.isalpha()
        typed = line.spaced and last.isalnum() and first.isalnum() and not is_chinese(last) and not is_chinese(first)
        text += f" {line.text}" if words or typed else line.text
    return text


def _same_line(first: Glyph, glyph: Glyph) -> bool:
    return glyph.base - first.base <= max(first.size, glyph.size) // 2


def _turned(box: Box, turn: int) -> Box:
    """A box in the coordinates of a page that is turned back by quarter turns."""
    left, top, right, bottom = box
    return (box, (-bottom, left, -top, right), (-right, -bottom, -left, -top), (top, -right, bottom, -left))[turn]


def _upright(glyph: Glyph) -> Glyph:
    """A character of turned text where it would stand if its text were upright, so that it can be put in order."""
    box = _turned((glyph.left, glyph.top, glyph.right, glyph.bottom), glyph.turn)
    return Glyph(glyph.text, *box, box[3], glyph.size, glyph.spaced)


def _line(glyphs: Sequence[Glyph], tab: str, turn: int) -> TextLine:
    gaps = [(two.left - one.right) * 100 // max(one.size, two.size) for one, two in pairwise(glyphs)]
    base = _spacing(glyphs, gaps)
    text = [glyphs[0].text]
    for (one, two), gap in zip(pairwise(glyphs), gaps, strict=True):
        if gap - base > SAID[0]:  # else nothing parts them
            text.append(_between(one, two, gap - base, tab))
        text.append(two.text)
    box = (
        glyphs[0].left,
        min([glyph.top for glyph in glyphs]),
        max([glyph.right for glyph in glyphs]),
        max([glyph.bottom for glyph in glyphs]),
    )
    return TextLine("".join(text), _turned(box, -turn % 4), max([glyph.size for glyph in glyphs]), glyphs[0].spaced)


def _spacing(glyphs: Sequence[Glyph], gaps: Sequence[int]) -> int:
    """How far apart all letters of a line are set, in percent of their size; 0 for common text."""
    if not gaps:
        return 0
    least = min(gaps)
    if least <= SAID[0] or (len(gaps) < 3 and not all(is_chinese(glyph.text) for glyph in glyphs)):
        return 0
    return least


def _between(one: Glyph, two: Glyph, gap: int, tab: str) -> str:
    if gap > TAB:
        return tab
    chinese = is_chinese(one.text) + is_chinese(two.text)
    return " " if gap > (SAID if two.spaced else PARTS)[chinese] else ""
