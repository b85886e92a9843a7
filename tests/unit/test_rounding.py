"""The one rounding: half away from zero, from the exact value, once; and how exact values are written."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.interval import Interval
from scoring.rounding import decimal, half_up, half_up_interval, plain

# value, and how it must look at 0, 1, 2 and 4 places
TABLE = [
    ("0", "0", "0.0", "0.00", "0.0000"),
    ("1", "1", "1.0", "1.00", "1.0000"),
    ("7", "7", "7.0", "7.00", "7.0000"),
    ("0.5", "1", "0.5", "0.50", "0.5000"),
    ("1.5", "2", "1.5", "1.50", "1.5000"),
    ("2.5", "3", "2.5", "2.50", "2.5000"),
    ("3.5", "4", "3.5", "3.50", "3.5000"),
    ("0.05", "0", "0.1", "0.05", "0.0500"),
    ("0.15", "0", "0.2", "0.15", "0.1500"),
    ("0.25", "0", "0.3", "0.25", "0.2500"),
    ("0.45", "0", "0.5", "0.45", "0.4500"),
    ("0.95", "1", "1.0", "0.95", "0.9500"),
    ("9.95", "10", "10.0", "9.95", "9.9500"),
    ("0.005", "0", "0.0", "0.01", "0.0050"),
    ("0.015", "0", "0.0", "0.02", "0.0150"),
    ("0.125", "0", "0.1", "0.13", "0.1250"),
    ("0.135", "0", "0.1", "0.14", "0.1350"),
    ("0.145", "0", "0.1", "0.15", "0.1450"),
    ("1.005", "1", "1.0", "1.01", "1.0050"),
    ("2.675", "3", "2.7", "2.68", "2.6750"),
    ("9.995", "10", "10.0", "10.00", "9.9950"),
    ("99.995", "100", "100.0", "100.00", "99.9950"),
    ("89.995", "90", "90.0", "90.00", "89.9950"),
    ("89.9949", "90", "90.0", "89.99", "89.9949"),
    ("0.00005", "0", "0.0", "0.00", "0.0001"),
    ("0.00015", "0", "0.0", "0.00", "0.0002"),
    ("12.50", "13", "12.5", "12.50", "12.5000"),
    ("12.5", "13", "12.5", "12.50", "12.5000"),
    ("0.49999999999999999999999999999999999999", "0", "0.5", "0.50", "0.5000"),
    ("0.50000000000000000000000000000000000001", "1", "0.5", "0.50", "0.5000"),
    ("0.00499999999999999999999999999999999999", "0", "0.0", "0.00", "0.0050"),
    ("1/3", "0", "0.3", "0.33", "0.3333"),
    ("2/3", "1", "0.7", "0.67", "0.6667"),
    ("1/6", "0", "0.2", "0.17", "0.1667"),
    ("2399/750", "3", "3.2", "3.20", "3.1987"),
    ("1/1000000000000000000000000000000000000000", "0", "0.0", "0.00", "0.0000"),
    ("1000000000000000000000000000000000000000.5", "1000000000000000000000000000000000000001",
     "1000000000000000000000000000000000000000.5", "1000000000000000000000000000000000000000.50",
     "1000000000000000000000000000000000000000.5000"),
    ("123456789012345678901234567890.125", "123456789012345678901234567890", "123456789012345678901234567890.1",
     "123456789012345678901234567890.13", "123456789012345678901234567890.1250"),
]  # fmt: skip
PLACES = (0, 1, 2, 4)
CELLS = [(F(row[0]), places, text) for row in TABLE for places, text in zip(PLACES, row[1:], strict=True)]
VALUES = st.fractions() | st.integers(-(10**45), 10**45).map(lambda count: F(count, 2 * 10**5))


def other_sign(text: str) -> str:
    """The text of the negative; what is shown as nothing but zeros has no sign."""
    return f"-{text}" if text.strip("0.") else text


@pytest.mark.parametrize(("value", "places", "text"), CELLS)
def test_the_table_above_zero(value, places, text):
    assert decimal(value, places) == text
    assert half_up(value, places) == F(text)


@pytest.mark.parametrize(("value", "places", "text"), CELLS)
def test_the_table_below_zero_is_its_mirror(value, places, text):
    assert decimal(-value, places) == other_sign(text)
    assert half_up(-value, places) == -F(text)


@pytest.mark.parametrize("places", PLACES)
def test_every_half_goes_away_from_zero(places):
    unit = F(1, 10**places)
    for count in range(200):
        assert half_up((count + F(1, 2)) * unit, places) == (count + 1) * unit
        assert half_up(-(count + F(1, 2)) * unit, places) == -(count + 1) * unit


@pytest.mark.parametrize("places", PLACES)
def test_just_beside_a_half_the_nearer_wins(places):
    unit, hair = F(1, 10**places), F(1, 10**60)
    for count in range(50):
        assert half_up((count + F(1, 2)) * unit - hair, places) == count * unit
        assert half_up(-(count + F(1, 2)) * unit + hair, places) == -count * unit


@pytest.mark.parametrize("value", ["-0.001", "-0.0049999", "-1/1000000000000"])
def test_zero_has_no_sign(value):
    assert (decimal(F(value)), decimal(F(value), 0), decimal(F(value), 1)) == ("0.00", "0", "0.0")


def test_two_places_are_the_default():
    assert (half_up(F("0.125")), decimal(F("0.125")), decimal(F(10))) == (F("0.13"), "0.13", "10.00")


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [("0.125", "0.125", ("0.13", "0.13")), ("-0.125", "0.135", ("-0.13", "0.14")), ("1/3", "2/3", ("0.33", "0.67")),
     ("0.994", "0.996", ("0.99", "1"))],
)  # fmt: skip
def test_an_interval_is_rounded_at_both_ends(low, high, shown):
    assert half_up_interval(Interval(F(low), F(high))) == Interval(F(shown[0]), F(shown[1]))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"), ("12", "12"), ("-12", "-12"), ("100", "100"), ("12.50", "12.5"), ("0.125", "0.125"),
        ("-0.125", "-0.125"), ("0.0001", "0.0001"), ("0.10", "0.1"), ("9.9999", "9.9999"),
        ("2399/750", "3.1986…"), ("1/3", "0.3333…"), ("2/3", "0.6666…"), ("-2/3", "-0.6666…"),
        ("0.00005", "0.0000…"), ("9.99999", "9.9999…"), ("0.12345", "0.1234…"),
        ("10000000000000000000000000000000000000000", "1" + "0" * 40),
    ],
)  # fmt: skip
def test_plain_shows_all_the_decimals_or_says_that_they_go_on(value, text):
    assert plain(F(value)) == text


@pytest.mark.parametrize(("limit", "text"), [(0, "3…"), (1, "3.1…"), (2, "3.19…"), (4, "3.1986…"), (6, "3.198666…")])
def test_plain_cuts_at_its_limit_and_never_rounds_there(limit, text):
    assert plain(F(2399, 750), limit) == text


@given(VALUES, st.sampled_from(PLACES))
def test_rounding_is_off_by_half_a_unit_at_most(value, places):
    rounded = half_up(value, places)
    assert (rounded * 10**places).denominator == 1
    assert abs(rounded - value) <= F(1, 2 * 10**places)
    if abs(rounded - value) == F(1, 2 * 10**places):
        assert abs(rounded) > abs(value)


@given(VALUES, st.sampled_from(PLACES))
def test_rounding_is_odd_and_done_once_is_done(value, places):
    rounded = half_up(value, places)
    assert half_up(-value, places) == -rounded
    assert half_up(rounded, places) == rounded


@given(VALUES, VALUES, st.sampled_from(PLACES))
def test_rounding_keeps_the_order(one, other, places):
    low, high = sorted((one, other))
    assert half_up(low, places) <= half_up(high, places)


@given(VALUES, st.sampled_from(PLACES))
def test_the_decimal_text_is_the_rounded_value_with_all_its_places(value, places):
    text = decimal(value, places)
    assert F(text) == half_up(value, places)
    assert len(text.partition(".")[2]) == places
    assert not (text.startswith("-") and F(text) == 0)


@given(VALUES, st.sampled_from(PLACES))
def test_a_plain_text_is_exact_or_marked_as_cut(value, places):
    text = plain(value, places)
    shown = F(text.removesuffix("…"))
    assert text.endswith("…") == (shown != value)
    assert abs(shown) <= abs(value) < abs(shown) + F(1, 10**places) or shown == value
