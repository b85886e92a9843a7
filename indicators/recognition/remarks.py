"""What recognition has to say of a form: nothing is moved, dropped or taken without a word."""

from __future__ import annotations

from types import MappingProxyType

from attrs import frozen

from indicators.messages import Message
from indicators.place import Place

TEMPLATES = MappingProxyType(
    {
        "row-realigned": "the row is shifted: its cells were laid on the columns by their types: {cells}",
        "uncalculated": "{role}: the cell holds a formula that no spreadsheet has calculated: it has no value",
        "cell-unread": "{role}: {text!s} is no number",
        "row-unread": "a row that cannot be told apart: {cells}",
        "table-unread": "no indicator was found: the table cannot be told from the text",
        "page-unread": "a page without text, a scan or a picture",
        "page-damaged": "the page is damaged",
        "hidden": "it is hidden",
        "form-unread": "a form begins here and cannot be read",
        "heading-unknown": "headings that are not known, their columns are kept and not scored: {headings}",
        "columns-inferred": "the headings cannot be read; the columns are told by what they hold: {columns}",
        "target-adjusted": "the adjusted target counts, the first one is kept beside it: {lines}",
        "funds-left": "the points of the budget stand nowhere: the printed sum of points leaves {points}",
        "funds-summed": "no total of the funds is printed: the budget is the sum of its sources",
    }
)
HIDDEN = TEMPLATES["hidden"]

# What the columns of a form are called in a remark.
NAMES = MappingProxyType(
    {
        "level1": "category", "level2": "subcategory", "name": "name", "target": "target", "actual": "completion",
        "weight": "weight", "filed": "score", "reason": "reason", "comparator": "comparator", "unit": "unit",
        "done_sign": "further column", "done_unit": "further column",
        "kind": "direction", "other": "further column", "unknown": "further column", "adjusted": "adjusted target",
        "reviewed": "reviewed score", "standard": "standard", "improvement": "improvement", "level3": "third category",
        "name4": "name", "source": "further column", "received": "further column",
        "block1": "points of the block",
        "block2": "points of the block", "initial": "initial budget", "budget": "budget",
        "spent": "spent", "rate": "rate", "total": "total",
    }
)  # fmt: skip


def named(role: str) -> Message:
    """What a column of this role is called."""
    return Message(NAMES[role])


def cell(role: str, text: str) -> Message:
    """A cell with the role that it was taken for."""
    return Message("{role} {text}", {"role": named(role), "text": text})


@frozen
class Remark:
    """One remark: its code, where, which line of the form (empty: the form), and the sentence."""

    code: str
    place: Place
    message: Message
    line: str = ""


def remark(code: str, place: Place, line: str = "", **values: object) -> Remark:
    """The remark ``code`` with its values.

    >>> remark("page-unread", Place("a.pdf", "p7")).message.show()
    'a page without text, a scan or a picture'
    """
    return Remark(code, place, Message(TEMPLATES[code], values), line)
