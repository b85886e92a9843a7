"""Frames in memory: an Arrow table, a Polars or pandas frame or a dict of columns in, the same out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import frozen

from scoring.batch.columns import out_schema
from scoring.batch.plain import has_empty_texts
from scoring.batch.run import Counts, run
from scoring.batch.taken import taken
from scoring.rulebook import Rulebook, resolve

ROWS = 131_072  # a chunk: large enough to cost little a row, small enough to stay cheap in memory


@frozen(eq=False)
class Scored:
    """Lines scored, as the kind of frame that came in; ``totals`` is None where they were not asked for.

    ``not_run`` pairs each finding that was not looked for with what it lacks; ``left_out`` are the keys of the rulebook
    that concern findings of single forms alone.
    """

    lines: Any
    totals: Any
    counts: Counts
    not_run: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...] = ()


def score_lines(
    frame: Any, rules: str | Path | Rulebook = "hongshan-2023", *, totals: bool = False, rows: int = ROWS
) -> Scored:
    """Score lines in columns: every column that came in, then ``rule_low``, ``rule_high``, ``status``, ``findings``,
    ``assumed``.

    ``frame`` is an Arrow table, a Polars or pandas frame, or a dict of columns, with ``form``, ``weight``, ``filed``
    and either ``target``, ``actual`` (cells as written) or ``kind`` (positive, reverse), ``a``, ``b``;
    optional: ``block``,
    ``name``, ``printed_rate``, ``printed_total``. Scores are points, as decimal(38, 2). ``totals`` adds one row a form.
    Raises ColumnError for columns that are missing or of a wrong type, InputError for the rulebook.

    >>> done = score_lines({"form": [1], "weight": ["4"], "filed": ["2"], "target": ["≥1550人"], "actual": ["283"]})
    >>> done.lines["rule_low"], done.lines["status"], done.lines["findings"]
    ([Decimal('0.73')], ['scored'], [['S302']])
    """
    table, back = taken(frame)
    book = resolve(rules)
    parts: list[pa.RecordBatch] = []
    outcome = run(_Memory(table, rows), book, totals, parts.append)
    lines = pa.Table.from_batches(parts, out_schema(table.schema))
    made = back(pa.Table.from_batches(list(outcome.totals))) if totals else None
    return Scored(back(lines), made, outcome.counts, outcome.not_run, outcome.left_out)


class _Memory:
    """A table as a source of chunks."""

    def __init__(self, table: pa.Table, rows: int) -> None:
        self._table, self._rows = table, rows

    @property
    def schema(self) -> pa.Schema:
        schema: pa.Schema = self._table.schema
        return schema

    def batches(self, only: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        table = (
            self._table if only is None else self._table.select([name for name in only if name in self.schema.names])
        )
        yield from table.to_batches(max_chunksize=self._rows)

    def complete(self, name: str) -> bool:
        return not (has_empty_texts(self.schema.field(name).type) or self._table.column(name).null_count)
