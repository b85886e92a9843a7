"""The frames that people have, as Arrow tables, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import pyarrow as pa

from indicators.messages import Message
from scoring.batch.numbers import ColumnError


def taken(frame: Any) -> tuple[pa.Table, Callable[[pa.Table], Any]]:
    """The frame as a table, and the way back."""
    if isinstance(frame, pa.Table):
        return frame, lambda table: table
    if isinstance(frame, pa.RecordBatch):
        return pa.Table.from_batches([frame]), lambda table: table
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame.to_arrow(), pl.from_arrow
    if isinstance(frame, Mapping):
        return pa.table(dict(frame)), lambda table: table.to_pydict()
    if type(frame).__module__.startswith("pandas"):
        return pa.Table.from_pandas(frame), lambda table: table.to_pandas()
    kind = type(frame).__name__
    raise ColumnError(
        Message("a {kind} is no frame: use an Arrow table, a Polars or pandas frame, or a dict", {"kind": kind})
    )
