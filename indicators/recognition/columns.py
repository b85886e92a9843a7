"""The columns of a table: which role its heading gives to each."""

from __future__ import annotations

from attrs import frozen

from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.rows import Row
from indicators.record import Record


@frozen(repr=False)
class Column(Record):
    """A column with a role: it starts at ``start`` and takes ``width`` columns of the grid."""

    role: str
    start: int
    width: int = 1
    title: str = ""


@frozen(repr=False)
class Columns(Record):
    """The columns of one table in order, of the kind ``table`` (indicators), ``funds`` or ``goal``."""

    kind: str
    columns: tuple[Column, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles, in order."""
        return tuple(column.role for column in self.columns)

    def title(self, role: str) -> str:
        """What the heading of a role says."""
        return next((column.title for column in self.columns if column.role == role), "")


def columns(row: Row) -> Columns | None:
    """The columns that a row gives the headings of, or None where it is no heading.

    >>> texts = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分".split()
    >>> columns(Row(tuple(Cell(text, 0, at) for at, text in enumerate(texts)), 0)).roles
    ('level1', 'level2', 'name', 'target', 'actual', 'weight', 'filed')
    """
    for kind, is_heading in (("table", _is_table), ("funds", _is_funds), ("goal", _is_goal)):
        found = _columns(row, kind)
        if is_heading({column.role for column in found}, row):
            return Columns(kind, found)
    return None


def _columns(row: Row, kind: str) -> tuple[Column, ...]:
    found: list[Column] = []
    for cell in row.cells:
        role = headings.role(cell.text, kind) if cell.row == row.number else ""
        if role and role not in {column.role for column in found if role != "other"}:
            found.append(Column(role, cell.column, cell.columns, cell.text))
    return tuple(found)


def _is_table(roles: set[str], row: Row) -> bool:
    return len(roles & {"level1", "level2", "name"}) >= 1 and "target" in roles and len(roles) >= 3


def _is_funds(roles: set[str], row: Row) -> bool:
    return bool(roles & {"budget", "initial"}) and "spent" in roles


def _is_goal(roles: set[str], row: Row) -> bool:
    return {"target", "actual"} <= roles


def with_parts(whole: Columns, row: Row) -> Columns | None:
    """``whole`` with the headings that a second row gives to parts of its columns, or None where it gives none.

    A target in three columns (指标性质, 指标值, 度量单位) stands so under one heading.
    """
    if whole.kind != "table" or not row.own:
        return None
    parts = [(cell, _part(cell)) for cell in row.own]
    if not all(role for _, role in parts):
        return None
    placed = [Column(role, cell.column, cell.columns, cell.text) for cell, role in parts]
    kept = [each for each in whole.columns if not any(_over(each, part) for part in placed)]
    joined = tuple(sorted((*kept, *placed), key=lambda column: column.start))
    return Columns("table", joined)


def _part(cell: Cell) -> str:
    return headings.role(cell.text, "table")


def _over(whole: Column, part: Column) -> bool:
    return whole.start <= part.start < whole.start + whole.width
