"""Reports into files, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def keep(data: bytes, name: str) -> None:
    """Write ``data`` to the file ``name``: beside it first, then in its place. Raises OSError, ValueError (a NUL).

    A link stays a link, and what is no plain file (a device, a pipe) is written as it is.
    """
    path = Path(name).resolve()
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    draft = path.with_name(f"{path.name}.part-{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
