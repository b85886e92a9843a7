"""Rows and labels of a table that say a category, or nothing yet, and are no indicator."""

from __future__ import annotations

from collections.abc import Collection

from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.align import Aligned
from indicators.recognition.columns import Columns
from indicators.recognition.rows import Row
from indicators.recognition.values import is_blank


def own_levels(row: Row, cells: Aligned) -> list[Cell]:
    """The cells of a row that stand where categories do."""
    found = (cells.cells.get(role) for role in ("level1", "level2"))
    return [cell for cell in found if cell is not None and cell.row == row.number]


def is_category(cell: Cell) -> bool:
    """Whether a cell says a block or a category."""
    return headings.is_block(cell.text) or headings.is_category(cell.text)


def is_odd_label(cell: Cell) -> bool:
    """Whether a label at the left of a table is none that we know."""
    return not (headings.is_block(cell.text) or headings.goal_block(cell.text))


def names_a_category(cells: Aligned) -> bool:
    """Whether a row says a category where names stand, and nothing else."""
    filled = {role for role, cell in cells.cells.items() if not is_blank(cell.text)}
    return filled == {"name"} and headings.is_category(cells.text("name"))


def prints_points(cells: Aligned, columns: Columns) -> bool:
    """Whether a row of text says a name with points and nothing else, where points stand in names: a category's."""
    filled = {
        role for role, cell in cells.cells.items() if not is_blank(cell.text) and role not in ("level1", "level2")
    }
    return filled == {"name"} and "weight" not in columns.roles and bool(headings.points(cells.text("name")))


def is_template_row(name: str, roles: Collection[str]) -> bool:
    """A row of the empty form that nobody filled in: 指标2：, ……."""
    plain = headings.squeeze(name).rstrip(":/…. 、")
    empty = plain in ("", "指标") or (plain.startswith("指标") and plain[2:].isdecimal())
    return empty and not set(roles) - {"name"}
