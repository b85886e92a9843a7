"""Caps of the total and of grades in notes: read where they are plainly said, else told, and the grade is open."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from indicators.exact import Number
from indicators.form import Budget, Form, Line
from scoring.audit import audit
from scoring.fix.changes import changes
from scoring.noted_caps import noted_caps
from scoring.rounding import decimal
from scoring.scorecard import Scorecard
from scoring.scorer import score
from scoring.unread_rules import unread_rules

GRADE = "备注：预算执行率低于60%的，不得评为优。"
TOTAL = "备注：预算执行率低于60%的，总分不得超过89分。"
COLUMNS = ("年初预算数", "全年预算数", "全年执行数", "年度指标值", "实际完成值", "分值", "得分")


def form(*notes: str, spent: str = "50", total: str = "95", grade: str = "") -> Form:
    names = (("产出指标", 50), ("效益指标", 30), ("满意度指标", 10))
    lines = tuple(
        Line(f"i{at}", "indicator", f"指标{at}", "≥5次", "5次", level1=level, weight=weight, filed=weight)
        for at, (level, weight) in enumerate(names, 1)
    )
    filed = decimal(Fraction(spent) / 10, 3) if spent else None
    budget = Budget(Line("budget", "budget", target="100", actual=spent, weight=10, filed=filed))
    return Form("project", year=2021, budget=budget, indicators=lines, columns=COLUMNS, notes=notes, weights="printed",
                printed_total=Number.of(total), printed_grade=grade)  # fmt: skip


def codes(card: Scorecard) -> dict[str, str]:
    return {each.code: each.severity for each in audit(card) if each.code in ("S305", "G701", "D109")}


@pytest.mark.parametrize(
    ("text", "caps", "needs"),
    [
        ("预算执行率低于60%的，不得评为优", {}, {"优": 60}),
        ("预算执行率低于80%的，自评等级不得为“优”", {}, {"优": 80}),
        ("资金执行率未达到80%的，绩效等级不得评为优秀。", {}, {"优": 80}),
        ("预算执行率不足90%的项目，不得评定为优秀等次", {}, {"优": 90}),
        ("执行率低于60%的，不得评为良好及以上等次", {}, {"优": 60, "良": 60}),
        ("预算执行率低于80%的，不得评为优；低于60%的，不得评为良", {}, {"优": 80, "良": 60}),
        ("预算执行率低于60%的，自评总分不得超过89分", {60: 89}, {}),
        ("预算执行率低于80%的，总分最高为89分；低于60%的，总分不得高于79分", {80: 89, 60: 79}, {}),
        ("1.预算执行率低于60%的，总分不得超过89分；2.预算执行率低于50%的，不得评为优", {60: 89}, {"优": 50}),
    ],
)
def test_what_is_plainly_said_is_read(text: str, caps: dict[int, int], needs: dict[str, int]) -> None:
    notes = [f"备注：{text}"]
    found = noted_caps(notes)
    assert {int(100 * cap.execution_below): int(cap.at_most) for cap in found.caps} == caps
    wanted = {grade: max(rate, needs.get("良", 0) if grade == "优" else 0) for grade, rate in needs.items()}
    assert {grade: int(100 * rate) for grade, rate in found.needs} == wanted
    assert unread_rules(notes) == ()


@pytest.mark.parametrize(
    "text",
    [
        "执行率在80%以下的，评价等级最高为良",  # with 80 % itself, or without
        "发生重大违纪的，不得评为优",
        "预算执行率低于60%且无正当理由的，不得评为优",
        "预算执行率低于60%的，总分按59分计",
        "满意度低于60%的，不得评定为优秀等次",
        "低于60%的，不得评为优",  # of what?
        "预算执行率低于60%的，等级下调一档，不得评为优",
    ],
)
def test_what_is_not_plainly_said_is_told_and_leaves_the_grade_open(text: str) -> None:
    note = f"备注：{text}"
    assert noted_caps([note]).caps == noted_caps([note]).needs == ()
    assert [each.parts[-1] for each in unread_rules([note])] == ["grades"]
    card = score(form(note, grade="差"))
    assert card.grade(card.filed) is None
    assert codes(card) == {"D109": "warning"}


@pytest.mark.parametrize(
    ("spent", "grade", "told"),
    [("50", "良", {}), ("50", "优", {"G701": "warning"}), ("60", "优", {}), ("59.99", "良", {}), ("100", "优", {})],
)
def test_a_grade_that_asks_for_execution(spent: str, grade: str, told: dict[str, str]) -> None:
    filed = str(90 + Fraction(spent) / 10 if Fraction(spent).denominator == 1 else "95.999")
    card = score(form(GRADE, spent=spent, total=filed, grade=grade))
    assert codes(card) == told
    assert not [each for each in changes(card, audit(card)) if each.kind == "totals"]


@pytest.mark.parametrize(
    ("total", "grade", "told"),
    [("89", "良", {}), ("95", "良", {"S305": "warning"}), ("95", "优", {"S305": "warning", "G701": "warning"})],
)
def test_a_total_that_execution_caps(total: str, grade: str, told: dict[str, str]) -> None:
    card = score(form(TOTAL, total=total, grade=grade))
    assert card.rule.low == card.rule.high == 89
    assert codes(card) == told
    assert not [each for each in changes(card, audit(card)) if each.kind == "totals"]


@pytest.mark.parametrize("note", [GRADE, TOTAL])
def test_without_a_known_execution_the_grade_is_open(note: str) -> None:
    card = score(form(note, spent="", total="90"))
    assert card.grade(card.filed) is None


@pytest.mark.parametrize("text", [GRADE, TOTAL])
def test_the_same_words_typed_into_a_cell_do_nothing(text: str) -> None:
    plain = form()
    words = text.removeprefix("备注：")
    lines = tuple(evolve(line, reason=words) for line in plain.indicators)
    typed = evolve(plain, indicators=lines, improvement=words, deviation_reason=words)
    assert (score(typed).rule, score(typed).grade(score(typed).filed)) == (score(plain).rule, "优")
