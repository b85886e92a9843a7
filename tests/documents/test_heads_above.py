"""The head of a form that stands above its table, or in its title, is read; nobody is told to fill in what is there."""

from __future__ import annotations

import html
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from indicators.form import Form
from indicators.reading.load import load
from indicators.recognition.labels import is_body, labelled, year
from scoring.audit import audit
from scoring.scorer import score

Row = list[str]
TITLE, BODY = "项目支出绩效自评表", "某县农业农村局"
TABLE: list[Row] = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "100", "100", "100", "10", "100%", "10"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["产出指标", "数量指标", "培训人数", "≥200人", "210人", "50", "50", ""],
    ["效益指标", "社会效益指标", "知晓率", "≥80%", "85%", "40", "40", ""],
]
NAME = ["项目名称", "", "村道养护"]
# lines above the table, then those of its head
HEADS: list[tuple[list[Row], list[Row]]] = [
    ([[TITLE], ["（2022年度）"], [f"填报单位：{BODY}"]], [NAME]),
    ([[f"2022年度{TITLE}"], [f"单位：{BODY}", "", "", "", "", "金额单位：万元"]], [NAME]),
    ([[TITLE], [f"单位：{BODY}", "", "2022年度", "", "单位：万元"]], [NAME]),
    ([[TITLE], [f"编制单位：{BODY}     2022年     单位：万元"]], [NAME]),
    ([["附件2"], [f"2022年{TITLE}"], [f"部门（单位）名称：{BODY}"]], [NAME]),
    ([[TITLE], ["二〇二二年度"], [f"部门：{BODY}"]], [NAME]),
    ([[TITLE]], [["评价年度", "2022"], ["单位", BODY], NAME]),
    ([["2022年度部门整体支出绩效自评表"], [f"单位：{BODY}"]], []),
]
# what stands in the title alone: no field of the head has it
TITLES = [f"{BODY}2022年度部门整体支出绩效自评表", f"2022年{BODY}村道养护{TITLE}"]


def workbook(above: list[Row], head: list[Row]) -> bytes:
    book = Workbook()
    for row in [*above, *head, *TABLE]:
        book.active.append([text or None for text in row])
    book.save(file := io.BytesIO())
    return file.getvalue()


def page(above: list[Row], head: list[Row]) -> bytes:
    lines = "".join(f"<p>{html.escape('　　'.join(filter(None, row)))}</p>" for row in above)
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(text)}</td>' for text in row)}</tr>" for row in [*head, *TABLE])
    return f"<meta charset=utf-8>{lines}<table>{rows}</table>".encode()


def read(folder: Path, kind: str, above: list[Row], head: list[Row]) -> Form:
    make = {"xlsx": workbook, "html": page}[kind]
    (path := folder / f"a.{kind}").write_bytes(make(above, head))
    (form,) = load(path)
    return form


def missing(form: Form) -> list[str]:
    return [found.message.show() for found in audit(score(form)) if found.code == "F001"]


@pytest.mark.parametrize("kind", ["xlsx", "html"])
@pytest.mark.parametrize(("above", "head"), HEADS)
def test_what_stands_above_the_table_is_read(tmp_path: Path, kind: str, above: list[Row], head: list[Row]) -> None:
    form = read(tmp_path, kind, above, head)
    assert (form.department, form.year) == (BODY, 2022)
    assert missing(form) == []


@pytest.mark.parametrize("title", TITLES)
def test_what_the_title_says_is_not_missing(tmp_path: Path, title: str) -> None:
    assert missing(read(tmp_path, "xlsx", [[title]], [])) == []


def test_what_no_cell_of_the_form_says_is_missing_once(tmp_path: Path) -> None:
    assert missing(read(tmp_path, "xlsx", [[TITLE]], [NAME])) == ["the year is empty"]


@pytest.mark.parametrize("label", ["主管部门", "主管单位", "地方主管部门"])
def test_a_department_is_missing_only_where_it_is_asked_for(tmp_path: Path, label: str) -> None:
    head = [NAME, ["实施单位", BODY], [label, ""]]
    assert missing(read(tmp_path, "xlsx", [[f"2022年{TITLE}"]], head)) == ["the department is empty"]
    assert missing(read(tmp_path, "xlsx", [[f"2022年{TITLE}"]], [NAME])) == []


def test_what_its_label_asks_for_is_missing(tmp_path: Path) -> None:
    head = [NAME, ["主管部门", BODY, "", "实施单位", ""]]
    assert missing(read(tmp_path, "xlsx", [[f"2022年{TITLE}"]], head)) == ["the unit is empty"]


@pytest.mark.parametrize("unit", ["万元", "元", "亿元", "公里", "人", "万平方米", "%", "个"])
def test_a_unit_of_amounts_is_nobody_that_files(unit: str) -> None:
    assert not is_body(unit)
    assert labelled(f"单位：{unit}") == (("ignored", unit),)


@pytest.mark.parametrize(
    ("text", "wanted"), [("二〇一九年度", 2019), ("二○二三年", 2023), ("2022 年度", 2022), ("二十年", None)]
)
def test_years_in_words_are_years(text: str, wanted: int | None) -> None:
    assert year(text) == wanted
