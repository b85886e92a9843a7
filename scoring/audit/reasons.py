"""R5xx: reasons for deviation (偏差原因) and measures for improvement (改进措施)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indicators.cells import read_cell
from indicators.messages import Message
from scoring.audit.amount import money
from scoring.audit.cells import overshoots
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, filed, fits, say
from scoring.audit.printed import own_heading, prints, reason_field, whole
from scoring.scorecard import LineScore, Scorecard
from scoring.show import joined, row_name
from scoring.worth import met

MOST_NAMED = 5  # lines that a message gives by name, not by row alone
_EMPTY = frozenset({"无", "没有", "暂无", "不适用"})
_UNFINISHED = ("未完成", "未达成", "未达到", "未能完成")


@check("R501", "shortfall-unexplained", ERROR)
def shortfall_unexplained(card: Scorecard) -> Iterator[Hit]:
    """Points were lost and no reason is given.

    What it finds: filed scores under the points of their lines, and the reason empty or 无: told once where the form
    has one field for it or where no line gives any, else per line. Only where the form has a cell for a reason; the
    funds row seldom has one. Where weights are only inferred, the points of the block must show the loss: a warning
    where the form does not print these.
    Why it matters: the rules ask for the reason and for measures wherever a target was missed.
    Basis: 要分析并说明原因，研究提出改进措施; the rulebook says whether the form or the line gives it.
    Example: a line of 10 points filed 9, 偏差原因 empty.
    Remedy: state the reason and the measure.
    """
    mode = where_reasons_stand(card)
    if mode == "form" and not given(card.form.deviation_reason):
        yield from _of_form(card, [line for line in _losing(card, card.counted) if not given(line.line.reason)])
    if mode == "line" and not given(card.form.deviation_reason):
        asked = [line for line in card.counted if line.line.block == "indicator" or "reason" in dict(line.line.places)]
        lost = [line for line in _losing(card, asked) if not given(line.line.reason)]
        if not any(given(line.line.reason) for line in card.counted):
            yield from _of_form(card, lost)
            return
        named = own_heading(card.form)
        for line, severity in ((each, _severity(card, each)) for each in lost):
            if severity is None:
                continue
            text = {"filed": line.line.filed, "weight": line.likely.points}
            message = say("filed {filed} of {weight} points without a reason", **text)
            if named:
                message = say("filed {filed} of {weight} points, {heading} is empty", **text, heading=named)
            yield Hit(message, line, "reason", severity=severity, table="required")


def _of_form(card: Scorecard, lost: list[LineScore]) -> Iterator[Hit]:
    """The lines that lost points, told once; where weights are inferred one loss at least must be certain."""
    severities = {_severity(card, line) for line in lost} - {None}
    if severities and whole(card.form):
        rows: tuple[Message, ...] = tuple(_called(line) for line in lost)
        if len(lost) > MOST_NAMED:
            rows = joined([row_name(line.line) for line in lost])
        message = say("points were lost on {lines} and the form gives no reason", lines=rows)
        if named := own_heading(card.form):
            message = say("points were lost on {lines} and {heading} is empty", lines=rows, heading=named)
        severity = ERROR if ERROR in severities else WARNING
        cells = (dict(line.line.places).get("reason") for line in lost)
        place = None if reason_field(card.form) else next((cell for cell in cells if cell), None)
        yield Hit(message, None, "deviation_reason", severity=severity, table="required", place=place, lines=lost)


def _called(line: LineScore) -> Message:
    """A line by its row and name."""
    own = line.line
    row = row_name(own)
    return say("{row} ({name})", row=row, name=own.name) if own.block == "indicator" and own.name else row


def where_reasons_stand(card: Scorecard) -> str:
    """Where the rulebook asks for reasons and the form has room for them: ``form``, ``line`` or ``none``."""
    mode = card.rulebook.reason if fits(card) else "none"
    column, one = prints(card.form, "reason"), reason_field(card.form)
    if mode == "none" or column is None:  # a form that keeps no columns may have either
        return mode
    if mode == "line" and column is not False:
        return "line"
    if one:
        return "form"
    return "line" if column else "none"


def _losing(card: Scorecard, lines: Iterable[LineScore]) -> list[LineScore]:
    """The lines that lost points, weights that are only inferred counting where they may be right at all.

    Where more is filed in some block than it has, the form's blocks are not those of the rulebook, and what it infers
    from these shows no loss.
    """
    torn = any(each.points is not None and each.filed > each.points for each in card.inferred)
    return [
        line for line in lines if _lost(line) and (line.natural is None or not torn or _severity(card, line) == ERROR)
    ]


def _severity(card: Scorecard, line: LineScore) -> str | None:
    """How grave a loss is: an error where printed points show it, a warning where those of the rulebook do, else None.

    Of a block without weights nobody can tell which line lost: one reason on any of its lines will do.
    """
    if line.natural is None and (line.line.block != "indicator" or line.weight_source != "reconstructed"):
        return ERROR
    unsure = None if line.natural else WARNING  # weights that a file says were inferred
    block = next((each for each in card.inferred if line.line.id in each.lines), None)
    if block is None or block.points is None or block.filed >= block.points:
        return unsure
    from scoring.homes import PRINTED  # where weights are inferred it is there

    inside = [each for each in card.lines if each.line.id in block.lines]
    if any(filed(each) is None or given(each.line.reason) for each in inside):
        return unsure
    return ERROR if block.source == PRINTED else WARNING


@check("R502", "overshoot-unexplained", WARNING)
def overshoot_unexplained(card: Scorecard) -> Iterator[Hit]:
    """A completion far beyond its target is not explained.

    What it finds: a completion over the rulebook's limit, without a reason on the line or the form, where there is room
    for one. Not a target ``=`` that is exceeded by less, nor any where the rulebook sets no limit.
    Why it matters: the target was set too low, or something went otherwise than planned.
    Basis: 实际完成情况超计划较大 needs a reason where the rulebook sets a limit.
    Example: target ≥10场, completion 15场, no reason, where the limit is 130 %.
    Consequences: T401.
    Remedy: explain the excess; revise the target next year.
    """
    if (prints(card.form, "reason") is False and not reason_field(card.form)) or not whole(card.form):
        return  # no room for a reason, or it may stand in what was not read
    for line, far in overshoots(card):
        if far and not given(line.line.reason) and not given(card.form.deviation_reason):
            text = {"actual": line.line.actual, "target": line.line.target}
            yield Hit(say("{actual} against {target} is not explained", **text), line, "actual", line.line.actual)


@check("R503", "reason-contradicts", NOTE)
def reason_contradicts(card: Scorecard) -> Iterator[Hit]:
    """A reason is given where nothing deviates.

    What it finds: a reason on a line that is met and filed full, a text that says unfinished while the completion meets
    the target, or a reason for the form where every line is filed full. That of the funds row may explain why the
    budget was adjusted.
    Why it matters: either the figures or the words are wrong.
    Basis: the reason explains a deviation; without one there is nothing to explain.
    Example: target ≥3场, completion 3场, filed full, reason 未完成.
    Remedy: correct the figure, or leave out the reason.
    """
    for line in card.counted:
        told = given(line.line.reason) and not (line.line.block == "budget" and _adjusted(card))
        unfinished = told and any(word in line.line.reason for word in _UNFINISHED)
        full = line.points is not None and filed(line) == line.points
        if told and met(line.measure) is True and (full or unfinished):
            yield Hit(say("a reason is given, but the target is met"), line, "reason", line.line.reason)
    every = [line for line in card.counted if filed(line) is not None and filed(line) == line.points]
    if card.counted and len(every) == len(card.counted) and given(card.form.deviation_reason):
        yield Hit(say("a reason is given, but every line is filed full"), None, "deviation_reason")


def _adjusted(card: Scorecard) -> bool:
    """Whether the budget was adjusted, which its reason then explains (年中追加)."""
    budget = card.form.budget
    if budget is None or not budget.initial:
        return False
    return money(budget.initial, budget.money_unit) != money(budget.line.target, budget.money_unit)


def given(text: str) -> bool:
    """Whether a reason says anything; 无 does not."""
    reading = read_cell(text)
    return not reading.missing and reading.plain.rstrip(".;。!") not in _EMPTY


def _lost(line: LineScore) -> bool:
    if line.line.is_unread("filed", "weight", "reason"):
        return False
    value, points = filed(line), line.likely.points
    return value is not None and points is not None and value < points
