"""Points that are printed again count once: on a further page, and in a label at the left of a whole table."""

from __future__ import annotations

import pytest
from layouts import grid
from recognised import one

from indicators.form import Form

TITLE = "2023年度项目支出绩效自评表"
FUNDS = """
| 项目名称 | < | 道路养护 | < | < | < | < | < |
| 预算执行情况（10分） | < | 全年预算数 | 全年执行数 | < | 执行率 | 分值 | 得分 |
| ^ | 年度资金总额 | 100 | 90 | < | 90% | 10 | 9 |
"""
HEADS = "| {label} | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n"
FIRST = """\
| ^ | 产出指标（50分） | 数量指标（30分） | 里程 | ≥18公里 | 18公里 | 10 | 10 |
| ^ | ^ | ^ | 公厕 | ≥2座 | 2座 | 20 | 20 |
"""
SECOND = """\
| ^ | {level1} | {level2} | 桥梁 | ≥3座 | 3座 | {more} | {more} |
| ^ | ^ | 质量指标（20分） | 合格率 | ≥98% | 99% | 20 | 20 |
| ^ | 效益指标（40分） | 社会效益指标（40分） | 人口 | ≥40人 | 41人 | 40 | 40 |
"""
LABEL = "绩效指标（90分）"
WANTED = {
    "产出指标": "50",
    "数量指标": "30",
    "质量指标": "20",
    "效益指标": "40",
    "社会效益指标": "40",
    "绩效指标": "90",
    "预算执行情况": "10",
}


def points(form: Form) -> list[tuple[str, str]]:
    return sorted((block.name, str(block.points)) for block in form.blocks)


@pytest.mark.parametrize("parted", [False, True], ids=["one table", "two tables"])
@pytest.mark.parametrize("head", [False, True], ids=["without headings", "headings again"])
@pytest.mark.parametrize("label", [LABEL, "绩效指标"])
def test_a_category_that_goes_on_is_one_block(label: str, *, head: bool, parted: bool) -> None:
    again = SECOND.format(level1="产出指标（50分）", level2="数量指标（30分）", more=0)
    first, second = FUNDS + HEADS.format(label=label) + FIRST, HEADS.format(label=label) * head + again
    if not head:
        form = one(TITLE, grid(first + second))
    else:
        form = one(TITLE, grid(first), "— 2 —", grid(second)) if parted else one(TITLE, grid(first + second))
    wanted = {name: value for name, value in WANTED.items() if name != "绩效指标" or label == LABEL}
    assert points(form) == sorted(wanted.items())


def test_a_category_that_stands_again_below_another_is_another_block() -> None:
    text = HEADS.format(label=LABEL) + FIRST + SECOND.format(level1="效益指标（10分）", level2="社会效益指标", more=10)
    text += "| ^ | 产出指标（50分） | 数量指标（30分） | 桥梁 | ≥3座 | 3座 | 10 | 10 |\n"
    assert [point for point in points(one(TITLE, grid(FUNDS + text))) if point[0] == "产出指标"] == [
        ("产出指标", "50"),
        ("产出指标", "50"),
    ]


@pytest.mark.parametrize("outer", ["项目支出绩效自评", "项目支出绩效自评（100分）", "自评内容（100分）"])
def test_a_label_at_the_left_of_all_is_no_block(outer: str) -> None:
    inner = FUNDS + HEADS.format(label=LABEL) + FIRST + SECOND.format(level1="^", level2="质量指标", more=0)
    rows = inner.strip().split("\n")
    both = "\n".join(f"| {outer if at == 0 else '^'} {row}" for at, row in enumerate(rows))
    plain, labelled = one(TITLE, grid(inner)), one(TITLE, grid(both))
    assert points(labelled) == points(plain)
    assert labelled.budget is not None
    assert plain.budget is not None
    assert str(labelled.budget.line.weight) == str(plain.budget.line.weight) == "10"
    assert [line.level1 for line in labelled.lines()] == [line.level1 for line in plain.lines()]
