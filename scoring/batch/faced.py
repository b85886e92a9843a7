"""A chunk of lines brought to whole numbers: what share of its weight each earns, and the two numbers behind it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from indicators.form import Line
from scoring.batch.kernel import Booleans, Integers, shares
from scoring.batch.numbers import FAR, KNOWN, LONG, MISSING, WRONG, Numbers, written

BUDGET, GOAL, INDICATOR = "budget", "goal", "indicator"
SCORED, JUDGEMENT, REFUSED, DETAIL, LATE = "scored", "judgement", "refused", "sub-row", "out-of-range"
NO_NUMBER, NO_WEIGHT, NO_KIND, NO_BLOCK = "invalid-number", "invalid-weight", "invalid-kind", "invalid-block"
STATUSES = (SCORED, JUDGEMENT, REFUSED, DETAIL, LATE, NO_NUMBER, NO_WEIGHT, NO_KIND, NO_BLOCK)
WITH_SCORE = 3  # the first so many statuses come with a score; a sub-row does not count, and the rest are unknown
POSITIVE, REVERSE, OTHER = 0, 1, 2  # kinds of numeric lines; of OTHER nothing more is asked


@define(eq=False)
class Faced:
    """Per line: it earns ``num / den`` of its weight, at most ``high_num / high_den``; ``den`` ≥ 1.

    ``a`` and ``b`` are target and completion on a common scale where ``kind`` is POSITIVE or REVERSE; ``b / whole`` is
    the completion as a share of 1 where it is a percentage, else ``whole`` is 0. ``status`` is an
    index of ``STATUSES``; ``assumed`` has a bit for each of ``ASSUMPTIONS`` that the reading rests on. ``slow`` lines
    are left to the scalar rules; ``line`` makes such a line. ``levelled`` lines are qualitative.
    """

    num: Integers
    den: Integers
    high_num: Integers
    high_den: Integers
    kind: NDArray[np.int8]
    a: Integers
    b: Integers
    whole: Integers
    levelled: Booleans
    status: NDArray[np.uint8]
    slow: Booleans
    line: Callable[[int], Line]
    assumed: NDArray[np.uint8] = field(factory=lambda: np.zeros(0, np.uint8))

    def __attrs_post_init__(self) -> None:
        """Nothing is assumed unless a text says so."""
        if len(self.assumed) != len(self.num):
            self.assumed = np.zeros(len(self.num), np.uint8)

    @classmethod
    def unknown(cls, size: int, line: Callable[[int], Line]) -> Faced:
        """Lines of which nothing is known yet: anything from 0 to the weight."""
        zeros, ones = np.zeros(size, np.int64), np.ones(size, np.int64)
        status = np.full(size, STATUSES.index(JUDGEMENT), np.uint8)
        none, kind = np.zeros(size, np.bool_), np.full(size, OTHER, np.int8)
        shares, numbers = (ones, ones.copy(), ones.copy()), (zeros.copy(), zeros.copy(), zeros.copy())
        return cls(zeros, *shares, kind, *numbers, none, status, none.copy(), line)

    @classmethod
    def known(
        cls, kind: NDArray[np.int8], a: Integers, b: Integers, linear: bool, line: Callable[[int], Line]
    ) -> Faced:
        """Lines whose two numbers, none below 0, are known: their share by the rule of their kind."""
        num, den = shares(kind != REVERSE, a, b, linear)
        none, status = np.zeros(len(a), np.bool_), np.full(len(a), STATUSES.index(SCORED), np.uint8)
        whole = np.zeros(len(a), np.int64)
        return cls(num, den, num.copy(), den.copy(), kind, a, b, whole, none, status, none.copy(), line)

    def put(self, rows: Integers, kind: NDArray[np.int8], a: Integers, b: Integers, linear: bool) -> None:
        """Lines whose two numbers, none below 0, are known: their share by the rule of their kind."""
        num, den = shares(kind != REVERSE, a, b, linear)
        self.num[rows], self.den[rows], self.high_num[rows], self.high_den[rows] = num, den, num, den
        self.kind[rows], self.a[rows], self.b[rows] = kind, a, b
        self.status[rows] = STATUSES.index(SCORED)

    def widen(self, rows: Integers, a: Integers, b: Integers, linear: bool, higher: bool) -> None:
        """Lines that were put, all of one kind, and whose cells may as well mean these numbers: they earn one or other.

        ``higher``: the other reading earns no less. Readings differ by a factor, and rules are flat at 0 and at the
        weight alone: elsewhere they never agree.
        """
        num, den = shares(self.kind[rows] != REVERSE, a, b, linear)
        alike = ((num == den) & (self.num[rows] == self.den[rows])) | ((num == 0) & (self.num[rows] == 0))
        if higher:
            self.high_num[rows], self.high_den[rows] = num, den
        else:
            self.num[rows], self.den[rows] = num, den
        self.status[rows[~alike]] = STATUSES.index(JUDGEMENT)
        self.kind[rows], self.a[rows], self.b[rows], self.whole[rows] = OTHER, 0, 0, 0

    def leave(self, rows: Integers | Booleans, status: str = JUDGEMENT) -> None:
        """Lines that may earn anything from 0 to the weight, or of which nothing can be said."""
        if rows.dtype == np.bool_:
            rows = np.flatnonzero(rows)
        if not len(rows):
            return
        self.num[rows], self.den[rows], self.high_num[rows], self.high_den[rows] = 0, 1, 1, 1
        self.status[rows] = STATUSES.index(status)


def typed(kind: NDArray[np.int8], a: Numbers, b: Numbers, block: NDArray[np.int8], linear: bool) -> Faced:
    """Lines whose kind (POSITIVE, REVERSE, else unknown), target and completion stand in columns of their own.

    ``block`` is 0 for a budget line, 1 for the goal line, 2 for the rest.
    """
    places = max(a.places, b.places)
    exact_a, exact_b = a, b
    a, b = a.at(places), b.at(places)
    kind = np.where(block == 0, np.int8(POSITIVE), kind)

    def line(row: int) -> Line:
        unit = "%" if block[row] == 1 else ""  # a goal line is compared where its cells are percentages
        cells = [
            value if value is None else written(value) + unit for value in (exact_a.exact(row), exact_b.exact(row))
        ]
        target, actual = (cell or "" for cell in cells)
        name = ("positive", "reverse", None)[kind[row]]
        return Line("i1", (BUDGET, GOAL, INDICATOR)[block[row]], target=target, actual=actual, kind=name)

    known = (a.state == KNOWN) & (b.state == KNOWN) & (a.values >= 0) & (b.values >= 0)
    if known.all():
        faced = Faced.known(kind, a.values, b.values, linear, line)
    else:
        faced = Faced.unknown(len(kind), line)
        rows = np.flatnonzero(known)
        faced.put(rows, kind[rows], a.values[rows], b.values[rows], linear)
        faced.leave(a.state == MISSING, REFUSED)
        faced.slow = ~known & np.isin(a.state, (KNOWN, FAR)) & np.isin(b.state, (KNOWN, FAR))
    faced.whole[block == 1] = 100 * 10 ** min(places, 12)
    faced.slow |= known & (block == 1) & (places > 12)
    faced.leave((block == 0) & known & (a.values == 0) & (b.values == 0))  # no budget and nothing spent: no rate
    for state, status in ((LONG, LATE), (WRONG, NO_NUMBER)):
        faced.leave((a.state == state) | (b.state == state), status)
    faced.leave(kind > REVERSE, NO_KIND)
    faced.slow &= faced.status < WITH_SCORE
    return faced
