"""The folder of one run, which only this user can read: large uploads pass through it, and it goes with the run."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from indicators.reading.leftovers import named, sweep

PREFIX = "jixiao-serve-"
# What ends the run beside Ctrl+C: being stopped, and the terminal's window being closed (not on Windows).
ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))

_heard: list[int] = []  # an exception within a callback of an import is swallowed: what was heard stands here too


@contextmanager
def private_folder() -> Iterator[Path]:
    """A temporary folder (0700) in which every temporary file of the run is made; removed however the run ends.

    A run that was killed leaves its folder, without a file in it; the next run of the same user removes it.
    """
    sweep(PREFIX)
    _heard.clear()
    before = {each: signal.signal(each, _end) for each in ENDS}
    folder, usual = tempfile.mkdtemp(prefix=named(PREFIX)), tempfile.tempdir
    try:
        tempfile.tempdir = folder
        yield Path(folder)
    except KeyboardInterrupt:  # the way it is meant to end
        pass
    finally:
        for each in ENDS:
            signal.signal(each, signal.SIG_IGN)  # no second one may keep us from clearing up
        tempfile.tempdir = usual
        shutil.rmtree(folder, ignore_errors=True)
        for each, handler in before.items():
            signal.signal(each, handler)


def is_ended() -> bool:
    """Whether the run was told to end since its folder was made."""
    return bool(_heard)


def _end(number: int, frame: FrameType | None) -> None:
    """End as Ctrl+C does; the server, while it runs, hears of being stopped and ends in order."""
    _heard.append(number)
    if number != signal.SIGTERM:
        signal.raise_signal(signal.SIGTERM)
    else:
        raise KeyboardInterrupt
