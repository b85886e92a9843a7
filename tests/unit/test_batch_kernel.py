"""The kernel at the limits of its proofs (docs/batch.md), and the traps that a column language sets."""

from __future__ import annotations

import tracemalloc
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction as F

import numpy as np
import polars as pl
import pytest

from scoring.algebra import EXACT, Terms
from scoring.batch import bounds, kernel, nearest, score_floats
from scoring.batch.compiled import score_floats_compiled
from scoring.batch.kernel import shares
from scoring.rounding import half_up
from scoring.rules.positive import positive
from scoring.rules.reverse import reverse, reverse_linear

ROWS = 40_000


def true(factor: int, num: int, den: int) -> int:
    return (2 * factor * num + den) // (2 * den)


def hostile(top: int, seed: int, weight: int = 2000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ties, and numbers one last digit off a tie, as large as ``2 · w · num < top`` lets them be."""
    draw = np.random.default_rng(seed)
    w = draw.integers(1, weight + 1, ROWS)
    part = np.maximum((top - 1) // (4 * w * w), 1)  # den = 2·w·part, num = odd·part up to den: a tie
    part = np.where(draw.random(ROWS) < 0.5, part, np.maximum(draw.integers(1, part + 1), 1))
    num = (2 * draw.integers(0, w) + 1) * part + draw.choice([-1, 0, 0, 1], ROWS)
    return w, np.maximum(num, 0), np.maximum(2 * w * part, num)


@pytest.mark.parametrize("bits", [20, 40, 47, 48, 49, 50, 51, 52, 53, 54, 56, 58])
def test_floats_are_exact_up_to_each_limit_and_beyond(bits: int) -> None:
    """Below 2**48 one product does; above, the filter and whole numbers: to 2**51 scaled, with any weight."""
    places = 4
    for seed in range(5):
        w, num, den = hostile(2**bits, seed)
        keep = den < 2**51
        w, num, den = w[keep], num[keep], den[keep]
        scale = 10.0**places
        got = score_floats(w / 100.0, den / scale, num / scale, np.ones(len(w), np.bool_), places, check=False)
        want = [
            w_ if n == d else true(w_, n, d) for w_, n, d in zip(w.tolist(), num.tolist(), den.tolist(), strict=True)
        ]
        assert np.rint(got * 100).astype(np.int64).tolist() == want
        assert got.tolist() == [value / 100 for value in want]


@pytest.mark.parametrize("bits", [20, 50, 52, 53, 54, 58, 60, 62])
def test_whole_numbers_are_exact_at_any_size(bits: int) -> None:
    """The quotient below 2**53, the wrapped remainder below 2**60, Python's integers beyond."""
    for seed in range(5):
        w, num, den = hostile(2**bits, seed)
        want = [true(*each) for each in zip(w.tolist(), num.tolist(), den.tolist(), strict=True)]
        assert nearest(w, num, den).tolist() == want
    draw = np.random.default_rng(bits)
    den = draw.integers(2 ** (bits - 1), 2**bits, ROWS)  # products that int64 cannot hold: NumPy wraps, and may
    num, w = draw.integers(0, den), draw.integers(1, 2**48, ROWS)
    want = [true(*each) for each in zip(w.tolist(), num.tolist(), den.tolist(), strict=True)]
    assert nearest(w, num, den).tolist() == want


def test_limits_choose_the_form() -> None:
    """Each limit is asked of the numbers of a block: one more and the next form is taken."""
    assert bounds.quotient_holds(1, 2**50, 2**50)
    assert not bounds.quotient_holds(1, 2**51, 2**51)
    assert bounds.nudge_holds(20.0, (2.0**48 - 2**9) / 4000 / 1e4, 1e4)
    assert not bounds.nudge_holds(20.0, 2.0**48 / 4000 / 1e4, 1e4)


def test_beyond_the_nudge_one_product_would_be_wrong() -> None:
    """The limit is there for a reason: well above it the bare form fails."""
    w, num, den = hostile(2**56, 1)
    bare = np.rint(w / 100.0 * (num / den) * bounds.UP).astype(np.int64)
    want = [true(*each) for each in zip(w.tolist(), num.tolist(), den.tolist(), strict=True)]
    assert (bare != want).any()


def test_shares_are_the_rules() -> None:
    draw = np.random.default_rng(3)
    a, b, up = draw.integers(0, 12, ROWS // 10), draw.integers(0, 12, ROWS // 10), draw.random(ROWS // 10) < 0.5
    for linear, down in ((False, reverse), (True, reverse_linear)):
        num, den = shares(up, a, b, linear)
        for row in range(len(a)):
            rule = positive if up[row] else down
            exact = rule(Terms(F(1), F(int(a[row])), F(int(b[row]))), EXACT)
            assert F(int(num[row]), int(den[row])) == exact


@pytest.mark.parametrize(
    ("column", "value"),
    [(0, -1.0), (1, -1.0), (2, -5.0), (0, np.nan), (1, np.nan), (0, 0.001), (1, 1e17), (2, 0.00001)],
)
def test_numbers_that_the_proof_does_not_cover_are_refused(column: int, value: float) -> None:
    columns = [np.array([4.0, 10.0]), np.array([3.0, 3.0]), np.array([2.0, 4.0])]
    columns[column][1] = value
    with pytest.raises(ValueError, match=r"number|decimals"):
        score_floats(*columns, np.array([True, True]))


def test_a_zero_with_a_sign_is_a_zero() -> None:
    zero, one, up = np.array([-0.0, 1.0]), np.ones(2), np.ones(2, np.bool_)
    assert score_floats(one, one, zero, up).tolist() == [0.0, 1.0]
    assert score_floats(zero, one, one, up).tolist() == [0.0, 1.0]


def test_trap_numpy_rounds_half_to_even_and_the_kernel_does_not() -> None:
    weight, share = np.array([1.0, 1.0, 5.0]), np.array([0.125, 0.375, 0.325])  # 5 × 0.325 is a tie as decimals
    assert np.round(weight * share, 2).tolist()[0] == 0.12
    got = score_floats(weight, np.ones(3), share, np.ones(3, np.bool_))
    assert got.tolist() == [0.13, 0.38, 1.63]


def test_trap_decimal_ratio_first() -> None:
    """``w × (B ÷ A)`` rounds twice in Decimal, ``(w × B) ÷ A`` does not: 0.21 × 5 ÷ 14 is a tie, 0.075."""
    w, b, a, cent = Decimal("0.21"), Decimal(5), Decimal(14), Decimal("0.01")
    assert (w * (b / a)).quantize(cent, ROUND_HALF_UP) == Decimal("0.07")
    assert (w * b / a).quantize(cent, ROUND_HALF_UP) == Decimal("0.08")
    assert nearest(np.array([21]), np.array([5]), np.array([14])).tolist() == [8]
    assert half_up(F(21, 100) * 5 / 14) == F(8, 100)


def test_trap_polars_eager_and_lazy_give_the_same() -> None:
    """Eager Polars works a shared expression out again each time (twelve times slower), so we only collect lazily."""
    frame = pl.DataFrame({"w": [3, 400, 2**40], "n": [1, 2399, 2**50 + 1], "d": [6, 3000, 2**52]})
    quotient = (pl.col("w") * pl.col("n") / pl.col("d")).round().cast(pl.Int64)
    rest = 2 * (pl.col("w") * pl.col("n") - quotient * pl.col("d"))
    wrapped = quotient + (rest >= pl.col("d")).cast(pl.Int64) - (rest < -pl.col("d")).cast(pl.Int64)
    eager, lazy = frame.select(wrapped), frame.lazy().select(wrapped).collect()
    assert eager.equals(lazy)


def test_trap_products_wrap_here_and_do_not_raise() -> None:
    """The remainder is true modulo 2**64. Engines that raise on overflow (DuckDB, Spark) cannot use this form."""
    factor, num, den = np.array([2**40 + 1]), np.array([2**59 - 3]), np.array([2**59 + 5])
    with np.errstate(over="raise"):
        assert nearest(factor, num, den).tolist() == [true(2**40 + 1, 2**59 - 3, 2**59 + 5)]


def test_memory_of_the_kernel() -> None:
    """Eight bytes a row for the result, and a few blocks."""
    import tracemalloc

    rows = 2_000_000
    a, w, up = np.full(rows, 3000.0), np.full(rows, 4.0), np.ones(rows, np.bool_)
    tracemalloc.start()
    score_floats(w, a, a, up, check=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 12 * rows


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    w, num, den = hostile(2**52, 9)
    whole = nearest(w, num, den)
    monkeypatch.setattr(kernel, "BLOCK", 777)
    assert nearest(w, num, den).tolist() == whole.tolist()


@pytest.mark.parametrize("bits", [20, 47, 50, 53, 58])
def test_compiled_kernel_is_the_kernel(bits: int) -> None:
    w, num, den = hostile(2**bits, bits)
    keep = den < 2**51
    up = np.random.default_rng(bits).random(int(keep.sum())) < 0.5
    columns = (w[keep] / 100.0, den[keep] / 1e4, num[keep] / 1e4, up)
    got = score_floats_compiled(*columns)
    assert got.tolist() == score_floats(*columns, check=False).tolist()
    with pytest.raises(ValueError, match="below 0"):
        score_floats_compiled(-columns[0], *columns[1:])


@pytest.mark.parametrize("top", [10**5, 10**9])
def test_the_kernel_takes_its_result_and_little_more(top: int) -> None:
    """At most 12 bytes a line beside the columns that come in, whichever form it takes."""
    draw, count = np.random.default_rng(1), 2**20
    weight, a, b = (draw.integers(0, most, count) / 100 for most in (2000, top * 100, top * 100))
    up = draw.random(count) < 0.7
    score_floats(weight[:9], a[:9], b[:9], up[:9], places=2)
    tracemalloc.start()
    try:
        score_floats(weight, a, b, up, places=2, check=False)
        assert tracemalloc.get_traced_memory()[1] <= 12 * count
    finally:
        tracemalloc.stop()
