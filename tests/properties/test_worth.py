"""What a line is worth over all that its completion may be, held against the single values inside it."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.dates import Date
from indicators.measure import Bounds, Dated, Levelled, Numeric
from scoring import Interval, rulebook
from scoring.rulebook import OPEN
from scoring.worth import EXPLAINED, FAST, met, worth

WEIGHT = F(12)
TINY = F(1, 10**12)
NUMBERS = st.sampled_from([F(0), F(1), F(-1), F(2), F(-2), F(5), F(1, 2), F(-1, 2), F(10), F(99, 10)])
BOOKS = [rulebook("hongshan-2023"), evolve(rulebook("hongshan-2023"), variants=(
    ("positive", "ratio"), ("reverse", "linear"), ("exact", "symmetric"),
))]  # fmt: skip


@st.composite
def targets(draw) -> Numeric:
    kind = draw(st.sampled_from(["positive", "reverse", "exact", "within"]))
    a, b = sorted((draw(NUMBERS), draw(NUMBERS)))
    strict = draw(st.booleans())
    if kind == "positive":
        return Numeric(kind, a, None, None, strict_low=strict)
    if kind == "reverse":
        return Numeric(kind, None, a, None, strict_high=strict)
    return Numeric(kind, a, a, None) if kind == "exact" else Numeric(kind, a, b, None)


@st.composite
def completions(draw) -> Bounds:
    low, high = draw(st.none() | NUMBERS), draw(st.none() | NUMBERS)
    if low is not None and high is not None:
        low, high = sorted((low, high))
    point = low is not None and low == high
    return Bounds(low, high, low is not None and not point and draw(st.booleans()),
                  high is not None and not point and draw(st.booleans()))  # fmt: skip


def inside(done: Bounds, target: Numeric) -> list[F]:
    """Values that the completion may have: at its ends, where they belong to it, beside them, at and beside the
    target's bounds and 0, and far away."""
    known = [end for end in (done.low, done.high, target.low, target.high, F(0)) if end is not None]
    every = {each + step for each in known for step in (-TINY, F(0), TINY)} | {F(10) ** 15, -(F(10) ** 15)}
    every |= {(one + other) / 2 for one in known for other in known}
    above = (
        each for each in every if done.low is None or each > done.low or (each == done.low and not done.strict_low)
    )
    return [
        each for each in above
        if done.high is None or each < done.high or (each == done.high and not done.strict_high)
    ]  # fmt: skip


def holds(target: Numeric, value: F) -> bool:
    over = target.low is None or value > target.low or (value == target.low and not target.strict_low)
    under = target.high is None or value < target.high or (value == target.high and not target.strict_high)
    return over and under


def at(target: Numeric, done: Bounds, book=BOOKS[0]) -> Interval:
    return worth(evolve(target, actual=done), WEIGHT, book, FAST)


ZERO_UP, ZERO_DOWN = Numeric("positive", F(0), None, None), Numeric("reverse", None, F(0), None)
ABOVE_0, BELOW_0 = Bounds(F(0), None, strict_low=True), Bounds(None, F(0), strict_high=True)


@given(targets(), completions(), st.sampled_from(BOOKS))
@example(ZERO_UP, ABOVE_0, BOOKS[0])
@example(ZERO_UP, BELOW_0, BOOKS[0])
@example(ZERO_DOWN, ABOVE_0, BOOKS[0])
@example(ZERO_DOWN, BELOW_0, BOOKS[0])
@example(evolve(ZERO_UP, strict_low=True), ABOVE_0, BOOKS[0])
@example(evolve(ZERO_DOWN, strict_high=True), BELOW_0, BOOKS[0])
@example(evolve(ZERO_UP, strict_low=True), Bounds(F(0), F(5), strict_low=True), BOOKS[0])
@example(evolve(ZERO_DOWN, strict_high=True), Bounds(F(-5), F(0), strict_high=True), BOOKS[0])
@example(Numeric("exact", F(0), F(0), None), ABOVE_0, BOOKS[0])
def test_an_interval_holds_every_value_inside_and_no_more(target, done, book):
    """A strict end counts where the rule is continuous there; where it jumps only what lies beside it does."""
    found = at(target, done, book)
    every = [at(target, Bounds(value, value), book) for value in inside(done, target)]
    least, most = min(each.low for each in every), max(each.high for each in every)
    assert found.low <= least and most <= found.high
    near = WEIGHT * TINY * 1000
    assert least - found.low <= near and found.high - most <= near


@given(targets(), completions(), st.sampled_from(BOOKS))
def test_steps_say_what_numbers_do(target, done, book):
    measured = evolve(target, actual=done)
    assert worth(measured, WEIGHT, book, EXPLAINED).value == worth(measured, WEIGHT, book, FAST)


@given(targets(), completions())
def test_met_is_what_every_value_inside_says(target, done):
    every = {holds(target, value) for value in inside(done, target)}
    assert met(evolve(target, actual=done)) is (every.pop() if len(every) == 1 else None)


@given(targets(), completions())
@example(Numeric("positive", F(2), None, None), Bounds(F(2), F(2)))
@example(Numeric("reverse", None, F(2), None), Bounds(F(2), F(2)))
@example(Numeric("positive", F(2), None, None), Bounds(F(2), F(5)))
def test_a_target_in_doubt_is_met_only_where_they_are_equal(target, done):
    bound = target.high if target.low is None else target.low
    equal = done.low == done.high == bound
    measured = evolve(target, actual=done, doubt="时间")
    assert met(measured) is (True if equal else None)
    assert worth(measured, WEIGHT, BOOKS[0], FAST) == (Interval.point(WEIGHT) if equal else Interval(F(0), WEIGHT))


@given(targets(), targets(), completions())
def test_readings_beside_each_other(one, other, done):
    """The hull of both; one where they agree. Met where all are, open where they differ."""
    first, second = (evolve(each, actual=done) for each in (one, other))
    both = evolve(first, alternatives=(second,))
    parts = [worth(each, WEIGHT, BOOKS[0], FAST) for each in (first, second)]
    assert worth(both, WEIGHT, BOOKS[0], FAST) == Interval.hull(parts)
    explained = worth(both, WEIGHT, BOOKS[0], EXPLAINED)
    assert explained.value == Interval.hull(parts)
    assert (len(explained.parts) == 2 and explained.formula != "") or parts[0] == parts[1] or explained.parts
    assert met(both) is (met(first) if met(first) == met(second) else None)


@given(targets(), completions())
def test_without_a_formula_only_what_is_met_has_points(target, done):
    book = evolve(BOOKS[0], variants=tuple((kind, OPEN) for kind in ("positive", "reverse", "exact")))
    measured = evolve(target, actual=done)
    if target.kind == "within":
        return
    sure = met(measured) is True
    assert worth(measured, WEIGHT, book, FAST) == Interval(WEIGHT if sure else F(0), WEIGHT)


@given(st.fractions(0, 1), st.fractions(0, 1))
def test_a_consolidated_share_is_its_part_of_the_weight(one, other):
    low, high = sorted((one, other))
    measured = Levelled(None, "consolidated", share=(low, high))
    for make, value in ((FAST, lambda each: each), (EXPLAINED, lambda each: each.value)):
        assert value(worth(measured, WEIGHT, BOOKS[0], make)) == Interval(low * WEIGHT, high * WEIGHT)


@pytest.mark.parametrize(("kept", "least", "most"), [(True, 12, 12), (False, 0, 12), (None, 0, 12)])
def test_a_date_is_kept_or_it_is_judgement(kept, least, most):
    measured = Dated(kept, Date("10月", None, 10, 31))
    steps = worth(measured, WEIGHT, BOOKS[0], EXPLAINED)
    assert steps.value == worth(measured, WEIGHT, BOOKS[0], FAST) == Interval(F(least), F(most))
    assert met(measured) is kept
    others = {worth(evolve(measured, met=each), WEIGHT, BOOKS[0], EXPLAINED).says for each in (True, False, None)}
    assert len(others) == 3  # each has a reason of its own
