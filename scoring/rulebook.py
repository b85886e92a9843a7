"""A rulebook: the published rules of one form, as data. A new province is a new file and no code."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from attrs import field, frozen

from indicators.messages import Message
from indicators.reading.load import text_of
from indicators.reading.problems import InputError
from indicators.reading.toml_table import Document, Table, parse
from scoring.interval import Interval

FOLDER = Path(__file__).parent / "rulebooks"
STATUSES = MappingProxyType({name: name for name in ("verified", "second-hand", "unverified")})
FORM_KINDS = MappingProxyType({name: name for name in ("project", "department")})
DIVISORS = MappingProxyType({name: name for name in ("initial", "adjusted", "full-year")})
_VARIANTS = (
    ("positive", "positive", ("ratio",)),
    ("reverse", "reverse", ("ratio", "linear")),
    ("exact_above", "exact", ("full", "symmetric")),
)


@frozen
class Block:
    """A block of a form: its points (None where they are free), and whether its lines are judged, not computed."""

    name: str
    points: Fraction | None
    judged: bool = False


@frozen
class FormRule:
    """The blocks of one kind of form."""

    kind: str
    blocks: tuple[Block, ...]

    def block(self, name: str) -> Block | None:
        """The block ``name``, if this kind of form has it."""
        return next((block for block in self.blocks if block.name == name), None)


@frozen(slots=False, eq=False)
class Rulebook:
    """One published rule. ``sources`` and ``statuses`` hold those of single tables, by the table's name."""

    id: str
    title: str
    document: str
    year: int | None
    status: str
    source: str
    forms: tuple[FormRule, ...]
    divides_by: str | None = None
    variants: tuple[tuple[str, str], ...] = ()
    bands: MappingProxyType[str, Interval] = field(factory=lambda: MappingProxyType({}))
    places: int = 2
    grades: tuple[tuple[str, Fraction], ...] = ()
    categories: tuple[str, ...] = ()
    reason: str = "none"
    limits: tuple[tuple[str, Fraction], ...] = ()
    weights: str = "adjusted"
    sources: tuple[tuple[str, str], ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _variant(self) -> dict[str, str]:
        return dict(self.variants) | {"within": "ratio"}

    def variant(self, kind: str) -> str:
        """The formula that this rulebook uses for indicators of ``kind``."""
        return self._variant[kind]

    def form(self, kind: str) -> FormRule | None:
        """The blocks for forms of ``kind``, if this rulebook has such forms."""
        return next((form for form in self.forms if form.kind == kind), None)

    def in_band(self, level: str | None, rate: Fraction | None) -> bool:
        """Whether ``rate`` lies in the half-open band of ``level``; the top band holds its upper edge too."""
        band = self.bands.get(level or "")
        if band is None or rate is None:
            return False
        top = band.high == max(each.high for each in self.bands.values())
        return band.low <= rate and (rate < band.high or (top and rate == band.high))

    def grade(self, total: Interval) -> str | None:
        """The grade of an exact total; None where there are no grades, or where the total leaves it open.

        >>> rulebook("hongshan-2023").grade(Interval.point(Fraction("89.999")))
        '良'
        """
        found = {self._grade(end) for end in (total.low, total.high)}
        return found.pop() if len(found) == 1 else None

    def _grade(self, total: Fraction) -> str | None:
        return next((name for name, edge in self.grades if total >= edge), None)

    def basis(self, table: str) -> str:
        """The source of the rules in ``table``: its own, else the rulebook's."""
        return dict(self.sources).get(table) or self.source

    def unverified(self, table: str) -> bool:
        """Whether the rules in ``table`` are remembered only."""
        return dict(self.statuses).get(table, self.status) == "unverified"


def names() -> tuple[str, ...]:
    """The ids of the rulebooks that are shipped, in order.

    >>> "hongshan-2023" in names()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache(maxsize=64)
def rulebook(name: str) -> Rulebook:
    """The shipped rulebook ``name``, or the one in the file ``name``. Raises InputError."""
    known = name in names()
    path = FOLDER / f"{name}.toml" if known else Path(name)
    text, problems = text_of(path, name)
    if problems:
        raise InputError(problems)
    return loads(text, name, ours=known)


def loads(text: str, file: str = "<text>", *, ours: bool = False) -> Rulebook:
    """The rulebook in a TOML text. Raises InputError with every problem and its line."""
    document = parse(text, file, ours=ours)
    book = None if document.problems else _read(document.root, document)
    if document.problems or book is None:
        raise InputError(sorted(document.problems, key=lambda each: (each.place.order, each.code)))
    return book


def _read(root: Table, document: Document) -> Rulebook:
    root.need("id", "title", "status", "source", "form")
    tables: dict[str, Table] = {}
    for name in ("budget", "rules", "bands", "rounding", "grades", "required", "limits", "consolidation"):
        tables[name] = root.table(name) or Table(document, (name,), {})
    required, rounding = tables["required"], tables["rounding"]
    rounding.choice("mode", {"half-up": "half-up"})
    book = Rulebook(
        id=root.text("id"),
        title=root.text("title"),
        document=root.text("document"),
        year=root.whole("year", 1949, 2200),
        status=root.choice("status", STATUSES) or "unverified",
        source=root.text("source"),
        forms=tuple(_form(table) for table in root.tables("form")),
        divides_by=tables["budget"].choice("divides_by", DIVISORS),
        variants=tuple(
            (kind, tables["rules"].choice(key, {each: each for each in choices}) or choices[0])
            for key, kind, choices in _VARIANTS
        ),
        bands=MappingProxyType(_bands(tables["bands"])),
        places=_or(rounding.whole("places", 0, 6), 2),
        grades=_grades(tables["grades"]),
        categories=tuple(str(each) for each in required.items("categories")),
        reason=required.choice("reason", {each: each for each in ("form", "line", "none")}) or "none",
        limits=_limits(tables["limits"]),
        weights=tables["consolidation"].choice("weights", DIVISORS) or "adjusted",
        sources=tuple((name, table.text("source")) for name, table in tables.items() if "source" in table),
        statuses=tuple(
            (name, table.choice("status", STATUSES) or "unverified")
            for name, table in tables.items()
            if "status" in table
        ),
    )
    for table in (*tables.values(), root):
        table.close()
    return book


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _form(table: Table) -> FormRule:
    table.need("kind", "blocks")
    blocks = []
    for inner in table.tables("blocks"):
        inner.need("block")
        free = inner.flag("free")
        if not free:
            inner.need("points")
        points = inner.points("points")
        blocks.append(Block(inner.text("block"), points.value if points else None, inner.flag("judged")))
        inner.close()
    form = FormRule(table.choice("kind", FORM_KINDS) or "", tuple(blocks))
    table.close()
    return form


def _bands(table: Table) -> dict[str, Interval]:
    bands = {}
    for level in ("met", "part", "unmet"):
        edges = table.items(level)
        if level not in table:
            continue
        pair = Table(table.document, (*table.path, level), dict(zip(("low", "high"), edges, strict=False)))
        low, high = pair.fraction("low"), pair.fraction("high")
        if len(edges) != 2 or low is None or high is None or not 0 <= low <= high <= 1:
            table.tell("I204", level, reason=Message("two shares of the weight are wanted, the lower first"))
        else:
            bands[level] = Interval(low, high)
    return bands


def _grades(table: Table) -> tuple[tuple[str, Fraction], ...]:
    grades = []
    for edge in table.items("edges"):
        pair = Table(table.document, (*table.path, "edges"), dict(zip(("name", "edge"), edge, strict=False)))
        value = pair.number("edge")
        grades.append((pair.text("name"), value.value if value else Fraction(0)))
    if [edge for _, edge in grades] != sorted((edge for _, edge in grades), reverse=True):
        table.tell("I204", "edges", reason=Message("the grades must fall from the highest edge to the lowest"))
    return tuple(grades)


def _limits(table: Table) -> tuple[tuple[str, Fraction], ...]:
    keys = ("over_completion", "execution_reason", "gap", "unspent")
    found = ((key, table.fraction(key)) for key in keys)
    return tuple((key, value) for key, value in found if value is not None)
