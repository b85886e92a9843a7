"""Positive indicators (正向指标): the target is ``≥ A``, ``> A`` or bare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.algebra import N, Terms

if TYPE_CHECKING:
    from scoring.protocols import Algebra


def positive(x: Terms, on: Algebra[N]) -> N:
    """Met: the weight. Not met: ``w × max(B, 0) / A`` where ``A > 0``, else judgement.

    Source: the note under the form, 得分=权重*B/A, 得分不得突破权重总额; attainment first, as the 2016 note says.

    >>> from fractions import Fraction as F
    >>> from scoring.algebra import EXACT
    >>> positive(Terms(F(4), F(3000), F(2399)), EXACT)
    Fraction(2399, 750)
    """
    met = on.above(x.b, x.a) if x.strict else on.at_least(x.b, x.a)
    return on.when(
        met,
        lambda: x.w,
        lambda: on.when(
            on.above(x.a, on.zero),
            lambda: on.over(on.times(x.w, on.not_below_zero(x.b)), x.a),
            on.judgement,
        ),
    )
