"""A row of funds that prints the points of the whole form, 100: they are the total's, its own are not known."""

from __future__ import annotations

import pytest

from indicators import loads
from scoring import score
from scoring.audit import audit

FORM = """
[form]
kind = "project"
weights = "printed"
printed_total = {printed}
[budget]
weight = {weight}
budget = 100
spent = 90
filed = {filed}
[[indicator]]
level1 = "产出指标"
name = "培训人数"
target = "≥100人"
actual = "100人"
weight = {own}
filed = {own}
[[indicator]]
level1 = "效益指标"
name = "受益户数"
target = "≥50户"
actual = "50户"
weight = 40
filed = 40
"""


@pytest.mark.parametrize("own", [60, 50, 40, 70])
@pytest.mark.parametrize("filed", [90, 100])
def test_no_total_counts_it(own: int, filed: int) -> None:
    card = score(loads(FORM.format(printed=100, weight=100, filed=filed, own=own)))
    rest = max(0, 60 - own)
    assert (card.weight.low, card.weight.high) == (own + 40, own + 40 + rest)
    assert (card.rule.low, card.rule.high <= max(100, own + 40)) == (own + 40, True)
    assert (card.filed.low, card.filed.high) == (own + 40, own + 40 + rest)
    codes = {each.code for each in audit(card) if each.severity == "error"}
    assert "B208" in codes and not codes & {"S301", "S302", "B202"}
    assert str(card.form.budget.line.weight) == "100"  # the form stays as it was filed


@pytest.mark.parametrize("weight", [10, 99, 20])
def test_other_points_are_its_own(weight: int) -> None:
    card = score(loads(FORM.format(printed=99, weight=weight, filed=9, own=50)))
    assert (card.lines[0].points, card.filed.value) == (weight, 99)
    assert "B208" not in {each.code for each in audit(card)}


def test_a_form_of_funds_alone_has_its_points_there() -> None:
    text = FORM.format(printed=90, weight=100, filed=90, own=60).partition("[[indicator]]")[0]
    assert score(loads(text)).rule.value == 90
