"""Rules in the notes under a form that are not understood: told, and certain of nothing that they may touch."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from noted import form, found, opened

from indicators import Form, Number
from scoring import score
from scoring.audit import audit
from scoring.clauses import clauses
from scoring.fix.changes import CERTAIN, changes
from scoring.unread_rules import unread_rules

UNREAD = [
    ("注：未按期完成且完成值低于指标值60%的，不得分。", {"i1", "i2", "i3", "i6"}),
    ("注：逾期完成的，酌情扣分。", None),
    ("注：各项指标得分不得低于该指标分值的60%。", {"budget", "i1", "i2", "i3", "i4", "i6"}),
    ("注：完成值超过指标值的，按指标值/完成值×分值计算得分。", {"i5"}),
    ("注：满意度调查样本不少于30份，有效问卷率低于60%的，该指标不得分。", {"i6"}),
    ("注：执行数大于预算数的，执行率按100%计算。", {"budget"}),
    ("说明：完成率不足的，根据差距折算得分。", {"i1", "i2", "i3", "i4", "i6"}),
]


@pytest.mark.parametrize(("note", "lines"), UNREAD)
def test_a_note_that_is_not_understood_is_told_and_opens_what_it_may_touch(note: str, lines: set[str] | None) -> None:
    card = score(form(note))
    assert card.choice.id == "mof-2020"
    told = [each for each in audit(card) if each.code == "D109"]
    assert [each.severity for each in told] == ["warning"]
    assert lines is None or opened(card) == lines
    for line in card.lines:
        if line.line.id in opened(card):
            assert (line.exact.low, line.exact.high) == (0, line.points)


@pytest.mark.parametrize("note", [note for note, _ in UNREAD])
def test_nothing_certain_hangs_on_a_note_that_is_not_understood(note: str) -> None:
    filed = {"budget": "10", "i1": "20", "i2": "10", "i3": "10", "i4": "10", "i5": "15", "i6": "10"}
    card = score(form(note, filed=filed))
    errors = [each for each in audit(card) if each.line in opened(card) and each.code[0] in "SQB"]
    assert errors == []
    moved = {each.line for each in changes(card, audit(card), CERTAIN)}
    assert not moved & opened(card)


def test_two_rules_that_are_not_understood_are_told_together_once() -> None:
    card = score(form("注：逾期完成的，酌情扣分。", "说明：完成率不足的，根据差距折算得分。"))
    (told,) = [each for each in audit(card) if each.code == "D109"]
    assert "逾期完成的" in told.message.show("zh")
    assert "根据差距折算得分" in told.message.show("zh")


USUAL = [
    "注：1.得分一档最高不能超过该指标分值上限。",
    "2.定量指标若为正向指标（即指标值为≥*），则得分计算方法应用全年实际值（B）/年度指标值（A）*该指标分值；"
    "若定量指标为反向指标（即指标值为≤*），则得分计算方法应用年度指标值（A）/全年实际值（B）*该指标分值。",
    "3.定性指标根据指标完成情况分为：全部或基本达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差三档，"
    "分别按照该指标对应分值区间100-80%（含80%）、80-60%（含60%）、60-0%合理确定得分。",
    "4.基于经济性和必要性等因素考虑，满意度指标暂可不作为必评指标。",
    "备注：1.预算执行情况口径：预算数为全年预算数，执行数为资金使用单位财政资金实际支出数。",
    "2.定量指标计分原则：正向指标（即目标值为≥X，得分=权重*B/A），反向指标（即目标值为≤X，得分=权重*A/B），得分不得突破权重总额。",
    "3.汇总时，以资金额度为权重，对分值进行加权平均计算。",
    "注：1.一级指标分值统一设置为：产出指标50分、效益指标30分、服务对象满意度指标10分、预算资金执行率10分。如有特殊情况，"
    "上述权重可做适当调整，但加总后应等于100%。各项三级指标得分加总得出该项目绩效自评的总分。",
    "注：定量指标完成值达到指标值，记满分；未达到指标值，按完成值与指标值的比例记分。",
    "3.定量指标：完成指标值的，记该指标所赋全部分值；未完成的，按照完成值与指标值的比例记分。",
    "注：完成率低于60%的，应说明原因并提出改进措施。",
    "注：自评得分低于60分的项目，取消下年度预算。",
    "注：定性指标“80-50%”档须提供佐证材料。",
    "注：1.预算执行率=全年执行数/全年预算数×100%，执行率得分=执行率×分值。",
    "填报说明：得分保留两位小数，低于0分按0分计。",
    "注：分值由各单位自行设定，总分为100分。",
    "说明：绩效自评采取打分评价的形式，满分为100分，各单位可根据指标的重要程度自主确定各项三级指标的权重分值。",
    "注：得分由系统自动计算。",
    "2.定量指标先汇总完成数，再计算得分。",
    "注：扣分项须在备注栏说明扣分原因。",
    "注：反向指标完成值不超过指标值的得满分。",
    "备注：资金到位比例为80%，水质等级达到二类，达标率95%，响应时间3分钟。",
]


@pytest.mark.parametrize("note", USUAL)
def test_what_moves_no_score_or_is_understood_opens_nothing(note: str) -> None:
    assert unread_rules((note,)) == ()
    assert opened(score(form(note))) == set()


FALSE = [
    ("注：完成值超过指标值的，按指标值/完成值×分值计算得分。", {}),
    ("注：B为年度指标值，A为实际完成值。正向指标得分=B/A×分值。", {}),
    ("注：时效指标完成率低于80%的，该指标不得分。", {}),
    ("注：未按期完成且完成值低于指标值60%的，不得分。", {}),
    ("备注：定性指标得分：优秀100%，良好80%，一般60%，较差30%。", {}),
    ("注：A为实际完成值，B为年度指标值。反向指标得分=B/A×分值。", {"reverse": "ratio"}),
    ("备注：反向指标（即目标值为≤X），得分=权重×（1-（实际值-目标值）/目标值）", {"reverse": "linear"}),
    ("备注：逆指标得分=分值×（2-实际完成值/指标值）", {"reverse": "linear"}),
    ("注：全年预算数指调整后预算数；预算执行率=全年执行数÷年初预算数。", {"divisor": "initial"}),
    ("注：按100-80%（含80%）、80-45%（含45%）、45-0%，完成率低于60%的，得0分",
     {"bands": (F(80), F(45)), "threshold": (F(60),)}),
]  # fmt: skip


@pytest.mark.parametrize(("note", "facts"), FALSE)
def test_a_clause_with_a_condition_is_no_rule_of_all_lines(note: str, facts: dict[str, object]) -> None:
    assert {each.about: each.says for each in clauses([note])} == facts


@pytest.mark.parametrize("cap", ["不得为“优”", "不得评为优", "不能评为良"])
def test_a_grade_that_a_note_may_take_away_is_not_told(cap: str) -> None:
    card = score(form(f"注：预算执行率低于90%且无正当理由的，自评等级{cap}。"))
    assert card.rulebook.grades == ()


def test_a_total_that_a_note_may_cap_is_no_fault() -> None:
    text = form("注：预算执行率低于95%的，自评总分不得高于89分。")
    card = score(loads_total(text, "89"))
    assert not [each for each in audit(card) if each.code in ("S305", "G701")]
    assert not [each for each in changes(card, audit(card), CERTAIN) if each.key == "printed_total"]


def loads_total(own: Form, total: str) -> Form:
    """The form with a printed total."""

    return evolve(own, printed_total=Number.of(total))


def test_what_the_unit_says_of_itself_is_no_rule() -> None:
    assert unread_rules(["备注：本单位因疫情影响，完成率不足，酌情扣分。", "备注：执行率偏低，扣1分"]) == ()


def test_a_rulebook_that_is_named_holds_whatever_the_notes_say() -> None:
    card = score(form("说明：完成率不足的，根据差距折算得分。"), "mof-2020")
    assert opened(card) == set()


DEDUCTIONS = [
    "注：完成值高于指标值较多的，要分析原因，如果是由于年初指标值设定明显偏低造成的，要按照偏离度适度调减分值。",
    "备注：实际完成值超过年度指标值30%以上的，按偏离程度扣减得分，每超10%扣1分。",
]


@pytest.mark.parametrize("note", DEDUCTIONS)
def test_points_taken_for_an_excess_are_a_persons_and_no_fault(note: str) -> None:
    card = score(form(note, filed={"i5": "27"}))
    assert opened(card) == set()
    assert [each.line.id for lines in card.unsaid.values() for each in lines] == ["i5"]
    assert "i5" not in found(card)
    assert [each.line for each in changes(card, audit(card))] == []
    assert card.of("i5").exact.value == 30


def test_a_rulebook_that_allows_it_far_beyond_the_target_is_enough() -> None:
    assert "i5" not in found(score(form(filed={"i5": "27"}), "mof-2020"))
    assert found(score(form(filed={"i5": "27"}), "hongshan-2023"))["i5"] == {"S303"}
    assert found(score(form(DEDUCTIONS[0], filed={"i1": "17"})))["i1"] == {"S303"}
