"""OFD, the national format of fixed pages (GB/T 33190) → paragraphs and tables, by the same finder as PDF.

The package is a zip of XML: ``OFD.xml`` names the documents, each ``Document.xml`` its pages, templates and resources,
each page its objects. Seals and notes, which lie on top of the pages in files of their own, are not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from indicators.messages import Message
from indicators.reading.attempt import Budget, attempt
from indicators.reading.grid import Document, Part
from indicators.reading.limits import Limits
from indicators.reading.ofd.package import Book, Files
from indicators.reading.ofd.page import raw
from indicators.reading.package import parts
from indicators.reading.pdf.frame import TooMany
from indicators.reading.pdf.reader import Pages
from indicators.reading.pdf.shapes import Deep, Dense

KIND = ".ofd"
_WANTED = r"/?(?!(?:.*/)?(?:Signs?|Annots?|Tags?|CustomTags?|Attachs?|Attachments)/).*\.[xX][mM][lL]"


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The paragraphs and tables of every page; places are those of PDF.

    >>> read(b"PK no package", "a.ofd", Limits()).problems[0].code
    'I301'
    """
    reader = Pages(KIND, file, limits)
    document = attempt(KIND, file, limits, lambda budget: _parts(data, reader, budget))
    return document if document.problems else evolve(document, problems=reader.problems)


def _parts(data: bytes, reader: Pages, budget: Budget) -> tuple[Part, ...]:
    number = 0
    for book in _books(Files(parts(data, KIND, _WANTED, budget))):
        for page in book.pages:
            number += 1
            if number > budget.limits.pages:
                raise budget.refuse("I304", limit=budget.limits.pages)
            try:
                reader.add(number, raw(book, page, budget.limits.depth))
            except Dense:
                reader.miss(number)
            except TooMany:
                raise budget.refuse("I303", limit=budget.limits.cells) from None
            except Deep:
                raise budget.refuse("I305", limit=budget.limits.depth) from None
    if not number:
        raise budget.refuse("I301", kind=KIND, reason=Message("it has no pages"))
    return reader.parts()


def _books(files: Files) -> Iterator[Book]:
    for body in files.root("OFD.xml"):
        for location in body:
            if files.name(location) == "DocRoot":
                yield Book(files, files.path("", location.text or ""))
