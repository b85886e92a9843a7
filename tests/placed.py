"""Lines whose cells all have a place, for the tests of what must be there and of units."""

from __future__ import annotations

from attrs import evolve

from indicators import Budget, Form, Line, Number
from indicators.place import Place
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.rulebook import Rulebook

BOOK = rulebook("hongshan-2023")
CELLS = ("target", "actual", "weight", "filed")


def line(target: str = "≥10场", actual: str = "10场", **keys: object) -> Line:
    own = {"name": "场次", "weight": Number.of(10), "filed": Number.of(5), **keys}
    places = tuple((key, Place("form.xlsx", key)) for key in CELLS)
    return Line("i1", "indicator", **{"target": target, "actual": actual, "places": places, **own})  # type: ignore[arg-type]


def form(*lines: Line, **more: object) -> Form:
    own = tuple(evolve(each, id=f"i{at}") for at, each in enumerate(lines, 1))
    head = {"project": "甲", "department": "乙", "unit": "丙", "year": 2023, **more}
    return Form("project", indicators=own, **head)  # type: ignore[arg-type]


def funds(target: str = "100", actual: str = "50", **keys: object) -> Budget:
    own = {"weight": Number.of(20), "filed": Number.of(10), **keys}
    return Budget(Line("budget", "budget", target=target, actual=actual, unit="万元", **own))  # type: ignore[arg-type]


def hits(code: str, of: Form, book: Rulebook = BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))
