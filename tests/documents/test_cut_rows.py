"""The rest of a row that was cut: a cell alone is no line, and what it may go on with is for a person (待核对)."""

from __future__ import annotations

import pytest
from layouts import grid, unruled

from indicators.form import Form
from indicators.reading.grid import Document, Paragraph
from indicators.recognition.recognise import recognise
from scoring import score
from scoring.audit import audit

UPPER = """
| 项目名称 | 农田建设 | < | < | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |
| 产出指标 | 数量指标 | 新建高标准农田 | ≥50万亩 | 45万亩 | 50 | 50 |  |
"""
LOWER = """
| 效益指标 | 社会效益指标 | 受益人口 | ≥3万人 | 2.7万人 | 40 | 36 | 雨季施工 |
| 满意度指标 | 满意度指标 | 农户满意度 | ≥90% | 92% | 10 | 10 |  |
| 总分 | < | < | < | < | 100 | 96 |  |
"""
PLACES = {"target": 3, "actual": 4, "reason": 7}


def read(row: list[str], *, ruled: bool) -> Form:
    drawing = f"{UPPER.strip()}\n| {' | '.join(row)} |\n{LOWER.strip()}"
    if ruled:
        table = grid(drawing)
    else:
        lines = [[cell.strip() for cell in line.strip("| ").split("|")] for line in drawing.splitlines()]
        lines[3] = row
        table = unruled("\n".join("\t".join("" if cell == "<" else cell for cell in line) for line in lines))
    [form] = recognise(Document("a", (Paragraph("项目支出绩效自评表"), table))).forms
    return form


def cut(role: str, text: str) -> list[str]:
    row = [""] * 8
    row[PLACES[role]] = text
    return row


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(
    ("role", "text"), [("target", "以上"), ("target", "（含改造）"), ("actual", "（含续建）"), ("actual", "已全部完工")]
)
def test_a_cell_alone_makes_the_one_above_doubtful(role: str, text: str, ruled: bool) -> None:
    form = read(cut(role, text), ruled=ruled)
    assert [each.name for each in form.indicators] == ["新建高标准农田", "受益人口", "农户满意度"]
    line = form.indicators[0]
    was = {"target": "≥50万亩", "actual": "45万亩"}[role]
    assert line.unread == (role,) and getattr(line, role) == "" and was in str(line.candidates)
    assert [each.cells for each in form.others] == [(text,)] and form.unread == ()
    assert not [each.code for each in audit(score(form)) if each.severity == "error"]


@pytest.mark.parametrize("ruled", [True, False])
def test_the_rest_of_a_reason_is_kept_and_changes_nothing(ruled: bool) -> None:
    form = read(cut("reason", "因雨季推迟"), ruled=ruled)
    assert [each.unread for each in form.indicators] == [()] * 3
    assert [each.cells for each in form.others] == [("因雨季推迟",)]
    assert "S302" in {each.code for each in audit(score(form))}  # 45 of 50 is not full


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("at", [5, 6])
def test_a_figure_alone_is_not_read(at: int, ruled: bool) -> None:
    row = [""] * 8
    row[at] = "50"
    form = read(row, ruled=ruled)
    assert len(form.indicators) == 3 and len(form.unread) == 1 and "50" in form.unread[0]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_row_that_names_what_it_is_of_is_a_line(ruled: bool) -> None:
    form = read(["", "", "其中：改造", "≥20万亩", "20万亩", "", "", ""], ruled=ruled)
    assert [each.name for each in form.indicators][1] == "其中：改造" and form.indicators[0].unread == ()


def test_cells_beside_a_name_that_reaches_down_are_its_own() -> None:
    """The target of a merged name stands in two cells."""
    drawing = UPPER + "| ^ | ^ | ^ | （含改造） |  |  |  |  |\n" + LOWER.lstrip()
    [form] = recognise(Document("a", (Paragraph("项目支出绩效自评表"), grid(drawing)))).forms
    assert form.indicators[0].unread == () and form.unread == ()
