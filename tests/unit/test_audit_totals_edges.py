"""Edges of grades, of points beside spending, and of full marks for a missed target where no rulebook settles it."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Line, Number
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.audit.totals import contradicts
from scoring.audit.unruled import missed_at_full
from scoring.choice import Choice
from scoring.rulebook import Rulebook

BOOK = rulebook("hongshan-2023")


def row(at: int = 1, filed: object = None, weight: object = 100, actual: str = "10场", **keys: object) -> Line:
    points = [None if each is None else Number.of(str(each)) for each in (weight, filed)]
    cells = {"target": "≥10场", **keys}
    return Line(f"i{at}", "indicator", "培训场次", actual=actual, weight=points[0], filed=points[1], **cells)  # type: ignore[arg-type]


def hits(code: str, of: Form, book: Rulebook = BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


@pytest.mark.parametrize(
    ("printed", "grade", "other"),
    [
        ("优", "优", False),
        ("优秀", "优", False),
        ("优等", "优", False),
        ("“优”级", "优", False),
        ("优 秀", "优", False),
        ("自评等级为优", "优", False),
        ("良好", "优", True),
        ("良好等级", "优", True),
        ("中等", "中", False),
        ("较差", "差", False),
        ("中等", "良", True),
        ("差", "良", True),
        ("合格", "优", False),
        ("√", "优", False),
        ("", "优", False),
        ("等级", "优", False),
        ("90", "良", False),
        ("评价档次良", "良", False),
        ("绩效等次是中", "中", False),
        ("级", "优", False),
    ],
)
def test_a_printed_grade_is_another_one_or_not(printed: str, grade: str, other: bool) -> None:
    assert contradicts(BOOK, printed, grade) is other


def test_a_grade_is_known_by_the_words_of_its_own_rulebook() -> None:
    book = evolve(BOOK, grades=(("优秀", F(90)), ("合格", F(60)), ("不合格", F(0))))
    told = {text: contradicts(book, text, "合格") for text in ("优", "优秀", "合格", "不合格", "良好")}
    assert told == {"优": True, "优秀": True, "合格": False, "不合格": True, "良好": False}


@pytest.mark.parametrize(
    ("filed", "printed", "told"),
    [
        ("90", "优", []),
        ("90", "中", [("error", "中")]),
        ("90", "", []),
        ("79.99", "良", [("error", "良")]),
        ("60", "中", []),
        (None, "差", []),
    ],
)
def test_a_grade_is_that_of_the_exact_total(filed, printed, told) -> None:
    form = Form("project", year=2023, indicators=(row(filed=filed),), printed_grade=printed)
    found = [each for each in hits("G701", form) if each.severity != "note"]
    assert [(each.severity, each.filed) for each in found] == told
    assert all((each.recomputed.low, each.recomputed.high) == (F(filed), F(filed)) for each in found)


@pytest.mark.parametrize(
    ("filed", "actual", "exact", "other"),
    [
        ("89.995", "10场", ["89.995"], "优"),
        ("89.994", "10场", [], ""),
        ("100", "8.9999场", ["89.999"], "优"),  # the recomputed total
        ("100", "8.9994场", [], ""),
        ("89.999", "8.9999场", ["89.999", "89.999"], "优"),
    ],
)
def test_rounding_that_would_lift_a_grade_is_a_note(filed: str, actual: str, exact: list[str], other: str) -> None:
    form = Form("project", year=2023, indicators=(row(filed=filed, actual=actual),))
    found = hits("G701", form)
    shown = [dict(each.message.values) for each in found]
    assert {each["other"] for each in shown} <= {other}
    assert {each.severity for each in found} <= {"note"}
    assert sorted(set(exact)) == sorted({each["exact"] for each in shown})


def test_lines_that_are_rounded_each_may_lift_the_grade_where_the_total_would_not() -> None:
    """Three lines of 29.999 ÷ 10 scored 3.00 each."""
    lines = tuple(row(at, None, "10", "8.9996场") for at in range(10))
    form = Form("project", year=2023, indicators=lines)
    found = [dict(each.message.values) for each in hits("G701", form)]
    assert [(each["exact"], each["grade"], each["other"]) for each in found] == [("89.996", "良", "优")] * 2
    four = tuple(row(at, None, "10", "8.994场") for at in range(10))
    assert hits("G701", evolve(form, indicators=four)) == []
    many = tuple(row(at, None, "1", "8.996场") for at in range(100))  # 0.90 each
    found = [dict(each.message.values) for each in hits("G701", evolve(form, indicators=many))]
    assert [(each["exact"], each["other"]) for each in found] == [("89.96", "优")]


@pytest.mark.parametrize(
    ("name", "actual", "beside", "told"),
    [
        ("重大安全事故", "1起", "一票否决", True),
        ("重大安全事故", "0起", "一票否决", False),
        ("获省级表彰", "1次", "加分项", False),
        ("重大安全事故", "1起", "产出指标", False),
    ],
)
def test_a_veto_that_came_to_pass_is_for_a_person(name: str, actual: str, beside: str, told: bool) -> None:
    veto = Line("i9", "indicator", name, "", actual, level1=beside)
    form = Form("project", year=2023, indicators=(row(filed=95), veto))
    found = [each for each in hits("G701", form) if each.line == "i9"]
    assert [(each.severity, each.filed, dict(each.message.values)["actual"]) for each in found] == (
        [("warning", actual, actual)] if told else []
    )


def spent(amount: object, *filed: object, weights: tuple[object, ...] = (30, 30), **keys: object) -> Form:
    lines = tuple(row(at, each, weight) for at, (each, weight) in enumerate(zip(filed, weights, strict=True), 1))
    budget = Budget(Line("budget", "budget", target="100", actual=str(amount), unit="万元"))
    return Form("project", year=2023, budget=budget, indicators=lines, **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (spent(90, 30, 30), True),
        (spent(95, 30, 30), False),
        (spent(90, 30, 24), False),
        (spent(90, 30, 25), False),
        (spent(90, 30, 27), True),  # (0.95 − 0.9) ÷ 0.95 is above 5 %
        (spent(90, 30, None), False),
        (spent(90, 30, 30, weights=(30, None)), False),
        (spent(50, 0, 0), True),  # half unspent
        (spent(80, 0, 0), False),
        (spent("", 30, 30), False),
        (spent(90, weights=()), False),
        (spent(90, 0, weights=(0,)), False),
        (evolve(spent(90, 30, 30), goal=Line("goal", "goal", "目标", "达成", "达成", weight=20)), True),  # no indicator
    ],
)  # fmt: skip
def test_points_beside_what_was_spent(form: Form, told: bool) -> None:
    found = hits("X801", form)
    assert [(each.line, each.severity, each.rule) for each in found] == [("budget", "note", BOOK.id)] * told


def test_what_is_told_of_points_and_spending() -> None:
    (one,) = hits("X801", spent(75, "28.5", 30))
    told = dict(one.message.values)
    assert told == {"earned": "58.5", "points": "60", "rate": "75.00"}
    assert (one.recomputed.low, one.recomputed.high) == (F(3, 4), F(3, 4))
    (one,) = hits("X801", spent(120, 33, 33))  # all of the money and no more
    assert dict(one.message.values)["rate"] == "120.00"


@pytest.mark.parametrize(
    ("limits", "amount", "filed", "severity"),
    [
        ({"gap": F(1, 2)}, 90, 30, None),
        ({"gap": F(1, 2)}, 40, 30, "warning"),
        ({"gap": F(0)}, 99, 30, "warning"),
        ({"gap": F(9, 10)}, 70, 20, "note"),  # much unspent, of which the rulebook sets no limit
        ({"unspent": F(1, 2)}, 60, 18, None),
        ({"unspent": F(1, 2)}, 40, 12, "warning"),
        ({"unspent": F(0)}, 99, 29, "warning"),
        ({"unspent": F(1, 2)}, 90, 30, "note"),
        ({"unspent": F(1, 2), "gap": F(1, 2)}, 70, 30, None),
        ({"unspent": F(1, 5), "gap": F(9, 10)}, 70, 30, "warning"),
        ({"unspent": F(9, 10), "gap": F(1, 5)}, 70, 30, "warning"),
        ({}, 70, 30, "note"),
    ],
)
def test_limits_of_a_rulebook_make_a_warning(limits, amount, filed, severity) -> None:
    book = evolve(BOOK, limits=tuple(limits.items()))
    assert [each.severity for each in hits("X801", spent(amount, filed, filed), book)] == (
        [severity] if severity else []
    )


def unsettled(*lines: Line, book: Rulebook = BOOK):
    return evolve(score(Form("project", indicators=lines, weights="printed")), choice=Choice(book, "none"))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"target": "≤10次", "actual": "12次", "filed": 30}, True),
        ({"target": "≤10次", "actual": "12次", "filed": "29.99"}, False),
        ({"target": "≤10次", "actual": "10次", "filed": 30}, False),
        ({"target": "≥10次", "actual": "9次", "filed": 30}, False),  # every rulebook has the same: S302 says it
        ({"target": "=100%", "actual": "90%", "filed": 30}, True),
        ({"target": "≤100000次", "actual": "100001次", "filed": 30}, False),  # it rounds to all of them
        ({"target": "≤10000次", "actual": "10002次", "filed": 30}, True),
        ({"target": "≤10次", "actual": "12次", "filed": 30, "weight": None}, False),
        ({"target": "≤10次", "actual": "12次", "filed": None}, False),
        ({"target": "有效", "actual": "基本有效", "filed": 30}, False),
    ],
)
def test_all_points_for_a_target_that_is_missed(cells, told) -> None:
    lines = (row(1, 30, 30), row(2, **{"weight": 30, **cells}))
    found = list(missed_at_full(unsettled(*lines)))
    assert [each.line.line.id for each in found] == ["i2"] * told
    found = list(missed_at_full(unsettled(*lines[::-1])))
    assert [each.line.line.id for each in found] == ["i2"] * told


def test_the_formula_that_gives_the_most_is_shown() -> None:
    (hit,) = missed_at_full(unsettled(row(1, 30, 30, "12次", target="≤10次")))
    told = dict(hit.message.values)
    assert (told["filed"].text, told["most"]) == ("30", "25.00")
    assert (hit.recomputed.low, hit.recomputed.high, hit.severity, hit.filed) == (0, 25, "warning", "30")
    (hit,) = missed_at_full(unsettled(row(1, 30, 30, "13次", target="≤10次"), book=evolve(BOOK, places=1)))
    assert (dict(hit.message.values)["most"], hit.recomputed.high) == ("23.1", F(300, 13))
