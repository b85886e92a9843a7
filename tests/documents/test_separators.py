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


def test_line_breaks_in_cells_pasted_from_a_sheet() -> None:
    """Cells in quotes over several lines, some with a quote of their own."""
    head = '"一级\n指标"\t"二级\n指标"\t"三级\n指标"\t"年度\n指标值"\t"实际\n完成值"\t分值\t得分\t偏差原因'
    rows = ["\t".join(row) for row in ROWS]
    rows[1] = '质量指标\t水质达标率\t≥95%\t93%\t20\t18\t"汛期来水\n浑浊，""浊度""超标"'
    found = form(["项目名称\t河道巡查", head, *rows, "总分\t100\t98"])
    assert cells(found) == EXPECTED
    assert [line.reason for line in found.lines()][1] == '汛期来水浑浊，"浊度"超标'


@pytest.mark.parametrize(
    ("heads", "sums", "total"),
    [
        (["分值", "自评得分", "主管部门复核得分", "财政审核得分"], ["100", "99", "97", "96"], "99"),
        (["分值", "自评得分", "财政复核得分"], ["100", "99", "97"], "99"),
        (["分值", "自评得分", "财政复核得分"], ["99", "97"], "99"),
        (["自评得分", "分值"], ["99", "100"], "99"),
        (["分值", "自评得分"], ["100", "99"], "99"),
    ],
)
def test_the_total_is_that_of_the_unit(heads: list[str], sums: list[str], total: str) -> None:
    """Of several sums in a row of text, those of the weights and of reviewers are not what the unit gave itself."""
    head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", *heads]
    points = {"分值": ("60", "40"), "自评得分": ("59", "40")}
    rows = [
        [
            "产出指标",
            "数量指标",
            "巡查河道次数",
            "≥24次",
            "26次",
            *(points.get(each, ("58", "39"))[0] for each in heads),
        ],
        ["效益指标", "社会效益", "受益人口", "≥3万人", "3万人", *(points.get(each, ("58", "39"))[1] for each in heads)],
    ]
    lines = ["\t".join(row) for row in (["项目名称", "河道巡查"], head, *rows, ["合计", *sums])]
    assert str(form(lines).printed_total) == total


@pytest.mark.parametrize("said", ["96 / 复核 95", "96分；财政审核得分：95", "96（复核95分）", "96"])
def test_what_others_gave_behind_a_total_is_not_the_total(said: str) -> None:
    found = form(["\t".join(row) for row in TABLE[:-1]] + [f"自评得分：{said}"])
    assert str(found.printed_total) == "96"
