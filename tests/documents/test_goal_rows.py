"""The overall goal as a row with points, category labels in every row, an empty field of reasons."""

from __future__ import annotations

import pytest
from layouts import grid
from recognised import one

from indicators.form import Form
from scoring import score
from scoring.audit import audit

TITLE = "2023年度河道整治项目自评表"
FUNDS = """
| 项目名称 | < | 河道整治 | < | < | < |
| 主管部门 | < | 某区水务局 | 项目实施单位 | 河道所 | < |
| 预算执行情况（万元）（20分） | < | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率） |
| ^ | < | 200 | 180 | 90% | 18 |
"""
TABLE = """| 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分 |
| 产出指标 | 数量指标 | 整治河道长度 | ≥20公里 | 20公里 | 20 |
| 产出指标 | 质量指标 | 验收合格率 | 100% | 100% | 20 |
| 效益指标 | 社会效益指标 | 受益群众满意度 | ≥90% | 92% | 20 |
| 总分 | < | < | < | < | 98 |
"""
GOALS = {
    "with headings": (
        "| 绩效总目标（20分） | < | 绩效总目标 | < | 完成率 | 得分 |\n| ^ | < | 完成整治 | < | 100% | 20 |\n"
    ),
    "an account beside the rate": (
        "| 绩效总目标（20分） | < | 年度总目标 | 完成情况 | 完成率 | 得分 |\n"
        "| ^ | < | 完成整治 | 已完成 | 100% | 20 |\n"
    ),
    "without headings": "| 年度绩效目标（20分） | < | 完成整治 | < | 100% | 20 |\n",
    "without points in its label": "| 绩效总目标 | < | 完成整治 | < | 100% | 20 |\n",
}


def form(goal: str) -> Form:
    return one(TITLE, grid((FUNDS + goal + TABLE).strip() + "\n"))


@pytest.mark.parametrize("how", GOALS)
def test_a_goal_with_points_is_a_line(how: str) -> None:
    read = form(GOALS[how])
    assert read.goal is not None
    assert [each.cells for each in read.others] == ([("完成情况", "已完成")] if "account" in how else [])
    assert (read.goal.target, read.goal.actual, str(read.goal.filed)) == ("完成整治", "100%", "20")
    assert (str(read.goal.weight) == "20") is ("20分" in GOALS[how])
    card = score(read)
    assert card.rulebook.id == "hongshan-2023" and card.filed.low == 98
    assert {each.code for each in audit(card) if each.severity != "note"} <= {"R501"}  # the budget was not spent


LABELLED = """| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标(50分) | 数量指标 | 检查次数 | ≥50次 | 50次 | 30 | 30 |
| 产出指标(50分) | 质量指标 | 合格率 | 100% | 100% | 20 | 20 |
| 效益指标(30分) | 社会效益指标 | 覆盖率 | ≥90% | 92% | 30 | 30 |
| 满意度指标(10分) | 服务对象满意度指标 | 满意度 | ≥90% | 92% | 10 | 10 |
"""


def test_a_label_in_every_row_prints_its_points_once() -> None:
    read = one(TITLE, grid(LABELLED))
    assert [(each.name, str(each.points)) for each in read.blocks] == [
        ("产出指标", "50"), ("效益指标", "30"), ("满意度指标", "10"),
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["", "无"])
def test_an_empty_field_of_reasons_is_one(reason: str) -> None:
    """Whether it is empty or says 无: points were lost and it gives no reason."""
    tail = f"| 偏差大或目标未完成原因分析 | < | {reason} | < | < | < |\n"
    read = one(TITLE, grid((FUNDS + GOALS["with headings"] + TABLE + tail).strip() + "\n"))
    assert "deviation_reason" in dict(read.places)
    assert "R501" in {each.code for each in audit(score(read))}
