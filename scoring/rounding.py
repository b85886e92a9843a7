"""The only place that rounds: half away from zero, from the exact value, once."""

from __future__ import annotations

from fractions import Fraction

from scoring.interval import Interval


def half_up(value: Fraction, places: int = 2) -> Fraction:
    """``value`` rounded to ``places`` decimals, halves away from zero (四舍五入).

    >>> half_up(Fraction("0.125")), half_up(Fraction("-0.125")), half_up(Fraction("2.5"), 0)
    (Fraction(13, 100), Fraction(-13, 100), Fraction(3, 1))
    """
    return Fraction(_scaled(value, places), 10**places)


def _scaled(value: Fraction, places: int) -> int:
    above, below = value.numerator * 10**places, value.denominator
    rounded: int = (2 * abs(above) + below) // (2 * below)
    return -rounded if above < 0 else rounded


def half_up_interval(value: Interval, places: int = 2) -> Interval:
    """Both ends rounded."""
    low = half_up(value.low, places)
    return Interval(low, low if value.high == value.low else half_up(value.high, places))


def decimal(value: Fraction, places: int = 2) -> str:
    """``value`` rounded and written with exactly ``places`` decimals.

    >>> decimal(Fraction(2399, 750)), decimal(Fraction(25, 2)), decimal(Fraction(-1, 1000)), decimal(Fraction(7), 0)
    ('3.20', '12.50', '0.00', '7')
    """
    scaled = _scaled(value, places)
    sign, figures = "-" if scaled < 0 else "", str(abs(scaled)).rjust(places + 1, "0")
    return sign + (f"{figures[:-places]}.{figures[-places:]}" if places else figures)


def plain(value: Fraction, limit: int = 4) -> str:
    """``value`` as people write it: whole, a short decimal, or cut with ``…`` where the decimals go on.

    >>> plain(Fraction(2399, 750)), plain(Fraction(12)), plain(Fraction("0.125"))
    ('3.1986…', '12', '0.125')
    """
    for places in range(limit + 1):
        if half_up(value, places) == value:
            return decimal(value, places)
    cut = abs(value.numerator) * 10**limit // value.denominator
    return ("-" if value < 0 else "") + decimal(Fraction(cut, 10**limit), limit) + "…"
