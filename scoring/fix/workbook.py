"""The user's own workbook: where its cells are stored, what a change makes of one, and the package with it.

A formula is never replaced. Where one gives the total, and what it last gave is the sum of the filed cells, the stored
result follows the new sum; any other formula is left as it is, and said to be.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from attrs import define, field, frozen

from indicators.exact import NumberError, number
from indicators.messages import Message
from indicators.reading.attempt import Budget, Refused
from indicators.reading.limits import Limits
from indicators.reading.package import parts
from indicators.reading.placing import column as column_number
from indicators.reading.problems import InputError
from indicators.recognition.headings import squeeze
from scoring.fix.changes import Change
from scoring.fix.formats import codes, places
from scoring.fix.sheet import Stored, new_number, patched, stored, with_number, with_text, with_value
from scoring.fix.zipped import replaced
from scoring.rounding import half_up, plain

if TYPE_CHECKING:
    from scoring.interval import Interval

_WANTED = (
    r"xl/(workbook\d*|styles\d*|sharedStrings\d*|worksheets/[^/]+|[^/]*sheet\d+)\.xml|xl/_rels/workbook\d*\.xml\.rels"
)
_SIGNED = re.compile(r"_xmlsignatures/|.*/?vbaProject\.bin|.*macrosheets/", re.IGNORECASE)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s+ref=["']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)["']""")
_RUN = re.compile(rb"<(?:\w+:)?r[\s>]")
FORMULA = Message("the cell holds a formula: mend the formula, or what it adds up")
NO_CELL = Message("the form has no cell for it")
FONTS = Message("the text has several fonts: mend it by hand")
UNCLEAR = Message("the old value cannot be told apart in the cell's text: mend it by hand")
HIDDEN = Message("its number format shows fewer places: give it more")
FOLLOWS = Message("a formula gives it: the formula stays, its stored result follows")


@frozen(eq=False)
class Edit:
    """What becomes of one cell: the span of its sheet's bytes and the new bytes; and what is to be said of it."""

    part: str
    span: tuple[int, int]
    content: bytes
    remark: Message | None = None


@define(eq=False)
class Book:
    """A workbook opened for patching."""

    data: bytes
    sheets: dict[str, str]
    contents: dict[str, bytes]
    _shared: list[str | None] | None = field(default=None)
    _codes: tuple[str, ...] | None = field(default=None)

    @classmethod
    def of(cls, data: bytes, file: str) -> Book:
        """The workbook in ``data``. Raises InputError for one that is damaged, too large, signed or with macros."""
        budget = Budget(file, Limits())
        try:
            found = parts(data, ".xlsx", _WANTED, budget)
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                if any(_SIGNED.match(name) for name in package.namelist()):
                    raise budget.refuse("I314")
            sheets = _sheets(found)
        except Refused as refused:
            raise InputError([refused.problem]) from refused
        except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError) as error:
            place = budget.refuse("I301", kind=".xlsx", reason=str(error)).problem
            raise InputError([place]) from error
        return cls(data, sheets, found)

    def edit(self, change: Change, filed: Interval) -> Edit | Message:
        """What ``change`` makes of its cell, or why it cannot be made. ``filed`` is the sum of the filed cells."""
        sheet, _, name = change.place.spot.rpartition("!") if change.place else ("", "", "")
        part, at = self.sheets.get(sheet), _CELL.fullmatch(name)
        if part is None or at is None:
            return NO_CELL
        xml = self.contents[part]
        cell = stored(xml, {at[1] + at[2]}).get(at[1] + at[2])
        if not change.old and change.value is not None and not _covered(xml, at):
            digits = plain(change.value, 40)
            if cell is None and (new := new_number(xml, at[1], at[2], digits)):
                return Edit(part, (new[0], new[0]), new[1])
            if cell is not None and cell.value is None and not cell.formula:
                return Edit(part, (cell.start, cell.end), with_number(xml, cell, digits))
        if cell is None or cell.value is None or cell.kind in ("b", "e", "d"):
            return FORMULA if cell is not None and cell.formula else NO_CELL
        if cell.formula:
            return self._formula(part, cell, change, filed)
        if cell.kind == "n":
            return self._number(part, cell, change)
        return self._text(part, cell, change)

    def _formula(self, part: str, cell: Stored, change: Change, filed: Interval) -> Edit | Message:
        value, total = _value(cell.value or ""), change.value
        if change.key != "printed_total" or cell.kind != "n" or value is None or total is None or value != filed.value:
            return FORMULA
        digits = with_value(self.contents[part], cell, plain(total, 40))
        return Edit(part, (cell.start, cell.end), digits, FOLLOWS)

    def _number(self, part: str, cell: Stored, change: Change) -> Edit | Message:
        """A number stays one: a rate that is stored as a share stays a share."""
        new, old = _value(change.new), _value(cell.value or "")
        if new is None or old is None:
            return UNCLEAR
        if change.key == "printed_rate" and change.new.endswith("%") and old > 2:
            new *= 100  # stored as 64, not as 0.64
        code = self._code(cell)
        shown, scale = places(code), 100 if "%" in code else 1
        hidden = shown is not None and half_up(new * scale, shown) != new * scale
        digits = with_value(self.contents[part], cell, plain(new, 40))
        return Edit(part, (cell.start, cell.end), digits, HIDDEN if hidden else None)

    def _text(self, part: str, cell: Stored, change: Change) -> Edit | Message:
        """A text stays one; of a label and its value in one cell only the value changes."""
        text = cell.value if cell.kind != "s" else self._string(int(cell.value or 0))
        if text is None:
            return FONTS
        xml = self.contents[part]
        if cell.kind == "inlineStr" and _RUN.search(xml, *cell.content):
            return FONTS
        places = [found.span() for found in re.finditer(rf"(?<![\d.,]){re.escape(change.old)}(?![\d.,])", text)]
        if len(places) == 1:
            start, end = places[0]
            new = text[:start] + change.new + text[end:]
        elif squeeze(text).removesuffix("分") == squeeze(change.old).removesuffix("分"):
            new = change.new
        else:
            return UNCLEAR
        return Edit(part, (cell.start, cell.end), with_text(xml, cell, new))

    def _code(self, cell: Stored) -> str:
        """The number format of a cell."""
        if self._codes is None:
            content = next((each for name, each in self.contents.items() if "styles" in name), b"<styleSheet/>")
            self._codes = codes(content)
        return self._codes[cell.style] if cell.style < len(self._codes) else ""

    def _string(self, number: int) -> str | None:
        """A shared string; None where it has several fonts."""
        if self._shared is None:
            content = next((each for name, each in self.contents.items() if "sharedStrings" in name), b"<sst/>")
            self._shared = [_plain(item) for item in ElementTree.fromstring(content)]
        return self._shared[number] if number < len(self._shared) else None

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        """The workbook with the edits in it; every part that none is in keeps its bytes. Raises ValueError."""
        changed: dict[str, dict[tuple[int, int], bytes]] = {}
        for each in edits:
            changed.setdefault(each.part, {})[each.span] = each.content
        return replaced(self.data, {part: patched(self.contents[part], spans) for part, spans in changed.items()})


def _sheets(found: dict[str, bytes]) -> dict[str, str]:
    """Name of a sheet → name of its part."""
    book = next(name for name in found if re.fullmatch(r"xl/workbook\d*\.xml", name))
    relations = found[f"xl/_rels/{book.removeprefix('xl/')}.rels"]
    targets = {each.get("Id", ""): each.get("Target", "") for each in ElementTree.fromstring(relations)}
    sheets = {}
    for each in ElementTree.fromstring(found[book]).iter():
        if each.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in each.attrib.items() if name.endswith("}id")), "")
            part = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
            if part in found:
                sheets[each.get("name", "")] = part
    return sheets


def _covered(xml: bytes, at: re.Match[str]) -> bool:
    """Whether a cell is hidden below a merged one: what is written in it nobody sees."""
    column, row = column_number(at[1]), int(at[2])
    for found in _MERGED.finditer(xml):
        left, top, right, bottom = (each.decode() for each in found.groups())
        inside = column_number(left) <= column <= column_number(right) and int(top) <= row <= int(bottom)
        if inside and (left, top) != (at[1], at[2]):
            return True
    return False


def _plain(item: ElementTree.Element) -> str | None:
    texts = [each.text or "" for each in item if each.tag.rpartition("}")[2] == "t"]
    return None if any(each.tag.rpartition("}")[2] == "r" for each in item) else "".join(texts)


def _value(text: str) -> Fraction | None:
    try:
        return number(text)
    except NumberError:
        return None


def refused(file: str) -> InputError:
    """The problem of a package that is laid out so that it cannot be patched byte by byte."""
    reason = Message("the zip package is laid out in an unusual way")
    return InputError([Budget(file, Limits()).refuse("I301", kind=".xlsx", reason=reason).problem])
