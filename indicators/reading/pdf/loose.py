"""Tables without a frame on a page: which lines look like one, their words, and what lines or bands they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from indicators.reading.pdf.page import Glyph, Page
from indicators.reading.pdf.shapes import Box
from indicators.reading.pdf.text import TextLine, is_chinese

LEAST = 4  # lines of three texts or more that make a table
APART = 25  # percent of a character's size: a wider gap parts words
LONG = 20  # percent of the page's width: shorter lines across part no rows
NEAR = 300  # edges with less between them are one
BAND = (600, 50_000)  # how high a coloured band is

Across = tuple[tuple[tuple[int, int, int], ...], tuple[int, ...]]


def region(lines: Sequence[TextLine], rules: Sequence[tuple[int, int, int]]) -> list[TextLine]:
    """The lines from the first that holds three texts to the last, with those between lines across or close by them.

    None where only a few hold so many.
    """
    tabular = [at for at, line in enumerate(lines) if line.text.count("\t") > 1]
    if len(tabular) < LEAST:
        return []
    first, last = tabular[0], tabular[-1]
    upper = min((at for at, _, _ in rules), default=lines[first].box[1])
    lower = max((at for at, _, _ in rules), default=lines[last].box[3])
    while first and (lines[first - 1].box[1] >= upper - NEAR or _is_close(lines[first - 1], lines[first])):
        first -= 1
    while last + 1 < len(lines) and (lines[last + 1].box[3] <= lower + NEAR or _is_close(lines[last], lines[last + 1])):
        last += 1
    return list(lines[first : last + 1])


def _is_close(line: TextLine, following: TextLine) -> bool:
    """Whether two lines are so near that they are lines of cells of one row."""
    return following.box[1] - line.box[3] < (following.box[3] - following.box[1]) // 4


def words_of(glyphs: Iterable[Glyph]) -> Iterator[tuple[str, Box]]:
    """The words of upright characters with their boxes, by line."""
    lines: list[list[Glyph]] = []
    for glyph in sorted((each for each in glyphs if not each.turn), key=lambda each: each.base):
        if lines and glyph.base - lines[-1][0].base <= max(glyph.size, lines[-1][0].size) // 2:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    for line in lines:
        line.sort(key=lambda each: each.left)
        word = line[:1]
        for glyph in line[1:]:
            if (glyph.left - word[-1].right) * 100 > max(glyph.size, word[-1].size) * APART:
                yield _word(word)
                word = []
            word.append(glyph)
        yield _word(word)


def _word(glyphs: Sequence[Glyph]) -> tuple[str, Box]:
    text = glyphs[0].text
    for before, glyph in pairwise(glyphs):
        apart = glyph.spaced and not (is_chinese(before.text) or is_chinese(glyph.text))
        text += (" " if apart else "") + glyph.text
    tops, bottoms = [each.base - each.size * 7 // 8 for each in glyphs], [each.base + each.size // 8 for each in glyphs]
    return text, (glyphs[0].left, min(tops), max(each.right for each in glyphs), max(bottoms))


def across(page: Page) -> Across:
    """The lines across a page, pieces on one height joined, and the edges of its coloured bands."""
    rules = sorted(
        ((rule.top + rule.bottom) // 2, rule.left, rule.right)
        for rule in page.rules
        if rule.right - rule.left > 4 * (rule.bottom - rule.top)
    )
    pieces: list[list[int]] = []
    for at, left, right in sorted(rules, key=lambda each: (each[0] // NEAR, each[1])):
        if pieces and abs(at - pieces[-1][0]) <= NEAR and left <= pieces[-1][2] + NEAR:
            pieces[-1][2] = max(right, pieces[-1][2])
        else:
            pieces.append([at, left, right])
    long = tuple((at, left, right) for at, left, right in pieces if (right - left) * 100 >= page.width * LONG)
    edges = sorted(
        edge
        for fill in page.fills
        if BAND[0] <= fill.box[3] - fill.box[1] <= BAND[1] and fill.light < 253
        for edge in (fill.box[1], fill.box[3])
    )
    return long, tuple(edge for edge, before in zip(edges, [-NEAR * 2, *edges], strict=False) if edge - before > NEAR)
