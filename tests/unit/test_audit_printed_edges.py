"""Edges of what a form prints, and of the cell that a finding on the whole form is shown at."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Form, Line
from indicators.form import Other
from indicators.messages import Message
from indicators.place import Place
from scoring import score
from scoring.audit.printed import column_named, kept_aside, noted, own_heading, prints, reason_field, where

BASE = ("一级指标", "二级指标", "三级指标")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("年度指标值", "target"),
        ("本年绩效计划值及内容", "target"),  # by a word in it
        ("全年完成值", "actual"),
        ("完成的数量和质量", "actual"),
        ("分值", "weight"),
        ("得分", "filed"),
        ("偏差原因分析及改进措施", "reason"),
        ("未达标情况说明", "reason"),
        ("完成率", ""),  # a rate is no completion
        ("责任科室", ""),
        ("改进措施", "reason"),
    ],
)
def test_the_columns_that_a_form_prints(heading: str, column: str) -> None:
    """Each heading is the room for one column and for no other, wherever it stands."""
    for columns in ((*BASE, heading, "备注栏"), (heading, *BASE)):
        form = Form("project", columns=columns)
        every = {each: prints(form, each) for each in ("target", "actual", "weight", "filed", "reason")}
        assert every == {each: each == column for each in every}
    assert prints(Form("project"), column or "reason") is None


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ((), "the target"),
        ((*BASE, "年度指标值", "完成值"), "年度指标值"),
        (("年度指标值", *BASE, "目标值"), "目标值"),  # from the first column of the indicators on
        (("年度指标值", "指标名称", "目标值"), "目标值"),
        (("年度指标值", "二级指标", "目标值"), "目标值"),
        ((*BASE, "年度指标值", "目标值"), "the target"),  # which of the two?
        ((*BASE, "年度指标值", "年度指标值"), "年度指标值"),
        ((*BASE, "完成值"), "the target"),
        (("年度指标值", "完成值"), "年度指标值"),  # no column of names is known
    ],
)
def test_what_a_form_calls_a_column(columns: tuple[str, ...], shown: str) -> None:
    assert column_named(Form("project", columns=columns), "target").show() == Message(shown).show()


@pytest.mark.parametrize(
    ("columns", "heading"),
    [
        ((), ""),
        (("得分", "扣分原因"), "扣分原因"),
        (("失分理由及说明", "扣分原因"), "失分理由及说明"),
        (("得分", "偏差原因"), ""),
        (("扣分标准",), ""),
    ],
)
def test_a_column_of_points_lost(columns: tuple[str, ...], heading: str) -> None:
    assert own_heading(Form("department", columns=columns)) == heading


@pytest.mark.parametrize(
    ("more", "has"),
    [
        ({}, None),
        ({"columns": BASE}, False),
        ({"deviation_reason": "延期"}, True),
        ({"deviation_reason": "延期", "columns": BASE}, True),
        ({"places": (("deviation_reason", Place("a.xlsx", "S!B9")),), "columns": BASE}, True),
        ({"places": (("improvement", Place("a.xlsx", "S!B9")),), "columns": BASE}, False),
    ],
)
def test_a_field_for_reasons(more: dict[str, object], has: bool | None) -> None:
    assert reason_field(Form("project", **more)) is has  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "points", "kept"),
    [
        ([("培训", "10分")], 10, True),
        ([("培训", "10")], 10, True),
        ([("培训", " 10 ")], 10, True),
        ([("培训", "10.00")], 10, True),
        ([("培训", "9.5分", "10")], F(19, 2), True),
        ([("培训", "10")], 9, False),
        ([("培训", "20"), ("检查", "10")], 10, True),
        ([("培训", "10元")], 10, False),
        ([("培训", "得10分")], 10, False),
        ([], 10, False),
    ],
)
def test_points_of_a_row_that_was_kept_aside(rows: list[tuple[str, ...]], points: object, kept: bool) -> None:
    form = Form("project", others=tuple(Other(each) for each in rows))
    assert kept_aside(form, F(points)) is kept  # type: ignore[arg-type]


def at(spot: str) -> Place:
    return Place("a.xlsx", spot)


def test_a_finding_is_shown_at_its_field_or_at_the_first_cell_that_a_line_has() -> None:
    cells = ([], [("filed", at("F5")), ("name", at("A5"))], [("weight", at("E6")), ("filed", at("F6"))])
    lines = tuple(
        Line(f"i{number}", "indicator", "培训", "≥5场", "5场", places=tuple(each)) for number, each in enumerate(cells)
    )
    card = score(Form("project", indicators=lines, places=(("points", at("E9")),)))
    assert where(card, "points", card.lines) == at("E9")
    assert where(card, "", card.lines) == at("E6")  # a weight on any line before a score on the first
    assert where(card, "", card.lines[:2]) == at("F5")
    assert where(card, "", card.lines, ("name",)) == at("A5")
    assert where(card, "", card.lines, ("target",)) is None
    assert where(card, "", card.lines[:1]) is None


@pytest.mark.parametrize(
    ("text", "places", "others", "place"),
    [
        ("第二条", {"notes.1": "A8", "notes.2": "A9", "notes": "A7"}, (), "A9"),
        ("第二条.", {"notes.1": "A8", "notes.2": "A9"}, (), "A8"),  # not its words
        ("第二条,见表(1)", {"notes.1": "A8", "notes.2": "A9"}, (), "A9"),  # in other signs
        ("第 二条", {"notes.1": "A8", "notes.2": "A9"}, (), "A9"),
        ("第一条", {"notes.1": "A8", "notes.2": "A9"}, (), "A8"),
        ("第二条", {"notes.1": "A8", "notes": "A7"}, (), "A7"),  # all that is known of it
        ("第二条", {"notes.1": "A8"}, (), None),
        ("第三条", {"notes.1": "A8", "notes": "A7"}, (("备注", "第三 条。"),), "B1"),  # in a row that was kept
        ("第三条", {"notes.1": "A8", "notes": "A7"}, (("备注",), ("备注", "第三条")), "B2"),
        ("第三条", {"notes.1": "A8", "notes": "A7"}, (("备注", "第四条"),), "A8"),
        ("第三条", {"notes": "A7"}, (), "A7"),
        ("第三条", {}, (), None),
    ],
)
def test_the_place_of_a_note(text, places, others, place) -> None:
    form = Form(
        "project",
        notes=("注：第一条。", "第二 条，见表（1）。"),
        places=tuple((key, at(spot)) for key, spot in places.items()),
        others=tuple(Other(cells, at(f"B{number}")) for number, cells in enumerate(others, 1)),
    )
    assert noted(evolve(score(Form("project")), form=form), text) == (at(place) if place else None)
