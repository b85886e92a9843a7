"""Painted paths → straight rules that may be lines of a table, filled rectangles under the text, and seals.

A line of a table may be a stroke, a thin filled rectangle, one side of a stroked rectangle, or the ring between two
rectangles. Curves and slanted lines are none. Coordinates are hundredths of a point, y downwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from indicators.reading.pdf.shapes import Box, Colour, Path, Point, bounds

THIN = 450  # a filled rectangle, or a stroke, up to this wide is a line; a mark so small both ways is a dot of one
CROOKED = 60  # by how much an upright line may lean
SEAL = (4_000, 25_000)  # the least and the greatest side of a seal
DARK = 140  # of 255: the sides of darker cells are lines even where none is drawn
FAINT = 8  # of 255: a rule must differ by so much from what is under it

View = Callable[[int, int], Point]


class Rule(NamedTuple):
    """A line along one axis, as the thin box that it inks."""

    left: int
    top: int
    right: int
    bottom: int


class Fill(NamedTuple):
    """A filled rectangle and how light it is, 0 to 255."""

    box: Box
    light: int


class Painted(NamedTuple):
    """What the paths of a page come to; fills in the order of painting."""

    rules: list[Rule]
    fills: list[Fill]
    seals: list[Box]


def light(colour: Colour) -> int:
    """How light a colour is on white paper, 0 (black) to 255.

    >>> light((0, 0, 0, 255)), light((255, 255, 255, 255)), light((0, 0, 0, 51))
    (0, 255, 204)
    """
    red, green, blue, alpha = colour
    return 255 - alpha * (255 - (red * 299 + green * 587 + blue * 114) // 1000) // 255


def is_red(colour: Colour) -> bool:
    """Whether it is the ink of seals.

    >>> is_red((220, 20, 30, 255)), is_red((0, 0, 200, 255))
    (True, False)
    """
    red, green, blue, _ = colour
    return red >= 140 and max(green, blue) <= red * 55 // 100


def under(fills: Sequence[Fill], x: int, y: int) -> int:
    """How light the paper is at a point.

    >>> under([Fill((0, 0, 1000, 1000), 40)], 500, 500), under([], 500, 500)
    (40, 255)
    """
    for (left, top, right, bottom), shade in reversed(fills):
        if left <= x <= right and top <= y <= bottom:
            return shade
    return 255


def painted(paths: Iterable[Path], view: View) -> Painted:
    """The rules, fills and seals of a page. Red rules count only where there are no others: else they are a seal's."""
    rules: list[Rule] = []
    red: list[Rule] = []
    fills: list[Fill] = []
    seals: list[Box] = []
    for path in paths:
        shapes = [[view(*point) for point in subpath] for subpath in path.subpaths]
        colour = path.stroke or path.fill
        if colour is None:
            continue
        if path.curved and is_red(colour):
            seals += filter(_is_seal, map(bounds, shapes))
        found = _filled(path, shapes, fills) if path.fill else []
        if path.stroke:
            found += _stroked(path, shapes)
        if is_red(colour):
            red += found
        else:
            shade = light(colour)
            rules += found if shade < 128 else [each for each in found if abs(_paper(fills, each) - shade) >= FAINT]
    return Painted(rules if len(rules) >= 4 else rules + red, fills, seals)


def _paper(fills: Sequence[Fill], rule: Rule) -> int:
    return under(fills, (rule.left + rule.right) // 2, (rule.top + rule.bottom) // 2)


def _is_seal(box: Box) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return SEAL[0] <= min(wide, high) and max(wide, high) <= SEAL[1] and max(wide, high) <= 2 * min(wide, high)


def _stroked(path: Path, shapes: Iterable[Sequence[Point]]) -> list[Rule]:
    if path.width > THIN:
        return []
    half = path.width // 2
    found = []
    for shape in shapes:
        for (x, y), (u, v) in pairwise(shape):
            if abs(v - y) <= CROOKED or abs(u - x) <= CROOKED:
                if path.curved and max(abs(v - y), abs(u - x)) < 1_000:
                    continue  # a piece of a curve, not of a rounded frame
                found.append(Rule(min(x, u) - half, min(y, v) - half, max(x, u) + half, max(y, v) + half))
    return found


def _filled(path: Path, shapes: Sequence[Sequence[Point]], fills: list[Fill]) -> list[Rule]:
    """The thin shapes; thick rectangles are put to ``fills``, and two in one path are a ring whose sides are lines."""
    if path.curved or path.fill is None:
        return []
    found: list[Rule] = []
    thick: list[Box] = []
    for shape in shapes:
        box = left, top, right, bottom = bounds(shape)
        if min(right - left, bottom - top) <= THIN:
            if not path.stroke:
                found.append(Rule(*box))
        elif all(
            min(abs(x - left), abs(x - right)) <= CROOKED and min(abs(y - top), abs(y - bottom)) <= CROOKED
            for x, y in shape
        ):
            thick.append(box)
    if len(thick) == 2 and not path.stroke and _encloses(*thick):
        return found + [side for box in thick for side in _sides(box)]
    shade = light(path.fill)
    fills += [Fill(box, shade) for box in thick]
    return found + [side for box in thick for side in _sides(box) if shade < DARK and not path.stroke]


def _encloses(one: Box, two: Box) -> bool:
    outer, inner = (one, two) if one[0] < two[0] else (two, one)
    return all(-THIN <= a - b <= THIN for a, b in zip(outer, inner, strict=True))


def _sides(box: Box) -> Iterator[Rule]:
    left, top, right, bottom = box
    yield Rule(left, top, right, top)
    yield Rule(left, bottom, right, bottom)
    yield Rule(left, top, left, bottom)
    yield Rule(right, top, right, bottom)
