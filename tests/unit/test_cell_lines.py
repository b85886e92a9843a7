"""What a line says beside its cells decides how they are read: its kind, its unit, its year, its name."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators.cells import read_cell
from indicators.dates import date, day_of_year
from indicators.direction import doubt, harm_at_end, is_averted
from indicators.exact import Number
from indicators.form import Line
from indicators.measure import ByStandard, Dated, Levelled, Measure, Numeric, Refused, measure
from indicators.units import unit
from indicators.wording import is_known, is_veto, is_zero


def line(target: str, actual: str = "", **keys: object) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)  # type: ignore[arg-type]


def codes(found: Measure) -> list[str]:
    return [note.code for note in found.notes]


def test_the_length_of_a_cell_is_bounded() -> None:
    for zeros, read in ((198, True), (199, False)):
        assert (read_cell("0" * zeros + "5个").amount is not None) == read


def test_words_of_nothing_are_short() -> None:
    long = "、".join(["无投诉"] * 20)
    assert is_zero(long[:39]) and not is_zero(long[:43])


def test_a_number_out_of_bounds_is_told() -> None:
    found = read_cell("1e99个")
    assert found.amount is None and found.problem is not None
    assert measure(line("1e99个", "5个")) == Refused("T408", found.problem, None)
    assert measure(line("5个", "1e99个")) == Refused("T408", found.problem, None)


@pytest.mark.parametrize(
    ("year", "last", "read"),
    [(2023, 28, True), (2023, 29, False), (2024, 29, True), (2024, 30, False), (2000, 29, True), (1900, 29, False)],
)
def test_the_last_day_of_february(year: int, last: int, read: bool) -> None:
    assert (date(f"{year}年2月{last}日") is not None and date(f"{year}年2月{last}日")[0].day == last) == read  # type: ignore[index]


def test_the_last_day_of_each_month() -> None:
    days = [date(f"2023年{month}月")[0].day for month in range(1, 13)]  # type: ignore[index]
    assert days == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [text for text in ("2.29", "2.30", "6.30", "6.31", "12.31", "13.1", "0.5") if day_of_year(text)] == [
        "2.29", "6.30", "12.31",
    ]  # fmt: skip
    assert date("") is None and date("完成") is None


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "end"),
    [
        ("23年12月", 2023, 12, 31, 6),
        ("2023年3-6月完成", 2023, 6, 30, 9),
        ("2023年3月15-20日完成", 2023, 3, 20, 13),
        ("2022年11月-2023年2月完成", 2023, 2, 28, 16),
        ("二〇二三年十二月三十一日完成", 2023, 12, 31, 12),
        ("2023年十二月底完成", 2023, 12, 31, 9),
        ("Q3完成", None, 9, 30, 2),
        ("第二季度完成", None, 6, 30, 4),
        ("当年底完成", None, 12, 31, 3),
        ("202306完成", 2023, 6, 30, 6),
        ("20230615完成", 2023, 6, 15, 8),
        ("2023-06-15完成", 2023, 6, 15, 10),
        ("2023年下半年完成", 2023, 12, 31, 8),
        ("年中完成", None, 6, 30, 2),
        ("2月中旬完成", None, 2, 20, 4),
        ("2月上旬完成", None, 2, 10, 4),
    ],
)
def test_a_date_and_where_it_ends(text: str, year: int | None, month: int, day: int, end: int) -> None:
    found = date(text)
    assert found is not None and (found[0].year, found[0].month, found[0].day, found[1]) == (year, month, day, end)
    assert found[0].text == text[:end]


@pytest.mark.parametrize(
    ("target", "actual", "year", "met", "told"),
    [
        ("11月底前", "2023年11月20日", None, None, ["year-assumed"]),
        ("2023年11月底前", "11月20日", None, True, ["year-assumed"]),
        ("2023年11月底前", "12月20日", None, False, ["year-assumed"]),
        ("11月底前", "11月20日", None, True, ["month-and-day"]),
        ("2023年11月底前", "2023年12月1日", None, False, []),
        ("11月底前", "2024年1月1日", 2023, False, ["year-assumed"]),
        ("2024年1月底前", "1月20日", 2023, True, ["year-assumed"]),
        ("11月底前", "", None, None, []),
        ("11月底前", "已完成", None, None, ["word-for-done"]),
    ],
)
def test_the_year_of_a_day(target: str, actual: str, year: int | None, met: bool | None, told: list[str]) -> None:
    found = measure(line(target, actual), year)
    assert isinstance(found, Dated) and (found.met, codes(found)) == (met, told)
    assert found.assumed == (("date",) if met is None and actual else ())


def test_figures_of_two_years_without_the_year_of_the_form() -> None:
    for target, actual, opens in (
        ("2022年40个", "2023年40个", True), ("2023年40个", "2023年40个", False), ("40个", "2023年40个", False),
        ("2022年40个", "40个", False), ("40个", "40个（2022年）", False),
    ):  # fmt: skip
        assert isinstance(measure(line(target, actual)), Dated) == opens, (target, actual)
    assert isinstance(measure(line("40个", "2022年40个"), 2023), Dated)


def test_a_day_and_a_figure_without_a_completion() -> None:
    found = measure(line("11月底前完成40个"))
    assert isinstance(found, Numeric) and (found.low, found.actual) == (40, None)
    day = measure(line("2023.12", "2023年11月", kind="deadline"))
    assert isinstance(day, Dated) and day.met is True
    number = measure(line("2023.12", "2023.11", kind="positive"))
    assert isinstance(number, Numeric) and number.low == F("2023.12")


@pytest.mark.parametrize(
    ("target", "actual", "kind", "wanted"),
    [
        ("≥5个", "6个", "positive", "positive"),
        ("＞5个", "6个", "positive", "positive"),
        ("≤5个", "4个", "reverse", "reverse"),
        ("=5个", "5个", "exact", "exact"),
        ("5-6个", "5个", "within", "within"),
        ("5个", "4个", "reverse", "reverse"),
        ("5个", "4个", "exact", "exact"),
        ("≥5个", "6个", "exact", "T406"),
        ("≤5个", "4个", "positive", "T406"),
        ("5-6个", "5个", "exact", "T406"),
        ("5个", "4个", "deadline", "T408"),
        ("较好", "4个", "positive", "T408"),
        ("0个", "1个", "positive", "positive"),
        ("W90%", "92%", "positive", "T409"),
        ("290%", "92%", "positive", "positive"),
        ("5天", "4天", "positive", "positive"),
        ("每月1次", "1次", "reverse", "T404"),
        ("5人", "5万", "positive", "positive"),
    ],
)
def test_a_declared_kind_beside_numbers(target: str, actual: str, kind: str, wanted: str) -> None:
    found = measure(line(target, actual, kind=kind))
    assert (found.code if isinstance(found, Refused) else found.kind) == wanted  # type: ignore[union-attr]
    assert not getattr(found, "assumed", ()) and not getattr(found, "doubt", "")


def test_a_line_of_quality_has_a_level_whatever_its_cells_hold() -> None:
    for target, actual, level in (
        ("≥90%", "95%", None),
        ("≥90%", "≥90%", "met"),
        ("较好", "已完成", "met"),
        ("", "", None),
    ):
        found = measure(line(target, actual, kind="qualitative"))
        assert isinstance(found, Levelled) and found.level == level, target
    declared = measure(line("≥90%", "95%", kind="qualitative", level="part", rate=Number.of("0.6")))
    assert isinstance(declared, Levelled) and (declared.level, declared.rate) == ("part", F(3, 5))


def test_a_line_without_a_target() -> None:
    assert measure(line("", "95%", standard="每少1个扣1分", kind="positive")) == ByStandard("positive")
    for kind in ("positive", None):
        missing = measure(line("", "95%", kind=kind))
        assert isinstance(missing, Refused) and (missing.code, missing.kind) == ("F002", kind)
    level = measure(line("", "95%", level="part"))
    assert isinstance(level, Levelled) and level.level == "part"
    unread = measure(line("5个", "6人", level="part"))
    assert isinstance(unread, Refused) and unread.code == "T404"


def test_the_exact_target_of_a_consolidated_line() -> None:
    found = measure(line("≥3.3个", "6个", exact_target=(F(10, 3), None)))
    assert isinstance(found, Numeric) and found.low == F(10, 3) and found.actual is not None and found.actual.low == 6
    words = measure(line("有效", "较好", exact=(None, None)))
    assert not isinstance(words, Levelled) or words.share is None
    one = measure(line("≥3个", "约5个", exact=(F(5), F(5))))
    assert isinstance(one, Numeric) and not {"at-least", "comparator-copied"} & set(codes(one))


@pytest.mark.parametrize(
    ("name", "measured", "subject", "word"),
    [
        ("投诉率", "%", "", "投诉率"),
        ("投诉办结率", "%", "", ""),
        ("无投诉率", "%", "", ""),
        ("成本控制率", "%", "", "控制率"),
        ("事项", "天", "", "天"),
        ("事项", "个月", "", "个月"),
        ("事项", "工作日", "", "工作日"),
        ("事项", "元/人", "", "元/人"),
        ("事项", "元/亩", "", "元/亩"),
        ("事项", "人", "", ""),
        ("办理时间", "件", "", ""),
        ("办理时间", None, "", "时间"),
        ("办理时间", "次", "", ""),
        ("发布周期", "期", "", ""),
        ("发布周期", None, "", "周期"),
        ("办理时间减少", None, "", ""),
        ("事项", None, "办理时间", "时间"),
        ("未整改问题数", None, "", "未整改问题数"),
        ("未整改问题整改率", "%", "", ""),
        ("未脱贫户脱贫率", "%", "", ""),
        ("未脱贫户比例", "%", "", "未脱贫户比例"),
        ("专家评审费", "万元", "", "审费"),
        ("专家评审费", None, "", "审费"),
        ("专家评审费", "人", "", ""),
        ("征收水资源费", "万元", "", ""),
        ("事故下降", None, "", ""),
        ("优良天数", "天", "", ""),
    ],
)
def test_why_a_bare_figure_may_run_either_way(name: str, measured: str | None, subject: str, word: str) -> None:
    assert doubt(line("5", name=name), unit(measured) if measured else None, subject) == word


def test_a_category_of_cost_is_in_doubt() -> None:
    for keys, word in (
        ({"level1": "成本指标"}, "成本指标"),
        ({"level2": "经济成本"}, "经济成本"),
        ({"level1": "产出"}, ""),
    ):
        assert doubt(line("5", name="事项", **keys), unit("人")) == word


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("线损率", "损率"),
        ("断水率", "断水率"),
        ("减损率", ""),
        ("损坏修复率", ""),
        ("漏损下降率", ""),
        ("缺岗率", "缺岗率"),
    ],
)
def test_the_end_of_a_name_that_sounds_like_harm(name: str, end: str) -> None:
    assert harm_at_end(name) == end


def test_how_long_nothing_happened() -> None:
    for name, measured, averted in (
        ("无事故天数", "天", True), ("无事故率", "%", True), ("无事故率", "个", False), ("无事故率", None, False),
        ("事故率", "%", False),
        ("无障碍率", "%", False), ("办结天数", None, False), ("优良日数", "天", True),
    ):  # fmt: skip
        assert is_averted(name, unit(measured) if measured else None) == averted, name


def test_a_row_of_veto() -> None:
    assert is_veto("一票否决") and is_veto("事故", "一票否决项") and not is_veto("事故", "产出指标")


def test_a_unit_is_read_part_by_part() -> None:
    assert unit("元/生.年") == unit("元/生*年") or unit("元/生.年").dimension == unit("元/生*年").dimension
    assert unit("元每人").dimension == unit("元/人").dimension == "money/人"
    assert unit("次/季度").factor == 4 and unit("次/季度").per_year and not unit("元/季度").per_year
    assert unit("万元/亩").factor == 10000 and unit("万人").base == unit("人") and unit("万元").base.name == "money"
    for name in ("把/亩", "元/", "次/月-6次", "个" * 25):
        assert not unit(name).listed, name
    assert unit("/10万人").factor == F(1, 100000) and unit("万").dimension == "" and unit("百万").factor == 10**6


@pytest.mark.parametrize(
    ("subject", "known"),
    [
        ("培训", True), ("拟培训", False), ("未培训", False), ("培训人数", True), ("计划培训", False),
        ("出勤率", True), ("故障率", False),
        ("全年共", True), ("停工", False), ("待安装", False), ("设备安装", True), ("满意度", True), ("风险", False),
    ],
)  # fmt: skip
def test_the_words_before_a_figure(subject: str, known: bool) -> None:
    assert is_known(subject) == known
