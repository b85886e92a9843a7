"""A corrected form says one thing of its budget: its rate and its score follow from the same budget and spending."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from indicators.reading.load import load
from scoring.audit import audit
from scoring.fix.changes import CERTAIN, changes
from scoring.scorer import score

LINES = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["产出指标", "数量指标", "培训人数", "≥200人", "210人", 50, 50],
    ["效益指标", "社会效益指标", "知晓率", "≥80%", "85%", 30, 30],
    ["满意度指标", "满意度", "群众满意度", "≥90%", "92%", 10, 10],
]


def made(folder: Path, initial: int, full: int, rate: str, filed: float, *notes: str) -> Path:
    book = Workbook()
    for row in (
        ["2021年度项目支出绩效自评表"],
        ["项目名称", None, "村道养护"],
        ["主管部门", None, "某局", None, "实施单位", "某站"],
        ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        [None, "年度资金总额", initial, full, 95, 10, rate, filed],
        *LINES,
        ["总分", None, None, None, None, 100, 90 + filed],
        *([note] for note in notes),
    ):
        book.active.append(row)
    book.save(path := folder / "a.xlsx")
    return path


@pytest.mark.parametrize("filed", [7.92, 9.5, 8.5, 10, 7])
@pytest.mark.parametrize(("initial", "full"), [(120, 100), (100, 120), (100, 100), (190, 100)])
@pytest.mark.parametrize("rate", ["79.17%", "95%", "95.00%", "50%", "0.7917", "88%"])
def test_rate_and_score_agree_once_it_is_corrected(
    tmp_path: Path, initial: int, full: int, rate: str, filed: float
) -> None:
    (form,) = load(made(tmp_path, initial, full, rate, filed))
    card = score(form)
    put = {each.key: each.new for each in changes(card, audit(card), CERTAIN) if each.line == "budget"}
    text = put.get("printed_rate", rate)
    share = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    points = float(put.get("filed", filed))
    assert abs(share - 95 / full) < 0.0051
    assert abs(points - 10 * 95 / full) < 0.0051


def test_where_a_note_leaves_the_budget_open_neither_changes(tmp_path: Path) -> None:
    (form,) = load(made(tmp_path, 120, 100, "79.17%", 9.5, "备注", "说明：预算执行率口径另行核定，按折算后的比例计分"))
    card = score(form)
    certain = [each.key for each in changes(card, audit(card), CERTAIN) if each.line == "budget"]
    assert "filed" not in certain
