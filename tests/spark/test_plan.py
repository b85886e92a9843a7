"""How Spark is made to work: no Python worker for typed lines; traps of its arithmetic; what is refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F
from importlib import import_module

import pytest
from tiers import slow

from scoring import batch
from scoring.batch import ColumnError
from tests.spark.frames import KINDS, table

pytest.importorskip("pyspark", reason="pip install 'jixiao[spark]'")
spark_batch = import_module("scoring.batch.spark")
pytestmark = slow  # Java starts in each process of the tests, and is slower than they are
ROW = {"form": 1, "weight": Decimal(4), "filed": Decimal(2), "a": Decimal(1550), "b": Decimal(283), "kind": "positive",
       "block": "indicator", "printed_total": Decimal(2)}  # fmt: skip


def plan(frame) -> str:
    return frame._jdf.queryExecution().executedPlan().toString()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "text"])
def test_typed_lines_take_no_python_worker(spark, kind) -> None:
    done = spark_batch.score_lines(spark.createDataFrame(table([ROW], kind)))
    assert "InArrow" not in plan(done.lines)
    assert "Python" not in plan(done.lines)
    (line,) = done.lines.collect()
    assert (line["rule_low"], line["findings"]) == (Decimal("0.73"), ["S302"])


def test_texts_take_one(spark) -> None:
    assert "InArrow" in plan(spark_batch.score_lines(spark.createDataFrame(table([ROW], "text"))).lines)


def hundredths(spark, rows: list[tuple[int, int, int, bool]]) -> list[int]:
    frame = spark.createDataFrame(rows, "w bigint, a bigint, b bigint, up boolean").coalesce(1)
    return [row[0] for row in frame.select(spark_batch.hundredths("w", "a", "b", "up")).collect()]


def rule(weight: int, target: int, actual: int, positive: bool) -> int:
    """Half up, by Python's fractions."""
    met = actual >= target if positive else actual <= target
    exact = F(weight) if met else F(weight * min(target, actual), max(target, actual))
    return int(exact + F(1, 2))


@pytest.mark.parametrize("bits", [20, 30, 40, 45, 50, 53, 58, 61, 62, 63])
def test_the_kernel_is_exact_at_every_size(spark, bits) -> None:
    """Ties and numbers one last digit off, around each size at which another form takes over."""
    top, rows = 2**bits - 1, []
    for weight in (1, 3, 199, 2000, 99_999):
        for den in (top, top - 1, top // 2, 2 * weight * (top // (2 * weight))):
            for odd in (1, 3, 2 * weight - 1):
                num = den * odd // (2 * weight)  # half a hundredth, or next to it
                rows += [(weight, den, near, True) for near in (num - 1, num, num + 1) if 0 <= near <= top and den]
    rows += [(w, b, a, not up) for w, a, b, up in rows]
    assert hundredths(spark, rows) == [rule(*row) for row in rows]


def test_spark_raises_where_numpy_wraps(spark) -> None:
    """The trap: the same product overflows. Ours is guarded before it is formed."""
    frame = spark.sql("select 9223372036854775807L a, 9223372036854775806L b, 2000L w, true up")
    with pytest.raises(Exception, match="ARITHMETIC_OVERFLOW"):
        frame.selectExpr("(2 * w * b + a) div (2 * a)").collect()
    assert frame.select(spark_batch.hundredths("w", "a", "b", "up")).head()[0] == 2000


def test_narwhals_floor_division_on_spark_is_of_doubles(spark) -> None:
    """The trap: ``//`` is right on other frames and rounds on this one; SQL's ``div`` is what we use."""
    narwhals = pytest.importorskip("narwhals", reason="pip install narwhals")
    top = 2**60 - 1
    frame = spark.createDataFrame([(top, 7)], "n bigint, d bigint")
    wrong = narwhals.from_native(frame).select(q=narwhals.col("n") // narwhals.col("d")).to_native().head()[0]
    assert int(wrong) != top // 7
    assert frame.selectExpr("n div d").head()[0] == top // 7


def test_columns_that_cannot_be_taken_are_told(spark) -> None:
    frame = spark.createDataFrame(table([ROW], "decimal"))
    for wrong in (
        frame.drop("weight"), frame.drop("a"), frame.withColumnRenamed("line", "status"),
        frame.selectExpr("form", "filed", "kind", "a", "b", "current_date() weight"),
        frame.selectExpr("form", "filed", "kind", "weight", "b", "cast(a as float) a"),
    ):  # fmt: skip
        with pytest.raises(ColumnError) as error:
            spark_batch.score_lines(wrong)
        assert error.value.message.template


def test_other_columns_pass_through(spark) -> None:
    frame = spark.sql(
        "select array(1, 2) tags, named_struct('x', 1) `a b`, timestamp '2024-01-01 00:00:00' seen, 'f' form, 4 weight,"
        " cast(null as int) filed, 3 a, 2 b, 'positive' kind union all"
        " select null, null, null, 'f', 4, 1, 3, 2, 'positive'"
    )
    done = spark_batch.score_lines(frame)
    assert done.lines.columns == [*frame.columns, "rule_low", "rule_high", "status", "findings", "assumed"]
    lost = next(row for row in done.lines.collect() if row["tags"])
    assert (lost["a b"]["x"], lost["rule_low"], lost["findings"]) == (1, Decimal("2.67"), ["S308"])


def test_no_lines_are_no_totals(spark) -> None:
    frame = spark.createDataFrame(table([ROW], "decimal")).limit(0)
    done = spark_batch.score_lines(frame, totals=True)
    assert (done.lines.count(), done.totals.count()) == (0, 0)
    assert spark_batch.counts(done).lines == 0


def test_a_rulebook_of_ones_own_goes_to_the_workers(spark) -> None:
    from scoring.rulebook import rulebook

    book = rulebook("system-d1")
    lines = table([ROW | {"kind": "reverse", "a": Decimal(4), "b": Decimal(5)}], "text")
    done = spark_batch.score_lines(spark.createDataFrame(lines), book)
    assert done.lines.toArrow().to_pylist() == batch.score_lines(lines, book).lines.to_pylist()
