"""Weights that a form does not print: the twelve published blocks."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Form, Group, Line, Number
from scoring import score
from scoring.reconstruct import reconstruct
from scoring.rulebook import rulebook

BOOK = rulebook("hongshan-2023")

# the forms of 洪山区 2023: block and its points; then 二级指标, target, completion, score (- where lost), weight
TABLE = """
# personnel 60
数量指标 100% 100% 10 10
数量指标 100% 100% 10 10
质量指标 100% 100% 10 10
时效指标 100% 100% 10 10
社会效益指标 0 0 10 10
服务对象满意度指标 ≥95% 95% 9 10
# employment 60
数量指标 ≥1个 1个 10 10
数量指标 ≥1次 3次 10 10
数量指标 ≥20场 15场 7 10
数量指标 ≥10次 56场 10 10
质量指标 100% 100% 10 10
服务对象满意度指标 ≥90% 90% 8 10
# arbitration 60
数量指标 ≥90% 100% 12 12
数量指标 ≥90% 98.84% 12 12
质量指标 ≥70% 74.63% 12 12
时效指标 一般45天,延长不超过60天 一般45天,延长不超过60天 11 12
社会效益指标 有效保障 有效保障 11 12
# inspection 60
数量指标 ≥97% 100% 9 9
数量指标 ≥90% 100% 9 9
数量指标 ≥90% 93.50% 8 9
数量指标 ≥90% 90.30% 8 9
数量指标 ≥90% 97.80% 9 9
质量指标 ≥50% 80% 9 9
时效指标 及时 及时 6 6
# rectification 60
数量指标 ≥97% 100% 10 10
数量指标 ≥90% 100% 10 10
数量指标 ≥90% 93.50% 10 10
数量指标 ≥90% 90.30% 8 10
数量指标 ≥90% 97.80% 10 10
质量指标 ≥50% 80% 9 10
# returnees 60
数量指标 100% 100% 6 6
数量指标 64 64 6 6
质量指标 100% 100% 12 12
时效指标 100% 100% 12 12
社会效益指标 有效保障 有效保障 12 12
服务对象满意度指标 ≥95% 95% 12 12
# office 60
数量指标 100% 100% 12 12
数量指标 100% 100% 12 12
数量指标 每月至少一次 12次 12 12
数量指标 ≥1次 1次 11 12
质量指标 ≥90% 95% 12 12
# subsidy 60
经济成本指标 ≤0.24万元 0.15 3 3
经济成本指标 ≤1万元 0.58 3 3
经济成本指标 ≤2.4万元 2.4 3 3
数量指标 ≥3000人 2399 2 4
数量指标 ≥5000人 7484 4 4
数量指标 ≥1550人 283 2 4
质量指标 ≥98% 100% 3 3
质量指标 ≥98% 100% 3 3
质量指标 ≥98% 100% 3 3
时效指标 ≥100% 100% 3 3
时效指标 ≥100% 100% 3 3
社会效益指标 ≥21000人 30619 4 4
社会效益指标 ≥20939人 25820 3 3
社会效益指标 ≥3100人 5471 3 3
社会效益指标 ≥1500人 2060 3 3
社会效益指标 ≥100% 100% 3 3
社会效益指标 0 0 3 3
服务对象满意度指标 ≥98% 98% 2 2
服务对象满意度指标 ≥100% 100% 3 3
# goal-1 20
经济成本指标 ≤0.24万元 0.15 1 1
经济成本指标 ≤1万元 0.58 1 1
经济成本指标 ≤2.4万元 2.4 1 1
数量指标 ≥3000人 2399 0.5 1
数量指标 ≥5000人 7484 1 1
数量指标 ≥1550人 283 0.5 1
质量指标 ≥98% 100% 1 1
质量指标 ≥98% 100% 1 1
质量指标 ≥98% 100% 1 1
时效指标 ≥100% 100% 1 1
时效指标 ≥100% 100% 1 1
社会效益指标 ≥21000人 30619 2 2
社会效益指标 ≥20939人 25820 1 1
社会效益指标 ≥3100人 5471 1 1
社会效益指标 ≥1500人 2060 1 1
社会效益指标 ≥100% 100% 1 1
社会效益指标 0 0 1 1
社会效益指标 ≥100% 100% 1 1
服务对象满意度指标 ≥98% ≥98% 0.5 1
# goal-2 20
数量指标 100% 100% - 4
数量指标 100% 100% 3 3
质量指标 100% 100% 3 3
时效指标 100% 100% 4 4
社会效益指标 0 0 4 4
服务对象满意度指标 ≥95% ≥95% 2 2
# goal-3 20
数量指标 ≥90% 100% 4 4
数量指标 ≥90% 98.84% 4 4
质量指标 ≥70% 74.63% 4 4
时效指标 一般45天,延长不超过60天 一般45天,延长不超过60天 3 4
社会效益指标 有效保障 有效保障 3 4
# goal-4 20
数量指标 ≥97% 100% 3 3
数量指标 ≥90% 100% 3 3
数量指标 ≥90% 93.50% 3 3
数量指标 ≥90% 90.30% 2 3
数量指标 ≥90% 97.80% 3 3
质量指标 ≥50% 80% 3 3
时效指标 及时 及时 2 2
"""
BLOCKS = {head.split()[0]: (int(head.split()[1]), rows.strip()) for head, _, rows in
          (part.partition("\n") for part in TABLE.strip().removeprefix("# ").split("\n# "))}  # fmt: skip


def number(text: str) -> Number | None:
    return None if text == "-" else Number.of(text)


def block(table: str) -> tuple[list[Line], list[F]]:
    """The lines of a table without their weights, and the weights."""
    rows = [row.split() for row in table.strip().splitlines()]
    lines = [
        Line(f"i{place}", "indicator", target=target, actual=actual, level2=level2, filed=number(filed))
        for place, (level2, target, actual, filed, _) in enumerate(rows, 1)
    ]
    return lines, [F(row[-1]) for row in rows]


@pytest.mark.parametrize("name", BLOCKS)
def test_published_blocks(name: str) -> None:
    points, table = BLOCKS[name]
    lines, wanted = block(table)
    goal = tuple(evolve(line, group="年度目标1", id=f"年度目标1.{line.id}") for line in lines)
    form = Form("project", year=2023, indicators=tuple(lines))
    if points != 60:
        form = Form("department", year=2023, groups=(Group("年度目标1", goal, points),))
    (only,) = reconstruct(form, BOOK)
    assert [weight for _, weight in only.weights or ()] == wanted
    assert [line for line, _ in only.weights or ()] == [line.id for line in form.lines()]
    assert only.unique
    assert only.others == (name != "returnees")
    assert only.step == (F(1, 2) if name == "goal-1" else 1)
    assert only.rest == ("年度目标1.i1" if name == "goal-2" else "")


def test_scoring_a_form_without_weights_infers_them() -> None:
    lines, wanted = block(BLOCKS["subsidy"][1])
    assert [
        line.likely.points for line in score(Form("project", year=2023, indicators=tuple(lines)), BOOK).lines
    ] == wanted
