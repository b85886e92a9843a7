"""Scores that rest on inferred weights or on assumed readings: points of blocks, outputs, fix, solve."""

from __future__ import annotations

import json
from fractions import Fraction as F
from itertools import product

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, Line, Number
from indicators.form import PrintedBlock
from scoring import Interval, score
from scoring.audit import audit, by_code
from scoring.fix.changes import CERTAIN, INFERRED, RAISES, RATES, SCORES, TOTALS, changes
from scoring.pool import UNUSED, Part, Pool, Share
from scoring.reconstruct import reconstruct
from scoring.report import FORMATS, FormReport, Report, render
from scoring.rulebook import rulebook
from scoring.solve import completion_for, missing_scores, sensitivity

BOOK = rulebook("hongshan-2023")


def points(value: object) -> Number | None:
    return None if value is None else Number.of(str(value))


def line(at: int, filed: object, done: int = 10, level2: str = "数量指标", **more) -> Line:
    """A line that wants 10."""
    cells = {"target": "≥10个", "actual": f"{done}个", "level1": "产出指标"}
    return Line(f"i{at}", "indicator", f"工作{at}", level2=level2, filed=points(filed), **{**cells, **more})


def project(*lines: Line, **more) -> Form:
    return Form("project", year=2023, indicators=lines, **more)


def blocks(**printed: object) -> tuple[PrintedBlock, ...]:
    return tuple(PrintedBlock(name, points(value)) for name, value in printed.items())


MISSED = project(line(1, 30), line(2, 10, 5), line(3, 10))


# ---- the points of a block


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ({}, {"indicator": 60}), ({"产出指标": 80}, {"产出指标": 80}), ({"绩效指标": 90}, {"绩效指标": 90}),
        ({"数量指标": 20}, {"数量指标": 20, "indicator": 40}), ({"年度目标": 70}, {"indicator": 60}),
        ({"产出指标": 50, "质量指标": 20}, {"质量指标": 20, "产出指标": 30}),
    ],
)  # fmt: skip
def test_printed_points_come_before_the_rulebook(printed, expected) -> None:
    form = project(line(1, 5), line(2, 5, level2="质量指标"), blocks=blocks(**printed))
    assert {each.block: each.points for each in reconstruct(form, BOOK)} == expected


def test_goals_without_points_have_together_what_the_others_leave() -> None:
    groups = tuple(Group(name, (evolve(line(1, filed), id=f"{name}.i1", group=name),), points(own))
                   for name, filed, own in (("a", 9, 10), ("b", 20, None), ("c", 30, None)))  # fmt: skip
    card = score(Form("department", groups=groups), BOOK)
    assert [each.points for each in card.inferred] == [10, 70]
    assert card.weight == Interval.point(F(80))


def test_rulebooks_that_are_tied_infer_weights_only_where_they_give_the_same_points() -> None:
    form = project(line(1, 5), line(2, 5))
    assert [each.points for each in reconstruct(form, BOOK, (BOOK,))] == [60]
    assert [each.source for each in reconstruct(form, BOOK, (rulebook("yinchuan-2021"),))] == ["rest"]


@pytest.mark.parametrize(("own", "severity"), [({"blocks": blocks(产出指标=60)}, "error"), ({}, "warning")])
def test_scores_above_the_points_of_a_block(own, severity) -> None:
    card = score(project(line(1, 40), line(2, 30), **own), BOOK)
    (found,) = by_code("S301")(card)
    assert (found.severity, found.line, found.filed) == (severity, None, "70")
    assert card.rule == Interval(F(0), F(60))  # together they have no more than the block


def test_lines_of_unknown_weight_share_what_is_left() -> None:
    lines = (line(1, 30, weight=points(40)), line(2, 9), line(3, 9, 5))
    card = score(project(*lines), BOOK)
    assert [each.weight for each in card.lines[1:]] == [Interval(F(0), F(60))] * 2
    assert card.exact == Interval(F(40), F(100))


@pytest.mark.parametrize(
    ("cells", "rest"),
    [
        ({}, "i3"), ({"target": "5起", "actual": "5起", "name": "投诉"}, "i3"),
        ({"target": "5起", "actual": "3起", "name": "投诉"}, ""), ({"actual": "有效"}, ""), ({"actual": ""}, ""),
    ],
)  # fmt: skip
def test_a_line_in_doubt_is_not_known_to_be_met(cells, rest) -> None:
    lines = (line(1, 30), evolve(line(2, 20), **cells), line(3, None, level2="质量指标"))
    (found,) = reconstruct(project(*lines), BOOK)
    assert found.rest == rest


# ---- natural numbers beside ranges


def test_the_total_knows_that_the_lines_share_their_points() -> None:
    card = score(MISSED, BOOK)
    assert [each.weight for each in card.lines] == [
        Interval(F(30), F(40)),
        Interval(F(10), F(20)),
        Interval(F(10), F(20)),
    ]
    assert [(each.exact.low, each.exact.high) for each in card.lines] == [(30, 40), (5, 10), (10, 20)]
    assert (card.exact, card.rule) == (Interval(F(50), F(55)), Interval(F(50), F(55)))
    assert card.natural == Interval.point(F(105, 2))
    assert [each.difference for each in card.lines] == [
        each.line.filed.value - each.solution.shown.low for each in card.lines
    ]


def test_weights_that_a_file_states_are_the_files() -> None:
    stated = project(*(evolve(each, weight=points(20)) for each in MISSED.indicators), weights="reconstructed")
    card = score(stated, BOOK)
    assert (card.natural, card.rule.value, card.pools) == (None, F(50), ())
    assert {each.assumed for each in card.lines} == {()}
    assert "error" not in {each.severity for each in audit(card) if each.line}


def test_every_format_says_what_is_assumed() -> None:
    card = score(MISSED, BOOK)
    report = Report((FormReport(card, audit(card)),), language="zh")
    for name in FORMATS:
        made = render(report, name)
        if isinstance(made, str):
            assert ("weight" if name in ("json", "csv") else "分值") in made
            assert name in ("json", "csv") or "≈" in made
    data = json.loads(render(report, "json"))["forms"][0]
    assert [each["assumed"] for each in data["lines"]] == [["weight"]] * 3
    assert list(data["totals"]["rule"]["natural"]) == ["low", "high", "exact_low", "exact_high"]
    assert data["lines"][1]["rule"]["natural"]["low"] == data["lines"][1]["rule"]["natural"]["high"]


def test_the_lost_score_that_the_printed_total_implies_stands_in_the_totals() -> None:
    form = project(line(1, 30, weight=points(40)), line(2, None, weight=points(20)), printed_total=points(45))
    (shown,) = json.loads(render(Report((FormReport(score(form, BOOK), ()),)), "json"))["forms"]
    assert shown["totals"]["filed"]["implied"] == "15.00"
    (other,) = json.loads(render(Report((FormReport(score(evolve(form, printed_total=None), BOOK), ()),)), "json"))[
        "forms"
    ]
    assert "implied" not in other["totals"]["filed"]


# ---- fix


def kinds(form: Form) -> dict[tuple[str, str], str]:
    card = score(form, BOOK)
    return {(each.line, each.key): each.kind for each in changes(card, audit(card))}


def test_nothing_that_rests_on_an_inferred_weight_is_certain() -> None:
    stated = project(line(1, 20, weight=points(20)), line(2, 15, 5, weight=points(20)), weights="reconstructed")
    assert kinds(stated) == {("i2", "filed"): INFERRED}
    assert kinds(MISSED) == {}  # on other weights the filed scores are right
    wrong = project(line(1, 40), line(2, 18, 1))  # no weight up to 20 makes 18 of a tenth
    assert kinds(wrong) == {("i2", "filed"): INFERRED}


def test_the_budget_goes_up_or_down_and_an_empty_cell_is_filled() -> None:
    funds = Line("budget", "budget", target="100", actual="50", weight=points(20), unit="万元")
    for filed, kind in ((5, SCORES), (15, SCORES), (None, SCORES)):
        budget = Budget(evolve(funds, filed=points(filed)), "万元")
        own = kinds(project(line(1, 80, weight=points(80)), budget=budget))
        assert own[("budget", "filed")] == kind
    lower = project(line(1, 70, weight=points(80)), line(2, None, weight=points(20)))
    assert kinds(lower) == {("i1", "filed"): RAISES, ("i2", "filed"): SCORES}
    assert set(CERTAIN) == {RATES, SCORES, TOTALS}


def test_a_rate_of_amounts_that_are_assumed_is_not_certain() -> None:
    funds = Line("budget", "budget", target="100", actual="50", weight=points(20), unit="万元", printed_rate="60%")
    card = score(project(line(1, 80, weight=points(80)), budget=Budget(funds, "万元")), BOOK)
    first, *others = card.lines
    guessed = evolve(card, lines=(evolve(first, measure=evolve(first.measure, assumed=("restored",))), *others))
    for of, kind in ((card, RATES), (guessed, INFERRED)):
        assert [(each.kind, each.new) for each in changes(of, audit(of)) if each.key == "printed_rate"] == [
            (kind, "50%")
        ]


# ---- solve


def test_solve_takes_the_natural_weights_and_says_so() -> None:
    card = score(MISSED, BOOK)
    weight = card.lines[1].solution.points
    found = completion_for(card, "i2", weight)
    assert (found.assumed, found.most, found.cell) == (("weight",), weight, "10个")
    assert [each.assumed for each in sensitivity(card)] == [("weight",)] * 3
    assert completion_for(score(project(line(1, 5, 5, weight=points(10))), BOOK), "i1", F(9)).assumed == ()


def test_what_is_still_to_gain_goes_from_the_best_score_to_the_worst() -> None:
    open_one = project(line(1, 5, weight=points(10), actual="≥8个"))
    (slope,) = sensitivity(score(open_one, BOOK))
    assert slope.to_gain == Interval(F(0), F(2))
    (slope,) = sensitivity(score(project(line(1, 5, weight=points(10), target="有效", actual="部分达成")), BOOK))
    assert slope.to_gain == Interval(F(2), F(5))
    unknown = project(line(1, 5, 5), line(2, 40, weight=points(40)))  # of no points at all nothing is missing
    assert [each.to_gain for each in sensitivity(score(unknown, BOOK))] == [Interval(F(0), F(60)), Interval(F(0), F(0))]


def test_a_lost_score_can_be_what_any_weight_allows() -> None:
    card = score(project(line(1, 30), line(2, 20), line(3, None, level2="质量指标"), printed_total=points(57)), BOOK)
    (found,) = missing_scores(card)
    assert found.value == 7
    (found,) = missing_scores(score(evolve(card.form, printed_total=None, weights="declared", indicators=tuple(
        evolve(each, weight=None) for each in card.form.indicators)), BOOK))  # fmt: skip
    assert found.range == Interval(F(0), F(10))


# ---- totals


@pytest.mark.parametrize(("total", "right"), [("6.66", True), ("6.67", True), ("6.667", False), ("6.68", False)])
def test_a_total_may_be_added_from_rounded_scores_or_rounded_itself(total, right) -> None:
    thirds = [evolve(line(at, "3.3333", weight=points(10)), target="≥3个", actual="1个") for at in (1, 2)]
    card = score(project(*thirds, printed_total=points(total)), BOOK)
    assert (list(by_code("S305")(card)) == []) == right


@pytest.mark.parametrize(
    ("filed", "whole", "allowed"),
    [
        ((3, 2), 8, 4), ((0, "2.5"), 5, 5), ((0, 0, 0), 4, 3), ((1, 0, 0), 4, 3), ((4, 4), 8, 1), ((5, 4), 8, 0),
        (("0.5", "0.5"), 3, 5), ((1, 1, 1), 6, 10), (("1.25", "1.25"), 3, 1), (("1.25", "1.25", "1.25"), 5, 3),
    ],
)  # fmt: skip
def test_how_many_weights_in_whole_steps_are_allowed(filed: tuple[object, ...], whole: int, allowed: int) -> None:
    lines = [line(at, each, 9) for at, each in enumerate(filed, 1)]
    (block,) = reconstruct(project(*lines, blocks=blocks(产出指标=whole)), BOOK)
    assert (block.allowed, block.weights is None) == (allowed, not allowed)
    assert block.filed == sum(F(str(each)) for each in filed)
    if block.weights is None:
        assert (block.ways, block.unique, block.others) == (0, False, False)
        return
    assert sum(weight for _, weight in block.weights) == whole and block.others is (block.filed != whole)
    choices = product(*(range(1, int(whole / block.step) + 1) for _ in filed))
    least = [F(str(each)) for each in filed]
    fits = [
        each for each in choices
        if sum(each) * block.step == whole and all(at * block.step >= own for at, own in zip(each, least, strict=True))
    ]  # fmt: skip
    assert len(fits) == allowed


# ---- pools


HALF, ALL = Interval.point(F(1, 2)), Interval.point(F(1))


def test_a_pool_is_settled_where_its_points_can_go_one_way_only() -> None:
    one, two, three = (Share(f"i{at}", HALF) for at in (1, 2, 3))
    assert Pool(F(10), (Part(F(4), (one,)), Part(F(6), (two,)))).settled
    assert Pool(F(10), (Part(F(4), (one,)),)).settled
    assert not Pool(F(10), (Part(F(4), (one,)), Part(F(5), (two,)))).settled
    assert not Pool(F(10), (Part(F(4), (one, two)), Part(F(6), (three,)))).settled


def test_what_rounding_can_move() -> None:
    capped = Share("i3", ALL, Interval.point(F(1, 3)))
    pool = Pool(F(10), (Part(F(4), (Share("i1", HALF),)), Part(F(3), (Share("i2", ALL),)), Part(F(1), (capped,))))
    assert pool.shown({"i1"}, 2) == Interval(F(2), F(3))
    assert pool.shown({"i2"}, 2) == Interval(F(3), F(5))
    assert pool.shown({"i3"}, 2) == Interval(F("0.33"), F("0.33"))
    assert pool.shown({"i1", "i2"}, 1) == Interval(F(5), F(7))
    rough = Pool(
        F(10), (*(Part(F(6 - 2 * at), (Share(f"i{at}", HALF),)) for at in (1, 2)), Part(F(1), (Share("i3", ALL),)))
    )
    assert rough.shown({"i1", "i2"}, 2) == Interval(F(3), F("4.51"))  # 2.005 and 2.495 of 4.01 and 4.99
    assert pool.weight({"i1"}) == Interval(F(4), F(6))
    assert pool.lines == {"i1", "i2", "i3"} and Pool(F(10), (*pool.parts, UNUSED)).lines == pool.lines
