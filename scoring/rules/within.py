"""Indicators with a range or tolerance (区间): the target is ``lo ≤ B ≤ hi``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.algebra import N, Terms

if TYPE_CHECKING:
    from scoring.protocols import Algebra


def within(x: Terms, on: Algebra[N]) -> N:
    """Inside: the weight. Below: ``w × max(B, 0) / lo``. Above: ``w × hi / B``. Judgement where that bound is ≤ 0.

    ``x.a`` is the lower bound, ``x.high`` the upper. Source: the rules are silent; both ratios are those of ≥ and ≤.

    >>> from fractions import Fraction as F
    >>> from scoring.algebra import EXACT
    >>> within(Terms(F(10), F(50), F(75), F(60)), EXACT), within(Terms(F(10), F(50), F(40), F(60)), EXACT)
    (Fraction(8, 1), Fraction(8, 1))
    """
    reached = on.above(x.b, x.a) if x.strict else on.at_least(x.b, x.a)
    kept = on.above(x.high, x.b) if x.strict_high else on.at_least(x.high, x.b)
    return on.when(
        reached,
        lambda: on.when(
            kept,
            lambda: x.w,
            lambda: on.when(on.above(x.high, on.zero), lambda: on.over(on.times(x.w, x.high), x.b), on.judgement),
        ),
        lambda: on.when(
            on.above(x.a, on.zero), lambda: on.over(on.times(x.w, on.not_below_zero(x.b)), x.a), on.judgement
        ),
    )
