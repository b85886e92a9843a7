"""Consolidation (汇总): completions are brought together first, then scored.

Absolute values are summed; relative values (shares, per-head and unit-price standards) are averaged weighted by funds.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from indicators.form import Line
from indicators.measure import Bounds, Numeric
from indicators.units import unit

RELATIVE = ("率", "度", "比例", "比重", "占比", "人均", "单价", "标准", "均价")


@frozen
class Part:
    """One child's completion with its funds (None where they are not known)."""

    bounds: Bounds
    funds: Fraction | None


def relative(line: Line, read: Numeric) -> bool:
    """Whether a line's values are averaged, not summed: declared, a share, a price, or named so.

    >>> from indicators.measure import measure
    >>> line = Line("i1", "indicator", name="合格率", target="≥90%", actual="95%")
    >>> relative(line, measure(line))
    True
    """
    if line.aggregate:
        return line.aggregate == "mean"
    measured = unit(read.unit)
    return measured.is_share or measured.is_price or line.name.endswith(RELATIVE) or "人均" in line.name


def total(parts: Sequence[Part]) -> Bounds:
    """The sum of absolute values; a bound stays a bound."""
    return Bounds(_add([part.bounds.low for part in parts]), _add([part.bounds.high for part in parts]))


def mean(parts: Sequence[Part]) -> Bounds | None:
    """The mean of relative values weighted by funds; None where the funds are not known or are 0."""
    funds = [part.funds for part in parts]
    if any(each is None for each in funds) or not sum(each or Fraction(0) for each in funds):
        return None
    return weighted(parts, [each or Fraction(0) for each in funds])


def weighted(parts: Sequence[Part], weights: Sequence[Fraction]) -> Bounds:
    """The mean of values by any weights, which do not add to 0."""
    whole = sum(weights, Fraction(0))
    pairs = list(zip(parts, weights, strict=True))
    low = _add([_times(part.bounds.low, weight) for part, weight in pairs])
    high = _add([_times(part.bounds.high, weight) for part, weight in pairs])
    return Bounds(None if low is None else low / whole, None if high is None else high / whole)


def _times(value: Fraction | None, weight: Fraction) -> Fraction | None:
    if not weight:
        return Fraction(0)
    return None if value is None else value * weight


def _add(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(values) else None
