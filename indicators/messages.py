"""A sentence for a person, kept as template and values until somebody reads it.

The template is English and is the key of the gettext catalogue; the language is chosen when the sentence is shown.
Tests look at codes and values, never at wording.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "zh")
MAX_VALUE = 300  # characters of a value in a sentence
Value = object
# Signs that are not seen and turn, join or break the text around them: written from right to left, 98 reads as 89, and
# a file's name ends otherwise than it says. All of Unicode's kinds Cf, Zl and Zp.
_HIDDEN = (
    (0xAD, 0xAD), (0x600, 0x605), (0x61C, 0x61C), (0x6DD, 0x6DD), (0x70F, 0x70F), (0x890, 0x891), (0x8E2, 0x8E2),
    (0x180E, 0x180E), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
    (0x110BD, 0x110BD), (0x110CD, 0x110CD), (0x13430, 0x1343F), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE007F),
)  # fmt: skip
HIDDEN = MappingProxyType({code: f"[U+{code:04X}]" for low, high in _HIDDEN for code in range(low, high + 1)})
# For whatever a person reads: no text of a form or a file's name steers a screen, or shows what it is not.
SEEN = MappingProxyType(
    {code: "\ufffd" for code in (*range(32), *range(127, 160)) if code not in (9, 10, 13)}
    | HIDDEN  # no tab, no line end
)


def _pairs(values: Mapping[str, Value] | tuple[tuple[str, Value], ...]) -> tuple[tuple[str, Value], ...]:
    return tuple(values.items()) if isinstance(values, Mapping) else values


@frozen
class Message:
    """One sentence: an English template with ``{names}`` and the values for them.

    >>> Message("{key}: {value} is below 0", {"key": "weight", "value": -1}).show("en")
    'weight: -1 is below 0'
    """

    template: str
    values: tuple[tuple[str, Value], ...] = field(default=(), converter=_pairs)

    def show(self, language: str = "en") -> str:
        """The sentence in ``language`` (``en`` or ``zh``)."""
        shown = {name: _show(value, language) for name, value in self.values}
        return translate(self.template, language).format(**shown)


# What an operating system says, told in the reader's language where it is one of these.
COMPLAINTS = {
    "ENOENT": "No such file or directory", "EACCES": "Permission denied", "EPERM": "Operation not permitted",
    "EISDIR": "Is a directory", "ENOTDIR": "Not a directory", "EEXIST": "File exists",
    "ENOSPC": "No space left on device", "EROFS": "Read-only file system", "ENAMETOOLONG": "File name too long",
    "EADDRINUSE": "Address already in use", "EMFILE": "Too many open files", "EIO": "Input/output error",
}  # fmt: skip


def of_system(error: BaseException) -> Message:
    """What the system says of an error, else the first line of what the error says.

    >>> of_system(FileNotFoundError(2, "No such file or directory")).show("zh")
    '没有这个文件或文件夹'
    >>> of_system(OSError("Error reading bytes from file. Detail: [errno 28] No space left on device")).show("zh")
    '磁盘空间不足'
    """
    text = getattr(error, "strerror", None) or str(error).partition("\n")[0] or type(error).__name__
    number = text.partition("[errno ")[2].partition("]")[0]  # Arrow's way to say it, behind words of its own
    if number.isdecimal():
        text = os.strerror(int(number))
    return Message(text.replace("{", "{{").replace("}", "}}"))


def escaped(code: int) -> str:
    """A sign by its number, as JSON writes it.

    >>> escaped(0x202E), escaped(0xE0001)
    ('\\\\u202e', '\\\\udb40\\\\udc01')
    """
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def seen_as(text: str, kind: str = "") -> str:
    """``text`` as a person may see it: steering signs are replaced, hidden ones are their codes (in JSON: escaped).

    >>> seen_as("a\\u202eb\\x1b[2J"), seen_as('"\\u202e"', "json")
    ('a[U+202E]b\ufffd[2J', '"\\\\u202e"')
    """
    if kind == "json":
        text = text.translate({code: escaped(code) for code in HIDDEN})
    return text.translate(SEEN)


def _show(value: Value, language: str) -> str:
    if isinstance(value, Message):
        return value.show(language)
    if isinstance(value, tuple):
        return translate(", ", language).join(_show(item, language) for item in value)
    text = str(value)
    if "\n" in text or "\r" in text:  # a sentence is one line, whatever a cell holds
        text = " ".join(text.split())
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"


def translate(text: str, language: str) -> str:
    """``text`` in ``language``; the text itself where the catalogue has none."""
    return text if language == "en" or not text else _catalogue(language).gettext(text)


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    import gettext  # not needed for English, and not free at start

    return gettext.translation("jixiao", Path(__file__).parent / "locale", [language], fallback=True)
