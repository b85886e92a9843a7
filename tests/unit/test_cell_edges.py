"""The edges of the grammar of cells that no score shows: ends, strictness, notes, what is declared."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from indicators.cells import read_cell
from indicators.dates import Date
from indicators.exact import Number
from indicators.form import Form, Line
from indicators.measure import Dated, Levelled, Numeric, Refused, Unread, measure
from indicators.notes import Note
from scoring.scorer import score
from scoring.solve import completion_for


def line(target: str, actual: str = "", **keys: object) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)  # type: ignore[arg-type]


def values(notes: tuple[Note, ...], code: str) -> list[dict[str, object]]:
    return [dict(note.message.values) for note in notes if note.code == code]


@pytest.mark.parametrize(
    ("text", "sign", "strict"),
    [
        ("≥95%（不含95%）", ">", (True, False)),
        ("95%以上（不含）", ">", (True, False)),
        ("≤5%（不含本数）", "<", (False, True)),
        ("大于≥95%", ">=", (False, False)),
        ("≥大于95%", ">=", (False, False)),
        ("大于大于95%", ">", (True, False)),
        ("＞95%（含）", ">=", (False, False)),
        ("＜5%（含本数）", "<=", (False, False)),
        ("＞90%且＜95%", "within", (True, True)),
        ("≥90%且＜95%", "within", (False, True)),
        ("＜95%且≥90%", "within", (False, True)),
        ("＞90%且≤95%", "within", (True, False)),
    ],
)
def test_whether_a_bound_counts(text: str, sign: str, strict: tuple[bool, bool]) -> None:
    amount = read_cell(text).amount
    assert amount is not None and (amount.comparator, (amount.strict_low, amount.strict_high)) == (sign, strict)


@pytest.mark.parametrize(
    ("text", "value"), [("每月至少一次", 12), ("每月不超过2次", 24), ("1次/月", 12), ("5次/月-6次/月", 60)]
)
def test_a_frequency_is_noted_with_its_number_a_year(text: str, value: int) -> None:
    assert [each["value"] for each in values(read_cell(text).notes, "per-year")] == [value]


def test_what_was_left_out_is_noted() -> None:
    assert values(measure(line("≥3个村", "3个")).notes, "thing-left-out") == [{"text": "村"}]
    assert values(measure(line("≥3个", "3个村", name="新建村")).notes, "thing-left-out") == [{"text": "村"}]
    words = values(measure(line("2023年完成40个", "40个"), 2023).notes, "words-stripped")
    assert words == [{"words": ("2023年",)}]
    assert values(measure(line("≥95%", "19/20")).notes, "quotient") == [{"text": "19/20", "value": 95}]


@pytest.mark.parametrize(
    ("target", "actual", "done"),
    [
        ("≥1000", "1.2", 1200),
        ("≥12000", "1.2", 12000),
        ("≥35000", "3.4", 34000),
        ("≥1.2", "1000", 1),
        ("≥100%", "1.05", 105),
        ("≥5‰", "4", 4000),
        ("≥1.05", "105%", F("1.05")),
    ],
)
def test_the_other_reading_is_exact(target: str, actual: str, done: int | F) -> None:
    found = measure(line(target, actual))
    assert isinstance(found, Numeric) and len(found.alternatives) == 1
    other = found.alternatives[0].actual
    assert other is not None and other.low == other.high == done


@pytest.mark.parametrize(
    ("target", "actual", "year", "codes"),
    [
        ("11月底前完成100%", "11月20日完成100%", 2023, ["month-and-day"]),
        ("11月底前完成100%", "2023年11月20日完成100%", 2023, ["year-assumed"]),
        ("2023年11月底前完成100%", "2023年11月20日完成100%", 2023, []),
    ],
)
def test_both_parts_keep_the_notes_of_the_date(target: str, actual: str, year: int, codes: list[str]) -> None:
    found = measure(line(target, actual), year)
    assert isinstance(found, Numeric)
    assert [note.code for note in found.notes if note.code in ("month-and-day", "year-assumed")] == codes


def test_the_cell_without_a_year_is_named() -> None:
    for target, actual, bare in (("11月底前", "2023年11月", "11月底前"), ("2023年11月底前", "11月", "11月")):
        assert values(measure(line(target, actual), 2023).notes, "year-assumed") == [{"text": bare, "year": 2023}]


def test_words_on_both_sides_keep_their_order() -> None:
    assert read_cell("完成100%覆盖").words == ("完成", "覆盖")
    assert read_cell("覆盖率达到95%以上").words == ("覆盖率", "达到")


def test_the_exact_numbers_of_a_consolidated_line() -> None:
    found = measure(line("≥3.3个", "6.7个", exact_target=(F(10, 3), F(10, 3)), exact=(F(20, 3), F(7))))
    assert isinstance(found, Numeric) and found.actual is not None
    assert (found.low, found.actual.low, found.actual.high) == (F(10, 3), F(20, 3), 7)
    unknown = measure(line("≥3个", "", exact=(None, None)))
    assert isinstance(unknown, Numeric) and unknown.actual is not None
    assert (unknown.actual.low, unknown.actual.high) == (None, None)
    words = measure(line("有效", "部分达成", exact=(F(1, 2), F(3, 4))))
    assert isinstance(words, Levelled) and words.share == (F(1, 2), F(3, 4))


def test_what_is_declared_of_a_line() -> None:
    level = measure(line("≥40个", "较好", level="part", rate=Number.of("0.7")))
    assert isinstance(level, Levelled) and (level.level, level.source, level.rate) == ("part", "declared", F(7, 10))
    none = measure(line("及时", "较好", kind="positive"))
    assert isinstance(none, Refused) and none.code == "T408"
    late = measure(line("≥3个", "11月底", kind="deadline"))
    assert isinstance(late, Refused) and late.code == "T408"
    crossing = measure(line("90%-80%", "85%"))
    assert isinstance(crossing, Refused) and crossing.code == "T408"
    assert crossing.message == read_cell("90%-80%").problem
    zero = measure(line("零投诉", "较好"))
    assert isinstance(zero, Levelled) and zero.level is None


def test_what_is_no_figure_is_a_text() -> None:
    for text in ("。", "5" + "个" * 250, "W90%", "及时"):
        found = read_cell(text)
        assert (found.amount, found.date, found.missing, found.problem) == (None, None, False, None)
    damaged = measure(line("W90%", "92%"))
    assert isinstance(damaged, Refused) and damaged.code == "T409"


def test_a_declared_kind_settles_what_the_target_is() -> None:
    assert isinstance(measure(line("12月底前", "12月20日", kind="positive")), Dated)
    number = measure(line("11月底前完成100%", "11月20日完成90%", kind="positive"))
    assert isinstance(number, Numeric) and number.low == 100
    day = measure(line("2023.12", "2023.11", kind="deadline"))
    assert isinstance(day, Dated)


def test_a_kind_that_the_sign_contradicts_is_refused() -> None:
    found = measure(line("≥5个", "6个", kind="reverse"))
    assert isinstance(found, Refused) and (found.code, found.kind) == ("T406", "reverse")


def test_a_level_beside_numbers_is_noted() -> None:
    found = measure(line("≥5个", "6个", level="part"))
    assert isinstance(found, Numeric) and "level-ignored" in [note.code for note in found.notes]


def test_the_verb_that_holds_a_level_is_why_it_is_in_doubt() -> None:
    found = measure(line("人数保持在100人", "99人"))
    assert isinstance(found, Numeric) and (found.doubt, found.assumed) == ("保持在", ("direction",))


def test_a_fraction_at_either_end_of_a_range_is_asked_for() -> None:
    for actual in ("0.9~2", "0~1", "-1~0.5"):
        found = measure(line("≥95%", actual))
        assert isinstance(found, Refused) and (found.code, found.assumed) == ("T405", ("percent",))


def test_a_cell_that_is_not_read_is_not_measured() -> None:
    assert isinstance(measure(line("≥5个", "", unread=("actual",))), Unread)
    assert isinstance(measure(line("≥5个", "6个", unread=("filed",))), Numeric)


def test_the_length_of_a_subject_is_bounded() -> None:
    assert read_cell("服" * 24 + "≥5个").amount is not None
    assert read_cell("服" * 25 + "≥5个").amount is None


def test_the_whole_unit_of_a_price_is_named() -> None:
    for target, actual in (("≥300元/亩", "每亩310"), ("每亩≥300", "310元/亩")):
        assert values(measure(line(target, actual)).notes, "unit-assumed") == [{"unit": "元/亩"}]
    for target, actual, bare in (("≥0.05万元/亩", "每亩300", "每亩300"), ("每亩≥500", "0.03万元/亩", "每亩≥500")):
        told = values(measure(line(target, actual)).notes, "multiplier-doubt")
        assert told == [{"text": bare, "unit": "万元/亩"}]


def test_a_figure_of_another_year_is_due_at_its_end() -> None:
    found = measure(line("2022年40个", "40个"), 2023)
    assert isinstance(found, Dated) and found.met is None
    assert found.target == Date("2022年", 2022, 12, 31, whole_year=True)


def test_a_fall_is_a_minus_only_below_zero() -> None:
    notes = {actual: values(measure(line("下降5%", actual)).notes, "fall-as-minus") for actual in ("0%", "-6%")}
    assert notes == {"0%": [], "-6%": [{"text": "-6%"}]}


def test_the_bare_side_is_named_where_a_multiplier_is_in_doubt() -> None:
    for target, actual, text in (("≤0.24万元", "0.15", "0.15"), ("≥35000", "3.4万人", "≥35000")):
        (told,) = values(measure(line(target, actual)).notes, "multiplier-doubt")
        assert told["text"] == text


def goal(target: str, actual: str, **keys: object) -> object:
    return measure(Line("g1", "goal", target=target, actual=actual, **keys))  # type: ignore[arg-type]


def test_a_goal_follows_its_completion() -> None:
    share = goal("完成全部任务", "95%")
    assert isinstance(share, Numeric) and share.actual is not None and share.actual.low == 95 and share.low == 100
    both = goal("≥90%", "95%")
    assert isinstance(both, Numeric) and both.low == 90
    assert isinstance(goal("", "95%"), Numeric)
    for target, actual, level in (("完成任务", "已完成", "met"), ("完成任务", "较好", None)):
        found = goal(target, actual)
        assert isinstance(found, Levelled) and found.level == level
    declared = goal("完成任务", "95%", level="part")
    assert isinstance(declared, Levelled) and declared.level == "part"
    assert isinstance(goal("12月底前", "12月20日"), Dated)


@pytest.mark.parametrize(
    ("target", "actual", "damaged"),
    [
        ("290%", "92%", True),
        ("399%", "100%", True),
        ("395%", "94%", True),
        ("210%", "95%", True),
        ("201%", "95%", False),
        ("200%", "95%", False),
        ("290%", "101%", True),
        ("290%", "289%", True),
        ("290%", "290%", False),
        ("2100%", "100%", True),
        ("2101%", "100%", False),
        ("499%", "95%", False),
        ("290", "92", False),
        ("≥290%", "92%", True),
        ("=2100%", "98%", True),
        ("增长290%", "92%", False),
        ("290%", "92个", False),
    ],
)
def test_a_figure_where_a_comparator_was(target: str, actual: str, damaged: bool) -> None:
    found = measure(line(target, actual))
    assert (isinstance(found, Refused) and found.code == "T409") == damaged


def test_a_year_of_weeks_has_52_or_48() -> None:
    """50 of 52 weeks; of four weeks a month it is more than all of them."""
    line = Line("i1", "indicator", target="每周1次", actual="50次", weight=Number.of(10))
    scored = score(Form("project", year=2023, indicators=(line,)), "hongshan-2023").lines[0]
    assert (scored.exact.low, scored.exact.high) == (F(500, 52), 10)


def test_what_would_be_open_is_not_promised() -> None:
    """Fewer days than the range asks for may be better: no completion is named that earns just so many points."""
    line = Line("i1", "indicator", target="5-7个工作日", actual="6个工作日", weight=Number.of(10), filed=Number.of(10))
    card = score(Form("project", year=2023, indicators=(line,)), "hongshan-2023")
    found = completion_for(card, "i1", F(5))
    assert found.range is None and found.reason is not None
