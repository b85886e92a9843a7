"""Exact indicators (等于): the target is ``= A``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from scoring.algebra import N, Terms

if TYPE_CHECKING:
    from scoring.protocols import Algebra


def exact(x: Terms, on: Algebra[N]) -> N:
    """``B = A``: the weight. Below: ``w × max(B, 0) / A``. Above: the weight, with a finding (T401).

    ``A = 0`` unmet gives 0; ``A < 0`` unmet is judgement. Source: equality is scored like ``≥`` in practice.

    >>> from fractions import Fraction as F
    >>> from scoring.algebra import EXACT
    >>> exact(Terms(F(10), F(4), F(3)), EXACT), exact(Terms(F(10), F(4), F(5)), EXACT)
    (Fraction(15, 2), Fraction(10, 1))
    """
    return _exact(x, on, lambda: x.w)


def exact_symmetric(x: Terms, on: Algebra[N]) -> N:
    """As ``exact``, but ``w × A / B`` above the target.

    >>> from fractions import Fraction as F
    >>> from scoring.algebra import EXACT
    >>> exact_symmetric(Terms(F(10), F(4), F(5)), EXACT)
    Fraction(8, 1)
    """
    return _exact(x, on, lambda: on.over(on.times(x.w, x.a), x.b))


def _exact(x: Terms, on: Algebra[N], above: Callable[[], N]) -> N:
    def beside() -> N:
        return on.when(on.above(x.b, x.a), above, lambda: on.over(on.times(x.w, on.not_below_zero(x.b)), x.a))

    return on.when(
        on.equal(x.b, x.a),
        lambda: x.w,
        lambda: on.when(
            on.above(x.a, on.zero),
            beside,
            lambda: on.when(on.equal(x.a, on.zero), lambda: on.zero, on.judgement),
        ),
    )
