"""Findings on what is missing point at the cell that is empty, in the words of the form, and are told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from indicators import load
from indicators.form import Form
from scoring import score
from scoring.audit import Finding, audit
from scoring.report.found import folded

HEAD = [
    ["项目支出绩效自评表"] + [""] * 7,
    ["（2021年度）"] + [""] * 7,
    ["项目名称", "", "河道整治", "", "实施单位", "水务站", "", ""],
    ["主管部门", "", "水利局", "", "", "", "", ""],
    ["项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "", "120", "120", "108", "10", "90%", "9"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
]
LINES = [
    ["产出指标", "数量指标", "整治河道长度", "≥20公里", "20公里", "30", "30", ""],
    ["", "时效指标", "按期完工率", "100%", "90%", "20", "18", ""],
    ["效益指标", "社会效益", "受益人口", "≥1000人", "1200人", "30", "30", ""],
    ["满意度指标", "满意度", "群众满意度", "≥90%", "93%", "10", "10", ""],
]
TOTAL = ["总分", "", "", "", "", "100", "97", ""]
COLUMN = {"target": 3, "actual": 4, "weight": 5, "filed": 6, "reason": 7}


def rows(*empty: tuple[int, str], says: str = "资金到位晚", after: tuple[list[str], ...] = ()) -> list[list[str]]:
    """The form with some cells of its lines empty, and a reason on the line that lost points."""
    lines = [[*each] for each in LINES]
    lines[1][7] = says
    for line, role in empty:
        lines[line][COLUMN[role]] = ""
    return [*HEAD, *lines, TOTAL, *after]


def written(folder: Path, kind: str, table: list[list[str]]) -> Form:
    """The form as a workbook or a page: the same table, read back."""
    path = folder / f"form.{kind}"
    if kind == "xlsx":
        book = Workbook()
        for row in table:
            book.active.append([cell or None for cell in row])
        book.save(path)
    else:
        text = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table)
        path.write_text(f"<table border=1>{text}</table>", "utf-8")
    (form,) = load(path)
    return form


def found(form: Form, code: str) -> list[Finding]:
    return [each for each in audit(score(form)) if each.code == code]


def spot(kind: str, line: int, role: str) -> str:
    row, column = len(HEAD) + line + 1, COLUMN[role]
    return f"Sheet!{'ABCDEFGH'[column]}{row}" if kind == "xlsx" else f"table 1 r{row} c{column + 1}"


@pytest.mark.parametrize("kind", ["xlsx", "html"])
@pytest.mark.parametrize("role", ["target", "actual", "filed"])
@pytest.mark.parametrize("line", [0, 1, 3])
def test_the_empty_cell_is_pointed_at(tmp_path: Path, kind: str, role: str, line: int) -> None:
    form = written(tmp_path, kind, rows((line, role)))
    (one,) = found(form, "S308" if role == "filed" else "F002")
    assert (one.line, one.place.spot) == (f"i{line + 1}", spot(kind, line, role))


@pytest.mark.parametrize("kind", ["xlsx", "html"])
def test_the_only_line_without_a_reason_is_pointed_at(tmp_path: Path, kind: str) -> None:
    (one,) = found(written(tmp_path, kind, rows(says="")), "R501")
    assert one.place.spot == spot(kind, 1, "reason")


def test_a_cell_that_is_merged_with_the_one_above_is_not_empty(tmp_path: Path) -> None:
    table = rows((1, "target"))
    html = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table[:-3])
    html = html.replace("<td>≥20公里</td>", "<td rowspan=2>≥20公里</td>").replace(
        "<td></td><td>90%</td>", "<td>90%</td>"
    )
    (tmp_path / "a.html").write_text(f"<table border=1>{html}</table>", "utf-8")
    (form,) = load(tmp_path / "a.html")
    assert form.indicators[1].target == "≥20公里"
    assert dict(form.indicators[1].places)["target"].spot == spot("html", 0, "target")


def test_the_column_is_called_as_the_form_calls_it(tmp_path: Path) -> None:
    (one,) = found(written(tmp_path, "xlsx", rows((0, "target"))), "F002")
    assert "年度指标值" in one.message.show("zh") and "年初目标值" not in one.message.show("zh")


def test_lines_that_lack_the_same_are_told_together(tmp_path: Path) -> None:
    every = audit(score(written(tmp_path, "xlsx", rows((0, "target"), (2, "target"), (3, "actual")))))
    assert [each.line for each in every if each.code == "F002"] == ["i1", "i3", "i4"]  # the data keep one a line
    shown = [each for each in folded(every) if each.code == "F002"]
    assert [len(each.rows) for each in shown] == [2, 1]


def test_a_formula_that_was_never_calculated_is_no_empty_cell(tmp_path: Path) -> None:
    """What it says is told by D102; nobody left the cell empty."""
    table = rows()
    table[len(HEAD)][COLUMN["target"]] = '="≥"&20&"公里"'
    form = written(tmp_path, "xlsx", table)
    (one,) = found(form, "D102")
    assert (one.line, one.place.spot, found(form, "F002")) == ("i1", spot("xlsx", 0, "target"), [])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["2022年3月10日"], False),
        (["填报日期：2022年3月10日"], False),
        (["张三", "13800001111"], False),
        (["张三", "027-87654321"], False),
        (["绩效结论", "良好"], True),
        (["绿化面积", "20"], True),
    ],
)
def test_what_a_signed_form_carries_is_no_row_to_ask_about(tmp_path: Path, row: list[str], *, told: bool) -> None:
    form = written(tmp_path, "xlsx", rows(after=(row + [""] * (8 - len(row)),)))
    assert bool(found(form, "D105")) is told


def test_a_note_that_is_in_doubt_is_told_once(tmp_path: Path) -> None:
    note = ["备注", "反向指标得分=[1-（实际完成值-指标值）/指标值]*分值", "", "", "", "", "", ""]
    form = written(tmp_path, "xlsx", rows(after=(note,)))
    assert [len(found(form, code)) for code in ("D109", "D105")] == [1, 0]
