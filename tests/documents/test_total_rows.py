"""The row of the form's total, whatever it is called and wherever in it the figure stands."""

from __future__ import annotations

import pytest
from attrs import evolve
from layouts import grid
from recognised import TITLE, one

from indicators import Form
from indicators.reading.grid import UNCALCULATED
from scoring import score
from scoring.audit import audit

HEAD = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |"
ROWS = """
| 产出指标 | 数量指标 | 培训人数 | ≥20人 | 21人 | 60 | 60 |
| 效益指标 | 社会效益指标 | 就业率 | ≥80% | 72% | 40 | 36 |
"""
CALLED = (
    "总分 合计 总得分 综合得分 最终得分 自评结果 合计得分 总评得分 综合评分 评价总分 绩效得分 项目得分 得分总计 "
    "本项目自评得分"
)


def read(row: str) -> Form:
    return one(TITLE, grid(HEAD + ROWS + row))


def printed(form: Form) -> str:
    return "unread" if form.is_unread("printed_total") else str(form.printed_total or "")


@pytest.mark.parametrize("called", [*CALLED.split(), "小计", "自 评 总 分"])
def test_whatever_it_is_called(called: str) -> None:
    form = read(f"| {called} | < | < | < | < | 100 | 97 |")
    assert printed(form) == "97" and len(form.indicators) == 2 and form.others == ()
    assert "S305" in {each.code for each in audit(score(form))}  # 96


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("| 总分 | < | < | < | < | 96 |  |", "96"),
        ("| 总分 | < | < | < | < | 100 |  |", ""),
        ("| 总分 | < | < | < | < | 80 |  |", ""),
        ("| 总分 | < | < | < | 96 |  |  |", "96"),
        ("| 总分 | < | < | < | 80 |  |  |", "unread"),
        ("| 总分 | < | < | < | < | 100 | 100/96 |", "96"),
        ("| 总分 | < | < | < | < | 100 | 总分=96 |", "96"),
        ("| 总分：96 | < | < | < | < | 100 |  |", "96"),
        ("| 总分 | < | < | < | < | 100 | 96分（优秀） |", "96"),
    ],
)
def test_wherever_in_it_the_figure_stands(row: str, wanted: str) -> None:
    form = read(row)
    assert printed(form) == wanted
    assert "S305" not in {each.code for each in audit(score(form))}


@pytest.mark.parametrize("row", ["| 小计 | < | < | < | < | 40 | 36 |", "| 综合得分 | < | 口径 | 见注 | < | 100 | 97 |"])
def test_what_sums_up_some_lines_or_says_more_is_no_total(row: str) -> None:
    assert printed(read(row)) == ""


def test_a_line_may_be_named_like_a_total() -> None:
    form = read("| 效益指标 | 社会效益指标 | 综合评分 | ≥90分 | 92分 | 10 | 10 |")
    assert form.indicators[-1].name == "综合评分" and printed(form) == ""


def test_a_formula_that_nothing_calculated_is_for_a_person() -> None:
    table = grid(HEAD + ROWS + "| 总分 | < | < | < | < | 100 |  |")
    cells = (*table.cells[:-1], evolve(table.cells[-1], flaw=UNCALCULATED))
    form = one(TITLE, evolve(table, cells=cells))
    assert printed(form) == "unread" and "D102" in {each.code for each in audit(score(form))}


def test_nor_is_such_a_weight_any_number() -> None:
    table = grid(HEAD + ROWS)
    cells = tuple(evolve(cell, text="", flaw=UNCALCULATED) if cell.text == "40" else cell for cell in table.cells)
    form = one(TITLE, evolve(table, cells=cells))
    assert form.indicators[1].unread == ("weight",)
    assert not {each.code for each in audit(score(form))} & {"W101", "F002", "S302"}


LABELLED = """
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因 |
| ^ | 产出指标 | 数量指标 | 培训人数 | ≥20人 | 21人 | 60 | 60 | |
| ^ | 效益指标 | 社会效益指标 | 就业率 | ≥80% | 72% | 40 | 36 | |
"""


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("| 总分 | < | < | < | < | < | 100 | 97 | |", "97"),
        ("| ^ | 总分 | < | < | < | < | < | 100 | 97 | |", "97"),  # pushed over the edge of the table
        ("| ^ | 总分 | < | < | < | < | < | 100 | 97 |", "unread"),
        ("| ^ | 总分 | < | < | < | < | 100 | 97 | |", "97"),
    ],
)
def test_a_label_that_is_merged_a_row_too_far(row: str, wanted: str) -> None:
    drawn = grid(LABELLED + row)
    form = one(TITLE, evolve(drawn, cells=tuple(cell for cell in drawn.cells if cell.column < 9 or cell.row == 3)))
    assert printed(form) == wanted
    assert ("S305" in {each.code for each in audit(score(form))}) == (wanted == "97")
    assert len(form.indicators) == 2
