"""The streams: what a job says to people, reports and troubles apart, and files written whole or not at all."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from indicators.messages import of_system, seen_as, translate
from indicators.reading.problems import Problem

OK, FOUND, TROUBLE, FAULT, CONFIRM = 0, 1, 2, 3, 4


def told(text: str, language: str, **values: object) -> str:
    """A sentence in the reader's language."""
    return translate(text, language).format(**values)


def tell(problems: Sequence[Problem], language: str) -> int:
    """Tell what is wrong with the input; the exit code."""
    complain("".join(problem.show(language) + "\n" for problem in problems))
    return TROUBLE


def trouble(text: str) -> int:
    """Tell why the job cannot run; the exit code."""
    complain(f"score: {text}\n")
    return TROUBLE


def complain(text: str) -> None:
    """Say what went wrong; where nobody can be told, the exit code still tells."""
    try:
        sys.stderr.write(seen_as(text))
        sys.stderr.flush()
    except OSError:
        with suppress(OSError):  # else Python tries again at the end, and leaves with a code of its own
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def say(text: str) -> None:
    """Say something on standard output."""
    sys.stdout.write(seen_as(text))


def asks() -> Callable[[str], str] | None:
    """How to ask the user something; None where nobody is there to answer."""
    return input if sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() else None


def flush() -> None:
    """Send out what was said: a job that goes on for hours must not keep it."""
    sys.stdout.flush()


def write(
    made: str | bytes, path: str | None, kind: str, language: str, *,
    overwrite: bool = False, inputs: Iterable[str | Path] = (),
) -> bool:  # fmt: skip
    """Write a report whole or not at all; false, with a message, where the file cannot or must not be written."""
    text = "" if isinstance(made, bytes) else seen_as(made, kind)
    if path is None:
        sys.stdout.write(text)
        return True
    from scoring.output import OutputError, write_file  # most reports go to the screen

    encoding = "utf-8-sig" if kind == "csv" else "utf-8"  # Excel needs the mark to see UTF-8
    try:
        data = made if isinstance(made, bytes) else text.encode(encoding, "replace")
        write_file(data, path, overwrite=overwrite, inputs=inputs)
    except OutputError as error:
        trouble(error.message.show(language))
        return False
    return True


def unwritten(path: str, error: Exception, language: str) -> int:
    """Tell that a file cannot be written; the exit code."""
    return trouble(told("cannot write {path}: {reason}", language, path=path, reason=of_system(error).show(language)))


class Progress:
    """How far long work has come: one line that is written over, on a terminal only and after a second."""

    def __init__(self) -> None:
        self._seen, self._start, self._shown = sys.stderr.isatty(), time.monotonic(), False

    def __call__(self, done: int, total: int, name: str) -> None:
        """``done`` of ``total`` files; the last one has gone by with its name."""
        if not self._seen or time.monotonic() - self._start < 1:
            return
        self._shown = done < total
        line = seen_as(f"{done}/{total} {name}")[-70:] if self._shown else ""
        with suppress(OSError):
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()


def language() -> str:
    """The locale's language: Chinese where the locale is Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith(("zh", "chinese")) else "en"
    if os.name == "nt":
        import locale

        return "zh" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"
    return "en"
