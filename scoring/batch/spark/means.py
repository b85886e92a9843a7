"""Consolidation (汇总) by group on Spark: exact sums, and exact means weighted by funds."""

from __future__ import annotations

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql
from pyspark.sql import types as kinds

from indicators.messages import Message
from scoring.batch import means
from scoring.batch.numbers import ColumnError
from scoring.batch.spark.names import BLANK, own
from scoring.batch.spark.whole import LONGEST, Whole, any_odd, whole

VALUE_DIGITS = 15  # a product with funds of 18 digits, in 10**-12: a hundred thousand of them fit 38 digits
V, F = own("v"), own("f")
_SUMS = ("children", "mean", "sum", "plain", "funds", "product", "loose", "empty", "open")
_DECIMALS = {"numerator": 2 * means.PLACES, "denominator": means.PLACES, "value": means.PLACES}


def consolidate_columns(frame: DataFrame) -> DataFrame:
    """One row for each ``parent`` and ``indicator``: what its children make, as ``scoring.batch`` gives it.

    The columns in and out, and what they mean, are those of ``scoring.batch.consolidate_columns``; the rows are in no
    order. Numbers whose types leave no doubt are added up by Spark itself; texts, or a frame with numbers too long for
    that, go to Python workers, group by group. Raises ColumnError for columns that are missing or of a wrong type.

    >>> children = spark.sql("select 'd' parent, '满意度' indicator, 'mean' nature, 95 value, 300 funds")
    >>> [(str(made.value), made.status) for made in consolidate_columns(children).collect()]
    [('95.000000', 'known')]
    """
    for name in means.COLUMNS:
        if name not in frame.columns:
            raise ColumnError(Message("there is no column {name}", {"name": name}))
    value = whole(frame.schema["value"], means.PLACES, VALUE_DIGITS)
    funds = whole(frame.schema["funds"], means.PLACES, LONGEST)
    if value is None or funds is None or any_odd(frame, value.odd, funds.odd):
        return _locally(frame)
    return _written(_summed(frame, value, funds))


def _locally(frame: DataFrame) -> DataFrame:
    """Each group by the local kernel."""
    keys = [frame.schema[name] for name in means.KEYS]
    numbers = [kinds.StructField(name, kinds.DecimalType(38, places)) for name, places in _DECIMALS.items()]
    status = kinds.StructField("status", kinds.StringType())
    schema = kinds.StructType([*keys, kinds.StructField("children", kinds.LongType()), *numbers, status])

    def made(table: pa.Table) -> pa.Table:
        done = means.consolidate_columns(table)
        return done.set_column(done.num_columns - 1, "status", done["status"].cast(pa.string()))

    return frame.groupBy(*means.KEYS).applyInArrow(made, schema)


def _summed(frame: DataFrame, value: Whole, funds: Whole) -> DataFrame:
    """What the lines of each group add up to and say: sums in 10**-6, those of products in 10**-12."""
    plain = f"btrim(cast(nature as string), {BLANK})"
    mean = f"coalesce({plain} != 'sum', true)"  # what is neither is both
    given = frame.selectExpr(
        *means.KEYS, f"{value.value} as {V}", f"{funds.value} as {F}", f"{mean} as mean",
        f"coalesce({plain} != 'mean', true) as sum",
    )  # fmt: skip
    v, f = (f"cast({each} as decimal(18, 0))" for each in (V, F))
    sums = {
        "children": "count(*)", "mean": "max(mean)", "sum": "max(sum)", "plain": f"coalesce(sum({v}), 0BD)",
        "funds": f"coalesce(sum({f}), 0BD)", "product": f"try_sum(coalesce({v} * {f}, 0BD))",
        "loose": f"max(mean and ({F} is null or {F} < 0))", "empty": f"max({V} is null)",
        "open": f"max({V} is null and ({F} is null or {F} != 0))",
    }  # fmt: skip
    return given.groupBy(*means.KEYS).agg(*[sql.expr(text).alias(own(name)) for name, text in sums.items()])


def _written(sums: DataFrame) -> DataFrame:
    """The columns of the result."""
    of = {
        name: own(name) for name in ("children", "mean", "sum", "plain", "funds", "product", "loose", "empty", "open")
    }
    averaged, num, den, quotient = own("averaged"), own("num"), own("den"), own("quotient")
    known, unknown, refused, long = (f"'{status}'" for status in means.STATUSES)
    sums = sums.selectExpr("*", f"{of['mean']} and {of['children']} > 1 as {averaged}")
    sums = sums.selectExpr(
        "*",
        f"case when {of['mean']} and {of['sum']} or {averaged} and ({of['loose']} or {of['funds']} = 0) then {refused}"
        f" when if({averaged}, {of['open']}, {of['empty']}) then {unknown}"
        f" when {averaged} and {of['product']} is null then {long} else {known} end as status",
    )
    exact = f"status = {known}"
    rounded = f"abs({of['product']}) div {of['funds']}"
    sums = sums.selectExpr("*", f"case when {exact} and {averaged} then {rounded} end as {quotient}")
    left = f"abs({of['product']}) - cast({quotient} as decimal(18, 0)) * {of['funds']}"
    mean = f"sign({of['product']}) * cast({quotient} + if(({left}) * 2 >= {of['funds']}, 1L, 0L) as decimal(38, 0))"
    sums = sums.selectExpr(
        "*",
        f"if({averaged}, {_scaled(of['product'], 12)}, {_scaled(of['plain'], 6, 12)}) as {num}",
        f"if({averaged}, {_scaled(of['funds'], 6)}, cast(1 as decimal(38, 6))) as {den}",
        f"if({averaged}, {_scaled(mean, 6)}, {_scaled(of['plain'], 6)}) as value",
    )
    made = {"numerator": num, "denominator": den, "value": "value"}
    return sums.selectExpr(
        *means.KEYS, f"{of['children']} as children",
        *[f"if({exact}, {text}, null) as {name}" for name, text in made.items()], "status",
    )  # fmt: skip


def _scaled(number: str, places: int, shown: int = 0) -> str:
    """A whole number in ``10**-places`` as a decimal; through its text, as products of decimals may drop digits."""
    return f"cast(concat(cast({number} as decimal(38, 0)), 'e-{places}') as decimal(38, {shown or places}))"
