"""The audit over whole forms: nothing in forms that are right, the planted fault and no other, never a crash."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tomllib
from itertools import combinations
from pathlib import Path

import faults
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from right_forms import right_forms
from tiers import SLOW

from indicators import Form, Line, Number, loads
from indicators.form import Accept
from indicators.strategies import forms
from indicators.writing.toml import write_form
from scoring import score
from scoring.audit import NOTE, Finding, audit, audit_document, by_code, every_check, weigh
from scoring.audit.readings import Entry, alike, contradict, differing, same_facts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TAGS = "甲乙丙"


def grave(findings: tuple[Finding, ...]) -> set[str]:
    """The codes of errors and warnings."""
    return {each.code for each in findings if each.severity != NOTE}


@given(right_forms())
def test_a_form_that_is_right_has_neither_error_nor_warning(found):
    form, _ = found
    assert grave(audit(score(form))) == set()


@pytest.mark.parametrize("code", faults.FAULTS)
@SLOW
@given(st.data())
def test_a_planted_fault_is_found_and_no_other(code, data):
    fault = faults.FAULTS[code]
    form, book = data.draw(right_forms(data.draw(st.sampled_from(fault.books)), met=fault.met))
    findings, note = audit(score(fault.plant(form, book))), by_code(code).severity == NOTE
    assert code in ({each.code for each in findings} if note else grave(findings))
    assert grave(findings) <= {code, *by_code(code).consequences}


@pytest.mark.parametrize("code", faults.ACROSS)
@SLOW
@given(st.data())
def test_a_planted_fault_across_forms_is_found_and_no_other(code, data):
    kinds, plant = faults.ACROSS[code]
    books = [book for book in faults.SCORED if all(book.form(kind) for kind in kinds)]
    book = faults.HONGSHAN if "department" in kinds else data.draw(st.sampled_from(books))
    right = [data.draw(right_forms(book, kind, met=True, tag=tag)) for kind, tag in zip(kinds, TAGS, strict=False)]
    cards = [score(form) for form in plant(tuple(form for form, _ in right), book)]
    found = {each.code for each in audit_document(cards)}
    assert code in found
    assert found <= {code, *by_code(code).consequences, "X805"}  # all of them are full
    assert {each for card in cards for each in grave(audit(card))} == set()


@pytest.mark.parametrize("code", faults.AROUND)
@given(right_forms(faults.HONGSHAN, "project", tag="甲"))
def test_what_stands_beside_a_form_is_held_against_it(code, found):
    form, _ = found
    around = faults.AROUND[code](form)
    assert {each.code for each in audit_document([score(form)], around)} == {code}
    assert audit_document([score(form)]) == ()


def test_every_code_has_its_fault():
    assert {*faults.FAULTS, *faults.ACROSS, *faults.AROUND} == {check.code for check in every_check()}


@given(st.sampled_from(faults.SCORED).flatmap(right_forms), st.data())
def test_a_waived_finding_is_accepted_and_a_waiver_without_one_is_told(found, data):
    form, book = found
    code = data.draw(st.sampled_from(["B203", "F002", "S305", "T404"]))
    form = faults.FAULTS[code].plant(form, book)
    plain = audit(score(form))
    line = next(each.line for each in plain if each.code == code) or ""
    waived = [Accept(code.lower(), "核实无误", data.draw(st.sampled_from(["", line]))), Accept("G701", "没有等次")]
    card = score(evolve(form, accepts=tuple(waived)))
    standing, accepted = weigh(card, audit(card))
    assert [(each.finding.code, each.reason) for each in accepted] == [(code, "核实无误")]
    assert [each for each in standing if each.code != "A901"] == [each for each in plain if each.code != code]
    (unused,) = [each for each in standing if each.code == "A901"]
    assert (unused.severity, unused.line, dict(unused.message.values)["code"]) == (NOTE, None, "G701")


@given(forms())
def test_the_audit_never_fails(form):
    card = score(form)
    standing, accepted = weigh(card, audit(card))
    found = [each.code for each in (*standing, *(each.finding for each in accepted)) if each.code != "A901"]
    assert sorted(found) == sorted(each.code for each in audit(card))
    assert {by_code(code).code for code in found} == set(found)


@SLOW
@given(st.lists(forms(), min_size=2, max_size=3))
def test_the_audit_of_a_document_never_fails(several):
    found = audit_document([score(form) for form in several])
    assert {each.code for each in found} <= {"S307", "X802", "X804", "X805", "X806", "C901", "C902"}


SPELLINGS = {
    "target": ["≥90%", "≥0.5万元", "≥5000元", "≥5000", "有效保障", "2023年12月底前", "12月底前", ""],
    "actual": [
        "95%",
        "0.6万元",
        "6000元",
        "6000",
        "有效保障",
        "达成",
        "2023年11月",
        "11月",
        "≥95%",
        "≥80%",
        "≤85%",
        "≥0.7万元",
        "≤6500元",
        "",
    ],
}


@given(st.lists(st.tuples(*map(st.sampled_from, SPELLINGS.values())), min_size=2, max_size=12))
def test_looking_by_figures_finds_what_comparing_all_with_all_finds(rows):
    """Many forms must not take time by their square; which facts are the same hangs on no shortcut."""
    cards = [
        score(Form("project", year=2023, indicators=(Line("i1", "indicator", "甲", *cells, weight=Number.of(60)),)))
        for cells in rows
    ]
    entries = [Entry(card, card.lines[0]) for card in cards]
    found = alike(entries)
    assert sorted(id(each) for group in found for each in group) == sorted(map(id, entries))
    assert all(same_facts(group[0], each) for group in found for each in group)
    assert not any(same_facts(one[0], other[0]) for one, other in combinations(found, 2))
    for side in SPELLINGS:
        every, few = (
            any(contradict(one, other, side) for one, other in combinations(some, 2))
            for some in (entries, differing(entries, side))
        )
        assert every == few


def shuffled(text: str, order: random.Random) -> str:
    """A form's TOML with the keys of each table in another order, and its head last."""
    tables = []
    for table in text.strip().split("\n\n"):
        head, *keys = table.splitlines() if table.startswith("[") else ("", *table.splitlines())
        order.shuffle(keys)
        tables.append("\n".join((head, *keys)).strip())
    head = next(table for table in tables if table.startswith("[form]"))
    rest = [table for table in tables if table != head]
    return "\n\n".join((*rest, head)) + "\n"


@given(forms(), st.randoms(use_true_random=False))
def test_the_order_of_the_keys_changes_nothing(form, order):
    text = write_form(form)
    other = shuffled(text, order)
    assert tomllib.loads(other) == tomllib.loads(text)
    found = (audit(score(loads(each))) for each in (text, other))
    first, second = ([evolve(each, place=form.place) for each in findings] for findings in found)
    assert first == second


def test_the_findings_are_the_same_under_every_hash_seed():
    runs = set()
    for seed in "012":
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        inputs = ["examples/hongshan-2023", "tests/golden/input/cells.toml"]
        command = [sys.executable, "-m", "scoring.cli", "--format", "json", *inputs]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 1, done.stderr
        runs.add(done.stdout)
    assert len(runs) == 1
