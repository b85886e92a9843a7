"""The command as a test runs it: in the process of the test, which costs a tenth of a process of its own."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from scoring.cli import run

LOCALE = {"LC_ALL": "C.UTF-8", "COLUMNS": "100"}


class Done(NamedTuple):
    """What came of a run."""

    code: int
    out: str
    err: str


def command(arguments: Sequence[str], folder: Path, **environment: str) -> Done:
    """``score`` with these arguments, in ``folder``."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2)]
    redirected = redirect_stdout(streams[0]), redirect_stderr(streams[1])
    with chdir(folder), patch.dict(os.environ, LOCALE | environment), redirected[0], redirected[1]:
        try:
            code = run(arguments)
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0
    for each in streams:
        each.flush()
    return Done(code, *(each.buffer.getvalue().decode().replace("\r\n", "\n") for each in streams))
