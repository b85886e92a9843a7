"""Files and folders → forms. One broken file never stops the rest; every problem is told."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from indicators.form import Form
from indicators.messages import of_system
from indicators.place import Place
from indicators.reading.accounts import FORM, UNREAD, FileStatus, accounts, not_opened, reason_of
from indicators.reading.files import MAX_TEXT, bytes_of, decoded, digest, may_never_end
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
    form, ``files`` what became of every file that was named or found.
    """

    name: str
    forms: tuple[Form, ...] = ()
    problems: tuple[Problem, ...] = ()
    statements: tuple[Statement, ...] = ()
    gaps: tuple[Place, ...] = ()
    files: tuple[FileStatus, ...] = ()


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
    if _is_folder(root):
        files, aside, closed = _files(root)
        return _folder(name, files, aside, closed, list(_each(files, limits, workers, progress)))
    if root.suffix.lower() == ".toml":  # the common case needs no telling of formats
        return _toml(root, name)
    found = _contents(root, limits)
    problems = found.problems or (() if found.forms or found.tables else (problem("I311", Place(name)),))
    return Loaded(name, found.forms, problems, found.statements, found.gaps, tuple(accounts(name, found)))


def _toml(root: Path, name: str) -> Loaded:
    data, problems = bytes_of(root, name, MAX_TEXT, "1")
    if problems:
        return Loaded(name, (), problems, files=(FileStatus(name, UNREAD, reason=reason_of(problems)),))
    text, problems = decoded(data, name)
    form, problems = (None, problems) if problems else read_form(text, name)
    status = FileStatus(name, UNREAD if problems else FORM, reason=reason_of(problems), digest=digest(data))
    return Loaded(name, () if form is None else (form,), problems, files=(status,))


def _folder(
    name: str, files: list[Path], aside: list[Path], closed: list[Problem], found: list[Contents]
) -> Loaded:  # fmt: skip
    problems = (*closed, *(each for part in found for each in part.problems))
    forms = tuple(form for part in found for form in part.forms)
    if not forms and not problems and not any(part.tables for part in found):
        problems = (problem("I106", Place(name)),)
    of_files = {str(file): tuple(accounts(str(file), part)) for file, part in zip(files, found, strict=True)}
    every = of_files | {str(file): (_not_opened(file),) for file in aside}
    every |= {each.place.file: (FileStatus(each.place.file, UNREAD, reason=reason_of([each])),) for each in closed}
    return Loaded(
        name,
        forms,
        problems,
        tuple(each for part in found for each in part.statements),
        tuple(each for part in found for each in part.gaps),
        tuple(each for file in sorted(map(Path, every), key=_natural) for each in every[str(file)]),
    )


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


def _files(root: Path) -> tuple[list[Path], list[Path], list[Problem]]:
    """The files of a folder and below it, in order: to be opened, and of kinds that hold no form. Then its problems.

    What is hidden, and the lock files of programs, are left out.
    """
    from indicators.reading.kinds import is_hidden, may_hold_a_form  # a TOML form alone needs none of it

    found: list[Path] = []
    aside: list[Path] = []
    closed: list[OSError] = []
    for folder, inner, names in os.walk(root, onerror=closed.append):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for path in (Path(folder, name) for name in names if not is_hidden(name)):
            (found if may_hold_a_form(path.name) and not may_never_end(path) else aside).append(path)
    problems = [problem("I107", Place(each.filename), reason=of_system(each)) for each in closed]
    return sorted(found, key=_natural), aside, sorted(problems, key=lambda each: each.place.order)


def _not_opened(file: Path) -> FileStatus:
    if may_never_end(file):
        return FileStatus(str(file), UNREAD, reason=reason_of([problem("I323", Place(str(file)))]))
    return not_opened(str(file))


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
