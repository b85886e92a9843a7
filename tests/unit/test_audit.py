"""Every finding: the smallest form that has it, and one beside it that has not. Codes, lines, values; never wording."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from own import HEAD, PROJECT

from indicators import Budget, Form, Group, Line, Number, loads
from scoring import Interval, score
from scoring.audit import CHECKS, NOTE, audit, by_code, chosen
from scoring.rulebook import loads as rulebook

TEXT = (
    HEAD
    + PROJECT
    + """\
[[form]]
kind = "department"
blocks = [{block = "budget", points = 20}, {block = "group", points = 80}]
[bands]
met = ["4/5", 1]
part = ["1/2", "4/5"]
unmet = [0, "1/2"]
"""
)
BOOK = rulebook(TEXT)
HEARSAY = rulebook(TEXT.replace('"verified"', '"unverified"'))
JUDGED = rulebook(TEXT.replace("points = 60}", "points = 60, judged = true}"))


def points(value):
    return None if value is None else Number.of(str(value))


def row(target="≥3场", actual="3场", weight=10, filed=10, id="i1", **more) -> Line:
    return Line(id, "indicator", target=target, actual=actual, weight=points(weight), filed=points(filed), **more)


def budget(target="100", actual="64", filed=12.8, weight=20, rate="", **more):
    line = Line("budget", "budget", target=target, actual=actual, weight=points(weight), unit="万元", printed_rate=rate,
                filed=None if filed is None else points(str(filed)))  # fmt: skip
    return {"budget": Budget(line, "万元", **more)}


def goal(target="完成任务", actual="100%", weight=20, filed=20, **more):
    own = Line("goal", "goal", target=target, actual=actual, weight=points(weight), filed=points(filed), **more)
    return {"goal": own}


def form(*lines: Line, kind="project", total=None, **more) -> Form:
    return Form(kind, printed_total=points(total), indicators=lines, **more)


def found(code: str, of: Form, book=BOOK) -> list[str]:
    """The line (``-`` for the form) and the severity of each finding with this code."""
    return [f"{each.line or '-'} {each.severity}" for each in by_code(code)(score(of, book)) if each.code == code]


def whole(points_of_last=60):
    return form(row("≥3场", "3场", points_of_last, points_of_last), **budget(), **goal())


LATE = row("2023年6月底前", "2023年7月", filed=9)
DEPARTMENT = {"kind": "department", "groups": (Group("g", (row(weight=80, filed=80, id="g1.i1"),), points(80)),)}

CASES = [
    # every cell of a scored line is there, and no weight is 0; a lost score is S308, an empty budget B205
    ("F002", form(row(), row(actual="", id="i2")), ["i2 error"]),
    ("F002", form(row(), row(actual="——", id="i2")), ["i2 error"]),
    ("F002", form(row(), row(target="", id="i2")), ["i2 error"]),
    ("F002", form(row(), row(weight=None, id="i2")), ["i2 error"]),
    ("F002", form(row(weight=0, filed=0)), ["i1 error"]), ("F002", form(**goal(actual="")), ["goal error"]),
    ("F002", form(**budget(actual="")), ["budget error"]),
    ("F002", form(row(actual=""), row(actual="", id="i2")), ["- error"]),
    ("F002", form(row(filed=None), row(filed=None, id="i2")), ["- error"]),
    ("F002", form(row(), row(filed=None, id="i2")), []), ("F002", form(row(), row(actual="0场", filed=0, id="i2")), []),
    ("F002", form(row("有效", "", level="met")), []),
    ("F002", form(row(), row(weight=None, filed=None, actual="", id="i2")), []),
    ("F002", form(row(target=""), row(id="i2"), **goal(target="")), ["i1 error"]),
    ("F002", form(row(), **budget(target="")), []),
    # all points add to 100, the budget line's included
    ("W101", whole(65), ["- error"]), ("W101", whole(59), ["- error"]), ("W101", whole(), []),
    ("W101", form(row(weight=None), **budget(), **goal()), []),
    # each block has the points of the rulebook; a block without points of its own is silent
    ("W102", whole(65), ["- warning"]), ("W102", form(row(weight=60), **budget(), **goal(weight=15)), ["goal warning"]),
    ("W102", form(row(weight=60), **budget(weight=10)), ["budget warning"]),
    ("W102", form(**{**DEPARTMENT, "groups": (Group("g", (row(id="g1.i1"),), points(70)),)}), ["- warning"]),
    ("W102", whole(), []),
    ("W102", form(row(weight=30), row(weight=30, id="i2"), row(weight=5, id="i3", sub=True)), []),
    ("W102", form(row(weight=60), **budget(weight=None)), []), ("W102", form(**DEPARTMENT, **budget()), []),
    # the weights are said to be reconstructed
    ("W105", form(row(), weights="reconstructed"), ["- note"]), ("W105", form(row(), weights="printed"), []),
    ("W105", form(row()), []),
    # the printed rate is the exact one, rounded half up at its own places
    ("B201", form(**budget(rate="74%")), ["budget error"]),
    ("B201", form(**budget("1000", "996", rate="99%")), ["budget error"]),
    ("B201", form(**budget("1000", "644.9", rate="65%")), ["budget error"]),
    ("B201", form(**budget(rate="很高")), []), ("B201", form(**budget(rate="6.4")), ["budget error"]),
    ("B201", form(**budget(rate="64%")), []), ("B201", form(**budget(rate="64.00%")), []),
    ("B201", form(**budget(rate="０．６４")), []), ("B201", form(**budget(rate="64")), []),
    ("B201", form(**budget(rate="640‰")), []), ("B201", form(**budget("1000", "996", rate="100%")), []),
    ("B201", form(**budget("1000", "645", rate="65%")), []), ("B201", form(**budget("1000", "645", rate="64.5%")), []),
    ("B201", form(**budget(rate="")), []), ("B201", form(**budget("0", "0", rate="64%")), []),
    # the budget line's score is its points times the rate, capped at the points
    ("B202", form(**budget(filed=14.83)), ["budget error"]), ("B202", form(**budget(filed=11.37)), ["budget error"]),
    ("B202", form(**budget("50", "60", filed=17.31)), ["budget error"]), ("B202", form(**budget(filed="12.80")), []),
    ("B202", form(**budget("3", "1", filed=6.67)), []), ("B202", form(**budget("3", "1", filed=6.667)), []),
    ("B202", form(**budget("50", "60", filed=20)), []), ("B202", form(**budget(filed=None)), []),
    ("B202", form(**budget(actual="", filed=7.77)), []),
    # more was spent than the budget
    ("B203", form(**budget("100", "100.01")), ["budget warning"]),
    ("B203", form(**budget("1万元", "10001元")), ["budget warning"]), ("B203", form(**budget("100", "100")), []),
    ("B203", form(**budget("0", "5")), []),
    # without a budget there is no rate; an error where the cell is empty or money was spent
    ("B205", form(**budget("0", "0")), ["budget warning"]), ("B205", form(**budget("0", "5")), ["budget error"]),
    ("B205", form(**budget("", "5")), ["budget error"]), ("B205", form(**budget("—", "")), ["budget error"]),
    ("B205", form(**budget("0.01", "0")), []),
    # a filed score lies within 0 and the weight
    ("S301", form(row(filed=10.01)), ["i1 error"]), ("S301", form(row(filed=-0.01)), ["i1 error"]),
    ("S301", form(**budget(filed=20.5)), ["budget error"]), ("S301", form(row(filed=10), row(filed=0, id="i2")), []),
    ("S301", form(row(filed=11, sub=True)), []),
    # filed is more than the rule gives
    ("S302", form(row("≥31场", "7场", filed=5.37)), ["i1 error"]),
    ("S302", form(row(actual="0场", filed=10)), ["i1 error"]), ("S302", form(row("≥31场", "≤24场", filed=10)), []),
    ("S302", form(**goal(actual="93%", filed=20)), ["goal error"]), ("S302", form(row("≥31场", "7场", filed=2.26)), []),
    ("S302", form(row("≥31场", "7场", filed="2.258")), []), ("S302", form(row("≥31场", "7场", filed="2.2581")), []),
    ("S302", form(row("≥31场", "7场", filed=10.5)), []), ("S302", form(row("≥31场", "30余场", filed=10)), []),
    ("S302", form(row("有效", "部分达成", filed=9.37)), []), ("S302", form(LATE), []),
    ("S302", form(row("≥31场", "7家", filed=10)), []),
    # filed is less than the rule gives
    ("S303", form(row(filed=9)), ["i1 warning"]), ("S303", form(row("≥31场", "17场", filed=3.33)), ["i1 warning"]),
    ("S303", form(row("≥31场", "17场", filed=3.33, reason="下雨")), ["i1 warning"]),
    ("S303", form(row(filed="10.00")), []),
    ("S303", form(row("有效", "达成", filed=3.33)), []), ("S303", form(**budget(filed=7.77)), []),
    # the printed total is the sum of the filed cells
    ("S305", form(row(filed=9.5), row(filed=8, id="i2"), total=18.5), ["- error"]),
    ("S305", form(row(filed=9.5), row(filed=None, id="i2"), total=19.51), ["- error"]),
    ("S305", form(row(filed=9.5), row(filed=None, id="i2"), total=9.49), ["- error"]),
    ("S305", form(row(filed=9.5), row(filed=8, id="i2"), total="17.50"), []),
    ("S305", form(row(filed=9.5), row(filed=None, id="i2"), total=19.5), []),
    ("S305", form(row(filed=9.5), row(filed=8, id="i2", sub=True), total=9.5), []), ("S305", form(row(filed=9.5)), []),
    # one score is lost
    ("S308", form(row(), row(filed=None, id="i2")), ["i2 warning"]),
    ("S308", form(row(), **budget(filed=None)), ["budget warning"]), ("S308", form(row(), row(id="i2")), []),
    ("S308", form(row(), row(filed=None, id="i2"), total=31), []),
    ("S308", form(row(), row(filed=None, weight=None, id="i2")), []),
    # the completion lies beyond a target that is an equality
    ("T401", form(row("=3场", "4场")), ["i1 warning"]), ("T401", form(row("=3场", "3场")), []),
    ("T401", form(row("=3场", "2场")), []), ("T401", form(row("≥3场", "4场")), []),
    # units that do not convert; a note where they do
    ("T404", form(row("≥3件", "3家")), ["i1 warning"]), ("T404", form(row("≥100人", "100人次")), ["i1 warning"]),
    ("T404", form(row("≥3万元", "3套")), ["i1 error"]), ("T404", form(row("≥3亩", "3小时")), ["i1 error"]),
    ("T404", form(row("≥40个", "100%")), ["i1 warning"]),
    ("T404", form(row("≥1万元", "5000元")), ["i1 note"]), ("T404", form(row("≥3件", "3件")), []),
    ("T404", form(row("≥3件", "3")), []), ("T404", form(row("≥3场", "3次")), []),
    # 1 may be 1 % or 100 %
    ("T405", form(row("≥98%", "0.98")), ["i1 warning"]), ("T405", form(row("≥98%", "1")), ["i1 warning"]),
    ("T405", form(row("≥98%", "98")), []), ("T405", form(row("≥98%", "0")), []),
    ("T405", form(row("≥98%", "0.98%")), []),
    # a completion with a comparator
    ("T406", form(row("≥98%", "≥98%")), ["i1 note"]), ("T406", form(row("≥98%", "≤98%")), ["i1 error"]),
    ("T406", form(row("≥98%", "98%", kind="reverse")), ["i1 error"]),
    ("T406", form(row("提升10%", "下降10%")), ["i1 warning"]),
    ("T406", form(row("≥100人", "不足100人")), ["i1 warning"]), ("T406", form(row("≥98%", "98%")), []),
    ("T406", form(row("≥98%", "=98%")), []), ("T406", form(row("≥200人", "200余人")), []),
    ("T406", form(row("≤300人", "200余人")), []),
    # cost, price, duration and harm without a comparator
    ("T407", form(row("2小时", "3小时", name="办理")), ["i1 warning"]),
    ("T407", form(row("530元/人*月", "530元/人*月")), ["i1 note"]),
    ("T407", form(row("5起", "3起", name="投诉")), ["i1 warning"]),
    ("T407", form(row("5", "3", level1="成本指标")), ["i1 warning"]),
    ("T407", form(row("≤2小时", "3小时", name="办理")), []),
    ("T407", form(row("0起", "1起", name="投诉")), []), ("T407", form(row("95%", "90%", name="投诉办结率")), []),
    ("T407", form(row("5场", "3场", name="活动")), []),
    # a number against words
    ("T408", form(row("±10%", "达标")), ["i1 warning"]), ("T408", form(row("充分", "5个")), ["i1 warning"]),
    ("T408", form(row("6月底前", "好")), ["i1 warning"]), ("T408", form(row("充分", "95%")), []),
    ("T408", form(row("充分", "达标")), []), ("T408", form(row("±10%", "")), []),
]  # fmt: skip


@pytest.mark.parametrize(("code", "of", "expected"), CASES)
def test_a_finding_and_its_near_miss(code, of, expected):
    assert found(code, of) == expected


def test_every_code_of_these_has_a_case_that_fires_and_one_that_is_silent():
    fires, silent = ({code for code, _, expected in CASES if bool(expected) is each} for each in (True, False))
    assert fires == silent
    assert fires <= {check.code for check in CHECKS}


@pytest.mark.parametrize(
    ("code", "of", "filed", "recomputed"),
    [
        ("W101", whole(65), "105", "100"), ("W102", whole(65), "65", "60"),
        ("B201", form(**budget(rate="74%")), "74%", "16/25"),
        ("B202", form(**budget(filed=14.83)), "14.83", "64/5"), ("B203", form(**budget("100", "150")), "150", "3/2"),
        ("S301", form(row(filed=12)), "12", "10"), ("S302", form(row("≥31场", "7场", filed=5.37)), "5.37", "70/31"),
        ("S303", form(row(filed="9.00")), "9.00", "10"),
        ("S305", form(row(filed=9.5), row(filed=None, id="i2"), total="9.40"), "9.40", "19/2..39/2"),
        ("S308", form(row(), row(filed=None, id="i2"), total=13.5), None, "7/2"),
        ("S308", form(row(), row(filed=None, id="i2")), None, "0..10"),
        ("T404", form(row("≥3件", "3家")), "3家", "0..10"),
        ("F002", form(row(), row(actual="", id="i2")), None, "0..10"),
    ],
)  # fmt: skip
def test_a_finding_carries_the_filed_and_the_recomputed_value(code, of, filed, recomputed):
    (one,) = by_code(code)(score(of, BOOK))
    low, _, high = recomputed.partition("..")
    assert (one.filed, one.recomputed) == (filed, Interval(F(low), F(high or low)))


@pytest.mark.parametrize(
    ("weights", "total", "shares"),
    [
        ((4,), 13, ["3..3"]), ((4,), None, ["0..4"]), ((4,), 10, ["0..0"]), ((4,), 14, ["4..4"]), ((4,), "14.01", []),
        ((4, 6), 13, ["0..3", "0..3"]), ((4, 6), 19, ["3..4", "5..6"]), ((4, 6), 20, ["4..4", "6..6"]),
    ],
)  # fmt: skip
def test_lost_scores_share_what_the_printed_total_leaves(weights, total, shares):
    lost = [row(weight=weight, filed=None, id=f"i{index}") for index, weight in enumerate(weights, 2)]
    findings = by_code("S308")(score(form(row(), *lost, total=total), BOOK))
    assert [f"{each.recomputed.low}..{each.recomputed.high}" for each in findings] == shares


@pytest.mark.parametrize("of", [form(row(filed=None)), form(**budget(filed=None)), form(**goal(filed=None))])
def test_a_form_whose_only_score_is_lost_is_not_passed_over(of):
    assert {each.code for each in audit(score(of, BOOK))} & {"F002", "S308"}


def test_an_unverified_rule_never_gives_an_error_but_arithmetic_does():
    wrong = form(row(actual="0场", filed=10), total=90, **budget(filed=14.83))
    assert (found("S302", wrong, HEARSAY), found("B202", wrong, HEARSAY)) == (["i1 warning"], ["budget warning"])
    assert found("S305", wrong, HEARSAY) == ["- error"]


def test_a_judged_block_has_no_errors_for_cells_that_do_not_compare():
    assert found("T404", form(row("≥3件", "3家")), JUDGED) == []


def test_findings_point_at_the_cell():
    text = '[form]\nkind = "project"\nprinted_total = 9\n[budget]\nbudget = 100\nspent = 64\nprinted_rate = "74%"\n'
    text += "filed = 1.11\nweight = 20\n"
    text += '[[indicator]]\nname = "a"\ntarget = "≥98%"\nactual = "≤98%"\nweight = 0\nfiled = 3\n'
    card = score(loads(text, "form.toml"), BOOK)
    spots = {each.code: str(each.place) for each in audit(card)}
    assert {code: spots[code] for code in ("F002", "B201", "B202", "S301", "S305")} == {
        "F002": "form.toml:14", "B201": "form.toml:7", "B202": "form.toml:8", "S301": "form.toml:15",
        "S305": "form.toml:3",
    }  # fmt: skip


def test_findings_come_by_severity_and_then_as_the_form_has_them():
    of = form(row(filed=12), row("≥3万元", "3套", id="i2"), row(filed=11, id="i3"), weights="reconstructed", total=1)
    codes = [(each.code, each.line) for each in audit(score(of, BOOK))]
    wanted = [("S305", None), ("T404", "i2"), ("S301", "i1"), ("S301", "i3"), ("W105", None)]
    assert [each for each in codes if each in wanted] == wanted


def test_findings_are_chosen_by_the_beginning_of_their_codes():
    findings = audit(score(form(row(filed=12), total=1, weights="reconstructed"), BOOK))
    assert {each.code for each in chosen(findings, ("S3",))} >= {"S301", "S305"}
    assert {each.code[0] for each in chosen(findings, ("S", "W105"))} == {"S", "W"}
    assert "S305" not in {each.code for each in chosen(findings, ("S",), ("S305",))}
    assert chosen(findings) == findings


def test_the_catalogue_has_each_code_once_with_its_parts_told():
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    assert all(by_code(code.lower()).code == code for code in codes)
    assert by_code("Z999") is None
    for check in CHECKS:
        parts = ("What it finds:", "Why it matters:", "Basis:", "Example:", "Remedy:")
        assert [part for part in parts if part not in check.doc] == [], check.code
        assert check.severity in ("error", "warning", NOTE)
