"""How a browser is let in: an address that is good once, and the next one when it is used up.

What stands in a command line every user of the machine can read: so a browser is not called with the address but with a
file that only this user can read, which leads there and goes when it has done so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from html import escape
from pathlib import Path
from threading import Lock

from attrs import define, field

NAME = "start.html"


def _fresh() -> str:
    return secrets.token_urlsafe(24)


def _nobody(token: str) -> None:
    """Nobody is told."""


@define(eq=False)
class Door:
    """The token that lets the next browser in. ``used`` is called with the one after it.

    >>> door = Door()
    >>> first = door.token
    >>> door.opens(first), door.opens(first), door.opens(door.token)
    (True, False, True)
    """

    used: Callable[[str], None] = _nobody
    token: str = field(factory=_fresh)
    _lock: Lock = field(factory=Lock)

    def opens(self, given: str) -> bool:
        """Whether ``given`` is the token; it is none any more."""
        with self._lock:
            if not secrets.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
                return False
            self.token = _fresh()
        self.used(self.token)
        return True


def leading(folder: Path, address: str) -> Path:
    """A file in the run's own folder that leads a browser to ``address``, and that only this user can read."""
    path = folder / NAME
    path.touch(mode=0o600)
    to = escape(address, quote=True)
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>score serve</title>'
        f'<meta http-equiv="refresh" content="0;url={to}"><a href="{to}">score serve</a>\n',
        "utf-8",
    )
    return path


def clear(folder: Path) -> None:
    """The file has done what it was for."""
    with suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)
