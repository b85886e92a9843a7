"""Headings below a heading: names and points under each level; signs, values and units under a target."""

from __future__ import annotations

import pytest

from indicators.form import Form
from indicators.reading.grid import Document
from indicators.reading.limits import Limits
from indicators.reading.text import read
from indicators.recognition.recognise import recognise

STANDARD = [
    ["决策", "15", "项目立项", "6", "立项依据", "6", "符合得6分", "6", ""],
    ["", "", "绩效目标", "9", "目标合理", "9", "合理得9分", "8", "部分未量化"],
    ["产出", "55", "产出数量", "55", "河道清淤", "55", "完成率×55", "55", ""],
    ["效益", "30", "项目效益", "30", "满意度", "30", "≥95%得30分", "30", ""],
]
LEVELS = ["一级指标", "", "二级指标", "", "三级指标", "", "评分标准", "自评得分", "扣分原因"]
SIGNED = [
    ["产出指标", "数量指标", "辅具适配", "≥", "120", "人", "118人", "40", "39"],
    ["", "质量指标", "补贴准确率", "＝", "100", "%", "100%", "20", "20"],
    ["效益指标", "社会效益", "生活改善", "定性", "明显", "", "明显", "30", "30"],
    ["满意度指标", "服务对象满意度", "群众满意度", "≥", "90", "%", "95%", "10", "10"],
]
TARGETS = ["一级指标", "二级指标", "三级指标", "年度指标值", "", "", "实际完成值", "分值", "得分"]


def form(table: list[list[str]], way: str) -> Form:
    """A table as tabs, as Markdown, or as a page whose blank headings are merged into those before them."""
    if way == "tabs":
        text = "\n".join("\t".join(row) for row in table)
    elif way == "markdown":
        rows = ["| " + " | ".join(row) + " |" for row in table]
        text = "\n".join([rows[0], "|" + "---|" * len(table[0]), *rows[1:]])
    else:
        text = (
            "<table>" + "".join(f"<tr>{_cells(row, merge=at == 0)}</tr>" for at, row in enumerate(table)) + "</table>"
        )
    document: Document = read(f"2023年度项目绩效自评表\n项目名称：某项目\n\n{text}\n".encode(), "a.txt", Limits())
    (found,) = recognise(document).forms
    return found


def _cells(row: list[str], *, merge: bool) -> str:
    told = ""
    for at, text in enumerate(row):
        if merge and not text:
            continue
        wide = 1 + next((i for i, each in enumerate(row[at + 1 :]) if each), len(row) - at - 1) if merge else 1
        told += f"<td colspan={wide}>{text}</td>"
    return told


@pytest.mark.parametrize("way", ["tabs", "markdown", "page"])
@pytest.mark.parametrize("name", ["名称", "指标名称", "指标"])
@pytest.mark.parametrize("points", ["分值", "权重", "标准分"])
def test_points_stand_beside_every_level(way: str, name: str, points: str) -> None:
    heads = [LEVELS, [name, points, name, points, name, points, "", "", ""]]
    lines = list(form([*heads, *STANDARD], way).lines())
    assert [(line.name, str(line.weight), str(line.filed)) for line in lines if line.block == "indicator"] == [
        ("立项依据", "6", "6"), ("目标合理", "9", "8"), ("河道清淤", "55", "55"), ("满意度", "30", "30"),
    ]  # fmt: skip
    assert [line.level1 for line in lines] == ["决策", "决策", "产出", "效益"]


@pytest.mark.parametrize("way", ["tabs", "markdown", "page"])
@pytest.mark.parametrize("sign", ["符号", "运算符号", "计算符号", "比较符"])
@pytest.mark.parametrize("value", ["值", "内容", "数值"])
@pytest.mark.parametrize("unit", ["单位", "度量单位", "单位（文字描述）"])
def test_a_target_in_parts_is_one_target(way: str, sign: str, value: str, unit: str) -> None:
    heads = [TARGETS, ["", "", "", sign, value, unit, "", "", ""]]
    lines = list(form([*heads, *SIGNED], way).lines())
    assert [(line.name, line.target, line.actual) for line in lines] == [
        ("辅具适配", "≥120人", "118人"), ("补贴准确率", "＝100%", "100%"), ("生活改善", "明显", "明显"),
        ("群众满意度", "≥90%", "95%"),
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["tabs", "markdown", "page"])
def test_a_completion_in_parts_is_one_completion(way: str) -> None:
    heads = [
        ["一级指标", "二级指标", "三级指标", "预期指标值", "", "", "实际完成指标值", "", "", "自评得分", "分值"],
        ["", "", "", "符号", "值", "单位（文字描述）", "符号", "值", "单位（文字描述）", "", ""],
    ]
    rows = [
        ["产出指标", "数量指标", "辅具适配", "≥", "120", "人", "=", "118", "人", "59", "60"],
        ["效益指标", "社会效益", "生活改善", "文字描述", "", "明显", "文字描述", "", "明显", "40", "40"],
        ["自评总分", "", "", "", "", "", "", "", "", "99", "100"],
    ]
    found = form([*heads, *rows], way)
    assert [(line.target, line.actual, str(line.filed)) for line in found.lines()] == [
        ("≥120人", "118人", "59"), ("明显", "明显", "40"),
    ]  # fmt: skip
    assert str(found.printed_total) == "99"
