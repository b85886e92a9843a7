"""A rulebook out of its TOML text: every key checked, every problem told with its line."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from indicators.messages import Message
from indicators.reading.problems import InputError
from indicators.reading.toml_table import Table, parse
from scoring.interval import Interval
from scoring.rulebook import BLOCKS, LEVELS_UP, NOT_CATEGORIES, Basis, Block, FormRule, Rulebook


def _words(*names: str) -> MappingProxyType[str, str]:
    return MappingProxyType({name: name for name in names})


STATUSES = _words("verified", "second-hand", "unverified")
FORM_KINDS = _words("project", "department")
DIVISORS = _words("initial", "adjusted", "full-year")
VARIANTS = (
    ("positive", "positive", _words("ratio")),
    ("reverse", "reverse", _words("ratio", "linear")),
    ("exact_above", "exact", _words("full", "symmetric")),
)
TABLES = ("budget", "rules", "bands", "rounding", "grades", "required", "limits", "consolidation")
ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)
_BLOCKS = _words(*BLOCKS)


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
    if not document.problems:
        book = _book(document.root)
        if not document.problems:
            return book
    raise InputError(sorted(document.problems, key=lambda each: (each.place.order, each.code)))


def _book(root: Table) -> Rulebook:
    root.need("id", "title", "status", "source", "form")
    tables = {name: root.table(name) or Table(root.document, (name,), {}) for name in TABLES}
    budget, rules, required, limits = (tables[name] for name in ("budget", "rules", "required", "limits"))
    own = _basis(root, Basis("", "unverified"))
    book = Rulebook(
        id=root.text("id"),
        title=root.text("title"),
        document=root.text("document"),
        year=root.whole("year", 1949, 2200),
        own=own,
        forms=_forms(root, own),
        divides_by=budget.choice("divides_by", DIVISORS),
        carry_over=budget.flag("carry_over"),
        variants=tuple((kind, rules.choice(key, some) or next(iter(some))) for key, kind, some in VARIANTS),
        pass_threshold=rules.choice("pass_threshold", _words("none", "line")) or "none",
        bands=MappingProxyType(_bands(tables["bands"])),
        places=_places(tables["rounding"]),
        grades=_grades(tables["grades"]),
        categories=_texts(required, "categories"),
        reason=required.choice("reason", _words("form", "line", "none")) or "none",
        adjustment_reason=required.flag("adjustment_reason"),
        level_column=required.flag("level_column"),
        limits=_limits(limits),
        over_effect=limits.choice("over_effect", _words("none", "flag", "reason", "deduction")) or "none",
        weights=tables["consolidation"].choice("weights", DIVISORS) or "adjusted",
        cited=tuple((name, _basis(table, own)) for name, table in tables.items()),
        stated=_stated(tables),
    )
    for table in (*tables.values(), root):
        table.close()
    return book


def _stated(tables: dict[str, Table]) -> frozenset[str]:
    """What the rulebook says itself: ``table``, and ``table.key`` for each key."""
    given = {name: table.data for name, table in tables.items() if table.data}
    return frozenset((*given, *(f"{name}.{key}" for name, keys in given.items() for key in keys)))


def _basis(table: Table, above: Basis) -> Basis:
    """The table's own basis, filled up from the one above; an address belongs to its source."""
    source, status, url = table.text("source"), table.choice("status", STATUSES), table.text("url")
    if url and not url.startswith(("http://", "https://")):
        table.tell("I204", "url", reason=Message("an address begins with http:// or https://"))
    return Basis(source or above.source, status or above.status, url or ("" if source else above.url))


def _texts(table: Table, key: str) -> tuple[str, ...]:
    texts = table.items(key)
    if not all(isinstance(each, str) for each in texts):
        table.tell("I204", key, reason=Message("a list of texts is wanted"))
    return tuple(map(str, texts))


def _some(table: Table, key: str) -> list[Table]:
    """The tables under ``key``, of which there must be one at least."""
    if table.data.get(key) == []:
        table.tell("I204", key, reason=Message("the list is empty"))
    return table.tables(key)


def _forms(root: Table, own: Basis) -> tuple[FormRule, ...]:
    forms: list[FormRule] = []
    for table in _some(root, "form"):
        form = _form(table, own)
        if form.kind and any(form.kind == other.kind for other in forms):
            table.tell("I204", "kind", reason=Message("this kind of form has its blocks already"))
        forms.append(form)
        table.close()
    return tuple(forms)


def _form(table: Table, own: Basis) -> FormRule:
    table.need("kind", "blocks")
    unscored = table.flag("unscored")
    blocks = tuple(_block(inner, unscored) for inner in _some(table, "blocks"))
    every = [each for block in blocks for each in block.all() if each.name]
    there = {each.name for each in every}
    if len(there) < len(every):
        table.tell("I204", "blocks", reason=Message("a block is there twice"))
    if "indicator" in there and not NOT_CATEGORIES.issuperset(there):
        table.tell("I204", "blocks", reason=Message("the block indicator holds all indicator lines already"))
    if any(each.absent_to and each.absent_to not in there - {each.name} for each in every):
        table.tell("I204", "blocks", reason=Message("absent_to must name another block of the form"))
    points = [block.points for block in blocks if block.points is not None]
    total = sum(points, ZERO)
    if points and (total > HUNDRED or (total < HUNDRED and len(points) == len(blocks))):
        table.tell("I204", "blocks", reason=Message("the blocks add to {total}, not 100", {"total": total}))
    return FormRule(
        table.choice("kind", FORM_KINDS) or "",
        blocks,
        _basis(table, own),
        unscored,
        table.flag("movable"),
        _texts(table, "columns"),
    )


def _block(table: Table, unscored: bool) -> Block:
    table.need("block")
    free = table.flag("free") or unscored
    if not free:
        table.need("points")
    elif "points" in table:
        table.tell("I204", "points", reason=Message("a block that is free or unscored has none"))
    points = table.points("points")
    parts = tuple(_block(inner, free) for inner in table.tables("parts"))
    inside = sum((part.points for part in parts if part.points is not None), ZERO)
    if points and inside > points.value:
        table.tell("I204", "parts", reason=Message("they add to {total}, more than the block", {"total": inside}))
    block = Block(
        table.choice("block", _BLOCKS) or "",
        points.value if points else None,
        table.flag("judged"),
        parts,
        table.choice("absent_to", _BLOCKS),
    )
    table.close()
    return block


def _places(table: Table) -> int:
    table.choice("mode", _words("half-up"))
    places = table.whole("places", 0, 6)
    return 2 if places is None else places


def _bands(table: Table) -> dict[str, Interval]:
    """The share of the weight that each level earns: together from 0 to 1, neither gap nor overlap."""
    if table.data:
        table.need(*LEVELS_UP)
    bands = {}
    for level in LEVELS_UP:
        edges = table.items(level)
        pair = Table(table.document, (*table.path, level), dict(zip(("low", "high"), edges, strict=False)))
        low, high = pair.fraction("low"), pair.fraction("high")
        if len(edges) == 2 and low is not None and high is not None and 0 <= low <= high <= 1:
            bands[level] = Interval(low, high)
        elif level in table:
            table.tell("I204", level, reason=Message("two shares of the weight are wanted, the lower first"))
    if len(bands) == len(LEVELS_UP):
        end = ZERO
        for level, band in bands.items():
            if band.low != end:
                table.tell("I204", level, reason=Message("it must begin at {end}: no gap, no overlap", {"end": end}))
            end = band.high
        if end != ONE:
            table.tell("I204", LEVELS_UP[-1], reason=Message("the highest band must end at 1"))
    return bands


def _grades(table: Table) -> tuple[tuple[str, Fraction], ...]:
    if table.data:
        table.need("edges")
    grades: list[tuple[str, Fraction]] = []
    for edge in table.items("edges"):
        if not (isinstance(edge, list) and len(edge) == 2 and isinstance(edge[0], str)):
            table.tell("I204", "edges", reason=Message("a grade is a name and the fewest points that earn it"))
            continue
        lowest = Table(table.document, (*table.path, "edges"), {"edges": edge[1]}).points("edges")
        if lowest is not None:
            grades.append((edge[0], lowest.value))
    if any(above <= below for (_, above), (_, below) in pairwise(grades)):
        table.tell("I204", "edges", reason=Message("the grades must fall from the highest edge to the lowest"))
    return tuple(grades)


def _limits(table: Table) -> tuple[tuple[str, Fraction], ...]:
    limits = []
    for key in ("over_completion", "execution_reason", "gap", "unspent"):
        limit = table.fraction(key)
        if limit is None:
            continue
        if key == "over_completion" and limit < ONE:
            table.tell("I204", key, reason=Message("a share of the target, 1 or more, is wanted"))
        elif key != "over_completion" and not ZERO <= limit <= ONE:
            table.tell("I204", key, reason=Message("a share from 0 to 1 is wanted"))
        limits.append((key, limit))
    return tuple(limits)
