"""Where the reading of a document stands: the form at hand, the table in it, the categories carried down."""

from __future__ import annotations

from attrs import define, field

from indicators.place import Place
from indicators.reading.grid import Cell, Gap
from indicators.recognition import headings
from indicators.recognition.columns import Columns
from indicators.recognition.draft import Draft, GroupDraft
from indicators.recognition.fields import Field
from indicators.recognition.rows import Row

FEW = 3  # words of a heading that is printed again
Said = tuple[tuple[int, str], ...]


@define(eq=False, repr=False)
class State:
    """The state of one document's reading.

    ``before`` is the form above a title that repeats its own: the title may be a page's head, or a new form's.
    ``fresh`` says whether the last row was a heading of columns, ``read`` how many lines there were before it;
    ``gaps`` are the pages that cannot be read behind the last row of the form at hand, ``outside`` those that lie in
    no form. ``last`` is the row before the one at hand, ``rest`` are those behind it, ``skip`` is how many of them were
    headings; ``standing`` are the last columns of indicators; ``above`` are fields over a title that is still to come;
    ``noted`` is the last row of the notes, where the next may go on with them.
    """

    done: list[Draft] = field(factory=list)
    draft: Draft | None = None
    before: Draft | None = None
    columns: Columns | None = None
    standing: Columns | None = None
    last: Row | None = None
    rest: tuple[Row, ...] = ()
    skip: int = 0
    fresh: bool = False
    read: int = 0
    notes: bool = False
    noted: Row | None = None
    level1: Cell | None = None
    level2: Cell | None = None
    above: list[Field] = field(factory=list)
    gaps: list[Gap] = field(factory=list)
    outside: list[Gap] = field(factory=list)

    @property
    def form(self) -> Draft:
        """The form at hand; one without a title is begun where there is none."""
        if self.draft is None:
            self.begin(Place())
        return self.draft or Draft(Place())

    @property
    def inside(self) -> bool:
        """Whether a form is at hand and its notes have not begun."""
        return self.draft is not None and not self.notes

    @property
    def in_table(self) -> bool:
        """Whether the rows of an indicators' table are being read."""
        return self.columns is not None and self.columns.kind == "table" and not self.fresh

    def begin(self, place: Place, title: str = "") -> None:
        """Begin a form. What stands below a title over its own is its too: a caption repeats the heading of a page."""
        above = self.draft.head if title and self.draft and not self.draft.has_content else {}
        before = headings.squeeze(self.draft.title) if self.draft else ""
        alike = before != "" and before in headings.squeeze(title)
        if self.draft:
            self.done.append(self.draft)
        self.draft, self.before = Draft(place, title), None
        for role, cell in above.items():
            if alike or role == "year":
                self.draft.head[role] = cell
        for role, cell, _ in self.above if title else ():
            if role in headings.ABOVE:
                self.draft.head.setdefault(role, cell)
        self.above = []
        self.outside += self.gaps
        self.gaps, self.notes, self.noted = [], False, None
        self.leave_table()

    def go_back(self) -> None:
        """The title of the form at hand was the head of a page: the form above goes on."""
        if self.before:
            self.draft, self.before = self.before, None
            self.done.pop()

    def leave_table(self) -> None:
        """No table is at hand and no category holds."""
        self.columns = self.standing = self.level1 = self.level2 = None

    def begin_goal(self, label: Cell) -> None:
        """Begin an annual goal whose label with its points stands beside its lines, if it is not the one at hand."""
        found, groups = headings.goal_block(label.text), self.form.groups
        if found and not (groups and groups[-1].name == found[0] and groups[-1].place == label.place):
            groups.append(GroupDraft(*found, label.place))
            self.level1 = self.level2 = None

    def carry(self, level1: Cell | None, level2: Cell | None) -> None:
        """Categories hold for the rows below until another is named."""
        if level1 is not None and (self.level1 is None or level1.text != self.level1.text):
            self.level1, self.level2 = level1, None
        if level2 is not None and (self.level2 is None or level2.text != self.level2.text):
            self.level2 = level2

    def reached(self) -> None:
        """The form goes on behind the gaps: what they held is a part of it that was not read."""
        for gap in self.gaps:
            code = "hidden" if gap.hidden else "page-damaged" if gap.damaged else "page-unread"
            if all(gap.place != each.place for each in self.form.unread):  # a hidden column is left out of many rows
                self.form.miss(code, gap.place)
        self.gaps = []

    def said(self, row: Row, depth: int = 1) -> Said:
        """What a heading says and where, with the rows of headings below it."""
        return tuple((cell.column, cell.text) for each in (row, *self.rest[: depth - 1]) for cell in each.own)

    def again(self, row: Row) -> Columns | None:
        """The columns of a heading that is printed again, word for word, as on each page of a long table.

        Categories that reach over it from above hide its first words.
        """
        said = self.said(row)
        if len(said) < FEW or not row.ruled:
            return None
        drafts = [draft for draft in (self.draft, self.before) if draft is not None]
        known = (each for draft in drafts for each in draft.heads.items())
        return next((found for head, found in known if set(self.said(row, found.depth)) <= set(head)), None)

    def finished(self) -> tuple[Draft, ...]:
        """The forms that hold anything."""
        every = (*self.done, self.draft) if self.draft else tuple(self.done)
        return tuple(draft for draft in every if draft.has_content)
