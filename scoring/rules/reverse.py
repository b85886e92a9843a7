"""Reverse indicators (反向指标): the target is ``≤ A``, ``< A`` or a bare 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scoring.algebra import N, Terms, Truth

if TYPE_CHECKING:
    from scoring.protocols import Algebra


def reverse(x: Terms, on: Algebra[N]) -> N:
    """Met: the weight. Not met: ``w × A / B`` where ``A ≥ 0``, else judgement; nothing is ever divided by 0.

    Source: the note under the form, 得分=权重*A/B.

    >>> from fractions import Fraction as F
    >>> from scoring.algebra import EXACT
    >>> reverse(Terms(F(10), F(3), F(4)), EXACT), reverse(Terms(F(10), F(0), F(1)), EXACT)
    (Fraction(15, 2), Fraction(0, 1))
    """
    return on.when(_met(x, on), lambda: x.w, lambda: _unmet(x, on, lambda: on.over(on.times(x.w, x.a), x.b)))


def reverse_linear(x: Terms, on: Algebra[N]) -> N:
    """Met: the weight. Not met: ``w × max(0, 1 − (B − A) / A)``, and 0 where ``A = 0``.

    Source: practice of deployed systems (rulebooks that say ``reverse = "linear"``).

    >>> from fractions import Fraction as F
    >>> from scoring.algebra import EXACT
    >>> reverse_linear(Terms(F(10), F(4), F(5)), EXACT), reverse_linear(Terms(F(10), F(4), F(9)), EXACT)
    (Fraction(15, 2), Fraction(0, 1))
    """

    def linear() -> N:
        return on.when(
            on.above(x.a, on.zero),
            lambda: on.times(x.w, on.not_below_zero(on.minus(on.one, on.over(on.minus(x.b, x.a), x.a)))),
            lambda: on.zero,
        )

    return on.when(_met(x, on), lambda: x.w, lambda: _unmet(x, on, linear))


def _met(x: Terms, on: Algebra[N]) -> Truth:
    return on.above(x.a, x.b) if x.strict else on.at_least(x.a, x.b)


def _unmet(x: Terms, on: Algebra[N], formula: Callable[[], N]) -> N:
    """The formula where ``A ≥ 0``; a strict bound of 0 hit exactly is judgement, as a negative target is."""

    def ratio() -> N:
        return on.when(on.above(x.b, on.zero), formula, on.judgement) if x.strict else formula()

    return on.when(on.at_least(x.a, on.zero), ratio, on.judgement)
