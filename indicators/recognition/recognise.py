"""Rows → forms, by what headings say: titles begin forms, headings begin tables, labels name fields."""

from __future__ import annotations

from attrs import evolve, frozen

from indicators.form import Form
from indicators.reading.grid import Cell, Document, Gap
from indicators.recognition import headings, remarks, stages, tables
from indicators.recognition.appraisals import appraisal
from indicators.recognition.blanks import head_of
from indicators.recognition.building import build
from indicators.recognition.columns import MAX_DEPTH, Columns, columns, is_further
from indicators.recognition.draft import GroupDraft
from indicators.recognition.fields import UNKNOWN, Field, fields
from indicators.recognition.flat import laid
from indicators.recognition.footnotes import notes
from indicators.recognition.goals import goal_below_its_label, goal_in_a_row, is_beside_goal
from indicators.recognition.grades import ticked
from indicators.recognition.inference import MAX_ROWS, inferred, may_tell_more
from indicators.recognition.kept import names_levels
from indicators.recognition.numbering import is_numbering
from indicators.recognition.rows import Row, rows
from indicators.recognition.spoken import block_of_funds, spoken_funds
from indicators.recognition.stages import OtherTable
from indicators.recognition.state import State
from indicators.recognition.titles import title
from indicators.recognition.totals import subtotal_row, total_row
from indicators.recognition.values import clean


@frozen
class Recognised:
    """What a document holds: forms, tables of another stage, and gaps that lie in no form."""

    forms: tuple[Form, ...] = ()
    tables: tuple[OtherTable, ...] = ()
    gaps: tuple[Gap, ...] = ()


def recognise(document: Document) -> Recognised:
    """Every form in a document, in order, the tables that are none, and the gaps that lie in none of them.

    What could not be read is said on the form that it belongs to.

    >>> recognise(Document("empty.txt")).forms
    ()
    """
    state = State()
    items = list(rows(laid(document)))
    for at, item in enumerate(items):
        if isinstance(item, Gap):
            state.gaps.append(item)
            continue
        if state.skip:
            state.skip -= 1
            continue
        if item.number < 0 and state.draft is not None:
            state.draft.mark(item.own)
        state.rest = tuple(each for each in items[at + 1 : at + 1 + MAX_ROWS] if isinstance(each, Row))
        if not any(handle(state, item) for handle in _HANDLERS):
            _other(state, item)
        state.last = item
    forms, others = [], []
    for draft in state.finished():
        stage = stages.stage(draft)
        if stage == stages.FORM:
            forms.append(build(draft))
        elif stage == stages.APPRAISAL or (draft.headed and stage != stages.NONE):
            kind = head_of(draft) if stage == stages.HEAD else appraisal(draft)
            others.append(OtherTable(stage, clean(draft.title), draft.place, kind))
    gaps = (gap for gap in (*state.outside, *state.gaps) if not gap.hidden)
    return Recognised(tuple(forms), tuple(others), tuple(gaps))


def _group(state: State, row: Row) -> bool:
    """An annual goal's heading, its text in the same cell or in the next."""
    own = row.own
    found = headings.group(own[0].text) if own and len(own) <= 2 and state.inside else None
    if not found:
        return False
    name, printed, text = found
    if len(own) == 2 and text:
        return False
    if not printed and (state.form.is_of_project or is_beside_goal(state.last, row)):
        return False  # the overall goal in words
    text = own[1].text if len(own) == 2 else text
    state.form.groups.append(GroupDraft(name, printed, text, row.place))
    state.leave_table()
    return True


def _heading(state: State, row: Row) -> bool:
    """A row of headings begins a table, or gives the parts of the one above."""
    own = row.own
    torn = state.columns and state.columns.kind == "table" and len(own) < 3 and all(map(_is_heading, own))
    if torn and not any(headings.tail(cell.text) for cell in own):
        return True  # a piece of a heading that was broken up
    found = state.again(row)
    if found is None:
        found = columns(row, state.rest[: MAX_DEPTH - 1]) if len(own) > 1 else None
        if found is None or may_tell_more(found):
            found = _inferred(state, row) or found
    if found is None:
        state.fresh = False
        return False
    if state.before and found.kind == "table" and state.draft and not state.draft.head:
        state.go_back()
    if state.draft is None or (found.kind == "funds" and _begins_another(state)):
        state.begin(row.place)
    state.reached()
    tables.begin(state, row, found)
    state.skip = found.depth - 1
    state.form.heads.setdefault(state.said(row, found.depth), found)
    return True


def _numbers(state: State, row: Row) -> bool:
    """A row that numbers the columns: 栏次 | 1 | 2 | 3."""
    return state.columns is not None and is_numbering(row)


def _inferred(state: State, row: Row) -> Columns | None:
    """The columns of a table that holds lines under headings that nobody knows."""
    if not row.ruled or row.number < 0 or not state.inside or state.form.headed or len(row.cells) < 4:
        return None
    found = inferred(row, state.rest)
    if found is not None:
        told = tuple(remarks.cell(each.role, each.title) for each in found.columns)
        state.form.note("columns-inferred", row.place, columns=told)
    return found


def _begins_another(state: State) -> bool:
    """Whether a table of funds belongs to a further form: the form at hand has funds and lines already."""
    draft = state.draft
    return draft is not None and bool(draft.funds) and bool(draft.lines or draft.groups)


def _head(state: State, row: Row) -> bool:
    """Labels of fields with their values."""
    if state.in_table and len(row.own) > 4:
        return False
    if row.ruled and state.columns and state.columns.kind == "funds" and tables.has_amounts(row, state.columns):
        return False
    ruled = row.ruled and row.number >= 0 and (state.draft is None or not state.draft.headed)
    pairs = fields(row.own, ruled=ruled)
    if pairs is None:
        return False
    _fill(state, row, pairs)
    if state.draft and row.ruled:
        state.draft.keep_empty(row)
    if state.draft and row.ruled and len(row.cells) > len(row.own):  # 项目名称 beside an empty cell is a project's too
        state.draft.names_project |= any(headings.label(cell.text) == "project" for cell in row.own)
    return True


def _fill(state: State, row: Row, pairs: list[Field]) -> None:
    roles, draft = {role for role, _, _ in pairs}, state.draft
    if "project" in roles and draft and (draft.has_table or "project" in draft.head):
        state.begin(row.place)  # another project without a title of its own
    elif draft is None and roles & {"project", "holder"}:
        state.begin(row.place)
    if state.draft is None or (row.number < 0 and state.draft.has_content):  # it may be the line over the next title
        known = state.draft.head if state.draft else {}
        likely = (each for each in pairs if each[0] != "grade" or headings.is_grade(each[1].text))
        state.above += [each for each in likely if state.draft is None or each[0] in known]
    if state.draft is None:
        return
    state.before = None
    if UNKNOWN in roles:
        state.draft.carry([cell for role, cell, _ in pairs if role == UNKNOWN], row.place)
    for role, cell, label in pairs:
        if role == "holder" and row.number >= 0 and state.draft.text("holder") not in ("", clean(cell.text)):
            role = "unit"  # 省级预算部门名称 before 预算单位名称
        if role == "grade" and (grade := ticked(cell.text)):
            cell = evolve(cell, text=grade)
        if headings.is_money_unit(cell.text) and role in ("ignored", "money_unit"):
            state.draft.money_unit = state.draft.money_unit or headings.money_unit(cell.text)
        elif role == "ignored" or role in state.draft.head or (role == "grade" and not headings.is_grade(cell.text)):
            if row.number >= 0 and state.draft.text(role) != clean(cell.text):
                state.draft.aside(label, cell)
        elif role != UNKNOWN:
            state.draft.head[role] = cell


def _tail(state: State, row: Row) -> bool:
    """A field under the table: 偏差原因, 改进措施."""
    own = row.own
    role = headings.tail(own[0].text) if own and state.draft and len(own) <= 2 else ""
    if not role:
        return False
    state.reached()
    empty = (evolve(cell, text="") for cell in row.cells if cell.column > own[0].column and not cell.text.strip())
    value = own[1] if len(own) == 2 else next(empty, None)
    if value is not None:
        state.form.head.setdefault(role, value)
    state.columns = None
    return True


def _data(state: State, row: Row) -> bool:
    if state.columns is None or state.draft is None or (row.number < 0 and len(row.own) < 3):
        return False
    state.fresh = False
    return tables.take(state, row, state.columns)


_HANDLERS = (
    title,
    notes,
    _group,
    _numbers,
    spoken_funds,
    _heading,
    total_row,
    subtotal_row,
    _head,
    _tail,
    goal_in_a_row,
    goal_below_its_label,
    _data,
)


def _other(state: State, row: Row) -> None:
    """A row of a form's table that is nothing known: kept as it stands; one of a table without lines, not read."""
    own = row.own
    if state.inside and row.number >= 0 and names_levels([cell.text for cell in own]):
        state.form.carry(own, row.place)  # a table is there whose columns nobody can tell
        return
    if not state.inside or not own or all(map(_is_heading, own)):
        block_of_funds(state, row.text)
        return
    if is_further(row) and state.columns and state.columns.kind != "table":
        state.columns = None
    if row.number < 0:
        if len(own) > 1 and state.form.has_content:
            state.form.miss("row-unread", row.first, cells=tuple(clean(cell.text) for cell in own))
        return
    state.form.carry(own, row.place)


def _is_heading(cell: Cell) -> bool:
    return headings.is_block(cell.text) or headings.role(cell.text, "table") != ""
