"""Weights that a form does not print: the edges of the procedure."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product

import pytest
from attrs import evolve
from unweighted import BOOK, filed, goal, number, project

from indicators import Budget, Form, Line, Step
from scoring import score
from scoring.audit import by_code
from scoring.reconstruct import reconstruct, with_weights, without_weights
from scoring.report.compare import as_printed
from scoring.rulebook import rulebook


def weights(form: Form, book=BOOK) -> list[F]:
    (only,) = reconstruct(form, book)
    return [] if only.weights is None else [weight for _, weight in only.weights]


def test_a_lost_score_takes_the_rest_only_if_the_others_are_met() -> None:
    met = filed(30, 20, target="≥1个", actual="1个")
    lost = Line("i3", "indicator", target="≥1个", actual="1个", level2="质量指标")
    assert weights(project([*met, lost])) == [30, 20, 10]
    assert weights(project([*met[:1], evolve(met[1], actual="0个"), lost])) == [30, 29, 1]
    assert weights(project([evolve(met[0], actual=""), met[1], lost])) == [30, 29, 1]
    assert weights(project([*filed(30, "29.5", target="≥1个", actual="1个"), lost])) == [30, F("29.5"), F("0.5")]


def test_a_qualitative_line_is_not_known_to_be_met() -> None:
    lines = filed(9, None, target="及时", actual="及时")
    (only,) = reconstruct(Form("department", groups=(goal(20, lines),)), BOOK)
    assert (only.rest, [weight for _, weight in only.weights or ()]) == ("", [10, 10])


def test_two_lost_scores_are_weights_above_zero() -> None:
    assert weights(project(filed(20, None, None, target="1", actual="1"))) == [20, 20, 20]


def test_ties_are_counted_and_the_first_lines_get_more() -> None:
    (only,) = reconstruct(project(filed(14, 14, 14, 14)), BOOK)
    assert (only.weights, only.ways, only.unique) == (tuple((f"i{n}", F(15)) for n in range(1, 5)), 1, True)
    (only,) = reconstruct(project(filed(*[1] * 7)), BOOK)
    assert [weight for _, weight in only.weights or ()] == [9, 9, 9, 9, 8, 8, 8]
    assert (only.ways, only.unique, only.others) == (35, False, True)


def test_of_weights_as_even_those_that_equal_a_filed_score_are_better() -> None:
    for scores, points, expected in (((4, 2), 9, [4, 5]), ((3, 1, 3, 2), 13, [3, 4, 3, 3]), (("3.6", 2), 9, [5, 4])):
        (only,) = reconstruct(Form("department", groups=(goal(points, filed(*scores)),)), BOOK)
        assert [weight for _, weight in only.weights or ()] == expected


def test_nothing_else_is_possible() -> None:
    (only,) = reconstruct(project(filed(10, 20, 30)), BOOK)
    assert (only.unique, only.others) == (True, False)
    (only,) = reconstruct(project(filed(10)), BOOK)
    assert (only.weights, only.unique, only.others) == ((("i1", F(60)),), True, False)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(project(filed(40, 30)), id="more than the block"),
        pytest.param(project(filed(40, 30, None, target="1", actual="1")), id="less than nothing is left"),
        pytest.param(Form("department", groups=(goal(20, filed(None, None)), goal(20, filed(10, 10), "b"))), id="none"),
        pytest.param(Form("department", groups=(goal("20.25", filed(5, 5)),)), id="no multiple"),
        pytest.param(Form("department", groups=(goal(10**30, filed(5, 5)),)), id="too large"),
    ],
)
def test_impossible(form: Form) -> None:
    first = reconstruct(form, BOOK)[0]
    assert first.weights is None
    assert first.reason is not None
    assert first.says.show("zh")


def test_only_where_no_line_has_a_weight_and_scores_are_filed() -> None:
    assert reconstruct(project([*filed(10, 10), evolve(filed(5)[0], weight=number(5))]), BOOK) == ()
    assert reconstruct(project(filed(None, None)), BOOK) == ()
    form = project(filed(None, None))
    assert with_weights(form, reconstruct(form, BOOK)) is form


def test_rows_of_detail_do_not_count() -> None:
    (only,) = reconstruct(project([*filed(30, 29), Line("i3", "indicator", filed=number(7), sub=True)]), BOOK)
    assert [line for line, _ in only.weights or ()] == ["i1", "i2"]


def test_a_goal_without_points_takes_what_the_others_leave() -> None:
    form = Form("department", groups=(goal(50, filed(25, 24)), goal(None, filed(15, 14), "b")))
    assert [block.points for block in reconstruct(form, BOOK)] == [50, 30]


def test_blocks_of_categories() -> None:
    book = rulebook("system-d1-guangxi")
    heads = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "满意度")]
    lines = [
        Line(f"i{place}", "indicator", level1=one, level2=two, filed=number(5))
        for place, (one, two) in enumerate(heads)
    ]
    found = {block.block: block.points for block in reconstruct(project(lines), book)}
    assert found == {"quantity": 20, "quality": 10, "benefit": 30, "satisfaction": 10}


def test_parts_and_absent_blocks() -> None:
    yinchuan = [
        Line("i1", "indicator", level1="管理", filed=number(10)),
        Line("i2", "indicator", level1="效益", level2="社会效益", filed=number(20)),
        Line("i3", "indicator", level1="效益", level2="满意度", filed=number(9)),
    ]
    form = project(yinchuan, budget=Budget(Line("budget", "budget")))
    found = {block.block: block.points for block in reconstruct(form, rulebook("yinchuan-2021"))}
    assert found == {"management": 15, "benefit": 25, "satisfaction": 10}
    lines = [Line("i1", "indicator", level1="效益指标", filed=number(25))]
    (only,) = reconstruct(project(lines), rulebook("mof-2021-cost"))
    assert only.points == 30  # no satisfaction line: its points go to the benefit


@pytest.mark.parametrize(
    ("funds", "expected"), [({}, [50, 50]), ({"weight": 10}, []), ({"filed": 9}, []), ({"target": "5"}, [50, 50])]
)
def test_where_nothing_gives_points_the_lines_have_100_unless_the_funds_row_has_some(funds, expected) -> None:
    own = {key: number(value) if key != "target" else value for key, value in funds.items()}
    budget = Budget(Line("budget", "budget", **own)) if funds else None
    assert weights(project(filed(10, 10), budget=budget), rulebook("transfer-completion")) == expected


def test_form_with_its_weights() -> None:
    form = project(filed(30, "29.5"))
    form = with_weights(form, reconstruct(form, BOOK))
    assert (form.weights, [str(line.weight) for line in form.lines()]) == ("reconstructed", ["30", "30"])
    groups = (goal(20, filed(10, 9)), goal(20, filed(15, 14), "b"))
    form = Form("department", groups=groups)
    partly = with_weights(form, reconstruct(form, BOOK))
    assert [line.weight and str(line.weight) for line in partly.lines()] == ["10", "10", None, None]


@pytest.mark.parametrize("scores", [(10, 20, 29), (18, 18, 18, 3), ("9.5", 20, 29), (60,), (59,), (30, 30), (25, 30)])
def test_all_solutions_are_counted(scores: tuple[object, ...]) -> None:
    (only,) = reconstruct(project(filed(*scores)), BOOK)
    steps = [int(F(str(each)) / only.step) for each in scores]
    whole = int(60 / only.step)
    every = [each for each in product(*(range(max(1, low), whole + 1) for low in steps)) if sum(each) == whole]
    assert only.allowed == len(every)
    assert tuple(int(weight / only.step) for _, weight in only.weights or ()) in every


def test_declared_weights_that_were_reconstructed_are_held_against_what_is_inferred_here() -> None:
    lines = [evolve(line, weight=number(20)) for line in filed(20, 19, 20)]
    form = evolve(project(lines), weights="reconstructed")
    same, other = form, evolve(form, indicators=(evolve(lines[0], weight=number(21)), lines[1], lines[2]))
    told = [[dict(each.message.values) for each in by_code("W105")(score(of, BOOK))] for of in (same, other)]
    assert [[values.get("lines") for values in found] for found in told] == [[None], [("i1",)]]
    assert without_weights(same) == project(filed(20, 19, 20), weights="reconstructed")


def test_the_second_rulebook_of_a_comparison_infers_weights_of_its_own() -> None:
    """Else the points of the first one's blocks would be scored under the second."""
    card = score(project(filed(20, 19, 20)), BOOK)
    again = score(as_printed(card), rulebook("sichuan-2023"))
    assert [each.weight.value for each in (card, again)] == [60, 90]


MET = {"target": "≥1个", "actual": "1个", "level2": "数量指标"}


@pytest.mark.parametrize(
    ("scores", "rest"), [((30, 20), 10), ((30, 1), 29), ((30, "0.5"), F(59, 2)), ((30, 0), None), ((59, 1), None)]
)
def test_a_line_filed_at_nothing_is_not_known_to_weigh_it(scores: tuple[object, ...], rest: F | None) -> None:
    (only,) = reconstruct(project(filed(*scores, None, **MET)), BOOK)
    assert only.rest == ("" if rest is None else "i3")
    assert rest is None or dict(only.weights or ())["i3"] == rest


@pytest.mark.parametrize(
    ("keys", "rest"),
    [
        ({"target": "≥1个", "actual": "1个"}, "i3"),
        ({"target": "≥1个", "actual": "0个"}, ""),
        ({"target": "5起", "actual": "5起", "name": "投诉"}, ""),  # which way it runs is in doubt
        ({"target": "有效", "actual": "有效"}, ""),
        ({"target": "6月底前", "actual": "5月"}, "i3"),
    ],
)
def test_a_line_with_steps_is_met_where_its_target_is(keys: dict[str, str], rest: str) -> None:
    stepped = Line("i2", "indicator", level2="数量指标", filed=number(20), steps=(Step("≥1个", 20),), **keys)
    (only,) = reconstruct(project([*filed(30, **MET), stepped, evolve(filed(None, **MET)[0], id="i3")]), BOOK)
    assert only.rest == rest


def test_what_was_inferred_is_said() -> None:
    templates = []
    for scores in ((20, 19, 20), (10, 20, 30), (30, 20, None), (1,) * 7, (40, 30)):
        (only,) = reconstruct(project(filed(*scores, **MET)), BOOK)
        says = only.says
        values = dict(says.values)
        how = values.get("how", says)
        templates.append((how.template[:24], only.unique, values.get("others") and values["others"].template[:10]))
    even, rest = "{block}: {points} points", "{block}: all other lines"
    assert templates == [
        (even, True, "any others"),
        (even, True, "the filed "),
        (rest, True, "any others"),
        (even, False, "any others"),
        ("no weights can be inferr", False, None),
    ]
    (only,) = reconstruct(project(filed(20, 19, 20)), BOOK)
    values = dict(only.says.values)
    assert dict(values["how"].values)["points"] == "60" and dict(values["others"].values)["free"] == "1"


def test_lines_are_met_under_every_rulebook_that_may_be_the_right_one() -> None:
    over = filed(30, target="＝10个", actual="12个")
    lost = Line("i2", "indicator", target="≥1个", actual="1个", level2="质量指标")
    plain = evolve(BOOK, variants=tuple({**dict(BOOK.variants), "exact": "full"}.items()))
    strict = evolve(BOOK, variants=tuple({**dict(BOOK.variants), "exact": "symmetric"}.items()))
    assert reconstruct(project([*over, lost]), plain)[0].rest == "i2"
    assert {reconstruct(project([*over, lost]), *pair)[0].rest for pair in ((plain, [strict]), (strict, [plain]))} == {
        ""
    }
