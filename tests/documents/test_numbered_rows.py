"""A column that numbers the rows, before the categories, in text (序号); merged cells blank or left out."""

from __future__ import annotations

import pytest

from indicators.form import Form
from indicators.reading.documents import contents
from indicators.reading.limits import Limits

HEAD = ["序号", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "自评得分"]
ROWS = [
    ["1", "产出指标", "数量指标", "接入系统数", "≥30个", "28个", "20", "18.7"],
    ["2", "", "", "归集数据量", "≥5亿条", "6.1亿条", "20", "20"],
    ["3", "", "质量指标", "数据合格率", "≥95%", "97%", "20", "20"],
    ["4", "", "时效指标", "平台上线时间", "2023年10月", "2023年9月", "10", "10"],
    ["5", "效益指标", "社会效益指标", "办理时限压缩率", "≥50%", "52%", "20", "20"],
    ["10", "满意度指标", "服务对象满意度指标", "用户满意度", "≥90%", "93%", "10", "10"],
]
TOTAL = ["总分", "", "", "", "", "", "100", "98.7"]


def read(lines: list[list[str]], mark: str, heading: str = "序号", file: str = "a.txt") -> Form:
    table = [[heading, *HEAD[1:]], *lines]
    text = "\n".join(["2023年度项目支出绩效自评表", "项目名称" + mark + "数据平台", *map(mark.join, table)])
    found = contents(text.encode(), file, Limits())
    [form] = found.forms
    return form


def rows(form: Form) -> list[tuple[str, ...]]:
    return [
        (each.level1, each.level2, each.name, each.target, each.actual, str(each.weight), str(each.filed))
        for each in form.indicators
    ]


def wanted() -> list[tuple[str, ...]]:
    levels, found = ["", ""], []
    for row in ROWS:
        levels = [row[1] or levels[0], row[2] or levels[1]]
        found.append((*levels, *row[3:]))
    return found


@pytest.mark.parametrize("mark", ["\t", " | ", "，"], ids=["tabs", "bars", "commas"])
@pytest.mark.parametrize("heading", ["序号", "编号"])
def test_numbers_of_rows_are_no_cells_of_lines(mark: str, heading: str) -> None:
    form = read([*ROWS, TOTAL], mark, heading)
    assert rows(form) == wanted() and form.unread == ()
    assert str(form.printed_total) == "98.7" and not any(line.unread for line in form.indicators)


@pytest.mark.parametrize("mark", ["\t", " | "], ids=["tabs", "bars"])
def test_the_row_of_sums_may_have_a_number_too(mark: str) -> None:
    form = read([*ROWS, ["11", "合计", "", "", "", "", "100", "98.7"]], mark)
    assert rows(form) == wanted() and str(form.printed_total) == "98.7" and form.unread == ()


def test_in_a_table_with_lines_as_well() -> None:
    lines = [HEAD, *ROWS, ["11", "合计", "", "", "", "", "100", "98.7"]]
    table = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in lines)
    [form] = contents(f"<p>项目支出绩效自评表</p><table>{table}</table>".encode(), "a.html", Limits()).forms
    assert rows(form) == wanted() and str(form.printed_total) == "98.7" and form.unread == ()


def test_merged_cells_may_be_left_out_behind_the_number() -> None:
    form = read([*([text for text in row if text] for row in ROWS), TOTAL], "\t")
    assert rows(form) == wanted() and form.unread == ()


def test_numbers_may_be_missing() -> None:
    form = read([*(["", *row[1:]] for row in ROWS), TOTAL], "\t")
    assert rows(form) == wanted() and form.unread == ()
