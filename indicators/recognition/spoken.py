"""Funds as labels with their values: across a row, in the words of one cell, down a column; no heading over them.

``年初预算数 100 万元，全年执行数 98 万元，执行率 98%``; ``全年预算数 | 100 | 全年执行数 | 98``; years and kinds of
amounts down the left with one column of amounts, or with one for each source. Taken only where both a budget and an
executed amount are said, each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from attrs import evolve, frozen

from indicators.cells import read_cell
from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.align import Aligned
from indicators.recognition.columns import Column, Columns
from indicators.recognition.funds import FundsRow
from indicators.recognition.rows import Row
from indicators.recognition.shapes import shape
from indicators.recognition.state import State
from indicators.recognition.tables import AMOUNTS, as_other, has_amounts

_ROLES = (*AMOUNTS, "rate", "weight", "filed")
_MAX_ROWS = 12
_LONGEST = 200  # characters of a cell that says its amounts in words
_FUNDS = re.compile("预算|资金|经费")
_PARTED = re.compile(r",(?!\d{3}(?!\d))|[;。、\n]")
_CLAUSE = re.compile(
    r"(?P<label>[^\d:%()]{2,14}?(?:\([^()]{1,8}\))?)(?:[:为是]|共计|合计)?"
    r"(?P<value>\d[\d,]*(?:\.\d+)?(?:亿元|千万元|百万元|十万元|万元|千元|百元|元|%|分)?)"
)


@frozen
class _Said:
    """One amount with its label: what it is of, its cell, and the label as printed."""

    role: str
    cell: Cell
    title: str


def spoken_funds(state: State, row: Row) -> bool:
    """Take a row, or several, in which labels with values say the funds; false where they do not."""
    columns = state.columns
    if not state.inside or state.form.funds or state.in_table or (columns and columns.kind == "table"):
        return False
    if columns and columns.kind == "funds" and has_amounts(row, columns):
        return False
    across, rest = _across(row)
    if across and _is_whole(across):
        if row.number < 0 and rest:
            return False  # a text that says more than its funds is prose
        further = _further(state, row, across)
        _take(state, row, {0: [*across, *further]}, {0: ""})
        state.skip = bool(further)
        words = [cell for cell in row.own if shape(cell.text) == "words" and len(cell.text) > 1]
        known = [cell for cell in words if headings.is_block(cell.text) or _is_total(cell)]
        if [cell for cell in rest if cell in words and cell not in known]:
            state.form.others.append(as_other(row))
        return True
    return _down(state, row)


def block_of_funds(state: State, text: str) -> None:
    """Remember the points that a row prints for the funds below it: 预算执行情况（10分）."""
    if state.draft and headings.is_block(text) and _FUNDS.search(text) and headings.points(text):
        state.draft.block_points.setdefault("budget", headings.points(text))


def _is_whole(said: Sequence[_Said]) -> bool:
    roles = [each.role for each in said]
    return len(set(roles)) == len(roles) and "spent" in roles and bool({"budget", "initial"} & set(roles))


def _further(state: State, row: Row, across: Sequence[_Said]) -> list[_Said]:
    """The rate and the points of funds that stand in the row below them: 执行率分值 | 10 | 执行率得分 | 9.5."""
    below = state.rest[0] if state.rest else None
    if below is None or ((below.ruled or row.ruled) and (below.grid is not row.grid or below.number != row.number + 1)):
        return []
    said, rest = _across(below)
    rest = [cell for cell in rest if all(cell.text != each.cell.text for each in said)]  # a merged cell, repeated
    own = [each.role for each in said]
    fitting = len(set(own)) == len(own) and not set(own) & {each.role for each in across}
    return said if fitting and not rest and set(own) <= {"rate", "weight", "filed"} else []


def _across(row: Row) -> tuple[list[_Said], list[Cell]]:
    """The amounts that the cells of a row say, and the cells that say something else."""
    found: list[_Said] = []
    rest: list[Cell] = []
    at = 0
    while at < len(row.own):
        cell, behind = row.own[at], row.own[at + 1] if at + 1 < len(row.own) else None
        role = _role(cell.text)
        said, whole = _words(cell)
        if role and behind is not None and _can_be(role, behind.text):
            found += _with_points(role, cell, behind)
            at += 1
        elif said and (whole or row.number >= 0):
            found += said
            rest += () if whole else (cell,)
        elif not (headings.is_block(cell.text) and at == 0):
            rest.append(cell)
        at += 1
    return found, rest


def _role(text: str) -> str:
    role = headings.role(text, "funds") if len(text) <= 30 else ""
    return role if role in _ROLES else ""


def _can_be(role: str, text: str) -> bool:
    """Whether a text is a value of a kind of funds, and nothing besides."""
    plain = headings.squeeze(text)
    if role == "rate":
        return shape(text) == "points" or (plain.endswith("%") and shape(text) == "figure")
    if role in ("weight", "filed"):
        return shape(text) == "points"
    amount = read_cell(text).amount
    return shape(text) in ("points", "figure") and amount is not None and not amount.comparator


def _with_points(role: str, label: Cell, value: Cell) -> Iterator[_Said]:
    """A value with its label; the label of a score may print the points: 得分（10分）."""
    title = "".join(label.text.split())
    yield _Said(role, value, title)
    if role == "filed" and headings.points(label.text):
        yield _Said("weight", evolve(value, text=headings.points(label.text)), title)


def _words(cell: Cell) -> tuple[list[_Said], bool]:
    """The amounts that a cell says in words, and whether it says nothing else."""
    if len(cell.text) > _LONGEST:
        return [], False
    found, whole = [], True
    text = "\n".join(headings.squeeze(line) for line in cell.text.splitlines())
    lead, _, behind = text.partition(":")
    text = behind if headings.is_block(lead) else text
    for clause in filter(None, _PARTED.split(text)):
        said = _CLAUSE.fullmatch(clause)
        role = _role(said["label"]) if said else ""
        if said and role and _can_be(role, said["value"]):
            found.append(_Said(role, evolve(cell, text=said["value"]), said["label"]))
        elif headings.is_part(clause) or headings.role(clause.rstrip("0123456789."), "funds"):
            return [], False  # of a part of the funds: which of the amounts is of all, nobody can tell
        else:
            whole = False
    return found, whole


def _down(state: State, row: Row) -> bool:
    """Labels down the left, a column of amounts or several; the first row may name the sources."""
    rows = [row, *state.rest[:_MAX_ROWS]]
    head = row if len(row.own) > 1 and not _labelled(row) and any(map(_is_total, row.own)) else None
    said: dict[int, list[_Said]] = {}
    count = 0
    for each in rows[1:] if head else rows:
        found = _labelled(each)
        if not found or each.grid is not row.grid or (each.number < 0) != (row.number < 0):
            break
        columns = {value.cell.column for value in found}
        if len(columns) > 1 and head is None:
            break
        for value in found:
            said.setdefault(value.cell.column if head else 0, []).append(value)
        count += 1
    names = {at: _over(head, at) for at in said}
    whole = {at: each for at, each in said.items() if _is_whole(each)}
    total = next((at for at, name in names.items() if not head or headings.heading(name) in headings.FUNDS_TOTALS), -1)
    if total not in whole:
        return False
    _take(state, row, whole, names)
    state.skip = count - 1 + bool(head)
    return True


def _labelled(row: Row) -> list[_Said]:
    """The label of a kind of amounts at the left of a row with its values; empty where the row is none."""
    own = row.own
    first = 1 if own and len(own) > 2 and headings.is_block(own[0].text) else 0
    if len(own) == 1:
        said, whole = _words(own[0])
        return said if whole else []
    role = _role(own[first].text) if len(own) > first + 1 else ""
    values = own[first + 1 :]
    if not role or not all(_can_be(role, cell.text) or shape(cell.text) == "blank" for cell in values):
        return []
    return [each for cell in values if shape(cell.text) != "blank" for each in _with_points(role, own[first], cell)]


def _is_total(cell: Cell) -> bool:
    return headings.heading(cell.text) in headings.FUNDS_TOTALS


def _over(head: Row | None, at: int) -> str:
    """What the first row says over a column."""
    return next((cell.text for cell in head.own if cell.covers(at)), "") if head else ""


def _take(state: State, row: Row, said: dict[int, list[_Said]], names: dict[int, str]) -> None:
    """Keep the amounts as rows of a table of funds."""
    form = state.form
    titles = {each.role: each.title for column in said.values() for each in column}
    columns = Columns("funds", tuple(Column(role, at, 1, title) for at, (role, title) in enumerate(titles.items())))
    form.print_columns(columns)
    labels = [cell for cell in row.cells if headings.is_block(cell.text)]
    for cell in labels:
        form.print_block(cell)
        form.head.setdefault("funds_label", cell)
    printed = next((points for cell in labels if (points := headings.points(cell.text))), "")
    if printed:
        form.block_points.setdefault("budget", printed)
    units = (*(cell.text for cell in labels), *titles.values())
    form.money_unit = form.money_unit or next((unit for text in units if (unit := headings.money_unit(text))), "")
    for at, column in said.items():
        cells = Aligned(MappingProxyType({each.role: each.cell for each in column}))
        form.funds.append(FundsRow(names.get(at, ""), cells, columns, row.place))
    state.reached()
    state.columns = None
