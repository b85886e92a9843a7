"""Every text that shows points shows as many places as the rulebook says."""

from __future__ import annotations

import re

import pytest
from own import BLOCKS, HEAD, own

from indicators import loads
from scoring import score
from scoring.audit import audit
from scoring.fix.changes import changes
from scoring.report import FORMATS, FormReport, Report, render
from scoring.report.compare import Pair
from scoring.report.compare import render as compared
from scoring.show import points_of, sum_of

FORM = """
[form]
kind = "project"
weights = "printed"
printed_total = 90
[budget]
weight = 10
budget = 300
spent = 200
filed = 9
[[indicator]]
name = "培训人数"
target = "≥300人"
actual = "200人"
weight = 90
filed = 81
"""


@pytest.mark.parametrize("places", [0, 1, 2, 3])
def test_a_sum_is_rounded_as_its_rulebook_says(places: int) -> None:
    book = own(f'[rules]\npositive = "ratio"\n[rounding]\nplaces = {places}\n', HEAD + BLOCKS)
    card = score(loads(FORM.replace('"200人"', '"199人"')), book)
    shown = {0: ("7", "60"), 1: ("6.7", "59.7"), 2: ("6.67", "59.70"), 3: ("6.667", "59.700")}[places]
    assert [points_of(line, card) for line in card.lines] == [*shown]
    assert sum_of(card.lines[0], card).endswith(f"→ {shown[0]}")
    findings = audit(card)
    told = [each.message.show("zh") for each in findings if each.code in ("S302", "B202")]
    assert len(told) == 2
    pattern = re.compile(r"… → (\d+(?:\.\d+)?)")
    texts = [*told, *(each.sum for each in changes(card, findings))]
    texts += [
        str(render(Report((FormReport(card, tuple(findings)),), language="zh"), kind))
        for kind in FORMATS if kind not in ("xlsx", "docx", "workpaper", "json")
    ]  # fmt: skip
    found = [value for text in texts for value in pattern.findall(text)]
    assert found and {len(value.partition(".")[2]) for value in found} == {places}


def test_a_comparison_shows_the_places_of_each() -> None:
    first, second = (score(loads(FORM), own(f"[rounding]\nplaces = {places}\n")) for places in (1, 3))
    text = compared(Report(()), (Pair(first, second),), "table")
    assert "6.7" in text and "6.667" in text
