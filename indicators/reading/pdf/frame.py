"""Ruling lines → a frame of spanning cells: edges, walls between the smallest boxes, boxes without a wall are one cell.

A side may be open: lines that reach out beyond the last crossing line end where an edge is, though none is drawn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from indicators.reading.pdf.lines import Line, Lines
from indicators.reading.pdf.shapes import Box

DOUBLE = 300  # lines with less between them are one edge: doubles, and the boxes of neighbouring cells
OUT = 800  # lines that reach out farther than this end at an edge that is not drawn
WALL = 60  # percent of a side that must be drawn


class Span(NamedTuple):
    """A cell: where it starts and how many rows and columns it takes."""

    row: int
    column: int
    rows: int
    columns: int


class Frame(NamedTuple):
    """The cells of one table by row and column, its edges, and over which columns its top and its bottom are drawn."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    spans: tuple[Span, ...]
    top: tuple[bool, ...] = ()
    bottom: tuple[bool, ...] = ()

    @property
    def box(self) -> Box:
        """The box around the table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def around(self, span: Span) -> Box:
        """The box around a cell."""
        return (
            self.xs[span.column],
            self.ys[span.row],
            self.xs[span.column + span.columns],
            self.ys[span.row + span.rows],
        )


class TooMany(Exception):
    """More cells than are allowed."""


class _Edge(NamedTuple):
    at: int
    drawn: tuple[tuple[int, int], ...]  # from where to where, in order; empty for an open side


def frames(tables: Iterable[Lines], most: int) -> list[Frame]:
    """The frames of at least two cells, from the top down; of nested ones that with more cells. Raises TooMany."""
    found = [each for each in (_frame(lines, most) for lines in tables) if each is not None]
    found.sort(key=lambda frame: -len(frame.spans))
    kept: list[Frame] = []
    for frame in found:
        if not any(_overlap(frame.box, other.box) for other in kept):
            kept.append(frame)
    return sorted(kept, key=lambda frame: (frame.ys[0], frame.xs[0]))


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _frame(lines: Lines, most: int) -> Frame | None:
    down, across = _edges(lines.down), _edges(lines.across)
    columns = _with_open_sides(down, lines.across)
    open_beside = not (columns[0].drawn or columns[-1].drawn)
    rows = _with_open_sides(across, lines.down, least=1 if open_beside else 2)
    if len(columns) < 2 or len(rows) < 2:
        return None
    if (len(columns) - 1) * (len(rows) - 1) > most:
        raise TooMany
    spans = _spans(rows, columns)
    xs, ys = [edge.at for edge in columns], [edge.at for edge in rows]
    used_columns = sorted({span.column for span in spans})
    used_rows = sorted({span.row for span in spans})
    if len(spans) < 2:
        return None
    new_column, new_row = _counted(used_columns, len(xs)), _counted(used_rows, len(ys))
    kept = [columns[column] for column in used_columns] + columns[-1:]
    return Frame(
        (*(xs[column] for column in used_columns), xs[-1]),
        (*(ys[row] for row in used_rows), ys[-1]),
        tuple(
            Span(
                new_row[span.row],
                new_column[span.column],
                new_row[span.row + span.rows] - new_row[span.row],
                new_column[span.column + span.columns] - new_column[span.column],
            )
            for span in sorted(spans)
        ),
        tuple(_walls(rows[0], kept)),
        tuple(_walls(rows[-1], kept)),
    )


def _counted(used: Sequence[int], edges: int) -> list[int]:
    """For each edge the number of used ones before it: an edge at which no cell starts is no edge."""
    return [bisect_right(used, edge - 1) if edge else 0 for edge in range(edges)]


def _edges(lines: Iterable[Line]) -> list[_Edge]:
    """Lines along one axis, those next to each other together."""
    found: list[_Edge] = []
    group: list[Line] = []
    far = 0
    for line in sorted(lines):
        if group and line.near - far > DOUBLE:
            found.append(_edge(group))
            group = []
        far = max(far, line.far) if group else line.far
        group.append(line)
    return [*found, _edge(group)]


def _edge(lines: Sequence[Line]) -> _Edge:
    drawn: list[tuple[int, int]] = []
    for start, end in sorted((line.start, line.end) for line in lines):
        if drawn and start <= drawn[-1][1]:
            drawn[-1] = drawn[-1][0], max(end, drawn[-1][1])
        else:
            drawn.append((start, end))
    return _Edge((min(line.near for line in lines) + max(line.far for line in lines)) // 2, tuple(drawn))


def _with_open_sides(edges: list[_Edge], crossing: Sequence[Line], least: int = 2) -> list[_Edge]:
    """The edges, with one more at an end that at least so many crossing lines reach out to."""
    before = [line.start for line in crossing if line.start < edges[0].at - OUT]
    after = [line.end for line in crossing if line.end > edges[-1].at + OUT]
    first = [_Edge(min(before), ())] if len(before) >= least else []
    last = [_Edge(max(after), ())] if len(after) >= least else []
    return first + edges + last


def _walls(edge: _Edge, others: Sequence[_Edge]) -> Iterator[bool]:
    """For each box along an edge whether its side is drawn."""
    for one, two in pairwise(others):
        inked = sum(max(0, min(end, two.at) - max(start, one.at)) for start, end in edge.drawn)
        yield inked * 100 >= (two.at - one.at) * WALL


def _spans(rows: Sequence[_Edge], columns: Sequence[_Edge]) -> list[Span]:
    """Boxes that no wall parts, as rectangles."""
    high, wide = len(rows) - 1, len(columns) - 1
    beside = [list(_walls(edge, rows)) for edge in columns]  # beside[column][row]: a wall left of the box
    above = [list(_walls(edge, columns)) for edge in rows]  # above[row][column]: a wall over the box
    taken = [[False] * wide for _ in range(high)]
    spans: list[Span] = []
    for row in range(high):
        for column in range(wide):
            if taken[row][column]:
                continue
            region = _region(row, column, (high, wide), beside, above, taken)
            spans += _rectangles(region)
    return spans


def _region(
    row: int,
    column: int,
    size: tuple[int, int],
    beside: Sequence[Sequence[bool]],
    above: Sequence[Sequence[bool]],
    taken: list[list[bool]],
) -> list[tuple[int, int]]:
    """The boxes that can be reached from one without crossing a wall."""
    high, wide = size
    found: list[tuple[int, int]] = []
    stack = [(row, column)]
    taken[row][column] = True
    while stack:
        here, there = stack.pop()
        found.append((here, there))
        for r, c, wall in (
            (here, there + 1, there + 1 >= wide or beside[there + 1][here]),
            (here, there - 1, beside[there][here]),
            (here + 1, there, here + 1 >= high or above[here + 1][there]),
            (here - 1, there, above[here][there]),
        ):
            if not wall and 0 <= r < high and 0 <= c < wide and not taken[r][c]:
                taken[r][c] = True
                stack.append((r, c))
    return found


def _rectangles(region: list[tuple[int, int]]) -> Iterator[Span]:
    """A region as rectangles: one, or, where a wall is half drawn, the runs of each row that lie under each other."""
    rows = [row for row, _ in region]
    columns = [column for _, column in region]
    top, left = min(rows), min(columns)
    high, wide = max(rows) - top + 1, max(columns) - left + 1
    if high * wide == len(region):
        yield Span(top, left, high, wide)
        return
    runs: dict[tuple[int, int], list[int]] = {}
    for row, start, end in _runs(sorted(region)):
        runs.setdefault((start, end), []).append(row)
    for (start, end), among in runs.items():
        first = among[0]
        for row, following in zip(among, [*among[1:], -2], strict=True):
            if following != row + 1:
                yield Span(first, start, row + 1 - first, end + 1 - start)
                first = following


def _runs(boxes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    row, start = boxes[0]
    end = start
    for r, c in boxes[1:]:
        if r == row and c == end + 1:
            end = c
        else:
            yield row, start, end
            row, start, end = r, c, c
    yield row, start, end
