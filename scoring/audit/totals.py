"""G7xx and X801: grades, and scores beside spending."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType

from indicators.cells import plain as plain_cell
from scoring.audit.budget import execution
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, limit, say
from scoring.interval import Interval
from scoring.printed import came_to_pass
from scoring.rounding import decimal, half_up_interval, plain
from scoring.rulebook import Rulebook
from scoring.scorecard import Scorecard
from scoring.show import span

_ROUND_GRADES = r"^(?:自评|评价|绩效)?(?:等级|等次|档次)?(?:为|是)?|(?:等级|等次|档次|等|级|档)$"
_GRADES = MappingProxyType({"优秀": "优", "良好": "良", "中等": "中", "较差": "差"})
GAP, UNSPENT = Fraction(1, 20), Fraction(1, 5)


@check("G701", "grade-wrong", ERROR)
def grade_wrong(card: Scorecard) -> Iterator[Hit]:
    """The printed grade is not that of the filed total.

    What it finds: 优, 良, 中 or 差 against the edges of the rulebook, on the exact total. 优秀 is 优; a word that is no
    grade of the rulebook is not judged. A warning where a row of 一票否决 came to pass. A note where rounding, of the
    filed or the recomputed total or of the lines that add to it, would change the grade.
    Why it matters: the grade is what budgets are decided by.
    Basis: 90 (included) 优, 80 良, 60 中, below 差, or the rulebook's own edges.
    Example: total 88.77, printed 优.
    Remedy: correct the grade.
    """
    grade, printed = card.grade(card.moved(card.filed)), card.form.printed_grade
    if grade and contradicts(card.rulebook, printed, grade):
        text = {"printed": printed, "total": span(card.filed, card), "grade": grade}
        message, table = say("printed {printed}; {total} is {grade}", **text), "grades"
        if card.rulebook.grade(card.moved(card.filed)) not in (grade, None):  # a cap, or what a grade asks for
            message = say("printed {printed}; {total} is {grade}, with so little of the budget spent", **text)
            table = "caps" if card.rulebook.caps and card.rulebook.unverified("caps") else table
        yield Hit(message, None, "printed_grade", printed, card.filed, table=table)
    for line in card.lines:
        if line.line.beside and came_to_pass(line.line):
            message = say("{actual}: whether it rules out a grade (一票否决) is for a person", actual=line.line.actual)
            yield Hit(message, line, "actual", line.line.actual, severity=WARNING)
    for total in (card.filed, card.exact):
        yield from _rounding_lifts(card, total, half_up_interval(total, card.rulebook.places))
    yield from _rounding_lifts(card, card.exact, card.rule)


def contradicts(book: Rulebook, printed: str, grade: str) -> bool:
    """Whether a printed grade is another one of the rulebook than ``grade``.

    >>> from scoring.rulebook import rulebook
    >>> book = rulebook("mof-2020")
    >>> contradicts(book, "优秀", "优"), contradicts(book, "良好等级", "优"), contradicts(book, "√", "优")
    (False, True, False)
    """
    known = {_grade_word(name) for name, _ in book.grades}
    shown = _grade_word(printed)
    return shown in known and shown != _grade_word(grade)


def _grade_word(text: str) -> str:
    """A grade without what is written round it: 优秀, “优”级, 优等 are 优."""
    shown = re.sub(r"[\W_]", "", plain_cell(text))
    shown = re.sub(_ROUND_GRADES, "", shown) or shown
    return _GRADES.get(shown, shown)


def _rounding_lifts(card: Scorecard, exact: Interval, shown: Interval) -> Iterator[Hit]:
    """A note where a total as shown would have another grade than the exact one, which decides."""
    grade, other = card.grade(exact), card.grade(shown)
    if grade and other and grade != other:
        text = {"exact": plain(exact.low, 6), "grade": grade, "shown": span(shown, card), "other": other}
        message = say("exactly {exact} is {grade}; shown as {shown} it would be {other}", **text)
        yield Hit(message, None, "printed_grade", None, exact, NOTE, "grades")


@check("X801", "score-vs-spending", WARNING)
def score_vs_spending(card: Scorecard) -> Iterator[Hit]:
    """The indicators score well, but the money was not spent.

    What it finds: a share of the indicator points far above the execution rate, or much of the budget unspent. A note
    where the rulebook sets no limits (5 % and 20 % are taken then), a warning where it does.
    Why it matters: either the targets were reached without the money, or the scores are too good.
    Basis: (I ÷ Imax − E) ÷ (I ÷ Imax); I is the filed indicator points without the goal line, E the recomputed rate.
    Example: 57 of 60 points filed with 0 % of the budget spent.
    Remedy: explain, and revise the budget or the targets.
    """
    rate = execution(card)
    lines = [line for line in card.counted if line.line.block == "indicator"]
    known = [line.points for line in lines if line.points is not None]
    points = sum(known, Fraction(0))
    if rate is None or not points or len(known) < len(lines) or any(line.line.filed is None for line in lines):
        return
    earned = Interval.sum(line.filed for line in lines).low
    share, spent = earned / points, min(rate, Fraction(1))
    gap, unspent = limit(card, "gap"), limit(card, "unspent")
    over = share > 0 and (share - spent) / share > (GAP if gap is None else gap)
    idle = 1 - spent > (UNSPENT if unspent is None else unspent)
    if over or idle:
        severity = WARNING if (over and gap is not None) or (idle and unspent is not None) else NOTE
        yield Hit(
            say("{earned} of {points} indicator points with {rate}% of the money spent", earned=plain(earned),
                points=plain(points), rate=decimal(100 * rate)),
            card.of("budget"), "spent", None, Interval.point(rate), severity, "limits" if severity == WARNING else "",
        )  # fmt: skip
