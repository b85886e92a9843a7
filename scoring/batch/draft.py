"""A file in the making. It has no name until it is whole, where the system allows: a killed run leaves nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


class Draft:
    """Write to ``at``, then ``keep`` or ``drop`` it. Raises OSError.

    A link stays a link, and what is no plain file (a device, a pipe) is written as it is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self._named = self._path.with_name(f"{self._path.name}.part-{os.getpid()}")
        self._handle: int | None = None
        self._plain = not self._path.exists() or self._path.is_file()
        if not self._plain:
            self.at = str(self._path)
            return
        try:
            self._handle = os.open(self._path.parent, os.O_TMPFILE | os.O_RDWR, 0o666)
            self.at = f"/proc/self/fd/{self._handle}"
            Path(self.at).stat()
        except (AttributeError, OSError):  # another system, or a file system without nameless files
            self._close()
            self.at = str(self._named)

    def keep(self) -> None:
        """Put it in its place, whole."""
        try:
            if self._handle is not None:
                self._name(self._handle)
            if self._plain:
                self._named.replace(self._path)
        finally:
            self.drop()

    def _name(self, handle: int) -> None:
        try:
            os.link(self.at, self._named, src_dir_fd=handle)  # a directory is given so that the link is followed
        except OSError:
            shutil.copyfile(self.at, self._named)

    def drop(self) -> None:
        """Leave nothing of it."""
        self._close()
        self._named.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
