"""Edges of weights: sums of the form and of its goals, one line that has half of all, weights that are inferred."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from weighed import at, form, funds, row

from indicators import Form, Group, Line, Number
from indicators.form import Other
from scoring import Interval, rulebook, score
from scoring.audit import Finding, by_code
from scoring.rulebook import Rulebook

BOOK = rulebook("hongshan-2023")


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
