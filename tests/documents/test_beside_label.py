"""Rows beside the 100 points whose label stands left of the table, in the column of the merged 绩效指标."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from indicators.form import Form
from indicators.reading.load import load
from scoring import score
from scoring.audit import audit
from scoring.report import FormReport, Report, render

Row = list[object]
NONE: tuple[str, ...] = ()
TITLES = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
HEAD: list[Row] = [
    ["项目支出绩效自评表"],
    ["（2022年度）"],
    ["项目名称", None, "就业补助"],
    ["主管部门", None, "某局", None, "实施单位", "某中心"],
    ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", 50, 50, 50, 10, "100%", 10],
    ["绩效指标", *TITLES],
    [None, "产出指标", "数量指标", "举办招聘会场次", "≥20场", "20场", 20, 20],
    [None, "产出指标", "质量指标", "培训合格率", "≥95%", "97%", 20, 20],
    [None, "产出指标", "时效指标", "补贴按时发放率", "100%", "100%", 10, 10],
    [None, "效益指标", "社会效益指标", "困难人员就业率", "≥80%", "85%", 30, 30],
    [None, "满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "93%", 10, 10],
]
BONUS: Row = ["加分项", None, None, "工作创新", None, "市级经验推广", 5, 3]
MALUS: Row = ["扣分项", None, None, "审计发现问题", "每项扣2分", "2项", -5, -4]
BARE: Row = ["扣分项", None, None, "信息公开不及时", None, "1次", None, -1]
VETO: Row = ["一票否决", None, None, "重大安全事故", None, "无"]
INNER: Row = ["加分项", "创新", None, "获得市级表彰", None, "1次", 5, 3]
SHORT: Row = ["扣分项", None, None, None, None, None, None, -4, "审计发现问题2项"]
MORE: Row = [None, None, None, "获得省级表彰", None, "1次", 5, 2]


def read(folder: Path, rows: list[Row], printed: object, merges: tuple[str, ...] = NONE) -> Form:
    book = Workbook()
    for row in [*HEAD, *rows, ["总分", None, None, None, None, None, 100, printed]]:
        book.active.append(row)
    for each in merges:
        book.active.merge_cells(each)
    book.save(path := folder / "a.xlsx")
    (form,) = load(path)
    return form


@pytest.mark.parametrize("merged", [NONE, ("A7:A12",)])
@pytest.mark.parametrize(
    ("rows", "printed", "named", "filed", "merges"),
    [
        ([BONUS], 100, ["加分项：工作创新"], ["3"], NONE),
        ([MALUS], 96, ["扣分项：审计发现问题"], ["-4"], NONE),
        ([BARE], 99, ["扣分项：信息公开不及时"], ["-1"], NONE),
        ([VETO], 100, ["一票否决：重大安全事故"], [""], NONE),
        ([INNER], 103, ["加分项：获得市级表彰"], ["3"], NONE),
        ([SHORT], 96, ["扣分项"], ["-4"], NONE),
        ([BONUS, MORE], 105, ["加分项：工作创新", "加分项：获得省级表彰"], ["3", "2"], ("A13:A14",)),
        ([BONUS, MORE], 105, ["加分项：工作创新", "加分项：获得省级表彰"], ["3", "2"], NONE),
        (
            [INNER, MALUS, VETO], 99,
            ["加分项：获得市级表彰", "扣分项：审计发现问题", "一票否决：重大安全事故"], ["3", "-4", ""], NONE,
        ),
    ],
)  # fmt: skip
def test_such_a_row_is_none_of_the_100(
    tmp_path: Path,
    rows: list[Row],
    printed: int,
    named: list[str],
    filed: list[str],
    merges: tuple[str, ...],
    merged: tuple[str, ...],
) -> None:
    plain, form = read(tmp_path, [], 100, merged), read(tmp_path, rows, printed, (*merged, *merges))
    card, bare = score(form), score(plain)
    beside = [line for line in card.lines if line.line.beside]
    assert [str(line.line.filed or "") for line in beside] == filed
    assert (card.filed, card.rule, card.weight) == (bare.filed, bare.rule, bare.weight)
    assert [line.line for line in card.lines if not line.line.beside] == [line.line for line in bare.lines]
    assert card.rulebook.id == bare.rulebook.id
    findings = audit(card)
    assert [each.code for each in findings] == [each.code for each in audit(bare)]
    table = render(Report((FormReport(card, tuple(findings)),), language="zh"), "table")
    assert isinstance(table, str) and all(name in table for name in named)


def test_a_weight_below_0_stands_in_such_a_row_and_in_no_other(tmp_path: Path) -> None:
    form = read(tmp_path, [MALUS], 96)
    assert str(form.indicators[-1].weight) == "-5"
    odd = [None, "产出指标", "成本指标", "审计发现问题", "≤2项", "2项", -5, -4]
    line = read(tmp_path, [odd], 96).indicators[-1]
    assert line.weight is None and line.is_unread("weight")


@pytest.mark.parametrize("short", [SHORT, ["扣分项", None, None, None, None, None, None, -4]])
def test_a_short_row_leaves_the_line_above_it_as_it_is(tmp_path: Path, short: Row) -> None:
    form = read(tmp_path, [short], 96)
    *_, above, row = form.indicators
    assert (str(above.weight), str(above.filed), above.unread) == ("10", "10", ())
    assert (row.beside, str(row.filed), row.target, row.actual) == (True, "-4", "", "")


def test_it_is_so_where_the_label_stands_under_the_first_category(tmp_path: Path) -> None:
    short: Row = ["扣分项", None, None, None, None, None, -4, "审计发现问题2项"]
    book = Workbook()
    for row in [*HEAD[:6], *(each[1:] for each in HEAD[6:]), short, ["总分", None, None, None, None, 100, 96]]:
        book.active.append(row)
    book.save(path := tmp_path / "a.xlsx")
    (form,) = load(path)
    *_, above, row = form.indicators
    assert (str(above.filed), above.unread, row.beside, str(row.filed)) == ("10", (), True, "-4")
