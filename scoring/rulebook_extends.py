"""A rulebook that extends another: what it says itself, over what the other says.

What is taken over keeps its own source and status; where both say something of one table, the less certain holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indicators.messages import Message
from indicators.reading.files import text_of
from indicators.reading.problems import InputError
from indicators.reading.toml_table import Document, parse
from scoring.rulebook import FOLDER, names
from scoring.rulebook_forms import STATUSES

IDENTITY = frozenset(
    {"id", "title", "document", "year", "status", "source", "url", "valid", "region", "extends", "format"}
)
BASIS = ("status", "source", "url")
MOST = 5  # how long a chain may be: a province, its parent, the ministry …


def extended(document: Document, depth: int = 1) -> dict[str, Any]:
    """The data of a rulebook with what it takes over; a problem is told where ``extends`` stands."""
    own = document.data
    name = own.get("extends")
    above = _parent(document, name, depth) if isinstance(name, str) else None
    if above is None:
        if not document.problems:
            reason = Message("the id of a rulebook, or a file, is wanted")
            document.tell("I204", ("extends",), key="extends", reason=reason)
        return own
    merged = {key: value for key, value in own.items() if key != "extends"}
    basis = {key: own[key] for key in BASIS if key in own}
    for key, value in above.items():
        if key in IDENTITY:
            continue
        if isinstance(value, dict):
            merged[key] = _table(value, own.get(key), above, basis)
        elif key == "form" and "form" not in own:
            merged[key] = _forms(value, above)
        else:
            merged.setdefault(key, value)
    return merged


def _parent(document: Document, name: str, depth: int) -> dict[str, Any] | None:
    """The data of the rulebook that is extended, with all that it extends itself."""
    known = name in names()
    if depth > MOST or not (known or name.endswith(".toml")):
        return None
    path = FOLDER / f"{name}.toml" if known else Path(document.file).parent / name
    text, problems = text_of(path, name)
    parent = parse(text, name, ours=known)
    for each in (*problems, *parent.problems):
        document.tell("I204", ("extends",), key="extends", reason=each.message)
    if document.problems:
        return None
    if "extends" not in parent.data:
        return parent.data
    try:
        data = extended(parent, depth + 1)
    except InputError:  # pragma: no cover - extended tells, it does not raise
        return None
    for each in parent.problems:
        document.tell("I204", ("extends",), key="extends", reason=each.message)
    return None if parent.problems else data | {key: parent.data[key] for key in BASIS if key in parent.data}


def _table(theirs: Mapping[str, Any], own: object, above: Mapping[str, Any], basis: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """A table of both: the own keys first; its basis is said, or the less certain of the two."""
    full = {key: above[key] for key in BASIS if key in above} | dict(theirs)
    if "source" in theirs and "url" not in theirs:
        full.pop("url", None)
    if own is None:
        return full
    if not isinstance(own, dict):
        return own
    merged = {key: value for key, value in full.items() if key not in BASIS} | own
    if "status" not in own:
        merged["status"] = max(full.get("status", ""), basis.get("status", ""), key=_doubt)
    if "source" not in own:
        merged["source"] = "; ".join(dict.fromkeys(filter(None, (basis.get("source", ""), full.get("source", "")))))
    return merged


def _doubt(status: str) -> int:
    return [*STATUSES].index(status) if status in STATUSES else -1


def _forms(theirs: list[Any], above: Mapping[str, Any]) -> list[Any]:
    """The forms of the other, each with the basis of its own: a rulebook that has forms itself takes none over."""
    basis = {key: above[key] for key in BASIS if key in above}
    return [basis | each if isinstance(each, dict) else each for each in theirs]
