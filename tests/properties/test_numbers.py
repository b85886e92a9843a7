"""Laws of the one door for numbers: what is written comes back exactly, and nothing else comes through."""

import tracemalloc
from decimal import Decimal
from fractions import Fraction

import pytest
from counting import count_calls
from hypothesis import assume, example, given
from hypothesis import strategies as st

from indicators.exact import Number, NumberError, number
from indicators.strategies import numbers

BELOW_TEN = "零一二三四五六七八九"
WIDE = {ord(char): chr(ord(char) + 0xFEE0) for char in "0123456789.,-+%"}
decimals = st.builds(
    lambda count, places: (count, places), st.integers(-(10**30) + 1, 10**30 - 1), st.integers(min_value=0, max_value=9)
)
numeric_text = st.text(st.sampled_from("0123456789０５.,，-+eE %％‰万亿百千十一二两零点分之成半〇 \u3000"), max_size=60)


def written(count: int, places: int, marks: str = "") -> str:
    whole, part = divmod(abs(count), 10**places)
    text = ("-" if count < 0 else "") + format(whole, marks)
    return f"{text}.{part:0{places}}" if places else text


def section(value: int) -> str:
    """A number below 10 000 in Chinese, as a cashier writes it: 1010 is 一千零一十."""
    text, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // size % 10
        if digit:
            text += ("零" if gap and text else "") + BELOW_TEN[digit] + name
        gap = digit == 0
    return text


def chinese(value: int) -> str:
    """``value`` below 10**12 as a Chinese numeral; a section with a 0 in front is joined by 零."""
    if value == 0:
        return "零"
    text = ""
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // size % 10**4
        if part:
            text += ("零" if text and (part < 1000 or not value // (size * 10**4) % 10) else "") + section(part) + name
    return text.removeprefix("一") if text.startswith("一十") else text  # 十二, not 一十二


@given(numbers())
def test_a_number_as_people_write_it(shown: Number) -> None:
    assert number(shown.text) == shown.value


@given(decimals)
def test_plain_digits(drawn: tuple[int, int]) -> None:
    assert number(written(*drawn)) == Fraction(drawn[0], 10 ** drawn[1])


@given(decimals)
def test_thousands_marks_change_nothing(drawn: tuple[int, int]) -> None:
    assert number(written(*drawn, marks=",")) == number(written(*drawn))


@given(decimals)
def test_width_changes_nothing(drawn: tuple[int, int]) -> None:
    assert number(written(*drawn, marks=",").translate(WIDE)) == number(written(*drawn))


@given(decimals, st.data())
def test_digits_are_joined_inside_decimals_and_thousands_alone(drawn: tuple[int, int], data: st.DataObject) -> None:
    """7,403.9 5 and 7 532 are one number each; 12 20 and two lines are two."""
    text = written(*drawn)
    cut = data.draw(st.integers(1, len(text)))
    assume(text[cut - 1] not in "-.")
    space = data.draw(st.sampled_from([" ", "\n", "\u3000", "\u00a0", "\u2028"]))
    whole, point, _ = text.lstrip("-").partition(".")
    place = cut - (len(text) - len(text.lstrip("-")))
    inside = bool(point) and place >= len(whole) and (len(whole) + 1 < place or place == len(whole))
    thousands = not inside and place == len(whole) - 3 and place <= 3
    last = cut == len(text)
    spaced = text[:cut] + space + text[cut:]
    if last or (space not in "\n\u2028" and (inside or thousands)):
        assert number(spaced) == number(text)
    else:
        with pytest.raises(NumberError):
            number(spaced)


@given(
    decimals,
    st.sampled_from(
        [
            ("千", Fraction(1000)), ("万", Fraction(10**4)), ("百万", Fraction(10**6)), ("亿", Fraction(10**8)),
            ("万亿", Fraction(10**12)), ("%", Fraction(1, 100)), ("％", Fraction(1, 100)),
            ("百分比", Fraction(1, 100)), ("‰", Fraction(1, 1000)),
        ]
    ),
    st.sampled_from(["", " "]),
)  # fmt: skip
def test_an_ending_multiplies(drawn: tuple[int, int], ending: tuple[str, Fraction], space: str) -> None:
    assert number(written(*drawn) + space + ending[0]) == Fraction(drawn[0], 10 ** drawn[1]) * ending[1]


@given(st.integers(0, 10**12 - 1))
@example(12_0000_0000)
@example(1_2000_0000)
@example(1_0000_0005)
@example(10_0005)
@example(1001_0110)
def test_chinese_numerals(value: int) -> None:
    assert number(chinese(value)) == value


@given(st.integers(0, 9999), st.sampled_from([("百分之", 100), ("千分之", 1000), ("万分之", 10000)]))
def test_chinese_shares(value: int, share: tuple[str, int]) -> None:
    assert number(share[0] + chinese(value)) == Fraction(value, share[1])


@given(st.integers(0, 9999), st.text(st.sampled_from(BELOW_TEN), min_size=1, max_size=9))
def test_chinese_decimals(whole: int, places: str) -> None:
    digits = "".join(str(BELOW_TEN.index(char)) for char in places)
    assert number(f"{chinese(whole)}点{places}") == whole + Fraction(int(digits), 10 ** len(digits))


@given(st.one_of(st.text(), numeric_text, numeric_text.map("1".__add__)))
@example("nan")
@example("inf")
@example("-Infinity")
@example("0x10")
@example("1_000")
@example("٣")
@example("²")
def test_any_text_is_a_fraction_or_a_number_error(text: str) -> None:
    try:
        assert type(number(text)) is Fraction
    except NumberError as error:
        assert error.message.show()


@given(st.integers(1, 9), st.integers(-(10**12), 10**12))
def test_an_exponent_is_read_within_its_bound_only(digit: int, exponent: int) -> None:
    if abs(exponent) <= 40:
        assert number(f"{digit}e{exponent}") == digit * Fraction(10) ** exponent
    else:
        with pytest.raises(NumberError):
            number(f"{digit}e{exponent}")


@pytest.mark.parametrize("text", ["0e41", "0e-9999", "0.1e41", "10e-41", f"0.{'0' * 20}1e50"])
def test_an_exponent_beyond_its_bound_is_refused_whatever_it_comes_to(text: str) -> None:
    with pytest.raises(NumberError):
        number(text)


@given(st.integers(10**39 + 1, 10**40 - 1).filter(lambda value: value % 10))
def test_forty_significant_digits_are_the_most(value: int) -> None:
    assert number(str(value)) == value
    with pytest.raises(NumberError):
        number(f"{value}1")


@pytest.mark.parametrize(
    "text", ["0" * 5000, "0." + "0" * 5000, "1." + "0" * 5000, "0" * 5000 + "1"], ids=lambda text: text[:3]
)
def test_zeros_that_say_nothing_are_no_trouble(text: str) -> None:
    assert number(text) == Fraction(int(text.strip("0.") or "0"))


@pytest.mark.parametrize(
    "text",
    ["1e999999999", "1e-999999999", "9" * 10**6, "1," * 10**5, "1 " * 10**5 + "x", "十" * 10**5, "e" * 10**5],
    ids=lambda text: f"{text[:4]}-{len(text)}",
)
def test_a_hostile_number_costs_nothing(text: str) -> None:
    def refused() -> None:
        with pytest.raises(NumberError):
            number(text)

    tracemalloc.start()
    _, calls = count_calls(refused)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert calls <= 1_000 + len(text)
    assert memory <= 12 * len(text) + 100_000  # an exponent worked out would take all there is


@given(numbers())
def test_a_number_keeps_the_written_text(shown: Number) -> None:
    assert Number.of(shown.text) == shown
    assert str(Number.of(shown.text)) == shown.text
    assert Number.of(Number.of(shown.text)) == shown


@given(st.integers(-(10**39), 10**39), st.integers(-20, 20))
def test_exact_python_numbers_pass(count: int, exponent: int) -> None:
    assert Number.of(count).value == count
    assert Number.of(Fraction(count, 7)).value == Fraction(count, 7)
    small = count % 10**9
    assert Number.of(Decimal((0, tuple(map(int, str(small))), exponent))).value == small * Fraction(10) ** exponent


@given(st.one_of(st.floats(), st.booleans(), st.none(), st.binary(), st.just(Decimal("NaN")), st.just(Decimal("-Inf"))))
def test_floats_and_other_kinds_are_refused(value: object) -> None:
    with pytest.raises(NumberError):
        Number.of(value)


@pytest.mark.parametrize(
    "value",
    [10**41, 10**5000, -(10**5000), Fraction(10**5000), Fraction(1, 10**5000)],
    ids=["41", "5000", "negative", "fraction", "small"],
)
def test_a_huge_python_number_is_refused_like_a_text(value: object) -> None:
    with pytest.raises(NumberError):
        Number.of(value)
