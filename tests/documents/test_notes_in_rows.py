"""One clause a row under a form, numbered or not, is one note with line breaks: two layouts give one score."""

from __future__ import annotations

import pytest
from corpus import LAYOUTS, as_document

from indicators.form import Form
from indicators.place import Place
from indicators.reading.grid import Cell, Grid
from indicators.recognition.recognise import recognise
from scoring import score
from scoring.audit import audit

LAYOUT = LAYOUTS["national-2020-project"]
CLAUSES = (
    "本表由项目单位填报",
    "反向指标得分=权重×(1-(B-A)/A)",
    "定性指标按100-80%（含80%）、80-45%（含45%）、45-0%打分",
)
SIGNED = [
    (),
    ("填报人：张三", "联系电话：010-12345678"),
    ("单位负责人：李四", "填表人：张三", "填报日期：2022年3月"),
    ("填报单位（盖章）：某局", "联系电话：010-12345678"),
]


def noted(rows: list[str], signed: tuple[str, ...] = (), width: int = 0) -> Form:
    """The form with rows of one cell below its table, then a row of those who sign it."""
    own = LAYOUT.table
    whole = width or max(cell.column + cell.columns for cell in own.cells)
    first = max(cell.row + cell.rows for cell in own.cells)
    below = [Cell(text, first + at, 0, 1, whole, Place("a.xlsx", f"A{at}")) for at, text in enumerate(rows)]
    last = first + len(rows)
    below += [Cell(text, last, 2 * at, place=Place("a.xlsx", f"S{at}")) for at, text in enumerate(signed)]
    (form,) = recognise(as_document(LAYOUT, Grid((*own.cells, *below), own.place))).forms
    return form


def meaning(form: Form) -> tuple[object, ...]:
    """The rulebook, and the scores."""
    card = score(form)
    return (card.choice.id, card.choice.how, card.rulebook.variant("reverse"), *(each.exact for each in card.lines))


SHAPES = [
    [f"备注：1.{CLAUSES[0]}。", f"2.{CLAUSES[1]}。", f"3.{CLAUSES[2]}。"],
    ["备注：", *(f"{at}.{each}。" for at, each in enumerate(CLAUSES, 1))],
    [f"备注：{CLAUSES[0]}。", f"{CLAUSES[1]}。", f"{CLAUSES[2]}。"],
    [f"备注：{CLAUSES[0]}", *CLAUSES[1:]],
    [f"备注：1.{CLAUSES[0]}", *CLAUSES[1:]],
    [f"说明：（1）{CLAUSES[0]}；", f"（2）{CLAUSES[1]}；", f"（3）{CLAUSES[2]}。"],
]


@pytest.mark.parametrize("signed", SIGNED)
@pytest.mark.parametrize("rows", SHAPES)
def test_notes_in_rows_are_the_note_in_one_cell(rows: list[str], signed: tuple[str, ...]) -> None:
    one = noted([f"备注：1.{CLAUSES[0]}。\n2.{CLAUSES[1]}。\n3.{CLAUSES[2]}。"], signed)
    assert meaning(noted(rows, signed)) == meaning(one) != meaning(noted([], signed))


@pytest.mark.parametrize(
    "rows",
    [
        ["备注：1.本表由项目单位填报。", "2.逾期的酌情扣分。"],
        ["备注：本表由项目单位填报。", "逾期的酌情扣分。"],
        ["备注：本表由项目单位填报。", "逾期的酌情扣分。", "其余从略。"],
    ],
)
def test_a_rule_that_is_not_understood_is_told_at_its_own_row(rows: list[str]) -> None:
    card = score(noted(rows, SIGNED[1]))
    assert [each.place.spot for each in audit(card) if each.code == "D109" and each.place] == ["A1"]


@pytest.mark.parametrize("first", ["备注：", "备注：无", "备注：本单位已按期完成全部任务。", "备注"])
def test_below_what_was_typed_nothing_moves_a_score(first: str) -> None:
    for signed in SIGNED:
        plain = meaning(noted([first], signed))
        assert meaning(noted([first, CLAUSES[1]], signed)) == plain
        assert meaning(noted([first, f"{CLAUSES[1]}。"], signed)) == plain


@pytest.mark.parametrize("row", ["填报人：张三", "2022年3月10日", "联系电话：010-12345678"])
def test_who_signs_below_the_notes_is_none_of_them(row: str) -> None:
    form = noted(["备注：1.本表由项目单位填报。", row])
    assert form.notes == ("备注：1.本表由项目单位填报。",)


def test_a_remark_typed_below_printed_notes_takes_nothing_from_them() -> None:
    rows = [f"备注：{CLAUSES[0]}。", f"{CLAUSES[1]}。"]
    typed = noted([*rows, "本单位执行率偏低，总分88分。"])
    assert meaning(typed) == meaning(noted(rows))
