"""Benchmarks of the batch through files, each run a process of its own: Parquet, CSV, cell texts, forms in no order."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median

import batch_data
import pyarrow.csv as pv
import pyarrow.parquet as pq
from batch_timing import ROOT, ROUNDS, Table, process, table

Run = tuple[float, float, float]  # seconds, CPU seconds, peak MiB


def runs(jobs: dict[str, tuple[str, ...]], rounds: int) -> dict[str, list[Run]]:
    """Processes that take turns."""
    spent: dict[str, list[Run]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, command in jobs.items():
            spent[name].append(process([sys.executable, *command]))
    return spent


def batch(source: Path, output: str, *more: str) -> tuple[str, ...]:
    return ("-m", "scoring.cli", "batch", str(source), "-o", output, "--force", *more)


def folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR"))


def rows_of(spent: dict[str, list[Run]], base: str, count: int) -> list[tuple[object, ...]]:
    return [
        (
            name,
            *(median(one[at] / two[at] for one, two in zip(each, spent[base], strict=True)) for at in (0, 1)),
            1e9 * median(one[0] for one in each) / count,
            round(max(one[2] for one in each)),
        )
        for name, each in spent.items()
    ]


HEADS = ("", "× Polars", "× Polars in CPU time", "ns a line", "peak MiB")


def files(count: int, rounds: int = ROUNDS) -> Table:
    with folder() as at:
        path = Path(at) / "in.parquet"
        batch_data.write(path, count)
        copy = "Polars: read, write as many columns"
        jobs = {
            copy: (str(ROOT / "benchmarks" / "batch_peers.py"), str(path), f"{at}/p.parquet"),
            "score batch": batch(path, f"{at}/o.parquet"),
            "score batch --totals": batch(path, f"{at}/o.parquet", "--totals", f"{at}/t.parquet"),
        }
        rows = rows_of(runs(jobs, rounds), copy, count)
    note = (
        "Polars reads the same lines and writes four columns more, copies of those there: a floor, it scores nothing."
    )
    return table(f"Parquet to Parquet, {count:,} typed lines, {rounds} rounds", HEADS, rows, note)


def unsorted(count: int) -> Table:
    """Forms in no order: their sums are kept until the end."""
    rows: list[tuple[object, ...]] = []
    with folder() as at:
        for lines in (count // 10, count):
            path = Path(at) / "in.parquet"
            batch_data.write(path, lines, unsorted=lines // batch_data.PER_FORM)
            seconds, _, peak = process([sys.executable, *batch(path, f"{at}/o.parquet", "--totals", f"{at}/t.parquet")])
            rows.append((lines, pq.read_metadata(f"{at}/t.parquet").num_rows, 1e9 * seconds / lines, round(peak)))
    return table("Forms in no order, with totals", ("lines", "forms", "ns a line", "peak MiB"), rows, "One run each.")


def csv(count: int, rounds: int = ROUNDS) -> Table:
    with folder() as at:
        path = Path(at) / "in.csv"
        pv.write_csv(batch_data.Data(count, "narrow").table(), path)
        copy = "Polars: read, write as many columns"
        jobs = {
            copy: (str(ROOT / "benchmarks" / "batch_peers.py"), str(path), f"{at}/p.csv"),
            "score batch, CSV to Parquet": batch(path, f"{at}/o.parquet"),
            "score batch, CSV to CSV": batch(path, f"{at}/o.csv"),
        }
        rows = rows_of(runs(jobs, rounds), copy, count)
        size = path.stat().st_size / 1e6
    note = f"{size:,.0f} MB of text. Polars reads floats; the batch keeps every cell as text until each digit is taken."
    return table(f"CSV, {count:,} typed lines, {rounds} rounds", HEADS, rows, note)


def texts(count: int) -> Table:
    with folder() as at:
        path = Path(at) / "in.parquet"
        batch_data.write(path, count, texts=True)
        spent = [process([sys.executable, *batch(path, f"{at}/o.parquet")]) for _ in range(3)]
    seconds, peak = median(each[0] for each in spent), max(each[2] for each in spent)
    heads = ("lines", "M lines/s", "ns a line", "peak MiB")
    row = (count, count / seconds / 1e6, 1e9 * seconds / count, round(peak))
    return table(
        "From cell texts, Parquet to Parquet", heads, [row], "The cells as written, 15 % of them words. 3 rounds."
    )
