"""Edges of a department against its projects: how many, whose, of which unit, and what is said."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from across import form, found, line

from indicators import Budget, Form, Line, Number
from scoring.audit import Finding


def child(*lines: Line, project: str, funds: object = 100, **more: object) -> Form:
    budget = None if funds is None else Budget(Line("budget", "budget", target=str(funds), actual="1", unit="万元"))
    return form(*lines, project=project, budget=budget, **more)


def over(*lines: Line) -> Form:
    return form(*lines, kind="department", project="")


def count(actual: str, target: str = "≥1场", **keys: object) -> Line:
    return line(target, actual, **{"name": "场次", **keys})


def share(actual: str, target: str = "≥50%") -> Line:
    return line(target, actual, name="合格率")


def codes(*forms: Form, of: tuple[str, ...] = ("C901", "C902", "X802")) -> list[str]:
    return [code for code in of if found(code, *forms)]


@pytest.mark.parametrize(
    ("parent", "children", "told"),
    [
        (count("80场"), [count("30场")], ["X802"]),  # one project is compared, two are added up
        (count("80场"), [count("30场"), count("30场")], ["C901"]),
        (count("60场"), [count("30场"), count("30场")], []),
        (count("80场"), [count("30场"), count("1场", "≤5场")], ["C901"]),  # mixed: one finding is enough
        (share("80%"), [share("90%"), share("92%")], ["C902"]),
        (share("91%"), [share("90%"), share("92%")], []),
        (line("有效", "达成", name="场次"), [count("30场"), count("40场")], ["X802"]),
    ],
)
def test_what_is_consolidated_is_not_compared_too(parent: Line, children: list[Line], told: list[str]) -> None:
    own = [child(each, project=str(at)) for at, each in enumerate(children)]
    assert codes(over(parent), *own) == told


def test_a_mean_that_nobody_can_make_leaves_a_comparison() -> None:
    """Without the projects' funds there is no weighted mean; and of some values only a person can tell how."""
    for funds, told in ((None, ["X802"]), (100, [])):
        own = [child(share(each), project=each, funds=funds) for each in ("90%", "92%")]
        assert codes(over(share("91%")), *own) == told
    asked = [line("≥1年", f"{years}年", name="质保期") for years in (2, 3, 5)]
    assert codes(over(asked[2]), child(asked[0], project="甲"), child(asked[1], project="乙")) == ["X802"]


def test_projects_of_another_department_add_to_nothing_here() -> None:
    own = [child(count(f"{done}场"), project=str(done)) for done in (30, 40)]
    other = child(count("50场"), project="外", department="他局")
    assert codes(over(count("70场")), *own, other, of=("C901",)) == []
    assert codes(over(count("120场")), *own, other, of=("C901",)) == ["C901"]


def test_a_right_sum_hides_no_wrong_one_behind_it() -> None:
    own = [child(count(f"{done}场"), count(f"{done}场", name="次数"), project=str(done)) for done in (30, 40)]
    hits = found("C901", over(count("70场"), count("80场", name="次数")), *own)
    assert [(each.line, each.filed, dict(each.message.values)["value"]) for each in hits] == [("i2", "80场", "70")]


def test_an_open_sum_is_shown_with_its_ends() -> None:
    (hit,) = found("C901", over(count("20场")), child(count("30场"), project="甲"), child(count(""), project="乙"))
    assert dict(hit.message.values) == {"filed": "20场", "value": "30–∞"}


def says_plain(hits: list[Finding]) -> list[bool]:
    return ["plain mean" in each.message.template for each in hits]


@pytest.mark.parametrize(("actual", "told"), [("85%", [True]), ("84%", [False]), ("82.5%", [])])
def test_the_plain_mean_is_called_so(actual: str, told: list[bool]) -> None:
    own = [child(share("90%"), project="甲", funds=100), child(share("80%"), project="乙", funds=300)]
    assert says_plain(found("C902", over(share(actual)), *own)) == told


def test_a_sum_that_is_filed_as_the_mean_is_a_wrong_sum() -> None:
    own = [child(count(f"{done}场"), project=str(done)) for done in (30, 40)]
    assert says_plain(found("C901", over(count("35场")), *own)) == [False]


@pytest.mark.parametrize(
    ("actual", "wrong"), [("70.8场", False), ("70.84场", False), ("70.9场", True), ("71场", False), ("70.840场", False)]
)
def test_a_sum_is_rounded_as_the_departments_cell_is(actual: str, wrong: bool) -> None:
    own = [child(count("30.44场"), project="甲"), child(count("40.4场"), project="乙")]
    assert bool(found("C901", over(count(actual)), *own)) is wrong


# ---- scores


def words(filed: object, **keys: object) -> Line:
    return line("作用明显", "达成", filed=filed, **{"name": "作用", **keys})


@pytest.mark.parametrize(
    ("filed", "wrong"), [("8.125", False), ("8.13", False), ("8.12", True), ("8.1", True), ("11", True)]
)
def test_a_mean_of_scores_is_right_exactly_or_rounded(filed: str, wrong: bool) -> None:
    own = [child(words(8), project="甲", funds=300), child(words("8.5"), project="乙", funds=100)]
    hits = found("C902", over(words(filed)), *own)
    assert [(each.recomputed.low, each.recomputed.high) for each in hits] == [(F("8.125"), F("8.125"))] * wrong


def test_a_score_that_is_not_known_is_no_more_than_all_the_points() -> None:
    own = [child(words(10), project="甲"), child(words(None), project="乙")]
    for filed, ends in (("4.99", [(5, 10)]), (5, []), (10, []), (11, [(5, 10)])):
        hits = found("C902", over(words(filed)), *own)
        assert [(each.recomputed.low, each.recomputed.high) for each in hits] == ends


def test_scores_that_nobody_filed_hide_no_wrong_ones() -> None:
    own = [child(words(8, name="影响"), words(8), project=each) for each in ("甲", "乙")]
    hits = found("C902", over(words(None, name="影响"), words(9)), *own)
    assert [each.line for each in hits] == ["i2"]


@pytest.mark.parametrize(
    ("wanted", "done", "filed", "found_at"),
    [
        ("≥40场", "25场", "7.5", [F("6.25")]),  # the mean of 10 and 5 points, where 25 of 40 makes 6.25
        ("≥40场", "25场", "6.25", []),
        ("≥40场", "25场", "7.4", []),  # wrong in a way of its own: S302
        ("≥20场", "15场", "7.5", []),  # the mean, and right
    ],
)
def test_completions_are_consolidated_before_they_are_scored(wanted, done, filed, found_at) -> None:
    own = [
        child(count("10场", "≥10场", filed=10), project="甲"),
        child(count("15场", "≥30场", filed=5), project="乙"),
    ]
    hits = [each for each in found("C902", over(count(done, wanted, filed=filed)), *own) if each.line]
    assert [each.recomputed.value for each in hits] == found_at
    assert [each.filed for each in hits] == [filed] * len(found_at)


def test_a_mean_of_scores_that_is_not_one_number_proves_nothing() -> None:
    own = [child(count("10场", "≥10场", filed=10), project="甲"), child(count("15场", "≥30场"), project="乙")]
    assert found("C902", over(count("25场", "≥40场", filed="7.5")), *own) == []
    less = [child(count("10场", "≥10场", filed=8, weight=Number.of(0)), project="甲"), own[1]]
    assert found("C902", over(count("25场", "≥40场", filed="7.5")), *less) == []
