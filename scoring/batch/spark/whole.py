"""Numbers as SQL on whole numbers: columns brought to BIGINT, and quotients rounded half up without a float's error.

Spark raises on overflow (or, told not to, wraps), so every product is guarded by its size before it is formed. BIGINT
where it fits, else DECIMAL(38, 0).
"""

from __future__ import annotations

from attrs import frozen
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as sql
from pyspark.sql import types as kinds

from indicators.messages import Message
from scoring.batch.numbers import ColumnError

DIGITS = 15  # of a decimal that a float64 gives back
LONGEST = 18  # digits that any BIGINT holds
MOST = 6  # decimals of targets and completions
ROOM = "4e18D"  # below half of what BIGINT holds, and floats err by far less
_INTEGERS = {kinds.ByteType: 2**7, kinds.ShortType: 2**15, kinds.IntegerType: 2**31, kinds.LongType: 2**63}


@frozen
class Whole:
    """A column times ``10**places``, in SQL: a BIGINT, null where there is none that fits.

    ``odd`` holds where there is a number and it does not fit; None where the type leaves no room for that.
    """

    value: str
    odd: str | None = None


def whole(field: kinds.StructField, places: int, digits: int) -> Whole | None:
    """A column as whole numbers of at most ``digits`` digits; None for texts, which SQL does not read as we do.

    Raises ColumnError for what is no number. A float64 is taken where it is the nearest one of a decimal with so many
    places and 15 digits; else it is odd.
    """
    kind, name = field.dataType, f"`{field.name}`"
    if isinstance(kind, kinds.StringType):
        return None
    if isinstance(kind, kinds.NullType):
        return Whole("cast(null as bigint)")
    for integer, size in _INTEGERS.items():
        if isinstance(kind, integer):
            return _integer(name, size, places, digits)
    if isinstance(kind, kinds.DecimalType):
        return _decimal(name, kind, places, digits)
    if isinstance(kind, kinds.DoubleType):
        top, scale = f"1e{min(digits, DIGITS) - places}D", f"1e{places}D"
        fits = f"abs({name}) < {top} and rint({name} * {scale}) / {scale} = {name}"
        return _checked(name, fits, f"cast(rint({name} * {scale}) as bigint)")
    text = {"name": field.name, "kind": kind.simpleString()}
    raise ColumnError(
        Message("column {name}: {kind} is not taken as numbers: use decimal, integer, double or text", text)
    )


def any_odd(frame: DataFrame, *odd: str | None) -> bool:
    """Whether any of these holds for any line, which takes one pass over them; of a stream, where none can be taken."""
    given = " or ".join(each for each in odd if each)
    if not given or frame.isStreaming:
        return bool(given)
    return bool(frame.select(sql.max(sql.expr(given))).head()[0])


def scale_of(field: kinds.StructField) -> int:
    """The decimals that a column of numbers is taken with."""
    kind = field.dataType
    most = kind.scale if isinstance(kind, kinds.DecimalType) else MOST if isinstance(kind, kinds.DoubleType) else 0
    return min(int(most), MOST)


def _integer(name: str, size: int, places: int, digits: int) -> Whole:
    wide, limit = f"cast({name} as bigint)", 10 ** (digits - places)
    if not places and digits > LONGEST:
        return Whole(wide)
    value = f"{wide} * {10**places}L" if places else wide
    return Whole(value) if size < limit else _checked(name, f"{name} between {1 - limit}L and {limit - 1}L", value)


def _decimal(name: str, kind: kinds.DecimalType, places: int, digits: int) -> Whole:
    needed, digits = kind.precision - kind.scale + places, min(digits, LONGEST)
    if kind.scale <= places and needed <= min(digits, DIGITS):  # through the nearest float64: twice as fast
        return Whole(f"cast(rint(cast({name} as double) * 1e{places}D) as bigint)")
    if kind.scale <= places and needed <= digits:
        return Whole(f"cast({name} * {10**places}BD as bigint)")
    short = f"try_cast({name} as decimal({digits}, {places}))"
    return _checked(name, f"{short} <=> {name}", f"cast({short} * {10**places}BD as bigint)")


def _checked(name: str, fits: str, value: str) -> Whole:
    return Whole(f"case when {fits} then {value} end", f"({name} is not null and not ({fits}))")


def nearest(factor: str, num: str, den: str, scale: int | str = 1) -> str:
    """SQL of ``factor × num ÷ (den × scale)`` to the nearest whole number, halves up; all ≥ 0, ``den × scale`` ≥ 1.

    ``factor`` has at most 16 digits, ``scale`` 7, ``num`` and ``den`` are any BIGINT, the result fits one.
    """
    by = f"{scale}L" if isinstance(scale, int) else scale
    top, of = f"2L * {factor} * {num} + {den} * {by}", f"2L * {den} * {by}"
    f, n, d = f"cast({factor} as decimal(16, 0))", f"cast({num} as decimal(19, 0))", f"cast({den} as decimal(19, 0))"
    whole = f"{d} * cast({by} as decimal(7, 0))"
    wide = f"cast((2BD * {f} * {n} + {whole}) div (2BD * {whole}) as bigint)"
    return f"(case when 2D * {factor} * {num} + 1D * {den} * {by} < {ROOM} then ({top}) div ({of}) else {wide} end)"


def hundredths(weight: str, target: str, actual: str, positive: str) -> Column:
    """The score of lines in hundredths of a point, as a column: exact, rounded half up, without a Python worker.

    Names (or SQL) of BIGINT columns: ``weight`` in hundredths below 10**14, ``target`` and ``actual`` on any common
    scale, none below 0; ``positive``, a BOOLEAN, is false for reverse lines, which earn the ratio.

    >>> hundredths("weight", "a", "b", "up")
    Column<...>
    """
    less, more = f"least({target}, {actual})", f"greatest({target}, {actual})"
    met = f"{target} = {actual} or ({actual} > {target}) = {positive}"
    return sql.expr(f"case when {met} then {weight} else {nearest(weight, less, more)} end")
