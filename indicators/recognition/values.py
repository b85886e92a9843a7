"""The texts of recognised cells as the form keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from indicators.cells import read_cell
from indicators.exact import Number, NumberError
from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.align import Aligned
from indicators.recognition.remarks import named

if TYPE_CHECKING:
    from indicators.recognition.draft import Draft

_CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAPPED = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
_BLANK = re.compile(r"[-—–―─/\\.…·*\s]*")
_MAX = 2000  # characters of a text that a form keeps
_WORD_SIGNS = {
    "大于等于": "≥",
    "大于或等于": "≥",
    "小于等于": "≤",
    "小于或等于": "≤",
    "等于": "=",
    "大于": ">",
    "小于": "<",
}


def clean(text: str) -> str:
    """A text without the breaks that a narrow column or a page put into it.

    >>> clean("享受职业培训 补贴人员\\n数量")
    '享受职业培训补贴人员数量'
    """
    return _WRAPPED.sub("", " ".join(text.split()))[:_MAX]


def joined(cells: Aligned) -> str:
    """The target, with the comparator and the unit that stand in columns of their own.

    >>> from types import MappingProxyType
    >>> parts = {"comparator": Cell("≥", 0, 0), "target": Cell("50", 0, 1), "unit": Cell("万亩", 0, 2)}
    >>> joined(Aligned(MappingProxyType(parts)))
    '≥50万亩'
    """
    target, sign, unit = (clean(cells.text(role)) for role in ("target", "comparator", "unit"))
    if not target or _BLANK.fullmatch(target):
        return target
    sign = _WORD_SIGNS.get(sign, sign)
    if sign.startswith("定性"):
        return target
    bare = target.replace(",", "").replace(" ", "").replace(".", "", 1).isdecimal()
    return f"{sign}{target}{unit if bare and not _BLANK.fullmatch(unit) else ''}"


def points(draft: Draft, cells: Aligned | Mapping[str, Cell], role: str, line: str) -> Number | None:
    """The number in a cell of points; None where it is blank, and a remark where it is none."""
    cell = cells.cells.get(role) if isinstance(cells, Aligned) else cells.get(role)
    if cell is None:
        return None
    text = headings.squeeze(cell.text).removesuffix("分")
    if _BLANK.fullmatch(text):
        return None
    try:
        found = Number.of(text)
    except NumberError:
        draft.note("cell-unread", cell.place, line, role=named(role), text=clean(cell.text))
        return None
    if role == "weight" and found.value < 0:
        draft.note("cell-unread", cell.place, line, role=named(role), text=clean(cell.text))
        return None
    return found


def amount(draft: Draft, cells: Aligned, role: str) -> str:
    """The text of an amount of money; empty where it is blank or none."""
    cell = cells.cells.get(role)
    text = clean(cell.text) if cell else ""
    reading = read_cell(text)
    found = reading.amount
    if cell is None or reading.missing:
        return ""
    if found is None or found.comparator or (found.unit and found.unit.dimension not in ("", "money")):
        draft.note("cell-unread", cell.place, "budget", role=named(role), text=text)
        return ""
    return text


def rate(text: str) -> str:
    """A printed rate; empty where the cell is blank."""
    return "" if _BLANK.fullmatch(text) else clean(text)
