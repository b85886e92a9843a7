"""Tables of a page, or of a text with spaces between columns, in which nothing parts the rows.

Rows are told by the heights of what stands in the columns of scores; in a text most of them take one line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from indicators.reading.grid import Part, Word, Words
from indicators.recognition import headings
from indicators.recognition.gaps import SAME, Spot, cell_of, clusters, columns_of
from indicators.recognition.heads import Heading, read_heading, read_two
from indicators.recognition.rows import Row
from indicators.recognition.shapes import shape
from indicators.recognition.zones import Zone, grid, loose

SIZE = 900  # a usual size of characters
_POINTS = ("filed", "weight", "spent")
_OF_NAME = frozenset(("target", "actual", "filed", "weight"))
Head = tuple[Heading, list[list[Spot]]]  # with the words of each of its texts


def free(words: Words) -> Iterator[Part]:
    """Rows that nothing parts: by the heights of what stands in the columns of scores."""
    lines = _lines(words.words)
    heads: list[tuple[int, int, Head]] = []  # from which line to which, and what they say
    for at, line in enumerate(lines):
        if not heads or at >= heads[-1][1]:
            start, stop = at, at + 1
            while start > (heads[-1][1] if heads else 0) and _is_beside(lines[start - 1], line):
                start -= 1
            while stop < len(lines) and _is_beside(lines[stop], line):
                stop += 1
            head = _two_lines(lines, at) or (_head(lines[start:stop]) if _head([line]) else None)
            if head is not None:
                heads.append((start, max(stop, at + head[0].lines), head))
    before = lines[: heads[0][0]] if heads else lines
    yield from (loose(clusters([Spot(word, 0, 1) for word in line])) for line in before)
    ends = [*(start for start, _, _ in heads), len(lines)][1:]
    for (start, stop, head), end in zip(heads, ends, strict=True):
        top = [word for line in lines[start:stop] for word in line]
        yield from _section(top, head, [word for line in lines[stop:end] for word in line], typed=words.typed)


def _head(lines: Sequence[Sequence[Word]]) -> Head | None:
    """The heading that some lines, each beside the other, are."""
    texts = clusters([Spot(word, 0, 1) for line in lines for word in line])
    heading = read_heading([cell_of(text) for text in texts]) if len(texts) > 1 else None
    return (heading, texts) if heading else None


def _two_lines(lines: Sequence[Sequence[Word]], at: int) -> Head | None:
    """The heading that a line and the one below it are: what is parted, and its parts."""
    if at + 1 >= len(lines) or _is_beside(lines[at + 1], lines[at]):
        return None
    texts = [clusters([Spot(word, 0, 1) for word in line]) for line in lines[at : at + 2]]
    cells = [[cell_of(text, 0, column) for column, text in enumerate(each)] for each in texts]
    found = read_two(*(Row(tuple(each), 0, ruled=False) for each in cells))
    if found is None or len(found[1]) <= max(map(len, cells)):
        return None
    words = dict(zip(map(id, (*cells[0], *cells[1])), (*texts[0], *texts[1]), strict=True))
    under = [words[id(cell)] for cell in found[1]]
    lefts = [min(spot.word.left for spot in text) for text in under]
    return (found[0], under) if lefts == sorted(lefts) else None  # else the parts stand under another heading


def _is_beside(line: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether a line stands so near another that both are lines of cells of one row."""
    high = min(word.bottom - word.top for word in other)
    return abs(line[0].middle - other[0].middle) * 100 < high * 85


def _section(line: Sequence[Word], parted: Head, below: Sequence[Word], *, typed: bool) -> Iterator[Part]:
    """The words under a heading, as rows."""
    heading, texts = _with_names(parted, below)
    edges = columns_of(texts, [Spot(word, 1, 2) for word in below])
    zone = Zone(heading, edges, [], [spot for text in texts for spot in text if spot.word.text], typed)
    middles = _typed(zone, below) if typed else _middles(zone, below)
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
    yield from grid(zone, 0)
    behind = [word for word in below if word.middle > end]
    yield from (loose(clusters([Spot(word, 0, 1) for word in each])) for each in _lines(behind))


def _with_names(parted: Head, below: Sequence[Word]) -> Head:
    """The heading of funds with the blank one over the names of its rows, behind the label of the block."""
    heading, texts = parted
    first = heading.columns.first
    if heading.columns.kind != "funds" or not 0 < first < len(texts):
        return parted
    for at in range(1, first + 1):
        left = max(spot.word.right for spot in texts[at - 1])
        right = min(spot.word.left for spot in texts[at])
        names = [word for word in below if left <= word.left and word.right <= right]
        if names:
            blank = Word("", min(word.left for word in names), 0, max(word.right for word in names), 0)
            return heading.shifted(1), [*texts[:at], [Spot(blank, 0, 1)], *texts[at:]]
    return parted


def _typed(zone: Zone, words: Sequence[Word]) -> list[int]:
    """The heights of the lines of a text that are rows: they have a figure, or a name and what it is of, or a category.

    Other lines go on with the row that is nearest.
    """
    found: list[int] = []
    names = zone.shifted.columns.first - 1
    for line in _lines(words):
        roles = {zone.roles[at] for word in line if (at := zone.column(word.centre)) < len(zone.roles)}
        named = "name" in roles and bool(roles & _OF_NAME)
        first = line[0].text
        alone = headings.label(first) or headings.tail(first) or headings.heading(first) in headings.TOTALS
        if zone.heading.columns.kind == "funds":
            named = zone.column(line[0].centre) <= names and (len(line) > 1 or headings.is_part(first))
        category = len(line) == 1 and headings.is_category(line[0].text) and roles == {"name"}
        if named or category or alone or any(_is_figure(zone, word, _POINTS) for word in line):
            found.append(line[0].middle)
    return found or sorted({word.middle for word in words})


def _is_figure(zone: Zone, word: Word, wanted: Collection[str]) -> bool:
    """Whether a word is a figure in one of some columns, and in that alone."""
    column = zone.column(word.centre)
    one = zone.column(word.left + 1) == zone.column(word.right - 1)
    figure = shape(word.text) in ("points", "figure")
    return one and figure and column < len(zone.roles) and zone.roles[column] in wanted


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words by the line that they stand on."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and abs(word.middle - lines[-1][0].middle) <= SAME:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _middles(zone: Zone, words: Sequence[Word]) -> list[int]:
    """The heights of rows: of the figures in the last columns, which take one line each."""
    found: list[int] = []
    for wanted in (_POINTS, ("actual", "target")):
        for word in words:
            if _is_figure(zone, word, wanted) and not _near(word.middle, found, word):
                found.append(word.middle)
    return sorted(found) or sorted({word.middle for word in words})


def _near(at: int, found: Sequence[int], word: Word) -> bool:
    return any(abs(at - each) < (word.bottom - word.top) for each in found)
