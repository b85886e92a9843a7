"""What is said in Chinese is Chinese: no English sentence of ours, or of a shipped rulebook, is left in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indicators import load
from scoring import score
from scoring.audit import audit
from scoring.report import FormReport, Report, render
from scoring.report.explain import render as explain
from scoring.report.listing import finding_rows
from scoring.report.rulebooks import in_words, listing
from scoring.rulebook import names, rulebook

ROOT = Path(__file__).resolve().parent.parent.parent
FORMS = sorted(path.relative_to(ROOT) for path in (ROOT / "examples" / "hongshan-2023").glob("*.toml"))
# ids of lines, and what stands in the names of files and rulebooks
KNOWN = {"budget", "goal", "examples", "hongshan", "toml", "html", "http", "https"} | {
    part for name in names() for part in name.split("-")
} | {part for path in FORMS for part in path.stem.split("-")}  # fmt: skip


def words(text: str) -> set[str]:
    """The English words of a text, without addresses."""
    text = re.sub(r"https?://\S+|<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    return set(re.findall(r"[A-Za-z]{4,}", text)) - KNOWN


@pytest.mark.parametrize("name", names())
def test_a_rulebook_is_told_in_chinese(name: str) -> None:
    assert words(in_words(rulebook(name), "zh")) == set()
    assert words(listing("zh")) == set()
    assert not name.startswith(("mof-2016", "system")) or words(in_words(rulebook(name), "en"))


@pytest.mark.parametrize("name", names())
def test_reports_are_told_in_chinese(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # a form is told with its path
    cards = [score(form, name) for path in FORMS for form in load(path)]
    report = Report(tuple(FormReport(card, audit(card)) for card in cards), (), "zh")
    for kind in ("table", "markdown", "html"):
        assert words(str(render(report, kind))) == set()
    assert words(explain(report, "") or "English") == set()
    assert words("\n".join(cell for row in finding_rows(report) for cell in row if cell != "—")) == set()
