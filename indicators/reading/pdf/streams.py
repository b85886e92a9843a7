"""The streams of a PDF, found in its bytes: whose they are, what they unpack to, and whether they are whole.

Every packed stream ends with a checksum, which PDF libraries leave unread: they go on with what came out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

HEAD = 1 << 16  # the dictionary of a stream stands before it, seldom so long
PIECE = 1 << 14  # unpacked at a time: what follows the end of a stream is copied
STEP = 1 << 20
LAYERS = 4
CHECKSUM = 4  # bytes

FLATE = (b"FlateDecode", b"Fl")
ASCII85 = (b"ASCII85Decode", b"A85")
HEX = (b"ASCIIHexDecode", b"AHx")
_STREAM = re.compile(rb"(?<!end)stream(\r\n|\n|\r)")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+\d{1,5}\s+obj\b")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(?!\s+\d+\s+R)\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_END = b"endstream"
_ZERO85 = 33 * (85**5 - 1) // 84  # five times the letter that stands for 0


class Stream(NamedTuple):
    """One stream: the number of its object (-1: not found), its dictionary, where it stands and lies in the file."""

    number: int
    about: bytes
    at: int
    start: int
    end: int

    @property
    def filters(self) -> list[bytes]:
        """How it is packed, from the outside in."""
        found = _FILTER.search(self.about)
        return re.findall(rb"/(\w+)", found[1]) if found else []

    @property
    def is_image(self) -> bool:
        """Whether it is a picture, which nobody unpacks here."""
        return _IMAGE.search(self.about) is not None

    def is_a(self, kind: bytes) -> bool:
        """Whether it says that it is of a type."""
        return re.search(rb"/Type\s*/" + kind + rb"\b", self.about) is not None


class Unpacked(NamedTuple):
    """What came of unpacking: how many bytes, whether it is whole (None: nobody can say), and the bytes if wanted."""

    size: int
    whole: bool | None
    text: bytes = b""


def streams(data: bytes) -> Iterator[Stream]:
    """The streams of a file, in its order.

    >>> [(each.number, each.filters) for each in streams(b"7 0 obj<</Filter/Fl/Length 3>>stream\\nabc\\nendstream")]
    [(7, [b'Fl'])]
    """
    at = 0
    while match := _STREAM.search(data, at):
        head = data[max(at, match.start() - HEAD) : match.start()].rstrip()
        at = match.end()
        if not head.endswith(b">>"):  # the word in a text
            continue
        objects = list(_OBJECT.finditer(head))
        number = int(objects[-1][1]) if objects else -1
        about = head[objects[-1].end() :] if objects else head
        end = _end(data, match.end(), about)
        yield Stream(number, about, match.start(), match.end(), end)
        at = end


def _end(data: bytes, start: int, about: bytes) -> int:
    """Where a stream ends: where it says, if the mark of its end follows there; else at the next mark."""
    said = _LENGTH.search(about)
    if said:
        end = start + int(said[1])
        if data[end : end + len(_END) + 2].lstrip().startswith(_END):
            return end
    found = data.find(_END, start)
    return len(data) if found < 0 else found


def unpacked(data: bytes, stream: Stream, most: int, *, keep: bool = False) -> Unpacked:
    """A stream unpacked through all that packs it, up to a little over ``most`` bytes; its text, if it is to be kept.

    >>> data = b"1 0 obj<</Filter/FlateDecode>>stream\\n" + zlib.compress(b"text") + b"endstream"
    >>> unpacked(data, next(streams(data)), 99, keep=True)
    Unpacked(size=4, whole=True, text=b'text')
    """
    packed: memoryview | bytes = memoryview(data)[stream.start : stream.end]
    filters = stream.filters
    while filters and filters[0] in (*ASCII85, *HEX):
        bare = _bare85(bytes(packed)) if filters.pop(0) in ASCII85 else _bare16(bytes(packed))
        if bare is None:
            return Unpacked(0, whole=False)
        packed = bare
    if not filters:
        return Unpacked(0, whole=None, text=bytes(packed) if keep else b"")
    layers = next((at for at, each in enumerate(filters) if each not in FLATE), len(filters))
    if not layers:
        return Unpacked(0, whole=None)
    if not bytes(packed[:PIECE]).strip():
        return Unpacked(0, whole=True)  # nothing, which some writers pack as nothing
    found = _inflated(packed, layers, most, keep)
    if not found.whole and layers == 1 and found.size <= most and _lacks_checksum(packed):
        return found._replace(whole=True)
    return found


def _inflated(packed: memoryview | bytes, layers: int, most: int, keep: bool) -> Unpacked:
    unpackers = [zlib.decompressobj() for _ in range(min(layers, LAYERS))]
    total = 0
    kept: list[bytes] = []

    def feed(level: int, piece: bytes | memoryview) -> bool:
        nonlocal total
        unpacker = unpackers[level]
        while total <= most:
            out = unpacker.decompress(piece, STEP)
            total += len(out)
            if level + 1 < len(unpackers):
                if out and not feed(level + 1, out):
                    return False
            elif keep:
                kept.append(out)
            piece = unpacker.unconsumed_tail
            if unpacker.eof:
                return False
            if not piece and not out:
                return True
        return False

    try:
        for start in range(0, len(packed), PIECE):
            if not feed(0, packed[start : start + PIECE]):
                break
    except zlib.error:
        return Unpacked(total, whole=False, text=b"".join(kept))
    whole = total > most or (layers <= LAYERS and all(each.eof for each in unpackers))
    return Unpacked(total, whole, b"".join(kept))


def _lacks_checksum(packed: memoryview | bytes) -> bool:
    """Whether all is there but the checksum at the end, which some writers leave out."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(2, len(packed), PIECE):
            piece: bytes | memoryview = packed[start : start + PIECE]
            while piece and not unpacker.eof:
                unpacker.decompress(piece, STEP)
                piece = unpacker.unconsumed_tail
            if unpacker.eof:
                return len(unpacker.unused_data) + max(0, len(packed) - start - PIECE) < CHECKSUM
    except zlib.error:
        pass
    return False


def _bare85(text: bytes) -> bytes | None:
    """Bytes written as text of 85 letters; None where a letter is none of them."""
    body = b"".join(text.strip().removeprefix(b"<~").partition(b"~")[0].split()).replace(b"z", b"!!!!!")
    short = -len(body) % 5
    if short == 4:
        return None
    body += b"u" * short
    if body and not (min(body) >= 33 and max(body) <= 117):
        return None
    columns = zip(*(body[at::5] for at in range(5)), strict=True)
    values = [(((a * 85 + b) * 85 + c) * 85 + d) * 85 + e - _ZERO85 for a, b, c, d, e in columns]
    if values and max(values) >= 1 << 32:
        return None
    whole = b"".join(value.to_bytes(4, "big") for value in values)
    return whole[: len(whole) - short]


def _bare16(text: bytes) -> bytes | None:
    """Bytes written as hexadecimal digits; None where a letter is none."""
    body = b"".join(text.partition(b">")[0].split())
    try:
        return bytes.fromhex((body + b"0" * (len(body) % 2)).decode("ascii"))
    except ValueError:
        return None
