"""Edges of weights: sums of the form, of its blocks, of goals and of what notes say; one line that has half of all."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, Line, Number
from indicators.form import Other, PrintedBlock
from indicators.place import Place
from scoring import Interval, rulebook, score
from scoring.audit import Finding, by_code
from scoring.audit.weights import moved_within
from scoring.choice import Choice
from scoring.rulebook import Rulebook, loads

BOOK = rulebook("hongshan-2023")
FIXED = loads(
    'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\nblocks = [\n'
    '{block = "budget", points = 10},\n{block = "output", points = 50, parts = [{block = "quantity", points = 30}, '
    '{block = "quality", points = 20}]},\n{block = "benefit", points = 30},\n'
    '{block = "satisfaction", points = 10, absent_to = "benefit"}]\n'
)
NOTE = "备注：一级指标分值统一设置为：产出指标50分、效益指标30分、满意度10分、预算执行率10分。"


def at(spot: object) -> Place:
    return Place("a.xlsx", str(spot))


def row(number: int, weight: object = None, level1: str = "产出指标", level2: str = "数量指标", **keys: object) -> Line:
    points = None if weight is None else Number.of(str(weight))
    cells = {"places": (("weight", at(f"F{number}")),), "filed": Number.of(1) if weight is None else None, **keys}
    return Line(f"i{number}", "indicator", f"场次{number}", "≥10场", "10场", level1, level2, points, **cells)  # type: ignore[arg-type]


def funds(weight: object = 10) -> Budget:
    points = None if weight is None else Number.of(str(weight))
    return Budget(Line("budget", "budget", "预算执行", "100", "100", weight=points, places=(("weight", at("F0")),)))


def form(*lines: Line, budget: Budget | None = None, **more: object) -> Form:
    return Form("project", year=2023, budget=budget, indicators=lines, **more)  # type: ignore[arg-type]


def hits(code: str, of: Form, book: Rulebook = BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


def values(of: Finding) -> dict[str, object]:
    return dict(of.message.values)


# ---- W101


@pytest.mark.parametrize(
    ("weights", "budget", "total", "without"),
    [
        ((50, 40), 10, None, None),
        ((50, 39), 10, "99", "89"),
        ((50, "40.5"), 10, "100.5", "90.5"),
        ((50, 50), None, None, None),  # of the budget line no weight is known
        ((60, 30), 20, "110", "90"),
        ((50, None), 10, None, None),
        ((None, None), None, None, None),
    ],
)
def test_points_of_the_whole_form(weights, budget, total, without) -> None:
    lines = tuple(row(number, weight) for number, weight in enumerate(weights, 1))
    found = hits("W101", form(*lines, budget=funds(budget)))
    assert [(values(each)["total"], values(each)["without"]) for each in found] == ([(total, without)] if total else [])
    assert [(each.filed, each.recomputed, each.severity, each.place) for each in found] == (
        [(total, Interval.point(F(100)), "error", at("F2"))] if total else []  # at the last weight
    )


def test_a_sum_without_a_budget_line_and_one_that_is_unknown() -> None:
    (one,) = hits("W101", form(row(1, 60), row(2, 30)))
    assert (values(one)["total"], values(one)["without"]) == ("90", "90")
    assert hits("W101", form(budget=None)) == []
    (one,) = hits("W101", form(row(1, 60), row(2, 30), places=(("points", at("F9")),)))
    assert one.place == at("F9")


@pytest.mark.parametrize(("text", "severity"), [("10分", "warning"), ("11", "error"), ("10", "warning")])
def test_a_row_that_was_kept_may_hold_the_points_that_are_missing(text: str, severity: str) -> None:
    (one,) = hits("W101", form(row(1, 60), row(2, 30), others=(Other(("某项", text)),)))
    assert one.severity == severity


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


# ---- W103


@pytest.mark.parametrize(
    ("weights", "points", "expected"),
    [
        ((10, 10), 20, None), ((10, 9), 20, "19"), ((10, 11), 20, "21"), ((10, None), 20, None), ((10, 9), None, None),
        ((), 20, "0"), ((), 0, None),
    ],
)  # fmt: skip
def test_lines_of_a_goal_and_its_heading(weights, points, expected) -> None:
    """Wherever the goal stands among those that add up."""
    lines = tuple(row(number, weight, group="乙") for number, weight in enumerate(weights, 1))
    right = Group("甲", (evolve(row(9, 5), id="x", group="甲"),), Number.of(5))
    own = Group("乙", lines, None if points is None else Number.of(str(points)), place=at("A5"))
    for groups in ((own,), (right, own), (own, right)):
        found = hits("W103", Form("department", year=2023, groups=groups))
        assert [(values(each)["group"], each.filed, each.recomputed.low, each.place) for each in found] == (  # type: ignore[union-attr]
            [("乙", expected, points, at("A5"))] if expected else []
        )


# ---- W104


@pytest.mark.parametrize(
    ("weights", "limit", "expected"),
    [
        ((51, 49), None, [("i1", "note")]),
        ((50, 50), None, []),
        ((100,), None, []),  # there is no other
        ((49, 51), None, [("i2", "note")]),
        ((51, 49), F(1, 2), [("i1", "warning")]),
        ((40, 60), F(3, 5), [("i2", "note")]),  # as much as the limit, no more
        ((40, 60), F(59, 100), [("i2", "warning")]),
        ((30, 40, 30), F(1, 4), [("i1", "warning"), ("i2", "warning"), ("i3", "warning")]),
        ((100,), F(1, 2), [("i1", "warning")]),
        ((None, 40, 30), None, []),  # of how many is not known
        ((None, 40, 30), F(1, 4), []),
        ((None, 51, 49), None, [("i2", "note")]),  # nothing is left for the first
        ((0, 0), None, []),
    ],
)
def test_one_line_that_has_more_than_half(weights, limit, expected) -> None:
    lines = tuple(row(number, weight) for number, weight in enumerate(weights, 1))
    book = evolve(BOOK, limits=(("line_weight", limit),)) if limit is not None else BOOK
    found = hits("W104", form(*lines), book)
    assert [(each.line, each.severity) for each in found] == expected
    for each in found:
        assert (each.filed, values(each)["weight"]) == (str(weights[int(each.line[1]) - 1]),) * 2  # type: ignore[index]


def test_the_budget_line_is_no_indicator() -> None:
    assert hits("W104", form(row(1, 30), budget=funds(70))) == []
    assert [each.line for each in hits("W104", form(row(1, 70), budget=funds(30)))] == ["i1"]


# ---- W105


def scored(*filed: object, **keys: object) -> tuple[Line, ...]:
    return tuple(
        row(number, None, filed=Number.of(str(each)), places=(("filed", at(f"G{number}")),), **keys)
        for number, each in enumerate(filed, 1)
    )


def goals(*each: tuple[Line, ...], points: int = 20, **more: object) -> Form:
    own = tuple(
        Group(name, tuple(evolve(line, group=name, id=f"{name}{line.id}") for line in lines), Number.of(points))
        for name, lines in zip("甲乙丙", each, strict=False)
    )
    return Form("department", year=2023, groups=own, **more)  # type: ignore[arg-type]


def test_inferred_weights_are_told_of_each_block_at_its_first_score() -> None:
    later = tuple(evolve(each, places=(("filed", at(f"H{each.id}")),)) for each in scored(10, 10))
    found = hits("W105", goals(scored(10, 10), later))
    assert [each.place for each in found] == [at("G1"), at("Hi1")]
    (one,) = hits("W105", goals(scored(10, 10), places=(("weights", at("E4")),)))
    assert one.place == at("E4")


@pytest.mark.parametrize(
    ("actual", "filed", "in_any_case", "range_"),
    [("5场", 5, False, "15.00–17.50"), ("10场", 5, True, "20"), ("0场", 0, False, "10.00–20.00")],
)
def test_what_hangs_on_weights_that_are_open(actual: str, filed: object, in_any_case: bool, range_: str) -> None:
    lines = scored(10, filed)
    (one,) = hits("W105", goals((lines[0], evolve(lines[1], actual=actual))))
    told = values(one)
    assert told["points"] == "20"
    assert ("any case" in one.message.template) is in_any_case


def test_declared_weights_are_compared_with_those_that_would_be_inferred() -> None:
    lines = tuple(evolve(each, weight=Number.of(10)) for each in scored(10, 10))
    (one,) = hits("W105", goals(lines, weights="reconstructed"))
    assert ("lines" in values(one), one.place) == (False, at("G1"))
    other = (evolve(lines[0], weight=Number.of(12)), evolve(lines[1], weight=Number.of(8)))
    (one,) = hits("W105", goals(other, weights="reconstructed"))
    assert (values(one)["lines"], one.place) == (("甲i1", "甲i2"), at("G1"))
    later = tuple(evolve(each, places=(("filed", at(f"H{each.id}")),)) for each in other)
    first, second = hits("W105", goals(lines, later, weights="reconstructed"))
    assert [each.place for each in (first, second)] == [at("G1"), at("Hi1")]
    assert ("lines" in values(first), values(second)["lines"]) == (False, ("乙i1", "乙i2"))
    assert hits("W105", goals(lines, weights="declared")) == []
    bare = tuple(evolve(each, filed=None) for each in lines)
    (one,) = hits("W105", goals(bare, weights="reconstructed"))
    assert ("lines" in values(one), one.place.spot) == (False, "G1")
