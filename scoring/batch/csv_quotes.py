"""Quotes that stand in a CSV file by mistake: one opens a cell that swallows the rows below it, and nobody is told.

A cell may hold line ends, so a quote stays open over lines that are no rows. A line inside it that is one (as many
cells as there are columns, numbers where numbers belong) shows that the quote was a stray.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Protocol

from indicators.exact import NumberError, number
from indicators.messages import Message
from scoring.batch.numbers import ColumnError

BLOCK = 1 << 24  # characters and bytes that one row, and so one cell, may have
QUOTE, COMMA = '"', ","
FORM, NUMBERS = "form", ("weight", "filed", "printed_total")
_READ = 1 << 22
_MARK = b"\xef\xbb\xbf".decode("latin-1")


class SupportsWrite(Protocol):
    """A file for texts."""

    def write(self, text: str, /) -> object:
        """Write ``text``."""


def survey(path: str) -> tuple[int, int]:
    """How many lines of text a file has, the last one too where it has no end, and how many quotes.

    Raises ColumnError for a line that is longer than a row may be; OSError.
    """
    lines = quotes = length = 0
    last = b""
    with open(path, "rb") as stream:  # noqa: PTH123
        while block := stream.read(_READ):
            returns = block.count(b"\r")
            ends = block.count(b"\n") + (returns - block.count(b"\r\n") if returns else 0)
            lines += ends - (last == b"\r" and block[:1] == b"\n")
            quotes += block.count(b'"')
            first = min((at for at in (block.find(b"\n"), block.find(b"\r")) if at >= 0), default=-1)
            if first < 0:
                length += len(block)
            elif length + first > BLOCK:
                length += first
            else:
                length = len(block) - 1 - max(block.rfind(b"\n"), block.rfind(b"\r"))
            if length > BLOCK:
                raise ColumnError(_long(path, lines - ends + 1))
            last = block[-1:]
    return lines + (last not in (b"", b"\n", b"\r")), quotes


def heading(path: str) -> list[str]:
    """The names of the columns."""
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as stream:  # noqa: PTH123
        try:
            return next(csv.reader(stream), [])
        except csv.Error:
            return []


def heading_text(path: str) -> bytes:
    """The first row as it is written, on several lines where its quotes say so. Raises ColumnError; OSError."""
    text, inside = "", False
    with open(path, encoding="latin-1", newline="") as stream:  # noqa: PTH123 - each letter is a byte
        while line := stream.readline(BLOCK + 1):
            text += line
            if len(text) > BLOCK:
                raise ColumnError(_long(path, 1))
            bare = line.removeprefix(_MARK)
            inside = opened_at(bare, inside=inside) >= 0
            if not inside and bare.strip("\r\n"):
                break
    return text.encode("latin-1")


def check_quotes(path: str, names: Sequence[str]) -> None:
    """Raise ColumnError for the first quote of the file that swallows rows, or that nothing closes; OSError."""
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as stream:  # noqa: PTH123
        for line, (_, stray) in enumerate(_lines(stream, path, names), 1):
            if stray:
                text = {"path": path, "line": line}
                raise ColumnError(
                    Message(
                        "{path}, line {line}: a quote opens a cell that swallows the rows below; mend it, or say "
                        "--quotes lenient (such a quote is a letter) or --quotes trust (it is one cell)", text,
                    )
                )  # fmt: skip


def mend_quotes(path: str, names: Sequence[str], target: SupportsWrite) -> int:
    """Write the file to ``target`` with every stray quote as a letter; how many lines had one. Raises ColumnError."""
    count = 0
    with open(path, encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123
        for line, stray in _lines(stream, path, names):
            target.write(with_letters(line) if stray else line)
            count += stray
    return count


def _lines(lines: Iterable[str], path: str, names: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Every line, and whether a quote in it is a stray. Memory holds the lines of one cell."""
    held: list[str] = []  # since a quote was opened
    size = 0
    for count, line in enumerate(lines, 1):
        if held and _is_row(line, names):
            yield from ((each, opened_at(each) >= 0) for each in held)
            held, size = [], 0
        elif held and opened_at(line, inside=True) < 0:
            yield from ((each, False) for each in (*held, line))
            held, size = [], 0
            continue
        if held or opened_at(line) >= 0:
            held.append(line)
            size += len(line)
            if size > BLOCK:
                raise ColumnError(_long(path, count - len(held) + 1))
        else:
            yield line, False
    yield from ((each, opened_at(each) >= 0) for each in held)  # nothing closes it


def opened_at(line: str, *, inside: bool = False) -> int:
    """Where the quote stands that is open at the end of the line; −1 where none is, 0 where it is open from before.

    A quote within a bare cell is a letter.

    >>> opened_at('a,"b'), opened_at('a,"b"'), opened_at('a"b'), opened_at('c",d"', inside=True)
    (2, -1, -1, -1)
    """
    at = begin = 0
    while True:
        if not inside and line.startswith(QUOTE, at):
            inside, begin, at = True, at, at + 1
        if inside:
            at = line.find(QUOTE, at) + 1
            if not at:
                return begin
            if line.startswith(QUOTE, at):
                at += 1
                continue
            inside = False
        at = line.find(COMMA, at) + 1
        if not at:
            return -1


def with_letters(line: str) -> str:
    """A line whose open quotes are letters of their cells.

    >>> print(with_letters('"a,b",4,"open,2').replace(QUOTE, "|"))
    |a,b|,4,|||open|,2
    """
    parts = []
    while (at := opened_at(line)) >= 0:
        end = line.find(COMMA, at)
        end = len(line.rstrip("\r\n")) if end < 0 else end
        cell = line[at:end].replace(QUOTE, QUOTE * 2)
        parts += [line[:at], QUOTE, cell, QUOTE]
        line = line[end:]
    return "".join((*parts, line))


def _is_row(line: str, names: Sequence[str]) -> bool:
    """Whether a line by itself has a cell for each column, the form's name and numbers where these belong."""
    text = line.rstrip("\r\n")
    ways = [text.split(COMMA)]
    if QUOTE in text:
        with suppress(csv.Error):  # a cell too long for it
            ways.append(next(csv.reader([text]), []))
    for cells in ways:
        if len(cells) == len(names):
            figures = [cell.strip().strip(QUOTE) for cell, name in zip(cells, names, strict=True) if name in NUMBERS]
            named = all(cell for cell, name in zip(cells, names, strict=True) if name == FORM)
            if named and any(figures) and all(map(_is_number, figures)):
                return True
    return False


def _is_number(text: str) -> bool:
    try:
        return not text or number(text) is not None
    except NumberError:
        return False


def _long(path: str, line: int) -> Message:
    text = {"path": path, "line": line, "size": BLOCK >> 20}
    return Message("{path}, line {line}: a row is longer than {size} MB", text)
