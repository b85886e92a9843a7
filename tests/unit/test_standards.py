"""Forms scored by a standard (评分标准): closed clauses give points, anything else is for a person to judge."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import loads
from scoring import score
from scoring.audit import audit
from scoring.scorecard import JUDGEMENT, SCORED
from scoring.standards import by_standard, read_standard

# as forms of Hunan print them
STEPS = "重点支出安排率≥90%,计5分;80%(含)-90%,计4分;70%(含)-80%,计3分;60%(含)-70%,计2分;低于60%不得分。"
ADJUSTED = "预算调整率=0,计3分;0-10%(含),计2分;10-20%(含),计1分;20-30%(含),计0.5分;大于30%不得分。"
STAFF = "以100%为标准。在职人员控制率≦100%,计5分;每超过一个百分点扣0.5分,扣完为止。"
TRAVEL = "“三公经费”变动率≦0,计5分;“三公经费”>0,每超过一个百分点扣0.5分,扣完为止。"


@pytest.mark.parametrize(
    ("standard", "actual", "name", "weight", "low", "high"),
    [
        (STEPS, "90%", "重点支出安排率", 5, "5", "5"),
        (STEPS, "80%", "重点支出安排率", 5, "4", "4"),
        (STEPS, "79.99%", "重点支出安排率", 5, "3", "3"),
        (STEPS, "59.9%", "重点支出安排率", 5, "0", "0"),
        (ADJUSTED, "0", "预算调整率", 3, "3", "3"),
        (ADJUSTED, "10%", "预算调整率", 3, "2", "2"),
        (ADJUSTED, "10.1%", "预算调整率", 3, "1", "1"),
        (ADJUSTED, "31%", "预算调整率", 3, "0", "0"),
        (STAFF, "98%", "在职人员控制率", 5, "5", "5"),
        (STAFF, "102%", "在职人员控制率", 5, "4", "4"),
        (STAFF, "102.5%", "在职人员控制率", 5, "3.5", "4"),  # of half a step nothing is said
        (STAFF, "200%", "在职人员控制率", 5, "0", "0"),
        (TRAVEL, "3%", "“三公经费”变动率", 5, "3.5", "3.5"),
        ("≥90%得5分，≥80%得4分，≥70%得3分", "95%", "完成率", 5, "5", "5"),
        ("≥70%得3分，≥80%得4分，≥90%得5分", "85%", "完成率", 5, "4", "4"),
        ("90%以上得5分，80%-90%得4分，80%以下不得分", "90%", "完成率", 5, "4", "5"),
        ("100%得满分，每降低1个百分点扣0.2分，扣完为止", "95%", "完成率", 5, "4", "4"),
        ("完成率达到100%得5分，每低于1%扣0.5分，扣完为止", "97%", "完成率", 5, "3.5", "3.5"),
        ("≤3天得5分，每超1天扣1分，扣完为止", "5天", "办理时间", 5, "3", "3"),
    ],
)
def test_clauses_as_they_are_printed(standard, actual, name, weight, low, high):
    found = by_standard(standard, actual, name, F(weight))
    assert found is not None
    assert (found.low, found.high) == (F(low), F(high))


@pytest.mark.parametrize(
    ("standard", "actual", "name", "weight"),
    [
        (STEPS, "90%", "别的指标率", 5),  # of another thing
        (STEPS, "90%", "重点支出安排率", 10),  # its most points are not the line's
        (STEPS, "≥90%", "重点支出安排率", 5),
        (STEPS, "约90%", "重点支出安排率", 5),
        (STEPS, "90", "重点支出安排率", 5),  # no % sign
        (STEPS, "", "重点支出安排率", 5),
        (STEPS, "已完成", "重点支出安排率", 5),
        ("≥90%得5分，≥80%得4分", "60%", "完成率", 5),  # nothing is said of it
        ("每超1%扣0.5分，扣完为止", "95%", "完成率", 5),  # over what
        ("按完成比例计分", "90%", "完成率", 5),
        ("资料齐全得5分，每缺一项扣1分", "1项", "资料", 5),
        ("无结余,3分;有结余,但不超过上年结转,2分", "0", "资金结余", 3),
        ("每出现一个专项未按进度完成资金下达扣0.5分,扣完为止", "1个", "支付进度", 3),
        (STEPS + "情况特殊的酌情扣分。", "90%", "重点支出安排率", 5),  # one clause that nobody can compute
    ],
)
def test_what_leaves_anything_to_judge_has_no_points(standard, actual, name, weight):
    assert by_standard(standard, actual, name, F(weight)) is None


@given(st.fractions(0, 200, max_denominator=100), st.fractions(0, 200, max_denominator=100))
def test_a_deduction_falls_and_stays_within_the_points(one, other):
    found = read_standard(STAFF, "在职人员控制率")
    assert found is not None
    less, more = sorted((one, other))
    first, second = found.worth(less, F(5)), found.worth(more, F(5))
    assert first is not None
    assert second is not None
    assert 0 <= second.low <= first.low <= 5
    assert second.high <= first.high


@given(st.fractions(0, 120, max_denominator=100))
def test_steps_give_one_number_everywhere(value):
    found = read_standard(STEPS, "重点支出安排率")
    assert found is not None
    worth = found.worth(value, F(5))
    assert worth is not None
    assert worth.value in {F(5), F(4), F(3), F(2), F(0)}


@given(st.text("甲乙丙,;。的事项率", min_size=1, max_size=20).filter(lambda text: text.strip(",;。")))
def test_words_beside_the_clauses_leave_it_to_a_person(words):
    assert read_standard(STEPS + words, "重点支出安排率") is None


FORM = f"""
rulebook = "hongshan-2023"
[form]
kind = "department"
department = "某局"
year = 2018
printed_total = 98
[[indicator]]
level1 = "投入"
name = "供养人员控制率"
评分标准 = "以100%为标准;每超过一个百分点扣0.5分"
weight = 5
filed = 5
[[indicator]]
level1 = "投入"
name = "三公经费变动率"
standard = "≤0计5分;每超过一个百分点扣0.5分"
weight = 10
filed = 9
[[indicator]]
level1 = "过程"
name = "重点支出安排率"
standard = "{STEPS}"
actual = "85%"
weight = 5
filed = 5
[[indicator]]
level1 = "产出"
name = "工作完成率"
standard = "按完成比例计分"
weight = 80
filed = 81
reason = "个别延期"
"""


def test_a_form_scored_by_standard_is_audited_as_far_as_its_cells_say():
    form = loads(FORM)
    card = score(form)
    first, second, third, last = card.lines
    assert [(line.exact.low, line.exact.high) for line in (first, second, last)] == [(0, 5), (0, 10), (0, 80)]
    assert [line.status for line in card.lines] == [JUDGEMENT, JUDGEMENT, SCORED, JUDGEMENT]
    assert third.exact.value == 4
    assert first.line.standard == "以100%为标准;每超过一个百分点扣0.5分"
    found = {(each.code, each.line) for each in audit(card)}
    assert {("S305", None), ("S301", "i4"), ("S302", "i3")} <= found
    assert "R501" in {code for code, _ in found}
    assert not {code for code, _ in found} & {"F002", "Q601", "T408", "F003"}


def test_beside_a_target_the_standard_silences_the_ratio():
    text = '[form]\nkind = "project"\n[[indicator]]\nname = "完成率"\ntarget = "≥90%"\nactual = "{}"\n'
    text += 'standard = "酌情扣分"\nweight = 10\nfiled = 8\n'
    missed, met = (score(loads(text.format(actual))).lines[0] for actual in ("80%", "95%"))
    assert (missed.exact.low, missed.exact.high) == (0, 10)
    assert met.exact.value == 10
