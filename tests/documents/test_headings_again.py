"""A heading printed again within its table, as on each page of a long one: no line, and no new columns."""

from __future__ import annotations

import pytest
from layouts import grid
from recognised import TITLE, cells, one

from indicators import Form
from scoring import score
from scoring.audit import audit

HEAD = "| 一级指标 | 二级指标 | {name} | {target} | {actual} | {weight} | {filed} |"
ROWS = """
| 产出指标 | 数量指标 | 培训人数 | ≥20人 | 21人 | 30 | 30 |
{a}
| {up} | {up} | 发放证书 | ≥15本 | 15本 | 20 | 20 |
| {up} | 质量指标 | 合格率 | ≥90% | 95% | 10 | 10 |
{b}
| 效益指标 | 社会效益指标 | 就业率 | ≥80% | 72% | 30 | 27 |
| 满意度指标 | 满意度指标 | 学员满意度 | ≥90% | 93% | 10 | 10 |
| 总分 | < | < | < | < | 100 | 97 |
"""
KNOWN = {"name": "三级指标", "target": "年度指标值", "actual": "实际完成值", "weight": "分值", "filed": "得分"}
ODD = {"name": "具体事项", "target": "预设", "actual": "落到实处", "weight": "占分", "filed": "评到"}
LINES = [
    ("数量指标", "培训人数", "≥20人", "21人", "30", "30"),
    ("数量指标", "发放证书", "≥15本", "15本", "20", "20"),
    ("质量指标", "合格率", "≥90%", "95%", "10", "10"),
    ("社会效益指标", "就业率", "≥80%", "72%", "30", "27"),
    ("满意度指标", "学员满意度", "≥90%", "93%", "10", "10"),
]


def read(words: dict[str, str], at: str, *, merged: bool = False) -> Form:
    head = HEAD.format(**words)
    again = head.replace("一级指标 | 二级指标", "^ | ^") if merged else head
    given = {key: again if key in at else "" for key in "ab"}
    up = "^" if merged and "b" not in at else ""
    rows = (
        ROWS.format(up=up, **given)
        .replace("|  |  | 发", "| 产出指标 | 数量指标 | 发")
        .replace("|  | 质", "| 产出指标 | 质")
    )
    table = "\n".join(line for line in (head + rows).splitlines() if line.strip())
    return one(TITLE, grid(table))


@pytest.mark.parametrize("at", ["", "a", "b", "ab"])
@pytest.mark.parametrize("odd", [(), *((key,) for key in ODD), ("weight", "filed"), tuple(ODD)], ids=str)
def test_it_changes_nothing(at: str, odd: tuple[str, ...]) -> None:
    form = read(KNOWN | {key: ODD[key] for key in odd}, at)
    assert cells(form) == LINES and str(form.printed_total) == "97" and form.unread == ()
    assert not [each for each in audit(score(form)) if each.severity == "error"]


def test_categories_may_reach_over_it() -> None:
    assert cells(read(KNOWN | {"weight": "占分"}, "a", merged=True)) == LINES


@pytest.mark.parametrize("words", [("落实（A）", "成效（B）"), ("绩效目标（A）", "全年执行结果（B）")])
def test_the_letters_of_the_forms_tell_target_and_completion(words: tuple[str, str]) -> None:
    told = KNOWN | dict(zip(("target", "actual"), words, strict=True))
    assert cells(read(told, "")) == LINES


def test_points_under_an_unknown_heading_are_unread_where_they_add_to_nothing() -> None:
    """No weights are inferred beside a column that may hold them."""
    head = HEAD.format(**KNOWN | {"weight": "占分"})
    rows = ROWS.format(up="产出指标", a="", b="").replace("100 | 97", "90 | 97")
    form = one(TITLE, grid("\n".join(line for line in (head + rows).splitlines() if line.strip())))
    assert {line.unread for line in form.indicators} == {("weight",)}
    assert not {each.code for each in audit(score(form))} & {"W101", "W105", "F002", "S302", "S305"}
