"""A form while it is being read: plain fields filled row by row. ``building`` turns it into a frozen ``Form``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import define, field

from indicators.exact import Number, NumberError
from indicators.form import Line, Other, PrintedBlock
from indicators.place import Place
from indicators.reading.grid import UNCALCULATED, Cell
from indicators.recognition import headings, remarks
from indicators.recognition.align import Aligned
from indicators.recognition.columns import UNKNOWN, Columns
from indicators.recognition.funds import FundsRow
from indicators.recognition.kept import LEVEL_WORDS, is_line, is_unread_table
from indicators.recognition.remarks import Remark, remark
from indicators.recognition.rows import Row
from indicators.recognition.to_read import Doubtful
from indicators.recognition.values import clean, completion, doubtful, is_blank, joined, points, target_cell
from indicators.unread import blank
from indicators.wording import is_beside

MAX_NOTES = 30
EMPTY_FIELDS = frozenset({"project", "department", "unit", "year"})
MARKS = (
    "项目名称", "主管部门", "实施单位", "单位名称", *LEVEL_WORDS, "年度资金总额", "产出指标", "效益指标", "数量指标",
    "质量指标",
)  # fmt: skip
_LEVELS = re.compile("一级指标(?:分值|权重)?二级指标(?:分值|权重)?三级指标")  # of one row
_HEADINGS = "headings"
ENOUGH = 3  # marks of a form in text that is no table: a form begins there and cannot be read
Beside = tuple[str, Cell]  # the heading of a column, and a cell under it that no line has a place for

_FIGURES = ("target", "actual", "weight", "initial", "budget", "spent")  # a lost score may follow from the total


@define(eq=False, repr=False)
class GroupDraft:
    """An annual goal and its lines."""

    name: str
    points: str
    text: str
    place: Place
    lines: list[Line] = field(factory=list)


@define(eq=False, repr=False)
class Draft:
    """What has been read of one form so far."""

    place: Place
    title: str = ""
    head: dict[str, Cell] = field(factory=dict)
    block_points: dict[str, str] = field(factory=dict)
    label_rows: dict[tuple[str, str, int, int], int] = field(factory=dict)  # where each label with points stood last
    whole: set[tuple[int, int, Place]] = field(factory=set)  # labels at the left of the whole of a table
    money_unit: str = ""
    funds: list[FundsRow] = field(factory=list)
    goal: Aligned | None = None
    names_project: bool = False  # whether it has the label 项目名称, and nothing beside it
    goal_printed: bool = False  # whether the goal's table has a column of points
    lines: list[Line] = field(factory=list)
    groups: list[GroupDraft] = field(factory=list)
    others: list[Other] = field(factory=list)
    remarks: list[Remark] = field(factory=list)
    doubtful: list[Doubtful] = field(factory=list)  # cells for a person to read
    unread: list[Remark] = field(factory=list)
    headed: bool = False  # whether the headings of an indicators' table were found
    weighted: bool = False  # whether the indicators' table has a column of weights
    heads: dict[tuple[tuple[int, str], ...], Columns] = field(factory=dict)  # headings as they stand → their columns
    roles: set[str] = field(factory=set)  # of all tables of indicators
    columns: list[str] = field(factory=list)  # headings as printed
    unknown: list[str] = field(factory=list)  # those that nobody knows
    blocks: dict[tuple[str, int, int, Place], PrintedBlock] = field(factory=dict)
    notes: list[str] = field(factory=list)
    beside: dict[str, list[Cell]] = field(factory=dict)
    adjusted: list[str] = field(factory=list)  # names of what has an adjusted target
    spots: dict[str, Place] = field(factory=dict)  # of what no cell of the head holds: notes, empty fields, headings
    marks: set[str] = field(factory=set)  # words of a form that stand in text which is no table
    categories: dict[tuple[str, str], list[str]] = field(factory=dict)  # printed points of a category → its lines
    joint: dict[tuple[str, int, int, Place], list[str]] = field(factory=dict)  # merged points → the lines they are of

    @property
    def has_content(self) -> bool:
        """Whether there is anything to score, or anything that could not be read."""
        if self.lines or self.funds or self.goal or self.unread or (self.headed and self.others):
            return True
        lines = (len(other.cells) > 2 and is_line(other.cells) for other in self.others)
        if self.head.keys() & {"project", "holder", "department", "unit"} and any(lines):
            return True  # lines of a table whose headings nobody knows
        if "自评" in self.title and is_unread_table(self.others):
            return True
        told = _HEADINGS in self.marks or any(map(headings.is_level, self.marks))
        marked = told and len(self.marks) >= ENOUGH
        return marked or any(group.lines for group in self.groups)

    def every_line(self) -> list[Line]:
        """The lines of all its tables."""
        return [*self.lines, *(line for group in self.groups for line in group.lines)]

    def within(self) -> list[Line]:
        """The lines that the 100 points are of: none that stands beside them (加分项)."""
        return [line for line in self.every_line() if not line.beside]

    @property
    def has_table(self) -> bool:
        """Whether more has been read than funds that a text above the table says."""
        return self.has_content and (self.headed or self.goal is not None or not self.funds or bool(self.others))

    def note(self, code: str, place: Place, line: str = "", **values: object) -> None:
        """Leave a remark."""
        self.remarks.append(remark(code, place, line, **values))

    def miss(self, code: str, place: Place, **values: object) -> None:
        """Say that something was not read: the form is not whole."""
        self.unread.append(remark(code, place, "", **values))

    def text(self, key: str) -> str:
        """A field of the head."""
        cell = self.head.get(key)
        return clean(cell.text) if cell else ""

    def keep_empty(self, row: Row) -> None:
        """Remember where the fields of the head stand that are empty: behind their label, else at it."""
        for cell in row.own:
            role = headings.label(cell.text)
            if role in EMPTY_FIELDS and role not in self.head:
                behind = (each for each in row.cells if each.column == cell.column + cell.columns)
                empty = (each.place for each in behind if not each.text.strip() and each.place.spot)
                self.spots.setdefault(role, next(empty, cell.place))

    def print_columns(self, columns: Columns, row: Row | None = None) -> None:
        """Keep the headings of a table as printed, in ``row`` where it is known."""
        self.columns += [text for each in columns.above if (text := clean(each)) and text not in self.columns]
        for column in columns.columns:
            title = clean(column.title)
            if title and title not in self.columns:
                self.columns.append(title)
                if column.role == UNKNOWN:
                    self.unknown.append(title)
                    for cell in row.cells if row else ():
                        if cell.covers(column.start):
                            self.spots.setdefault("unknown", cell.place)

    @property
    def is_of_project(self) -> bool:
        """Whether the form says by its head that it is of one project, named or not."""
        return self.names_project or "project" in self.head

    def print_block(self, cell: Cell, printed: str = "") -> None:
        """Keep the points that a heading, a label or a category prints for its block."""
        found = printed or headings.points(cell.text)
        name = headings.heading(cell.text)
        key = (name, cell.row, cell.column, cell.place)
        if self._repeats(name, found, cell):
            return
        if found and name and key not in self.blocks:
            try:
                self.blocks[key] = PrintedBlock(name, Number.of(found), cell.place)
            except NumberError:
                return

    def _repeats(self, name: str, found: str, cell: Cell) -> bool:
        """Whether a label stands in each of its rows in place of a merged cell: 产出指标(50分), a row after another.

        The label of a whole block stands again where its table goes on on a further page.
        """
        label = (name, found, cell.column, len(self.groups))
        row = self.label_rows.get(label)
        if row is not None and headings.is_block(cell.text):
            return cell.row != row
        self.label_rows[label] = cell.row
        return row is not None and cell.row == row + 1

    def keep(self, beside: Iterable[Beside]) -> None:
        """Keep cells that no line has a place for, under the heading of their column."""
        for title, cell in beside:
            if not is_blank(cell.text):
                self.beside.setdefault(clean(title), []).append(cell)

    def carry(self, cells: Iterable[Cell], place: Place) -> None:
        """Keep a row as it stands, and say so."""
        self.others.append(Other(tuple(clean(cell.text) for cell in cells), place))

    def aside(self, label: str, cell: Cell) -> None:
        """Keep a field of the head that the form has no place for."""
        if not is_blank(cell.text):
            self.others.append(Other(tuple(filter(None, (label, clean(cell.text)))), cell.place))

    def mark(self, cells: Iterable[Cell]) -> None:
        """Remember the words of a form in a text that is no prose."""
        plain = headings.squeeze("".join(cell.text for cell in cells))
        if "。" not in plain:
            self.marks |= {mark for mark in MARKS if mark in plain}
            if _LEVELS.search(plain):
                self.marks.add(_HEADINGS)

    def add_line(self, cells: Aligned, levels: tuple[Cell | None, Cell | None], columns: Columns, place: Place) -> Line:
        """Add the line that a row of an indicators' table makes."""
        level1, level2 = levels
        home = self.groups[-1].lines if self.groups else self.lines
        prefix = f"g{len(self.groups)}." if self.groups else ""
        line_id = f"{prefix}i{len(home) + 1}"
        target = joined(cells)
        name, *heads = (clean(cell.text) if cell else "" for cell in (cells.cells.get("name"), level1, level2))
        standard = "" if {"target", "actual"} & self.roles else clean(cells.text("standard"))
        line: Line = blank(
            Line(
                id=line_id,
                block="indicator",
                name=name,
                target=target,
                actual=completion(cells),
                level1=heads[0],
                level2=heads[1],
                weight=points(self, cells, "weight", line_id, signed=is_beside(name, *heads)),
                filed=points(self, cells, "filed", line_id),
                reviewed=points(self, cells, "reviewed", line_id),
                standard=standard,
                kind=_kind(cells, target),
                unit="" if is_blank(cells.text("unit")) else clean(cells.text("unit")),
                reason=clean(cells.text("reason")),
                group=self.groups[-1].name if self.groups else None,
                unread=(*(found := doubtful(cells)), *(_lost(cells, columns) if found else ())),
                place=place,
                places=tuple((dict(cells.empty) | dict(places(cells))).items()),
            )
        )
        self._beside_of(cells, standard, columns, line.name)
        self.flaws(cells, line_id)
        for role, cell in cells.shared:
            self.joint.setdefault((role, cell.row, cell.column, cell.place), []).append(line_id)
        if cells.moved:
            shown = tuple(remarks.cell(role, clean(cell.text)) for role, cell in cells.cells.items())
            self.note("row-realigned", place, line_id, cells=shown)
        home.append(line)
        return line

    def weigh(self, line: Line, level1: Cell | None, level2: Cell | None) -> None:
        """Remember which category with printed points a line without a column of weights stands in."""
        texts = tuple(clean(cell.text) if cell else "" for cell in (level1, level2))
        if any(map(headings.points, texts)):
            self.categories.setdefault((texts[0], texts[1] if headings.points(texts[1]) else ""), []).append(line.id)

    def beside_target(self, cells: Aligned, columns: Columns, said: str) -> None:
        """Keep the target that does not count, and remember which lines have an adjusted one."""
        counts = target_cell(cells)
        for role in ("target", "adjusted"):
            cell = cells.cells.get(role)
            if cell is not None and cell is not counts:
                self.keep(((columns.title(role), cell),))
                if role == "target" and clean(cell.text) != clean(cells.text("adjusted")) and not is_blank(cell.text):
                    self.adjusted.append(said)
                    self.spots.setdefault("adjusted", cell.place)

    def _beside_of(self, cells: Aligned, standard: str, columns: Columns, said: str) -> None:
        """Keep the cells of a row that the line has no place for."""
        self.keep(cells.extra)
        found = cells.cells
        if not standard and "standard" in found:
            self.keep((("评分标准", found["standard"]),))
        self.beside_target(cells, columns, said)

    def flaws(self, cells: Aligned, line_id: str) -> None:
        """Say which cells hold formulas that nobody has worked out: they are filled in, with what nobody knows."""
        for role, cell in cells.cells.items():
            if cell.flaw == UNCALCULATED:
                self.note("uncalculated", cell.place, line_id, role=remarks.named(role))
                if role in _FIGURES:
                    self.doubtful.append(Doubtful(line_id, role, ""))


def _lost(cells: Aligned, columns: Columns) -> Iterator[str]:
    """The figures that a row has none of, where its others may be those of the columns beside them."""
    for role in ("target", "actual", "weight", "filed"):
        if cells.moved and role in columns.roles and role not in cells.cells:
            yield role


def _kind(cells: Aligned, target: str) -> str | None:
    """What a column of directions says, in the column of signs too; a sign of the target says it better."""
    if target and headings.squeeze(target)[0] in "≥≤<>=±":
        return None
    words = (cells.text(role).strip()[:1] for role in ("kind", "comparator"))
    return next((_DIRECTIONS[word] for word in words if word in _DIRECTIONS), None)


_DIRECTIONS = {"正": "positive", "反": "reverse", "逆": "reverse"}


def places(cells: Aligned) -> tuple[tuple[str, Place], ...]:
    """Where the cells of a row stood, by role; of two targets the one that counts."""
    counts = target_cell(cells)
    found = {role: cell.place for role, cell in cells.cells.items() if role != "adjusted"}
    return tuple((found | ({} if counts is None else {"target": counts.place})).items())
