"""Notes of a form that say by what it was reckoned."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators import Form
from indicators.exact import Number
from indicators.form import Line
from scoring.alone import by_itself
from scoring.clauses import Clause, clauses, settled
from scoring.scorer import score


@pytest.mark.parametrize(
    ("note", "facts"),
    [
        ("得分=权重*B/A；反向指标得分=权重*A/B", [Clause("positive", "ratio"), Clause("reverse", "ratio")]),
        ("未达到指标值，按B/A或A/B*该指标分值记分", [Clause("positive", "ratio"), Clause("reverse", "ratio")]),
        ("反向指标得分=(1-(B-A)/A)×分值", [Clause("reverse", "linear")]),
        ("100-80%(含80%)、80-50%(含50%)、50-0%合理确定分值", [Clause("bands", (F(80), F(50)))]),
        ("按照100%-80%（含）、80%-60%（含）、60%-0%", [Clause("bands", (F(80), F(60)))]),
        ("预算数为调整后财政资金总额（包括上年结余结转）", [Clause("divisor", "adjusted")]),
        ("预算执行率=全年执行数/全年预算数", [Clause("divisor", "full-year")]),
        ("预算执行率未达到90%的需说明原因", [Clause("execution_reason", (F(90),))]),
        ("90（含）-100分为优，80（含）-90分为良，60（含）-80分为中，60分以下为差",
         [Clause("grades", (F(90), F(80), F(60)))]),
        ("其他资金包括：社会投入资金、银行贷款。2021年3月10日填报，电话13800000000", []),
    ],
)  # fmt: skip
def test_notes_are_facts(note, facts):
    assert list(clauses([f"1、{note}"])) == facts
    assert clauses([f"备注：1. （1）{note}"]) == clauses([f"3、{note}"]) == clauses([f"（2）{note}"]) == tuple(facts)
    assert clauses([note]) == clauses([f"备注：1、本单位{note}"]) == clauses([f"备注：本单位{note}"]) == ()
    for label in ("备注：", "注:", "说明： ", "填报说明：", "备注：（一）", "注（填报）："):
        assert clauses([label + note]) == tuple(facts)  # a note of its own without a number


@pytest.mark.parametrize(
    ("note", "fact"),
    [
        ("正向指标得分=分值×实际完成值/年度指标值", Clause("positive", "ratio")),
        ("反向指标得分=分值×年度指标值÷实际完成值", Clause("reverse", "ratio")),
        ("反向指标得分=分值×[1-（实际完成值-指标值）/指标值]", Clause("reverse", "linear")),
        ("反向指标得分=权重*(2-B/A)，得分不得低于0分", Clause("reverse", "linear")),
        ("反向指标得分=分值×（2－全年实际完成值/目标值）", Clause("reverse", "linear")),
        ("完成值低于指标值60%的，该指标不得分", Clause("threshold", (F(60),))),
        ("完成率不足50%的，记0分", Clause("threshold", (F(50),))),
        ("预算执行率=执行数÷年初预算数×10", Clause("divisor", "initial")),
        ("95分以上为优，85-95分为良，70-85分为中，70分以下为差", Clause("grades", (F(95), F(85), F(70)))),
        ("95分（含）以上为优，85分（含）-95分为良，70分（含）-85分为中，70分以下为差",
         Clause("grades", (F(95), F(85), F(70)))),
        ("评分等级：优≥99；99＞良≥90；90＞中≥70；差＜70。", Clause("grades", (F(99), F(90), F(70)))),
        ("得分≥99分为优，90≤得分＜99分为良，70≤得分＜90分为中，得分＜70分为差",
         Clause("grades", (F(99), F(90), F(70)))),
        ("评价结果：优（99-100分）、良（90-99分）、中（70-90分）、差（70分以下）",
         Clause("grades", (F(99), F(90), F(70)))),
    ],
)  # fmt: skip
def test_formulas_and_edges_in_other_words(note, fact):
    assert [*clauses([f"备注：{note}"])] == [*clauses([f"注：1.{note}"])] == [fact]
    assert [*clauses([f"1.{note}2.执行数为实际支出数。"])] == [fact]


@pytest.mark.parametrize(
    "note",
    [
        "备注：预算执行率=执行数/年初预算数，总分88分", "备注：执行率=494/500，得分9.88分", "备注：执行率偏低，扣1分",
        "说明：1.预算执行率偏低原因为年初预算数偏大。2.按期完工率未达标系雨季停工，扣1分。",
        "注：1.执行率=全年执行数/年初预算数的口径自2023年起不再使用，本表按全年预算数计算。",
        "备注：1.本单位自评得分98.5分，等级为优。2.去年得分95分为优，85分为良，今年70分为中。",
        "备注：无", "备注：本项目年初预算数500万元，年中追加20万元。", "备注：年初预算数偏大",
    ],
)  # fmt: skip
def test_what_came_of_the_year_is_no_rule(note):
    assert clauses([note]) == ()


def test_two_formulas_for_one_thing_settle_nothing():
    found = clauses(["1.执行率=执行数/年初预算数", "2.执行率=执行数/全年预算数；反向指标得分=权重×A/B"])
    assert settled(found) == {"reverse": "ratio"}


def test_where_none_fits_the_notes_are_the_rules():
    notes = ("备注：反向指标得分=权重×A/B。", "注：按100-80%（含80%）、80-45%（含45%）、45-0%，完成率低于60%的，得0分")
    book = by_itself(Form("project", notes=notes))
    assert (book.variant("reverse"), book.threshold) == ("ratio", F(3, 5))
    assert [book.bands[each].low for each in ("unmet", "part", "met")] == [0, F(9, 20), F(4, 5)]


@pytest.mark.parametrize(
    ("note", "at_it", "about"),
    [
        ("定量指标完成值低于指标值60%（含）的，不得分。", 0, "threshold-with"),
        ("完成率不足60%（含60%）的，得0分。", 0, "threshold-with"),
        ("完成率低于60%（不含）的，不得分。", 12, "threshold"),
        ("完成值低于指标值60%的，该指标不得分。", 12, "threshold"),
    ],
)  # fmt: skip
def test_whether_the_share_of_a_threshold_itself_earns_nothing(note, at_it, about):
    assert [each.about for each in clauses([f"1.{note}"])] == [about]
    for done, points in (("12场", at_it), ("11场", 0), ("13场", 13), ("20场", 20)):
        line = Line("i1", "indicator", name="场次", target="≥20场", actual=done, weight=Number.of("20"), filed=None)
        card = score(Form("project", indicators=(line,), weights="printed", notes=(f"1.{note}",)))
        assert card.lines[0].exact.value == points
