"""Edges of lost scores: what the printed total leaves them, under a cap and beside extra rows, and which are told."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from totalled import BOOK, CAPPED, form, hits, line

from indicators import Budget, Form, Line, Number
from scoring import score
from scoring.audit.scores import implied
from scoring.interval import Interval


def beside(points: object) -> Line:
    return line("1次", points, 20, target="", level1="加分项")


def spent(amount: str, *lines: Line, printed: object) -> Form:
    row = Line("budget", "budget", target="100", actual=amount, unit="万元", weight=Number.of(10),
               filed=Number.of(str(F(amount) / 10).replace("15/2", "7.5")))  # fmt: skip
    return form(*lines, printed=printed, budget=Budget(row))


# ---- S308


@pytest.mark.parametrize(
    ("printed", "ends"),
    [
        (89, (F("81.5"), F(90))),
        (80, (F("72.5"), F("72.5"))),
        ("88.99", (F("81.49"), F("81.49"))),
        (90, (F("82.5"), F(90))),
    ],
)
def test_under_a_cap_a_lost_score_may_be_more(printed: object, ends: tuple[F, F]) -> None:
    card = score(spent("75", line(weight=90), printed=printed), CAPPED)
    lost = [each for each in card.counted if each.line.filed is None]
    assert implied(card, lost[0], lost) == Interval(*ends)
    full = score(spent("100", line(weight=90), printed=100), CAPPED)
    lost = [each for each in full.counted if each.line.filed is None]
    assert implied(full, lost[0], lost) == Interval(F(90), F(90))


def test_full_marks_are_no_cap() -> None:
    card = score(form(line(), line(filed=95, weight=95), printed=100), BOOK)
    lost = [each for each in card.counted if each.line.filed is None]
    assert implied(card, lost[0], lost) == Interval(F(5), F(5))


def test_extra_rows_leave_a_lost_score_open_by_their_points() -> None:
    card = score(form(line(), line(filed=9), beside(2), printed=15), BOOK)
    lost = [each for each in card.counted if each.line.filed is None]
    assert implied(card, lost[0], lost) == Interval(F(4), F(8))


@pytest.mark.parametrize(
    ("lines", "more", "told"),
    [
        ((line(), line(filed=9)), {}, ["i1"]),
        ((line(), line()), {}, []),  # the whole column is F002's
        ((line(),), {}, []),
        ((line(), line(filed=9, unread=("filed",))), {}, ["i1"]),
        ((line(unread=("filed",)), line(filed=9)), {}, []),
        ((line(funds="100万元"), line(funds="100万元", unread=("filed",))), {}, []),  # made of others
    ],
)
def test_scores_that_are_lost(lines: tuple[Line, ...], more: dict, told: list[str]) -> None:
    assert [each.line for each in hits("S308", form(*lines, **more))] == told


@pytest.mark.parametrize(("number", "told"), [(1, ["budget", "i1"]), (2, ["budget"])])
def test_of_an_empty_column_the_funds_are_told_all_the_same(number: int, told: list[str]) -> None:
    row = Line("budget", "budget", target="100", actual="50", unit="万元", weight=Number.of(20))
    aim = Line("goal", "goal", target="完成", actual="完成", weight=Number.of(20), filed=Number.of(20))
    found = hits("S308", form(*[line()] * number, budget=Budget(row), goal=aim))
    assert [each.line for each in found] == told
    assert [each.recomputed.high for each in found] == [20, 10][: len(told)]
