"""Temporary folders that say whose they are: what a killed run leaves goes with the next run of the same user."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


def named(prefix: str) -> str:
    """What the name of a temporary folder of this process begins with."""
    return f"{prefix}{os.getpid()}-"


def sweep(prefix: str, folder: str | None = None) -> None:
    """Remove the folders of our own runs that are dead."""
    if os.name == "nt":  # there a process cannot be asked whether it lives
        return
    for each in Path(folder or tempfile.gettempdir()).glob(f"{prefix}*"):
        number = each.name.removeprefix(prefix).partition("-")[0]
        with suppress(OSError):
            if (
                not each.is_symlink()
                and each.stat().st_uid == os.getuid()
                and number.isdecimal()
                and _dead(int(number))
            ):
                shutil.rmtree(each, ignore_errors=True)


def _dead(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks, and does nothing
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
