"""The pages of the rulebooks are those that the rulebooks make, in both languages, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
import rulebook_pages as pages

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_rulebook_has_its_page_and_each_page_its_rulebook(language):
    folder = pages.FOLDERS[language]
    made = {path: text for path, text in pages.pages() if path.parent == folder}
    assert {path: path.read_text("utf-8") for path in folder.glob("*.md")} == made


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_says_every_sentence_of_the_rulebook(language):
    for name in pages.names():
        text = pages.page(pages.rulebook(name), language)
        for line in pages.in_words(pages.rulebook(name), language).splitlines():
            assert pages.escaped(line.strip()) in text or name in line
