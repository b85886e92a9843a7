"""What the execution of the budget does to a whole form: the most that it may have, and grades that it cannot."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from indicators.measure import Numeric
from scoring.interval import Interval

if TYPE_CHECKING:
    from scoring.scorecard import Scorecard

ZERO, FULL = Fraction(0), Fraction(100)


def execution(card: Scorecard) -> Interval | None:
    """The share of the budget that was spent; None where it is not known."""
    line = next((each for each in card.lines if each.line.block == "budget"), None)
    read = line.measure if line else None
    if not isinstance(read, Numeric) or read.low is None or read.low <= 0 or read.actual is None:
        return None
    low, high = read.actual.low, read.actual.high
    return None if low is None or high is None else Interval(low / read.low, high / read.low)


def most(card: Scorecard) -> Interval:
    """The most points that the form may have: 100, or what the rulebook allows with so little spent."""
    rate = execution(card) or Interval(ZERO, Fraction(1))

    def at(share: Fraction) -> Fraction:
        return min((cap.at_most for cap in card.rulebook.caps if share < cap.execution_below), default=FULL)

    return Interval(at(rate.low), at(rate.high))


def capped(card: Scorecard, total: Interval) -> Interval:
    """A total by the rules, with the rulebook's caps on it."""
    limit = most(card)
    return Interval(min(total.low, limit.low), min(total.high, limit.high))


def uncapped(card: Scorecard) -> Scorecard:
    """The form without the caps of its rulebook: what its lines add up to before any of them holds."""
    book = card.rulebook
    return evolve(card, choice=evolve(card.choice, rulebook=evolve(book, caps=()))) if book.caps else card


def grade(card: Scorecard, total: Interval) -> str | None:
    """The grade of a total, one lower for each that asks for a higher execution rate; None where that is open."""
    book = card.rulebook
    found, rate = book.grade(total), execution(card)
    needs, order = dict(book.grade_needs), [name for name, _ in book.grades]
    while found in needs:
        if rate is None or rate.low < needs[found] <= rate.high:
            return None
        if rate.low >= needs[found]:
            return found
        below = order[order.index(found) + 1 :]
        found = below[0] if below else None
    return found
