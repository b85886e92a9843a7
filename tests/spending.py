"""A form of one line beside what was spent."""

from __future__ import annotations

from indicators import Budget, Form, Line


def spent(amount: object, filed: int, weight: int = 60) -> Form:
    line = Line("i1", "indicator", "培训场次", "≥10场", "10场", weight=weight, filed=filed)
    budget = Budget(Line("budget", "budget", target="100", actual=str(amount), unit="万元"))
    return Form("project", budget=budget, indicators=(line,))
