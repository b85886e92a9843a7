"""A form while it is being read: plain fields filled row by row, turned into a frozen ``Form`` at the end."""

from __future__ import annotations

from attrs import define, field

from indicators.exact import Number
from indicators.form import Budget, Form, Group, Line, Other, Source
from indicators.place import Place
from indicators.reading.grid import UNCALCULATED, Cell
from indicators.reading.toml_form import BUDGET_NAME, GOAL_NAME
from indicators.recognition import headings, remarks
from indicators.recognition.align import Aligned
from indicators.recognition.remarks import Remark, remark
from indicators.recognition.values import amount, clean, joined, points, rate


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
    money_unit: str = ""
    budget: Aligned | None = None
    sources: list[Source] = field(factory=list)
    goal: Aligned | None = None
    goal_printed: bool = False  # whether the goal's table has a column of points
    lines: list[Line] = field(factory=list)
    groups: list[GroupDraft] = field(factory=list)
    others: list[Other] = field(factory=list)
    notes: list[Remark] = field(factory=list)
    unread: list[Remark] = field(factory=list)
    headed: bool = False  # whether the headings of an indicators' table were found
    weighted: bool = False  # whether the indicators' table has a column of weights

    @property
    def has_content(self) -> bool:
        """Whether there is anything to score, or anything that could not be read."""
        some = self.lines or self.budget or self.goal or self.unread or (self.headed and self.others)
        return bool(some) or any(group.lines for group in self.groups)

    def note(self, code: str, place: Place, line: str = "", **values: object) -> None:
        """Leave a remark."""
        self.notes.append(remark(code, place, line, **values))

    def miss(self, code: str, place: Place, **values: object) -> None:
        """Say that something was not read: the form is not whole."""
        self.unread.append(remark(code, place, "", **values))

    def text(self, key: str) -> str:
        """A field of the head."""
        cell = self.head.get(key)
        return clean(cell.text) if cell else ""

    def add_line(self, cells: Aligned, level1: Cell | None, level2: Cell | None, place: Place) -> Line:
        """Add the line that a row of an indicators' table makes."""
        home = self.groups[-1].lines if self.groups else self.lines
        prefix = f"g{len(self.groups)}." if self.groups else ""
        line_id = f"{prefix}i{len(home) + 1}"
        kind = {"正": "positive", "反": "reverse"}.get(cells.text("kind").strip()[:1])
        line = Line(
            id=line_id,
            block="indicator",
            name=clean(cells.text("name")),
            target=joined(cells),
            actual=clean(cells.text("actual")),
            level1=clean(level1.text) if level1 else "",
            level2=clean(level2.text) if level2 else "",
            weight=points(self, cells, "weight", line_id),
            filed=points(self, cells, "filed", line_id),
            kind=kind if not _has_sign(joined(cells)) else None,
            unit=clean(cells.text("unit")) if not cells.text("target") else "",
            reason=clean(cells.text("reason")),
            group=self.groups[-1].name if self.groups else None,
            place=place,
            places=_places(cells),
        )
        self._flaws(cells, line_id)
        if cells.moved:
            shown = tuple(remarks.cell(role, clean(cell.text)) for role, cell in cells.cells.items())
            self.note("row-realigned", place, line_id, cells=shown)
        home.append(line)
        return line

    def _flaws(self, cells: Aligned, line_id: str) -> None:
        for role, cell in cells.cells.items():
            if cell.flaw == UNCALCULATED:
                self.note("uncalculated", cell.place, line_id, role=remarks.named(role))

    def form(self) -> Form:
        """The form that was read; one without any indicator was not read whole."""
        if not self.lines and not any(group.lines for group in self.groups):
            self.miss("table-unread", self.place)
        department = "整体" in self.title or bool(self.groups) or "basic_expenditure" in self.head
        total = points(self, self.head, "total", "")
        year = headings.year(self.title) or headings.year(self.text("year"))
        return Form(
            kind="department" if department else "project",
            title=clean(self.title),
            project=self.text("project"),
            department=self.text("department") or self.text("holder"),
            unit=self.text("unit"),
            deviation_reason=self.text("deviation_reason"),
            improvement=self.text("improvement"),
            basic_expenditure=self.text("basic_expenditure"),
            project_expenditure=self.text("project_expenditure"),
            year=year,
            printed_total=total,
            printed_grade=self.text("grade"),
            weights="printed",
            budget=self._budget(),
            goal=self._goal(),
            indicators=tuple(self.lines),
            groups=tuple(self._group(each) for each in self.groups),
            others=tuple(self.others),
            remarks=tuple(self.notes),
            unread=tuple(f"{each.place}: {each.message.show('zh')}" for each in self.unread),
            place=self.place,
            places=tuple((_KEYS.get(key, key), cell.place) for key, cell in self.head.items()),
        )

    def _group(self, group: GroupDraft) -> Group:
        weight = points(self, {"weight": Cell(group.points, 0, 0, place=group.place)}, "weight", "")
        return Group(group.name, tuple(group.lines), weight, clean(group.text), group.place)

    def _budget(self) -> Budget | None:
        cells = self.budget
        if cells is None:
            return None
        self._flaws(cells, "budget")
        both = "budget" in cells.cells and "initial" in cells.cells
        base = "budget" if "budget" in cells.cells else "initial"
        line = Line(
            id="budget",
            block="budget",
            name=BUDGET_NAME,
            target=amount(self, cells, base),
            actual=amount(self, cells, "spent"),
            weight=points(self, cells, "weight", "budget") or self._printed("budget", cells),
            filed=points(self, cells, "filed", "budget"),
            unit=self.money_unit or "万元",
            printed_rate=rate(cells.text("rate")),
            place=_first(cells),
            places=tuple(
                ({base: "budget", "rate": "printed_rate"}.get(role, role), cell.place)
                for role, cell in cells.cells.items()
            ),
        )
        initial = amount(self, cells, "initial") if both else ""
        return Budget(line, self.money_unit or "万元", initial, tuple(self.sources))

    def _goal(self) -> Line | None:
        cells = self.goal
        if cells is None:
            return None
        self._flaws(cells, "goal")
        weight = points(self, cells, "weight", "goal") or self._printed("goal", cells)
        filed = points(self, cells, "filed", "goal")
        return Line(
            id="goal",
            block="goal",
            name=GOAL_NAME,
            target=clean(cells.text("target")),
            actual=clean(cells.text("actual")),
            weight=weight,
            filed=filed,
            sub=not self.goal_printed and weight is None and filed is None,
            place=_first(cells),
            places=_places(cells),
        )

    def _printed(self, block: str, cells: Aligned) -> Number | None:
        """The points that the block's heading prints."""
        printed = self.block_points.get(block, "")
        return points(self, {"weight": Cell(printed, 0, 0, place=_first(cells))}, "weight", block)


_KEYS = {"total": "printed_total", "grade": "printed_grade"}


def _first(cells: Aligned) -> Place:
    return next(iter(cells.cells.values())).place if cells.cells else Place()


def _places(cells: Aligned) -> tuple[tuple[str, Place], ...]:
    return tuple((role, cell.place) for role, cell in cells.cells.items())


def _has_sign(target: str) -> bool:
    return bool(target) and headings.squeeze(target)[0] in "≥≤<>=±"
