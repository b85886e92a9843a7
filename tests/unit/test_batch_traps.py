"""Where arithmetic that people trust goes wrong without a word, shown, and right here on the same numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as F

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from scoring.batch import consolidate_columns, nearest, score_floats, score_lines
from scoring.rounding import half_up

CENT = Decimal("0.01")


def scored(weight, a, b) -> list[Decimal]:
    """What a batch gives for positive lines."""
    size = len(weight)
    columns = {"form": [1] * size, "filed": [None] * size, "kind": ["positive"] * size}
    return score_lines(columns | {"weight": weight, "a": a, "b": b}).lines["rule_low"]


def test_numpy_rounds_half_to_even() -> None:
    weight, a, b = np.full(8, 1.0), np.full(8, 8.0), np.arange(8.0)
    naive, truth = np.round(weight * b / a, 2), [half_up(F(n, 8)) for n in range(8)]
    assert [F(str(each)) for each in naive] != truth
    assert [F(str(each)) for each in score_floats(weight, a, b, np.ones(8, np.bool_))] == truth
    assert [F(each) for each in scored(weight.tolist(), a.tolist(), b.tolist())] == truth


def test_decimals_lose_a_tie_where_they_divide_first() -> None:
    """28 digits of B / A, times a weight, can lie below the tie that (w·B) / A hits."""
    cases = [
        (w, b, a) for a in (3, 6, 7, 12, 24) for w in range(1, 40) for b in range(1, a) if (200 * w * b) % (2 * a) == a
    ]
    cases = [(Decimal(w), Decimal(b), Decimal(a)) for w, b, a in cases]
    first = [(w * (b / a)).quantize(CENT, ROUND_HALF_UP) for w, b, a in cases]
    last = [((w * b) / a).quantize(CENT, ROUND_HALF_UP) for w, b, a in cases]
    assert first != last
    assert scored(*(list(column) for column in zip(*((w, a, b) for w, b, a in cases), strict=True))) == last
    assert [F(each) for each in last] == [half_up(F(w) * F(b) / F(a)) for w, b, a in cases]


def test_polars_gives_the_same_eager_and_lazy() -> None:
    """Eager expressions are slower, as they share nothing; figures are in docs/performance.md. Results are one."""
    frame = pl.DataFrame({"form": [1, 1, 2], "weight": [4.0, 10.0, 1.0], "filed": [2.0, 7.0, None],
                          "kind": ["positive", "reverse", "positive"], "a": [3000.0, 3.0, 8.0],
                          "b": [2399.0, 4.0, 1.0]})  # fmt: skip
    eager, lazy = (score_lines(each, totals=True) for each in (frame, frame.lazy()))
    assert eager.lines.equals(lazy.lines)
    assert eager.totals.equals(lazy.totals)
    assert eager.lines["rule_low"].to_list() == [Decimal("3.20"), Decimal("7.50"), Decimal("0.13")]


def test_duckdb_raises_where_numpy_wraps() -> None:
    """So the form of the kernel that wraps is NumPy's alone, and its bounds are looked at before it is used."""
    weight, num, den = 100_000, 10**15 + 1, 2 * 10**15
    with pytest.raises(duckdb.OutOfRangeException):
        duckdb.sql(f"SELECT {weight}::BIGINT * {num}::BIGINT").fetchall()
    factor, top, of = (np.array([each], np.int64) for each in (weight, num, den))
    assert int((factor * top)[0]) != weight * num
    assert nearest(factor, top, of).tolist() == [(2 * weight * num + den) // (2 * den)]
    assert scored(["1000"], [str(den)], [str(num)]) == [Decimal("500.00")]


def test_decimals_of_databases_are_divided_as_floats() -> None:
    """DuckDB divides decimals as doubles: 1.005 is not a tie there."""
    rows = [(Decimal("2.01"), Decimal(1), Decimal(2)), (Decimal("1.15"), Decimal(1), Decimal(2))]
    rows += [(Decimal(w) / 100, Decimal(b), Decimal(8)) for w in range(1, 400) for b in range(1, 8)]
    cells = ", ".join(f"({w}::DECIMAL(10,2), {b}::DECIMAL(18,4), {a}::DECIMAL(18,4))" for w, b, a in rows)
    query = f"SELECT round(w * b / a, 2)::DECIMAL(18,2) FROM (VALUES {cells}) t(w, b, a)"
    naive = [each for (each,) in duckdb.sql(query).fetchall()]
    truth = [half_up(F(w) * F(b) / F(a)) for w, b, a in rows]
    assert [F(each) for each in naive] != truth
    weight, b, a = zip(*rows, strict=True)
    assert [F(each) for each in scored(list(weight), list(a), list(b))] == truth


def test_groups_of_an_arrow_table_keep_their_own() -> None:
    """Narwhals 2.29 gives rows of an Arrow table the value of another group in ``over()``, without a word, on several
    threads and not every time: so only ours is held here. It never pastes groups back to rows by position."""
    size = 120_000
    draw = np.random.default_rng(7)
    form, b = draw.integers(0, 500, size), draw.integers(0, 9, size)
    lines = pa.table({"form": form, "weight": np.full(size, 1), "filed": pa.nulls(size, pa.int64()),
                      "kind": ["positive"] * size, "a": np.full(size, 8), "b": b})  # fmt: skip
    cents = np.array([(200 * each + 8) // 16 for each in range(9)])
    wanted = np.zeros(500, np.int64)
    np.add.at(wanted, form, cents[b])
    done = score_lines(lines, totals=True, rows=7_000)
    got = dict(zip(done.totals["form"].to_pylist(), done.totals["rule_low"].to_pylist(), strict=True))
    assert got == {each: Decimal(int(wanted[each])).scaleb(-2) for each in range(500)}
    assert done.lines["form"].to_pylist() == form.tolist()
    assert [int(each * 100) for each in done.lines["rule_low"].to_pylist()] == cents[b].tolist()

    parts = pa.table({"parent": form, "indicator": ["满意度"] * size, "nature": ["mean"] * size, "value": b,
                      "funds": b + 1})  # fmt: skip
    for each in consolidate_columns(parts).to_pylist():
        own = b[form == each["parent"]].tolist()
        assert F(each["numerator"]) / F(each["denominator"]) == F(
            sum(v * (v + 1) for v in own), sum(v + 1 for v in own)
        )
