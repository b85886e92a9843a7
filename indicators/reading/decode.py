"""Bytes → text, for files that do not say truly how they are encoded."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "cp936", "x-gbk", "gb_2312-80", "ms936", "windows-936"}  # all within gb18030


def decode(data: bytes, *, declared: bool = False) -> str:
    """The text of a file: by its mark, by what it declares in its first lines if asked, as UTF-8, or as GB 18030.

    Bytes that are no text in any of these become U+FFFD, which a person sees.

    >>> decode("得分".encode("gbk")), decode("得分".encode("utf-8-sig")), decode("得分".encode("utf-16"))
    ('得分', '得分', '得分')
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    names = ["utf-8", "gb18030"]
    found = _DECLARED.search(data[:4096]) if declared else None
    if found:
        name = found[1].decode("ascii").lower()
        names.insert(0, "gb18030" if name in _CHINESE else name)
    for name in names:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    # Not clean in any: take the reading with the fewest broken characters.
    return min((data.decode(name, "replace") for name in ("utf-8", "gb18030")), key=lambda text: text.count("\ufffd"))
