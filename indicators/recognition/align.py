"""The cells of one row → the roles of its table's columns.

Ruled columns are believed where what they hold can be what the heading says. Where it cannot, the row was shifted on
its way here (lost cells, merged cells broken up): its cells are laid anew on the roles, in their order, by their types.
So are all rows of text, where blanks may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType

from attrs import frozen

from indicators.cells import read_cell
from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.columns import Column, Columns
from indicators.recognition.rows import Row
from indicators.record import Record

_POINTS = re.compile(r"-?\d+(?:\.\d+)?分?")
_SIGNS = frozenset(("≥", "≤", "=", ">", "<", ">=", "<=", "定性", "大于等于", "小于等于", "等于", "大于", "小于"))
_KINDS = frozenset(("正向", "反向", "正向指标", "反向指标", "定性", "定量", "定性指标", "定量指标"))
OWN = ("weight", "filed")  # a merged score stands for its first row only: it must not count twice

# How badly a text of a shape fits a role: 0 is what the heading promises, from UNFIT on it cannot be.
UNFIT = 30
_FIT = MappingProxyType(
    {
        "level": MappingProxyType({"level": 0, "points": 60, "figure": 60, "words": 28}),
        "name": MappingProxyType({"level": 15, "points": 50, "figure": 40, "words": 0}),
        "target": MappingProxyType({"level": 30, "points": 3, "figure": 0, "words": 10}),
        "actual": MappingProxyType({"level": 30, "points": 2, "figure": 2, "words": 10}),
        "score": MappingProxyType({"level": 80, "points": 0, "figure": 50, "words": 80}),
        "amount": MappingProxyType({"level": 80, "points": 0, "figure": 5, "words": 80}),
        "rate": MappingProxyType({"level": 80, "points": 5, "figure": 0, "words": 60}),
        "prose": MappingProxyType({"level": 30, "points": 40, "figure": 30, "words": 0}),
        "unit": MappingProxyType({"level": 60, "points": 60, "figure": 60, "words": 5}),
        "any": MappingProxyType({"level": 5, "points": 5, "figure": 5, "words": 5}),
    }
)
_TYPE = MappingProxyType(
    {
        "level1": "level", "level2": "level", "name": "name", "target": "target", "actual": "actual",
        "weight": "score", "filed": "score", "reason": "prose", "unit": "unit", "initial": "amount",
        "budget": "amount", "spent": "amount", "rate": "rate", "other": "any",
    }
)  # fmt: skip
_MISSING = MappingProxyType({"name": 40, "target": 30, "actual": 20, "weight": 15, "filed": 15, "comparator": 10,
                             "budget": 20, "spent": 20, "rate": 10})  # fmt: skip
_LOST = 200  # a text that no role takes
_MOVE = 15  # what a row must gain to be taken for shifted, where it can be read as it stands


@frozen(repr=False)
class Aligned(Record):
    """The cells of a row by role, and whether they had to be moved from where they stood."""

    cells: MappingProxyType[str, Cell]
    moved: bool = False

    def text(self, role: str) -> str:
        """The text of a role; empty where the row has none."""
        cell = self.cells.get(role)
        return cell.text if cell else ""


def align(row: Row, columns: Columns) -> Aligned | None:
    """The row's cells by role, or None where they cannot be told apart.

    >>> from indicators.recognition.columns import columns
    >>> titles = "一级指标 二级指标 指标名称 目标值 完成值 得分".split()
    >>> head = columns(Row(tuple(Cell(title, 0, at) for at, title in enumerate(titles)), 0))
    >>> texts = ((0, "培训人数"), (2, "≥3000人"), (3, "2399"), (4, "3"))
    >>> shifted = Row(tuple(Cell(text, 1, at) for at, text in texts), 1, ruled=False)
    >>> found = align(shifted, head)
    >>> found.moved, {role: cell.text for role, cell in found.cells.items()}
    (True, {'name': '培训人数', 'target': '≥3000人', 'actual': '2399', 'filed': '3'})
    """
    straight, misfits = _straight(row, columns)
    if straight is None or (misfits and not row.ruled):
        return _moved(row, columns)
    if not row.ruled:
        moved = _moved(row, columns)
        return moved if moved and _cost(straight, columns) - _cost(moved, columns) > _MOVE else straight
    wordy = all(role in OWN and _shape(straight.text(role)) == "words" for role in misfits)
    return straight if not misfits or wordy else _moved(row, columns)


def _cost(aligned: Aligned, columns: Columns) -> int:
    """How badly the cells fit their roles, with what is missing."""
    found = aligned.cells
    missing = sum(_MISSING.get(role, 0) for role in columns.roles if role not in found)
    return missing + sum(fit(role, cell.text) for role, cell in found.items())


def _straight(row: Row, columns: Columns) -> tuple[Aligned | None, tuple[str, ...]]:
    """The cells where they stand and the roles that they cannot be; None where a cell is left over."""
    found: dict[str, Cell] = {}
    taken: set[int] = set()
    for column in columns.columns:
        cell = next((each for each in row.cells if each.covers(column.start)), None)
        if cell is None or id(cell) in taken or (column.role in OWN and cell.row != row.number):
            continue
        taken.add(id(cell))
        if cell.text.strip() or cell.flaw:
            found.setdefault(column.role, cell)
    if any(id(cell) not in taken and not _is_label(cell, row, columns) for cell in row.own):
        return None, ()
    if columns.kind == "table" and not found.keys() & {"name", "target"} and found.keys() & {"actual", "filed"}:
        return None, ()
    misfits = tuple(role for role, cell in found.items() if fit(role, cell.text) >= UNFIT)
    return Aligned(MappingProxyType(found)), misfits


def _is_label(cell: Cell, row: Row, columns: Columns) -> bool:
    """Whether a cell is the heading of the block at the left of a table."""
    left = cell.column < columns.columns[0].start
    return headings.is_block(cell.text) or (left and (columns.kind != "table" or (row.ruled and cell.rows > 1)))


def _moved(row: Row, columns: Columns) -> Aligned | None:
    """The cells laid anew on the roles, in order, as cheaply as their shapes allow."""
    cells = [cell for cell in row.own if not _is_label(cell, row, columns)]
    if not cells or len(cells) > 2 * len(columns.columns):
        return None
    cost, chosen = _cheapest(cells, columns.columns, 1 if not row.ruled else 5)
    if cost >= _LOST or any(fit(role, cell.text) >= UNFIT for role, cell in chosen):
        return None
    found = dict(chosen)
    if columns.kind == "table" and not found.keys() & {"name", "target"} and found.keys() - {"level1", "level2"}:
        return None
    stays = all(cell.column == column.start for column in columns.columns if (cell := found.get(column.role)))
    for column in columns.columns if row.ruled else ():  # merged cells from above still say their categories
        above = next((each for each in row.cells if each.covers(column.start) and each.row < row.number), None)
        if above is not None and column.role in ("level1", "level2"):
            found.setdefault(column.role, above)
    return Aligned(MappingProxyType(found), moved=not stays)


Choice = tuple[tuple[str, Cell], ...]


def _cheapest(cells: Sequence[Cell], columns: Sequence[Column], step: int) -> tuple[int, Choice]:
    """The cheapest way to lay cells on roles in order; ``step`` is what a column of displacement costs."""
    best: dict[tuple[int, int], tuple[int, Choice]] = {}

    def lay(at: int, role: int) -> tuple[int, Choice]:
        key = (at, role)
        if key not in best:
            best[key] = min(ways(at, role), key=lambda way: way[0])
        return best[key]

    def ways(at: int, role: int) -> list[tuple[int, Choice]]:
        if role == len(columns):
            return [(_LOST * (len(cells) - at), ())]
        column = columns[role]
        cost, chosen = lay(at, role + 1)
        found = [(cost + _MISSING.get(column.role, 0), chosen)]
        if at < len(cells):
            cost, chosen = lay(at + 1, role + 1)
            cell = cells[at]
            cost += fit(column.role, cell.text) + step * abs(cell.column - column.start)
            found.insert(0, (cost, ((column.role, cell), *chosen)))
            cost, chosen = lay(at + 1, role)
            found.append((cost + _LOST, chosen))
        return found

    return lay(0, 0)


@lru_cache(maxsize=8192)
def fit(role: str, text: str) -> int:
    """How badly a text fits a role, from 0; at UNFIT and above it cannot be.

    >>> fit("filed", "19.94"), fit("filed", "100%") >= UNFIT, fit("name", "≥90%") >= UNFIT
    (0, True, True)
    """
    plain = headings.heading(text)
    if role == "comparator":
        return 0 if headings.squeeze(text) in _SIGNS else 80
    if role == "kind":
        return 0 if plain in _KINDS else 60
    if role in ("level1", "level2") and headings.is_level(text):
        return 0 if plain in (headings.LEVEL1 if role == "level1" else headings.LEVEL2) else 15
    kind = _shape(text)
    if role == "unit" and kind == "words" and len(plain) > 8:
        return 60
    return 0 if kind == "blank" else _FIT[_TYPE.get(role, "any")][kind]


def _shape(text: str) -> str:
    """What a text looks like: ``blank``, ``level``, ``points`` (a bare number), ``figure`` or ``words``."""
    plain = headings.squeeze(text)
    if _POINTS.fullmatch(plain.replace(",", "")):
        return "points"
    if headings.is_level(text):
        return "level"
    reading = read_cell(text)
    if reading.missing:
        return "blank"
    return "words" if reading.amount is None and reading.date is None else "figure"
