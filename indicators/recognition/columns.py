"""The columns of a table: which role its headings, in one row or in several, give to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.claims import settled
from indicators.recognition.rows import Row
from indicators.recognition.shapes import shape
from indicators.recognition.subheads import is_part, spelled, under
from indicators.record import Record

MAX_DEPTH = 3  # rows of headings
UNKNOWN = "unknown"  # the role of a column whose heading nobody knows
LEVELS = ("level1", "level2", "level3", "name")


@frozen(repr=False)
class Column(Record):
    """A column with a role: it starts at ``start`` and takes ``width`` columns of the grid."""

    role: str
    start: int
    width: int = 1
    title: str = ""

    @property
    def end(self) -> int:
        """The grid column behind its last."""
        return self.start + self.width


@frozen(repr=False)
class Columns(Record):
    """The columns of one table in order, of the kind ``table`` (indicators), ``funds``, ``goal`` or ``further``.

    ``depth`` is how many rows the headings take; ``tasks`` says that the rows of funds are those of tasks;
    ``above`` are the headings that stand over several columns, ``left`` those of funds that nobody knows before the
    first known one: of amounts, or of the names of the rows.
    """

    kind: str
    columns: tuple[Column, ...]
    depth: int = 1
    tasks: bool = False
    above: tuple[str, ...] = ()
    left: tuple[Column, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles, in order."""
        return tuple(column.role for column in self.columns)

    @property
    def first(self) -> int:
        """Where the first column starts: labels stand at its left."""
        return self.columns[0].start

    def title(self, role: str) -> str:
        """What the heading of a role says."""
        return next((column.title for column in self.columns if column.role == role), "")


@frozen
class _Leaf:
    """The lowest heading over some columns of the grid, with those above it."""

    cell: Cell
    start: int
    width: int
    above: tuple[str, ...] = ()


def columns(row: Row, below: Sequence[Row] = ()) -> Columns | None:
    """The columns that a row, with rows below it, gives the headings of; None where it is no heading.

    >>> texts = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 绿色指数".split()
    >>> columns(Row(tuple(Cell(text, 0, at) for at, text in enumerate(texts)), 0)).roles
    ('level1', 'level2', 'name', 'target', 'actual', 'weight', 'filed', 'unknown')
    """
    own = row.own
    if not any(headings.is_heading(cell.text) for cell in own) or any(shape(cell.text) == "points" for cell in own):
        return None
    band = [row]
    for each in below[: MAX_DEPTH - 1]:
        if not _continues(band, each):
            break
        band.append(each)
    for depth in range(len(band), 0, -1):
        leaves = tuple(_leaves(band[:depth]))
        for kind, is_heading in _KINDS:
            found = _columns(leaves, kind)
            if found and is_heading({column.role for column in found}):
                above = dict.fromkeys(text for leaf in leaves for text in leaf.above)
                left = tuple(_before(leaves, found[0].start)) if kind == "funds" else ()
                return Columns(kind, found, depth, kind == "funds" and _has_tasks(leaves), tuple(above), left)
    return None


def _continues(band: Sequence[Row], row: Row) -> bool:
    """Whether a row holds headings below those of the rows above it."""
    above, last = band[0], band[-1]
    if row.grid is None or row.grid is not above.grid or row.number != last.number + 1 or not row.own:
        return False
    graded = any(headings.role(cell.text, "table") == "standard" for cell in last.own)
    lower = [cell for cell in row.own if not (graded and headings.is_grade(cell.text))]  # 优, 良, 中, 差 below it
    words = len(lower) > 1 and all(headings.is_heading(cell.text) or is_part(cell.text) for cell in lower)
    strict = all(_is_word(cell.text) for cell in last.own)
    loose = all(cell.column == 0 or cell.columns > 1 or cell.rows > 1 or _is_word(cell.text) for cell in last.own)
    loose = loose and any(_is_word(cell.text) for cell in last.own if cell.column)  # 备注 | 无: a label, its value
    if not row.ruled:
        return words
    reaching = [
        cell
        for cell in row.cells
        if cell.row < row.number and headings.is_heading(cell.text) and cell is not last.cells[0]
    ]
    split = any(
        upper.rows == 1 and upper.columns > 1 and sum(upper.covers(cell.column) for cell in row.own) > 1
        for upper in last.own
    )
    under = all(any(upper.covers(cell.column) and upper.rows == 1 for upper in last.cells) for cell in row.own)
    most = sum(_is_word(cell.text) for cell in last.own) * 4 >= 3 * len(last.own) >= 12
    return (under and split and bool(reaching) and loose) or (words and (strict or loose or most))


def _is_word(text: str) -> bool:
    return headings.is_heading(text) or headings.is_block(text)


def _leaves(band: Sequence[Row]) -> Iterator[_Leaf]:
    """The lowest headings of a band of rows, by column; labels that reach below it are none."""
    last = band[-1]
    if not last.ruled or last.grid is None:
        for cell in band[0].cells if len(band) == 1 else _joined(band):
            yield _Leaf(cell, cell.column, cell.columns)
        return
    cells = [cell for row in band for cell in row.cells if cell.row == row.number]
    inside = [cell for cell in cells if cell.row + cell.rows <= last.number + 1]
    if len(inside) < 2:
        inside = cells
    stacks: dict[int, list[Cell]] = {}
    for cell in inside:
        if cell.text.strip() or cell.row == band[0].number:
            for at in range(cell.column, cell.column + min(cell.columns, 200)):
                stacks.setdefault(at, []).append(cell)
    starts = [at for at in sorted(stacks) if at - 1 not in stacks or stacks[at][-1] is not stacks[at - 1][-1]]
    above: list[Cell] = []
    for at, end in pairwise((*starts, max(stacks, default=0) + 1)):
        stack = stacks[at]
        blank = len(stack) > 1 and not any(cell.text.strip() for cell in stack[:-1])
        above = (
            above if blank else stack[:-1]
        )  # a merged heading that lost its merge is blank from its second column on
        yield _leaf([*above, stack[-1]], at, end)


def _leaf(stack: list[Cell], start: int, end: int) -> _Leaf:
    lowest = stack[-1]
    return _Leaf(lowest, start, min(end, lowest.column + lowest.columns) - start, tuple(c.text for c in stack[:-1]))


def _joined(band: Sequence[Row]) -> list[Cell]:
    """Headings of text: a second row stands for the heading of the first row that its cells begin under."""
    upper, lower = band[0], band[-1]
    kept = [c for c in upper.cells if not any(c.covers(part.column) for part in lower.own)]
    return sorted((*kept, *spelled(upper.own, lower.own)), key=lambda cell: cell.column)


def _columns(leaves: Sequence[_Leaf], kind: str) -> tuple[Column, ...]:
    """The columns with a role from the first known one on; unknown ones among and behind them are kept."""
    found: list[Column] = []
    for leaf in leaves:
        role = "" if kind == "funds" and not found and _is_label(leaf, leaves) else _role(leaf, kind)
        if not role and (not found or kind in ("goal", "further")):
            continue
        found.append(Column(role or UNKNOWN, leaf.start, leaf.width, _title(leaf)))
    while found and found[0].role in ("other", "source", "received") and kind != "further":
        found.pop(0)  # a number of the row
    return tuple(settled(found, kind))


def _before(leaves: Sequence[_Leaf], first: int) -> Iterator[Column]:
    """The headings at the left of the first known one."""
    for leaf in leaves:
        if leaf.start < first and leaf.cell.text.strip() and not headings.is_block(leaf.cell.text):
            yield Column(UNKNOWN, leaf.start, leaf.width, _title(leaf))


def _is_label(leaf: _Leaf, leaves: Sequence[_Leaf]) -> bool:
    """Whether the first heading of funds is the label of the block beside them: 资金使用情况 | 预算数 | 执行数."""
    kinds = {_role(leaf, "funds")} & {"spent", "budget"}
    return headings.is_block(leaf.cell.text) and kinds <= {_role(each, "funds") for each in leaves if each is not leaf}


def _title(leaf: _Leaf) -> str:
    return " ".join("".join(leaf.cell.text.split()).split())


def _role(leaf: _Leaf, kind: str) -> str:
    if kind == "table" and leaf.above and (part := under(leaf.cell.text, leaf.above[-1])):
        return part
    role = headings.role(leaf.cell.text, kind)
    if kind == "funds" and role in ("total", "source", ""):
        whole = next((each for text in reversed(leaf.above) if (each := headings.role(text, kind))), "")
        if whole in ("budget", "initial", "spent"):
            return whole if role == "total" else "source"
    if not role and leaf.above and not leaf.cell.text.strip():
        role = headings.role(leaf.above[-1], kind)
    if not role and kind == "table" and leaf.above and headings.role(leaf.above[-1], kind) == "standard":
        return "other"  # 优, 良, 中, 差: what a standard asks for each
    return role


def _is_table(roles: set[str]) -> bool:
    named = roles & {"level1", "level2", "name"}
    if "target" in roles:
        return bool(named) and len(roles) >= 3
    if {"level1", "level2", "name", "filed"} <= roles:
        return True  # points may stand in the names
    scored = bool(roles & {"weight", "filed"}) and "name" in roles  # by a standard, in place of a target
    return scored and ("standard" in roles or (len(named) > 1 and {"weight", "filed"} <= roles))


def _is_funds(roles: set[str]) -> bool:
    amounts = roles & {"budget", "initial"}, roles & {"spent"}
    if all(amounts):
        return True
    # one of them stands under a heading that nobody knows, or that says something else of the money
    return any(amounts) and "rate" in roles and bool(roles & {"weight", "filed"}) and bool(roles & {UNKNOWN, "other"})


def _is_goal(roles: set[str]) -> bool:
    return {"target", "actual"} <= roles


_KINDS: tuple[tuple[str, Callable[[set[str]], bool]], ...] = (
    ("table", _is_table),
    ("funds", _is_funds),
    ("goal", _is_goal),
)


def _has_tasks(leaves: Sequence[_Leaf]) -> bool:
    """Whether the rows are those of tasks: 任务名称, 子项名称."""
    return any(headings.heading(leaf.cell.text).endswith(("任务名称", "子项名称", "项目名称")) for leaf in leaves)


def is_further(row: Row) -> bool:
    """Whether a row holds the headings of another table, whose rows are no part of the one above.

    >>> is_further(Row((Cell("任务名称", 0, 1), Cell("主要内容", 0, 2), Cell("完成情况", 0, 3)), 0))
    True
    """
    known = [cell for cell in row.own if headings.role(cell.text, "further")]
    return len(known) > 1
