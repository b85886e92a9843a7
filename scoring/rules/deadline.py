"""Deadlines (时限): met on or before the day; too late is judgement, as there is no ratio of dates."""

from __future__ import annotations

from fractions import Fraction

from scoring.interval import Interval


def deadline(weight: Fraction, met: bool | None) -> Interval:
    """The weight where the deadline was met, else ``[0, w]``.

    >>> deadline(Fraction(5), True), deadline(Fraction(5), False)
    (Interval(low=Fraction(5, 1), high=Fraction(5, 1)), Interval(low=Fraction(0, 1), high=Fraction(5, 1)))
    """
    return Interval.point(weight) if met else Interval(Fraction(0), weight)
