"""Laws of scoring, whatever the cells say: bounds, direction, scale, intervals, and that the sum is its explanation."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import assume, example, given
from hypothesis import strategies as st
from own import HEAD, PROJECT

from indicators import Form, Line, Number, strategies
from indicators.dates import Date
from indicators.measure import Bounds, Dated, Levelled, Numeric, Refused, measure
from indicators.messages import Message
from scoring import Interval, score
from scoring.audit import audit
from scoring.rounding import half_up, half_up_interval
from scoring.rulebook import loads
from scoring.worth import EXPLAINED, FAST, worth

TEXT = f"""{HEAD}{PROJECT}\
[rules]
reverse = "ratio"
exact_above = "full"
[bands]
met = ["4/5", 1]
part = ["1/2", "4/5"]
unmet = [0, "1/2"]
"""
BOOK = loads(TEXT)
OTHER = loads(TEXT.replace('"ratio"', '"linear"').replace('"full"', '"symmetric"'))
KINDS = ("positive", "reverse", "exact", "within")
ZERO = F(0)

BOOKS = st.sampled_from([BOOK, OTHER])
# small whole numbers make ties and zeros common; fractions make the arithmetic real
VALUES = st.integers(-4, 4).map(F) | st.fractions(-1000, 1000, max_denominator=1000)
FACTORS = st.sampled_from([F(1, 10**4), F(2000, 3), F(12), F(1, 7)]) | st.fractions(F(1, 1000), 1000)
WEIGHTS = st.integers(0, 60).map(F) | st.fractions(0, 60, max_denominator=200)
ANY_TEXT = st.text(max_size=12) | st.text("≥≤<>=±-~%0123456789.万人元月日年")
CELLS = strategies.target_cells() | strategies.actual_cells() | ANY_TEXT


@st.composite
def numeric(draw, kind=None) -> Numeric:
    """A target of one kind, or of any, still without a completion."""
    kind = kind or draw(st.sampled_from(KINDS))
    low, high = sorted((draw(VALUES), draw(VALUES)))
    strict, strict_high = (low < high and draw(st.booleans()) for _ in range(2))  # no empty range
    return {
        "positive": Numeric(kind, low, None, None, strict_low=strict),
        "reverse": Numeric(kind, None, low, None, strict_high=strict),
        "exact": Numeric(kind, low, low, None),
        "within": Numeric(kind, low, high, None, strict_low=strict, strict_high=strict_high),
    }[kind]


@st.composite
def bounds(draw) -> Bounds:
    """All that a completion may be: not empty, open or closed at either end, or without one."""
    low, high = sorted((draw(VALUES), draw(VALUES)))
    ends = draw(st.sampled_from(["both", "low", "high"] if low < high else ["low", "high"]))
    low, high = (None if ends == "high" else low), (None if ends == "low" else high)
    return Bounds(low, high, low is not None and draw(st.booleans()), high is not None and draw(st.booleans()))


FACED = st.one_of(
    st.builds(lambda of, done: evolve(of, actual=done), numeric(), bounds()),
    st.builds(lambda of, b: evolve(of, actual=Bounds(b, b)), numeric(), VALUES),
    st.builds(lambda of, b: evolve(of, actual=Bounds(b, b), doubt="成本"), numeric("positive"), VALUES),
)
MEASURES = st.one_of(
    FACED,
    strategies.lines().map(measure),
    st.builds(lambda target, actual: measure(Line("i1", "indicator", target=target, actual=actual)), CELLS, CELLS),
)


def at(of: Numeric, b: F, weight: F, book=BOOK) -> Interval:
    """The score of the completion ``b``."""
    return worth(evolve(of, actual=Bounds(b, b)), weight, book, FAST)


def cells_worth(target: str, actual: str, weight: F) -> Interval:
    own = Line("i1", "indicator", target=target, actual=actual, weight=Number.of(weight))
    return score(Form("project", indicators=(own,)), BOOK).lines[0].exact


def inside(part: Interval, whole: Interval) -> bool:
    return whole.low <= part.low and part.high <= whole.high


@given(CELLS, CELLS, st.text(max_size=8) | st.sampled_from(["人均成本", "投诉率"]), WEIGHTS, BOOKS)
def test_a_score_lies_within_zero_and_the_weight_whatever_the_cells(target, actual, name, weight, book):
    own = Line("i1", "indicator", name, target, actual, weight=Number.of(weight), filed=Number.of(weight))
    card = score(Form("project", indicators=(own,), year=2023), book)
    (line,) = card.lines
    assert ZERO <= line.exact.low <= line.exact.high <= weight
    assert line.shown == half_up_interval(line.exact)
    assert line.exact.value is not None or line.status in ("judgement", "refused")
    audit(card)


def rule(pair: strategies.Pair, weight: F) -> Interval:
    """The table of the rules in its plainest form, from what the pair means."""
    if pair.kind == "qualitative":
        low, high = {"met": (F(4, 5), 1), "part": (F(1, 2), F(4, 5)), "unmet": (0, F(1, 2)), None: (0, 1)}[pair.level]
        return Interval(weight * low, weight * high)
    judged, low, high, b = Interval(ZERO, weight), pair.low, pair.high, pair.value
    if pair.met:
        return Interval.point(weight)
    if pair.kind == "deadline":
        return judged
    if high is not None and (b > high or low is None):
        if pair.kind == "exact":
            return Interval.point(weight if high > 0 else ZERO) if high >= 0 else judged
        falls = high > 0 or (high == 0 and low is None and b > 0)
        return Interval.point(weight * high / b) if falls else judged
    if low == 0 and pair.kind == "exact":
        return Interval.point(ZERO)
    return Interval.point(weight * max(b, ZERO) / low) if low > 0 else judged


@given(strategies.cell_pairs(), WEIGHTS)
def test_cells_are_worth_what_the_table_gives_for_their_meaning(pair, weight):
    assert cells_worth(pair.target, pair.actual, weight) == rule(pair, weight)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), values=st.lists(VALUES, min_size=2, max_size=6, unique=True), weight=WEIGHTS, book=BOOKS)
def test_making_a_completion_worse_never_raises_a_score(kind, data, values, weight, book):
    of = data.draw(numeric(kind))
    up = Bounds(None, of.high, strict_high=of.strict_high)  # where more is better
    down = Bounds(of.low, None, strict_low=of.strict_low)  # where less is
    rising = [b for b in sorted(values) if of.low is not None and holds(up, b)]
    falling = [b for b in sorted(values, reverse=True) if of.high is not None and holds(down, b)]
    assert set(values) == {*rising, *falling}
    for better_last in (rising, falling):
        for worse, better in pairwise(at(of, b, weight, book) for b in better_last):
            assert worse.low <= better.low and worse.high <= better.high


@given(FACED, FACTORS, WEIGHTS, BOOKS)
def test_a_score_depends_on_no_unit(measured, factor, weight, book):
    def scaled(of):
        return evolve(of, **{end: value and value * factor for end, value in (("low", of.low), ("high", of.high))})

    other = evolve(scaled(measured), actual=scaled(measured.actual))
    assert worth(other, weight, book, FAST) == worth(measured, weight, book, FAST)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["≥", "≤", "=", "<", ">", ""]), WEIGHTS)
def test_yuan_and_ten_thousand_yuan_give_one_score(a, b, sign, weight):
    def cell(yuan: int, unit: str) -> str:
        return f"{yuan}元" if unit == "元" else f"{yuan // 10**4}.{yuan % 10**4:04}万元"

    units = [(one, other) for one in ("元", "万元") for other in ("元", "万元")]
    assert len({cells_worth(sign + cell(a, one), cell(b, other), weight) for one, other in units}) == 1


@given(MEASURES, WEIGHTS, FACTORS, BOOKS)
def test_a_score_grows_with_its_weight(measured, weight, factor, book):
    once, more = worth(measured, weight, book, FAST), worth(measured, weight * factor, book, FAST)
    assert more == Interval(once.low * factor, once.high * factor)


@given(numeric(), bounds(), WEIGHTS, BOOKS, st.data())
def test_an_interval_holds_the_score_of_every_completion_that_it_stands_for(of, done, weight, book, data):
    whole = worth(evolve(of, actual=done), weight, book, FAST)
    low, high = F(-(10**4)) if done.low is None else done.low, F(10**4) if done.high is None else done.high
    b = low + (high - low) * data.draw(st.fractions(0, 1, max_denominator=10**4))
    assume(not (done.strict_low and b == done.low) and not (done.strict_high and b == done.high))
    assert inside(at(of, b, weight, book), whole)


@given(numeric(), bounds(), WEIGHTS, BOOKS)
def test_the_ends_of_an_interval_are_reached_or_are_limits(of, done, weight, book):
    whole = worth(evolve(of, actual=done), weight, book, FAST)

    def gaps(size: int) -> tuple[F, F]:
        """How far the scores at the ends and edges, right beside them and far away stay from the interval's ends."""
        marks = [mark for mark in (done.low, done.high, of.low, of.high) if mark is not None]
        near = [mark + way * F(1, size) for mark in marks for way in (-1, 0, 1)] + [F(-size), F(size)]
        points = [at(of, b, weight, book) for b in near if holds(done, b)]
        return min(each.low for each in points) - whole.low, whole.high - max(each.high for each in points)

    for first, closer in zip(gaps(10**6), gaps(10**12), strict=True):
        assert 0 <= closer * 1000 <= first


def holds(done: Bounds, b: F) -> bool:
    above = done.low is None or b > done.low or (b == done.low and not done.strict_low)
    return above and (done.high is None or b < done.high or (b == done.high and not done.strict_high))


HUNDREDTHS = st.integers(0, 10**8)


@given(HUNDREDTHS, HUNDREDTHS, HUNDREDTHS, HUNDREDTHS, st.sampled_from(["≥", "=", ">"]), WEIGHTS)
@example(100, 200012, 0, 1, "≥", F(1))  # 2000.12 is no month here
def test_a_cell_that_leaves_its_value_open_holds_the_score_of_each_value(a, b, more, rest, sign, weight):
    def cell(count: int) -> str:
        return f"{count // 100}.{count % 100:02}"

    target = f"{sign}{cell(a)}人"
    one = cells_worth(target, f"{cell(b + more)}人", weight)
    beyond = (f"≥{cell(b)}人", f"{cell(b)}人以上", f"{b // 100}余人", f"{cell(b)}-{cell(b + more + rest)}人", "", "—")
    for actual in beyond:
        assert inside(one, cells_worth(target, actual, weight))


@given(WEIGHTS, st.sampled_from([None, "met", "part", "unmet"]), st.fractions(0, 1), BOOKS)
def test_an_open_level_holds_the_score_of_every_level_and_rate(weight, level, rate, book):
    unknown, band = (worth(Levelled(each), weight, book, FAST) for each in (None, level))
    assert unknown == Interval(ZERO, weight)
    assert inside(band, unknown)
    assert inside(worth(Levelled(level, rate=rate), weight, book, FAST), band)
    if level is not None:
        low = book.bands[level].low
        assert worth(Levelled(level, rate=low), weight, book, FAST) == Interval.point(band.low)


ARITHMETIC = {
    "×": lambda one, other: one * other, "÷": lambda one, other: one / other, "−": lambda one, other: one - other,
    "max": lambda one: max(one, ZERO),
}  # fmt: skip


def check(step) -> None:
    """A step's value is its operation on its parts, all the way down."""
    parts = [part.value for part in step.parts]
    if step.op in ARITHMETIC:
        assert step.value == Interval.point(ARITHMETIC[step.op](*(part.value for part in parts)))
    elif step.op in ("when", "round"):
        assert step.value == parts[-1]
    elif step.op == "hull":
        assert step.value == Interval.hull(parts)
    elif step.op == "band":
        assert step.value == Interval(parts[0].low * parts[1].low, parts[0].low * parts[1].high)
    elif step.op == "judgement":
        assert step.value.low == 0
    else:
        assert (step.op, parts) == ("number", [])
    for part in step.parts:
        check(part)


@given(MEASURES, WEIGHTS, BOOKS)
def test_the_explained_score_is_the_fast_score_and_each_step_its_operation_on_its_parts(measured, weight, book):
    explained = worth(measured, weight, book, EXPLAINED)
    assert explained.value == worth(measured, weight, book, FAST)
    check(explained)


@given(strategies.forms())
def test_the_score_is_the_root_of_its_steps_and_the_total_the_sum_of_rounded_lines(form):
    card = score(form, BOOK)
    for line in card.lines:
        check(line.step)
        assert line.exact is line.step.value
        assert line.shown == Interval(half_up(line.exact.low), half_up(line.exact.high))
    counted = [line for line in card.lines if line.counted]
    assert card.rule == Interval(sum(each.shown.low for each in counted), sum(each.shown.high for each in counted))
    assert card.exact == Interval(sum(each.exact.low for each in counted), sum(each.exact.high for each in counted))
    lost = sum(each.line.weight.value for each in counted if each.line.filed is None)
    assert card.filed.low == sum(each.line.filed.value for each in counted if each.line.filed)
    assert card.filed.high == card.filed.low + lost


@given(strategies.forms(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_total(form, random):
    def shuffled(items: tuple) -> tuple:
        return tuple(random.sample(items, len(items)))

    groups = tuple(evolve(group, lines=shuffled(group.lines)) for group in shuffled(form.groups))
    one, other = score(form, BOOK), score(evolve(form, indicators=shuffled(form.indicators), groups=groups), BOOK)
    assert (one.rule, one.exact, one.filed, one.weight) == (other.rule, other.exact, other.filed, other.weight)
    assert {line.line.id: line.exact for line in one.lines} == {line.line.id: line.exact for line in other.lines}


@given(
    st.one_of(
        numeric(),
        st.builds(Refused, st.sampled_from(["F002", "T404", "T408"]), st.just(Message("why"))),
        st.builds(Dated, st.sampled_from([None, False]), st.just(Date("6月底", None, 6, 30))),
        st.builds(Levelled, st.none()),
    ),
    WEIGHTS, BOOKS,
)  # fmt: skip
def test_what_no_rule_gives_is_anything_up_to_the_weight(measured, weight, book):
    assert worth(measured, weight, book, FAST) == Interval(ZERO, weight)
