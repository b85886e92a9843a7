"""Cells with two readings (≥5万元 beside 48000, 50000 beside 5) in vectors: as the scalar engine gives them."""

from __future__ import annotations

from fractions import Fraction as F

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import Form, Line, Number
from indicators.form import Budget
from scoring import rulebook, score
from scoring.batch import score_lines

BOOKS = ("hongshan-2023", "system-d1", "mof-2020")
UNITS = ("人", "万元", "万", "千克", "%", "‰", "元/人", "")
SIGNS = ("≥", "≤", ">", "<", "=", "")
NAMES = ("培训人数", "资金（万元）", "投诉率", "合格率", "成本")

SCHEMA = pa.schema([(key, pa.string()) for key in ("form", "name", "target", "actual", "weight", "filed")])


def scalar(target: str, actual: str, name: str, block: str, book: str) -> tuple[F, F, str, tuple[str, ...]]:
    line = Line("i1", block, name, target, actual, weight=Number.of(20))
    own = score(Form("project", indicators=(line,)), book).lines[0]
    return own.shown.low, own.shown.high, own.status, own.assumed


def batch(pairs: list[tuple[str, str, str]], book: str) -> list[tuple[F, F, str, tuple[str, ...]]]:
    table = pa.table({
        "form": [str(at) for at in range(len(pairs))], "name": [name for *_, name in pairs],
        "target": [target for target, *_ in pairs], "actual": [actual for _, actual, _ in pairs],
        "weight": ["20"] * len(pairs), "filed": [None] * len(pairs),
    }, schema=SCHEMA)  # fmt: skip
    lines = score_lines(table, rulebook(book)).lines
    columns = (lines[key].to_pylist() for key in ("rule_low", "rule_high", "status", "assumed"))
    return [(F(low), F(high), status, tuple(each or ())) for low, high, status, each in zip(*columns, strict=True)]


def held(pairs: list[tuple[str, str, str]], book: str) -> None:
    own = [scalar(target, actual, name, "indicator", book) for target, actual, name in pairs]
    assert [(pair, each) for pair, each in zip(pairs, batch(pairs, book), strict=True)] == list(
        zip(pairs, own, strict=True)
    )


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str, str]:
    """A figure, and another about a power of ten times it; the unit stands on both sides, or on one."""
    size = draw(st.integers(1, 99_999))
    times = F(draw(st.integers(28, 320)), 100) * F(10) ** draw(st.integers(-5, 5))
    other = draw(st.sampled_from([round(size * times), round(size * times * 10) / 10, size, 0]))
    unit = draw(st.sampled_from(UNITS))
    sides = draw(st.sampled_from([(unit, unit), (unit, ""), ("", unit)]))
    return f"{draw(st.sampled_from(SIGNS))}{size}{sides[0]}", f"{other:.12g}{sides[1]}", draw(st.sampled_from(NAMES))


@given(st.lists(pairs(), min_size=1, max_size=30), st.sampled_from(BOOKS))
def test_cells_of_two_readings_are_given_as_the_scalar_engine_gives_them(cells, book) -> None:
    held(cells, book)


@given(st.lists(pairs(), min_size=1, max_size=20), st.sampled_from(BOOKS))
def test_so_are_those_of_funds(cells, book) -> None:
    """Of the funds the unit of one side is that of both, unless another fits better."""
    lines = [Line("budget", "budget", "", target, actual, weight=Number.of(20)) for target, actual, _ in cells]
    own = [score(Form("project", budget=Budget(line)), book).lines[0] for line in lines]
    table = pa.table({
        "form": [str(at) for at in range(len(cells))], "block": ["budget"] * len(cells), "weight": ["20"] * len(cells),
        "target": [target for target, *_ in cells], "actual": [actual for _, actual, _ in cells],
        "filed": pa.array([None] * len(cells), pa.string()),
    })  # fmt: skip
    made = score_lines(table, rulebook(book)).lines
    rows = zip(made["rule_low"].to_pylist(), made["rule_high"].to_pylist(), made["status"].to_pylist(), strict=True)
    assert [(F(low), F(high), status) for low, high, status in rows] == [
        (each.shown.low, each.shown.high, each.status) for each in own
    ]


@pytest.mark.parametrize("book", BOOKS)
def test_where_another_reading_begins_to_fit_is_exact(book) -> None:
    edges = [F(n, d) for n, d in ((3, 1), (1, 3), (3001, 1000), (2999, 1000), (1000, 3001), (1000, 2999))]
    cells = [
        (f"{sign}{3 * 10**7}{unit}", f"{int(3 * 10**7 * edge * F(10) ** power)}", "培训人数")
        for sign in ("≥", "≤", "=", "") for unit in ("人", "") for edge in edges for power in (-4, -3, -2, 2, 3, 4)
    ]  # fmt: skip
    held(cells, book)


def test_numbers_too_long_for_vectors_are_read_alike() -> None:
    cells = [
        (f"{sign}{a}{unit}", f"{b}", "培训人数")
        for sign in ("≥", "≤") for unit in ("万元", "人") for a in (10**9, 10**12, 10**14, 3 * 10**17)
        for b in (10**5, 10**9, 10**13, 3 * 10**17)
    ]  # fmt: skip
    held(cells, "mof-2020")
