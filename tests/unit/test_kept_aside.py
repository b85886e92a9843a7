"""Points that a row holds which is kept as it stands: nobody is blamed for what they may explain."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Form, Line, Number, Other
from scoring import score
from scoring.audit import audit

LINES = tuple(
    Line(f"i{at}", "indicator", f"指标{at}", "≥10个", "10个", weight=Number.of(45), filed=Number.of(45))
    for at in (1, 2)
)
FORM = Form("project", year=2023, weights="printed", printed_total=Number.of(100), indicators=LINES)


def severities(form: Form) -> dict[str, str]:
    return {each.code: each.severity for each in audit(score(form)) if each.code in ("W101", "S305")}


@pytest.mark.parametrize("cells", [("600", "600", "100%", "10", "10"), ("执行率", "10分"), ("10.0",)])
def test_what_a_kept_row_may_explain_is_no_error(cells: tuple[str, ...]) -> None:
    assert severities(evolve(FORM, others=(Other(cells),))) == {"W101": "warning", "S305": "warning"}


@pytest.mark.parametrize("cells", [(), ("9",), ("10%",), ("10万元",), ("第10项",)])
def test_what_no_kept_row_explains_is_one(cells: tuple[str, ...]) -> None:
    assert severities(evolve(FORM, others=(Other(cells),))) == {"W101": "error", "S305": "error"}
