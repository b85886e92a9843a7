"""One cell: the amount, the day or the words that it says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from indicators.cells import plain, read_cell
from indicators.form import Line
from indicators.measure import Dated, Levelled, Numeric, Refused, measure


def line(target: str, actual: str = "", **keys: str) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)


Bound = str | None


def number(text: Bound) -> Fraction | None:
    return None if text is None else Fraction(text)


AMOUNTS: list[tuple[str, str, Bound, Bound, str, list[str]]] = [
    # comparator + number + unit
    ("≥50个", ">=", "50", None, "个", []),
    ("≤0.24万元", "<=", None, "0.24", "万元", []),
    (">=90%", ">=", "90", None, "%", []),
    ("=100%", "=", "100", "100", "%", []),
    ("＜3次", "<", None, "3", "次", []),
    ("≧3次", ">=", "3", None, "次", []),
    ("≦3次", "<=", None, "3", "次", []),
    # comparator in words
    ("不少于12种", ">=", "12", None, "种", []),
    ("不低于95%", ">=", "95", None, "%", []),
    ("不超过3起", "<=", None, "3", "起", []),
    ("至少一次", ">=", "1", None, "次", []),
    ("98%以上", ">=", "98", None, "%", []),
    ("15%及其以下", "<=", None, "15", "%", []),
    ("90%（含）以上", ">=", "90", None, "%", []),
    ("小于0.9‰", "<", None, "0.9", "‰", []),
    # bare
    ("100%", "", "100", "100", "%", []),
    ("64", "", "64", "64", "", []),
    ("3场", "", "3", "3", "场", []),
    ("1100万元", "", "1100", "1100", "万元", []),
    ("0起", "", "0", "0", "起", []),
    ("530元/人*月", "", "530", "530", "元/人*月", []),
    ("2小时", "", "2", "2", "小时", []),
    # range, tolerance
    ("90%-95%", "within", "90", "95", "%", []),
    ("18—54周岁", "within", "18", "54", "周岁", []),
    ("±10%", "within", "-10", "10", "%", []),
    # frequency
    ("每月至少一次", ">=", "1", None, "次/月", ["per-year"]),
    ("1次/月", "", "1", "1", "次/月", ["per-year"]),
    ("每季度≥2次", ">=", "2", None, "次/季度", ["per-year"]),
    ("每亩300", "", "300", "300", "/亩", []),
    # words round a number
    ("100%覆盖", "", "100", "100", "%", ["words-stripped"]),
    ("提升10%", "", "10", "10", "%", ["words-stripped"]),
    ("11月底完成100%", "", "100", "100", "%", []),
    # approximate
    ("200余人", ">=", "200", None, "人", ["at-least"]),
    ("5万余元", ">=", "5", None, "万元", ["at-least"]),
    ("约300", "", "300", "300", "", ["about"]),
    ("≥7，532.21万元", ">=", "7532.21", None, "万元", []),
    ("7,403.9 5万元", "", "7403.95", "7403.95", "万元", []),
    ("一亿二千万元", "", "120000000", "120000000", "元", []),
    ("5万", "", "5", "5", "万", []),
    ("5次/月-6次/月", "within", "5", "6", "次/月", ["per-year"]),
]


@pytest.mark.parametrize(("text", "sign", "low", "high", "unit", "notes"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_an_amount(text: str, sign: str, low: Bound, high: Bound, unit: str, notes: list[str]) -> None:
    reading = read_cell(text)
    assert reading.amount is not None and reading.text == text
    assert (reading.amount.comparator, reading.amount.low, reading.amount.high) == (sign, number(low), number(high))
    assert (reading.amount.unit.name if reading.amount.unit else "") == unit
    assert [note.code for note in reading.notes] == notes
    assert (reading.amount.strict_low, reading.amount.strict_high) == (sign == ">", sign == "<")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年12月底前", (2023, 12, 31)), ("2021年12月完成", (2021, 12, 31)), ("11月底前", (None, 11, 30)),
        ("完成时间为2021年12月", (2021, 12, 31)), ("2024年2月", (2024, 2, 29)), ("10月", (None, 10, 31)),
        ("11月底完成100%", (None, 11, 30)), ("12月31日", (None, 12, 31)),
    ],
)  # fmt: skip
def test_a_month_means_its_last_day(text: str, day: tuple[int | None, int, int]) -> None:
    date = read_cell(text).date
    assert date is not None and (date.year, date.month, date.day) == day


@pytest.mark.parametrize("text", ["2010.5", "2010.5万元", "≤2010.12", "2000.5-2100人", "64"])
def test_a_number_is_no_date(text: str) -> None:
    assert isinstance(measure(line(text, text.removeprefix("≤"))), Numeric)


WORDS = ["及时", "有效保障", "达成预期指标", "一般45天,延长不超过60天", "1、234人", "一次性补助", "十几人", "两三次"]


@pytest.mark.parametrize("text", WORDS)
def test_words(text: str) -> None:
    reading = read_cell(text)
    assert (reading.amount, reading.date, reading.missing, reading.problem) == (None, None, False, None)


@pytest.mark.parametrize("text", ["", " ", "—", "——", "/", "／", "……", "-", "　"])
def test_nothing_is_missing_and_not_zero(text: str) -> None:
    reading = read_cell(text)
    assert reading.missing and reading.amount is None
    counted, told = measure(line("0起", text)), measure(line("及时", text))
    assert isinstance(counted, Numeric) and counted.actual is None
    assert isinstance(told, Levelled) and told.level is None
    due = measure(line("11月底前", text))
    assert isinstance(due, Dated) and due.met is None
    untold = measure(line(text, "5人"))
    assert isinstance(untold, Refused) and untold.code == "F002"


def test_white_space_and_widths_are_folded_and_the_text_is_kept() -> None:
    written = "一般45天， 延长不超过 60\n天"
    assert plain(written) == plain("一般45天,延长不超过60天")
    assert read_cell(written).text == written
