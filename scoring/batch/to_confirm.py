"""The column ``unread``: by row the cells that a person must read first (待核对); they hold nothing to compute with."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from scoring.batch.kernel import Booleans
from scoring.batch.plain import texts

UNREAD = "unread"
_POINTS = frozenset(("weight", "filed", "printed_total"))  # what sums rest on
_BESIDE = _POINTS | {"printed_rate", "reason", "reviewed"}  # what the rule's score of a line does not rest on
_COLUMNS = {"target": ("target", "a"), "actual": ("actual", "b"), "budget": ("target", "a"), "spent": ("actual", "b")}


@frozen(eq=False)
class Marks:
    """Rows of a chunk: whose score by the rule rests on an unread cell (``facts``), and whose sums do (``points``)."""

    facts: Booleans
    points: Booleans


def blanked(table: pa.RecordBatch) -> tuple[pa.RecordBatch, Marks | None]:
    """A chunk whose unread cells are empty, and which rows have any; None where there is no such column or cell.

    >>> table = pa.record_batch({"filed": pa.array([2, 3]), "unread": pa.array(["filed", ""])})
    >>> blanked(table)[0].column("filed").to_pylist()
    [None, 3]
    """
    if UNREAD not in table.schema.names:
        return table, None
    coded = pc.fill_null(texts(table.column(UNREAD)), "").dictionary_encode()
    cells = [frozenset(re.split(r"[\s,;，；、|]+", text.strip())) - {""} for text in coded.dictionary.to_pylist()]
    if not any(cells):
        return table, None
    codes = coded.indices.to_numpy(zero_copy_only=False)

    def rows(*keys: str) -> Booleans:
        found: Booleans = np.array([not own.isdisjoint(keys) for own in cells], np.bool_)[codes]
        return found

    columns = {name: table.column(name) for name in table.schema.names}
    for key in frozenset().union(*cells):
        for name in _COLUMNS.get(key, (key,)):
            if name in columns and name != UNREAD:
                blank = pa.array(rows(key))
                columns[name] = pc.if_else(blank, pa.scalar(None, columns[name].type), columns[name])
    facts: Booleans = np.array([bool(own - _BESIDE) for own in cells], np.bool_)[codes]
    names = [*columns]
    return pa.RecordBatch.from_arrays([columns[name] for name in names], names=names), Marks(facts, rows(*_POINTS))
