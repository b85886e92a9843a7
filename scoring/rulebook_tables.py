"""The tables of a rulebook out of its TOML text: bands, grades, limits, steps, caps and clauses in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from indicators.cells import read_cell
from indicators.form import LEVELS
from indicators.messages import Message
from indicators.reading.toml_table import Table
from scoring.blocks import Basis
from scoring.interval import Interval
from scoring.rulebook import ALL_OR_NOTHING, LEVELS_UP, Cap, CategorySteps, Level, Unsaid
from scoring.rulebook_forms import Citations, at_least_one, read_category

ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)
_CLOSED = MappingProxyType({name: name for name in ("low", "high", "both", "none")})
# What a level means where a rulebook is silent: what all shipped rulebooks that state bands agree on, else their hull.
SILENT = MappingProxyType(
    {
        "met": Interval(Fraction(4, 5), ONE),
        "part": Interval(Fraction(1, 2), Fraction(4, 5)),
        "unmet": Interval(ZERO, Fraction(3, 5)),
    }
)


def read_places(table: Table) -> int:
    """How many decimals a score is rounded to. Only half up is known: no other rounding was seen printed."""
    table.choice("mode", MappingProxyType({"half-up": "half-up"}))
    places = table.whole("places", 0, 6)
    return 2 if places is None else places


def read_bands(table: Table, cited: Citations, basis: Basis) -> tuple[dict[str, Interval], tuple[Level, ...]]:
    """The share of the weight of each level, together from 0 to 1; and the levels, if not the usual three."""
    if "level" in table:
        return _own_levels(table, cited, basis)
    if table.data:
        table.need(*LEVELS_UP)
    bands = {}
    for level in LEVELS_UP:
        band = _share(table, level, table.items(level))
        if band is not None:
            bands[level] = band
    if len(bands) == len(LEVELS_UP):
        _joined(table, tuple(bands.items()))
    return bands, ()


def _share(table: Table, key: str, edges: list[object]) -> Interval | None:
    pair = Table(table.document, (*table.path, key), dict(zip(("low", "high"), edges, strict=False)))
    low, high = pair.fraction("low"), pair.fraction("high")
    if len(edges) == 2 and low is not None and high is not None and 0 <= low <= high <= 1:
        return Interval(low, high)
    if key in table:
        table.tell("I204", key, reason=Message("two shares of the weight are wanted, the lower first"))
    return None


def _joined(table: Table, bands: tuple[tuple[str, Interval], ...]) -> None:
    """Tell where bands, the lowest first, leave a gap or overlap."""
    end = ZERO
    for level, band in bands:
        key = level if level in table else "level"
        if band.low != end:
            table.tell("I204", key, reason=Message("it must begin at {end}: no gap, no overlap", {"end": end}))
        end = band.high
    if end != ONE:
        table.tell("I204", key, reason=Message("the highest band must end at 1"))


def _own_levels(table: Table, cited: Citations, basis: Basis) -> tuple[dict[str, Interval], tuple[Level, ...]]:
    """Levels of the rulebook's own, any number of them, the highest first in the file."""
    usual = MappingProxyType({**{name: level for level, name in LEVELS.items()}, **{name: name for name in LEVELS}})
    found: list[Level] = []
    inners = table.tables("level")
    for inner in inners:
        inner.need("name", "share")
        name, words, share = inner.text("name"), inner.texts("words"), _band(inner)
        closed, stands_for = inner.choice("closed", _CLOSED) or "low", inner.choice("stands_for", usual) or ""
        if share is not None:
            found.append(Level(name, share, closed, words, stands_for))
        cited.read(inner, basis)
        inner.close()
    whole = len(found) == len(inners)  # else what is wrong is told already
    levels = tuple(sorted(found, key=lambda each: (each.share.low, each.share.high)))
    if any(map(_fixed, levels)) and _apart(levels):
        reason = Message('a level has a band, ["3/5", "4/5"]; a fixed share a level cannot be written')
        table.tell("I204", "level", reason=reason)
    elif levels and whole:
        _joined(table, tuple((each.name, each.share) for each in levels))
        levels = (*levels[:-1], _with_top(levels[-1]))
        once = all(low.holds(low.share.high) != high.holds(high.share.low) for low, high in pairwise(levels))
        if not (_apart(levels) or (levels[0].holds(ZERO) and once)):
            table.tell("I204", "level", reason=Message("an edge belongs to one band, to no two and not to none"))
    bands = {each.name: each.share for each in levels}
    for level in LEVELS:
        shares = [each.share for each in levels if each.stands_for == level]
        if shares:
            bands.setdefault(level, Interval.hull(shares))
    return bands, levels


def _band(table: Table) -> Interval | None:
    """The band of a level, its ends in a list; a single share is the band that holds nothing else."""
    written = table.data.get("share")
    if written is None or isinstance(written, list):
        return _share(table, "share", table.items("share"))
    table.text("share")  # asked for
    return _share(table, "share", [written, written])


def _fixed(level: Level) -> bool:
    """Whether a level is one share alone; nothing and all of the points are bands too."""
    return level.share.low == level.share.high not in (ZERO, ONE)


def _apart(levels: tuple[Level, ...]) -> bool:
    return any(above.share.low != below.share.high for below, above in pairwise(levels))


def _with_top(level: Level) -> Level:
    """The highest level, which holds 1 too."""
    from attrs import evolve

    return evolve(level, closed={"low": "both", "none": "high"}.get(level.closed, level.closed))


def read_grades(table: Table) -> tuple[tuple[str, Fraction], ...]:
    """Each grade with the fewest points that earn it, the highest first."""
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


def read_needs(
    table: Table, grades: tuple[tuple[str, Fraction], ...], cited: Citations, basis: Basis
) -> tuple[tuple[str, Fraction], ...]:
    """The execution rate that a grade asks for: ``needs = [{grade = "优", execution = "9/10"}]``."""
    needs = []
    for inner in table.tables("needs"):
        inner.need("grade", "execution")
        grade, rate = inner.text("grade"), _of_one(inner, "execution")
        if grade not in dict(grades):
            inner.tell("I208", "grade", choices=tuple(dict(grades)), found=grade)
        elif rate is not None:
            needs.append((grade, rate))
        cited.read(inner, basis)
        inner.close()
    return tuple(needs)


def read_limits(table: Table) -> tuple[tuple[str, Fraction], ...]:
    """The limits, all of them shares."""
    limits = []
    for key in ("over_completion", "execution_reason", "gap", "unspent", "line_weight"):
        limit = table.fraction(key)
        if limit is None:
            continue
        if key == "over_completion" and limit < ONE:
            table.tell("I204", key, reason=Message("a share of the target, 1 or more, is wanted"))
        elif key != "over_completion" and not ZERO <= limit <= ONE:
            table.tell("I204", key, reason=Message("a share from 0 to 1 is wanted"))
        limits.append((key, limit))
    return tuple(limits)


def read_threshold(table: Table) -> tuple[str, Fraction | None]:
    """Whether lines may have a pass threshold, and the one that holds for all of them: a share of the target."""
    if table.data.get("pass_threshold") in (None, "none", "line"):
        words = MappingProxyType({"none": "none", "line": "line"})
        return table.choice("pass_threshold", words) or "none", None
    share = _of_one(table, "pass_threshold")
    return "all", share


def _of_one(table: Table, key: str) -> Fraction | None:
    share = table.fraction(key)
    if share is not None and not ZERO <= share <= ONE:
        table.tell("I204", key, reason=Message("a share from 0 to 1 is wanted"))
        return None
    return share


def read_steps(root: Table, rules: Table, cited: Citations, basis: Basis) -> tuple[CategorySteps, ...]:
    """Steps by category, and the categories whose lines get all of their points or none, which ``rules`` says."""
    every = [read_category(rules, "all_or_nothing", each) for each in rules.texts("all_or_nothing")]
    steps = [CategorySteps(category, ALL_OR_NOTHING) for category in every]
    if every:
        cited.found.append(("steps", basis))
    for table in root.tables("steps"):
        table.need("category", "rows")
        own = cited.read(table)
        rows = tuple(_row(inner, cited, own) for inner in at_least_one(table, "rows"))
        shares = [share for _, share in rows]
        if shares != sorted(shares, reverse=True):
            table.tell("I204", "rows", reason=Message("the shares must fall from the first step to the last"))
        elif never := _never_reached([at for at, _ in rows]):
            table.tell(
                "I204", "rows", reason=Message("the step {at} is never reached: one before it holds", {"at": never})
            )
        steps.append(CategorySteps(read_category(table, "category", table.text("category")), rows))
        table.close()
    return tuple(steps)


def _never_reached(bounds: list[str]) -> str:
    """The first of some steps that can hold only where one before it holds already; empty if there is none.

    >>> _never_reached(["≥90%", "≥80%"]), _never_reached(["≥80%", "≥90%"]), _never_reached(["≤5", "≤3"])
    ('', '≥90%', '≤3')
    """
    read = [(at, amount) for at in bounds if (amount := read_cell(at).amount) is not None]
    for (_, first), (at, then) in pairwise(read):
        below = _within(first.low, then.low, 1) and first.high is then.high is None
        above = _within(first.high, then.high, -1) and first.low is then.low is None
        if below or above:
            return at
    return ""


def _within(wide: Fraction | None, narrow: Fraction | None, sign: int) -> bool:
    return wide is not None and narrow is not None and sign * wide < sign * narrow


def _row(table: Table, cited: Citations, basis: Basis) -> tuple[str, Fraction]:
    table.need("at", "share")
    at, share = table.text("at"), _of_one(table, "share")
    reading = read_cell(at)
    if "at" in table and (reading.amount is None or reading.problem):
        table.tell("I204", "at", reason=Message("a bound is wanted, such as ≥90%"))
    cited.read(table, basis)
    table.close()
    return at, share or ZERO


def read_caps(root: Table, cited: Citations) -> tuple[Cap, ...]:
    """What the total may be at most while too little was spent, the lowest first."""

    def each() -> Iterator[Cap]:
        for table in root.tables("caps"):
            table.need("execution_below", "at_most")
            below, most = _of_one(table, "execution_below"), table.points("at_most")
            if most is not None and most.value > HUNDRED:
                table.tell("I204", "at_most", reason=Message("at most 100 points, or it caps nothing"))
            if below == ZERO:
                table.tell("I204", "execution_below", reason=Message("nothing is spent below 0: it caps nothing"))
            if below is not None and most is not None:
                yield Cap(below, most.value)
            cited.read(table)
            table.close()

    caps = tuple(sorted(each(), key=lambda cap: cap.execution_below))
    if any(low.at_most > high.at_most for low, high in pairwise(caps)):
        root.tell("I204", "caps", reason=Message("the less is spent, the lower the total must be"))
    return caps


def read_least(table: Table) -> tuple[tuple[str, int], ...]:
    """How many indicators a category needs at least: ``least = {"产出指标" = 3}``."""
    inner = table.table("least")
    if inner is None:
        return ()
    least = tuple((read_category(inner, each, each), inner.whole(each, 1, 100)) for each in inner.data)
    return tuple((category, number) for category, number in least if number is not None)


def read_unsaid(root: Table, cited: Citations) -> tuple[Unsaid, ...]:
    """Clauses in words that nothing computes."""
    clauses = []
    for table in root.tables("unsaid"):
        table.need("text")
        touches = read_category(table, "touches", table.text("touches") or "every", "every", "over", "short", "budget")
        text = table.text("text")
        if "text" in table and not text.strip():
            table.tell("I204", "text", reason=Message("the words of the clause are wanted"))
        clauses.append(Unsaid(text, touches))
        cited.read(table)
        table.close()
    return tuple(clauses)
