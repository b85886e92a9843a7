"""The local kernel in Python workers, for what Spark's expressions do not read: texts, printed rates, odd numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import types as kinds

from scoring.batch import columns
from scoring.batch.chunk import score
from scoring.batch.faced import DETAIL, STATUSES
from scoring.batch.numbers import KNOWN, MISSING
from scoring.batch.spark.names import LINE, own
from scoring.batch.tally import NO_TOTAL, printed_total
from scoring.rulebook import Rulebook

_POINTS, _CODES = kinds.DecimalType(38, 2), kinds.ArrayType(kinds.StringType())
_MADE = dict(zip(columns.MADE, (_POINTS, _POINTS, kinds.StringType(), _CODES, _CODES), strict=True))
_OWN = dict.fromkeys(LINE, kinds.LongType()) | {
    "block": kinds.IntegerType(), "good": kinds.BooleanType(), "missing": kinds.BooleanType(),
    "rest_low": kinds.DoubleType(), "rest_high": kinds.DoubleType(),
}  # fmt: skip


def scored(frame: DataFrame, book: Rulebook) -> DataFrame:
    """The lines of a frame with the columns of the output, and beside them those that ``names`` lists."""
    made = [kinds.StructField(name, kind) for name, kind in _MADE.items()]
    ours = [kinds.StructField(own(name), kind) for name, kind in _OWN.items()]
    schema = kinds.StructType([*frame.schema.fields, *made, *ours])
    return frame.mapInArrow(partial(_scored, book=book), schema)


def _scored(batches: Iterable[pa.RecordBatch], book: Rulebook) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        lines = columns.read(batch, book)
        scores = score(lines, book, rests=True)
        done = columns.written(batch, scores)
        none = ~scores.known
        able = np.isin(lines.filed.state, (KNOWN, MISSING)) & (lines.weight.state == KNOWN) & (lines.weight.values >= 0)
        good = able & (scores.status != STATUSES.index(DETAIL)) & (lines.block < 3)
        given = {
            "w": pa.array(lines.weight.values, mask=lines.weight.state != KNOWN),
            "f": pa.array(lines.filed.values, mask=lines.filed.state != KNOWN),
            "block": pa.array(lines.block.astype(np.int32)), "good": pa.array(good),
            "missing": pa.array(lines.filed.state == MISSING), "low": pa.array(scores.low, mask=none),
            "high": pa.array(scores.high, mask=none), "rest_low": pa.array(scores.rest_low, mask=none),
            "rest_high": pa.array(scores.rest_high, mask=none), "printed": _printed(batch),
        }  # fmt: skip
        plain = [each.dictionary_decode() if pa.types.is_dictionary(each.type) else each for each in done.columns]
        names = [*done.schema.names, *(own(name) for name in LINE)]
        yield pa.RecordBatch.from_arrays([*plain, *(given[name] for name in LINE)], names=names)


def _printed(batch: pa.RecordBatch) -> pa.Array:
    totals = printed_total(columns.printed_totals(batch))
    return pa.nulls(len(batch), pa.int64()) if totals is None else pa.array(totals, mask=totals == NO_TOTAL)
