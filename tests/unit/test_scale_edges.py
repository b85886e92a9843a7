"""The edges of units and multipliers that no score shows: other readings and their size, codes, what is named."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators.form import Line
from indicators.measure import Numeric, Refused, measure


def line(target: str, actual: str = "", **keys: object) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)  # type: ignore[arg-type]


def numeric(target: str, actual: str, **keys: object) -> Numeric:
    read = measure(line(target, actual, **keys))
    assert isinstance(read, Numeric)
    return read


def others(target: str, actual: str, **keys: object) -> list[F]:
    """The completions of the other readings, in the target's unit."""
    return [each.actual.low for each in numeric(target, actual, **keys).alternatives]  # type: ignore[union-attr,misc]


def code(target: str, actual: str, **keys: object) -> str:
    read = measure(line(target, actual, **keys))
    return read.code if isinstance(read, Refused) else ""


@pytest.mark.parametrize(
    ("target", "actual", "first", "other"),
    [
        ("每周1次", "50次", F(50), F(50 * 52, 48)),  # the year has 48 weeks
        ("每周1次", "每月4次", F(48), F(48 * 52, 48)),
        ("每月4次", "每周1次", F(52), F(48)),
        ("每周不超过1次", "50次", F(50), F(50 * 52, 48)),
    ],
)
def test_a_month_of_four_weeks_is_the_other_reading(target: str, actual: str, first: F, other: F) -> None:
    read = numeric(target, actual)
    assert (read.actual.low, others(target, actual)) == (first, [other])  # type: ignore[union-attr]
    assert read.assumed == ("multiplier",)


@pytest.mark.parametrize(("target", "actual"), [("每周1次", "52次"), ("每周不超过1次", "52次"), ("每月1次", "11次")])
def test_a_whole_year_has_one_reading(target: str, actual: str) -> None:
    assert others(target, actual) == []


@pytest.mark.parametrize(
    ("target", "actual", "near"),
    [
        ("≥30000人", "1", True), ("≥30001人", "1", False), ("≥10000人", "3", True), ("≥9999人", "3", False),
        ("≥3000人", "1", True), ("≥3001人", "1", False), ("≥1000人", "3", True), ("≥999人", "3", False),
        ("≥1人", "3000", True), ("≥1人", "3001", False), ("≥3人", "1000", True), ("≥3人", "999", False),
        ("≥1人", "30000", True), ("≥1人", "30001", False), ("≥3人", "10000", True), ("≥3人", "9999", False),
        ("≥0人", "3000", False), ("≥3000人", "0", False), ("≥3000人", "-1", False), ("≥3000人", "1人", False),
    ],
)  # fmt: skip
def test_how_far_apart_another_unit_fits(target: str, actual: str, near: bool) -> None:
    assert bool(others(target, actual)) == near


@pytest.mark.parametrize(
    ("target", "actual", "times"),
    [
        ("≥5千人", "4", 1000),
        ("≥5百万亩", "4", 10**6),
        ("≥5十万人", "4", 10**5),
        ("≥5万元", "4", 10**4),
        ("≥5万粒", "4", 10**4),
        ("≥5百万羽", "4", 10**6),
    ],
)
def test_a_multiplier_is_not_taken_over(target: str, actual: str, times: int) -> None:
    assert others(target, actual) == [F(4, times)]


@pytest.mark.parametrize(("target", "actual"), [("≥5百人", "4"), ("≥5人", "4"), ("≥5万元", "4万元")])
def test_a_small_multiplier_or_one_on_both_sides_is(target: str, actual: str) -> None:
    assert others(target, actual) == []


def test_a_column_covers_the_bare_side_and_another_unit_does_not() -> None:
    assert others("≥5万元", "4", unit="万元") == []
    assert others("≥5万元", "4", unit="元") == [F(4, 10**4)]
    assert others("≥5万元", "4") == [F(4, 10**4)]


def test_an_unlisted_unit_of_the_heading_covers_bare_cells() -> None:
    assert numeric("≥20", "18", unit="℃").unit == "℃"
    assert code("≥20℃", "18") == "T404"


@pytest.mark.parametrize(
    ("target", "actual", "named"),
    [
        ("≥30", "27标段", {"unit": "标段", "written": "27标段", "bare": "≥30"}),
        ("≥30未验", "27", {"unit": "未验", "written": "≥30未验", "bare": "27"}),
    ],
)
def test_what_may_be_no_unit_is_named(target: str, actual: str, named: dict[str, str]) -> None:
    read = measure(line(target, actual))
    assert isinstance(read, Refused) and (read.code, dict(read.message.values)) == ("T404", named)


@pytest.mark.parametrize("written", ["9标x", "9①", "9#", "9成", "9折", "9O"])
def test_what_no_unit_is_written_with(written: str) -> None:
    assert code(f"≥{written}", "9", name="标x成折①#O") in ("T404", "T408", "T409")


def test_a_number_of_thousands_is_no_share() -> None:
    assert code("≥95%", "5万") == "T404"
    assert numeric("≥50000", "5万").actual.low == 50000  # type: ignore[union-attr]


def test_a_target_for_a_year_is_of_the_form() -> None:
    assert numeric("≥100万元/年", "900000元").actual.low == 90  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("target", "actual", "asked"),
    [
        ("0.98", "98%", True), ("98", "0.98", True), ("0.98", "98", True), ("1", "0.98", False), ("98", "97", False),
        ("0", "98", False), ("0.5-2", "98", True),
    ],
)  # fmt: skip
def test_a_fraction_under_a_heading_in_percent(target: str, actual: str, asked: bool) -> None:
    assert (code(target, actual, unit="%") == "T405") == asked


@pytest.mark.parametrize(
    ("actual", "doubted"),
    [("1.05", True), ("2", True), ("2.01", False), ("2.5", False), ("10", False), ("98", False)],
)
def test_where_a_bare_number_may_be_a_percentage_or_a_fraction(actual: str, doubted: bool) -> None:
    assert bool(others("≥100%", actual)) == doubted


def test_half_of_the_target_is_near_enough_for_a_fraction() -> None:
    assert (others("≥1000%", "5"), others("≥1000%", "4.99")) == ([F(500)], [])
    assert (others("≥500%", "10"), others("≥520%", "10.01")) == ([F(1000)], [])
    assert numeric("≥0%", "5").alternatives == ()
