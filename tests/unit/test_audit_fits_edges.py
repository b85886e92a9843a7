"""Edges of what a wrong score does fit: rounding, a printed rate, another weight, a person's deduction."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Form, Line, Number
from scoring import rulebook, score
from scoring.audit.fits import harm, how_rounded, off, other, right
from scoring.interval import Interval
from scoring.rulebook import Unsaid
from scoring.scorecard import LineScore
from scoring.trace import Step

BOOK = rulebook("hongshan-2023")


def line(actual: str = "10场", filed: object = None, **keys: object) -> Line:
    score_of = None if filed is None else Number.of(str(filed))
    own = {"target": "≥10场", "weight": Number.of(10), "filed": score_of, **keys}
    return Line("i1", "indicator", "场次", actual=actual, **own)  # type: ignore[arg-type]


def scored(*args: object, **keys: object) -> LineScore:
    (found,) = score(Form("project", indicators=(line(*args, **keys),)), BOOK).lines  # type: ignore[arg-type]
    return found


def open_line(filed: object, low: str, high: str) -> LineScore:
    """A line whose exact score lies between two numbers, over all weights that its form allows."""
    own = scored(filed=filed)
    return evolve(own, step=Step("judgement", Interval(F(low), F(high)), ()), shown=Interval(F(9), F(9)), solution=own)


@pytest.mark.parametrize(
    ("filed", "severity"),
    [
        ("9", "note"),
        ("8", "note"),
        ("7", "warning"),
        ("10", "warning"),
        ("8.4", "note"),
        ("8.3", "warning"),
        ("9.0", "note"),
        ("9.1", "warning"),
        ("8.43", "warning"),  # two decimals are not rounded so
        ("8.434", "note"),  # an end of the range itself
        ("8.433", "warning"),
        ("8.97", "warning"),
    ],
)
def test_another_weight_may_make_a_score_right(filed: str, severity: str) -> None:
    own = evolve(open_line(filed, "8.434", "8.964"), shown=Interval(F("8.5"), F("8.6")))
    assert harm(own, F(filed), "error") == severity
    assert harm(own, F(filed), "note") == "note"
    assert harm(evolve(own, solution=None), F(filed), "error") == "error"


def test_of_a_score_that_is_not_written_no_places_are_known() -> None:
    own = open_line(None, "8.434", "8.964")
    assert [harm(own, F(value), "error") for value in ("8.4", "9", "8.5")] == ["warning", "note", "note"]


@pytest.mark.parametrize(
    ("actual", "filed", "fits"),
    [
        ("8.4567场", "8.457", True),
        ("8.4567场", "8.4567", True),
        ("8.4567场", "8.46", True),
        ("8.4567场", "8.456", False),
        ("8.4567场", "8.5", False),
        ("8.4567场", "8", False),
        ("8.4567场", "8.460", False),  # three places, and not at all three right
    ],
)
def test_a_score_is_right_to_the_places_that_it_is_written_with(actual: str, filed: str, fits: bool) -> None:
    value = F(filed) if filed != "8.460" else F("8.461")
    assert right(scored(actual, filed if filed != "8.460" else "8.461"), value) is fits


def test_a_score_with_more_places_than_an_open_line_allows_is_not_right() -> None:
    assert not right(open_line("8.1234", "8.5", "8.6"), F("8.1234"))


FEWER, NEAR, ANOTHER = "fewer places", "the rounded rate", "which is another"


@pytest.mark.parametrize(
    ("actual", "rate", "filed", "how"),
    [
        ("2场", "", "9", FEWER),
        ("2场", "", "8.7", FEWER),
        ("2场", "67%", "8.71", NEAR),
        ("2场", "0.67", "8.71", NEAR),
        ("2场", "66.7%", "8.68", NEAR),
        ("2场", "667‰", "8.68", NEAR),
        ("2场", "66%", "8.58", ANOTHER),
        ("2场", "66.6%", "8.66", ANOTHER),
        ("2场", "0.66", "8.58", ANOTHER),
        ("2场", "67%", "9", FEWER),
        ("2场", "67%", "8.7", FEWER),
    ],
)
def test_how_a_score_was_rounded(actual: str, rate: str, filed: str, how: str) -> None:
    """Of 13 points for two thirds: 8.666…"""
    own = scored(actual, filed, target="≥3场", printed_rate=rate, weight=Number.of(13))
    assert how in how_rounded(own, F(filed)).template


def test_nothing_is_said_of_the_rounding_of_an_open_score() -> None:
    own = open_line("8", "8.4", "8.6")
    assert ANOTHER in how_rounded(evolve(own, line=evolve(own.line, printed_rate="80%")), F(8)).template


@pytest.mark.parametrize(
    ("rate", "how"),
    [
        ("66.666666666667%", NEAR),
        ("66.6666666666668%", NEAR),  # twelve places count
        ("66.666666666668%", ANOTHER),
        ("66.666666666657%", ANOTHER),
    ],
)
def test_twelve_places_of_a_printed_rate_count(rate: str, how: str) -> None:
    own = scored("2场", "6.66", target="≥3场", printed_rate=rate)
    assert how in how_rounded(own, F("6.66")).template


@pytest.mark.parametrize(
    ("target", "actual", "filed", "reverse", "told"),
    [
        ("≥8次", "100次", "0.8", "ratio", True),
        ("≥0.5次", "1次", "5", "ratio", True),
        ("≤1次", "0.75次", "7.5", "ratio", True),
        ("≤0.8次", "1次", "8", "linear", True),
        ("≤8次", "6次", "7.5", "ratio", True),
        ("≤8次", "6-7次", "7.5", "ratio", False),  # not one number
        ("≥90%", "100%", "10", "ratio", False),  # all the points need no formula
        ("≥90%", "80%", "8", "ratio", True),
    ],
)
def test_formulas_of_small_numbers_and_of_open_ones(target, actual, filed, reverse, told) -> None:
    own = scored(actual, filed, target=target)
    assert (other(own, F(filed), reverse) is not None) is told


def test_lines_that_nobody_filed_or_that_are_in_words_hide_no_wrong_score() -> None:
    rows = (line(), line("达成", 3, target="有效保障"), line("5场", 9))
    form = Form("project", indicators=tuple(evolve(each, id=f"i{at}") for at, each in enumerate(rows, 1)))
    assert [(each.line.id, value) for each, value in off(score(form, BOOK))] == [("i3", F(9))]


@pytest.mark.parametrize(
    ("effect", "clauses", "actual", "filed", "told"),
    [
        ("none", (), "30场", 8, True),
        ("reason", (), "30场", 8, True),
        ("deduction", (), "30场", 8, False),  # a person may have taken two points
        ("deduction", (), "10场", 8, True),
        ("deduction", (), "5场", 8, True),  # above the rule: nobody gives points so
        ("deduction", (), "30场", 10, False),
        ("none", (Unsaid("超额完成的酌情扣分", "over"),), "11场", 8, False),
        ("none", (Unsaid("超额完成的酌情扣分", "over"),), "10场", 8, True),
        ("none", (Unsaid("材料不全的酌情扣分", "budget"),), "30场", 8, True),
    ],
)
def test_a_person_may_take_points_for_going_beyond(effect, clauses, actual, filed, told) -> None:
    book = evolve(BOOK, over_effect=effect, unsaid=clauses)
    card = score(Form("project", indicators=(line(actual, filed),)), book)
    assert bool(list(off(card))) is told
