"""One row a form, as the local batch gives it: sums by group, in Spark's own whole numbers."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql
from pyspark.sql import types as kinds

from scoring.batch import columns
from scoring.batch.chunk import BESIDE
from scoring.batch.faced import DETAIL, JUDGEMENT, SCORED
from scoring.batch.run import exact_scores
from scoring.batch.spark.names import own
from scoring.batch.tally import WHOLE
from scoring.batch.totals import HUNDRED, INCOMPLETE, NEAR
from scoring.interval import Interval
from scoring.rulebook import Rulebook

KEY, EXACT = own("form"), own("grade")
# how far rows beside the 100 points may move a printed total
ASIDE = f"if({own('block')} = {BESIDE}, coalesce(abs({own('f')}), abs({own('w')}), {WHOLE}L), 0L)"
COUNTS = f"status != '{DETAIL}'"
NONE = "cast(array() as array<string>)"


def totals(frame: DataFrame, full: DataFrame, book: Rulebook) -> DataFrame:
    """The totals of every form; the few whose grade hangs on fractions are added up exactly, in a Python worker."""
    sums = _sums(full)
    if book.grades:
        near = sums.where(_near(book)).select(sql.col("form").alias(KEY))
        few = frame.join(near, sql.col("form").eqNullSafe(sql.col(KEY)), "left_semi")
        schema = kinds.StructType([frame.schema["form"], kinds.StructField("grade", kinds.StringType())])
        exact = few.groupBy("form").applyInArrow(_exact_grade(book), schema)
        exact = exact.select(sql.col("form").alias(KEY), sql.col("grade").alias(EXACT))
        sums = sums.join(exact, sql.col("form").eqNullSafe(sql.col(KEY)), "left")
    found = [f"if({_whole()} and lines > 0 and weight != {HUNDRED}, 'W101', null)"]
    if "printed_total" in frame.columns:
        found.append(f"if({_whole()} and lines > 0 and {_total_wrong()}, 'S305', null)")
    return sums.selectExpr(
        "form", "lines", "unscored", _decimal("weight", _whole()), _decimal("filed", _whole(), "filed_low"),
        _decimal("filed + lost_weight", _whole(), "filed_high"), _decimal("low", "unscored = 0", "rule_low", 2),
        _decimal("high", "unscored = 0", "rule_high", 2), f"{_filed_grade(book)} as grade_filed",
        f"{_rule_grade(book)} as grade_rule",
        f"case when unscored > 0 then '{INCOMPLETE}' when open > 0 then '{JUDGEMENT}' else '{SCORED}' end as status",
        f"array_compact(array({', '.join(found)})) as findings",
    )  # fmt: skip


def _sums(full: DataFrame) -> DataFrame:
    """What the lines of each form add up to; a form whose sums are too long for whole numbers counts as unknown."""
    w, f, good, missing, low, high = (own(name) for name in ("w", "f", "good", "missing", "low", "high"))
    lost, known = f"{good} and {missing}", f"{COUNTS} and {low} is not null"
    given = f"if({good} and not {missing}, {f}, 0L)"
    each = f"sign({given}) * ((abs({given}) + 5000L) div 10000L)"
    every = {
        "lines": f"count_if({COUNTS})", "bad": f"count_if({COUNTS} and not coalesce({good}, false))",
        "weight": f"try_sum(if({good}, {w}, 0L))", "filed": f"try_sum({given})",
        "lost_weight": f"try_sum(if({lost}, {w}, 0L))", "each": f"try_sum(cast({each} as bigint))",
        "lost_each": f"try_sum(if({lost}, ({w} + 5000L) div 10000L, 0L))", "printed": f"max({own('printed')})",
        "aside": f"coalesce(try_sum({ASIDE}), 0L)",
        "open": f"count_if({known} and status != '{SCORED}')", "unscored": f"count_if({COUNTS} and {low} is null)",
        "low": f"if(count({low}) = 0, 0L, try_sum({low}))", "high": f"if(count({high}) = 0, 0L, try_sum({high}))",
        "rest_low": f"coalesce(sum({own('rest_low')}), 0D)", "rest_high": f"coalesce(sum({own('rest_high')}), 0D)",
        "loose_low": f"count_if({own('rest_low')} != 0)", "loose_high": f"count_if({own('rest_high')} != 0)",
    }  # fmt: skip
    sums = full.groupBy("form").agg(*[sql.expr(text).alias(name) for name, text in every.items()])
    wraps = sql.expr("if(weight is null or filed is null or lost_weight is null, 1, 0)")  # beyond 64 bits: unknown
    return sums.withColumns({name: sql.col(name) + wraps for name in ("bad", "unscored")})


def _decimal(value: str, known: str, name: str = "", places: int = 6) -> str:
    whole, unit = f"cast({value} as decimal(19, 0))", f"{10.0**-places:.{places}f}BD"
    return f"if({known}, cast({whole} * {unit} as decimal(38, {places})), null) as {name or value}"


def _whole() -> str:
    return "bad = 0"


def _total_wrong() -> str:
    """Whether a printed total is not what the filed scores add to, rounded before adding, after, or not (S305)."""
    low, high = "filed", "(filed + lost_weight)"
    after = [f"sign({end}) * ((abs({end}) + 5000L) div 10000L) * 10000L" for end in (low, high)]
    spans = (low, high), after, ("each * 10000L", "(each + lost_each) * 10000L")
    within = " or ".join(f"printed between {start} - aside and {end} + aside" for start, end in spans)
    return f"(printed is not null and not ({within}))"


def _grade(total: str, book: Rulebook, scale: int) -> str:
    """The first grade whose edge is reached."""
    if not book.grades:
        return "cast(null as string)"
    steps = " ".join(f"when {total} >= {int(edge * scale)} then '{name}'" for name, edge in book.grades)
    return f"case {steps} end"


def _agreed(low: str, high: str, known: str) -> str:
    return f"if({known} and ({low}) = ({high}), {low}, null)"


def _filed_grade(book: Rulebook) -> str:
    return _agreed(_grade("filed", book, 10**6), _grade("(filed + lost_weight)", book, 10**6), _whole())


def _rule_grade(book: Rulebook) -> str:
    """The grade of the exact total: from the shown one and what lies above it, or exactly where an edge is near."""
    low, high = (_grade(f"({end} + if(loose_{end} > 0, rest_{end}, 0D))", book, 100) for end in ("low", "high"))
    plain = _agreed(low, high, "unscored = 0")
    return f"if({_near(book)}, {EXACT}, {plain})" if book.grades else plain


def _near(book: Rulebook) -> str:
    """Whether the exact total, which is not the shown one, lies at an edge as far as floats can tell."""
    parts = [
        f"loose_{end} > 0 and abs({end} + rest_{end} - {int(edge * 100)}) < {NEAR}D"
        for end in ("low", "high") for _, edge in book.grades
    ]  # fmt: skip
    return f"(unscored = 0 and ({' or '.join(parts)}))"


def _exact_grade(book: Rulebook) -> Callable[[pa.Table], pa.Table]:
    """What gives the grade of one form's exact total, from its lines."""

    def grade(table: pa.Table) -> pa.Table:
        batch = table.combine_chunks().to_batches()[0]
        lows, highs = zip(*exact_scores(columns.read(batch, book), book), strict=True)
        grades = pa.array([book.grade(Interval(sum(lows), sum(highs)))], pa.string())
        return pa.table({"form": table.column("form").slice(0, 1), "grade": grades})

    return grade
