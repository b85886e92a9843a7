"""What one line is worth, row by row of the rules' table, and the totals of the nine published forms."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import pytest
from own import HEAD, PROJECT

from indicators import Budget, Form, Line, Number, Step, load
from scoring import Interval, score
from scoring.audit import by_code
from scoring.rulebook import loads

EXAMPLES = Path(__file__).parents[2] / "examples" / "hongshan-2023"
TEXT = f"""{HEAD}{PROJECT}\
[budget]
divides_by = "adjusted"
[rules]
positive = "ratio"
reverse = "ratio"
exact_above = "full"
[bands]
met = ["4/5", 1]
part = ["1/2", "4/5"]
unmet = [0, "1/2"]
"""
BOOK = loads(TEXT)
LINEAR = loads(TEXT.replace('reverse = "ratio"', 'reverse = "linear"'))
SYMMETRIC = loads(TEXT.replace('"full"', '"symmetric"'))
JUDGED = loads(TEXT.replace("points = 60}", "points = 60, judged = true}"))
INITIAL = loads(TEXT.replace('"adjusted"', '"initial"'))


def interval(text: str) -> Interval:
    """``15/2`` or ``0..10``."""
    low, _, high = text.partition("..")
    return Interval(F(low), F(high or low))


def points(value: object) -> Number | None:
    return None if value is None else Number.of(str(value))


def row(target="", actual="", weight=10, filed=None, id="i1", **more) -> Line:
    return Line(id, "indicator", target=target, actual=actual, weight=points(weight), filed=points(filed), **more)


def scored(*lines: Line, book=BOOK, **more):
    """The scores of the lines of a form."""
    return score(Form("project", year=2023, indicators=lines, **more), book).lines


def told(line) -> str:
    return " ".join(note.code for note in line.notes)


# target, completion, score of ten points, notes
RATIOS = [
    ("≥20场", "20场", "10", ""), ("≥20场", "21场", "10", ""), ("≥20场", "15场", "15/2", ""), ("≥20场", "0场", "0", ""),
    ("≥20场", "-5场", "0", "negative-completion"), ("64", "64", "10", ""), ("64", "32", "5", ""),
    ("64", "65", "10", ""),
    (">20场", "21场", "10", ""), (">20场", "20场", "10", "strict-bound"), (">20场", "19场", "19/2", ""),
    ("≥0个", "0个", "10", ""), ("≥0个", "5个", "10", ""), ("≥0个", "-1个", "0..10", ""), (">0个", "1个", "10", ""),
    (">0个", "0个", "0..10", ""), (">0个", "-1个", "0..10", ""), ("≥-5%", "-5%", "10", ""), ("≥-5%", "3%", "10", ""),
    ("≥-5%", "-6%", "0..10", ""), (">-5%", "-5%", "0..10", ""),
    ("≤3起", "3起", "10", ""), ("≤3起", "0起", "10", ""), ("≤3起", "-1起", "10", ""), ("≤3起", "4起", "15/2", ""),
    ("<3次", "2次", "10", ""), ("<3次", "3次", "10", "strict-bound"), ("<3次", "4次", "15/2", ""),
    ("≤0起", "0起", "10", ""), ("≤0起", "1起", "0", ""), ("<0起", "-1起", "10", ""), ("<0起", "0起", "0..10", ""),
    ("<0起", "1起", "0", ""), ("0起", "0起", "10", "zero-is-reverse"), ("0起", "1起", "0", "zero-is-reverse"),
    ("≤-5%", "-6%", "10", ""), ("≤-5%", "-4%", "0..10", ""), ("≤-5%", "5%", "0..10", ""), ("<-5%", "-5%", "0..10", ""),
    ("=100%", "100%", "10", ""), ("=100%", "80%", "8", ""), ("=100%", "120%", "10", ""), ("=100%", "0%", "0", ""),
    ("=100%", "-5%", "0", "negative-completion"), ("=0起", "0起", "10", ""), ("=0起", "1起", "0", ""),
    ("=0起", "-1起", "0", ""), ("=-5%", "-5%", "10", ""), ("=-5%", "-4%", "0..10", ""), ("=-5%", "-6%", "0..10", ""),
    ("90%-95%", "90%", "10", ""), ("90%-95%", "95%", "10", ""), ("90%-95%", "92.5%", "10", ""),
    ("90%-95%", "80%", "80/9", ""), ("90%-95%", "100%", "19/2", ""), ("90%-95%", "-1%", "0", "negative-completion"),
    ("±10%", "-10%", "10", ""), ("±10%", "20%", "5", ""), ("±10%", "-20%", "0..10", ""), ("0-5个", "10个", "5", ""),
    ("0-5个", "-1个", "0..10", ""), ("-9~-5%", "-3%", "0..10", ""), ("-9~-5%", "-7%", "10", ""),
    (">5且<9", "5", "10", "strict-bound"), (">5且<9", "9", "10", "strict-bound"), (">5且<9", "10", "9", ""),
    (">0且<9", "0", "0..10", ""), ("≥-9且<0", "0", "0..10", ""),
]  # fmt: skip
UNKNOWN = [
    ("≥3件", "", "0..10", ""), ("≥3件", "—", "0..10", ""), ("≥3件", "/", "0..10", ""), ("≤3件", "……", "0..10", ""),
    ("6月底前", "", "0..10", ""), ("及时", "", "0..10", ""), ("0起", "", "0..10", "zero-is-reverse"),
    ("≥98%", "≥98%", "10", "comparator-copied"), ("≥98%", ">98%", "10", "comparator-copied"),
    (">98%", "≥98%", "10", "comparator-copied"), ("≥98%", "≥99%", "10", "comparator-copied"),
    ("≥98%", "≥95%", "475/49..10", "comparator-copied"), ("≤3起", "≤3起", "10", "comparator-copied"),
    ("≤3起", "≤4起", "15/2..10", "comparator-copied"), ("<3次", "<3次", "10", "comparator-copied"),
    ("90%-95%", "≥92%", "0..10", "comparator-copied"), ("90%-95%", "≤92%", "0..10", "comparator-copied"),
    ("90%-95%", "91%-96%", "475/48..10", "range-completion"), ("=5个", "≥5个", "10", "comparator-copied"),
    ("=5个", "≤5个", "0..10", "comparator-copied"), ("=5个", "=5个", "10", "equals-copied"),
    ("≥5个", "=4个", "8", "equals-copied"), ("≥95%", "90%-98%", "180/19..10", "range-completion"),
    ("≥300人", "200余人", "20/3..10", "at-least"), ("≥200人", "200余人", "10", "at-least"),
    ("≤300人", "200余人", "0..10", "at-least"), ("≥300人", "约270人", "9", "about"),
]  # fmt: skip
WORDS = [
    ("6月30日", "6月30日", "10", "month-and-day"), ("6月底前", "6月30日", "10", "month-and-day"),
    ("6月30日", "7月1日", "0..10", "month-and-day"), ("2023年12月底前", "11月", "10", "year-assumed"),
    ("2022年12月", "2023年1月1日", "0..10", ""),
    ("有效保障", "较好", "0..10", ""), ("及时", "及时", "8..10", "level-by-text"),
    ("及时", "达成", "8..10", "level-by-phrase"), ("及时", "基本达成", "8..10", "level-by-phrase"),
    ("及时", "部分达成", "5..8", "level-by-phrase"), ("及时", "未达成", "0..5", "level-by-phrase"),
    ("充分", "100%", "10", "percent-for-text"), ("充分", "95%", "19/2", "percent-for-text"),
    ("充分", "120%", "10", "percent-for-text"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual", "worth", "notes"), [*RATIOS, *UNKNOWN, *WORDS])
def test_the_table(target, actual, worth, notes):
    (line,) = scored(row(target, actual))
    assert line.exact == interval(worth)
    assert told(line) == notes
    assert line.status == ("judgement" if ".." in worth else "scored")


@pytest.mark.parametrize(
    ("book", "target", "actual", "worth"),
    [
        (SYMMETRIC, "=100%", "120%", "25/3"), (SYMMETRIC, "=100%", "100%", "10"), (SYMMETRIC, "=100%", "80%", "8"),
        (SYMMETRIC, "=0起", "1起", "0"), (SYMMETRIC, "=-5%", "5%", "0..10"), (SYMMETRIC, "=5个", "≥5个", "0..10"),
        (LINEAR, "≤4起", "4起", "10"), (LINEAR, "≤4起", "5起", "15/2"), (LINEAR, "≤4起", "8起", "0"),
        (LINEAR, "≤4起", "9起", "0"), (LINEAR, "≤0起", "1起", "0"), (LINEAR, "0起", "0起", "10"),
        (LINEAR, "<4起", "4起", "10"), (LINEAR, "<0起", "0起", "0..10"), (LINEAR, "<0起", "1起", "0"),
        (LINEAR, "≤-1%", "0%", "0..10"), (LINEAR, "≤4起", "≤5起", "15/2..10"), (LINEAR, "≥4个", "5个", "10"),
    ],
)  # fmt: skip
def test_a_rulebook_may_choose_other_formulas(book, target, actual, worth):
    assert scored(row(target, actual), book=book)[0].exact == interval(worth)


@pytest.mark.parametrize(
    ("name", "target", "actual", "worth", "notes"),
    [
        ("办理", "2小时", "2小时", "10", "direction-doubt met-either-way"),
        ("办理", "2小时", "3小时", "0..10", "direction-doubt"), ("办理", "2小时", "1小时", "0..10", "direction-doubt"),
        ("人均补贴", "5", "3", "0..10", "direction-doubt"),
        ("投诉", "5起", "3起", "0..10", "direction-doubt"), ("投诉", "0起", "0起", "10", "zero-is-reverse"),
        ("投诉", "0起", "1起", "0", "zero-is-reverse"),
        ("投诉", "≤5起", "3起", "10", ""), ("满意率", "90%", "45%", "5", ""),
    ],
)  # fmt: skip
def test_a_bare_target_in_doubt_is_met_only_by_itself(name, target, actual, worth, notes):
    (line,) = scored(row(target, actual, name=name))
    assert (line.exact, told(line)) == (interval(worth), notes)


@pytest.mark.parametrize(
    ("level", "rate", "worth", "notes"),
    [
        ("met", None, "8..10", ""), ("part", None, "5..8", ""), ("unmet", None, "0..5", ""), ("met", "0.9", "9", ""),
        ("met", "80%", "8", ""), ("met", "1", "10", ""), ("met", "0.79", "8..10", "rate-outside-band"),
        ("part", "0.5", "5", ""), ("part", "0.79", "79/10", ""), ("part", "0.8", "5..8", "rate-outside-band"),
        ("unmet", "0", "0", ""), ("unmet", "0.5", "0..5", "rate-outside-band"),
    ],
)  # fmt: skip
def test_a_declared_level_gives_its_band_and_a_rate_within_it_a_number(level, rate, worth, notes):
    (line,) = scored(row("有效保障", "较好", level=level, rate=points(rate)))
    assert (line.exact, told(line)) == (interval(worth), notes)
    assert line.status == ("judgement" if ".." in worth else "scored")


def test_a_declared_level_wins_over_a_phrase_and_helps_no_number():
    said, counted = scored(row("及时", "达成", level="unmet"), row("≥4个", "3个", level="met", id="i2"))
    assert (said.exact, told(said)) == (interval("0..5"), "")
    assert (counted.exact, told(counted)) == (interval("15/2"), "level-ignored")


REFUSED = [
    ("F002", {"target": "", "actual": "5个"}), ("T404", {"target": "≥3件", "actual": "3家"}),
    ("T404", {"target": "≥100人", "actual": "100人次"}), ("T405", {"target": "≥98%", "actual": "0.98"}),
    ("T405", {"target": "≥98%", "actual": "1"}), ("T406", {"target": "≥98%", "actual": "≤98%"}),
    ("T406", {"target": "≥98%", "actual": "99%", "kind": "reverse"}), ("T408", {"target": "±10%", "actual": "达标"}),
    ("T408", {"target": "充分", "actual": "5个"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "cells"), REFUSED)
def test_cells_that_do_not_compare_are_refused(code, cells):
    (line,) = scored(row(**cells))
    assert (line.status, line.measure.code, line.exact) == ("refused", code, interval("0..10"))


def test_cells_that_do_not_compare_are_refused_without_points_too():
    assert scored(row("≥3件", "3家", 0))[0].status == "refused"


@pytest.mark.parametrize(("code", "cells"), REFUSED)
def test_in_a_judged_block_they_are_judgement_and_no_error(code, cells):
    card = score(Form("project", indicators=(row(filed=5, **cells),)), JUDGED)
    assert (card.lines[0].status, card.lines[0].exact) == ("judgement", interval("0..10"))
    assert list(by_code(code)(card)) == []


STEPS = (Step("≥90%", points(10)), Step("≥85%", points(8)))


@pytest.mark.parametrize(
    ("actual", "weight", "worth", "notes"),
    [
        ("95%", 10, "10", ""), ("90%", 10, "10", ""), ("89.99%", 10, "8", ""), ("84%", 10, "0", ""),
        ("", 10, "0..10", ""), ("≥86%", 10, "8..10", "comparator-copied "),
        ("≥90%", 10, "10", "comparator-copied "),
        ("95%", 9, "9", "steps-over-weight"), ("86%", 9, "8", "steps-over-weight"),
    ],
)  # fmt: skip
def test_a_step_table_replaces_the_ratio_and_its_first_row_met_wins(actual, weight, worth, notes):
    (line,) = scored(row("≥90%", actual, weight, steps=STEPS))
    assert line.exact == interval(worth)
    head, _, tail = notes.rpartition(" ")
    assert told(line) == " ".join(filter(None, (head, "steps-used", tail)))


def test_step_tables_of_a_reverse_line_count_downward():
    steps = (Step("≤2天", points(10)), Step("≤5天", points(4)))
    assert [scored(row("≤2天", done, steps=steps))[0].exact.value for done in ("2天", "3天", "6天")] == [10, 4, 0]


def test_rows_of_detail_are_shown_and_not_counted():
    card = score(Form("project", indicators=(
        row("≥4个", "3个", filed=7), row("≥1个", "0个", None, id="i2"), row("≥1个", "0个", 5, 5, id="i3", sub=True),
    )), BOOK)  # fmt: skip
    assert [(line.line.id, line.counted, told(line)) for line in card.lines] == [
        ("i1", True, ""), ("i2", False, "sub-row"), ("i3", False, "sub-row"),
    ]  # fmt: skip
    assert (card.rule, card.filed, card.weight) == (interval("7.5"), interval("7"), interval("10"))


def test_a_missing_weight_is_anything_up_to_what_is_left():
    whole, half = scored(row("≥1个", "1个", 70), row("≥4个", "2个", None, 5, id="i2"))
    assert (whole.exact, whole.status) == (interval("70"), "scored")
    assert (half.exact, half.status, told(half)) == (interval("0..15"), "judgement", "weight-unknown")


def budget(target, actual, weight=20, book=BOOK, initial="", unit="万元"):
    line = Line("budget", "budget", target=target, actual=actual, weight=points(weight), unit=unit)
    return scored(book=book, budget=Budget(line, unit, initial))[0]


@pytest.mark.parametrize(
    ("target", "actual", "worth", "status", "notes"),
    [
        ("60", "60", "20", "scored", ""),
        ("0.24", "0", "0", "scored", ""), ("50", "60", "20", "scored", "capped"), ("60", "", "0..20", "judgement", ""),
        ("5000万元", "25000000元", "10", "scored", "unit-converted"), ("5000", "2500万元", "10", "scored", ""),
        ("0", "0", "0..20", "judgement", ""), ("", "5", "0..20", "refused", ""), ("", "", "0..20", "refused", ""),
    ],
)  # fmt: skip
def test_the_budget_line_is_positive_on_money(target, actual, worth, status, notes):
    line = budget(target, actual)
    assert (line.exact, line.status, told(line)) == (interval(worth), status, notes)


def test_the_budget_line_has_its_exact_rate_and_the_rulebooks_divisor_and_points():
    assert budget("7532.21", "4809.87").exact.value == 20 * F("4809.87") / F("7532.21")
    assert budget("100", "50", initial="80").exact == interval("10")
    assert budget("100", "50", initial="80", book=INITIAL).exact == interval("25/2")
    assert budget("100", "50", weight=None).exact == interval("0..50")  # no rulebook gives a row points


@pytest.mark.parametrize(
    ("goal", "worth"), [("100%", "20"), ("99%", "99/5"), ("部分达成", "10..16"), ("", "0..20"), ("5个", "0..20")]
)
def test_the_goal_line_follows_its_cells(goal, worth):
    line = Line("goal", "goal", target="完成任务", actual=goal, weight=points(20))
    assert scored(goal=line)[0].exact == interval(worth)


# file, filed, rule, printed: the published figures
NINE = [
    ("1-personnel", "99", "100", "99"), ("2-employment", "93.94", "97.44", "93.94"),
    ("3-arbitration", "97.93", "95.13..99.93", "97.93"), ("4-inspection", "96.75", "98.35..99.55", "96.75"),
    ("5-rectification", "76", "79.80", "76"), ("6-returnees", "100", "97.60..100", "100"),
    ("7-office", "98.69", "99.69", "98.69"), ("8-subsidy", "88.77", "88.70", "88.77"),
    ("9-department", "91.5..95.5", "96.98..98.98", "95"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "filed", "rule", "printed"), NINE)
def test_the_nine_published_forms(name, filed, rule, printed):
    card = score(load(EXAMPLES / f"{name}.toml")[0])
    assert card.rulebook.id == "hongshan-2023"
    assert (card.filed, card.rule, card.printed) == (interval(filed), interval(rule), F(printed))


def test_the_lost_cell_of_the_department_form_was_three_and_a_half():
    card = score(load(EXAMPLES / "9-department.toml")[0])
    (found,) = by_code("S308")(card)
    assert found.recomputed == interval("7/2")
    assert card.of(found.line).line.filed is None
    assert card.of(found.line).weight == interval("4")
