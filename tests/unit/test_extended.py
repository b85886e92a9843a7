"""Rulebooks that take over another, and are begun from another."""

from __future__ import annotations

import pytest
from own import BLOCKS, HEAD, own

from indicators import InputError
from scoring.rulebook import loads as rules
from scoring.rulebook import names, rulebook
from scoring.rulebook_new import begun

PARENT = '\nextends = "mof-2020"\n'


def test_a_rulebook_of_three_lines_takes_the_rest_over_with_its_source_and_status():
    book = own('[rules]\nreverse = "linear"\n', HEAD + PARENT)
    base = rulebook("mof-2020")
    assert (book.id, book.variant("reverse"), book.variant("positive")) == ("own", "linear", "ratio")
    assert (book.forms[0].blocks, book.grades, book.bands) == (base.forms[0].blocks, base.grades, base.bands)
    assert book.status == "verified"
    assert (book.bases("limits"), book.unverified("limits")) == (base.bases("limits"), True)
    assert book.bases("rules")[0].status == "second-hand"  # the less certain of the two
    assert (book.year, book.valid) == (None, (None, None))


def test_one_that_says_which_forms_takes_no_other_form_over():
    book = own("", HEAD + PARENT + BLOCKS.replace("project", "department"))
    assert [each.kind for each in book.forms] == ["department"]


@pytest.mark.parametrize("name", ["no-such", "", "no-such.toml"])
def test_what_cannot_be_extended_is_told_with_its_line(name):
    with pytest.raises(InputError) as caught:
        own("", HEAD + f'extends = "{name}"\n')
    assert {(each.place.spot, each.code) for each in caught.value.problems} == {("5", "I204")}


def test_files_that_extend_each_other_end(tmp_path):
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{one}.toml").write_text(HEAD + f'extends = "{other}.toml"\n', "utf-8")
    with pytest.raises(InputError):
        rulebook(str(tmp_path / "a.toml"))


@pytest.mark.parametrize("name", names())
def test_a_file_begun_from_any_rulebook_reads_back(name):
    text = begun(name)
    book, base = rules(text, "my.toml"), rulebook(name)
    assert (book.status, book.year) == ("unverified", base.year or 2024)
    assert [form.blocks for form in book.forms] == [form.blocks for form in base.forms]
    assert (book.bands, book.grades, book.limits) == (base.bands, base.grades, base.limits)
    assert text.count("# ") > 15
