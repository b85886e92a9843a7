"""Consolidation child by child: what is mixed, what a child lacks, what it brings, and where its lines stand."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from children import filed, form, line, pair

from indicators import Form, Group, Line, loads
from indicators.writing.toml import write_form
from scoring.consolidate import consolidate

NUMBER, DATE, WORDS = ("≥90%", "95%"), ("2023年10月底前", "2023年9月"), ("有所提高", "有所提高")


@pytest.mark.parametrize(
    "cells", [(NUMBER, NUMBER, DATE), (DATE, DATE, NUMBER), (NUMBER, NUMBER, WORDS), (DATE, DATE, WORDS)]
)
def test_mixed_kinds_are_refused_at_the_child_that_shows_it(cells):
    result = consolidate([filed(file, *each) for file, each in zip("abc", cells, strict=True)])
    assert [(problem.code, problem.place.file) for problem in result.problems] == [("C901", "c.toml")]
    assert result.explanation[0].how == "refused"


def test_years_that_differ_are_told_at_the_latest():
    years = (("a", 2023), ("b", 2024), ("c", 2022))
    forms = [evolve(filed(file, "≥1次", "1次"), year=year) for file, year in years]
    (problem,) = consolidate(forms).problems
    assert (problem.code, problem.place.file) == ("C901", "b.toml")


def test_a_child_without_a_target_is_read_against_the_parents():
    parent = filed("p", "≥80%", "", more="weight = 10")
    children = [filed("a", "", "90%"), filed("b", "≥95%", "70%")]
    result = consolidate(children, parent)
    assert (result.problems, result.form.indicators[0].actual) == ((), "80%")
    words = [filed("a", "", "90%", name="及时情况"), filed("b", "按时", "80%", name="及时情况")]
    assert consolidate(words, filed("p", "按时", "", name="及时情况")).form.indicators[0].actual == "85%"
    assert [problem.place.file for problem in consolidate(children).problems] == [
        "a.toml"
    ]  # nothing to read it against


def test_copies_are_told_by_both_files():
    one = filed("a", "≥1次", "1次", name="检查次数")
    again = loads(write_form(one), "b.toml")
    (remark,) = consolidate([again, one]).remarks
    assert (remark.place.file, dict(remark.message.values)["other"].partition(":")[0]) == ("b.toml", "a.toml")


@pytest.mark.parametrize(
    ("one", "two", "more"),
    [
        (("按时办理", "100%"), ("≥90%", "95%"), ("", "")),  # in words and in figures
        (("530元/人", "500元/人"), ("530元/人", "500元/人"), ("", 'kind = "positive"')),  # one does not say which way
        (("530元/人", "500元/人"), ("530元/人", "500元/人"), ("", 'kind = "reverse"')),
    ],
)
def test_targets_that_do_not_say_which_way_they_run_are_not_added_to_those_that_do(one, two, more):
    children = [filed("a", *one, name="补贴", more=more[0]), filed("b", *two, name="补贴", more=more[1])]
    for each in (children, children[::-1]):
        assert [problem.code for problem in consolidate(each).problems] == ["C901"]


def test_a_bare_target_beside_bounds_becomes_one():
    made = pair("培训人数", ("1000人", "900人"), ("≥500人", "600人")).form.indicators[0]
    assert (made.target, made.actual) == ("≥1500人", "1500人")


@pytest.mark.parametrize(
    ("one", "two", "actual"),
    [
        (("≥1000", "900人"), ("≥500", "600人"), "1500人"),  # the completions name the unit
        (("≥1000", "900人"), ("≥500人", "600"), "1500人"),
        (("≥1000", "900"), ("≥500", "600"), "1500"),
        (("≥12", "每月一次"), ("≥12", "12次"), ""),
    ],
)
def test_the_unit_of_a_bare_target_is_that_of_its_completion(one, two, actual):
    assert pair("培训人数", one, two).form.indicators[0].actual == actual


@pytest.mark.parametrize(
    ("sources", "kept"),
    [
        (("printed", "printed"), "printed"), (("printed", "reconstructed"), "reconstructed"),
        (("printed", "declared"), "declared"), (("reconstructed", "reconstructed"), "reconstructed"),
    ],
)  # fmt: skip
def test_where_the_weights_come_from(sources, kept):
    """One that was reconstructed makes them so; else what all say."""
    form = filed("a", "≥1次", "1次", name="检查次数", more="weight = 5")
    forms = [evolve(form, unit=f"{at}", weights=source) for at, source in enumerate(sources)]
    for each in (forms, forms[::-1]):
        assert consolidate(each).form.weights == kept


def test_what_each_child_brings():
    """Its value in the unit of the line, and its share of the funds where values are averaged; None where not."""
    mean = pair("满意度", ("≥90%", "95%"), ("≥90%", "80%")).explanation[0]
    assert sorted((part.value.low, part.weight, part.funds) for part in mean.parts) == [
        (80, F(3, 4), 3_000_000), (95, F(1, 4), 1_000_000),
    ]  # fmt: skip
    total = pair("发放金额", ("≥90万元", "5000元"), ("≥90万元", "80万元")).explanation[0]
    assert sorted((part.value.low, part.weight) for part in total.parts) == [(F(1, 2), None), (80, None)]
    assert (mean.how, mean.unit, total.how, total.unit) == ("mean", "%", "sum", "万元")


def test_a_child_that_runs_against_the_parents_target_is_refused():
    parent = filed("p", "≥80%", "")
    children = [filed("a", "≥95%", "90%"), filed("b", "≤95%", "70%")]
    assert [(each.code, each.place.file) for each in consolidate(children, parent).problems] == [("C901", "b.toml")]


@pytest.mark.parametrize(
    ("rate", "share"), [("0.9", F(9, 10)), ("0.8", F(4, 5)), ("1", F(1)), ("0.79", None), ("0", None)]
)
def test_a_declared_rate_within_its_band_is_the_share(rate, share):
    form = filed("a", "有效保障", "情况说明", more=f'level = "达成"\nrate = "{rate}"')
    (made,) = consolidate([form]).explanation
    assert (made.value.low, made.value.high) == ((share, share) if share is not None else (F(4, 5), F(1)))


def test_indicators_stand_by_category_where_the_children_have_other_orders():
    rows = {
        level: line(f"{level}数", "≥1次", "1次", f'level1 = "{level}指标"')
        for level in ("满意度", "效益", "成本", "产出")
    }
    one, two = (
        form("".join(rows[level] for level in order), unit=order[0]) for order in (list(rows), list(rows)[::-1])
    )
    result = consolidate([one, two])
    assert [each.name for each in result.form.indicators] == ["成本数", "产出数", "效益数", "满意度数"]
    alike = consolidate([one, evolve(one, unit="东区")])
    assert [each.name for each in alike.form.indicators] == [f"{level}数" for level in rows]  # as all have them


def test_annual_goals_keep_what_all_say_of_them():
    groups = tuple(
        Group(name, (Line(f"g{at}.i1", "indicator", f"检查{at}", "≥1次", "1次", weight=10, group=name),), 10, text)
        for at, (name, text) in enumerate((("目标一", "保就业"), ("目标二", "稳增长")), 1)
    )
    one = Form("department", department="甲局", unit="东", year=2023, rulebook="hongshan-2023", groups=groups)
    made = consolidate([one, evolve(one, unit="西")]).form
    assert [(each.name, each.text, each.weight.text) for each in made.groups] == [
        ("目标一", "保就业", "10"), ("目标二", "稳增长", "10"),
    ]  # fmt: skip
    other = evolve(one, unit="西", groups=(evolve(groups[0], text="另说"), groups[1]))
    assert [each.text for each in consolidate([one, other]).form.groups] == ["", "稳增长"]


def test_a_row_of_detail_takes_no_weight_from_its_namesake():
    rows = line("检查次数", "≥1次", "1次", "weight = 5") + line("活动次数", "≥1次", "1次", "weight = 6")
    rows += line("检查次数", "≥1次", "1次", "sub = true")
    made = consolidate([form(rows, unit=unit) for unit in ("东", "西")])
    assert [(each.name, each.weight and each.weight.text) for each in made.form.indicators] == [
        ("检查次数", "5"), ("活动次数", "6"), ("检查次数", None),
    ]  # fmt: skip


def test_a_figure_that_may_stand_in_another_unit_is_asked_for_among_others_that_cannot() -> None:
    """11000 beside ≥1万人 is 11 000 人 or 11 000 万人; where every child writes so, they say the same."""
    bare = filed("b", "≥1万人", "11000", name="受益人数")
    result = consolidate([filed("a", "≥1万人", "1.2万人", name="受益人数"), bare])
    assert [(problem.code, problem.place.file) for problem in result.problems] == [("C901", "b.toml")]
    again = consolidate([filed("a", "≥1万人", "1.1", name="受益人数"), filed("b", "≥1万人", "1.2", name="受益人数")])
    assert again.problems == ()
