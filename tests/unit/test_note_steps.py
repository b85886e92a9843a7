"""Steps, levels and edges of grades in the notes under a form, and rules in rows that may be typed."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from noted import form, found, opened

from indicators import Number
from indicators.form import Other
from scoring import score
from scoring.audit import audit
from scoring.clauses import clauses
from scoring.fix.changes import CERTAIN, changes
from scoring.unread_rules import unread_rules

STEPS = [
    ("注：偏差在±10%以内的视为完成。", {"i1": 20, "i2": 8, "i3": 8, "i6": 10}),
    ("注：完成值达到指标值90%（含）以上的，视同完成，得满分。", {"i1": 20, "i2": 8, "i6": 10}),
    (
        "注：定量指标完成率90%（含）以上得满分，完成率60%-90%的按比例得分，60%以下不得分。",
        {"i1": 20, "i2": 8, "i6": 10},
    ),
    (
        "说明：预算执行率在95%（含）以上得满分，85%（含）-95%得8分，80%-85%得5分，80%以下不得分。",
        {"budget": 8, "i1": 18},
    ),
    ("说明：满意度指标：满意度≥90%得满分，80%-90%得8分，80%以下不得分。", {"i6": 10, "i1": 18}),
    ("说明：满意度95%以上得满分，80%-95%得8分，80%以下不得分。", {"i6": 8, "i1": 18}),
]


@pytest.mark.parametrize(("note", "scores"), STEPS)
def test_steps_of_a_note_are_read(note: str, scores: dict[str, int]) -> None:
    card = score(form(note))
    assert card.rulebook.unread == ()
    assert {name: card.of(name).exact.value for name in scores} == scores
    right = score(form(note, filed={name: str(value) for name, value in scores.items()}))
    assert not set(scores) & set(found(right))


def test_a_score_by_steps_of_a_note_is_no_error_and_no_certain_change() -> None:
    card = score(form(STEPS[3][0], filed={"budget": "10"}))
    assert [each.severity for each in audit(card) if each.line == "budget"] == ["warning"]
    assert not [each for each in changes(card, audit(card), ("scores", "rates")) if each.line == "budget"]


def test_who_has_an_edge_that_the_note_does_not_give_is_open() -> None:
    card = score(form("说明：预算执行率95%以上得满分，90%-95%得8分，70%-90%得5分，70%以下不得分。"))
    assert (card.of("budget").exact.low, card.of("budget").exact.high) == (5, 8)


@pytest.mark.parametrize(
    "note",
    [
        "说明：预算执行率95%以上得满分，80%-90%得8分，80%以下不得分。",
        "说明：按期完成且完成率90%以上得满分。",
        "说明：执行率95%以上得满分，其余由主管部门酌情扣分。",
    ],
)
def test_steps_with_a_gap_or_another_condition_are_not_read(note: str) -> None:
    book = score(form(note)).rulebook
    assert book.ladders == ()
    assert len(book.unread) == 1


ROWS = [
    (("备注", "完成率不足的，酌情扣分。"), "i1"),
    (("反向指标得分=[1-（实际完成值-指标值）/指标值]*分值",), "i3"),
    (("定量指标完成率90%（含）以上得满分",), "i1"),
]


@pytest.mark.parametrize(("cells", "line"), ROWS)
def test_a_row_that_may_be_typed_moves_no_score_and_makes_nothing_certain(cells: tuple[str, ...], line: str) -> None:
    own = form(filed={"i1": "20", "i3": "10"})
    card = score(evolve(own, others=(Other(cells),)))
    assert [each.exact for each in card.lines] == [each.exact for each in score(own).lines]
    told = {each.code: each.severity for each in audit(card) if each.line in (line, None)}
    assert (told["D109"], told["S302"]) == ("warning", "note")
    assert "D105" not in told
    assert line not in {each.line for each in changes(card, audit(card), CERTAIN)}


def test_numbered_rows_that_count_as_notes_are_not_told_as_kept_aside() -> None:
    rows = (Other(("1.反向指标得分=[1-（实际完成值-指标值）/指标值]*分值，低于0分按0分计。",)), Other(("2.略",)))
    card = score(evolve(form(), others=rows))
    assert not {"D105", "D109"} & {each.code for each in audit(card)}


GRADES = [
    "注：自评结果分为优秀、良好、合格、不合格四个等级：S≥95为优秀，85≤S<95为良好，60≤S<85为合格，S<60为不合格。",
    "注：自评结果分为优秀、良好、合格、不合格四个等级：95分（含）以上为优秀，85（含）～95分为良好，60（含）～85分为合格，60分以下为不合格。",
    "注：评价等级：优（95分及以上）、良（85-94分）、中（60-84分）、差（60分以下）。",
]


@pytest.mark.parametrize("note", GRADES)
def test_edges_of_grades_in_other_spellings(note: str) -> None:
    assert [(each.about, each.says) for each in clauses([note])] == [("grades", (F(95), F(85), F(60)))]
    own = evolve(form(note), printed_grade="优秀", printed_total=Number.of("89.58"))
    card = score(own)
    assert card.rulebook.unread == ()
    graded = evolve(own, printed_grade="优秀", goal=None)
    assert "G701" in {each.code for each in audit(score(graded))}


NAMED = [
    ("分为优秀、良好、合格、不合格：S≥95为优秀，85≤S<95为良好，60≤S<85为合格，S<60为不合格。", "良好"),
    ("95分（含）以上为优秀，85（含）-95分为良好，60（含）-85分为合格，60分以下为不合格。", "良好"),
    ("90（含）-100分为优秀，80（含）-90分为良好，60（含）-80分为中等，60分以下为较差。", "优秀"),
    ("90（含）-100分为优，80（含）-90分为良，60（含）-80分为中，60分以下为差。", "优"),
    ("60分以下为不合格，60-80分为合格，80-90分为良好，90分以上为优秀。", "优秀"),
    ("80分（含）以上为优秀，60-80分为合格，60分以下为不合格。", "优秀"),
]


@pytest.mark.parametrize(("note", "grade"), NAMED)
def test_a_grade_has_the_name_that_the_note_prints(note: str, grade: str) -> None:
    card = score(form(f"注：{note}", filed={"i4": "8", "i1": "20"}))
    assert card.grade(card.filed) == grade
    for printed, wrong in ((grade, False), (grade[:1], False), ("不合格" if "不合格" in note else "差", True)):
        own = evolve(form(f"注：{note}", filed={"i4": "8", "i1": "20"}), printed_grade=printed)
        told = {each.code for each in audit(score(own))}
        assert ("G701" in told) is (wrong and ("不合格" in note or "较差" in note or "为差" in note))


def test_a_rule_beside_edges_of_grades_is_told() -> None:
    told = unread_rules(["注：优≥95；95>良≥85；85>中≥60；差<60；逾期完成的酌情扣分。"])
    assert len(told) == 1


@pytest.mark.parametrize("done", ["部分达成预期指标", "部分达成年度目标", "部分达成预期指标并具有一定效果"])
def test_a_level_that_a_cell_names_is_known(done: str) -> None:
    own = form()
    lines = tuple(evolve(each, actual=done) if each.id == "i4" else each for each in own.indicators)
    assert "i4" not in found(score(evolve(own, indicators=lines)))


def test_a_level_of_a_note_that_is_not_understood_is_no_fault() -> None:
    note = "备注：定性指标得分：优秀100%，良好80%，一般60%，较差30%。"
    own = form(note, filed={"i4": "8"})
    lines = tuple(evolve(each, actual="良好") if each.id == "i4" else each for each in own.indicators)
    card = score(evolve(own, indicators=lines))
    assert opened(card) == {"i4"}
    assert "i4" not in found(card)
