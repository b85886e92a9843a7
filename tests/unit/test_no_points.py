"""Forms that have completions and no points (转移支付): no total is told, rather than an interval of nothing."""

from __future__ import annotations

import csv
import io
import json

import pytest
from attrs import evolve

from indicators import loads
from scoring import score
from scoring.audit import audit
from scoring.report import FORMATS, FormReport, Report, render
from scoring.report.compare import Pair
from scoring.report.compare import render as compare
from scoring.report.explain import render as explain
from scoring.report.rows import total_row, totals
from scoring.report.solve import run_solve
from scoring.rulebook import rulebook

TEXT = """
[form]
kind = "project"
project = "某转移支付"
[budget]
budget = 100
spent = 90
[[indicator]]
level1 = "产出指标"
name = "补助人数"
target = "≥300人"
actual = "280人"
[[indicator]]
level1 = "产出指标"
name = "合格率"
target = "≥95%"
actual = "96%"
"""
BOOK = rulebook("transfer-completion")


def report(text: str = TEXT, language: str = "en") -> Report:
    card = score(loads(text), BOOK)
    return Report((FormReport(card, audit(card)),), (), language)


def test_no_total_is_told() -> None:
    made = report()
    (form,) = made.forms
    assert not form.card.has_points
    assert [name for name, _ in totals(made, form)] == ["scoring"]
    assert not set("".join(total_row(form.card, "total"))) & set("0123456789")
    data = json.loads(str(render(made, "json")))["forms"][0]
    assert data["totals"] == {"filed": None, "rule": None, "printed": None, "reviewed": None}
    assert data["grade"] == {"printed": None, "filed": None, "rule": None}
    assert {(line["weight"], line["filed"], line["rule"]) for line in data["lines"]} == {(None, None, None)}
    rows = list(csv.DictReader(io.StringIO(str(render(made, "csv")))))
    assert {row[key] for row in rows for key in ("weight", "rule_low", "rule_high", "exact_low")} == {""}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_report_says_so(language: str) -> None:
    made = report(language=language)
    said = made.say("none on this form")
    for kind in ("table", "markdown", "html"):
        assert said in str(render(made, kind)) and "300.00" not in str(render(made, kind))
    for kind in FORMATS:
        assert render(made, kind)
    assert str(explain(made, "")).count(said) == 3
    assert "283" not in run_solve([loads(TEXT)], rulebook=BOOK, language=language)
    assert "300.00" not in compare(made, (Pair(made.forms[0].card, score(loads(TEXT), "mof-2016")),), "table")


@pytest.mark.parametrize(
    "points",
    [
        ("spent = 90", "spent = 90\nweight = 10"),
        ('actual = "280人"', 'actual = "280人"\nweight = 10'),
        ('actual = "280人"', 'actual = "280人"\nfiled = 9'),
        ('actual = "280人"', 'actual = "280人"\nsteps = [{at = "≥1人", points = 9}]'),
        ('project = "某转移支付"', 'project = "某转移支付"\nprinted_total = 90'),
    ],
)
def test_one_point_anywhere_and_there_is_a_total(points: tuple[str, str]) -> None:
    assert score(loads(TEXT.replace(*points)), BOOK).has_points


def test_a_rulebook_with_points_gives_them() -> None:
    """A form without points under a rulebook that gives its blocks points has a total, an interval."""
    card = score(loads(TEXT), "mof-2016")
    assert card.has_points and card.rule.high > 0


def test_an_unscored_form_has_no_grade() -> None:
    book = rulebook("mof-2020")
    graded = evolve(BOOK, grades=book.grades)
    assert graded.grades
    card = score(loads(TEXT), graded)
    assert graded.grade(card.filed) is None and graded.grade(card.rule) is None
