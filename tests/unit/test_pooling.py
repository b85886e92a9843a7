"""Lines whose weights are inferred or unknown: their status, their shares, and the card on natural weights."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, Line, Number, Step
from scoring import Interval, rulebook, score
from scoring.audit import audit
from scoring.pooling import on_natural
from scoring.rulebook import loads as rules
from scoring.scorecard import JUDGEMENT, REFUSED, SCORED

BOOK = rulebook("hongshan-2023")


def line(at: int, filed: object, actual: str = "10场", target: str = "≥10场", **keys: object) -> Line:
    points = None if filed is None else Number.of(str(filed))
    cells = {"target": target, "actual": actual, "level2": "数量指标", **keys}
    return Line(f"i{at}", "indicator", f"工作{at}", filed=points, **cells)  # type: ignore[arg-type]


def project(*lines: Line) -> Form:
    return Form("project", year=2023, indicators=lines)


def goals(*rows: tuple[Line, ...]) -> Form:
    named = [
        Group(name, tuple(evolve(each, id=f"{name}.{each.id}", group=name) for each in lines), Number.of(20))
        for name, lines in zip("甲乙", rows, strict=False)
    ]
    return Form("department", year=2023, groups=tuple(named))


@pytest.mark.parametrize(
    ("cells", "status", "codes"),
    [
        (("10场", "≥10场"), JUDGEMENT, set()),
        (("0场", "≥10场"), SCORED, set()),  # nothing of any weight
        (("良好", "≥10场"), REFUSED, {"T408"}),
        (("11件", "≥10场"), REFUSED, {"T404"}),
        (("0.9", "≥90%"), REFUSED, {"T405"}),
        (("10场", ""), REFUSED, {"F002"}),
        (("", "≥10场"), JUDGEMENT, {"F002"}),
        (("较好", "有效"), JUDGEMENT, set()),
    ],
)
def test_an_inferred_weight_hides_no_refusal(cells: tuple[str, str], status: str, codes: set[str]) -> None:
    """What cannot be compared has the same findings as on printed weights, though its weight is open."""
    form = project(line(1, 30), line(2, 20, *cells))
    card = score(form, BOOK)
    (inferred,) = card.inferred
    assert inferred.weights is not None
    assert card.lines[1].status == status
    printed = score(
        evolve(form, indicators=tuple(evolve(each, weight=Number.of(30)) for each in form.indicators)), BOOK
    )
    for each in (card, printed):
        found = {one.code for one in audit(each) if one.line == "i2" and one.code[0] in "TF"}
        assert found == codes


def test_a_weight_that_can_only_be_one_leaves_a_score() -> None:
    (only,) = score(project(line(1, 30, "5场")), BOOK).lines
    assert (only.weight, only.exact, only.status) == (Interval.point(F(60)), Interval.point(F(30)), SCORED)
    (open_one,) = score(project(line(1, 30, "5场以上")), BOOK).lines
    assert (open_one.exact, open_one.status) == (Interval(F(30), F(60)), JUDGEMENT)


@pytest.mark.parametrize(
    ("actual", "low", "high"),
    [("10场", 12, 40), ("8场", 6, 6), ("5场", 0, 0), ("", 0, 40), ("7场以上", 0, 40)],
)
def test_steps_are_worth_their_points_on_any_weight_that_has_them(actual: str, low: int, high: int) -> None:
    """Of a first step of 60 points a line has its whole weight, of one of 6 points never more."""
    steps = (Step("≥10场", 60), Step("≥8场", 6))
    card = score(project(line(1, 20), line(2, 12, actual, steps=steps)), BOOK)
    stepped = card.lines[1]
    assert stepped.weight == Interval(F(12), F(40))
    assert stepped.exact == Interval(F(low), F(high))


def test_on_natural_weights_nothing_of_their_pools_is_left() -> None:
    """But the lines whose weights nobody can infer share their points as before."""
    form = goals((line(1, 10), line(2, 5, "5场")), (line(1, 15), line(2, 14)))
    card = score(form, BOOK)
    natural = on_natural(card)
    inferred, unknown = card.pools
    assert (inferred.lines, unknown.lines) == ({"甲.i1", "甲.i2"}, {"乙.i1", "乙.i2"})
    assert natural.pools == (unknown,)
    assert [each.points for each in natural.lines] == [10, 10, None, None]
    assert [each.exact for each in natural.lines[:2]] == [Interval.point(F(10)), Interval.point(F(5))]
    assert natural.exact == card.natural_exact == Interval(F(15), F(35))
    assert card.exact == Interval(F(15), F(75, 2))
    assert on_natural(natural) is natural


def test_lines_of_unknown_weight_share_the_points_of_their_own_block() -> None:
    """Of a goal that is filed above its points, of another one, and of what 100 leaves."""
    card = score(goals((line(1, 15), line(2, 14)), (line(1, 16), line(2, 15))), BOOK)
    assert [sorted(pool.lines) for pool in card.pools] == [["甲.i1", "甲.i2"], ["乙.i1", "乙.i2"]]
    assert [pool.points for pool in card.pools] == [20, 20]
    assert [each.weight for each in card.lines] == [Interval(F(0), F(20))] * 4
    assert card.exact == Interval(F(0), F(40))


def test_where_nothing_is_left_nothing_is_shared() -> None:
    card = score(project(line(1, 9, weight=Number.of(100)), line(2, 9)), BOOK)
    assert (card.pools, card.lines[1].exact, card.exact.value) == ((), Interval.point(F(0)), 100)


def test_blocks_whose_points_nobody_says_share_what_is_left() -> None:
    """Together, not each of them."""
    book = rules(
        'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\nblocks = ['
        '{block = "budget", points = 20}, {block = "output", free = true}, {block = "benefit", free = true}]\n'
    )
    lines = (line(1, 30, level1="产出指标"), line(2, 20, "5场", level1="效益指标"))
    budget = Budget(Line("budget", "budget", target="100", actual="50", weight=Number.of(20), filed=Number.of(10)))
    card = score(evolve(project(*lines), budget=budget), book)
    assert [block.weights for block in card.inferred] == [None, None]
    (pool,) = card.pools
    assert (pool.lines, pool.points) == ({"i1", "i2"}, 80)
    assert (card.exact, card.weight) == (Interval(F(10), F(90)), Interval(F(20), F(100)))
