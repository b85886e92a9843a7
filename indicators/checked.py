"""The fields of the records that users make, checked when they are made: what is wrong is told by the field's name.

Types follow from the annotations, so that a new field is checked without a word about it. Records are made by the
thousand, nearly always of the same types: types that were found right once are not looked at again.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Collection
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any

from attrs import Attribute

from indicators.exact import Number, NumberError
from indicators.messages import Message

Value = Any  # whatever a caller hands over
Field = Attribute  # of attrs
Rule = Callable[[str, Value], None]
_NAMES = {"str": "text", "int": "a whole number", "bool": "true or false", "Number": "a number"}
NOTHING = ()
_TUPLES = ("tuple", "Places", "Candidates", "Ends")


class FieldError(ValueError):
    """A value that a field does not take; ``message`` says why, the text of the error also whose field it is."""

    def __init__(self, owner: str, message: Message) -> None:
        super().__init__(f"{owner}.{message.show()}")
        self.message = message


class _Unfit(Exception):
    def __init__(self, message: Message) -> None:
        self.message = message


def checked(**rules: Rule | Collection[str]) -> Callable[[type, list[Field[Any]]], list[Field[Any]]]:
    """A field transformer for ``attrs.frozen``: types by annotation; by name the choices or a rule for the value.

    Making a record then raises TypeError or FieldError, which is a ValueError.

    >>> from indicators.form import Line
    >>> Line("i1", "indicator", aggregate="min")
    Traceback (most recent call last):
        ...
    indicators.checked.FieldError: Line.aggregate must be one of sum, mean, not min
    >>> Line("i1", "indicator", target=3)
    Traceback (most recent call last):
        ...
    TypeError: Line.target must be text, not int
    """

    def transformed(cls: type, fields: list[Field[Any]]) -> list[Field[Any]]:
        every = {name: _one_of(rule) if isinstance(rule, Collection) else rule for name, rule in rules.items()}
        inner = {each.name: _items(str(each.type)) for each in fields}
        every |= {name: _tuple_of(cls, items) for name, items in inner.items() if items}
        every |= {each.name: _exactly for each in fields if str(each.type).startswith("Ends")}
        types = {each.name: str(each.type) for each in fields}
        return [*fields[:-1], fields[-1].evolve(validator=_whole(cls, types, every))]  # it runs when all are set

    return transformed


def as_number(value: Number | int | str | Decimal | Fraction | None) -> Number | None:
    """The converter of numbers: what is exact is taken as a Number, all else is left for the check to refuse.

    >>> as_number(10), as_number("12.50")
    (Number(text='10', value=Fraction(10, 1)), Number(text='12.50', value=Fraction(25, 2)))
    """
    if value is None or isinstance(value, Number):
        return value
    try:
        return Number.of(value)
    except NumberError:
        return value  # type: ignore[return-value]  # refused by its check


def not_below_0(key: str, value: Number) -> None:
    """The rule of points."""
    if value.value < 0:
        raise _Unfit(below_0(key, value))


def below_0(key: str, value: Number) -> Message:
    """What is said of points below 0."""
    return Message("{key}: {value} is below 0", {"key": key, "value": value.text})


def a_share(key: str, value: Number) -> None:
    """The rule of a share of the weight."""
    if not 0 <= value.value <= 1:
        raise _Unfit(_because(key, Message("a share from 0 to 1 is wanted")))


def a_year(key: str, value: int) -> None:
    """The rule of years."""
    if not 1949 <= value <= 2200:
        limits = {"low": 1949, "high": 2200}
        raise _Unfit(_because(key, Message("a whole number from {low} to {high} is wanted", limits)))


def _because(key: str, reason: Message) -> Message:
    return Message("{key}: {reason}", {"key": key, "reason": reason})


def _whole(cls: type, types: dict[str, str], rules: dict[str, Rule]) -> Callable[[object, Field[Any], Value], None]:
    names = tuple(types)
    values_of = attrgetter(*names)
    ruled = tuple((names.index(name), name, rule) for name, rule in rules.items())
    right: set[tuple[type, ...]] = set()

    def check(owner: object, _: Field[Any], __: Value) -> None:
        values = values_of(owner)
        found = tuple(map(type, values))
        if found not in right:
            for name, value in zip(names, values, strict=True):
                _of_type(cls, name, types[name], value)
            right.add(found)
        for at, name, rule in ruled:
            value = values[at]
            if value is not None and value is not NOTHING:
                try:
                    rule(name, value)
                except _Unfit as unfit:
                    raise FieldError(cls.__name__, unfit.message) from None

    return check


def _of_type(cls: type, key: str, kind: str, value: Value) -> None:
    """Raises TypeError for a value that is not of the annotated ``kind``; FieldError for a text that is no number."""
    base, _, none = kind.partition(" | ")
    base = base.partition("[")[0]
    wanted = tuple if base in _TUPLES else _named(cls, base)
    if (none and value is None) or type(value) is wanted:
        return
    if isinstance(value, wanted) and not isinstance(value, bool):
        return
    if base == "Number" and isinstance(value, (str, int, Fraction, Decimal)) and not isinstance(value, bool):
        try:
            Number.of(value)
        except NumberError as error:
            raise FieldError(cls.__name__, _because(key, error.message)) from None
    text = "None" if value is None else type(value).__name__
    shown = "a tuple" if wanted is tuple else _NAMES.get(base, base)
    raise TypeError(f"{cls.__name__}.{key} must be {shown}, not {text}")


def _named(cls: type, name: str) -> type:
    """The class that an annotation names: one of Python's own, or one that the module knows, else any."""
    found: type = getattr(builtins, name, None) or vars(sys.modules[cls.__module__]).get(name, object)
    return found


def _items(kind: str) -> str:
    """What the items of an annotated tuple are: ``tuple[Line, ...]``; empty where it is no tuple of many."""
    items = kind.removeprefix("tuple[").removesuffix(", ...]") if kind.startswith("tuple[") else ""
    return items.partition("[")[0]


def _tuple_of(cls: type, items: str) -> Rule:
    def rule(key: str, value: tuple[Value, ...]) -> None:
        wanted = _named(cls, items)
        for item in value:
            if not isinstance(item, wanted):
                found = type(item).__name__
                raise TypeError(f"{cls.__name__}.{key} must hold {_NAMES.get(items, items)}, not {found}")

    return rule


def _one_of(choices: Collection[str]) -> Rule:
    def rule(key: str, value: str) -> None:
        if value not in choices:
            text = {"key": key, "choices": tuple(choices), "found": value}
            raise _Unfit(Message("{key} must be one of {choices}, not {found}", text))

    return rule


def _exactly(key: str, value: tuple[Value, ...]) -> None:
    """An exact interval; fractions alone, since a quotient of whole numbers would be no exact number."""
    if len(value) != 2 or not all(end is None or isinstance(end, Fraction) for end in value):
        raise TypeError(f"{key} must be two ends, each a Fraction or None, not {value!r}")
    if None not in value and value[0] > value[1]:
        raise _Unfit(_because(key, Message("the ends are the wrong way round")))
