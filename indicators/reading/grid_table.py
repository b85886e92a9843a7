"""Grid tables as pandoc and reStructuredText draw them: ``+---+`` between rows, ``|`` between cells, merged or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_BORDER = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_BORDERED = re.compile(r"\+[-=:]+\+")
Drawn = tuple[str, int, int, int, int]  # text, row, column, rows, columns


def is_border(line: str) -> bool:
    """Whether a line is a border across the whole table.

    >>> is_border("+----+:===:+"), is_border("| a | b |"), is_border("+")
    (True, False, False)
    """
    return _BORDER.fullmatch(line) is not None


def end(lines: Sequence[str], at: int) -> int:
    """Where the table that begins with a border ends; the border itself where it is no table."""
    last = at
    for number in range(at, len(lines)):
        line = lines[number].strip()
        if not line or line[0] not in "+|" or line[-1] not in "+|":
            break
        if is_border(lines[number]):
            last = number
    return last + 1 if last > at + 1 else at


def cells(lines: Sequence[str]) -> tuple[tuple[Drawn, int], ...]:
    """The cells of such a table, each with the number of its first line among ``lines``; none where lines do not meet.

    >>> [cell for cell, _ in cells(["+---+---+", "| a | b |", "+---+   |", "| c |   |", "+---+---+"])]
    [('a', 0, 0, 1, 1), ('b', 0, 1, 2, 1), ('c', 1, 0, 1, 1)]
    """
    for wide in ("\0", ""):  # a wide character takes two columns of the screen, or one where nobody thought of it
        found = _drawn([_spread(line, wide) for line in lines])
        if not any("|" in text for (text, *_), _ in found):
            return found
    return ()


def _drawn(drawn: Sequence[str]) -> tuple[tuple[Drawn, int], ...]:
    width = max(map(len, drawn))
    drawn = [line.ljust(width) for line in drawn]
    downs = sorted({at for line in drawn for at, char in enumerate(line) if char == "+" and _BORDERED.search(line)})
    across = [number for number, line in enumerate(drawn) if _BORDERED.search(line)]
    return tuple(_cells(drawn, across, downs))


def _spread(line: str, wide: str) -> str:
    """A line with a mark behind each wide character, so that places are columns of the screen."""
    return "".join(char + (wide if unicodedata.east_asian_width(char) in "WF" else "") for char in line.strip())


def _cells(drawn: Sequence[str], across: Sequence[int], downs: Sequence[int]) -> Iterator[tuple[Drawn, int]]:
    taken: set[tuple[int, int]] = set()
    for row in range(len(across) - 1):
        for column in range(len(downs) - 1):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < len(downs) - 1 and not _is_wall(drawn, across[row], across[row + 1], downs[right]):
                right += 1
            below = row + 1
            while below < len(across) - 1 and not _is_floor(drawn[across[below]], downs[column], downs[right]):
                below += 1
            taken |= {(y, x) for y in range(row, below) for x in range(column, right)}
            inside = drawn[across[row] + 1 : across[below]]
            texts = (line[downs[column] + 1 : downs[right]].replace("\0", "").strip() for line in inside)
            text = "\n".join(filter(None, texts))
            yield (text, row, column, below - row, right - column), across[row] + 1


def _is_wall(drawn: Sequence[str], top: int, bottom: int, at: int) -> bool:
    """Whether a line down stands at a place between two borders."""
    return all(line[at] in "|+" for line in drawn[top + 1 : bottom])


def _is_floor(line: str, left: int, right: int) -> bool:
    """Whether a border lies below the whole width of a cell."""
    return all(char in "-=:+" for char in line[left + 1 : right])
