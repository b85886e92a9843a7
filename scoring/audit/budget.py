"""B2xx: the budget line and its execution rate (预算执行率)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from indicators.cells import plain as folded
from indicators.exact import NumberError, number
from indicators.measure import Numeric
from scoring.audit.finding import ERROR, WARNING, Hit, check, filed, say
from scoring.audit.scores import off, right
from scoring.interval import Interval
from scoring.rounding import decimal, half_up, plain
from scoring.scorecard import LineScore, Scorecard


@check("B201", "rate-wrong", ERROR)
def rate_wrong(card: Scorecard) -> Iterator[Hit]:
    """The printed execution rate is not what was spent divided by the budget.

    What it finds: 执行率 that is not B ÷ A, rounded half up at the places it is printed with.
    Why it matters: the budget line's points hang on the rate.
    Basis: arithmetic; 执行率（B/A）.
    Example: budget 100, spent 64, rate printed 74%. (99.68 % printed as 100% is rounding, and right.)
    Remedy: correct the rate, or the amount that is wrong.
    """
    line, rate = card.of("budget"), execution(card)
    if line is None or rate is None or not folded(line.line.printed_rate):
        return
    if not _rate_fits(line.line.printed_rate, rate):
        yield Hit(
            say("printed {printed}, but {sum} = {rate}%", printed=line.line.printed_rate, sum=_division(line),
                rate=plain(100 * rate, 2)),
            line, "printed_rate", line.line.printed_rate, Interval.point(rate),
        )  # fmt: skip


@check("B202", "exec-score-wrong", ERROR)
def exec_score_wrong(card: Scorecard) -> Iterator[Hit]:
    """The filed score of the budget line is not its points times the execution rate.

    What it finds: a budget score other than points × B ÷ A, capped at the points.
    Why it matters: it is the one line whose score leaves nothing to judge.
    Basis: 得分（20分*执行率）, capped; the points are the rulebook's.
    Example: 20 points, budget 100, spent 64, filed 14.80: the rule gives 12.80.
    Remedy: file the recomputed score.
    """
    line = card.of("budget")
    value = filed(line) if line else None
    if line is None or value is None or right(line, value) or line.points is None or not 0 <= value <= line.points:
        return
    yield off(line, "budget")


@check("B203", "over-executed", WARNING)
def over_executed(card: Scorecard) -> Iterator[Hit]:
    """More was spent than the budget that divides.

    What it finds: an execution rate above 100 %; the score is capped at the points.
    Why it matters: the budget is not the adjusted one, or money of another budget was counted.
    Basis: 预算数为调整后财政资金总额: what was spent lies within it.
    Example: budget 1811.56, spent 5650.09: 311.89 %.
    Remedy: put in the adjusted budget, or count only what was spent from it.
    """
    line, rate = card.of("budget"), execution(card)
    if line is not None and rate is not None and rate > 1:
        yield Hit(
            say("spent more than the budget: {sum} = {rate}%", sum=_division(line), rate=decimal(100 * rate)),
            line, "spent", line.line.actual, Interval.point(rate), table="budget",
        )  # fmt: skip


@check("B205", "budget-zero", WARNING)
def budget_zero(card: Scorecard) -> Iterator[Hit]:
    """The budget is 0 or empty, so there is no execution rate.

    What it finds: 预算数 of 0, or no 预算数. An error where money was spent all the same, or where the cell is empty.
    Why it matters: nothing can be divided by it; the points can be neither given nor denied.
    Basis: arithmetic; a printed rate never replaces the amounts.
    Example: budget 0, spent 0, filed 20.
    Remedy: fill in the budget, or leave the line out of the form.
    """
    line = card.of("budget")
    if line is None:
        return
    if not folded(line.line.target).strip("-/.…·*"):
        yield Hit(say("there is no budget"), line, "budget", None, line.exact, ERROR)
    elif isinstance(line.measure, Numeric) and line.measure.low == 0:
        spent = line.measure.actual is not None and line.measure.actual.low != 0
        message = (
            say("the budget is 0, but {spent} was spent", spent=line.line.actual) if spent else say("the budget is 0")
        )
        yield Hit(message, line, "budget", line.line.target, line.exact, ERROR if spent else WARNING)


def execution(card: Scorecard) -> Fraction | None:
    """The exact execution rate; None where the amounts do not give one."""
    line = card.of("budget")
    if line is None or not isinstance(line.measure, Numeric) or line.measure.actual is None or not line.measure.low:
        return None
    spent = line.measure.actual.low
    return None if spent is None else spent / line.measure.low


def _division(line: LineScore) -> str:
    if not isinstance(line.measure, Numeric) or line.measure.actual is None:
        return ""
    return f"{plain(line.measure.actual.low or Fraction(0))} ÷ {plain(line.measure.low or Fraction(0))}"


def _rate_fits(printed: str, rate: Fraction) -> bool:
    """Whether a printed rate is the exact one at its places, read as a percentage or as a fraction."""
    text = folded(printed).replace(" ", "")
    try:
        value = number(text)
    except NumberError:
        return False
    places = len(text.rstrip("%‰").partition(".")[2])
    if text.endswith("%"):
        return value == half_up(100 * rate, places) / 100
    return value in (half_up(rate, places), half_up(100 * rate, places))
