"""Reader processes for all threads of a program: a few, begun when they are needed, each asked by one thread at a time.

A library that knows no threads, or may come down over a hostile file (pdfium), is only ever asked in one of them.
"""

from __future__ import annotations

import atexit
import os
from threading import BoundedSemaphore, Lock
from typing import cast

from attrs import define, field

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.grid import Document
from indicators.reading.limits import Limits
from indicators.reading.problems import Problem, problem
from indicators.reading.reader_process import Broken, ReaderProcess, TooLarge, TooSlow

MOST = max(2, os.cpu_count() or 1)
SHARE = 4  # a reader that has held this part of its bound is not asked again: libraries keep what they once took


@define(eq=False)
class Readers:
    """Readers that nobody is asking, and room for so many more."""

    idle: list[ReaderProcess] = field(factory=list)
    lock: Lock = field(factory=Lock)
    room: BoundedSemaphore = field(factory=lambda: BoundedSemaphore(MOST))

    def read(self, job: str, data: bytes, file: str, limits: Limits) -> Document:
        """The document that a reader makes of ``data``, or one with the problem that kept it from that."""
        with self.room:
            with self.lock:
                reader = self.idle.pop() if self.idle else ReaderProcess()
            try:
                arguments = (data, file, limits)
                return cast(Document, reader.ask(job, arguments, seconds=limits.seconds, memory=limits.memory))
            except TooSlow:
                return _refused(problem("I320", Place(file), limit=limits.seconds))
            except TooLarge:
                return _refused(problem("I321", Place(file), limit=limits.memory))
            except Broken as broken:
                return _refused(broke_down(file, f"{broken}"))
            finally:
                if reader.held * SHARE > limits.memory:
                    reader.kill()
                with self.lock:
                    self.idle.append(reader)

    def end(self) -> None:
        """End all that are idle."""
        with self.lock:
            while self.idle:
                self.idle.pop().kill()


def read_apart(job: str, data: bytes, file: str, limits: Limits) -> Document:
    """The document that the function ``module:name`` makes of ``data``, ``file`` and ``limits`` in a reader process."""
    return _READERS.read(job, data, file, limits)


def end() -> None:
    """End the readers that nobody is asking: long work may go on without any."""
    _READERS.end()


def broke_down(file: str, why: str = "") -> Problem:
    """The problem of a file whose reader came down, or could not be started."""
    reason = Message("its reader broke down")
    if why:
        reason = Message("its reader cannot be started: {reason}", {"reason": why})
    return problem("I107", Place(file), reason=reason)


_READERS = Readers()


def _refused(found: Problem) -> Document:
    return Document(found.place.file, (), (found,))


def _forget() -> None:
    """A process that was forked has readers of its own: its parent's answer its parent."""
    global _READERS
    _READERS = Readers()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
atexit.register(end)
