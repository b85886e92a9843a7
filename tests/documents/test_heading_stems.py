"""Headings are known by stem and kind, in any order of their parts; what is vague gives way to what is plain."""

from __future__ import annotations

import pytest
from layouts import grid

from indicators.form import Form
from indicators.reading.grid import Document, Paragraph
from indicators.recognition.headings import role
from indicators.recognition.recognise import Recognised, recognise

KINDS = {
    "actual": """绩效指标完成实际值 完成值（实际） 实际完成绩效指标值 完成实际值 执行完毕绩效指标
        指标执行情况 实际执行值 实际完成数量
        截至12月底完成值 截至2023年12月31日完成情况 已完成值 评价期完成值
        指标值完成情况 目标值实际完成情况 年度实绩 实绩值 实施结果 实际完成指标""",
    "target": """标杆值 行业标杆值 计划完成值 预计完成值 年度计划完成值 应完成值 拟完成值 预期实现值
        预设目标值 考核目标 考核目标值 期望值 年初指标
        年初值 年初批复值 设定值 目标要求 年度指标要求""",
    "weight": "应得分 规定分值 额定分 指标分 权重分 分值设定 总分值 分值/权重 标准得分",
    "filed": "实得分 本次得分 评估得分 考核得分 年终得分 自评赋分 单位自评",
    "reason": "偏差情况 偏差及改进措施 未达标原因",
    "improvement": "下步改进措施 拟改进措施",
    "name": "评分指标 末级指标 指标项 绩效内容 三级分类 评价项目",
    "level1": "指标一级 一级分类",
    "level2": "指标二级 二级目录",
}
TABLE = """
| 项目名称 | 村医补助 | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | {heads} |
| 产出指标 | 数量指标 | 补助村医人数 | {cells[0]} |
| 效益指标 | 社会效益指标 | 政策知晓率 | {cells[1]} |
"""


def read(heads: str, *cells: str, title: str = "项目支出绩效自评表") -> Recognised:
    above = (Paragraph(title),) if title else ()
    return recognise(Document("a", (*above, grid(TABLE.format(heads=heads, cells=cells)))))


def one(heads: str, *cells: str) -> Form:
    [form] = read(heads, *cells).forms
    return form


@pytest.mark.parametrize(
    ("wanted", "heading"), [(kind, each) for kind, words in KINDS.items() for each in words.split()]
)
def test_headings_of_a_stem(wanted: str, heading: str) -> None:
    assert role(heading, "table") == wanted


@pytest.mark.parametrize("heading", ["截至7月底完成情况", "1-7月完成值"])
def test_a_year_that_is_not_over_has_no_completion(heading: str) -> None:
    assert role(heading, "table") == ""


@pytest.mark.parametrize(
    ("heads", "cells", "target", "actual"),
    [
        ("标杆值 | 目标值 | 完成值", "120人 | 156人 | 150人", "156人", "150人"),
        ("目标值 | 标杆值 | 完成值", "156人 | 120人 | 150人", "156人", "150人"),
        ("标杆值 | 完成值 | 得分", "156人 | 150人 | 9", "156人", "150人"),
        ("目标值 | 完成进度 | 实际完成值", "156人 | 100% | 150人", "156人", "150人"),
        ("目标值 | 完成情况说明 | 完成值", "156人 | 已发放 | 150人", "156人", "150人"),
        ("目标值 | 完成进度 | 得分", "156人 | 150人 | 9", "156人", "150人"),
    ],
)
def test_what_is_vague_gives_way(heads: str, cells: str, target: str, actual: str) -> None:
    form = one(heads, cells, cells)
    assert [(line.target, line.actual) for line in form.indicators] == [(target, actual)] * 2
    assert form.unread == ()
    said = {text for other in form.others for text in other.cells}
    kept = set(cells.split(" | ")) - {target, actual, "9"}
    assert kept <= said


def test_a_column_that_may_hold_what_came_of_it_is_no_lack_of_it() -> None:
    """A table whose completions stand under words that nobody knows is no table of targets."""
    found = read("绩效指标值 | 年底办结的绩效", "156人 | 150人", "≥80% | 85%", title="")
    [form] = found.forms
    assert found.tables == () and [line.unread for line in form.indicators] == [("actual",)] * 2
    [targets] = read("绩效指标值 | 指标的由来", "156人 | 年报", "≥80% | 调查", title="").tables
    assert targets.stage == "targets"
    [empty] = read("绩效指标值 | 年底办结的绩效", "156人 | ", "≥80% | ", title="").tables
    assert empty.stage == "targets"
