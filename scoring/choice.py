"""Which rulebook a form is filed under: told by its blocks, never by its place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from attrs import frozen

from indicators.form import Form
from indicators.reading.problems import InputError, problem
from scoring.rulebook import FormRule, Rulebook, names, rulebook


@frozen(eq=False)
class Choice:
    """The rulebook chosen and why: ``named`` (by the user or the form), ``blocks``, or ``default`` where none fits."""

    rulebook: Rulebook
    how: str


def choose(form: Form, named: Rulebook | None = None) -> Choice:
    """The rulebook for ``form``: the one named, else the one whose blocks fit best. Raises InputError.

    >>> choose(Form("project", rulebook="hongshan-2023")).how
    'named'
    """
    if named is not None:
        return Choice(named, "named")
    if form.rulebook:
        return Choice(_own(form, form.rulebook), "named")
    fitting = [(fit, book) for book in map(rulebook, names()) if (fit := _fit(form, book))]
    if not fitting:
        return Choice(rulebook(DEFAULT), "default")
    return Choice(max(fitting, key=lambda pair: (pair[0], pair[1].year or 0))[1], "blocks")


DEFAULT = "hongshan-2023"


def _own(form: Form, name: str) -> Rulebook:
    """The rulebook that the form names: a shipped one, or a file beside the form."""
    if name.endswith(".toml"):
        return rulebook(str(Path(form.place.file).parent / name))
    if name not in names():
        raise InputError([problem("I209", form.at("rulebook"), name=name, known=names())])
    return rulebook(name)


def _fit(form: Form, book: Rulebook) -> int:
    """0 where the blocks differ; else 1, and one more for each block whose points agree."""
    rule = book.form(form.kind)
    points = block_points(form)
    if rule is None or {block.name for block in rule.blocks} != set(points):
        return 0
    return 1 + sum(block.points is None or block.points == points[block.name] for block in rule.blocks)


def block_points(form: Form) -> dict[str, Fraction | None]:
    """The points of each block that the form has: ``budget``, ``goal``, ``indicator``, ``group``; None if not known."""
    points: dict[str, Fraction | None] = {}
    if form.budget:
        points["budget"] = form.budget.line.weight.value if form.budget.line.weight else None
    if form.goal:
        points["goal"] = form.goal.weight.value if form.goal.weight else None
    if form.indicators:
        points["indicator"] = _sum(
            [line.weight.value if line.weight else None for line in form.indicators if not line.sub]
        )
    if form.groups:
        points["group"] = _sum([group.weight.value if group.weight else None for group in form.groups])
    return points


def _sum(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(values) else None


def points_of(rule: FormRule | None, block: str) -> Fraction | None:
    """The points that the rulebook gives to a block; None where they are free."""
    found = rule.block(block) if rule else None
    return found.points if found else None
