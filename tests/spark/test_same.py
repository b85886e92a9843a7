"""Spark gives what the local batch gives: every line, every total, every count, whatever the types of the columns."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiers import slow

from scoring import batch
from tests.spark.frames import KINDS, by, rows, table

pytest.importorskip("pyspark", reason="pip install 'jixiao[spark]'")
spark_batch = import_module("scoring.batch.spark")
pytestmark = slow  # Java starts in each process of the tests, and is slower than they are
# a frame is one example, and hundreds of lines
FEW = settings(max_examples=max(2, settings().max_examples // 50), suppress_health_check=list(HealthCheck))
BOOKS = st.sampled_from(["hongshan-2023", "system-d1", "mof-2020"])


def same(spark, lines: pa.Table, book: str = "hongshan-2023") -> None:
    local = batch.score_lines(lines, book, totals=True)
    done = spark_batch.score_lines(spark.createDataFrame(lines), book, totals=True)
    assert by("line", done.lines.toArrow()) == by("line", local.lines)
    assert by("form", done.totals.toArrow()) == by("form", local.totals)
    assert dict(done.not_run) == dict(local.not_run) | {"S307": "order"}


@pytest.mark.parametrize("kind", KINDS)
@FEW
@given(made=st.lists(rows(), min_size=100, max_size=200), book=BOOKS)
def test_spark_is_local(spark, kind, made, book) -> None:
    same(spark, table(made, kind), book)


@FEW
@given(made=st.lists(rows(), min_size=100, max_size=200))
def test_spark_is_local_without_optional_columns(spark, made) -> None:
    same(spark, table(made, "decimal").drop_columns(["block", "printed_total"]))


# what no BIGINT of the column's scale holds, beside plain lines
ODD = {
    "double": [0.1 + 0.2, 1e-9, 1e17, float("nan"), float("inf"), -0.0, 33.333333333333336, 2.0**60],
    "long": [10**9, -(10**9), 2**63 - 1, -(2**63), 10**15],
    "longest decimal": list(map(Decimal, ("0.0000001", "12345678901234567890", "-0.000000000000000001", "1e18"))),
}


@pytest.mark.parametrize("kind", ODD)
@FEW
@given(data=st.data(), made=st.lists(rows(), min_size=80, max_size=120))
def test_odd_numbers_go_to_the_local_kernel(spark, kind, data, made) -> None:
    lines = table(made, kind)
    for name in ("weight", "filed", "a", "b"):
        values = lines[name].to_pylist()
        for at in data.draw(st.lists(st.integers(0, len(values) - 1), max_size=3)):
            values[at] = data.draw(st.sampled_from(ODD[kind]))
        lines = lines.set_column(lines.column_names.index(name), name, pa.array(values, KINDS[kind]))
    same(spark, lines)


CELL = st.sampled_from(["≥3000人", "2399", "≤3起", "4起", "有效保障", "达成预期指标", "", "≥95%", "96.5%", "100"])


@FEW
@given(made=st.lists(st.tuples(rows(), CELL, CELL, st.sampled_from(["", "64%", "1"])), min_size=30, max_size=80))
def test_texts_are_local(spark, made) -> None:
    lines = table([row for row, *_ in made], "decimal").drop_columns(["a", "b", "kind"])
    for number, name in enumerate(("target", "actual", "printed_rate"), 1):
        lines = lines.append_column(name, pa.array([each[number] for each in made]))
    same(spark, lines)


def test_counts_add_up_to_the_lines_that_went_in(spark) -> None:
    made = [{"line": at, "form": at % 3, "kind": kind, "weight": at - 1, "filed": at, "a": at, "b": 2}
            for at, kind in enumerate(["positive", "reverse", None, "other"] * 3)]  # fmt: skip
    lines = pa.Table.from_pylist(made)
    counts = spark_batch.counts(spark_batch.score_lines(spark.createDataFrame(lines)))
    assert counts == batch.score_lines(lines).counts
    assert counts.lines == len(made)


def test_what_is_not_ansi_is_the_same(spark) -> None:
    """Without ANSI rules Spark wraps where it would raise; products are guarded, so neither happens."""
    limit = 2**63 - 1
    lines = pa.table({
        "line": range(6), "form": [0] * 6, "kind": ["positive", "reverse"] * 3,
        "weight": pa.array([Decimal(999_999_999)] * 6, pa.decimal128(15, 6)),
        "filed": pa.array([Decimal(5)] * 6, pa.decimal128(15, 6)),
        "a": [limit, limit - 1, 3, 1, -limit, 0], "b": [limit - 1, limit, limit, limit, limit, -limit],
    })  # fmt: skip
    for ansi in ("true", "false"):
        spark.conf.set("spark.sql.ansi.enabled", ansi)
        same(spark, lines)
        same(spark, lines, "system-d1")
    spark.conf.unset("spark.sql.ansi.enabled")


@pytest.mark.parametrize("lines", [9_000, 10_000])
def test_sums_beyond_64_bits_are_unknown(spark, lines) -> None:
    weights = pa.array([999_999_999] * lines, pa.int32())
    ones = [1] * lines
    same(spark, pa.table({"line": range(lines), "form": ones, "weight": weights, "filed": weights,
                          "kind": ["positive"] * lines, "a": ones, "b": ones}))  # fmt: skip


def test_grades_at_an_edge_are_exact(spark) -> None:
    """80 points and three times 10/3 make 90 exactly, which three times 3.33 do not show."""
    weights = [Decimal(80), Decimal(10), Decimal(10), Decimal(10)]
    lines = pa.table({
        "line": range(4), "form": [7] * 4, "kind": ["positive"] * 4, "filed": weights, "weight": weights,
        "a": [3] * 4, "b": [3, 1, 1, 1],
    })  # fmt: skip
    same(spark, lines)
    (total,) = spark_batch.score_lines(spark.createDataFrame(lines), totals=True).totals.collect()
    assert (total["rule_low"], total["grade_rule"]) == (Decimal("89.99"), "优")
