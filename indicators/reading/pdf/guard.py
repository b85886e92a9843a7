"""What can be told from the bytes of a PDF before it is opened: that it is cut off, or unpacks beyond all bounds."""

from __future__ import annotations

import re
import zlib

TAIL = 4_096  # the end mark stands in the last bytes, but some writers add to them
HEAD = 2_048  # the dictionary of a stream stands before it
PIECE = 1 << 14  # unpacked at a time: what follows the end of a stream is copied
STEP = 1 << 20

_STREAM = re.compile(rb"(?<!end)stream\r?\n")


def is_cut_off(data: bytes) -> bool:
    """Whether the end mark is missing. pdfium mends such files silently, with whatever pages are left.

    >>> is_cut_off(b"%PDF-1.4 ... startxref 9 %%EOF"), is_cut_off(b"%PDF-1.4 ...")
    (False, True)
    """
    return b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-TAIL:]


def unpacks_to_more(data: bytes, most: int) -> bool:
    """Whether the streams of the file, but for pictures (which we never unpack), come to more than ``most`` bytes.

    >>> packed = zlib.compress(bytes(100_000))
    >>> unpacks_to_more(b"<</Filter/FlateDecode>>stream\\n" + packed + b"endstream", 50_000)
    True
    """
    left = most
    for match in _STREAM.finditer(data):
        about = data[max(0, match.start() - HEAD) : match.start()].rpartition(b"obj")[2]
        if b"/Image" in about or not (layers := about.count(b"/FlateDecode") + about.count(b"/Fl ")):
            continue
        left -= _size(memoryview(data)[match.end() :], layers, left)
        if left < 0:
            return True
    return False


def _size(packed: memoryview, layers: int, most: int) -> int:
    """How much a stream unpacks to, through its layers; counted up to a little over ``most``."""
    chain = [zlib.decompressobj() for _ in range(min(layers, 4))]
    total = 0

    def feed(level: int, piece: bytes | memoryview) -> bool:
        nonlocal total
        unpacker = chain[level]
        while total <= most:
            out = unpacker.decompress(piece, STEP)
            total += len(out)
            if out and level + 1 < len(chain) and not feed(level + 1, out):
                return False
            piece = unpacker.unconsumed_tail
            if not piece and not out:
                return True
            if unpacker.eof:
                return False
        return False

    try:
        for start in range(0, len(packed), PIECE):
            if not feed(0, packed[start : start + PIECE]):
                break
    except zlib.error:  # not packed so, or encrypted: pdfium reads as far as we did
        return total
    return total
