"""Rows → forms, by what headings say: titles begin forms, headings begin tables, labels name fields."""

from __future__ import annotations

from indicators.form import Form, Other
from indicators.reading.grid import Cell, Document, Gap
from indicators.recognition import headings, tables
from indicators.recognition.columns import columns, with_parts
from indicators.recognition.draft import GroupDraft
from indicators.recognition.fields import Field, fields
from indicators.recognition.rows import Row, rows
from indicators.recognition.state import State
from indicators.recognition.values import clean

MAX_OTHER = 12  # cells of a row that is kept as it stands


def recognise(document: Document) -> tuple[tuple[Form, ...], tuple[Gap, ...]]:
    """Every form in a document, in order, and the gaps that lie in none of them.

    What could not be read is said on the form that it belongs to.

    >>> recognise(Document("empty.txt"))
    ((), ())
    """
    state = State()
    for item in rows(document):
        if isinstance(item, Gap):
            state.gaps.append(item)
        elif not any(handle(state, item) for handle in _HANDLERS):
            _other(state, item)
    return tuple(draft.form() for draft in state.finished()), (*state.outside, *state.gaps)


# What a row can be, in the order asked; each handler says whether it was that.


def _title(state: State, row: Row) -> bool:
    text, draft = row.text, state.draft
    if not text:
        return False
    if not headings.is_title(text):
        subtitle = draft and not draft.has_content and not draft.head and len(headings.squeeze(text)) <= 10
        if draft and subtitle and headings.year(text):
            draft.head["year"] = row.own[0]
            return True
        return False
    repeats = draft is not None and headings.squeeze(draft.title) == headings.squeeze(text)
    before = draft if repeats and draft and draft.has_content and not state.notes else None
    state.begin(row.place, text)
    state.before = before
    return True


def _notes(state: State, row: Row) -> bool:
    own = row.own
    if own and headings.is_notes(own[0].text) and (row.number < 0 or len(own) <= 2):
        state.notes, state.columns = True, None
        return True
    return state.notes and (row.number < 0 or len(own) == 1)


def _group(state: State, row: Row) -> bool:
    """An annual goal's heading, its text in the same cell or in the next."""
    own = row.own
    found = headings.group(own[0].text) if own and len(own) <= 2 and state.inside else None
    if not found:
        return False
    name, printed, text = found
    if len(own) == 2 and text:
        return False
    text = own[1].text if len(own) == 2 else text
    state.form.groups.append(GroupDraft(name, printed, text, row.place))
    state.leave_table()
    return True


def _heading(state: State, row: Row) -> bool:
    """A row of headings begins a table, or gives the parts of the one above."""
    own = row.own
    if state.columns and state.columns.kind == "table" and len(own) < 3 and all(map(_is_heading, own)):
        return True  # a piece of a heading that was broken up
    parts = with_parts(state.columns, row) if state.columns and state.fresh else None
    found = parts or (columns(row) if len(own) > 1 else None)
    if found is None:
        state.fresh = False
        return False
    if state.before and found.kind == "table" and state.draft and not state.draft.head:
        state.go_back()
    if state.draft is None or (found.kind == "funds" and state.draft.budget):
        state.begin(row.place)
    state.reached()
    tables.begin(state, row, found)
    return True


def _head(state: State, row: Row) -> bool:
    """Labels of fields with their values."""
    pairs = None if state.in_table and len(row.own) > 4 else fields(row.own)
    if pairs is None:
        return False
    _fill(state, row, pairs)
    return True


def _fill(state: State, row: Row, pairs: list[Field]) -> None:
    roles, draft = {role for role, _ in pairs}, state.draft
    if "project" in roles and draft and (draft.has_content or "project" in draft.head):
        state.begin(row.place)  # another project without a title of its own
    elif draft is None and roles & {"project", "holder"}:
        state.begin(row.place)
    if state.draft is None:
        return
    state.before = None
    for role, cell in pairs:
        if role == "money_unit":
            state.draft.money_unit = state.draft.money_unit or headings.money_unit(cell.text)
        elif role != "ignored":
            state.draft.head.setdefault(role, cell)


def _tail(state: State, row: Row) -> bool:
    """A field under the table: 偏差原因, 改进措施."""
    own = row.own
    role = headings.tail(own[0].text) if own and state.draft and len(own) <= 2 else ""
    if not role:
        return False
    state.reached()
    if len(own) == 2:
        state.form.head.setdefault(role, own[1])
    state.columns = None
    return True


def _total(state: State, row: Row) -> bool:
    own = row.own
    if len(own) < 2 or headings.heading(own[0].text) not in headings.TOTALS:
        return False
    if state.draft is None or state.columns is None or state.columns.kind != "table":
        return False
    found = tables.total(row, state.columns, weighted=state.draft.weighted)
    if found is not None:
        state.draft.head.setdefault("total", found)
    state.columns = None
    return True


def _data(state: State, row: Row) -> bool:
    if state.columns is None or state.draft is None or (row.number < 0 and len(row.own) < 3):
        return False
    state.fresh = False
    return tables.take(state, row, state.columns)


_HANDLERS = (_title, _notes, _group, _heading, _total, _head, _tail, _data)


def _other(state: State, row: Row) -> None:
    """A row of a form's table that is nothing known: kept as it stands; one of a table without lines, not read."""
    own = row.own
    if not state.inside or not own or all(map(_is_heading, own)):
        return
    texts = tuple(clean(cell.text) for cell in own[:MAX_OTHER])
    if row.number < 0:
        if len(own) > 1 and state.form.has_content:
            state.form.miss("row-unread", row.first, cells=texts)
        return
    state.form.others.append(Other(texts, row.place))
    state.form.note("carried", row.place, cells=texts)


def _is_heading(cell: Cell) -> bool:
    return headings.is_block(cell.text) or headings.role(cell.text, "table") != ""
