"""A rulebook out of its TOML text: every key checked, every problem told with its line."""

from __future__ import annotations

from types import MappingProxyType

from attrs import evolve

from indicators.messages import Message
from indicators.reading.files import digest
from indicators.reading.problems import InputError
from indicators.reading.toml_table import Table, parse
from scoring.blocks import Basis
from scoring.rulebook import Rulebook
from scoring.rulebook_forms import Citations, read_basis, read_category, read_forms, read_texts
from scoring.rulebook_tables import (
    SILENT,
    read_bands,
    read_caps,
    read_grades,
    read_least,
    read_limits,
    read_needs,
    read_places,
    read_steps,
    read_threshold,
    read_unsaid,
)


def _words(*names: str) -> MappingProxyType[str, str]:
    return MappingProxyType({name: name for name in names})


FORMAT = 2  # of the file; 1 had none of: valid, region, extends, headings, level, steps, caps, needs, least, unsaid
DIVISORS = _words("initial", "adjusted", "full-year")
VARIANTS = (
    ("positive", "positive", _words("ratio")),
    ("reverse", "reverse", _words("ratio", "linear")),
    ("exact_above", "exact", _words("full", "symmetric")),
)
TABLES = ("budget", "rules", "bands", "rounding", "grades", "required", "limits", "consolidation")


def read(text: str, file: str, *, ours: bool = False) -> Rulebook:
    """The rulebook in a TOML text; ``ours`` is shipped and needs no lines. Raises InputError with every problem.

    >>> read("id = 'own'", "own.toml")
    Traceback (most recent call last):
    indicators.reading.problems.InputError: own.toml:1: I202 missing key title
    own.toml:1: I202 missing key status
    own.toml:1: I202 missing key source
    own.toml:1: I202 missing key form
    """
    document = parse(text, file, ours=ours)
    if not ours:
        from scoring.rulebook_words import WORDS  # only a person writes another word

        document.hints = WORDS
    whole = text
    if not document.problems and "extends" in document.data:
        from scoring.rulebook_extends import extended  # most rulebooks stand alone

        document.data = extended(document)
        whole += repr(document.data)
    if document.problems and "extends" in document.data:  # what it says itself is checked all the same
        others = [*document.problems]
        document.data = {key: value for key, value in document.data.items() if key != "extends"}
        _book(document.root)
        found = document.problems[len(others) :]
        document.problems = [*others, *(each for each in found if each.code != "I202")]  # it may take those over
    elif not document.problems:
        book = _book(document.root)
        if not document.problems:
            return evolve(book, digest=digest(whole.encode()))
    raise InputError(sorted(document.problems, key=lambda each: (each.place.order, each.code)))


def _book(root: Table) -> Rulebook:
    root.need("id", "title", "status", "source", "form")
    root.whole("format", 1, FORMAT)
    tables = {name: root.table(name) or Table(root.document, (name,), {}) for name in TABLES}
    budget, rules, required, limits = (tables[name] for name in ("budget", "rules", "required", "limits"))
    own = read_basis(root, Basis("", "unverified"))
    bases = {name: read_basis(table, own) for name, table in tables.items()}
    cited = Citations(own)
    bands, levels = read_bands(tables["bands"], cited, bases["bands"])
    grades = read_grades(tables["grades"])
    pass_threshold, threshold = read_threshold(rules)
    book = Rulebook(
        id=root.text("id"),
        title=root.text("title"),
        document=root.text("document"),
        year=root.whole("year", 1949, 2200),
        own=own,
        forms=read_forms(root, cited),
        divides_by=budget.choice("divides_by", DIVISORS),
        carry_over=budget.flag("carry_over"),
        variants=tuple((kind, rules.choice(key, some) or next(iter(some))) for key, kind, some in VARIANTS),
        pass_threshold=pass_threshold,
        bands=MappingProxyType(bands or dict(SILENT)),
        places=read_places(tables["rounding"]),
        grades=grades,
        categories=tuple(read_category(required, "categories", each) for each in read_texts(required, "categories")),
        reason=required.choice("reason", _words("form", "line", "none")) or "none",
        adjustment_reason=required.flag("adjustment_reason"),
        level_column=required.flag("level_column"),
        limits=read_limits(limits),
        over_effect=limits.choice("over_effect", _words("none", "flag", "reason", "deduction")) or "none",
        weights=tables["consolidation"].choice("weights", DIVISORS) or "adjusted",
        valid=_valid(root, cited),
        region=root.text("region"),
        levels=levels,
        threshold=threshold,
        steps=read_steps(root, rules, cited, bases["rules"]),
        caps=read_caps(root, cited),
        grade_needs=read_needs(tables["grades"], grades, cited, bases["grades"]),
        least=read_least(required),
        unsaid=read_unsaid(root, cited),
        cited=(
            *((name, basis) for name, basis in bases.items() if not _by_its_lists(name, tables, cited)),
            *cited.found,
        ),
        stated=_stated(tables),
    )
    for table in (*tables.values(), root):
        table.close()
    return book


def _by_its_lists(name: str, tables: dict[str, Table], cited: Citations) -> bool:
    """Whether all that a table says are lists of tables with a basis of their own: the levels of ``[bands]``."""
    levels = [each for each, _ in cited.found if each == name]
    return bool(levels) and tables[name].data.keys() == {"level"} and len(levels) == len(tables[name].items("level"))


def _stated(tables: dict[str, Table]) -> frozenset[str]:
    """What the rulebook says itself: ``table``, and ``table.key`` for each key."""
    given = {name: table.data for name, table in tables.items() if table.data}
    return frozenset((*given, *(f"{name}.{key}" for name, keys in given.items() for key in keys)))


def _valid(root: Table, cited: Citations) -> tuple[int | None, int | None]:
    """The first and the last year of the forms that the rulebook is for."""
    table = root.table("valid")
    if table is None:
        return None, None
    first, last = table.whole("from", 1949, 2200), table.whole("to", 1949, 2200)
    if first is not None and last is not None and first > last:
        table.tell("I206", "to", reason=Message("the ends are the wrong way round"))
    cited.read(table, cited.own)
    table.close()
    return first, last


__all__ = ["FORMAT", "TABLES", "read"]
