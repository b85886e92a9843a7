"""The command and its surroundings: streams that are closed or full, names that are no files, reports kept in files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.reading.load import read

ROOT = Path(__file__).resolve().parent.parent.parent
FORM = '[form]\nkind = "project"\n[[indicator]]\nname = "n"\ntarget = "≥5人"\nactual = "5人"\nweight = 10\nfiled = 10\n'
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.is_char_device(), reason="no device that is always full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.toml").write_text(FORM, "utf-8")
    (tmp_path / "bad.toml").write_text(FORM.replace("10", "nan"), "utf-8")
    return tmp_path


def shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """``command`` in a shell in which ``score`` is the command."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)}
    script = f'score() {{ "{sys.executable}" -m scoring.cli "$@"; }}\n{command}'
    return subprocess.run(["bash", "-c", script], cwd=folder, env=environment, capture_output=True, encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("score good.toml >&-", 1),
        ("score good.toml --format json >&- 2>&-", 1),
        ("score bad.toml 2>&-", 2),
        ("score bad.toml >&- 2>&-", 2),
        ("score good.toml | true; exit ${PIPESTATUS[0]}", 0),
        pytest.param("score good.toml >/dev/full", 2, marks=needs_full),
        pytest.param("score --rule S302 >/dev/full", 2, marks=needs_full),
        pytest.param("score bad.toml 2>/dev/full", 2, marks=needs_full),
        pytest.param("score good.toml --output /dev/full", 2, marks=needs_full),
    ],
)
def test_streams_in_trouble_are_no_fault_of_ours(folder: Path, command: str, code: int) -> None:
    done = shell(folder, command)
    allowed = (0, 1) if "| true" in command else (code,)  # all may be written before the pipe breaks
    assert done.returncode in allowed
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert list(folder.glob("score-fault*")) == []
    assert done.stderr.count("\n") <= 1


def test_nothing_a_form_says_steers_the_terminal(folder: Path) -> None:
    text = FORM.replace('"n"', r'"\u001b[31m n\u0007\u009b\n2"')
    (folder / "good.toml").write_text(text.replace("kind", 'project = "\\u001b[2J\\nx"\nkind'), "utf-8")
    (folder / "bad.toml").write_text(FORM + '"\\u001b[31m\\nkey" = 1\n', "utf-8")
    for options in ("", "--explain", "--format markdown", "--format csv", "--format json", "--lang zh"):
        done = shell(folder, f"score good.toml bad.toml {options}")
        steering = {char for char in done.stdout + done.stderr if not char.isprintable()} - {"\n", "\r"}
        assert steering == set()
        assert done.stderr.count("\n") == 1


def test_a_problem_is_one_short_line(folder: Path) -> None:
    (folder / "bad.toml").write_text(FORM + "k" * 100_000 + " = 1\n" + '"a\\nb" = 1\n', "utf-8")
    shown = [each.show() for each in read(folder / "bad.toml").problems]
    assert len(shown) == 2
    assert all("\n" not in each and len(each) < 1000 for each in shown)


@pytest.mark.parametrize("name", ["", "no\0such.toml", "x" * 5000, "good.toml/below", "a\udcff.toml"])
def test_names_that_are_no_files(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = read(name)
    assert found.forms == ()
    assert [each.code for each in found.problems] in (["I101"], ["I107"])


@pytest.mark.parametrize(
    "name", ["none.toml", "folder.toml", "loop.toml", r"a\u0000.toml", "x" * 300 + ".toml", "bytes.toml"]
)
def test_a_rulebook_that_cannot_be_read_is_told_where_the_form_names_it(folder: Path, name: str) -> None:
    (folder / "folder.toml").mkdir()
    (folder / "loop.toml").symlink_to("loop.toml")
    (folder / "bytes.toml").write_bytes(b"\xff")
    (folder / "good.toml").write_text(f'\nrulebook = "{name}"\n{FORM}', "utf-8")
    done = shell(folder, "score good.toml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("good.toml:2: I204 ")
    assert done.stderr.count("\n") == 1


def test_a_folder_gives_its_forms_and_nothing_else(folder: Path) -> None:
    """Links that go round, pipes, hidden folders and folders with the name of a form stop nothing."""
    (folder / "bad.toml").unlink()
    (folder / "round").symlink_to(folder)
    (folder / "loop.toml").symlink_to("loop.toml")
    (folder / "lost.toml").symlink_to("nowhere.toml")
    os.mkfifo(folder / "pipe.toml")
    for name in ("folder.toml", ".hidden", "inner"):
        (folder / name).mkdir()
    for inside in ("folder.toml/10.toml", "folder.toml/9.toml", ".hidden/x.toml", "inner/.x.toml"):
        (folder / inside).write_text(FORM, "utf-8")
    found = read(folder)
    names = [str(Path(form.place.file).relative_to(folder)) for form in found.forms]
    assert names == ["folder.toml/9.toml", "folder.toml/10.toml", "good.toml"]
    assert sorted(each.code for each in found.problems) == ["I101", "I107"]


@pytest.mark.parametrize("name", ["pipe.toml", "pipe.xlsx", "pipe", "pipe.csv"])
def test_what_may_never_end_is_not_opened(folder: Path, name: str) -> None:
    """A named pipe, and links to one and to a device: refused where it is named, told where it stands in a folder."""
    pipe = folder / name
    os.mkfifo(pipe)
    (folder / "zeros.xlsx").symlink_to("/dev/zero")
    for path in (pipe, folder / "zeros.xlsx"):
        assert [each.code for each in read(path).problems] == ["I323"]
        done = shell(folder, f"score {path}")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    (folder / "bad.toml").unlink()
    found = read(folder)
    assert found.problems == () and len(found.forms) == 1
    unread = {Path(each.file).name for each in found.files if each.status == "unread"}
    assert unread == {name, "zeros.xlsx"}


def test_a_pipe_that_is_handed_over_is_read(folder: Path) -> None:
    ours, theirs = os.pipe()
    os.write(theirs, FORM.encode())
    os.close(theirs)
    try:
        assert len(read(f"/dev/fd/{ours}").forms) == (1 if Path("/dev/fd").exists() else 0)
    finally:
        os.close(ours)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user to whom something is closed")
def test_closed_files_and_folders_are_told(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner").chmod(0)
    (folder / "bad.toml").chmod(0)
    found = read(folder)
    (folder / "inner").chmod(0o700)
    assert len(found.forms) == 1
    assert [each.code for each in found.problems] == ["I107", "I107"]
