"""A TOML text as tables that are read key by key, every problem collected with its line.

What a reader does not ask for is unknown and told as such by ``close``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from attrs import define, field

from indicators.exact import Number, NumberError
from indicators.messages import Message
from indicators.place import Place
from indicators.reading.problems import Problem, did_you_mean, problem
from indicators.reading.toml_scan import MAX_DEPTH, Path, Scan, TooDeepError, TooLongError

_AT_LINE = re.compile(r"at line (\d+)")
_FRACTION = re.compile(r"-?\d{1,400}(?:/[1-9]\d{0,399})?", re.ASCII)  # of a consolidated value


@define(eq=False, repr=False)
class Document:
    """A parsed TOML text: its data, the lines of its keys, and the problems found so far."""

    file: str
    data: dict[str, Any] = field(factory=dict)
    lines: dict[Path, int] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    aliases: Mapping[str, str] = field(factory=dict)
    hints: Mapping[str, tuple[str, ...]] = field(factory=dict)  # another word → what it may mean

    def place(self, path: Path) -> Place:
        """The line of ``path``, or of the nearest table above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, str(self.lines[path])) if path else Place(self.file)

    def tell(self, code: str, path: Path, **values: object) -> None:
        """Note a problem at ``path``."""
        self.problems.append(problem(code, self.place(path), **values))

    @property
    def root(self) -> Table:
        """The whole text as a table."""
        return Table(self, (), self.data)


def parse(text: str, file: str, aliases: Mapping[str, str] | None = None, *, ours: bool = False) -> Document:
    """Parse TOML; a broken text gives a document with a problem and no data. ``ours`` needs no scan for places."""
    document = Document(file, aliases=aliases or {})

    def broken(code: str, line: object, **values: object) -> Document:
        document.problems.append(problem(code, Place(file, str(line)), **values))
        return document

    try:
        if not ours:
            document.lines, text = (scan := Scan(text).run()).lines, scan.text
        document.data = tomllib.loads(text, parse_float=_literal)
    except TooDeepError as error:
        return broken("I105", error.line, limit=MAX_DEPTH)
    except TooLongError as error:
        return broken("I204", error.line, key="value", reason=Message("the number is too long"))
    except RecursionError:
        return broken("I105", "", limit=MAX_DEPTH)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        from indicators.reading.toml_broken import why_broken  # only for a broken text

        return broken("I104", found[1] if found else text.count("\n") + 1, reason=why_broken(str(error)))
    return document


def _literal(text: str) -> Number | NumberError:
    try:
        return Number.of(text.replace("_", ""))
    except NumberError as error:
        return error  # told with its line when the key is read


VALUE_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"), (str, "text"), ((int, Number, NumberError), "a number"), (list, "a list"),
    (dict, "a table"), ((datetime, date, time), "a date"),
)  # fmt: skip


def _kind(value: object) -> Message:
    return Message(next((name for types, name in VALUE_KINDS if isinstance(value, types)), "something else"))


@define(eq=False, repr=False)
class Table:
    """One table; ``get`` methods record a problem and give the default where a value is not as it must be."""

    document: Document
    path: Path
    data: dict[str, Any]
    _asked: set[str] = field(factory=set)
    _names: dict[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for written in self.data:
            key = self.document.aliases.get(written, written)
            if key in self._names:
                self._tell("I207", written, key=written, other=self._names[key])
            else:
                self._names[key] = written

    def __contains__(self, key: str) -> bool:
        return key in self._names

    def place(self, key: str = "") -> Place:
        """The line of ``key``, or of the table."""
        return self.document.place((*self.path, self._names.get(key, key)) if key else self.path)

    def places(self) -> tuple[tuple[str, Place], ...]:
        """The line of every key."""
        return tuple((key, self.place(key)) for key in self._names)

    def _tell(self, code: str, written: str, **values: object) -> None:
        self.document.tell(code, (*self.path, written), **values)

    def tell(self, code: str, key: str, **values: object) -> None:
        """Note a problem with ``key``."""
        written = self._names.get(key, key)
        self._tell(code, written, key=written, **values)

    def _get(self, key: str) -> Any:  # noqa: ANN401 - whatever stands in the file
        self._asked.add(key)
        return self.data.get(self._names.get(key, key))

    def _wrong(self, key: str, wanted: str, value: object) -> None:
        self.tell("I203", key, wanted=Message(wanted), found=_kind(value))

    def need(self, *keys: str) -> None:
        """Tell every key that must be there and is not."""
        place = self.place() if self.path else Place(self.document.file, "1")
        for key in keys:
            if key not in self:
                self.document.problems.append(problem("I202", place, key=key))

    def text(self, key: str, default: str = "") -> str:
        """A text; a number is taken as it is written."""
        value = self._get(key)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        if isinstance(value, (date, time)):
            return value.isoformat()
        if isinstance(value, (int, Number, NumberError)) and not isinstance(value, bool):
            number = self.number(key)
            return number.text if number else default
        self._wrong(key, "text", value)
        return default

    def number(self, key: str) -> Number | None:
        """An exact number, written as a number or as text."""
        value = self._get(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, NumberError):
            self.tell("I204", key, reason=value.message)
            return None
        if isinstance(value, bool) or not isinstance(value, (int, str, Number)):
            self._wrong(key, "a number", value)
            return None
        try:
            return Number.of(value)
        except NumberError as error:
            self.tell("I204", key, reason=error.message)
            return None

    def points(self, key: str) -> Number | None:
        """A number of points, not below 0."""
        number = self.number(key)
        if number is not None and number.value < 0:
            self.tell("I205", key, value=number.text)
            return None
        return number

    def fraction(self, key: str) -> Fraction | None:
        """An exact number that may be written as a fraction, ``"4/5"``."""
        value = self._get(key)
        if isinstance(value, str) and "/" in value and re.fullmatch(r"\d{1,9}/[1-9]\d{0,8}", value):
            return Fraction(value)
        number = self.number(key)
        return number.value if number else None

    def ends(self, key: str) -> tuple[Fraction | None, Fraction | None] | None:
        """The ends of an exact interval: ``"1/3"`` for a number, ``["1/3", ""]`` where there is no upper bound."""
        value = self._get(key)
        if value is None:
            return None
        single = not isinstance(value, list)
        parts = [value] if single else value
        if len(parts) != (1 if single else 2):
            self._wrong(key, "a number", value)
            return None
        found = [None if part == "" and not single else self._exact(key, part) for part in parts]
        low, high = found[0], found[-1]
        if low is not None and high is not None and low > high:
            self.tell("I206", key, reason=Message("the ends are the wrong way round"))
            return None
        return low, high

    def _exact(self, key: str, value: object) -> Fraction | None:
        """A number, or a text that may be a fraction, which a mean of many digits needs."""
        if isinstance(value, str) and _FRACTION.fullmatch(value):
            return Fraction(value)
        try:
            return Number.of(value).value
        except NumberError as error:
            self.tell("I204", key, reason=error.message)
            return None

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number from ``low`` to ``high``."""
        number = self.number(key)
        if number is None:
            return None
        if number.value.denominator != 1 or not low <= number.value <= high:
            reason = Message("a whole number from {low} to {high} is wanted", {"low": low, "high": high})
            self.tell("I204", key, reason=reason)
            return None
        return int(number.value)

    def flag(self, key: str) -> bool:
        """True or false; false where it is not there."""
        value = self._get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._wrong(key, "true or false", value)
        return False

    def choice(self, key: str, choices: Mapping[str, str]) -> str | None:
        """One of the keys of ``choices``, as its value."""
        value = self._get(key)
        if value is None:
            return None
        if isinstance(value, str) and value in choices:
            return choices[value]
        if isinstance(value, str):
            meant = next((each for each in self.document.hints.get(value, ()) if each in choices), "")
            self.tell("I208", key, choices=tuple(choices), found=value, hint=did_you_mean(meant))
        else:
            self._wrong(key, "text", value)
        return None

    def items(self, key: str) -> list[Any]:
        """A list, as it is."""
        value = self._get(key)
        if value is None or isinstance(value, list):
            return value or []
        self._wrong(key, "a list", value)
        return []

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(value for _, value in self._each(key, str, "text"))

    def _each(self, key: str, kind: type, wanted: str) -> Iterator[tuple[int, Any]]:
        """The items of a list that are of a kind, with their numbers; the others are told."""
        for index, value in enumerate(self.items(key)):
            if isinstance(value, kind):
                yield index, value
            else:
                path = (*self.path, self._names[key], index)
                self.document.tell("I203", path, key=key, wanted=Message(wanted), found=_kind(value))

    def table(self, key: str) -> Table | None:
        """A table within this one."""
        value = self._get(key)
        if value is None or isinstance(value, dict):
            return None if value is None else self._inner(key, value)
        self._wrong(key, "a table", value)
        return None

    def tables(self, key: str) -> list[Table]:
        """A list of tables."""
        return [self._inner(key, value, index) for index, value in self._each(key, dict, "a table")]

    def _inner(self, key: str, value: dict[str, Any], *index: int) -> Table:
        return Table(self.document, (*self.path, self._names.get(key, key), *index), value)

    def close(self) -> None:
        """Tell every key that nobody asked for."""
        for key in self._names:
            if key not in self._asked:
                from difflib import get_close_matches  # only for a typing error

                meant = [each for each in self.document.hints.get(key, ()) if each in self._asked]
                close = meant or get_close_matches(key, self._asked, 1)
                self.tell("I201", key, hint=did_you_mean(*close[:1]))
