"""HTML pages: tables with their spans, the texts between them, what the page hides left out.

A table inside a cell is a grid of its own after the outer one, and is not in the outer cell's text: old pages lay
themselves out with tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve

from indicators.place import Place
from indicators.reading.attempt import Budget, attempt
from indicators.reading.decode import decode
from indicators.reading.glyphs import raised
from indicators.reading.grid import Document, Grid, Paragraph, Part
from indicators.reading.limits import Limits
from indicators.reading.placing import Placing
from indicators.reading.spans import Span, bounded
from indicators.reading.unshown import Unseen

if TYPE_CHECKING:
    from lxml.html import HtmlElement

KIND = ".html"
_TAGS_A_CELL = 10
_UNSEEN = {"script", "style", "template", "noscript", "head", "title", "select", "del", "iframe", "object"}
_STRUCK = {"s", "strike"}
_FILLED = {"text", "number", "tel", "search", "date", "month"}  # fields of a page that show what was typed into them
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section", "article",
    "header", "footer", "main", "center", "blockquote", "pre", "form", "fieldset", "caption", "hr", "body", "td", "th",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\+?(\d+)", re.ASCII)
_MANY = 99_999
_BREAK = "\x0b"  # stands for a line break until spaces are folded; HTML has no such character
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The tables and texts of a page in its order."""
    return attempt(KIND, file, limits, lambda budget: parts(decode(data, declared=True), budget))


def parts(text: str, budget: Budget, spot: Callable[[int, str], str] = lambda line, own: own) -> Iterator[Part]:
    """The parts of HTML text. ``spot`` makes a place of a line and of the reader's own ``table 1 r5 c3``."""
    from lxml import etree, html

    if text.count("<") > _TAGS_A_CELL * budget.limits.cells:
        raise budget.refuse("I303", limit=budget.limits.cells)
    text = _XML.sub("", text).replace("\0", "").replace(_BREAK, " ")
    if not text.strip():
        return
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        budget.deep(depth)
    yield from _Page(budget, spot).flow(root)


class _Page:
    """One walk over a page: it counts tables and paragraphs."""

    def __init__(self, budget: Budget, spot: Callable[[int, str], str]) -> None:
        self.budget, self.spot = budget, spot
        self.tables = self.paragraphs = 0

    def flow(self, root: HtmlElement) -> Iterator[Part]:
        """Texts up to each table, then the table, then the tables inside it."""
        pending: list[str] = []
        for piece in _pieces(root):
            if isinstance(piece, str):
                pending.append(piece)
            else:
                yield from self._texts(pending, piece.sourceline)
                pending = []
                yield from self._table(piece)
        yield from self._texts(pending, None)

    def _texts(self, pieces: list[str], line: int | None) -> Iterator[Paragraph]:
        for text in _fold(pieces).split("\n"):
            if text:
                self.paragraphs += 1
                self.budget.paragraph(len(text))
                place = Place(self.budget.file, self.spot(line or 0, f"paragraph {self.paragraphs}"))
                yield Paragraph(text, place)

    def _table(self, table: HtmlElement) -> Iterator[Part]:
        for caption in table.iterchildren("caption"):
            yield from self._texts([piece for piece in _pieces(caption) if isinstance(piece, str)], caption.sourceline)
        self.tables += 1
        self.budget.cells(1)
        own = f"table {self.tables}"
        placing, inner, top = Placing(self.budget), [], 0
        gone: set[int] = set()  # rows that keep their place in the spans of the cells above them
        for group in _groups(table):
            read: list[list[tuple[str, Span]]] = []
            for index, row in enumerate(group):
                if _unseen(row):
                    gone.add(top + index + 1)
                read.append([])
                for cell in row.iterchildren("td", "th"):
                    if _unseen(cell):
                        continue
                    pieces = _cell(cell)
                    inner += [piece for piece in pieces if not isinstance(piece, str)]
                    text = _fold([piece for piece in pieces if isinstance(piece, str)])
                    left, rows = len(group) - index, _span(cell, "rowspan")
                    span = Span(min(rows, left) or left, _span(cell, "colspan") or 1, rows > len(group))
                    read[-1].append((text, span))
            fitting = bounded([[span for _, span in cells] for cells in read])
            for index, (row, cells, spans) in enumerate(zip(group, read, fitting, strict=True)):
                for (text, _), span in zip(cells, spans, strict=True):
                    spot = self.spot(row.sourceline or 0, f"{own} r{top + index + 1} c{{column}}")
                    placing.put(text, top + index, span.rows, span.columns, spot)
            top += len(group)
        unseen = Unseen(gone, ())
        shown = tuple(
            each
            for each in placing.done()
            if not unseen.hides(each.row + 1, each.column + 1, each.rows, each.columns, each.text)
        )
        if placing.cells:
            place = Place(self.budget.file, self.spot(table.sourceline or 0, own))
            yield Grid(shown, place, hidden=unseen.missing(evolve(place, spot=own), shown))
            yield from unseen.told(place)
        for each in inner:
            yield from self._table(each)


def _groups(table: HtmlElement) -> list[list[HtmlElement]]:
    """The rows, by the groups that bound their rowspans."""
    groups: list[list[HtmlElement]] = [[]]
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag != "tr" and _unseen(child):
            continue
        if child.tag == "tr":
            groups[-1].append(child)
        else:
            groups += [list(child.iterchildren("tr")), []]
    return groups


def _span(cell: HtmlElement, name: str) -> int:
    """A span as written; 1 when it is no number. 0 means "to the end" for rows."""
    found = _NUMBER.match(cell.get(name) or "1")
    return 1 if not found else int(found[1]) if len(found[1]) < 6 else _MANY


def _unseen(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN:
        return True
    return bool(element.attrib) and ("hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or "")))


def _only_cell(table: HtmlElement) -> HtmlElement | None:
    """The cell of a table that has no other: it lays out a text; None where there are several."""
    cells = list(islice(table.iter("td", "th", "caption"), 2))
    return cells[0] if len(cells) == 1 and cells[0].tag != "caption" else None


def _is_struck(element: HtmlElement) -> bool:
    return element.tag in _STRUCK or "line-through" in (element.get("style") or "")


def _cell(cell: HtmlElement) -> list[str | HtmlElement]:
    """What is in a cell, without what a line through it takes back; one that is struck out whole keeps its text."""
    shown = list(_pieces(cell, struck=False))
    inner = [piece for piece in shown if not isinstance(piece, str)]
    said = any(isinstance(piece, str) and piece.strip(" \t\r\n\f\xa0\x0b") for piece in shown)
    alone = _only_cell(inner[0]) if len(inner) == 1 and not said else None
    if alone is not None:
        return _cell(alone)
    return shown if said else list(_pieces(cell))


def _pieces(element: HtmlElement, *, struck: bool = True) -> Iterator[str | HtmlElement]:
    """The text inside an element, and the tables inside it as they are."""
    if element.tag == "input" and (element.get("type") or "text").lower() in _FILLED:
        yield element.get("value") or ""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _unseen(child):
            if child.tag == "table":
                yield _BREAK
                yield child
                yield _BREAK
            elif child.tag == "br":
                yield _BREAK
            elif child.tag == "sup":
                yield from (raised(each) if isinstance(each, str) else each for each in _pieces(child, struck=struck))
            elif not struck and _is_struck(child):
                pass
            elif child.tag in _BLOCKS:
                yield _BREAK
                yield from _pieces(child, struck=struck)
                yield _BREAK
            else:
                yield from _pieces(child, struck=struck)
        yield child.tail or ""


def _fold(pieces: list[str]) -> str:
    """White space folded as a browser does, one line a block, no blank lines."""
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(pieces).split(_BREAK))
    return "\n".join(line for line in lines if line)
