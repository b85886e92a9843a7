"""The edges of what two cells mean together: cells that repeat each other, a damaged ≥, figures that are not read."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators.form import Line
from indicators.measure import ByStandard, Levelled, Measure, Numeric, Refused, measure

CROSSED = "≥90%且≤80%"


def read(target: str, actual: str, **keys: object) -> Measure:
    return measure(Line("i1", keys.pop("block", "indicator"), target=target, actual=actual, **keys))  # type: ignore[arg-type]


def said(target: str, actual: str, **keys: object) -> tuple[object, str]:
    """A level or the code of a refusal, and the notes."""
    found = read(target, actual, **keys)
    shown = found.level if isinstance(found, Levelled) else found.code if isinstance(found, Refused) else "other"
    return shown, " ".join(each.code for each in found.notes)


@pytest.mark.parametrize(
    ("target", "actual", "keys", "expected"),
    [
        (CROSSED, CROSSED, {}, ("met", "level-by-text")), (CROSSED, "85%", {}, ("T408", "")),
        (CROSSED, CROSSED, {"kind": "positive"}, ("T408", "")), ("W90%", "W90%", {}, ("T409", "")),
        (f"计划{CROSSED}", f"计划{CROSSED}", {}, ("T408", "")), ("", "", {}, ("F002", "")),
        ("制度健全", "制度健全", {}, ("met", "level-by-text")), ("制度健全", "良好", {}, (None, "")),
        ("制度健全", "已完成", {}, ("met", "level-by-phrase")), ("制度健全", "", {}, (None, "")),
        ("3个方案2个制度", "3个方案2个制度", {}, ("met", "same-figures")),
        ("3个方案2个制度", "3个方案2个制度", {"kind": "qualitative"}, ("met", "level-by-text")),
        ("3个方案2个制度", "3个方案2个制度", {"block": "goal"}, ("met", "level-by-text")),
        ("3个方案2个制度", "4个", {"kind": "qualitative"}, (None, "")),
        ("3个方案2个制度", "良好", {}, (None, "")),
        ("3个方案2个制度", "良好", {"level": "part"}, ("part", "")),
        ("≥3个", "良好", {"level": "part"}, ("part", "")), ("≥3个", "3家", {"level": "part"}, ("T404", "")),
        ("≥3个", "良好", {"level": "part", "kind": "positive"}, ("T408", "")),
        ("", "良好", {"level": "part"}, ("part", "")), ("", "良好", {}, ("F002", "")),
        ("≥3个", "良好", {"kind": "qualitative"}, (None, "")),
        ("≥3个", "良好", {"kind": "qualitative", "level": "met"}, ("met", "")),
    ],
)  # fmt: skip
def test_what_is_no_number_has_a_level_or_a_code(
    target: str, actual: str, keys: dict[str, str], expected: tuple[object, str]
) -> None:
    assert said(target, actual, **keys) == expected


def test_why_a_target_in_words_is_not_compared() -> None:
    told = [read(target, "4个") for target in ("3个方案2个制度", "制度健全")]
    assert [each.message.show() for each in told if isinstance(each, Refused)] == [
        "the figures of the target 3个方案2个制度 cannot be compared with 4个",
        "the target 制度健全 is in words, the completion 4个 is a number",
    ]


def test_a_standard_stands_in_place_of_a_target() -> None:
    assert read("", "90%", standard="每低1%扣1分") == ByStandard(None)
    assert read("", "90%", standard="每低1%扣1分", kind="positive") == ByStandard("positive")
    assert isinstance(read("≥80%", "90%", standard="每低1%扣1分"), Numeric)


@pytest.mark.parametrize(
    ("target", "actual", "name", "damaged"),
    [
        ("290%", "92%", "", True), ("290%", "289%", "", True), ("290%", "290%", "", False), ("290%", "291%", "", False),
        ("2100%", "92%", "", True), ("2101%", "92%", "", False), ("2100.5%", "92%", "", False),
        ("210%", "209%", "", True), ("210%", "210%", "", False), ("209%", "92%", "", False),
        ("201%", "92%", "", False), ("200%", "92%", "", False), ("300%", "92%", "", False), ("399%", "92%", "", True),
        ("490%", "92%", "", False), ("299.5%", "92%", "", True), ("≥290%", "92%", "", True), ("290", "92", "", False),
        ("290", "92", "满意率", True), ("290", "92个", "满意率", False), ("290个", "92个", "满意率", False),
        ("290%", "92", "", True), ("290%", "≤92%", "", True), ("290%", "≥92%", "", False),
        ("290-390%", "92%", "", False), ("290%", "92%", "增长率", False), ("290%", "", "", False),
        ("达到290%", "92%", "", False),
    ],
)  # fmt: skip
def test_a_2_or_3_that_may_be_a_sign(target: str, actual: str, name: str, damaged: bool) -> None:
    found = read(target, actual, name=name)
    assert (isinstance(found, Refused) and found.code == "T409") == damaged


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥95%", "19/20", F(95)),
        ("≥95%", "2/27", F(200, 27)),
        ("≥95%", "2/28", None),
        ("≥95%", "12/31", None),
        ("≥95%", "13/31", F(1300, 31)),
        ("≥95%", "12/32", F(75, 2)),
        ("≥95个", "19/20", None),
    ],
)
def test_a_quotient_is_a_share_where_it_can_be_no_day(target: str, actual: str, value: F | None) -> None:
    found = read(target, actual)
    done = found.actual.low if isinstance(found, Numeric) and found.actual else None
    assert done == value


@pytest.mark.parametrize(
    ("target", "exact_target", "actual", "exact", "expected"),
    [
        ("≥95%", (F(94), None), "94%", (F(93), F(93)), (94, 93)),
        ("≥95%", None, "94%", (F(93), F(93)), (95, 93)),
        ("≥95%", (F(94), None), "94%", None, (94, 94)),
        ("≥95%", None, "94%", None, (95, 94)),
        ("≥95%", None, "", (None, None), (95, None)),
    ],
)
def test_exact_numbers_take_the_place_of_those_that_are_shown(
    target: str, exact_target: object, actual: str, exact: object, expected: tuple[int, int | None]
) -> None:
    found = read(target, actual, exact=exact, exact_target=exact_target)
    assert isinstance(found, Numeric) and found.actual is not None and (found.low, found.actual.low) == expected


def test_no_exact_number_is_that_of_words() -> None:
    assert said("≥95%", "良好", exact=(F(93), F(93)))[0] == "T408"
