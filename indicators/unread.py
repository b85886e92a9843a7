"""The third state of a cell, beside present and missing: unread (待核对), without a value until a person reads it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from attrs import NOTHING, evolve, fields_dict

from indicators.form import Budget, Candidates, Form, Group, Line, Source, unread_of
from indicators.messages import Message

# the cells of a line that its score by the rule rests on; its name and categories tell units and directions
SCORED_BY = frozenset(
    ("level1", "level2", "name", "target", "actual", "kind", "unit", "level", "rate", "standard")
)  # fmt: skip
# what the cells are called in a sentence
NAMES = MappingProxyType(
    {
        "target": "the target", "actual": "the completion", "weight": "the weight", "filed": "the filed score",
        "name": "the name", "level1": "the category", "level2": "the subcategory", "kind": "the kind",
        "unit": "the unit", "level": "the level", "rate": "the share within the level", "standard": "the standard",
        "reason": "the reason", "reviewed": "the reviewed score", "printed_rate": "the printed rate",
        "initial": "the initial budget", "budget": "the budget", "spent": "the amount spent",
        "printed_total": "the printed total", "printed_grade": "the printed grade", "title": "the title",
        "project": "the project name", "department": "the department", "year": "the year",
        "deviation_reason": "the reason for the deviation", "improvement": "the improvement", "text": "the text",
    }
)  # fmt: skip


def named(key: str) -> Message:
    """What the cell ``key`` is called in a sentence."""
    return Message(NAMES.get(key, key))


def blank(part: Any) -> Any:  # noqa: ANN401 - a part of a form, of the same kind
    """A part of a form with the fields of its unread cells empty; what they held is a candidate.

    >>> line = blank(Line("i1", "indicator", actual="95%", unread=("actual",)))
    >>> line.actual, line.candidates
    ('', (('actual', ('95%',)),))
    """
    keys = part.unread_cells if isinstance(part, Form) else part.unread
    changes: dict[str, object] = {}
    candidates = part.candidates
    for key in keys:
        known = fields_dict(type(part)).get(key)
        if known is None:
            continue
        empty = "" if known.default is NOTHING else known.default
        if getattr(part, key) != empty:
            changes[key] = empty
            candidates = with_candidate(candidates, key, str(getattr(part, key)))
    return evolve(part, **changes, candidates=candidates) if changes else part


def blanked(form: Form) -> Form:
    """A form in which no unread cell has a value, so that nothing can rest on one."""
    if not form.to_confirm:
        return form
    budget = None if form.budget is None else blank_budget(form.budget)
    groups = (evolve(blank(each), lines=tuple(map(blank, each.lines))) for each in form.groups)
    goal = None if form.goal is None else blank(form.goal)
    indicators = tuple(map(blank, form.indicators))
    changed: Form = evolve(blank(form), budget=budget, goal=goal, indicators=indicators, groups=tuple(groups))
    return changed


def blank_budget(budget: Budget) -> Budget:
    """The budget line and its sources with the fields of their unread cells empty."""
    line, initial = blank(budget.line), budget.initial
    if initial and line.is_unread("initial"):
        line, initial = evolve(line, candidates=with_candidate(line.candidates, "initial", initial)), ""
    return evolve(budget, line=line, initial=initial, sources=tuple(map(blank, budget.sources)))


def with_candidate(candidates: Candidates, key: str, text: str) -> Candidates:
    """The candidates with ``text`` first among those of ``key``.

    >>> with_candidate((("actual", ("85%",)),), "actual", "95%")
    (('actual', ('95%', '85%')),)
    """
    known = dict(candidates)
    return tuple((known | {key: tuple(dict.fromkeys((text, *known.get(key, ()))))}).items())


def readings(part: Form | Line | Source | Group, key: str) -> tuple[str, ...]:
    """What an unread cell may be, the likeliest first; empty where nothing is known of it."""
    return dict(part.candidates).get(key, ())


def confirmed(part: Any, key: str) -> Any:  # noqa: ANN401 - a part of a form, of the same kind
    """A part of a form whose cell ``key`` a person has read; what it holds is what that person said.

    >>> confirmed(Line("i1", "indicator", unread=("actual",), candidates=(("actual", ("95%", "85%")),)), "actual")
    Line(id='i1', block='indicator')
    """
    left = tuple(each for each in unread_of(part) if each != key)
    candidates = tuple(each for each in part.candidates if each[0] != key)
    name = "unread_cells" if isinstance(part, Form) else "unread"
    return evolve(part, **{name: left, "candidates": candidates})
