"""What can be wrong with an input: a code, a place and a sentence. Every problem is told, never only the first."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from attrs import frozen

from indicators.messages import Message
from indicators.place import Place

TEMPLATES = MappingProxyType(
    {
        "I101": "no such file or folder",
        "I102": "not UTF-8 text",
        "I103": "larger than {limit} bytes",
        "I104": "broken TOML: {reason}",
        "I105": "nested more than {limit} deep",
        "I106": "no form in this folder",
        "I107": "cannot be read: {reason}",
        "I108": "no reader for this kind of file",
        "I201": "unknown key {key}{hint}",
        "I202": "missing key {key}",
        "I203": "{key} must be {wanted}, not {found}",
        "I204": "{key}: {reason}",
        "I205": "{key}: {value} is below 0",
        "I206": "{key}: {reason}",
        "I207": "{key} and {other} are the same key",
        "I208": "{key} must be one of {choices}, not {found}{hint}",
        "I209": "no rulebook is called {name}; there are {known}",
        "I210": "the form has no line to score",
        "I301": "damaged or no {kind} file: {reason}",
        "I302": "unpacks to more than {limit} bytes (--limit unpacked=N)",
        "I303": "more than {limit} cells (--limit cells=N)",
        "I304": "more than {limit} pages (--limit pages=N)",
        "I305": "nested more than {limit} deep (--limit depth=N)",
        "I306": "protected by a password: save it without one",
        "I307": "holds macros: save it without them, or read its cells with --limit macros=1 (macros are never run)",
        "I308": "XML with a document type or entities is not read",
        "I309": "reading {kind} needs a library: pip install 'jixiao[documents]'",
        "I310": "{kind} files are not read: save it as {instead}",
        "I311": "no self-evaluation form in it",
        "I312": "no text to read: a scan or a picture ({pages})",
        "I313": "writing {kind} needs a library: pip install 'jixiao[documents]'",
        "I314": "holds macros or is signed: a change would break that; save a copy without them",
        "I315": "reading {kind} needs LibreOffice, which is not installed: install it, or save the file as .docx",
        "I316": "LibreOffice took more than {limit} seconds (--limit seconds=N)",
        "I317": "more than {limit} files in it (--limit members=N)",
        "I319": "the file is empty: 0 bytes",
        "I318": "archives within archives more than {limit} deep are not read",
        "I320": "reading it took more than {limit} seconds (--limit seconds=N)",
        "I321": "reading it took more than {limit} bytes of memory (--limit memory=N)",
        "I322": "more than {limit} lines (--limit lines=N)",
        "I323": "no file but a named pipe or a device: what it gives may never end",
    }
)


@frozen
class Problem:
    """One thing wrong with an input."""

    code: str
    place: Place
    message: Message

    def show(self, language: str = "en") -> str:
        """One line: place, code, sentence."""
        return f"{self.place}: {self.code} {self.message.show(language)}"


def problem(code: str, place: Place, **values: object) -> Problem:
    """The problem ``code`` at ``place``.

    >>> problem("I202", Place("form.toml", "3"), key="kind").show()
    'form.toml:3: I202 missing key kind'
    """
    template = TEMPLATES[code]
    return Problem(code, place, Message(template, {"hint": "", **values} if "{hint}" in template else values))


def did_you_mean(name: str = "") -> Message:
    """The hint at the end of a problem's sentence; nothing without a name.

    >>> did_you_mean("title").show(), did_you_mean().show()
    (' (did you mean title?)', '')
    """
    return Message(" (did you mean {name}?)", {"name": name}) if name else Message("")


class InputError(ValueError):
    """An input with problems; all of them are in ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(each.show() for each in self.problems))
