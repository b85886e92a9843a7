"""The title of a form and what stands in it and below it: the year, the total."""

from __future__ import annotations

from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.rows import Row
from indicators.recognition.state import State


def title(state: State, row: Row) -> bool:
    """A title begins a form; a year or a total may stand below it, or a total in it."""
    text, draft = row.text, state.draft
    if not text:
        return False
    if not headings.is_title(text):
        return _under_title(state, row)
    repeats = draft is not None and headings.squeeze(draft.title) == headings.squeeze(text)
    before = draft if repeats and draft and draft.has_content and not state.notes else None
    state.begin(row.place, text)
    state.before = before
    _total_in(state, row)
    return True


def _under_title(state: State, row: Row) -> bool:
    """A year or a total on a line of its own below the title."""
    draft, text = state.draft, row.text
    if draft is None or draft.has_content or state.notes:
        return False
    if headings.total_in(text):
        return _total_in(state, row)
    if not draft.head and len(headings.squeeze(text)) <= 10 and headings.year(text):
        draft.head["year"] = row.own[0]
        return True
    return False


def _total_in(state: State, row: Row) -> bool:
    """The total that the title, or a line below it, says."""
    for line in row.text.splitlines():
        found = headings.total_in(line)
        if found:
            cell = row.own[0]
            state.form.head.setdefault("total", Cell(found, cell.row, cell.column, place=cell.place))
    return True
