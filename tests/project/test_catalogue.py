"""Every text that a person sees has its Chinese, and the compiled catalogue is that of its source."""

from __future__ import annotations

import gettext
import re
import string
from pathlib import Path

import catalogue

from scoring.audit import every_check

ROOT = Path(__file__).resolve().parent.parent.parent


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def test_every_text_is_translated() -> None:
    kept = catalogue.read()
    missing = [text for text in catalogue.texts() if not (kept.get(text) and kept.get(text).string)]
    assert missing == []


def test_translations_use_the_same_values() -> None:
    wrong = [
        entry.id
        for entry in catalogue.read()
        if entry.id and "{" in entry.id and "What it finds" not in entry.id and fields(entry.string) != fields(entry.id)
    ]
    assert wrong == []


def test_what_a_check_is_has_the_same_headings_in_chinese() -> None:
    """And the consequences, which the program reads from the English, are the same codes."""
    english = ("What it finds", "Why it matters", "Basis", "Example", "Consequences", "Remedy")
    chinese = ("查什么", "为什么重要", "依据", "举例", "连带", "怎样改")
    for check in every_check():
        shown = catalogue.read().get(check.doc).string
        told = [heading for heading in english if f"\n{heading}: " in check.doc]
        assert [chinese[english.index(each)] for each in told] == re.findall(r"^(\w+)：", shown, re.M)
        assert tuple(re.findall(r"[A-Z]\d{3}", "".join(re.findall(r"^连带：.*", shown, re.M)))) == check.consequences


def test_no_text_is_dead() -> None:
    alive = set(catalogue.texts())
    assert [entry.id for entry in catalogue.read() if entry.id and entry.id not in alive] == []


def test_compiled_catalogue_is_that_of_its_source() -> None:
    """By what it says, not by its bytes: these hang on who compiled it."""
    with (catalogue.FOLDER / "jixiao.mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    said = {entry.id: entry.string for entry in catalogue.read() if entry.id}
    assert said
    assert {text: compiled.gettext(text) for text in said} == said
    assert {text for text in vars(compiled)["_catalog"] if text} == set(said)
