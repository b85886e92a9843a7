"""Printed execution rates (执行率) against the amounts and the filed scores, each different text read once."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from indicators.cells import plain
from scoring.batch.kernel import Booleans, Integers, nearest
from scoring.rounding import half_up
from scoring.show import decimals, printed_rates

_LIMIT = 10**15


def right_rate(printed: pa.Array, a: Integers, b: Integers) -> Booleans:
    """Whether each printed rate is ``b / a``, rounded half up at its own places; an empty one is not wrong (B201)."""
    coded = pc.fill_null(printed, "").dictionary_encode()
    texts, codes = coded.dictionary.to_pylist(), coded.indices.to_numpy(zero_copy_only=False)
    right: Booleans = np.array([not plain(text) for text in texts], np.bool_)[codes]
    for way in range(4):  # a bare number may be a share or a percentage, each read as either
        pairs = [_wanted(text)[way] for text in texts]
        scale, wanted = (np.array(column, np.int64)[codes] for column in zip(*pairs, strict=True)) if pairs else (a, a)
        at = np.flatnonzero(~right & (wanted >= 0))
        if len(at):
            right[at] = nearest(scale[at], b[at], a[at]) == wanted[at]
    return right


@lru_cache(maxsize=65_536)
def _wanted(text: str) -> tuple[tuple[int, int], ...]:
    """Four pairs: what the rate is multiplied by, and what then must come out; −1 where nothing can."""
    places, shown = decimals(text), plain(text)
    scales = (100,) if "%" in shown else (1000,) if "‰" in shown else (100, 1)
    pairs = [(scale * 10**places, value * scale * 10**places) for scale in scales for value in printed_rates(text)]
    whole = [
        (scale, value.numerator)
        for scale, value in pairs
        if value.denominator == 1 and 0 <= value < _LIMIT and scale < _LIMIT
    ]
    return (*whole, *[(1, -1)] * (4 - len(whole)))


def fitting_score(printed: pa.Array, weight: Integers, value: Integers) -> Booleans:
    """Whether each filed score is the weight × the printed rate, rounded; both in millionths (S304)."""
    fits = np.zeros(len(value), np.bool_)
    for row, text in enumerate(pc.fill_null(printed, "").to_pylist()):
        if text:
            fits[row] = _fits(text, int(weight[row]), int(value[row]))
    return fits


@lru_cache(maxsize=65_536)
def _fits(text: str, weight: int, value: int) -> bool:
    points, own = Fraction(weight, 10**6), Fraction(value, 10**6)
    return any(own == half_up(points * rate) for rate in printed_rates(text))
