"""Rows that number the columns of a table, and are no lines of it."""

from __future__ import annotations

import re
import unicodedata

from indicators.recognition import headings
from indicators.recognition.rows import Row

_MARK = re.compile(r"\(?(?P<mark>\d{1,2}|[A-Z]|[甲乙丙丁戊己庚辛])\)?列?(?:=.+)?")
_SERIES = ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "甲乙丙丁戊己庚辛")
_LEAST = 3  # marks of a row


def is_numbering(row: Row) -> bool:
    """Whether every cell of a row is the number or the letter of its column, in their order.

    >>> from indicators.reading.grid import Cell
    >>> def says(*texts):
    ...     return is_numbering(Row(tuple(Cell(text, 1, at) for at, text in enumerate(texts)), 1))
    >>> says("栏次", "1", "2", "3"), says("（1）", "（2）", "（3）=（2）/（1）"), says("甲", "乙", "1", "2")
    (True, True, True)
    >>> says("合计", "1", "2", "3"), says("1", "2", "2"), says("20", "21", "22")
    (False, False, False)
    """
    texts = [headings.squeeze(unicodedata.normalize("NFKC", cell.text)) for cell in row.own]
    found = [_MARK.fullmatch(text) for text in texts if headings.heading(text) not in headings.NUMBERING]
    marks = [each["mark"] for each in found if each is not None]
    if len(marks) < max(_LEAST, len(found)):
        return False
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    series = ["".join(mark for mark in marks if mark in each) for each in _SERIES]
    ordered = all(each.startswith(said) for each, said in zip(_SERIES, series, strict=True))
    return ordered and numbers == list(range(1, len(numbers) + 1))
