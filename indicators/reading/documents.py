"""One document of any format → its forms: told by content, read into a grid, recognised."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

from indicators.form import Form
from indicators.place import Place
from indicators.reading.files import bytes_of, decoded
from indicators.reading.grid import Document, Gap, Paragraph
from indicators.reading.limits import Limits
from indicators.reading.problems import Problem, problem
from indicators.reading.sniff import kind
from indicators.reading.toml_form import read_form
from indicators.recognition.recognise import recognise
from indicators.recognition.statements import Statement, statements

# kind of content → the module that reads it
READERS = MappingProxyType(
    {"xlsx": "xlsx", "docx": "docx", "html": "html", "xls": "xls", "ods": "ods", "pdf": "pdf", "text": "text"}
)


@frozen(eq=False, repr=False)
class Contents:
    """What one file holds: forms, what its prose says of projects, pages that cannot be read, and what is wrong."""

    forms: tuple[Form, ...] = ()
    statements: tuple[Statement, ...] = ()
    gaps: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()


def contents(data: bytes, file: str, limits: Limits) -> Contents:
    """The contents of a file's bytes, whatever its format. Nothing is raised for bad input.

    >>> contents(b"[form]\\nkind = 'project'\\n[goal]\\nactual = '100%'", "a.toml", Limits()).forms[0].goal.actual
    '100%'
    """
    found = kind(data, file)
    if isinstance(found, Problem):
        return Contents(problems=(found,))
    if found == "toml":
        return _toml(data, file)
    document: Document = import_module(f"indicators.reading.{READERS[found]}").read(data, file, limits)
    forms, gaps = recognise(document)
    problems = document.problems
    if not forms and not problems and not _says_anything(document):
        pages = ", ".join(gap.place.spot for gap in gaps[:10])
        problems = (problem("I312", Place(file), pages=pages),) if gaps else ()
    return Contents(forms, statements(document), tuple(gap.place for gap in gaps), problems)


def read_file(path: Path, limits: Limits | None = None) -> Contents:
    """The contents of a file; what is wrong with it is told, never raised."""
    limits, name = limits or Limits(), str(path)
    data, problems = bytes_of(path, name, limits.bytes)
    return Contents(problems=problems) if problems else contents(data, name, limits)


def _toml(data: bytes, file: str) -> Contents:
    text, problems = decoded(data, file)
    if problems:
        return Contents(problems=problems)
    form, problems = read_form(text, file)
    return Contents(() if form is None else (form,), problems=problems)


def _says_anything(document: Document) -> bool:
    return any(not isinstance(part, Gap) and (not isinstance(part, Paragraph) or part.text) for part in document.parts)
