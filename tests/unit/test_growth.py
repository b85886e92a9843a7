"""Work grows with the input, not with its square: twice the lines, twice the calls; times stand in ``benchmarks``."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from counting import count_calls

from indicators import Form, Line, Number, loads
from scoring import score
from scoring.audit import audit, audit_document
from scoring.report.solve import run_solve
from scoring.scorecard import Scorecard

ONE = """[[indicator]]
level1 = "产出指标"
name = "指标{0}"
target = "≥{0}个"
actual = "{0}个"
weight = 1
filed = 0
"""


def text(lines: int) -> str:
    return '[form]\nkind = "project"\nproject = "甲"\n' + "".join(ONE.format(at + 1) for at in range(lines))


def card(lines: int) -> Scorecard:
    share = Number.of(Fraction(100, lines))
    every = tuple(
        Line(f"i{at}", "indicator", f"指标{at}", "≥100个", "80个", weight=share, filed=Number.of(0))
        for at in range(lines)
    )
    return score(Form("project", "甲", year=2023, indicators=every))


def of_one_name(actual: str, target: str = "≥100个") -> Callable[[int], list[Scorecard]]:
    """Forms of one project whose completions all differ in writing and contradict nothing."""

    def cards(forms: int) -> list[Scorecard]:
        lines = (
            Line("i1", "indicator", "人数", target.format("0" * at), actual.format(at, "0" * at), weight=Number.of(60))
            for at in range(1, forms + 1)
        )
        return [score(Form("project", "甲", year=2023, indicators=(line,))) for line in lines]

    return cards


WORK = {
    "read a form": (text, loads),
    "audit a form": (card, audit),
    "solve for a total": (lambda lines: [card(lines).form], lambda forms: run_solve(forms, total="90")),
    "compare bounds of one name": (of_one_name("≥{0}个"), audit_document),
    "compare values of one name": (of_one_name("120.{1}个"), audit_document),
    "compare intervals of one name": (of_one_name("{0}-9999个"), audit_document),
}


@pytest.mark.parametrize("name", WORK)
def test_twice_the_input_is_twice_the_work(name: str) -> None:
    make, work = WORK[name]
    work(make(10))  # what is loaded at first use
    few, many = (count_calls(work, make(size))[1] for size in (30, 120))
    assert many <= 5 * few + 1000
