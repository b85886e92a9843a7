"""B2xx: the budget line and its execution rate (预算执行率)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from indicators.cells import plain as folded
from indicators.form import Other, Source
from indicators.measure import Numeric, Refused
from indicators.units import unit
from scoring.audit import fits
from scoring.audit.amount import money
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, filed, limit, say
from scoring.audit.fits import rate_fits
from scoring.audit.printed import whole
from scoring.audit.reasons import given
from scoring.audit.scores import differs
from scoring.interval import Interval
from scoring.printed import carries_total
from scoring.rounding import decimal, plain
from scoring.scorecard import LineScore, Scorecard
from scoring.show import decimals

_FUNDS = re.compile("资金|拨款|经费|收入|补助|专户|结转|结余")
_LABEL = 16  # characters of a label


@check("B201", "rate-wrong", ERROR)
def rate_wrong(card: Scorecard) -> Iterator[Hit]:
    """The printed execution rate is not what was spent divided by the budget.

    What it finds: 执行率 that is not B ÷ A, rounded half up at the places it is printed with. A rate that is no one
    number is not judged.
    Why it matters: the budget line's points hang on the rate.
    Basis: arithmetic; 执行率（B/A）.
    Example: budget 100, spent 64, rate printed 74%. (99.68 % printed as 100% is rounding, and right.)
    Remedy: correct the rate, or the amount that is wrong.
    """
    line, rate = card.of("budget"), execution(card)
    if line is None or rate is None or not folded(line.line.printed_rate):
        return
    if not rate_fits(line.line.printed_rate, rate) and not _other_base(card, line):
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
    for line, value in fits.off(card):
        if line.line.block == "budget" and not fits.rounded(line, value):
            yield differs(card, line, "budget")


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


@check("B204", "funds-not-adding", ERROR)
def funds_not_adding(card: Scorecard) -> Iterator[Hit]:
    """The sources of the budget do not add to its total.

    What it finds: 财政拨款, 上年结转 and other sources whose budgets, or executed amounts, are not the total row's.
    Rows under a source that add to it (其中 …) are its detail, and a row 其中 alone may be a part of it: any reading of
    the rows that adds up is enough. A note where rounding explains it; nothing where an amount is missing, where one
    source alone is printed and is less than the total, or the form was not read whole.
    Why it matters: either a source is wrong or the total that divides is.
    Basis: arithmetic.
    Example: total 100, sources 60 and 30.
    Remedy: correct the source or the total.
    """
    line, budget = card.of("budget"), card.form.budget
    if line is None or budget is None or not budget.sources or not whole(card.form):
        return
    if any(_is_of_funds(other, budget.money_unit) for other in card.form.others):
        return  # it may be a source, or the detail of one
    for cell, whole_sum, parts in (
        ("budget", budget.line.target, [source.budget for source in budget.sources]),
        ("spent", budget.line.actual, [source.spent for source in budget.sources]),
    ):
        total, amounts = money(whole_sum, budget.money_unit), [money(part, budget.money_unit) for part in parts]
        known = [amount for amount in amounts if amount is not None]
        if total is None or len(known) < len(amounts):
            continue
        added = sum(known, ZERO)
        if len(amounts) == 1 and added < total:
            continue  # 其中：财政拨款 alone: the other sources are not printed
        off = min((abs(total - each) for each in _sums(budget.sources, known)), default=ZERO)
        if not off:
            continue
        scale = unit(budget.money_unit).factor
        finest = scale / 10 ** max(decimals(text.rstrip("亿万千百十元")) for text in (whole_sum, *parts))
        rounding = 2 * off <= finest * (len(known) + 1)
        text = {"sum": plain(added / scale), "unit": budget.money_unit, "total": whole_sum}
        yield Hit(say("the sources add to {sum}{unit}, the total is {total}", **text), line, cell, whole_sum,
                  Interval.point(added / scale), NOTE if rounding else ERROR)  # fmt: skip


def _is_of_funds(other: Other, money_unit: str) -> bool:
    """Whether a row that was kept as it stands is one of the funds: its label names money, and amounts stand beside.

    A label alone (其中：财政资金) is one whose amounts stand elsewhere.
    """
    label, *cells = other.cells or ("",)
    if not cells and len(label) <= _LABEL and _FUNDS.search(label):
        return True
    return _FUNDS.search(label) is not None and sum(money(cell, money_unit) is not None for cell in cells) > 1


def _sums(sources: tuple[Source, ...], amounts: list[Fraction]) -> set[Fraction]:
    """All that sources may add to, rows of detail left out or not; none where there is no end of readings."""
    below = {len(amounts): {ZERO}}  # what the rows from one on may add to
    for at in reversed(range(len(amounts))):
        below[at] = {amounts[at] + rest for end in _ends(sources, amounts, at) for rest in below[end]}
        if len(below[at]) > MOST_READINGS:
            return set()
    return below[0]


def _ends(sources: tuple[Source, ...], amounts: list[Fraction], at: int) -> Iterator[int]:
    """Where the next source may stand: behind this one, behind a part of it that is named alone, behind its detail.

    A part is 财政性资金, 其中：上级资金; detail are rows that directly follow and add to it (中央, 省级 …).
    """
    yield at + 1
    rest = amounts[at + 1 :]
    if not rest:
        return
    if rest[0] <= amounts[at] and sources[at + 1].name.lstrip().startswith("其中"):
        yield at + 2
    added, end = ZERO, 0
    while end < len(rest) and added != amounts[at] and added + rest[end] <= amounts[at]:
        added += rest[end]
        end += 1
    if added == amounts[at] and (end > 1 or any(word in sources[at + 1].name for word in DETAIL)):
        yield at + 1 + end


@check("B205", "budget-zero", WARNING)
def budget_zero(card: Scorecard) -> Iterator[Hit]:
    """The budget is 0, below 0 or empty, so there is no execution rate.

    What it finds: 预算数 of 0, or no 预算数. An error where money was spent all the same, where the cell is empty, or
    where the amount is negative.
    Why it matters: nothing can be divided by it; the points can be neither given nor denied.
    Basis: arithmetic; a printed rate never replaces the amounts.
    Example: budget 0, spent 0, filed 20.
    Remedy: fill in the budget, or leave the line out of the form.
    """
    line = card.of("budget")
    if line is None:
        return
    if isinstance(line.measure, Refused) and line.measure.code == "F002":
        yield Hit(say("there is no budget"), line, "budget", None, line.exact, ERROR)
    elif isinstance(line.measure, Numeric) and line.measure.low is not None and line.measure.low < 0:
        yield Hit(say("a budget cannot be {budget}", budget=line.line.target), line, "budget", line.line.target,
                  line.exact, ERROR)  # fmt: skip
    elif isinstance(line.measure, Numeric) and line.measure.low == 0:
        spent = line.measure.actual is not None and line.measure.actual.low != 0
        message = (
            say("the budget is 0, but {spent} was spent", spent=line.line.actual) if spent else say("the budget is 0")
        )
        yield Hit(message, line, "budget", line.line.target, line.exact, ERROR if spent else WARNING)


@check("B206", "wrong-base", ERROR)
def wrong_base(card: Scorecard) -> Iterator[Hit]:
    """The printed rate divides by the other budget.

    What it finds: a rate that fits the budget before adjustment where the rulebook divides by the adjusted one, or the
    reverse. It stands in place of B201.
    Why it matters: the two bases give different points.
    Basis: the rulebook says which budget divides (年初, 调整后, 全年).
    Example: initial budget 80, adjusted 100, spent 72, printed 90%.
    Remedy: divide by the budget that the rule names.
    """
    line, rate = card.of("budget"), execution(card)
    if line is None or rate is None or not folded(line.line.printed_rate):
        return
    told = card.rulebook.divides_by is not None  # else either budget may divide
    if told and not rate_fits(line.line.printed_rate, rate) and _other_base(card, line):
        text = {"printed": line.line.printed_rate, "rate": plain(100 * rate, 2)}
        yield Hit(say("printed {printed} divides by the other budget; by the rule's it is {rate}%", **text),
                  line, "printed_rate", line.line.printed_rate, Interval.point(rate), table="budget")  # fmt: skip


@check("B207", "exec-unexplained", WARNING)
def exec_unexplained(card: Scorecard) -> Iterator[Hit]:
    """A low execution rate, or a budget that was adjusted, is not explained.

    What it finds: a rate under the rulebook's limit, or an adjusted budget where the rulebook asks for the reason, and
    no reason on the form. An error where the rule was seen verbatim.
    Why it matters: the rules ask for this reason apart from all others.
    Basis: 未达到90%的需说明原因; 应单独说明理由 (where the rulebook says so).
    Example: 64 % of the budget spent, limit 90 %, no reason.
    Remedy: state the reason.
    """
    line, rate, least = card.of("budget"), execution(card), limit(card, "execution_reason")
    if line is None or given(card.form.deviation_reason) or given(line.line.reason) or not whole(card.form):
        return
    limits, required = (ERROR if card.rulebook.verified(each) else WARNING for each in ("limits", "required"))
    if rate is not None and least is not None and rate < least:
        text = {"rate": decimal(100 * rate), "limit": plain(100 * least)}
        yield Hit(say("{rate}% is under {limit}% and no reason is given", **text), line, "spent", line.line.actual,
                  Interval.point(rate), limits, "limits")  # fmt: skip
    budget = card.form.budget
    if budget and budget.initial and card.rulebook.adjustment_reason:
        before, after = money(budget.initial, budget.money_unit), money(budget.line.target, budget.money_unit)
        if before is not None and after is not None and before != after:
            text = {"before": budget.initial, "after": budget.line.target}
            yield Hit(say("the budget was adjusted from {before} to {after} and no reason is given", **text), line,
                      "initial", budget.initial, None, required, "required")  # fmt: skip


@check("B208", "exec-row-misused", ERROR)
def exec_row_misused(card: Scorecard) -> Iterator[Hit]:
    """The funds row carries the form's total in place of its own points.

    What it finds: points of 100 on the budget line, or its score equal to the printed total, beside other scored lines.
    Why it matters: the budget line's own score is lost, and sums count the form twice.
    Basis: only the budget line's own points stand on the row.
    Example: budget line weight 100, score 95, printed total 95.
    Consequences: W101, W102, B202, S301, S305.
    Remedy: put the line's own points and score.
    """
    line = card.of("budget")
    if line is None or len(card.counted) < 2:
        return
    value, own = filed(line), card.form.budget.line if card.form.budget else line.line
    unread = any(each.line.is_unread("filed", "weight") for each in card.counted)
    as_score = bool(value) and value == card.printed and value != card.filed.low and not unread
    if carries_total(card.form) or line.points == HUNDRED or as_score:
        text = {"weight": own.weight or "—", "filed": own.filed or "—"}
        yield Hit(say("the funds row has weight {weight} and score {filed}: the form's total", **text), line, "weight",
                  str(own.filed) if own.filed else None)  # fmt: skip


ZERO, HUNDRED = Fraction(0), Fraction(100)
DETAIL = ("其中", "中央", "省", "市", "县", "区", "乡", "镇", "街道")  # names of rows of detail under a source
MOST_READINGS = 1000  # of one list of sources; with more of them nothing is certain


def execution(card: Scorecard) -> Fraction | None:
    """The exact execution rate; None where the amounts do not give one, or may stand in different units."""
    line = card.of("budget")
    if line is None or not isinstance(line.measure, Numeric) or line.measure.actual is None:
        return None
    if line.measure.alternatives:
        return None
    spent, whole = line.measure.actual.low, line.measure.low
    return None if spent is None or whole is None or whole <= 0 else spent / whole


def _division(line: LineScore) -> str:
    if not isinstance(line.measure, Numeric) or line.measure.actual is None:
        return ""
    return f"{plain(line.measure.actual.low or Fraction(0))} ÷ {plain(line.measure.low or Fraction(0))}"


def _other_base(card: Scorecard, line: LineScore) -> bool:
    """Whether the printed rate fits the budget that the rulebook does not divide by."""
    budget = card.form.budget
    if budget is None or not budget.initial:
        return False
    base = budget.line.target if card.rulebook.divides_by == "initial" else budget.initial
    amount, spent = money(base, budget.money_unit), money(budget.line.actual, budget.money_unit)
    return rate_fits(line.line.printed_rate, spent / amount) if amount and spent is not None else False
