"""A system that fails at its n-th call, for n = 1, 2, … until all is well: whole runs of the command, one for each n.

``failing.c`` stands before the C library, so that calls of Python, of libraries in C and of Rust fail alike. It counts
those alone that concern the folder of the run. One process loads the program, and a child of it makes each run.
"""

from __future__ import annotations

import atexit
import errno
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from ctypes import CDLL
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path

from attrs import frozen

KINDS = ("open", "read", "write", "fsync", "rename", "link", "fchmod", "close", "stat", "list", "mkdir")
SOURCE = Path(__file__).with_suffix(".c")
CAN_FAIL = sys.platform == "linux" and shutil.which("cc") is not None


@frozen
class Outcome:
    """What came of one run: the call that failed ("" for none), the code, what was said, the files that are there."""

    nth: int
    failed: str
    code: int
    out: str
    err: str
    files: Mapping[str, bytes]


@frozen
class Trial:
    """Runs to be made: files to begin with, the arguments, and how the system fails."""

    files: Mapping[str, bytes]
    arguments: tuple[str, ...]
    after: bool = False  # all calls from the n-th on fail, not that one alone
    step: int = 1  # n = 1, 1 + step, …
    without: tuple[str, ...] = ()  # what the system lacks: "open" for files without a name, "link", "rename"
    error: int = errno.EIO
    kinds: tuple[str, ...] = KINDS


@cache
def _library() -> Path:
    """The compiled ``failing.c``, made once for the process."""
    folder = Path(tempfile.mkdtemp(prefix="failing-"))
    made = folder / "failing.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", made, SOURCE, "-ldl"], check=True)
    return made


def outcomes(*trials: Trial) -> list[list[Outcome]]:
    """What comes of each n, for each trial; the last of each is the run in which nothing failed."""
    environment = os.environ | {"LD_PRELOAD": str(_library()), "PYTHONPATH": os.pathsep.join(sys.path)}
    asked = pickle.dumps(trials)
    done = subprocess.run(
        [sys.executable, __file__, str(_library())], input=asked, env=environment, stdout=subprocess.PIPE, check=True
    )
    found: list[list[Outcome]] = pickle.loads(done.stdout)
    return found


def _run(trial: Trial, nth: int, system: CDLL, place: Path, work: Callable[[], None]) -> Outcome:
    """Lay the files out anew, and run with the n-th call failing."""
    folder = place / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in trial.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    streams = [place / name for name in ("out", "err", "first")]
    child = os.fork()
    if not child:
        code = 70
        try:
            os.chdir(folder)
            tempfile.tempdir = str(folder)
            for number, path in enumerate(streams[:2], 1):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            kinds, without = (_bits(names) for names in (trial.kinds, trial.without))
            system.failing_set(os.fsencode(folder), nth, trial.after, trial.error, kinds, without)
            try:
                work()
            except SystemExit as left:
                code = left.code if isinstance(left.code, int) else 71
            atexit._run_exitfuncs()
            system.failing_stop()
            sys.stdout.flush()
            streams[2].write_text("\n".join((str(system.failing_first()), *sys.modules)), "utf-8")
        except BaseException:
            system.failing_stop()
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    out, err = (path.read_text("utf-8") for path in streams[:2])
    first, *modules = streams[2].read_text("utf-8").splitlines() if streams[2].exists() else ("0",)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    _load(modules)
    return Outcome(nth, "" if first == "-1" else KINDS[int(first)], code, out, err, files)


def _load(modules: Iterable[str]) -> None:
    """What a child had to load need not be loaded by the next."""
    for name in modules:
        if name not in sys.modules:
            with suppress(ImportError):
                import_module(name)


def _bits(names: Iterable[str]) -> int:
    return sum(1 << KINDS.index(name) for name in names)


def _tried(trial: Trial, system: CDLL, place: Path) -> Iterator[Outcome]:
    from scoring.cli import main

    for nth in count(1, trial.step):
        found = _run(trial, nth, system, place, lambda: main(trial.arguments))
        yield found
        if not found.failed:
            return


def _main() -> None:
    system = CDLL(sys.argv[1])
    trials = pickle.load(sys.stdin.buffer)
    answer = os.dup(1)
    place = Path(tempfile.mkdtemp(prefix="failing-")).resolve()  # no TemporaryDirectory: each child would clear it away
    try:
        found = [list(_tried(each, system, place)) for each in trials]
    finally:
        shutil.rmtree(place)
    with os.fdopen(answer, "wb") as stream:
        pickle.dump(found, stream)


if __name__ == "__main__":
    sys.modules["failing"] = sys.modules["__main__"]
    Outcome.__module__ = Trial.__module__ = "failing"
    _main()
