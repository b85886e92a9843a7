"""Which rulebook a form is filed under: told by its blocks, never by its place."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from attrs import evolve, frozen

from indicators.form import Form, Line
from indicators.reading.files import text_of
from indicators.reading.problems import InputError, problem
from scoring.rulebook import BLOCKS, FOLDER, NOT_CATEGORIES, Block, FormRule, Rulebook, names, rulebook

ZERO = Fraction(0)


@frozen(eq=False, repr=False)
class Choice:
    """The rulebook chosen, and how: ``named`` by the user or the form, by its ``blocks``, ``tied``, or ``none`` fits.

    Of ``rivals`` none could be preferred: what they do not agree on is judgement.
    """

    rulebook: Rulebook
    how: str
    rivals: tuple[Rulebook, ...] = ()

    @property
    def label(self) -> str:
        """The id of the rulebook, or of all that are tied."""
        return " / ".join(book.id for book in (self.rulebook, *self.rivals))


def choose(form: Form, named: Rulebook | None = None) -> Choice:
    """The rulebook for ``form``: the one named, else the one whose blocks fit best. Raises InputError.

    >>> choose(Form("project", rulebook="hongshan-2023")).how
    'named'
    """
    if named is not None:
        return Choice(named, "named")
    if form.rulebook:
        return Choice(_own(form, form.rulebook), "named")
    fitting = [(fit, book) for book in _possible(form) if (fit := _fit(form, book))]
    if not fitting:
        books = [book for book in map(rulebook, names()) if book.form(form.kind)]
        return Choice(books[0], "none", tuple(books[1:]))
    best = max(fit for fit, _ in fitting)
    books = [book for fit, book in fitting if fit == best]
    return Choice(books[0], "tied" if len(books) > 1 else "blocks", tuple(books[1:]))


def _own(form: Form, name: str) -> Rulebook:
    """The rulebook that the form names: a shipped one, or a file beside the form."""
    if name.endswith(".toml"):
        path, at = Path(form.place.file).parent / name, form.at("rulebook")
        if unread := text_of(path, name)[1]:  # told where the form names it
            raise InputError(problem("I204", at, key=name, reason=each.message) for each in unread)
        return rulebook(str(path))
    if name not in names():
        raise InputError([problem("I209", form.at("rulebook"), name=name, known=names())])
    return rulebook(name)


def _possible(form: Form) -> list[Rulebook]:
    """The rulebooks whose text has the form's kind, goal and groups; the others are left out unread."""
    wanted = [f'kind = "{form.kind}"']
    wanted += ['block = "goal"'] if form.goal and not form.goal.sub else []
    wanted += ['block = "group"'] if form.groups else []
    return [rulebook(name) for name in names() if all(each in _text(name) for each in wanted)]


@lru_cache(maxsize=64)
def _text(name: str) -> str:
    return text_of(FOLDER / f"{name}.toml", name)[0]


Fit = tuple[bool, int, int, int, bool]


def _fit(form: Form, book: Rulebook) -> Fit | None:
    """How well the blocks fit, as a rank: all points alike, how many are, columns, year, verified. None: not at all."""
    rule = book.form(form.kind)
    points = None if rule is None else _points(form, rule)
    if rule is None or points is None:
        return None
    alike = [points[block.name] == block.points for block in rule.blocks if block.points is not None]
    parts = (each for block in rule.blocks for each in block.all() if each is not block and each.points is not None)
    alike_within = all(points.get(part.name, part.points) == part.points for part in parts)  # a part may be left out
    if rule.unscored and any(line.weight or line.filed for line in form.lines()):
        return None
    own_reasons = any(line.reason for line in form.lines())
    columns = int(own_reasons == (book.reason == "line"))
    year = book.year if book.year is not None and (form.year is None or book.year <= form.year) else 0
    return all(alike) and alike_within, sum(alike), columns, year, book.status == "verified"


def _points(form: Form, rule: FormRule) -> dict[str, Fraction | None] | None:
    """The form's points by block of the rule, and by its parts; None where a line has no block, or a block no line."""
    points: dict[str, Fraction | None] = {}
    for line in form.lines():
        if line.block == "goal" and line.sub:
            continue  # a goal in words, without points
        blocks = tuple(_around(line, rule))
        if not blocks:
            return None
        own = line.weight.value if line.weight else ZERO if line.sub else None
        for block in blocks:
            before = points.get(block.name, ZERO)
            points[block.name] = None if own is None or before is None else before + own
    if form.groups:
        heads = [group.weight.value for group in form.groups if group.weight]
        points["group"] = sum(heads, ZERO) if len(heads) == len(form.groups) else None
    return points if points.keys() >= {block.name for block in rule.blocks} else None


def block_points(form: Form, book: Rulebook) -> dict[str, Fraction | None]:
    """The points of each block of the rulebook that the form has a line of; None where they are not known."""
    rule = book.form(form.kind)
    points: dict[str, list[Fraction | None]] = {}
    for line in form.lines():
        block = block_of(line, rule) if rule else None
        if block is not None and block.name != "group" and not line.sub:
            points.setdefault(block.name, []).append(line.weight.value if line.weight else None)
    for group in form.groups:
        points.setdefault("group", []).append(group.weight.value if group.weight else None)
    return {name: _sum(values) for name, values in points.items()}


def _sum(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if len(known) == len(values) else None


def block_of(line: Line, rule: FormRule) -> Block | None:
    """The block of ``rule`` that a line belongs to, by its kind or by the words of its categories."""
    if line.group is not None or line.block != "indicator":
        name = "group" if line.group is not None else line.block
        return next((block for block in rule.blocks if name in {each.name for each in block.all()}), None)
    for block in rule.blocks:
        if block.name == "indicator" or any(_heads(each, line) for each in block.all()):
            return block
    return None


def _heads(block: Block, line: Line) -> bool:
    """Whether a category's heading stands in the line's own."""
    if block.name in NOT_CATEGORIES:
        return False
    return any(word in level for word in BLOCKS[block.name] for level in (line.level1, line.level2))


def _around(line: Line, rule: FormRule) -> Iterator[Block]:
    """The block of a line, then the part of it that the line stands in."""
    inside: FormRule = rule
    while (block := block_of(line, inside)) is not None:
        yield block
        inside = evolve(inside, blocks=block.parts)


def there(form: Form, rule: FormRule) -> set[str]:
    """The names of the blocks, and of their parts, that the form has a line or a goal of."""
    groups = {"group"} if form.groups else set()
    return groups | {block.name for line in form.lines() for block in _around(line, rule)}


def points_of(rule: FormRule | None, block: str) -> Fraction | None:
    """The points that the rulebook gives to a block; None where they are free."""
    found = rule.block(block) if rule else None
    return found.points if found else None
