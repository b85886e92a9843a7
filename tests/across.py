"""Forms that are compared with each other, short to write."""

from __future__ import annotations

from attrs import evolve

from indicators import Form, Line, Number
from indicators.place import Place
from scoring import score
from scoring.audit import Finding, audit_document


def line(target: str = "≥10场", actual: str = "10场", filed: object = None, **keys: object) -> Line:
    points = None if filed is None else Number.of(str(filed))
    cells = {"name": "培训", "weight": Number.of(10), **keys}
    return Line("i1", "indicator", target=target, actual=actual, filed=points, **cells)  # type: ignore[arg-type]


def form(*lines: Line, project: str = "甲", kind: str = "project", **more: object) -> Form:
    head = {"department": "某局", "year": 2023, "rulebook": "hongshan-2023", "place": Place(f"{project}.toml"), **more}
    own = tuple(evolve(each, id=f"i{at}", place=head["place"]) for at, each in enumerate(lines, 1))
    return Form(kind, project if kind == "project" else "", indicators=own, **head)  # type: ignore[arg-type]


def found(code: str, *forms: Form) -> list[Finding]:
    return [each for each in audit_document([score(each) for each in forms]) if each.code == code]
