"""Frames of lines for Spark and for the local batch, with all that lines may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

CELLS = ("weight", "filed", "a", "b", "printed_total")
KINDS = {
    "decimal": pa.decimal128(15, 4),
    "longer decimal": pa.decimal128(18, 6),
    "longest decimal": pa.decimal128(38, 18),
    "double": pa.float64(),
    "long": pa.int64(),
    "int": pa.int32(),
    "text": pa.string(),
}
# small whole numbers make ties, zeros and met targets common
SMALL = st.integers(-2, 12).map(Decimal)
NUMBERS = SMALL | SMALL | st.decimals(0, 10**6, places=4) | st.decimals(0, 100, places=1) | st.none()
WEIGHTS = st.sampled_from([None, *map(Decimal, ("0", "1", "2", "4", "10", "20", "2.5", "0.3333", "-1"))])
SHARES = st.sampled_from([Decimal(0), Decimal("0.5"), Decimal("1.1"), None, None, None])


BLOCKS = ("indicator", "indicator", "budget", "goal", "", " goal ", "other", "加分项", " beside", None)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """One line, filed as some formula gives it, or at random, or not at all."""
    weight, a, b = draw(WEIGHTS), draw(NUMBERS), draw(NUMBERS)
    share, filed = draw(SHARES), None
    if weight is not None and draw(st.integers(0, 6)):
        formulas = [Decimal(1)]
        if a and b:
            formulas += [b / a, a / b, max(2 - b / a, Decimal(0)), b / 100]
        filed = weight * (draw(st.sampled_from(formulas)) if share is None else share)
        filed = round(min(filed, Decimal(10**5)), draw(st.sampled_from([0, 1, 2, 2, 3, 4])))
    return {
        "form": draw(st.none() | st.integers(0, 3)), "weight": weight, "filed": filed, "a": a, "b": b,
        "kind": draw(st.sampled_from(["positive", "reverse", "positive", "reverse", "反向", " 正向", "other", None])),
        "block": draw(st.sampled_from(BLOCKS)),
        "printed_total": draw(st.none() | st.integers(0, 60).map(Decimal)),
    }  # fmt: skip


def table(made: list[dict[str, Any]], kind: str) -> pa.Table:
    """The lines with their numbers as one type, and a number for each line."""
    taken = KINDS[kind]
    columns: dict[str, Any] = {"line": pa.array(range(len(made)), pa.int64())}
    for name in made[0]:
        values = [row[name] for row in made]
        columns[name] = pa.array([_cell(value, taken) for value in values], taken) if name in CELLS else values
    columns["form"] = pa.array([row["form"] for row in made], pa.int64())
    for name in ("kind", "block"):
        columns[name] = pa.array([row[name] for row in made], pa.string())
    return pa.table(columns)


def _cell(value: Decimal | None, kind: pa.DataType) -> Any:
    if value is None or pa.types.is_string(kind):
        return value if value is None else str(value)
    if pa.types.is_decimal(kind):
        return round(value, kind.scale)
    return float(value) if pa.types.is_floating(kind) else int(value)


def by(name: str, given: pa.Table) -> dict[Any, dict[str, Any]]:
    """The rows of a table by one of its columns; what is not a number equals itself."""
    return {
        row[name]: {key: "nan" if value != value else value for key, value in row.items()} for row in given.to_pylist()
    }
