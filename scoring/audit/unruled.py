"""What can be said of a score where no rulebook settles it: all of the points for a target that is plainly missed.

Every formula that a rulebook has gives less than that. A form may have a rule of its own, so it is never an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from indicators.measure import Numeric
from scoring.audit.finding import WARNING, Hit, filed, say
from scoring.audit.fits import harm
from scoring.interval import Interval
from scoring.rounding import decimal, half_up
from scoring.rulebook import Rulebook
from scoring.rules import RATIOS
from scoring.scorecard import LineScore, Scorecard
from scoring.trace import Step
from scoring.worth import EXPLAINED, met, worth

ZERO = Fraction(0)


def missed_at_full(card: Scorecard) -> Iterator[Hit]:
    """The lines filed at their full weight whose target is missed, whichever known formula the form follows."""
    for line in card.counted:
        kindest = _kindest(card.rulebook, line.likely)
        value = filed(line)
        if kindest is None or value is None or value != line.likely.points:
            continue
        most, places = kindest.value.high, card.rulebook.places
        if half_up(most, places) < value:
            text = {"filed": line.line.filed, "most": decimal(most, places), "sum": kindest.formula}
            told = say("filed {filed}, all of its points, for a target that is missed: no rulebook gives more than "
                       "{most} ({sum})", **text)  # fmt: skip
            span = Interval(ZERO, most)
            yield Hit(told, line, "filed", str(line.line.filed), span, harm(line, value, WARNING))


def _kindest(book: Rulebook, line: LineScore) -> Step | None:
    """The score by the formula that gives the most; None where a line has no formula, or may meet its target."""
    read, weight, own = line.measure, line.points, line.line
    if not isinstance(read, Numeric) or weight is None or own.steps or own.standard or met(read) is not False:
        return None
    if line.exact.value is not None:
        return None  # a formula settles it
    variants = (variant for kind, variant in RATIOS if kind == read.kind)
    every = (evolve(book, variants=((read.kind, variant),)) for variant in variants)
    return max((worth(read, weight, each, EXPLAINED) for each in every), key=lambda step: step.value.high)
