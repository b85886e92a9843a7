"""A rulebook that extends another: what it says itself, over what the other says.

What is taken over keeps its own source and status; where both say something of one table, the less certain holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from indicators.messages import Message
from indicators.reading.files import text_of
from indicators.reading.problems import Problem
from indicators.reading.toml_table import Document, parse
from scoring.rulebook import FOLDER, names
from scoring.rulebook_forms import STATUSES

IDENTITY = frozenset(
    {"id", "title", "document", "year", "status", "source", "url", "valid", "region", "extends", "format"}
)
BASIS = ("status", "source", "url")
MOST = 5  # how long a chain may be: a province, its parent, the ministry …


def extended(document: Document, behind: tuple[Path, ...] = ()) -> dict[str, Any]:
    """The data of a rulebook with what it takes over; a problem is told where ``extends`` stands.

    ``behind`` are the files that took this one over. Its status is that of the other where it has none of its own; what
    it says itself never rests on the other's source, but on its document where it gives no source.
    """
    own = document.data
    name = own.get("extends")
    above = _parent(document, name, behind) if isinstance(name, str) else None
    if above is None:
        if not document.problems:
            _tell(document, Message("the id of a rulebook, or a file, is wanted"))
        return own
    merged = {key: value for key, value in own.items() if key != "extends"}
    basis = {key: own[key] for key in BASIS if key in own}
    given = (own.get("document"), own.get("title"), above.get("source"))
    said = [each for each in given if isinstance(each, str) and each]
    merged |= {"source": said[0]} if said and "source" not in own else {}
    merged |= {"status": above["status"]} if "status" in above and "status" not in own else {}
    basis |= {key: merged[key] for key in ("status", "source") if key in merged}
    for key, value in above.items():
        if key in IDENTITY:
            continue
        if isinstance(value, dict):
            merged[key] = _table(value, own.get(key), above, basis)
        elif isinstance(value, list):
            merged.setdefault(key, _listed(value, above))
        else:
            merged.setdefault(key, value)
    return merged


def _parent(document: Document, name: str, behind: tuple[Path, ...]) -> dict[str, Any] | None:
    """The data of the rulebook that is extended, with all that it extends itself."""
    known = name in names()
    if not (known or name.endswith(".toml")):
        return None
    own, path = Path(document.file), FOLDER / f"{name}.toml" if known else Path(document.file).parent / name
    chain = (*behind, own.resolve())
    if path.resolve() in chain:
        _tell(document, Message("the chain comes back to {file}", {"file": name}))
        return None
    if len(chain) > MOST:
        _tell(document, Message("the chain is longer than {most} rulebooks", {"most": MOST}))
        return None
    text, problems = text_of(path, name)
    parent = parse(text, str(path), ours=known)
    _hand_on(document, (*problems, *parent.problems))
    if document.problems:
        return None
    if "extends" not in parent.data:
        return parent.data
    data = extended(parent, chain)
    _hand_on(document, parent.problems)
    return None if parent.problems else data


def _tell(document: Document, reason: Message) -> None:
    document.tell("I204", ("extends",), key="extends", reason=reason)


def _hand_on(document: Document, problems: Iterable[Problem]) -> None:
    """Tell what is wrong further up, each once, however long the chain."""
    for each in problems:
        values = dict(each.message.values)
        reason = values.get("reason") if values.get("key") == "extends" else None
        _tell(document, reason if isinstance(reason, Message) else each.message)


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


def _listed(theirs: list[Any], above: Mapping[str, Any]) -> list[Any]:
    """A list of tables of the other (form, steps, caps), each with its basis: who has such a list takes none over."""
    basis = {key: above[key] for key in BASIS if key in above}
    bare = {key: value for key, value in basis.items() if key != "url"}  # an address belongs to its source
    return [(bare if "source" in each else basis) | each if isinstance(each, dict) else each for each in theirs]
