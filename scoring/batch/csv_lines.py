"""CSV files as lines in columns: every cell is a text, so that no digit is lost, and no row is dropped."""

from __future__ import annotations

import json
import os
import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from indicators.messages import Message
from scoring.batch.csv_quotes import check_quotes, heading, heading_text, mend_quotes, survey
from scoring.batch.frames import ROWS
from scoring.batch.numbers import ColumnError

TORN = "torn row"
QUOTES = CHECK, LENIENT, TRUST = "check", "lenient", "trust"
BLOCK = 1 << 24  # bytes of text that are parsed at a time
SPOOL = 1 << 24  # bytes of torn rows that are kept in memory


class CsvSource:
    """A CSV file (UTF-8, with a heading) as a source of chunks; every cell is a text, so that no digit is lost.

    A row with too few or too many cells is kept: its text stands in the first column, its weight says that it is torn.
    Such rows come behind all others, as the parser runs ahead of what it gives. A quote that swallows rows raises
    ColumnError (``check``), is a letter (``lenient``: in a copy of the file, ``mended`` lines of it) or believed.
    """

    lines: int | None = None

    def __init__(self, path: Path, quotes: str = CHECK) -> None:
        self._path, self._shown = path, path
        self.text_lines, count = survey(str(path))
        self.mended = 0
        self._suspect, self._certain = count % 2 == 1, quotes == TRUST or not count
        if quotes == LENIENT and count:
            self._mend()
        with self._sound(), self._open(None, lambda row: "skip") as reader:
            self.schema: pa.Schema = reader.schema

    def _mend(self) -> None:
        self._certain = True
        handle, copy = tempfile.mkstemp(suffix=".csv")
        weakref.finalize(self, Path(copy).unlink, missing_ok=True)
        os.close(handle)
        with Path(copy).open("w", encoding="utf-8", newline="") as target:
            self.mended = mend_quotes(str(self._path), heading(str(self._path)), target)
        if self.mended:
            self._path = Path(copy)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Where the parser gives up, a quote may be why: then that is told."""
        try:
            yield
        except pa.ArrowInvalid:
            self._check()
            raise

    def _check(self) -> None:
        if not self._certain:
            check_quotes(str(self._path), heading(str(self._path)))
            self._certain = True

    def _open(self, only: list[str] | None, keep: Callable[[pv.InvalidRow], str]) -> Any:
        # Never a file of Python's: the parser reads ahead in threads, which would ask for one while the program ends.
        head = pa.BufferReader(heading_text(str(self._path)))
        names = pv.open_csv(head, parse_options=_parse(lambda row: "skip")).schema.names
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
                text = row.text or ""
                self._suspect |= "\n" in text or "\r" in text
                torn.write(json.dumps(text) + "\n")
                return "skip"

            with self._open(names, keep) as reader:
                for batch in self._read(reader):
                    yield from (batch.slice(at, ROWS) for at in range(0, len(batch), ROWS))
            torn.seek(0)
            while texts := [json.loads(line) for line in islice(torn, ROWS)]:
                yield _torn(reader.schema, self.schema.names[0], texts)

    def _read(self, reader: Any) -> Iterator[pa.RecordBatch]:
        try:
            with self._sound():
                for batch in reader:
                    if not self._certain and (self._suspect or _has_line_ends(batch)):
                        self._check()
                    yield batch
                if self._suspect:
                    self._check()
        except pa.ArrowInvalid as error:
            if "UTF8" in str(error):
                raise ColumnError(not_utf8(self._shown)) from error
            raise

    def complete(self, name: str) -> bool:
        """A CSV file says nothing of that."""
        return False


def _has_line_ends(batch: pa.RecordBatch) -> bool:
    """Whether a cell holds a line end, as one does that has swallowed rows."""
    return any(
        pc.any(pc.match_substring(column, end)).as_py() for column in batch.columns for end in ("\n", "\r")
    )  # fmt: skip


def not_utf8(path: Path) -> Message:
    """What to do with a CSV file in another encoding."""
    return Message("{path} is not UTF-8: save it as “CSV UTF-8”", {"path": str(path)})


def _parse(keep: Callable[[pv.InvalidRow], str]) -> pv.ParseOptions:
    return pv.ParseOptions(newlines_in_values=True, invalid_row_handler=keep)


def _torn(schema: pa.Schema, first: str, texts: list[str]) -> pa.RecordBatch:
    given = {first: texts, "weight": [TORN] * len(texts)}
    columns = [pa.array(given.get(name, [None] * len(texts)), pa.string()) for name in schema.names]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
