"""What one measured line is worth: the rule of its kind, over everything that its completion may be.

The logic stands once and is handed a maker of results: ``FAST`` makes intervals, ``Explained`` makes steps whose root
has the same value.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from indicators.form import Step as Row
from indicators.measure import Bounds, Dated, Levelled, Measure, Numeric, Unread
from indicators.messages import Message
from scoring.algebra import EXACT, Judgement, Rule, Terms
from scoring.interval import Interval
from scoring.rulebook import OPEN, Rulebook
from scoring.rules import RATIOS
from scoring.rules.deadline import deadline
from scoring.rules.qualitative import qualitative
from scoring.trace import Step, Trace, number

ZERO = Fraction(0)
R = TypeVar("R")

if TYPE_CHECKING:
    from scoring.protocols import Maker

NO_COMPLETION = Message("there is no completion")
DOUBT = Message("a bare target whose direction is in doubt")
EITHER_WAY = Message("the completion equals the target")
LATE = Message("later than the deadline: there is no ratio of dates")
IN_TIME = Message("on or before the deadline")
NO_LEVEL = Message("no level is known")
MET = Message("the target is met")
NO_FORMULA = Message("the rulebooks do not agree on a formula for this")
INCOMPARABLE = Message("the cells cannot be compared")
UNREAD = Message("a person must read its cells first")


class Fast:
    """Results are intervals."""

    @staticmethod
    def rule(rule: Rule, terms: Terms) -> Interval:
        """The rule over Fractions."""
        try:
            value = rule(terms, EXACT)
        except Judgement:
            return Interval(ZERO, terms.w)
        return Interval(value, value)

    @staticmethod
    def given(value: Interval, why: Message) -> Interval:
        """The value."""
        return value

    @staticmethod
    def band(weight: Fraction, share: Interval, value: Interval) -> Interval:
        """The value."""
        return value

    hull = staticmethod(Interval.hull)

    @staticmethod
    def down_to_zero(part: Interval) -> Interval:
        """The part with 0 below."""
        return Interval(ZERO, part.high)

    @staticmethod
    def interval(part: Interval) -> Interval:
        """The part."""
        return part


class Explained:
    """Results are steps."""

    @staticmethod
    def rule(rule: Rule, terms: Terms) -> Step:
        """The rule over steps."""
        high = None if terms.high is None else number(terms.high)
        w, a, b = number(terms.w), number(terms.a), number(terms.b)
        traced: Step = rule(Terms(w, a, b, high, terms.strict, terms.strict_high), Trace(terms.w))
        return traced

    @staticmethod
    def given(value: Interval, why: Message) -> Step:
        """A leaf with its reason."""
        return Step("number" if value.value is not None else "judgement", value, says=why)

    @staticmethod
    def band(weight: Fraction, share: Interval, value: Interval) -> Step:
        """Weight times share."""
        return Step("band", value, (number(weight), Step("number", share)))

    @staticmethod
    def hull(parts: Iterable[Step]) -> Step:
        """The possible values side by side."""
        every = tuple(parts)
        return Step("hull", Interval.hull(part.value for part in every), every)

    @staticmethod
    def down_to_zero(part: Step) -> Step:
        """The part, and 0, which is never quite reached."""
        return Step("hull", Interval(ZERO, part.value.high), (number(ZERO), part))

    @staticmethod
    def interval(part: Step) -> Interval:
        """The step's value."""
        return part.value


FAST = Fast()
EXPLAINED = Explained()


def worth(measured: Measure, weight: Fraction, rules: Rulebook, make: Maker[R]) -> R:
    """The points of a measured line of ``weight`` under ``rules``: within ``[0, weight]``, whatever the cells say.

    >>> from indicators.form import Line
    >>> from indicators.measure import measure
    >>> from scoring.rulebook import rulebook
    >>> line = measure(Line("i1", "indicator", target="≥3000人", actual="2399"))
    >>> worth(line, Fraction(4), rulebook("hongshan-2023"), FAST)
    Interval(low=Fraction(2399, 750), high=Fraction(2399, 750))
    """
    if isinstance(measured, Numeric):
        return _numeric(measured, weight, rules, make)
    if isinstance(measured, Levelled):
        return _levelled(measured, weight, rules, make)
    if isinstance(measured, Dated):
        why = IN_TIME if measured.met else NO_COMPLETION if measured.met is None else LATE
        return make.given(deadline(weight, measured.met), why)
    return make.given(Interval(ZERO, weight), UNREAD if isinstance(measured, Unread) else INCOMPARABLE)


def _levelled(measured: Levelled, weight: Fraction, rules: Rulebook, make: Maker[R]) -> R:
    if measured.share is not None:
        low, high = measured.share
        return make.band(weight, Interval(low, high), Interval(low * weight, high * weight))
    band = rules.bands.get(measured.level or "")
    if band is None:
        return make.given(qualitative(weight, None, None), NO_LEVEL)
    rate = measured.rate if rules.in_band(measured.level, measured.rate) else None
    return make.band(weight, band if rate is None else Interval.point(rate), qualitative(weight, band, rate))


def _numeric(measured: Numeric, weight: Fraction, rules: Rulebook, make: Maker[R]) -> R:
    done = measured.actual
    if done is None:
        return make.given(Interval(ZERO, weight), NO_COMPLETION)
    if measured.alternatives:
        first = evolve(measured, alternatives=())
        parts = [_numeric(each, weight, rules, make) for each in (first, *measured.alternatives)]
        alike = len({(make.interval(part).low, make.interval(part).high) for part in parts}) == 1
        return parts[0] if alike else make.hull(parts)  # another reading of the cells gives another score
    if measured.doubt:
        wanted = measured.high if measured.low is None else measured.low
        if done.low == done.high == wanted:
            return make.given(Interval.point(weight), EITHER_WAY)
        return make.given(Interval(ZERO, weight), DOUBT)
    variant = rules.variant(measured.kind)
    if variant == OPEN:
        sure = met(measured) is True
        return make.given(Interval(weight if sure else ZERO, weight), MET if sure else NO_FORMULA)
    rule = RATIOS[measured.kind, variant]
    if done.low is not None and done.low == done.high:
        return make.rule(rule, _terms(measured, weight, done.low))
    return make.hull(_possible(measured, weight, done, rule, make))


def _terms(measured: Numeric, weight: Fraction, b: Fraction) -> Terms:
    """The rule's numbers for one completion."""
    if measured.kind == "reverse":
        return Terms(weight, measured.high, b, strict=measured.strict_high)
    high = measured.high if measured.kind == "within" else None
    return Terms(weight, measured.low, b, high, measured.strict_low, measured.strict_high)


def _possible(measured: Numeric, weight: Fraction, done: Bounds, rule: Rule, make: Maker[R]) -> list[R]:
    """The score at each end of the completion and at the target between them.

    Every rule rises up to its target and falls beyond it, so these bound all that lies between.
    """
    edges = [edge for edge in (measured.low, measured.high) if edge is not None]
    inside = [
        edge for edge in edges if (done.low is None or done.low < edge) and (done.high is None or edge < done.high)
    ]
    ends = [end for end in (done.low, done.high) if end is not None]
    known = sorted({*edges, *ends, ZERO})
    points = [_reached(done, end, edges, known) for end in ends]
    parts = [make.rule(rule, _terms(measured, weight, point)) for point in dict.fromkeys((*points, *inside))]
    if done.low is None:  # below 0 the rules are flat
        parts.append(make.rule(rule, _terms(measured, weight, known[0] - 1)))
    if done.high is None:
        far = make.rule(rule, _terms(measured, weight, known[-1] + 1))
        parts.append(far if make.interval(far).low == weight else make.down_to_zero(far))
    return parts


def _reached(done: Bounds, end: Fraction, edges: list[Fraction], known: list[Fraction]) -> Fraction:
    """The end of a completion, or, where it is open and the rule jumps there, a point just inside.

    Rules jump only at a bound of 0 or less, and are flat beside it.
    """
    below = end == done.low
    if end > 0 or end not in edges or not (done.strict_low if below else done.strict_high):
        return end
    beyond = [point for point in known if (point > end if below else point < end)]
    if not beyond:
        return end + 1 if below else end - 1
    return (end + (beyond[0] if below else beyond[-1])) / 2


def step_points(met: Iterable[tuple[Row, bool | None]], weight: Fraction) -> Interval:
    """The points of a line's own step table: the first row that is met; None is "may be met"; without any, 0."""
    possible: list[Fraction] = []
    for row, holds in met:
        if holds is False:
            continue
        possible.append(min(row.points.value, weight))
        if holds:
            break
    else:
        possible.append(ZERO)
    return Interval(min(possible), max(possible))


def met(measured: Measure) -> bool | None:
    """Whether the target is met; None where the cells leave it open."""
    if isinstance(measured, Dated):
        return measured.met
    if not isinstance(measured, Numeric) or measured.actual is None:
        return None
    if measured.alternatives:
        every = {met(each) for each in (evolve(measured, alternatives=()), *measured.alternatives)}
        return every.pop() if len(every) == 1 else None
    done = measured.actual
    if measured.doubt:
        bound = measured.high if measured.low is None else measured.low
        return True if done.low == done.high == bound else None
    over = _beyond(done, measured.low, measured.strict_low)
    under = _beyond(_mirrored(done), None if measured.high is None else -measured.high, measured.strict_high)
    return False if over is False or under is False else None if None in (over, under) else True


def _mirrored(done: Bounds) -> Bounds:
    low, high = (None if end is None else -end for end in (done.high, done.low))
    return Bounds(low, high, done.strict_high, done.strict_low)


def _beyond(done: Bounds, bound: Fraction | None, strict: bool) -> bool | None:
    """Whether all of a completion lies at or above ``bound`` (beyond it if ``strict``), none of it, or some (None)."""
    low, high = done.low, done.high
    if bound is None or (low is not None and (low > bound or (low == bound and (done.strict_low or not strict)))):
        return True
    return False if high is not None and (high < bound or (high == bound and (done.strict_high or strict))) else None
