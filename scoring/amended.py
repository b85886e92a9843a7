"""A rulebook as the notes under a form amend it: what they add, and what of them is not understood."""

from __future__ import annotations

from attrs import evolve

from indicators.form import Form
from scoring.own_notes import notes_of
from scoring.rulebook import Rulebook, Unsaid
from scoring.unread_rules import deducts_beyond, ladders, speaks_of, unread_rules


def amended(book: Rulebook, form: Form) -> Rulebook:
    """The rulebook with the rules that the form's own notes add; itself where they add none.

    >>> from scoring.rulebook import rulebook
    >>> form = Form("project", notes=("注：逾期的酌情扣分",))
    >>> [each.text for each in amended(rulebook("mof-2020"), form).unread]
    ['逾期的酌情扣分']
    """
    notes = notes_of(form)
    found, steps = unread_rules(notes), ladders(notes)
    if not found and not steps:
        return book
    deductions = tuple(Unsaid(each.text, "over") for each in found if deducts_beyond(each))
    unread = tuple(each for each in found if not deducts_beyond(each))
    book = evolve(book, unsaid=(*book.unsaid, *deductions))
    return evolve(book, unread=unread, ladders=steps, grades=() if speaks_of(unread, "grades") else book.grades)
