"""The catalogue and its cases: for every code a form that fails by it alone, and near misses on which it is silent.

``tests/cases/CODE/finds*`` say what is found in lines ``# expect: CODE severity line`` (``-`` for the form), and
``silent*`` what is found instead (``# instead: CODE``). Checks across forms have folders of such files. What the
reading of documents finds has texts, and folders with a document and an ``expect.md``, which names the file last.
"""

from __future__ import annotations

import re
from inspect import getdoc
from pathlib import Path

import pytest

from indicators.reading.load import read
from scoring import score
from scoring.audit import NOTE, Finding, by_code, every_check, examine
from scoring.audit.document import Around

CASES = Path(__file__).resolve().parent.parent / "cases"
CODES = [check.code for check in every_check()]
WAIVER = "A901"  # told where waivers are weighed, by no check
HEADINGS = ["What it finds", "Why it matters", "Basis", "Example", "Consequences", "Remedy"]


def cases(kind: str) -> list[str]:
    return sorted(f"{path.parent.name}/{path.name}" for path in CASES.glob(f"*/{kind}*"))


def files(case: str) -> list[Path]:
    path = CASES / case
    return sorted(each for each in path.iterdir()) if path.is_dir() else [path]


def said(case: str, word: str) -> list[tuple[str, ...]]:
    """What the files of a case say after ``# word:``, with the name of the file."""
    texts = [path for path in files(case) if path.suffix in (".toml", ".txt", ".md")]
    lines = [(path, line) for path in texts for line in path.read_text("utf-8").splitlines()]
    told = [(path.name, *line.split()[2:]) for path, line in lines if line.startswith(f"# {word}: ")]
    return [(words[-1], *words[:-1]) if name == "expect.md" else (name, *words) for name, *words in told]


def findings(case: str) -> list[Finding]:
    """What stands of one form, or of all forms of a folder and across them."""
    loaded = read(CASES / case)
    assert loaded.problems == ()
    own, across = examine([score(form) for form in loaded.forms], Around(loaded.statements, loaded.gaps))
    return [each for standing, _ in own for each in standing] + [*across]


def grave(found: list[Finding], code: str) -> set[str]:
    """The codes of errors and warnings, but for this one."""
    return {each.code for each in found if each.severity != NOTE} - {code}


@pytest.mark.parametrize("case", cases("finds"))
def test_the_code_is_found_and_no_other(case):
    code = case.partition("/")[0]
    found = findings(case)
    told = [(Path(each.place.file).name, each.code, each.severity, each.line or "-") for each in found]
    assert sorted(each for each in told if each[1] == code) == sorted(said(case, "expect"))
    consequences = by_code(code).consequences if code != WAIVER else {name for _, name in said(case, "beside")}
    assert grave(found, code) <= set(consequences)


@pytest.mark.parametrize("case", cases("silent"))
def test_a_near_miss_is_silent(case):
    code = case.partition("/")[0]
    found = findings(case)
    assert code not in {each.code for each in found}
    assert grave(found, code) == {name for _, name in said(case, "instead")}


def test_every_code_has_both_kinds_of_cases():
    for kind in ("finds", "silent"):
        there = [each.partition("/") for each in cases(kind)]
        assert {code for code, _, name in there if name.partition(".")[0] == kind} == {*CODES, WAIVER}
        assert all(said(f"{code}/{name}", "expect") for code, _, name in there if kind == "finds")


@pytest.mark.parametrize("check", every_check(), ids=CODES)
def test_a_check_is_documented_under_fixed_headings(check):
    summary, blank, *body = check.doc.splitlines()
    assert summary.endswith(".") and blank == ""
    told = [found[1] for found in (re.match(r"([A-Z][\w ]+): \S", line) for line in body) if found]
    assert told == [each for each in HEADINGS if each != "Consequences" or check.consequences]
    assert all(line.strip() for line in body)
    assert check.doc == getdoc(check.find)
    assert {by_code(code).code for code in check.consequences} <= {*CODES} - {check.code}
    assert check.severity in ("error", "warning", NOTE)


def test_codes_and_names_are_used_once_and_stand_in_order():
    families = "FWBSTRQGXCD"
    assert len(set(CODES)) == len(CODES)
    assert sorted(CODES, key=lambda code: (families.index(code[0]), code)) == CODES
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in CODES)
    called = [check.name for check in every_check()]
    assert len(set(called)) == len(called)
    assert [name for name in called if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
