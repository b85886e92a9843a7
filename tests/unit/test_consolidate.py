"""Consolidation by hand: every row worked out on paper."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from children import filed, form, line, pair

from indicators import Form, Number, loads
from indicators.measure import Bounds, measure
from indicators.reading.problems import InputError
from indicators.writing.toml import write_form
from scoring import rulebook, score
from scoring.audit import audit
from scoring.consolidate import consolidate


@pytest.mark.parametrize(
    ("name", "one", "two", "target", "actual"),
    [
        ("培训人数", ("≥1000人", "900人"), ("≥500人", "600"), "≥1500人", "1500人"),
        ("培训人数", ("1000人", "900人"), ("500人", "600人"), "1500人", "1500人"),
        ("培训人数", ("≥1万人", "9000人"), ("≥500人", "600人"), "≥1.05万人", "0.96万人"),
        ("培训人数", ("≥1000人", "≥1000人"), ("≥500人", "600人"), "≥1500人", "≥1600人"),
        ("培训人数", ("≥1000人", "200余人"), ("≥500人", "600人"), "≥1500人", "≥800人"),
        ("满意度", ("≥90%", "90%"), ("≥80%", "80%"), "≥82.5%", "82.5%"),
        ("满意度", ("≥90", "90"), ("≥80", "80"), "≥82.5", "82.5"),
        ("人均补贴标准", ("≤0.24万元", "0.2万元"), ("≤2400元", "2400元"), "≤0.24万元", "0.23万元"),
        ("单位造价", ("≤9元/亩", "6元/亩"), ("≤9元/亩", "8元/亩"), "≤9元/亩", "7.5元/亩"),
        ("安全检查次数", ("每月至少一次", "12次"), ("每季度≥2次", "7次"), "≥20次", "19次"),
        ("活动场次", ("≥2场", "2场"), ("≥3次", "4次"), "≥5次", "6次"),
        ("事故", ("0", "0"), ("0", "1"), "0", "1"),
        ("偏差率", ("±10%", "5%"), ("±10%", "-3%"), "-10%~10%", "-1%"),
        ("维修数", (">3处", "3处"), ("≥4处", "4处"), ">7处", "7处"),
        ("及时率", ("按时办理", "100%"), ("按时办理", "80%"), "按时办理", "85%"),
        ("完工时间", ("2023年10月底前", "2023年9月"), ("2023年10月", "2023年11月"), "2023年10月", "2023年11月"),
    ],
)  # fmt: skip
def test_what_two_make(name, one, two, target, actual):
    result = pair(name, one, two)
    assert [problem.show() for problem in result.problems] == []
    made = result.form.indicators[0]
    assert (made.target, made.actual) == (target, actual)
    assert loads(write_form(result.form)) == result.form


@pytest.mark.parametrize(
    ("name", "one", "two", "more", "funds"),
    [
        ("培训人数", ("≥1000人", "900人"), ("≥500家", "600家"), "", (1, 1)),
        ("培训人数", ("≥1000人", "900人"), ("≤500人", "600人"), "", (1, 1)),
        ("培训人数", ("≥1000%", "900%"), ("≥500%", "600%"), "", (1, 1)),
        ("覆盖率", ("≥10个", "9个"), ("≥5个", "6个"), "", (1, 1)),
        ("办理时间", ("≤2小时", "2小时"), ("≤2小时", "1小时"), "", (1, 1)),
        ("办结率", ("≥90%", "0.95"), ("≥90%", "90%"), "", (1, 1)),
        ("满意度", ("≥90%", "95%"), ("≥90%", "90%"), "", (0, 0)),
        ("满意度", ("≥90%", "95%"), ("≥90%", "90%"), "", (None, 1)),
        ("满意度", ("≥90%", "95%"), ("≥90%", "90%"), "", (-1, 300)),
        ("满意度", ("≥90%", "95%"), ("≥90%", "90%"), "", (-0.00005, 300)),  # -0.5元
        ("满意度", ("≥90%", "95%"), ("有所提高", "有所提高"), "", (1, 1)),
        ("完工时间", ("2023年10月", "2023年9月"), ("2023年12月", "2023年11月"), "", (1, 1)),
        ("培训人数", ("≥10人", "9人"), ("≥10人", "8人"), 'steps = [{at = "≥10人", points = 5}]', (1, 1)),
        ("培训人数", ("", "9人"), ("≥10人", "9人"), "", (1, 1)),
    ],
)  # fmt: skip
def test_what_is_refused(name, one, two, more, funds):
    result = pair(name, one, two, more, funds)
    assert len(result.problems) == 1
    assert result.problems[0].code in ("C901", "C902")
    assert (result.form.indicators[0].actual, result.form.indicators[0].exact) == ("", None)


def test_one_unit_among_the_others_is_taken():
    result = pair("补贴总额", ("≤50", "30"), ("≤5万元", "3万元"))
    assert result.problems == ()
    assert result.form.indicators[0].actual == "33万元"


def test_no_unit_among_several_is_refused():
    cells = {"a": ("≤5万元", "3万元"), "b": ("≤50", "30"), "c": ("≤500元", "300元"), "d": ("≤60", "40")}
    result = consolidate([filed(file, *each, name="补贴总额") for file, each in cells.items()])
    assert [(problem.code, problem.place.file) for problem in result.problems] == [("C901", "b.toml")]


def test_mixed_units_are_refused_at_the_child_that_shows_it():
    cells = {"a": ("≥5人", "3人"), "b": ("≥5人", "3人"), "c": ("≥5家", "3家")}
    (problem,) = consolidate([filed(file, *each, name="数量") for file, each in cells.items()]).problems
    assert problem.place.file in ("a.toml", "c.toml")
    told = dict(dict(problem.message.values)["reason"].values)
    assert {told["one"], told["other"]} == {"人", "家"}


def test_a_declaration_decides():
    assert pair("覆盖率", ("≥10个", "9个"), ("≥5个", "5个"), 'aggregate = "sum"').form.indicators[0].actual == "14个"
    assert pair("覆盖率", ("≥10个", "9个"), ("≥5个", "5个"), 'aggregate = "mean"').form.indicators[0].actual == "6个"


@pytest.mark.parametrize(
    ("cells", "actual"),
    [
        (("≥90", "95"), "91.25%"),  # a bare number above 1 is a percentage beside percentages
        (("≥90", "0"), "67.5%"),
        (("≥90", "1"), ""),  # 1 % or 100 %
        (("≥90", "0.95"), ""),
        (("≥1", "95"), ""),
        (("≥0.9", "2"), ""),
        (("≥90", "0.5~2"), ""),
        (("≥90", "1.01"), "67.7525%"),
    ],
)
def test_one_percent_or_a_hundred(cells, actual):
    """A bare number of 1 or less beside percentages is refused, whether target or completion, whichever comes first."""
    for forms in ((cells, ("≥90%", "90%")), (("≥90%", "90%"), cells)):
        weighing = (100, 300) if forms[0] == cells else (300, 100)
        result = pair("普及情况", *forms, funds=weighing)
        assert [problem.code for problem in result.problems] == ([] if actual else ["C901"])
        assert result.form.indicators[0].actual == actual


def test_the_parents_step_table_counts():
    """Thresholds that the parent sets are for the whole: they score the sum, whatever the children's own are."""
    table = 'steps = [{at = "≥20人", points = 10}, {at = "≥15人", points = 6}]'
    parent = form(line("培训人数", "≥20人", "", f"weight = 10\n{table}"))
    for own in ("", 'steps = [{at = "≥9人", points = 5}]'):
        children = [
            form(line("培训人数", "≥10人", f"{done}人", own), unit=unit) for done, unit in ((9, "东"), (8, "西"))
        ]
        result = consolidate(children, parent)
        assert (result.problems, result.form.indicators[0].actual) == ((), "17人")
        assert result.form.indicators[0].steps == parent.indicators[0].steps
        assert score(result.form).lines[-1].exact.value == 6
        alone = consolidate(children)
        assert [problem.code for problem in alone.problems] == (["C901"] if own else [])


def test_a_parent_without_steps_has_none_and_one_with_steps_alone_keeps_them():
    """The children's table stands only where the parent says nothing: neither a target of its own nor steps."""
    shared, other = ('steps = [{at = "≥9%", points = 5}]', 'steps = [{at = "≥8%", points = 5}]')
    for tables in ((shared, shared), (shared, other)):
        children = [
            form(line("合格率", "≥10%", f"{done}%", f"weight = 10\n{table}"), unit=unit)
            for done, unit, table in zip((9, 8), "东西", tables, strict=True)
        ]
        target = consolidate(children, form(line("合格率", "≥10%", "", "weight = 10")))
        assert (target.problems, target.form.indicators[0].steps) == ((), ())
        own = form('[[indicator]]\nname = "合格率"\nweight = 10\nsteps = [{at = "≥7%", points = 4}]\n')
        kept = consolidate(children, own)
        assert (kept.problems, [step.at for step in kept.form.indicators[0].steps]) == ((), ["≥7%"])
        alone = consolidate(children)
        assert [problem.code for problem in alone.problems] == ([] if tables[0] == tables[1] else ["C901"])


def test_copies_count_once():
    """One form in two files, in whatever order they come; and the parent's own among the children."""
    text = 'rulebook = "hongshan-2023"\n[form]\nkind = "project"\nunit = "{}"\n' + line("培训人数", "≥9人", "{}人")
    east, again, west, parent = (
        loads(text.format(unit, done), f"{file}.toml")
        for unit, done, file in (("东区", 5, "a"), ("东区", 5, "b"), ("西区", 7, "c"), ("全市", 1, "d"))
    )
    assert east == again
    for forms in ([east, again, west], [west, again, east], [again, again, west, east]):
        result = consolidate(forms)
        assert (result.problems, result.form.indicators[0].actual) == ((), "12人")
        assert {remark.place.file for remark in result.remarks} - {"a.toml"} == {"b.toml"}
    assert consolidate([east, again]).form == consolidate([east]).form
    under = consolidate([east, west, parent], parent)
    assert (under.form.indicators[0].actual, [each.place.file for each in under.remarks]) == ("12人", ["d.toml"])
    like = loads(text.format("东区", 6), "b.toml")
    assert consolidate([east, like]).form.indicators[0].actual == "11人"


def test_a_reverse_line_with_a_missing_part_can_still_be_scored():
    """≥3 known accidents against ≤10 is no copied sign: an interval, and not full."""
    result = pair("事故", ("≤5起", "3起"), ("≤5起", ""))
    made = loads(write_form(result.form)).indicators[0]
    assert made.exact == (F(3), None)
    assert measure(made).actual == Bounds(F(3), None)


def test_the_parents_form_gives_targets_weights_and_goals():
    parent = loads(
        'rulebook = "hongshan-2023"\n[form]\nkind = "department"\n[budget]\nweight = 20\n'
        '[[group]]\nname = "目标"\nweight = 80\n'
        '[[group.indicator]]\nname = "培训人数"\ntarget = "≥2000人"\nweight = 60\n'
        '[[group.indicator]]\nname = "无人填报"\ntarget = "≥1次"\nweight = 20\n'
    )
    children = [form(line("培训人数", "≥9人", each) + line("另一个", "≥1次", "1次")) for each in ("700人", "800人")]
    result = consolidate(children, parent)
    first, second = result.form.groups[0].lines
    assert (first.target, first.actual, first.weight.text, second.actual) == ("≥2000人", "1500人", "60", "")
    assert len(result.remarks) == 2
    card = score(result.form)
    assert [each.exact.value for each in card.lines] == [F(20 * 2, 200), F(45), None]


def test_an_amount_that_one_child_lacks_is_missing_in_the_sum():
    result = consolidate([form(line("a", "≥1次", "1次")), form(line("a", "≥1次", "1次"), None)])
    assert (result.form.budget.line.target, result.form.budget.line.actual) == ("", "")


def test_what_weighs_nothing_says_nothing():
    result = pair("满意度", ("≥90%", "95%"), ("≥90%", ""), funds=(100, 0))
    assert (result.form.indicators[0].actual, result.form.indicators[0].exact) == ("95%", None)


@pytest.mark.parametrize(("basis", "actual"), [("adjusted", "85%"), ("initial", "90%")])
def test_the_rulebook_says_which_budget_weighs(basis, actual):
    book = evolve(rulebook("hongshan-2023"), weights=basis)
    forms = [form(line("满意度", "≥90%", "100%"), 100), form(line("满意度", "≥90%", "80%"), 300)]
    initial = [evolve(each, budget=evolve(each.budget, initial="50")) for each in forms]
    assert consolidate(initial, rules=book).form.indicators[0].actual == actual


def test_years_and_doubled_names_are_refused():
    assert consolidate([form(line("a", "≥1次", "1次")), form(line("a", "≥1次", "1次"), year=2022)]).form is None
    doubled = form(line("a", "≥1次", "1次") * 2)
    assert [each.code for each in consolidate([doubled, form(line("b", "≥1次", "1次"))]).problems] == ["C901"]


def test_weights_are_kept_only_where_all_agree():
    same = [form(line("a", "≥1次", "1次", "weight = 5"), unit=unit) for unit in ("东区", "西区")]
    assert consolidate(same).form.indicators[0].weight.text == "5"
    other = form(line("a", "≥1次", "1次", "weight = 6"))
    assert consolidate([same[0], other]).form.indicators[0].weight is None


@pytest.mark.parametrize("exact", ['"abc"', '["1"]', '["2", "1"]', '"1/0"', '"2/3"', "true"])
def test_exact_values_that_make_no_sense_are_told(exact):
    with pytest.raises(InputError):
        loads(f'[form]\nkind = "project"\n[[indicator]]\ntarget = "≥1%"\nactual = "33.3333%"\nexact = {exact}\n')


def test_a_consolidated_form_was_filed_by_nobody() -> None:
    """Empty scores are found on forms that somebody filed, and not on what was computed from them."""
    more = "weight = 40\nfiled = 40\n"
    children = [
        form(line("培训人数", "≥100人", f"{done}人", more) + line("合格率", "≥90%", "95%", more), funds, unit=unit)
        for done, funds, unit in ((80, 100, "东区"), (90, 300, "西区"))
    ]
    made = loads(write_form(consolidate(children).form))

    def codes(own: Form) -> list[str]:
        return [each.code for each in audit(score(own)) if each.code in ("F001", "F002", "S308")]

    goal, fields = ["F001"], ["F001", "F001"]  # neither child has a goal; department and unit are empty
    assert made.computed
    assert not any(child.computed for child in children)
    assert score(made).rule.value == F(74)  # the row of funds has no points
    assert codes(made) == goal
    first, second = made.indicators
    filed = Number("30", F(30))
    one = evolve(made, indicators=(evolve(first, filed=filed), second))
    assert codes(one) == [*goal, *fields, "S308"]
    bare = evolve(made, indicators=tuple(evolve(each, funds="") for each in made.indicators))
    assert sorted(codes(bare)) == sorted([*goal, *fields, "F002"])
