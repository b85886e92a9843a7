"""Consolidated numbers as the cells of a line: short decimals as text, and what text cannot hold beside it, exactly."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from indicators.form import Ends, Line
from indicators.measure import Bounds, Numeric, measure
from scoring.rounding import decimal, half_up

PLACES, SHOWN = 8, 4  # decimals written in full; decimals of what goes on


def figure(value: Fraction) -> str:
    """A number as a cell shows it: whole, in full up to 8 decimals, else rounded to 4.

    >>> figure(Fraction("0.125")), figure(Fraction(100, 3)), figure(Fraction(70))
    ('0.125', '33.3333', '70')
    """
    for places in range(PLACES + 1):
        if half_up(value, places) == value:
            return decimal(value, places)
    return decimal(value, SHOWN)


def cell(bounds: Bounds, unit: str) -> str:
    """The cell of a value, a bound or a range; empty where nothing is known.

    >>> cell(Bounds(Fraction(70), None), "人"), cell(Bounds(Fraction(1, 3), Fraction(1, 3)), "%")
    ('≥70人', '0.3333%')
    >>> cell(Bounds(Fraction(1), Fraction(2), strict_low=True), "次"), cell(Bounds(Fraction(1), Fraction(2)), "次")
    ('>1次且≤2次', '1次~2次')
    """
    low = "" if bounds.low is None else figure(bounds.low) + unit
    high = "" if bounds.high is None else figure(bounds.high) + unit
    if bounds.low is not None and bounds.low == bounds.high:
        return low
    if low and high and not (bounds.strict_low or bounds.strict_high):
        return f"{low}~{high}"
    signed = (low and (">" if bounds.strict_low else "≥") + low, high and ("<" if bounds.strict_high else "≤") + high)
    return "且".join(filter(None, signed))


def target_cell(bounds: Bounds, kind: str, unit: str, *, bare: bool) -> str:
    """The cell of a target: with its comparator, unless every child left it out."""
    if kind == "exact":
        return "=" + cell(bounds, unit)
    if bare and kind != "within":
        end = bounds.high if bounds.low is None else bounds.low
        return cell(Bounds(end, end), unit)
    return cell(bounds, unit)


def ends(bounds: Bounds, *, always: bool) -> Ends | None:
    """The exact ends, where the text does not hold them; ``always`` for what may run against the target's sign."""
    known = [end for end in (bounds.low, bounds.high) if end is not None]
    full = all(half_up(end, PLACES) == end for end in known)
    open_ended = bounds.low is None or bounds.low != bounds.high
    return None if full and not (always and open_ended) else (bounds.low, bounds.high)


def target_ends(bounds: Bounds, text: str) -> Ends | None:
    """The same for a target; a bare target is one number and no bound."""
    if ends(bounds, always=False) is None:
        return None
    end = bounds.high if bounds.low is None else bounds.low
    return (end, end) if text[:1] not in "≥≤<>" and "~" not in text else (bounds.low, bounds.high)


def settled(line: Line, kind: str, target: Bounds | None, actual: Bounds | None, unit: str) -> Line | None:
    """``line`` as written, or with its unit in a key of its own, if it then says what was meant; else None."""
    apart = evolve(line, target=line.target.replace(unit, ""), actual=line.actual.replace(unit, ""), unit=unit)
    return next((each for each in (line, apart) if _says(each, kind, target, actual)), None)


def _says(line: Line, kind: str, target: Bounds | None, actual: Bounds | None) -> bool:
    read = measure(line)
    if not isinstance(read, Numeric) or (read.kind, read.actual) != (kind, actual):
        return False
    return target is None or target == Bounds(read.low, read.high, read.strict_low, read.strict_high)


def exact_decimal(value: Fraction) -> str:
    """A number in full; empty where its decimals go on.

    >>> exact_decimal(Fraction(1, 8)), exact_decimal(Fraction(1, 3))
    ('0.125', '')
    """
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    return decimal(value, places) if rest == 1 else ""
