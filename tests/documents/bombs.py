"""Files that are small, or plain, and cost their reader everything: made here, kept nowhere."""

from __future__ import annotations

import zlib

import tiny_pdf as tiny

LINE = tiny.text(72, 700, "text")


def nested_tenfold(levels: int) -> bytes:
    """Form objects that use the next ten times each."""
    forms = [f"/X{level} Do " * 10 for level in range(1, levels)]
    return tiny.pdf(["/X0 Do"], forms=[*forms, LINE])


def saved_states(count: int) -> bytes:
    """A content of ``q `` alone, packed to a thousandth."""
    return _one_page(zlib.compress(b"q " * count, 9))


def listed_often(times: int, page: str = LINE * 50) -> bytes:
    """One page that stands in the list of pages so many times."""
    data = tiny.pdf([page])
    kid = data[data.index(b"/Kids[") + 6 : data.index(b"]", data.index(b"/Kids["))]
    return _mended(data.replace(b"/Count 1/Kids[" + kid, b"/Count %d/Kids[" % times + (kid + b" ") * times))


def text_operators(count: int) -> bytes:
    """A page of so many texts."""
    return _one_page(zlib.compress(b"BT /F 9 Tf 9 9 Td (1) Tj ET\n" * count, 9))


def text_of(size: int) -> bytes:
    """One text of so many bytes."""
    return _one_page(zlib.compress(b"BT /F 9 Tf 9 9 Td (" + b"1" * size + b") Tj ET", 9))


def _one_page(packed: bytes) -> bytes:
    data = tiny.pdf(["MARK"], pack=False)
    stream = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
    return _mended(data.replace(b"<</Length 4>>\nstream\nMARK\nendstream", stream))


def _mended(data: bytes) -> bytes:
    """With its table of objects where it now stands, and its offsets in it."""
    body = data[: data.index(b"xref\n")]
    offsets = [body.index(b"\n%d 0 obj" % number) + 1 for number in range(1, body.count(b" 0 obj\n") + 1)]
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size %d/Root 1 0 R>>" % (len(offsets) + 1)
    start = b"startxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(offsets) + 1, table) + trailer + b"\n" + start
