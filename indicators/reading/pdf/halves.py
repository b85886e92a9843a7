"""Whether the last row of a page and the first row of the next are halves of one, where lines close both.

A cell that goes on has no room for what follows: its last line is full and stands on the floor. Figures never go on:
two of them, one above the other, are the cells of two rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from indicators.reading.pdf.table import Boxed

_FIGURE = re.compile(r"\W*[\d.,]+\W*(?:[分%％]|/\d+)?\W*")
_START = re.compile(r"[（《“‘【「]*(?:[!-~]+|.)[，。、；：！？）》”’】」]*", re.S)  # no line breaks within these
_PADDING = 1_300  # hundredths of a point at most, left and right of a text together
_LEADING = 300  # and below its last line, beyond the height of a line

Pair = tuple[Boxed, Boxed]


def are_one_row(pairs: Sequence[Pair]) -> bool:
    """Whether cells that meet at a page break, in order, are halves of the cells of one row."""
    simple = [pair for pair in pairs if all(half.rows == 1 for half in pair)]
    both = [pair for pair in pairs if all(half.text for half in pair)]
    halves = [pair for pair in simple if bool(pair[0].text) != bool(pair[1].text)]
    if any(_FIGURE.fullmatch(one.text) and _FIGURE.fullmatch(two.text) for one, two in both):
        return False
    if both:
        return len(both) + bool(halves) > 1 and all(_goes_on(*pair) for pair in both)
    return len(simple) > 1 and bool(halves) and halves[0] == simple[0]


def text_of(halves: Iterable[str]) -> str:
    """The text of two halves; digits of two pages are no number, nor letters a word.

    >>> text_of(["完成率", "达标"]), text_of(["投入12", "34万元"])
    ('完成率达标', '投入12 34万元')
    """
    text = ""
    for half in halves:
        apart = all(char.isascii() and char.isalnum() for char in (text[-1:], half[:1]))
        text += f" {half}" if text and apart else half
    return text


def _goes_on(one: Boxed, two: Boxed) -> bool:
    start = _START.match(two.text)
    if not start:
        return False
    needed = sum(one.size if ord(char) > 0x7F else one.size * 6 // 10 for char in start[0])
    return one.room < needed + _PADDING and one.floor < one.size + _LEADING
