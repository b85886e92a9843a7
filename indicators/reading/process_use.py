"""How much memory and time a process takes, and bounds that the system keeps, where it has them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

SLACK = 512 << 20  # bytes of addresses beyond the bound: what is reserved and never used is not what is taken
MARGIN = 10  # seconds of work beyond the bound: the parent ends it long before
_STATM = Path("/proc/self/statm")


def resident(process: int) -> int:
    """The bytes of memory that a process holds; 0 where it has ended, or the system does not tell.

    >>> resident(os.getpid()) > 1 << 20 or os.name == "nt"
    True
    """
    if _STATM.exists():
        return _pages(f"/proc/{process}/statm", 1)
    if os.name != "posix":
        return 0
    with suppress(OSError, ValueError, subprocess.CalledProcessError):
        return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(process)])) << 10
    return 0


def worked(process: int) -> float | None:
    """The seconds of processor time that a process has had; None where the system does not tell.

    Where it does, a machine that is busy with other things makes no file take too long.

    >>> worked(0) is None
    True
    """
    try:
        shown = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(shown[11]) + int(shown[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return None


def held() -> int:
    """The memory that this process holds, in bytes; where only the most so far is told, that; 0 where nothing is."""
    if _STATM.exists():  # Linux counts what a parent held when it began us among the most
        return _pages(_STATM, 1)
    try:
        resource = import_module("resource")
    except ImportError:  # Windows
        return 0
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10


def bound(seconds: int, memory: int) -> None:
    """Have the system end this process far beyond its bounds, should nobody else: the parent, too, may be dead."""
    try:
        resource = import_module("resource")
    except ImportError:  # Windows
        return
    if memory and _STATM.exists():
        _soft(resource, "RLIMIT_AS", _pages(_STATM, 0) + memory + SLACK)
    if seconds:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _soft(resource, "RLIMIT_CPU", int(used.ru_utime + used.ru_stime) + seconds + MARGIN)


def _soft(resource: object, name: str, limit: int) -> None:
    of = getattr(resource, name)
    hard = resource.getrlimit(of)[1]  # type: ignore[attr-defined]
    infinite = hard == resource.RLIM_INFINITY  # type: ignore[attr-defined]
    with suppress(OSError, ValueError):
        resource.setrlimit(of, (limit if infinite else min(limit, hard), hard))  # type: ignore[attr-defined]


def _pages(path: str | Path, at: int) -> int:
    try:
        return int(Path(path).read_bytes().split()[at]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0
