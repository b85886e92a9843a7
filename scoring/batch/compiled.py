"""The float kernel compiled by numba, where numba is installed: at the speed of memory, with the same bounds.

Compiling takes a second or two at first use, so nothing here is used unasked. Needs ``pip install numba``.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from scoring.batch import bounds
from scoring.batch.kernel import BLOCK, Booleans, Floats

HEAVY = 2.0**44  # hundredths of a weight: below this the two ends of the error are at most one apart


def score_floats_compiled(
    weight: Floats, target: Floats, actual: Floats, positive: Booleans, places: int = 4
) -> Floats:
    """As ``score_floats`` without its check of decimals; ImportError without numba, ValueError as there.

    Points of lines of any direction, the nearest float64 of exact scores; 8 bytes a row.
    """
    out = np.empty(len(weight))
    fast, exact, edges = _made()
    scale = 10.0**places
    for start in range(0, len(weight), BLOCK):
        part = slice(start, start + BLOCK)
        columns = (weight[part], target[part], actual[part], positive[part])
        heaviest, lowest, top, largest = edges(*columns[:3])
        if not lowest >= 0:
            raise ValueError("numbers below 0, or none")
        if bounds.nudge_holds(heaviest, top, scale):
            fast(*columns, out[part])
        elif largest * scale < bounds.DIGITS and heaviest * 100 < HEAVY:
            exact(*columns, scale, out[part])
        else:
            raise ValueError("numbers of more than 15 digits: hand them in as whole numbers or decimals")
    return out


@cache
def _made() -> tuple[Any, Any, Any]:
    """The compiled loops; no fast-math anywhere, as the proofs count each rounding."""
    from numba import njit

    up_to, down_to = bounds.UP, bounds.DOWN

    def edges(w, a, b):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        heaviest, lowest, top, largest = 0.0, 0.0, 0.0, 0.0
        for row in range(len(w)):
            low, high = min(a[row], b[row]), max(a[row], b[row])
            heaviest, top, largest = max(heaviest, w[row]), max(top, low), max(largest, high)
            lowest = min(lowest, min(w[row], low))
            if not (w[row] >= 0 and a[row] >= 0 and b[row] >= 0):
                lowest = -1.0
        return heaviest, lowest, top, largest

    def fast(w, a, b, up, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        for row in range(len(w)):
            low, high = min(a[row], b[row]), max(a[row], b[row])
            full = (a[row] == b[row]) | ((b[row] > a[row]) == up[row])
            share = 1.0 if full else low / high
            out[row] = np.rint(w[row] * share * up_to) / 100.0

    def exact(w, a, b, up, scale, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        for row in range(len(w)):
            low, high = min(a[row], b[row]), max(a[row], b[row])
            full = (a[row] == b[row]) | ((b[row] > a[row]) == up[row])
            value = w[row] * (1.0 if full else low / high)
            above, below = np.rint(value * up_to), np.rint(value * down_to)
            if above != below and not full:  # a full line is its weight, which both ends round to
                factor, num = np.int64(np.rint(w[row] * 100.0)), np.int64(np.rint(low * scale))
                den = np.int64(np.rint(high * scale))
                rest = 2 * (factor * num - np.int64(below) * den)  # wraps, and is small
                above = below + 1 if rest >= den else below
            out[row] = above / 100.0

    return njit(nogil=True)(fast), njit(nogil=True)(exact), njit(nogil=True)(edges)
