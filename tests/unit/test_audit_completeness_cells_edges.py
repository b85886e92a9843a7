"""Edges of the cells that a line must have: columns, detail, formulas, units, and inputs among results."""

from __future__ import annotations

import pytest
from attrs import evolve
from placed import BOOK, CELLS, form, funds, hits, line

from indicators import Line, Number
from indicators.messages import Message
from indicators.place import Place
from indicators.recognition.remarks import Remark
from scoring import score
from scoring.audit import by_code
from scoring.audit.completeness import needed_cells
from scoring.choice import Choice
from scoring.rulebook import loads as rules

# ---- F002


def without(cell: str, **keys: object) -> Line:
    return line(**{cell: "" if cell in ("target", "actual") else None, **keys})


@pytest.mark.parametrize("cell", ["target", "actual", "filed"])
def test_a_whole_column_is_told_once_at_its_first_cell(cell: str) -> None:
    found = hits("F002", form(without(cell), without(cell)))
    assert [(each.line, each.place.spot, each.severity) for each in found] == [(None, cell, "error")]
    beside = hits("F002", form(without(cell), without(cell), budget=funds(filed=None if cell == "filed" else 10)))
    assert [(each.line, each.place.spot) for each in beside] == [(None, cell)]
    some = hits("F002", form(without(cell), line()))
    assert [each.line for each in some] == ([] if cell == "filed" else ["i1"])  # one empty score is S308


def test_a_form_without_any_weights_is_asked_for_none() -> None:
    """They are inferred; of some lines that have none each is told."""
    assert hits("F002", form(without("weight"), without("weight"))) == []
    assert [each.line for each in hits("F002", form(without("weight"), line(), without("weight")))] == ["i1", "i3"]


def test_an_empty_column_is_a_warning_where_no_rulebook_fits() -> None:
    card = score(form(without("actual"), without("actual")), BOOK)
    (hit,) = by_code("F002")(evolve(card, choice=Choice(BOOK, "none")))
    assert (hit.line, hit.severity) == (None, "warning")


def test_of_a_form_that_was_not_read_whole_each_line_is_told() -> None:
    found = hits("F002", form(without("actual"), without("actual"), unread=("第2页",)))
    assert [each.line for each in found] == ["i1", "i2"]


def test_one_line_alone_is_no_column_but_of_scores() -> None:
    assert [each.line for each in hits("F002", form(without("actual")))] == ["i1"]
    assert [each.line for each in hits("F002", form(without("filed")))] == [None]
    assert hits("F002", form(without("filed"), budget=funds())) == []
    assert [each.line for each in hits("F002", form(without("filed"), budget=funds(filed=None)))] == [None]


def test_a_row_of_detail_that_is_filled_fills_its_column() -> None:
    detail = line("≥1场", "1场", name="其中：甲", sub=True, weight=None, filed=None)
    found = hits("F002", form(without("actual"), detail, without("actual")))
    assert [(each.line, each.severity) for each in found] == [("i1", "warning"), ("i3", "error")]


def test_a_cell_that_a_person_must_read_leaves_its_column_open() -> None:
    """In a row of detail, or on the funds, too."""
    detail = line("≥1场", "", name="其中：甲", sub=True, weight=None, filed=None, unread=("actual",))
    assert [each.line for each in hits("F002", form(without("actual"), detail, without("actual")))] == ["i1", "i3"]
    row = funds(filed=None, unread=("filed",))
    assert hits("F002", form(without("filed"), without("filed"), budget=row)) == []
    assert [each.line for each in hits("F002", form(without("filed"), without("filed"), budget=funds()))] == [None]


def test_a_line_that_says_what_was_done_needs_no_detail() -> None:
    detail = line("≥1场", "1场", name="其中：甲", sub=True, weight=None, filed=None)
    (hit,) = hits("F002", form(line("", "10场"), detail, line()))
    assert (hit.line, hit.severity, hit.place.spot) == ("i1", "error", "target")


def test_lines_that_need_no_cell_do_not_make_its_column_empty() -> None:
    by_standard = line("", "", standard="按时完成得满分")
    assert [each.line for each in hits("F002", form(without("actual"), by_standard))] == ["i1"]


def test_detail_ends_with_the_next_line_or_goal() -> None:
    detail = line("≥1场", "1场", name="其中：甲", sub=True, weight=None, filed=None)
    own = line("", "")
    between = hits("F002", form(own, line(), detail))
    assert [(each.line, each.severity) for each in between] == [("i1", "error")]
    goal = Line("goal", "goal", target="完成", actual="", weight=Number.of(20))
    assert [(each.line, each.severity) for each in hits("F002", form(line(), goal=goal))] == [("goal", "error")]


def test_an_empty_column_hides_no_other_cell() -> None:
    goal = Line("goal", "goal", target="完成", actual="", weight=Number.of(20), filed=Number.of(20))
    found = hits("F002", form(without("actual"), without("actual", target=""), goal=goal))
    cells = [[each.template for each in dict(hit.message.values).get("cells", ())] for hit in found]
    assert [each.line for each in found] == [None, "goal", "i2"]
    assert cells == [[], ["the completion"], ["the target"]]


def test_empty_cells_are_called_as_the_form_calls_its_columns() -> None:
    columns = ("三级指标", "年度指标值", "全年完成值", "分值", "得分")
    goal = Line("goal", "goal", target="完成", actual="", weight=Number.of(20), filed=Number.of(20))
    found = hits("F002", form(without("actual"), line(), goal=goal, columns=columns))
    cells = {hit.line: [each.show("zh") for each in dict(hit.message.values)["cells"]] for hit in found}
    assert cells["i1"] == ["全年完成值"]
    assert cells["goal"] != cells["i1"]


@pytest.mark.parametrize(("weight", "codes"), [("0", ["i1"]), ("0.5", []), ("1", []), ("-1", [])])
def test_a_weight_of_nothing(weight: str, codes: list[str]) -> None:
    own = line(weight=Number.of(weight), level1="扣分项" if weight == "-1" else "", filed=Number.of(0))
    found = hits("F002", form(own, line()))
    assert [each.line for each in found] == codes
    assert [(each.filed, each.place.spot) for each in found] == [("0", "weight")] * len(codes)


def test_formulas_that_nothing_calculated_are_not_empty() -> None:
    """D102 tells of them: in a line, on the funds row by its own keys, and of no other cell."""
    spot = Place("form.xlsx", "actual")
    for place, codes in ((spot, []), (Place("form.xlsx", "Z9"), ["i2"])):
        for kind, expected in (("uncalculated", codes), ("cell-unread", ["i2"])):
            remark = Remark(kind, place, Message("said"), "i2")
            assert [each.line for each in hits("F002", form(line(), without("actual"), remarks=(remark,)))] == expected
    places = (("spent", Place("form.xlsx", "C3")), ("actual", Place("form.xlsx", "D9")))
    for at, codes in (("C3", []), ("D9", ["budget"])):
        remark = Remark("uncalculated", Place("form.xlsx", at), Message("said"), "budget")
        own = form(line(), budget=funds(actual="", places=places), remarks=(remark,))
        assert [each.line for each in hits("F002", own)] == codes


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({"actual": "", "level": "met", "target": "有效"}, []),  # declared
        ({"actual": "", "target": "有效"}, ["i2"]),
        ({"actual": "", "standard": "按时完成得满分"}, []),
        ({"target": "", "actual": "", "standard": "按时完成得满分"}, []),
        ({"weight": None, "standard": "按时完成得满分"}, ["i2"]),
        ({"weight": None, "unread": ("weight",)}, []),
        ({"target": "", "unread": ("target",)}, []),
        ({"target": "", "kind": "positive"}, ["i2"]),
    ],
)
def test_cells_that_a_line_can_do_without(keys: dict, codes: list[str]) -> None:
    assert [each.line for each in hits("F002", form(line(), line(**keys)))] == codes


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        ({}, CELLS),
        ({"columns": ("年度指标值", "实际完成值")}, CELLS[:2]),
        ({"columns": ("年度指标值", "实际完成值", "得分")}, ("target", "actual", "filed")),
        ({"indicators": (line(weight=None, filed=None),)}, CELLS[:2]),
        ({"indicators": (line(weight=None, filed=None), line())}, CELLS),
        ({"indicators": (line(weight=None),)}, CELLS),
        ({"indicators": (line(filed=None),)}, CELLS),
        ({"indicators": (line(weight=None, filed=None, unread=("filed",)),)}, CELLS),
        ({"indicators": (line(weight=None, filed=None, unread=("weight",)),)}, CELLS),
        ({"indicators": (line(weight=None, filed=None, unread=("actual",), actual=""),)}, CELLS[:2]),
        ({"indicators": (line(weight=None, filed=None),), "printed_total": Number.of(90)}, CELLS),
        ({"indicators": (line(filed=None, funds="100万元"),)}, CELLS[:3]),  # made of others, which nobody filed
    ],
)
def test_cells_that_a_form_must_have(change: dict, cells: tuple[str, ...]) -> None:
    assert needed_cells(score(evolve(form(line()), **change), BOOK)) == cells


def test_a_form_without_points_must_have_two_cells() -> None:
    head = 'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\n'
    text = head + 'unscored = true\nblocks = [{block = "output", free = true}]\n'
    assert needed_cells(score(form(line()), rules(text))) == CELLS[:2]
