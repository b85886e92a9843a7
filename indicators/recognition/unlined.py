"""Tables of a page without lines down (or without any) → grids: columns by the headings' words and the gaps between.

Rows come from lines across, from coloured bands, or from the heights of the scores. Each word goes to the column that
it stands in; categories that stand in the middle of their rows reach over them. Every row is noted; a figure that
stands between two columns is doubtful.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from attrs import evolve

from indicators.reading.grid import Part, Word, Words
from indicators.recognition import rowless
from indicators.recognition.gaps import SAME, Spot, cell_of, clusters, columns_of, parted
from indicators.recognition.heads import read_heading
from indicators.recognition.stream import is_template
from indicators.recognition.zones import Zone, grid, loose

_LEAST = 3  # lines across, or edges of bands, that part rows


def parts(words: Words) -> Iterator[Part]:
    """The tables of such a part of a page, and the rows around them."""
    written = (word for word in words.words if word.text.strip() == "指标" or not is_template(word.text))
    words = evolve(words, words=tuple(each for word in written for each in parted(word)))
    edges = _edges(words)
    if len(edges) > _LEAST:
        spots = [_spot(word, edges, words.rules) for word in words.words]
        yield from _banded(spots, edges)
    else:
        yield from rowless.free(words)


def _edges(words: Words) -> list[int]:
    """The heights at which rows begin and end: of lines across, else of bands; none where there are neither."""
    inner = sorted({at for at, _, _ in words.rules}) or list(words.bands)
    if len(inner) < _LEAST:
        inner = list(words.bands)
    if len(inner) < _LEAST:
        return []
    top, bottom = min(word.top for word in words.words), max(word.bottom for word in words.words)
    found: list[int] = []
    for at in sorted((min(top, inner[0]), *inner, max(bottom, inner[-1]))):
        if not found or at - found[-1] > SAME:
            found.append(at)
    return found


def _spot(word: Word, edges: Sequence[int], rules: Sequence[tuple[int, int, int]]) -> Spot:
    """The rows that a word may stand in: those between the lines above and below it."""
    row = max(0, min(len(edges) - 2, bisect_right(edges, word.middle) - 1))
    if not rules:
        return Spot(word, row, row + 1)
    over = [at for at, left, right in rules if left <= word.centre <= right]
    above = max((at for at in over if at <= word.middle), default=edges[0])
    below = min((at for at in over if at > word.middle), default=edges[-1])
    start = min(range(len(edges)), key=lambda each: abs(edges[each] - above))
    stop = min(range(len(edges)), key=lambda each: abs(edges[each] - below))
    return Spot(word, start, stop) if start <= row < stop else Spot(word, row, row + 1)


def _banded(spots: Sequence[Spot], heights: Sequence[int]) -> Iterator[Part]:
    """Rows between edges → tables under headings, and loose rows."""
    zone: Zone | None = None
    first, count = 0, len(heights) - 1
    for row in range(count):
        mine = [spot for spot in spots if spot.start == row]
        texts = clusters(mine)
        heading = read_heading([cell_of(each) for each in texts]) if len(texts) > 1 else None
        if heading is not None:
            if zone:
                yield from grid(zone, first)
            until, first = _until(spots, row, count), row
            zone = Zone(heading, [], list(heights[row : until + 1]), list(mine))
            zone.edges = columns_of(texts, [spot for spot in spots if row < spot.start < until])
        elif zone:
            zone.words += mine
        elif mine and (row == 0 or row == count - 1):
            yield from map(loose, _lines(mine))  # no line parts what stands outside the tables
        elif mine:
            yield loose(texts)
    if zone:
        yield from grid(zone, first)


def _lines(spots: Sequence[Spot]) -> list[list[list[Spot]]]:
    """The texts of each line, where the first line holds one; else the words may be cells of several lines."""
    lines: list[list[Spot]] = []
    for spot in sorted(spots, key=lambda each: each.word.middle):
        if lines and spot.word.middle - lines[-1][-1].word.middle <= SAME:
            lines[-1].append(spot)
        else:
            lines.append([spot])
    return [clusters(line) for line in lines] if len(clusters(lines[0])) == 1 else [clusters(spots)]


def _until(spots: Sequence[Spot], row: int, count: int) -> int:
    """The next row of headings."""
    for each in range(row + 1, count):
        texts = clusters([spot for spot in spots if spot.start == each])
        if len(texts) > 1 and read_heading([cell_of(text) for text in texts]):
            return each
    return count
