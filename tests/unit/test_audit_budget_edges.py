"""Edges of the funds row: sources of a total and their detail, rows that may be one, budgets of nothing and below."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Line, Number, Source
from indicators.form import Other
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.audit.budget import execution, rate_fits

BOOK = rulebook("hongshan-2023")


def funds(target: str = "100", actual: str = "50", unit: str = "万元", **keys: object) -> Budget:
    more = {key: keys.pop(key) for key in ("initial", "sources") if key in keys}
    line = Line("budget", "budget", target=target, actual=actual, unit=unit, **{"weight": Number.of(20), **keys})  # type: ignore[arg-type]
    return Budget(line, unit, **more)  # type: ignore[arg-type]


def form(budget: Budget | None, *lines: Line, **more: object) -> Form:
    own = lines or (Line("i1", "indicator", "场次", "≥10场", "10场", weight=80, filed=80),)
    return Form("project", "修路项目", "甲局", year=2023, budget=budget, indicators=own, **more)  # type: ignore[arg-type]


def hits(code: str, of: Form, book=BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


def sources(text: str) -> tuple[Source, ...]:
    """``甲 60, 乙 40``: each with its budget, and half of it spent where a third figure says no other."""
    parts = [each.split() for each in text.split(",")]
    return tuple(Source(name, budget, *spent) for name, budget, *spent in parts)


@pytest.mark.parametrize(
    ("rows", "total", "severity"),
    [
        ("甲 60", "100", None),  # one of the sources alone: the others are not printed
        ("甲 100", "100", None),
        ("甲 100.1", "100", "note"),
        ("甲 110", "100", "error"),
        ("甲 60, 乙 30", "100", "error"),  # two are all there are
        ("甲 50, 中央 40, 省 -20, 市 30, 乙 50", "100", None),  # money that went back is detail too
        ("甲 60, 其中：中央 70", "60", "error"),  # more than its source is no part of it
        ("乙 50, 甲 60, 其中：中央 70", "110", "error"),
        ("甲 60, 乙 20, 其中：丙 10", "80", None),
        ("甲 60, 乙 20, 其中：丙 10", "70", "error"),
        ("甲 60, 乙 20, 其中：丙 10", "90", None),
        ("其中：丙 10, 甲 60", "60", "error"),  # a part follows its source
        ("甲 60, 其中：上级 20, 乙 40", "100", None),  # 20 and 40 are not the detail of 60, though they add to it
        ("甲 60, 其中：上级 20, 乙 40", "60", None),
        ("甲 60, 其中：上级 20, 乙 40", "120", None),
        ("甲 60, 其中：上级 20, 乙 40", "80", "error"),
        ("甲 60, 其中：上级 20, 乙 40, 丙 50, 其中：中央 20, 省 30", "150", None),  # each row for itself
        ("甲 60, 其中：上级 20, 乙 40, 丙 50, 其中：中央 20, 省 30", "165", "error"),
        ("甲 60, 中央 20, 省 40, 乙 40.1", "100", "note"),  # rounding explains it, the detail left out
        ("甲 60, 中央 20, 省 40, 乙 40.3", "100", "error"),
        ("甲 60, 中央 60, 省 0, 乙 40", "100", None),
        ("甲 0, 其中：中央 0, 乙 100", "100", None),
        ("甲 60, 中央 60, 乙 40", "100", None),
        ("甲 60, 自筹 60, 乙 40", "100", "error"),
        ("甲 60, 自筹 60", "60", "error"),
        ("甲 60, 中央 60", "60", None),
        ("甲 60, 中央 50", "60", "error"),  # neither all of it nor 其中
        ("甲 60,  其中：中央 50", "60", None),
    ],
)
def test_the_sources_of_a_total(rows: str, total: str, severity: str | None) -> None:
    """B204: nothing where one reading of the rows adds to the total."""
    budget = funds(total, "", sources=sources(rows))
    assert [each.severity for each in hits("B204", form(budget))] == ([severity] if severity else [])


def test_a_source_alone_hides_nothing_of_what_was_spent() -> None:
    (hit,) = hits("B204", form(funds("100", "50", sources=sources("甲 60 60"))))
    assert (hit.filed, hit.recomputed.value, dict(hit.message.values)["sum"]) == ("50", F(60), "60")


def test_so_many_readings_prove_nothing() -> None:
    """Of rows that may each be a part of the one before, or not, whatever the total is."""
    rows = ", ".join(f"甲 {2 ** (at + 1)}, 其中：乙 {2**at}" for at in range(0, 60, 2))
    assert hits("B204", form(funds("0.5", "", sources=sources(rows)))) == []
    few = ", ".join(f"甲 {2 ** (at + 1)}, 其中：乙 {2**at}" for at in range(0, 8, 2))
    assert [each.severity for each in hits("B204", form(funds("0.5", "", sources=sources(few))))] == ["error"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("财政拨款", "40", "20"), False),  # it may be the source that is missing
        (("其他资金", "40", "20", "50%"), False),
        (("财政拨款", "40", ""), True),  # one amount is no row of funds
        (("财政拨款", "", "", ""), True),
        (("人数", "40", "20"), True),
        (("财政拨款",), False),  # the label of a source, apart from its amounts
        (("40", "20", "财政拨款"), True),
        ((), True),
    ],
)
def test_a_row_of_funds_that_was_kept_as_it_stands_may_be_a_source(cells: tuple[str, ...], told: bool) -> None:
    rows = (Other(("备查", "1", "2")), Other(cells))
    of = form(funds("100", "", sources=sources("甲 60, 乙 30")), others=rows)
    assert bool(hits("B204", of)) is told


@pytest.mark.parametrize(
    ("target", "actual", "severity", "shown"),
    [
        ("0", "0", "warning", {}),
        ("0", "", "warning", {}),
        ("0", "5", "error", {"spent": "5"}),
        ("0", "-5", "error", {"spent": "-5"}),
        ("-0.5", "0", "error", {"budget": "-0.5"}),
        ("-100", "50", "error", {"budget": "-100"}),
        ("", "50", "error", {}),
        ("0.5", "0", None, {}),
        ("1", "0", None, {}),
    ],
)
def test_a_budget_that_nothing_can_be_divided_by(target: str, actual: str, severity: str | None, shown: dict) -> None:
    found = hits("B205", form(funds(target, actual)))
    assert [(each.severity, dict(each.message.values)) for each in found] == ([(severity, shown)] if severity else [])
    assert all(each.filed == (target or None) for each in found)
    assert hits("B205", form(None)) == []


@pytest.mark.parametrize(("target", "actual", "rate"), [("100", "50", F(1, 2)), ("100", "0", F(0)), ("1", "2", F(2))])
def test_the_rate_of_amounts(target: str, actual: str, rate: F) -> None:
    assert execution(score(form(funds(target, actual)), BOOK)) == rate


@pytest.mark.parametrize(("target", "actual"), [("0", "50"), ("-1", "50"), ("", "50"), ("100", ""), ("若干", "50")])
def test_amounts_without_a_rate(target: str, actual: str) -> None:
    assert execution(score(form(funds(target, actual)), BOOK)) is None
    assert execution(score(form(None), BOOK)) is None


@pytest.mark.parametrize(("actual", "told"), [("100", []), ("100.01", ["100.01"]), ("99", [])])
def test_as_much_as_the_budget_is_not_more(actual: str, told: list[str]) -> None:
    assert [each.filed for each in hits("B203", form(funds("100", actual)))] == told


def test_nothing_spent_is_shown_as_nothing() -> None:
    (hit,) = hits("B201", form(funds("100", "0", printed_rate="1%")))
    assert dict(hit.message.values) == {"printed": "1%", "sum": "0 ÷ 100", "rate": "0"}


@pytest.mark.parametrize(("book", "severity"), [(BOOK, "error"), ("unverified", "warning")])
def test_how_sure_the_limit_of_a_rate_is(book, severity: str) -> None:
    verified = evolve(BOOK, limits=(("execution_reason", F(9, 10)),), adjustment_reason=True)
    own = evolve(BOOK.own, status="second-hand")
    book = verified if book is BOOK else evolve(verified, own=own, cited=())
    found = hits("B207", form(funds(initial="80")), book)
    assert [(each.severity, each.recomputed and each.recomputed.value) for each in found] == [
        (severity, F(1, 2)),
        (severity, None),
    ]


def test_the_row_of_funds_alone_is_the_whole_form() -> None:
    alone = Form("project", year=2023, budget=funds(weight=Number.of(100), filed=Number.of(50)))
    assert hits("B208", alone) == []
    (hit,) = hits("B208", form(funds(weight=Number.of(100))))
    assert hit.filed is None
    (hit,) = hits("B208", form(funds(weight=Number.of(100), filed=Number.of(95))))
    assert hit.filed == "95"


@pytest.mark.parametrize(
    ("printed", "fits"),
    [
        ("64.86%（含结转）", True),
        ("64.86%(含结转)", True),
        ("64.85%（含结转）", False),
        ("64.86%。", True),
        ("64.86%;", True),
        ("65", True),
        ("1", True),
        ("0.6", True),
        ("0.7", False),
        ("64", False),
        ("0", False),
        ("648‰", False),
        ("649‰", True),
        ("6.5", False),
        ("约六成", True),  # no number, no contradiction
    ],
)
def test_a_rate_as_it_is_printed(printed: str, fits: bool) -> None:
    assert rate_fits(printed, F("0.64857")) is fits


def test_only_what_a_computer_wrote_out_is_rounded_itself() -> None:
    assert not rate_fits("65", F("0.995"))  # 0.65 is not 1
    assert rate_fits("1", F("0.995"))


@pytest.mark.parametrize(
    ("initial", "actual", "printed", "codes"),
    [
        ("80", "0", "0%", []),
        ("80", "0", "1%", ["B201"]),
        ("80", "", "62.5%", []),
        ("若干", "50", "62.5%", ["B201"]),
        ("-80", "50", "-62.5%", ["B206"]),
        ("0.8亿元", "50", "0.6%", ["B206"]),
    ],
)
def test_the_other_budget(initial: str, actual: str, printed: str, codes: list[str]) -> None:
    of = form(funds("100", actual, initial=initial, printed_rate=printed))
    assert [code for code in ("B201", "B206") if hits(code, of)] == codes
