"""Edges of what must be there: blocks and parts, fields that are said elsewhere, cells, units, places of money."""

from __future__ import annotations

import pytest
from attrs import evolve
from placed import form, hits, line

from indicators import Line, Number
from indicators.messages import Message
from indicators.place import Place
from scoring import score
from scoring.audit import Finding, by_code
from scoring.choice import Choice
from scoring.rulebook import loads as rules


def told(found: list[Finding], key: str) -> list[object]:
    values = [dict(each.message.values).get(key) for each in found]
    return [each.template if isinstance(each, Message) else each for each in values if each is not None]


# ---- F001

HEAD = 'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\n'
PARTS = HEAD + (
    'blocks = [{block = "benefit", points = 40}, {block = "output", points = 60, parts = '
    '[{block = "quantity", points = 40}, {block = "quality", points = 20}]}]\n'
)


def under(level1: str, level2: str = "", weight: int = 10) -> Line:
    return line(level1=level1, level2=level2, weight=Number.of(weight))


@pytest.mark.parametrize(
    ("text", "lines", "missing"),
    [
        (PARTS, [under("产出指标", "数量指标"), under("产出指标", "质量指标"), under("效益指标")], []),
        (PARTS, [under("产出指标", "数量指标"), under("效益指标")], ["质量指标"]),
        (PARTS, [under("产出指标", "数量指标"), under("产出指标", "质量指标")], ["效益指标"]),
        (PARTS, [under("效益指标")], ["产出指标"]),  # the whole, not its parts too
        (PARTS, [under("产出指标", "质量指标")], ["效益指标", "数量指标"]),
    ],
)
def test_blocks_and_their_parts(text: str, lines: list[Line], missing: list[str]) -> None:
    assert told(hits("F001", form(*lines), rules(text)), "block") == missing


def test_parts_without_points_and_blocks_that_may_be_left_out_are_not_missed() -> None:
    text = HEAD + (
        'blocks = [{block = "cost", points = 20, absent_to = "output"}, {block = "output", points = 80, parts = '
        '[{block = "quantity", free = true}, {block = "quality", free = true}]}]\n'
    )
    assert told(hits("F001", form(under("产出指标", "数量指标")), rules(text)), "block") == []
    assert told(hits("F001", form(under("成本指标")), rules(text)), "block") == ["产出指标"]


@pytest.mark.parametrize(("weights", "missing"), [((60, 40), []), ((60, 30), ["效益指标"])])
def test_points_that_moved_to_another_block_are_not_missed(weights: tuple[int, int], missing: list[str]) -> None:
    text = HEAD + 'movable = true\nblocks = [{block = "output", points = 60}, {block = "benefit", points = 40}]\n'
    own = form(*(under("产出指标", weight=each) for each in weights))
    assert told(hits("F001", own, rules(text)), "block") == missing


def test_of_blocks_that_hold_no_indicators_none_may_move() -> None:
    text = HEAD + (
        'movable = true\nblocks = [{block = "benefit", points = 20}, {block = "budget", points = 20}, '
        '{block = "output", points = 60}]\n'
    )
    assert told(hits("F001", form(under("产出指标", weight=100)), rules(text)), "block") == ["预算执行情况"]


@pytest.mark.parametrize(("how", "asked"), [("named", True), ("tied", False), ("none", False)])
def test_nothing_is_required_by_a_rulebook_that_may_not_hold(how: str, asked: bool) -> None:
    book = evolve(rules(PARTS), categories=("满意度",), least=(("产出", 3),))
    card = score(form(under("产出指标", "数量指标"), under("产出指标", "质量指标")), book)
    found = list(by_code("F001")(evolve(card, choice=Choice(book, how))))
    assert bool(told(found, "block")) is bool(told(found, "category")) is bool(told(found, "number")) is asked


@pytest.mark.parametrize(("key", "shown"), [("unread", ["第2页"]), ("project", "")])
def test_a_form_that_was_not_read_whole_misses_nothing(key: str, shown: object) -> None:
    found = hits("F001", form(line(), **{"project": "", key: tuple(shown) if key == "unread" else shown}))
    assert bool(found) is (key == "project")


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"unit": ""}, ["the unit"]),  # without columns nothing is known of its labels
        ({"unit": "", "columns": ("得分",)}, []),  # it prints no such field
        ({"unit": "", "columns": ("得分",), "places": (("unit", Place("a", "B2")),)}, ["the unit"]),
        ({"department": "", "columns": ("得分",)}, []),  # the unit that files is named
        ({"department": "", "unit": "", "columns": ("得分",)}, []),  # nor such a field
        ({"department": "", "columns": ("得分",), "places": (("department", Place("a", "B2")),)}, ["the department"]),
        ({"department": "", "unit": "", "columns": ("得分",), "title": "某某局2023年度项目支出绩效自评表"}, []),
        ({"department": "", "unit": "", "columns": ("得分",), "title": "2023年度绩效自评表"}, []),
        ({"project": "", "columns": ("得分",)}, ["the project name"]),
        ({"project": "", "columns": ("得分",), "title": "道路养护2023年度项目支出绩效自评表（附件2）"}, []),
        ({"project": "", "columns": ("得分",), "title": "道路2023年度项目支出绩效自评表"}, ["the project name"]),
        ({"project": "", "columns": ("得分",), "title": "养护路2023年度项目支出绩效自评表"}, []),
        ({"year": None, "columns": ("得分",), "title": "某某局绩效自评表"}, ["the year"]),
        ({"project": "", "columns": ("得分",), "places": (("project", Place("a", "B2")),), "title": "道路养护表"},
         ["the project name"]),
    ],
)  # fmt: skip
def test_fields_that_are_said_elsewhere(change: dict, missing: list[str]) -> None:
    assert told(hits("F001", form(line(), **change)), "field") == missing
