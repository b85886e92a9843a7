"""Funds as labels with values: across a row, in words, down a column; and funds whose points stand nowhere."""

from __future__ import annotations

import pytest
from attrs import evolve
from layouts import grid

from indicators.form import Form
from indicators.reading.grid import Document, Paragraph
from indicators.recognition.recognise import recognise
from scoring import score
from scoring.audit import audit

TOP = """
| 项目名称 | < | 村道养护 | < | < | < | < | < |
| 主管部门 | < | 白石市交通局 | < | 实施单位 | 白石市养护站 | < | < |
"""
BODY = """
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| ^ | 产出指标 | 数量指标 | 培训人数 | ≥200人 | 210人 | 40 | 40 |
| ^ | 效益指标 | 社会效益指标 | 政策知晓率 | ≥80% | 85% | 40 | 40 |
| ^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10 |
"""
SUM = "| 总分 | < | < | < | < | < | 100 | 99.8 |"


def read(funds: str, *, words: str = "", total: str = SUM) -> Form:
    drawn = grid(TOP + "\n".join(line for line in funds.splitlines() if line) + BODY + total)
    table = evolve(drawn, cells=tuple(evolve(cell, text=cell.text.replace("⏎", "\n")) for cell in drawn.cells))
    above = [Paragraph(text) for text in ("2023年度项目支出绩效自评表", words) if text]
    [form] = recognise(Document("form.xlsx", (*above, table))).forms
    return form


def errors(form: Form) -> list[str]:
    return [each.code for each in audit(score(form)) if each.severity == "error"]


WHOLE = {
    "one cell": "| 资金情况 | < | 年初预算数 100 万元，全年执行数 98 万元，执行率 98% | 分值 10 | 得分 9.8 |",
    "with its score": "| 资金情况（10分） | 预算数：100万元；执行数：98万元；执行率：98%；得分：9.8分。 |",
    "lines of a cell": """
| 项目资金（10分） | < | 全年预算数为100万元⏎全年执行数为98万元⏎执行率98%⏎得分9.8 | < | < | < | < | < |""",
    "a cell each": "| 预算执行情况（10分） | < | 预算数：100万元 | < | 执行数：98万元 | < | 执行率：98% | 得分：9.8 |",
    "down": """
| 预算执行情况（10分） | < | < | < | < | < | < | < |
| 年初预算数（万元） | < | 100 | < | < | < | < | < |
| 全年执行数（万元） | < | 98 | < | < | < | < | < |
| 执行率 | < | 98% | < | < | < | < | < |
| 得分 | < | 9.8 | < | < | < | < | < |""",
    "down beside a label": """
| 项目资金（万元） | 全年预算数 | 100 | < | < | < | < | < |
| ^ | 全年执行数 | 98 | < | < | < | < | < |
| ^ | 执行率 | 98% | < | < | < | < | < |
| ^ | 得分（10分） | 9.8 | < | < | < | < | < |""",
    "sources across": """
| 项目资金（万元） |  | 年度资金总额 | 其中：财政拨款 | 上年结转 | 其他资金 | < | < |
| ^ | 全年预算数 | 100 | 80 | 20 | 0 | < | < |
| ^ | 全年执行数 | 98 | 78 | 20 | 0 | < | < |
| ^ | 执行率 | 98% | 97.5% | 100% |  | < | < |
| ^ | 分值 | 10 |  |  |  | < | < |
| ^ | 得分 | 9.8 |  |  |  | < | < |""",
}


@pytest.mark.parametrize("name", WHOLE)
def test_labels_with_values_say_the_funds(name: str) -> None:
    form = read(WHOLE[name])
    line = form.budget.line
    amounts = [text.removesuffix("万元") for text in (line.target, line.actual)]
    assert (*amounts, line.printed_rate) == ("100", "98", "98%")
    assert (str(line.weight), str(line.filed), line.unit, line.unread) == ("10", "9.8", "万元", ())
    assert line.places and errors(form) == [] and len(form.indicators) == 3


def test_amounts_of_sources_stand_in_columns() -> None:
    form = read(WHOLE["sources across"])
    assert [(each.name, each.budget, each.spent) for each in form.budget.sources] == [
        ("其中：财政拨款", "80", "78"), ("上年结转", "20", "20"), ("其他资金", "0", "0"),
    ]  # fmt: skip


def test_words_above_the_table_say_the_funds() -> None:
    form = read("", words="预算执行情况：年初预算数100万元，全年执行数98万元，执行率98%，得分9.8分。")
    assert (form.budget.line.target, form.project, str(form.budget.line.weight)) == ("100万元", "村道养护", "10")
    assert errors(form) == []


@pytest.mark.parametrize(
    "words",
    [
        "道路养护项目绩效自评综述：项目全年预算数为58.19万元，执行数为57.28万元，完成预算98%。",
        "年初预算数100万元，全年执行数98万元，其余按规定收回财政。",
    ],
)
def test_prose_is_no_table_of_funds(words: str) -> None:
    assert read("", words=words).budget is None


def test_a_budget_and_its_adjustment_go_down() -> None:
    down = "| 年初预算数 | < | 90 | < | < | < | < | < |\n| 全年预算数 | < | 100 | < | < | < | < | < |\n"
    form = read(down + "| 全年执行数 | < | 98 | < | < | < | < | < |\n| 得分（10分） | < | 9.8 | < | < | < | < | < |")
    assert (form.budget.initial, form.budget.line.target, form.budget.line.actual) == ("90", "100", "98")


PAIRS = "| 年初预算数 | < | 100万元 | 全年执行数 | < | 98万元 | 执行率 | 98% |"


@pytest.mark.parametrize("total", [SUM, "| 总分 | < | < | < | < | < |  | 99.8 |"])
def test_points_that_stand_nowhere_are_for_a_person(total: str) -> None:
    """Nothing is lost and nothing is missing: the totals say that the funds have points."""
    form = read(PAIRS, total=total)
    assert form.budget.line.unread == ("weight", "filed")
    assert errors(form) == []


def test_funds_without_points_have_none() -> None:
    form = read(PAIRS, total="| 总分 | < | < | < | < | < | 90 | 90 |")
    assert form.budget.line.unread == () and form.budget.line.target == "100万元"


UNREADABLE = [
    "| 资金情况 | < | 年初预算数100万元，其中财政拨款80万元，全年执行数98万元 | < | < | < | 分值 10 | 得分 9.8 |",
    "| 资金情况 | < | 预算数100万元，预算数110万元，执行数98万元 | < | < | < | 分值 10 | 得分 9.8 |",
    "| 资金情况 | < | 全年执行数98万元 | < | < | < | 分值 10 | 得分 9.8 |",
]


@pytest.mark.parametrize("row", UNREADABLE)
def test_funds_that_cannot_be_told_apart_are_unread(row: str) -> None:
    form = read(row)
    assert form.budget.line.unread == ("target", "actual", "weight", "filed")
    assert errors(form) == [] and form.budget.line.target == ""


def test_an_indicator_of_execution_is_no_table_of_funds() -> None:
    row = "| ^ | 产出指标 | 时效指标 | 预算执行率 | 100% | 98% | 10 | 9.8 |\n"
    table = grid(TOP + BODY + row + SUM)
    [form] = recognise(Document("form.xlsx", (Paragraph("项目支出绩效自评表"), table))).forms
    assert form.budget is None and form.indicators[-1].name == "预算执行率"
