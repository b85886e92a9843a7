"""Steps that a note under a form gives: from which completion on a line has all of its points, and what below it.

Only sentences whose every part is a step are read, and only steps that join without a gap.
"""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from indicators.form import Line
from indicators.measure import Levelled, Measure, Numeric
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.record import Record
from indicators.wording import folded
from scoring.interval import Interval
from scoring.trace import Step
from scoring.worth import met

FULL, RATIO = "full", "ratio"
ZERO, HUNDRED, TEN = Fraction(0), Fraction(100), Fraction(10)
_SUBJECTS = (
    ("budget", r"(?:项目)?(?:预算|资金)?(?:资金)?执行率(?:在|达到?)?"),
    ("满意度", r"(?:服务对象)?满意度(?:指标)?(?::(?:满意度)?)?(?:在|达到?)?"),
    ("", r"(?:定量指标)?(?:的)?(?:完成率|完成比例|B)(?:在|达到|为)?(?:A的?)?"),
)
_EDGE = r"(?:≥|>=)?(?P<low>\d{1,3})%(?:\(含\))?"
_STEP = re.compile(
    rf"{_EDGE}(?P<end>及?以上|以下|-(?P<high>\d{{1,3}})%(?:\(不含\))?|)的?(?:,?视[同为]完成)?,?"
    r"(?:的?(?P<full>即?[得记计]满分)|按(?:照)?比例[得记计]分|(?:得|记|计)(?P<points>\d+(?:\.\d+)?)分|(?P<none>不得分))"
)
_DONE = re.compile(r"(?P<low>\d{1,3})%(?:\(含\))?及?以上的?,?视[同为]完成")
_WITHIN = re.compile(
    r"(?:完成)?(?:偏差|偏离度?)(?:率)?(?:在)?(?:±|正负)(?P<low>\d{1,2})%(?:以内|之内)?的?,?视[同为]完成"
)
SAYS = Message("the steps in the notes under the form")


@frozen(repr=False)
class Ladder(Record):
    """Steps by edges in percent, the highest first: each with ``full``, ``ratio`` or its points.

    Of the budget and where no category is named they are of the completion's share of its target, else of itself.
    """

    text: str
    touches: str
    rows: tuple[tuple[Fraction, str | Fraction], ...]
    within: bool = False


def ladder_in(sentence: str, text: str) -> Ladder | None:
    """The steps of a sentence in letters; None where any part of it is something else.

    >>> ladder_in("满意度≥90%得满分,80%-90%得8分,80%以下不得分", "").rows
    ((Fraction(90, 1), 'full'), (Fraction(80, 1), Fraction(8, 1)), (Fraction(0, 1), Fraction(0, 1)))
    >>> ladder_in("满意度≥90%得满分,70%-80%得8分", ""), ladder_in("按期完成且完成率90%以上得满分", "")
    (None, None)
    """
    if within := _WITHIN.fullmatch(sentence):
        return Ladder(text, "", ((HUNDRED - Fraction(within["low"]), FULL),), within=True)
    for touches, subject in _SUBJECTS:
        found = re.match(subject, sentence)
        rows = _rows(sentence[found.end() :], subject) if found else None
        if rows:
            return Ladder(text, touches, rows)
    return None


def _rows(text: str, subject: str) -> tuple[tuple[Fraction, str | Fraction], ...] | None:
    rows: list[tuple[Fraction, str | Fraction]] = []
    if done := _DONE.fullmatch(text):
        return ((Fraction(done["low"]), FULL),)
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None:
            return None
        at = found.end()
        again = re.match(rf",(?:{subject})?", text[at:]) if at < len(text) else None
        if at < len(text) and again is None:
            return None
        at += again.end() if again else 0
        edge, below = Fraction(found["low"]), found["end"] == "以下"
        joins = not rows or rows[-1][0] == (edge if below else Fraction(found["high"] or -1))
        gives = FULL if found["full"] else ZERO if found["none"] else Fraction(found["points"] or -1)
        if not joins or (not rows and (gives != FULL or below or found["high"])):
            return None
        rows.append((ZERO if below else edge, RATIO if gives == -1 else gives))
    return tuple(rows) or None


def climbed(
    step: Step, line: Line, measured: Measure, weight: Fraction, ladders: tuple[Ladder, ...]
) -> tuple[Step, list[Note]]:
    """The score of a line by the steps of the notes; as it was where none are for it."""
    own = [each for each in ladders if _is_for(each, line, measured)]
    if not own:
        return step, []
    value = Interval.hull(_worth(each, step, measured, weight) for each in own)
    if value == step.value:
        return step, []
    kind = "judgement" if value.value is None else "when"
    return Step(kind, value, (step,), SAYS), [note("steps-noted", rule=each.text) for each in own]


def _is_for(ladder: Ladder, line: Line, measured: Measure) -> bool:
    if ladder.touches == "budget" or line.block == "budget":
        return ladder.touches == line.block
    if ladder.touches:
        return any(ladder.touches in folded(each) for each in (line.level1, line.level2, line.name) if each)
    return line.block == "indicator" and not isinstance(measured, Levelled)


def _worth(ladder: Ladder, step: Step, measured: Measure, weight: Fraction) -> Interval:
    """What the steps give; open where the cells do not settle the step, or its points are of another weight."""
    everything, whole = Interval(ZERO, weight), Interval.point(weight)
    of_itself = ladder.touches not in ("", "budget")
    share = _reached(measured, of_itself=of_itself)
    if not of_itself and met(measured) is True:
        return whole
    if share is None or any(isinstance(gives, Fraction) and gives and weight != TEN for _, gives in ladder.rows):
        return everything
    allowed = HUNDRED + HUNDRED - ladder.rows[0][0]
    if isinstance(measured, Numeric) and measured.kind != "positive":
        return whole if ladder.within and share <= allowed else step.value if ladder.within else everything
    for at, (edge, gives) in enumerate(ladder.rows):
        if share < edge:
            continue
        found = _given(gives, step, weight)
        if share == edge and gives != FULL and edge and at + 1 < len(ladder.rows):
            return Interval.hull((found, _given(ladder.rows[at + 1][1], step, weight)))  # who has the edge is not said
        if of_itself and met(measured) is True:
            return Interval.hull((found, whole))  # its own target is met
        return found
    return step.value if len(ladder.rows) == 1 else everything


def _given(gives: str | Fraction, step: Step, weight: Fraction) -> Interval:
    if isinstance(gives, Fraction):
        return Interval.point(gives)
    return Interval.point(weight) if gives == FULL else step.value


def _reached(measured: Measure, *, of_itself: bool) -> Fraction | None:
    """How much was completed, in percent of the target or as it stands; None where that is not one number."""
    if not isinstance(measured, Numeric) or measured.actual is None or measured.doubt or measured.alternatives:
        return None
    done, aim = measured.actual, measured.high if measured.kind == "reverse" else measured.low
    if done.low is None or done.low != done.high:
        return None
    if of_itself:
        return done.low if measured.unit == "%" and measured.kind == "positive" else None
    if aim is None or aim <= 0 or measured.kind not in ("positive", "reverse"):
        return None
    return HUNDRED * done.low / aim
