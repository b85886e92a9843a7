"""What a browser posts, read in memory: an uploaded file never touches the disk, so that none can be left on it."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from scoring.web.edits import shown

MAX_FILES, MAX_FIELDS = 500, 200_000


class InMemory(MultiPartParser):
    """The parser of uploads; the bound on a body has been set before."""

    spool_max_size = max_file_size = 1 << 40


async def files_of(request: Request) -> list[tuple[str, bytes]]:
    """The files of a post: their names without folders, and their bytes."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(400)
    try:
        form = await InMemory(request.headers, request.stream(), max_files=MAX_FILES, max_fields=100).parse()
    except (MultiPartException, KeyError, ValueError):
        raise HTTPException(400) from None
    found = []
    for upload in form.getlist("files"):
        if isinstance(upload, UploadFile) and upload.filename:
            name = shown(upload.filename).replace("\\", "/").rpartition("/")[2]
            found.append((" ".join(name.split())[:200] or "?", await upload.read()))
    await form.close()
    return found


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
