"""Columns in force and the words under them → the cells of a grid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from indicators.reading.grid import DOUBTFUL, Cell, Grid, Paragraph, Part, Word
from indicators.recognition import headings
from indicators.recognition.gaps import SAME, Spot, are_beside, cell_of
from indicators.recognition.heads import Heading
from indicators.recognition.reach import spread, without_overlaps

_WIDE = 1_300  # a gap that parts two texts of a row without headings
_REST = 3  # characters of the last line of a heading
_FIGURES = frozenset(("target", "actual", "weight", "filed", "budget", "spent", "initial"))


@define
class Zone:
    """Columns in force: where each begins and the last ends, with the heading."""

    heading: Heading
    edges: list[int]
    heights: list[int]  # at which its rows begin, the heading's first, and the last ends
    words: list[Spot] = field(factory=list)
    typed: bool = False  # lines of a text

    @property
    def roles(self) -> tuple[str, ...]:
        """The role of each column; labels at the left have none."""
        return self.shifted.roles

    @property
    def shifted(self) -> Heading:
        """The heading with the columns of labels at its left."""
        labels = len(self.edges) - 1 - len(self.heading.cells)
        return self.heading.shifted(labels) if labels else self.heading

    def column(self, x: int) -> int:
        """The column at a place across the page."""
        return max(0, min(len(self.edges) - 2, bisect_right(self.edges, x) - 1))


def grid(zone: Zone, first: int) -> Iterator[Part]:
    """The words of a zone as the cells of a grid, its headings first."""
    heading = zone.shifted
    groups: dict[tuple[int, int], list[tuple[int, int, Spot]]] = {}
    for spot in zone.words:
        slack = (spot.word.right - spot.word.left) // 5
        left, right = zone.column(spot.word.left + slack), zone.column(spot.word.right - slack)
        groups.setdefault((spot.start, spot.stop), []).append((left, right, spot))
    cells: list[tuple[Cell, int]] = []
    for (start, stop), placed in groups.items():
        for left, right, spots in _joined(placed):
            spots = spots if start == first else _without_rest(spots, heading, left)
            cell = cell_of(spots, start - first, left)
            role = heading.roles[left] if left < len(heading.roles) else ""
            torn = (left == right and any(_is_between(spot.word, zone, left) for spot in spots)) or are_beside(spots)
            flaw = DOUBTFUL if start > first and torn and role in _FIGURES else ""
            middle = (min(spot.word.top for spot in spots) + max(spot.word.bottom for spot in spots)) // 2
            cells.append((evolve(cell, rows=stop - start, columns=right - left + 1, flaw=flaw), middle))
    found = without_overlaps(spread(cells, heading, zone.heights, typed=zone.typed))
    if found:
        rows = frozenset(range(1, max(cell.row for cell in found) + 1))
        yield Grid(tuple(found), found[0].place, moved=rows)


def _without_rest(spots: list[Spot], heading: Heading, column: int) -> list[Spot]:
    """The words of a cell without the last line of its heading, which no line parts from it: 全年预算, 数, 310.5."""
    lines = sorted(spots, key=lambda each: each.word.middle)
    rest = lines[0].word
    title = heading.cells[column].text if column < len(heading.cells) else ""
    own = len(lines) > 1 and lines[1].word.middle - rest.middle > SAME and any(map(str.isdigit, lines[1].word.text))
    if not own or not title or len(rest.text) > _REST or any(map(str.isdigit, rest.text)):
        return spots
    whole = title + rest.text
    return lines[1:] if any(headings.role(whole, kind) for kind in ("table", "funds")) else spots


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


def _is_between(word: Word, zone: Zone, column: int) -> bool:
    """Whether a good part of a word stands in another column than the rest."""
    inside = min(word.right, zone.edges[column + 1]) - max(word.left, zone.edges[column])
    return inside * 4 < (word.right - word.left) * 3


def loose(texts: Sequence[Sequence[Spot]]) -> Part:
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
