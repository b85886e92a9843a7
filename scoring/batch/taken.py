"""The frames that people have, as Arrow tables, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
import pyarrow as pa

from indicators.messages import Message
from scoring.batch.numbers import ColumnError


def taken(frame: Any) -> tuple[pa.Table, Callable[[pa.Table], Any]]:
    """The frame as a table, and the way back. Raises ColumnError for what is no frame, or one that is no table."""
    if isinstance(frame, pa.Table):
        return frame, lambda table: table
    if isinstance(frame, pa.RecordBatch):
        return pa.Table.from_batches([frame]), lambda table: table
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, pl.DataFrame):
        return frame.to_arrow(), pl.from_arrow
    try:
        if isinstance(frame, Mapping):
            return pa.table(dict(frame)), lambda table: table.to_pydict()
        if type(frame).__module__.startswith("pandas"):
            return _of_pandas(frame), lambda table: table.to_pandas()
    except (pa.ArrowException, AttributeError, TypeError, ValueError) as error:
        reason = next((str(part).partition("\n")[0] for part in reversed(error.args) if part), type(error).__name__)
        raise ColumnError(Message("the columns make no table: {reason}", {"reason": reason})) from error
    kind = type(frame).__name__
    raise ColumnError(
        Message("a {kind} is no frame: use an Arrow table, a Polars or pandas frame, or a dict", {"kind": kind})
    )


def _of_pandas(frame: Any) -> pa.Table:
    """A pandas frame; a column of objects of several types, as a workbook gives them, is taken as texts."""
    try:
        return pa.Table.from_pandas(frame)
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        mixed = [name for name in frame.columns if frame[name].dtype == "object"]
        return pa.Table.from_pandas(frame.assign(**{name: _as_texts(frame[name]) for name in mixed}))


def _as_texts(column: Any) -> Any:
    kinds = {type(each) for each in column.dropna()}
    return column if len(kinds) < 2 else column.map(str, na_action="ignore").astype("string")
