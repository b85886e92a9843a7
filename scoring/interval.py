"""Exact closed intervals: a score that is not wholly known is the range that it must lie in."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import frozen


@frozen(order=False)
class Interval:
    """The closed interval ``[low, high]`` of exact numbers; a single number when both are equal.

    >>> Interval(Fraction(1), Fraction(2)) + Interval.point(Fraction(3))
    Interval(low=Fraction(4, 1), high=Fraction(5, 1))
    """

    low: Fraction
    high: Fraction

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        """The interval that holds ``value`` alone."""
        return cls(value, value)

    @classmethod
    def hull(cls, parts: Iterable[Interval]) -> Interval:
        """The smallest interval that holds all ``parts``, of which there must be one at least."""
        every = list(parts)
        return cls(min(part.low for part in every), max(part.high for part in every))

    @classmethod
    def sum(cls, parts: Iterable[Interval]) -> Interval:
        """The sum of ``parts``; 0 of none."""
        low = high = Fraction(0)
        for part in parts:
            low, high = low + part.low, high + part.high
        return cls(low, high)

    @property
    def value(self) -> Fraction | None:
        """The number, where there is only one."""
        return self.low if self.low is self.high or self.low == self.high else None

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __contains__(self, value: Fraction) -> bool:
        return self.low <= value <= self.high
