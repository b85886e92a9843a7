"""What is said of the choice of a rulebook: nothing that the form does not print, and no more than is needed."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Budget, Form, Line
from scoring import rulebook, score
from scoring.audit import audit
from scoring.evidence import held
from scoring.report import FormReport, Report
from scoring.report.rows import chosen_by
from scoring.report.why import render


def national(*columns: str, **keys: object) -> Form:
    points = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
    own = tuple(
        Line(f"i{at}", "indicator", name="某数", target="≥4件", actual="4件", weight=has, filed=has, level1=level1)
        for at, (level1, has) in enumerate(points.items(), 1)
    )
    funds = Budget(Line("budget", "budget", target="100", actual="100", unit="万元", weight=10, filed=10))
    return Form("project", **{"year": 2021, **keys}, indicators=own, budget=funds, columns=columns)  # type: ignore[arg-type]


@pytest.mark.parametrize("printed", ["全年预算数", "全年（调整）预算数"])
def test_a_column_is_called_as_the_form_prints_it(printed: str) -> None:
    told = [dict(each.values) for each in held(national(printed), rulebook("mof-2016")).against]
    assert [each["column"] for each in told if "全年" in str(each.get("column"))] == [printed]


@pytest.mark.parametrize("printed", ["实际完成值", "全年实际值"])
def test_a_column_that_speaks_for_it_too(printed: str) -> None:
    told = [dict(each.values).get("columns") for each in held(national(printed), rulebook("mof-2020")).speaks_for]
    assert (printed,) in told


def test_points_that_no_heading_prints_are_called_a_sum() -> None:
    sums = [each for each in held(national(), rulebook("hubei-project-2020")).against if "group" not in each.template]
    said = {dict(each.values).get("block"): each.show("zh") for each in sums}
    assert "合计 90" in said["年度目标"] and "合计" not in said["预算执行情况"]


def test_rulebooks_that_are_out_take_a_line_each() -> None:
    card = score(national())
    text = render(Report((FormReport(card, audit(card)),), language="zh"))
    (chosen,) = [line for line in text.splitlines() if line.startswith("  mof-2020 ")]
    assert chosen and sum(line.startswith("    hubei-project-2020 ") for line in text.splitlines()) == 1
    assert "    − " not in text


@pytest.mark.parametrize("department", ["某市水务局", "昆明市水务局", "云南省水利厅"])
def test_a_rulebook_of_a_region_that_the_form_does_not_name(department: str) -> None:
    card = score(national(department=department))
    assert "不看地区" not in chosen_by(Report((), language="zh"), card)  # a national form
    card = evolve(card, choice=evolve(card.choice, rulebook=rulebook("yunnan-2020")))
    assert ("不看地区" in chosen_by(Report((), language="zh"), card)) is ("云南" not in department)
