"""R5xx: reasons for deviation (偏差原因) and measures for improvement (改进措施)."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.cells import read_cell
from scoring.audit.cells import overshoots
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, filed, say
from scoring.scorecard import LineScore, Scorecard
from scoring.worth import met

_EMPTY = frozenset({"无", "没有", "暂无", "不适用"})
_UNFINISHED = ("未完成", "未达成", "未达到", "未能完成")


@check("R501", "shortfall-unexplained", ERROR)
def shortfall_unexplained(card: Scorecard) -> Iterator[Hit]:
    """Points were lost and no reason is given.

    What it finds: filed scores under the points of their lines, and the reason empty or 无: told once where the form
    has one field for it, per line where each line has its own.
    Why it matters: the rules ask for the reason and for measures wherever a target was missed.
    Basis: 要分析并说明原因，研究提出改进措施; the rulebook says whether the form or the line gives it.
    Example: a line of 10 points filed 9, 偏差原因 empty.
    Remedy: state the reason and the measure.
    """
    mode, reason = card.rulebook.reason, card.form.deviation_reason
    lost = [line for line in card.counted if _lost(line) and not given(line.line.reason)]
    if mode == "form" and lost and not given(reason):
        ids = tuple(line.line.id for line in lost)
        yield Hit(say("points were lost on {lines} and the form gives no reason", lines=ids), None, "deviation_reason",
                  table="required")  # fmt: skip
    if mode == "line":
        for line in lost:
            if line.line.block == "indicator" or not given(reason):  # other rows have no cell of their own for it
                text = {"filed": line.line.filed, "weight": line.points}
                yield Hit(
                    say("filed {filed} of {weight} points without a reason", **text), line, "reason", table="required"
                )


@check("R502", "overshoot-unexplained", WARNING)
def overshoot_unexplained(card: Scorecard) -> Iterator[Hit]:
    """A completion far beyond its target is not explained.

    What it finds: a line on which T401 fired, without a reason on the line or the form.
    Why it matters: the target was set too low, or something went otherwise than planned.
    Basis: 实际完成情况超计划较大 needs a reason where the rulebook sets a limit.
    Example: target =100万元, completion 120万元, no reason.
    Consequences: T401.
    Remedy: explain the excess; revise the target next year.
    """
    for line in overshoots(card):
        if not given(line.line.reason) and not given(card.form.deviation_reason):
            text = {"actual": line.line.actual, "target": line.line.target}
            yield Hit(say("{actual} against {target} is not explained", **text), line, "actual", line.line.actual)


@check("R503", "reason-contradicts", NOTE)
def reason_contradicts(card: Scorecard) -> Iterator[Hit]:
    """A reason is given where nothing deviates.

    What it finds: a reason on a line that is met and filed full, a text that says unfinished while the completion meets
    the target, or a reason for the form where every line is filed full.
    Why it matters: either the figures or the words are wrong.
    Basis: the reason explains a deviation; without one there is nothing to explain.
    Example: target ≥3场, completion 3场, filed full, reason 未完成.
    Remedy: correct the figure, or leave out the reason.
    """
    for line in card.counted:
        told = given(line.line.reason)
        unfinished = told and any(word in line.line.reason for word in _UNFINISHED)
        full = line.points is not None and filed(line) == line.points
        if told and met(line.measure) is True and (full or unfinished):
            yield Hit(say("a reason is given, but the target is met"), line, "reason", line.line.reason)
    every = [line for line in card.counted if filed(line) is not None and filed(line) == line.points]
    if card.counted and len(every) == len(card.counted) and given(card.form.deviation_reason):
        yield Hit(say("a reason is given, but every line is filed full"), None, "deviation_reason")


def given(text: str) -> bool:
    """Whether a reason says anything; 无 does not."""
    reading = read_cell(text)
    return not reading.missing and reading.plain.rstrip(".;。!") not in _EMPTY


def _lost(line: LineScore) -> bool:
    value = filed(line)
    return value is not None and line.points is not None and value < line.points
