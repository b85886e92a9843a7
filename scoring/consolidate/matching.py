"""Which lines are the same indicator: by folded name, a row of detail (其中) under the row that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from indicators.cells import plain
from indicators.messages import Message
from indicators.place import Place
from indicators.reading.problems import Problem
from scoring.consolidate.funds import funds
from scoring.consolidate.result import Member
from scoring.scorecard import Scorecard

Key = tuple[str, str]
GOAL: Key = ("goal", "")
_ORDER = ("成本", "产出", "效益", "满意度")


def members(card: Scorecard, basis: str) -> dict[Key, list[Member]]:
    """The lines of a form by indicator; more than one under a key where a name is not unique in the form."""
    found: dict[Key, list[Member]] = {}
    above = ""
    for score in card.lines:
        line = score.line
        if line.block == "budget":
            continue
        name = plain(line.name)
        key = GOAL if line.block == "goal" else ("" if score.counted else above, name)
        above = name if score.counted else above
        member = Member(card.form, score, card.rulebook, funds(card.form, line, basis))
        found.setdefault(key, []).append(member)
    return found


def unique(found: Mapping[Key, Sequence[Member]]) -> tuple[dict[Key, Member], list[Problem]]:
    """The lines that can be told by name, and what is wrong with the others."""
    single: dict[Key, Member] = {}
    problems = []
    for key, several in found.items():
        if key != GOAL and not key[1]:
            problems += [_told(each.line.place, Message("a line without a name cannot be matched")) for each in several]
        elif len(several) > 1:
            text = {"name": several[0].line.name, "count": len(several), "form": several[0].label}
            message = Message("{name} stands {count} times in {form}: which one is meant?", text)
            problems.append(_told(several[1].line.place, message))
        else:
            single[key] = several[0]
    return single, problems


def _told(place: Place, message: Message) -> Problem:
    return Problem("C901", place, message)


def in_order(children: Sequence[Mapping[Key, Member]]) -> list[Key]:
    """The indicators in the order of the forms, where all have the same; else by category and name."""
    orders = {tuple(each) for each in children}
    if len(orders) == 1:
        return list(orders.pop())
    every = {key: [each[key] for each in children if key in each] for each in children for key in each}
    return sorted(every, key=lambda key: _rank(key, every))


def _rank(key: Key, every: Mapping[Key, Sequence[Member]]) -> tuple[object, ...]:
    """Category, second category, name; a row of detail after the row that it belongs to."""
    above, name = key
    head = ("", above) if above and key != GOAL and ("", above) in every else key
    level1 = min(member.line.level1 for member in every[head])
    level2 = min(member.line.level2 for member in every[head])
    at = next((number for number, word in enumerate(_ORDER) if word in level1), len(_ORDER))
    return key != GOAL, at, level1, level2, head[1], head != key, name


def same(values: Iterable[str]) -> str:
    """What all say, or nothing."""
    every = set(values)
    return every.pop() if len(every) == 1 else ""
