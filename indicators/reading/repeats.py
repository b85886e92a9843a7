"""Merged cells that a converter wrote into every position they cover, as one cell again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_WORDS = re.compile(r"[^\d≥≤<>=＝≧≦＞＜±\-—+/%.]")  # how words begin; figures may be equal by chance
_WIDE = 3  # equal texts side by side that no form has but by a merged cell
_OFTEN = 3  # rows with two

Span = tuple[int, int, int, int, str]  # row, column, rows, columns, text


def spans(rows: Sequence[Sequence[str]]) -> Iterator[Span]:
    """The cells of a table, those that say the same words side by side or one below the other as one.

    Nothing is joined in a table that shows no sign of repeated cells.

    >>> list(spans([["主管部门", "某局", "某局", "某局", "某局"], ["人数", "是", "是", "20", "20"]]))[:4]
    [(0, 0, 1, 1, '主管部门'), (0, 1, 1, 4, '某局'), (1, 0, 1, 1, '人数'), (1, 1, 1, 2, '是')]
    """
    repeats = _repeats(rows)
    taken: set[tuple[int, int]] = set()
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if (row, column) in taken:
                continue
            wide = high = 1
            if repeats and _WORDS.match(text):
                while column + wide < len(texts) and texts[column + wide] == text:
                    wide += 1
                run = [text] * wide
                while row + high < len(rows) and rows[row + high][column : column + wide] == run:
                    high += 1
                taken |= {(r, c) for r in range(row, row + high) for c in range(column, column + wide)}
            yield row, column, high, wide, text


def _repeats(rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells are repeated in a table."""
    runs = [max((len(list(same)) for text, same in groupby(row) if _WORDS.match(text)), default=0) for row in rows]
    wide = sum(run >= _WIDE for run in runs)  # 满意度 | 满意度 | 满意度 may be a category, its part and its line
    return wide > 1 or max(runs, default=0) > _WIDE or sum(run > 1 for run in runs) >= _OFTEN
