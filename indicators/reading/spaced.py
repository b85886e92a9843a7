"""Text whose columns are parted by runs of spaces (``pdftotext -layout``, cells copied from a sheet) → words in place.

Only where they stand tells columns and rows apart, as on a page without lines: recognition lays them out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, repeat

from indicators.place import Place
from indicators.reading.grid import Word, Words

_HALF, _HIGH, _PITCH = 500, 1_000, 1_150  # hundredths of a point: a narrow character, a line, from line to line
_WIDE = ("WF", "WFA", "")  # classes of wide characters: on a screen, in a Chinese font, none (pdftotext)
_GAP = re.compile(r" {2,}|\u3000+ *|\xa0{2,}")
_OTHER = re.compile(r"\t| \| |^\s*[|+].*[|+]\s*$|\|\s*$|<(?:table|tr|td)\b", re.IGNORECASE)  # tables of another kind
_LEAST = 3  # lines with as many texts
_RUN = re.compile(r" {2,}")
_GAPS, _MOST = 10, 75  # gaps that tell, and the percent of them that are one step wide
_APART = 4  # lines of one text, or none, that may stand between such lines


def end(lines: Sequence[str], at: int) -> int:
    """Where the columns that begin at a line end; the line itself where none begin.

    >>> end(["指标  目标  得分", "人数  ≥3    10", "次数  ≥4    10", "完"], 0)
    3
    """
    if not _GAP.search(lines[at]) or len(texts(lines[at])) < 2:
        return at
    last, rich = at, 0
    for number in range(at, len(lines)):
        if _OTHER.search(lines[number]) or number - last > _APART:
            break
        count = len(texts(lines[number]))
        if count > 1:
            last = number
            rich += count >= _LEAST
    return last + 1 if rich >= _LEAST else at


def texts(line: str) -> list[tuple[int, str]]:
    """The texts of a line that gaps part, each with where it begins."""
    found, start = [], 0
    for gap in (*_GAP.finditer(line), None):
        stop = gap.start() if gap else len(line)
        text = line[start:stop]
        if text.strip():
            found.append((start + len(text) - len(text.lstrip()), text.strip()))
        start = gap.end() if gap else stop
    return found


def step(lines: Sequence[str]) -> int:
    """How many spaces part cells where they are as many everywhere, and stand for a tab; 0 where they fill columns.

    >>> step(["a    bb    c", "aaa    b    ", "aa        c"] * 4), step(["a    bb   c", "aaa  b    cc"] * 6)
    (4, 0)
    """
    gaps = [len(gap) for line in lines for gap in _RUN.findall(line.lstrip())]
    least = min(gaps, default=0)
    even = len(gaps) >= _GAPS and all(gap % least == 0 for gap in gaps)
    return least if even and gaps.count(least) * 100 >= len(gaps) * _MOST else 0


def words(lines: Sequence[str], first: int, file: str) -> Words:
    """Lines as the words of a page; ``first`` is the number of the first of them in the file."""
    wide = min(_WIDE, key=lambda each: _edges(lines, each))
    return Words(tuple(_words(lines, first, file, wide)), typed=True, place=Place(file, str(first)))


def _edges(lines: Sequence[str], wide: str) -> int:
    """How many places texts begin at, or end, or have their middle: of the right widths of characters the fewest."""
    starts, ends, middles = set(), set(), set()
    for line in lines:
        widths = _widths(line, wide)
        for start, text in texts(line):
            left, right = widths[start], widths[start + len(text)]
            starts.add(left)
            ends.add(right)
            middles.add((left + right) // (2 * _HALF))
    return min(len(starts), len(ends), len(middles))


def _widths(line: str, wide: str) -> list[int]:
    """Where each character begins, and the last ends; characters of some classes take two places."""
    widths = (_HALF * (1 + (unicodedata.east_asian_width(char) in wide)) for char in line)
    return [*accumulate(widths if not line.isascii() else repeat(_HALF, len(line)), initial=0)]


def _words(lines: Sequence[str], first: int, file: str, wide: str) -> Iterator[Word]:
    for at, line in enumerate(lines):
        top, widths = at * _PITCH, _widths(line, wide)
        for start, text in texts(line):
            left, right = widths[start], widths[start + len(text)]
            yield Word(text, left, top, right, top + _HIGH, Place(file, str(first + at)))
