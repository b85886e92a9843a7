"""However a run ends, nothing of it goes on; and Ctrl+C, once or often, shows nobody our insides."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import bombs
import pytest
from tiers import variants

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ROOT / "tests" / "documents" / "files"
PRESSES = [[0], [0, 0, 0], [0, 0.3, 0.1], [0, 0], [0, 0.01, 0.01], [0, 0.1, 0.1]]
LONG = bombs.listed_often(2_000, bombs.LINE * 20_000)
pytestmark = pytest.mark.skipif(os.name == "nt" or not shutil.which("ps"), reason="signals and ps of POSIX")


def below(process: int) -> set[int]:
    """The processes that descend from one."""
    shown = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in shown.splitlines()]
    found: set[int] = {process}
    while more := {int(pid) for pid, parent, stat in rows if int(parent) in found and stat[0] != "Z"} - found:
        found |= more
    return found - {process}


def living(processes: set[int]) -> set[int]:
    """Those of them that have not ended."""
    names = ",".join(map(str, processes))
    shown = subprocess.run(["ps", "-o", "pid=,stat=", "-p", names], capture_output=True, text=True, check=False).stdout
    return {int(pid) for pid, stat in (line.split() for line in shown.splitlines()) if stat[0] != "Z"}


def all_ended(processes: set[int]) -> bool:
    for _ in range(300):
        if not living(processes):
            return True
        sleep(0.1)
    return False


def begun(process: subprocess.Popen[str], workers: int) -> set[int]:
    """The processes of a run, once there are so many."""
    for _ in range(600):
        if len(found := below(process.pid)) >= workers:
            return found
        assert process.poll() is None, process.communicate()
        sleep(0.1)
    raise AssertionError(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(4):
        (tmp_path / f"{number}.pdf").write_bytes(LONG)
    return tmp_path


@pytest.fixture
def started(folder: Path) -> Iterator[list[subprocess.Popen[str]]]:
    running: list[subprocess.Popen[str]] = []
    yield running
    for each in running:
        if each.poll() is None:
            each.kill()
        each.communicate()


def start(folder: Path, running: list[subprocess.Popen[str]], jobs: int, **more: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "scoring.cli", str(folder), "--jobs", str(jobs), "--limit", "seconds=900"]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    options = {"cwd": ROOT, "text": True, "start_new_session": True, **pipes, **more}
    process: subprocess.Popen[str] = subprocess.Popen(command, **options)  # type: ignore[call-overload]
    running.append(process)
    return process


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_a_run_that_is_killed_leaves_no_process(
    folder: Path, started: list[subprocess.Popen[str]], end: str, jobs: int
) -> None:
    process = start(folder, started, jobs)
    processes = begun(process, 1 if jobs == 1 else 2 * jobs)  # readers, and workers that have readers
    process.send_signal(getattr(signal, end))
    process.communicate(timeout=60)
    assert process.returncode == -getattr(signal, end)
    assert all_ended(processes)


def test_a_run_whose_terminal_is_closed_leaves_no_process(folder: Path, started: list[subprocess.Popen[str]]) -> None:
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()

    def take_terminal() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = start(folder, started, 2, stdin=theirs, stdout=theirs, stderr=theirs, preexec_fn=take_terminal)
    os.close(theirs)
    processes = begun(process, 4)
    os.close(ours)
    process.wait(60)
    assert all_ended(processes)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("presses", variants(PRESSES, 3))
def test_ctrl_c_ends_a_run_without_a_word(
    folder: Path, started: list[subprocess.Popen[str]], presses: list[float], jobs: int
) -> None:
    """As the terminal does, to all processes of the run."""
    process = start(folder, started, jobs)
    processes = begun(process, 1 if jobs == 1 else 2 * jobs)
    for pause in presses:
        sleep(pause)
        try:
            os.killpg(process.pid, signal.SIGINT)
        except ProcessLookupError:
            break
    said, complained = process.communicate(timeout=60)
    assert (said, complained) == ("", "")
    assert process.returncode == 130
    assert all_ended(processes)


def test_libreoffice_ends_with_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever programs it begins, and whoever is killed."""
    programs, documents = tmp_path / "programs", tmp_path / "documents"
    programs.mkdir()
    documents.mkdir()
    soffice = programs / "soffice"
    soffice.write_text("#!/bin/sh\nsleep 600 &\nwait\n", "utf-8")
    soffice.chmod(0o755)
    shutil.copy(FILES / "form.rtf", documents)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    running: list[subprocess.Popen[str]] = []
    process = start(documents, running, 1)
    processes = begun(process, 4)  # the shell, its watch with what it waits by, the program
    process.kill()
    process.communicate(timeout=60)
    assert all_ended(processes)


def test_a_start_that_is_interrupted_says_nothing() -> None:
    """While the command is loaded nothing has begun: from its first line on Ctrl+C ends it without a word."""
    code = "import sys, os, signal; sys.argv = ['-m']; import scoring; os.kill(os.getpid(), signal.SIGINT); input()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_program_that_uses_us_hears_its_own_interrupts() -> None:
    code = "import signal, scoring; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.strip() == "True"


def test_the_folder_of_a_killed_conversion_goes_with_the_next(tmp_path: Path) -> None:
    """A folder of a process that is dead goes; those that live, others' and links stay."""
    from indicators.reading.leftovers import named, sweep
    from indicators.reading.libreoffice import PREFIX

    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    dead, living, strange = (f"{PREFIX}{ended.pid}-x", f"{named(PREFIX)}x", f"{PREFIX}x-y")
    for name in (dead, living, strange):
        (tmp_path / name / "profile").mkdir(parents=True)
    (tmp_path / f"{PREFIX}{ended.pid}-link").symlink_to(tmp_path / strange)
    sweep(PREFIX, str(tmp_path))
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {living, strange, f"{PREFIX}{ended.pid}-link"}
    assert (tmp_path / strange / "profile").is_dir()
