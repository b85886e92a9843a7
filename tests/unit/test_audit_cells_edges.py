"""Edges of target and completion: shares, limits, units that do not go together, ways that a target may run."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Form, Line, Number
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.rulebook import Rulebook

BOOK = rulebook("hongshan-2023")
LIMITED = evolve(BOOK, limits=(("over_completion", F(13, 10)),))


def line(target: str, actual: str, **keys: object) -> Line:
    own = {"name": "场次", "weight": Number.of(10), "filed": Number.of(5), **keys}
    return Line("i1", "indicator", target=target, actual=actual, **own)  # type: ignore[arg-type]


def form(*lines: Line, **more: object) -> Form:
    own = tuple(evolve(each, id=f"i{at}") for at, each in enumerate(lines, 1))
    return Form("project", "甲", "某局", "某所", 2023, indicators=own, **more)  # type: ignore[arg-type]


def hits(code: str, of: Form, book: Rulebook = BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


def test_an_overshoot_rests_on_the_limit_where_there_is_one() -> None:
    own = form(line("=10场", "11场"), line("≥10场", "100场"))
    assert [each.rule for each in hits("T401", own)] == ["hongshan-2023"]  # an equality that is exceeded needs none
    equal, far = hits("T401", own, LIMITED)
    assert [each.rule for each in (equal, far)] == ["hongshan-2023", f"hongshan-2023: {LIMITED.basis('limits')}"]


@pytest.mark.parametrize(
    ("name", "target", "actual", "told"),
    [
        ("合格率", "≥1个", "2个", False),  # no share
        ("合格率", "≥90%", "101%", True),
        ("合格率", "≤100%", "101%", True),
        ("合格率", "90%-100%", "101%", True),
        ("合格率", "≥90%", "≥99%", False),
        ("合格率", "≥90%", "≥101%", True),
        ("合格率", "≥90%", "90%-101%", False),  # it may be below
        ("增长率", "≥90%", "101%", False),
        ("合格率(%)", "≥90%", "101%", True),
        ("合格率情况", "≥90%", "101%", False),
        ("完成率", "≥90%", "101%", False),
        ("合格率", "≥90‰", "1001‰", True),
        ("合格率", "≥101%", "102%", False),
    ],
)
def test_shares_above_the_whole(name: str, target: str, actual: str, told: bool) -> None:
    found = hits("T403", form(line(target, actual, name=name)))
    assert [each.filed for each in found] == [actual] * told


@pytest.mark.parametrize(
    ("name", "target", "told"),
    [
        ("合格率", "≤100%", True),
        ("合格率", "≤120%", True),
        ("合格率", "≤99.9%", False),
        ("合格率", "≤1000‰", True),
        ("合格率", "≤999‰", False),
        ("合格率", "≤100", False),  # of what?
        ("完成率", "≤100%", False),
        ("增长率", "≥0%", False),
        ("合格率", "≥0%", True),
        ("合格率", "＞0%", False),
        ("人次", "≥0人次", True),
        ("人次", "≥1人次", False),
        ("人次", "≥0-5人次", False),
        ("人次", "≤0人次", False),
        ("人次", "=0人次", False),
    ],
)
def test_targets_that_anything_meets(name: str, target: str, told: bool) -> None:
    found = hits("T402", form(line(target, target.strip("≥≤＞="), name=name)))
    assert [each.filed for each in found] == [target] * told


@pytest.mark.parametrize(
    ("target", "actual", "keys", "code", "severity"),
    [
        ("≥3件", "3家", {}, "T404", "warning"),  # two measure words may be of one thing
        ("≥3万元", "3套", {}, "T404", "error"),
        ("≥3公里", "3平方米", {}, "T404", "error"),
        ("≥3", "3套", {"unit": "万元"}, "T404", "warning"),  # the one unit that a cell says is not two
        ("≥3元/个", "3个", {}, "T404", "warning"),
        ("≥3万元", "30000元", {}, "T404", "note"),
        ("≥98%", "0.98", {}, "T405", "warning"),
        ("≥98%", "≥98%", {}, "T406", "note"),
        ("≥98%", "≤97%", {}, "T406", "error"),
        ("≥98%", "不足97%", {}, "T406", "warning"),  # in words it may be what happened
        ("≥98%", "不足97%", {"kind": "positive"}, "T406", "error"),  # against the kind that is declared
        ("≥10场", "良好", {}, "T408", "warning"),
    ],
)
def test_cells_that_do_not_go_together(target: str, actual: str, keys: dict, code: str, severity: str) -> None:
    before = line("≥10场", "9场"), line("≥10场", "10场")
    (hit,) = hits(code, form(*before, line(target, actual, **keys)))
    assert (hit.line, hit.severity, hit.filed) == ("i3", severity, actual)
    assert (hit.recomputed is None) is (severity == "note")


@pytest.mark.parametrize(
    ("name", "target", "actual", "told"),
    [
        ("办理时间", "2小时", "3小时", [("warning", 2)]),
        ("办理时间", "2小时", "", [("warning", 2)]),
        ("办理时间", "2小时", "2小时", [("note", 2)]),  # met, whichever way it runs
        ("办理时间", "≤2小时", "3小时", []),
        ("办理", "时间2小时", "2小时", [("note", 2)]),
        ("采购", "成本5万元", "5万元", []),  # the target names what is in doubt itself, and is met
        ("采购", "成本5万元", "6万元", [("warning", 2)]),
        ("采购成本", "≥5万元", "6万元", [("warning", 2)]),
        ("采购成本", "≥5个", "6个", []),
        ("采购成本", "≤5万元", "6万元", []),
        ("事故起数", "≥5起", "6起", [("warning", 2)]),
        ("事故处理起数", "≥5起", "6起", []),
        ("事故起数", "下降≥5起", "6起", []),
        ("培训场次", "≥5场", "6场", []),
    ],
)
def test_ways_that_a_target_runs(name: str, target: str, actual: str, told: list) -> None:
    found = hits("T407", form(line("有效", "良好"), line(target, actual, name=name)))
    assert [(each.severity, len(each.message.values)) for each in found] == told
    assert all((each.line, each.filed) == ("i2", target) and each.recomputed is not None for each in found)


def test_damaged_signs_are_told_on_each_line() -> None:
    rows = line("290%", "92%", name="满意度"), line("≥10场", "9场"), line("W90%", "92%", name="满意度")
    found = hits("T409", form(*rows))
    assert [(each.line, each.filed, each.severity) for each in found] == [
        ("i1", "290%", "warning"),
        ("i3", "W90%", "warning"),
    ]
