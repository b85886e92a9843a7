"""Rows that were kept as they stand: whether a table that nobody could read is among them."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.form import Other
from indicators.recognition import headings

LEVEL_WORDS = ("一级指标", "二级指标", "三级指标")
_ENOUGH = 3  # rows with points that make a table


def is_line(cells: Sequence[str]) -> bool:
    """Whether a row has a category and a figure.

    >>> is_line(("产出指标", "培训人数", "≥20人")), is_line(("说明", "20人"))
    (True, False)
    """
    return any(map(headings.is_level, cells)) and any(map(str.isdigit, "".join(cells)))


def names_levels(cells: Sequence[str]) -> bool:
    """Whether a row is the heading of levels.

    >>> names_levels(("一级指标", "二级 指标", "甲乙")), names_levels(("一级指标", "甲乙"))
    (True, False)
    """
    return sum(headings.heading(cell) in LEVEL_WORDS for cell in cells) > 1


def is_unread_table(rows: Sequence[Other]) -> bool:
    """Whether the rows are the headings of levels, and below them several with points.

    >>> head, line = Other(("二级指标", "三级指标", "甲乙")), Other(("相关性", "5"))
    >>> is_unread_table([head, line, line, line]), is_unread_table([line, line, line])
    (True, False)
    """
    at = next((at for at, row in enumerate(rows) if names_levels(row.cells)), len(rows))
    return sum(any(cell.isdecimal() for cell in row.cells) for row in rows[at + 1 :]) >= _ENOUGH
