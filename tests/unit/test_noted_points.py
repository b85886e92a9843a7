"""Points of blocks that only a note states: evidence where no cell says any, and never above what is printed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from indicators.exact import Number
from indicators.form import Budget, Form, Line
from scoring.audit import audit
from scoring.choice import choose
from scoring.evidence import held
from scoring.noted_points import noted_points
from scoring.rulebook import rulebook
from scoring.scorer import score

NATIONAL = "备注：一级指标分值统一设置为：产出指标50分、效益指标30分、满意度10分、预算执行率10分。"
COST = "备注：1.各部分权重为：成本指标20分、产出指标40分、效益指标20分、满意度指标10分、预算执行率10分；2.填报完整。"
COLUMNS = (
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "得分",
)
LEVELS = ("产出指标", "产出指标", "效益指标", "满意度指标")


def form(*notes: str, weights: tuple[int | None, ...] = (None,) * 4, levels: tuple[str, ...] = LEVELS) -> Form:
    lines = tuple(
        Line(f"i{at}", "indicator", f"指标{at}", "≥5次", "5次", level1=level, weight=weight, filed=5)
        for at, (level, weight) in enumerate(zip(levels, weights, strict=True), 1)
    )
    budget = Budget(Line("budget", "budget", target="100", actual="100"))
    return Form("project", year=2021, budget=budget, indicators=lines, columns=COLUMNS, notes=notes, weights="printed")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (NATIONAL, {"产出指标": 50, "效益指标": 30, "满意度": 10, "预算执行率": 10}),
        (COST, {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10, "预算执行率": 10}),
        ("注：产出指标为60分，效益指标占30分，资金执行率为10分", {"产出指标": 60, "效益指标": 30, "资金执行率": 10}),
        ("注：产出指标占60%，效益指标占40%", {"产出指标": 60, "效益指标": 40}),
        ("说明：1.投入20分、过程20分、产出30分、效果30分。", {"投入": 20, "过程": 20, "产出": 30, "效果": 30}),
        ("备注：产出指标50分、效益指标30分", None),  # not the whole
        ("备注：数量指标50分，数量指标50分", None),  # twice the same
        ("备注：90分以上为优，80分以上为良", None),
        ("备注：定性指标达成得100%", None),
        ("产出指标50分、效益指标30分、满意度10分、预算执行率10分", None),  # no note: typed, for all we know
        ("备注：本单位产出指标50分、效益指标30分、满意度10分、预算执行率10分", None),  # speaks of itself
        ("备注：自评总分98分，产出指标50分、效益指标50分", None),  # what was filed
    ],
)  # fmt: skip
def test_what_a_note_says_is_the_whole_plan_or_nothing(text: str, wanted: dict[str, int] | None) -> None:
    found = noted_points([text])
    assert (None if found is None else found.points) == wanted


def test_two_plans_are_none() -> None:
    assert noted_points([NATIONAL, COST]) is None
    assert noted_points([NATIONAL, NATIONAL]) == noted_points([NATIONAL])


@pytest.mark.parametrize("book", ["mof-2020", "mof-2021-cost"])
def test_a_plan_speaks_for_the_rulebook_that_has_it(book: str) -> None:
    own, other = {"mof-2020": (NATIONAL, COST), "mof-2021-cost": (COST, NATIONAL)}[book]
    levels = ("成本指标", *LEVELS[1:]) if book == "mof-2021-cost" else LEVELS
    trial = held(form(own, levels=levels), rulebook(book))
    bare = held(form(levels=levels), rulebook(book))
    assert len(trial.speaks_for) >= len(bare.speaks_for) + 4
    assert not trial.against
    assert choose(form(own, levels=levels)).id == book
    assert own != other


def test_a_plan_contradicts_a_rulebook_with_other_points() -> None:
    plan = "备注：预算执行率20分、绩效总目标20分、绩效指标60分"
    trial = held(form(plan), rulebook("sichuan-2023"))
    assert "预算执行情况: 10 points, the form has 20" in [each.show() for each in trial.against]


@pytest.mark.parametrize("weights", [(20, 30, 30, 10), (30, 30, 20, 10), (10, 10, 60, 10)])
def test_what_cells_say_is_never_overruled(weights: tuple[int, ...]) -> None:
    plain, noted = form(weights=weights), form(NATIONAL, weights=weights)
    budget = evolve(plain.budget, line=evolve(plain.budget.line, weight=Number.of(10), filed=Number.of(10)))
    plain, noted = evolve(plain, budget=budget), evolve(noted, budget=budget)
    assert choose(plain).id == choose(noted).id
    one, two = score(plain), score(noted)
    assert (one.filed, one.rule, one.weight) == (two.filed, two.rule, two.weight)
    found = [each for each in audit(two) if each not in audit(one)]
    told = [(each.code, each.severity) for each in found if each.message.show().startswith("a note gives")]
    assert len(told) == (2 if weights != (20, 30, 30, 10) else 0)
    assert set(told) <= {("W102", "note")}


def test_a_plan_that_may_be_moved_is_held_against_nobody() -> None:
    hedged = NATIONAL.replace("统一设置为", "原则上设置为")
    assert noted_points([hedged]).hedged
    of = form(hedged, weights=(10, 10, 60, 10))
    assert not [each for each in audit(score(of)) if each.message.show().startswith("a note gives")]


def test_a_plan_under_another_rulebook_is_w102() -> None:
    plan = "备注：预算执行率10分、绩效总目标30分、绩效指标60分"
    of = evolve(form(plan), goal=Line("goal", "goal", "绩效总目标", "完成", "完成", filed=20))
    found = [each for each in audit(score(of, "hongshan-2023")) if each.code == "W102"]
    assert {each.recomputed.low for each in found} == {Fraction(20)}
    assert {each.severity for each in found} == {"warning"}
