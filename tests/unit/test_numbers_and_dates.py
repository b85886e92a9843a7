"""Numbers and dates by themselves: last days of months, numerals, multipliers, full width, bounds of size."""

from __future__ import annotations

from calendar import monthrange
from fractions import Fraction as F

import pytest

from indicators.dates import date, day_of_year
from indicators.exact import MAX_BITS, Number, NumberError, fold, multiplier, number
from indicators.numerals import chinese
from indicators.units import unit


def test_the_last_day_of_every_month() -> None:
    for year in range(1900, 2100):
        for month in range(1, 13):
            found = date(f"{year}年{month}月")
            assert found is not None and found[0].day == monthrange(year, month)[1]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年3-6月", (2023, 6, 30)),
        ("2023年3月至5月底前", (2023, 5, 31)),
        ("3月15-20日", (None, 3, 20)),
        ("2023年3月15日至20日", (2023, 3, 20)),
        ("2023.3.1-2023.6.15", (2023, 6, 15)),
        ("1月5日-2月10日", (None, 2, 10)),
        ("2023年11月20日-2024年2月29日", (2024, 2, 29)),
        ("2023年上半年", (2023, 6, 30)),
        ("下半年", (None, 12, 31)),
        ("年中", (None, 6, 30)),
        ("三季度末前", (None, 9, 30)),
        ("2月下旬", (None, 2, 29)),
        ("2023年2月下旬", (2023, 2, 28)),
        ("20230228", (2023, 2, 28)),
        ("202302", (2023, 2, 28)),
        ("2023年底", (2023, 12, 31)),
        ("6月30日24时前", (None, 6, 30)),
    ],
)
def test_a_date_ends_where_it_ends(text: str, day: tuple[int | None, int, int]) -> None:
    for behind in ("", "完成"):
        found = date(text + behind)
        assert found is not None and (found[0].year, found[0].month, found[0].day) == day
        assert (found[0].text, found[1]) == (text, len(text))


@pytest.mark.parametrize("text", ["13月", "0月", "2023年2月30日", "20230231", "20231301", "4月31日", "及时", "月底"])
def test_no_date(text: str) -> None:
    assert date(text) is None


def test_days_with_a_point() -> None:
    for month in range(1, 13):
        last = monthrange(2000, month)[1]
        found = day_of_year(f"{month}.{last}")
        assert found is not None and (found.year, found.month, found.day) == (None, month, last)
        assert day_of_year(f"{month}.{last + 1}") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("壹贰叁肆伍陆柒捌玖〇", 1234567890),
        ("二〇二三", 2023),
        ("廿三", 23),
        ("卅一", 31),
        ("拾伍", 15),
        ("伍佰", 500),
        ("叁仟零肆", 3004),
        ("两萬", 20000),
        ("叁億", 3 * 10**8),
        ("三万亿", 3 * 10**12),
        ("一亿二千万", 12 * 10**7),
        ("三万五千亿", 35000 * 10**8),
        ("一万二万", None),
        ("一千五", None),
        ("一千零五", 1005),
        ("一百一十", 110),
        ("百分之三十", F(3, 10)),
        ("三分之二", F(2, 3)),
        ("百分之五点五", F(55, 1000)),
        ("半", F(1, 2)),
        ("九成", F(9, 10)),
        ("九成五", F(95, 100)),
        ("十成", 1),
        ("零分之一", None),
        ("十百", None),
        ("两三", None),
        ("一二百", None),
        ("零", 0),
        ("万分之三", F(3, 10000)),
    ],
)
def test_a_numeral_fills_its_text(text: str, value: F | int | None) -> None:
    found = chinese(text)
    assert found == (None if value is None else (value, len(text)))


def test_both_writings_of_each_figure() -> None:
    for value, pair in enumerate(("一壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"), 1):
        assert [chinese(char) for char in pair] == [(value, 1)] * 2


def test_multipliers_of_numbers() -> None:
    table = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
    assert {word: multiplier(word) for word in table} == {word: 10**power for word, power in table.items()}
    assert all(number(f"3{word}") == 3 * 10**power for word, power in table.items())


def test_every_full_width_form_is_folded() -> None:
    plain = "".join(map(chr, range(0x21, 0x7F)))
    assert fold("".join(chr(ord(char) + 0xFEE0) for char in plain)) == plain and fold("\uff00\uff5f") == "\uff00\uff5f"


def test_the_bounds_of_python_numbers() -> None:
    largest = 8 * 10**40
    assert largest.bit_length() == MAX_BITS and Number.of(largest).value == largest
    assert Number.of(F(largest, 7)).value == F(largest, 7) and Number.of(F(7, largest)).value == F(7, largest)
    for beyond in (1 << MAX_BITS, F(1 << MAX_BITS, 3), F(3, 1 << MAX_BITS)):
        with pytest.raises(NumberError):
            Number.of(beyond)


def test_nought_before_a_unit_that_begins_like_a_numeral() -> None:
    assert (chinese("零千克"), chinese("零"), chinese("几十人")) == ((0, 1), (0, 1), None)


def test_an_error_says_what_its_message_says() -> None:
    with pytest.raises(NumberError) as caught:
        number("及时")
    assert str(caught.value) == caught.value.message.show()


def test_the_length_of_a_unit_is_bounded() -> None:
    assert unit("元/" + "人" * 22).is_price
    assert not unit("元/" + "人" * 23).listed
