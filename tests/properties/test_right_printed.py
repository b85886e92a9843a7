"""A right form, printed by us and read back, is accused of nothing: under every rulebook, with reasons and without."""

from __future__ import annotations

import pytest
import right_forms as right
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tiers import SLOW, examples, variants

from indicators import Form, Line
from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from indicators.recognition.recognise import recognise
from scoring import score
from scoring.audit import ERROR, audit
from scoring.fix.changes import changes
from scoring.report import FormReport, Report, render
from scoring.report.official import official
from scoring.report.official.sheet import document
from scoring.rulebook import Rulebook, names, rulebook

KINDS = ("xlsx", "docx", "html")
# every rulebook with one kind, then with the next
FILES = [(name, KINDS[(at + turn) % 3]) for turn in range(3) for at, name in enumerate(names())]
WORDS = {"met": "达成", "part": "部分达成", "unmet": "未完成"}


def printable(form: Form, book: Rulebook, *, reasons: bool = True) -> Form:
    """The form with what a page cannot carry said in its cells: levels as words, no rates, no step tables."""

    def plain(line: Line) -> Line:
        words = {"actual": WORDS[line.level], "level": None, "rate": None} if line.level else {}
        steps = {"actual": "95%", "steps": ()} if line.steps else {}
        return evolve(line, reason="", **words, **steps)

    form = evolve(right.changed(form, plain), weights="printed", title="")  # the page gives the title of its kind
    return right.settled(right.filed_by_rule(form, book), book, reasons=reasons)


def back(form: Form, book: Rulebook) -> Form:
    """The form as our own page of it reads."""
    read = recognise(document(official(form, book)))
    assert read.gaps == ()
    [found] = read.forms
    return found


def errors(form: Form, book: str | None) -> list[tuple[str, str | None]]:
    return [(each.code, each.line) for each in audit(score(form, book)) if each.severity == ERROR]


@pytest.mark.parametrize("name", names())
@SLOW
@given(st.data())
def test_a_right_form_printed_and_read_back_has_no_error(name: str, data: st.DataObject) -> None:
    form, book = data.draw(right.right_forms(rulebook(name)))
    found = back(printable(form, book), book)
    assert errors(found, name) == []
    assert {code for code, _ in errors(found, None)} <= {"R501"}  # whether a page has room for reasons is not read yet
    card = score(found, name)
    assert changes(card, audit(card)) == ()


@pytest.mark.parametrize(("name", "kind"), variants(FILES, len(names())))
@settings(max_examples=examples(9))
@given(data=st.data(), reasons=st.booleans())
def test_a_right_form_in_a_file_of_ours_has_no_error(name: str, kind: str, data: st.DataObject, reasons: bool) -> None:
    """Written, read back and scored, under the rulebook that it was filed under and under what the page tells."""
    form, book = data.draw(right.right_forms(rulebook(name)))
    card = score(printable(form, book, reasons=reasons), name)
    made = render(Report((FormReport(card, tuple(audit(card))),)), kind)
    [found] = contents(made.encode() if isinstance(made, str) else made, f"form.{kind}", Limits()).forms
    asked = set() if reasons else {"R501", "B207"}
    assert {code for code, _ in errors(found, name)} <= asked
    assert {code for code, _ in errors(found, None)} <= asked | {"R501"}
    assert score(found, name).exact == card.exact or book.form(form.kind).unscored


@pytest.mark.parametrize("name", names())
@SLOW
@given(st.data())
def test_without_reasons_only_reasons_are_asked_for(name: str, data: st.DataObject) -> None:
    """And no score moves."""
    form, book = data.draw(right.right_forms(rulebook(name)))
    told, bare = (back(printable(form, book, reasons=reasons), book) for reasons in (True, False))
    assert {code for code, _ in errors(bare, None)} <= {"R501", "B207"}
    assert score(bare, name).exact == score(told, name).exact
