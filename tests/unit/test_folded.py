"""Findings told once for several lines: JSON names every one of these, and each line's own finding stands too."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from indicators import loads
from scoring import score
from scoring.audit import audit
from scoring.report import FormReport, Report, render

HEAD = '[form]\nkind = "project"\nproject = "甲"\ndeviation_reason = ""\n'


def line(more: str, target: str = "≥3场", actual: str = "3场", filed: str = "10") -> str:
    return (
        f'[[indicator]]\nname = "某项"\ntarget = "{target}"\nactual = "{actual}"\nweight = 10\nfiled = {filed}\n{more}'
    )


def told(text: str, rules: str = "hongshan-2023") -> dict[str, Any]:
    card = score(loads(HEAD + text), rules)
    [data] = json.loads(str(render(Report((FormReport(card, audit(card)),)), "json")))["forms"]
    return dict(data)


def lines_of(findings: list[dict[str, Any]], code: str) -> list[list[str]]:
    return [each["lines"] for each in findings if each["code"] == code]


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_a_note_on_several_lines_is_folded_with_all_of_them(given_reasons: list[bool]) -> None:
    """A reason on a line that is met (R503)."""
    data = told("".join(line('reason = "未完成"\n' if each else "") for each in given_reasons))
    ids = [f"i{at}" for at, each in enumerate(given_reasons, 1) if each]
    assert lines_of(data["findings"], "R503") == [[each] for each in ids]
    assert [each["line"] for each in data["findings"] if each["code"] == "R503"] == ids
    assert lines_of(data["folded"], "R503") == ([ids] if len(ids) > 1 else [])
    assert all(each["line"] is None for each in data["folded"])


def test_what_is_missing_on_lines_is_folded_alike() -> None:
    data = told(line("", target="", filed="0") * 3 + line("", target="≥64", actual="64") * 2)
    assert lines_of(data["folded"], "F002") == [["i1", "i2", "i3"]]
    assert lines_of(data["folded"], "F003") == [["i4", "i5"]]


def test_a_finding_of_a_form_that_names_lines_has_their_ids() -> None:
    """Points lost without a reason (R501), units taken over (F003): told once a form, on no one line."""
    data = told(line("", actual="1场", filed="3") * 2 + line("", target="≥3场", actual="3"))
    assert lines_of(data["findings"], "R501") == [["i1", "i2"]]
    assert ["i3"] in lines_of(data["findings"], "F003")


def test_a_finding_of_the_whole_form_names_none() -> None:
    data = told(line(""))
    assert {tuple(each["lines"]) for each in data["findings"] if each["code"] in ("F001", "W101")} == {()}
