"""Where a batch writes: whole or not at all, whatever stops it, and never over what it reads."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tiers import variants

from scoring.batch import ColumnError, OutputError, score_file
from scoring.cli import run

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = {
    "form": ["a", "b"],
    "weight": ["4", "10"],
    "filed": ["2", ""],
    "target": ["≥1550人", "≤3起"],
    "actual": ["283", "4起"],
}


@pytest.fixture
def into(tmp_path: Path) -> Path:
    pl.DataFrame(TEXTS).write_parquet(tmp_path / "in.parquet")
    return tmp_path / "in.parquet"


def begun(process: subprocess.Popen[bytes], folder: Path) -> bool:
    """Whether a process has an output in the making, which may have no name."""
    open_files: list[str] = []
    with contextlib.suppress(FileNotFoundError):  # closed while we look: we look again
        open_files += [str(link.readlink()) for link in Path(f"/proc/{process.pid}/fd").glob("*")]
    return any("(deleted)" in name for name in open_files) or bool([*folder.glob("*.part-*")])


@pytest.mark.skipif(os.name == "nt", reason="no signals")
@pytest.mark.parametrize("number", variants([signal.SIGTERM, signal.SIGKILL, signal.SIGINT], 1))
def test_a_killed_run_leaves_nothing(number: int, tmp_path: Path) -> None:
    into, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    rows = 3_000_000
    lines = {"form": np.arange(rows) // 20, "weight": np.full(rows, 4.0), "filed": np.full(rows, 2.0),
             "kind": pa.array(["positive"] * rows), "a": np.full(rows, 3000.0),
             "b": np.arange(rows) % 4000 / 1.0}  # fmt: skip
    pq.write_table(pa.table(lines), into)
    command = [sys.executable, "-m", "scoring.cli", "batch", into, "-o", out, "--totals", tmp_path / "t.parquet"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not begun(process, tmp_path):
            time.sleep(0.002)
        process.send_signal(number)
        _, told = process.communicate(timeout=60)
    assert b"Traceback" not in told
    if process.returncode == 0:  # it was done before it was told to stop
        assert pq.read_metadata(out).num_rows == rows
    else:
        assert process.returncode in (-number, 128 + number)
        assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


def test_an_output_over_the_input_is_refused(into: Path, tmp_path: Path) -> None:
    before, link = into.read_bytes(), tmp_path / "link.parquet"
    link.symlink_to(into)
    hard = tmp_path / "hard.parquet"
    hard.hardlink_to(into)
    other = tmp_path / "out.parquet"
    for output, totals in ((into, None), (link, None), (hard, None), (other, into), (other, other)):
        with pytest.raises((ColumnError, OutputError)):
            score_file(into, output, totals=totals)
    assert into.read_bytes() == before
    assert not other.exists()


def test_a_link_stays_a_link(into: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.parquet"
    link.symlink_to(tmp_path / "real.parquet")
    for _ in range(2):
        score_file(into, link)
        assert link.is_symlink()
        assert pq.read_metadata(tmp_path / "real.parquet").num_rows == 2


def test_places_that_cannot_be_written_are_told(into: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for output in (tmp_path, tmp_path / "none" / "out.parquet", into / "out.parquet"):
        assert run(["batch", str(into), "-o", str(output), "--lang", "en"]) == 2
        assert capsys.readouterr().err.count("\n") == 1
        assert run(["batch", str(into), "-o", str(tmp_path / "o.csv"), "--totals", str(output), "--lang", "en"]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


def test_an_output_has_the_rights_of_any_other_file(into: Path, tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(b"")
    score_file(into, tmp_path / "out.parquet")
    assert (tmp_path / "out.parquet").stat().st_mode == (tmp_path / "any").stat().st_mode
