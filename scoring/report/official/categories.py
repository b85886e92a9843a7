"""The cells of the categories, each merged over the lines that it holds for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.form import Line
from scoring.report.official.sheet import CENTRED, Box
from scoring.report.official.words import text_of


def categories(lines: Sequence[Line], row: int) -> Iterator[Box]:
    """The categories, each over the run of lines that it holds for."""
    for column, keys in ((1, [(line.level1,) for line in lines]), (2, [(line.level1, line.level2) for line in lines])):
        start = 0
        for at in range(1, len(keys) + 1):
            if at == len(keys) or keys[at] != keys[start]:
                yield Box(text_of(keys[start][-1]), row + start, column, at - start, kind=CENTRED)
                start = at
