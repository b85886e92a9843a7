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
from scoring.batch.kernel import Booleans, Integers
from scoring.batch.numbers import FAR, FIT, KNOWN, LONG, MISSING, WRONG, ColumnError, Numbers, numbers
from scoring.batch.plain import check_types, decoded
from scoring.batch.taken import taken
from scoring.rounding import half_up

COLUMNS = ("parent", "indicator", "nature", "value", "funds")
KEYS = COLUMNS[:2]
STATUSES = ("known", "unknown", "refused", "out-of-range")
PLACES = 6  # decimals of values, of funds and of results
ZERO = Fraction(0)
WHOLE = 10**38  # where decimal(38) ends
ROOM = 2.0**125  # sums below this may be doubled in 128 bits
HALF = 2**32
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
        if table.column_names.count(name) > 1:
            raise ColumnError(Message("column {name} stands twice", {"name": name}))
    check_types(table.schema, KEYS, ("nature",))
    column = {name: _whole_column(table.column(name)) for name in COLUMNS}
    value, funds = (_short(numbers(column[name], name)) for name in ("value", "funds"))
    if not _roomy(value, funds, len(table)):
        value, funds = (each.at(each.places, HEAVY) for each in (value, funds))
    nature = codes(column["nature"], _NATURES, SUM | MEAN, SUM | MEAN).astype(np.uint8)
    group, keys = _groups(column["parent"], column["indicator"])
    groups = _summed(group, len(keys[0]), _said(nature, value, funds), value, funds)
    made = _written(groups, _large(groups, group, value, funds))
    return back(pa.table(dict(zip(KEYS, keys, strict=True)) | made))


def _groups(parent: pa.Array, indicator: pa.Array) -> tuple[NDArray[np.int32], list[pa.Array]]:
    """The number of each line's group, in the order in which they appear first, and both keys of each group."""
    one, other = _encoded(parent), _encoded(indicator)
    size = max(len(other.dictionary), 1)
    pair = _indices(one) * np.int64(size)
    pair += _indices(other)
    coded = pa.array(pair).dictionary_encode()
    pairs = coded.dictionary.to_numpy()
    keys = [each.dictionary.take(pa.array(at)) for each, at in ((one, pairs // size), (other, pairs % size))]
    return _indices(coded), keys


def _whole_column(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _encoded(column: pa.Array) -> pa.Array:
    return decoded(column).dictionary_encode(null_encoding="encode")


def _indices(encoded: pa.Array) -> NDArray[np.int32]:
    indices: NDArray[np.int32] = encoded.indices.to_numpy(zero_copy_only=False)
    return indices


def _short(given: Numbers) -> Numbers:
    return given.at(min(given.places, PLACES))


def _largest(given: Numbers) -> int:
    return _most(given.values)


def _most(values: Integers) -> int:
    return max(int(values.max(initial=0)), -int(values.min(initial=0)))


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


def _summed(
    group: NDArray[np.int32], count: int, said: NDArray[np.uint8], value: Numbers, funds: Numbers
) -> pl.DataFrame:  # fmt: skip
    """The sums of each group, its bits, and its quotient at the scales of the result: ``num`` over ``den``."""
    most, least = np.zeros(count, np.uint8), np.full(count, SUM | MEAN, np.uint8)
    np.maximum.at(most, group, said & (SUM | MEAN))
    np.minimum.at(least, group, said & (SUM | MEAN))
    bits = most | least
    for bit in (1 << each for each in range(2, 8)) if said.max(initial=0) > (SUM | MEAN) else ():
        bits[group[(said & bit) > 0]] |= np.uint8(bit)
    children = np.bincount(group, minlength=count)
    averaged = ((bits & MEAN) > 0) & (children > 1)
    sums = _narrow(group, count, value.values, funds.values)
    if sums is None:
        sums = _wide(group, value.values, funds.values)
    one, many = (10 ** (2 * PLACES - places) for places in (value.places, value.places + funds.places))
    per_fund, mean = _whole(10 ** (PLACES - funds.places)), pl.col("averaged")
    return sums.with_columns(children=children, said=bits, averaged=averaged).with_columns(
        num=pl.when(mean).then(pl.col("weighted") * _whole(many)).otherwise(pl.col("plain") * _whole(one)),
        den=pl.when(mean).then(pl.col("funds") * per_fund).otherwise(_whole(10**PLACES)),
    )


def _narrow(group: NDArray[np.int32], count: int, value: Integers, funds: Integers) -> pl.DataFrame | None:
    """The sums in 64 bits, those of the products in two halves; None where these do not hold them."""
    most, weight = max(_most(value), 1), max(_most(funds), 1)
    if most * weight >= FIT or max(most, weight, HALF) * len(group) >= FIT:
        return None
    product = value * funds
    parts = []
    for column in (value, funds, product >> 32, product & (HALF - 1)):
        parts.append(np.zeros(count, np.int64))
        np.add.at(parts[-1], group, column)
    made = pl.LazyFrame(dict(zip(("plain", "funds", "upper", "lower"), parts, strict=True))).cast(pl.Int128)
    return made.with_columns(weighted=pl.col("upper") * _whole(HALF) + pl.col("lower")).collect()


def _wide(group: NDArray[np.int32], value: Integers, funds: Integers) -> pl.DataFrame:
    """The sums in 128 bits."""
    v, f = pl.col("v").cast(pl.Int128), pl.col("f").cast(pl.Int128)
    lines = pl.LazyFrame({"group": group, "v": value, "f": funds})
    sums = lines.group_by("group").agg(plain=v.sum(), funds=f.sum(), weighted=(v * f).sum())
    return sums.sort("group").drop("group").collect()


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


def _large(groups: pl.DataFrame, group: NDArray[np.int32], value: Numbers, funds: Numbers) -> Sums:
    """The sums of groups with numbers that 128 bits could not hold, line by line."""
    large = _has(groups["said"].to_numpy(), LARGE)
    sums: Sums = dict.fromkeys(np.flatnonzero(large).tolist(), (ZERO, ZERO))
    averaged = groups["averaged"].to_list() if sums else []
    for row in np.flatnonzero(large[group]).tolist() if sums else []:
        at = int(group[row])
        weight = (funds.exact(row) or ZERO) if averaged[at] else Fraction(1)
        num, den = sums[at]
        sums[at] = num + (value.exact(row) or 0) * weight, den + weight if averaged[at] else weight
    return sums


def _written(groups: pl.DataFrame, large: Sums) -> dict[str, pa.Array]:
    """The columns of the result, but for the keys."""
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
    scales = {"num": ("numerator", 2 * PLACES), "den": ("denominator", PLACES), "value": ("value", PLACES)}
    columns = {
        own: _decimals(made[name], changed[name], known, places) for name, (own, places) in scales.items()
    }  # fmt: skip
    names = pa.DictionaryArray.from_arrays(pa.array(status), pa.array(STATUSES))
    return {"children": groups["children"].to_arrow(), **columns, "status": names}


def _fits(num: Fraction, den: Fraction) -> int:
    """The status of a quotient by its size and decimals."""
    if not den:
        return STATUSES.index("refused")
    short = all((value * 10**places).denominator == 1 for value, places in ((num, 2 * PLACES), (den, PLACES)))
    short &= max(abs(num) * 10 ** (2 * PLACES), den * 10**PLACES, abs(num / den) * 10**PLACES + 1) < WHOLE
    return STATUSES.index("known" if short else "out-of-range")


def _decimals(column: pl.Series, changed: dict[int, int], known: pl.Series, places: int) -> pa.Array:
    """Whole numbers of 128 bits as decimals: their upper and lower halves, as Arrow keeps them."""
    if changed:
        values = [changed.get(group, value) for group, value in enumerate(column.to_list())]
        column = pl.Series(values, dtype=pl.Int128)
    whole = pl.lit(column)
    upper = whole // _whole(2**64)
    halves = pl.select(lower=(whole - upper * _whole(2**64)).cast(pl.UInt64), upper=upper.cast(pl.Int64))
    data = np.empty((len(column), 2), np.int64)
    data[:, 0] = halves["lower"].fill_null(0).to_numpy().view(np.int64)
    data[:, 1] = halves["upper"].fill_null(0).to_numpy()
    valid = pa.array(known.to_numpy()).buffers()[1]
    return pa.Array.from_buffers(pa.decimal128(38, places), len(column), [valid, pa.py_buffer(data)])
