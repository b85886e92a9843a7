"""Form → TOML text. What is written reads back equal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from indicators.exact import Number
from indicators.form import LEVELS, Budget, Candidates, Ends, Form, Line
from indicators.messages import HIDDEN
from indicators.reading.toml_form import GOAL_NAME

_NUMBER = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,40})?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CONTROL = re.compile(f'[\x00-\x1f\x7f\\\\"{"".join(map(chr, HIDDEN))}]')
Value = str | Number | int | bool | None
# Fields whose label alone says something, their value or none: that the form asks for them.
_ASKED = ("project", "department", "unit", "deviation_reason")


def write_form(form: Form, *, places: bool = False) -> str:
    """The TOML text of a form: numbers as they were written, keys in the order of the form.

    With ``places`` a comment behind each key says where in the document its value stood, and the remarks of the
    reading stand at the top.

    >>> print(write_form(Form("project", project="道路养护", printed_total=Number.of("98.50"))))
    [form]
    kind = "project"
    project = "道路养护"
    printed_total = 98.50
    <BLANKLINE>
    """
    spots = _spots if places else _nowhere
    parts = [_remarks(form) if places else "", _pairs({"rulebook": form.rulebook}), "\n".join(_head(form, spots(form)))]
    for block in form.blocks:
        printed: dict[str, Value] = {"name": block.name, "points": block.points}
        parts.append("\n".join(("[[block]]", _pairs(printed, "name", "points"))))
    if form.budget:
        parts.append("\n".join(_budget(form.budget, spots(form.budget.line))))
    if form.goal:
        parts.append("\n".join(_line("[goal]", form.goal, spots(form.goal))))
    parts += ["\n".join(_line("[[indicator]]", line, spots(line))) for line in form.indicators]
    for group in form.groups:
        keys = {"name": group.name, "weight": group.weight, "text": group.text}
        parts.append("\n".join(filter(None, ("[[group]]", _pairs(keys), *_unread(group.unread, group.candidates)))))
        parts += ["\n".join(_line("[[group.indicator]]", line, spots(line))) for line in group.lines]
    parts += ["\n".join(("[[other]]", f"cells = {_texts(other.cells)}")) for other in form.others]
    for accept in form.accepts:
        keys = {"code": accept.code, "line": accept.line, "reason": accept.reason}
        parts.append("\n".join(("[[accept]]", _pairs(keys, "code", "reason"))))
    return "\n\n".join(part for part in parts if part) + "\n"


Spots = Mapping[str, str]


def _nowhere(_: Form | Line) -> Spots:
    return {}


def _spots(owner: Form | Line) -> Spots:
    """Where the value of each key stood."""
    return {key: place.spot for key, place in owner.places if place.spot}


def _remarks(form: Form) -> str:
    """What the reading had to say, as comments."""
    lines = [f"{each.place}{' ' if each.line else ''}{each.line}: {each.message.show('zh')}" for each in form.remarks]
    return "\n".join(f"# {' '.join(line.split())}" for line in (str(form.place), *lines) if line)


def _head(form: Form, spots: Spots) -> Iterator[str]:
    yield "[form]"
    yield _pairs(
        {
            "kind": form.kind,
            "title": form.title,
            "project": form.project,
            "department": form.department,
            "unit": form.unit,
            "year": form.year,
            "printed_total": form.printed_total,
            "printed_grade": form.printed_grade,
            "reviewed": form.reviewed,
            "weights": form.weights if form.weights != "declared" else "",
            "deviation_reason": form.deviation_reason,
            "improvement": form.improvement,
            "basic_expenditure": form.basic_expenditure,
            "project_expenditure": form.project_expenditure,
        },
        *_labelled(form, _ASKED),
        spots=spots,
    )
    yield from _unread((*form.unread_cells, *form.unread), form.candidates)
    for key, texts in (("columns", form.columns), ("notes", form.notes)):
        if texts:
            yield f"{key} = {_texts(texts)}"


def _labelled(owner: Form | Line, keys: Sequence[str]) -> Iterator[str]:
    """The keys whose label the form has; an empty one is written too."""
    there = dict(owner.places)
    return (key for key in keys if key in there)


def _budget(budget: Budget, spots: Spots) -> Iterator[str]:
    line = budget.line
    yield "[budget]"
    keys: dict[str, Value] = {"weight": line.weight, "budget": _amount(line.target), "spent": _amount(line.actual)}
    keys |= {"money_unit": budget.money_unit, "initial": _amount(budget.initial), "printed_rate": line.printed_rate}
    keys |= {"filed": line.filed, "reviewed": line.reviewed, "reason": line.reason}
    yield _pairs(keys, *_labelled(line, ("reason",)), spots=spots)
    yield from _unread(line.unread, line.candidates, {"target": "budget", "actual": "spent"})
    for source in budget.sources:
        yield "\n[[budget.source]]"
        yield _pairs({"name": source.name, "budget": _amount(source.budget), "spent": _amount(source.spent)}, "name")
        yield from _unread(source.unread, source.candidates)


def _unread(
    keys: Sequence[str], candidates: Candidates, names: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """What a person must read first (待核对), and what it may be."""
    if keys:
        yield f"unread = {_texts(names.get(key, key) for key in keys)}"
    if candidates:
        shown = ", ".join(f"{names.get(key, key)} = {_texts(texts)}" for key, texts in candidates)
        yield f"candidates = {{{shown}}}"


def _amount(text: str) -> Value:
    return Number.of(text) if _NUMBER.fullmatch(text) else text


def _line(heading: str, line: Line, spots: Spots) -> Iterator[str]:
    yield heading
    name = "" if line.block == "goal" and line.name == GOAL_NAME else line.name
    keys: dict[str, Value] = {"level1": line.level1, "level2": line.level2, "name": name}
    keys |= {
        "target": line.target,
        "actual": line.actual,
        "weight": line.weight,
        "filed": line.filed,
        "reviewed": line.reviewed,
        "kind": line.kind,
    }
    keys |= {"unit": line.unit, "level": LEVELS[line.level] if line.level else "", "rate": line.rate}
    keys |= {"standard": line.standard, "reason": line.reason, "aggregate": line.aggregate, "sub": line.sub or None}
    if line.block == "indicator" and not (line.name or line.target or line.unread or line.standard):
        keys["name"] = None
        yield 'name = ""'
    asked = _labelled(line, ("reason",)) if line.block == "goal" else ()  # of indicators the columns tell
    yield from filter(None, (_pairs(keys, *asked, spots=spots),))
    for key, ends in (("exact", line.exact), ("exact_target", line.exact_target)):
        if ends is not None:
            yield f"{key} = {_ends(ends)}"
    if line.funds:
        yield f"funds = {_value(_amount(line.funds))}"
    yield from _unread(line.unread, line.candidates)
    if line.steps:
        rows = ", ".join(f"{{at = {_text(step.at)}, points = {_value(step.points)}}}" for step in line.steps)
        yield f"steps = [{rows}]"


def _ends(ends: Ends) -> str:
    low, high = (_text("" if end is None else str(end)) for end in ends)
    return low if ends[0] == ends[1] is not None else f"[{low}, {high}]"


def _pairs(keys: Mapping[str, Value], *needed: str, spots: Spots = MappingProxyType({})) -> str:
    """The keys that say something, and those that must be there, one a line."""
    said = ((key, value) for key, value in keys.items() if key in needed or (value is not None and value != ""))
    return "\n".join(f"{key} = {_value(value)}{_comment(spots.get(key, ''))}" for key, value in said)


def _comment(spot: str) -> str:
    return f"  # {' '.join(spot.split())}" if spot else ""


def _texts(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Number):
        return value.text if _NUMBER.fullmatch(value.text) else _text(value.text)
    return _text(value or "")


def _text(text: str) -> str:
    return '"' + _CONTROL.sub(lambda found: _ESCAPES.get(found[0]) or _escape(found[0]), text) + '"'


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
