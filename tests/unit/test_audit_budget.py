"""Findings on the funds row and on what the prose says of it: sums, rates, other bases, who is meant."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Line, Number, Source
from indicators.place import Place
from indicators.recognition.statements import Statement
from scoring import rulebook, score
from scoring.audit import Finding, audit_document, by_code
from scoring.audit.budget import execution, rate_fits
from scoring.audit.document import Around

BOOK = rulebook("hongshan-2023")
INITIAL = evolve(BOOK, divides_by="initial")


def funds(target: str = "100", actual: str = "50", unit: str = "万元", **keys: object) -> Budget:
    more = {key: keys.pop(key) for key in ("initial", "sources") if key in keys}
    line = Line("budget", "budget", target=target, actual=actual, unit=unit, **{"weight": Number.of(20), **keys})  # type: ignore[arg-type]
    return Budget(line, unit, **more)  # type: ignore[arg-type]


def form(budget: Budget | None, *lines: Line, **more: object) -> Form:
    own = lines or (Line("i1", "indicator", "场次", "≥10场", "10场", weight=80, filed=80),)
    return Form("project", "修路项目", "甲局", year=2023, budget=budget, indicators=own, **more)  # type: ignore[arg-type]


def hits(code: str, of: Form, book=BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


def values(found: list[Finding]) -> list[dict[str, object]]:
    return [dict(each.message.values) for each in found]


@pytest.mark.parametrize(
    ("printed", "initial", "codes"),
    [
        ("50%", "", []),
        ("51%", "", ["B201"]),
        ("62.5%", "80", ["B206"]),  # 50 of 80
        ("62.5%", "", ["B201"]),
        ("62.5%", "0", ["B201"]),
        ("63%", "80", ["B206"]),
        ("64%", "80", ["B201"]),
        ("", "80", []),
        ("很高", "80", []),
    ],
)
def test_printed_rates_and_the_budget_that_they_divide_by(printed: str, initial: str, codes: list[str]) -> None:
    of = form(funds(initial=initial, printed_rate=printed))
    assert [code for code in ("B201", "B206") if hits(code, of)] == codes
    for each in (each for code in codes for each in hits(code, of)):
        told = dict(each.message.values)
        assert (told["printed"], told["rate"], each.recomputed.value) == (printed, "50", F(1, 2))


def test_a_rate_by_the_other_budget_is_shown_at_two_places() -> None:
    (told,) = values(hits("B206", form(funds("70", "45.4", initial="80", printed_rate="56.75%"))))
    assert told == {"printed": "56.75%", "rate": "64.85…"}


@pytest.mark.parametrize(
    ("printed", "fits"),
    [("66.6666666666668%", True), ("66.666666666669%", False), ("66.666666666667%", True), ("0.666666666666666", True)],
)
def test_twelve_places_of_a_rate_count(printed: str, fits: bool) -> None:
    """Beyond them a computer's number is noise."""
    assert rate_fits(printed, F(2, 3)) is fits


def test_under_a_rulebook_of_the_initial_budget_the_adjusted_one_is_the_other() -> None:
    for printed, codes in (("62.5%", []), ("50%", ["B206"]), ("51%", ["B201"])):
        of = form(funds(initial="80", printed_rate=printed))
        assert [code for code in ("B201", "B206") if hits(code, of, INITIAL)] == codes
    silent = evolve(BOOK, divides_by=None)
    of = form(funds(initial="80", printed_rate="62.5%"))
    assert [hits(code, of, silent) for code in ("B201", "B206")] == [[], []]


@pytest.mark.parametrize(
    ("target", "actual", "unit", "told"),
    [
        ("3", "1", "万元", {"sum": "1 ÷ 3", "rate": "33.33…"}),
        ("7", "8", "万元", {"sum": "8 ÷ 7", "rate": "114.29"}),
        ("1.5万元", "10000元", "元", {"sum": "1 ÷ 1.5", "rate": "66.66…"}),
    ],
)
def test_the_division_is_shown(target: str, actual: str, unit: str, told: dict[str, str]) -> None:
    of = form(funds(target, actual, unit, printed_rate="1%"))
    (one,) = values(hits("B201", of))
    shown = {key: one[key] for key in told}
    over = execution(score(of, BOOK)) > 1
    assert shown["sum"] == told["sum"]
    assert [each["rate"] for each in values(hits("B203", of))] == ([told["rate"]] if over else [])
    assert over or shown["rate"] == told["rate"]


def parts(*amounts: tuple[str, str, str]) -> tuple[Source, ...]:
    return tuple(Source(*each) for each in amounts)


@pytest.mark.parametrize(
    ("sources", "unit", "found"),
    [
        ((("甲", "60", "30"), ("乙", "40", "20")), "万元", []),
        (
            (("甲", "60", "30"), ("乙", "30", "10")),
            "万元",
            [("budget", "90", F(90), "error"), ("spent", "40", F(40), "error")],
        ),
        ((("甲", "60", "30"), ("乙", "", "10")), "万元", [("spent", "40", F(40), "error")]),  # one is missing
        ((("甲", "60", "30"), ("乙", "40", "10")), "万元", [("spent", "40", F(40), "error")]),
        ((("甲", "60", "30"), ("乙", "30", "20")), "万元", [("budget", "90", F(90), "error")]),
        ((("甲", "600000元", "30"), ("乙", "30", "20")), "万元", [("budget", "90", F(90), "error")]),
        ((("甲", "60.4", "30"), ("乙", "40", "20")), "万元", [("budget", "100.4", F("100.4"), "error")]),
        ((("甲", "60.1", "30"), ("乙", "40", "20")), "万元", [("budget", "100.1", F("100.1"), "note")]),
        ((("甲", "60.2", "30"), ("乙", "40", "20")), "万元", [("budget", "100.2", F("100.2"), "error")]),
        ((("甲", "0.006亿元", "30"), ("乙", "40", "20")), "万元", []),
        ((("甲", "60.0001", "30"), ("乙", "40.0001", "20")), "万元", [("budget", "100.0002", F("100.0002"), "error")]),
        ((("甲", "60.0001", "30"), ("乙", "40", "20")), "万元", [("budget", "100.0001", F("100.0001"), "note")]),
    ],
)
def test_each_column_of_sources_is_added_up(sources, unit: str, found) -> None:
    """Half a unit of the last place for each amount and the total is rounding: 0.15 of three amounts at one place."""
    seen = hits("B204", form(funds(sources=parts(*sources), unit=unit)))
    told = [(str(each["sum"]), each["unit"], each["total"]) for each in values(seen)]
    assert [(sums, each.recomputed.value, each.severity) for (sums, *_), each in zip(told, seen, strict=True)] == [
        each[1:] for each in found
    ]
    assert [rest for _, *rest in told] == [[unit, "100" if cell == "budget" else "50"] for cell, *_ in found]


@pytest.mark.parametrize(
    ("amounts", "right"),
    [
        ("60 40", True),
        ("60 20 40 40", True),  # two rows after 60 are its detail
        ("60 60 40", False),  # one row of as much says nothing alone
        ("60 60 0 40", False),  # nor with nothing after it
        ("60 10 20 30 40", True),
        ("60 20 30 40", False),
        ("60 20 50 40", False),  # more than their source
        ("0 60 40", True),
        ("60 0 60 40", True),  # two rows again
        ("100 60 40", True),
        ("100 60 40 0", True),
        ("50 25 25 50 25 25", True),
        ("50 25 25 50 25", False),
    ],
)
def test_rows_of_detail_follow_their_source(amounts: str, right: bool) -> None:
    sources = tuple(Source(f"来源{at}", each) for at, each in enumerate(amounts.split()))
    assert (hits("B204", form(funds(sources=sources))) == []) is right


@pytest.mark.parametrize(
    ("name", "right"), [("其中：甲", True), ("中央资金", True), ("省级", True), ("街道", True), ("自筹", False)]
)
def test_one_row_of_detail_is_told_by_its_name(name: str, right: bool) -> None:
    sources = (Source("财政", "60"), Source(name, "60"), Source("其他", "40"))
    assert (hits("B204", form(funds(sources=sources))) == []) is right


@pytest.mark.parametrize(
    ("keys", "total", "told"),
    [
        ({"weight": Number.of(100), "filed": Number.of(95)}, None, {"weight": Number.of(100), "filed": Number.of(95)}),
        ({"weight": Number.of(100)}, None, {"weight": Number.of(100), "filed": "—"}),
        ({"weight": None, "filed": Number.of(95)}, 95, {"weight": "—", "filed": Number.of(95)}),
        ({"filed": Number.of(95)}, 95, {"weight": Number.of(20), "filed": Number.of(95)}),
        ({"filed": Number.of(95)}, 94, None),
        ({"filed": Number.of(0)}, 0, None),
        ({"filed": Number.of(10)}, 90, None),
    ],
)
def test_the_forms_total_on_the_row_of_funds(keys, total, told) -> None:
    printed = None if total is None else Number.of(total)
    found = hits("B208", form(funds(**keys), printed_total=printed))
    assert values(found) == ([] if told is None else [told])


@pytest.mark.parametrize(
    ("spent", "limit", "reason", "told"),
    [
        ("90", F(9, 10), "", None),
        ("89.99", F(9, 10), "", {"rate": "89.99", "limit": "90"}),
        ("50", F(9, 10), "资金未到位", None),
        ("50", None, "", None),
    ],
)
def test_low_rates_are_to_be_explained(spent: str, limit: F | None, reason: str, told) -> None:
    book = evolve(BOOK, limits=() if limit is None else (("execution_reason", limit),))
    assert values(hits("B207", form(funds(actual=spent), deviation_reason=reason), book)) == ([told] if told else [])
    assert hits("B207", form(funds(actual=spent, reason="延期")), book) == []


@pytest.mark.parametrize(
    ("initial", "asked", "told"), [("80", True, 1), ("100", True, 0), ("", True, 0), ("80", False, 0)]
)
def test_an_adjusted_budget_is_to_be_explained_where_the_rulebook_asks(initial: str, asked: bool, told: int) -> None:
    book = evolve(BOOK, limits=(), adjustment_reason=asked)
    found = values(hits("B207", form(funds(initial=initial)), book))
    assert found == [{"before": "80", "after": "100"}] * told


# ---- the prose of the document


def said(budget: str = "", spent: str = "", rate: str = "", project: str = "修路") -> Statement:
    return Statement(project, budget, spent, rate, Place("report.docx", "12"))


def prose(*statements: Statement, forms: tuple[Form, ...] = (form(funds()),)) -> list[Finding]:
    found = audit_document([score(each, BOOK) for each in forms], Around(statements))
    return [each for each in found if each.code == "X803"]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (said("100万元", "50万元", "50%"), []),
        (said("1000000元", "500000元", "50%"), []),
        (said("101万元"), [("101万元", "100万元")]),
        (said("", "51万元"), [("51万元", "50万元")]),
        (said("101万元", "51万元"), [("101万元", "100万元"), ("51万元", "50万元")]),
        (said("100万元", "", "51%"), [("51%", "50")]),
        (said("100万元", "50万元", "51%"), [("51%", "50")]),
        (said("200万元", "50万元", "25%"), [("200万元", "100万元")]),  # its rate is that of its own amounts
        (said("200万元", "50万元", "26%"), [("200万元", "100万元"), ("26%", "50")]),
        (said("200万元", "", "25%"), [("200万元", "100万元"), ("25%", "50")]),  # half of them say nothing of a rate
        (said("", "25万元", "25%"), [("25万元", "50万元"), ("25%", "50")]),
        (said("0万元", "50万元", "25%"), [("0万元", "100万元"), ("25%", "50")]),
        (said("若干", "50万元"), []),
    ],
)
def test_amounts_and_rates_of_the_text(statement: Statement, told: list[tuple[str, str]]) -> None:
    found = values(prose(statement))
    assert [(each["said"], each.get("filed", each.get("rate"))) for each in found] == told
    assert {str(each["place"]) for each in found} <= {"report.docx:12"}


def test_amounts_in_the_units_of_the_form() -> None:
    (found,) = values(prose(said("101万元"), forms=(form(funds("100万元")),)))
    assert found["filed"] == "100万元"
    (found,) = values(prose(said("101万元"), forms=(form(funds("1000000", "500000", "元")),)))
    assert found["filed"] == "1000000元"


def test_only_one_project_and_one_form_of_a_name_are_compared() -> None:
    other = evolve(form(funds("70")), project="修桥经费")
    own = form(funds())
    wrong, right = said("101万元"), said("70万元", project="修桥项目")
    assert len(prose(wrong, right, forms=(own, other))) == 1
    assert len(prose(right, wrong, forms=(other, own))) == 1
    assert prose(wrong, wrong, forms=(own, other)) == []  # said twice
    assert prose(wrong, forms=(own, evolve(own, year=2022))) == []  # two forms
    assert prose(wrong, forms=(evolve(own, kind="department"),)) == []
    assert prose(wrong, forms=(evolve(own, budget=None),)) == []
    assert prose(said("101万元", project="铺路"), forms=(own,)) == []
    assert prose(said("101万元", project=""), forms=(evolve(own, project=""),)) == []
