"""How intervals and sums are put into words, for findings and reports alike."""

from __future__ import annotations

from fractions import Fraction

from indicators.cells import plain as folded
from indicators.exact import NumberError, number
from indicators.messages import translate
from scoring.interval import Interval
from scoring.rounding import decimal, half_up, plain
from scoring.scorecard import LineScore, Scorecard
from scoring.trace import YES


def span(value: Interval, card: Scorecard | None = None) -> str:
    """An interval of points at the rulebook's places: one number, or ``low–high``; a dash on a form without points.

    >>> from fractions import Fraction as F
    >>> span(Interval(F("95.13"), F("99.93"))), span(Interval.point(F(99)))
    ('95.13–99.93', '99.00')
    """
    if card and not card.has_points:
        return "—"
    places = card.rulebook.places if card else 2
    low, high = decimal(value.low, places), decimal(value.high, places)
    return low if low == high else f"{low}–{high}"


def sum_of(line: LineScore) -> str:
    """The sum of a line in numbers: ``4 × 2399 ÷ 3000 = 3.1986… → 3.20``, or ``95 ≥ 95 → 10`` where it is met."""
    formula, value = line.step.formula, line.exact.value
    asked = [dict(question.values) for question in line.step.conditions() if question.template == YES]
    if asked and value is not None and formula == plain(value):
        return ", ".join(f"{each['left']} {each['sign']} {each['right']}" for each in asked) + f" → {formula}"
    if value is None:
        return (
            formula if formula.startswith("[") else f"{formula} = [{plain(line.exact.low)}, {plain(line.exact.high)}]"
        )
    parts = [formula] if formula == plain(value) else [formula, plain(value)]
    shown = decimal(line.shown.low)
    return " = ".join(parts) + ("" if half_up(value) == value else f" → {shown}")


def rests_on(rule: str, language: str) -> str:
    """What a finding rests on: the rulebook's id and its words, in ``language`` where a shipped rulebook has English.

    >>> rests_on("mof-2021-cost: 财预〔2021〕101号, three levels", "zh")
    'mof-2021-cost: 财预〔2021〕101号，三档'
    """
    whole = translate(rule, language)
    name, colon, words = rule.partition(": ")
    return whole if whole != rule or not colon else f"{name}{colon}{translate(words, language)}"


def decimals(text: str) -> int:
    """The decimals that a number is written with.

    >>> decimals("12.50"), decimals("64%"), decimals("99.7%")
    (2, 0, 1)
    """
    return len(text.strip().rstrip("%％‰").partition(".")[2].strip())


def printed_rates(text: str) -> tuple[Fraction, ...]:
    """What a printed execution rate can mean: a percentage, or a bare number that is a share or a percentage.

    >>> [str(rate) for rate in printed_rates("64%")], [str(rate) for rate in printed_rates("0.64")]
    (['16/25'], ['16/25', '4/625'])
    """
    try:
        value = number(folded(text).replace(" ", ""))
    except NumberError:
        return ()
    return (value,) if text.strip().endswith(("%", "％", "‰", "百分比")) else (value, value / 100)
