"""The batch beside what a user would write instead, with the count of wrong lines of each: docs/performance.md.

Run: python benchmarks/batch.py                    (kernels, totals, texts, peers on 1e7 lines: some ten minutes)
     python benchmarks/batch.py --files 100000000   (Parquet to Parquet; needs 12 GB of disk for temporary files)

Peers that are no dependency of ours are left out where they are missing:
pip install duckdb openfisca-core zen-engine numba.
Ratios are medians over interleaved rounds in one process; kernels are timed in a process whose allocator keeps its
memory (MALLOC_* below), which favours the naive ones.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import batch_data  # noqa: E402
import batch_peers as peers  # noqa: E402
import numpy as np  # noqa: E402
import polars as pl  # noqa: E402

from scoring.batch import score_file, score_floats, score_integers, score_lines, sums_by_form  # noqa: E402

ROUNDS = 7
WARM = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "34359738368", "MALLOC_TOP_PAD_": "268435456"}
Job = Callable[[], object]


def measured(jobs: dict[str, Job], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Seconds of each job in each round; the jobs take turns."""
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    for number in range(rounds):
        for name in list(jobs) if number % 2 else list(jobs)[::-1]:
            start = time.perf_counter()
            jobs[name]()
            spent[name].append(time.perf_counter() - start)
    return spent


def ratio(spent: dict[str, list[float]], name: str, to: str) -> float:
    return median(one / other for one, other in zip(spent[name], spent[to], strict=True))


def table(title: str, heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    shown = [f"{value:.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
             for row in rows for value in row]  # fmt: skip
    lines = [" | ".join(shown[at : at + len(heads)]) for at in range(0, len(shown), len(heads))]
    return f"## {title}\n\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n" + "".join(
        f"| {each} |\n" for each in lines
    )


LEAN = "naive NumPy, blocks, branch-free"


def kernel_jobs(data: batch_data.Data) -> dict[str, Job]:
    w, a, b, up = data.floats()
    return {
        "naive NumPy, whole arrays": lambda: peers.naive(w, a, b, up),
        "naive NumPy, blocks": lambda: peers.blocked(w, a, b, up),
        LEAN: lambda: peers.lean_blocked(w, a, b, up),
        "naive NumPy, blocks, no direction": lambda: peers.short_blocked(w, a, b),
        "jixiao from float64": lambda: score_floats(w, a, b, up, data.places, check=False),
        "jixiao from float64, digits checked": lambda: score_floats(w, a, b, up, data.places),
        **peers.compiled(w, a, b, up, data.places),
        "jixiao from int64": lambda: score_integers(data.weight, data.a, data.b, data.positive),
    }


def kernels(count: int) -> str:
    rows: list[tuple[object, ...]] = []
    for profile in batch_data.PROFILES:
        data = batch_data.Data(count, profile)
        truth, jobs = data.truth(), kernel_jobs(data)
        spent = measured(jobs)
        for name, job in jobs.items():
            got = np.asarray(job())
            wrong: object = ""
            if "no direction" not in name:
                cents = got if got.dtype == np.int64 else np.rint(got * 100).astype(np.int64)
                wrong = int((cents != truth).sum())
            ratios = (ratio(spent, name, to) for to in ("naive NumPy, whole arrays", "naive NumPy, blocks", LEAN))
            rows.append((profile, name, *ratios, round(count / median(spent[name]) / 1e6), wrong))
    heads = (
        "values",
        "kernel, one thread",
        "× naive",
        "× naive in blocks",
        "× branch-free in blocks",
        "M lines/s",
        "wrong lines",
    )
    return table(f"Kernels, {count:,} lines, one thread, warm heap", heads, rows)


def growth(most: int) -> str:
    rows: list[tuple[object, ...]] = []
    for count in (10**4, 10**5, 10**6, 10**7):
        if count > most:
            break
        data = batch_data.Data(count, "narrow")
        w, a, b, up = data.floats()
        lines = data.table()
        kernel = measured({"": lambda w=w, a=a, b=b, up=up: score_floats(w, a, b, up, check=False)})[""]
        batch = measured({"": lambda lines=lines: score_lines(lines)}, 3)[""]
        rows.append((count, 1e9 * median(kernel) / count, 1e9 * median(batch) / count))
    return table("Growth", ("lines", "kernel, ns a line", "score_lines with findings, ns a line"), rows)


def stages(count: int) -> str:
    from scoring import rulebook
    from scoring.batch import columns
    from scoring.batch.chunk import score
    from scoring.batch.files import Output, ParquetSource

    book, rows = rulebook("hongshan-2023"), []
    with tempfile.TemporaryDirectory() as folder:
        for texts in (False, True):
            path = Path(folder) / "in.parquet"
            batch_data.write(path, count, texts=texts)
            source = ParquetSource(path)
            spent: dict[str, float] = dict.fromkeys(("read", "parse", "score, find", "make columns", "write"), 0.0)
            schema = columns.out_schema(source.schema)
            with Output(Path(folder) / "out.parquet", schema) as out:
                chunks = source.batches()
                while True:
                    marks = [time.perf_counter()]
                    chunk = next(chunks, None)
                    if chunk is None:
                        break
                    marks.append(time.perf_counter())
                    lines = columns.read(chunk, book)
                    marks.append(time.perf_counter())
                    scores = score(lines, book)
                    marks.append(time.perf_counter())
                    made = columns.written(chunk, scores)
                    marks.append(time.perf_counter())
                    out.write(made)
                    marks.append(time.perf_counter())
                    for name, start, end in zip(spent, marks, marks[1:], strict=False):
                        spent[name] += end - start
            rows.append(("texts" if texts else "typed", *(1e9 * each / count for each in spent.values())))
    return table("Stages, ns a line, one thread", ("cells", *spent), rows)


def totals(count: int) -> str:
    data = batch_data.Data(count, "narrow")
    form, truth = np.arange(count) // batch_data.PER_FORM, data.truth()
    w, a, b, up = data.floats()
    wanted = np.add.reduceat(truth, np.arange(0, count, batch_data.PER_FORM))

    def ours() -> np.ndarray:
        cents = np.rint(score_floats(w, a, b, up, check=False) * 100).astype(np.int64)
        return sums_by_form(form, cents, len(wanted))

    lines = data.table()

    def batch() -> np.ndarray:
        return score_lines(lines, totals=True).totals["rule_low"].cast("float64").to_numpy()

    jobs: dict[str, Job] = {
        "pandas, naive": lambda: peers.pandas_totals(form, w, a, b, up),
        "jixiao kernel, int64 sums by form": ours,
        "score_lines with findings, grades and totals": batch,
    }
    spent = measured(jobs)
    rows = []
    for name, job in jobs.items():
        got = np.asarray(job())
        sums = got if got.dtype == np.int64 else got * 100  # a naive sum that is off by 1e-12 is not counted as wrong
        sums = np.where(np.abs(sums - np.rint(sums)) < 1e-6, np.rint(sums), sums)
        rows.append((name, ratio(spent, name, "pandas, naive"), int((sums != wanted).sum())))
    return table(f"Scores and totals, {count:,} lines, {len(wanted):,} forms", ("", "× pandas", "wrong totals"), rows)


def texts(count: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.parquet"
        batch_data.write(path, count, texts=True)
        start = time.perf_counter()
        score_file(path, Path(folder) / "out.parquet")
        spent = time.perf_counter() - start
    return table("From cell texts, Parquet to Parquet", ("lines", "M lines/s"), [(count, count / spent / 1e6)])


def others(count: int) -> str:
    rows: list[tuple[object, ...]] = []
    data = batch_data.Data(count, "narrow")
    truth, (w, a, b, up) = data.truth(), data.floats()
    for name, size, prepare in peers.PEERS:
        part = (w[:size], a[:size], b[:size], up[:size])
        made = prepare(*part, data)
        if made is None:
            rows.append((name, "not installed", "", "", ""))
            continue
        job = made
        kernels = {"ours": lambda: score_floats(w, a, b, up, check=False), **peers.compiled(w, a, b, up, data.places)}
        spent, lines = measured({"peer": job, **kernels}), min(size, count)
        times = [
            f"{median(one / two for one, two in zip(spent['peer'], spent[each], strict=True)) * count / lines:,.1f}"
            for each in kernels
        ]
        got = np.rint(np.asarray(job(), np.float64) * 100).astype(np.int64)
        times += [""] * (2 - len(times))
        rows.append((name, lines, *times, f"{100 * np.mean(got != truth[: len(got)]):.2f} %"))
    return table(
        "Others, time a line as a multiple of our kernel's", ("", "lines", "× ours", "× ours, numba", "wrong"), rows
    )


def records(count: int = 20_000) -> str:
    data = batch_data.Data(count, "narrow")
    w, a, b, up = data.floats()
    columns = zip(*(column.tolist() for column in (w, a, b, up)), strict=True)
    given = [
        {"form": row // 20, "weight": str(x), "filed": None, "kind": "positive" if p else "reverse", "a": str(y),
         "b": str(z)} for row, (x, y, z, p) in enumerate(columns)
    ]  # fmt: skip
    jobs: dict[str, Job] = {"jixiao": lambda: peers.from_records(given)}
    zen = peers.zen_records(given)
    if zen is None:
        return ""
    spent = measured(jobs | {"zen": zen})
    return table(f"A list of {count:,} Python records, numbers as text", ("", "faster than zen"),
                 [("jixiao", median(z / j for z, j in zip(spent["zen"], spent["jixiao"], strict=True)))])  # fmt: skip


def files(count: int, rounds: int) -> str:
    """Whole processes: Parquet in, Parquet out; ours with and without totals, Polars reading and writing as much."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        path = Path(folder) / "in.parquet"
        batch_data.write(path, count)
        jobs = {
            "polars, as many columns": (str(ROOT / "benchmarks" / "batch_peers.py"), str(path), f"{folder}/p.parquet"),
            "score batch": ("-m", "scoring.cli", "batch", str(path), "-o", f"{folder}/o.parquet"),
            "score batch --totals": ("-m", "scoring.cli", "batch", str(path), "-o", f"{folder}/o.parquet",
                                     "--totals", f"{folder}/t.parquet"),
        }  # fmt: skip
        spent: dict[str, list[tuple[float, float, float]]] = {name: [] for name in jobs}
        for _ in range(rounds):
            for name, command in jobs.items():
                spent[name].append(process([sys.executable, *command]))
        base = spent["polars, as many columns"]
        for name, each in spent.items():
            wall, cpu = (median(one[at] / two[at] for one, two in zip(each, base, strict=True)) for at in (0, 1))
            rows.append((name, median(one[0] for one in each), wall, cpu, round(max(one[2] for one in each))))
    heads = ("", "s", "× Polars", "× Polars in CPU time", "peak MiB")
    return table(f"Parquet to Parquet, {count:,} typed lines, {rounds} rounds", heads, rows)


def process(command: list[str]) -> tuple[float, float, float]:
    """Seconds, CPU seconds and peak MiB of a process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def machine() -> str:
    import pyarrow

    return (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, NumPy {np.__version__}, "
        f"Polars {pl.__version__}, PyArrow {pyarrow.__version__}. Ratios hold within a row of one run; load of other "
        "work moves them."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=10**7)
    parser.add_argument("--files", type=int, default=0, metavar="LINES", help="the file job instead of the others")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help="one part by name")
    options = parser.parse_args()
    if any(os.environ.get(name) != value for name, value in WARM.items()) and not options.files:
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | WARM)
    parts: dict[str, Callable[[], str]] = {
        "kernels": lambda: kernels(options.lines), "growth": lambda: growth(options.lines),
        "totals": lambda: totals(options.lines), "others": lambda: others(min(options.lines, 10**6)),
        "records": records, "stages": lambda: stages(10**6), "texts": lambda: texts(options.lines),
    }  # fmt: skip
    if options.files:
        parts = {"files": lambda: files(options.files, options.rounds)}
    print(machine())
    for name, part in parts.items():
        if not options.only or options.only == name:
            print("\n" + part(), flush=True)


if __name__ == "__main__":
    main()
