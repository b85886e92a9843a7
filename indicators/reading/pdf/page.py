"""One page as a person sees it: turned so that its text is upright, watermarks and seals left out.

Coordinates are hundredths of a point from the top left corner of the page so turned, y downwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from indicators.reading.glyphs import ORDINARY
from indicators.reading.pdf.paint import Fill, Painted, Rule, View, is_red, light, painted, under
from indicators.reading.pdf.shapes import Box, Char, Raw, Style

SLOPE = 5  # percent: text that rises more is slanted, or runs another way
PALE = 180  # of 255: lighter text is a watermark, unless it stands on something dark
LEAST = 100  # a point: smaller text is not meant to be read


class Glyph(NamedTuple):
    """A character. ``turn`` counts quarter turns: 0 upright, 1 reading upwards, 2 upside down, 3 reading downwards.

    ``clipped`` characters are in the file and not to be seen.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    base: int
    size: int
    spaced: bool
    turn: int = 0
    clipped: bool = False

    @property
    def middle(self) -> int:
        """The height at which a line through the middle of the character runs."""
        return (self.top + self.bottom) // 2 if self.turn else self.base - self.size * 3 // 8


class Page(NamedTuple):
    """Size, characters in the order of the file, ruling lines, percent that is pictures, any paint at all, fills."""

    width: int
    height: int
    glyphs: list[Glyph]
    rules: list[Rule]
    pictured: int
    painted: bool
    fills: list[Fill]


def seen(raw: Raw) -> Page:
    """What a person sees on the page."""
    turns = Counter(_turn(char.style) for char in raw.chars if char.style.shown)
    turn = max(range(4), key=lambda each: (turns[each], -each))
    width, height, view = _view(raw.box, turn)
    paint = painted(raw.paths, view)
    glyphs = list(_legible(raw.chars, view, turn, (width, height), paint))
    return Page(
        width, height, glyphs, paint.rules, _pictured(raw), bool(raw.paths or raw.pictures or raw.chars), paint.fills
    )


def _turn(style: Style) -> int:
    """Which way text runs in the file, in quarter turns; -1 for slanted text."""
    if abs(style.up) <= SLOPE:
        return 0 if style.across > 0 else 2
    if abs(style.across) <= SLOPE:
        return 1 if style.up > 0 else 3
    return -1


def _view(box: Box, turn: int) -> tuple[int, int, View]:
    """Width and height of the page when text that runs ``turn`` is upright, and how its points move there."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    views: tuple[tuple[int, int, View], ...] = (
        (wide, high, lambda x, y: (x - left, top - y)),
        (high, wide, lambda x, y: (y - bottom, x - left)),
        (wide, high, lambda x, y: (right - x, y - bottom)),
        (high, wide, lambda x, y: (top - y, right - x)),
    )
    return views[turn]


def _legible(chars: list[Char], view: View, turn: int, size: tuple[int, int], paint: Painted) -> Iterator[Glyph]:
    known: dict[Style, tuple[int, bool, bool]] = {}
    width, height = size
    for text, left, bottom, right, top, base_x, base_y, style, spaced in chars:
        about = known.get(style)
        if about is None:
            run = _turn(style) if style.shown and style.size >= LEAST else -1
            about = known[style] = (run, light(style.colour) > PALE, bool(paint.seals) and is_red(style.colour))
        run, pale, red = about
        if run < 0:
            continue
        x, y = view(left, bottom)
        u, v = view(right, top)
        if x > u:
            x, u = u, x
        if y > v:
            y, v = v, y
        across, down = (x + u) // 2, (y + v) // 2
        if not (0 <= across <= width and 0 <= down <= height):
            continue
        if pale and under(paint.fills, across, down) > 128:
            continue
        if red and any(box[0] <= across <= box[2] and box[1] <= down <= box[3] for box in paint.seals):
            continue
        clip = style.clip
        hidden = clip is not None and not (clip[0] <= base_x <= clip[2] and clip[1] <= base_y <= clip[3])
        base = view(base_x, base_y)[1]
        yield Glyph(ORDINARY.get(text, text), x, y, u, v, base, style.size, spaced, (run - turn) % 4, hidden)


def _pictured(raw: Raw) -> int:
    left, bottom, right, top = raw.box
    covered = 0
    for west, south, east, north in raw.pictures:
        covered += max(0, min(east, right) - max(west, left)) * max(0, min(north, top) - max(south, bottom))
    return min(100, 100 * covered // max(1, (right - left) * (top - bottom)))
