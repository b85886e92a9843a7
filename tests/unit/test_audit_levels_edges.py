"""Edges of lines in words: which of them say no level, whose bands hold, and what a weight or a note leaves open."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Line, Number
from indicators.form import Other
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.audit.finding import fits, judged, limit, rests_on_guess
from scoring.choice import Choice
from scoring.interval import Interval
from scoring.rulebook import Level, Rulebook

BOOK = rulebook("hongshan-2023")
COLUMN = evolve(BOOK, level_column=True)
OWN = evolve(BOOK, levels=(Level("好", Interval(F(9, 10), F(1)), "both", ("情况良好",), "met"),))
JUDGED = rulebook("sichuan-department-2017")


def line(actual: str = "情况良好", filed: object = None, **keys: object) -> Line:
    points = None if filed is None else Number.of(str(filed))
    own = {"target": "有效保障", "weight": Number.of(10), "filed": points, "name": "保障", **keys}
    return Line("i1", "indicator", actual=actual, **own)  # type: ignore[arg-type]


def form(*lines: Line, **more: object) -> Form:
    own = tuple(evolve(each, id=f"i{at}") for at, each in enumerate(lines, 1))
    return Form("project", "甲", "某局", "某所", 2023, indicators=own, **more)  # type: ignore[arg-type]


def hits(code: str, of: Form, book: Rulebook = BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


@pytest.mark.parametrize(
    ("own", "book", "severity"),
    [
        (line(), BOOK, "warning"),
        (line(), COLUMN, "error"),  # it has a column for the level
        (line("达成"), COLUMN, None),
        (line(level="met"), COLUMN, None),
        (line("有效保障"), COLUMN, None),  # the same words
        (line(""), COLUMN, None),  # an empty cell is F002
        (line("—"), COLUMN, None),
        (line("9次", target="≥8次"), COLUMN, None),
        (line(), OWN, None),  # a level of the rulebook's own
        (line("情况较好"), OWN, "warning"),
        (line(level1="项目决策"), JUDGED, None),  # people judge it
        (line(level1="其他"), JUDGED, "warning"),
    ],
)
def test_words_that_tell_no_level(own: Line, book: Rulebook, severity: str | None) -> None:
    first = line("达成", 10, level="met", level1=own.level1)
    found = hits("Q601", form(first, line("", level1=own.level1), own), book)
    assert [(each.line, each.severity) for each in found] == ([("i3", severity)] if severity else [])
    assert [each.filed for each in found] == [own.actual] * len(found)
    assert [each.recomputed for each in found] == [Interval(F(0), F(10))] * len(found)


@pytest.mark.parametrize(
    ("level1", "block", "people"),
    [("项目决策", "indicator", True), ("其他", "indicator", False), ("项目决策", "goal", False), ("", "budget", False)],
)
def test_lines_of_blocks_that_people_judge(level1: str, block: str, people: bool) -> None:
    card = score(form(line(level1=level1)), JUDGED)
    own = evolve(card.lines[0], line=evolve(card.lines[0].line, block=block))
    assert judged(card, own) is people
    assert not judged(score(form(line(level1=level1)), BOOK), own)
    none = evolve(card, choice=Choice(evolve(JUDGED, forms=()), "named"))
    assert not judged(none, own)


@pytest.mark.parametrize(
    ("own", "book", "severity"),
    [
        (line("达成", "7.99"), BOOK, "warning"),
        (line("达成", 8), BOOK, None),
        (line("达成", "7.99", level="met"), BOOK, "error"),
        (line("达成", "7.99", level="met"), evolve(BOOK, bands={}), None),  # it has no such band
        (line("达成", "7.99", level="met"), evolve(BOOK, stated=BOOK.stated - {"bands"}), None),
        (line("达成", 10, weight=Number.of(0)), BOOK, None),
        (line("达成", None, level="met"), BOOK, None),
        (line("达成", "10.01", level="met"), BOOK, None),  # S301
        (line("达成", "8.5", level="met", rate=Number.of("0.85")), BOOK, None),
        (line("达成", "8.4", level="met", rate=Number.of("0.85")), BOOK, "error"),
        (line("达成", 0, level="unmet"), BOOK, None),
        (line("达成", 0, level="part"), BOOK, "error"),
        (line("达成", "0.5", level="part"), BOOK, "error"),
        (line("达成", 10, level="part"), BOOK, "error"),
        (line("达成", "-0.5", level="part"), BOOK, None),
        (line("达成", 5, level="unmet"), BOOK, "error"),
        (line("9次", "1", target="≥8次"), BOOK, None),
    ],
)
def test_scores_and_the_band_of_their_level(own: Line, book: Rulebook, severity: str | None) -> None:
    before = line("9次", 9, target="≥8次"), line("情况良好", 5), line("达成", 9), line("达成", 11)
    found = hits("Q602", form(*before, own), book)
    assert [(each.line, each.severity) for each in found] == ([("i5", severity)] if severity else [])
    assert [each.filed for each in found] == [str(own.filed)] * len(found)


# ---- how sure a finding is


DIVIDES = Other(("备注", "执行率=执行数/年初预算数"))


@pytest.mark.parametrize(
    ("others", "how", "severity"),
    [
        ((), "fits", "error"),
        ((DIVIDES,), "fits", "note"),  # typed or printed: nobody can tell
        ((DIVIDES,), "named", "error"),
        ((Other(("备查", "1")),), "fits", "error"),
        ((Other(("备注", "正向指标得分=权重×B/A")),), "fits", "error"),  # of another thing
    ],
)
def test_a_row_that_may_state_another_rule_leaves_a_note(others: tuple[Other, ...], how: str, severity: str) -> None:
    row = Line("budget", "budget", target="100", actual="50", unit="万元", weight=20, filed=19)
    own = form(line("9次", 11, target="≥8次"), budget=Budget(row), others=others)
    card = evolve(score(own, BOOK), choice=Choice(BOOK, how))
    assert [each.severity for each in by_code("B202")(card)] == [severity]
    assert [each.severity for each in by_code("S301")(card)] == ["error"]  # whatever the row says


def test_what_is_assumed_is_a_warning_at_most() -> None:
    card = score(form(line("9次", 5, target="≥8次")), BOOK)
    (own,) = card.lines
    assert not rests_on_guess(own)
    assert rests_on_guess(evolve(own, weight_source="reconstructed"))
    assert rests_on_guess(evolve(own, weight=Interval(F(1), F(2))))
    assert not rests_on_guess(evolve(own, weight=None))


@pytest.mark.parametrize(("how", "known"), [("named", True), ("tied", True), ("none", False)])
def test_limits_are_those_of_a_rulebook_that_fits(how: str, known: bool) -> None:
    book = evolve(BOOK, limits=(("gap", F(1, 20)),))
    card = evolve(score(form(line()), book), choice=Choice(book, how))
    assert fits(card) is known
    assert (limit(card, "gap"), limit(card, "unspent")) == (F(1, 20) if known else None, None)
