"""Every finding of the cases of the catalogue as it is told: place, values, the sum that shows it.

``tests/unit/test_cases.py`` says which codes there must be; here nothing of what they say changes unseen.
``UPDATE_GOLDEN=1 pytest -n 0 tests/golden`` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from indicators.reading.load import read
from scoring import score
from scoring.audit import Finding, examine
from scoring.audit.document import Around

CASES = Path(__file__).resolve().parent.parent / "cases"
KEPT = Path(__file__).with_name("findings")
CODES = sorted(path.name for path in CASES.iterdir())


def told(finding: Finding) -> str:
    """A finding as one line; of its rule whether it names a clause."""
    place = f"{Path(finding.place.file).name}:{finding.place.spot}"
    value = finding.recomputed
    made = "-" if value is None else f"{value.low}" if value.low == value.high else f"{value.low}..{value.high}"
    book, clause, _ = finding.rule.partition(":")
    what = [finding.code, finding.severity, finding.line or "-", place, f"filed {finding.filed}", f"rule {made}"]
    return "  ".join((*what, book + clause, finding.message.show()))


def sections(code: str) -> Iterator[str]:
    """Each case of a code: its name, what stands, what its waivers accept."""
    for path in sorted((CASES / code).iterdir()):
        loaded = read(path)
        own, across = examine([score(form) for form in loaded.forms], Around(loaded.statements, loaded.gaps))
        yield f"# {path.name}"
        for standing, accepted in own:
            yield from map(told, standing)
            yield from (f"accepted ({each.reason}): {told(each.finding)}" for each in accepted)
        yield from (f"across: {told(each)}" for each in across)


@pytest.mark.parametrize("code", CODES)
def test_findings_say_what_they_said(code: str) -> None:
    path, text = KEPT / f"{code}.txt", "\n".join(sections(code)).replace(f"{CASES}/", "") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        KEPT.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_what_is_kept_has_its_cases() -> None:
    assert sorted(path.stem for path in KEPT.iterdir()) == CODES
