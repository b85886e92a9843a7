"""The notes under a form (备注): in one cell, in a row each with its number, or in rows that go on below the first."""

from __future__ import annotations

import re

from indicators.itself import speaks_of_itself
from indicators.recognition import headings, tables
from indicators.recognition.draft import MAX_NOTES, Draft
from indicators.recognition.fields import UNKNOWN, fields
from indicators.recognition.rows import Row
from indicators.recognition.state import State
from indicators.recognition.values import clean

_BARE = re.compile(r"\W*(?:备注|注|说明|填表说明|填报说明)?\W*")
_SHORTEST = 6  # 备注：无 is no note that another row goes on with
_SIGNED = frozenset({"ignored", UNKNOWN, "unit", "department", "holder", "year"})
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月|\d{4}[-./]\d{1,2}")


def notes(state: State, row: Row) -> bool:
    """Take a row of notes; False where it is none."""
    own = row.own
    begins = bool(own) and headings.is_notes(own[0].text) and (row.number < 0 or len(own) <= 2)
    if not begins and not (state.notes and (row.number < 0 or len(own) == 1)):
        return False
    draft = state.draft
    if begins and len(own) == 2 and draft:  # a label with a value: what the unit remarks, nothing that the form prints
        draft.others.append(tables.as_other(row))
        return True
    if draft and tables.is_typed(row, state.columns or state.standing):
        draft.others.append(tables.as_typed(row))
        return True
    if begins and not _table_goes_on(state, row):
        state.notes, state.columns = True, None
    if draft and (begins or headings.is_note(own[0].text)) and len(draft.notes) < MAX_NOTES:
        draft.notes.append(clean(" ".join(cell.text for cell in own)))
        draft.spots[f"notes.{len(draft.notes)}"] = own[0].place
        state.noted = row
    elif draft and draft.notes and _is_below(state.noted, row):
        state.noted = row
        if _is_printed(draft.notes[-1]):
            _go_on(draft, row)
        else:
            draft.others.append(tables.as_other(row))
    else:
        state.noted = None
    return True


def _is_below(above: Row | None, row: Row) -> bool:
    """Whether a row without a number stands right below notes, in a cell of the same width, and is no field or date."""
    if above is None or row.number < 0 or row.number != above.number + 1 or not (above.ruled and row.ruled):
        return False
    first, cell = above.own[0], row.own[0]
    if (first.column, first.columns) != (cell.column, cell.columns) or len(above.own) != 1:
        return False
    return not (headings.is_title(cell.text) or headings.tail(cell.text) or _DATE.match(cell.text) or fields(row.own))


def _is_printed(note: str) -> bool:
    """Whether a note is one that a further row may go on with: not 备注 alone, 备注：无, or what the unit typed."""
    said = _BARE.sub("", note.split("\n")[0], count=1)
    return len(said) >= _SHORTEST and not speaks_of_itself(headings.squeeze(said))


def _go_on(draft: Draft, row: Row) -> None:
    """The row is a further line of the last note."""
    number, cell = len(draft.notes), row.own[0]
    draft.notes[-1] = f"{draft.notes[-1]}\n{clean(cell.text)}"
    draft.spots[f"notes.{number}.{draft.notes[-1].count(chr(10)) + 1}"] = cell.place


def _table_goes_on(state: State, row: Row) -> bool:
    """Whether the table has rows of several cells below this one: it is a remark between them.

    Those who sign the form stand below its notes.
    """
    for at, below in enumerate(state.rest, row.number + 1):
        if row.number < 0 or below.number != at or headings.is_title(below.text):
            return False
        if len(below.own) > 1 and not _signed(below):
            return True
    return False


def _signed(row: Row) -> bool:
    """Whether a row holds names and telephone numbers, each behind its label, and nothing of the form's own."""
    found = fields(row.own)
    return found is not None and all(role in _SIGNED for role, _, _ in found)
