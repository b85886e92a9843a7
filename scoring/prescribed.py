"""What a rulebook prescribes beside its formulas: steps by category, a pass threshold, own levels, clauses in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from indicators.exact import Number
from indicators.form import Line, Step
from indicators.measure import Levelled, Measure, Numeric
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.wording import folded
from scoring.interval import Interval
from scoring.rounding import plain
from scoring.rulebook import Level, Rulebook, Unsaid
from scoring.rules.qualitative import qualitative
from scoring.trace import YES, number
from scoring.trace import Step as Trace
from scoring.worth import EXPLAINED, met

ZERO = Fraction(0)
FAR = Fraction(13, 10)  # of the target: 较多, where no clause says how much


def prescribed(
    line: Line, measured: Measure, weight: Fraction, rules: Rulebook
) -> tuple[Line, Trace | None, tuple[Note, ...]]:
    """What the rulebook prescribes for a line: the line with its steps, or its score, and what there is to note."""
    own = in_own_band(line, measured, weight, rules)
    if own is not None:
        return line, own, ()
    stepped = with_steps(line, weight, rules)
    return stepped, None, (note("steps-prescribed"),) if stepped is not line else ()


def with_steps(line: Line, weight: Fraction, rules: Rulebook) -> Line:
    """The line with the steps that the rulebook prescribes for its category; itself if it has its own, or none hold.

    >>> from scoring.rulebook import CategorySteps, rulebook
    >>> book = evolve(rulebook("mof-2020"), steps=(CategorySteps("满意度", (("≥90%", Fraction(1)),)),))
    >>> line = with_steps(Line("i1", "indicator", target="≥95%", level1="满意度指标"), Fraction(10), book)
    >>> [(step.at, step.points.text) for step in line.steps]
    [('≥90%', '10')]
    """
    if line.steps or line.block != "indicator":
        return line
    for each in rules.steps:
        if _under(line, each.category) and (line.target or each.rows[0][0]):
            points = ((at or line.target, share * weight) for at, share in each.rows)
            return evolve(line, steps=tuple(Step(at, Number(plain(value), value)) for at, value in points))
    return line


def _under(line: Line, category: str) -> bool:
    """Whether a line stands under a category, by either level of its headings."""
    return any(folded(category) in folded(level) for level in (line.level1, line.level2) if level)


def with_threshold(
    step: Trace, measured: Measure, line: Line, weight: Fraction, share: Fraction, *, closed: bool = False
) -> Trace:
    """The score of an indicator by its formula, 0 where less than the rulebook's ``share`` of the target is reached.

    ``closed``: where just the share is reached, too.
    """
    if line.block != "indicator" or not isinstance(measured, Numeric):
        return step
    least, value = share * weight, step.value
    enough = value.low > least if closed else value.low >= least
    if enough or (value == Interval(ZERO, weight) and value.low < value.high):
        return step  # enough, or open all the way down
    some = value.high > least if closed else value.high >= least
    passed, shown = Interval(ZERO, value.high if some else ZERO), f"{plain(100 * share)}%"
    says = Message("less than {share} of the target: 0", {"share": shown})
    if closed:
        says = Message("{share} of the target or less: 0", {"share": shown})
    if passed.value is None:
        return Trace("judgement", passed, (step,), says)
    sign = "≤" if closed else "<"
    asked = Message(YES, {"left": step.formula, "sign": sign, "right": f"{plain(weight)} × {shown}"})
    return Trace("when", passed, (Trace("when", passed, (number(ZERO),), asked),), says)


def in_own_band(line: Line, measured: Measure, weight: Fraction, rules: Rulebook) -> Trace | None:
    """The score of a line whose completion is one of the rulebook's own levels; None for all others."""
    if not rules.levels or not isinstance(measured, Levelled) or measured.share is not None:
        return None
    level = level_of(line.actual, rules)
    if level is None:
        return None
    rate = measured.rate if measured.rate is not None and level.holds(measured.rate) else None
    band = level.share if rate is None else Interval.point(rate)
    return EXPLAINED.band(weight, band, qualitative(weight, level.share, rate))


def level_of(actual: str, rules: Rulebook) -> Level | None:
    """The rulebook's own level that a completion names, the longest of its words first."""
    own = folded(actual)
    words = [(word, level) for level in rules.levels for word in (level.name, *level.words)]
    found = [(len(word), level) for word, level in words if folded(word) == own]
    return max(found, key=lambda each: each[0])[1] if found else None


def clauses(line: Line, measured: Measure, rules: Rulebook) -> Iterator[Note]:
    """The clauses in words that the score of a line may be touched by."""
    for each in rules.unsaid:
        if _touches(each, line, measured):
            yield note("unsaid", clause=each.text)


def _touches(clause: Unsaid, line: Line, measured: Measure) -> bool:
    if clause.touches == "every":
        return True
    if clause.touches in ("over", "short"):
        if line.block != "indicator" or not isinstance(measured, Numeric):
            return False
        beyond = over(measured)
        return beyond is not False if clause.touches == "over" else reached(measured) is not True and beyond is not True
    if clause.touches == "budget":
        return line.block == "budget"
    return _under(line, clause.touches)


def may_be_reduced(line: Line, measured: Measure, rules: Rulebook) -> bool:
    """Whether a person may have taken points from a line for going beyond its target: a clause allows it, none reckons.

    A clause of the form's own holds beyond the target, one of the rulebook far beyond it only.
    """
    if any(each.touches == "over" and _touches(each, line, measured) for each in rules.unsaid):
        return True
    if rules.over_effect != "deduction" or line.block != "indicator" or not isinstance(measured, Numeric):
        return False
    done, far = measured.actual, rules.limit("over_completion") or FAR
    if done is None or done.low is None or done.low != done.high:
        return False
    if measured.kind == "reverse":
        return measured.high is not None and done.low * far < measured.high
    bound = measured.high if measured.kind == "within" else measured.low
    return bound is not None and bound > 0 and done.low > far * bound


def reached(measured: Measure) -> bool | None:
    """Whether a number is at its target and beyond; None where that is open or the line has none."""
    if not isinstance(measured, Numeric) or measured.actual is None:
        return None
    return met(measured)


def over(measured: Numeric) -> bool | None:
    """Whether a completion lies beyond its target, not at it alone; None where that is open."""
    done = measured.actual
    if measured.alternatives or measured.doubt or done is None:
        return None
    if measured.kind == "reverse":  # fewer than allowed
        bound, low, high = measured.high, done.high, done.low
        signs = -1
    else:
        bound, low, high = measured.high if measured.kind == "within" else measured.low, done.low, done.high
        signs = 1
    if bound is None:
        return None
    if low is not None and signs * (low - bound) > 0:
        return True
    return False if high is not None and signs * (high - bound) <= 0 else None


__all__ = [
    "clauses", "in_own_band", "level_of", "may_be_reduced", "over", "prescribed", "reached", "with_steps",
    "with_threshold",
]  # fmt: skip
