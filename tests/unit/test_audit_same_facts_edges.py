"""Edges of one indicator in two forms: which facts are the same, which cannot both be true, where to look."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Form, Line
from indicators.measure import Bounds, Numeric
from scoring import score
from scoring.audit.readings import (
    Entry,
    alike,
    by_name,
    completion,
    contradict,
    differing,
    meet,
    same_dimension,
    same_facts,
)


def entry(target: str = "≥10场", actual: str = "10场", year: int = 2023, **cells: object) -> Entry:
    line = Line("i1", "indicator", "场次", target, actual, **{"weight": 60, **cells})  # type: ignore[arg-type]
    card = score(Form("project", "甲", department="乙局", year=year, indicators=(line,)), "hongshan-2023")
    return Entry(card, card.lines[0])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("≥10场", "12场"), ("≥10场", "12场"), True),
        (("≥10场", "12场"), ("≥10场", "13场"), False),
        (("≥10场", "12场"), ("≥11场", "12场"), False),
        (("≥10场", "12场"), ("≤10场", "12场"), False),
        (("≥10场", "12场"), (">10场", "12场"), False),
        (("≥10场", "12场"), ("≥10场", ""), False),
        (("≥10场", "12场"), ("", "12场"), False),
        (("", "12场"), ("", "12场"), True),
        (("", "≤12场"), ("", "12场"), False),
        (("", "1.2万元"), ("", "12000元"), True),
        (("≥0.5万元", "95%"), ("≥5000元", "95%"), True),
        (("≥0.5万元", "95%"), ("≥5001元", "95%"), False),
        (("有 效。", "良好"), ("有效", "良好"), True),
        (("≥10场", ""), ("≥10场", ""), True),
        (("≥1万元", "2万元"), ("≥10000元", "20000元"), True),
        (("≥1万元", "2万元"), ("≥1元", "2元"), False),
        (("≥10场", "12场"), ("≥10场", "12"), True),  # a unit on one side only is taken for both
        (("≥10场", "12场"), ("≥10人", "12人"), False),
        (("≥10场", "11-13场"), ("≥10场", "12场"), False),  # within it, and not the same
        (("2023年9月底前", "2023年8月"), ("9月底前", "8月"), True),
        (("2023年9月底前", "2023年8月"), ("2023年9月底前", "2023年7月"), False),
        (("有效", "良好"), ("有效", "良好"), True),
        (("有效", "良好"), ("有效", "较好"), False),
        (("有效", "良好"), ("≥1场", "1场"), False),
        (("≥10场", "12件"), ("≥10场", "12件"), True),  # refused alike
        (("≥10场", "12件"), ("≥10场", "12场"), False),
    ],
)
def test_two_lines_with_the_same_facts(one, other, same) -> None:
    assert same_facts(entry(*one), entry(*other)) is same
    assert same_facts(entry(*other), entry(*one)) is same
    together = alike([entry(*one), entry(*other)])
    assert [len(group) for group in together] == ([2] if same else [1, 1])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"level": "met"}, {"level": "met"}, True),
        ({"level": "met"}, {"level": "part"}, False),
        ({"level": "part", "rate": "0.5"}, {"level": "part", "rate": "0.5"}, True),
        ({"level": "part", "rate": "0.5"}, {"level": "part", "rate": "0.6"}, False),
        ({"level": "met"}, {}, False),
        ({}, {"kind": "positive"}, False),  # refused
    ],
)
def test_levels_and_shares_within_them_are_facts(one, other, same) -> None:
    words = [entry("有效", "按计划开展", **each) for each in (one, other)]
    assert same_facts(*words) is same
    assert len(alike(words)) == (1 if same else 2)


def test_a_completion_that_a_person_must_judge_is_not_as_one_that_is_plain() -> None:
    plain = entry()
    doubtful = Entry(plain.card, evolve(plain.line, measure=evolve(plain.line.measure, doubt="x")))
    assert [same_facts(*pair) for pair in ((plain, plain), (doubtful, doubtful))] == [True, True]
    assert [same_facts(*pair) for pair in ((plain, doubtful), (doubtful, plain))] == [False, False]


def test_lines_are_alike_if_they_are_as_the_first_of_them() -> None:
    """A number without a unit may be as two that are not as each other."""
    entries = [entry("≥1场", "1场"), entry("≥1", "1"), entry("≥1人", "1人")]
    assert [[entries.index(each) for each in group] for group in alike(entries)] == [[0, 1], [2]]


def test_lines_alike_stand_together_in_order() -> None:
    cells = [("≥1场", "1场"), ("≥1场", "2场"), ("≥1场", "1场"), ("有效", "良好"), ("≥1场", "2"), ("有效", "良好")]
    entries = [entry(*each) for each in cells]
    assert [[entries.index(each) for each in group] for group in alike(entries)] == [[0, 2], [1, 4], [3, 5]]


@pytest.mark.parametrize(
    ("one", "other", "side", "clash"),
    [
        (("≥10场", "12场"), ("≥10人", "13人"), "actual", False),  # nothing to compare
        (("≥10场", "12场"), ("≥10人", "12人"), "target", True),
        (("≥10场", "12场"), ("≤10场", "12场"), "target", True),
        (("≥10场", "12场"), (">10场", "12场"), "target", True),
        (("≥1万元", "2万元"), ("≥10000元", "30000元"), "target", False),
        (("≥1万元", "2万元"), ("≥10000元", "30000元"), "actual", True),
        (("≥1万元", "2万元"), ("≥10000元", "20000元"), "actual", False),
        (("≥10场", "≥12场"), ("≥10场", "≤12场"), "actual", False),  # both may be 12
        (("≥10场", "≥12场"), ("≥10场", "≤11场"), "actual", True),
        (("≥10场", "10-12场"), ("≥10场", "12-14场"), "actual", False),
        (("≥10场", "10-12场"), ("≥10场", "13-14场"), "actual", True),
        (("≥10场", "12件"), ("≥10场", "13场"), "actual", False),  # of other things: T404 says it
        (("", "12场"), ("≥10场", "12场"), "actual", False),  # refused for its target
        (("", "12场"), ("≥10场", "13场"), "actual", True),
        (("", "10-12场"), ("≥10场", "12场"), "actual", False),
        (("", "10-12场"), ("≥10场", "13场"), "actual", True),
        (("", "≤12场"), ("≥10场", "12场"), "actual", False),
        (("", "1.2万元"), ("≥1元", "12000元"), "actual", False),
        (("", "1.2万元"), ("≥1元", "12001元"), "actual", True),
        (("", "1.2万元"), ("≥1元", "1.2元"), "actual", True),
        (("", "1.2万元"), ("≥1", "1.2"), "actual", False),  # as written where one has no unit
        (("", "1.2"), ("≥1元", "1.2万元"), "actual", False),
        (("", "1.2"), ("≥1元", "1.3万元"), "actual", True),
        (("", "1.2万"), ("≥1", "12000"), "actual", False),
        (("", "1.2万"), ("≥1人", "12000人"), "actual", False),
        (("", "1.2万"), ("≥1人", "13000人"), "actual", True),
        (("", "12场"), ("", "13场"), "actual", True),
        (("", "≤12场"), ("", "12场"), "actual", False),
        (("", "1.2万元"), ("", "12000元"), "actual", False),
        (("≥1万元", "5件"), ("≥10000元", "5件"), "target", False),
        (("≥1万元", "5件"), ("≥10001元", "5件"), "target", True),
        (("9月底前", "8月"), ("9月底前", "已完成"), "target", False),
        (("9月底前", "8月"), ("9月底前", "5件"), "target", False),  # refused
        (("9月底前", "8月"), ("9月底前", "已完成"), "actual", True),
        (("≥10场", "12件"), ("≥10场", "12场"), "target", False),
        (("≥10场", "12件"), ("≥11场", "12场"), "target", True),
        (("≥10场", "12件"), ("≤10场", "12场"), "target", True),
        (("≥10场", "12件"), ("≥10场", "12件"), "actual", False),
        (("有效", "良好"), ("≥10场", "12场"), "actual", True),
    ],
)
def test_sides_of_two_lines_that_cannot_both_be_true(one, other, side, clash) -> None:
    assert contradict(entry(*one), entry(*other), side) is clash
    assert contradict(entry(*other), entry(*one), side) is clash


def test_a_date_is_of_the_year_of_its_form() -> None:
    late = entry("9月底前", "8月", year=2022)
    for side in ("target", "actual"):
        assert contradict(entry("9月底前", "8月"), late, side)
        assert not contradict(entry("2022年9月底前", "2022年8月"), late, side)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((1, 2), (2, 3), True),
        ((1, 2), (3, 4), False),
        ((3, 4), (1, 2), False),
        ((None, 2), (3, None), False),
        ((None, 2), (1, None), True),
        ((None, None), (1, 1), True),
        ((None, 1), (None, 2), True),
        ((1, None), (2, None), True),
        ((1, 5), (2, 3), True),
    ],
)
def test_sets_of_values_that_meet(one, other, shared) -> None:
    first, second = (Bounds(*(None if end is None else F(end) for end in each)) for each in (one, other))
    assert meet(first, second) is meet(second, first) is shared


def numeric(of: Entry) -> Numeric:
    assert isinstance(of.line.measure, Numeric)
    return of.line.measure


@pytest.mark.parametrize(
    ("one", "other", "ends", "convert"),
    [
        (("≥1万元", "2万元"), ("≥1元", "3元"), (20000, 20000), True),
        (("≥1万元", "2万元"), ("≥1", "3"), (2, 2), True),  # as written where one has no unit
        (("≥1", "3"), ("≥1万元", "2万元"), (3, 3), True),
        (("≥1万元", "2-3万元"), ("≥1元", "3元"), (20000, 30000), True),
        (("≥1万元", "≥2万元"), ("≥1元", "3元"), (20000, None), True),
        (("≥1万元", ""), ("≥1元", "3元"), (None, None), True),
        (("≥1场", "2场"), ("≥1人", "2人"), (2, 2), False),
    ],
)
def test_completions_in_one_unit(one, other, ends, convert) -> None:
    first, second = numeric(entry(*one)), numeric(entry(*other))
    found = completion(first, second)
    assert (found.low, found.high) == ends
    assert same_dimension(first, second) is same_dimension(second, first) is convert


def form(*names: str, kind: str = "project", unread: tuple[str, ...] = (), **cells: object) -> Form:
    lines = tuple(
        Line(f"i{at}", "indicator", name, "≥1场", "1场", weight=10, **cells)  # type: ignore[arg-type]
        for at, name in enumerate(names)
    )
    return Form(kind, "甲", year=2023, indicators=lines, unread=unread)


@pytest.mark.parametrize(
    ("forms", "names"),
    [
        ([form("培训", "检查"), form("检查", "宣传")], {"检查": 2}),
        ([form("培训", "培训"), form("宣传")], {}),  # twice in one form is no comparison
        ([form("培训", "培训"), form("培训")], {"培训": 3}),
        ([form("培 训"), form("培训")], {"培训": 2}),
        ([form(""), form("")], {}),
        ([form("培训"), form("培训", unread=("第2页",))], {"培训": 2}),
        ([form("培训", kind="department"), form("培训", unread=("第2页",))], {}),  # what it adds to is not known
        ([form("培训", kind="department"), form("培训")], {"培训": 2}),
        ([form("培训", kind="department"), form("培训"), form("培训", unread=("actual",))], {}),
        ([form("培训"), form("培训"), evolve(form("培训"), indicators=())], {"培训": 2}),
    ],
)
def test_the_lines_of_several_forms_by_name(forms, names) -> None:
    found = by_name([score(each, "hongshan-2023") for each in forms])
    assert {name: len(entries) for name, entries in found.items()} == names


@pytest.mark.parametrize(
    ("kind", "key", "other", "names"),
    [
        ("project", "actual", "培训", {"培训": 2}),  # the unread one is left out alone
        ("department", "actual", "培训", {}),
        ("department", "actual", "检查", {"培训": 2}),
        ("department", "name", "检查", {}),  # it may be any
        ("project", "name", "检查", {"培训": 2}),
        ("department", "reason", "检查", {"培训": 2}),
    ],
)
def test_lines_that_a_person_must_read_first_are_left_out(kind, key, other, names) -> None:
    forms = [form("培训", kind=kind), form("培训"), form(other, unread=())]
    forms[2] = evolve(forms[2], indicators=tuple(evolve(each, unread=(key,)) for each in forms[2].indicators))
    found = by_name([score(each, "hongshan-2023") for each in forms])
    assert {name: len(entries) for name, entries in found.items()} == names


def test_a_budget_line_and_a_row_of_detail_are_no_indicators_of_a_name() -> None:
    goal = Line("goal", "goal", "培训", "≥1场", "1场", weight=10)
    cards = [score(evolve(form("培训"), goal=goal), "hongshan-2023"), score(form("培训"), "hongshan-2023")]
    assert [len(each) for each in by_name(cards).values()] == [2]


def places_of(entries: list[Entry], side: str) -> list[int]:
    return [entries.index(each) for each in differing(entries, side)]


@pytest.mark.parametrize(
    ("cells", "side", "kept"),
    [
        ([("≥1场", "1场")] * 4, "target", [0, 1]),  # two of two forms are enough
        ([("≥1场", "1场"), ("≥2场", "1场"), ("≥1场", "1场"), ("≥1场", "1场")], "target", [0, 2, 1]),
        ([("≥1场", "1场"), ("≥1场", "2场"), ("≥1场", "3场"), ("≥1场", "4场")], "actual", [0, 1, 2, 3]),
        ([("≥1场", "1场"), ("≥1场", "2场"), ("≥1场", "3场"), ("≥1场", "4场"), ("≥1场", "5场")], "actual", [0, 1, 3, 4]),
        ([("≥1场", "1场"), ("≥1人", "2人"), ("≥1场", "3场")], "actual", [0, 1, 2]),
        ([("有效", "一"), ("有效", "二"), ("有效", "三")], "actual", [0, 1, 2]),
        ([("≥1场", "")] * 3, "actual", []),
        ([("≥1场", "1场"), ("≥1场", ""), ("≥1场", "2场")], "actual", [0, 2]),
    ],
)
def test_of_many_lines_few_are_enough(cells, side, kept) -> None:
    assert places_of([entry(*each) for each in cells], side) == kept


def test_of_each_end_two_forms_are_kept() -> None:
    """A form does not contradict itself, so that its lines alone are not enough."""
    lines = [entry("≥1场", actual) for actual in ("1场", "2场", "3场", "4场", "5场")]
    twice = [Entry(lines[0].card, evolve(lines[0].line, line=evolve(lines[0].line.line, actual=each.line.line.actual),
             measure=each.line.measure)) for each in lines[:2]]  # fmt: skip
    entries = [*twice, *lines[2:]]
    assert places_of(entries, "actual") == [0, 2, 3, 4]


def test_levels_that_are_declared_are_compared_and_not_their_words() -> None:
    entries = [entry("有效", f"情况{at}", level="met") for at in range(4)]
    assert places_of(entries, "actual") == [0, 1]
    assert places_of([entry("有效", f"情况{at}") for at in range(4)], "actual") == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("project", "title", "label"), [("甲", "", "甲"), ("", "自评表", "自评表"), ("甲", "自评表", "甲")]
)
def test_the_form_that_people_know_a_line_by(project: str, title: str, label: str) -> None:
    own = entry()
    card = evolve(own.card, form=evolve(own.card.form, project=project, title=title))
    assert Entry(card, own.line).label == label
