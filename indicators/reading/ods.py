"""OpenDocument spreadsheets (.ods): every sheet a grid.

The file holds each cell's text as shown, so it is read as it is; no library that reads such files keeps both the text
and the merges. Hidden sheets, rows and columns are named, not read; comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indicators.place import Place
from indicators.reading.attempt import Budget, attempt
from indicators.reading.grid import UNCALCULATED, Cell, Document, Grid, Part
from indicators.reading.limits import Limits
from indicators.reading.numfmt import general, show
from indicators.reading.package import parts
from indicators.reading.placing import letters, merged, union
from indicators.reading.unshown import Unseen, hidden_sheets

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

KIND = ".ods"
_COUNTED = frozenset({"table-cell", "table-row", "table"})
_ROWS, _COLUMNS = 1 << 20, 1 << 14  # of the largest sheets there are
_DIGITS = 12  # of a count
_SPACES = 1 << 15  # more than a cell holds
_GROUPS = {
    "table-row-group", "table-header-rows", "table-rows", "table-column-group", "table-header-columns", "table-columns",
}  # fmt: skip
_WHOLE = re.compile(r"(\D*)(\d[\d,]*)([^\d.%‰]*)")


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The sheets of a workbook. A formula that nothing has worked out yet is an empty cell with a flaw."""
    return attempt(KIND, file, limits, lambda budget: _sheets(data, budget))


def _sheets(data: bytes, budget: Budget) -> Iterator[Part]:
    from lxml import etree

    found = parts(data, KIND, r"content\.xml|META-INF/manifest\.xml|encrypted-package", budget, _COUNTED)
    root = etree.fromstring(found["content.xml"])
    hidden = {
        _get(style, "name")
        for style in root.iter("{*}style")
        if any(_get(each, "display") == "false" for each in style.iterchildren("{*}table-properties"))
    }
    names: list[str] = []
    for spreadsheet in root.iter("{*}spreadsheet"):
        for table in spreadsheet.iterchildren("{*}table"):
            if _get(table, "style-name") in hidden:
                names.append(_get(table, "name") or "")
            else:
                yield from _grid(table, budget)
    yield from hidden_sheets(names, budget.file)


def _grid(table: Element, budget: Budget) -> Iterator[Part]:
    title = _get(table, "name") or ""
    drawn = _runs(table, "table-column", "number-columns-repeated")
    columns = union(range(span.start + 1, span.stop + 1) for span, column in drawn if not _shown(column))
    unseen = Unseen(frozenset(), columns)
    stored: list[tuple[int, int, int, int, str, str]] = []
    for rows, row in _runs(table, "table-row", "number-rows-repeated"):
        if not _shown(row):
            unseen.held_rows.update(range(rows.start + 1, min(rows.stop, _ROWS) + 1) if _holds_text(row) else ())
            continue
        for over, cell in _runs(row, ("table-cell", "covered-table-cell"), "number-columns-repeated"):
            stored += _copies(cell, rows, over, unseen, budget)
    spans = merged((row, at, height, width) for row, at, height, width, _, _ in stored if height * width > 1)
    cells = []
    for row, at, _, _, text, flaw in stored:
        height, width = spans.get((row, at), (1, 1))
        if height and (text or flaw or height * width > 1):
            place = Place(budget.file, f"{title}!{letters(at + 1)}{row + 1}")
            cells.append(Cell(text, row, at, height, width, place, flaw))
    place = Place(budget.file, title)
    yield Grid(tuple(cells), place, hidden=unseen.missing(place, cells))
    yield from unseen.told(place)


def _holds_text(row: Element) -> bool:
    """Whether a row that is not shown holds anything; rows repeated to the end of a sheet hold nothing."""
    return any(any(_text(cell)) for _, cell in _runs(row, "table-cell", "number-columns-repeated"))


def _copies(
    cell: Element, rows: range, columns: range, unseen: Unseen, budget: Budget
) -> Iterator[tuple[int, int, int, int, str, str]]:
    """A stored cell at each position where it is repeated; nothing for a blank one."""
    if _name(cell) == "covered-table-cell":
        return
    text, flaw = _text(cell)
    height, width = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    if not (text or flaw or height * width > 1):
        return
    budget.cells((rows.stop - rows.start) * (columns.stop - columns.start) * height * width)  # len() has its bounds
    if rows.stop > _ROWS or columns.stop > _COLUMNS:
        raise ValueError(f"a cell beyond the sheet: {letters(min(columns.stop, _COLUMNS))}{rows.stop}")
    budget.text(len(rows) * len(columns) * len(text))
    for row in rows:
        for at in columns:
            if not unseen.hides(row + 1, at + 1, height, width, text):
                yield row, at, height, width, text, flaw


def _runs(parent: Element, names: str | tuple[str, ...], repeated: str) -> Iterator[tuple[range, Element]]:
    """The children of some names, each with the positions that it is repeated over."""
    at = 0
    for child in _children(parent, (names,) if isinstance(names, str) else names):
        count = _count(child, repeated)
        yield range(at, at + count), child
        at += count


def _children(parent: Element, names: tuple[str, ...]) -> Iterator[Element]:
    for child in parent:
        if _name(child) in names:
            yield child
        elif _name(child) in _GROUPS:
            yield from _children(child, names)


def _shown(element: Element) -> bool:
    return _get(element, "visibility") not in ("collapse", "filter")


def _count(element: Element, name: str) -> int:
    text = _get(element, name)
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and int(text[:_DIGITS]) > 0 and len(text) <= _DIGITS):
        raise ValueError(f"{name} {text[:20]}")
    return int(text)


def _text(cell: Element) -> tuple[str, str]:
    """The text of a cell and its flaw."""
    shown = "\n".join("".join(_letters(each)) for each in cell if _name(each) == "p")
    kind, value = _get(cell, "value-type"), _get(cell, "value") or ""
    if kind and kind != "string":
        shown = shown.strip()  # formats pad numbers
    if kind in ("float", "currency") and value:
        return _whole(shown, value), ""
    if not shown and _get(cell, "formula") and not kind:
        return "", UNCALCULATED
    return shown or (show(value, "0.##%") if kind == "percentage" else ""), ""


def _whole(shown: str, value: str) -> str:
    """The number shown; with its stored digits where a format without decimals hides some, as in other workbooks."""
    exact, found = general(value), _WHOLE.fullmatch(shown)
    if not shown:
        return exact
    if found and "." in exact and show(exact.lstrip("-"), "0.") == found[2].replace(",", "") + ".":
        return found[1] + show(exact.lstrip("-"), "#,##0" if "," in found[2] else "0") + found[3]
    return shown


def _letters(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = _name(child)
        if name == "s":
            yield " " * min(_count(child, "c"), _SPACES)
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name not in ("annotation", "ruby-text", "note", ""):
            yield from _letters(child)
        yield child.tail or ""


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _get(element: Element, name: str) -> str | None:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)
