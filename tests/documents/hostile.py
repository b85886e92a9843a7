"""Files made to hurt, and how they are read: within counted calls, one problem at most."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Callable

from counting import count_calls
from looks import FILES

from indicators.reading.grid import Document
from indicators.reading.limits import Limits

CALLS = (5_000, 20)  # at the start, and for each byte unpacked
FORMS = {
    "xlsx": "forms.xlsx",
    "docx": "forms.docx",
    "ods": "forms.ods",
    "xls": "form.et",
    "html": "forms.html",
    "text": "forms.txt",
}
FEW = Limits(lines=30_000, cells=10_000)
PACKAGES = ("xlsx", "docx", "ods")
PART = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml", "ods": "content.xml"}


def read(reader: str, data: bytes, limits: Limits | None = None) -> Document:
    reading = importlib.import_module(f"indicators.reading.{reader}")
    document: Document
    document, calls = count_calls(reading.read, data, "a", limits or Limits())
    assert calls <= CALLS[0] + CALLS[1] * unpacked(data)
    assert len(document.problems) <= 1
    assert not (document.problems and document.parts)
    for each in document.problems:
        assert each.show("zh") != each.show("en")
    return document


def unpacked(data: bytes) -> int:
    """Bytes of the parts, as a package declares them; else of the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return sum(each.file_size for each in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError):
        return len(data)


def whole(reader: str) -> bytes:
    return (FILES / FORMS[reader]).read_bytes()


def changed(reader: str, change: Callable[[bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A fixture with its main part changed and parts put in."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole(reader))) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == PART[reader] else content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return stream.getvalue()


def declared(text: bytes, doctype: bytes) -> bytes:
    start = re.search(rb"<(?![?!])", text)
    assert start
    return text[: start.start()] + doctype + text[start.start() :]
