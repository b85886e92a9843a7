"""The audit over whole forms: nothing in forms that are right, the planted fault and no other, never a crash."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction as F
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators import Form, Line, loads
from indicators.form import Accept, Source
from indicators.strategies import forms
from indicators.writing.toml import write_form
from scoring import score
from scoring.audit import NOTE, audit, audit_document, by_code, every_check, weigh
from scoring.interval import Interval
from scoring.rounding import decimal, half_up
from scoring.rulebook import Rulebook, names, rulebook

ROOT = Path(__file__).resolve().parent.parent.parent
_spec = importlib.util.spec_from_file_location("right_forms", Path(__file__).parent / "right_forms.py")
assert _spec and _spec.loader
right = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(right)

BOOKS = tuple(map(rulebook, names()))
SCORED = tuple(book for book in BOOKS if not book.forms[0].unscored)


def told(form: Form) -> set[str]:
    """The codes of errors and warnings."""
    return {each.code for each in audit(score(form)) if each.severity != NOTE}


@given(right.right_forms())
def test_a_form_that_is_right_has_neither_error_nor_warning(found):
    form, _ = found
    assert told(form) == set()


# A fault: what it does to a form that is right, and the rulebooks that know it.
Plant = Callable[[Form, Rulebook], Form]


def target(form: Form) -> Line:
    """The line that takes the fault: the first that no person judges."""
    return next(line for line in form.lines() if line.block == "indicator" and line.level1 not in ("决策", "管理"))


def put(form: Form, line: Line) -> Form:
    """The form with its line of this id exchanged."""
    return right.changed(form, lambda old: line if old.id == line.id else old)


def cells(wanted: str, done: str, points: Callable[[F, F], F] | None = None, **more) -> Plant:
    """Other cells on one line; filed by the rule, or what ``points`` makes of the weight and the rule's score."""

    def plant(form: Form, book: Rulebook) -> Form:
        line = target(form)
        clean = {"level": None, "rate": None, "steps": (), "reason": "", "kind": None, "unit": ""}
        form = put(form, evolve(line, target=wanted, actual=done, **(clean | more)))
        form = right.filed_by_rule(form, book)
        if points is not None:
            line = target(form)
            form = put(form, evolve(line, filed=right.number(points(line.weight.value, line.filed.value))))
        return right.settled(form, book)

    return plant


def money(filed: Callable[[F, F], F] | None = None, **more) -> Plant:
    """Other cells on the budget line."""

    def plant(form: Form, book: Rulebook) -> Form:
        keys = ("initial", "sources")
        whole = {"initial": "", "sources": ()} | {key: more[key] for key in more if key in keys}
        own = {"target": "100", "actual": "97", "printed_rate": ""} | {key: more[key] for key in more if key not in keys}
        line = evolve(form.budget.line, **own)
        form = right.filed_by_rule(evolve(form, budget=evolve(form.budget, line=line, **whole)), book)
        line = form.budget.line
        if filed is not None:
            line = evolve(line, filed=right.number(filed(line.weight.value, line.filed.value)))
        return right.settled(evolve(form, budget=evolve(form.budget, line=line)), book)

    return plant


def weigh_again(change: Callable[[Form], Form]) -> Plant:
    return lambda form, book: right.settled(right.filed_by_rule(change(form), book), book)


def head(**more) -> Plant:
    return lambda form, book: evolve(right.settled(form, book), **more)


def heavier(form: Form, by: int = 1) -> Form:
    line = target(form)
    return put(form, evolve(line, weight=right.number(line.weight.value + by)))


def moved(form: Form) -> Form:
    """A point of the budget line given to an indicator."""
    line = form.budget.line
    form = heavier(put(form, evolve(line, weight=right.number(line.weight.value - 1))))
    own = target(form).group
    groups = [evolve(each, weight=right.number(each.weight.value + (each.name == own))) for each in form.groups]
    return evolve(form, groups=tuple(groups))


def alone(form: Form) -> Form:
    """One line with all the points of its block."""
    line, whole = target(form), sum(line.weight.value for line in form.lines() if line.block == "indicator")
    line = evolve(line, weight=right.number(whole), id="g1.i1" if form.groups else "i1", steps=())
    if not form.groups:
        return evolve(form, indicators=(line,))
    return evolve(form, groups=(evolve(form.groups[0], lines=(line,), weight=right.number(whole)),))


def rounded(form: Form, book: Rulebook) -> Form:
    """A score with one decimal where two are due."""
    weight = target(form).weight.value
    done = next(b for b in range(1, 97) if half_up(weight * b / 97, 1) not in (half_up(weight * b / 97), weight, 0))
    return cells("≥97场", f"{done}场", lambda weight, rule: half_up(weight * done / 97, 1))(form, book)


def bare(form: Form, book: Rulebook) -> Form:
    return right.settled(right.filed_by_rule(form, book), book, reasons=False)


def other_grade(form: Form, book: Rulebook) -> Form:
    form = right.settled(form, book, graded=True)
    return evolve(form, printed_grade="差" if form.printed_grade != "差" else "优")


LOW = F(13, 100)
FULL = "perfect"  # a fault that needs a form without lost points
graded = [book for book in BOOKS if book.grades]
banded = [book for book in SCORED if book.bands]
PLANTS: dict[str, tuple] = {
    "F001": (head(department=""), BOOKS),
    "F002": (cells("≥3场", ""), BOOKS),
    "F003": (cells("64", "64"), BOOKS),
    "F004": (cells("≥90%", "95%", name="资金使用率", level1="产出指标"), [each for each in BOOKS if each.form("project").block("indicator") or each.form("project").block("group")]),
    "W101": (weigh_again(heavier), SCORED),
    "W102": (weigh_again(moved), SCORED),
    "W103": (weigh_again(heavier), [rulebook("hubei-project-2020")]),
    "W104": (weigh_again(alone), [rulebook("hongshan-2023"), rulebook("hubei-project-2020"), rulebook("sichuan-2023")]),
    "W105": (head(weights="reconstructed"), SCORED),
    "B201": (money(printed_rate="96%"), BOOKS),
    "B202": (money(lambda weight, rule: rule - F(37, 100)), SCORED),
    "B203": (money(actual="120"), BOOKS),
    "B204": (money(sources=(Source("财政拨款", "60", "97"), Source("其他资金", "30", "0"))), BOOKS),
    "B205": (money(target="0", actual="0"), BOOKS),
    "B206": (
        lambda form, book: money(initial="98", printed_rate="97%" if book.divides_by == "initial" else "98.98%")(form, book),
        [book for book in BOOKS if book.divides_by],
    ),
    "B207": (lambda form, book: evolve(money(actual="80")(form, book), deviation_reason=""), [rulebook("sichuan-2023")]),
    "B208": (weigh_again(lambda form: put(form, evolve(form.budget.line, weight=right.number(F(100))))), SCORED),
    "S301": (cells("≥3场", "3场", lambda weight, rule: weight + F(1, 100)), SCORED),
    "S302": (cells("≥10场", "5场", lambda weight, rule: weight / 2 + LOW), SCORED),
    "S303": (cells("≥10场", "5场", lambda weight, rule: weight / 2 - LOW), SCORED),
    "S304": (rounded, SCORED),
    "S305": (lambda form, book: evolve(right.settled(form, book), printed_total=right.number(right.settled(form, book).printed_total.value + 1)), SCORED),
    "S306": (cells("≥4场", "5场", lambda weight, rule: half_up(weight * 4 / 5)), SCORED),
    "S308": (lambda form, book: put(right.settled(form, book), evolve(target(form), filed=None, reason="")), SCORED),
    "T401": (lambda form, book: put(evolve(cells("=10场", "15场")(form, book), deviation_reason="超额"), evolve(target(cells("=10场", "15场")(form, book)), reason="超额")), BOOKS),
    "T402": (cells("≥0场", "3场"), BOOKS),
    "T403": (cells("≥90%", "105%", name="覆盖率"), BOOKS),
    "T404": (cells("≥3件", "3家"), BOOKS),
    "T405": (cells("≥98%", "0.98"), BOOKS),
    "T406": (cells("≥98%", "≤98%"), BOOKS),
    "T407": (cells("2小时", "3小时"), BOOKS),
    "T408": (cells("±10%", "达标"), BOOKS),
    "T409": (cells("290%", "92%", name="满意度"), BOOKS),
    "R501": (lambda form, book: bare(cells("≥10场", "5场")(right.changed(form, lambda line: evolve(line, reason="")), book), book), [book for book in SCORED if book.reason != "none"]),
    "R502": (cells("=10场", "15场"), BOOKS),
    "R503": (cells("≥10场", "10场", reason="未完成"), BOOKS),
    "Q601": (cells("有效保障", "情况良好"), BOOKS),
    "Q602": (cells("有效保障", "情况良好", lambda weight, rule: weight * F(7, 10), level="met"), banded),
    "G701": (other_grade, graded),
    "X801": (money(actual="50"), [book for book in SCORED if book.limit("unspent")]),
}  # fmt: skip
