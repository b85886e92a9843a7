"""The laws of consolidation: whatever the children are, the whole is what they make together."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators import loads
from indicators.form import Budget, Form, Line
from indicators.measure import Bounds, Levelled, Numeric, measure
from indicators.writing.toml import write_form
from scoring import score
from scoring.consolidate import consolidate
from scoring.consolidate.written import exact_decimal

AMOUNTS = st.integers(0, 99999).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
# 310.00% may be a damaged ≥ before 10.00% (T409)
SHARES = st.integers(0, 20000).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
FUNDS = st.integers(1, 9999999).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
NAMES = {"培训人数": ("≥", "人"), "群众满意度": ("≥", "%"), "安全事故": ("≤", "起"), "补贴人均标准": ("≤", "万元"),
         "道路里程": ("=", "公里"), "合格率": (">", "%")}  # fmt: skip
WORDS = ("有效保障", "达成预期指标", "部分达成", "未达成", "情况良好", "")


def actuals(sign: str, unit: str) -> st.SearchStrategy[str]:
    """A value, a bound that runs with the target, a range, or nothing."""
    same = {"≥": "≥", ">": ">", "≤": "≤", "=": "="}[sign]
    value = AMOUNTS.map(lambda text: text + unit)
    ranges = st.tuples(st.integers(0, 50), st.integers(51, 99)).map(lambda ends: f"{ends[0]}{unit}~{ends[1]}{unit}")
    return st.one_of(value, value, value.map(lambda text: same + text), ranges, st.just(""))


@st.composite
def children(draw, unit: str = "", complete: bool = False) -> Form:
    lines = []
    for name, (sign, counted) in NAMES.items():
        if complete or draw(st.integers(0, 3)):
            done = draw(AMOUNTS) + counted if complete else draw(actuals(sign, counted))
            wanted = draw(SHARES if counted == "%" else AMOUNTS)
            lines.append(Line("", "indicator", name, sign + wanted + counted, done, "产出指标"))
    level = draw(st.sampled_from((None, "met", "part", "unmet")))
    lines.append(
        Line("", "indicator", "保障基本生活", "有效保障", draw(st.sampled_from(WORDS)), "效益指标", level=level)
    )
    day = f"2023年{draw(st.integers(1, 12))}月"
    lines.append(Line("", "indicator", "完工时间", "2023年10月底前", draw(st.sampled_from((day, day, ""))), "产出指标"))
    budget = Budget(Line("budget", "budget", "预算执行情况", draw(FUNDS), draw(AMOUNTS), unit="万元"))
    numbered = tuple(evolve(line, id=f"i{at}") for at, line in enumerate(lines, 1))
    project = draw(st.sampled_from("甲乙丙丁"))
    return Form("project", project, "示例局", unit, budget=budget, indicators=numbered, rulebook="hongshan-2023")


def through_text(form: Form) -> Form:
    again = loads(write_form(form))
    assert again == form
    return again


def made(*forms: Form, parent: Form | None = None) -> Form:
    """The consolidated form, as it comes back from its file."""
    result = consolidate(forms, parent)
    assert result.problems == ()
    return through_text(result.form)


def values(form: Form) -> dict[str, object]:
    """What the lines of a form say, and the funds behind them."""
    found = {line.name: (measure(line, form.year), line.funds) for line in form.indicators}
    return {name: (evolve(read, notes=()), funds) for name, (read, funds) in found.items()}


def number(form: Form, name: str) -> Bounds | None:
    line = next(each for each in form.indicators if each.name == name)
    read = measure(line)
    assert isinstance(read, Numeric)
    return read.actual


def several(least: int, complete: bool = False) -> st.SearchStrategy[list[Form]]:
    """Forms of different units: forms that are alike in everything are copies of one."""
    every = st.tuples(*(children(unit, complete=complete) for unit in "东西南北"))
    return st.tuples(every, st.integers(least, 4)).map(lambda drawn: list(drawn[0][: drawn[1]]))


@given(several(1).flatmap(lambda forms: st.tuples(st.just(forms), st.permutations(forms))))
def test_order_of_children_does_not_matter(pair):
    forms, shuffled = pair
    assert consolidate(forms) == consolidate(shuffled)


@given(children("东"))
def test_one_child_is_itself(child):
    assert made(child) == child


@given(children("东"), children("西"), children("南"), st.data())
def test_two_steps_equal_one_step(one, two, three, data):
    """Exactly, through the text of a file in between, whichever two come first."""
    first, second, third = data.draw(st.permutations([one, two, three]))
    at_once, in_steps = made(one, two, three), made(made(first, second), third)
    assert values(in_steps) == values(at_once)
    budgets = [(form.budget.line.target, form.budget.line.actual) for form in (at_once, in_steps)]
    assert budgets[0] == budgets[1]


@given(children("东"), children("西"), children("南"), children("北"))
def test_a_hierarchy_equals_one_step(one, two, three, four):
    first, second = made(one, two), made(three, four)
    assume(first != second)  # they would be copies of one
    assert values(made(first, second)) == values(made(one, two, three, four))


@given(children("东"), children("西"), st.integers(1, 3))
def test_copies_change_nothing(one, two, times):
    once, more = consolidate([one, two]), consolidate([two, *[one] * times, two])
    assert (more.form, more.explanation, more.problems) == (once.form, once.explanation, once.problems)
    assert len(more.remarks) == len(once.remarks) + times


@given(children("东"), children("西"))
def test_what_is_made_of_one_form_is_worth_the_same_as_the_form(one, two):
    """A file in between changes no score: the exact values stand in it."""
    whole = consolidate([one, two]).form
    kept, again = score(whole), score(through_text(whole))
    assert [line.exact for line in kept.lines] == [line.exact for line in again.lines]


@given(children("东", complete=True), children("西", complete=True), st.data())
def test_an_unknown_completion_gives_an_interval_that_holds_every_one(one, two, data):
    at = data.draw(st.integers(0, len(NAMES) - 1))
    name, (_, unit) = list(NAMES.items())[at]
    if name in ("群众满意度", "合格率"):
        done = data.draw(st.integers(0, 100))
        two = with_line(two, at, actual=f"{done}{unit}")
    known = number(made(one, two), name)
    may = number(made(one, with_line(two, at, actual="")), name)
    assert may.low != may.high or may.low is None
    assert may.low is None or may.low <= known.low
    assert may.high is None or known.high <= may.high


def with_line(form: Form, at: int, **changes: object) -> Form:
    lines = list(form.indicators)
    lines[at] = evolve(lines[at], **changes)
    return evolve(form, indicators=tuple(lines))


def with_budget(form: Form, **changes: object) -> Form:
    return evolve(form, budget=evolve(form.budget, line=evolve(form.budget.line, **changes)))


@given(several(2, complete=True))
def test_sums_are_sums_and_means_lie_between(forms):
    whole = made(*forms)
    for at, name in enumerate(NAMES):
        each = [measure(form.indicators[at]).actual.low for form in forms]
        funds = [F(form.budget.line.target) for form in forms]
        got = number(whole, name).low
        if name in ("培训人数", "安全事故", "道路里程"):
            assert got == sum(each)
        else:
            assert got == sum(v * f for v, f in zip(each, funds, strict=True)) / sum(funds)
            assert min(each) <= got <= max(each)


@given(children("东", complete=True), children("西", complete=True))
def test_without_funds_a_mean_is_refused_and_a_sum_is_not(one, two):
    result = consolidate([with_budget(one, target="0"), with_budget(two, target="0")])
    assert {problem.code for problem in result.problems} == {"C902"}
    refused = {made.line.name for made in result.explanation if made.how == "refused"}
    assert refused == {"群众满意度", "补贴人均标准", "合格率", "保障基本生活"}
    assert all(line.actual == "" for line in result.form.indicators if line.name in refused)


@given(children("东", complete=True), children("西", complete=True), st.sampled_from(["个", "家", "%"]))
def test_mixed_units_are_refused_by_name(one, two, unit):
    mixed = with_line(two, 0, target=f"≥5{unit}", actual=f"6{unit}")
    result = consolidate([one, mixed])
    refused = [made for made in result.explanation if made.problem]
    assert [(made.line.name, made.line.actual, made.problem.code) for made in refused] == [("培训人数", "", "C901")]


@given(children("东", complete=True), children("西", complete=True))
def test_mixed_comparators_are_refused(one, two):
    mixed = with_line(two, 0, target="≤5人", actual="6人")
    assert [problem.code for problem in consolidate([one, mixed]).problems] == ["C901"]


@given(children("东", complete=True), children("西", complete=True))
def test_money_units_change_nothing(one, two):
    """The same child in 元: funds and standards alike."""
    at = list(NAMES).index("补贴人均标准")
    line, budget = two.indicators[at], two.budget
    cells = {
        key: f"{'≤' if key == 'target' else ''}{F(getattr(line, key).strip('≤万元')) * 10000}元"
        for key in ("target", "actual")
    }
    yuan = {key: str(F(getattr(budget.line, key)) * 10000) for key in ("target", "actual")}
    other = with_line(two, at, **cells)
    other = evolve(other, budget=Budget(evolve(budget.line, unit="元", **yuan), "元"))
    assert values(made(one, other)) == values(made(one, two))
    assert made(one, other).budget == made(one, two).budget


@given(children("东", complete=True), children("西", complete=True), st.integers(2, 1000))
def test_scaling_all_funds_changes_nothing(one, two, times):
    scaled = [with_budget(form, target=exact_decimal(F(form.budget.line.target) * times)) for form in (one, two)]
    before, after = values(made(one, two)), values(made(*scaled))
    assert {name: read for name, (read, _) in before.items()} == {name: read for name, (read, _) in after.items()}


@given(children("东", complete=True), children("西", complete=True), st.sampled_from("≥>"))
def test_bounds_stay_bounds(one, two, sign):
    """培训人数, ≥30人 and 40人 make ≥70人, whatever is known elsewhere; a strict bound stays strict."""
    bounded = with_line(one, 0, actual=sign + one.indicators[0].actual)
    known, bound = number(made(one, two), "培训人数"), number(made(bounded, two), "培训人数")
    assert bound == Bounds(known.low, None, strict_low=sign == ">")


@given(children("东"), children("西"), st.integers(1, 500))
def test_the_parents_own_target_wins(one, two, target):
    parent = Form(
        "department", rulebook="hongshan-2023", indicators=(Line("i1", "indicator", "培训人数", f"≥{target}人"),)
    )
    assume(any(line.name == "培训人数" for form in (one, two) for line in form.indicators))
    read = measure(made(one, two, parent=parent).indicators[0])
    assert (read.low, read.high) == (target, None)


@given(children("东", complete=True), children("西", complete=True), st.integers(0, 100), st.integers(0, 100))
def test_shares_of_the_points_are_averaged_by_funds(one, two, first, second):
    filed = []
    for form, points in ((one, first), (two, second)):
        line = {
            "name": "满意",
            "target": "好",
            "actual": "说明",
            "weight": loads_number(100),
            "filed": loads_number(points),
        }
        filed.append(evolve(form, indicators=(Line("i1", "indicator", **line),)))
    funds = [F(form.budget.line.target) for form in filed]
    mean = (first * funds[0] + second * funds[1]) / sum(funds) / 100
    whole = made(*filed)
    read = measure(whole.indicators[0])
    assert isinstance(read, Levelled)
    assert read.share == (mean, mean)
    assert read.level == ("met" if mean >= F(4, 5) else "part" if mean >= F(1, 2) else "unmet")


def loads_number(value: int):
    from indicators import Number

    return Number.of(value)


@pytest.mark.parametrize("size", [2, 5])
def test_thirds_stay_thirds(size):
    """What no decimal holds: 90 %, 80 % … by equal funds of three."""
    forms = [
        Form("project", str(at), rulebook="hongshan-2023",
             budget=Budget(Line("budget", "budget", "预算执行情况", "3", "1", unit="万元")),
             indicators=(Line("i1", "indicator", "合格率", "≥90%", f"{at}%"),))
        for at in range(size + 1)
    ]  # fmt: skip
    whole = made(*forms[:-1], with_budget(forms[-1], target="4"))
    expected = F(sum(3 * at for at in range(size)) + 4 * size, 3 * size + 4)
    assert number(whole, "合格率") == Bounds(expected, expected)
