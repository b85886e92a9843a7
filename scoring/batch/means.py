"""Consolidation (汇总) in columns: exact sums, and exact means weighted by funds, of one indicator in one unit.

The sums are of whole numbers of 128 bits, so that no addition rounds; what could pass them goes to Python's fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from indicators.messages import Message
from scoring.batch.columns import codes
from scoring.batch.kernel import Booleans
from scoring.batch.numbers import FAR, KNOWN, LONG, MISSING, WRONG, ColumnError, Numbers, numbers
from scoring.batch.taken import taken
from scoring.rounding import half_up

COLUMNS = ("parent", "indicator", "nature", "value", "funds")
KEYS = COLUMNS[:2]
STATUSES = ("known", "unknown", "refused", "out-of-range")
PLACES = 6  # decimals of values, of funds and of results
ZERO = Fraction(0)
WHOLE = 10**38  # where decimal(38) ends
ROOM = 2.0**125  # sums below this may be doubled in 128 bits
HEAVY = 2**49  # products of numbers below this can be added 2**27 times
# what a group's lines say, as bits: natures, cells that are missing (weighing or not), funds of no use, odd numbers
SUM, MEAN, OPEN, EMPTY, LOOSE, LARGE, ODD, TOO_LONG = (1 << bit for bit in range(8))
_NATURES = {"sum": SUM, "mean": MEAN}


def consolidate_columns(frame: Any) -> Any:
    """One row for each ``parent`` and ``indicator``, in the order in which they appear first: what its children make.

    In: ``parent`` (the unit consolidated into) and ``indicator``, of any type; ``nature``: ``sum`` for absolute values,
    ``mean`` for relative ones; ``value``, the child's completion, and ``funds``, which weigh it, both decimal, integer,
    float64 (taken at 15 digits) or text, null where not known; all values of an indicator in one unit, all funds too.
    ``funds`` count for means alone.

    Out: ``parent``, ``indicator``; ``children``, how many rows; ``numerator`` decimal(38, 12) and ``denominator``
    decimal(38, 6), whose quotient is the exact value: Σ value over 1, or Σ value × funds over Σ funds; ``value``
    decimal(38, 6), that quotient rounded half away from zero; ``status``. The three are null unless ``known``.

    - ``known``: every child counts, but those of a mean whose funds are 0. One child is itself, whatever its funds.
    - ``unknown``: a child's value is missing. A part is never shown as the whole.
    - ``refused``: a mean of several children with funds missing, below 0, or adding to 0; natures that are mixed or no
      nature; a cell that is no number.
    - ``out-of-range``: a number too long for the columns of the result.

    The order of rows does not matter but for that of the output. Semantics: ``scoring.consolidate``, to which tests
    hold it equal. Raises ColumnError for columns that are missing or of a wrong type.

    >>> made = consolidate_columns({
    ...     "parent": ["d", "d", "d", "d"], "indicator": ["培训人数", "满意度", "满意度", "培训人数"],
    ...     "nature": ["sum", "mean", "mean", "sum"], "value": ["30", "90", "80", None],
    ...     "funds": ["100", "100", "300", None],
    ... })
    >>> made["indicator"], [str(value) for value in made["value"]], made["status"]
    (['培训人数', '满意度'], ['None', '82.500000'], ['unknown', 'known'])
    """
    table, back = taken(frame)
    for name in COLUMNS:
        if name not in table.column_names:
            raise ColumnError(Message("there is no column {name}", {"name": name}))
    column = {name: table.column(name).combine_chunks() for name in COLUMNS}
    value, funds = (_short(numbers(column[name], name)) for name in ("value", "funds"))
    if not _roomy(value, funds, len(table)):
        value, funds = (each.at(each.places, HEAVY) for each in (value, funds))
    nature = codes(column["nature"], _NATURES, SUM | MEAN, SUM | MEAN).astype(np.uint8)
    keys = {name: pl.from_arrow(column[name]) for name in KEYS}
    lines = pl.DataFrame({**keys, "v": value.values, "f": funds.values, "said": _said(nature, value, funds)})
    groups = _grouped(lines, value.places, funds.places)
    return back(_written(groups, _large(groups, lines, value, funds)))


def _short(given: Numbers) -> Numbers:
    return given.at(min(given.places, PLACES))


def _largest(given: Numbers) -> int:
    return int(np.abs(given.values).max(initial=0))


def _roomy(value: Numbers, funds: Numbers, count: int) -> bool:
    """Whether sums of products stay within 128 bits, also at the scale of the result."""
    most: int = max(_largest(value), 1) * max(_largest(funds), 1) * max(count, 1)
    return most * int(10 ** (2 * PLACES - value.places - funds.places)) < ROOM


def _said(nature: NDArray[np.uint8], value: Numbers, funds: Numbers) -> NDArray[np.uint8]:
    """The bits of each line. Funds count for means alone."""
    said = nature.copy()
    plain = not (value.state.any() or funds.state.any())
    if plain and (not len(said) or funds.values.min() >= 0):
        return said
    averaged = (nature & MEAN) > 0
    below = funds.values < 0
    for row, exact in funds.far.items():
        below[row] = exact < 0
    lacks = value.state == MISSING
    said[lacks] |= EMPTY
    said[lacks & ((funds.values != 0) | (funds.state != KNOWN))] |= OPEN
    said[averaged & (below | (funds.state == MISSING))] |= LOOSE
    for state, bit in ((FAR, LARGE), (WRONG, ODD), (LONG, TOO_LONG)):
        said[(value.state == state) | (averaged & (funds.state == state))] |= bit
    return said


def _grouped(lines: pl.DataFrame, value_places: int, funds_places: int) -> pl.DataFrame:
    """The sums of each group, its bits, and its quotient at the scales of the result: ``num`` over ``den``."""
    v, f = pl.col("v").cast(pl.Int128), pl.col("f").cast(pl.Int128)
    sums = {"children": pl.len().cast(pl.Int64), "said": pl.col("said").bitwise_or(), "plain": v.sum()}
    groups = lines.lazy().group_by(KEYS, maintain_order=True)
    averaged = (pl.col("said") & MEAN > 0) & (pl.col("children") > 1)
    one, many = (10 ** (2 * PLACES - places) for places in (value_places, value_places + funds_places))
    per_fund = 10 ** (PLACES - funds_places)
    made = groups.agg(**sums, weighted=(v * f).sum(), funds=f.sum()).with_columns(
        num=pl.when(averaged).then(pl.col("weighted") * _whole(many)).otherwise(pl.col("plain") * _whole(one)),
        den=pl.when(averaged).then(pl.col("funds") * _whole(per_fund)).otherwise(_whole(10**PLACES)),
        averaged=averaged,
    )
    return made.collect()


def _whole(number: int) -> pl.Expr:
    return pl.lit(number, pl.Int128)


def _statuses(groups: pl.DataFrame) -> NDArray[np.int8]:
    """What can be said of each group before its value is looked at."""
    said, many = groups["said"].to_numpy(), groups["children"].to_numpy() > 1
    averaged = many & ((said & MEAN) > 0)
    none = averaged & (groups["funds"] == 0).to_numpy() & ((said & LARGE) == 0)
    refused = _has(said, ODD) | ((said & (SUM | MEAN)) == (SUM | MEAN)) | (averaged & (_has(said, LOOSE) | none))
    unknown = np.where(averaged, _has(said, OPEN), _has(said, EMPTY))
    return np.select([_has(said, TOO_LONG), refused, unknown], [3, 2, 1], 0).astype(np.int8)


def _has(said: NDArray[np.uint8], bit: int) -> Booleans:
    has: Booleans = (said & bit) > 0
    return has


Sums = dict[int, tuple[Fraction, Fraction]]  # by the number of the group


def _large(groups: pl.DataFrame, lines: pl.DataFrame, value: Numbers, funds: Numbers) -> Sums:
    """The sums of groups with numbers that 128 bits could not hold, line by line."""
    large = groups.with_row_index("group").filter(pl.col("said") & LARGE > 0).select(*KEYS, "group", "averaged")
    sums: Sums = dict.fromkeys(large["group"].to_list(), (ZERO, ZERO))
    if sums:
        places = lines.select(KEYS).with_row_index("row").join(large, on=KEYS, nulls_equal=True)
        for row, group, averaged in places.select("row", "group", "averaged").iter_rows():
            weight = (funds.exact(row) or ZERO) if averaged else Fraction(1)
            num, den = sums[group]
            sums[group] = num + (value.exact(row) or 0) * weight, den + weight if averaged else weight
    return sums


def _written(groups: pl.DataFrame, large: Sums) -> pa.Table:
    """The columns of the result."""
    status = _statuses(groups)
    num, den = pl.col("num"), pl.col("den")
    made = groups.lazy().with_columns(value=(2 * num.abs() + den) // (2 * den) * num.sign()).collect()
    changed: dict[str, dict[int, int]] = {"num": {}, "den": {}, "value": {}}
    for group, (top, of) in large.items():
        if status[group] == STATUSES.index("known"):
            status[group] = _fits(top, of)
        whole = (top * 10 ** (2 * PLACES), of * 10**PLACES, half_up(top / of, PLACES) * 10**PLACES if of else ZERO)
        for name, exact in zip(changed, whole, strict=True):
            changed[name][group] = int(exact) if status[group] == STATUSES.index("known") else 1
    known = pl.Series(status == STATUSES.index("known"))
    columns = [
        _decimals(made[name], changed[name], known, places)
        for name, places in (("num", 2 * PLACES), ("den", PLACES), ("value", PLACES))
    ]
    names = pa.DictionaryArray.from_arrays(pa.array(status), pa.array(STATUSES))
    kept = [groups[name].to_arrow() for name in (*KEYS, "children")]
    return pa.table([*kept, *columns, names], [*KEYS, "children", "numerator", "denominator", "value", "status"])


def _fits(num: Fraction, den: Fraction) -> int:
    """The status of a quotient by its size and decimals."""
    if not den:
        return STATUSES.index("refused")
    short = all((value * 10**places).denominator == 1 for value, places in ((num, 2 * PLACES), (den, PLACES)))
    short &= max(abs(num) * 10 ** (2 * PLACES), den * 10**PLACES, abs(num / den) * 10**PLACES + 1) < WHOLE
    return STATUSES.index("known" if short else "out-of-range")


def _decimals(column: pl.Series, changed: dict[int, int], known: pl.Series, places: int) -> pa.Array:
    """Whole numbers of 128 bits as decimals: the same bytes under another type."""
    column = column.scatter([*changed], pl.Series([*changed.values()], dtype=pl.Int128)) if changed else column
    masked = pl.select(pl.when(known).then(column)).to_series()
    array = masked.cast(pl.Decimal(38, 0)).to_arrow()
    return pa.Array.from_buffers(pa.decimal128(38, places), len(array), array.buffers(), array.null_count, array.offset)
