"""Edges of the points of blocks: those of the rulebook, those that the form prints, those that a note gives."""

from __future__ import annotations

import pytest
from attrs import evolve
from weighed import at, form, funds, row

from indicators import Form, Group, Line, Number
from indicators.form import Other, PrintedBlock
from scoring import score
from scoring.audit import Finding, by_code
from scoring.audit.weights import moved_within
from scoring.choice import Choice
from scoring.rulebook import Rulebook, loads

FIXED = loads(
    'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\nblocks = [\n'
    '{block = "budget", points = 10},\n{block = "output", points = 50, parts = [{block = "quantity", points = 30}, '
    '{block = "quality", points = 20}]},\n{block = "benefit", points = 30},\n'
    '{block = "satisfaction", points = 10, absent_to = "benefit"}]\n'
)
NOTE = "备注：一级指标分值统一设置为：产出指标50分、效益指标30分、满意度10分、预算执行率10分。"


def hits(code: str, of: Form, book: Rulebook) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


def values(of: Finding) -> dict[str, object]:
    return dict(of.message.values)


# ---- W102: blocks of the rulebook

RIGHT = (
    row(1, 30),
    row(2, 20, level2="质量指标"),
    row(3, 30, "效益指标", "社会效益指标"),
    row(4, 10, "满意度指标", "满意度"),
)


def told(of: Form, book: Rulebook = FIXED) -> list[tuple[object, ...]]:
    return [
        (each.line, each.filed, each.recomputed.low if each.recomputed else None, each.place.spot)
        for each in hits("W102", of, book)
    ]


@pytest.mark.parametrize(
    ("lines", "budget", "expected"),
    [
        (RIGHT, 10, []),
        (RIGHT, 20, [("budget", "20", 10, "F0")]),
        ((*RIGHT[:3], row(4, 9, "满意度指标", "满意度")), 10, [(None, "9", 10, "F4")]),
        (RIGHT[:3], 10, [(None, "30", 40, "F3")]),  # benefit has the points of satisfaction too
        ((*RIGHT[:2], row(3, 40, "效益指标", "社会效益指标")), 10, []),
        ((row(1, 20), row(2, 30, level2="质量指标"), *RIGHT[2:]), 10, [(None, "20", 30, "F1"), (None, "30", 20, "F2")]),
        ((row(1, 31), row(2, 20, level2="质量指标"), *RIGHT[2:]), 10, [(None, "51", 50, "F1"), (None, "31", 30, "F1")]),
        ((row(1, 15), row(5, 15), *RIGHT[1:]), 10, []),
        ((row(1, None), row(2, 21, level2="质量指标"), *RIGHT[2:]), 10, [(None, "21", 20, "F2")]),
        (RIGHT, None, []),
    ],
)
def test_blocks_with_other_points_than_the_rulebook_gives(lines, budget, expected) -> None:
    assert told(form(*lines, budget=funds(budget))) == expected


def test_a_block_is_shown_where_its_points_are_printed() -> None:
    blocks = (PrintedBlock("效益指标", 30, at("B7")), PrintedBlock("满意度指标", 9, at("B8")))
    lines = (*RIGHT[:3], row(4, 9, "满意度指标", "满意度"))
    assert told(form(*lines, budget=funds(), blocks=blocks)) == [(None, "9", 10, "B8")]


@pytest.mark.parametrize(("how", "asked"), [("named", True), ("evidence", True), ("tied", False), ("none", False)])
def test_blocks_of_a_rulebook_count_only_where_it_is_the_forms(how: str, asked: bool) -> None:
    card = score(form(*RIGHT, budget=funds(20)), FIXED)
    found = by_code("W102")(evolve(card, choice=Choice(FIXED, how)))
    assert [each.line for each in found] == (["budget"] if asked else [])


def test_a_rulebook_that_has_no_such_form_prescribes_nothing() -> None:
    card = score(evolve(form(*RIGHT, budget=funds(20)), kind="department"), FIXED)
    assert list(by_code("W102")(card)) == []


@pytest.mark.parametrize(
    ("weights", "movable", "moved"),
    [
        ((50, 40), True, True),
        ((50, 40), False, False),
        ((50, 39), True, False),
        ((50, 41), True, False),
        ((50, None), True, False),
    ],
)
def test_points_move_only_within_a_hundred(weights, movable: bool, moved: bool) -> None:
    lines = tuple(row(number, weight) for number, weight in enumerate(weights, 1))
    card = score(form(*lines, budget=funds()), FIXED)
    rule = FIXED.form("project")
    assert rule is not None
    assert moved_within(card, evolve(rule, movable=movable)) is moved


@pytest.mark.parametrize(("where", "row_of"), [("notes", NOTE), ("others", Other(("1.略",)))])
def test_points_that_a_note_gives_stand_for_those_that_no_cell_has(where: str, row_of: object) -> None:
    bare = (row(1, None), row(2, None, level2="质量指标"), *RIGHT[2:])
    assert told(form(*bare, budget=funds(), **{where: (row_of,)})) == []
    other = NOTE.replace("产出指标50分、效益指标30分", "产出指标40分、效益指标40分")
    found = told(form(*bare, budget=funds(), notes=(other,)))
    assert (None, "40", 50, "F1") in found


# ---- W102: points that the form prints for a category


def printed(*blocks: tuple[str, int], lines: tuple[Line, ...] = RIGHT, **more: object) -> list[tuple[object, ...]]:
    own = tuple(PrintedBlock(name, points, at(f"B{number}")) for number, (name, points) in enumerate(blocks))
    of = form(*lines, budget=funds(), blocks=own, **more)
    return [
        (values(each)["block"], each.filed, each.recomputed.low, each.place.spot)  # type: ignore[union-attr]
        for each in hits("W102", of, MOVING)
        if "printed" in values(each)  # those of the rulebook aside
    ]


MOVING = evolve(FIXED, forms=tuple(evolve(each, movable=True) for each in FIXED.forms))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([("产出指标", 50)], []),
        ([("产出指标", 40)], [("产出指标", "50", 40, "B0")]),
        ([("产出指标", 50), ("效益指标", 40)], [("效益指标", "30", 40, "B1")]),
        ([("数量指标", 40), ("效益指标", 40)], [("数量指标", "30", 40, "B0"), ("效益指标", "30", 40, "B1")]),
        ([("产出指标", 40), ("产出指标", 50)], []),  # which of the two
        ([("产出指标", 50), ("产出指标", 40)], []),
        ([("产出指标", 40), ("产出指标", 40)], [("产出指标", "50", 40, "B1")]),
        ([("产出指标", 40), ("产出指标", 50), ("效益指标", 40)], [("效益指标", "30", 40, "B2")]),
        ([("成本指标", 40), ("效益指标", 40)], [("效益指标", "30", 40, "B1")]),  # it has no line
    ],
)
def test_points_printed_for_a_category(blocks, expected) -> None:
    assert printed(*blocks) == expected


def test_points_printed_for_a_category_are_not_compared_with_what_is_not_known() -> None:
    half = (row(1, 30), row(2, None, level2="质量指标"), *RIGHT[2:])
    assert printed(("产出指标", 40), lines=half) == []
    assert printed(("产出指标", 40), unread=("第2页",)) == []
    goals = (Group("甲", (row(7, 5, group="甲"),), Number.of(5)),)
    assert printed(("产出指标", 40), groups=goals) == []
    assert printed(("产出指标", 60), others=(Other(("某项", "10")),)) == []  # it may be one of them
    assert len(printed(("产出指标", 60), others=(Other(("某项", "9")),))) == 1
    assert printed(("产出指标", 60), ("效益指标", 40), others=(Other(("某项", "10")),)) == []
    assert len(printed(("产出指标", 60), ("效益指标", 41), others=(Other(("某项", "10")),))) == 1
    inner = (*RIGHT, row(5, 25, "别的", "效益指标"))  # one row may be missing in one of two categories of a name
    assert len(printed(("效益指标", 40), lines=inner)) == 2
    assert [each[1] for each in printed(("效益指标", 40), lines=inner, others=(Other(("某项", "10")),))] == ["25"]
    bare = tuple(row(number, None, filed=Number.of(5)) for number in range(2))
    assert printed(("产出指标", 40), lines=bare) == []  # inferred from the very points


# ---- W102: points of a note


def noted(*lines: Line, note: str = NOTE, **more: object) -> list[tuple[object, ...]]:
    of = form(*lines, budget=funds(), **{"notes": (note,), **more})  # type: ignore[arg-type]
    return [
        (values(each)["block"], values(each)["noted"], values(each)["sum"], each.severity, each.place.spot)
        for each in hits("W102", of, MOVING)
        if "noted" in values(each)  # those of the rulebook aside
    ]


OFF = (row(1, 20), row(2, 20, level2="质量指标"), row(3, 40, "效益指标", "社会效益指标"), RIGHT[3])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (RIGHT, []),
        (OFF, [("产出指标", "50", "40", "note", "F1"), ("效益指标", "30", "40", "note", "F3")]),
        ((*OFF[:2], row(3, None, "效益指标", "社会效益指标"), RIGHT[3]), [("产出指标", "50", "40", "note", "F1")]),
        ((row(1, 50), row(2, None), *RIGHT[2:]), []),
        ((row(1, 40), row(2, None), *RIGHT[2:]), []),
        (OFF[2:], [("效益指标", "30", "40", "note", "F3")]),
    ],
)
def test_points_that_a_note_gives_to_a_category(lines, expected) -> None:
    assert noted(*lines) == expected


def test_a_note_says_nothing_where_something_else_may_explain_it() -> None:
    full = noted(*OFF)
    assert len(full) == 2
    assert noted(*OFF, note=NOTE.replace("统一设置为", "原则上设置为")) == []
    assert noted(*OFF, unread=("第2页",)) == []
    assert noted(*OFF, blocks=(PrintedBlock("产出指标", 40),)) == full[1:]  # the heading counts
    assert noted(*OFF, others=(Other(("某项", "10")),)) == full[1:]  # it may be one of the lines
    assert noted(*OFF, note="备注：如实填写") == []
    assert noted(*OFF, notes=(), others=(Other(("1.略",)), Other((NOTE.replace("备注：", "2."),)))) == full
    assert noted(*OFF, notes=()) == []
    goals = (Group("甲", (row(7, 0, group="甲", level1="别的"),), Number.of(0)),)
    assert noted(*OFF, groups=goals) == []
