"""What recognition has to say of a form: nothing is moved, dropped or taken without a word."""

from __future__ import annotations

from types import MappingProxyType

from attrs import frozen

from indicators.messages import Message
from indicators.place import Place

TEMPLATES = MappingProxyType(
    {
        "row-realigned": "the row is shifted: its cells were laid on the columns by their types: {cells}",
        "uncalculated": "the cell {role} holds a formula that no spreadsheet has calculated: it has no value",
        "cell-unread": "{role}: {text!s} is no number",
        "row-unread": "a row that cannot be told apart: {cells}",
        "page-unread": "a page without text, a scan or a picture",
        "carried": "kept as it stands and not scored: {cells}",
    }
)


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
