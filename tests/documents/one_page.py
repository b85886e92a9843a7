"""A PDF of one page, object by object, and what is read of it."""

from __future__ import annotations

import zlib

import tiny_pdf as tiny

from indicators.reading.grid import Document, Paragraph


def named(found: Document) -> list[tuple[str, str]]:
    return [(each.code, each.place.spot) for each in found.problems]


def texts(found: Document) -> list[str]:
    return [part.text for part in found.parts if isinstance(part, Paragraph)]


def built(objects: list[bytes], trailer: bytes = b"", size: bytes = b"[0 0 595 842]") -> bytes:
    """A file of one page (object 3, its content 5, its font 4) and more objects."""
    font = tiny.FONT
    page = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>" % size
    every = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, font, *objects]
    out, offsets = b"%PDF-1.5\n", []
    for number, each in enumerate(every, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(every) + 1, table)
    ends = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(every) + 1, trailer, len(out))
    return out + head + ends


def stream(data: bytes, about: bytes = b"/Filter/FlateDecode", length: int | None = None) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (about, len(data) if length is None else length, data)


TEXT = tiny.text(72, 700, "text").encode()

PACKED = zlib.compress(TEXT)
