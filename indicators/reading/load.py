"""Files and folders → forms. One broken file never stops the rest; every problem is told."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from attrs import field, frozen

from indicators.form import Form
from indicators.place import Place
from indicators.reading.problems import InputError, Problem, problem
from indicators.reading.toml_form import read_form
from indicators.reading.toml_table import MAX_BYTES

SUFFIXES = (".toml",)


@frozen
class Loaded:
    """The forms of one file or folder, which together are one document, and what could not be read."""

    name: str
    forms: tuple[Form, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read(path: str | Path) -> Loaded:
    """Every form at ``path``, with the problems met on the way. Nothing is raised for bad input.

    >>> read("no-such-file.toml").problems[0].code
    'I101'
    """
    root = Path(path)
    if not str(path):  # not the folder that Path makes of it
        return Loaded("", (), (problem("I101", Place("''")),))
    if not _is_folder(root):
        form, problems = _file(root, str(path))
        return Loaded(str(path), () if form is None else (form,), problems)
    forms: list[Form] = []
    files, problems_found = _files(root)
    for file in files:
        form, problems = _file(file, str(file))
        problems_found += problems
        if form is not None:
            forms.append(form)
    if not files and not problems_found:
        problems_found.append(problem("I106", Place(str(path))))
    return Loaded(str(path), tuple(forms), tuple(problems_found))


def load(*paths: str | Path) -> tuple[Form, ...]:
    """Every form of the files and folders. Raises InputError, which holds every problem, if there is any.

    >>> load("no-such-file.toml")
    Traceback (most recent call last):
        ...
    indicators.reading.problems.InputError: no-such-file.toml: I101 no such file or folder
    """
    loaded = [read(path) for path in paths]
    _check(each for part in loaded for each in part.problems)
    return tuple(form for part in loaded for form in part.forms)


def loads(text: str, file: str = "<text>") -> Form:
    """The form in a TOML text. Raises InputError.

    >>> loads('[form]\\nkind = "project"\\n[goal]\\nactual = "100%"').goal.actual
    '100%'
    """
    form, problems = read_form(text, file)
    _check(problems)
    if form is None:
        raise InputError(())
    return form


def _check(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise InputError(found)


def _files(root: Path) -> tuple[list[Path], list[Problem]]:
    """The forms in a folder and below it, in order, and the folders that cannot be read; what is hidden is left out."""
    found: list[Path] = []
    closed: list[OSError] = []
    for folder, inner, names in os.walk(root, onerror=closed.append):
        inner[:] = [name for name in inner if not name.startswith(".")]
        found += (path for name in names if _is_form(path := Path(folder, name)))
    problems = [problem("I107", Place(each.filename), reason=each.strerror) for each in closed]
    return sorted(found, key=_natural), sorted(problems, key=lambda each: each.place.order)


def _is_form(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and not path.is_fifo()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that the system does not take
        return False


def _natural(path: Path) -> tuple[tuple[str | int, ...], ...]:
    """Sort 2-x before 10-x."""
    return tuple(
        tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)) for name in path.parts
    )


def text_of(path: Path, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, or the problem that keeps it from being read."""
    place = Place(name)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return "", (problem("I101", place),)
    except OSError as error:
        return "", (problem("I107", place, reason=error.strerror or type(error).__name__),)
    except ValueError:  # a NUL in the name
        return "", (problem("I101", place),)
    if len(data) > MAX_BYTES:
        return "", (problem("I103", Place(name, "1"), limit=MAX_BYTES),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return "", (problem("I102", Place(name, str(data.count(b"\n", 0, error.start) + 1))),)


def _file(path: Path, name: str) -> tuple[Form | None, tuple[Problem, ...]]:
    text, problems = text_of(path, name)
    return (None, problems) if problems else read_form(text, name)
