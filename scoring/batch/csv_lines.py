"""CSV files as lines in columns: every cell is a text, so that no digit is lost, and no row is dropped."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pv

from indicators.messages import Message
from scoring.batch.frames import ROWS
from scoring.batch.numbers import ColumnError

TORN = "torn row"
BLOCK = 1 << 24  # bytes of text that are parsed at a time
SPOOL = 1 << 24  # bytes of torn rows that are kept in memory


class CsvSource:
    """A CSV file (UTF-8, with a heading) as a source of chunks; every cell is a text, so that no digit is lost.

    A row with too few or too many cells is kept: its text stands in the first column, its weight says that it is torn.
    Such rows come behind all others, as the parser runs ahead of what it gives.
    """

    lines: int | None = None

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open(None, lambda row: "skip") as reader:
            self.schema: pa.Schema = reader.schema

    def _open(self, only: list[str] | None, keep: Callable[[pv.InvalidRow], str]) -> Any:
        with self._path.open("rb") as stream:
            names = pv.open_csv(stream, parse_options=_parse(lambda row: "skip")).schema.names
        return pv.open_csv(
            self._path,
            read_options=pv.ReadOptions(block_size=BLOCK),
            parse_options=_parse(keep),
            convert_options=pv.ConvertOptions(
                column_types={name: pa.string() for name in names}, include_columns=only,
                strings_can_be_null=True, null_values=[""],
            ),
        )  # fmt: skip

    def batches(self, only: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """The lines in order, then the torn rows."""
        names = None if only is None else [name for name in only if name in self.schema.names]
        with tempfile.SpooledTemporaryFile(SPOOL, "w+", encoding="utf-8") as torn:

            def keep(row: pv.InvalidRow) -> str:
                torn.write(json.dumps(row.text or "") + "\n")
                return "skip"

            with self._open(names, keep) as reader:
                for batch in self._read(reader):
                    yield from (batch.slice(at, ROWS) for at in range(0, len(batch), ROWS))
            torn.seek(0)
            while texts := [json.loads(line) for line in islice(torn, ROWS)]:
                yield _torn(reader.schema, self.schema.names[0], texts)

    def _read(self, reader: Any) -> Iterator[pa.RecordBatch]:
        try:
            yield from reader
        except pa.ArrowInvalid as error:
            if "UTF8" in str(error):
                raise ColumnError(not_utf8(self._path)) from error
            raise

    def complete(self, name: str) -> bool:
        """A CSV file says nothing of that."""
        return False


def not_utf8(path: Path) -> Message:
    """What to do with a CSV file in another encoding."""
    return Message("{path} is not UTF-8: save it as “CSV UTF-8”", {"path": str(path)})


def _parse(keep: Callable[[pv.InvalidRow], str]) -> pv.ParseOptions:
    return pv.ParseOptions(newlines_in_values=True, invalid_row_handler=keep)


def _torn(schema: pa.Schema, first: str, texts: list[str]) -> pa.RecordBatch:
    given = {first: texts, "weight": [TORN] * len(texts)}
    columns = [pa.array(given.get(name, [None] * len(texts)), pa.string()) for name in schema.names]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
