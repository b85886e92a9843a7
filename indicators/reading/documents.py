"""One document of any format → its forms: told by content, read into a grid, recognised."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib import import_module
from itertools import chain
from pathlib import Path

from attrs import evolve, fields, frozen

from indicators.form import Form
from indicators.place import Place
from indicators.reading.attempt import Budget, Refused, attempt
from indicators.reading.files import bytes_of, decoded, digest
from indicators.reading.grid import Document, Gap, Hidden, Paragraph
from indicators.reading.kinds import may_hold_a_form
from indicators.reading.limits import Limits
from indicators.reading.problems import Problem, problem
from indicators.reading.sniff import kind
from indicators.reading.toml_form import ALIASES, read_form
from indicators.recognition.recognise import recognise
from indicators.recognition.stages import OtherTable, work_paper
from indicators.recognition.statements import Statement, statements

NESTED = 3  # archives and mails within each other


@frozen(eq=False, repr=False)
class Contents:
    """What one file holds: forms, tables of another stage, what its prose says of projects, pages that cannot be read,
    and what is wrong.

    Of an archive or a mail: ``files`` are all that lie in it, by their path from the archive's own (``a.zip/b.xlsx``);
    those in ``empty`` hold no form, those in ``skipped`` are of kinds that hold none and were not opened. ``digests``
    are the SHA-256 of the files whose bytes were read. ``hidden`` is what workbooks hide.
    """

    forms: tuple[Form, ...] = ()
    statements: tuple[Statement, ...] = ()
    gaps: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    tables: tuple[OtherTable, ...] = ()
    files: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    digests: tuple[tuple[str, str], ...] = ()
    hidden: tuple[Hidden, ...] = ()


def contents(data: bytes, file: str, limits: Limits) -> Contents:
    """The contents of a file's bytes, whatever its format. Nothing is raised for bad input.

    >>> contents(b"[form]\\nkind = 'project'\\n[goal]\\nactual = '100%'", "a.toml", Limits()).forms[0].goal.actual
    '100%'
    """
    if not data:
        return Contents(problems=(problem("I319", Place(file)),))
    budget = Budget(file, limits)  # archives within archives are counted together
    try:
        found = _contents(data, file, budget, 0)
    except Refused as refused:
        found = Contents(problems=(refused.problem,))
    return evolve(found, digests=((file, digest(data)), *found.digests))


def _contents(data: bytes, file: str, budget: Budget, depth: int) -> Contents:
    """The contents of a file that lies ``depth`` containers deep. Raises Refused."""
    found = kind(data, file)
    if isinstance(found, Problem):
        return Contents(problems=(found,))
    if found == "toml":
        return _toml(data, file)
    if found in ("zip", "mail"):
        if depth == NESTED:
            return Contents(problems=(problem("I318", Place(file), limit=NESTED),))
        return (_archive if found == "zip" else _mail)(data, file, budget, depth)
    # the module that reads a kind has its name
    document: Document = import_module(f"indicators.reading.{found}").read(data, file, budget.limits)
    return _recognised(document)


def _recognised(document: Document) -> Contents:
    hidden = tuple(part for part in document.parts if isinstance(part, Hidden))
    if hidden:
        shown = tuple(part for part in document.parts if not isinstance(part, Hidden))
        return evolve(_recognised(evolve(document, parts=shown)), hidden=hidden)
    ours = work_paper(document)
    if ours is not None:
        return Contents(problems=document.problems, tables=(ours,))
    recognised = recognise(document)
    forms, gaps = recognised.forms, recognised.gaps
    problems = document.problems
    if not forms and not problems and not _says_anything(document):
        pages = ", ".join(gap.place.spot for gap in gaps[:10])
        problems = (problem("I312", Place(document.file), pages=pages),) if gaps else ()
    if any(gap.damaged for gap in gaps):
        from indicators.reading.damaged_pages import as_cut_off

        forms = tuple(as_cut_off(form, gaps) for form in forms)
    places = tuple(gap.place for gap in gaps if not gap.damaged)  # those that are damaged are problems
    return Contents(forms, statements(document), places, problems, tables=recognised.tables)


def _archive(data: bytes, file: str, budget: Budget, depth: int) -> Contents:
    from indicators.reading.archive import members

    return _members(members(data, file, budget), file, budget, depth)


def _mail(data: bytes, file: str, budget: Budget, depth: int) -> Contents:
    from indicators.reading import mail

    whole = mail.message(data, budget)
    shown = _recognised(attempt(mail.KIND, file, budget.limits, lambda inner: mail.body(whole, inner)))
    attached = _members(mail.attachments(whole, budget), file, budget, depth)
    return shown if not attached.files else _together((shown, attached))


def _members(members: Iterable[tuple[str, bytes | Problem]], file: str, budget: Budget, depth: int) -> Contents:
    """What the files of an archive or a mail hold. Those of kinds that hold no form are named, not opened."""
    found: list[Contents] = []
    for member, data in members:
        name = f"{file}/{member}"
        if isinstance(data, Problem):
            part = Contents(problems=(data,))
        elif not may_hold_a_form(member):
            part = Contents(skipped=(name,))
        else:
            part = evolve(_contents(data, name, budget, depth + 1), digests=((name, digest(data)),))
            if not (part.forms or part.problems or part.files):
                part = evolve(part, empty=(name,))
        found.append(evolve(part, files=part.files or (name,)))
    return _together(found)


def _together(parts: Iterable[Contents]) -> Contents:
    every = tuple(parts)
    names = [each.name for each in fields(Contents)]
    return Contents(**{name: tuple(chain.from_iterable(getattr(part, name) for part in every)) for name in names})


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
    if problems and all(each.code != "I105" for each in problems) and not _is_form(text):  # I105: no TOML, or too deep
        return Contents()  # a rulebook, or what else a folder may hold
    return Contents(() if form is None else (form,), problems=problems)


def _is_form(text: str) -> bool:
    """Whether a TOML text has any table of a form; one that is broken may."""
    try:
        tables = {ALIASES.get(key, key): value for key, value in tomllib.loads(text).items()}
    except (tomllib.TOMLDecodeError, RecursionError):
        return True
    if isinstance(tables.get("form"), list) and tables.keys().isdisjoint(("indicator", "group")):
        return False  # a rulebook
    return not tables.keys().isdisjoint(("form", "budget", "goal", "indicator", "group"))


def _says_anything(document: Document) -> bool:
    return any(not isinstance(part, Gap) and (not isinstance(part, Paragraph) or part.text) for part in document.parts)
