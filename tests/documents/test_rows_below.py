"""Rows under the lines: those beside the 100 points say what they are, a reviewer's total stands in every report."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from indicators.form import Form
from indicators.reading.load import load
from indicators.recognition.headings import role
from scoring.audit import audit
from scoring.report import FormReport, Report, render
from scoring.scorer import score

Row = list[object]
HEAD: list[Row] = [
    ["2021年度项目支出绩效自评表"],
    ["项目名称", None, "村道养护"],
    ["主管部门", None, "某局", None, "实施单位", "某站"],
    ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", 100, 100, 100, 10, "100%", 10],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["产出指标", "数量指标", "培训人数", "≥200人", "210人", 50, 47, "部分返工"],
    ["效益指标", "社会效益指标", "知晓率", "≥80%", "85%", 30, 30],
    ["满意度指标", "满意度", "群众满意度", "≥90%", "92%", 10, 10],
]
BONUS: Row = ["加分项", None, "获省级表彰", None, "1次", 5, 3]
MALUS: Row = ["扣分项", None, "审计发现问题", None, "1个", -5, -2]
VETO: Row = ["一票否决", None, "重大安全事故", "0起", "0起"]


def total(points: object, label: str = "总分") -> Row:
    return [label, None, None, None, None, 100, points]


def read(folder: Path, *below: Row) -> Form:
    book = Workbook()
    for row in [*HEAD, *below]:
        book.active.append(row)
    book.save(path := folder / "a.xlsx")
    (form,) = load(path)
    return form


def report(form: Form, language: str = "zh") -> Report:
    card = score(form)
    return Report((FormReport(card, tuple(audit(card))),), language=language)


def sheets(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def shown(form: Form, kind: str) -> str:
    made = render(report(form), kind)
    return sheets(made) if isinstance(made, bytes) else made


@pytest.mark.parametrize("kind", ["table", "markdown", "html", "workpaper"])
def test_each_row_says_what_it_is(tmp_path: Path, kind: str) -> None:
    text = shown(read(tmp_path, BONUS, MALUS, VETO, total(97)), kind)
    assert all(name in text for name in ("加分项：获省级表彰", "扣分项：审计发现问题", "一票否决：重大安全事故"))


@pytest.mark.parametrize(
    ("rows", "printed", "told", "data"),
    [
        ([BONUS], 100, "100（97.00 + 加分项 3）", [("i4", "3")]),
        ([MALUS], 95, "95（97.00 - 扣分项 2）", [("i4", "-2")]),
        ([BONUS, MALUS], 98, "98（97.00 + 加分项 3 - 扣分项 2）", [("i4", "3"), ("i5", "-2")]),
        ([BONUS, MALUS], 100, "100（97.00 + 加分项 3）", [("i4", "3")]),
        ([[*MALUS[:5], 5, 2]], 95, "95（97.00 - 扣分项 2）", [("i4", "-2")]),  # what it takes, without its sign
        ([BONUS, VETO], 97, "97", None),  # it is not counted
        ([], 97, "97", None),
    ],
)
def test_a_total_that_holds_them_is_explained(
    tmp_path: Path, rows: list[Row], printed: int, told: str, data: list[tuple[str, str]] | None
) -> None:
    form = read(tmp_path, *rows, total(printed))
    assert f"表列 {told}  等级" in shown(form, "table")
    assert f"表列 **{told}**" in shown(form, "markdown")
    assert f"<b>{told}</b>" in shown(form, "html")
    (found,) = json.loads(shown(form, "json"))["forms"]
    beside = found["totals"].get("beside")
    assert (beside and [(each["line"], each["points"]) for each in beside]) == data
    assert not [each for each in audit(score(form)) if each.code == "S305"]


def test_the_printed_page_sums_the_100_points_alone(tmp_path: Path) -> None:
    text = shown(read(tmp_path, BONUS, total(100)), "html")
    assert '<th colspan="6">总分</th><td class="figure">100</td><td class="figure">100</td>' in text


@pytest.mark.parametrize(
    "label", ["复核总分", "财政审定总分", "财政审定得分", "复核得分", "财政复核总分", "主管部门审核得分"]
)
@pytest.mark.parametrize("shape", ["row", "pair", "text"])
def test_a_reviewers_total_stands_beside_the_filed_in_every_report(tmp_path: Path, label: str, shape: str) -> None:
    row = {"row": [label, *[None] * 5, 92.5], "pair": [label, 92.5], "text": [f"{label}：92.5分"]}[shape]
    form = read(tmp_path, total(97), row)
    assert (str(form.printed_total), str(form.reviewed)) == ("97", "92.5")
    assert "自评 97.00  复核 92.5  规则" in shown(form, "table")
    assert "复核 **92.5**" in shown(form, "markdown")
    assert "复核 <b>92.5</b>" in shown(form, "html")
    assert "92.5" in shown(form, "workpaper") and "92.5" in shown(form, "xlsx")
    assert json.loads(shown(form, "json"))["forms"][0]["totals"]["reviewed"] == "92.5"
    assert {line["reviewed_total"] for line in csv.DictReader(io.StringIO(shown(form, "csv")))} == {"92.5"}
    assert not [each for each in audit(score(form)) if each.code in ("S305", "D104", "D105")]


@pytest.mark.parametrize("words", ["由财政部门填写", "", "—"])
def test_words_in_a_reviewers_place_are_no_total(tmp_path: Path, words: str) -> None:
    form = read(tmp_path, total(97), ["复核总分", words])
    assert (str(form.printed_total), form.reviewed) == ("97", None)
    assert not [each for each in audit(score(form)) if each.code == "D104"]


@pytest.mark.parametrize(
    "title", ["评价组复核分", "评审组复核得分", "绩效科复核分", "财政所复核得分", "中介机构复核分", "评价小组审核得分"]
)
@pytest.mark.parametrize("printed", [97, 92])
def test_a_column_of_whoever_reviews_is_a_review(tmp_path: Path, title: str, printed: int) -> None:
    book = Workbook()
    given = {6: title, 7: 42, 8: 30, 9: 10}
    for number, row in enumerate([*HEAD, total(97)], 1):
        book.active.append([*row, *[None] * (8 - len(row)), given.get(number, printed if number == 10 else None)])
    book.save(path := tmp_path / "a.xlsx")
    (form,) = load(path)
    assert [str(line.reviewed) for line in form.indicators] == ["42", "30", "10"]
    assert (str(form.printed_total), str(form.reviewed)) == ("97", str(printed))
    assert not [each for each in audit(score(form)) if each.code in ("D107", "S305")]


@pytest.mark.parametrize("title", ["是否复核得分", "自评复核得分"])
def test_what_says_otherwise_is_none(title: str) -> None:
    assert role(title, "table") != "reviewed"


@pytest.mark.parametrize("label", ["填报人", "填表人", "联系人", "负责人", "项目负责人", "经办人", "审核人"])
@pytest.mark.parametrize("sign", ["：", ":", "（签字）：", " "])
@pytest.mark.parametrize("telephone", ["联系电话：010-12345678", "联系电话：", ""])
def test_who_filed_a_form_is_no_row_of_it(tmp_path: Path, label: str, sign: str, telephone: str) -> None:
    form = read(tmp_path, total(97), [f"{label}{sign}张三", None, None, None, telephone])
    assert not [each for each in audit(score(form)) if each.code == "D105"]
    assert len(form.indicators) == 3
