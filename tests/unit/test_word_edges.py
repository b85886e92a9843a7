"""The edges of names, units and words: which way a name runs, how a unit is written, what says nothing happened."""

from __future__ import annotations

from fractions import Fraction

import pytest

from indicators.direction import doubt, is_averted, speaks_of_time
from indicators.form import Line
from indicators.units import Unit, unit
from indicators.wording import is_known, is_veto, is_zero


@pytest.mark.parametrize(
    ("name", "measured", "why"),
    [
        ("药占比", "%", "药占比"), ("药占比制度覆盖率", "%", ""), ("债务比重", "%", "债务"),
        ("债务比重(区级)", "%", "债务"),
        ("投诉", "%", "投诉"), ("投诉占比", "%", "投诉占比"), ("投诉办结率", "%", ""), ("流失率", "%", "流失"),
        ("差错率", "%", "差错率"), ("零差错率", "%", ""), ("零差错率", "个", "差错"), ("未验收率", "%", "未验收率"),
        ("未验收项目验收率", "%", ""), ("拒收率", "%", "拒收率"), ("不予受理率", "%", "不予受理率"),
        ("满意度", "%", ""),
        ("未整改问题数", "个", "未整改问题数"), ("征收水资源费", "元", ""), ("水资源费", "元", "源费"),
        ("评审费", "", "审费"),
        ("减免评审费", "元", ""), ("发布周期", "期", ""), ("发布周期", "个", ""), ("发布周期", "天", "天"),
        ("发布周期", "", "周期"), ("检查时间", "期", ""), ("检查时间", "", "时间"),
    ],
)  # fmt: skip
def test_why_a_bare_number_may_run_either_way(name: str, measured: str, why: str) -> None:
    assert doubt(Line("i1", "indicator", name=name), unit(measured) if measured else None) == why


@pytest.mark.parametrize(
    ("name", "measured", "averted"),
    [
        ("零差错率", "%", True), ("差错率", "%", False), ("零差错率", "个", False), ("零差错率", "", False),
        ("无事故天数", "天", True), ("无事故天数", "", True), ("优良天数", "天", True), ("优良日数", "天", True),
        ("事故天数", "天", False), ("零距离服务率", "%", False),
    ],
)  # fmt: skip
def test_more_of_what_did_not_happen_is_better(name: str, measured: str, averted: bool) -> None:
    assert is_averted(name, unit(measured) if measured else None) is averted


@pytest.mark.parametrize("word", ["时间", "时限", "日期", "期限", "时点", "进度"])
def test_each_name_of_a_day(word: str) -> None:
    assert speaks_of_time(f"项目{word}") and not speaks_of_time("项目数")


@pytest.mark.parametrize(
    ("text", "name", "dimension", "factor", "per_year"),
    [
        ("元/生.年", "元/生*年", "money/年*生", 1, False), ("元/生·年", "元/生*年", "money/年*生", 1, False),
        ("个.月", "个.月", "other:个.月", 1, False), ("元/人", "元/人", "money/人", 1, False),
        ("元每人", "元/人", "money/人", 1, False), ("每人", "每人", "other:每人", 1, False),
        ("元//人", "元//人", "money/人", 1, False), ("元/人/", "元/人/", "money/人", 1, False),
        ("元/", "元/", "other:元/", 1, False), ("/人", "/人", "price/人", 1, False),
        ("人次/月", "人次/月", "count:人次", 12, True), ("万次/周", "万次/周", "event", 520000, True),
        ("万粒", "万粒", "other:粒", 10000, False), ("千粒", "千粒", "other:千粒", 1, False),
        ("百万粒", "百万粒", "other:粒", 10**6, False), ("百粒", "百粒", "other:百粒", 1, False),
        ("m3/d", "m3/d", "volume/天", 1, False), ("百万亩", "百万亩", "area", Fraction(2 * 10**9, 3), False),
    ],
)  # fmt: skip
def test_how_a_unit_is_written(text: str, name: str, dimension: str, factor: Fraction, per_year: bool) -> None:
    found = unit(text)
    assert (found.name, found.dimension, found.factor, found.per_year) == (name, dimension, factor, per_year)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("万人", Unit("人", "count:人", Fraction(1), "人")),
        ("万元", Unit("money", "money")),
        ("场", Unit("场", "event", Fraction(1), "场")),
        ("公里", Unit("length", "length")),
    ],
)
def test_the_base_of_a_unit(text: str, base: Unit) -> None:
    assert unit(text).base == base


@pytest.mark.parametrize(
    ("text", "zero"),
    [
        ("无" + "事故、" * 13, True), ("无" + "事故、" * 13 + "等", False), ("无", True), ("零发生", True),
        ("0投诉", True), ("杜绝", True), ("确保无重大安全事故发生", True), ("事故", False), ("零星修缮", False),
        ("无障碍", False), ("0", False), ("00", False),
    ],
)  # fmt: skip
def test_words_of_nothing_are_short(text: str, zero: bool) -> None:
    """Of 40 characters they are read, of 41 they are prose."""
    assert is_zero(text) is zero


@pytest.mark.parametrize(
    ("names", "veto"),
    [
        (("一票否决项",), True),
        (("获表彰", "一票否决"), True),
        (("获表彰", "产出", "一票 否决"), True),
        (("一票否决", "产出"), True),
        (("获表彰", "加分项"), False),
        (("获表彰",), False),
    ],
)
def test_a_veto_is_named_or_is_its_category(names: tuple[str, ...], veto: bool) -> None:
    assert is_veto(*names) is veto


@pytest.mark.parametrize(
    ("subject", "known"),
    [
        ("培训", True), ("取消培训", False), ("预计培训", False), ("拟培训", False), ("没培训", False),
        ("待检查", False),
        ("计划检查", False), ("全年", True), ("检查数量", True), ("人员培训率", True), ("人员培训", True),
        ("故障率", False),
        ("未及时检查", False), ("人员拟培训", False), ("预计人员培训", False),
    ],
)  # fmt: skip
def test_words_before_a_figure_are_known(subject: str, known: bool) -> None:
    assert is_known(subject) is known
