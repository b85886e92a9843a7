"""Files in and out, chunk by chunk: Parquet and CSV. Memory does not grow with them; an output is whole or not."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
import pyarrow.parquet as pq

from indicators.messages import Message
from indicators.reading.files import may_never_end
from scoring.batch.csv_lines import CHECK, CsvSource, not_utf8
from scoring.batch.frames import ROWS
from scoring.batch.numbers import ColumnError
from scoring.batch.plain import has_empty_texts
from scoring.output import AtomicFile
from scoring.spreadsheet import BEGINNINGS, without_formula

CODEC = "lz4"
BOM = "\ufeff".encode()
_BEGINNING = f"^[{re.escape(''.join(BEGINNINGS))}]"
GROUP = 2**19  # rows of a row group in the output
Sink = Callable[[pa.RecordBatch], None]


class ParquetSource:
    """A Parquet file as a source of chunks."""

    def __init__(self, path: Path, rows: int = ROWS) -> None:
        self._file, self._rows = pq.ParquetFile(path, pre_buffer=False), rows

    @property
    def schema(self) -> pa.Schema:
        """The columns."""
        schema: pa.Schema = self._file.schema_arrow
        return schema.remove_metadata()

    @property
    def lines(self) -> int | None:
        """How many lines there are."""
        count: int = self._file.metadata.num_rows
        return count

    def batches(self, only: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """The lines in order."""
        names = None if only is None else [name for name in only if name in self.schema.names]
        yield from self._file.iter_batches(self._rows, columns=names)

    def complete(self, name: str) -> bool:
        """Whether the file's own statistics say that the column has no empty cell."""
        if has_empty_texts(self.schema.field(name).type):
            return False
        meta, at = self._file.metadata, self.schema.names.index(name)
        groups = (meta.row_group(group).column(at).statistics for group in range(meta.num_row_groups))
        return all(each is not None and each.has_null_count and each.null_count == 0 for each in groups)


def source(path: Path, quotes: str = CHECK) -> ParquetSource | CsvSource:
    """The file as a source of chunks, told by its content. Raises ColumnError where it is neither; OSError."""
    if may_never_end(path):
        raise ColumnError(Message("{path} is no file but a named pipe or a device", {"path": str(path)}))
    with path.open("rb") as stream:
        parquet = stream.read(4) == b"PAR1"
    try:
        return ParquetSource(path) if parquet else CsvSource(path, quotes)
    except UnicodeDecodeError as error:
        raise ColumnError(not_utf8(path)) from error
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            raise ColumnError(not_utf8(path)) from error
        text = {"path": str(path), "reason": str(error).partition("\n")[0]}
        raise ColumnError(Message("{path} is neither a Parquet nor a CSV file: {reason}", text)) from error


class _Into(io.RawIOBase):
    """A file in the making as a stream: what the system refuses is told by it, and by nobody else."""

    def __init__(self, file: AtomicFile) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._file.write(data)
        return len(data)


class Output:
    """A file that is written whole or not at all. A context manager.

    CSV where the name ends in ``.csv``, else Parquet. The list of findings is one cell with spaces in CSV.
    """

    def __init__(self, path: Path, schema: pa.Schema, *, overwrite: bool, bom: bool = False) -> None:
        self._csv = path.suffix.lower() == ".csv"
        self._schema = _flat_schema(schema) if self._csv else schema
        self._held: list[pa.RecordBatch] = []
        self._rows = 0
        self._file = AtomicFile(path, overwrite=overwrite)
        self._bom = bom and self._csv
        try:
            self._writer = self._opened()
        except BaseException:
            self._file.drop()
            raise

    def _opened(self) -> Any:
        sink = _Into(self._file)
        if self._csv:
            if self._bom:
                sink.write(BOM)
            return pv.CSVWriter(sink, self._schema)
        return pq.ParquetWriter(sink, self._schema, compression=CODEC, use_dictionary=_few(self._schema))

    def write(self, batch: pa.RecordBatch) -> None:
        """Some lines more."""
        self._held.append(_flat(batch, self._schema) if self._csv else batch)
        self._rows += len(batch)
        if self._csv or self._rows >= GROUP:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            table = pa.Table.from_batches(self._held, self._schema)
            self._held, self._rows = [], 0
            self._writer.write_table(table, *(() if self._csv else (GROUP,)))

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._flush()
                self._writer.close()
                self._file.keep()
        finally:
            if not self._csv:
                self._writer.is_open = False  # else it tries again when it is forgotten, and says that it cannot
            self._file.drop()


def _few(schema: pa.Schema) -> list[str]:
    """The columns whose values repeat, so that a dictionary pays."""
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_dictionary)
    return [field.name for field in schema if any(test(field.type) for test in texts)] + [
        "findings.list.element",
        "assumed.list.element",
    ]


def _flat_schema(schema: pa.Schema) -> pa.Schema:
    return pa.schema([pa.field(without_formula(each.name), _flat_type(each.type)) for each in schema])


def _flat_type(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_list(kind) or pa.types.is_dictionary(kind) else kind


def _flat(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    columns = [
        pc.binary_join(column, " ") if pa.types.is_list(column.type)
        else column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
        for column in batch.columns
    ]  # fmt: skip
    return pa.RecordBatch.from_arrays([_harmless(column) for column in columns], schema=schema)


def _harmless(column: pa.Array) -> pa.Array:
    """Texts that a spreadsheet would run as formulas behind an apostrophe; signed numbers stay numbers."""
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    odd = pc.fill_null(pc.match_substring_regex(column, _BEGINNING), False)
    if not pc.any(odd).as_py():
        return column
    texts = [without_formula(text) for text in column.filter(odd).to_pylist()]
    return pc.replace_with_mask(column, odd, pa.array(texts, column.type))
