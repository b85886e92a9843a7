"""Lines of a Spark frame scored as the local batch scores them, and what is not looked for."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql

from indicators.messages import Message
from scoring.batch import columns
from scoring.batch.faced import STATUSES
from scoring.batch.numbers import ColumnError
from scoring.batch.ruled import check_rulebook, left_out
from scoring.batch.run import Counts
from scoring.batch.spark import local, lost, typed
from scoring.batch.spark.totals import totals as totals_of
from scoring.batch.spark.whole import any_odd
from scoring.rulebook import Rulebook, resolve


@frozen(eq=False)
class Scored:
    """Frames that Spark works out when they are asked for; ``totals`` is None where they were not wanted.

    ``not_run`` pairs each finding that is not looked for with what it lacks; ``left_out`` are the keys of the rulebook
    that concern findings of single forms alone.
    """

    lines: DataFrame
    totals: DataFrame | None
    not_run: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...] = ()


def score_lines(frame: DataFrame, rules: str | Path | Rulebook = "hongshan-2023", *, totals: bool = False) -> Scored:
    """Score lines: every column that came in, then ``rule_low``, ``rule_high``, ``status``, ``findings``,
    ``assumed``.

    The columns, their meaning and the results are those of ``scoring.batch.score_lines``, in no order. Typed lines
    (``kind``, ``a``, ``b``, no ``printed_rate``) take no Python worker. Where the type of a column leaves room for
    numbers that BIGINT does not hold exactly (float64, integers beyond 10**9 as weights, long decimals), one pass at
    once looks for such lines; if there are any, those alone go to the local kernel. Raises ColumnError for columns that
    are missing or of a wrong type, InputError for the rulebook.

    >>> lines = spark.sql("select 1 form, 4 weight, 2 filed, 'positive' kind, 1550 a, 283 b")
    >>> [(str(line.rule_low), line.findings) for line in score_lines(lines).lines.collect()]
    [('0.73', ['S302'])]
    """
    columns.check(frame.columns)
    if "unread" in frame.columns:
        raise ColumnError(Message("the column {name} is not known on Spark", {"name": "unread"}))
    book = resolve(rules)
    check_rulebook(book)
    how = typed.plan(frame.schema, book)
    odd = how.odd if how is not None and any_odd(frame, how.odd) else None

    def score(some: DataFrame) -> DataFrame:
        if how is None:
            return local.scored(some, book)
        if odd is None:
            return typed.scored(some, how, book)
        left = f"coalesce({odd}, false)"
        return typed.scored(some.where(f"not {left}"), how, book).union(local.scored(some.where(left), book))

    lines = lost.scored(frame, score).select(*[f"`{name}`" for name in (*frame.columns, *columns.MADE)])
    made = totals_of(frame, score(frame), book) if totals else None
    not_run = dict(columns.not_run(frame.columns, totals)) | {"S307": "order"}  # it stands on the first of its kind
    return Scored(lines, made, tuple(sorted(not_run.items())), left_out(book))


def counts(scored: Scored) -> Counts:
    """How many lines come out with each status; they add up to the lines that went in. Spark works them out at once."""
    found = sql.count_if(sql.size("findings") > 0).alias("found")
    rows = scored.lines.groupBy("status").agg(sql.count("*").alias("lines"), found).collect()
    by_status = {row["status"]: row["lines"] for row in rows}
    return Counts(tuple((name, by_status.get(name, 0)) for name in STATUSES), sum(row["found"] for row in rows))
