"""Columns of any spelling of their type as the plain ones that are computed with; others are refused, by name."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from indicators.messages import Message
from scoring.batch.numbers import ColumnError

_NUMBERS = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)
_TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
_AS_TEXT = (*_TEXTS, *_NUMBERS, pa.types.is_date, pa.types.is_null)
_NESTED = (pa.types.is_nested, pa.types.is_union)


def inner(kind: pa.DataType) -> pa.DataType:
    """The type of the values, without dictionaries and runs."""
    while pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        kind = kind.value_type
    return kind


def decoded(column: pa.Array) -> pa.Array:
    """The values themselves, as the codes of two chunks may differ; all texts as one type.

    >>> decoded(pa.array(["a", None, "a"], pa.large_string()).dictionary_encode()).type
    DataType(string)
    """
    while column.type != inner(column.type):
        encoded = pa.types.is_run_end_encoded(column.type)
        column = pc.run_end_decode(column) if encoded else column.dictionary_decode()
    return column.cast(pa.string()) if _is(column.type, _TEXTS) else column


def texts(column: pa.Array) -> pa.Array:
    """The cells as texts, whatever they came as; ``check_types`` has seen that they can be."""
    return decoded(column).cast(pa.string())


def key(column: pa.Array) -> pa.Array:
    """Values that tell forms or documents apart, as Arrow and Polars both take them."""
    plain = decoded(column)
    return plain.cast(pa.string()) if pa.types.is_decimal(plain.type) else plain


def has_empty_texts(kind: pa.DataType) -> bool:
    """Whether a column may hold an empty text, which is an empty cell though it is no null."""
    return not _is(inner(kind), _NUMBERS)


def check_types(schema: pa.Schema, keys: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Raise ColumnError for keys or words of a type that cannot be taken; the message names the column."""
    for field in schema:
        kind = inner(field.type)
        if field.name in keys and _is(kind, _NESTED):
            _refuse(Message("column {name}: {kind} cannot tell groups apart", _named(field)))
        if field.name in words and not _is(kind, _AS_TEXT):
            _refuse(Message("column {name}: {kind} is not taken as text", _named(field)))


def _named(field: pa.Field) -> dict[str, str]:
    return {"name": field.name, "kind": str(field.type)}


def _refuse(message: Message) -> None:
    raise ColumnError(message)


def _is(kind: pa.DataType, tests: tuple[object, ...]) -> bool:
    return any(test(kind) for test in tests if callable(test))
