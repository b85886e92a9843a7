"""Word files that are no .docx (old binary ones, those of WPS, Rich Text, OpenDocument): LibreOffice converts them."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.reading import docx
from indicators.reading.attempt import Budget, Refused, attempt
from indicators.reading.grid import Document, Part
from indicators.reading.libreoffice import saved_as_docx
from indicators.reading.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 512
_WORD = b"\xec\xa5"  # how the main stream of a binary document begins
_ENCRYPTED = 0x01  # in its twelfth byte
_WORKS = "MatOST".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_KINDS = {".doc": ".doc / .wps", ".wps": ".wps", ".rtf": ".rtf", ".odt": ".odt", ".fodt": ".fodt", ".xml": "Word XML"}


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The tables and texts of the document, with the places that its .docx has.

    >>> macros = b"\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1" + "_VBA_PROJECT".encode("utf-16-le")
    >>> read(macros, "a.doc", Limits()).problems[0].code
    'I307'
    """
    suffix = _suffix(data)
    return attempt(_KINDS[suffix], file, limits, lambda budget: _parts(data, suffix, budget))


def _parts(data: bytes, suffix: str, budget: Budget) -> Iterator[Part]:
    if suffix == ".doc":
        if _is_encrypted(data):
            raise budget.refuse("I306")
        if _MACROS in data and not budget.limits.macros:
            raise budget.refuse("I307")
    document = docx.read(saved_as_docx(data, suffix, _KINDS[suffix], budget), budget.file, budget.limits)
    if document.problems:
        raise Refused(document.problems[0])
    yield from document.parts


def _suffix(data: bytes) -> str:
    """What LibreOffice shall take the file for."""
    if data.startswith(_OLE):
        return ".wps" if _WORKS in data else ".doc"
    if data.lstrip()[:5] == b"{\\rtf":
        return ".rtf"
    if data.startswith(b"PK"):
        return ".odt"
    return ".fodt" if b"urn:oasis:names:tc:opendocument" in data[:4096] else ".xml"


def _is_encrypted(data: bytes) -> bool:
    """Whether the main stream, which starts at a sector, says that it is locked."""
    at = data.find(_WORD)
    while at >= 0:
        if at % _SECTOR == 0 and len(data) > at + 11:
            return bool(data[at + 11] & _ENCRYPTED)
        at = data.find(_WORD, at + 1)
    return False
