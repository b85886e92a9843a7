"""What a line is worth beside its rule: reasons, bands, strict ends at and below zero."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators.dates import Date
from indicators.measure import Bounds, Dated, Levelled, Numeric, Refused, Unread
from indicators.messages import Message
from scoring import Interval, rulebook
from scoring.rulebook import OPEN
from scoring.worth import (
    DOUBT,
    EITHER_WAY,
    EXPLAINED,
    FAST,
    IN_TIME,
    INCOMPARABLE,
    LATE,
    MET,
    NO_COMPLETION,
    NO_FORMULA,
    NO_LEVEL,
    UNREAD,
    met,
    worth,
)

BOOK = rulebook("hongshan-2023")
SILENT = evolve(BOOK, variants=tuple((kind, OPEN) for kind, _ in BOOK.variants))
TEN = F(10)
FOUR, FIVE = Bounds(F(4), F(4)), Bounds(F(5), F(5))
UP = Numeric("positive", F(5), None, FOUR)
DAY = Date("10月", None, 10, 31)


@pytest.mark.parametrize(
    ("measured", "book", "op", "least", "says"),
    [
        (Dated(True, DAY), BOOK, "number", 10, IN_TIME),
        (Dated(False, DAY), BOOK, "judgement", 0, LATE),
        (Dated(None, DAY), BOOK, "judgement", 0, NO_COMPLETION),
        (Refused("T408", MET), BOOK, "judgement", 0, INCOMPARABLE),
        (Unread(), BOOK, "judgement", 0, UNREAD),
        (evolve(UP, actual=None), BOOK, "judgement", 0, NO_COMPLETION),
        (evolve(UP, doubt="时间"), BOOK, "judgement", 0, DOUBT),
        (evolve(UP, doubt="时间", actual=FIVE), BOOK, "number", 10, EITHER_WAY),
        (UP, SILENT, "judgement", 0, NO_FORMULA),
        (evolve(UP, actual=FIVE), SILENT, "number", 10, MET),
        (Levelled(None, "declared"), BOOK, "judgement", 0, NO_LEVEL),
    ],
)
def test_a_score_without_a_sum_says_why(measured, book, op: str, least: int, says: Message) -> None:
    step = worth(measured, TEN, book, EXPLAINED)
    assert (step.op, step.value, step.says, step.parts) == (op, Interval(F(least), TEN), says, ())
    assert worth(measured, TEN, book, FAST) == step.value


@pytest.mark.parametrize(
    ("level", "rate", "share", "value"),
    [
        ("met", None, (F(4, 5), F(1)), (8, 10)),
        ("part", None, (F(1, 2), F(4, 5)), (5, 8)),
        ("unmet", None, (F(0), F(1, 2)), (0, 5)),
        ("met", F(9, 10), (F(9, 10), F(9, 10)), (9, 9)),
        ("part", F(1, 2), (F(1, 2), F(1, 2)), (5, 5)),
        ("part", F(9, 10), (F(1, 2), F(4, 5)), (5, 8)),  # a rate beside its band says nothing
    ],
)
def test_words_are_worth_their_share_of_the_weight(level: str, rate: F | None, share, value) -> None:
    step = worth(Levelled(level, "declared", rate), TEN, BOOK, EXPLAINED)
    assert (step.op, step.value) == ("band", Interval(F(value[0]), F(value[1])))
    assert [part.value for part in step.parts] == [Interval.point(TEN), Interval(*share)]


@pytest.mark.parametrize("bound", [F(1, 2), F(1), F(3)])
def test_what_lies_strictly_inside_a_target_below_zero_is_met(bound: F) -> None:
    """Open ends on the target's own: the rules jump there, and only what lies between counts."""
    target = Numeric("within", -bound, F(0), None, strict_low=True, strict_high=True)
    inside = Bounds(-bound, F(0), strict_low=True, strict_high=True)
    assert worth(evolve(target, actual=inside), TEN, BOOK, FAST) == Interval.point(TEN)
    for done in (Bounds(-bound, F(0), strict_high=True), Bounds(-bound, F(0), strict_low=True), Bounds(-bound, F(0))):
        assert worth(evolve(target, actual=done), TEN, BOOK, FAST) == Interval(F(0), TEN)
    assert worth(evolve(target, actual=Bounds(-2 * bound, F(0), strict_high=True)), TEN, BOOK, FAST).low == 0


@pytest.mark.parametrize(
    ("low", "high", "strict", "done", "answer"),
    [
        (5, None, False, (5, 5, False, False), True),
        (5, None, True, (5, 5, False, False), False),
        (5, None, True, (5, 8, False, False), None),  # 5 itself is not beyond it
        (5, None, True, (5, 8, True, False), True),
        (5, None, True, (5, None, False, False), None),
        (5, None, False, (3, 5, False, False), None),  # 5 itself meets it
        (5, None, False, (3, 5, False, True), False),
        (5, None, True, (3, 5, False, False), False),
        (5, None, False, (None, 5, False, True), False),
        (None, 5, False, (5, 5, False, False), True),
        (None, 5, True, (5, 5, False, False), False),
        (None, 5, True, (3, 5, False, False), None),
        (None, 5, True, (3, 5, False, True), True),
        (None, 5, False, (5, 8, False, False), None),
        (None, 5, False, (5, 8, True, False), False),
        (None, 5, True, (5, 8, False, False), False),
        (None, 5, False, (None, None, False, False), None),
        (4, 5, False, (4, 5, False, False), True),
        (4, 5, False, (3, 5, False, False), None),
        (4, 5, False, (4, 6, False, False), None),
        (4, 5, False, (6, 7, False, False), False),
        (4, 5, False, (2, 3, False, False), False),
    ],
)
def test_whether_a_target_is_met_at_its_very_bound(low, high, strict: bool, done, answer: bool | None) -> None:
    ends = (None if each is None else F(each) for each in done[:2])
    sides = {"strict_low": strict and low is not None, "strict_high": strict and high is not None}
    kind = "reverse" if low is None else "positive" if high is None else "within"
    bounds = (None if each is None else F(each) for each in (low, high))
    assert met(Numeric(kind, *bounds, Bounds(*ends, *done[2:]), **sides)) is answer


@pytest.mark.parametrize("bound", [F(1, 2), F(1), F(3)])
def test_an_open_end_above_zero_is_as_good_as_reached(bound: F) -> None:
    """Rules do not jump there: as near as one likes to it they give as much."""
    target = Numeric("reverse", None, bound, None)
    beyond = Bounds(bound, 5 * bound, strict_low=True)
    assert worth(evolve(target, actual=beyond), TEN, BOOK, FAST) == Interval(F(2), TEN)
    below = Bounds(bound / 5, bound, strict_high=True)
    assert worth(evolve(UP, low=bound, actual=below), TEN, BOOK, FAST) == Interval(F(2), TEN)


@pytest.mark.parametrize(("other", "op", "parts"), [(FIVE, "when", 0), (FOUR, "hull", 2)])
def test_another_reading_is_told_only_where_it_scores_otherwise(other: Bounds, op: str, parts: int) -> None:
    first = evolve(UP, actual=Bounds(F(6), F(6)))
    both = evolve(first, alternatives=(evolve(UP, actual=other),))
    step = worth(both, TEN, BOOK, EXPLAINED)
    assert (step.op, step.value) == (op, Interval(F(10) if op == "when" else F(8), TEN))
    assert step == worth(first, TEN, BOOK, EXPLAINED) if not parts else len(step.parts) == parts
