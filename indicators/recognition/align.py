"""The cells of one row → the roles of its table's columns.

In a ruled table a cell stands under its heading, whatever it looks like. Only where the row was shifted on its way here
(lost cells, merged cells broken up), and in text, where blanks may stand anywhere, are cells laid on the roles anew, in
their order, by their types.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from attrs import evolve, frozen

from indicators.place import Place
from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.claims import BLOCKS
from indicators.recognition.columns import Column, Columns
from indicators.recognition.empty_cells import empty_places
from indicators.recognition.rows import Row
from indicators.recognition.ruled import Placed, placed
from indicators.recognition.shapes import UNFIT, fit, shape
from indicators.record import Record
from indicators.wording import is_beside

OWN = ("weight", "filed")  # a merged score stands for its first row only: it must not count twice
_MISSING = MappingProxyType({"name": 40, "target": 30, "actual": 20, "weight": 15, "filed": 15, "comparator": 10,
                             "budget": 20, "spent": 20, "rate": 10})  # fmt: skip
_BLANK = 10  # a mark of nothing (/) where a figure belongs: it may be of the column beside
_LOST = 200  # a text that no role takes
_MOVE = 15  # what a row must gain to be taken for shifted, where it can be read as it stands


@frozen(repr=False)
class Aligned(Record):
    """The cells of a row by role; whether they had to be moved from where they stood; those that have no role.

    ``labels`` stand at the left of the table, ``extra`` under headings that mean nothing to a line, by their heading;
    ``shared`` are weights and scores that are merged over several rows, with their role; ``empty`` are the places of
    roles whose cell is there and holds nothing.
    """

    cells: MappingProxyType[str, Cell]
    moved: bool = False
    labels: tuple[Cell, ...] = ()
    extra: tuple[tuple[str, Cell], ...] = ()
    shared: tuple[tuple[str, Cell], ...] = ()
    empty: tuple[tuple[str, Place], ...] = ()

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
    if row.ruled:
        found = _ruled(row, columns)
        return evolve(found, moved=True) if found and row.moved else found
    straight, misfits = _straight(row, columns)
    if straight is None or misfits:
        return _moved(row, columns)
    moved = _moved(row, columns)
    return moved if moved and _cost(straight, columns) - _cost(moved, columns) > _MOVE else straight


def _ruled(row: Row, columns: Columns) -> Aligned | None:
    """The cells under their headings; laid anew only where the row is torn."""
    found = placed(row, columns)
    if found is None:
        return None
    empty = tuple(empty_places(row, columns, found.cells))
    straight = Aligned(MappingProxyType(found.cells), False, found.labels, found.extra, found.shared, empty)
    if columns.kind != "table" or _stands_beside(found) or not _is_torn(found, columns):
        return straight
    moved = _moved(row, columns)
    if moved is None or any(fit(role, cell.text) >= UNFIT for role, cell in moved.cells.items()):
        return straight
    if "name" not in moved.cells:
        return straight
    gained = [role for role in ("filed", "weight", "name", "target") if role in moved.cells and role not in found.cells]
    return evolve(moved, labels=found.labels) if gained else straight


def _stands_beside(found: Placed) -> bool:
    """Whether a row says at its left that it stands beside the 100 points: few of its cells are filled, none lost."""
    levels = (found.cells[role] for role in ("level1", "level2") if role in found.cells)
    return any(is_beside("", cell.text) for cell in (*found.labels, *levels))


def _is_torn(found: Placed, columns: Columns) -> bool:
    """Whether the cells of a ruled row cannot all stand where they stand: one is no name or no score.

    A row whose category stands in its own column is whole, whatever its name looks like.
    """
    levels = [role for role in ("level2", "level1") if role in columns.roles]
    pinned = levels and (cell := found.cells.get(levels[0])) is not None and headings.is_level(cell.text)
    if pinned and "name" in found.cells:
        return False
    figures = found.cells.keys() & {"actual", "filed", "weight"}
    if not found.cells.keys() & {"name", "target"}:
        return bool(figures)
    last = "filed" if "filed" in columns.roles else "weight"
    full = last in found.cells or last not in columns.roles
    wrong = [role for role, cell in found.cells.items() if fit(role, cell.text) >= UNFIT]
    return bool(wrong) and not full


def _cost(aligned: Aligned, columns: Columns) -> int:
    """How badly the cells fit their roles, with what is missing."""
    found = aligned.cells
    lost = {role for role in columns.roles if role not in found}
    lost -= {"target"} if "adjusted" in found else set()
    missing = sum(_MISSING.get(role, 0) for role in columns.roles if role in lost)
    return missing + sum(fit(role, cell.text) for role, cell in found.items())


def _straight(row: Row, columns: Columns) -> tuple[Aligned | None, tuple[str, ...]]:
    """The cells of a row of text where they stand and the roles that they cannot be; None where one is left over."""
    found: dict[str, Cell] = {}
    taken: set[int] = set()
    extra: list[tuple[str, Cell]] = []
    for column in columns.columns:
        cell = next((each for each in row.cells if each.covers(column.start)), None)
        if cell is None or id(cell) in taken or (column.role in OWN and cell.row != row.number):
            continue
        taken.add(id(cell))
        if not (cell.text.strip() or cell.flaw):
            continue
        if column.role in found or column.role in ("other", "unknown"):
            extra.append((column.title, cell))
        else:
            found[column.role] = cell
    labels = tuple(cell for cell in row.own if id(cell) not in taken)
    if any(not _is_label(cell, columns) for cell in labels):
        return None, ()
    if columns.kind == "table" and not found.keys() & {"name", "target"} and found.keys() & {"actual", "filed"}:
        return None, ()
    misfits = tuple(role for role, cell in found.items() if fit(role, cell.text) >= UNFIT)
    return Aligned(MappingProxyType(found), labels=labels, extra=tuple(extra)), misfits


def _is_label(cell: Cell, columns: Columns) -> bool:
    """Whether a cell of text is the heading of the block at the left of a table."""
    left = cell.column < columns.first
    return headings.is_block(cell.text) or (left and columns.kind != "table")


def _moved(row: Row, columns: Columns) -> Aligned | None:
    """The cells laid anew on the roles, in order, as cheaply as their shapes allow."""
    labels = tuple(cell for cell in row.own if _is_label(cell, columns))
    cells = [cell for cell in row.own if cell not in labels]
    roles = [column for column in columns.columns if column.role not in ("level3", *BLOCKS.values())]
    if not cells or len(cells) > 2 * len(roles):
        return None
    cost, chosen = _cheapest(cells, roles, 1 if not row.ruled else 5)
    if cost >= _LOST or any(fit(role, cell.text) >= UNFIT for role, cell in chosen):
        return None
    found: dict[str, Cell] = {}
    extra: list[tuple[str, Cell]] = []
    titles = {column.role: column.title for column in columns.columns}
    for role, each in chosen:
        if role in found or role in ("other", "unknown"):
            extra.append((titles[role], each))
        else:
            found[role] = each
    if columns.kind == "table" and not found.keys() & {"name", "target"} and found.keys() - {"level1", "level2"}:
        return None
    stays = all(cell.column == column.start for column in columns.columns if (cell := found.get(column.role)))
    for column in columns.columns if row.ruled else ():  # merged cells from above still say their categories
        above = next((each for each in row.cells if each.covers(column.start) and each.row < row.number), None)
        if above is not None and column.role in ("level1", "level2"):
            found.setdefault(column.role, above)
    return Aligned(MappingProxyType(found), not stays, labels, tuple(extra))


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
            cost += _BLANK if column.role in ("target", "actual") and shape(cell.text) == "blank" else 0
            found.insert(0, (cost, ((column.role, cell), *chosen)))
            cost, chosen = lay(at + 1, role)
            found.append((cost + _LOST, chosen))
        return found

    return lay(0, 0)
