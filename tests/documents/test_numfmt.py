"""Number formats: against a table made by hand, and against decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reading.numfmt import general, sections, show, show_text
from indicators.reading.numfmt_dates import BUILT_IN

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '

TABLE = [
    ("0.9884", "0.00%", "98.84%"),
    ("0.9883999999999999", "0.00%", "98.84%"),
    ("0.9884", "0%", "99%"),
    ("0.98", "0.##%", "98.%"),
    ("12", '0"次"', "12次"),
    ("12", "0次", "12次"),
    ("12", r"0\次", "12次"),
    ("12", "General次", "12次"),
    ("12", 'G/通用格式"次"', "12次"),
    ("20", "0.00", "20.00"),
    ("20", "0.00_ ", "20.00"),
    ("64.81999999999999", "General", "64.82"),
    ("7403.950000000001", "General", "7403.95"),
    ("3000.0", "General", "3000"),
    ("1E-20", "General", "1E-20"),
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("999", "#,##0", "999"),
    ("1000", "#,##0", "1,000"),
    ("0", "#,##0", "0"),
    ("0", "#", ""),
    ("0.5", "#.00", ".50"),
    ("5", "000", "005"),
    ("1.5", "0.0?", "1.5"),
    ("-5", "0.00", "-5.00"),
    ("-5", "0.00;[Red]-0.00", "-5.00"),
    ("-5", "0.00_);(0.00)", "(5.00)"),
    ("-5", "0.00_);[Red](0.00)", "(5.00)"),
    ("0", "0.00;-0.00;无", "无"),
    ("5", ";;;", ""),
    ("5", ACCOUNTING, "5.00"),
    ("0", ACCOUNTING, "-"),
    ("-1234.5", ACCOUNTING, "-1,234.50"),
    ("5", "[$¥-804]#,##0.00", "¥5.00"),
    ("5", '"¥"#,##0.00', "¥5.00"),
    ("99", '[<60]"不及格";[>=90]"优";0', "优"),
    ("59", '[<60]"不及格";[>=90]"优";0', "不及格"),
    ("75", '[<60]"不及格";[>=90]"优";0', "75"),
    ("12345", "0!.0,", "1.2"),  # in ten thousands
    ("12355", '0"."0,', "1.2"),
    ("1234500", "#,##0,", "1,235"),  # in thousands
    ("1.005", "0.00", "1.01"),  # the double lies below the tie, its 15 digits do not
    ("2.675", "0.00", "2.68"),
    ("-2.675", "0.00", "-2.68"),
    ("19.935", "0", "19.935"),  # no decimals: no digit is hidden
    ("19.935", '0"分"', "19.935分"),
    ("1234.56", "#,##0", "1,234.56"),
    ("0.5", "# ?/?", "0.5"),  # fractions: the number itself
    ("12345", "[DBNum2][$-804]General", "12345"),
    ("0.00001234", "0.00E+00", "0.00001234"),
    ("45291", "yyyy/m/d", "2023/12/31"),
    ("45291", "yyyy-mm-dd;@", "2023-12-31"),
    ("45291", 'yyyy"年"m"月"d"日"', "2023年12月31日"),
    ("45291", "yyyy年m月", "2023年12月"),
    ("45291", "[$-F800]dddd, mmmm dd, yyyy", "星期日, 12月 31, 2023"),
    ("45291.75", "yyyy/m/d h:mm", "2023/12/31 18:00"),
    ("45291.999999", "yyyy/m/d", "2023/12/31"),
    ("0.5", "h:mm AM/PM", "12:00 PM"),
    ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"),
    ("1.5", "[h]:mm:ss", "36:00:00"),
    ("59", "yyyy/m/d", "1900/2/28"),
    ("60", "yyyy/m/d", "60"),  # a day that never was
    ("61", "yyyy/m/d", "1900/3/1"),
    ("-1", "yyyy/m/d", "-1"),
    ("1e300", "yyyy/m/d", "1E+300"),
    ("#DIV/0!", "0.00", "#DIV/0!"),
    ("inf", "0.00", "inf"),
]


@pytest.mark.parametrize(("stored", "code", "shown"), TABLE)
def test_table(stored: str, code: str, shown: str) -> None:
    assert show(stored, code) == shown


def test_days_since_1904() -> None:
    assert show("43829", "yyyy/m/d", since1904=True) == "2023/12/31"
    assert show("0", "yyyy/m/d", since1904=True) == "1904/1/1"


def test_built_in_dates_are_chinese() -> None:
    assert show("45291", BUILT_IN[14]) == "2023/12/31"
    assert show("45291", BUILT_IN[31]) == "2023年12月31日"


def test_text_sections() -> None:
    assert show_text("≥98%", "@") == show_text("≥98%", "0.00%") == "≥98%"
    assert show_text("张三", '0;-0;0;"经办："@') == "经办：张三"
    assert show_text("张三", ";;;") == ""


decimals = st.decimals(-(10**9), 10**9, places=6)


@given(decimals, st.integers(0, 6))
def test_decimals_are_rounded_half_up(value: Decimal, places: int) -> None:
    code = "0." + "0" * places if places else "0."
    exact = Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert Decimal(show(str(value), code).rstrip(".")) == rounded


@given(decimals, st.integers(0, 4))
def test_percent_is_a_hundredfold(value: Decimal, places: int) -> None:
    code = "0." + "0" * places
    exact = Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(value)
    assert show(str(value), code + "%") == show(str(exact.scaleb(2)), code) + "%"


@given(decimals, st.sampled_from(["0", "#,##0", "0_ ", '0"次"']))
def test_a_format_without_decimals_hides_nothing(value: Decimal, code: str) -> None:
    shown = show(str(value), code).replace(",", "").removesuffix("次")
    assert Decimal(shown) == Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_general_is_the_number_at_15_digits(value: float) -> None:
    kept = Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(repr(value))
    assert Decimal(general(repr(value))) == kept


@given(st.text(alphabet='0#?.,%;@[]<>="_*\\!ymdhs/GeneralE+-次Red$', max_size=30), st.floats())
def test_any_format_is_survived(code: str, value: float) -> None:
    assert isinstance(show(repr(value), code), str)
    assert isinstance(show_text("x", code), str)
    assert ";".join(sections(code)) == code or code.endswith(("\\", "!", "_", "*")) or '"' in code or "[" in code
