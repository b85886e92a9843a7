"""Laws of cells and of the two cells of a line together. Amounts are known to the generator, not to the grammar."""

from fractions import Fraction

import pytest
from attrs import evolve
from counting import count_calls
from hypothesis import assume, example, given
from hypothesis import strategies as st

from indicators.cells import Amount, Reading, read_cell
from indicators.exact import Number
from indicators.form import KINDS, Line
from indicators.measure import Dated, Levelled, Measure, Numeric, Refused, measure
from indicators.strategies import Pair, actual_cells, cell_pairs, lines, numbers, spellings, target_cells, units

NUMERIC = ("positive", "reverse", "exact", "within")
FRAGMENTS = [
    *"≥≤><=±~-—至每月年日底前周亩次场人万亿元%‰个成点半十一两零〇约余多内(),./*:且²01。、",
    *(
        "季度",
        "百分之",
        "分之",
        "左右",
        "以上",
        "以下",
        "（含）",
        "不少于",
        "不超过",
        "至少",
        "完成",
        "达到",
        "提升",
        "下降",
    ),
    *("覆盖", "达成", "部分达成", "12", "2023", "2010.5", "7,403.9", "1e9", "1e99"),
]
any_text = st.one_of(
    st.text(max_size=220), st.lists(st.sampled_from(FRAGMENTS), max_size=9).map("".join), target_cells(), actual_cells()
)
missing = st.sampled_from(["", " ", "—", "——", "/", "／", "……", "－", "\u3000"])


def line(target: str, actual: str, **keys: str) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **keys)


def codes(found: Measure | Reading) -> set[str]:
    return {note.code for note in found.notes}


def sense(reading: Reading) -> tuple[object, ...]:
    """What must not depend on the spelling."""
    amount, date = reading.amount, reading.date
    day = date and (date.year, date.month, date.day)
    return amount, day, reading.words, reading.missing, [note.code for note in reading.notes]


@given(any_text)
def test_any_text_can_be_read(text: str) -> None:
    reading = read_cell(text)
    assert reading.text == text
    assert not (reading.missing and (reading.amount or reading.date or reading.problem))


@given(
    any_text, any_text, st.sampled_from([None, *KINDS]), st.text(max_size=20), st.sampled_from(["indicator", "goal"])
)
def test_any_two_texts_mean_something(target: str, actual: str, kind: str | None, unit: str, block: str) -> None:
    found = measure(Line("i1", block, target=target, actual=actual, kind=kind, unit=unit, name=unit), 2023)
    assert isinstance(found, Numeric | Dated | Levelled | Refused)
    if kind and not isinstance(found, Refused | Levelled):
        assert found.kind in (kind, "positive", "deadline")


@pytest.mark.parametrize("unit", ["万" * 5000, "1/" * 5000, "（" * 5000], ids=["multipliers", "slashes", "brackets"])
def test_a_long_unit_is_only_unlisted(unit: str) -> None:
    assert isinstance(measure(line("5", "5", unit=unit)), Numeric)
    assert isinstance(measure(line("5", "5", name=f"数量（{unit}）")), Numeric)


@pytest.mark.parametrize(
    "text",
    ["a " * 10**4, "a" + " " * 20000 + "b", "1" + " " * 20000 + "x", "每" * 10**5, "—" * 10**5],
    ids=["gaps", "gap", "gap-after-digit", "each", "dashes"],
)
def test_a_long_cell_costs_little(text: str) -> None:
    cell, calls = count_calls(read_cell, text)
    assert cell.text == text
    assert calls <= 1_000 + len(text)


@given(target_cells(), st.data())
def test_spellings_of_a_target_read_alike(text: str, data: st.DataObject) -> None:
    assert sense(read_cell(data.draw(spellings(text)))) == sense(read_cell(text))


@given(actual_cells(), st.data())
def test_spellings_of_a_completion_read_alike(text: str, data: st.DataObject) -> None:
    assert sense(read_cell(data.draw(spellings(text)))) == sense(read_cell(text))


INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


@given(target_cells() | actual_cells() | st.just(""), st.data())
def test_what_no_page_shows_says_nothing(text: str, data: st.DataObject) -> None:
    """Soft hyphens, joiners and marks of order, anywhere in a cell or alone in it."""
    shown = text
    for at in data.draw(st.lists(st.integers(0, len(text)), min_size=1, max_size=4)):
        shown = shown[:at] + data.draw(st.sampled_from(INVISIBLE)) + shown[at:]
    assert sense(read_cell(shown)) == sense(read_cell(text))
    assert read_cell(shown).text == shown


@given(cell_pairs("qualitative"), st.data())
def test_a_text_is_the_same_in_every_spelling(pair: Pair, data: st.DataObject) -> None:
    found = measure(line(pair.target, data.draw(spellings(pair.target))))
    assert isinstance(found, Levelled)
    assert (found.level, found.source) == ("met", "text")


@given(st.sampled_from(NUMERIC).flatmap(cell_pairs))
@example(Pair("within", "2000.5-2100人", "2050人", Fraction(4001, 2), Fraction(2100), Fraction(2050), "人"))
def test_the_numbers_of_a_pair(pair: Pair) -> None:
    found = measure(line(pair.target, pair.actual))
    assume(not (isinstance(found, Dated) and "day-or-number" in codes(found)))  # 2010.5 beside 2004.3
    assert isinstance(found, Numeric)
    assert (found.kind, found.low, found.high, found.unit) == (pair.kind, pair.low, pair.high, pair.unit)
    assert found.actual is not None
    assert found.actual.low == found.actual.high == pair.value
    assert (found.strict_low or found.strict_high) == pair.strict


@given(st.sampled_from(KINDS).flatmap(cell_pairs))
def test_the_kind_may_be_declared_too(pair: Pair) -> None:
    bare, told = measure(line(pair.target, pair.actual)), measure(line(pair.target, pair.actual, kind=pair.kind))
    assert type(bare) is type(told)
    assert bare.kind == told.kind == pair.kind


@given(cell_pairs("deadline"))
def test_a_deadline(pair: Pair) -> None:
    found = measure(line(pair.target, pair.actual))
    assert isinstance(found, Dated)
    assert found.met == pair.met
    assert ("month-and-day" in codes(found)) == ("年" not in pair.target)


@given(cell_pairs("qualitative"))
def test_a_level(pair: Pair) -> None:
    found = measure(line(pair.target, pair.actual))
    assert isinstance(found, Levelled)
    assert found.level == pair.level
    assert codes(found) <= {"level-by-phrase", "level-by-text"} and bool(codes(found)) == (pair.level is not None)


@given(target_cells(), missing)
def test_nothing_is_not_zero(target: str, nothing: str) -> None:
    found = measure(line(target, nothing))
    assert not isinstance(found, Refused)
    value = {Numeric: "actual", Dated: "met", Levelled: "level"}[type(found)]
    assert getattr(found, value) is None


@given(missing, actual_cells())
def test_no_target_is_refused(nothing: str, actual: str) -> None:
    found = measure(line(nothing, actual, name="培训人数≥50人"))
    assert isinstance(found, Refused) and found.code == "F002"


@given(st.sampled_from(["positive", "reverse"]).flatmap(cell_pairs))
def test_a_copied_comparator_is_all_of_the_bound(pair: Pair) -> None:
    read = read_cell(pair.target)
    assume(read.amount is not None and read.amount.comparator not in ("", "="))
    found = measure(line(pair.target, pair.target))
    assert isinstance(found, Numeric) and found.actual is not None
    assert (found.actual.low, found.actual.high) == (pair.low, pair.high)
    assert "comparator-copied" in codes(found)


@given(
    numbers(low=1, scaled=False),
    st.sampled_from(["完成", "完成率", "达到", "达", "实现", "提升", "增加", "减少", "覆盖"]),
)
def test_words_of_the_list_are_left_out_and_told(a: Number, word: str) -> None:
    bare = read_cell(a.text + "%")
    for text in (f"{word}{a.text}%", f"{a.text}%{word}"):
        assert read_cell(text).amount == bare.amount
        assert codes(read_cell(text)) == {"words-stripped"} and read_cell(text).words == (word,)


@given(numbers(scaled=False), units())
def test_below_and_above_in_words(a: Number, unit: str) -> None:
    shown = a.text + unit
    for signs, words in (("≥>=", ("不少于{}", "{}以上", "至少{}")), ("≤<=", ("不超过{}", "{}以下", "{}（含）以下"))):
        wanted = read_cell(signs[0] + shown).amount
        assert isinstance(wanted, Amount) and wanted.comparator == signs[1:]
        assert [read_cell(text.format(shown)).amount for text in words] == [wanted] * len(words)


@given(lines())
def test_lines_are_measured_as_their_kind(drawn: Line) -> None:
    found = measure(evolve(drawn, name="", level=None, rate=None, kind=None), 2023)
    if drawn.kind:
        assert found.kind == drawn.kind
