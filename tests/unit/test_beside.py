"""Rows of 加分项, 扣分项, 一票否决: shown and judged, in no total, never bad input, and no total is wrong for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from indicators import Form, Line, Number, loads
from indicators.checked import FieldError
from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from scoring import score
from scoring.audit import audit
from scoring.cli import run
from scoring.fix.changes import changes
from scoring.report import FORMATS, FormReport, Report, render
from scoring.report.rows import line_row
from scoring.solve import missing_scores, sensitivity

FORM = """
[form]
kind = "project"
project = "农技推广"
department = "某局"
unit = "某站"
year = 2022
weights = "printed"
printed_total = {printed}
printed_grade = "{grade}"
[[indicator]]
level1 = "产出指标"
name = "培训人数"
target = "≥100人"
actual = "{done}人"
weight = 60
{filed}
[[indicator]]
level1 = "效益指标"
name = "受益户数"
target = "≥50户"
actual = "50户"
weight = 40
filed = 28
reason = "核实后扣减"
{rows}
"""
BONUS = '[[indicator]]\nlevel1 = "加分项"\nname = "获省级表彰"\nactual = "1次"\nweight = 5\nfiled = "+3"\n'
MALUS = '[[indicator]]\nlevel1 = "扣分项"\nname = "审计发现问题"\nactual = "1个"\nweight = -5\nfiled = -1\n'
VETO = '[[indicator]]\nlevel1 = "一票否决"\nname = "重大安全事故"\nactual = "{}"\n'
EVERY = BONUS + MALUS + VETO.format("未发生")


def form(rows: str = EVERY, printed: str = "88", grade: str = "良", filed: str = "filed = 60", done: int = 100) -> Form:
    return loads(FORM.format(rows=rows, printed=printed, grade=grade, filed=filed, done=done))


def codes(of: Form) -> set[str]:
    return {each.code for each in audit(score(of)) if each.severity != "note"} - {"R501", "S303"}


def test_points_below_0_stand_in_such_a_row_and_in_no_other() -> None:
    assert Line("i1", "indicator", "审计", level1="扣分项", weight=-5).beside
    with pytest.raises(FieldError, match="weight: -5 is below 0"):
        Line("i1", "indicator", "审计", level1="产出指标", weight=-5)
    with pytest.raises(ValueError, match="I205"):
        loads(MALUS.replace("扣分项", "产出指标").join(('[form]\nkind = "project"\n', "")))


def test_they_are_shown_and_judged_and_in_no_total() -> None:
    card, bare = score(form()), score(form(""))
    assert (card.filed, card.rule, card.weight) == (bare.filed, bare.rule, bare.weight)
    rows = [line for line in card.lines if line.line.beside]
    assert [(line.status, line.counted) for line in rows] == [("judgement", False)] * 3
    assert [(line.exact.low, line.exact.high) for line in rows] == [(0, 5), (-5, 0), (0, 0)]
    assert [line_row(line, card)[4:7] for line in rows] == [("5", "+3", ""), ("-5", "-1", ""), ("", "", "")]
    assert codes(card.form) == set()


@pytest.mark.parametrize("kind", [each for each in FORMATS if each not in ("xlsx", "docx", "workpaper")])
def test_every_report_shows_them(kind: str) -> None:
    card = score(form())
    text = render(Report((FormReport(card, tuple(audit(card))),), language="zh"), kind)
    assert all(word in text for word in ("获省级表彰", "审计发现问题", "重大安全事故", "-5", "+3"))
    if kind == "json":
        [data] = json.loads(text)["forms"]
        assert data["totals"]["rule"]["low"] == "100.00" and data["totals"]["filed"]["low"] == "88.00"


@pytest.mark.parametrize("printed", ["88", "91", "90", "87"])  # without them, with one, with both, with the other
def test_a_printed_total_may_count_them_or_not(printed: str) -> None:
    grade = "优" if float(printed) >= 90 else "良"
    of = form(printed=printed, grade=grade)
    assert codes(of) == set()
    card = score(of)
    assert [each for each in changes(card, audit(card)) if each.kind == "totals"] == []


@pytest.mark.parametrize(("rows", "printed"), [(EVERY, "92.5"), (EVERY, "83"), ("", "91"), (BONUS, "80")])
def test_a_total_that_nothing_explains_is_told(rows: str, printed: str) -> None:
    of = form(rows, printed, "")
    assert codes(of) == {"S305"}
    card = score(of)
    assert bool([each for each in changes(card, audit(card)) if each.kind == "totals"]) is (not rows)


@pytest.mark.parametrize(
    ("rows", "printed", "told"),
    [
        (BONUS, "89", True), (BONUS, "91", False), (BONUS, "88", False), (EVERY, "89", True),
        (MALUS, "87", False), (MALUS, "87.5", True), (MALUS.replace("-1", "1"), "87", False),
        (BONUS.replace("+3", "13"), "100", False),  # of 101 points no more than 100 are printed
        (BONUS.replace('filed = "+3"', ""), "90", False),  # nobody says how many of its points it got
        (BONUS + VETO.format("发生1起"), "89", False),
    ],
)  # fmt: skip
def test_a_total_that_counts_a_part_of_such_a_row_is_a_warning(rows: str, printed: str, *, told: bool) -> None:
    found = [each for each in audit(score(form(rows, printed, ""))) if each.code == "S305"]
    assert [each.severity for each in found] == ["warning"] * told


@pytest.mark.parametrize(
    ("row", "told"),
    [(BONUS.replace("+3", "8"), True), (BONUS, False), (MALUS, False), (MALUS.replace("= -1", "= -6"), True)],
)
def test_more_points_than_such_a_row_has_are_told(row: str, *, told: bool) -> None:
    found = [each for each in audit(score(form(row, "88"))) if each.code == "S301"]
    assert [(each.line, each.severity) for each in found] == [("i3", "warning")] * told


@pytest.mark.parametrize(
    ("done", "told"),
    [("1起", True), ("是", True), ("无", False), ("0起", False), ("", False), ("未发生", False), ("否", False)],
)
def test_a_veto_that_came_to_pass_is_told(done: str, *, told: bool) -> None:
    found = [each for each in audit(score(form(VETO.format(done)))) if each.code == "G701"]
    assert [(each.line, each.severity) for each in found] == [("i3", "warning")] * told


@pytest.mark.parametrize(
    ("done", "told"), [("无", True), ("未发生", True), ("0起", True), ("", True), ("否", True), ("发生1起", False)]
)
def test_a_veto_that_came_to_pass_may_take_all_of_the_total(done: str, told: bool) -> None:
    assert ("S305" in codes(form(VETO.format(done), "0", ""))) is told


def test_a_lost_score_is_implied_within_what_they_move() -> None:
    [lost] = missing_scores(score(form(printed="80", filed="")))
    assert (lost.range.low, lost.range.high) == (48, 56)
    [lost] = missing_scores(score(form("", printed="80", filed="")))
    assert lost.range.value == 52


def test_solve_has_nothing_to_say_of_them() -> None:
    says = {each.line: each.says.show() for each in sensitivity(score(form(done=90)))}
    assert set(says) == {"i1", "i2"}


PAGE = """<p>2022年度项目支出绩效自评表</p><table>
<tr><td>项目名称</td><td colspan=6>农技推广</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>自评得分</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>培训人数</td><td>≥100人</td><td>100人</td><td>60</td><td>60</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>受益户数</td><td>≥50户</td><td>50户</td><td>40</td><td>40</td></tr>
<tr><td>扣分项</td><td>审计</td><td>审计发现问题</td><td></td><td>1个</td><td>-5</td><td>-1</td></tr>
<tr><td>一票否决</td><td>一票否决项</td><td>重大安全事故</td><td></td><td>0</td><td>否决</td><td>无</td></tr>
<tr><td colspan=5>总分</td><td>100</td><td>99</td></tr></table>"""


def test_words_in_their_points_are_no_fault_and_wait_for_nobody(tmp_path: Path) -> None:
    """What stands there is shown as it is, on the printed page too; the run ends with 0."""
    (tmp_path / "form.html").write_text(f"<!doctype html><meta charset='utf-8'>{PAGE}", "utf-8")
    assert run([str(tmp_path / "form.html"), "-o", str(tmp_path / "out.txt"), "--lang", "zh"]) == 0
    text = (tmp_path / "out.txt").read_text("utf-8")
    assert "否决" in text and "待核对" not in text and "D104" not in text
    [of] = contents((tmp_path / "form.html").read_bytes(), "form.html", Limits()).forms
    assert of.to_confirm == 0
    card = score(of)
    [again] = contents(render(Report((FormReport(card, ()),)), "xlsx"), "again.xlsx", Limits()).forms
    assert [line.candidates for line in again.indicators] == [line.candidates for line in of.indicators]


def test_batch_counts_none_of_them() -> None:
    pa = pytest.importorskip("pyarrow", reason="the batch needs the extra batch")
    from scoring.batch import score_lines

    columns = {
        "form": ["a"] * 4 + ["b"],
        "block": ["indicator", "加分项", "扣分项", "一票否决", "indicator"],
        "weight": ["100", "5", "-5", "否决", "100"],
        "filed": ["98", "+3", "-1", "无", "98"],
        "target": ["≥50户", "", "", "", "≥50户"],
        "actual": ["49户", "1次", "1个", "未发生", "49户"],
        "printed_total": ["100", "100", "100", "100", "100"],
    }
    made = score_lines(pa.table(columns), "hongshan-2023", totals=True)
    assert made.lines["status"].to_pylist() == ["scored", "sub-row", "sub-row", "sub-row", "scored"]
    assert made.lines["findings"].to_pylist() == [[]] * 5
    totals = made.totals.to_pylist()
    assert [(row["lines"], str(row["rule_low"]), row["findings"]) for row in totals] == [
        (1, "98.00", []),  # the veto did not count, and may: the batch does not read whether it came to pass
        (1, "98.00", ["S305"]),
    ]
    lost = score_lines(pa.table(columns | {"filed": ["", "+3", "-1", "无", "98"]}), "hongshan-2023", totals=True)
    assert lost.totals.to_pylist()[0]["status"] == "scored"


@pytest.mark.parametrize(("name", "status"), [("加分项", "sub-row"), ("扣分", "sub-row"), ("加分办法", "scored")])
def test_batch_takes_the_name_for_it_as_the_scalar_engine_does(name: str, status: str) -> None:
    pa = pytest.importorskip("pyarrow", reason="the batch needs the extra batch")
    from scoring.batch import score_lines

    columns = {"form": ["a"], "name": [name], "weight": ["10"], "filed": ["6"], "target": ["5"], "actual": ["3"]}
    assert score_lines(pa.table(columns), "hongshan-2023").lines["status"].to_pylist() == [status]
    line = Line("i1", "indicator", name, "5", "3", weight=Number.of(10), filed=Number.of(6))
    assert score(Form("project", indicators=(line,)), "hongshan-2023").lines[0].counted == (status == "scored")


def test_such_a_row_is_no_evidence_for_a_rulebook() -> None:
    of = form()
    moved = (evolve(line, filed=Number.of(1)) if line.beside else line for line in of.indicators)
    more = evolve(of, indicators=tuple(moved))
    assert score(of).choice.label == score(more).choice.label == score(form("")).choice.label
