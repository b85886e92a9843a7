"""The audit over whole forms: nothing in forms that are right, the planted fault and no other, never a crash."""

from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from indicators import Form, loads
from indicators.form import Accept
from indicators.strategies import forms
from indicators.writing.toml import write_form
from scoring import score
from scoring.audit import NOTE, Finding, audit, audit_document, by_code, every_check, weigh

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
_spec = importlib.util.spec_from_file_location("faults", HERE / "faults.py")
faults = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(faults)
right_forms = faults.right.right_forms
TAGS = "甲乙丙"


def codes(form: Form) -> set[str]:
    return {each.code for each in audit(score(form))}


def grave(findings: tuple[Finding, ...]) -> set[str]:
    """The codes of errors and warnings."""
    return {each.code for each in findings if each.severity != NOTE}


@given(right_forms())
def test_a_form_that_is_right_has_neither_error_nor_warning(found):
    form, _ = found
    assert grave(audit(score(form))) == set()


@pytest.mark.parametrize("code", faults.FAULTS)
@given(st.data())
def test_a_planted_fault_is_found_and_no_other(code, data):
    fault = faults.FAULTS[code]
    form, book = data.draw(right_forms(data.draw(st.sampled_from(fault.books)), met=fault.met))
    findings = audit(score(fault.plant(form, book)))
    assert code in {each.code for each in findings}
    assert grave(findings) <= {code, *by_code(code).consequences}


@pytest.mark.parametrize("code", faults.ACROSS)
@given(st.data())
def test_a_planted_fault_across_forms_is_found_and_no_other(code, data):
    kinds, plant = faults.ACROSS[code]
    book = faults.HONGSHAN if "department" in kinds else data.draw(st.sampled_from(faults.SCORED))
    right = [data.draw(right_forms(book, kind, met=True, tag=tag)) for kind, tag in zip(kinds, TAGS, strict=False)]
    cards = [score(form) for form in plant(tuple(form for form, _ in right), book)]
    assert {each.code for each in audit_document(cards)} - {"X805"} == {code} - {"X805"}
    assert ("X805" in {each.code for each in audit_document(cards)}) == all(card.filed.value == 100 for card in cards)
