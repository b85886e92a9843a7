"""Forms as tools write them as text: every way reads back to what the ruled table says, row by row, or is unread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import NATIONAL, grid

from indicators.form import Form, Line
from indicators.reading import text
from indicators.reading.documents import contents
from indicators.reading.grid import Cell, Document, Grid, Paragraph
from indicators.reading.limits import Limits
from indicators.reading.repeats import spans
from indicators.recognition.recognise import recognise

TITLE = "项目支出绩效自评表"
SIGNED = """
| 项目名称 | < | 海岸带修复 | < | < | < | < | < | < | < |
| 主管部门 | < | 某局 | < | < | 项目单位 | < | 某中心 | < | < |
| 预算执行情况（万元） | < | < | 年初预算数 | 全年预算数 | 全年执行数 | < | 分值 | 执行率 | 得分 |
| ^ | < | 年度资金总额 | 900 | 850 | 850 | < | 10 | 100% | 10 |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | < | < | 实际完成值 | 分值 | 得分 |
| ^ | ^ | ^ | ^ | 指标性质 | 指标值 | 度量单位 | ^ | ^ | ^ |
| ^ | 产出指标 | 数量指标 | 修复岸线 | ≥ | 3 | 公里 | 3 | 50 | 50 |
| ^ | ^ | 质量指标 | 12345热线办结率 | = | 100 | % | 98 | 20 | 19.6 |
| ^ | 效益指标 | 生态效益指标 | 水质 | 定性 | 提升 | | 提升 | 20 | 20 |
| 总分 | < | < | < | < | < | < | < | 100 | 99.6 |
"""
SCORED = """
| 项目名称 | < | 人才服务 | < | < | < | < |
| 预算执行情况（万元）（20分） | < | 年度财政资金总额 | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分） |
| ^ | < | ^ | 64.82 | 64.61 | 100% | 19.94 |
| 项目年度绩效指标（80分） | 一级指标 | 二级指标 | 指标名称 | 年初目标值（A） | 实际完成值（B） | 得分 |
| ^ | 产出指标 | 数量指标 | 招聘场次 | ≥20场 | 15场 | 20 |
| ^ | ^ | ^ | 活动次数 | ≥1次 | 3次 | 20 |
| ^ | 满意度指标 | 服务对象满意度指标 | 来访人满意度 | ≥90% | 90% | 18 |
"""
FORMS = {"national": NATIONAL, "signed": SIGNED, "scored": SCORED}


def cells(drawn: Grid) -> list[list[Cell]]:
    rows = max(cell.row for cell in drawn.cells) + 1
    return [[cell for cell in drawn.cells if cell.row == row] for row in range(rows)]


def full(drawn: Grid, *, repeated: bool) -> list[list[str]]:
    """Every position of a table: merged cells once, or in all that they cover."""
    rows = max(cell.row + cell.rows for cell in drawn.cells)
    width = max(cell.column + cell.columns for cell in drawn.cells)
    out = [[""] * width for _ in range(rows)]
    for cell in drawn.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                if repeated or (row, column) == (cell.row, cell.column):
                    out[row][column] = cell.text
    return out


def beginning(drawn: Grid, join: Callable[[list[str]], str]) -> Iterator[str]:
    for row in cells(drawn):
        yield join([cell.text for cell in row])


def markdown(drawn: Grid, *, repeated: bool) -> list[str]:
    rows = [f"| {' | '.join(row)} |" for row in full(drawn, repeated=repeated)]
    return [rows[0], "|" + "---|" * drawn.cells[0].columns * 9, *rows[1:]]


WAYS: dict[str, Callable[[Grid], list[str]]] = {
    "tabs": lambda drawn: list(beginning(drawn, "\t".join)),
    "a web page": lambda drawn: [line.rstrip("\t") for line in beginning(drawn, "\t".join)],
    "bars": lambda drawn: list(beginning(drawn, lambda texts: " | ".join(texts) + " |")),
    "bars on both sides": lambda drawn: list(beginning(drawn, lambda texts: f"| {' | '.join(texts)} |")),
    "a sheet": lambda drawn: ["\t".join(row) for row in full(drawn, repeated=False)],
    "commas": lambda drawn: [",".join(row) for row in full(drawn, repeated=False)],
    "blanks": lambda drawn: markdown(drawn, repeated=False),
    "repeats": lambda drawn: markdown(drawn, repeated=True),
}


def said(form: Form) -> list[tuple[object, ...]]:
    lines = [*form.indicators, *(line for group in form.groups for line in group.lines)]
    return [
        (line.level1, line.level2, line.name, line.target, line.actual, line.weight, line.filed, line.reason)
        for line in lines
    ]


def ruled(source: str) -> Form:
    (form,) = recognise(Document("a.xlsx", (Paragraph(TITLE), grid(source)))).forms
    return form


def read(lines: list[str], name: str = "a.txt") -> Form:
    (form,) = contents("\n".join([TITLE, *lines]).encode(), name, Limits()).forms
    return form


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("way", WAYS)
def test_every_way_says_what_the_ruled_table_says(name: str, way: str) -> None:
    expected, form = ruled(FORMS[name]), read(WAYS[way](grid(FORMS[name])), "a.csv" if way == "commas" else "a.txt")
    assert said(form) == said(expected)
    assert form.unread == ()
    assert form.printed_total == expected.printed_total
    assert expected.budget is not None
    assert form.budget is not None
    line = expected.budget.line
    found = form.budget.line
    assert (found.target, found.actual, found.weight, found.filed) == (
        line.target,
        line.actual,
        line.weight,
        line.filed,
    )
    assert (form.project, form.department, form.unit) == (expected.project, expected.department, expected.unit)


@pytest.mark.parametrize("name", FORMS)
def test_rows_that_were_laid_are_noted(name: str) -> None:
    form = read(WAYS["tabs"](grid(FORMS[name])))
    noted = {remark.line for remark in form.remarks if remark.code == "row-realigned"}
    lines = [line.id for line in form.lines() if line.block == "indicator"]
    assert noted <= set(lines)
    assert len(noted) >= len(lines) - 1  # the first row may be whole


def stream(drawn: Grid) -> list[str]:
    return [cell.text for row in cells(drawn) for cell in row if cell.text]


@pytest.mark.parametrize("name", ["national", "scored"])
def test_a_cell_a_line(name: str) -> None:
    expected, form = ruled(FORMS[name]), read(stream(grid(FORMS[name])))
    assert [each[2:7] for each in said(form)] == [each[2:7] for each in said(expected)]
    assert form.printed_total == expected.printed_total
    assert form.project == expected.project


def lines_of(form: Form) -> dict[str, Line]:
    return {line.name: line for line in form.lines() if line.block == "indicator"}


@settings(max_examples=60)
@given(st.sampled_from(["national", "scored"]), st.data())
def test_a_lost_cell_is_unread_never_another_figure(name: str, data: st.DataObject) -> None:
    """A figure left out of a stream: no figure of its line is taken for another."""
    drawn = grid(FORMS[name])
    expected = lines_of(ruled(FORMS[name]))
    flat = [(cell.text, cell.row) for row in cells(drawn) for cell in row if cell.text]
    heading = next(cell.row for cell in drawn.cells if cell.text == "一级指标")
    figures = [at for at, (text, row) in enumerate(flat) if row > heading and re.match(r"[≥≤=]?\d", text) and row]
    gone = data.draw(st.sampled_from(figures))
    if any(text.startswith("总分") for text, row in flat if row == flat[gone][1]):
        return
    form = read([text for at, (text, _) in enumerate(flat) if at != gone])
    for line_name, line in lines_of(form).items():
        own = expected.get(line_name)
        if own is None:
            continue
        for key in ("target", "actual", "weight", "filed"):
            value = getattr(line, key)
            assert value in (getattr(own, key), "", None) or line.is_unread(key), (line_name, key, value)


def test_repeated_cells_are_one_again() -> None:
    rows = full(grid(NATIONAL), repeated=True)
    found = {(row, column): (high, wide) for row, column, high, wide, _ in spans(rows)}
    assert found[0, 2] == (1, 8)
    plain = [["是", "是", "20", "20"], ["否", "20", "20", "20"]]
    assert [each[4] for each in spans(plain)] == [text for row in plain for text in row]


def test_a_title_over_what_cannot_be_read_is_a_form_unread() -> None:
    data = (
        f"{TITLE}\n项目名称甲项目主管部门乙局年度资金总额10 10 100% 10产出指标数量指标培训人数≥50人50人50 50".encode()
    )
    (form,) = contents(data, "a.txt", Limits()).forms
    assert form.unread


def test_prose_is_no_table() -> None:
    prose = ["一级指标和二级指标由财政部门规定。", "年度指标值", "应当可衡量。", "得分", "按规定计算。"]
    assert contents("\n".join(prose).encode(), "a.txt", Limits()).forms == ()
    document = text.read("\n".join(prose).encode(), "a.txt", Limits())
    assert recognise(document).forms == ()


def test_folded_notes_of_rows_are_sentences() -> None:
    from scoring import score
    from scoring.audit import audit
    from scoring.report.found import folded

    findings = folded(audit(score(read(WAYS["tabs"](grid(NATIONAL))))))
    (note,) = (each for each in findings if each.code == "D101")
    assert "Message(" not in note.message.show("zh") + note.message.show("en")
    assert "田间道路" in note.message.show("zh")
