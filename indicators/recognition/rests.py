"""The rest of a row that was cut, by a page or by hand: one cell alone, under a column that is not the names'."""

from __future__ import annotations

from indicators.recognition import headings
from indicators.recognition.columns import Columns
from indicators.recognition.draft import Draft
from indicators.recognition.rows import Row
from indicators.recognition.shapes import shape
from indicators.recognition.to_read import Doubtful
from indicators.recognition.values import clean

_CELLS = ("target", "actual")  # what is cut in them is not known whole
_PROSE = ("reason", "improvement", "other", "unknown", "standard")


def is_rest(draft: Draft, row: Row, columns: Columns) -> bool:
    """Take a row of one cell that may go on with the cell above; false where it is another.

    It is kept as it stands. Whether the target or the completion above is whole, a person must see (待核对). A figure
    that stands alone in text may be of any column: the row is not read.
    """
    lines, own = draft.every_line(), row.own
    if len(own) != 1 or not {"weight", "filed"} & set(columns.roles) or row.number < 0:
        return False
    cell = own[0]
    found = shape(cell.text)
    role = next((each.role for each in columns.columns if each.start == cell.column), "")
    names = [each.start for each in columns.columns if each.role == "name"]
    named = any(each.covers(at) for each in row.cells if each.text.strip() for at in names)
    if named or found == "blank" or headings.is_heading(cell.text):
        return False
    if lines and not row.ruled and found in ("points", "figure"):
        draft.miss("row-unread", row.place, cells=(clean(cell.text),))
        return True
    if role in _PROSE and found in ("words", "level"):
        draft.carry([cell], row.place)
        return True
    if role not in _CELLS or found != "words" or not lines:
        return False
    draft.carry([cell], row.place)
    draft.doubtful.append(Doubtful(lines[-1].id, role, getattr(lines[-1], role)))
    return True
