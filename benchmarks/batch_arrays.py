"""Benchmarks of the batch in memory: kernels, totals, means, stages, growth, and what others take."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

import batch_data
import batch_peers as peers
import numpy as np
from batch_timing import Job, Table, measured, ratio, table

from scoring.batch import consolidate_columns, score_floats, score_integers, score_lines, sums_by_form

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


def kernels(count: int) -> Table:
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
    heads = ("values", "kernel, one thread", "× naive", "× naive in blocks", "× branch-free in blocks", "M lines/s",
             "wrong lines")  # fmt: skip
    note = (
        "One thread; the allocator keeps its memory, which favours the naive kernels. They are the one line that "
        "people write: `np.round(w * np.minimum(1, np.where(up, b, a) / np.where(up, a, b)), 2)`, over whole arrays "
        "or in blocks of the size of ours. *Branch-free* is our own form with a plain 100 and without the checks of "
        "bounds: the ratio to it is what exactness costs, the ratios to the others are what a user gains or loses."
    )
    return table(f"Kernels, {count:,} lines", heads, rows, note)


def totals(count: int) -> Table:
    data = batch_data.Data(count, "narrow")
    form, truth = np.arange(count) // batch_data.PER_FORM, data.truth()
    w, a, b, up = data.floats()
    wanted = np.add.reduceat(truth, np.arange(0, count, batch_data.PER_FORM))
    lines = data.table()

    def ours() -> np.ndarray:
        cents = np.rint(score_floats(w, a, b, up, check=False) * 100).astype(np.int64)
        return sums_by_form(form, cents, len(wanted))

    def batch() -> np.ndarray:
        return score_lines(lines, totals=True).totals["rule_low"].cast("float64").to_numpy()

    naive, full = "pandas, naive: score, sum by form", "score_lines: columns, findings, grades, totals"
    jobs: dict[str, Job] = {
        naive: lambda: peers.pandas_totals(form, w, a, b, up),
        "jixiao: score_floats, sums_by_form": ours,
        full: batch,
    }
    spent, rows = measured(jobs), []
    for name, job in jobs.items():
        got = np.asarray(job())
        sums = got if got.dtype == np.int64 else got * 100  # a naive sum that is off by 1e-12 is not counted as wrong
        sums = np.where(np.abs(sums - np.rint(sums)) < 1e-6, np.rint(sums), sums)
        rows.append((name, ratio(spent, name, naive), 1e9 * median(spent[name]) / count, int((sums != wanted).sum())))
    note = (
        "The first two do the same job. `score_lines` checks every digit, looks for every finding, grades each form "
        "and writes four columns beside that."
    )
    title = f"Scores and totals, {count:,} lines, {len(wanted):,} forms"
    return table(title, ("", "× pandas", "ns a line", "wrong totals"), rows, note)


def means(count: int) -> Table:
    """Sums and fund-weighted means of a hundred children each, in no order."""
    draw = np.random.default_rng(batch_data.SEED)
    rows: list[tuple[object, ...]] = []
    for each in (100, 5):
        group = draw.integers(0, count // each, count)
        lines = peers.children(group, draw)
        naive = "pandas, floats"
        jobs: dict[str, Job] = {
            naive: peers.pandas_means(lines),
            "jixiao": lambda lines=lines: consolidate_columns(lines),
        }
        spent = measured(jobs)
        made = consolidate_columns(lines).sort_by([("parent", "ascending"), ("indicator", "ascending")])
        right = made["value"].cast("float64").to_numpy()
        wrong = int((np.abs(np.asarray(jobs[naive]()) - right) > 5e-7).sum())
        for name, count_wrong in ((naive, wrong), ("jixiao", 0)):
            rows.append((each, name, ratio(spent, name, naive), 1e9 * median(spent[name]) / count, count_wrong))
    note = (
        "Random order; half of the indicators are sums, half means weighted by funds: `consolidate_columns` against a "
        "group-by of products in floats. *Wrong* is in the sixth decimal."
    )
    return table(
        f"Consolidation, {count:,} lines", ("children of a group", "", "× pandas", "ns a line", "wrong"), rows, note
    )


def stages(count: int) -> Table:
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


def growth(most: int) -> Table:
    rows: list[tuple[object, ...]] = []
    for count in (10**4, 10**5, 10**6, 10**7):
        if count > most:
            break
        data = batch_data.Data(count, "narrow")
        w, a, b, up = data.floats()
        lines = data.table()
        jobs: dict[str, Job] = {
            "kernel": lambda w=w, a=a, b=b, up=up: score_floats(w, a, b, up, check=False),
            "batch": lambda lines=lines: score_lines(lines),
        }
        spent = measured(jobs)
        rows.append((count, *(1e9 * median(spent[name]) / count for name in jobs)))
    note = "In memory; the step to 100,000,000 lines is that of the files above."
    return table("Growth", ("lines", "kernel, ns a line", "score_lines with findings, ns a line"), rows, note)


def others(count: int) -> Table:
    rows: list[tuple[object, ...]] = []
    data = batch_data.Data(count, "narrow")
    truth, (w, a, b, up) = data.truth(), data.floats()
    for name, size, prepare in peers.PEERS:
        job = prepare(w[:size], a[:size], b[:size], up[:size], data)
        if job is None:
            rows.append((name, "not installed", "", "", ""))
            continue
        kernels = {"ours": lambda: score_floats(w, a, b, up, check=False), **peers.compiled(w, a, b, up, data.places)}
        spent, lines = measured({"peer": job, **kernels}), min(size, count)
        times = [
            f"{median(one / two for one, two in zip(spent['peer'], spent[each], strict=True)) * count / lines:,.1f}"
            for each in kernels
        ]
        got = np.rint(np.asarray(job(), np.float64) * 100).astype(np.int64)
        times += [""] * (2 - len(times))
        rows.append((name, lines, *times, f"{100 * np.mean(got != truth[: len(got)]):.2f} %"))
    note = (
        "Time a line as a multiple of our kernel's, `score_floats` on columns of float64; what is timed of the others "
        "is in `benchmarks/batch_peers.py`. openfisca-core gets its columns the way that its documentation gives for "
        "large data: `declare_person_entity`, `declare_entity`, `join_with_persons` with the ids of lines and forms, "
        "`set_input` for each column, `calculate`. *Lines alone* leaves the forms away, which real lines have; *bare* "
        "is the formula alone, on float32. Our kernel is not handed the forms, as it needs none. zen gets Python rows, "
        "not columns."
    )
    return table("Others", ("", "lines", "× ours", "× ours, numba", "wrong"), rows, note)


def records(count: int = 20_000) -> Table:
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
        return table("", (), [])
    spent = measured(jobs | {"zen": zen})
    return table(f"A list of {count:,} Python records, numbers as text", ("", "faster than zen"),
                 [("jixiao", median(z / j for z, j in zip(spent["zen"], spent["jixiao"], strict=True)))])  # fmt: skip
