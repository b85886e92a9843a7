"""Every key of a rulebook in every engine: what ``score`` gives, or refused by the key's name."""

from __future__ import annotations

import re
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest
from keys import FORMS, KEYS, PLAIN, REFUSED, Case, form, numbers, plain, texts
from own import HEAD, own

from scoring import derivation, score, symbolic
from scoring.algebra import Terms
from scoring.audit import audit
from scoring.curve import curve
from scoring.pieces import value_at
from scoring.report.rulebooks import in_words
from scoring.rulebook import Rulebook
from scoring.scorecard import LineScore, Scorecard
from scoring.solve import completion_for

EACH = pytest.mark.parametrize("key", KEYS)


def said(book: Rulebook) -> Any:
    """All that single forms show under a rulebook."""
    card = score(form(), book)
    lines = [(each.exact, each.shown, each.status, [note.code for note in each.notes]) for each in card.lines]
    found = sorted((each.code, str(each.line), each.severity) for each in audit(card))
    return lines, card.rule, card.grade(card.exact), found


@EACH
def test_the_key_shows_in_the_scoring_of_a_form(key: str) -> None:
    case = KEYS[key]
    assert (said(case.book) != said(case.without)) is case.shows


@EACH
def test_solve_works_back_over_it_or_refuses_it(key: str) -> None:
    case = KEYS[key]
    card = score(form(), case.book)
    for line, _ in plain(card):
        shape = curve(card, line)
        if case.solve == REFUSED:
            assert shape.reason is not None and beyond(key) in shape.reason.show()
            continue
        assert shape.reason is None and shape.done is not None
        assert value_at(shape.pieces, shape.done) == line.exact.value
        half = (line.points or F(0)) / 2
        found = completion_for(card, line.line.id, half)
        again = score(form(lines=with_completion(card, line, found.cell)), case.book).of(line.line.id)
        assert again is not None and (line.line.block == "budget" or again.shown.low >= half)


def with_completion(card: Scorecard, line: LineScore, cell: str) -> tuple[tuple[str, ...], ...]:
    """The lines of the form, one of them with another completion."""
    return tuple(
        (own.name, own.level1, own.target, cell if own.id == line.line.id else own.actual,
         str(own.weight), str(own.filed))
        for own in (each.line for each in card.lines) if own.block == "indicator"
    )  # fmt: skip


def beyond(key: str) -> str:
    """The key under which it is refused: of a table's inner keys the table."""
    return next(
        each for each in (key, key.rpartition(".")[0], key.split(".")[0]) if each in KEYS and each in derivation.BESIDE
    )


@EACH
def test_formulas_give_the_score_or_the_key_is_named_as_not_proved(key: str) -> None:
    case = KEYS[key]
    book, card = case.book, score(form(), case.book)
    if case.proofs == REFUSED:
        assert f"not of: {beyond(key)}" in in_words(book) and f"| `{beyond(key)}` |" in derivation.page()
        return
    assert "not of:" not in in_words(book)
    for line, read in plain(card):
        formula = symbolic.expression(read.kind, book.variant(read.kind), read.strict_low, read.strict_high)
        bound = read.high if read.kind == "reverse" else read.low
        high = read.high if read.kind == "within" else None
        assert bound is not None and read.actual is not None and read.actual.low is not None
        terms = Terms(line.points or F(0), bound, read.actual.low, high)
        assert symbolic.value(formula, terms) == line.exact.value


@EACH
def test_the_batch_gives_what_score_gives_or_refuses_it(key: str) -> None:
    pytest.importorskip("pyarrow", reason="the batch needs the extra batch")
    from scoring.batch import ColumnError, score_lines
    from scoring.batch.ruled import left_out

    case = KEYS[key]
    card = score(form(), case.book)
    for columns in (texts(card), numbers(card)):
        if case.batch == REFUSED:
            with pytest.raises(ColumnError) as caught:
                score_lines(columns, case.book)
            named = "rounding.places" if key.startswith("rounding") else beyond(key)
            assert named in str(caught.value)
            continue
        done = score_lines(columns, case.book, totals=True)
        assert done.left_out == left_out(case.book)
        assert (key in done.left_out) or case.batch != FORMS
        assert rows(done.lines) == scalar(card, columns["line"])
        if len(columns["line"]) == len(card.lines):
            assert done.totals["rule_low"] == [F(card.rule.low)]
            assert done.totals["rule_high"] == [F(card.rule.high)]
            assert done.totals["grade_rule"] == [card.grade(card.exact)]
            assert done.totals["grade_filed"] == [card.grade(card.filed)]


def test_the_batch_names_judged_categories_as_left_to_forms() -> None:
    pytest.importorskip("pyarrow", reason="the batch needs the extra batch")
    from scoring.batch.ruled import judged, left_out

    category = own("", HEAD + PLAIN.replace('"indicator", points = 90', '"产出", points = 90, judged = true'))
    every = own("", HEAD + PLAIN.replace("points = 90", "points = 90, judged = true"))
    assert ("form.blocks.judged" in left_out(category), judged(category)) == (True, (False, False, False))
    assert ("form.blocks.judged" in left_out(every), judged(every)) == (False, (False, False, True))


@pytest.mark.parametrize(("spent", "most"), [(100, 100), (75, 60), (40, 60)])
def test_what_is_reached_at_most_knows_the_caps(spent: int, most: int) -> None:
    """The row of funds at its best lifts every cap, no other line does."""
    from scoring.solve import completion_for_total

    with_caps, without = (
        {each.line: each.most for each in completion_for_total(score(form(spent), book), F(99))}
        for book in (KEYS["caps"].book, KEYS["caps"].without)
    )
    assert with_caps == {line: total if line == "budget" else min(total, most) for line, total in without.items()}


def rows(lines: dict[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    """What the batch gives, line by line."""
    every = zip(lines["line"], lines["rule_low"], lines["rule_high"], lines["status"], lines["findings"], strict=True)
    return {line: (F(low), F(high), status, sorted(found)) for line, low, high, status, found in every}


def scalar(card: Scorecard, ids: list[str]) -> dict[str, tuple[Any, ...]]:
    """What single forms give, of the findings that a batch looks for."""
    from scoring.batch.findings import CODES

    found: dict[str | None, list[str]] = {}
    for each in audit(card):
        if each.code in CODES:
            found.setdefault(each.line, []).append(each.code)
    return {
        each.line.id: (each.shown.low, each.shown.high, each.status, sorted(found.get(each.line.id, [])))
        for each in card.lines if each.line.id in ids
    }  # fmt: skip


def asked(monkeypatch: pytest.MonkeyPatch, case: Case) -> set[str]:
    """Every key that the reading of a rulebook asks for."""
    from indicators.reading.toml_table import Table

    found: set[str] = set()
    get = Table._get

    def told(table: Table, key: str) -> Any:
        path = [each for each in table.path if isinstance(each, str) and each != "parts"]
        if path[-1:] not in (["edges"], ["share"], ["least"], ["met"], ["part"], ["unmet"]):
            found.add(".".join((*path, key)))
        return get(table, key)

    monkeypatch.setattr(Table, "_get", told)
    assert case.book
    return found


BASIS = ("source", "status", "url")


def test_the_table_has_every_key(monkeypatch: pytest.MonkeyPatch) -> None:
    found = set().union(*(asked(monkeypatch, case) for case in KEYS.values()))
    tables = {key.rpartition(".")[0] for key in found} | {"valid", "form", "form.columns", "form.blocks"}
    kept = {key for key in found - tables if key.rpartition(".")[2] not in BASIS or "." not in key}
    assert kept - {*KEYS} == set()
    assert {key for key in KEYS if key not in found} == {"extends"}  # it is gone before the keys are read


def test_the_page_says_of_each_key_what_the_table_does() -> None:
    page = (Path(__file__).resolve().parent.parent.parent / "docs" / "rulebook-keys.md").read_text("utf-8")
    told: dict[str, tuple[str, ...]] = {}
    for row in re.findall(r"^\| (`.+) \|$", page, re.M):
        keys, *engines = row.split(" | ")
        told |= dict.fromkeys(re.findall("`([^`]+)`", keys), tuple(engines))
    whole = ("steps", "caps", "unsaid")  # whose inner keys stand and fall with them
    wanted = {key: case for key, case in KEYS.items() if key in whole or key.split(".")[0] not in whole}
    assert told == {key: (case.batch, case.solve, case.proofs) for key, case in wanted.items()}
