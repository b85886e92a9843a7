"""The money of consolidation: what weighs a line (资金额度), and the budget line of several forms added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve

from indicators.exact import MAX_DIGITS
from indicators.form import Budget, Form, Line, Source
from indicators.units import unit
from scoring.audit.amount import money
from scoring.consolidate.written import exact_decimal

BASE = "万元"


def funds(form: Form, line: Line, basis: str) -> Fraction | None:
    """The funds that weigh a line of a form, in 元 whatever it counts in; None where they are not known.

    A consolidated line carries its own; else it is the form's budget, the ``initial`` or the ``adjusted`` one as the
    rulebook's ``consolidation.weights`` says (资金额度; which budget is not printed).

    >>> form = Form("project", budget=Budget(Line("budget", "budget", target="3", actual="1"), "万元"))
    >>> funds(form, Line("i1", "indicator"), "adjusted")
    Fraction(30000, 1)
    """
    budget = form.budget
    counted = budget.money_unit if budget else BASE
    if line.funds:
        return money(line.funds, counted)
    if budget is None:
        return None
    return money(budget.initial if basis == "initial" and budget.initial else budget.line.target, counted)


def as_text(value: Fraction, measured: str = BASE) -> str:
    """An amount in 元 as exact text with its unit; empty where it has more digits than a cell may."""
    text = exact_decimal(value / unit(measured).factor)
    return f"{text}{measured}" if text and len(text.strip("-").replace(".", "")) <= MAX_DIGITS else ""


def budgets(forms: Sequence[Form], parent: Budget | None) -> Budget | None:
    """The budget line of all forms: sums in one money unit, the largest in use; the rate is left to be recomputed.

    An amount that one form lacks is missing in the sum. The parent's own budget wins over the sum.
    """
    every = [form.budget for form in forms if form.budget]
    if not every:
        return parent
    units = {each.money_unit for each in every}
    measured = parent.money_unit if parent else max(units, key=lambda name: (unit(name).factor, name))
    whole = len(every) == len(forms)

    def added(amounts: Iterable[tuple[str, str]]) -> str:
        return _added(amounts, measured) if whole else ""

    target = added((each.line.target, each.money_unit) for each in every)
    actual = added((each.line.actual, each.money_unit) for each in every)
    initial = added((each.initial, each.money_unit) for each in every)
    if parent:
        line = evolve(parent.line, target=parent.line.target or target, actual=actual, printed_rate="")
        return evolve(parent, line=line, initial=parent.initial or initial)
    line = Line("budget", "budget", every[0].line.name, target, actual, unit=measured)
    return Budget(line, measured, initial, _sources(every, measured) if whole else ())


def _added(amounts: Iterable[tuple[str, str]], measured: str) -> str:
    """The sum of amounts, each in its money unit, as a figure in ``measured``; empty where one is missing."""
    values = [money(*each) for each in amounts]
    known = [value for value in values if value is not None]
    return as_text(sum(known, Fraction(0)), measured).removesuffix(measured) if len(known) == len(values) else ""


def _sources(every: Sequence[Budget], measured: str) -> tuple[Source, ...]:
    """The sources by name, where every form names some."""
    if not all(each.sources for each in every):
        return ()
    own = [(source, each.money_unit) for each in every for source in each.sources]
    return tuple(
        Source(
            name,
            _added([(source.budget, counted) for source, counted in own if source.name == name], measured),
            _added([(source.spent, counted) for source, counted in own if source.name == name], measured),
        )
        for name in sorted({source.name for source, _ in own})
    )
