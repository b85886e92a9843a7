"""Qualitative indicators (定性指标): the level's band of the weight, or a declared rate within it."""

from __future__ import annotations

from fractions import Fraction

from scoring.interval import Interval


def qualitative(weight: Fraction, band: Interval | None, rate: Fraction | None) -> Interval:
    """``weight × rate`` where a rate is known, ``[low × w, high × w]`` of the band, or ``[0, w]`` without a level.

    Source: the note under the form, three levels with 100-80 % (80 % included), 80-50 %, 50-0 % of the points.

    >>> qualitative(Fraction(12), Interval(Fraction(4, 5), Fraction(1)), None)
    Interval(low=Fraction(48, 5), high=Fraction(12, 1))
    """
    if band is None:
        return Interval(Fraction(0), weight)
    return Interval.point(weight * rate) if rate is not None else Interval(weight * band.low, weight * band.high)
