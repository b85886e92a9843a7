"""Text whose cells are parted by other marks than tabs: the same lines whatever the mark is."""

from __future__ import annotations

import pytest

from indicators.form import Form
from indicators.reading.limits import Limits
from indicators.reading.text import read
from indicators.recognition.recognise import recognise

HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]
ROWS = [
    ["产出指标", "数量指标", "巡查河道次数", "≥24次", "26次", "30", "30"],
    ["质量指标", "水质达标率", "≥95%", "93%", "20", "18", "汛期来水浑浊"],
    ["效益指标", "社会效益指标", "受益人口", "≥3万人", "3.1万人", "40", "40"],
    ["满意度指标", "服务对象满意度", "群众满意度", "≥90%", "92%", "10", "10"],
]
TABLE = [["项目名称", "河道巡查"], HEAD, *ROWS, ["总分", "100", "98"]]
RULE = "├────┼────┼────┤"


def form(lines: list[str]) -> Form:
    text = "\n".join(["项目支出绩效自评表", "（2023年度）", *lines])
    (found,) = recognise(read(text.encode(), "a.txt", Limits())).forms
    return found


def cells(found: Form) -> list[tuple[str, str, str, str, str]]:
    """What each line of a form says."""
    return [(each.name, each.target, each.actual, str(each.weight), str(each.filed)) for each in found.lines()]


def parted(mark: str, *, framed: bool = False, ruled: bool = False) -> list[str]:
    lines = [(mark if framed else "") + mark.join(row) + (mark if framed else "") for row in TABLE]
    return [each for line in lines for each in (line, RULE)] if ruled else lines


EXPECTED = [
    ("巡查河道次数", "≥24次", "26次", "30", "30"),
    ("水质达标率", "≥95%", "93%", "20", "18"),
    ("受益人口", "≥3万人", "3.1万人", "40", "40"),
    ("群众满意度", "≥90%", "92%", "10", "10"),
]


@pytest.mark.parametrize("mark", ["\t", "|", "｜", "│", "┃", "，", "、", "；", ",", ";", "    ", "  ", "｜ "])
def test_any_mark_parts_cells(mark: str) -> None:
    found = form(parted(mark))
    assert cells(found) == EXPECTED
    assert str(found.printed_total) == "98"


@pytest.mark.parametrize("mark", ["｜", "│", "┃", "║"])
@pytest.mark.parametrize("ruled", [False, True])
def test_frames_and_borders_of_boxes_are_no_cells(mark: str, ruled: bool) -> None:
    assert cells(form(parted(mark, framed=True, ruled=ruled))) == EXPECTED


def test_prose_with_commas_is_prose() -> None:
    prose = ["一是完善制度，明确责任，细化措施，强化考核，注重实效，形成合力。"] * 4
    text = "\n".join(prose)
    assert [part.text for part in read(text.encode(), "a.txt", Limits()).parts] == prose  # type: ignore[union-attr]


def test_figures_of_one_line_are_never_one_figure() -> None:
    """Spaces that put the figures of several columns under one heading: a person must look."""
    uneven = ["   ".join(HEAD), *("  ".join(row[:4]) + "   " + "  ".join(row[4:]) for row in ROWS)]
    for each in form(["项目名称   河道巡查", *uneven]).lines():
        for text in (each.actual, str(each.weight), str(each.filed)):
            assert not text or not text.replace("%", "").isdecimal() or len(text) < 4
