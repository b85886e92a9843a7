"""A sentence for a person, kept as template and values until somebody reads it.

The template is English and is the key of the gettext catalogue; the language is chosen when the sentence is shown.
Tests look at codes and values, never at wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "zh")
MAX_VALUE = 300  # characters of a value in a sentence
Value = object


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
    """
    text = getattr(error, "strerror", None) or str(error).partition("\n")[0] or type(error).__name__
    return Message(text.replace("{", "{{").replace("}", "}}"))


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
