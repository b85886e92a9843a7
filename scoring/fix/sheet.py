"""The cells of one sheet part, found as bytes and patched as bytes: nothing outside a changed ``<c>`` is touched."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape

from attrs import define

from indicators.reading.xstring import escaped

_TYPE = re.compile(rb"""\s+t\s*=\s*("[^"]*"|'[^']*')""")
_PREFIX = re.compile(rb"<((?:[^\s/>:]+:)?)c\b")
_TAG = re.compile(rb"""(?:[^"'>]|"[^"]*"|'[^']*')*>""")


@define(eq=False)
class Stored:
    """One ``<c>`` as it stands: where it is, where its tag ends, its type, its value and where that is.

    ``value`` is None where nothing is stored.
    """

    start: int
    tag: int
    end: int = 0
    kind: str = "n"
    value: str | None = None
    content: tuple[int, int] = (0, 0)
    formula: bool = False
    style: int = 0


def stored(xml: bytes, cells: Collection[str]) -> dict[str, Stored]:
    """The ``cells`` (``F14``) of a sheet that it has. Raises ValueError where the part is no UTF-8 XML.

    >>> found = stored(b'<s><c r="A1" s="3"><v>12</v></c><c r="B1"/></s>', {"A1", "B1", "C1"})
    >>> {name: (each.kind, each.value) for name, each in found.items()}
    {'A1': ('n', '12'), 'B1': ('n', None)}
    """
    reader = _Reader(xml, cells)
    try:
        reader.parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError("the sheet is broken") from error
    return reader.found


class _Reader:
    """Walks the sheet and notes byte offsets."""

    def __init__(self, xml: bytes, cells: Collection[str]) -> None:
        self.xml, self.wanted = xml, cells
        self.found: dict[str, Stored] = {}
        self.cell: Stored | None = None
        self.path: list[str] = []
        self.texts: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.finish
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.XmlDeclHandler = self.declared

    def declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise ValueError("the sheet is not UTF-8")

    def refuse(self, *_: object) -> None:
        raise ValueError("a document type")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        at = self.parser.CurrentByteIndex
        if self.cell is None and local == "c" and attributes.get("r") in self.wanted:
            style = attributes.get("s", "0")
            self.cell = Stored(at, self.tag_end(at), kind=attributes.get("t", "n"))
            self.cell.style = int(style) if style.isdecimal() else 0
            self.found[attributes["r"]] = self.cell
            self.path, self.texts = [], []
        elif self.cell is not None:
            self.path.append(local)
            self.cell.formula |= local == "f" and len(self.path) == 1
            if local in ("v", "is") and len(self.path) == 1:
                self.cell.content, self.texts = (self.tag_end(at), 0), []

    def finish(self, name: str) -> None:
        if self.cell is None:
            return
        at = self.parser.CurrentByteIndex
        if not self.path:
            self.cell.end = self.tag_end(at) if self.xml[at : at + 2] == b"</" else self.cell.tag
            self.cell = None
        else:
            if self.path in (["v"], ["is"]):
                begin = self.cell.content[0]
                self.cell.content = begin, max(begin, at)
                self.cell.value = "".join(self.texts)
            self.path.pop()

    def text(self, text: str) -> None:
        if self.cell is not None and (self.path == ["v"] or (self.path[:1] == ["is"] and self.path[-1:] == ["t"])):
            self.texts.append(text)

    def tag_end(self, at: int) -> int:
        found = _TAG.match(self.xml, at)
        if found is None:
            raise ValueError("the sheet is broken")
        return found.end()


def with_value(xml: bytes, cell: Stored, digits: str) -> bytes:
    """The bytes of ``cell`` with another stored value, all else in it kept."""
    begin, end = cell.content
    return xml[cell.start : begin] + digits.encode() + xml[end : cell.end]


def with_number(xml: bytes, cell: Stored, digits: str) -> bytes:
    """The bytes of an empty ``cell`` with a number in it, its style kept."""
    tag = _TYPE.sub(b"", xml[cell.start : cell.tag].rstrip(b">").rstrip(b"/").rstrip())
    found = _PREFIX.match(tag)
    prefix = found[1] if found else b""
    return tag + b"><" + prefix + b"v>" + digits.encode() + b"</" + prefix + b"v></" + prefix + b"c>"


def new_number(xml: bytes, column: str, row: str, digits: str) -> tuple[int, bytes] | None:
    """Where a cell that a sheet does not have belongs, and its bytes with a number; None where it has no such row.

    >>> new_number(b'<d><row r="2"><c r="A2"/><c r="AA2"/></row></d>', "C", "2", "1")
    (25, b'<c r="C2"><v>1</v></c>')
    """
    begin = re.search(rb"""<((?:\w+:)?)row\b[^>]*?\br=["']%s["'][^>]*?(?<!/)>""" % row.encode(), xml)
    end = xml.find(b"</" + begin[1] + b"row>", begin.end()) if begin else -1
    if begin is None or end < 0:
        return None
    for found in re.finditer(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]+)\d+["']""", xml[begin.end() : end]):
        if (len(found[1]), found[1].decode()) > (len(column), column):
            end = begin.end() + found.start()
            break
    prefix = begin[1].decode()
    name = f"{column}{row}"
    return end, f'<{prefix}c r="{name}"><{prefix}v>{digits}</{prefix}v></{prefix}c>'.encode()


def with_text(xml: bytes, cell: Stored, text: str) -> bytes:
    """The bytes of ``cell`` with a text written in it: the strings that cells share stay as they are."""
    tag = _TYPE.sub(b"", xml[cell.start : cell.tag].rstrip(b">").rstrip(b"/").rstrip())
    found = _PREFIX.match(tag)
    prefix = found[1] if found else b""
    name = prefix.decode()
    inner = f'<{name}is><{name}t xml:space="preserve">{escape(escaped(text))}</{name}t></{name}is></{name}c>'
    return tag + b' t="inlineStr">' + inner.encode()


def patched(xml: bytes, changes: Mapping[tuple[int, int], bytes]) -> bytes:
    """``xml`` with spans of bytes replaced.

    >>> patched(b"abcdef", {(1, 2): b"X", (4, 5): b""})
    b'aXcdf'
    """
    made, at = bytearray(), 0
    for (start, end), content in sorted(changes.items()):
        made += xml[at:start] + content
        at = end
    return bytes(made + xml[at:])
