"""Blank forms, as notices have them attached, are told once as blank; one figure that is filled in makes a form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve
from corpus import LAYOUTS, Layout, as_document, plain
from layouts import grid

from indicators.reading.grid import Cell, Document, Grid, Paragraph
from indicators.recognition import headings
from indicators.recognition.recognise import Recognised, recognise
from scoring.cli import run

FILLED = {  # those whose text above or columns that the drawing below does not know keep a figure
    "chongqing-liangping-department", "hunan-yongzhou-department", "hubei-guangshui-evaluation",
    "hubei-university-student-aid",
    "ningxia-yinchuan-school", "ningxia-yuanzhou-seed-project", "tianjin-department-system", "yunnan-department-13",
}  # fmt: skip
FORMS = sorted(name for name, each in LAYOUTS.items() if each.rows and name not in FILLED)
BLANK = """
| 项目名称 | {project} | < | < | < | < | < | < |
| 项目资金（万元） |  | < | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | < | {budget} | {spent} | 10 | | |
| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |
| ^ | {goal} | < | < | {done} | < | < | < |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| ^ | 产出指标（50分） | 数量指标 | {name} | {target} | {actual} | 50 | {filed} |
| ^ | ^ | ^ | 指标2： | | | | |
| ^ | 效益指标 | 社会效益指标 | …… | | | 30 | |
| ^ | 满意度指标 | 服务对象满意度指标 | 指标1： | | | 10 | |
| 总分 | < | < | < | < | < | 100 | {total} |
"""
EMPTY = dict.fromkeys(("project", "budget", "spent", "goal", "done", "target", "actual", "filed", "total"), "")
EMPTY["name"] = "指标1："


def read(**cells: str) -> Recognised:
    table = grid(BLANK.format(**{**EMPTY, **cells}))
    return recognise(Document("a.xlsx", (Paragraph("项目支出绩效自评表"), table)))


def blank(layout: Layout) -> Grid:
    """The layout as it is before anybody fills it in: headings, labels, categories and names."""
    kept = {plain(row[key]) for row in layout.rows for key in ("level1", "level2", "name")}

    head = {plain(layout.fact(key)) for key in ("project", "department", "unit")}

    def is_printed(cell: Cell) -> bool:
        text = cell.text
        if plain(text) in head:
            return False
        totals = headings.heading(text) in headings.FUNDS_TOTALS | headings.TOTALS
        words = headings.is_heading(text) or headings.is_block(text) or headings.is_category(text)
        labels = headings.label(text) or headings.is_part(text) or headings.tail(text) or headings.is_goal(text)
        return plain(text) in kept or totals or words or bool(labels)

    table = layout.table
    return evolve(table, cells=tuple(cell if is_printed(cell) else evolve(cell, text="") for cell in table.cells))


@pytest.mark.parametrize("name", FORMS)
def test_every_layout_that_nobody_filled_in_is_blank(name: str) -> None:
    assert len(FORMS) >= 40
    layout = LAYOUTS[name]
    found = recognise(as_document(layout, blank(layout)))
    assert found.forms == () and len(found.tables) == 1
    [table] = found.tables
    left = [text for text in table.kind.split("，") if text]  # a unit above the table, or under a label of its own
    assert table.stage == ("head" if left else "blank") and not any(map(headings.label, left))
    assert bool(left) == (name in ("shanghai-project", "yunnan-changning-coop"))


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"project": "XX项目"},
        {"name": "承保面积"},
        {"target": "≥××%", "actual": "××%"},
        {"target": "（请填写年初批复的目标值）", "actual": "（填写）"},
        {"goal": "目标1：……", "done": "目标1：……"},
        {"budget": "XX万元", "spent": "—"},
        {"target": "/", "actual": "……"},
    ],
)
def test_what_stands_for_something_to_fill_in_is_nothing(cells: dict[str, str]) -> None:
    found = read(**cells)
    assert found.forms == () and [table.stage for table in found.tables] == ["blank"]


@pytest.mark.parametrize(
    "cells",
    [
        {"target": "≥5场", "name": "培训场次"},
        {"actual": "5场", "name": "培训场次"},
        {"filed": "50", "name": "培训场次"},
        {"spent": "98"},
        {"budget": "0"},
        {"goal": "全年培训5场。"},
        {"target": "X射线机3台", "name": "购置设备"},
        {"total": "96"},
    ],
)
def test_anything_filled_in_makes_it_a_form(cells: dict[str, str]) -> None:
    assert len(read(**cells).forms) == 1


@pytest.mark.parametrize("project", ["农业保险补贴", "第2期X光机购置"])
def test_a_head_alone_is_told_as_a_head(project: str) -> None:
    found = read(project=project, name="承保面积")
    assert found.forms == () and [(table.stage, table.kind) for table in found.tables] == [("head", project)]


@pytest.mark.parametrize("name", FORMS)
def test_every_layout_with_a_filled_head_alone_says_its_head(name: str) -> None:
    layout = LAYOUTS[name]
    if not (project := layout.fact("project")):
        return
    kept = {cell.place for cell in layout.table.cells if plain(cell.text) == plain(project)}
    cells = (
        was if was.place in kept else cell for was, cell in zip(layout.table.cells, blank(layout).cells, strict=True)
    )
    found = recognise(as_document(layout, evolve(layout.table, cells=tuple(cells))))
    assert found.forms == () and len(found.tables) == 1
    if kept:
        assert found.tables[0].stage == "head" and plain(project) in plain(found.tables[0].kind)


def test_the_command_says_it_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = sorted(grid(BLANK.format(**EMPTY)).cells, key=lambda cell: (cell.row, cell.column))
    rows: dict[int, str] = {}
    for cell in cells:
        spans = f"rowspan={cell.rows} colspan={cell.columns}"
        rows[cell.row] = rows.get(cell.row, "") + f"<td {spans}>{cell.text}</td>"
    table = "".join(f"<tr>{row}</tr>" for row in rows.values())
    path = tmp_path / "a.html"
    path.write_text(f"<p>附件1</p><p>项目支出绩效自评表</p><table>{table}</table>", "utf-8")
    assert run([str(path), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and len(out.strip().splitlines()) == 1
    assert out.startswith("空白表") and "这是空白自评表，目标值和完成值均未填写" in out
    assert run([str(path), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["forms"], [each["status"] for each in data["files"]]) == ([], ["blank"])
