"""Where every key of a TOML text stands, which ``tomllib`` does not tell.

The scan comes first and is lenient: what is broken is left for ``tomllib`` to say. It refuses what would be slow or
deep (long dotted keys, deep nesting), and puts quotes round bare Chinese keys, which people write.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

from attrs import define, field

Path = tuple[str | int, ...]
MAX_DEPTH = 32
MAX_TOKEN = 100  # characters of an unquoted value

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[^\s=.\[\]{}\"'#,]+")
_BARE_VALUE = re.compile(r"[^\s,\]}#][^,\]}#\n]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}' + r"|'''(?:[^']|'(?!''))*'{3,5}" + r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'", re.S
)
_LINE_END = re.compile(r"[^\n]*\n?")


class TooDeepError(Exception):
    """Nested deeper than ``MAX_DEPTH``, at ``line``."""

    def __init__(self, line: int) -> None:
        self.line = line


class TooLongError(Exception):
    """An unquoted value longer than ``MAX_TOKEN``, at ``line``."""

    def __init__(self, line: int) -> None:
        self.line = line


def _unquoted(text: str) -> str:
    """A quoted key as tomllib will name it."""
    if text[0] == "'" or "\\" not in text:
        return text[1:-1]
    try:
        return str(tomllib.loads(f"key = {text}")["key"])
    except tomllib.TOMLDecodeError:
        raise _Lost from None


class _Lost(Exception):
    """The text is no TOML from here on."""


@define(eq=False, repr=False)
class Scan:
    """The lines of keys by path, and the text with bare Chinese keys quoted."""

    text: str
    lines: dict[Path, int] = field(factory=dict)
    _at: int = 0
    _starts: list[int] = field(factory=list)
    _arrays: dict[Path, int] = field(factory=dict)
    _bare: list[tuple[int, int]] = field(factory=list)

    def run(self) -> Scan:
        """Scan the whole text. Raises TooDeepError, TooLongError."""
        self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        table: Path = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self.text):
                break
            begin = self._at
            try:
                if self.text[self._at] == "[":
                    table = self._header()
                else:
                    self._pair(table, 0)
            except _Lost:
                self._at = max(self._at, begin + 1)
                self._skip(_LINE_END)
        for start, end in reversed(self._bare):
            self.text = f'{self.text[:start]}"{self.text[start:end]}"{self.text[end:]}'
        return self

    def _line(self) -> int:
        return bisect_right(self._starts, self._at)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self._at)
        if found is None:
            raise _Lost
        self._at = found.end()
        return found.group()

    def _take(self, sign: str) -> bool:
        taken = self.text.startswith(sign, self._at)
        self._at += len(sign) if taken else 0
        return taken

    def _keys(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            if self.text.startswith(('"', "'"), self._at):
                parts.append(_unquoted(self._skip(_STRING)))
            else:
                start = self._at
                parts.append(self._skip(_BARE_KEY))
                if not parts[-1].isascii():
                    self._bare.append((start, self._at))
            self._skip(_SPACE)
            if len(parts) > MAX_DEPTH:
                raise TooDeepError(self._line())
            if not self._take("."):
                return tuple(parts)

    def _header(self) -> Path:
        line = self._line()
        array = self._take("[[")
        if not array:
            self._take("[")
        path: Path = ()
        keys = self._keys()
        for key in keys[:-1]:
            path = (*path, key)
            self.lines.setdefault(path, line)
            if path in self._arrays:
                path = (*path, self._arrays[path])
        path = (*path, keys[-1])
        if array:
            self._arrays[path] = self._arrays.get(path, -1) + 1
            self.lines.setdefault(path, line)
            path = (*path, self._arrays[path])
        self.lines.setdefault(path, line)
        self._skip(_LINE_END)
        return path

    def _pair(self, table: Path, depth: int) -> None:
        line = self._line()
        path = (*table, *self._keys())
        if not self._take("="):
            raise _Lost
        for length in range(len(table) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
        self._skip(_SPACE)
        self._value(path, depth)

    def _value(self, path: Path, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise TooDeepError(self._line())
        if self.text.startswith(('"', "'"), self._at):
            self._skip(_STRING)
        elif self._take("["):
            self._items(path, depth)
        elif self._take("{"):
            self._fields(path, depth)
        elif len(self._skip(_BARE_VALUE)) > MAX_TOKEN:
            raise TooLongError(self._line())

    def _items(self, path: Path, depth: int) -> None:
        index = 0
        self._skip(_BLANK)
        while not self._take("]"):
            self.lines.setdefault((*path, index), self._line())
            self._value((*path, index), depth + 1)
            index += 1
            self._skip(_BLANK)
            if not self._take(",") and not self.text.startswith("]", self._at):
                raise _Lost
            self._skip(_BLANK)

    def _fields(self, path: Path, depth: int) -> None:
        self._skip(_SPACE)
        while not self._take("}"):
            self._pair(path, depth + 1)
            self._skip(_SPACE)
            if not self._take(",") and not self.text.startswith("}", self._at):
                raise _Lost
            self._skip(_SPACE)
