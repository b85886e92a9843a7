"""What a filed score that is not the rule's does fit: early rounding, or another formula."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from indicators.cells import plain as folded
from indicators.measure import Levelled, Numeric
from indicators.messages import Message
from scoring.audit.finding import NOTE, WARNING, filed, say
from scoring.rounding import half_up, plain
from scoring.scorecard import LineScore, Scorecard
from scoring.show import decimals, printed_rates

MOST_PLACES = 12  # of a printed rate: a double keeps a share to fifteen or so; the last of them are noise
_BRACKETS = re.compile(r"\([^()]*\)")


def right(line: LineScore, value: Fraction) -> bool:
    """Whether a filed score is the rule's: exact, rounded to the rulebook's places, or to more places as written."""
    if value in line.shown or value in line.exact:
        return True
    places = decimals(line.line.filed.text) if line.line.filed else 0
    return places > 2 and line.exact.value is not None and half_up(line.exact.value, places) == value


def off(card: Scorecard) -> Iterator[tuple[LineScore, Fraction]]:
    """The lines whose filed score a formula contradicts, with that score; qualitative lines are for Q602.

    An inferred weight is taken to be the natural one here: ``harm`` says what a fault on it weighs.
    """
    for line in card.counted:
        value, points = filed(line), line.likely.points
        if value is None or isinstance(line.measure, Levelled):
            continue
        inside = 0 <= value <= (points if points is not None else value)
        if inside and not right(line.likely, value) and not (value < line.likely.shown.low and _reduced(card, line)):
            yield line, value


def _reduced(card: Scorecard, line: LineScore) -> bool:
    """Whether a person may have taken points away for a completion beyond the target."""
    if card.rulebook.over_effect != "deduction" and not card.rulebook.unsaid:
        return False
    from scoring.prescribed import may_be_reduced  # few lines are filed below the rule

    return may_be_reduced(line.line, line.measure, card.rulebook)


def harm(line: LineScore, value: Fraction, severity: str) -> str:
    """The severity of a wrong score: on an inferred weight a warning at most, a note if another weight makes it right.

    The filed score is right on another weight where the range over all weights that the form allows holds it.
    """
    if line.solution is None:
        return severity
    return NOTE if severity == NOTE or right(line, value) or _right_if_rounded(line, value) else WARNING


def _right_if_rounded(line: LineScore, value: Fraction) -> bool:
    """Whether a filed score with one decimal or none lies in the range rounded so."""
    places = decimals(line.line.filed.text) if line.line.filed else 2
    return places < 2 and half_up(line.exact.low, places) <= value <= half_up(line.exact.high, places)


def rounded(line: LineScore, value: Fraction) -> bool:
    """Whether the score is the exact one rounded to 0 or 1 places, or weight × the printed rate, and no full weight."""
    exact, weight = line.exact.value, line.points
    if exact is None or weight is None or (value == weight and exact < weight):
        return False
    if value in (half_up(exact, 0), half_up(exact, 1)):
        return True
    return any(value == half_up(weight * rate) for rate in printed_rates(line.line.printed_rate))


def how_rounded(line: LineScore, value: Fraction) -> Message:
    """What a score that ``rounded`` knows differs in: its places, or the rate that it was taken from."""
    exact, text = line.exact.value, line.line.printed_rate
    if exact is not None and value in (half_up(exact, 0), half_up(exact, 1)):
        return say("it is rounded to fewer places")
    if exact is not None and line.points and rate_fits(text, exact / line.points):
        return say("it is taken from the rounded rate {rate}", rate=text)
    return say("it is taken from the printed rate {rate}, which is another", rate=text)


def rate_fits(printed: str, rate: Fraction) -> bool:
    """Whether a printed rate is the exact one at its places, read as a percentage or as a fraction.

    What is no one number contradicts nothing. Of a number that a computer wrote out, twelve places count.

    >>> [rate_fits(printed, Fraction("0.64857")) for printed in ("64.86 %", "0.65", "64.85%")]
    [True, True, False]
    """
    shown = _BRACKETS.sub("", folded(printed)).rstrip("。.;,")
    values = printed_rates(shown)
    if not values:
        return True
    places = min(decimals(shown), MOST_PLACES)
    scales = (100,) if "%" in shown else (1000,) if "‰" in shown else (100, 1)
    right = {half_up(rate * scale, places) / scale for scale in scales}
    written = {half_up(value * scale, places) / scale for value in values for scale in scales}
    return not right.isdisjoint(written if decimals(shown) > places else values)


def other(line: LineScore, value: Fraction, reverse: str) -> Message | None:
    """Another formula that gives this score, named; None if none does. ``reverse`` is the rulebook's own variant."""
    read, weight = line.measure, line.points
    if not isinstance(read, Numeric) or read.actual is None or read.doubt or not weight or not 0 < value < weight:
        return None
    b, a = read.actual.low, read.high if read.low is None else read.low
    if b is None or a is None or b != read.actual.high:
        return None
    numbers = {"w": plain(weight), "a": plain(a), "b": plain(b)}
    for worth, message in _formulas(read, weight, a, b, reverse, numbers):
        if half_up(worth) == value:
            return message
    return None


def _formulas(
    read: Numeric, weight: Fraction, a: Fraction, b: Fraction, reverse: str, numbers: dict[str, str]
) -> Iterator[tuple[Fraction, Message]]:
    upside_down = say("the inverse ratio, {w} × {a} ÷ {b}", **numbers)
    if read.kind == "positive" and b > 0:
        yield weight * a / b, upside_down
    if read.kind == "reverse" and a > 0:
        yield weight * b / a, say("the ratio of a positive indicator, {w} × {b} ÷ {a}", **numbers)
        if reverse != "linear":
            yield weight * (1 - (b - a) / a), say("the linear formula, {w} × (1 − ({b} − {a}) ÷ {a})", **numbers)
    if read.kind == "reverse" and reverse == "linear" and b > 0:
        yield weight * a / b, say("the ratio formula, {w} × {a} ÷ {b}", **numbers)
    if read.unit == "%":
        yield weight * b / 100, say("the weight times the completion, {w} × {b}%, the target left out", **numbers)
