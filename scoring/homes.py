"""Which indicator lines have points together, and how many: what the form prints first, then the rulebook."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from indicators.form import Form, Line
from indicators.record import Record
from indicators.wording import folded
from scoring.blocks import BLOCKS, FormRule, block_of
from scoring.printed import points_of_row
from scoring.rulebook import Rulebook

ZERO, FULL = Fraction(0), Fraction(100)
PRINTED, BY_RULE, REST = "printed", "rulebook", "rest"


@frozen(repr=False)
class Home(Record):
    """Lines that have ``points`` together, None where nothing says how many.

    ``name`` is the printed heading, the annual goal's name, or the rulebook's name of the block. ``source`` is who says
    it: ``printed`` on the form, the ``rulebook``, or ``rest``, what 100 points leave.
    """

    name: str
    lines: tuple[Line, ...]
    points: Fraction | None
    source: str = ""


def homes(form: Form, books: Sequence[Rulebook]) -> tuple[Home, ...]:
    """The blocks of the indicator lines of ``form``, rows of detail left out, in printed order.

    Of several ``books`` the points count only where all of them give the same. Where nothing gives any, and the funds
    row has none, the lines that are left have together what the others leave of 100.
    """
    found = [*_printed(form)]
    own = {line.id for home in found for line in home.lines}
    found += _by_rule(form, books, own, {home.name: home.points or ZERO for home in found})
    found += _groups(form, books, own)
    return _rest(form, [home for home in found if home.lines])


def _printed(form: Form) -> Iterator[Home]:
    """The lines under a heading that has points printed beside it: that of level 2 before that of level 1."""
    points = {folded(block.name): (block.name, block.points.value) for block in form.blocks}
    inner: dict[str, list[Line]] = {}
    outer: dict[str, list[Line]] = {}
    for line in _lines(form):
        second, first = folded(line.level2), folded(line.level1)
        if second in points and second != first:
            inner.setdefault(second, []).append(line)
        elif first in points:
            outer.setdefault(first, []).append(line)
    for name, lines in inner.items():
        yield Home(points[name][0], tuple(lines), points[name][1], PRINTED)
    for name, lines in outer.items():
        within = [key for key, rows in inner.items() if any(folded(row.level1) == name for row in rows)]
        left = points[name][1] - sum((points[key][1] for key in within), ZERO)
        yield Home(points[name][0], tuple(lines), left if left > 0 else None, PRINTED)
    heads = {folded(head) for head in BLOCKS["indicator"]} & points.keys()
    under = [line for line in _lines(form) if not any(line in rows for rows in (*inner.values(), *outer.values()))]
    for head in heads:
        left = points[head][1] - sum((points[key][1] for key in (*outer, *inner) if key not in heads), ZERO)
        yield Home(points[head][0], tuple(under), left if left > 0 else None, PRINTED)


def _lines(form: Form) -> list[Line]:
    return [line for line in form.indicators if not line.sub and not line.beside]


def _by_rule(form: Form, books: Sequence[Rulebook], own: Container[str], printed: dict[str, Fraction]) -> list[Home]:
    """The lines that no printed points cover, by the blocks of the first of ``books``."""
    rules = [book.form(form.kind) for book in books]
    lines: dict[str, list[Line]] = {}
    for line in _lines(form):
        lines.setdefault(_home(line, rules[0]) or "group", []).append(line)
    found = []
    for name, rows in lines.items():
        given = [_points(rule, {*lines, "budget"} if form.budget else set(lines)).get(name) if rule else None
                 for rule in rules]  # fmt: skip
        points = given[0] if len(set(given)) == 1 and not (name == "group" and form.groups) else None
        covered = [row for row in rows if row.id in own]
        if points is not None and covered:  # the printed headings inside have their part of it
            points -= sum((value for head, value in printed.items() if any(_under(row, head) for row in covered)), ZERO)
        left = tuple(row for row in rows if row.id not in own)
        whole = points if points is None or points > 0 else None
        found.append(Home(name, left, whole, BY_RULE))
    return found


def _under(line: Line, heading: str) -> bool:
    return folded(heading) in (folded(line.level1), folded(line.level2))


def _groups(form: Form, books: Sequence[Rulebook], own: Container[str]) -> Iterator[Home]:
    """The annual goals: those with points of their own, and together those without."""
    heads = {folded(block.name): block.points.value for block in form.blocks}
    points = {
        group.name: group.weight.value if group.weight else heads.get(folded(group.name)) for group in form.groups
    }
    open_ones: list[Line] = []
    for group in form.groups:
        lines = tuple(line for line in group.lines if not line.sub and not line.beside and line.id not in own)
        known = points[group.name]
        if known is not None:
            yield Home(group.name, lines, known, PRINTED)
        else:
            open_ones += lines
    rules = [book.form(form.kind) for book in books]
    wholes = [_points(rule, {"group"}).get("group") if rule else None for rule in rules]
    whole = wholes[0] if len(set(wholes)) == 1 else None
    left = None if whole is None else whole - sum((value for value in points.values() if value is not None), ZERO)
    name = {group.lines: group.name for group in form.groups}.get(tuple(open_ones), "group")
    yield Home(name, tuple(open_ones), left if left is None or left > 0 else None, BY_RULE)


def _rest(form: Form, found: Sequence[Home]) -> tuple[Home, ...]:
    """What nothing gives points to has together what is left of 100, unless the funds row may have some of it."""
    unknown = [home for home in found if home.points is None]
    known = sum((home.points for home in found if home.points is not None), ZERO)
    goal = form.goal.weight.value if form.goal and form.goal.weight else points_of_row(form, "goal")
    total, funds = points_of_row(form, "total"), form.budget.line if form.budget else None
    left = (FULL if total is None else total) - known - (goal or ZERO)
    has_funds = points_of_row(form, "budget") is not None or (funds and (funds.weight or funds.filed))
    if not unknown or left <= 0 or has_funds or (goal is None and form.goal and form.goal.filed):
        return tuple(found)
    lines = tuple(line for home in unknown for line in home.lines)
    whole = Home("indicator", lines, left, REST)
    return (*(home for home in found if home.points is not None), whole)


def _home(line: Line, rule: FormRule | None) -> str:
    """The block of a line, or the part of it, by the words of their headings; empty if none."""
    block = block_of(line, rule) if rule else None
    if rule and block and block.parts:
        block = block_of(line, evolve(rule, blocks=block.parts)) or block
    return block.name if block else ""


def _points(rule: FormRule, there: Container[str]) -> dict[str, Fraction | None]:
    """The points that each block has for lines of its own: with those of absent blocks, without those of its parts."""
    every = [each for block in rule.blocks for each in block.all()]
    present = {each.name for each in every if any(inner.name in there for inner in each.all())}
    points = {each.name: each.points for each in every}
    moves = [(each, each.absent_to, 1) for each in every if each.absent_to and each.name not in present]
    moves += [(part, each.name, -1) for each in every for part in each.parts if part.name in present]
    for block, name, sign in moves:
        own, moved = points[name], block.points
        points[name] = None if own is None or moved is None else own + sign * moved
    return points
