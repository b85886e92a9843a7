"""Whole kinds of headings, rows and cells that are easily taken for another: what a careful person reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts import grid

from indicators.form import Form
from indicators.reading.grid import Cell, Document
from indicators.recognition.numbering import is_numbering
from indicators.recognition.recognise import recognise
from indicators.recognition.rows import Row
from scoring import score
from scoring.audit import audit

FUNDS = """
| 项目名称 | 渠道维修 | < | 实施单位 | 水利站 | < | < |
| 主管部门 | 水利局 | < | 年度 | 2022 | < | < |
| 项目资金 | 年初预算数 | {change} | {budget} | 全年执行数 | 执行率 | 得分（10分） |
| 年度资金总额 | 500 | 100 | 600 | 570 | 95% | 9.5 |
"""
LINES = """
| {name} | 三级指标 | {target} | {actual} | {weight} | {filed} | {last} |
| 产出指标 | 维修渠道长度 | ≥40公里 | 42公里 | {points[0]} | 50 | {says} |
| 效益指标 | 受益户数 | ≥100户 | 80户 | {points[1]} | 24 | {says} |
| 满意度指标 | 群众满意度 | ≥90% | 95% | {points[2]} | 10 | {says} |
| 总分 | < | < | < | {whole} | {total} | |
"""
PLAIN = {
    "change": "上年结转", "budget": "全年预算数", "name": "一级指标", "target": "年度指标值", "actual": "实际完成值",
    "weight": "分值", "filed": "得分", "last": "备注", "points": ("50", "30", "10"), "whole": "100", "says": "",
    "total": "93.5",
}  # fmt: skip


def one(drawing: str = FUNDS + LINES, **words: object) -> Form:
    table = grid(drawing.format(**{**PLAIN, **words}).replace("\n\n", "\n"))
    (form,) = recognise(Document("a", (table,))).forms
    return form


def codes(form: Form, severity: str = "error") -> set[str]:
    return {found.code for found in audit(score(form)) if found.severity == severity}


def cells(form: Form) -> list[tuple[str, ...]]:
    lines = (line for line in form.lines() if line.block == "indicator")
    return [(x.level1, x.name, x.target, x.actual, str(x.weight or ""), str(x.filed or "")) for x in lines]


READ = cells(one())


def test_the_plain_form_is_right() -> None:
    assert READ[0] == ("产出指标", "维修渠道长度", "≥40公里", "42公里", "50", "50")
    assert len(READ) == 3 and not codes(one()) - {"R501"}


@pytest.mark.parametrize("heading", ["分值", "权重", "指标权重"])
def test_weights_in_percent_are_points(heading: str) -> None:
    form = one(weight=heading, points=("50%", "30%", "10％"), whole="100%")
    assert cells(form) == READ and not codes(form) - {"R501"}


def test_a_score_in_percent_beside_points_is_no_score() -> None:
    form = one(LINES.replace("| 24 |", "| 80% |"))
    assert "filed" in form.indicators[1].unread


@pytest.mark.parametrize(
    "change", ["预算调整数", "调整数", "年中追加", "年中追加预算数", "预算调整金额", "追加预算", "调整预算数"]
)
@pytest.mark.parametrize("budget", ["调整后预算数", "全年预算数"])
def test_a_change_of_the_budget_is_not_the_budget(change: str, budget: str) -> None:
    line = one(change=change, budget=budget).budget.line
    assert (line.target, line.actual) == ("600", "570")


NUMBERS = (
    "1 2 3 4 5 6 7",
    "（1） （2） （3） （4） （5） （6） （7）",
    "栏次 1 2 3 4 5 6",
    "A B C D E F G",
    "甲 乙 1 2 3 4 5",
    "① ② ③ ④ ⑤ ⑥ ⑦",
    "1 2 3 4 5 6=5/4 7",
)


@pytest.mark.parametrize("row", NUMBERS)
def test_numbers_of_columns_are_no_line(row: str) -> None:
    first, heading, *rest = LINES.split("\n")
    drawing = "\n".join((first, heading, "| " + " | ".join(row.split()) + " |", *rest))
    assert cells(one(FUNDS + drawing)) == READ


@given(st.lists(st.sampled_from(("1", "2", "3", "A", "B", "甲", "(1)", "20", "合计", "3人")), min_size=3, max_size=5))
def test_a_row_numbers_columns_only_in_order(texts: list[str]) -> None:
    row = Row(tuple(Cell(text, 1, at) for at, text in enumerate(texts)), 1)
    if is_numbering(row):
        assert len(set(texts)) == len(texts) and not set(texts) & {"20", "合计", "3人"}


@pytest.mark.parametrize("heading", ["偏差率", "偏差率（%）", "偏离度"])
def test_a_rate_of_deviation_is_no_room_for_reasons(heading: str) -> None:
    form = one(last=heading, says="-20%")
    assert form.indicators[1].reason == "" and "R501" not in codes(form)


@pytest.mark.parametrize("heading", ["全年完成", "业绩值", "实际业绩值"])
def test_further_headings_of_the_completion(heading: str) -> None:
    assert cells(one(actual=heading)) == READ


@pytest.mark.parametrize("heading", ["得分情况", "自评得分情况", "自评结果", "自评得分结果"])
def test_further_headings_of_the_score(heading: str) -> None:
    assert cells(one(filed=heading)) == READ


@pytest.mark.parametrize("heading", ["绩效指标", "指标", "评价指标"])
def test_a_broad_heading_before_the_names_is_a_category(heading: str) -> None:
    assert cells(one(name=heading)) == READ


def test_a_label_split_from_its_heading_is_no_name() -> None:
    drawing = """
| 绩效指标 | 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
| 年度绩效指标 | 产出指标 | 维修渠道长度 | ≥40公里 | 42公里 | 50 | 50 |
| ^ | 效益指标 | 受益户数 | ≥100户 | 80户 | 30 | 24 |
"""
    assert cells(one(FUNDS + drawing)) == READ[:2]


@pytest.mark.parametrize(
    "title", ["项目支出绩效自评价表", "部门整体支出绩效自我评价表", "项目支出绩效自评复核表", "预算绩效自我评价情况表"]
)
def test_further_titles(title: str) -> None:
    drawing = "| " + " | ".join(("2023年度" + title, *"<" * 6)) + " |" + FUNDS + LINES
    form = one(drawing)
    assert form.title == "2023年度" + title and form.year == 2023
    assert form.kind == ("department" if "整体" in title else "project")


@pytest.mark.parametrize(("total", "grade"), [("93.5分（优秀）", "优秀"), ("93.5（良）", "良"), ("93.5 优", "优")])
def test_a_total_and_its_grade_in_one_cell(total: str, grade: str) -> None:
    form = one(total=total)
    assert (str(form.printed_total), form.printed_grade) == ("93.5", grade) and not form.unread_cells


@pytest.mark.parametrize("text", ["优■ 良□ 中□ 差□", "☑优 □良 □中 □差", "优（√） 良（） 中（） 差（）", "√优 良 中 差"])
def test_a_ticked_grade(text: str) -> None:
    form = one(FUNDS + LINES + f"| 自评等级 | {text} | < | < | < | < | < |")
    assert form.printed_grade == "优"


@pytest.mark.parametrize("text", ["优□ 良□ 中□ 差□", "优■ 良■ 中□ 差□"])
def test_no_grade_or_two_ticked_is_none(text: str) -> None:
    assert one(FUNDS + LINES + f"| 自评等级 | {text} | < | < | < | < | < |").printed_grade == ""


@pytest.mark.parametrize(
    ("row", "total", "right"),
    [("加分项", "2", "95.5"), ("扣分项", "-1", "92.5"), ("扣分项", "1", "92.5"), ("加分项", "2", "93.5")],
)
def test_points_beside_the_hundred_may_be_in_the_total(row: str, total: str, right: str) -> None:
    more = f"| {row} | 另行加减 | | | | {total} | |"
    drawing = FUNDS + LINES.replace("| 总分", more + "\n| 总分")
    assert "S305" not in codes(one(drawing, total=right))
    assert "S305" in codes(one(drawing, total="90.25"))


@pytest.mark.parametrize(("role", "cell"), [("actual", "达到数目"), ("filed", "评议分"), ("target", "要求数目")])
def test_an_unknown_heading_accuses_nobody_of_an_empty_column(role: str, cell: str) -> None:
    form = one(**{role: cell})
    assert "F002" not in codes(form)


def test_a_column_that_is_printed_and_empty_is_still_told() -> None:
    empty = LINES.replace("42公里", "").replace("80户", "").replace("95%", "")
    assert "F002" in codes(one(FUNDS + empty)) | codes(one(FUNDS + empty), "warning")


PERSON = """
| 姓名 | 李四 | < | 部门 | 办公室 | < | < |
| 一级指标 | 三级指标 | 目标值 | 完成值 | 分值 | 自评得分 | 备注 |
| 工作业绩 | 办件及时率 | ≥95% | 98% | 50 | 50 | |
| 工作态度 | 出勤率 | ≥98% | 99% | 50 | 50 | |
"""
VIRTUES = """
| 考核指标 | 考核内容 | 目标 | 完成情况 | 分值 | 自评得分 |
| 德 | 政治表现 | 良好 | 良好 | 20 | 20 |
| 能 | 业务能力 | 良好 | 良好 | 30 | 28 |
| 勤 | 出勤率 | ≥95% | 98% | 20 | 20 |
| 绩 | 工作任务完成率 | 100% | 100% | 30 | 30 |
"""
SUMMARY = """
| 序号 | 项目名称 | 主管部门 | 预算数 | 执行数 | 执行率 | 自评得分 |
| 1 | 渠道维修 | 水利局 | 600 | 570 | 95% | 97.5 |
| 2 | 校舍维修 | 教育局 | 1500 | 1500 | 100% | 94 |
"""


@pytest.mark.parametrize(("drawing", "kinds"), [(PERSON, ["人员考核"]), (VIRTUES, ["人员考核"]), (SUMMARY, [])])
def test_appraisals_of_persons_and_lists_are_no_forms(drawing: str, kinds: list[str]) -> None:
    found = recognise(Document("a", (grid(drawing),)))
    assert found.forms == () and [table.kind for table in found.tables] == kinds


@pytest.mark.parametrize("title", ["职工培训项目绩效自评表", "村干部工资经费绩效自评表"])
def test_a_project_for_persons_is_a_form(title: str) -> None:
    assert one("| " + " | ".join((title, *"<" * 6)) + " |" + FUNDS + LINES).title == title


MERGED = """
| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 培训场次 | ≥10场 | {first} | 20 | {filed} |
| ^ | 培训人数 | ≥100人 | {second} | ^ | {other} |
| 效益指标 | 就业率 | ≥90% | 91% | 80 | 80 |
"""


@pytest.mark.parametrize(("filed", "other"), [("20", "^"), ("12", "8")])
@pytest.mark.parametrize(("first", "second"), [("10场", "100人"), ("10场", "50人"), ("0场", "0人")])
def test_a_weight_printed_for_several_lines_is_no_lines_own(first: str, second: str, filed: str, other: str) -> None:
    """Neither the weights nor the scores are certain, and nobody is accused."""
    form = one(MERGED, first=first, second=second, filed=filed, other=other)
    assert [(line.weight, "weight" in line.unread) for line in form.indicators[:2]] == [(None, True)] * 2
    card = score(form, None)
    assert [line.exact.low for line in card.counted[:2]] == [0, 0]
    assert all(line.exact.high <= 20 for line in card.counted[:2])
    assert [each.code for each in audit(card) if each.severity == "error"] == []


@pytest.mark.parametrize(
    ("output", "benefit", "told"),
    [(50, 30, []), (40, 40, ["40", "40"]), (50, 20, ["20"]), ("", "", []), (50, "", []), ("", 20, ["20"])],
)
def test_points_printed_for_a_category_are_those_of_its_lines(output: object, benefit: object, told: list[str]) -> None:
    words = {name: f"{name}（{points}分）" if points else name for name, points in
             (("产出指标", output), ("效益指标", benefit))}  # fmt: skip
    drawing = LINES
    for name, word in words.items():
        drawing = drawing.replace(name, word)
    found = [each for each in audit(score(one(FUNDS + drawing))) if each.code == "W102"]
    printed = [str(dict(each.message.values)["printed"]) for each in found if "printed" in dict(each.message.values)]
    assert printed == told
