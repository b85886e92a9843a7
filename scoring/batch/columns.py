"""Columns in, by name and type, and columns out: a table's lines as the kernel takes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indicators.form import Line
from indicators.measures import ASSUMPTIONS
from indicators.messages import Message
from indicators.wording import is_beside
from scoring.batch.cells import read_texts
from scoring.batch.chunk import ASIDE, BESIDE, UNKNOWN, Lines, Scores
from scoring.batch.faced import POSITIVE, REVERSE, STATUSES, Faced, typed
from scoring.batch.kernel import Booleans, Integers
from scoring.batch.numbers import ColumnError, Numbers, numbers
from scoring.batch.plain import check_types, decoded, key, texts
from scoring.batch.to_confirm import UNREAD, blanked
from scoring.rulebook import Rulebook

TYPED, TEXTS = ("kind", "a", "b"), ("target", "actual")
KEYS, WORDS = ("form", "document"), ("target", "actual", "kind", "block", "name", "printed_rate", UNREAD)
NAMED = ("form", "weight", "filed", "block", "name", "printed_rate", "printed_total", "document", UNREAD)
MADE = ("rule_low", "rule_high", "status", "findings", "assumed")
_KINDS = {"positive": POSITIVE, "正向": POSITIVE, "reverse": REVERSE, "反向": REVERSE}
_BLOCKS = {"budget": 0, "goal": 1, "indicator": 2, "": 2} | dict.fromkeys(ASIDE, BESIDE)
# findings that need a column which not every input has, and those that need totals or several forms
NEEDS = (
    ("B201", "block"),
    ("B201", "printed_rate"),
    ("B202", "block"),
    ("B203", "block"),
    ("S305", "printed_total"),
    ("S307", "document"),
    ("S307", "name"),
)


def check(names: Sequence[str]) -> None:
    """Raise ColumnError where columns are missing, or the output's names are taken."""
    for name in ("form", "weight", "filed"):
        if name not in names:
            raise ColumnError(Message("there is no column {name}", {"name": name}))
    for name in (*NAMED, *TYPED, *TEXTS):
        if list(names).count(name) > 1:
            raise ColumnError(Message("column {name} stands twice", {"name": name}))
    if not (set(TYPED) <= {*names} or set(TEXTS) <= {*names}):
        raise ColumnError(Message("there are neither the columns kind, a, b nor the columns target, actual"))
    taken = [name for name in MADE if name in names]
    if taken:
        raise ColumnError(Message("the columns {names} are the output's own: rename them", {"names": tuple(taken)}))


def check_schema(schema: pa.Schema) -> None:
    """The same, and for types of columns that cannot be taken as keys or texts."""
    check(schema.names)
    check_types(schema, KEYS, WORDS if not set(TYPED) <= {*schema.names} else (*WORDS[2:4], *WORDS[5:]))


def not_run(names: Sequence[str], totals: bool) -> tuple[tuple[str, str], ...]:
    """The findings that were not looked for, each with what they lack.

    >>> not_run(["form", "weight", "filed", "kind", "a", "b", "block", "printed_rate"], totals=True)
    (('S305', 'printed_total'), ('S307', 'document'))
    """
    missing = {code: column for code, column in reversed(NEEDS) if column not in names}
    if not totals:
        missing |= {"W101": "totals", "S305": "totals"}
    return tuple(sorted(missing.items()))


def read(table: pa.RecordBatch, book: Rulebook) -> Lines:
    """The lines of a chunk. Raises ColumnError for a column of a type that cannot be taken."""
    table, marks = blanked(table)
    names = table.schema.names
    block = _blocks(table)
    known = np.minimum(block, 2).astype(np.int8)
    if set(TYPED) <= {*names}:
        kind = codes(_column(table, "kind"), _KINDS, 3, 3)
        a, b = (numbers(_column(table, name), name) for name in ("a", "b"))
        faced = typed(kind, a, b, known, book.variant("reverse") == "linear")
    else:
        named = _column(table, "name") if "name" in names else None
        faced = read_texts(_column(table, "target"), _column(table, "actual"), named, known, book)
    rates = texts(_column(table, "printed_rate")) if "printed_rate" in names else None
    weight, filed = (numbers(_column(table, name), name) for name in ("weight", "filed"))
    if marks is not None:
        faced.leave(marks.facts)
        faced.slow &= ~marks.facts
    return Lines.of(weight, filed, block, faced, rates, marks)


def read_empty(table: pa.RecordBatch) -> tuple[NDArray[np.int8], Booleans, Booleans]:
    """The blocks of a chunk, and where its weights and filed scores are empty."""
    table, _ = blanked(table)
    return _blocks(table), _empty(_column(table, "weight")), _empty(_column(table, "filed"))


def _blocks(table: pa.RecordBatch) -> NDArray[np.int8]:
    names = table.schema.names
    block = codes(_column(table, "block"), _BLOCKS, UNKNOWN, 2) if "block" in names else np.full(len(table), 2, np.int8)
    if "name" in names and not set(TYPED) <= {*names}:  # with cells as written a name says as much: 加分项
        words = _column(table, "name")
        coded = words if _words(words.type) else texts(words).dictionary_encode()
        own = np.array([*(is_beside(name or "") for name in coded.dictionary.to_pylist()), False], np.bool_)
        if own.any():
            at = pc.fill_null(coded.indices, len(own) - 1).to_numpy(zero_copy_only=False)
            block = np.where((block == 2) & own[at], np.int8(BESIDE), block)
    return block


def _empty(column: pa.Array) -> Booleans:
    column = decoded(column)
    empty = column.is_null()
    if pa.types.is_string(column.type):
        empty = pc.or_(empty, pc.fill_null(pc.equal(pc.utf8_trim_whitespace(column), ""), True))
    return np.asarray(empty.to_numpy(zero_copy_only=False), np.bool_)


def read_filed(table: pa.RecordBatch) -> Lines:
    """The weights and filed scores of a chunk alone, for what they add up to."""
    table, marks = blanked(table)
    weight, filed = (numbers(_column(table, name), name) for name in ("weight", "filed"))
    nothing = Faced.unknown(len(table), lambda row: Line("", ""))
    return Lines.of(weight, filed, _blocks(table), nothing, None, marks)


def printed_totals(table: pa.RecordBatch) -> Numbers | None:
    """The printed totals, where there is a column of them."""
    return numbers(_column(table, "printed_total"), "printed_total") if "printed_total" in table.schema.names else None


def written(table: pa.RecordBatch, scores: Scores) -> pa.RecordBatch:
    """What came in, and the columns of the output."""
    none = ~scores.known
    low = decimals(scores.low, 2, none)
    high = low if scores.high is scores.low else decimals(scores.high, 2, none)
    status = pa.DictionaryArray.from_arrays(pa.array(scores.status.astype(np.int8)), pa.array(STATUSES))
    made = (low, high, status, scores.hits.lists(len(table)), assumed_lists(scores.assumed))
    return pa.RecordBatch.from_arrays([*table.columns, *made], schema=out_schema(table.schema))


def out_schema(schema: pa.Schema) -> pa.Schema:
    """The schema of the output."""
    codes, points = pa.list_(pa.string()), pa.decimal128(38, 2)
    kinds = (points, points, pa.dictionary(pa.int8(), pa.string()), codes, codes)
    for name, kind in zip(MADE, kinds, strict=True):
        schema = schema.append(pa.field(name, kind))
    return schema


def assumed_lists(bits: NDArray[np.uint8]) -> pa.ListArray:
    """One list of codes a line, from a bit for each of ``ASSUMPTIONS``.

    >>> assumed_lists(np.array([0, 5], np.uint8)).to_pylist()
    [[], ['direction', 'percent']]
    """
    offsets, found = np.zeros(len(bits) + 1, np.int32), np.zeros(0, np.int8)
    if bits.any():
        each = np.flatnonzero(np.unpackbits(bits[:, None], axis=1, bitorder="little"))
        offsets[1:] = np.cumsum(np.bincount(each // 8, minlength=len(bits)))
        found = (each % 8).astype(np.int8)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(ASSUMPTIONS).take(pa.array(found)))


def decimals(values: Integers, places: int, missing: Booleans) -> pa.Array:
    """Scaled whole numbers as decimal(38, places): the lower half of 128 bits is the number, the upper its sign.

    >>> decimals(np.array([1234, -5]), 2, np.array([False, False])).to_pylist()
    [Decimal('12.34'), Decimal('-0.05')]
    """
    halves = np.empty((len(values), 2), np.int64)
    halves[:, 0] = values
    np.right_shift(values, 63, out=halves[:, 1])
    valid = None
    if missing.any():
        valid = pa.array(~missing).buffers()[1]
    return pa.Array.from_buffers(pa.decimal128(38, places), len(values), [valid, pa.py_buffer(halves)])


def _column(table: pa.RecordBatch, name: str) -> pa.Array:
    return table.column(name)


def forms(table: pa.RecordBatch) -> pa.Array:
    """The form of each line."""
    return key(_column(table, "form"))


def codes(column: pa.Array, known: dict[str, int], other: int, missing: int) -> NDArray[np.int8]:
    """The number of each word; ``other`` where it is not known, ``missing`` where there is none."""
    coded = column if _words(column.type) else texts(column).dictionary_encode()
    names = coded.dictionary.to_pylist()
    own = np.array([*(known.get((name or "").strip(), other) for name in names), missing], np.int8)
    codes: NDArray[np.int8] = own[pc.fill_null(coded.indices, len(names)).to_numpy(zero_copy_only=False)]
    return codes


def _words(kind: pa.DataType) -> bool:
    """Whether a column is a dictionary of texts."""
    return pa.types.is_dictionary(kind) and bool(pa.types.is_string(kind.value_type))
