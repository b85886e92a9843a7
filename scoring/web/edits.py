"""A form and what a page posted → the form edited. What the TOML reader would refuse is refused in its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from attrs import evolve, frozen

from indicators.checked import FieldError
from indicators.exact import Number, NumberError
from indicators.form import KINDS, LEVELS, Budget, Form, Group, Line, unread_of
from indicators.messages import SEEN, Message
from indicators.reading.toml_form import read_form
from indicators.unread import confirmed, readings
from indicators.writing.toml import write_form
from scoring.rulebook import names
from scoring.show import to_confirm

MONEY = ("元", "千元", "万元", "亿元")
_LINE_TEXTS = frozenset({"level1", "level2", "name", "target", "actual", "reason", "printed_rate"})
_FORM_TEXTS = frozenset({"title", "project", "department", "unit", "printed_grade", "deviation_reason", "improvement"})
_NUMBERS = frozenset({"weight", "filed", "rate", "printed_total"})
_CHOICES: Mapping[str, Callable[[], tuple[str, ...]]] = MappingProxyType(
    {"kind": lambda: KINDS, "level": lambda: tuple(LEVELS), "rulebook": names, "money_unit": lambda: MONEY}
)
_PROBE = Line("goal", "goal", actual="100%")


@frozen
class Wrong:
    """A value that was refused: the cell's name, what was typed, and why."""

    name: str
    typed: str
    message: Message


@frozen
class Edited:
    """The form after an edit, the names of the cells that changed, and what was refused."""

    form: Form
    changed: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()


class _Refused(ValueError):
    def __init__(self, message: Message) -> None:
        super().__init__(message.template)
        self.message = message


def shown(value: object) -> str:
    """A value as a page can hold it and posts it back: no control characters, hidden ones as codes, one line end.

    >>> shown("a\\r\\nb\\x00"), shown(None), shown(Number.of("12.50"))
    ('a\\nb\\ufffd', '', '12.50')
    """
    text = "" if value is None else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(SEEN)
    return text.encode("utf-8", "replace").decode("utf-8")


def edit(form: Form, posted: Mapping[str, str]) -> Edited:
    """Take over every posted cell that differs from the form's; a cell that is refused stays as it was.

    A cell's name is the id of its line, or ``form``, and a key; a merged cell names all its lines.

    >>> done = edit(Form("project", indicators=(Line("i1", "indicator", actual="8场"),)), {"i1.actual": "9场"})
    >>> done.form.indicators[0].actual, done.changed
    ('9场', ('i1.actual',))
    """
    changed, wrong = [], []
    for name, typed in posted.items():
        owners, _, key = name.rpartition(".")
        text = shown(typed)
        try:
            new = form
            for owner in owners.split("+"):
                new = _set(new, owner, key, text)
        except _Refused as refused:
            wrong.append(Wrong(name, text, refused.message))
            continue
        if new is not form:
            form = new
            changed.append(name)
    return Edited(form, tuple(changed), tuple(wrong))


def value_of(form: Form, owner: str, key: str) -> object:
    """What a form holds in a cell; None for a cell that there is not."""
    holder = _holder(form, owner, key)
    return None if holder is None else getattr(holder, key, None)


def _holder(form: Form, owner: str, key: str) -> Form | Budget | Group | Line | None:
    if owner == "form":
        return form if key in _FORM_TEXTS | {"year", "printed_total", "rulebook"} else None
    if owner == "budget" and key in ("initial", "money_unit"):
        return form.budget
    for number, group in enumerate(form.groups, 1):
        if owner == f"g{number}":
            return group if key in ("name", "weight", "text") else None
    if key not in _LINE_TEXTS | {"weight", "filed", "rate", "kind", "level"}:
        return None
    return next((line for line in form.lines() if line.id == owner), None)


def _set(form: Form, owner: str, key: str, text: str) -> Form:
    holder = _holder(form, owner, key)
    if holder is None or _same(shown(getattr(holder, key)), text, key):
        return form
    value = _value(key, text)
    if isinstance(holder, Group) and key == "name" and not text.strip():
        value = f"年度目标{form.groups.index(holder) + 1}"  # as the reader names it
    if value == getattr(holder, key):
        return form
    try:
        new: Form | Budget | Group | Line = _confirmed(_evolved(holder, _fields(key, value)), key)
    except FieldError as error:
        raise _Refused(error.message) from None
    refused = set(_complaints(form, new)) - set(_complaints(form, holder))
    for message in refused:
        raise _Refused(message)
    return new if isinstance(new, Form) else _put(form, holder, new)


def _confirmed(part: Any, key: str) -> Any:  # noqa: ANN401 - the same kind again
    """What is typed into a cell that a person must read first (待核对) is what that person read there."""
    if isinstance(part, Budget):
        return evolve(part, line=confirmed(part.line, key)) if part.line.is_unread(key) else part
    return confirmed(part, key) if key in unread_of(part) else part


def unread_text(form: Form, owner: str, key: str, language: str) -> str:
    """What stands beside a cell that a person must read first: what it may be; empty for any other."""
    holder = _holder(form, owner, key)
    part = holder.line if isinstance(holder, Budget) else holder
    if part is None or key not in unread_of(part):
        return ""
    return shown(to_confirm(readings(part, key), language))


def _same(old: str, new: str, key: str) -> bool:
    """Whether a cell is as it was: a one-line box drops line ends, an area its first one."""
    if key in _NUMBERS or key in ("year", "initial"):
        return "".join(old.split()) == "".join(new.split())
    return old.lstrip("\n") == new.lstrip("\n")


def _value(key: str, text: str) -> object:
    if key in _CHOICES:
        if text not in _CHOICES[key]() and (text or key == "money_unit"):
            raise _Refused(Message("{text!s} is none of the choices", {"text": text}))
        return text or None
    if key == "year":
        if text and not (text.strip().isascii() and text.strip().isdecimal() and len(text) < 9):
            raise _Refused(Message("a year has four digits"))
        return int(text) if text.strip() else None
    if key not in _NUMBERS:
        return text
    try:
        return Number.of(text.strip()) if text.strip() else None
    except NumberError as error:
        raise _Refused(error.message) from None


def _fields(key: str, value: object) -> dict[str, object]:
    """The fields that an edit of a cell changes: a cell typed anew is what it says, no longer a rounded sum."""
    fresh = {"actual": "exact", "target": "exact_target"}.get(key)
    return {key: value, fresh: None} if fresh else {key: value}


def _evolved(holder: Any, fields: dict[str, object]) -> Any:  # noqa: ANN401 - the same kind again
    return evolve(holder, **fields)


def _put(form: Form, old: Any, new: Any) -> Form:  # noqa: ANN401 - a part of the form, of the same kind
    def each(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(new if part is old else part for part in parts)

    if isinstance(new, Budget):
        return evolve(form, budget=evolve(new, line=evolve(new.line, unit=new.money_unit)))
    if isinstance(new, Group):
        new = evolve(new, lines=tuple(evolve(line, group=new.name) for line in new.lines))
        return evolve(form, groups=each(form.groups))
    if form.budget and form.budget.line is old:
        return evolve(form, budget=evolve(form.budget, line=new))
    if form.goal is old:
        return evolve(form, goal=new)
    groups = tuple(evolve(group, lines=each(group.lines)) for group in form.groups)
    return evolve(form, indicators=each(form.indicators), groups=groups)


def _complaints(form: Form, part: Form | Budget | Group | Line) -> Iterator[Message]:
    """What the reader says of one part alone, written as a form of its own."""
    blank = Form(form.kind, goal=_PROBE)
    if isinstance(part, Form):
        empty = evolve(part, budget=None, goal=_PROBE, indicators=(), groups=(), accepts=(), others=())
        alone = evolve(empty, kind=form.kind, rulebook=None, unread=())
    elif isinstance(part, Budget):
        alone = evolve(blank, budget=part)
    elif isinstance(part, Group):
        alone = evolve(blank, groups=(evolve(part, lines=(Line("i1", "indicator", name="-"),)),))
    elif part.block == "budget":
        alone = evolve(blank, budget=Budget(part, form.budget.money_unit if form.budget else "万元"))
    elif part.block == "goal":
        alone = evolve(blank, goal=part)
    else:
        alone = evolve(blank, indicators=(evolve(part, group=None),))
    for problem in read_form(write_form(alone), "")[1]:
        yield problem.message


__all__ = ["Edited", "Wrong", "edit", "shown", "unread_text", "value_of"]
