"""The keys ``unread`` (待核对) and ``candidates`` of a TOML form: the cells that a person must read first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from attrs import evolve

from indicators.form import Budget, Candidates, Form, Group, Line, Source
from indicators.reading.toml_table import Table
from indicators.unread import blank, blank_budget

_HEAD = (
    "title", "project", "department", "unit", "year", "printed_total", "printed_grade", "deviation_reason",
    "improvement", "reviewed",
)  # fmt: skip
_LINE = (
    "level1", "level2", "name", "target", "actual", "weight", "filed", "kind", "unit", "level", "rate", "reason",
    "standard", "reviewed",
)  # fmt: skip
_GOAL = ("target", "actual", "weight", "filed", "level", "rate", "reason", "reviewed")
_BUDGET = ("budget", "spent", "weight", "filed", "initial", "printed_rate", "reason", "reviewed")
_AMOUNTS = {"budget": "target", "spent": "actual"}  # keys of the budget's table → cells of its line
Part = TypeVar("Part", Form, Budget, Source, Group, Line)


def with_unread(part: Part, table: Table, aliases: Mapping[str, str]) -> Part:
    """A part of a form with the cells that its table names as unread; problems are told to the table."""
    changed: Any
    if isinstance(part, Form):
        changed = _head(part, table, aliases)
    elif isinstance(part, Budget):
        changed = _budget(part, table, aliases)
    else:
        keys, candidates = _cells(table, aliases, _known(part))
        changed = blank(evolve(part, unread=keys, candidates=candidates))
    same: Part = changed  # a part of the same kind
    return same


def _known(part: Source | Group | Line) -> tuple[str, ...]:
    if isinstance(part, Line):
        return _GOAL if part.block == "goal" else _LINE
    return ("name", "budget", "spent") if isinstance(part, Source) else ("weight", "text")


def _budget(budget: Budget, table: Table, aliases: Mapping[str, str]) -> Budget:
    keys, candidates = _cells(table, aliases, _BUDGET)
    fields = tuple(_AMOUNTS.get(key, key) for key in keys)
    readings = tuple((_AMOUNTS.get(key, key), texts) for key, texts in candidates)
    return blank_budget(evolve(budget, line=evolve(budget.line, unread=fields, candidates=readings)))


def _head(form: Form, table: Table, aliases: Mapping[str, str]) -> Form:
    """In the head every other text is a part of a document that could not be read."""
    texts = table.texts("unread")
    keys = tuple(key for text in texts if (key := aliases.get(text, text)) in _HEAD)
    parts = tuple(text for text in texts if aliases.get(text, text) not in _HEAD)
    changed: Form = blank(evolve(form, unread=parts, unread_cells=keys, candidates=_candidates(table, keys)))
    return changed


def _cells(table: Table, aliases: Mapping[str, str], known: tuple[str, ...]) -> tuple[tuple[str, ...], Candidates]:
    keys = []
    for text in table.texts("unread"):
        key = aliases.get(text, text)
        if key in known:
            keys.append(key)
        else:
            table.tell("I208", "unread", choices=known, found=text)
    return tuple(keys), _candidates(table, keys)


def _candidates(table: Table, keys: Iterable[str]) -> Candidates:
    inner = table.table("candidates")
    if inner is None:
        return ()
    found = tuple((key, texts) for key in keys if (texts := inner.texts(key)))
    inner.close()
    return found
