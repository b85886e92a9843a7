"""Word documents (.docx, .docm): paragraphs and tables in their order, as the printed page has them.

python-docx opens the package; the walk is ours, because it passes over tracked insertions and content controls. Kept:
insertions, content controls, links, results of fields, formulas' letters, text boxes (in the text that they hang on).
Left out: deletions, moved-away text, hidden text and rows, notes, headers and footers, numbers made by lists. A table
in a cell is a grid of its own after the outer one, and is not in the outer cell's text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from indicators.place import Place
from indicators.reading.attempt import Budget, attempt
from indicators.reading.glyphs import raised
from indicators.reading.grid import Cell, Document, Grid, Paragraph, Part
from indicators.reading.limits import Limits
from indicators.reading.package import parts, repacked
from indicators.reading.placing import Placing
from indicators.reading.spans import Span, bounded
from indicators.reading.unshown import Unseen

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

KIND = ".docx"
_WANTED = r"\[Content_Types\]\.xml|_rels/\.rels|word/document\d*\.xml"
_DROPPED = {
    "del", "moveFrom", "rPr", "pPr", "tcPr", "trPr", "tblPr", "tblGrid", "sectPr", "instrText", "delText",
    "delInstrText", "rt", "Fallback", "sdtPr", "sdtEndPr", "rubyPr", "fldData", "tblPrEx",
}  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Signs typed from picture fonts: their codes mean nothing in any other font. Symbol has comparators.
_SYMBOLS = {
    "symbol": {"F0A3": "≤", "F0B3": "≥", "F0B4": "×", "F0B1": "±", "F0B9": "≠"},
    "wingdings": {"F0FC": "√", "F0FE": "☑", "F0FB": "×", "F0A8": "□", "F06F": "□"},
    "wingdings 2": {"F052": "☑", "F0A3": "□", "F050": "√", "F04F": "×"},
}
Laid = list[tuple[int, int, "Element"]]  # the cells of a row with column and width
_UNKNOWN = "\ufffd"
_OFF = {"0", "false", "off", "none"}


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The paragraphs and tables of a Word document."""
    return attempt(KIND, file, limits, lambda budget: _Walk(budget).blocks(_body(data, budget)))


def _body(data: bytes, budget: Budget) -> Element:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.package import OpcPackage
    from docx.oxml.parser import parse_xml

    package = OpcPackage.open(repacked(parts(data, KIND, _WANTED, budget, frozenset({"tc", "tr", "txbxContent"}))))
    # With macros the main part has a type that python-docx does not know: it is parsed here.
    root = parse_xml(package.part_related_by(RELATIONSHIP_TYPE.OFFICE_DOCUMENT).blob)
    return next(child for child in root if _name(child) == "body")


class _Walk:
    """One walk over a document: it counts tables and paragraphs."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.tables = self.paragraphs = 0

    def blocks(self, parent: Element) -> Iterator[Part]:
        """The parts below the body."""
        for block in _blocks(parent):
            if _name(block) == "tbl":
                yield from self._table(block)
                continue
            self.paragraphs += 1
            text = _paragraph(block)
            if text.strip():
                self.budget.paragraph(len(text))
                yield Paragraph(text, Place(self.budget.file, f"paragraph {self.paragraphs}"))
            for table in _boxed(block):
                yield from self._table(table)

    def _table(self, table: Element) -> Iterator[Part]:
        self.tables += 1
        own = f"table {self.tables}"
        every = [row for row in _inside(table, "tr") if _property(row, "trPr", "del") is None]
        gone = {at for at, row in enumerate(every) if _on(_property(row, "trPr", "hidden"))}
        shown = [at for at in range(len(every)) if at not in gone]
        held = {at + 1 for at in gone if any(map(_letters_of, every[at].iter()))}
        laid = _fitting([list(_cells(every[at])) for at in shown])
        reach = _merged_down(laid)
        placing = Placing(self.budget)
        inner: list[Element] = []
        for index, row in enumerate(laid):
            for at, width, cell in row:
                height = reach.get((index, at), 1)
                if not height:  # lies under a cell that began above
                    continue
                blocks = list(_blocks(cell))
                for block in blocks:
                    inner += (block,) if _name(block) == "tbl" else _boxed(block)
                text = _cell(blocks)
                if not text.strip() and any(map(_is_vanished, cell.iter())):
                    held.add(shown[index] + 1)
                placing.put(text, index, height, width, f"{own} r{shown[index] + 1} c{{column}}", at)
        unseen = Unseen(frozenset(), (), held)
        cells: tuple[Cell, ...] = placing.done()
        place = Place(self.budget.file, own)
        if cells:
            hidden = tuple((bisect_left(shown, at), spot) for at, spot in unseen.missing(place, ()))
            yield Grid(cells, place, hidden=hidden)
        yield from unseen.told(place)
        for each in inner:
            yield from self._table(each)


def _fitting(rows: list[Laid]) -> list[Laid]:
    """The cells of the rows, none wider than the table: those behind it stand where they would without it."""
    fitting = bounded([[Span(1, width) for _, width, _ in row] for row in rows])
    found: list[Laid] = []
    for row, spans in zip(rows, fitting, strict=True):
        moved = 0
        found.append([])
        for (at, width, cell), span in zip(row, spans, strict=True):
            found[-1].append((at - moved, span.columns, cell))
            moved += width - span.columns
    return found


def _merged_down(rows: list[Laid]) -> dict[tuple[int, int], int]:
    """How many rows the cells reach that are merged downwards, by row and column; 0 for a cell under another."""
    reach: dict[tuple[int, int], int] = {}
    open_: dict[int, tuple[int, int]] = {}  # column → row and width of the merge that runs there
    for index, row in enumerate(rows):
        running: dict[int, tuple[int, int]] = {}
        for at, width, cell in row:
            merge = _property(cell, "tcPr", "vMerge")
            if merge is None:
                continue
            start = open_.get(at)
            if _value(merge, "val") == "restart" or start is None or start[1] != width:
                running[at] = (index, width)
            else:
                running[at] = start
                reach[index, at] = 0
                reach[start[0], at] = index - start[0] + 1
        open_ = running
    return reach


def _cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of a row with column and width. Old files merge sideways by continued cells."""
    at = _number(row, "trPr", "gridBefore")
    found: list[tuple[int, int, Element]] = []
    for cell in _inside(row, "tc"):
        width = _number(cell, "tcPr", "gridSpan") or 1
        merge = _property(cell, "tcPr", "hMerge")
        if found and merge is not None and _value(merge, "val") != "restart":
            start, before, first = found.pop()
            found.append((start, before + width, first))
        else:
            found.append((at, width, cell))
        at += width
    yield from found


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, out of whatever wraps them."""
    return _inside(parent, "p", "tbl")


def _inside(parent: Element, *names: str) -> Iterator[Element]:
    for child in parent:
        name = _name(child)
        if name in names:
            yield child
        elif name == "AlternateContent":
            yield from _inside(_choice(child), *names)
        elif name and name not in _DROPPED and name not in ("p", "tbl", "tr", "tc"):
            yield from _inside(child, *names)


def _letters_of(element: Element) -> bool:
    return _name(element) == "t" and bool((element.text or "").strip())


def _is_vanished(run: Element) -> bool:
    """Whether a run is hidden text."""
    return _name(run) == "r" and _on(_property(run, "rPr", "vanish")) and any(map(_letters_of, run))


def _cell(blocks: list[Element]) -> str:
    """The text of a cell, without what a line through it takes back; one that is struck out whole keeps its text."""
    paragraphs = [block for block in blocks if _name(block) != "tbl"]
    for struck in (False, True):
        text = "\n".join(_paragraph(each, struck=struck) for each in paragraphs).strip("\n")
        if text.strip():
            return text
    return ""


def _paragraph(paragraph: Element, *, struck: bool = True) -> str:
    return "".join(_text(paragraph, struck=struck))


def _is_struck(run: Element) -> bool:
    return _on(_property(run, "rPr", "strike")) or _on(_property(run, "rPr", "dstrike"))


def _is_raised(run: Element) -> bool:
    align = _property(run, "rPr", "vertAlign")
    return align is not None and _value(align, "val") == "superscript"


def _text(parent: Element, *, struck: bool) -> Iterator[str]:
    for child in parent:
        if _name(child) != "r":
            yield from _letters(child, struck=struck)
        elif struck or not _is_struck(child):
            shown = _letters(child, struck=struck)
            yield from (raised("".join(shown)),) if _is_raised(child) else shown


def _letters(child: Element, *, struck: bool) -> Iterator[str]:
    name = _name(child)
    if name == "t":
        yield child.text or ""
    elif name in _SIGNS:
        yield _SIGNS[name]
    elif name == "sym":
        font = _SYMBOLS.get((_value(child, "font") or "").lower(), {})
        yield font.get((_value(child, "char") or "").upper(), _UNKNOWN)
    elif name == "txbxContent":
        yield from ("\n" + _paragraph(block, struck=struck) for block in _inside(child, "p"))
    elif name == "AlternateContent":
        yield from _text(_choice(child), struck=struck)
    elif name and name not in _DROPPED and not (name == "r" and _on(_property(child, "rPr", "vanish"))):
        yield from _text(child, struck=struck)


def _boxed(parent: Element) -> Iterator[Element]:
    """The tables in the text boxes of a paragraph."""
    for child in parent:
        name = _name(child)
        if name == "txbxContent":
            yield from _inside(child, "tbl")
        if name == "AlternateContent":
            yield from _boxed(_choice(child))
        elif name and name not in _DROPPED and name not in ("tbl", "t"):
            yield from _boxed(child)


def _choice(alternatives: Element) -> Element:
    """One of several ways to draw the same: the first that is there."""
    return next((child for child in alternatives if _name(child) in ("Choice", "Fallback")), alternatives)


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _property(element: Element, group: str, name: str) -> Element | None:
    for properties in element:
        if _name(properties) == group:
            return next((each for each in properties if _name(each) == name), None)
    return None


def _value(element: Element, name: str) -> str | None:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _number(element: Element, group: str, name: str) -> int:
    found = _property(element, group, name)
    text = _value(found, "val") if found is not None else None
    return min(int(text), 1_000) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _on(element: Element | None) -> bool:
    return element is not None and (_value(element, "val") or "").lower() not in _OFF
