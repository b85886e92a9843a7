"""Units and signs of two cells that face each other: what they change, and what they must not."""

from fractions import Fraction

from hypothesis import assume, example, given
from hypothesis import strategies as st

from indicators.cells import Reading
from indicators.exact import Number
from indicators.form import Line
from indicators.measure import Measure, Numeric, Refused, measure
from indicators.scale import may_be_share
from indicators.strategies import UNITS, numbers, units

measure_words = st.sampled_from([*"人个件家户起项种份台株", "人次", "方队", "工作日"])


def line(target: str, actual: str, **keys: str) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)


def codes(found: Measure | Reading) -> set[str]:
    return {note.code for note in found.notes}


@given(numbers(scaled=False), numbers(scaled=False), st.data())
def test_the_unit_changes_no_ratio(a: Number, b: Number, data: st.DataObject) -> None:
    family = data.draw(st.sampled_from([family for family in UNITS if len(UNITS[family]) > 1 and family != "event"]))
    one, other = data.draw(units(family)), data.draw(units(family))
    alike, mixed = (
        measure(line(f"≥{a.text}{one}", f"{b.text}{one}")),
        measure(line(f"≥{a.text}{one}", f"{b.text}{other}")),
    )
    assert isinstance(alike, Numeric) and isinstance(mixed, Numeric)
    assert alike.actual is not None and mixed.actual is not None
    assert alike.low == mixed.low == a.value
    assert mixed.actual.low == b.value * UNITS[family][other] / UNITS[family][one]
    assert ("unit-converted" in codes(mixed)) == (UNITS[family][other] != UNITS[family][one])


@given(st.integers(1, 10**6), st.sampled_from(["", "元", "人", "亩", "次"]), st.sampled_from(["≥", "≤", "="]))
def test_ten_thousand_is_ten_thousand(count: int, unit: str, sign: str) -> None:
    short, long = f"{count}万{unit}", f"{count}0000{unit}"
    for target, actual in ((short, long), (long, short), (short, short)):
        found = measure(line(sign + target, actual))
        assert isinstance(found, Numeric) and found.actual is not None
        assert found.actual.low == (found.high if found.low is None else found.low)


@given(numbers() | numbers(1900, 2099, scaled=False), st.sampled_from(["", "元", "万元"]), st.sampled_from(["", "≥"]))
@example(Number("2010.5", Fraction(4021, 2)), "万元", "")
@example(Number("5万", Fraction(50000)), "万元", "")
def test_a_line_whose_cells_are_alike_is_even(a: Number, column: str, sign: str) -> None:
    """Whatever ``5万`` is in a column of 万元, it is the same on both sides."""
    assume(a.value > 1)
    found = measure(line(sign + a.text, a.text, unit=column))
    assert isinstance(found, Numeric) and found.actual is not None
    assert found.low == found.actual.low


@given(
    st.sampled_from(["0", "0.0", "０", "0.00", "零"]), st.sampled_from(["", "起", "次", "件", "人"]), st.integers(0, 99)
)
def test_a_bare_zero_is_reverse(zero: str, unit: str, done: int) -> None:
    found = measure(line(zero + unit, f"{done}{unit}", name="重大安全事故"))
    assert isinstance(found, Numeric)
    assert (found.kind, found.low, found.high, found.doubt) == ("reverse", None, 0, "")
    assert "zero-is-reverse" in codes(found)


@given(numbers(scaled=False), st.sampled_from(["≥", "≤", "=", ""]), numbers(low=-1, high=1, scaled=False))
@example(Number("95", Fraction(95)), "≥", Number("1", Fraction(1)))
@example(Number("95", Fraction(95)), "≥", Number("0", Fraction(0)))
def test_one_may_be_one_percent_or_all_of_it(a: Number, sign: str, b: Number) -> None:
    assume(not 200 < a.value < 4000)  # ≥2100% may be a damaged ≥100%: refused as such
    found = measure(line(f"{sign}{a.text}%", b.text))
    if b.value == 0:
        assert isinstance(found, Numeric) and found.actual is not None and found.actual.low == 0
    else:
        assert isinstance(found, Refused) and found.code == "T405"


@given(numbers(scaled=False), st.sampled_from(["≥", "≤", "=", ""]), numbers(low=1, scaled=False))
def test_above_one_the_percent_sign_is_supplied(a: Number, sign: str, b: Number) -> None:
    assume(b.value > 1 and not 200 < a.value < 4000)
    found = measure(line(f"{sign}{a.text}%", b.text))
    assert isinstance(found, Numeric) and found.actual is not None
    assert found.actual.low == b.value and "percent-supplied" in codes(found)


@given(numbers(low=1, scaled=False), st.sampled_from(["", "%", "元", "小时"]), measure_words, measure_words)
def test_two_measure_words_are_two_things(a: Number, apart: str, one: str, other: str) -> None:
    assume(one != other)
    for target, actual in ((f"≥{a.text}{one}", f"{a.text}{other}"), (f"≥{a.text}{one}", f"{a.text}{apart or other}")):
        found = measure(line(target, actual))
        assert isinstance(found, Refused) and found.code == "T404"


@given(numbers(scaled=False), units("event"), units("event"), numbers(scaled=False))
def test_the_words_for_events_are_one(a: Number, one: str, other: str, b: Number) -> None:
    found = measure(line(f"≥{a.text}{one}", f"{b.text}{other}"))
    assert isinstance(found, Numeric) and found.actual is not None
    assert (found.low, found.actual.low) == (a.value, b.value)
    assert ("event-words" in codes(found)) == (one != other)


@given(numbers(low=2, scaled=False), units(), st.booleans())
def test_a_unit_on_one_side_is_assumed_and_noted(a: Number, unit: str, first: bool) -> None:
    target, actual = (a.text + unit, a.text) if first else (a.text, a.text + unit)
    found = measure(line(f"≥{target}", actual))
    if "方队" in actual:  # on no list, and nothing else on the line speaks of it
        assert isinstance(found, Refused) and found.code == "T404"
        return
    assert isinstance(found, Numeric) and found.actual is not None
    assert found.low == found.actual.low
    assert codes(found) & {"unit-assumed", "percent-supplied"}


@given(
    st.sampled_from(["%", "小时", "天", "工作日", "元/人", "元", "人", "‰"]),
    st.integers(2, 99),
    st.integers(2, 99),
    st.sampled_from(["办理", "成本节约率", "受害率", "平均办理时间", "投诉"]),
)
def test_a_unit_on_either_side_leaves_the_direction_alike(unit: str, a: int, b: int, name: str) -> None:
    one, other = (measure(line(f"{a}{own}", f"{b}{given}", name=name)) for own, given in ((unit, ""), ("", unit)))
    assert isinstance(one, Numeric)
    if unit == "%" and not may_be_share(name):  # 98% of 50 that were to be done
        assert isinstance(other, Refused) and other.code == "T404"
        return
    assert isinstance(other, Numeric)
    assert one.doubt == other.doubt
