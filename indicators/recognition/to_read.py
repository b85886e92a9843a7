"""Cells of a document that a person must read first (待核对): no numbers where numbers must be, or marked so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from indicators.form import Budget, Form, Line
from indicators.unread import with_candidate

MARK = "待核对"
_TEXTS = ("name", "target", "actual", "level1", "level2", "reason", "standard", "printed_rate")
_CELLS = {"budget": "target", "spent": "actual"}  # columns of the funds table → cells of its line


@frozen
class Doubtful:
    """One cell: its line (empty: the head), the role of its column, and what it holds."""

    line: str
    role: str
    text: str


def marked(form: Form, found: Sequence[Doubtful]) -> Form:
    """The form with those cells as unread, and every cell of text that is marked so."""
    cells: dict[str, list[Doubtful]] = {}
    for each in found:
        cells.setdefault(each.line, []).append(each)
    head = tuple("printed_total" for each in cells.get("", ()) if each.role == "total")
    return evolve(
        form,
        unread_cells=(*form.unread_cells, *head),
        budget=None if form.budget is None else _budget(form.budget, cells.get("budget", ())),
        goal=None if form.goal is None else _line(form.goal, cells.get("goal", ())),
        indicators=tuple(_line(line, cells.get(line.id, ())) for line in form.indicators),
        groups=tuple(
            evolve(group, lines=tuple(_line(line, cells.get(line.id, ())) for line in group.lines))
            for group in form.groups
        ),
    )


def _budget(budget: Budget, found: Sequence[Doubtful]) -> Budget:
    base = "budget" if any(each.role == "budget" for each in found) or budget.line.target else "initial"
    keys = {base: "target"} | _CELLS
    return evolve(
        budget, line=_line(budget.line, [evolve(each, role=keys.get(each.role, each.role)) for each in found])
    )


def _line(line: Line, found: Sequence[Doubtful]) -> Line:
    texts = [key for key in _TEXTS if getattr(line, key).startswith(MARK)]
    keys = dict.fromkeys((*line.unread, *(each.role for each in found), *texts))
    if not (found or texts):
        return line
    candidates = line.candidates
    for each in found:
        if each.text and not each.text.startswith(MARK):
            candidates = with_candidate(candidates, each.role, each.text)
    blanks: dict[str, Any] = dict.fromkeys((*texts, *(each.role for each in found if each.role in _TEXTS)), "")
    return evolve(line, unread=tuple(keys), candidates=candidates, **blanks)
