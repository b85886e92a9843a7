"""Lines with filed scores and forms with printed totals, short to write, for the tests of scores and totals."""

from __future__ import annotations

from fractions import Fraction as F

from attrs import evolve

from indicators import Form, Line, Number
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.rulebook import Cap, Rulebook

BOOK = rulebook("hongshan-2023")
CAPPED = evolve(BOOK, caps=(Cap(F(4, 5), F(89)),))


def line(actual: str = "10场", filed: object = None, weight: object = 10, **keys: object) -> Line:
    own = {"weight": weight and Number.of(str(weight)), "filed": None if filed is None else Number.of(str(filed))}
    return Line("i1", "indicator", "场次", actual=actual, **{"target": "≥10场", **own, **keys})  # type: ignore[arg-type]


def form(*lines: Line, printed: object = None, **more: object) -> Form:
    own = tuple(evolve(each, id=f"i{at}") for at, each in enumerate(lines, 1))
    total = None if printed is None else Number.of(str(printed))
    return Form("project", "甲项目", "某局", year=2023, indicators=own, printed_total=total, **more)  # type: ignore[arg-type]


def hits(code: str, of: Form, book: Rulebook = BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))
