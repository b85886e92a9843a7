"""The headings of a table that lost its lines: in one row, in two, or a cell a line."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from indicators.reading.grid import Cell
from indicators.recognition import headings, stream
from indicators.recognition.columns import LEVELS, Columns, columns
from indicators.recognition.rows import Row
from indicators.recognition.subheads import is_part, spelled
from indicators.record import Record


@frozen(repr=False)
class Heading(Record):
    """The headings of a flattened table: its columns, and the cells of all of them with the labels at the left."""

    columns: Columns
    cells: tuple[Cell, ...]
    lines: int = 1

    def shifted(self, count: int) -> Heading:
        """The heading with so many more labels at its left."""
        found = tuple(evolve(column, start=column.start + count) for column in self.columns.columns)
        cells = (*(Cell("", 0, at) for at in range(count)), *self.cells)
        return evolve(self, columns=evolve(self.columns, columns=found), cells=cells)

    @property
    def numbered(self) -> bool:
        """Whether its first column numbers the rows: 序号."""
        first = self.cells[0].text if self.cells else ""
        return self.columns.first > 0 and stream.is_number(first)

    @property
    def unnumbered(self) -> Heading:
        """The heading without its first column."""
        found = tuple(evolve(column, start=column.start - 1) for column in self.columns.columns)
        cells = tuple(evolve(cell, column=cell.column - 1) for cell in self.cells[1:])
        return evolve(self, columns=evolve(self.columns, columns=found), cells=cells)

    @property
    def roles(self) -> tuple[str, ...]:
        """The role of each cell; empty for labels."""
        found = {column.start: column.role for column in self.columns.columns}
        return tuple(found.get(at, "") for at in range(len(self.cells)))

    @property
    def named(self) -> int:
        """How many cells may be missing at the left of a row."""
        roles = self.roles
        names = [at for at, role in enumerate(roles) if role == "name"]
        return names[0] if names else len(roles) - 1


def read_heading(cells: Sequence[Cell]) -> Heading | None:
    """The heading that the texts of one row are; None where they are none."""
    found = _columns(cells)
    return Heading(found, _numbered(cells).cells) if found else None


def read_two(upper: Row, lower: Row) -> tuple[Heading, tuple[Cell, ...]] | None:
    """The heading that two rows are, and which of their texts stand over its columns; None where they are none."""
    words = _without_grades(upper.own, lower.own)
    if not (_is_heading(upper.own, 2) and _is_heading(words, len(words))):
        return None
    cells = _joined(upper.cells, lower)
    found = _columns(cells) if cells else None
    return (Heading(found, _numbered(cells).cells, 2), cells) if found else None


def find_heading(rows: Sequence[Row], at: int) -> Heading | None:
    """The heading that begins at a row: one row, two, or a cell a line."""
    row = rows[at]
    if len(row.cells) == 1:
        cells = stream.heading(rows, at)
        count = len(cells)
        parted = next((i for i, each in enumerate(cells) if i > 1 and headings.role(each.text, "table") == "level1"), 0)
        if parted and not all(map(stream.is_number, (cell.text for cell in cells[1:parted]))):
            cells = _joined(cells[:parted], _numbered(cells[parted:]))
        found = _columns(cells) if cells else None
        named = found and found.kind == "table" and not {"level1", "level2"} & set(found.roles)
        if found and (found.kind == "funds" or named):  # the blank heading over the names of the rows is lost
            cells = (*cells[: found.first], Cell("", 0, 0, place=row.place), *cells[found.first :])
            found = _columns(cells)
        return Heading(found, _numbered(cells).cells, count) if found else None
    below = rows[at + 1] if at + 1 < len(rows) else None
    two = read_two(row, below) if below is not None else None
    if two is not None:
        return two[0]
    found = _columns(row.cells)
    return Heading(found, _numbered(row.cells).cells) if found else None


def _without_grades(upper: Sequence[Cell], lower: Sequence[Cell]) -> Sequence[Cell]:
    """The words of a second row but for the grades below a standard: 评价标准 over 优, 良, 中, 差."""
    graded = any(headings.role(cell.text, "table") == "standard" for cell in upper)
    return [cell for cell in lower if not (graded and headings.is_grade(cell.text))]


def _is_heading(cells: Sequence[Cell], least: int) -> bool:
    """Whether at least so many cells of a row, and two, are headings."""
    words = (headings.is_heading(cell.text) or headings.is_block(cell.text) or is_part(cell.text) for cell in cells)
    return sum(words) >= max(2, least)


def _columns(cells: Sequence[Cell]) -> Columns | None:
    """The columns that cells are the headings of; the label of the block before them is none."""
    row = _numbered(cells)
    first = row.cells[0].text
    labelled = headings.is_block(first) or headings.is_goal(first) or headings.goal_block(first) is not None
    return (columns(evolve(row, cells=row.cells[1:])) if labelled else None) or columns(row)


def _numbered(cells: Sequence[Cell]) -> Row:
    return Row(tuple(evolve(cell, row=0, column=at) for at, cell in enumerate(cells)), 0, ruled=False)


def _whole(upper: Sequence[Cell], parts: Sequence[Cell]) -> Cell | None:
    """The heading that words of the row below are parts of: by their stem (采集数据项, 数据项1), else the target."""
    stems = {headings.heading(cell.text).rstrip("0123456789") for cell in parts}
    if parts and all(headings.role(cell.text, "table") in ("", "other") for cell in parts):
        named = (cell for cell in upper if all(stem and stem in headings.heading(cell.text) for stem in stems))
        return next(named, None) if not any(is_part(cell.text) for cell in parts) else _target(upper)
    return _target(upper)


def _target(cells: Sequence[Cell]) -> Cell | None:
    return next((cell for cell in cells if headings.role(cell.text, "table") == "target"), None)


def _joined(upper: Sequence[Cell], below: Row) -> tuple[Cell, ...]:
    """Two rows of headings as one: the second stands for the heading of the first that its words are parts of."""
    lower = spelled(upper, below.cells) if len(below.cells) == len(upper) else below.cells
    if len(lower) == len(upper) and len(below.own) < len(lower):  # blank where nothing is parted
        return tuple(two if two.text.strip() else one for one, two in zip(upper, lower, strict=True))
    levels = [cell for cell in below.own if headings.role(cell.text, "table") in LEVELS]
    grades = [cell for cell in below.own if cell not in _without_grades(upper, below.own)]
    rest = [cell for cell in below.own if cell not in levels and cell not in grades]
    whole = _whole(upper, rest)
    found: list[Cell] = []
    for cell in upper:
        if levels and headings.is_block(cell.text):
            found += levels if whole is not None else [cell for cell in below.own if cell not in grades]
            levels, rest = [], rest if whole is not None else []
        elif rest and cell is whole:
            found += rest
            rest = []
        elif grades and headings.role(cell.text, "table") == "standard":
            found += grades
            grades = []
        else:
            found.append(cell)
    return () if levels or rest or grades else tuple(found)
