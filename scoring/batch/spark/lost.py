"""Lost scores (S308) across the lines of a form, wherever they stand: the forms that have one are looked at alone."""

from __future__ import annotations

from collections.abc import Callable

from pyspark.sql import DataFrame
from pyspark.sql import functions as sql
from pyspark.sql import types as kinds

from scoring.batch.faced import DETAIL
from scoring.batch.spark.names import BLANK, own
from scoring.batch.spark.totals import ASIDE

W, F, BLOCK, GOOD, MISSING = (own(name) for name in ("w", "f", "block", "good", "missing"))
FACTS = ("lines", "lost", "indicators", "lost_indicators", "bad", "filed", "lost_weight", "printed", "aside")


def scored(frame: DataFrame, score: Callable[[DataFrame], DataFrame]) -> DataFrame:
    """``score(frame)``, with S308 on the lines that have no score and of which something is known.

    Those lines alone are brought together with the sums of their forms; no other line moves.
    """
    if not frame.schema["filed"].nullable:
        return score(frame)
    empty = "filed is null"
    if isinstance(frame.schema["filed"].dataType, kinds.StringType):
        empty += f" or btrim(filed, {BLANK}) = ''"
    key = own("form")
    lost = frame.where(empty)
    forms = lost.select(sql.col("form").alias(key)).distinct()
    few = frame.join(forms, sql.col("form").eqNullSafe(sql.col(key)), "left_semi")
    full, facts = score(lost), _facts(score(few), "printed_total" in frame.columns)
    joined = full.join(facts, sql.col("form").eqNullSafe(sql.col(key)), "left")
    hit = sql.expr(f"{key}_known and {_able()}")
    findings = sql.when(hit, sql.array_append("findings", sql.lit("S308"))).otherwise(sql.col("findings"))
    marked = joined.withColumn("findings", findings).select(*[f"`{name}`" for name in full.columns])
    return score(frame.where(f"not ({empty})")).union(marked)


def _facts(lines: DataFrame, printed: bool) -> DataFrame:
    """What each form with a lost score adds up to."""
    counts = f"status != '{DETAIL}'"
    if printed:
        good, bad = GOOD, f"{counts} and not coalesce({GOOD}, false)"
    else:
        good, bad = "true", "false"
    lost, indicator = f"{counts} and {good} and {MISSING}", f"{counts} and {good} and {BLOCK} = 2"
    sums = {
        "lines": f"count_if({counts})", "lost": f"count_if({lost})", "indicators": f"count_if({indicator})",
        "lost_indicators": f"count_if({lost} and {BLOCK} = 2)", "bad": f"count_if({bad})",
        "filed": f"sum(if({GOOD}, {F}, 0L))", "lost_weight": f"sum(if({GOOD} and {MISSING}, {W}, 0L))",
        "printed": f"max({own('printed')})", "aside": f"sum({ASIDE})",
    }  # fmt: skip
    made = [sql.expr(text).alias(own(f"form_{name}")) for name, text in sums.items()]
    grouped = lines.groupBy(sql.col("form").alias(own("form"))).agg(*made)
    open_lines = f"{own('form_lost')} > 0 and {own('form_lost')} < {own('form_lines')} and {own('form_bad')} = 0"
    return grouped.where(open_lines).withColumn(f"{own('form')}_known", sql.lit(True))


def _able() -> str:
    """Whether a line of such a form is told of: not one of a whole empty column, nor where the total leaves nothing."""
    of = {name: own(f"form_{name}") for name in FACTS}
    column = f"{BLOCK} = 2 and {of['indicators']} > 1 and {of['indicators']} = {of['lost_indicators']}"
    rest = f"({of['printed']} - {of['filed']})"
    low = f"greatest({rest} - ({of['lost_weight']} - {W}) - {of['aside']}, 0L)"
    left = f"{of['printed']} is null or {low} <= least({W}, {rest} + {of['aside']})"
    return f"{MISSING} and {W} >= 0 and {BLOCK} < 3 and not ({column}) and ({left})"
