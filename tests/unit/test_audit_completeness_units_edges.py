"""Edges of units that lines name, and of inputs among results."""

from __future__ import annotations

import pytest
from placed import form, funds, hits, line

from indicators import Budget, Line, Number
from indicators.messages import Message
from scoring.audit import Finding


def told(found: list[Finding], key: str) -> list[object]:
    values = [dict(each.message.values).get(key) for each in found]
    return [each.template if isinstance(each, Message) else each for each in values if each is not None]


# ---- F003


@pytest.mark.parametrize(
    ("name", "target", "actual", "told_"),
    [
        ("场次", "≥64", "64", True),
        ("场次", "≥64场", "64场", False),
        ("场次", "64", "64场", False),
        ("事故", "0", "0", False),  # nothing of anything
        ("事故", "≤0", "0", False),
        ("事故", "≤1", "0", True),
        ("事故", "0", "1", True),
        ("合格率", "≥64", "64", False),
        ("合格率(甲)", "≥64", "64", False),
        ("合格率情况", "≥64", "64", True),
        ("满意度", "≥64", "64", False),
        ("排名", "≤3", "2", False),
    ],
)
def test_numbers_without_a_unit(name: str, target: str, actual: str, told_: bool) -> None:
    found = [each for each in hits("F003", form(line(target, actual, name=name))) if each.severity == "warning"]
    assert [(each.line, each.filed) for each in found] == [("i1", target)] * told_


def test_units_of_one_side_are_noted_once_with_their_lines() -> None:
    rows = (
        line("64", "64场"),
        line("有效", "达成"),
        line("≥64", "64"),
        line("5", "5人"),
        line("6", "6场"),
        line("6场", "6场"),
    )
    found = hits("F003", form(*rows))
    assert [(each.line, each.severity) for each in found] == [("i3", "warning"), (None, "note")]
    units = dict(found[-1].message.values)["units"]
    assert [dict(each.values)["unit"] for each in units] == ["场", "人"]
    assert [[str(row) for row in ("i1", "i5", "i4") if row in each.show()] for each in units] == [["i1", "i5"], ["i4"]]


def test_the_goal_and_the_funds_need_no_unit() -> None:
    goal = Line("goal", "goal", target="≥64", actual="64", weight=Number.of(20))
    assert hits("F003", form(line(), goal=goal, budget=funds())) == []


# ---- F004


@pytest.mark.parametrize(
    ("level1", "level2", "name", "cells", "found"),
    [
        ("产出指标", "数量指标", "支付工程款", ("≥10万元", "9万元"), True),  # paid out
        ("产出指标", "时效指标", "支付工程款", ("≥10万元", "9万元"), False),
        ("产出指标", "数量指标", "支付人数", ("≥10人", "9人"), False),
        ("效益指标", "", "节约支付资金", ("≥10万元", "9万元"), False),  # saved
        ("产出指标", "成本指标", "支付工程款", ("≥10万元", "9万元"), False),
        ("产出指标", "时效指标", "资金到位率", ("≥10%", "9%"), False),
        ("产出指标", "数量指标", "资金到位率", ("≥10%", "9%"), True),
        ("产出指标", "时效指标", "预算执行率", ("≥10%", "9%"), True),
        ("满意度指标", "", "预算执行率", ("≥10%", "9%"), False),
        ("", "产出数量", "预算执行率", ("≥10%", "9%"), False),
        ("产出指标", "质量指标", "验收", ("12月底前", "11月"), True),
        ("产出指标", "质量指标", "验收", ("有效", "达成"), False),
    ],
)
def test_inputs_under_results(level1: str, level2: str, name: str, cells: tuple[str, str], found: bool) -> None:
    hit = hits("F004", form(line(), line(*cells, name=name, level1=level1, level2=level2)))
    assert [(each.line, each.filed) for each in hit] == [("i2", name)] * found
    assert told(hit, "category") == [level2 or level1] * found


@pytest.mark.parametrize(
    ("cells", "budget", "found"),
    [
        (("≥100万元", "50万元"), funds(), True),
        (("≥100万元", "50万元"), None, False),
        (("≥100万元", "50万元"), funds("200"), False),
        (("≥100万元", "50万元"), funds(actual="60"), False),
        (("≥100万元", "50万元"), funds("100", ""), False),
        (("100-200万元", "50万元"), funds(), True),
        (("≥1000000元", "500000元"), funds(), True),
        (("≥0万元", "0万元"), funds("0", "0"), False),
        (("≥1万元", "0万元"), funds("1", "0"), True),
        (("≥100万元", "达成"), funds(), False),
    ],
)
def test_the_budget_counted_again_is_an_input(cells: tuple[str, str], budget: Budget | None, found: bool) -> None:
    own = line(*cells, name="惠企", level1="产出指标", level2="数量指标")
    assert [each.line for each in hits("F004", form(own, budget=budget))] == ["i1"] * found


def test_the_goal_and_the_funds_stand_where_they_are() -> None:
    goal = Line("goal", "goal", "预算执行率", "≥64%", "64%", level1="产出指标", weight=Number.of(20))
    assert hits("F004", form(line(), goal=goal, budget=funds())) == []
