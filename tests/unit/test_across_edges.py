"""Edges of the audit across forms: a department against its projects, and cells that cannot both be true."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import combinations

import pytest

from indicators import Budget, Form, Line
from scoring import score
from scoring.audit import audit_document
from scoring.audit.kinship import by_unit
from scoring.audit.readings import Entry, contradict, differing


def filed_by(kind: str, project: str, cells: tuple[str, str], funds: int, filed: object = None) -> Form:
    line = Line("i1", "indicator", "满意度", *cells, weight=10, filed=filed)
    budget = Budget(Line("budget", "budget", target=str(funds), actual="1", unit="万元"))
    return Form(kind, project, "甲局", year=2023, budget=budget, indicators=(line,), rulebook="hongshan-2023")


def recomputed(*forms: Form) -> list[tuple[F, F]]:
    """What C902 recomputes."""
    found = [each for each in audit_document([score(form) for form in forms]) if each.code == "C902"]
    return [(each.recomputed.low, each.recomputed.high) for each in found]


@pytest.mark.parametrize(("over", "wrong"), [("82.5%", False), ("82.4%", True), ("85%", True), ("83%", False)])
def test_a_departments_mean_is_that_of_its_projects(over, wrong):
    """Weighted by funds, at the places that it is written with; the plain mean is no better than another number."""
    projects = [filed_by("project", "一", ("≥80%", "90%"), 100), filed_by("project", "二", ("≥80%", "80%"), 300)]
    made = recomputed(filed_by("department", "", ("≥80%", over), 400), *projects)
    assert made == ([(F("82.5"), F("82.5"))] if wrong else [])


@pytest.mark.parametrize(("over", "wrong"), [("97.5%", False), ("22.5%", False), ("98%", True), ("22%", True)])
def test_a_project_without_a_completion_may_have_any_share_of_a_whole(over, wrong):
    projects = [filed_by("project", "一", ("≥80%", "90%"), 100), filed_by("project", "二", ("≥80%", ""), 300)]
    made = recomputed(filed_by("department", "", ("≥80%", over), 400), *projects)
    assert made == ([(F("22.5"), F("97.5"))] if wrong else [])


WORDS = ("情况良好", "情况较好")


@pytest.mark.parametrize(
    ("cells", "filed", "wrong"), [(WORDS, "7", True), (WORDS, "8.25", False), (("≥80%", "90%"), "7", False)]
)
def test_scores_of_words_alone_are_averaged(cells, filed, wrong):
    """A department's score in words, where all its projects' are: 0.9 and 0.8 of the points, by funds."""
    projects = [filed_by("project", "一", WORDS, 100, "9"), filed_by("project", "二", cells, 300, "8")]
    made = recomputed(filed_by("department", "", WORDS, 400, filed), *projects)
    assert made == ([(F("8.25"), F("8.25"))] if wrong else [])


def entry(actual: str, target: str = "≥8次", level: str | None = None) -> Entry:
    line = Line("i1", "indicator", "检查", target, actual, weight=10, level=level)
    card = score(Form("project", year=2023, indicators=(line,)), "hongshan-2023")
    return Entry(card, card.lines[0])


@pytest.mark.parametrize(
    ("one", "other", "side", "clash"),
    [
        (("5次",), ("5次",), "actual", False),
        (("5次",), ("6次",), "actual", True),
        (("5次",), ("",), "actual", False),  # an empty cell contradicts nothing
        (("",), ("5次",), "actual", False),
        (("≥5次",), ("6次",), "actual", False),  # within the other's interval
        (("6次",), ("≥5次",), "actual", False),
        (("5000人", "≥1人"), ("0.5万人", "≥1人"), "actual", False),  # readings, not spellings
        (("8次",), ("8次", "≥9次"), "target", True),
        (("8次",), ("7次", "≥8次"), "target", False),
        (("9月", "10月底前"), ("2023年9月", "2023年10月"), "actual", False),
        (("9月", "10月底前"), ("8月", "10月底前"), "actual", True),
        (("9月", "10月底前"), ("9月", "11月底前"), "target", True),
        (("良好", "有效"), ("良好", "有效"), "actual", False),
        (("情况一", "有效", "met"), ("情况二", "有效", "met"), "actual", False),  # the levels speak
        (("情况一", "有效", "met"), ("情况一", "有效", "part"), "actual", True),
        (("情况一", "有效"), ("情况二", "有效"), "actual", True),
        (("情况 一", "有效"), ("情况一。", "有效"), "actual", False),
    ],
)
def test_cells_of_two_forms_that_cannot_both_be_true(one, other, side, clash):
    assert contradict(entry(*one), entry(*other), side) is clash
    assert contradict(entry(*other), entry(*one), side) is clash


def filed_in(target: str, actual: str, department: str = "甲局", kind: str = "project") -> Entry:
    line = Line("i1", "indicator", "场次", target, actual, weight=60)
    card = score(Form(kind, "甲" if kind == "project" else "", department=department, indicators=(line,)))
    return Entry(card, card.lines[0])


def test_an_empty_cell_contradicts_nothing():
    for one, other in (("", "≥10场"), ("≥10场", ""), ("——", "≥10场")):
        assert not contradict(filed_in(one, "10场"), filed_in(other, "10场"), "target")
        assert not contradict(filed_in("≥1场", one), filed_in("≥1场", other), "actual")
    assert contradict(filed_in("≥9场", "10场"), filed_in("≥10场", "10场"), "target")


def test_of_many_intervals_those_that_begin_last_and_end_first_are_kept():
    entries = [filed_in("≥1场", actual) for actual in ("10-100场", "20-90场", "15-95场", "1-5场")]
    kept = differing(entries, "actual")
    assert any(contradict(one, other, "actual") for one, other in combinations(kept, 2))


def test_a_department_stands_over_any_form_of_its_own_in_a_group():
    cards = [filed_in("≥1场", "1场", name).card for name in ("甲局", "乙局")]
    over = filed_in("≥1场", "1场", "甲局", "department").card
    ((_, groups),) = by_unit([*cards, over])
    assert [[each.card for each in group] for group in groups] == [[*cards, over]]
