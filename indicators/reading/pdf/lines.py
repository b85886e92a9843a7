"""Ruling lines of a page: pieces, dots and doubles joined to whole lines, and lines that meet gathered to tables.

Coordinates are hundredths of a point.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indicators.reading.pdf.paint import THIN, Rule
from indicators.reading.pdf.shapes import Dense

BESIDE = 100  # pieces of one line lie on one axis, but for rounding
BREAK = 400  # the widest gap between the pieces of a dotted line
SHORT = 600  # lines under 6 points rule nothing
TOUCH = 300  # lines meet if their ends come so near
FAR_SIDE = 15_000  # how far off the outer side of cut merged cells may stand
BAND = 3_500  # the height of a row of one cell, at most
MAX_LINES = 4_000


class Line(NamedTuple):
    """A line along one axis: from ``near`` to ``far`` across it, from ``start`` to ``end`` along it."""

    near: int
    far: int
    start: int
    end: int

    @property
    def at(self) -> int:
        """The middle of the line."""
        return (self.near + self.far) // 2


class Lines(NamedTuple):
    """Lines that meet, directly or through others: the ruling of one table."""

    across: tuple[Line, ...]
    down: tuple[Line, ...]


def tables(rules: Iterable[Rule]) -> list[Lines]:
    """The rules of a page as lines, gathered by what meets. Raises Dense.

    >>> box = [Rule(0, 0, 5000, 50), Rule(0, 1950, 5000, 2000), Rule(0, 0, 50, 2000), Rule(4950, 0, 5000, 2000)]
    >>> [(len(each.across), len(each.down)) for each in tables([*box, Rule(0, 9000, 5000, 9000)])]
    [(2, 2)]
    """
    across: list[Line] = []
    down: list[Line] = []
    for left, top, right, bottom in rules:
        wide, high = right - left, bottom - top
        dot = max(wide, high) <= THIN
        if wide > high or dot:
            across.append(Line(top, bottom, left, right))
        if high >= wide or dot:
            down.append(Line(left, right, top, bottom))
    return _gathered(_whole(across), _whole(down))


def _whole(pieces: list[Line]) -> list[Line]:
    """Pieces on one axis joined; what stays short is left out."""
    pieces.sort(key=lambda line: line.near + line.far)
    found: list[Line] = []
    start = 0
    for index in range(1, len(pieces) + 1):
        if index == len(pieces) or pieces[index].at - pieces[start].at > BESIDE:
            found += _joined(sorted(pieces[start:index], key=lambda line: line.start))
            start = index
    return [line for line in found if line.end - line.start >= SHORT and line.far - line.near <= 2 * THIN]


def _joined(pieces: Sequence[Line]) -> Iterable[Line]:
    near, far, start, end = pieces[0]
    for piece in pieces[1:]:
        if piece.start > end + BREAK:
            yield Line(near, far, start, end)
            near, far, start, end = piece
        else:
            near, far, end = min(near, piece.near), max(far, piece.far), max(end, piece.end)
    yield Line(near, far, start, end)


def _gathered(across: list[Line], down: list[Line]) -> list[Lines]:
    if len(across) + len(down) > MAX_LINES:
        raise Dense
    down.sort(key=lambda line: line.at)
    places = [line.at for line in down]
    leader = list(range(len(across) + len(down)))

    def find(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for number, line in enumerate(across):
        for other in range(bisect_left(places, line.start - TOUCH), bisect_right(places, line.end + TOUCH)):
            if down[other].start - TOUCH <= line.at <= down[other].end + TOUCH:
                leader[find(len(across) + other)] = find(number)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for number, line in enumerate((*across, *down)):
        groups.setdefault(find(number), ([], []))[number >= len(across)].append(line)
    found = [Lines(tuple(one), tuple(two)) for one, two in groups.values() if one and two]
    alone = [line for one, two in groups.values() if not one for line in two]
    return _with_bands([Lines(each.across, each.down + tuple(_sides(each, alone))) for each in found])


def _sides(table: Lines, alone: Iterable[Line]) -> Iterator[Line]:
    """Lines down along a whole table that do not touch it: the far side of merged cells that a page break cut."""
    left, right = _reach(table)
    top, bottom = min(line.start for line in table.down), max(line.end for line in table.down)
    for line in alone:
        along = (
            top - TOUCH <= line.start
            and line.end <= bottom + TOUCH
            and (line.end - line.start) * 5 >= (bottom - top) * 4
        )
        if along and (left - FAR_SIDE <= line.at <= left or right <= line.at <= right + FAR_SIDE):
            yield line


def _with_bands(found: list[Lines]) -> list[Lines]:
    """Tables with open sides put together again where a row of one cell, which no line down crosses, parts them."""
    found.sort(key=lambda each: min(line.at for line in each.across))
    whole: list[Lines] = []
    for each in found:
        if whole and _is_one(whole[-1], each):
            whole[-1] = Lines(whole[-1].across + each.across, whole[-1].down + each.down)
        else:
            whole.append(each)
    return whole


def _is_one(above: Lines, below: Lines) -> bool:
    (left, right), (west, east) = _reach(above), _reach(below)
    gap = min(line.at for line in below.across) - max(line.at for line in above.across)
    return (
        abs(left - west) <= TOUCH
        and abs(right - east) <= TOUCH
        and 0 < gap <= BAND
        and all(left + TOUCH < line.at < right - TOUCH for line in above.down + below.down)
    )


def _reach(lines: Lines) -> tuple[int, int]:
    return min(line.start for line in lines.across), max(line.end for line in lines.across)
