"""Files and folders → forms. One broken file never stops the rest; every problem is told."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from indicators.form import Form
from indicators.place import Place
from indicators.reading.files import text_of
from indicators.reading.problems import InputError, Problem, problem
from indicators.reading.toml_form import read_form

if TYPE_CHECKING:
    from indicators.reading.documents import Contents
    from indicators.reading.limits import Limits
    from indicators.recognition.statements import Statement

Progress = Callable[[int, int, str], None]  # files done, files in all, the last one's name


@frozen(eq=False, repr=False)
class Loaded:
    """The forms of one file or folder, which together are one document, and what could not be read.

    ``statements`` is what the document's prose says of projects, ``gaps`` the pages that cannot be read and lie in no
    form, ``empty`` the files of a folder that hold no form.
    """

    name: str
    forms: tuple[Form, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Statement, ...] = ()
    gaps: tuple[Place, ...] = ()
    empty: tuple[str, ...] = ()


def read(
    path: str | Path, limits: Limits | None = None, *, workers: int = 1, progress: Progress | None = None
) -> Loaded:
    """Every form at ``path``, with the problems met on the way. Nothing is raised for bad input.

    A folder's files are shared out to ``workers`` processes; ``progress`` is told of each that is done.

    >>> read("no-such-file.toml").problems[0].code
    'I101'
    """
    root, name = Path(path), str(path)
    if not name:  # not the folder that Path makes of it
        return Loaded("", (), (problem("I101", Place("''")),))
    if not _is_folder(root):
        if root.suffix.lower() == ".toml":  # the common case needs no telling of formats
            form, problems = _toml(root)
            return Loaded(name, () if form is None else (form,), problems)
        found = _contents(root, limits)
        problems = found.problems or (() if found.forms else (problem("I311", Place(name)),))
        return Loaded(name, found.forms, problems, found.statements, found.gaps, found.empty)
    files, closed = _files(root)
    return _folder(name, files, closed, list(_each(files, limits, workers, progress)))


def _folder(name: str, files: list[Path], closed: list[Problem], found: list[Contents]) -> Loaded:
    problems = (*closed, *(each for part in found for each in part.problems))
    forms = tuple(form for part in found for form in part.forms)
    if not forms and not problems:
        problems = (problem("I106", Place(name)),)
    return Loaded(
        name,
        forms,
        problems,
        tuple(each for part in found for each in part.statements),
        tuple(each for part in found for each in part.gaps),
        tuple(each for file, part in zip(files, found, strict=True) for each in _empty(file, part)),
    )


def _empty(file: Path, part: Contents) -> tuple[str, ...]:
    """The files that hold no form: the file itself, or those in it that do not."""
    return (str(file),) if not (part.forms or part.problems or part.files) else part.empty


def _each(files: list[Path], limits: Limits | None, workers: int, progress: Progress | None) -> Iterator[Contents]:
    """The contents of every file, in order."""
    heavy = [file for file in files if file.suffix.lower() != ".toml"]
    if workers > 1 and len(heavy) > 1:
        from indicators.reading.parallel import shared_out

        yield from shared_out(files, limits, workers, progress)
        return
    for done, file in enumerate(files, 1):
        yield _contents(file, limits)
        if progress:
            progress(done, len(files), str(file))


def _contents(path: Path, limits: Limits | None) -> Contents:
    from indicators.reading.documents import read_file  # a TOML form alone needs none of it

    return read_file(path, limits)


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
    """Whether a file of a folder may hold a form."""
    from indicators.reading.kinds import may_hold_a_form  # a TOML form alone needs none of it

    return may_hold_a_form(path.name) and not path.is_fifo()


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


def _toml(path: Path) -> tuple[Form | None, tuple[Problem, ...]]:
    text, problems = text_of(path, str(path))
    return (None, problems) if problems else read_form(text, str(path))
