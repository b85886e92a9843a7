"""The edges of one cell: how long it may be, what stands in brackets, what is damaged, dates beside figures."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators.cells import MAX_CELL, Reading, read_cell


def ends(read: Reading) -> tuple[str, F | None, F | None, str]:
    amount = read.amount
    assert amount is not None
    return amount.comparator, amount.low, amount.high, amount.unit.name if amount.unit else ""


def test_how_long_a_cell_may_be() -> None:
    """A figure of 200 digits is too large, a longer text is prose; neither is an amount."""
    assert MAX_CELL == 200
    longest, prose = read_cell("5" * 200), read_cell("5" * 201)
    assert longest.problem is not None and longest.amount is None and longest.plain == longest.text
    assert prose.problem is None and prose.amount is None and prose.plain == prose.text


def test_nothing_is_set_that_is_not_said() -> None:
    assert read_cell("良好") == Reading("良好", "良好")
    plainly = Reading("x")
    assert (plainly.named, plainly.zero, plainly.damaged, plainly.missing) == (False, False, False, True)
    assert read_cell("降幅5%").named and not read_cell("下降5%").named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(≥100人)", (">=", F(100), None, "人")), ("(100.5)", ("", F("100.5"), F("100.5"), "")),
        ("前10名", ("<=", None, F(10), "名次")), ("第8名", ("", F(8), F(8), "名次")),
        ("10名", ("", F(10), F(10), "名")),
        ("全省10位", ("", F(10), F(10), "位")), ("第三方10位", ("", F(10), F(10), "位")),
        ("200余人", (">=", F(200), None, "人")), ("5人余", (">=", F(5), None, "人")),
        ("二十余人", (">=", F(20), None, "人")), ("百余人", (">=", F(100), None, "人")),
        ("千余人", (">=", F(1000), None, "人")), ("3万余人", (">=", F(3), None, "万人")),
        ("3亿余元", (">=", F(3), None, "亿元")), ("半余人", (">=", F("0.5"), None, "人")),
        ("培训3万余人", (">=", F(3), None, "万人")), ("5%多", (">=", F(5), None, "%")),
        ("约300", ("", F(300), F(300), "")), ("300左右", ("", F(300), F(300), "")),
    ],
)  # fmt: skip
def test_a_cell_is_this_amount(text: str, expected: tuple[str, F | None, F | None, str]) -> None:
    assert ends(read_cell(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "(≥100人", "≥100人)", "(1)(2)", "(", "()", "((100人))", "前10家", "5%多完成", "余200人", "多200", "人多", "余",
        "约", "约≥5", "好多人", "x5次", "C30", "人5,12月底", "5,12月(良好)", "(5人,12月底", "每月2-3次",
        "12月31日(良好)",
    ],
)  # fmt: skip
def test_a_cell_holds_no_amount(text: str) -> None:
    assert read_cell(text).amount is None


@pytest.mark.parametrize(
    "text",
    [
        "W90%",
        "A90%",
        "Q90%",
        "»90%",
        "?90%",
        "□90%",
        "W.90%",
        "W90个",
        "z5次",
        "z12次",
        "z12",
        "c30",
        "W90%以上",
        "≠5%",
    ],
)
def test_a_mark_in_place_of_a_sign(text: str) -> None:
    read = read_cell(text)
    assert read.damaged and read.amount is None


@pytest.mark.parametrize("text", ["满意度90%", "5A", "A5", "C30", "z", "zz", "9z", "≥5z", "x5", "Q1", "合格率W"])
def test_a_letter_that_is_none(text: str) -> None:
    assert not read_cell(text).damaged


@pytest.mark.parametrize(
    ("text", "date", "low", "period"),
    [
        ("2023-12-31 00:00:00", "2023-12-31", None, None), ("2023-12-3100:00:00", "2023-12-31", None, None),
        ("1999-12-31", "1999-12-31", None, None), ("20231231", "20231231", None, None),
        ("5,12月", "12月", 5, None), ("5人;12月", "12月", 5, None), ("5人(12月底)", "12月底", 5, None),
        ("100%、12月底", "12月底", 100, None), ("5人,2023年底", "2023年底", 5, None), ("5人,年底", "年底", 5, None),
        ("完成率100%,12月底前完成", "12月底前", 100, None), ("完成,5人,12月底", "12月底", 5, None),
        ("12月31日(已支付)", "12月31日", None, None), ("12月31日(已完成)", "12月31日", None, None),
        ("12月31日(良好)", "", None, None), ("12月31日(已完成", "", None, None), ("12月31日已完成)", "", None, None),
        ("已完成12月完成", "12月", None, None), ("完成完成12月", "12月", None, None),
        ("(12月底)", "12月底", None, None),
        ("2023年完成40个", "", 40, 2023), ("2023年20人", "", 20, 2023), ("1920人", "", 1920, None),
        ("12月底完成5个", "12月底", 5, None), ("2023.12", "2023.12", F("2023.12"), None),
        ("≤2023.12", "2023.12", None, None),
    ],
)  # fmt: skip
def test_a_date_beside_a_figure(text: str, date: str, low: F | int | None, period: int | None) -> None:
    read = read_cell(text)
    assert (read.date.text if read.date else "", read.amount.low if read.amount else None) == (date, low)
    assert read.period == period


@pytest.mark.parametrize(
    ("text", "crossed"),
    [
        (">5且<5", True), (">5且≤5", True), ("≥5且<5", True), ("≥5且≤5", False), (">5且<6", False), ("6-5", True),
        ("5-5", False), ("5", False), ("≥5", False), (">5", False), ("≥90%且≤80%", True),
        ("1.100人", True), ("1.200个", True), ("1.100次", True), ("1.123名", True), ("1.123个", False),
        ("1.100万人", False), ("1.100元", False), ("1.100", False), ("1.1人", False), ("1.10人", False),
    ],
)  # fmt: skip
def test_a_problem_of_a_figure(text: str, crossed: bool) -> None:
    assert (read_cell(text).problem is not None) == crossed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("完成40个", ("完成",)),
        ("2023年完成40个", ("2023年",)),
        ("2023年40个", ("2023年",)),
        ("较上年下降5%", ("较上年", "下降")),
    ],
)
def test_words_that_were_left_out_are_named(text: str, words: tuple[str, ...]) -> None:
    assert [dict(each.message.values) for each in read_cell(text).notes if each.code == "words-stripped"] == [
        {"words": words}
    ]
