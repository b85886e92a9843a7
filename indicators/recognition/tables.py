"""The rows of a form's tables: what each gives to the form."""

from __future__ import annotations

from collections.abc import Collection

from indicators.form import Source
from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.align import Aligned, align
from indicators.recognition.columns import Columns
from indicators.recognition.rows import Row
from indicators.recognition.state import State
from indicators.recognition.values import clean

FIGURES = frozenset(("target", "actual", "weight", "filed"))


def take(state: State, row: Row, columns: Columns) -> bool:
    """Take a row of the table at hand; false where it is none."""
    return {"funds": _funds, "goal": _goal, "table": _line}[columns.kind](state, row, columns)


def begin(state: State, row: Row, columns: Columns) -> None:
    """Begin a table: keep the points and the money unit that its headings print."""
    form = state.form
    name = {"funds": "budget", "goal": "goal", "table": "indicator"}[columns.kind]
    label = " ".join(cell.text for cell in row.cells if cell.column < columns.columns[0].start)
    printed = headings.points(label) or headings.points(columns.title("filed"))
    if printed:
        form.block_points.setdefault(name, printed)
    if columns.kind == "funds" and not form.money_unit:
        texts = (label, *(column.title for column in columns.columns))
        form.money_unit = next((unit for text in texts if (unit := headings.money_unit(text))), "")
    form.headed |= columns.kind == "table"
    form.weighted |= columns.kind == "table" and "weight" in columns.roles
    form.goal_printed |= columns.kind == "goal" and "filed" in columns.roles
    state.columns, state.fresh = columns, True


def total(row: Row, columns: Columns, *, weighted: bool) -> Cell | None:
    """The cell of the form's total in a row that sums up (总分 | 100 | 95)."""
    filed = next((each for each in columns.columns if each.role == "filed"), None)
    under = [cell for cell in row.own[1:] if filed and row.ruled and cell.covers(filed.start)]
    if under:
        return under[-1]
    alone = weighted and len(row.own) == 2  # the sum of the weights
    return None if alone else row.own[-1]


def _funds(state: State, row: Row, columns: Columns) -> bool:
    cells = align(row, columns)
    if cells is None or not cells.cells.keys() & {"budget", "initial", "spent"}:
        return False
    first, form = columns.columns[0].start, state.form
    name = " ".join(cell.text for cell in row.own if cell.column < first)
    if form.budget is None:
        form.budget = cells
    elif any(word in headings.squeeze(name) for word in headings.SOURCES):
        base = "budget" if "budget" in columns.roles else "initial"
        form.sources.append(Source(clean(name), clean(cells.text(base)), clean(cells.text("spent"))))
    else:
        return False
    return True


def _goal(state: State, row: Row, columns: Columns) -> bool:
    cells = align(row, columns)
    if cells is None or not cells.cells.keys() & {"target", "actual"} or state.form.goal is not None:
        return False
    state.form.goal = cells
    return True


def _line(state: State, row: Row, columns: Columns) -> bool:
    cells = align(row, columns)
    if cells is None:
        state.form.miss("row-unread", row.place, cells=tuple(clean(cell.text) for cell in row.own))
        return True
    if not cells.cells.keys() & FIGURES and not all(map(_is_category, _own_levels(row, cells))):
        return False
    state.carry(cells.cells.get("level1"), cells.cells.get("level2"))
    roles = cells.cells.keys() - {"level1", "level2"}
    if roles and not _is_template(cells.text("name"), roles):  # else a category alone, or the heading of the block
        state.reached()
        state.form.add_line(cells, state.level1, state.level2, row.place)
    return True


def _own_levels(row: Row, cells: Aligned) -> list[Cell]:
    """The cells of a row that stand where categories do."""
    found = (cells.cells.get(role) for role in ("level1", "level2"))
    return [cell for cell in found if cell is not None and cell.row == row.number]


def _is_category(cell: Cell) -> bool:
    return headings.is_block(cell.text) or headings.is_level(cell.text)


def _is_template(name: str, roles: Collection[str]) -> bool:
    """A row of the empty form that nobody filled in: 指标2：, ……."""
    plain = headings.squeeze(name).rstrip(":…. ")
    empty = plain in ("", "指标") or (plain.startswith("指标") and plain[2:].isdecimal())
    return empty and not set(roles) - {"name"}
