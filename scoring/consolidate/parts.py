"""The arithmetic of consolidation: sums, and means weighted by funds, over what each completion may be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from indicators.measure import Bounds

ZERO = Fraction(0)


@frozen
class Part:
    """One child's completion with its funds in 元 (None where they are not known)."""

    bounds: Bounds
    funds: Fraction | None


def total(parts: Sequence[Part]) -> Bounds:
    """The sum of absolute values (绝对值直接累加计算); a bound stays a bound, a strict one strict.

    >>> one, two = (Part(Bounds(Fraction(n), Fraction(n)), None) for n in (30, 40))
    >>> total([one, two]).low
    Fraction(70, 1)
    """
    return _sum([part.bounds for part in parts])


def mean(parts: Sequence[Part]) -> Bounds | None:
    """The mean of relative values weighted by funds (相对值按照资金额度加权平均计算).

    None where funds are not known, are below 0, or add to 0.

    >>> one, other = Bounds(Fraction(90), Fraction(90)), Bounds(Fraction(80), None)
    >>> mean([Part(one, Fraction(100)), Part(other, Fraction(300))])
    Bounds(low=Fraction(165, 2), high=None)
    """
    funds = [part.funds for part in parts if part.funds is not None and part.funds >= 0]
    if len(funds) < len(parts) or not sum(funds, ZERO):
        return None
    return weighted(parts, funds)


def weighted(parts: Sequence[Part], weights: Sequence[Fraction]) -> Bounds:
    """The mean of values by any weights, which do not add to 0; what weighs nothing says nothing."""
    whole = sum(weights, ZERO)
    return _sum([scaled(part.bounds, weight / whole) for part, weight in zip(parts, weights, strict=True) if weight])


def scaled(bounds: Bounds, factor: Fraction) -> Bounds:
    """The numbers times a factor above 0."""
    low, high = (None if end is None else end * factor for end in (bounds.low, bounds.high))
    return Bounds(low, high, bounds.strict_low, bounds.strict_high)


def _sum(every: Sequence[Bounds]) -> Bounds:
    lows, highs = [each.low for each in every], [each.high for each in every]
    low, high = (
        None if None in ends else sum((end for end in ends if end is not None), ZERO) for ends in (lows, highs)
    )
    strict_low = low is not None and any(each.strict_low for each in every)
    return Bounds(low, high, strict_low, high is not None and any(each.strict_high for each in every))
