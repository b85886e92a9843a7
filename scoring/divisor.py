"""Which budget the execution rate divides by: the rulebook says, else the form, else either may."""

from __future__ import annotations

from attrs import evolve

from indicators.form import Form, Line
from indicators.measure import Measure, measure
from scoring.rulebook import Rulebook


def measured_under(form: Form, line: Line, rules: Rulebook) -> Measure:
    """What a line's cells mean together; of the funds row with the budget that the rulebook divides by."""
    if line.block != "budget" or form.budget is None:
        return measure(line, form.year)
    if rules.divides_by == "initial" and (line.is_unread("initial") or form.budget.initial):
        others = tuple(key for key in line.unread if key != "target")
        unread = (*line.unread, "target") if line.is_unread("initial") else others
        return measure(evolve(line, target=form.budget.initial or line.target, unread=unread), form.year)
    # one that declares its kind is what it says; of another the amounts may stand in two units (scale)
    known = evolve(line, block="indicator") if line.kind is not None else evolve(line, kind="positive")
    read = measure(known, form.year)
    if rules.divides_by is None and not rules.id and form.budget.initial:
        from scoring.alone import by_either_budget  # a form that no rulebook fits

        return by_either_budget(form, evolve(line, kind="positive"), read)
    return read
