"""``score --confirm``: each figure that a person must read first (待核对), asked for one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from attrs import evolve

from indicators.checked import FieldError
from indicators.exact import Number, NumberError
from indicators.form import Form, Group, Line, Source, unread_of
from indicators.messages import Message
from indicators.unread import confirmed, named, readings
from scoring.show import row_name

Ask = Callable[[str], str]
Part = Form | Line | Source | Group
_NUMBERS = frozenset(("weight", "filed", "rate", "reviewed", "printed_total"))
EMPTY = "-"  # what is typed for a cell that is empty after all


def confirm(forms: Sequence[Form], ask: Ask, language: str) -> list[Form]:
    """The forms with what a person read in each unread cell; a cell passed over stays unread."""
    count = sum(form.to_confirm for form in forms)
    done = []
    for form in forms:
        left = form
        for part, key in [(each, key) for each in form.parts() for key in unread_of(each)]:
            head = Message("{count} left", {"count": count}).show(language)
            left = _asked(left, part, key, partial(_under, ask, head), language)
            count -= 1
        done.append(left)
    return done


def _under(ask: Ask, head: str, question: str) -> str:
    """Ask a question under a head."""
    return ask(f"[{head}] {question}")


def _asked(form: Form, part: Part, key: str, ask: Ask, language: str) -> Form:
    """The form after one cell was asked for, again and again until what is typed can stand there."""
    may_be = readings(part, key)
    choices = "  ".join(f"{number}: {text}" for number, text in enumerate(may_be, 1))
    where = Message("{form}, {part}, {cell}", {"form": form.label, "part": _called(part), "cell": named(key)})
    hint = Message("(Enter: the first, a number: that one, a text: as typed, -: empty, ?: leave it)").show(language)
    while True:
        typed = ask(f"{where.show(language)}  {choices}\n{hint} ").strip()
        if typed == "?" or (not typed and not may_be):
            return form
        text = typed or may_be[0]
        if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(may_be):
            text = may_be[int(typed) - 1]
        if key in _NUMBERS:
            text = text.removeprefix("=")  # =1 is the number 1, not the first reading
        try:
            return put(form, part, key, "" if text == EMPTY else text)
        except (NumberError, FieldError, ValueError):
            continue


def _called(part: Part) -> Message | str:
    if isinstance(part, Line):
        return Message("{row} {name}", {"row": row_name(part), "name": part.name}) if part.name else row_name(part)
    return "" if isinstance(part, Form) else part.name


def put(form: Form, part: Part, key: str, text: str) -> Form:
    """The form with ``text`` read in a cell of one of its parts. Raises NumberError, FieldError.

    >>> form = Form("project", goal=Line("goal", "goal", target="完成", unread=("filed",)))
    >>> put(form, form.goal, "filed", "9").goal.filed
    Number(text='9', value=Fraction(9, 1))
    """
    if key == "initial" and form.budget:
        line = confirmed(_now(form, part), key)
        return evolve(form, budget=evolve(form.budget, line=line, initial=text))
    number = key in _NUMBERS
    value: object = (Number.of(text) if text else None) if number else text
    if key == "year":
        value = int(text) if text else None
    if key in ("kind", "level"):
        value = text or None
    now: Any = _now(form, part)
    return _with(form, now, confirmed(evolve(now, **{key: value}), key))


def _now(form: Form, part: Part) -> Part:
    """The part as it stands in a form that was changed since."""
    if isinstance(part, Form):
        return form
    if isinstance(part, Line):
        return next(line for line in form.lines() if line.id == part.id)
    beside = form.budget.sources if isinstance(part, Source) and form.budget else form.groups
    return next(each for each in beside if each.name == part.name)


def _with(form: Form, old: Any, new: Any) -> Form:  # noqa: ANN401 - a part of the form, of the same kind
    if isinstance(new, Form):
        return new

    def each(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(new if part is old else part for part in parts)

    budget = form.budget
    if budget:
        line = new if budget.line is old else budget.line
        budget = evolve(budget, line=line, sources=each(budget.sources))
    groups = (evolve(group, lines=each(group.lines)) for group in each(form.groups))
    goal = new if form.goal is old else form.goal
    return evolve(form, budget=budget, goal=goal, indicators=each(form.indicators), groups=tuple(groups))
