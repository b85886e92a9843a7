"""The texts of recognised cells as the form keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from indicators.cells import read_cell
from indicators.exact import Number, NumberError
from indicators.reading.grid import DOUBTFUL, Cell
from indicators.recognition import headings
from indicators.recognition.align import Aligned
from indicators.recognition.remarks import named
from indicators.recognition.shapes import shape, sign
from indicators.recognition.to_read import MARK, Doubtful

if TYPE_CHECKING:
    from indicators.recognition.draft import Draft

_CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_WRAPPED = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
# a score with what was lost beside it: 18.57(扣1.43)
_WITH_LOSS = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)分?\((?:扣|减)\d{1,3}(?:\.\d{1,6})?分?\)")
_BLANK = re.compile(r"[-—–―─/\\.…·*\s]*")
_UNCHANGED = re.compile(
    r"(?:无|未|不|没有|不作|未作|无需|不需)?(?:进行)?(?:调整|变化|变动)?(?:内容)?|同(?:年初|左|上|前).{0,6}|不变"
)
_SIGNED = frozenset("≥≤≧≦<>=＝﹦═＜＞±")
IN_WORDS = frozenset(("文字描述", "定性描述", "定性"))  # what stands for a sign where the target is in words
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"  # the marks of notes; points have no powers
_NOTHING = frozenset(("无", "空", "未填", "未填写"))
_MAX = 2000  # characters of a text that a form keeps


def clean(text: str) -> str:
    """A text without the breaks that a narrow column or a page put into it.

    >>> clean("享受职业培训 补贴人员\\n数量")
    '享受职业培训补贴人员数量'
    """
    return _WRAPPED.sub("", " ".join(text.split()))[:_MAX]


def target_cell(cells: Aligned) -> Cell | None:
    """The cell of the target that counts: the adjusted one where it is filled, else the first.

    >>> parts = {"target": Cell("≥200人", 0, 0), "adjusted": Cell("≥100人", 0, 1)}
    >>> target_cell(Aligned(MappingProxyType(parts))).text
    '≥100人'
    """
    first, adjusted = cells.cells.get("target"), cells.cells.get("adjusted")
    return first if adjusted is None or _is_unchanged(adjusted.text) else adjusted


def _is_unchanged(text: str) -> bool:
    """Whether a cell says that there was no adjustment."""
    return is_blank(text) or _UNCHANGED.fullmatch(headings.squeeze(text)) is not None


def joined(cells: Aligned) -> str:
    """The target, with the comparator and the unit that stand in columns of their own.

    >>> parts = {"comparator": Cell("不低于", 0, 0), "target": Cell("50", 0, 1), "unit": Cell("万亩", 0, 2)}
    >>> joined(Aligned(MappingProxyType(parts)))
    '≥50万亩'
    """
    cell = target_cell(cells)
    target = clean(cell.text) if cell else ""
    comparator, unit = (clean(cells.text(role)) for role in ("comparator", "unit"))
    in_words = headings.squeeze(comparator) in IN_WORDS
    comparator = comparator if sign(comparator) else clean(cells.text("kind"))  # 指标性质 正向, 指标方向 大于等于
    if is_blank(target):
        return unit if in_words and not is_blank(unit) else target
    found = "" if target[0] in _SIGNED or shape(target) == "words" else sign(comparator)
    found = comparator if headings.squeeze(comparator) == found else found
    bare = target.replace(",", "").replace(" ", "").replace(".", "", 1).isdecimal()
    return f"{found}{target}{unit if bare and not is_blank(unit) else ''}"


def completion(cells: Aligned) -> str:
    """The completion, with the sign and the unit that stand in columns of their own.

    >>> parts = {"done_sign": Cell("=", 0, 0), "actual": Cell("118", 0, 1), "done_unit": Cell("人", 0, 2)}
    >>> completion(Aligned(MappingProxyType(parts)))
    '118人'
    """
    told = {"comparator": "done_sign", "target": "actual", "unit": "done_unit"}
    found = {role: cells.cells[own] for role, own in told.items() if own in cells.cells}
    if "comparator" not in found and "unit" not in found:
        return clean(cells.text("actual"))
    return joined(Aligned(MappingProxyType(found))).removeprefix("=").removeprefix("＝")


def is_blank(text: str) -> bool:
    """Whether a text says that there is nothing: empty, —, /, …….

    >>> is_blank("——"), is_blank("无")
    (True, False)
    """
    return _BLANK.fullmatch(text) is not None


def points(
    draft: Draft, cells: Aligned | Mapping[str, Cell], role: str, line: str, *, signed: bool = False
) -> Number | None:
    """The number in a cell of points; None where it is blank, and a remark where it is none.

    A weight is below 0 only where it is ``signed``: in a row of 扣分项.
    """
    cell = cells.cells.get(role) if isinstance(cells, Aligned) else cells.get(role)
    if cell is None:
        return None
    text = headings.squeeze(cell.text).rstrip(_RAISED).removesuffix("分")
    if role == "filed" and (told := _WITH_LOSS.fullmatch(text)):
        text = told[1]
    most = _percent(cells, role) if text.endswith("%") else None
    text = text if most is None else text.removesuffix("%")  # 15% of the 100 points
    if _BLANK.fullmatch(text):
        return None
    try:
        found = Number.of(text)
    except NumberError:
        _doubt(draft, cell, role, line)
        return None
    too_much = most is not None and found.value > most
    below = role == "weight" and found.value < 0 and not signed
    if too_much or text.endswith("%") or below or _are_several(cell.text):
        _doubt(draft, cell, role, line)
        return None
    return found


def _are_several(text: str) -> bool:
    """Whether white space parts figures: 10 over 8.57 is never 108.57, and 20 beside 18.57 no figure of its own.

    Digits set apart one by one are one figure, and a point at either side joins.

    >>> [_are_several(each) for each in ("20\\n18.57", "9.5 10", "1 0 0", "18.\\n57", "18.5 7")]
    [True, True, False, False, False]
    """
    pieces = text.split()
    if len(pieces) < 2 or all(len(piece) == 1 for piece in pieces):
        return False
    if len(text.splitlines()) == 1 and "." in pieces[0] and all(len(piece) == 1 for piece in pieces[1:]):
        return False  # the last decimals, set apart by a page
    return any(one[-1].isdigit() and other[0].isdigit() for one, other in pairwise(pieces))


def _percent(cells: Aligned | Mapping[str, Cell], role: str) -> Fraction | None:
    """The most that points in percent of 100 can be; None where they are none: a score's are where its weight's are."""
    weight = cells.cells.get("weight") if isinstance(cells, Aligned) else cells.get("weight")
    if role in ("weight", "total"):
        return Fraction(100)
    text = headings.squeeze(weight.text) if weight is not None else ""
    with suppress(NumberError):
        return Number.of(text.removesuffix("%")).value if text.endswith("%") else None
    return None


def _doubt(draft: Draft, cell: Cell, role: str, line: str) -> None:
    """A cell that should hold a number and does not is for a person to read; one that says so itself is no fault."""
    text = clean(cell.text)
    draft.doubtful.append(Doubtful(line, role, text))
    if not text.startswith(MARK):
        draft.note("cell-unread", cell.place, line, role=named(role), text=text)


def amount(draft: Draft, cells: Aligned, role: str) -> str:
    """The text of an amount of money; empty where it is blank or none."""
    cell = cells.cells.get(role)
    text = clean(cell.text) if cell else ""
    reading = read_cell(text)
    found = reading.amount
    if cell is None or is_blank(text) or text in _NOTHING:
        return ""
    if found is None or found.comparator or (found.unit and found.unit.dimension not in ("", "money")):
        _doubt(draft, cell, role, "budget")
        return ""
    return text


def doubtful(cells: Aligned, fields: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """The fields of a line whose cells may as well be others of their row; ``fields`` names those of some roles.

    >>> doubtful(Aligned(MappingProxyType({"actual": Cell("20", 1, 4, flaw=DOUBTFUL)})))
    ('actual',)
    """
    return tuple(fields.get(role, role) for role, cell in cells.cells.items() if cell.flaw == DOUBTFUL)


def rate(text: str) -> str:
    """A printed rate; empty where the cell is blank."""
    return "" if _BLANK.fullmatch(text) else clean(text)
