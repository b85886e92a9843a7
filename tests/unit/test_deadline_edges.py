"""The edges of dates and figures of a time facing each other: which of the two counts, what is assumed and noted."""

from __future__ import annotations

import pytest

from indicators.form import Line
from indicators.measure import Dated, Numeric, Refused, measure


def line(target: str, actual: str, **keys: object) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("target", "actual", "year", "found", "notes", "assumed"),
    [
        ("40个", "2022年40个", 2023, None, "words-stripped date-unchecked", "date"),
        ("2022年40个", "40个", 2023, None, "words-stripped date-unchecked", "date"),
        ("12月底前", "2023年11月", 2023, True, "year-assumed", ""),
        ("2023年12月底前", "11月", 2023, True, "year-assumed", ""),
        ("12月底前", "11月", 2023, True, "month-and-day", ""),
        ("2023年40个", "2022年40个", 2023, None, "words-stripped date-unchecked", "date"),
        ("40个", "2022年40个", None, "number", "words-stripped", ""),
        ("2022年40个", "40个", None, "number", "words-stripped", ""),
        ("12月底前", "2023年11月", None, None, "year-assumed", "date"),
        ("2023年12月底前", "11月", None, True, "year-assumed", ""),
        ("12月底前", "11月", None, True, "month-and-day", ""),
        ("2023年40个", "2022年40个", None, None, "words-stripped date-unchecked", "date"),
        ("2023.12", "2023.12", 2023, "number", "", ""), ("2023.12", "2023.11", 2023, None, "day-or-number", "date"),
        ("≤2023.12", "2023.11", 2023, "number", "", ""), ("≤2023.12", "2023.12", 2023, "number", "", ""),
        ("≤2023.12", "≤2023.11", 2023, None, "day-or-number", "date"),
        ("2023.12", "2023.2-2023.3", 2023, True, "", ""),
        ("≤2023.12", "2023年3月40-50", 2023, None, "day-or-number", "date"),
        ("2023.12", "2023年11月", 2023, True, "", ""), ("2023.12", "2024年1月", 2023, False, "", ""),
        ("2023.12", "已完成", 2023, "T408", "", ""), ("2023.12", "", 2023, "number", "", ""),
        ("6.30", "6.20", 2023, None, "day-or-number", "date"), ("6.30", "6.30", 2023, "number", "", ""),
        ("6.1", "5.1", 2023, "number", "", ""), ("5", "6.30", 2023, "number", "", ""),
        ("6.3", "6.20", 2023, None, "day-or-number", "date"), ("6.30", "6.2", 2023, None, "day-or-number", "date"),
        ("6.30", "13.20", 2023, "number", "", ""), ("12月底完成5个", "6.30", 2023, None, "date-unchecked", "date"),
        ("12月15日前", "12.10", 2023, True, "month-and-day", ""),
        ("6.30前", "6.20", 2023, "number", "unit-assumed", ""), ("11月底完成100%", "良好", 2023, "T408", "", ""),
        ("11月底完成100%", "", 2023, "number", "", ""),
        ("11月底完成100%", "11月底完成100%", 2023, True, "same-words", ""),
        ("12月底完成≥40个", "11月底完成45个", 2023, "number", "month-and-day", ""),
        (
            "完成≥40个,12月底前完成", "完成45个,11月底完成", 2023, "number",
            "words-stripped words-stripped month-and-day", "",
        ),
        ("12月底完成≥40个", "1月完成45个", 2023, "number", "month-and-day", ""),
        ("12月底完成≥40个", "45个", 2023, None, "date-unchecked", "date"),
        ("12月底完成≥40个", "11月底", 2023, None, "date-unchecked", "date"),
        ("10月底完成≥40个", "11月底完成45个", 2023, False, "month-and-day", ""), ("12月底前", "", 2023, None, "", ""),
        ("12月底前", "已完成", 2023, None, "word-for-done", "date"), ("12月底前", "良好", 2023, "T408", "", ""),
        ("12月底前", "11月完成40个", 2023, None, "date-unchecked", "date"),
        ("12月底前", "12月完成100", 2023, None, "date-unchecked", "date"),
        ("12月底前", "11月完成100%", 2023, True, "month-and-day", ""),
        ("12月底前", "11月完成99%", 2023, None, "date-unchecked", "date"),
        ("80人", "上半年80人", 2023, "number", "", ""),
        ("80-100人", "上半年85人", 2023, None, "date-unchecked", "date"),
        ("≥80人", "上半年80人", 2023, "number", "", ""),
        ("≥80人", "上半年79人", 2023, None, "date-unchecked", "date"),
        ("≥0人", "上半年5人", 2023, None, "date-unchecked", "date"), ("≥1人", "上半年1人", 2023, "number", "", ""),
        ("≥80人", "上半年≤80人", 2023, None, "date-unchecked", "date"),
        ("≥90%", "上半年95%", 2023, None, "date-unchecked", "date"),
        ("≤80人", "上半年70人", 2023, None, "date-unchecked", "date"),
        ("≥80人", "上半年80个", 2023, None, "date-unchecked", "date"),
        ("≥80人", "2023年12月70人", 2023, "number", "", ""),
        ("≥80人", "2023年70人", 2023, "number", "words-stripped", ""),
        ("2023年1-12月", "2023年12月", 2023, True, "", ""),
        ("2023年1-12月", "2023年11月", 2023, None, "before-or-within", "date"),
        ("1-12月", "12月20日", 2023, True, "month-and-day", ""),
        ("1-12月", "11月20日", 2023, None, "month-and-day before-or-within", "date"),
        ("11-12月", "11月20日", 2023, True, "month-and-day", ""),
        ("一季度前", "1月15日", 2023, None, "month-and-day before-or-within", "date"),
        ("第四季度之前", "9月", 2023, True, "month-and-day", ""),
        ("第四季度之前", "10月", 2023, None, "month-and-day before-or-within", "date"),
        ("10月前", "10月8日", 2023, None, "month-and-day before-or-within", "date"),
        ("10月前", "9月30日", 2023, True, "month-and-day", ""),
        ("10月底前", "10月8日", 2023, True, "month-and-day", ""),
        ("10月前", "11月1日", 2023, False, "month-and-day", ""), ("2023年10月前", "2022年10月", 2023, True, "", ""),
    ],
)  # fmt: skip
def test_how_dates_face_each_other(
    target: str, actual: str, year: int | None, found: bool | str | None, notes: str, assumed: str
) -> None:
    """Whether a date is met, the code of a refusal, or ``number`` where the figures count."""
    read = measure(line(target, actual), year)
    shown = read.met if isinstance(read, Dated) else read.code if isinstance(read, Refused) else "number"
    assert (shown, " ".join(each.code for each in read.notes), " ".join(read.assumed)) == (found, notes, assumed)


@pytest.mark.parametrize(
    ("target", "actual", "keys", "found"),
    [
        ("2023.12", "2023.12", {"name": "平均成本"}, True), ("2023.12", "2023.12", {"name": "完成时间"}, True),
        ("2023.12", "2023.11", {"name": "完成时间"}, True), ("2023.12", "2023.1", {"name": "完成时间"}, None),
        ("2023.1", "2023.1", {"name": "完成时间"}, True), ("2023.12", "2023.11", {"level2": "时效指标"}, True),
        ("2023.12", "2023.11", {"unit": "个"}, "number"), ("2023.12", "2023.11", {"name": "比例(%)"}, "number"),
        ("2023.12", "2023.13", {"name": "完成时间"}, "number"), ("6.30", "6.20", {"unit": "万元"}, "number"),
        ("6.30", "6.20", {"kind": "positive"}, "number"), ("12月底前", "11月", {"kind": "positive"}, True),
        ("12月底前", "11月完成40个", {"kind": "positive"}, True),
        ("12月底完成40个", "11月完成40个", {"kind": "positive"}, "number"),
    ],
)  # fmt: skip
def test_what_else_a_line_says_decides(
    target: str, actual: str, keys: dict[str, str], found: bool | str | None
) -> None:
    read = measure(line(target, actual, **keys), 2023)
    assert isinstance(read, (Dated, Numeric))
    assert (read.met if isinstance(read, Dated) else "number") == found


@pytest.mark.parametrize(("target", "actual"), [("11月底完成100%", "良好"), ("12月底前", "良好"), ("12月底前", "40个")])
def test_where_no_date_stands_the_line_is_one_of_a_deadline(target: str, actual: str) -> None:
    read = measure(line(target, actual), 2023)
    assert isinstance(read, Refused) and (read.code, read.kind) == ("T408", "deadline")
