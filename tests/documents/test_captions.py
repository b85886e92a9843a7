"""What stands above a table: the heading of the page, a caption below it, and the spellings of the project's name."""

from __future__ import annotations

import pytest
from recognised import one

from indicators.form import Form
from indicators.reading import html
from indicators.reading.limits import Limits
from indicators.recognition.recognise import recognise

ROWS = (
    ("项目名称", "道路养护"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "里程", "≥18公里", "18公里", "100", "100"),
)


def read(above: str, caption: str) -> Form:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    page = f"{above}<table>{caption and f'<caption>{caption}</caption>'}{rows}</table>"
    (form,) = recognise(html.read(page.encode(), "a.html", Limits())).forms
    return form


@pytest.mark.parametrize(
    ("caption", "year"),
    [
        ("", 2022),
        ("表1 项目支出绩效自评表", 2022),
        ("项目支出绩效自评表", 2022),
        ("安和县部门预算绩效自评表", 2022),
        ("表1 2021年度项目支出绩效自评表", 2021),
    ],
)
def test_a_caption_takes_nothing_from_what_stands_above_it(caption: str, year: int) -> None:
    assert read("<p>项目支出绩效自评表</p><p>（2022年度）</p>", caption).year == year


def test_a_total_below_the_title_is_that_of_the_form_whose_caption_repeats_it() -> None:
    above = "<p>项目支出绩效自评表</p><p>自评得分：60分</p>"
    assert str(read(above, "表1 项目支出绩效自评表").printed_total) == "60"
    assert read(above, "部门整体绩效自评表").printed_total is None


@pytest.mark.parametrize(
    "label",
    [
        "项目支出名称",
        "项目支出名称（编号）",
        "专项（项目）名称",
        "项目（政策）名称",
        "项目/政策名称",
        "财政专项资金名称",
        "补助资金名称",
        "部门预算项目名称",
        "项目名称及编码",
        "自评项目全称",
    ],
)
def test_spellings_of_the_name_of_a_project(label: str) -> None:
    head = "2022年度项目支出绩效自评表"
    rows = [f"{label}\t道路养护", *("\t".join(row) for row in ROWS[1:])]
    assert one(head, *rows).project == "道路养护"
