"""A form whose cells were run together into text: that one begins here is told, and nothing of it is read."""

from __future__ import annotations

import pytest

from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring import score
from scoring.audit import audit

HEAD = "项目名称 农技推广 主管部门 某县农业局 实施单位 某县农技站 项目资金(万元) 全年预算数 全年执行数 分值 执行率 得分"
LEVELS = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施"
LINES = "产出指标 数量指标 培训人数 ≥100人 100人 20 20 质量指标 合格率 ≥95% 96% 30 30"
GOAL = "年度总体目标 本年培训农户100人。 完成培训。"


def codes(text: str) -> list[list[str]]:
    found = contents(text.encode(), "form.txt", Limits())
    return [[each.code for each in audit(score(form)) if each.code.startswith("D")] for form in found.forms]


@pytest.mark.parametrize(
    "text",
    [
        f"附件：项目支出绩效自评表 (2022年度) {HEAD} {GOAL} {LEVELS} {LINES}",
        f"首页 通知公告 {GOAL} 项目支出绩效自评表 {HEAD} {LEVELS} {LINES} 上一篇 下一篇",
        f"项目支出绩效自评表\n{LEVELS}\n产出 数量 培训人数 ≥100人 100人 20 20\n效益 增收 户均增收 ≥5% 6% 30 30\n",
        f"项目支出绩效自评表\n{HEAD}\n{LEVELS}\n{LINES}\n",
    ],
)
def test_a_form_in_running_text_is_told(text: str) -> None:
    assert codes(text) == [["D108"]]


@pytest.mark.parametrize(
    "text",
    [
        "关于开展绩效自评表填报工作的通知：一级指标、二级指标、三级指标和年度指标值、实际完成值、分值、得分由各单位填写。"
        * 3,
        f"{LEVELS} {LINES} {LEVELS} {LINES}",  # no title begins it
        "项目支出绩效自评表填表说明\n一级指标、二级指标、三级指标：按批复的绩效目标填写\n得分：按规则计算\n",
        "项目支出绩效自评表\n下载\n返回\n",
    ],
)
def test_what_speaks_of_forms_is_none(text: str) -> None:
    assert codes(text) == []
