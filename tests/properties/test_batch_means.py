"""Consolidation in columns gives what ``scoring.consolidate`` gives, whatever the order and the type of its columns."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as F

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.form import Budget, Form, Line
from scoring.batch import consolidate_columns
from scoring.batch.means import STATUSES
from scoring.consolidate import consolidate
from scoring.rounding import half_up

SMALL = st.decimals(0, 10**6, places=2) | st.integers(0, 3).map(Decimal)
WIDE = st.decimals(0, Decimal(10) ** 20, places=6)
CHILD = st.tuples(st.none() | SMALL | WIDE, st.none() | SMALL | WIDE)
GROUP = st.tuples(st.sampled_from(["sum", "mean"]), st.lists(CHILD, min_size=1, max_size=5))


def scalar(nature: str, children: list[tuple[Decimal | None, Decimal | None]]) -> tuple[str, F | None]:
    """Status and value by the forms of the children."""
    forms = [
        Form(
            "project", project=f"项目{number}",
            budget=Budget(Line("budget", "budget", target="" if funds is None else f"{funds:f}", actual="1"), "元"),
            indicators=(
                Line("i1", "indicator", name="某指标", target="≥1人", aggregate=nature,
                     actual="" if value is None else f"{value:f}人"),
            ),
        )
        for number, (value, funds) in enumerate(children)
    ]  # fmt: skip
    (line,) = consolidate(forms).explanation
    if line.how == "refused":
        return "refused", None
    known = line.value is not None and line.value.low is not None and line.value.low == line.value.high
    return ("known", line.value.low) if known else ("unknown", None)


def rows(groups: list) -> list[dict[str, object]]:
    return [
        {"parent": f"p{number % 2}", "indicator": number, "nature": nature, "value": value, "funds": funds}
        for number, (nature, children) in enumerate(groups)
        for value, funds in children
    ]


def table(made: list[dict[str, object]], kind: pa.DataType) -> pa.Table:
    schema = pa.schema([("parent", pa.string()), ("indicator", pa.int64()), ("nature", pa.string())])
    cells = [
        each | {name: each[name] if each[name] is None or pa.types.is_decimal(kind) else str(each[name])
                for name in ("value", "funds")} for each in made
    ]  # fmt: skip
    return pa.Table.from_pylist(cells, schema.append(pa.field("value", kind)).append(pa.field("funds", kind)))


@given(st.lists(GROUP, min_size=1, max_size=4), st.sampled_from([pa.decimal128(38, 6), pa.string()]), st.randoms())
def test_columns_are_consolidated_as_forms_are(groups, kind, random) -> None:
    made = rows(groups)
    random.shuffle(made)
    found = consolidate_columns(table(made, kind)).to_pylist()
    assert [each["indicator"] for each in found] == list(dict.fromkeys(each["indicator"] for each in made))
    for each in found:
        nature, children = groups[each["indicator"]]
        status, value = scalar(nature, children)
        assert each["children"] == len(children)
        if each["status"] == "out-of-range":  # what the columns of the result cannot hold
            assert status == "known"
            assert sum(v * (f if nature == "mean" else 1) for v, f in children if v is not None) >= 10**19
            continue
        assert each["status"] == status
        if value is None:
            assert (each["numerator"], each["denominator"], each["value"]) == (None, None, None)
        else:
            assert F(each["numerator"]) / F(each["denominator"]) == value
            assert F(each["value"]) == half_up(value, 6)


WORST = [  # nature, (value, funds) of each child → status, value
    ("sum", [("-1.5", None), ("0.25", "-3")], "known", "-1.25"),
    ("mean", [("-1", "1"), ("0", "2")], "known", "-0.333333"),
    ("mean", [("-1", "1"), ("0", "1999999")], "known", "-0.000001"),  # exactly half: away from zero
    ("mean", [("90", "100"), ("80", "-1")], "refused", None),
    ("mean", [("90", "0"), ("80", "0")], "refused", None),
    ("mean", [("90", "0")], "known", "90"),
    ("mean", [("90", None)], "known", "90"),
    ("mean", [(None, "0"), ("80", "3")], "known", "80"),
    ("mean", [(None, "1"), ("80", "3")], "unknown", None),
    ("sum", [(None, "1"), ("80", "3")], "unknown", None),
    ("sum", [("many", "1"), ("80", "3")], "refused", None),
    ("sum", [("80", "many"), ("1", "3")], "known", "81"),
    ("product", [("80", "3")], "refused", None),
    (None, [("80", "3")], "refused", None),
    ("sum", [("1" * 41, "3")], "out-of-range", None),
    ("sum", [("9" * 32, "3"), ("9" * 32, "3")], "out-of-range", None),
    ("sum", [("9" * 26, "3")], "known", "9" * 26),
    ("sum", [("0.0000001", "3")], "known", "0"),
    ("mean", [("1e30", "1e30"), ("1", "1")], "out-of-range", None),
]


def test_every_sort_of_group() -> None:
    made = [
        {"parent": None, "indicator": number, "nature": nature, "value": value, "funds": funds}
        for number, (nature, children, *_) in enumerate(WORST)
        for value, funds in children
    ]
    found = consolidate_columns(table(made, pa.string())).to_pylist()
    assert [each["status"] for each in found] == [status for *_, status, _ in WORST]
    assert [each["value"] for each in found] == [value and Decimal(value) for *_, value in WORST]
    assert {each["status"] for each in found} == {*STATUSES}


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.decimal128(20, 2), pa.decimal256(50, 3), pa.string()])
def test_any_type_of_numbers(kind: pa.DataType) -> None:
    lines = pa.table({
        "parent": ["d", "d", "d"], "indicator": pa.array(["满意度"] * 3).dictionary_encode(), "nature": ["mean"] * 3,
        "value": pa.array(["90", "80", "70"]).cast(kind), "funds": pa.array(["1", "1", "1"]).cast(kind),
    })  # fmt: skip
    frames = [lines, lines.to_pandas(), pa.concat_tables([lines[:1], lines[1:]])]
    for frame in frames if pa.types.is_decimal256(kind) else [*frames, pl.from_arrow(lines)]:  # Polars has none
        made = consolidate_columns(frame)
        assert type(made) is type(frame)
        assert list(map(str, made["value"].to_pylist() if isinstance(made, pa.Table) else made["value"])) == [
            "80.000000"
        ]


def test_no_lines_make_no_groups() -> None:
    assert len(consolidate_columns(table([], pa.decimal128(38, 6)))) == 0
