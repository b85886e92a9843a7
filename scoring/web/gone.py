"""The names of the open forms as the browser keeps them, so that after a restart the page can say which are gone.

They stand in a cookie that no script reads and that ends with the browser: it works without a script, and the server
itself keeps nothing. It is sent to the addresses of its own session only, and holds names alone.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence

from attrs import frozen

from scoring.web.edits import shown

MAX_BYTES, MAX_NAME, MAX_TEXT = 3000, 80, 200_000  # a browser keeps 4096 bytes of a cookie


@frozen
class Gone:
    """Forms that are gone: the names that are known, and how many there are beside them."""

    names: tuple[str, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.names or self.more)


def packed(names: Sequence[str]) -> str:
    """The names for a cookie: as many as it holds, and how many there are in all. Empty without names.

    >>> unpacked(packed(["甲项目", "乙项目"]))
    Gone(names=('甲项目', '乙项目'), more=0)
    """
    fit, short = len(names), [_short(name) for name in names]
    while fit:
        text = "\n".join([str(len(names)), *short[:fit]])
        value = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode()
        if len(value) <= MAX_BYTES:
            return value
        fit = fit * 3 // 4
    return ""


def unpacked(value: str) -> Gone:
    """What ``packed`` put in; nothing where it is not that.

    >>> bool(unpacked("")), bool(unpacked("eJw=")), bool(unpacked("%%"))
    (False, False, False)
    """
    try:
        packed_text = base64.urlsafe_b64decode(value[: 2 * MAX_BYTES])
        text = zlib.decompressobj().decompress(packed_text, MAX_TEXT).decode()
        count, *names = text.split("\n")
        return Gone(tuple(map(_short, names)), max(0, min(int(count), 9999) - len(names)))
    except (ValueError, zlib.error, binascii.Error):
        return Gone()


def _short(name: str) -> str:
    text = " ".join(shown(name).split())
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1] + "…"
