"""All that the audit finds in the nine published forms, entry by entry.

The list was checked by hand against the published cells; ``examples/hongshan-2023/findings.md`` says why each is right.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from indicators import load
from scoring import score
from scoring.audit import Finding, audit, audit_document
from scoring.rounding import decimal

ROOT = Path(__file__).resolve().parent.parent.parent
FORMS = ROOT / "examples" / "hongshan-2023"
LIST = Path(__file__).parent / "hongshan-findings.csv"
Row = dict[str, str]


def row(finding: Finding) -> Row:
    value = finding.recomputed
    exact = (str(value.low), str(value.high)) if value else ()
    rounded = (decimal(value.low), decimal(value.high)) if value else ()
    return {
        "code": finding.code, "severity": finding.severity, "form": Path(finding.place.file).stem,
        "line": finding.line or "-", "filed": finding.filed or "", "exact": "–".join(dict.fromkeys(exact)),
        "rounded": "–".join(dict.fromkeys(rounded)),
    }  # fmt: skip


def kept() -> list[Row]:
    with LIST.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_whole_list_and_nothing_else() -> None:
    cards = [score(form) for form in load(str(FORMS))]
    found = [*(each for card in cards for each in audit(card)), *audit_document(cards)]
    assert [row(each) for each in found] == kept()


def test_every_entry_is_explained_and_every_explanation_has_its_entry() -> None:
    page = (FORMS / "findings.md").read_text("utf-8")
    explained = {
        (form, code, line)
        for form, section in re.findall(r"^## (\d-\w+)\n(.*?)(?=^## )", page, re.M | re.S)
        for code, lines in re.findall(r"^\| ([A-Z]\d{3}) \| ([^|]+) \|", section, re.M)
        for line in lines.strip().split(", ")
    }
    assert explained == {(each["form"], each["code"], each["line"]) for each in kept()}


def test_what_the_list_must_hold() -> None:
    """The entries that a reader of the forms finds first, so that nobody drops one by writing the list anew."""
    found = {(each["form"], each["code"], each["line"]): each for each in kept()}
    for place, severity, filed, rounded in (
        (("9-department", "B203", "budget"), "warning", "5650.09", "3.12"),
        (("2-employment", "S303", "i3"), "warning", "7", "7.50"),
        (("1-personnel", "S303", "i6"), "warning", "9", "10.00"),
        (("2-employment", "S303", "i6"), "warning", "8", "10.00"),
        (("9-department", "S303", "g1.i19"), "warning", "0.5", "1.00"),
        (("8-subsidy", "S303", "i4"), "warning", "2", "3.20"),
        (("8-subsidy", "S302", "i6"), "warning", "2", "0.73"),
        (("2-employment", "S303", "goal"), "warning", "19", "20.00"),
        (("4-inspection", "S303", "goal"), "warning", "19", "19.80"),
        (("5-rectification", "S303", "goal"), "warning", "19", "19.80"),
        (("5-rectification", "X801", "budget"), "note", "", "0.00"),
        (("8-subsidy", "X801", "budget"), "note", "", "0.64"),
        (("9-department", "S308", "g2.i1"), "warning", "", "3.50"),
    ):
        assert (found[place]["severity"], found[place]["filed"], found[place]["rounded"]) == (severity, filed, rounded)
    codes = [each["code"] for each in kept()]
    assert (codes.count("S307"), codes.count("R501"), codes.count("B201")) == (6, 5, 0)
