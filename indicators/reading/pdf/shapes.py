"""What a page of a PDF is made of, and what can keep it from being read. Numbers are hundredths of a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

UNMAPPED = "\ufffd"  # a character of which the file does not say what it is
FAR = 1_000_000  # points; nothing that can be seen is farther away
MAX_MARKS = 200_000  # characters, and path segments, of one page: no form comes near

Point = tuple[int, int]
Box = tuple[int, int, int, int]
Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[int, int, int, int]  # red, green, blue, and how little shows through


class Locked(Exception):
    """The document wants a password."""


class Damaged(Exception):
    """Not a document that pdfium can open."""


class Dense(Exception):
    """A page of more marks than we look at."""


class Deep(Exception):
    """Form objects nested too deep."""


class Style(NamedTuple):
    """What the characters of one text object share. ``across`` and ``up`` are the direction of writing, in percent.

    What lies outside ``clip`` is not shown. ``moved`` is how positions that pdfium gives wrong are put right.
    """

    across: int = 100
    up: int = 0
    size: int = 0
    colour: Colour = (0, 0, 0, 255)
    shown: bool = True
    clip: Box | None = None
    moved: Matrix | None = None


class Char(NamedTuple):
    """One visible character. ``spaced``: a space stood before it in the file."""

    text: str
    left: int
    bottom: int
    right: int
    top: int
    origin_x: int
    origin_y: int
    style: Style
    spaced: bool


class Path(NamedTuple):
    """One painted path: its subpaths as corner points, whether each holds curves, and how it is painted."""

    subpaths: tuple[tuple[Point, ...], ...]
    curved: bool
    width: int
    stroke: Colour | None
    fill: Colour | None


class Raw(NamedTuple):
    """One page: its visible box (left, bottom, right, top), characters, paths, and the boxes of pictures.

    ``is_empty`` says that there is nothing on it at all, not even a blank.
    """

    box: Box
    chars: list[Char]
    paths: list[Path]
    pictures: list[Box]
    is_empty: bool = False


def hundredths(value: float) -> int:
    """A coordinate in hundredths of a point, downwards; what is no number or far away ends at the rim.

    >>> import math
    >>> hundredths(72.5), hundredths(math.nan) > 0
    (7250, True)
    """
    return int(max(-FAR, min(FAR, value)) * 100 // 1)


def bounds(points: Sequence[Point]) -> Box:
    """The box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
