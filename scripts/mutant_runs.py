"""How mutants are run: tests collected once, each fault in a fork of that process or in one that imports it anew."""

from __future__ import annotations

import gc
import importlib.machinery
import json
import os
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

from mutations import Mutant, mutated

ROOT = Path(os.environ.get("MUTATE_ROOT", Path(__file__).resolve().parent.parent))
FLAGS = (
    "--assert=plain",
    "--doctest-modules",
    "--import-mode=importlib",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:unraisableexception",  # what a fork leaves of its parent's processes and files is no failure
    "-o",
    "addopts=",
)
SECONDS = 120  # of wall time; a loop without end is stopped by its processor time long before
MEMORY = 6 * 2**30
KILLED, SLOW, SURVIVED, UNREACHED = "killed", "killed (time)", "survived", "no test reaches it"
Told = Callable[[str, Mutant, str], None]


def apart(work: Callable[[], None]) -> None:
    """Do ``work`` in a process of its own: pytest and the package leave nothing behind for the next module."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(0)
    os.waitpid(child, 0)


class Session:
    """Tests collected once, and the mutants of modules run against them one by one; a plugin of pytest."""

    def __init__(self, tests: Sequence[str], left: Mapping[str, Sequence[Mutant]], end: float, told: Told) -> None:
        self.tests, self.left, self.end, self.told = tests, left, end, told
        self.modules = {str(ROOT / module): module for module in left}
        self.reached: dict[str, dict[str, set[int]]] = {}  # by test and by module
        self.spent: dict[str, float] = {}
        self.failed = False

    def run(self) -> None:
        """Collect and go."""
        import pytest

        os.chdir(ROOT)
        pytest.main([*FLAGS, *self.tests, *self.left], plugins=[self])

    def pytest_collection(self) -> None:
        """Before any test is imported: alike each time, and not a step more than finds a fault."""
        from hypothesis import Phase, settings

        phases = (Phase.explicit, Phase.generate)
        alike = settings(max_examples=25, deadline=None, derandomize=True, database=None, phases=phases)
        settings.register_profile("mutate", alike)
        settings.load_profile("mutate")

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Whether anything failed."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: Any) -> bool:
        """In place of the run of tests."""
        for item in session.items:
            self._trace(item)
        self._leave_out_what_fails_again(session.items)
        for module, mutants_left in self.left.items():
            for mutant in mutants_left:
                if time.monotonic() < self.end:
                    self.told(module, mutant, self._outcome(module, mutant, session.items))
        return True

    def _trace(self, item: Any) -> None:
        """Run a test as it is: which lines of the modules it reaches, how long it takes. One that fails is left out."""
        lines: dict[str, set[int]] = defaultdict(set)

        def inner(frame: FrameType, event: str, _: Any) -> Any:
            lines[self.modules[frame.f_code.co_filename]].add(frame.f_lineno)
            return inner

        def outer(frame: FrameType, event: str, _: Any) -> Any:
            return inner if frame.f_code.co_filename in self.modules else None

        start = time.process_time()
        sys.settrace(outer)
        try:
            self._fails(item)
        finally:
            sys.settrace(None)
        self.spent[item.nodeid] = time.process_time() - start
        self.reached[item.nodeid] = {} if self.failed else lines

    def _fails(self, item: Any) -> bool:
        """Run a test. Examples of a docstring forget their names when they are done, and could not run again."""
        names = getattr(getattr(item, "dtest", None), "globs", None)
        before = None if names is None else dict(names)
        self.failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if names is not None and before is not None:
            names.update(before)
        return self.failed

    def _leave_out_what_fails_again(self, items: Sequence[Any]) -> None:
        """Run every test once more, in a fork like a mutant, with the code as it is: what fails then is left out."""
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            _silent()
            for item in items:
                if self._fails(item):
                    os.write(write, f"{item.nodeid}\n".encode())
            os._exit(0)
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as stream:
            again = stream.read().splitlines()
        os.waitpid(child, 0)
        for nodeid in again:
            self.reached[nodeid] = {}
        if again:
            print("left out, as they fail when they run again:", *again, sep="\n  ", file=sys.stderr)

    def _outcome(self, module: str, mutant: Mutant, items: Sequence[Any]) -> str:
        lines = {each.nodeid: self.reached[each.nodeid].get(module, set()) for each in items}
        inside = set(range(mutant.span[0], mutant.span[1] + 1))
        able = [each for each in items if lines[each.nodeid] and (not mutant.function or lines[each.nodeid] & inside)]
        able.sort(key=lambda each: (mutant.line not in lines[each.nodeid], self.spent[each.nodeid]))
        if not able:
            return UNREACHED
        limit = int(2 + 5 * sum(self.spent[each.nodeid] for each in able))
        run = self._warm if mutant.function else self._cold
        return run(module, mutant, able, limit)

    def _warm(self, module: str, mutant: Mutant, items: Sequence[Any], limit: int) -> str:
        """Run tests in a fork of this process, with the function's code replaced."""
        child = os.fork()
        if child:
            return _waited(child)
        _limited(limit)
        _silent()
        status, path, source = 0, str(ROOT / module), (ROOT / module).read_text("utf-8")
        try:
            if _replaced(path, compile(mutated(source, mutant.number), path, "exec"), mutant.function):
                status = int(any(self._fails(item) for item in items))
        except BaseException:
            status = 1
        os._exit(status)

    def _cold(self, module: str, mutant: Mutant, items: Sequence[Any], limit: int) -> str:
        """Run tests in a process that imports the module with the fault."""
        command = [sys.executable, str(Path(__file__).with_name("mutate.py")), module, "--cold", str(mutant.number)]
        wanted = json.dumps([each.nodeid for each in items])
        try:
            done = subprocess.run(
                command, input=wanted, encoding="utf-8", capture_output=True, timeout=SECONDS + limit, check=False,
                preexec_fn=lambda: _limited(limit + 20),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return SLOW
        return SURVIVED if done.returncode == 0 else KILLED if done.returncode > 0 else SLOW


def cold(module: str, number: int, wanted: list[str]) -> int:
    """Run tests with a fault in a module from the first import on; 0 where all pass."""
    path, source = str(ROOT / module), (ROOT / module).read_text("utf-8")
    changed = mutated(source, number)
    usual = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, fullname: str) -> CodeType | None:
        return compile(changed, path, "exec") if loader.path == path else usual(loader, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    return Cold(module, wanted).status()


class Cold(Session):
    """Chosen tests of a module, run once; the process ends with the first that fails."""

    def __init__(self, module: str, wanted: list[str]) -> None:
        super().__init__(
            sorted({each.partition("::")[0] for each in wanted} - {module}), {module: ()}, 0, lambda *_: None
        )
        self.order = {nodeid: at for at, nodeid in enumerate(wanted)}

    def status(self) -> int:
        """0 where all pass."""
        self.run()
        return 0

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """The chosen tests alone, the quickest first; one that is not there any more has noticed."""
        chosen = [each for each in items if each.nodeid in self.order]
        items[:] = sorted(chosen, key=lambda each: self.order[each.nodeid])
        if len(items) < len(self.order):
            os._exit(1)

    def pytest_collectreport(self, report: Any) -> None:
        """A file that cannot be imported has noticed."""
        if report.failed:
            os._exit(1)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Whether anything failed."""
        if report.failed:
            os._exit(1)

    def pytest_runtestloop(self, session: Any) -> bool | None:
        """As it is."""
        return None


def _waited(child: int) -> str:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return SLOW if os.WIFSIGNALED(status) else KILLED if os.waitstatus_to_exitcode(status) else SURVIVED
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return SLOW


def _limited(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _replaced(path: str, module: CodeType, name: str) -> int:
    """Give every function of this file and name its code in ``module``; caches forget what they know."""
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _inside(module)}
    count = 0
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper):
            each.cache_clear()
        elif isinstance(each, FunctionType) and each.__code__.co_filename == path and each.__code__.co_qualname == name:
            new = codes.get((name, each.__code__.co_firstlineno))
            if new and new.co_freevars == each.__code__.co_freevars:
                each.__code__ = new
                count += 1
    return count


def _inside(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _inside(each)
