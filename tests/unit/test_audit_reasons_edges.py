"""Edges of reasons: where they are asked for, which loss is certain, what says anything, what contradicts figures."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, Line, Number
from indicators.form import PrintedBlock
from indicators.place import Place
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.audit.reasons import given, where_reasons_stand
from scoring.choice import Choice

ON_FORM, ON_LINE = "hongshan-2023", "mof-2020"
BASE = ("三级指标", "得分")


def number(value: object) -> Number | None:
    return None if value is None else Number.of(str(value))


def row(at: int, weight: object = 10, filed: object = 10, actual: str = "10场", **keys: object) -> Line:
    cells = {"level1": "产出指标", "level2": "数量指标", "weight": number(weight), "filed": number(filed), **keys}
    return Line(f"i{at}", "indicator", f"场次{at}", "≥10场", actual, **cells)  # type: ignore[arg-type]


def form(*lines: Line, **more: object) -> Form:
    return Form("project", year=2023, indicators=lines, **more)  # type: ignore[arg-type]


def funds(filed: object = 20, weight: object = 20, **keys: object) -> Budget:
    line = Line("budget", "budget", "预算执行", "100", "100", weight=number(weight), filed=number(filed), **keys)  # type: ignore[arg-type]
    return Budget(line)


def hits(code: str, of: Form, book: object = ON_LINE) -> list[Finding]:
    return list(by_code(code)(score(of, book)))  # type: ignore[arg-type]


def told(code: str, of: Form, book: object = ON_LINE) -> list[tuple[str | None, str]]:
    return [(each.line, each.severity) for each in hits(code, of, book)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("延期", True), ("", False), ("无", False), ("无。", False), ("无;", False), ("没有", False), ("暂无！", False),
        ("不适用.", False), ("——", False), ("/", False), ("无法按期", True), ("无变化", True), ("有", True),
    ],
)  # fmt: skip
def test_what_says_anything(text: str, says: bool) -> None:
    assert given(text) is says


@pytest.mark.parametrize(
    ("lines", "field", "expected"),
    [
        ((row(1), row(2, filed=9)), "", [(None, "error")]),
        ((row(1), row(2, filed=9)), "延期", []),
        ((row(1), row(2, filed=9)), "无", [(None, "error")]),
        ((row(1), row(2, filed=9, reason="延期")), "", []),
        ((row(1, filed=9), row(2, filed=9, reason="延期")), "", [(None, "error")]),
        ((row(1), row(2)), "", []),
        ((row(1), row(2, filed=11)), "", []),  # more is no loss
        ((row(1), row(2, filed=None)), "", []),
        ((row(1), row(2, filed=9, unread=("reason",))), "", []),
    ],
)
def test_a_form_with_one_field_for_its_reasons(lines, field, expected) -> None:
    assert told("R501", form(*lines, deviation_reason=field), ON_FORM) == expected


@pytest.mark.parametrize(
    ("lines", "field", "expected"),
    [
        ((row(1, filed=9, reason="延期"), row(2, filed=9), row(3)), "", [("i2", "error")]),
        ((row(1, filed=9, reason="延期"), row(2, filed=9), row(3, filed=8)), "", [("i2", "error"), ("i3", "error")]),
        ((row(1, reason="延期"), row(2, filed=9)), "", [("i2", "error")]),
        ((row(1, filed=9), row(2, filed=9)), "", [(None, "error")]),  # no line gives any: told once
        ((row(1), row(2)), "", []),
        ((row(1, filed=9, reason="延期"), row(2, filed=9)), "延期", []),
    ],
)
def test_a_form_with_a_reason_on_each_line(lines, field, expected) -> None:
    for columns in ((), (*BASE, "偏差原因")):
        assert told("R501", form(*lines, deviation_reason=field, columns=columns), ON_LINE) == expected


def test_a_line_that_lost_points_shows_what_it_filed_and_stands_at_its_own_cell() -> None:
    places = (("reason", Place("a.xlsx", "H6")), ("weight", Place("a.xlsx", "F6")))
    lost = row(2, weight=10, filed="8.5", places=places)
    (one,) = hits("R501", form(row(1, reason="延期"), lost))
    assert (dict(one.message.values)["filed"], dict(one.message.values)["weight"]) == (number("8.5"), F(10))
    assert (one.place, "heading" in dict(one.message.values)) == (places[0][1], False)
    (one,) = hits("R501", form(row(1, reason="延期"), lost, columns=(*BASE, "扣分原因")))
    assert dict(one.message.values)["heading"] == "扣分原因"


@pytest.mark.parametrize(
    ("cell", "asked"), [((("reason", Place("a", "H4")),), True), ((("filed", Place("a", "G4")),), False)]
)
def test_the_funds_row_is_asked_only_where_it_has_a_cell_for_a_reason(cell, asked: bool) -> None:
    own = form(row(1, 80, 80, reason="延期"), budget=funds(19, places=cell))
    assert told("R501", own) == ([("budget", "error")] if asked else [])


def test_what_is_told_once_stands_at_the_field_or_at_the_first_cell_for_a_reason() -> None:
    own = Place("a.xlsx", "S!A1")
    cells = [Place("a.xlsx", f"H{at}") for at in range(3)]
    lines = [row(at, filed=9, places=(("reason", cells[at]),) if at else ()) for at in range(3)]
    (one,) = hits("R501", form(*lines, place=own, columns=(*BASE, "偏差原因")))
    assert one.place == cells[1]
    (one,) = hits("R501", form(*lines[:1], place=own, columns=(*BASE, "偏差原因")))
    assert one.place == own
    field = Place("a.xlsx", "B20")
    (one,) = hits("R501", form(*lines, place=own, places=(("deviation_reason", field),)), ON_FORM)
    assert one.place == field


@pytest.mark.parametrize(("number_of", "by_name"), [(5, True), (6, False)])
def test_many_lines_are_told_by_their_rows(number_of: int, by_name: bool) -> None:
    (one,) = hits("R501", form(*(row(at, filed=9) for at in range(number_of))))
    rows = dict(one.message.values)["lines"]
    assert (len(rows), [dict(each.values).get("name") for each in rows]) == (
        (5, [f"场次{at}" for at in range(5)]) if by_name else (1, [None])
    )


def test_a_row_without_a_name_and_the_funds_row_are_told_by_their_row_alone() -> None:
    lines = (evolve(row(1, filed=9), name=""), row(2, filed=9))
    own = form(*lines, budget=funds(19, places=(("reason", Place("a", "H4")),)))
    (one,) = hits("R501", own)
    assert [dict(each.values).get("name") for each in dict(one.message.values)["lines"]] == [None, None, "场次2"]


@pytest.mark.parametrize("book", [ON_FORM, ON_LINE])
def test_nothing_is_told_of_half_a_form_as_a_whole(book: str) -> None:
    own = form(row(1, filed=9), row(2, filed=9))
    assert len(told("R501", own, book)) == 1
    assert told("R501", evolve(own, unread=("第2页",)), book) == []


def test_where_no_rulebook_fits_no_reason_is_asked() -> None:
    own = form(row(1, filed=9), row(2))
    card = score(own, ON_LINE)
    assert where_reasons_stand(card) == "line"
    alone = evolve(card, choice=Choice(rulebook(ON_LINE), "none"))
    assert where_reasons_stand(alone) == "none"
    assert [*by_code("R501")(alone)] == []


def group(*rows: Line, points: object = 80) -> Form:
    own = tuple(evolve(each, group="甲", id=f"g1.{each.id}") for each in rows)
    return Form("department", year=2023, groups=(Group("甲", own, number(points)),))


@pytest.mark.parametrize(
    ("of", "severity"),
    [
        (group(row(1, None, 40), row(2, None, 39)), "error"),
        (group(row(1, None, 40), row(2, None, 39), points=None), "warning"),
        (group(row(1, None, 40), row(2, None, 40)), None),  # nothing was lost
        (group(row(1, None, 40), row(2, None, 41)), None),
        (group(row(1, None, 40), row(2, None, 39, reason="延期")), None),  # one reason in the block will do
        (group(row(1, None, 40), row(2, None, None)), None),
    ],
)
def test_of_a_block_without_weights_its_own_points_show_a_loss(of: Form, severity: str | None) -> None:
    found = [each.severity for each in hits("R501", of, ON_FORM)]
    assert found == ([severity] if severity else [])


def test_points_that_a_form_prints_for_a_block_show_a_loss_and_those_of_the_rulebook_make_a_warning() -> None:
    lines = (row(1, None, 30), row(2, None, 19))
    for blocks, severity in (((PrintedBlock("产出指标", 50),), "error"), ((), "warning")):
        own = form(*lines, blocks=blocks, columns=(*BASE, "偏差原因"))
        assert [each.severity for each in hits("R501", own)] == [severity]


def test_weights_that_a_file_says_were_inferred_make_a_warning() -> None:
    lines = (row(1, 10, 9), row(2, 10, 10))
    assert told("R501", form(*lines, weights="reconstructed"), ON_FORM) == [(None, "warning")]
    both = form(row(1, 80, 80), budget=funds(19), weights="reconstructed")
    assert told("R501", both, ON_FORM) == [(None, "error")]  # that of the funds was not


FAR = evolve(rulebook(ON_LINE), limits=(("over_completion", F(13, 10)),))


@pytest.mark.parametrize(
    ("more", "lines", "expected"),
    [
        ({}, (row(1, actual="30场"),), ["i1"]),
        ({}, (row(1, actual="30场"), row(2, actual="40场")), ["i1", "i2"]),
        ({}, (row(1, actual="30场", reason="扩招"), row(2, actual="40场")), ["i2"]),
        ({}, (row(1, actual="12场"),), []),
        ({"deviation_reason": "扩招"}, (row(1, actual="30场"),), []),
        ({"deviation_reason": "无"}, (row(1, actual="30场"),), ["i1"]),
        ({"columns": BASE}, (row(1, actual="30场"),), []),  # no room for a reason
        ({"columns": (*BASE, "偏差原因")}, (row(1, actual="30场"),), ["i1"]),
        ({"columns": BASE, "places": (("deviation_reason", Place("a", "B9")),)}, (row(1, actual="30场"),), ["i1"]),
        ({"unread": ("第2页",)}, (row(1, actual="30场"),), []),
    ],
)
def test_a_completion_far_beyond_its_target_wants_a_reason(more, lines, expected) -> None:
    found = hits("R502", form(*lines, **more), FAR)
    assert [each.line for each in found] == expected
    assert all((each.severity, each.filed[-1]) == ("warning", "场") for each in found)


@pytest.mark.parametrize(
    ("lines", "field", "expected"),
    [
        ((row(1, reason="延期"), row(2)), "", ["i1"]),
        ((row(1), row(2, reason="延期")), "", ["i2"]),
        ((row(1, reason="无"),), "", []),
        ((row(1, filed=9, reason="延期"),), "", []),  # it explains the points lost
        ((row(1, filed=9, reason="未完成"),), "", ["i1"]),
        ((row(1, filed=9, reason="因故未能完成"),), "", ["i1"]),
        ((row(1, filed=9, reason="未达成"),), "", ["i1"]),
        ((row(1, filed=10, actual="9场", reason="延期"),), "", []),  # not met
        ((row(1, filed=None, reason="延期"),), "", []),
        ((row(1, weight=None, filed=None, reason="延期"),), "", []),
        ((row(1), row(2)), "延期", [None]),
        ((row(1), row(2)), "无", []),
        ((row(1), row(2, filed=9)), "延期", []),
        ((row(1), row(2, filed=None)), "延期", []),
        ((row(1, weight=None, filed=None), row(2, weight=None, filed=None)), "延期", []),
        ((), "延期", []),
    ],
)
def test_a_reason_where_nothing_deviates(lines, field, expected) -> None:
    assert [each.line for each in hits("R503", form(*lines, deviation_reason=field))] == expected


def test_the_reason_of_the_funds_row_contradicts_unless_the_budget_was_adjusted() -> None:
    for initial, expected in (
        ("80", []),
        ("80万元", []),
        ("100", ["budget"]),
        ("1000000元", ["budget"]),
        ("", ["budget"]),
    ):
        own = evolve(funds(reason="追加"), initial=initial)
        assert [each.line for each in hits("R503", form(row(1, filed=9), budget=own))] == expected
    adjusted = evolve(funds(), initial="80")
    assert [each.line for each in hits("R503", form(row(1, reason="延期"), budget=adjusted))] == ["i1"]


def test_one_reason_in_a_block_without_weights_hides_no_loss_in_another() -> None:
    """Wherever the blocks stand; the loss in the other is told, though the first has lost points as well."""
    explained = (row(1, None, 30, reason="延期"), row(2, None, 19, actual="5场"))
    other = tuple(
        evolve(each, level1="效益指标", level2="社会效益指标")
        for each in (row(3, None, 15), row(4, None, 14, actual="5场"))
    )
    blocks = (PrintedBlock("产出指标", 50), PrintedBlock("效益指标", 30))
    for lines in ((*explained, *other), (*other, *explained)):
        found = hits("R501", form(*lines, blocks=blocks, columns=(*BASE, "偏差原因")))
        assert {each.line for each in found} <= {"i3", "i4"}
        assert {each.severity for each in found} == {"warning"}  # on an inferred weight
    lost = (evolve(other[0], filed=None), other[1])  # how many points it lost is not known
    assert hits("R501", form(*explained, *lost, blocks=blocks, columns=(*BASE, "偏差原因"))) == []
