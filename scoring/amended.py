"""A rulebook as the notes under a form amend it: what they add, and what of them is not understood."""

from __future__ import annotations

from attrs import evolve

from indicators.form import Form
from scoring.noted_caps import NotedCaps, noted_caps
from scoring.noted_grades import noted_grades
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
    found, steps, most = unread_rules(notes), ladders(notes), noted_caps(notes)
    names = noted_grades(notes)
    if len(names) == len(book.grades):
        edges = (edge for _, edge in book.grades)
        book = evolve(book, grades=tuple(zip(names, edges, strict=True)))
    if most.caps or most.needs:
        book = _capped(book, most)
    if not found and not steps:
        return book
    deductions = tuple(Unsaid(each.text, "over") for each in found if deducts_beyond(each))
    unread = tuple(each for each in found if not deducts_beyond(each))
    book = evolve(book, unsaid=(*book.unsaid, *deductions))
    return evolve(book, unread=unread, ladders=steps, grades=() if speaks_of(unread, "grades") else book.grades)


def _capped(book: Rulebook, most: NotedCaps) -> Rulebook:
    """The rulebook with the caps of the notes in place of its own; a grade is known by its first character."""
    names = {name[:1]: name for name, _ in book.grades}
    needs = tuple((names[grade], rate) for grade, rate in most.needs if grade in names)
    return evolve(book, caps=most.caps or book.caps, grade_needs=needs or book.grade_needs, noted=True)
