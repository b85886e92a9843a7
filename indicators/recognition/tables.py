"""The rows of a form's tables: what each gives to the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from attrs import evolve

from indicators.form import Other
from indicators.reading.grid import Cell
from indicators.reading.toml_form import GOAL_NAME
from indicators.recognition import headings
from indicators.recognition.align import Aligned, align
from indicators.recognition.category_rows import (
    is_category,
    is_odd_label,
    is_template_row,
    names_a_category,
    own_levels,
    prints_points,
)
from indicators.recognition.columns import Columns, is_further
from indicators.recognition.funds import FundsRow
from indicators.recognition.rests import is_rest
from indicators.recognition.rows import Row
from indicators.recognition.shapes import shape
from indicators.recognition.state import State
from indicators.recognition.values import clean, is_blank
from indicators.wording import is_beside

TYPED = "备注"
FIGURES = frozenset(("target", "adjusted", "actual", "weight", "filed", "standard", "reviewed"))
_LABELLED = re.compile("[\u4e00-\u9fff]{2,}\\s*[:：]")
AMOUNTS = frozenset(("budget", "initial", "spent"))


def take(state: State, row: Row, columns: Columns) -> bool:
    """Take a row of the table at hand; false where it is none."""
    return {"funds": _funds, "goal": _goal, "table": _line}[columns.kind](state, row, columns)


def begin(state: State, row: Row, columns: Columns) -> None:
    """Begin a table: keep its headings, and the points and the money unit that they print."""
    form = state.form
    name = {"funds": "budget", "goal": "goal", "table": "indicator"}[columns.kind]
    labels = _without_whole(state, row, columns)
    form.print_columns(columns, row)
    for cell in labels:
        form.print_block(cell)
        if columns.kind == "table":
            state.begin_goal(cell)
    label = " ".join(cell.text for cell in labels)
    if columns.kind == "funds" and labels:
        form.head.setdefault("funds_label", next((each for each in labels if headings.is_block(each.text)), labels[0]))
    printed = headings.points(label) or headings.points(columns.title("filed"))
    if printed:
        form.block_points.setdefault(name, printed)
    if columns.kind == "funds" and not form.money_unit:
        texts = (label, *(column.title for column in columns.columns))
        form.money_unit = next((unit for text in texts if (unit := headings.money_unit(text))), "")
    if columns.kind == "table":
        form.headed = True
        form.weighted |= "weight" in columns.roles
        form.roles |= set(columns.roles)
        state.standing, state.read = columns, len(form.every_line())
    form.goal_printed |= columns.kind == "goal" and "filed" in columns.roles
    state.columns, state.fresh = columns, True


def _without_whole(state: State, row: Row, columns: Columns) -> list[Cell]:
    """The labels at the left of a row of headings but for one that stands at the left of tables above it too.

    Its points are those of the whole form, and no block's.
    """
    labels = [cell for cell in row.cells if cell.column < columns.first and cell.text.strip()]
    for cell in labels[:-1]:
        known = headings.is_block(cell.text) and headings.points(cell.text) != "100"
        if cell.row < row.number and not known and cell.column < labels[-1].column:
            state.form.whole.add((cell.row, cell.column, cell.place))
    return [cell for cell in labels if not _is_whole(state, cell)]


def _is_whole(state: State, cell: Cell) -> bool:
    return (cell.row, cell.column, cell.place) in state.form.whole


def has_amounts(row: Row, columns: Columns) -> bool:
    """Whether a row has a number under a heading of funds."""
    under = [column.start for column in columns.columns if column.role in AMOUNTS]
    return any(shape(cell.text) in ("points", "figure") and any(map(cell.covers, under)) for cell in row.own)


def goal_in_words(cells: Sequence[Cell], *filed: Cell) -> Aligned:
    """The goal, what came of it if a second cell says so, and its score."""
    found = dict(zip(("target", "actual"), cells, strict=False))
    return Aligned(MappingProxyType(found | dict(zip(("filed",), filed, strict=False))))


def is_typed(row: Row, columns: Columns | None) -> bool:
    """Whether the one text of a row stands under a further column of the table: in a cell that people fill.

    A printed note begins at the left edge of the table, or stands below it.
    """
    if columns is None or not row.ruled or row.number < 0 or len(row.own) != 1:
        return False
    return row.own[0].column > max(columns.first, 1)


def as_typed(row: Row) -> Other:
    """A row whose one cell was typed: a remark with its label, whatever its words."""
    return Other((TYPED, clean(row.own[0].text)), row.own[0].place)


def as_other(row: Row) -> Other:
    """A row as it stands."""
    return Other(tuple(clean(cell.text) for cell in row.own), row.place)


def _funds(state: State, row: Row, columns: Columns) -> bool:
    if row.own and any(headings.heading(cell.text) in headings.NUMBERING for cell in row.own[:2]):
        return True  # it numbers the columns
    cells = align(row, columns)
    corner = cells.cells.get(columns.columns[0].role) if cells and columns.columns[0].role in AMOUNTS else None
    labelled = any(cell.column < columns.first for cell in row.own)
    figures = {shape(cell.text) for role, cell in cells.cells.items() if role in AMOUNTS} if cells else set()
    counted = labelled and bool(figures & {"points", "figure"})  # 见附件 beside an amount is no label
    in_words = corner is not None and shape(corner.text) in ("words", "level")
    if in_words and not counted and len(columns.columns) > 2:
        columns = evolve(columns, columns=columns.columns[1:])  # its heading is that of the labels
        state.columns, cells = columns, align(row, columns)
    if cells is None:
        return False
    labels = [cell for cell in row.own if cell.column < columns.first and shape(cell.text) != "points"]
    points = any(shape(cells.text(role)) == "points" for role in ("weight", "filed"))
    total_of_nothing = points and any(headings.heading(cell.text) in headings.FUNDS_TOTALS for cell in labels)
    if not total_of_nothing and not any(
        role in AMOUNTS and not is_blank(cell.text) for role, cell in cells.cells.items()
    ):
        return all(is_blank(cell.text) or headings.is_part(cell.text) for cell in row.own)  # a source of nothing
    if any(_LABELLED.search(cell.text) for role, cell in cells.cells.items() if role in AMOUNTS):
        return False  # 项目支出：1500万元 says what it is of itself
    amounts = [shape(cell.text) for role, cell in cells.cells.items() if role in AMOUNTS]
    worded = any(each in ("words", "level") for each in amounts)
    if worded and not (labels and set(amounts) & {"points", "figure"}):
        return False  # else 见附件 beside an amount is for a person
    name = " ".join(cell.text for cell in labels)
    if not name:
        beside = [cell for cell in row.cells if cell.column < columns.first and cell.row < row.number]
        name = beside[-1].text if beside and not headings.is_block(beside[-1].text) else ""
    for cell in labels:
        state.form.print_block(cell)
    state.form.funds.append(FundsRow(clean(name), cells, columns, row.place))
    state.form.keep(cells.extra)
    _keep_left(state, row, columns)
    return True


def _keep_left(state: State, row: Row, columns: Columns) -> None:
    """Keep the amounts of a row at the left of the known columns, and tell their heading.

    Where no label stands beside them, the first that is no bare number is the name of the row: 财政拨款2.
    """
    left = {id(cell): shape(cell.text) for cell in row.own if cell.column < columns.first}
    amounts = [cell for cell in row.own if left.get(id(cell)) in ("points", "figure")]
    if len(amounts) == len(left):
        name = next((cell for cell in amounts if left[id(cell)] == "figure"), None)
        amounts = [cell for cell in amounts if cell is not name]
    for cell in amounts:
        title = next((clean(each.title) for each in columns.left if cell.covers(each.start)), "")
        if title in headings.ROW_NUMBERS:
            continue
        state.form.keep(((title, cell),))
        if title and title not in state.form.unknown:
            state.form.unknown.append(title)
            state.form.spots.setdefault("unknown", cell.place)


def _goal(state: State, row: Row, columns: Columns) -> bool:
    if is_further(row):
        return False  # nothing was filled in above the headings of the next table
    cells = align(row, columns)
    if cells is None or not cells.cells.keys() & {"target", "adjusted", "actual"} or state.form.goal is not None:
        return False
    state.form.goal = cells
    state.form.keep(cells.extra)
    state.form.beside_target(cells, columns, GOAL_NAME)
    state.form.keep((columns.title(role), cell) for role, cell in cells.cells.items() if role == "reason")
    return True


def _line(state: State, row: Row, columns: Columns) -> bool:
    if is_rest(state.form, row, columns):
        return True
    cells = align(row, columns)
    if cells is None and row.ruled:
        return _beside(state, row, columns)  # it crosses the columns
    if cells is None:
        state.form.miss("row-unread", row.place, cells=tuple(clean(cell.text) for cell in row.own))
        return True
    cells = evolve(cells, labels=tuple(cell for cell in cells.labels if not _is_whole(state, cell)))
    for label in cells.labels:
        state.begin_goal(label)
        state.form.print_block(label)
    cells = _with_labels(cells, columns)
    found = cells.cells
    unnamed = [
        cell for cell in cells.labels if cell.row == row.number and cell not in found.values() and is_odd_label(cell)
    ]
    if unnamed:
        filled = any(role in FIGURES and not is_blank(cell.text) for role, cell in found.items())
        state.form.carry(unnamed if filled else row.own, row.place)
    if not found.keys() & FIGURES and not all(map(is_category, own_levels(row, cells))):
        return False
    if row.ruled and found.keys() & FIGURES and not found.keys() & {"name", "target", "adjusted"}:
        if any(not is_blank(cell.text) for role, cell in found.items() if role in FIGURES):
            state.form.miss("row-unread", row.place, cells=tuple(clean(cell.text) for cell in row.own))
        return True
    state.carry(found.get("level1"), found.get("level2"))
    if names_a_category(cells) or (row.moved and prints_points(cells, columns)):
        name = found["name"]
        state.carry(*((None, name) if headings.heading(name.text) in headings.LEVEL2 else (name, None)))
        return True
    for role, category in (("level1", state.level1), ("level2", state.level2)):
        if role in found and category is not None:
            state.form.print_block(category)  # the first of its cells: it may be printed again on a further page
    for category, role in ((state.level1, "block1"), (state.level2, "block2")):
        if category is not None and role in found:
            state.form.print_block(category, headings.squeeze(found[role].text).rstrip("分%"))
    roles = {role for role, cell in found.items() if role not in ("level1", "level2") and not is_blank(cell.text)}
    if roles and not is_template_row(cells.text("name"), roles):  # else a category alone, or the heading of the block
        state.reached()
        line = state.form.add_line(cells, (state.level1, state.level2), columns, row.place)
        if "weight" not in columns.roles:
            state.form.weigh(line, state.level1, state.level2)
    return True


def _beside(state: State, row: Row, columns: Columns) -> bool:
    """A row beside the 100 points whose text crosses the columns: 加分项 | 获得省级表彰 | 2 | 2."""
    own = row.own
    if len(own) < 2 or not is_beside(clean(own[0].text)):
        return False
    points = [c for c in columns.columns if c.role in ("weight", "filed", "reviewed")]
    found = {c.role: cell for c in points for cell in own[1:] if cell.covers(c.start) and shape(cell.text) == "points"}
    if "filed" not in found:
        return False
    found |= {"level1": own[0], "name": own[1] if own[1] not in found.values() else own[0]}
    state.form.add_line(Aligned(MappingProxyType(found)), (own[0], None), columns, row.place)
    return True


def _with_labels(cells: Aligned, columns: Columns) -> Aligned:
    """Labels at the left that are no headings of blocks say the categories where no column does."""
    if any(is_beside("", cell.text) for cell in _at_left(cells)):
        return _beside_points(cells)
    labels = [cell for cell in cells.labels if not headings.is_block(cell.text) and not headings.goal_block(cell.text)]
    roles = set(columns.roles)
    found = dict(cells.cells)
    if not labels or ("level1" in roles and "level2" in roles):
        return cells
    if "level1" in roles:
        if not headings.is_category(labels[-1].text):
            return cells
        found = {("level2" if role == "level1" else role): cell for role, cell in found.items()}
    found["level1"] = labels[0]
    if len(labels) > 1 and "level2" not in roles and "level2" not in found:
        found["level2"] = labels[1]
    return evolve(cells, cells=MappingProxyType(found))


def _at_left(cells: Aligned) -> tuple[Cell, ...]:
    """What says at the left of a row where it belongs: its labels and its categories."""
    return (*cells.labels, *(cells.cells[role] for role in ("level1", "level2") if role in cells.cells))


def _beside_points(cells: Aligned) -> Aligned:
    """A row whose label puts it beside the 100 points (加分项): that label is its category, and its name if need be."""
    found = dict(cells.cells)
    label = next(cell for cell in _at_left(cells) if is_beside("", cell.text))
    inner = found.get("level1")
    if label in cells.labels:
        found["level1"] = label
        if inner is not None:
            found["level2"] = inner
    if any(role in FIGURES and not is_blank(cell.text) for role, cell in found.items()):
        found.setdefault("name", label)
    return evolve(cells, cells=MappingProxyType(found))
