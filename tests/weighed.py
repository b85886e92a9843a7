"""Forms with weights, short to write; each weight has a place."""

from __future__ import annotations

from indicators import Budget, Form, Line, Number
from indicators.place import Place


def at(spot: object) -> Place:
    return Place("a.xlsx", str(spot))


def row(number: int, weight: object = None, level1: str = "产出指标", level2: str = "数量指标", **keys: object) -> Line:
    points = None if weight is None else Number.of(str(weight))
    cells = {"places": (("weight", at(f"F{number}")),), "filed": Number.of(1) if weight is None else None, **keys}
    return Line(f"i{number}", "indicator", f"场次{number}", "≥10场", "10场", level1, level2, points, **cells)  # type: ignore[arg-type]


def funds(weight: object = 10) -> Budget:
    points = None if weight is None else Number.of(str(weight))
    return Budget(Line("budget", "budget", "预算执行", "100", "100", weight=points, places=(("weight", at("F0")),)))


def form(*lines: Line, budget: Budget | None = None, **more: object) -> Form:
    return Form("project", year=2023, budget=budget, indicators=lines, **more)  # type: ignore[arg-type]
