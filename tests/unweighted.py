"""Forms without weights, short to write."""

from __future__ import annotations

from attrs import evolve

from indicators import Form, Group, Line, Number
from scoring.rulebook import rulebook

BOOK = rulebook("hongshan-2023")


def number(text: object) -> Number | None:
    return None if text in (None, "-") else Number.of(str(text))


def project(lines: list[Line], **more) -> Form:
    return Form("project", year=2023, indicators=tuple(lines), **more)


def goal(points: int | None, lines: list[Line], name: str = "年度目标1") -> Group:
    return Group(name, tuple(evolve(line, group=name, id=f"{name}.{line.id}") for line in lines), number(points))


def filed(*scores: object, level2: str = "数量指标", **more) -> list[Line]:
    return [
        Line(f"i{place}", "indicator", level2=level2, filed=number(each), **more)
        for place, each in enumerate(scores, 1)
    ]
