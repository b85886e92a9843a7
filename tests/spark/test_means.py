"""Consolidation on Spark gives what the local one gives."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiers import slow

from scoring import batch
from tests.spark.frames import KINDS, table

pytest.importorskip("pyspark", reason="pip install 'jixiao[spark]'")
spark_batch = import_module("scoring.batch.spark")
pytestmark = slow  # Java starts in each process of the tests, and is slower than they are
AMOUNT = st.none() | st.decimals(-1, 10**5, places=2) | st.integers(0, 3).map(Decimal)
ROW = st.fixed_dictionaries({
    "parent": st.none() | st.integers(0, 3), "indicator": st.integers(0, 3), "value": AMOUNT, "funds": AMOUNT,
    "nature": st.sampled_from(["sum", "mean", "sum", "mean", " mean", "other", None]),
})  # fmt: skip


def columns(made: list[dict], kind: str) -> pa.Table:
    filled = [row | {"form": 0, "kind": "", "block": "", "weight": row["value"], "filed": row["funds"]} for row in made]
    numbers = table(filled, kind)
    given = {name: [row[name] for row in made] for name in ("parent", "indicator", "nature")}
    given["parent"] = pa.array(given["parent"], pa.int64())
    given["nature"] = pa.array(given["nature"], pa.string())
    return pa.table(given | {"value": numbers["weight"], "funds": numbers["filed"]})


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=max(2, settings().max_examples // 50), suppress_health_check=list(HealthCheck))
@given(made=st.lists(ROW, min_size=60, max_size=120))
def test_spark_is_local(spark, kind, made) -> None:
    lines = columns(made, kind)
    local = {(row["parent"], row["indicator"]): row for row in batch.consolidate_columns(lines).to_pylist()}
    done = spark_batch.consolidate_columns(spark.createDataFrame(lines)).toArrow().to_pylist()
    assert {(row["parent"], row["indicator"]): row for row in done} == local
    assert len(done) == len(local)


def test_a_mean_is_exact_where_floats_are_not(spark) -> None:
    frame = spark.createDataFrame(
        [("p", "i", "mean", Decimal("0.1"), Decimal(3)), ("p", "i", "mean", Decimal("0.3"), Decimal(1))],
        "parent string, indicator string, nature string, value decimal(10, 4), funds decimal(10, 2)",
    )
    (row,) = spark_batch.consolidate_columns(frame).collect()
    assert (row["numerator"], row["denominator"]) == (Decimal("0.6"), Decimal(4))
    assert (row["value"], row["status"], row["children"]) == (Decimal("0.15"), "known", 2)


def test_a_column_that_is_missing_or_no_number_is_told(spark) -> None:
    frame = spark.createDataFrame([(1, 2)], "parent int, indicator int")
    with pytest.raises(batch.ColumnError):
        spark_batch.consolidate_columns(frame)
    dated = spark.sql("select 1 parent, 1 indicator, 'sum' nature, current_date() value, 1 funds")
    with pytest.raises(batch.ColumnError):
        spark_batch.consolidate_columns(dated)
