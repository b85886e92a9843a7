"""A rulebook of one's own is checked whole, and told with its lines."""

from __future__ import annotations

import re
from fractions import Fraction as F

import pytest
from tiers import variants

from indicators.reading.problems import InputError
from scoring.rulebook import FOLDER, LEVELS_UP, loads, names, rulebook

GOOD = """\
id = "own"
title = "Own"
status = "verified"
source = "here"
[[form]]
kind = "project"
blocks = [{block = "budget", points = 10}, {block = "indicator", free = true}]
"""


def wrong(text: str) -> list[tuple[str, str]]:
    """The problems of a text: line and code."""
    with pytest.raises(InputError) as caught:
        loads(text, "own.toml")
    return [(each.place.spot, each.code) for each in caught.value.problems]


def test_a_file_of_ones_own(tmp_path) -> None:
    (tmp_path / "own.toml").write_text(GOOD + '[limits]\nover_completion = "13/10"\n', "utf-8")
    book = rulebook(str(tmp_path / "own.toml"))
    assert book.id == "own"
    assert book.form("project").block("indicator").points is None
    assert book.limit("over_completion") == F(13, 10)
    assert book.limit("gap") is None


def test_no_such_file() -> None:
    with pytest.raises(InputError) as caught:
        rulebook("no-such-rulebook.toml")
    assert [each.code for each in caught.value.problems] == ["I101"]


def test_a_table_may_have_a_basis_of_its_own() -> None:
    book = loads(GOOD.replace('[[form]]', 'url = "https://a.example"\n[[form]]\nstatus = "unverified"')
                 + '[budget]\ndivides_by = "initial"\nsource = "there"\n[limits]\ngap = 0.1\n')  # fmt: skip
    assert (book.basis("budget"), book.basis("limits"), book.basis("form")) == ("there", "here", "here")
    assert book.unverified("form") and not book.unverified("budget")
    assert [book.bases(table)[0].url for table in ("budget", "limits")] == ["", "https://a.example"]


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ('id = "own"', 'id = "own"\ncolour = "red"', [("2", "I201")]),
        ('kind = "project"', 'kind = "project"\ncolour = "red"', [("7", "I201")]),
        ("points = 10", "points = 10, colour = 1", [("7", "I201")]),
        ('title = "Own"\n', "", [("1", "I202")]),
        ('kind = "project"\n', "", [("5", "I202")]),
        ('"budget", points = 10', '"budget"', [("7", "I202")]),
        ('block = "budget", ', "", [("7", "I202")]),
        ('"verified"', '"sure"', [("3", "I208")]),
        ('"project"', '"region"', [("6", "I208")]),
        ('"indicator"', '"indicators"', [("7", "I204")]),
        ("points = 10", "points = -10", [("7", "I205")]),
        ("free = true", "free = 1", [("7", "I202"), ("7", "I203")]),
        ("points = 10", "points = 10, free = true", [("7", "I204")]),
        ("points = 10", "points = 101", [("7", "I204")]),
        ("free = true", "points = 80", [("7", "I204")]),
        ('block = "indicator"', 'block = "budget"', [("7", "I204")]),
        ("free = true}", 'free = true}, {block = "output", free = true}', [("7", "I204")]),
        ("points = 10", 'points = 10, parts = [{block = "goal", points = 11}]', [("7", "I204")]),
        ("points = 10", 'points = 10, parts = [{block = "indicator", points = 1}]', [("7", "I204")]),
        ("points = 10", 'points = 10, absent_to = "benefit"', [("7", "I204")]),
        ("points = 10", 'points = 10, absent_to = "budget"', [("7", "I204")]),
        ('kind = "project"', 'kind = "project"\nunscored = true', [("8", "I204")]),
        ('kind = "project"', 'kind = "project"\ncolumns = ["a", 1]', [("7", "I204")]),
        ('kind = "project"', 'kind = "project"\nurl = "example.org"', [("7", "I204")]),
        ('source = "here"', "source = true", [("4", "I203")]),
        ('source = "here"', 'source = "here"\nyear = 20.5', [("5", "I204")]),
        (GOOD.partition("blocks = ")[2], "[]\n", [("7", "I204")]),
        (GOOD.partition("blocks = ")[2], "3\n", [("7", "I203")]),
        (GOOD.partition("[[form]]")[2], "", [("5", "I202"), ("5", "I202")]),
        (GOOD.partition("[[form]]")[0], "", [("1", "I202")] * 4),
        ("[[form]]", "[form]", [("5", "I203")]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, problems: list[tuple[str, str]]) -> None:
    assert old in GOOD
    assert wrong(GOOD.replace(old, new)) == problems


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("[[form]]\nkind = 'project'\nblocks = [{block = 'goal', points = 100}]", [("9", "I204")]),
        ("[[form]]\nkind = 'department'\nblocks = []", [("10", "I204")]),
        ("[budget]\ndivides_by = 'final'", [("9", "I208")]),
        ("[budget]\nstatus = 'sure'", [("9", "I208")]),
        ("[rules]\nreverse = 'square'", [("9", "I208")]),
        ("[bands]\nmet = ['4/5', 1]", [("8", "I202"), ("8", "I202")]),
        ("[bands]\nmet = ['4/5', 1]\npart = ['1/2', '9/10']\nunmet = [0, '1/2']", [("9", "I204")]),
        ("[bands]\nmet = ['4/5', 1]\npart = ['3/5', '4/5']\nunmet = [0, '1/2']", [("10", "I204")]),
        ("[bands]\nmet = ['4/5', '9/10']\npart = ['1/2', '4/5']\nunmet = [0, '1/2']", [("9", "I204")]),
        ("[bands]\nmet = ['4/5', 1]\npart = ['1/2', '4/5']\nunmet = ['1/10', '1/2']", [("11", "I204")]),
        (
            "[bands]\nmet = [1, '4/5']\npart = ['1/2']\nunmet = [0, '3/2']",
            [("9", "I204"), ("10", "I204"), ("11", "I204")],
        ),
        ("[bands]\nmet = ['4/0', 1]\npart = ['1/2', '4/5']\nunmet = [0, '1/2']", [("9", "I204"), ("9", "I204")]),
        ("[rounding]\nplaces = 7\nmode = 'half-even'", [("9", "I204"), ("10", "I208")]),
        ("[grades]\nedges = [['优', 80], ['良', 90]]", [("9", "I204")]),
        ("[grades]\nedges = [['优', 90], ['良', 90]]", [("9", "I204")]),
        ("[grades]\nedges = ['优', 90]", [("9", "I204"), ("9", "I204")]),
        ("[grades]\nedges = [['优', -1]]", [("9", "I205")]),
        ("[grades]\nsource = 'there'", [("8", "I202")]),
        ("[required]\nreason = 'page'\ncategories = [1]", [("9", "I208"), ("10", "I204")]),
        ("[limits]\nover_completion = '4/5'\ngap = 2\nunspent = -1", [("9", "I204"), ("10", "I204"), ("11", "I204")]),
        ("[limits]\nexecution_reason = 'most'\nover_effect = 'shout'", [("9", "I204"), ("10", "I208")]),
        ("[consolidation]\nweights = 'spent'", [("9", "I208")]),
        ("[colours]\nred = 1", [("8", "I201")]),
    ],
)
def test_what_is_wrong_in_a_table_is_told_with_its_line(lines: str, problems: list[tuple[str, str]]) -> None:
    assert wrong(f"{GOOD}{lines}\n") == problems


@pytest.mark.parametrize("name", names())
def test_any_value_in_any_place_is_taken_or_told(name: str) -> None:
    """A value of the wrong kind never crashes the reader, and what is told has a line."""
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    assert loads(text, name).id == name  # read with lines, as a user's file is
    values = ("0", '""', "2020-01-01", "[[]]", "{a = 1}", "true", "-1.5", "'4/5'", "[]", "[1, 2]", "{}", "[{}]", "1e99")
    for key in re.finditer(
        r"^\w+ = (.+?)\n(?=\w|\[|\n|\Z)|(?<=points = )(\d+)|(?<=block = )(\"\w+\")", text, re.M | re.S
    ):
        group = key.lastindex or 0
        for value in variants(values, 5):
            try:
                loads(text[: key.start(group)] + value + text[key.end(group) :], name)
            except InputError as error:
                assert all(each.place.spot for each in error.problems)


def test_the_top_band_may_be_a_point() -> None:
    """Attained: all the points and nothing less."""
    book = loads(GOOD + '[bands]\nmet = [1, 1]\npart = ["1/2", 1]\nunmet = [0, "1/2"]\n')
    assert [book.in_band(level, F(1)) for level in LEVELS_UP] == [False, False, True]
    assert book.in_band("part", F("0.999"))
