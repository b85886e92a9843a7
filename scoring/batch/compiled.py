"""The float kernel compiled by numba, where numba is installed: at the speed of memory, with the same bounds.

Compiling takes a second or two at first use, so nothing here is used unasked. Needs ``pip install 'jixiao[fast]'``.
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
        w, a, b, up = weight[part], target[part], actual[part], positive[part]
        heaviest, top, largest, lowest = np.array(edges(*(each.view(np.int64) for each in (w, a, b)))).view(np.float64)
        if not lowest >= 0 and not (w.min() >= 0 and a.min() >= 0 and b.min() >= 0):
            raise ValueError("numbers below 0, or none")
        if bounds.nudge_holds(heaviest, top, scale):
            fast(w, a, b, up, out[part])
        elif largest * scale < bounds.DIGITS and heaviest * 100 < HEAVY:
            exact(w, a, b, up, scale, out[part])
        else:
            raise ValueError("numbers of more than 15 digits: hand them in as whole numbers or decimals")
    return out


@cache
def _made() -> tuple[Any, ...]:
    """The compiled loops, without a branch for each row, so that they run on whole registers.

    No fast-math, as the proofs count each rounding. Floats of 0 and more are in the order of their bits as integers,
    whose largest is found faster.
    """
    from numba import njit

    up_to, down_to = bounds.UP, bounds.DOWN

    def edges(w, a, b):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        heaviest, top, largest, lowest = np.int64(0), np.int64(0), np.int64(0), np.int64(0)
        for row in range(len(w)):
            low, high = min(a[row], b[row]), max(a[row], b[row])
            heaviest, top, largest = max(heaviest, w[row]), max(top, low), max(largest, high)
            lowest = min(lowest, min(w[row], low))
        return heaviest, top, largest, lowest

    def fast(w, a, b, up, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        for row in range(len(w)):
            low, high = min(a[row], b[row]), max(a[row], b[row])
            full = (a[row] == b[row]) | ((b[row] > a[row]) == up[row])
            ratio = low / high
            out[row] = np.rint(w[row] * (1.0 if full else ratio) * up_to) / 100.0

    def exact(w, a, b, up, scale, out):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        for row in range(len(w)):
            low, high = min(a[row], b[row]), max(a[row], b[row])
            full = (a[row] == b[row]) | ((b[row] > a[row]) == up[row])
            ratio = low / high
            below = np.int64(np.rint(w[row] * (0.0 if full else ratio) * down_to))
            factor, num = np.int64(np.rint(w[row] * 100.0)), np.int64(np.rint(low * scale))
            den = np.int64(np.rint(high * scale))
            rest = 2 * (factor * num - below * den)  # wraps, and is small
            out[row] = (factor if full else below + (rest >= den)) / 100.0

    loops = (njit(nogil=True, error_model="numpy")(each) for each in (fast, exact, edges))
    return tuple(loops)
