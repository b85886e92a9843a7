"""Tables of a page without lines down (or without any) → grids: columns by the headings' words and the gaps between.

Rows come from lines across, from coloured bands, or from the heights of the scores. Each word goes to the column that
it stands in; categories that stand in the middle of their rows reach over them. Every row is noted; a figure that
stands between two columns is doubtful.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import define, evolve, field

from indicators.reading.grid import DOUBTFUL, Cell, Grid, Paragraph, Part, Word, Words
from indicators.recognition import headings
from indicators.recognition.gaps import SAME, Spot, cell_of, clusters, columns_of, parted
from indicators.recognition.heads import Heading, read_heading
from indicators.recognition.reach import spread, without_overlaps
from indicators.recognition.shapes import shape

_LEAST = 3  # lines across, or edges of bands, that part rows
SIZE = 900  # a usual size of characters
_WIDE = 1_300  # a gap that parts two texts of a row without headings
_FIGURES = frozenset(("target", "actual", "weight", "filed", "budget", "spent", "initial"))


@define
class _Zone:
    """Columns in force: where each begins and the last ends, with the heading."""

    heading: Heading
    edges: list[int]
    heights: list[int]  # at which its rows begin, the heading's first, and the last ends
    words: list[Spot] = field(factory=list)

    def column(self, x: int) -> int:
        """The column at a place across the page."""
        return max(0, min(len(self.edges) - 2, bisect_right(self.edges, x) - 1))


def parts(words: Words) -> Iterator[Part]:
    """The tables of such a part of a page, and the rows around them."""
    words = evolve(words, words=tuple(each for word in words.words for each in parted(word)))
    edges = _edges(words)
    if len(edges) > _LEAST:
        spots = [_spot(word, edges, words.rules) for word in words.words]
        yield from _banded(spots, edges)
    else:
        yield from _free(words.words)


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
    zone: _Zone | None = None
    first, count = 0, len(heights) - 1
    for row in range(count):
        mine = [spot for spot in spots if spot.start == row]
        texts = clusters(mine)
        heading = read_heading([cell_of(each) for each in texts]) if len(texts) > 1 else None
        if heading is not None:
            if zone:
                yield from _grid(zone, first)
            until, first = _until(spots, row, count), row
            zone = _Zone(heading, [], list(heights[row : until + 1]), list(mine))
            zone.edges = columns_of(texts, [spot for spot in spots if row < spot.start < until])
        elif zone:
            zone.words += mine
        elif mine:
            yield _loose(texts)
    if zone:
        yield from _grid(zone, first)


def _until(spots: Sequence[Spot], row: int, count: int) -> int:
    """The next row of headings."""
    for each in range(row + 1, count):
        texts = clusters([spot for spot in spots if spot.start == each])
        if len(texts) > 1 and read_heading([cell_of(text) for text in texts]):
            return each
    return count


def _grid(zone: _Zone, first: int) -> Iterator[Part]:
    """The words of a zone as the cells of a grid, its headings first."""
    labels = len(zone.edges) - 1 - len(zone.heading.cells)
    heading = zone.heading if not labels else zone.heading.shifted(labels)
    groups: dict[tuple[int, int], list[tuple[int, int, Spot]]] = {}
    for spot in zone.words:
        slack = (spot.word.right - spot.word.left) // 5
        left, right = zone.column(spot.word.left + slack), zone.column(spot.word.right - slack)
        groups.setdefault((spot.start, spot.stop), []).append((left, right, spot))
    cells: list[tuple[Cell, int]] = []
    for (start, stop), placed in groups.items():
        for left, right, spots in _joined(placed):
            cell = cell_of(spots, start - first, left)
            role = heading.roles[left] if left < len(heading.roles) else ""
            torn = left == right and any(_is_between(spot.word, zone, left) for spot in spots)
            flaw = DOUBTFUL if start > first and torn and role in _FIGURES else ""
            middle = (min(spot.word.top for spot in spots) + max(spot.word.bottom for spot in spots)) // 2
            cells.append((evolve(cell, rows=stop - start, columns=right - left + 1, flaw=flaw), middle))
    found = without_overlaps(spread(cells, heading, zone.heights))
    if found:
        rows = frozenset(range(1, max(cell.row for cell in found) + 1))
        yield Grid(tuple(found), found[0].place, moved=rows)


def _joined(placed: Sequence[tuple[int, int, Spot]]) -> list[tuple[int, int, list[Spot]]]:
    """The words of a row by the columns they take; those with a column in common are one cell."""
    found: list[tuple[int, int, list[Spot]]] = []
    for left, right, spot in sorted(placed, key=lambda each: (each[0], each[1])):
        if found and (left <= found[-1][1] or _goes_on(found[-1], left, right, spot.word)):
            low, high, spots = found[-1]
            found[-1] = (low, max(high, right), [*spots, spot])
        else:
            found.append((left, right, [spot]))
    return found


def _goes_on(found: tuple[int, int, list[Spot]], left: int, right: int, word: Word) -> bool:
    """Whether a word goes on with a text that crosses columns: no gap parts them."""
    low, high, spots = found
    beside = [spot.word for spot in spots if abs(spot.word.middle - word.middle) <= SAME]
    gap = word.left - max((each.right for each in beside), default=-_WIDE * 9)
    return left == high + 1 and (low < high or left < right) and 0 <= gap < (word.bottom - word.top)


def _is_between(word: Word, zone: _Zone, column: int) -> bool:
    """Whether a good part of a word stands in another column than the rest."""
    inside = min(word.right, zone.edges[column + 1]) - max(word.left, zone.edges[column])
    return inside * 4 < (word.right - word.left) * 3


def _loose(texts: Sequence[Sequence[Spot]]) -> Part:
    """A row outside tables: texts with narrow gaps between them are one."""
    groups: list[list[Spot]] = []
    for text in texts:
        left = min(spot.word.left for spot in text)
        near = groups and left - max(spot.word.right for spot in groups[-1]) < _WIDE
        if near and not headings.tail(cell_of(groups[-1]).text):
            groups[-1] += text
        else:
            groups.append(list(text))
    cells = [cell_of(group, 0, at) for at, group in enumerate(groups)]
    if len(cells) == 1:
        return Paragraph(cells[0].text, cells[0].place)
    return Grid(tuple(cells), cells[0].place, ruled=False)


def _free(words: Sequence[Word]) -> Iterator[Part]:
    """Rows that nothing parts: by the heights of what stands in the columns of scores."""
    lines = _lines(words)
    heads: list[tuple[int, int, list[Word]]] = []  # from which line to which, and their words
    for at, line in enumerate(lines):
        if (not heads or at >= heads[-1][1]) and _is_heading(line):
            start, stop = at, at + 1
            while start > (heads[-1][1] if heads else 0) and _is_beside(lines[start - 1], line):
                start -= 1
            while stop < len(lines) and _is_beside(lines[stop], line):
                stop += 1
            heads.append((start, stop, [word for each in lines[start:stop] for word in each]))
    before = lines[: heads[0][0]] if heads else lines
    yield from (_loose(clusters([Spot(word, 0, 1) for word in line])) for line in before)
    ends = [*(start for start, _, _ in heads[1:]), len(lines)]
    for (_, stop, head), end in zip(heads, ends, strict=True):
        yield from _section(head, [word for line in lines[stop:end] for word in line])


def _is_beside(line: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether a line stands so near another that both are lines of cells of one row."""
    high = min(word.bottom - word.top for word in other)
    return abs(line[0].middle - other[0].middle) * 100 < high * 85


def _is_heading(line: Sequence[Word]) -> bool:
    texts = clusters([Spot(word, 0, 1) for word in line])
    return len(texts) > 1 and read_heading([cell_of(text) for text in texts]) is not None


def _section(line: Sequence[Word], below: Sequence[Word]) -> Iterator[Part]:
    """The words under a heading, as rows."""
    head = [Spot(word, 0, 1) for word in line]
    texts = clusters(head)
    heading = read_heading([cell_of(text) for text in texts])
    if heading is None:
        return
    zone = _Zone(heading, columns_of(texts, [Spot(word, 1, 2) for word in below]), [], head)
    middles = _middles(zone, below)
    inner = [(one + two) // 2 for one, two in pairwise(middles)]
    first = max(word.bottom for word in line)
    last = max([first, *(word.bottom for word in below)])
    if middles:
        first = min(first, middles[0]) if not inner else max(first, 2 * middles[0] - inner[0])
    end = max(last, first + 1)
    if inner:  # the last row reaches as far below its middle as above; text that follows is none of the table's
        end = min(end, max(2 * middles[-1] - inner[-1], middles[-1] + SIZE))
    zone.heights = [min(word.top for word in line), first, *inner, end]
    for word in (each for each in below if each.middle <= end):
        row = max(1, min(len(zone.heights) - 2, bisect_right(zone.heights, word.middle) - 1))
        zone.words.append(Spot(word, row, row + 1))
    yield from _grid(zone, 0)
    behind = [word for word in below if word.middle > end]
    yield from (_loose(clusters([Spot(word, 0, 1) for word in each])) for each in _lines(behind))


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words by the line that they stand on."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and abs(word.middle - lines[-1][0].middle) <= SAME:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _middles(zone: _Zone, words: Sequence[Word]) -> list[int]:
    """The heights of rows: of the figures in the last columns, which take one line each."""
    labels = len(zone.edges) - 1 - len(zone.heading.cells)
    roles = zone.heading.shifted(labels).roles if labels else zone.heading.roles
    found: list[int] = []
    for wanted in (("filed", "weight", "spent"), ("actual", "target")):
        for word in words:
            column = zone.column(word.centre)
            one = zone.column(word.left + 1) == zone.column(word.right - 1)
            figure = shape(word.text) in ("points", "figure")
            if (
                one
                and figure
                and column < len(roles)
                and roles[column] in wanted
                and not _near(word.middle, found, word)
            ):
                found.append(word.middle)
    return sorted(found) or sorted({word.middle for word in words})


def _near(at: int, found: Sequence[int], word: Word) -> bool:
    return any(abs(at - each) < (word.bottom - word.top) for each in found)
