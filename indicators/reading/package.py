"""Zip packages (.xlsx, .docx, .ods) opened with suspicion: what comes out is small, whole and plain XML.

Each part that a reader asks for is unpacked in bounded steps whatever its header claims, and walked once without
building anything: a document type, deep nesting or too many elements end the reading there. Pictures, macros, files in
files and links to elsewhere are never unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from xml.parsers import expat

from indicators.messages import Message
from indicators.reading.attempt import Budget

MAX_ENTRIES = 10_000
_CHUNK = 1 << 16
_ELEMENTS_A_CELL = 5  # the Word tables of 1500 pages stay below
_LOCKED = "encrypted-package"  # a whole OpenDocument package inside another
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)""")
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|macrosheets/.*|Basic/.*\.xml|Scripts/.*)$", re.IGNORECASE)


def parts(
    data: bytes, kind: str, wanted: str, budget: Budget, counted: frozenset[str] = frozenset()
) -> dict[str, bytes]:
    """The parts whose whole name matches the pattern ``wanted``, checked, by name. Raises Refused.

    ``counted`` names the elements that are cells to the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MAX_ENTRIES:
                raise _damaged(budget, kind, Message("more than {limit} files in it", {"limit": MAX_ENTRIES}))
            if not budget.limits.macros and any(_MACROS.search(entry.filename) for entry in entries):
                raise budget.refuse("I307")
            taken = {entry.filename: entry for entry in entries if re.fullmatch(wanted, entry.filename)}
            if any(entry.flag_bits & 1 for entry in taken.values()) or _LOCKED in taken:
                raise budget.refuse("I306")
            if sum(entry.file_size for entry in taken.values()) > budget.limits.unpacked:
                raise budget.refuse("I302", limit=budget.limits.unpacked)
            found = {name: _unpack(package, entry, budget) for name, entry in taken.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, IndexError) as error:
        raise _damaged(budget, kind, Message("the zip package is broken or cut off")) from error
    if not found:
        raise _damaged(budget, kind, Message("what it should hold is not in it"))
    if any(name.endswith("manifest.xml") and b"encryption-data" in content for name, content in found.items()):
        raise budget.refuse("I306")
    seen = Budget(budget.file, budget.limits)  # what is only looked at spends nothing
    for content in found.values():
        _walk(content, kind, seen, counted)
    return found


def repacked(found: Mapping[str, bytes]) -> io.BytesIO:
    """Checked parts as a package of their own, for a library that opens packages itself.

    Relations to parts that are not in it are cut: libraries refuse a whole document for one that leads nowhere, which
    programs do write. The names of the strict kind of the format become those of the usual one.
    """
    bases = {name.rpartition("/")[2].encode() for name in found}

    def kept(relation: re.Match[bytes]) -> bytes:
        target = _TARGET.search(relation.group())
        return relation.group() if target and target[1].rpartition(b"/")[2] in bases else b""

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in found.items():
            for strict, usual in _STRICT.items():
                content = content.replace(strict, usual)
            if name.endswith(".rels"):
                content = _RELATION.sub(kept, content)
            package.writestr(zipfile.ZipInfo(name), content)
    return stream


def _damaged(budget: Budget, kind: str, reason: Message) -> Exception:
    return budget.refuse("I301", kind=kind, reason=reason)


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    """One entry, read in steps: a header may say less than there is."""
    chunks = []
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            budget.text(len(chunk))
            chunks.append(chunk)
    return b"".join(chunks)


def _walk(content: bytes, kind: str, budget: Budget, counted: frozenset[str]) -> None:
    """Look at every element of a part once."""
    depth = elements = 0
    most = _ELEMENTS_A_CELL * budget.limits.cells

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > budget.limits.depth:
            budget.deep(depth)
        if elements > most or name.rpartition(":")[2] in counted:
            budget.cells(1 if elements <= most else most)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise budget.refuse("I308")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        reason = Message("its XML breaks at line {line}", {"line": error.lineno})
        raise _damaged(budget, kind, reason) from error
