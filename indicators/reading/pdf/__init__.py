"""PDF → paragraphs, tables of spanning cells, and pages that are pictures, in reading order.

All of it is done in a process of its own (``reader_pool``): the PDF library knows no threads, and a file can bring it
down, or have it fill the memory or never end.
"""

from __future__ import annotations

from indicators.reading.grid import Document
from indicators.reading.limits import Limits
from indicators.reading.reader_pool import read_apart


def read(data: bytes, file: str, limits: Limits) -> Document:
    """The document in ``data``; ``file`` is the name for its places. Nothing is raised for bad input.

    Places are ``p3`` for the third page and ``p3 (72,540,160,560)`` for a box on it: left, top, right, bottom in points
    from the top left corner, of the page turned so that its text is upright.

    >>> read(b"no PDF", "x.pdf", Limits()).problems[0].code
    'I301'
    """
    return read_apart("indicators.reading.pdf.document:read", data, file, limits)
