"""Findings on what is missing, and on targets that run the odd way: each word, each cell, each line of several."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Form, Line, Number
from indicators.place import Place
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.rulebook import Rulebook
from scoring.rulebook import loads as rules

BOOK = rulebook("hongshan-2023")
LIMITED = evolve(BOOK, limits=(("over_completion", F(13, 10)),))
CELLS = ("target", "actual", "weight", "filed")


def line(target: str = "≥10场", actual: str = "10场", **keys: object) -> Line:
    own = {"name": "场次", "weight": Number.of(10), "filed": Number.of(5), **keys}
    places = tuple((key, Place("form.xlsx", key)) for key in CELLS)
    return Line("i1", "indicator", target=target, actual=actual, places=places, **own)  # type: ignore[arg-type]


def form(*lines: Line, **more: object) -> Form:
    own = tuple(evolve(each, id=f"i{at}") for at, each in enumerate(lines, 1))
    head = {"project": "甲", "department": "乙", "unit": "丙", "year": 2023, **more}
    return Form("project", indicators=own, **head)  # type: ignore[arg-type]


def hits(code: str, of: Form, book: Rulebook = BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


SILENT = (line("有效", "良好"), line("2小时", "9小时", name="办理时间"), line("≥10场", ""), line("10月底前", "9月"))


@pytest.mark.parametrize(
    ("code", "last", "book"),
    [
        ("T401", line("=10场", "11场"), BOOK),
        ("T401", line("≥1场", "2场"), LIMITED),  # twice of 1 is as much as of any other number
        ("T402", line("≥0场", "1场"), BOOK),
        ("T403", line("≥90%", "101%", name="覆盖率"), BOOK),
        ("T404", line("≥10场", "11件"), BOOK),
        ("T405", line("≥90%", "0.9"), BOOK),
        ("T406", line("≥10场", "≤9场"), BOOK),
        ("T408", line("≥10场", "良好"), BOOK),
        ("T409", line("290%", "92%"), BOOK),
        ("F004", line("≥90%", "90%", name="预算执行率", level1="产出指标"), BOOK),
    ],
)
def test_a_line_that_says_nothing_hides_no_other(code: str, last: Line, book: Rulebook) -> None:
    found = [each.line for each in hits(code, form(*SILENT, last), book)]
    assert found == ["i5"]


@pytest.mark.parametrize(
    ("name", "target", "word"),
    [
        ("失业率", "≥5%", "失业率"),
        ("失业率", "≤5%", None),
        ("失业人数", "≥5人", "失业"),
        ("失业人员培训办结率", "≥5%", None),
        ("采购成本", "≥5万元", "成本"),
        ("采购成本", "≥5元/个", "成本"),
        ("采购成本", "≥5", "成本"),
        ("成本核算单位", "≥5个", None),  # a count is no cost
        ("成本降低额", "≥5万元", None),
        ("采购成本", "5万元", None),
        ("合格率", "≥5%", None),
    ],
)
def test_more_of_what_should_be_less(name: str, target: str, word: str | None) -> None:
    found = [dict(each.message.values) for each in hits("T407", form(line(target, "6", name=name)))]
    odd = [each["why"] for each in found if len(each) == 2 and each["target"] == target]
    assert [why for why in odd if target.startswith("≥")] == ([] if word is None else [word])


@pytest.mark.parametrize(
    ("level2", "name", "target", "found"),
    [
        ("数量指标", "成本核算金额", "≥5万元", True),
        ("数量指标", "成本核算价格", "≥5元/个", True),
        ("数量指标", "成本核算家数", "≥5家", False),
        ("数量指标", "核算总成本", "≥5家", True),
        ("数量指标", "核算总额", "≥5万元", False),
        ("质量指标", "成本核算金额", "≥5万元", False),
    ],
)
def test_cost_is_no_quantity(level2: str, name: str, target: str, found: bool) -> None:
    assert bool(hits("F004", form(line(target, "6", name=name, level2=level2, level1="产出指标")))) is found


@pytest.mark.parametrize(
    ("keys", "cells", "place"),
    [
        ({"actual": ""}, ["the completion"], "actual"),
        ({"target": ""}, ["the target"], "target"),
        ({"weight": None}, ["the weight"], "weight"),
        ({"target": "", "actual": ""}, ["the target", "the completion"], "target"),
        ({"actual": "", "weight": None}, ["the completion", "the weight"], "actual"),
        ({"actual": "—", "weight": None, "target": "/"}, ["the target", "the completion", "the weight"], "target"),
    ],
)
def test_empty_cells_are_named_in_order_at_the_first(keys: dict, cells: list[str], place: str) -> None:
    (hit,) = hits("F002", form(line(), evolve(line(), **keys)))
    assert [each.template for each in dict(hit.message.values)["cells"]] == cells
    assert (hit.line, hit.place.spot, hit.severity) == ("i2", place, "error")


def test_a_line_above_its_filled_detail_is_told_at_its_first_empty_cell() -> None:
    detail = Line("i2", "indicator", "其中：甲", "≥1场", "1场", sub=True)
    (hit,) = hits("F002", form(line("", ""), detail, line()))
    assert (hit.line, hit.place.spot, hit.severity) == ("i1", "target", "warning")
    (hit,) = hits("F002", form(line("≥10场", ""), detail, line()))
    assert (hit.line, hit.place.spot, hit.severity) == ("i1", "actual", "warning")


@pytest.mark.parametrize(("target", "told"), [("", True), ("—", True), ("完成任务", False)])
def test_a_goal_without_words_is_missing(target: str, told: bool) -> None:
    goal = Line("goal", "goal", target=target, actual="100%", weight=Number.of(20))
    found = [each for each in hits("F001", form(line(), goal=goal)) if each.line == "goal"]
    assert [dict(each.message.values)["field"].template for each in found] == ["the goal"] * told


@pytest.mark.parametrize(
    ("empty", "told"),
    [("project", ["the project name"]), ("department", ["the department"]), ("unit", ["the unit"]),
     ("year", ["the year"])],
)  # fmt: skip
def test_empty_fields_of_the_head(empty: str, told: list[str]) -> None:
    of = form(line(), **{empty: None if empty == "year" else ""})
    fields = [dict(each.message.values).get("field") for each in hits("F001", of)]
    assert [each.template for each in fields if each] == told
    department = evolve(of, kind="department")
    fields = [dict(each.message.values).get("field") for each in hits("F001", department)]
    assert [each.template for each in fields if each] == (told if empty in ("department", "year") else [])


OWN = (
    'id = "own"\ntitle = "t"\nstatus = "{status}"\nsource = "s"\n[[form]]\nkind = "project"\n{more}blocks = ['
    '{{block = "output", {points}}}, {{block = "benefit", {points}}}]\n'
)


@pytest.mark.parametrize(
    ("status", "more", "points", "severity"),
    [
        ("verified", "", "points = 50", "error"),
        ("second-hand", "", "points = 50", "warning"),
        ("unverified", "", "points = 50", "warning"),
        ("verified", "movable = true\n", "points = 50", "warning"),
        ("verified", "unscored = true\n", "free = true", "warning"),
    ],
)
def test_a_missing_block_is_an_error_where_it_must_be_there(status, more, points, severity) -> None:
    book = rules(OWN.format(status=status, more=more, points=points))
    found = hits("F001", form(line(level1="产出指标")), book)
    assert [(each.severity, dict(each.message.values)["block"]) for each in found] == [(severity, "效益指标")]


@pytest.mark.parametrize(("number", "has"), [(2, None), (3, 2), (4, 2)])
def test_how_many_indicators_there_are_is_told(number: int, has: int | None) -> None:
    book = evolve(BOOK, least=(("产出", number),))
    own = (line(level1="产出指标"), line(level1="", level2="产出数量"), line(level1="效益指标"))
    told = [dict(each.message.values) for each in hits("F001", form(*own), book)]
    assert [each["has"] for each in told if "has" in each] == ([] if has is None else [has])


@pytest.mark.parametrize(("target", "actual"), [("≥1场", "1场"), ("≥1场", ""), ("", "1场")])
def test_detail_that_is_filled_in_part_counts(target: str, actual: str) -> None:
    detail = Line("i2", "indicator", "其中：甲", target, actual, sub=True)
    (hit,) = hits("F002", form(line("", ""), detail, line()))
    assert (hit.line, hit.severity) == ("i1", "warning")
    (hit,) = hits("F002", form(line("", ""), evolve(detail, target="", actual=""), line()))
    assert (hit.line, hit.severity) == ("i1", "error")


def test_what_a_person_must_read_is_not_empty() -> None:
    """Neither in a line, nor in a column."""
    (hit,) = hits("F002", form(line(), line(actual="", weight=None, unread=("actual",))))
    assert [each.template for each in dict(hit.message.values)["cells"]] == ["the weight"]
    assert [each.line for each in hits("F002", form(line(actual=""), line(actual="", unread=("actual",))))] == ["i1"]
    assert [each.line for each in hits("F002", form(line(actual=""), line(actual="")))] == [None]
