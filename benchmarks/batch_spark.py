"""The batch on Spark, two local workers: the kernel and the whole job beside Spark's own round of doubles."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import batch_data
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from batch_timing import Table, measured, ratio, table

OTHER = "Spark's own round(double, 2)"
HEADS = ("values", "to the noop sink", f"× {OTHER}", "ns a line", "wrong lines", "Python worker")
SAMPLE = 200_000
FEW = 3  # rounds of the whole job, which takes long


def _decimals(values: np.ndarray, places: int, digits: int) -> pa.Array:
    halves = np.zeros((len(values), 2), np.int64)
    halves[:, 0] = values
    return pa.Array.from_buffers(pa.decimal128(digits, places), len(values), [None, pa.py_buffer(halves)])


def _written(folder: Path, count: int, profile: str) -> None:
    """The same lines as doubles, as whole numbers, as decimals and as a batch takes them."""
    writer = None
    for first in range(0, count, 10**6):
        data = batch_data.Data(min(10**6, count - first), profile, batch_data.SEED + first)
        weight, _, _, up = data.floats()
        given = data.table(first)
        columns = {name: given[name] for name in ("form", "kind", "weight", "a", "b", "filed")} | {
            "up": up, "wi": data.weight, "ai": data.a, "bi": data.b, "wd": _decimals(data.weight, 2, 9),
            "ad": _decimals(data.a, data.places, 15), "bd": _decimals(data.b, data.places, 15),
            "truth": data.truth() if first == 0 else np.zeros(len(weight), np.int64),
        }  # fmt: skip
        part = pa.table(columns)
        part = part.set_column(1, "kind", part["kind"].cast(pa.string()))
        writer = writer or pq.ParquetWriter(folder / f"{profile}.parquet", part.schema, compression="lz4")
        writer.write_table(part)
    if writer:
        writer.close()


def _frames(lines: Any, places: int) -> dict[str, Any]:
    """Each way of scoring, as a frame with a column ``s``."""
    from pyspark.sql import functions as sql

    from scoring.batch.spark import hundredths, score_lines
    from scoring.batch.spark.whole import whole

    ratio = "case when (b >= a) = up or a = b then 1D when up then b / a else a / b end"
    ints = lines.selectExpr("wi w", "ai a", "bi b", "up", "truth")
    made = {
        "read the columns": lines.selectExpr("weight", "a", "b", "up s"),
        OTHER: lines.selectExpr(f"round(weight * least(1D, {ratio}), 2) s", "truth"),
        "jixiao from BIGINT": ints.select(hundredths("w", "a", "b", "up").alias("s"), "truth"),
    }
    sizes = {"w": 2, "a": places, "b": places}
    for name, columns in (
        ("jixiao from float64, digits checked", ("weight", "a", "b")),
        ("jixiao from decimal(15)", ("wd", "ad", "bd")),
    ):
        texts = [
            f"{whole(lines.schema[column], places, 15).value} {short}"
            for column, (short, places) in zip(columns, sizes.items(), strict=True)
        ]
        given = lines.selectExpr(*texts, "up", "truth")
        made[name] = given.select(hundredths("w", "a", "b", "up").alias("s"), "truth")
    product, wide = "cast(wi as decimal(16, 0)) * cast({} as decimal(19, 0))", "cast({} as decimal(19, 0))"
    low, high = "least(ai, bi)", "greatest(ai, bi)"
    every = f"(2BD * {product.format(low)} + {wide.format(high)}) div (2BD * {wide.format(high)})"
    met = "ai = bi or (bi > ai) = up"
    made["every line by DECIMAL(38, 0)"] = lines.selectExpr(f"case when {met} then wi else {every} end s", "truth")
    batch = lines.select("form", "kind", "weight", "a", "b", "filed")
    done = score_lines(batch, totals=True)
    made["score_lines, all columns and findings"] = done.lines
    made["score_lines, totals by form"] = done.totals
    points = sql.expr("cast(rule_low * 100 as bigint)").alias("s")
    made["check"] = score_lines(lines.select(*batch.columns, "truth")).lines.select(points, "truth")
    return made


def _wrong(frame: Any, doubles: bool) -> int:
    """Wrong lines among the first of the file."""
    rows = frame.limit(SAMPLE).toArrow()
    found = np.rint(np.asarray(rows["s"]) * 100) if doubles else np.asarray(rows["s"])
    return int((found != np.asarray(rows["truth"])).sum())


def spark(count: int) -> Table:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.memory", "6g").config("spark.sql.shuffle.partitions", "4").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as at:
        for profile, (places, _) in batch_data.PROFILES.items():
            _written(Path(at), count, profile)
            frames = _frames(session.read.parquet(f"{at}/{profile}.parquet"), places)
            check = frames.pop("check")
            if profile != "narrow":  # the whole job costs the same there
                frames = {name: frame for name, frame in frames.items() if "score_lines" not in name}
            jobs = {name: partial(frame.write.format("noop").mode("overwrite").save) for name, frame in frames.items()}
            spent = measured({name: job for name, job in jobs.items() if "score_lines" not in name})
            several = measured({name: job for name, job in jobs.items() if name not in spent or name == OTHER}, FEW)
            for name, frame in frames.items():
                wrong: object = ""
                if name.startswith("score_lines, all"):
                    wrong = _wrong(check, doubles=False)
                elif "truth" in frame.columns:
                    wrong = _wrong(frame, doubles=name == OTHER)
                plan = frame._jdf.queryExecution().executedPlan().toString()
                python = "for forms at an edge" if "totals" in name else "yes" if "Python" in plan else "no"
                own = spent if name in spent else several
                rows.append((profile, name, ratio(own, name, OTHER), 1e9 * median(own[name]) / count, wrong, python))
    session.stop()
    note = (
        f"`local[2]`, Parquet in; wrong lines of the first {SAMPLE:,}; {FEW} rounds of `score_lines`. From BIGINT and"
        " float64 the columns differ and so does reading them: each ratio counts its own. `score_lines` gives all that"
        " the local batch gives."
    )
    return table(f"Spark, {count:,} lines", HEADS, rows, note)
