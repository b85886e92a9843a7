"""Files out: whole or not at all, over nothing that may be wanted, whatever the system does; the same in every job."""

from __future__ import annotations

import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faulty import workbook

from scoring.cli import run
from scoring.output import AtomicFile, OutputError, check_output, write_file

ROOT = Path(__file__).resolve().parents[2]
FORM = ROOT / "examples" / "hongshan-2023" / "8-subsidy.toml"
LINES = "form,weight,filed,target,actual\na,4,2,≥1550人,283\n"
posix = pytest.mark.skipif(os.name == "nt", reason="rights, devices and pipes of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "form.toml").write_bytes(FORM.read_bytes())
    (tmp_path / "form.xlsx").write_bytes(workbook())
    (tmp_path / "lines.csv").write_text(LINES, "utf-8")
    return tmp_path


# a job: its input, and its arguments with the output at the end
JOBS = {
    "score": ("form.toml", ["form.toml", "--exit-zero", "-o"]),
    "score-json": ("form.toml", ["form.toml", "--exit-zero", "--format", "json", "-o"]),
    "score-xlsx": ("form.xlsx", ["form.xlsx", "--exit-zero", "--format", "xlsx", "-o"]),
    "score-workpaper": ("form.xlsx", ["form.xlsx", "--exit-zero", "--format", "workpaper", "-o"]),
    "consolidate": ("form.toml", ["consolidate", "form.toml", "-o"]),
    "fix": ("form.xlsx", ["fix", "form.xlsx", "--what", "raises,scores,rates,totals", "-o"]),
    "batch": ("lines.csv", ["batch", "lines.csv", "-o"]),
    "batch-totals": ("lines.csv", ["batch", "lines.csv", "-o", "out.csv", "--totals"]),
}


@pytest.fixture(params=JOBS)
def job(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Callable]:
    """The input, and the job as a function of its output and further options."""
    given, arguments = JOBS[request.param]
    monkeypatch.chdir(folder)
    return folder / given, lambda output, *more: run([*arguments, str(output), *more, "--lang", "en"])


def left(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refused(job: Callable, output: Path | str, *more: str) -> bool:
    """Whether the job ends with 2 and one line, and every file of the folder is as it was."""
    folder = Path.cwd()
    before = left(folder)
    code = job(output, *more)
    (folder / "out.csv").unlink(missing_ok="out.csv" not in before)
    return code == 2 and left(folder) == before


def test_what_is_there_is_written_over_only_by_force(job, folder: Path, capsys) -> None:
    _, start = job
    mine = folder / "mine.csv"
    mine.write_text("mine", "utf-8")
    assert refused(start, mine)
    told = capsys.readouterr()
    assert told.err.count("\n") == 1 and "--force" in told.err
    assert start(mine, "--force") in (0, 1)
    assert mine.read_bytes() not in (b"mine", b"")


def test_an_empty_file_is_none(job, folder: Path) -> None:
    _, start = job
    (folder / "mine.csv").touch()
    assert start(folder / "mine.csv") in (0, 1)
    assert (folder / "mine.csv").stat().st_size


@pytest.mark.parametrize("way", ["itself", "link", "hard link", "other spelling"])
def test_an_input_is_never_written_over(job, way: str, folder: Path) -> None:
    given, start = job
    other = folder / f"other{given.suffix}"
    if way == "link":
        other.symlink_to(given)
    elif way == "hard link":
        other.hardlink_to(given)
    target = {"itself": given, "other spelling": folder / ".." / folder.name / given.name}.get(way, other)
    assert refused(start, target, "--force")


@posix
def test_rings_of_links_devices_and_folders_are_refused(job, folder: Path, capsys) -> None:
    _, start = job
    (folder / "ring").symlink_to("ring")
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")
    (folder / "folder").mkdir()
    for target in ("ring", "one", "/dev/null", "/dev/full", "folder", "none/out.csv", "form.toml/out.csv"):
        assert refused(start, target, "--force"), target
        assert capsys.readouterr().err.count("\n") == 1, target
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_rights_and_links_stay(job, mode: int, folder: Path) -> None:
    _, start = job
    real, link = folder / "real.csv", folder / "link.csv"
    real.write_text("mine", "utf-8")
    real.chmod(mode)
    link.symlink_to(real)
    assert start(link, "--force") in (0, 1)
    assert link.is_symlink() and real.read_bytes() != b"mine"
    assert stat.S_IMODE(real.stat().st_mode) == mode


@posix
def test_a_new_file_has_the_rights_of_any_other(job, folder: Path) -> None:
    _, start = job
    (folder / "any").touch()
    assert start(folder / "new.csv") in (0, 1)
    assert (folder / "new.csv").stat().st_mode == (folder / "any").stat().st_mode
    assert not [path.name for path in folder.iterdir() if "part" in path.name]


@posix
def test_a_pipe_is_written_as_it_comes(job, folder: Path) -> None:
    _, start = job
    pipe, heard = folder / "pipe.csv", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    reader.start()
    assert start(pipe) in (0, 1)
    reader.join()
    assert heard[0] and pipe.is_fifo()


@posix
def test_a_pipe_that_is_read_is_no_output(tmp_path: Path) -> None:
    """Else a run would wait for itself."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError):
        check_output(tmp_path / "pipe", overwrite=True, inputs=[tmp_path / "pipe"])


def test_forms_are_converted_over_files_only_by_force_and_never_over_their_source(folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    assert run(["convert", "form.toml", "-o", "out"]) == 0
    [made] = Path("out").iterdir()
    made.write_text("mine", "utf-8")
    assert run(["convert", "form.toml", "-o", "out"]) == 2
    assert made.read_text("utf-8") == "mine"
    assert run(["convert", "form.toml", "-o", "out", "--force"]) == 0
    before = made.read_bytes()
    assert run(["convert", str(made), "-o", "out", "--force"]) == 2
    assert made.read_bytes() == before


def test_a_form_of_a_folder_is_an_input(folder: Path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    Path("forms").mkdir()
    (Path("forms") / "form.toml").write_bytes(FORM.read_bytes())
    for job in ([], ["consolidate"]):
        assert run([*job, "forms", "-o", "forms/form.toml", "--force", "--lang", "en"]) == 2
    assert (Path("forms") / "form.toml").read_bytes() == FORM.read_bytes()


@posix
def test_file_and_folder_are_on_the_disk_in_that_order(tmp_path: Path, monkeypatch) -> None:
    synced, real = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle)), real(handle)))
    write_file(b"1", tmp_path / "file")
    assert [stat.S_ISDIR(each.st_mode) for each in synced] == [False, True]
    assert synced[0].st_ino == (tmp_path / "file").stat().st_ino


def test_a_file_that_comes_meanwhile_stays(tmp_path: Path) -> None:
    for _ in nameless():
        with pytest.raises(OutputError), AtomicFile(tmp_path / "file") as file:
            file.write(b"ours")
            (tmp_path / "file").write_bytes(b"theirs")
        assert left(tmp_path) == {"file": b"theirs"}
        (tmp_path / "file").unlink()


def test_what_another_program_writes_to_the_draft_is_kept_or_dropped(tmp_path: Path) -> None:
    for _ in nameless():
        for text in (b"one", b"two"):
            with AtomicFile(tmp_path / "file", overwrite=True) as file:
                Path(file.at).write_bytes(text)
        with pytest.raises(KeyboardInterrupt), AtomicFile(tmp_path / "file", overwrite=True) as file:
            Path(file.at).write_bytes(b"three")
            raise KeyboardInterrupt
        assert left(tmp_path) == {"file": b"two"}


def nameless() -> Iterator[None]:
    """With files that have no name yet, and without."""
    yield
    with pytest.MonkeyPatch.context() as patched:
        patched.delattr(os, "O_TMPFILE", raising=False)
        yield


@pytest.mark.parametrize("name", ["a" * 250, "表" * 80, "a\udcff", "-", "a.part-1"])
@pytest.mark.skipif(sys.platform != "linux", reason="names that other systems do not allow")
def test_any_name_that_the_system_allows(name: str, tmp_path: Path) -> None:
    for _ in nameless():
        write_file(b"one", tmp_path / name, overwrite=True)
        assert left(tmp_path) == {name: b"one"}


def test_a_name_that_is_none_is_told(tmp_path: Path) -> None:
    for name in ("a\0b", "a" * 300, ""):
        with pytest.raises(OutputError):
            write_file(b"one", f"{tmp_path}/{name}")
    assert left(tmp_path) == {}
