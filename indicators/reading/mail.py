"""Mails (.eml) and pages saved whole (.mht): the text of the message, and the files that hang on it.

Both are MIME: parts within parts. The pages and texts shown in the message are read as such; what has a file's name and
is no part of the page is an attachment.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage

from indicators.reading import html, text
from indicators.reading.attempt import Budget
from indicators.reading.decode import decode
from indicators.reading.grid import Part

KIND = ".eml / .mht"
_WORK = 20_000_000  # lines × boundaries: the parser compares every line with every boundary that is open

_FILE_NAME = re.compile(rb"""name\s*=\s*["']?([^"'\r\n;]+)""", re.IGNORECASE)

Member = tuple[str, bytes]


def message(data: bytes, budget: Budget) -> EmailMessage:
    """The message in ``data``, parsed. Raises Refused (I305, I302, I322)."""
    budget.lines(data.count(b"\n"))
    boundaries = data.lower().count(b"boundary=")
    budget.deep(boundaries if boundaries > budget.limits.depth else 0)
    if boundaries * data.count(b"\n") > _WORK:
        raise budget.refuse("I302", limit=budget.limits.unpacked)
    found = email.message_from_bytes(data, policy=email.policy.default)
    return found if isinstance(found, EmailMessage) else EmailMessage()


def body(whole: EmailMessage, budget: Budget) -> Iterator[Part]:
    """The texts and tables that the message shows. Of a page and the same in plain text, the page is read."""
    leaves = [leaf for leaf in _leaves(whole) if not _is_attached(leaf)]
    pages = [leaf for leaf in leaves if leaf.get_content_type() in ("text/html", "application/xhtml+xml")]
    for number, leaf in enumerate(pages, 1):
        yield from html.parts(_text(leaf), budget, _spot(number if len(pages) > 1 else 0))
    if not pages:
        for leaf in leaves:
            if leaf.get_content_type() == "text/plain":
                yield from text.parts(_text(leaf), budget)


def attachments(whole: EmailMessage, budget: Budget) -> Iterator[Member]:
    """Name and bytes of every file that hangs on the message. Raises Refused (I302, I317)."""
    leaves = [leaf for leaf in _leaves(whole) if _is_attached(leaf)]
    budget.members(len(leaves))
    for number, leaf in enumerate(leaves, 1):
        data = _bytes(leaf)
        budget.text(len(data))
        yield _name(leaf) or str(number), data


def _leaves(part: EmailMessage) -> Iterator[EmailMessage]:
    for each in part.walk():
        if isinstance(each, EmailMessage) and not each.is_multipart():
            yield each


def _is_attached(leaf: EmailMessage) -> bool:
    """Whether a part is a file of its own: pictures within the page have an id by which the page calls them."""
    if leaf.get_content_disposition() == "attachment":
        return True
    shown = leaf.get_content_maintype() == "text" and leaf.get_content_subtype() in ("html", "plain", "css", "xml")
    called = "content-id" in leaf or "content-location" in leaf
    return bool(_name(leaf)) and not shown and not called


def _name(leaf: EmailMessage) -> str:
    try:
        name = leaf.get_filename() or ""
    except (ValueError, LookupError, IndexError, AttributeError):  # names that the parser chokes on
        return ""
    if "\ufffd" in name:  # bytes as they are, which the standard forbids and Chinese programs write
        raw = " ".join(str(value) for _, value in leaf.raw_items()).encode("utf-8", "surrogateescape")
        found = _FILE_NAME.search(raw)
        name = decode(found[1]) if found else name
    return "".join(char for char in name.replace("\\", "/").rpartition("/")[2] if char.isprintable())


def _bytes(leaf: EmailMessage) -> bytes:
    payload = leaf.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(leaf: EmailMessage) -> str:
    """The text of a part in the charset of its header, which may lie: then as files are decoded."""
    data = _bytes(leaf)
    charset = (leaf.get_content_charset() or "").lower()
    try:
        return data.decode("gb18030" if charset in ("gb2312", "gbk") else charset)
    except (UnicodeDecodeError, LookupError):
        return decode(data, declared=True)


def _spot(page: int) -> Callable[[int, str], str]:
    return (lambda _, own: f"page {page} {own}") if page else (lambda _, own: own)
