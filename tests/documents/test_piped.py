"""Rows between bars: a blank cell at an end of a line is a cell; the total row of the funds is no sum of points."""

from __future__ import annotations

import pytest
from recognised import cells

from indicators.form import Form
from indicators.reading import text
from indicators.reading.limits import Limits
from indicators.recognition.recognise import recognise
from scoring import score
from scoring.audit import audit

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


BESIDE = {
    "指标性质": ("达成", "定量", "≥", ""),
    "上年完成值": ("/", "17公里", ""),
    "完成情况": ("达成", "已完成", ""),
    "数据来源": ("台账", "/", "17"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("title", "text"), [(title, text) for title, texts in BESIDE.items() for text in texts])
def test_a_column_before_the_target_gives_none(title: str, text: str, way: str) -> None:
    """As many cells as headings: each stands under its own, whatever the columns beside hold."""
    rows = [(*row[:3], title if at == 0 else text, *row[3:]) for at, row in enumerate(LINES)]
    assert [row[2:] for row in cells(read(*FUNDS, *rows, way=way))] == [row[3:7] for row in LINES[1:]]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("spread", [False, True], ids=["one column", "two columns"])
def test_a_target_in_three_columns(way: str, *, spread: bool) -> None:
    head = (*LINES[0][:3], "符号", "值", "单位", *LINES[0][4:])
    if spread:
        head = (*LINES[0][:3], "运算符号", "指标值", "计量单位", *LINES[0][4:])
    rows = [
        (*row[:3], "≥", row[3].strip("≥公里人%"), "%" if "%" in row[3] else row[3][-1], *row[4:]) for row in LINES[1:]
    ]
    over = (*LINES[0][:3], "年度指标值", "", "", *LINES[0][4:])
    under = ("", "", "", "符号", "值", "单位", "", "", "", "")
    form = read(*FUNDS, *((head,) if spread else (over, under)), *rows, way=way)
    found = [
        (line.level1, line.level2, line.name, str(line.weight)) for line in form.lines() if line.block == "indicator"
    ]
    above = ["产出指标", "产出指标", "效益指标"]
    assert found == [(level, row[1], row[2], row[5]) for level, row in zip(above, LINES[1:], strict=True)]
    assert [line.target[:2] for line in form.lines() if line.block == "indicator"] == ["≥1", "≥9", "≥4"]


@pytest.mark.parametrize(
    ("budget", "spent"), [("计划数", "支出数"), ("资金计划数", "实际支出数"), ("年度计划金额", "支出金额")]
)
def test_planned_and_spent_funds(budget: str, spent: str) -> None:
    form = read(
        ("项目资金（万元）", budget, "到位数", spent, "分值", "得分"),
        ("资金总额", "300", "290", "285", "10", "9.5"),
        *LINES,
        way="tabs",
    )
    assert form.budget is not None
    assert (form.budget.line.target, form.budget.line.actual, str(form.budget.line.filed)) == ("300", "285", "9.5")


def one_a_line(*rows: tuple[str, ...]) -> Form:
    """Each cell that holds anything on a line of its own."""
    lines = (TITLE, "项目名称", "村道养护", *(cell for row in rows for cell in row if cell))
    (form,) = recognise(text.read("\n".join(lines).encode(), "a.txt", Limits())).forms
    return form


LABEL = ("绩效指标",)
WHOLE = [
    ("产出指标", "数量指标", "维修道路里程", "≥18公里", "18公里", "45", "45"),
    ("产出指标", "质量指标", "验收合格率", "≥98%", "99%", "25", "25"),
    ("效益指标", "社会效益指标", "受益人口数", "≥4300人", "4410人", "20", "20"),
]


def lines_of(form: Form) -> list[tuple[str, ...]]:
    found = [line for line in form.lines() if line.block == "indicator"]
    return [
        (line.level1, line.level2, line.name, line.target, line.actual, str(line.weight), str(line.filed))
        for line in found
    ]


@pytest.mark.parametrize("label", [(), LABEL], ids=["no label", "label"])
@pytest.mark.parametrize("numbers", ["", "序号", "编号"])
@pytest.mark.parametrize("name", ["三级指标", "绩效指标", "指标内容"])
@pytest.mark.parametrize("last", ["", "完成情况评价", "佐证"])
def test_a_cell_a_line_under_further_headings(label: tuple[str, ...], numbers: str, name: str, last: str) -> None:
    """The numbers of the rows, a name called like a block, a last heading that nobody knows."""
    rows = []
    for at, row in enumerate(LINES):
        kept = (*row[:2], name if at == 0 else row[2], *row[3:7], (last if at == 0 else "达成") if last else "")
        rows.append(((numbers if at == 0 else str(at)) if numbers else "", *kept))
    form = one_a_line(label, *rows)
    assert [row[:3] for row in lines_of(form)] == [row[:3] for row in WHOLE]
    for row, wanted, line in zip(lines_of(form), WHOLE, form.indicators, strict=True):
        for key, ours, theirs in zip(("target", "actual", "weight", "filed"), row[3:], wanted[3:], strict=True):
            assert ours == theirs or key in line.unread


@pytest.mark.parametrize("rate", ["", "执行率"])
def test_few_headings_of_funds_a_cell_a_line(rate: str) -> None:
    amounts = ("", "95%") if rate else ("", "")
    form = one_a_line(
        ("项目资金（万元）", "全年预算数", "全年执行数", rate),
        ("年度资金总额", "300", "285", amounts[1]),
        ("其中：财政拨款", "300", "285", amounts[1]),
        LABEL,
        *LINES,
    )
    assert form.budget is not None
    assert (form.budget.line.target, form.budget.line.actual) == ("300", "285")
    assert lines_of(form) == WHOLE


@pytest.mark.parametrize(
    "reason",
    ["1.预算执行率=预算执行数/调整后预算数，未达到90%的需说明原因（100字以内）；", "年中追加了防汛资金，按文件调整。"],
)
def test_a_reason_is_no_name_of_a_source(reason: str) -> None:
    form = one_a_line(
        ("项目资金（万元）", "年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分", "原因"),
        ("年度资金总额", "0.00", "3.36", "3.36", "100.00%", "10", "10", reason),
        ("其中：财政资金", "0.00", "3.36", "3.36", "100.00%", "/", "/"),
        ("单位资金", "0.00", "0.00", "0.00", "0.00%", "/", "/"),
        LABEL,
        *LINES,
    )
    assert form.budget is not None
    assert form.budget.line.reason == reason
    assert [source.name for source in form.budget.sources] == ["其中：财政资金", "单位资金"]
    assert not {finding.code for finding in audit(score(form))} & {"B204", "B207"}
