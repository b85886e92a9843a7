"""What a user takes home: the form as TOML, and every report that the command can write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from types import MappingProxyType
from urllib.parse import quote

from attrs import frozen

from indicators.form import Form
from indicators.messages import seen_as
from indicators.writing.convert import converted
from indicators.writing.toml import write_form
from scoring.report import FORMATS, Report, render

_PIECE = 1 << 16  # characters
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# format → suffix of the file, its type
KINDS = MappingProxyType(
    {
        "toml": (".toml", "text/plain; charset=utf-8"),
        "xlsx": (".xlsx", _SHEET),
        "docx": (".docx", _WORD),
        "workpaper": ("-workpaper.xlsx", _SHEET),
        "html": (".html", "text/html; charset=utf-8"),
        "markdown": (".md", "text/plain; charset=utf-8"),
        "csv": (".csv", "text/csv; charset=utf-8"),
        "json": (".json", "application/json"),
    }
)
SHOWN = MappingProxyType(
    {
        "toml": "TOML", "xlsx": "Excel", "docx": "Word", "workpaper": "work paper", "html": "HTML",
        "markdown": "Markdown", "csv": "CSV", "json": "JSON",
    }
)  # fmt: skip


def offered() -> tuple[tuple[str, str], ...]:
    """The formats that can be taken home, and what a reader calls them."""
    return tuple((kind, SHOWN[kind]) for kind in KINDS if kind == "toml" or kind in FORMATS)


def _seen(text: str, kind: str) -> str:
    """``text`` as a person may see it, piece by piece: with megabytes at once nobody else has a turn for seconds."""
    return "".join(seen_as(text[at : at + _PIECE], kind) for at in range(0, len(text), _PIECE))


@frozen
class Download:
    """A file for a browser: its bytes, their type, and what a browser is told of its name."""

    data: bytes
    media: str
    told: str


def download(kind: str, report: Callable[[], Report], forms: Sequence[Form], name: str) -> Download:
    """The file; ``report`` is asked where one is in it.

    Raises InputError where a library is missing, with the command that brings it.
    """
    suffix, media = KINDS[kind]
    made: str | bytes
    if kind != "toml":
        made = render(report(), kind)
    elif len(forms) == 1:
        made = write_form(forms[0])
    else:
        suffix, media, made = ".zip", "application/zip", _zipped(forms)
    encoding = "utf-8-sig" if kind == "csv" else "utf-8"  # Excel needs the mark to see UTF-8
    data = made if isinstance(made, bytes) else _seen(made, kind).encode(encoding, "replace")
    return Download(data, media, f"attachment; filename=\"form{suffix}\"; filename*=UTF-8''{quote(name + suffix)}")


def name_of(form: Form) -> str:
    """A name for the file of one form."""
    return converted([form])[0][0].removeprefix("1-").removesuffix(".toml")


def _zipped(forms: Sequence[Form]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in converted(forms):
            package.writestr(name, text)
    return stream.getvalue()
