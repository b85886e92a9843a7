"""What explains a difference: a reason, points that may move, a cap of the total, a form that nobody filed."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Line, Number
from scoring import Interval, rulebook, score
from scoring.audit import by_code
from scoring.audit.scores import implied
from scoring.rulebook import loads

LEVELS = (("产出指标", "数量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"))


def row(at: int, weight: object = 30, filed: object = 30, **keys: object) -> Line:
    cells = {"level1": "产出指标", "level2": "数量指标", **keys}
    points = [None if each is None else Number.of(str(each)) for each in (weight, filed)]
    return Line(f"i{at}", "indicator", f"场次{at}", "≥10场", "10场", weight=points[0], filed=points[1], **cells)  # type: ignore[arg-type]


def funds(reason: str = "", initial: str = "", spent: str = "100") -> Budget:
    points = Number.of("10")
    line = Line("budget", "budget", "预算执行", "100", spent, unit="万元", weight=points, filed=points, reason=reason)
    return Budget(line, initial=initial)


def told(code: str, form: Form, book: object) -> list[str | None]:
    return [each.line for each in by_code(code)(score(form, book))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reason", "initial", "expected"),
    [
        ("年中追加", "80", ["i1"]),  # why the budget was adjusted
        ("年中追加", "100", ["budget", "i1"]),
        ("年中追加", "100万元", ["budget", "i1"]),
        ("年中追加", "", ["budget", "i1"]),
        ("", "80", ["i1"]),
    ],
)
def test_the_reason_of_an_adjusted_budget_contradicts_nothing(reason: str, initial: str, expected: list[str]) -> None:
    lines = (row(1, 90, 90, reason="疫情影响"),)
    form = Form("project", year=2023, budget=funds(reason, initial), indicators=lines)
    assert told("R503", form, "mof-2020") == expected


@pytest.mark.parametrize(
    ("weights", "moved"), [((50, 30, 10), False), ((40, 40, 10), False), ((40, 40, 9), True), ((40, 40, 11), True)]
)
def test_points_may_move_where_the_rulebook_lets_them_within_a_hundred(weights: tuple[int, ...], moved: bool) -> None:
    lines = tuple(
        row(at, weight, weight, level1=one, level2=two)
        for at, (weight, (one, two)) in enumerate(zip(weights, LEVELS, strict=True), 1)
    )
    form = Form("project", year=2023, budget=funds(), indicators=lines)
    assert bool(told("W102", form, "mof-2020")) is moved
    fixed = evolve(
        rulebook("mof-2020"), forms=tuple(evolve(each, movable=False) for each in rulebook("mof-2020").forms)
    )
    assert bool(told("W102", form, fixed)) is (weights != (50, 30, 10))


@pytest.mark.parametrize(("printed", "expected"), [("89", Interval(F(79), F(90))), ("88", Interval(F(78), F(78)))])
def test_a_total_at_its_cap_implies_no_lost_score(printed: str, expected: Interval) -> None:
    book = loads(
        'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\n'
        'blocks = [{block = "budget", points = 10}, {block = "indicator", points = 90}]\n'
        "[[caps]]\nexecution_below = '4/5'\nat_most = 89\n"
    )
    form = Form(
        "project", year=2023, budget=funds(spent="50"), indicators=(row(1, 90, None),), printed_total=Number.of(printed)
    )
    card = score(form, book)
    assert implied(card, card.lines[1], [card.lines[1]]) == expected


def test_of_a_form_that_was_computed_nobody_filed_a_score() -> None:
    lines = (row(1, 45, None), row(2, 45, None))
    budget = evolve(funds(), line=evolve(funds().line, filed=None))
    form = Form("project", year=2023, budget=budget, indicators=lines)
    assert told("F002", form, "mof-2020") == [None]
    whole = evolve(form, indicators=tuple(evolve(each, funds="100") for each in lines))
    assert (whole.computed, told("F002", whole, "mof-2020")) == (True, [])


@pytest.mark.parametrize("name", ["工程款支付金额", "资金拨付金额"])
def test_money_that_was_paid_is_no_result(name: str) -> None:
    paid = Line(
        "i1", "indicator", name, "≥20万元", "20万元", level1="产出指标", level2="数量指标", weight=Number.of("90")
    )
    form = Form("project", year=2023, budget=funds(), indicators=(paid,))
    assert told("F004", form, "mof-2020") == ["i1"]
