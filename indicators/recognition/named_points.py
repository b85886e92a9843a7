"""Points that stand in the names of lines, where a table has no column of them: 相关性（5分） | 5."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.exact import Number, NumberError
from indicators.form import Line
from indicators.recognition.headings import squeeze

_LEAST = 2  # lines
_POINTS = re.compile(r"\((\d{1,3}(?:\.\d{1,2})?)分\)$")


def named_points(lines: Sequence[Line]) -> dict[str, Number]:
    """The weight of each line by its id; nothing unless every name says its own and no score is above it.

    >>> def line(name, filed):
    ...     return Line(name, "indicator", name, filed=Number.of(filed))
    >>> found = named_points([line("相关性（5分）", "4"), line("合理性(10分)", "10")])
    >>> {key: str(weight) for key, weight in found.items()}
    {'相关性（5分）': '5', '合理性(10分)': '10'}
    >>> named_points([line("满意度（100分）", "9"), line("合理性", "10")])
    {}
    """
    if len(lines) < _LEAST or any(line.weight is not None for line in lines):
        return {}
    found: dict[str, Number] = {}
    for line in lines:
        said = _POINTS.search(squeeze(line.name))
        if said is None:
            return {}
        try:
            found[line.id] = Number.of(said[1])
        except NumberError:
            return {}
        if line.filed is not None and line.filed.value > found[line.id].value:
            return {}
    return found
