"""The command ``score``: which job is asked for, and what no job may leave behind: a traceback, an open stream.

0: nothing of error severity; 1: findings; 2: could not run; 3: our own fault, told in one line with a report file; 4:
nothing worse than figures that a person must confirm first.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn, TextIO

from scoring import _leave, console
from scoring.console import FAULT, OK
from scoring.options import PARSERS, language_of

INTERRUPTED = 130  # as shells have it
_ROOM = 20_000  # new objects before the collector looks through them
MOMENT = 1.5  # seconds in which a run that Ctrl+C ends may clear up
# The first word of a subcommand; any other first word is a file. Each job is a module of ``scoring.jobs``.
JOBS = tuple(job for job in PARSERS if job != "score")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit code."""
    gc.freeze()  # what is loaded stays: no collection need look at it
    gc.set_threshold(_ROOM)  # a form makes thousands of objects and no garbage: seldom look for some
    presses = _hear_interrupts()
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()  # closed by the caller
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console lacks some signs
    try:
        code = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except OSError as error:  # of a stream, most likely: files are asked where they are used
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python tries again at the end
        told = isinstance(error, BrokenPipeError)
        code = OK if told else console.unwritten(error.filename or "standard output", error, console.language())
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:  # our own fault: never a traceback on the screen
        code = INTERRUPTED if presses else _fault(error)  # Ctrl+C within a library may come out as anything
    if presses:
        _deafen()
    gc.freeze()  # a last collection of everything would cost more than the scoring
    raise SystemExit(code)


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code."""
    language = language_of(arguments, console.language())
    name, said = "score", arguments
    if arguments and arguments[0] in JOBS:
        name, said = arguments[0], arguments[1:]
    elif arguments and arguments[0].startswith("-"):
        name, said = import_module("scoring.options_first").job_behind(arguments)
    code: int = import_module(f"scoring.jobs.{name}").run(said, language)
    return code


def _hear_interrupts() -> list[int]:
    """Have the first Ctrl+C end the run in order; what was pressed is in the list.

    While it ends, a second does nothing, and a third ends it at once. So does a clock: an exception that comes anywhere
    may be lost in a library, or leave a lock of it closed for ever.
    """
    signal = import_module("_signal")  # there from the start; ``signal`` itself takes half a millisecond to load
    presses: list[int] = []

    def heard(number: int, frame: object) -> None:
        first = not presses  # asked before: another press may come between any two steps
        presses.append(number)
        if first:
            sys.unraisablehook = lambda _: None  # where it cannot be raised Python would print it
            if hasattr(signal, "setitimer"):
                signal.signal(signal.SIGALRM, lambda number, frame: os._exit(INTERRUPTED))
                signal.setitimer(signal.ITIMER_REAL, MOMENT)
            raise KeyboardInterrupt
        if len(presses) > 2:
            os._exit(INTERRUPTED)

    with suppress(ValueError):  # called in a thread, which hears nothing
        if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, _leave):
            signal.signal(signal.SIGINT, heard)
    return presses


def _deafen() -> None:
    """Have Ctrl+C do nothing any more: the interpreter, too, ends in order."""
    signal = import_module("_signal")
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - it lasts as long as the process


def _fault(error: Exception) -> int:
    """Keep the traceback in a file and say where."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="score-fault-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    console.complain(f"score: a fault of this program ({type(error).__name__}); please report {file.name}\n")
    return FAULT


if __name__ == "__main__":
    main()
