"""The one place where input files are opened: bytes or text within a bound, or the problem that keeps them away."""

from __future__ import annotations

import stat
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from indicators.messages import of_system
from indicators.place import Place
from indicators.reading.problems import Problem, problem

MAX_TEXT = 1 << 19  # bytes of a TOML file; a form takes some 20 kB
_LARGE = 1 << 20  # bytes from which OpenSSL's speed makes up for the 2 ms that hashlib takes to load it
_GIVEN = frozenset(("/dev/stdin", "/dev/fd", "/proc/self/fd"))
_SMALL = "_sha2" if sys.version_info >= (3, 12) else "_sha256"


def bytes_of(path: Path, name: str, limit: int, spot: str = "") -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of a file, or the problem that keeps it from being read.

    >>> from pathlib import Path
    >>> [each.code for each in bytes_of(Path("no-such-file"), "no-such-file", 10)[1]]
    ['I101']
    """
    place = Place(name)
    if may_never_end(path):
        return b"", (problem("I323", place),)
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        return b"", (problem("I101", place),)
    except OSError as error:
        return b"", (problem("I107", place, reason=of_system(error)),)
    except ValueError:  # a NUL in the name
        return b"", (problem("I101", place),)
    if len(data) > limit:
        return b"", (problem("I103", Place(name, spot), limit=limit),)
    return data, ()


def may_never_end(path: Path) -> bool:
    """Whether a path leads to no file but to a named pipe, a device or a socket: who reads it may wait for ever.

    A pipe that this process was given (``score <(command)``, ``/dev/stdin``) ends with who writes into it.

    >>> may_never_end(Path("no-such-file")), may_never_end(Path("."))
    (False, False)
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):  # who opens it is told why
        return False
    if stat.S_ISFIFO(mode):
        return not (str(path) in _GIVEN or str(path.parent) in _GIVEN)
    return stat.S_ISCHR(mode) or stat.S_ISBLK(mode) or stat.S_ISSOCK(mode)


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, as ``sha256sum`` prints it.

    >>> digest(b"")[:16]
    'e3b0c44298fc1c14'
    """
    if len(data) < _LARGE:
        with suppress(ImportError):  # as in the standard library's own random: it may be there
            return str(import_module(_SMALL).sha256(data).hexdigest())
    import hashlib

    return hashlib.sha256(data).hexdigest()


def text_of(path: Path, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a TOML file, or the problem that keeps it from being read."""
    data, problems = bytes_of(path, name, MAX_TEXT, "1")
    return ("", problems) if problems else decoded(data, name)


def decoded(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8 bytes as text, with or without a mark at the start."""
    if len(data) > MAX_TEXT:
        return "", (problem("I103", Place(name, "1"), limit=MAX_TEXT),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        return "", (problem("I102", Place(name, str(data.count(b"\n", 0, error.start) + 1))),)
