"""One column a role: what several columns of a table claim by their headings, told apart by place and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from attrs import evolve

from indicators.recognition import headings

if TYPE_CHECKING:
    from indicators.recognition.columns import Column

_BROAD = frozenset(("绩效指标", "指标", "评价指标", "考核指标"))
_VAGUE = MappingProxyType({"target": re.compile("标杆|标准值"), "actual": re.compile("进度|说明|情况")})
# by how much a budget was changed, not what it came to
_CHANGE = re.compile(
    r"(?:全年|年中|本年|当年|年度|预算|资金|指标)*(?:调整|追加|追减|调增|调减|增减)+(?:预算|资金|指标)?(?:数|金额|额)?"
)

BLOCKS = MappingProxyType({"level1": "block1", "level2": "block2"})  # columns of the points of categories


def settled(found: list[Column], kind: str) -> list[Column]:
    """The columns with one claim a role: a fourth level before a third, the weight of the line behind its name.

    >>> from indicators.recognition.columns import Column
    >>> given = [Column(role, at) for at, role in enumerate(("level1", "weight", "name", "name4", "target", "weight"))]
    >>> [column.role for column in settled(given, "table")]
    ['level1', 'block1', 'level3', 'name', 'target', 'weight']
    """
    if kind == "table":
        found = _behind_goals(_plainest(found))
        found = _deepest_name(_category(found))
        found = _outcomes(_weights(found))
        if "level1" in {c.role for c in found} and "name" not in {c.role for c in found}:
            found = _last_level(found)
    if kind == "goal":
        found = _completion_rate(_behind_goals(found))
    if kind == "funds" and found:
        found = _budgets(found)
    filed = [column for column in found if column.role == "filed"]
    if len(filed) > 1:  # 自评得分 beside 得分
        own = next((column for column in filed if "自评" in column.title), filed[0])
        found = [evolve(c, role="other") if c.role == "filed" and c is not own else c for c in found]
    return found


def _plainest(found: list[Column]) -> list[Column]:
    """A benchmark is the target, and an account of the work the completion, where no other column is."""
    plain = {c.role for c in found if c.role in _VAGUE and not _VAGUE[c.role].search(c.title)}
    return [evolve(c, role="other") if c.role in plain and _VAGUE[c.role].search(c.title) else c for c in found]


def _behind_goals(found: list[Column]) -> list[Column]:
    """A goal before the categories is the label of the lines beside it, where another column holds their targets."""
    roles = [column.role for column in found]
    if roles[:1] == ["target"] and "target" in roles[1:] and roles[1] in ("level1", "level2", "name", "target"):
        return found[1:]
    return found


def _completion_rate(found: list[Column]) -> list[Column]:
    """Of the overall goal its rate is what was reached; an account of the work beside it scores nothing."""
    if "rate" not in {column.role for column in found}:
        return found
    rename = {"actual": "other", "rate": "actual"}
    return [evolve(column, role=rename.get(column.role, column.role)) for column in found]


def _category(found: list[Column]) -> list[Column]:
    """绩效指标 before 三级指标 or 指标名称 is a category, or the label of the block where a first level is there."""
    names = [at for at, column in enumerate(found) if column.role == "name"]
    at = names[0] if len(names) > 1 else -1
    if at < 0 or headings.heading(found[at].title) not in _BROAD:
        return found
    if all(headings.heading(found[each].title) in _BROAD for each in names[1:]):
        return found
    roles = {column.role for column in found}
    if "level1" in roles and at == 0:
        return found[1:]
    role = "level1" if "level1" not in roles else "other"
    return [evolve(column, role=role) if i == at else column for i, column in enumerate(found)]


def _deepest_name(found: list[Column]) -> list[Column]:
    """Of a third and a fourth level the deeper is the indicator."""
    roles = {column.role for column in found}
    if "name4" not in roles:
        return found
    rename = {"name4": "name", "name": "level3"}
    return [evolve(column, role=rename.get(column.role, column.role)) for column in found]


def _last_level(found: list[Column]) -> list[Column]:
    """A table of levels without a column of names: its last level is the indicator, or what stands right behind it
    under a heading that nobody knows."""
    last = max(at for at, column in enumerate(found) if column.role in ("level1", "level2"))
    behind = [column.role for column in found[last + 1 : last + 3]]
    last += behind in (["unknown", role] for role in ("comparator", "target", "unit", "kind", "standard"))
    return [evolve(column, role="name") if at == last else column for at, column in enumerate(found)]


def _weights(found: list[Column]) -> list[Column]:
    """Of several columns of points the one behind the names weighs the lines; those before it weigh blocks."""
    at = next((i for i, column in enumerate(found) if column.role == "name"), -1)
    weights = [i for i, column in enumerate(found) if column.role == "weight"]
    if len(weights) < 2:
        return found
    own = next((i for i in weights if i > at), weights[-1])
    role = {i: _block(found[:i]) if i < own else "other" for i in weights if i != own}
    return [evolve(column, role=role.get(i, column.role)) for i, column in enumerate(found)]


def _block(left: Sequence[Column]) -> str:
    """The points of the category at the left of a column."""
    level = next((column.role for column in reversed(left) if column.role in ("level1", "level2")), "level1")
    return BLOCKS[level]


def _outcomes(found: list[Column]) -> list[Column]:
    """目标值 before 指标值 and nothing that says what came of it: the second is the completion."""
    targets = [column for column in found if column.role == "target"]
    if len(targets) < 2 or any(column.role == "actual" for column in found):
        return found
    return [evolve(column, role="actual") if column is targets[1] else column for column in found]


def _budgets(found: list[Column]) -> list[Column]:
    """预算数 beside 调整后预算数 is the initial one; a total is the budget where no column is called so.

    A budget at the left of an initial and another one is the heading of the labels below it.
    """
    changes = [c for c in found if c.role == "budget" and _CHANGE.fullmatch(headings.heading(c.title))]
    if changes and any(c.role == "budget" and c not in changes for c in found):
        found = [evolve(c, role="other") if c in changes else c for c in found]
    roles = [column.role for column in found]
    if roles[0] == "budget" and "initial" in roles and roles.count("budget") > 1:
        found, roles = found[1:], roles[1:]
    if not {"budget", "initial"} & set(roles):
        found = [evolve(column, role="budget") if column.role == "total" else column for column in found]
    plain = [c for c in found if c.role == "budget"]
    if len(plain) > 1 and "initial" not in roles:
        first = next((c for c in plain if "调整" not in c.title and "全年" not in c.title), None)
        if first is not None:
            found = [evolve(c, role="initial") if c is first else c for c in found]
    return [evolve(c, role="other") if c.role in ("total", "source", "received") else c for c in found]
