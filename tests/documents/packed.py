"""Packages as files are in them: the entries, unpacked and as they are."""

from __future__ import annotations

import io
import zipfile


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def raw(data: bytes) -> dict[str, bytes]:
    """The entries packed as they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = {}
        for entry in package.infolist():
            head = entry.header_offset
            name, extra = (int.from_bytes(data[head + at : head + at + 2], "little") for at in (26, 28))
            begin = head + 30 + name + extra
            found[entry.filename] = data[begin : begin + entry.compress_size]
        return found
