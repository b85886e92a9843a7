"""Files out, by one writer: each is there whole or not at all, and stands in place of no file that may be wanted.

A file that is there and not empty is replaced only where that was asked for (``--force``); an input never.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType

from indicators.messages import Message, of_system

_UNSUPPORTED = {errno.EINVAL, errno.ENOTSUP, errno.EACCES}  # of a folder: some systems, and one that may not be read
_BLOCK = 1 << 20  # bytes that are copied at a time
_numbers = count()
_NAME = 200  # bytes of the name that a draft takes over: a system's limit is 255


class OutputError(Exception):
    """A file that must not or cannot be written; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.show())
        self.message = message


def check_output(path: str | Path, *, overwrite: bool = False, inputs: Iterable[str | Path] = ()) -> None:
    """Raise OutputError where ``path`` is an input, is there already, or is neither a plain file nor a pipe."""
    _state(Path(path), overwrite, inputs)


def write_file(data: bytes, path: str | Path, *, overwrite: bool = False, inputs: Iterable[str | Path] = ()) -> None:
    """Write ``data`` to the file ``path``, whole or not at all. Raises OutputError.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_file(b"one", f"{folder}/a.txt")
    ...     write_file(b"two", f"{folder}/a.txt")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    scoring.output.OutputError: ...a.txt is there already: say --force to overwrite it
    """
    with AtomicFile(path, overwrite=overwrite, inputs=inputs) as file:
        file.write(data)


class AtomicFile:
    """A file in the making, put in its place at the end of the ``with`` block, or left out where that fails.

    Write to it with ``write``, or by other means to the path ``at``. It has no name until it is whole, where the system
    allows: a killed run leaves nothing. A link stays a link, the rights of a file that is replaced stay, and data and
    folder are on the disk when it is done. A pipe is written as it comes. Raises OutputError.
    """

    def __init__(self, path: str | Path, *, overwrite: bool = False, inputs: Iterable[str | Path] = ()) -> None:
        self._shown, self._handle, self._named = str(path), None, False
        before = _state(Path(path), overwrite, inputs)
        self._replace = overwrite or before is not None
        self._pipe = before is not None and stat.S_ISFIFO(before.st_mode)
        try:
            self._path = Path(path if self._pipe else os.path.realpath(path))
            self._draft = _free_name(self._path)
            self.at = self._open()
            if before is not None and not self._pipe:
                self._take_rights(before)
        except (OSError, ValueError) as error:
            self.drop()
            raise _unwritten(self._shown, error) from error

    _handle: int | None
    _named: bool  # whether the draft has a name

    def _open(self) -> str:
        if self._pipe:
            self._handle = os.open(self._path, os.O_WRONLY)
            return str(self._path)
        try:
            self._handle = os.open(self._path.parent, os.O_TMPFILE | os.O_RDWR, 0o666)
            at = f"/proc/self/fd/{self._handle}"
            Path(at).stat()
        except (AttributeError, OSError):  # another system, or a file system without nameless files
            self._close()
            self._name_draft()
            return str(self._draft)
        return at

    def _name_draft(self) -> int:
        """An empty draft with a name; a link or a file that somebody laid there is not followed."""
        self._handle = os.open(self._draft, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o666)
        self._named = True
        return self._handle

    def _take_rights(self, before: os.stat_result) -> None:
        if self._handle is None or not hasattr(os, "fchmod"):
            return
        with suppress(OSError):  # another's file in a folder of ours: it becomes ours
            os.fchown(self._handle, before.st_uid, before.st_gid)
        os.fchmod(self._handle, stat.S_IMODE(before.st_mode))

    def write(self, data: bytes) -> None:
        """Write ``data`` at the end. Raises OutputError."""
        rest = memoryview(data)
        try:
            while rest and self._handle is not None:
                rest = rest[os.write(self._handle, rest) :]
        except OSError as error:
            raise _unwritten(self._shown, error) from error

    def keep(self) -> None:
        """Put it in its place, whole and on the disk. Raises OutputError."""
        try:
            if not self._pipe:
                self._place()
        except FileExistsError as error:  # somebody was faster
            raise OutputError(_there(self._shown)) from error
        except OSError as error:
            raise _unwritten(self._shown, error) from error
        finally:
            self.drop()

    def _place(self) -> None:
        if self._handle is None:
            return
        os.fsync(self._handle)
        if self._named:
            self._close()  # some systems move no open file
            if self._replace:
                os.replace(self._draft, self._path)  # noqa: PTH105
            else:
                _link(self._draft, self._path)
        elif self._replace:
            self._give_name(self._draft)
            os.replace(self._draft, self._path)  # noqa: PTH105
        else:
            self._give_name(self._path)
        _sync_folder(self._path.parent)

    def _give_name(self, path: Path) -> None:
        try:
            os.link(self.at, path, src_dir_fd=self._handle)  # a folder is given so that the link is followed
            self._named = path == self._draft
        except FileExistsError:
            raise
        except OSError:  # no links here
            self._copy()
            if path != self._draft:
                _link(self._draft, path)

    def _copy(self) -> None:
        """Make the draft one with a name, and the same rights."""
        source = self._handle
        if source is None:
            return
        try:
            handle = self._name_draft()
            os.fchmod(handle, stat.S_IMODE(os.fstat(source).st_mode))
            os.lseek(source, 0, os.SEEK_SET)
            while block := os.read(source, _BLOCK):
                self.write(block)
            os.fsync(handle)
        finally:
            os.close(source)

    def drop(self) -> None:
        """Leave nothing of it."""
        self._close()
        if self._named:
            self._draft.unlink(missing_ok=True)
            self._named = False

    def _close(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with suppress(OSError):  # what was written is on the disk by now, or goes
                os.close(handle)

    def __enter__(self) -> AtomicFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.keep()
        else:
            self.drop()


def _state(path: Path, overwrite: bool, inputs: Iterable[str | Path]) -> os.stat_result | None:
    """What is at ``path``; None where nothing is. Raises OutputError where it must stay."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None  # a link to nowhere too: its target is written
    except (OSError, ValueError) as error:  # a ring of links; a NUL in the name
        raise _unwritten(str(path), error) from error
    if stat.S_ISDIR(found.st_mode):
        raise _unwritten(str(path), OSError(errno.EISDIR, os.strerror(errno.EISDIR)))
    pipe = stat.S_ISFIFO(found.st_mode)
    if not (pipe or stat.S_ISREG(found.st_mode)):
        raise OutputError(Message("{path} is a device: name a file", {"path": str(path)}))
    if any(_same(each, found) for each in inputs):
        raise OutputError(Message("{path} is the input: it is never overwritten", {"path": str(path)}))
    if pipe:
        return found
    if not overwrite and found.st_size:
        raise OutputError(_there(str(path)))
    return found


def _free_name(path: Path) -> Path:
    """A name for a draft beside ``path`` that nothing has."""
    start = path.name.encode("utf-8", "surrogateescape")[:_NAME].decode("utf-8", "ignore")
    names = (path.with_name(f"{start}.part-{os.getpid()}-{number}") for number in _numbers)
    return next(name for name in names if not os.path.lexists(name))


def _same(path: str | Path, found: os.stat_result) -> bool:
    try:
        return os.path.samestat(Path(path).stat(), found)
    except (OSError, ValueError):
        return False


def _there(path: str) -> Message:
    return Message("{path} is there already: say --force to overwrite it", {"path": path})


def _unwritten(path: str, error: Exception) -> OutputError:
    return OutputError(Message("cannot write {path}: {reason}", {"path": path, "reason": of_system(error)}))


def _link(draft: Path, path: Path) -> None:
    """Give a whole draft its name; never over another file, where the system has links."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        os.replace(draft, path)  # noqa: PTH105


def _sync_folder(folder: Path) -> None:
    """The folder's list of names goes to the disk; a system that cannot is no reason to complain."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
