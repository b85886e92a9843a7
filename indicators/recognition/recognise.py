"""Rows → forms, by what headings say: titles begin forms, headings begin tables, labels name fields."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from indicators.form import Form, Other, Source
from indicators.reading.grid import Cell, Document, Gap
from indicators.recognition import headings
from indicators.recognition.align import align
from indicators.recognition.columns import Columns, columns, with_parts
from indicators.recognition.draft import Draft, GroupDraft
from indicators.recognition.fields import fields
from indicators.recognition.rows import Row, rows
from indicators.recognition.values import clean

MAX_OTHER = 12  # cells of a row that is kept as it stands


def recognise(document: Document) -> tuple[tuple[Form, ...], tuple[Gap, ...]]:
    """Every form in a document, in order, and the gaps that lie in none of them.

    What could not be read is said on the form that it belongs to.

    >>> recognise(Document("empty.txt"))
    ((), ())
    """
    reader = _Reader()
    for item in rows(document):
        if isinstance(item, Gap):
            reader.gaps.append(item)
        else:
            reader.row(item)
    return tuple(draft.form() for draft in reader.finished()), (*reader.outside, *reader.gaps)


@define(eq=False, repr=False)
class _Reader:
    """Where the reading stands: the form at hand, the table in it, the categories carried down."""

    drafts: list[Draft] = field(factory=list)
    draft: Draft | None = None
    before: Draft | None = None  # the form above a title that repeats its own: a page's head or a form's
    columns: Columns | None = None
    fresh: bool = False  # whether the last row was a heading of columns
    notes: bool = False
    level1: Cell | None = None
    level2: Cell | None = None
    gaps: list[Gap] = field(factory=list)  # pages that cannot be read, behind the last row of the form at hand
    outside: list[Gap] = field(factory=list)

    def finished(self) -> Iterator[Draft]:
        """The forms that hold anything."""
        yield from (draft for draft in (*self.drafts, *([self.draft] if self.draft else [])) if draft.has_content)

    def row(self, row: Row) -> None:
        """Take one row."""
        handlers = (
            self._title,
            self._notes,
            self._group,
            self._heading,
            self._head,
            self._tail,
            self._total,
            self._data,
        )
        if not any(handle(row) for handle in handlers):
            self._other(row)

    # what a row can be, in the order asked; each says whether it was that

    def _title(self, row: Row) -> bool:
        text = row.text
        if not text or not headings.is_title(text):
            subtitle = text and self.draft and not self.draft.has_content and not self.draft.head
            if subtitle and headings.year(text) and len(headings.squeeze(text)) <= 10:
                self.draft.head["year"] = row.own[0]  # type: ignore[union-attr]
                return True
            return False
        repeats = self.draft is not None and headings.squeeze(self.draft.title) == headings.squeeze(text)
        before = self.draft if repeats and self.draft and self.draft.has_content and not self.notes else None
        self._begin(row, text)
        self.before = before
        return True

    def _begin(self, row: Row, title: str) -> None:
        if self.draft:
            self.drafts.append(self.draft)
        self.draft, self.before = Draft(row.place, title), None
        self.outside += self.gaps
        self.gaps = []
        self.columns, self.level1, self.level2, self.notes = None, None, None, False

    def _notes(self, row: Row) -> bool:
        own = row.own
        if own and headings.is_notes(own[0].text) and (row.number < 0 or len(own) <= 2):
            self.notes, self.columns = True, None
            return True
        return self.notes and (row.number < 0 or len(own) == 1) and not headings.group(own[0].text if own else "")

    def _group(self, row: Row) -> bool:
        own = row.own
        found = headings.group(own[0].text) if own and len(own) <= 2 else None
        if not found or not self._inside():
            return False
        name, printed, text = found
        if not text and len(own) == 2:
            text = own[1].text
        elif len(own) == 2:
            return False
        self._draft().groups.append(GroupDraft(name, printed, text, row.place))
        self.columns, self.level1, self.level2 = None, None, None
        return True

    def _heading(self, row: Row) -> bool:
        if (
            self.columns
            and self.columns.kind == "table"
            and all(_is_heading(cell) for cell in row.own)
            and len(row.own) < 3
        ):
            return True  # a piece of a heading that was broken up
        if len(row.own) < 2:
            return False
        parts = with_parts(self.columns, row) if self.columns and self.fresh else None
        found = parts or columns(row)
        if found is None:
            self.fresh = False
            return False
        if self.draft is None:
            self._begin(row, "")
        if self.before and self.draft and not self.draft.head and found.kind == "table":
            self.draft, self.before = self.before, None  # the title only stood at the top of a page
            self.drafts.pop()
        draft = self._draft()
        if found.kind == "funds" and draft.budget:
            self._begin(row, "")
            draft = self._draft()
        self.columns, self.fresh = found, True
        self._reached()
        self._block(row, found, draft)
        return True

    def _block(self, row: Row, found: Columns, draft: Draft) -> None:
        """The points and the money unit that the headings print."""
        name = {"funds": "budget", "goal": "goal", "table": "indicator"}[found.kind]
        label = " ".join(cell.text for cell in row.cells if cell.column < found.columns[0].start)
        printed = headings.points(label) or headings.points(found.title("filed"))
        if printed:
            draft.block_points.setdefault(name, printed)
        if found.kind == "funds" and not draft.money_unit:
            texts = (label, *(column.title for column in found.columns))
            draft.money_unit = next((unit for text in texts if (unit := headings.money_unit(text))), "")
        draft.weighted |= found.kind == "table" and "weight" in found.roles
        draft.goal_printed |= found.kind == "goal" and "filed" in found.roles

    def _head(self, row: Row) -> bool:
        """Labels of fields with their values."""
        in_table = self.columns and self.columns.kind == "table" and not self.fresh
        pairs = None if in_table and len(row.own) > 4 else fields(row.own)
        if pairs is None:
            return False
        self._fields(row, pairs)
        return True

    def _fields(self, row: Row, pairs: list[tuple[str, Cell]]) -> None:
        roles = {role for role, _ in pairs}
        begun = self.draft and self.draft.has_content
        if "project" in roles and (begun or (self.draft and "project" in self.draft.head)):
            self._begin(row, self.draft.title if self.draft and self.before else "")
        elif self.draft is None and roles & {"project", "holder"}:
            self._begin(row, "")
        if self.draft is None:
            return
        self.before = None
        for role, cell in pairs:
            if role == "money_unit":
                self.draft.money_unit = self.draft.money_unit or headings.money_unit(cell.text)
            elif role != "ignored":
                self.draft.head.setdefault(role, cell)

    def _tail(self, row: Row) -> bool:
        own = row.own
        role = headings.tail(own[0].text) if own and self.draft else ""
        if not role or len(own) > 2 or (self.columns and self.columns.kind == "table" and self.fresh):
            return False
        self._reached()
        if len(own) == 2 and self.draft:
            self.draft.head.setdefault(role, own[1])
        self.columns = None
        return True

    def _total(self, row: Row) -> bool:
        own = row.own
        if not own or headings.heading(own[0].text) not in headings.TOTALS or self.draft is None:
            return False
        if self.columns is None or self.columns.kind != "table" or len(own) < 2:
            return False
        self.draft.head.setdefault("total", self._total_cell(row))
        self.columns = None
        return True

    def _total_cell(self, row: Row) -> Cell:
        column = next((each for each in self.columns.columns if each.role == "filed"), None) if self.columns else None
        under = [cell for cell in row.own[1:] if column and cell.covers(column.start)] if row.ruled else []
        return (
            (under or list(row.own[1:]))[-1] if under or len(row.own) != 2 or not self._weighted() else Cell("", 0, 0)
        )

    def _weighted(self) -> bool:
        return bool(self.draft and self.draft.weighted)

    def _data(self, row: Row) -> bool:
        """A row of the table at hand."""
        if self.columns is None or self.draft is None or (row.number < 0 and len(row.own) < 3):
            return False
        self.fresh = False
        return {"funds": self._funds, "goal": self._goal, "table": self._line}[self.columns.kind](row, self.columns)

    def _funds(self, row: Row, found: Columns) -> bool:
        cells = align(row, found)
        if cells is None or not cells.cells.keys() & {"budget", "initial", "spent"}:
            return False
        draft = self._draft()
        first = found.columns[0].start
        name = " ".join(cell.text for cell in row.cells if cell.column < first and cell.row == row.number)
        if draft.budget is None:
            draft.budget = cells
        elif any(word in headings.squeeze(name) for word in headings.SOURCES):
            base = "budget" if "budget" in found.roles else "initial"
            draft.sources.append(Source(clean(name), clean(cells.text(base)), clean(cells.text("spent"))))
        else:
            return False
        return True

    def _goal(self, row: Row, found: Columns) -> bool:
        cells = align(row, found)
        if cells is None or not cells.cells.keys() & {"target", "actual"}:
            return False
        draft = self._draft()
        if draft.goal is not None:
            return False
        draft.goal = cells
        return True

    def _line(self, row: Row, found: Columns) -> bool:
        draft = self._draft()
        cells = align(row, found)
        if cells is None:
            if len(row.own) < 2 and all(
                headings.is_block(cell.text) or headings.role(cell.text, "table") for cell in row.own
            ):
                return True
            draft.miss("row-unread", row.place, cells=tuple(clean(cell.text) for cell in row.own))
            return True
        self._carry(cells.cells.get("level1"), cells.cells.get("level2"))
        if not cells.cells.keys() - {"level1", "level2"}:
            return True  # a category alone, or the heading of the block
        if _is_template(cells.text("name"), cells.cells.keys()):
            return True
        self._reached()
        draft.add_line(cells, self.level1, self.level2, row.place)
        return True

    def _carry(self, level1: Cell | None, level2: Cell | None) -> None:
        """Categories hold for the rows below until another is named."""
        if level1 is not None and (self.level1 is None or level1.text != self.level1.text):
            self.level1, self.level2 = level1, None
        if level2 is not None:
            self.level2 = level2

    def _other(self, row: Row) -> None:
        """A row of a form's table that is nothing known: kept as it stands."""
        own = row.own
        if self.draft is None or not self._inside() or row.number < 0 or not own:
            return
        if all(map(_is_heading, own)):
            return
        texts = tuple(clean(cell.text) for cell in own[:MAX_OTHER])
        self.draft.others.append(Other(texts, row.place))
        self.draft.note("carried", row.place, cells=texts)

    def _inside(self) -> bool:
        return self.draft is not None and not self.notes

    def _draft(self) -> Draft:
        if self.draft is None:
            raise RuntimeError("a table is read within a form")
        return self.draft

    def _reached(self) -> None:
        """The form goes on behind the gaps: what they held is a part of it that was not read."""
        for gap in self.gaps:
            self._draft().miss("page-unread", gap.place)
        self.gaps = []


def _is_template(name: str, roles: object) -> bool:
    """A row of the empty form that nobody filled in: 指标2：, ……."""
    plain = headings.squeeze(name).rstrip(":…. ")
    empty = plain in ("", "指标") or (plain.startswith("指标") and plain[2:].isdecimal())
    return empty and not set(roles) - {"name", "level1", "level2"}  # type: ignore[call-overload]


def _is_heading(cell: Cell) -> bool:
    return headings.is_block(cell.text) or headings.role(cell.text, "table") != ""
