"""One printed weight or score for several indicators: what each has of it is for a person to read, never lost."""

from __future__ import annotations

import pytest
from layouts import grid

from indicators.form import Form
from indicators.reading.grid import Document, Paragraph
from indicators.recognition.recognise import recognise
from scoring import score
from scoring.audit import audit

TITLES = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
MERGED = """
| 产出指标 | 数量指标 | 培训人数 | ≥200人 | 210人 | 50 | 48 |
| ^ | 质量指标 | 合格率 | ≥95% | 90% | ^ | ^ |
| ^ | 时效指标 | 及时率 | ≥95% | 100% | ^ | ^ |
| 效益指标 | 社会效益指标 | 政策知晓率 | ≥80% | 85% | 40 | 38 |
| ^ | 生态效益指标 | 绿化率 | ≥80% | 70% | ^ | ^ |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10 |
"""
BLANK = MERGED.replace("| ^ | ^ |\n", "|  |  |\n")
SUM = "| 总分 | < | < | < | < | 100 | 96 |\n"


def read(rows: str, total: str = SUM) -> Form:
    table = grid("| 项目名称 | < | 村道养护 | < | < | < | < |\n" + TITLES + rows.lstrip("\n") + total)
    [form] = recognise(Document("form.xlsx", (Paragraph("2023年度项目支出绩效自评表"), table))).forms
    return form


def codes(form: Form) -> set[str]:
    return {each.code for each in audit(score(form)) if each.line or each.severity == "error"}


@pytest.mark.parametrize("rows", [MERGED, BLANK])
def test_one_weight_and_score_for_several_lines_is_no_line_s_own(rows: str) -> None:
    form = read(rows)
    assert [(str(line.weight), str(line.filed)) for line in form.indicators] == [("None", "None")] * 5 + [("10", "10")]
    assert {line.unread for line in form.indicators[:5]} == {("filed", "weight")}
    assert codes(form) == set()


def test_one_weight_over_scores_of_their_own() -> None:
    rows = MERGED.replace("| 50 | 48 |", "| 50 | 20 |").replace("| 90% | ^ | ^ |", "| 90% | ^ | 14 |")
    form = read(rows.replace("| 100% | ^ | ^ |", "| 100% | ^ | 14 |"))
    assert [(line.weight, str(line.filed), line.unread) for line in form.indicators[:3]] == [
        (None, "20", ("weight",)), (None, "14", ("weight",)), (None, "14", ("weight",)),
    ]  # fmt: skip
    assert codes(form) == set()


@pytest.mark.parametrize(("filed", "own"), [("40", ["20", "20"]), ("38", ["None", "None"])])
def test_one_score_over_weights_of_their_own(filed: str, own: list[str]) -> None:
    """Where nothing was lost each has all of its own; else nobody knows who lost it."""
    rows = MERGED.replace("| 85% | 40 | 38 |", f"| 85% | 20 | {filed} |").replace("| 70% | ^ | ^ |", "| 81% | 20 | ^ |")
    form = read(rows)
    assert [str(line.filed) for line in form.indicators[3:5]] == own
    assert [line.unread for line in form.indicators[3:5]] == [() if own[0] == "20" else ("filed",)] * 2
    assert codes(form) == set()


def test_blank_cells_are_missing_where_the_others_do_not_make_the_whole() -> None:
    form = read(BLANK.replace("| 85% | 40 | 38 |", "| 85% | 20 | 20 |"), SUM.replace("| 96 |", "| 78 |"))
    assert str(form.indicators[0].weight) == "50" and form.indicators[0].unread == ()
    assert "W101" in codes(form)


def test_a_row_of_detail_shares_nothing() -> None:
    form = read(BLANK.replace("| 合格率 |", "| 其中：合格率 |"))
    assert [str(line.weight) for line in form.indicators[:2]] == ["50", "None"]
    assert form.indicators[0].unread == ()
