"""Edges on which one wrong sign, one place or one preference would pass unseen elsewhere."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, FieldError, Form, InputError, Line, Step, loads
from indicators.cells import read_cell
from indicators.measure import Dated, measure
from indicators.reading.grid import Cell
from indicators.recognition.align import align
from indicators.recognition.columns import columns
from indicators.recognition.rows import Row
from scoring import rulebook, score
from scoring.audit import by_code
from scoring.choice import Choice
from scoring.consolidate import consolidate
from scoring.evidence import held
from scoring.rulebook import Rulebook
from scoring.rulebook import loads as rules


def found(code: str, form: Form, book="hongshan-2023") -> list[str | None]:
    return [each.line for each in by_code(code)(score(form, book)) if each.code == code]


@pytest.mark.parametrize(
    ("target", "actual", "year", "taken", "of"),
    [
        ("10月底前", "2022年9月", 2023, 2023, "10月底前"),
        ("10月底前", "2022年9月", None, 2022, "10月底前"),
        ("2023年10月底前", "9月", 2021, 2021, "9月"),
        ("2023年10月底前", "9月", None, 2023, "9月"),
    ],
)
def test_the_year_that_a_note_names(target, actual, year, taken, of):
    """The form's own year before the other date's; the note names it, and the cell that has none."""
    read = measure(Line("i1", "indicator", "完工时间", target, actual), year)
    assert isinstance(read, Dated)
    (note,) = (each for each in read.notes if each.code == "year-assumed")
    assert dict(note.message.values) == {"text": of, "year": taken}


@pytest.mark.parametrize(
    ("level", "filed", "share", "told"),
    [
        ("met", "8", (F(4, 5), F(4, 5)), 0),  # the lower edge belongs to the band
        ("met", "7.99", (F(4, 5), F(1)), 1),
        ("met", "10", (F(1), F(1)), 0),  # the top of the top band too
        ("part", "8", (F(1, 2), F(4, 5)), 1),  # the upper edge does not
        ("part", "7.99", (F(799, 1000), F(799, 1000)), 0),
        ("part", "5", (F(1, 2), F(1, 2)), 0),
        ("unmet", "5", (F(0), F(1, 2)), 1),
        ("unmet", "0", (F(0), F(0)), 0),
        ("met", "10.01", (F(4, 5), F(1)), 0),  # above the weight it says nothing
        ("met", "-1", (F(4, 5), F(1)), 0),
    ],
)
def test_filed_scores_of_words_in_and_outside_their_band(level, filed, share, told):
    """What a line in words brings to a consolidation: its filed share in the half-open band, else the band, told."""
    line = Line("i1", "indicator", "保障基本生活", "有效保障", "情况说明", weight=10, filed=filed, level=level)
    form = Form(
        "project",
        "甲",
        rulebook="hongshan-2023",
        indicators=(line,),
        budget=Budget(Line("budget", "budget", target="5")),
    )
    (made,) = consolidate([form]).explanation
    assert (made.value.low, made.value.high) == share
    assert sum(note.template.startswith("{form}: filed {filed}") for note in made.notes) == told


def test_steps_below_zero_are_refused_at_every_door():
    with pytest.raises(FieldError, match=r"^Step\.points: -1 is below 0"):
        Step("≥90%", -1)
    text = (
        '[form]\nkind = "project"\n[[indicator]]\nname = "a"\ntarget = "≥1次"\nsteps = [{at = "≥1次", points = -1}]\n'
    )
    with pytest.raises(InputError) as raised:
        loads(text)
    assert [problem.code for problem in raised.value.problems] == ["I205"]


@pytest.mark.parametrize(("points", "worth"), [(0, 0), (6, 6), (10, 10), (11, 10)])
def test_a_step_is_worth_its_points_within_the_weight(points, worth):
    line = Line("i1", "indicator", "培训场次", "≥10场", "10场", weight=10, steps=(Step("≥10场", points),))
    form = Form("project", indicators=(line,))
    assert score(form, "hongshan-2023").lines[0].exact.value == worth


OWN = """\
id = "own"
title = "t"
status = "{status}"
source = "s"
year = {year}
[[form]]
kind = "project"
blocks = [{{block = "budget", points = 20}}, {{block = "indicator", points = 80}}]
[rules]
reverse = "{reverse}"
"""


def own(status: str = "verified", year: int = 2020, reverse: str = "ratio") -> Rulebook:
    return rules(OWN.format(status=status, year=year, reverse=reverse))


def test_of_rulebooks_that_fit_alike_a_verified_one_comes_first():
    """After what the form printed and after the newest, before a tie."""
    line = Line("i1", "indicator", "培训场次", "≥10场", "10场", weight=80, filed=80)
    budget = Budget(Line("budget", "budget", target="100", actual="50", unit="万元"))
    form = Form("project", year=2023, budget=budget, indicators=(line,))
    ranks = {status: held(form, own(status)).rank for status in ("verified", "second-hand", "unverified")}
    assert ranks["verified"] > ranks["second-hand"] == ranks["unverified"]
    assert held(form, own("unverified", 2021)).rank > held(form, own("verified", 2020)).rank
    assert held(form, own("verified", 2024)).rank < held(form, own("verified", 2020)).rank  # newer than the form
    assert held(form, own("verified", 2023)).rank > held(form, own("verified", 2022)).rank  # of its very year


def test_tied_rulebooks_agree_on_a_line_or_it_is_judgement(monkeypatch):
    """Of two formulas neither is taken: anything up to the points of the line, in whichever order they are tied."""
    lines = (
        Line("i1", "indicator", "成本", "≤10万元", "12万元", weight=30),
        Line("i2", "indicator", "成本", "≤10万元", "9万元", weight=10),
        Line("i3", "indicator", "场次", "≥10场", "5场", weight=40),
    )
    form = Form("project", indicators=lines)
    assert [score(form, own(reverse=each)).lines[0].exact.value for each in ("ratio", "linear")] == [25, 24]
    pair = own(), own(reverse="linear")
    for first, second in (pair, pair[::-1]):
        monkeypatch.setattr("scoring.scorer.choose", lambda *_, tied=(first, second): Choice(tied[0], "tied", tied[1:]))
        card = score(form)
        assert [(each.exact.low, each.exact.high) for each in card.lines] == [(0, 30), (10, 10), (20, 20)]
        assert [each.status for each in card.lines] == ["judgement", "scored", "scored"]
        assert [any(note.code == "rulebooks-differ" for note in each.notes) for each in card.lines] == [
            True,
            False,
            False,
        ]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1-2万人", F(1), F(2), "万人"),  # one multiplier for both ends
        ("1千-2万人", F(1, 10), F(2), "万人"),  # each its own
        ("1万-2万人", F(1), F(2), "万人"),
        ("0.5-1亿元", F(1, 2), F(1), "亿元"),
        ("5千-8千元", F(5), F(8), "千元"),
    ],
)
def test_the_multipliers_of_a_range(text, low, high, unit):
    amount = read_cell(text).amount
    assert (amount.low, amount.high, amount.unit.name) == (low, high, unit)


@pytest.mark.parametrize(
    ("target", "last", "late"),
    [("6月上旬", "6月10日", "6月11日"), ("6月中旬", "6月20日", "6月21日"), ("6月下旬", "6月30日", "7月1日"),
     ("2月下旬", "2月28日", "3月1日"), ("12月上旬", "12月上旬", "12月中旬")],
)  # fmt: skip
def test_thirds_of_a_month_end_on_the_tenth_the_twentieth_and_the_last(target, last, late):
    days = [measure(Line("i1", "indicator", "完工时间", target, done), 2023).met for done in (last, late)]
    assert days == [True, False]


@pytest.mark.parametrize(("target", "actual"), [("≤5个工作日", "5天"), ("≤5天", "3个工作日"), ("≤1周", "5工作日")])
def test_working_days_are_no_days(target, actual):
    """Neither way can be told from the other: the line is open, never scored by the bare figures."""
    form = Form("project", indicators=(Line("i1", "indicator", "办理时限", target, actual, weight=10, filed=10),))
    (line,) = score(form, "hongshan-2023").lines
    assert (line.exact.low, line.exact.high) == (0, 10)
    assert found("S302", form) == found("S303", form) == []


HEAD = ("一级指标", "二级指标", "指标名称", "目标值", "完成值", "分值", "得分")


def laid(*texts: str, ruled: bool) -> dict[str, str] | None:
    head = columns(Row(tuple(Cell(title, 0, column) for column, title in enumerate(HEAD)), 0))
    row = Row(tuple(Cell(text, 1, column) for column, text in enumerate(texts)), 1, ruled=ruled)
    aligned = align(row, head)
    return None if aligned is None else {role: cell.text for role, cell in aligned.cells.items() if cell.text}


def test_a_row_of_text_is_laid_as_near_as_it_can_be():
    """A number that fits two roles, once the row was found shifted, takes the one that stands nearer."""
    read = {"name": "培训人数", "target": "≥10人", "actual": "9人"}
    shifted = ("", "培训人数", "≥10人", "9人")  # one column to the left of the heading
    assert laid(*shifted, "10", "9", ruled=False) == read | {"weight": "10", "filed": "9"}
    assert laid(*shifted, "9", ruled=False) == read | {"weight": "9"}
    assert laid(*shifted, "", "9", ruled=False) == read | {"weight": "9"}
    assert laid(*shifted, "", "", "9", ruled=False) == read | {"filed": "9"}


@pytest.mark.parametrize("name", ["培训人数", "2023年培训", "90%以上的人", "5"])
@pytest.mark.parametrize(
    "cells", [("≥10人", "9人", "10", "9"), ("10", "9", "8", "7"), ("完成", "≥9人", "9", ""), ("", "", "10", "")]
)
def test_in_a_ruled_row_a_cell_stands_under_its_heading(name, cells):
    """Whatever it looks like."""
    whole = ("产出指标", "数量指标", name, *cells)
    roles = ("level1", "level2", "name", "target", "actual", "weight", "filed")
    assert laid(*whole, ruled=True) == {role: text for role, text in zip(roles, whole, strict=True) if text}


def test_the_rulebook_named_wins_whatever_the_form_prints():
    book = evolve(rulebook("mof-2020"), places=1)
    line = Line("i1", "indicator", "培训人数", "≥3人", "1人", weight=10)
    assert score(Form("project", indicators=(line,)), book).lines[0].shown.value == F("3.3")
