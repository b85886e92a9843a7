"""A rulebook as the notes under a form amend it: what they add, and what of them is not understood."""

from __future__ import annotations

from attrs import evolve

from indicators.form import Form
from scoring.own_notes import notes_of
from scoring.rulebook import Rulebook
from scoring.unread_rules import speaks_of, unread_rules


def amended(book: Rulebook, form: Form) -> Rulebook:
    """The rulebook with the rules that the form's own notes add; itself where they add none.

    >>> from scoring.rulebook import rulebook
    >>> form = Form("project", notes=("注：偏差±10%以内的视为完成",))
    >>> [each.text for each in amended(rulebook("mof-2020"), form).unread]
    ['偏差±10%以内的视为完成']
    """
    unread = unread_rules(notes_of(form))
    if not unread:
        return book
    return evolve(book, unread=unread, grades=() if speaks_of(unread, "grades") else book.grades)
