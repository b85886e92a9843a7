"""Columns under headings that nobody knows, told by what they hold: categories, signs, points that add to the total."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

from indicators.exact import Number, NumberError
from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.claims import settled
from indicators.recognition.columns import UNKNOWN, Column, Columns
from indicators.recognition.rows import Row
from indicators.recognition.shapes import shape, sign

MAX_ROWS = 80
WHOLE = 100  # points of a form
Texts = MappingProxyType[int, tuple[str, ...]]


def inferred(row: Row, below: Sequence[Row]) -> Columns | None:
    """The columns of a table by its cells, where ``row`` holds its headings; None where they do not tell all of them.

    Headings that are known keep their role. Weights and scores must be two columns of numbers, no score above its
    weight, and add to what the row of the total prints.

    >>> lines = ("级 项 预设 达到 配分 评定", "产出指标 培训人数 ≥20人 21人 60 60", "效益指标 知晓率 ≥80% 60% 40 30")
    >>> lines = [line.split() for line in (*lines, "总分 _ _ _ 100 90")]
    >>> head, *rows = (Row(tuple(Cell(t, r, c) for c, t in enumerate(line)), r) for r, line in enumerate(lines))
    >>> found = inferred(head, rows)
    >>> found.roles
    ('level1', 'name', 'target', 'actual', 'weight', 'filed')
    """
    if _is_data(row):
        return None
    rows = _same_table(row, below)
    data = [each for each in rows if _is_data(each)]
    titles = (
        [cell for cell in row.cells if cell.text.strip() and cell.row + cell.rows <= data[0].number] if data else []
    )
    if len(data) < 2 or len(titles) < 4 or not rows or rows[0] is not data[0]:
        return None
    texts = MappingProxyType({cell.column: _under(cell, data) for cell in titles})
    known = {cell.column: role for cell in titles if (role := headings.role(cell.text, "table"))}
    roles = _roles(titles, texts, known, [each for each in rows if _is_total(each)])
    if roles is None:
        return None
    named = tuple(Column(roles.get(c.column, UNKNOWN), c.column, c.columns, "".join(c.text.split())) for c in titles)
    return Columns("table", tuple(settled(list(named), "table")))


def may_tell_more(found: Columns) -> bool:
    """Whether a column of lines may stand under a heading that nobody knows.

    >>> may_tell_more(Columns("table", (Column("name", 0), Column("target", 1), Column("unknown", 2))))
    True
    """
    roles = set(found.roles)
    if found.kind != "table" or "standard" in roles:
        return False
    return "target" not in roles or (UNKNOWN in roles and not {"actual", "weight", "filed"} <= roles)


def _same_table(row: Row, below: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    for each in below[:MAX_ROWS]:
        if each.grid is not row.grid or not each.ruled or each.number < 0:
            break
        found.append(each)
    return found


def _is_data(row: Row) -> bool:
    """Whether a row looks like a line: a category beside it, and figures."""
    figures = [cell for cell in row.own if shape(cell.text) in ("points", "figure")]
    return len(figures) > 1 and any(headings.is_level(cell.text) for cell in row.cells)


def _is_total(row: Row) -> bool:
    return bool(row.own) and headings.heading(row.own[0].text) in headings.TOTALS


def _under(title: Cell, rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(next((cell.text for cell in row.cells if cell.covers(title.column)), "") for row in rows)


def _roles(titles: Sequence[Cell], texts: Texts, known: dict[int, str], totals: Sequence[Row]) -> dict[int, str] | None:
    """The role of each column by where it starts; None where they cannot all be told."""
    roles = dict(known)
    free = [cell.column for cell in titles if cell.column not in roles]
    for at in list(free):
        role = _by_kind(texts[at])
        if role and role not in roles.values():
            roles[at] = role
            free.remove(at)
    if not {"weight", "filed"} <= set(roles.values()):
        pair = _points(roles, free, texts, totals)
        if pair is None:
            return None
        roles |= dict(zip(pair, ("weight", "filed"), strict=True))
        free = [at for at in free if at not in pair]
    for role in ("name", "target", "actual"):
        if role not in roles.values():
            found = next((at for at in free if _can_be(role, texts[at]) and _behind(at, role, roles)), None)
            if found is None:
                return None
            roles[found] = role
            free.remove(found)
    return roles


def _by_kind(texts: tuple[str, ...]) -> str:
    """What a column holds that only one kind of column can hold: categories, signs."""
    said = [text for text in texts if text.strip()]
    if said and all(headings.heading(text) in headings.LEVEL1 for text in said):
        return "level1"
    if said and all(headings.is_level(text) for text in said):
        return "level2"
    return "comparator" if said and all(map(sign, said)) else ""


def _can_be(role: str, texts: tuple[str, ...]) -> bool:
    shapes = [shape(text) for text in texts]
    if role == "name":
        return all(each == "words" for each in shapes)
    return "figure" in shapes or "points" in shapes


def _behind(at: int, role: str, roles: dict[int, str]) -> bool:
    """Whether a column stands behind those that come before it on every form: category, name, target, completion."""
    before = ("level1", "level2", "name", "target")[: {"name": 2, "target": 3, "actual": 4}[role]]
    return all(other < at for other, each in roles.items() if each in before)


def _points(roles: dict[int, str], free: Sequence[int], texts: Texts, totals: Sequence[Row]) -> tuple[int, int] | None:
    """The two columns of points: the only ones of which no score is above its weight, and which add to the total.

    One of them may be known by its heading.
    """
    own = {role: at for at, role in roles.items() if role in ("weight", "filed")}
    numbers = {at: values for at in (*free, *own.values()) if (values := _numbers(texts[at]))}
    fitting = [
        (weight, filed)
        for weight, filed in combinations(sorted(numbers), 2)
        if own.get("weight", weight) == weight
        and own.get("filed", filed) == filed
        and all(a >= b for a, b in zip(numbers[weight], numbers[filed], strict=True))
        and _adds(weight, sum(numbers[weight], Fraction()), filed, sum(numbers[filed], Fraction()), totals)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _adds(weight: int, weights: Fraction, filed: int, scores: Fraction, totals: Sequence[Row]) -> bool:
    """Whether columns add to the total row: the same is left in both for the funds, no score of it above its weight."""
    for row in totals:
        whole, total = (_printed(row, at) for at in (weight, filed))
        if whole is not None and total is not None:
            return whole == WHOLE and 0 <= total - scores <= whole - weights
    return False


def _printed(row: Row, at: int) -> Fraction | None:
    text = next((cell.text for cell in row.own if cell.covers(at)), "")
    values = _numbers((text,)) if text.strip() else None
    return values[0] if values else None


def _numbers(texts: tuple[str, ...]) -> tuple[Fraction, ...] | None:
    """The numbers of a column of points; None where a cell is none."""
    try:
        return tuple(Number.of(headings.squeeze(text).removesuffix("分")).value for text in texts)
    except NumberError:
        return None
