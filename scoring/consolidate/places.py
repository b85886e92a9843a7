"""The lines of a consolidated form in their places: annual goals, ids, and the weights where all children agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from indicators.cells import plain
from indicators.exact import Number
from indicators.form import Form, Group, Line
from scoring.consolidate.matching import GOAL, Key, same
from scoring.consolidate.result import Member

Child = Mapping[Key, Member]


def placed(form: Form, lines: Sequence[tuple[Key, Line]], children: Sequence[Child]) -> Form:
    """``form`` with the lines: in an annual goal where all children have them there, else by themselves."""
    goal: Line | None = None
    free: list[Line] = []
    groups: dict[str, list[Line]] = {}
    for key, line in lines:
        name = same(each[key].line.group or "" for each in children if key in each)
        if key == GOAL:
            goal = evolve(line, id="goal")
        elif name:
            groups.setdefault(name, []).append(line)
        else:
            free.append(evolve(line, id=f"i{len(free) + 1}"))
    every = tuple(
        Group(name, tuple(evolve(line, id=f"g{at}.i{number}", group=name) for number, line in enumerate(own, 1)))
        for at, (name, own) in enumerate(groups.items(), 1)
    )
    return evolve(form, goal=goal, indicators=tuple(free), groups=every)


def weighed(form: Form, forms: Sequence[Form], children: Sequence[Child]) -> Form:
    """The weights too, where all children are one form filed several times: the same lines with the same weights."""
    tables = {tuple((key, _value(member.line.weight)) for key, member in each.items()) for each in children}
    heads = {_heads(each) for each in forms}
    if len(tables) > 1 or len(heads) > 1 or not any(member.line.weight for member in children[0].values()):
        return form
    own = {plain(member.line.name): member.line.weight for member in children[0].values() if member.score.counted}

    def with_weight(line: Line) -> Line:
        return evolve(line, weight=None if line.sub else own.get(plain(line.name)))

    first = forms[0]
    budget = form.budget
    if budget and first.budget:
        budget = evolve(budget, line=evolve(budget.line, weight=first.budget.line.weight))
    kept = {group.name: group for group in first.groups}
    groups = tuple(
        evolve(
            group,
            weight=kept[group.name].weight,
            text=same(own.text for each in forms for own in each.groups if own.name == group.name),
            lines=tuple(map(with_weight, group.lines)),
        )
        for group in form.groups
    )
    return evolve(
        form,
        weights=_source(forms),
        budget=budget,
        goal=form.goal and with_weight(form.goal),
        indicators=tuple(map(with_weight, form.indicators)),
        groups=groups,
    )


def _source(forms: Sequence[Form]) -> str:
    """Where the weights come from: one reconstructed weight makes them so."""
    if any(form.weights == "reconstructed" for form in forms):
        return "reconstructed"
    return same(form.weights for form in forms) or "declared"


def _heads(form: Form) -> tuple[object, ...]:
    """The points of the budget line and of the annual goals."""
    budget = _value(form.budget.line.weight) if form.budget else None
    return budget, tuple((group.name, _value(group.weight)) for group in form.groups)


def _value(number: Number | None) -> Fraction | None:
    return number.value if number else None
