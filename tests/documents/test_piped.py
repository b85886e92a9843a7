"""Rows between bars: a blank cell at an end of a line is a cell; the total row of the funds is no sum of points."""

from __future__ import annotations

import pytest
from recognised import cells

from indicators.form import Form
from indicators.reading import text
from indicators.reading.limits import Limits
from indicators.recognition.recognise import recognise

TITLE = "2021年项目绩效自评表"
FUNDS = (
    ("资金（万元）", "预算数", "到位数", "执行数", "执行率", "分值", "得分", "说明"),
    ("合计", "300", "290", "285", "95%", "10", "9.5", ""),
)
LINES = (
    ("一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分", "说明"),
    ("产出指标", "数量指标", "维修道路里程", "≥18公里", "18公里", "45", "45", ""),
    ("", "质量指标", "验收合格率", "≥98%", "99%", "25", "25", ""),
    ("效益指标", "社会效益指标", "受益人口数", "≥4300人", "4410人", "20", "20", ""),
)
WAYS = {
    "tabs": "\t".join,
    "bars": " | ".join,
    "closed": lambda row: " | ".join(row) + " |",
    "edged": lambda row: "| " + " | ".join(row) + " |",
}


def read(*rows: tuple[str, ...], way: str) -> Form:
    document = text.read("\n".join((TITLE, *map(WAYS[way], rows))).encode(), "a.txt", Limits())
    (form,) = recognise(document).forms
    return form


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("label", ["合计", "总计", "小计", "年度资金总额"])
def test_a_row_of_funds_is_no_sum_of_points(label: str, way: str) -> None:
    head, row = FUNDS
    form = read(head, (label, *row[1:]), *LINES, way=way)
    assert form.budget is not None
    line = form.budget.line
    assert (line.target, line.actual, line.unit, str(line.weight), str(line.filed), line.unread) == (
        "300",
        "285",
        "万元",
        "10",
        "9.5",
        (),
    )


@pytest.mark.parametrize("way", WAYS)
def test_blank_cells_at_both_ends_are_cells(way: str) -> None:
    assert cells(read(*FUNDS, *LINES, way=way)) == [
        ("数量指标", "维修道路里程", "≥18公里", "18公里", "45", "45"),
        ("质量指标", "验收合格率", "≥98%", "99%", "25", "25"),
        ("社会效益指标", "受益人口数", "≥4300人", "4410人", "20", "20"),
    ]
