"""The edges of two numbers facing each other: levels and changes, ends of ranges and of classes, what is in doubt."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators.form import Line
from indicators.measure import Measure, Numeric, Refused, measure


def read(target: str, actual: str = "", **keys: object) -> Measure:
    return measure(Line("i1", "indicator", target=target, actual=actual, **keys))  # type: ignore[arg-type]


def code(target: str, actual: str, **keys: object) -> str:
    """The code of a refusal, ``doubt`` where the direction is in doubt, else empty."""
    found = read(target, actual, **keys)
    if isinstance(found, Refused):
        return found.code
    return "doubt" if isinstance(found, Numeric) and found.doubt else ""


@pytest.mark.parametrize(
    ("target", "actual", "name", "expected"),
    [
        ("降至5%", "4%", "投诉率", ""), ("提升至95%", "94%", "费用控制率", ""), ("5%", "4%", "投诉率", "doubt"),
        ("0人", "0人", "培训人数", ""), ("0人", "1人", "培训人数", "T408"), ("0人", "5人", "培训人数", "T408"),
        ("0起", "1起", "安全事故", ""),
        ("≥100人", "增加120人", "", "T408"), ("≥100人", "较上年120人", "", "T408"), ("≥5%", "增长6%", "增长率", ""),
        ("降幅≤5%", "3%", "", ""), ("降幅≥5%", "4%", "", ""), ("降幅≥0.5%", "0.4%", "", ""),
        ("降幅≥5%", "-4%", "", "T408"),
        ("≥5%", "0%", "能耗下降率", ""), ("≥5%", "-1%", "能耗下降率", "T408"), ("≥5%", "-5.6%", "能耗下降率", "T408"),
        ("增加500人", "1500人", "", ""), ("增加500人", "1501人", "", "T408"), ("增加500人", "10520人", "", "T408"),
        ("3个村", "3个社区", "社区和村建设", "T408"), ("3个村", "3个村", "社区和村建设", ""),
        ("2级", "3", "", "T408"), ("1-3级", "2级", "", ""), ("1-3级", "1级", "", ""), ("1-3级", "3级", "", ""),
        ("1-3级", "4级", "", "T408"),
        ("5", "3%", "线损率", "doubt"),
        ("提前10天", "提前12天", "", ""), ("提前10天", "提前10天", "", ""), ("提前10天", "提前9天", "", "doubt"),
        ("提前10天", "提前2周", "", "doubt"),
        ("≥95%", "-1%", "满意度", "T408"), ("提升至90%", "30%", "", "T408"), ("提升至90%", "31%", "", ""),
        ("提升至90%", "0%", "", ""),
        ("提升至90%", "提升至30%", "", ""),
    ],
)  # fmt: skip
def test_how_two_numbers_face_each_other(target: str, actual: str, name: str, expected: str) -> None:
    assert code(target, actual, name=name) == expected


@pytest.mark.parametrize(
    ("target", "actual", "assumed"),
    [
        ("5-7个工作日", "4个工作日", ("direction",)), ("5-7个工作日", "5个工作日", ()),
        ("5-7个工作日", "8个工作日", ()), ("90%-95%", "85%", ()),
        ("=5天", "5天", ()), ("=5天", "6天", ("direction",)), ("=5天", "4天", ("direction",)),
    ],
)  # fmt: skip
def test_off_a_range_less_may_be_what_is_wanted(target: str, actual: str, assumed: tuple[str, ...]) -> None:
    found = read(target, actual)
    assert isinstance(found, Numeric) and found.assumed == assumed


@pytest.mark.parametrize("word", ["左右", "上下", "大概", "大约", "约"])
def test_a_figure_that_is_about_right_may_run_either_way(word: str) -> None:
    target = f"95%{word}" if word in ("左右", "上下") else f"{word}95%"
    found = read(target, "94%")
    assert isinstance(found, Numeric) and found.doubt == word


def test_words_that_may_turn_a_figure_are_named() -> None:
    found = read("≥40个", "40个(计划)")
    assert isinstance(found, Refused) and "计划" in found.message.show()
    other = read("3个村", "3个社区", name="社区和村建设")
    assert isinstance(other, Refused) and dict(other.message.values) == {"source": "社区", "target": "村"}


def test_a_consolidated_value_that_is_not_known_points_against_no_target() -> None:
    """At least 40 of one child and nothing of another: what it shows is no copied sign."""
    assert code("≤50人", "≥40人") == "T406"
    assert code("≤50人", "≥40人", exact=(F(40), None)) == ""
    assert code("≤50人", "≥40人", exact=(F(40), F(60))) == ""
    assert code("≤50人", "≥40人", exact=(F(40), F(40))) == "T406"
