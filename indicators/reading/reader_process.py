"""A process that reads files for us: what brings it down, fills the memory or never ends costs one file, not the run.

It lives for many files and ends with its parent, however that ends: its pipe is closed then, and a thread of it waits
for that. (Linux could send it a signal instead, but does so when the *thread* that began it ends.)
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from contextlib import suppress
from threading import Event, Lock, Thread

from attrs import define, field

from indicators.reading.process_use import resident, worked

TICK = 0.02  # seconds between two looks at a process that reads
START = 120  # seconds in which it must have started: a machine may be busy
PATIENCE = 5  # a process that does not work, or a machine with much else to do, may take so many times its seconds
GENTLE = 1.5  # seconds in which it may clear up when it is told to end
Answer = tuple[str, object, int]  # what became of a question, what was found, the memory held
_MAIN = "import sys; sys.path[:] = {path!r}; from indicators.reading.reader_main import main; main()"


class Broken(Exception):
    """The process ended by itself, or could not be started; the text is why, where that is known."""


class TooSlow(Exception):
    """It took more than its seconds."""


class TooLarge(Exception):
    """It took more than its memory."""


class ReaderFault(Exception):
    """Something was raised in the process: a fault of ours. The text is its traceback."""


@define(eq=False)
class ReaderProcess:
    """One process, begun when it is first asked and anew after it was ended. For one thread at a time.

    ``held`` is the memory that it held, in bytes, as it said with its last answer; 0 where systems do not tell.
    """

    held: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _over: bool = False
    _lock: Lock = field(factory=Lock)

    def ask(self, job: str, args: tuple[object, ...], *, seconds: int = 0, memory: int = 0) -> object:
        """What the function ``module:name`` returns there; 0 is no bound.

        Raises Broken, TooSlow, TooLarge, ReaderFault.

        >>> reader = ReaderProcess()
        >>> reader.ask("operator:add", (2, 3)), reader.held >= 0
        (5, True)
        >>> reader.ask("os:_exit", (1,))
        Traceback (most recent call last):
            ...
        indicators.reading.reader_process.Broken
        >>> reader.ask("operator:add", (2, 3))
        5
        >>> reader.end()
        """
        process = self._started()
        try:
            answer = _exchange(process, (job, args, seconds, memory), seconds, memory)
        except BaseException:  # also Ctrl+C: an answer that comes later is of nobody's question
            self.kill()
            raise
        kind, found, self.held = answer
        if kind == "memory":
            self.kill()
            raise TooLarge
        if kind == "fault":
            raise ReaderFault(f"{found}")
        return found

    def kill(self) -> None:
        """End the process at once; the next question begins another."""
        process, self._process, self.held = self._process, None, 0
        if process is not None:
            process.kill()
            _reap(process)

    def end(self) -> None:
        """End it for good, giving it a moment to clear up. From any thread."""
        with self._lock:
            self._over = True
            process = self._process
        if process is None:
            return
        with suppress(OSError, ValueError):
            process.stdin.close()  # type: ignore[union-attr]
        try:
            process.wait(GENTLE)
        except subprocess.TimeoutExpired:
            process.kill()
        _reap(process)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._over:
                raise Broken
            if self._process is not None and self._process.poll() is None:
                return self._process
            process = self._process = _begin()
        try:
            _exchange(process, None, START, 0)
        except TooSlow:
            self.kill()
            raise Broken from None
        except BaseException:
            self.kill()
            raise
        return process


def _begin() -> subprocess.Popen[bytes]:
    """The process, about to start. It finds modules where we do, whatever way we came to find them."""
    command = [sys.executable, "-I", "-X", "utf8", "-c", _MAIN.format(path=sys.path)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, creationflags=window)
    except OSError as error:
        raise Broken(error.strerror or type(error).__name__) from error


def _exchange(process: subprocess.Popen[bytes], question: object, seconds: int, memory: int) -> Answer:
    """Put a question (None: only listen) and wait for the answer, looking at time and memory. Ends it beyond them."""
    answers: list[Answer] = []
    come = Event()

    def talk() -> None:
        try:
            if question is not None:
                pickle.dump(question, process.stdin, pickle.HIGHEST_PROTOCOL)  # type: ignore[arg-type]
                process.stdin.flush()  # type: ignore[union-attr]
            answers.append(pickle.load(process.stdout))  # type: ignore[arg-type]
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            pass  # it has ended
        finally:
            come.set()

    Thread(target=talk, daemon=True).start()
    begun, before = time.monotonic(), worked(process.pid)
    while not come.wait(TICK):
        if memory and resident(process.pid) > memory:
            raise TooLarge
        if seconds and _took(process, begun, before) > seconds:
            raise TooSlow
    if not answers:
        raise Broken
    return answers[0]


def _took(process: subprocess.Popen[bytes], begun: float, before: float | None) -> float:
    """The seconds of work since a question was put; of waiting, a part, for a process may wait for ever."""
    waited = time.monotonic() - begun
    now = worked(process.pid)
    return waited if before is None or now is None else max(now - before, waited / PATIENCE)


def _reap(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that was ended, and give back its pipes."""
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError, ValueError):  # what was not written is of no use
            pipe.close()  # type: ignore[union-attr]
