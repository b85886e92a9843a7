"""Checks across forms, condition by condition: who is compared with whom, on which line, and what is said."""

from __future__ import annotations

import pytest
from across import form, found, line
from attrs import evolve

from indicators import Form, Line, Number
from indicators.place import Place
from scoring import score
from scoring.audit.readings import Entry, alike, by_name, contradict, differing, same_facts
from scoring.scorecard import Scorecard


def told(code: str, *forms: Form) -> list[tuple[str, str | None]]:
    """The file and the line of each finding."""
    return [(each.place.file, each.line) for each in found(code, *forms)]


# ---- S307


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ((form(line(filed=10)), form(line(filed=9), project="乙")), [("甲.toml", "i1")]),
        ((form(line(filed=10)), form(line(filed=10), project="乙")), []),
        ((form(line(filed=10)), form(line(filed=18, weight=Number.of(20)), project="乙")), [("甲.toml", "i1")]),
        ((form(line(filed=10)), form(line(filed=20, weight=Number.of(20)), project="乙")), []),
        ((form(line(filed=10)), form(line(filed=None), project="乙")), []),
        ((form(line(filed=10)), form(line(filed=0, weight=Number.of(0)), project="乙")), []),
        # two lines of one form alone are none of it, whatever another form has
        ((form(line(filed=10), line(filed=9)), form(line(actual="8场", filed=8), project="乙")), []),
        ((form(line(filed=10)), form(line(actual="10 场", filed=9), project="乙")), [("甲.toml", "i1")]),
        ((form(line("≥9场", filed=10)), form(line(filed=9), project="乙")), []),  # other targets, other facts
        ((form(line(actual="≥11场", filed=10)), form(line(actual="≥12场", filed=9), project="乙")), []),
        # nor where its unit has no other form
        ((form(line(filed=10), line(filed=9)), form(line(filed=10), project="乙", department="乙局")), []),
    ],
)
def test_the_same_facts_have_the_same_share(forms, expected) -> None:
    assert told("S307", *forms) == expected


def test_shares_are_told_form_by_form_and_the_first_spelling_of_the_target() -> None:
    targets = ("≥10场", "≥１０场", "不少于10场")
    forms = [form(line(target, filed=at + 5), project=str(at)) for at, target in enumerate(targets)]
    (hit,) = found("S307", *forms)
    values = dict(hit.message.values)
    assert values == {"target": "≥10场", "shares": ("0 5/10", "1 6/10", "2 7/10")}


def test_a_department_stands_beside_its_projects_once() -> None:
    over = form(line(filed=9), kind="department", project="", title="部门")
    (hit,) = found("S307", form(line(filed=10)), over)
    assert len(dict(hit.message.values)["shares"]) == 2
    (hit,) = found("S307", form(line(filed=10)), form(line(filed=8), project="乙"), over)
    assert len(dict(hit.message.values)["shares"]) == 3


@pytest.mark.parametrize(("number", "last"), [(12, "11 9/10"), (13, "… (13)")])
def test_a_dozen_forms_are_named(number: int, last: str) -> None:
    forms = [form(line(filed=9 if at else 10), project=str(at)) for at in range(number)]
    (hit,) = found("S307", *forms)
    shares = dict(hit.message.values)["shares"]
    assert (len(shares), shares[0], shares[11], shares[-1]) == (number, "0 10/10", "11 9/10", last)


# ---- X802


def test_every_name_and_every_form_is_looked_at() -> None:
    """A department that is held against its projects' sum hides no other name."""
    summed = line("≥1场", "70场", name="场次")
    rows = (("甲", "30场", "8场"), ("乙", "40场", "9场"))
    own = [form(line("≥1场", sums, name="场次"), line(actual=done), project=name) for name, sums, done in rows]
    whole = form(summed, kind="department", project="")
    hits = found("X802", whole, *own)
    assert [(each.place.file, each.line, dict(each.message.values)["values"]) for each in hits] == [
        ("乙.toml", "i2", ("甲 8场", "乙 9场"))
    ]


@pytest.mark.parametrize("odd", [0, 1, 2, 3])
@pytest.mark.parametrize("side", ["target", "actual"])
def test_one_of_several_that_differs_is_found_wherever_it_stands(odd: int, side: str) -> None:
    cells = [{side: "12场" if at == odd else "11场"} for at in range(4)]
    forms = [form(line(**each), project=str(at)) for at, each in enumerate(cells)]
    (hit,) = found("X802", *forms)
    assert (hit.place.file, hit.filed) == ("3.toml", "12场" if odd == 3 else "11场")


@pytest.mark.parametrize("odd", [0, 1, 2, 3])
def test_words_that_differ_are_found_though_their_levels_agree(odd: int) -> None:
    """On the side of the target; two completions of one level say the same."""
    wanted = ["制度健全" if at == odd else "有效保障" for at in range(4)]
    forms = [form(line(each, "达成", level="met"), project=str(at)) for at, each in enumerate(wanted)]
    assert len(found("X802", *forms)) == 1
    forms = [form(line("有效保障", f"情况{at == odd}", level="met"), project=str(at)) for at in range(4)]
    assert found("X802", *forms) == []


@pytest.mark.parametrize(
    ("cells", "clash"),
    [
        ((("≥8", "5"), ("≥8", "6")), True),  # without units
        ((("≥8", "5"), ("≥8次", "6次")), True),  # with one unit
        ((("≥8", "5"), ("≥8次", "5次")), False),
        ((("≥8万人", "5万人"), ("≥80000人", "50000人")), False),
        ((("≥8万人", "5万人"), ("≥80000人", "50001人")), True),
        ((("≥8次", "≥5次"), ("≥8次", "≤4次")), True),
        ((("≥8次", "5次"), ("≥8个", "5个")), False),  # another unit is another target
        ((("8次", "5次"), ("有效", "5次")), False),
        ((("8次", "5次"), ("有效", "6次")), True),  # amounts of a line whose other cell is refused
        ((("8万人", "5万人"), ("有效", "50000人")), False),
        ((("8次", "5次以上"), ("有效", "5次")), False),  # a value within the other's interval
        ((("8次", "5次以上"), ("有效", "4次")), True),
    ],
)
def test_completions_that_cannot_both_be_true(cells, clash: bool) -> None:
    one, other = (entry(*each) for each in cells)
    assert contradict(one, other, "actual") is clash
    assert contradict(other, one, "actual") is clash


def card(*lines: Line, **more: object) -> Scorecard:
    return score(form(*lines, **more))  # type: ignore[arg-type]


def entry(target: str, actual: str, **keys: object) -> Entry:
    own = card(line(target, actual, **keys))
    return Entry(own, own.lines[0])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("≥8次", "5次"), ("≥8次", "5次"), True),
        (("≥8次", "5次"), ("≥8次", "≥4次"), False),  # may both be true, and are not the same
        (("≥8次", "5次"), ("≥8次", "6次"), False),
        (("≥8次", "5次"), ("≥9次", "5次"), False),
        (("≥8次", "5次"), ("≥8", "5"), True),
        (("≥8次", "5次"), ("≥8次", ""), False),
        (("≥8次", ""), ("≥8次", ""), True),
        (("≥8次", "5次"), ("≥8个", "5个"), False),
        (("≥1万元", "2万元"), ("≥10000元", "20000元"), True),
        (("有效", "良好"), ("有效", "良好"), True),
        (("有效", "良好"), ("有效", "较好"), False),
        (("10月底前", "9月"), ("10月底前", "9月"), True),
        (("10月底前", "9月"), ("10月底前", "8月"), False),
        (("2小时", "2小时"), ("≥2小时", "2小时"), False),
    ],
)
def test_the_same_facts(one, other, same: bool) -> None:
    first, second = entry(*one, name="办理时间"), entry(*other, name="办理时间")
    assert same_facts(first, second) is same
    assert same_facts(second, first) is same


def test_a_rate_within_a_level_is_a_fact() -> None:
    low, high = (entry("有效", "良好", level="met", rate=Number.of(each)) for each in ("0.8", "0.9"))
    assert not same_facts(low, high)
    assert same_facts(low, low)


def test_alike_are_put_together_in_their_order() -> None:
    cells = (("≥8次", "5次"), ("≥8次", "6次"), ("≥8次", "5次"), ("≥8次", "7次"), ("≥8次", "6次"), ("≥8次", "7 次"))
    entries = [entry(*each) for each in cells]
    assert [[entries.index(each) for each in group] for group in alike(entries)] == [[0, 2], [1, 4], [3, 5]]
    amounts = [entry(*each) for each in (("≥1万元", "2万元"), ("≥10000元", "20000元"), ("≥10000元", "30000元"))]
    assert [[amounts.index(each) for each in group] for group in alike(amounts)] == [[0, 1], [2]]


def test_of_those_that_read_alike_two_forms_are_enough() -> None:
    entries = [entry("≥8次", actual) for actual in ("5次", "5次", "5次", "7次", "6次", "9次", "6次")]
    assert [each.line.line.actual for each in differing(entries, "target")] == ["5次", "5次"]
    kept = [each.line.line.actual for each in differing(entries, "actual")]
    assert kept[0] == "5次" and kept[-1] != "6次" and "9次" in kept


def department(actual: str = "70场", **keys: object) -> Form:
    return form(line("≥70场", actual, **keys), kind="department", project="")


@pytest.mark.parametrize(
    ("forms", "names"),
    [
        ((form(line()), form(line(), project="乙")), ["培训"]),
        ((form(line(), line()),), []),
        ((form(line()), form(line(name="其他"), project="乙")), []),
        ((form(line()), form(line(), project="乙"), department()), ["培训"]),
        ((form(line()), form(line(), project="乙", unread=("第2页",)), department()), []),
        ((form(line()), form(line(), project="乙", unread=("第2页",))), ["培训"]),
        ((form(line()), form(line(), line(name="?", unread=("name",)), project="乙"), department()), []),
        ((form(line()), form(line(), line(name="其他", unread=("actual",)), project="乙"), department()), ["培训"]),
        ((form(line()), form(line(unread=("actual",)), project="乙"), department()), []),
        ((form(line()), form(line(), line(unread=("actual",)), project="乙")), ["培训"]),
        ((form(line(name="")), form(line(name=""), project="乙")), []),
    ],
)
def test_lines_of_one_name(forms, names) -> None:
    """Where one of a name is not read a department's sum is not known; the projects are compared all the same."""
    assert list(by_name([score(each) for each in forms])) == names


# ---- X804, X805, X806


def test_a_project_stands_once() -> None:
    one, again = form(line()), form(line(filed=5), place=Place("again.toml"))
    (hit,) = found("X804", one, again)
    assert hit.place.file == "again.toml" and str(dict(hit.message.values)["place"]) == "甲.toml"
    assert len(found("X804", one, again, evolve(again, place=Place("third.toml"), title="三"))) == 2
    assert found("X804", one, evolve(again, year=2022)) == []
    nameless = [evolve(each, project="") for each in (one, again)]
    assert found("X804", *nameless) == []
    over = [evolve(department(), project="甲", place=Place(f"{at}.toml")) for at in (1, 2)]
    assert found("X804", *over) == []
    assert len(found("X804", over[0], *nameless, one, again)) == 1  # what stands before hides nothing


@pytest.mark.parametrize(
    ("totals", "told"), [((100, 100, 100), 1), ((100, 100), 0), ((100, 100, 99), 0), ((100, 100, 100, 100), 1)]
)
def test_everybody_is_three_forms_or_more(totals, told) -> None:
    forms = [form(line(filed=total, weight=Number.of(100)), project=str(at)) for at, total in enumerate(totals)]
    hits = found("X805", *forms)
    assert [dict(each.message.values)["count"] for each in hits] == [len(totals)] * told
