"""What a browser posts. A small file is read in memory, a large one through a nameless file in the run's own folder."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from scoring.web.edits import shown

MAX_FILES, MAX_FIELDS = 500, 200_000


async def files_of(request: Request) -> list[tuple[str, bytes]]:
    """The files of a post: their names without folders, and their bytes."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(400)
    try:
        form = await MultiPartParser(request.headers, request.stream(), max_files=MAX_FILES, max_fields=100).parse()
    except (MultiPartException, KeyError, ValueError):
        raise HTTPException(400) from None
    try:
        uploads = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
        return [(_bare(each.filename or ""), await each.read()) for each in uploads]
    finally:
        await form.close()


def _bare(name: str) -> str:
    """A file's name without folders, on one line."""
    return " ".join(shown(name).replace("\\", "/").rpartition("/")[2].split())[:200] or "?"


async def fields_of(request: Request) -> dict[str, list[str]]:
    """The fields of a plain form post, in their order."""
    try:
        text = (await request.body()).decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="replace")
    except ValueError:
        raise HTTPException(400) from None
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields
