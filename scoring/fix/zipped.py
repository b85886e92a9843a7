"""A zip package with some entries replaced: every other entry keeps its bytes, packed as they were, and its place.

``zipfile`` would pack everything anew. Here the local entries are copied raw, and the directory at the end is copied
with the offsets moved and the sizes of the replaced entries put in.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3L2H")  # signature, version, flags, method, time, date, crc, packed, size, name, extra
_CENTRAL = struct.Struct("<4s6H3L5H2L")  # the same and: comment, disk, inner, outer, offset
_END = struct.Struct("<4s4H2LH")
_DEFLATED, _DESCRIBED = 8, 8  # the method; the flag of sizes that follow the data
_FAR = 0xFFFFFFFF


def replaced(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """``data`` with the entries of ``parts`` replaced. Raises ValueError for a package laid out in an unusual way.

    >>> stream = io.BytesIO()
    >>> with zipfile.ZipFile(stream, "w") as package:
    ...     package.writestr("a", "one"), package.writestr("b", "two")
    (None, None)
    >>> zipfile.ZipFile(io.BytesIO(replaced(stream.getvalue(), {"b": b"2"}))).read("b")
    b'2'
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries, begin = package.infolist(), package.start_dir
    starts = sorted(entry.header_offset for entry in entries)
    ends = dict(zip(starts, [*starts[1:], begin], strict=True))
    if len(ends) < len(entries) or not starts or starts[0] != 0 or {*parts} - {entry.filename for entry in entries}:
        raise ValueError("an unusual zip package")
    names = {entry.header_offset: entry.filename for entry in entries}
    made, moved, sizes = bytearray(), dict[int, int](), dict[int, tuple[int, int, int]]()
    for start in starts:
        moved[start] = len(made)
        content = parts.get(names[start])
        if content is None:
            made += data[start : ends[start]]
        else:
            head, sizes[start] = _entry(data, start, content)
            made += head
    at, directory = begin, bytearray()
    for _ in entries:
        record, at = _record(data, at, moved, sizes)
        directory += record
    return bytes(made + directory + _end(data, at, len(made), len(directory)))


def _entry(data: bytes, start: int, content: bytes) -> tuple[bytes, tuple[int, int, int]]:
    """A local entry with new content, its name and fields kept; and its sum and sizes."""
    fields = list(_LOCAL.unpack_from(data, start))
    names = data[start + _LOCAL.size : start + _LOCAL.size + fields[9] + fields[10]]
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    sizes = zlib.crc32(content), len(packed), len(content)
    fields[2] &= ~_DESCRIBED
    fields[3] = _DEFLATED
    fields[6:9] = sizes
    return _LOCAL.pack(*fields) + names + packed, sizes


def _record(
    data: bytes, at: int, moved: Mapping[int, int], sizes: Mapping[int, tuple[int, int, int]]
) -> tuple[bytes, int]:
    """One record of the directory with its entry's new offset and sizes; and where the next one begins."""
    fields = list(_CENTRAL.unpack_from(data, at))
    rest = at + _CENTRAL.size
    end = rest + sum(fields[10:13])
    start = fields[16]
    if fields[0] != b"PK\x01\x02" or start not in moved or _FAR in fields[7:]:
        raise ValueError("an unusual zip package")
    if start in sizes:
        fields[3] &= ~_DESCRIBED
        fields[4] = _DEFLATED
        fields[7:10] = sizes[start]
    fields[16] = moved[start]
    return _CENTRAL.pack(*fields) + data[rest:end], end


def _end(data: bytes, at: int, offset: int, size: int) -> bytes:
    """What follows the directory, told where that is now."""
    fields = list(_END.unpack_from(data, at))
    if fields[0] != b"PK\x05\x06":
        raise ValueError("an unusual zip package")
    fields[5:7] = size, offset
    return _END.pack(*fields) + data[at + _END.size :]
