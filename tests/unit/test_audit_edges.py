"""Edges of the audit: one more or one less, and it is a finding."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from spending import spent

from indicators import Accept, Budget, Form, Group, Line, Source
from scoring import rulebook, score
from scoring.audit import audit, by_code, wanted, weigh
from scoring.audit.budget import rate_fits
from scoring.audit.fits import other, rounded


def found(code: str, form: Form, book="hongshan-2023") -> list[str | None]:
    return [each.line for each in by_code(code)(score(form, book)) if each.code == code]


@pytest.mark.parametrize(
    ("name", "target", "actual", "code"),
    [
        ("覆盖率", "≥90%", "100%", []),
        ("覆盖率", "≥100%", "100.00%", []),
        ("覆盖率", "≥90%", "100.01%", ["i1"]),
        ("覆盖率", "≥100%", "100.01%", ["i1"]),
        ("覆盖率", "≥900‰", "1000‰", []),
        ("覆盖率", "≥900‰", "1001‰", ["i1"]),
        ("覆盖率", "≥101%", "120%", []),  # what may be wanted above 100 % is no share of a whole
    ],
)
def test_a_whole_is_no_more_than_a_whole(name, target, actual, code):
    """T403 at exactly 100 %, in % and in ‰."""
    form = Form("project", indicators=(Line("i1", "indicator", name, target, actual, weight=60, filed=60),))
    assert found("T403", form) == code


@pytest.mark.parametrize(
    ("amount", "filed", "code"),
    [
        (95, 60, []),  # 5 % of the points above the rate, no more
        ("94.9", 60, ["budget"]),
        (80, 48, []),  # a fifth unspent, no more
        ("79.9", 47, ["budget"]),
        (100, 60, []),
        (120, 60, []),  # more spent than there was earns no more than all of it
        (120, 66, ["budget"]),  # more than all the points: above the rate, which stops at 100 %
        (100, 66, ["budget"]),
        (120, 63, []),  # (1.05 − 1) ÷ 1.05 is below 5 %
        (0, 0, ["budget"]),
    ],
)
def test_points_beside_spending(amount, filed, code):
    """X801: both limits to the point, and the rate never above 1."""
    assert found("X801", spent(amount, filed)) == code


@pytest.mark.parametrize(
    ("printed", "fits"),
    [("648.57‰", True), ("648.6‰", True), ("648.5‰", False), ("64.86‰", False), ("64.86%", True), ("0.6486", True)],
)
def test_printed_rates_in_thousandths(printed, fits):
    assert rate_fits(printed, F("0.648570")) is fits


@pytest.mark.parametrize(
    ("select", "ignore", "asked"),
    [((), (), True), (("S",), (), True), (("T", "S3"), (), True), (("T",), (), False), ((), ("S3",), False),
     ((), ("T",), True), (("S",), ("S30",), False), (("S",), ("S4",), True), (("T",), ("F",), False)],
)  # fmt: skip
def test_codes_that_are_asked_for(select, ignore, asked):
    assert wanted("S301", select, ignore) is asked


@pytest.mark.parametrize(
    ("total", "sources", "severity"),
    [
        ("100", [("甲", "60"), ("乙", "40")], None),
        ("100", [("甲", "60"), ("乙", "30")], "error"),
        ("100", [("甲", "33.3"), ("乙", "33.3"), ("丙", "33.3")], "note"),
        (
            "100",
            [("甲", "33.3"), ("乙", "33.3"), ("丙", "33.2")],
            "note",
        ),  # each and the total half a unit off, no more
        ("100", [("甲", "33.3"), ("乙", "33.2"), ("丙", "33.2")], "error"),
        ("100", [("甲", "60"), ("中央", "20"), ("省级", "40"), ("乙", "40")], None),  # the two after 60 are its detail
        ("160", [("甲", "60"), ("中央", "20"), ("省级", "40"), ("乙", "40")], None),  # or they are not
        ("100", [("甲", "60"), ("其中：中央", "60"), ("乙", "40")], None),
        ("100", [("甲", "60"), ("其他", "60"), ("乙", "40")], "error"),  # one that is as much says nothing alone
        ("60", [("甲", "60"), ("其中：中央", "60")], None),
        ("60", [("甲", "60"), ("其中：中央", "50")], None),  # a part of it, named alone
        ("60", [("甲", "50"), ("其中：中央", "20")], "error"),
        ("100", [("甲", "0"), ("中央", "60"), ("乙", "40")], None),
        ("100", [("甲", "60"), ("乙", "")], None),  # one is missing
    ],
)
def test_sources_add_to_the_total(total, sources, severity):
    """B204: to half a unit of the last place of each amount, and with rows of detail or without."""
    line = Line("budget", "budget", target=total, actual="", unit="万元", weight=20)
    budget = Budget(line, sources=tuple(Source(name, amount) for name, amount in sources))
    form = Form("project", budget=budget, indicators=(Line("i1", "indicator", "培训场次", "≥10场", "10场", weight=60),))
    hits = [each.severity for each in by_code("B204")(score(form, "hongshan-2023"))]
    assert hits == ([severity] if severity else [])


def test_as_many_indicators_as_the_rulebook_asks_for():
    line = Line("i1", "indicator", "培训场次", "≥10场", "10场", level1="产出指标", weight=30)
    for number, codes in ((1, []), (2, []), (3, ["F001"])):
        book = evolve(rulebook("hongshan-2023"), least=(("产出", number),))
        form = Form(
            "project", "甲", "乙", "丙", 2023, indicators=(line, evolve(line, id="i2", level1="", level2="产出数量"))
        )
        told = [each for each in by_code("F001")(score(form, book)) if ("number", number) in each.message.values]
        assert [each.code for each in told] == codes


@pytest.mark.parametrize(
    ("target", "actual", "filed", "reverse", "told"),
    [
        ("≥90%", "80%", "8", "ratio", True),  # weight × completion, the target left out
        ("≥90%", "80%", "7.92", "ratio", False),
        ("≥8次", "10次", "8", "ratio", True),  # upside down: 10 × 8 ÷ 10
        ("≤8次", "6次", "7.5", "ratio", True),  # as if it were positive: 10 × 6 ÷ 8
        ("≤8次", "10次", "7.5", "ratio", True),  # linear: 10 × (1 − 2 ÷ 8)
        ("≤8次", "10次", "7.5", "linear", False),  # which is its own
        ("≤8次", "10次", "8", "linear", True),  # the ratio
        ("≤8次", "10次", "8", "ratio", False),
        ("≥8次", "10次", "10", "ratio", False),  # the whole weight is no formula's
        ("≥8次", "10次", "0", "ratio", False),
    ],
)
def test_the_formula_that_a_score_was_made_by(target, actual, filed, reverse, told):
    line = Line("i1", "indicator", "检查", target, actual, weight=10, filed=filed)
    (scored,) = score(Form("project", indicators=(line,)), "hongshan-2023").lines
    assert (other(scored, F(filed), reverse) is not None) is told


@pytest.mark.parametrize(
    ("actual", "filed", "rate", "told"),
    [
        ("7次", "8.8", "", True),  # 8.75 at one place
        ("7次", "9", "", True),
        ("7次", "8.7", "", False),  # cut off is not rounded
        ("7次", "8.76", "", False),
        ("7次", "8.76", "87.6%", True),
        ("8次", "10", "", True),  # all of it, and earned
        ("7.99次", "10", "", False),  # all of it, and missed
    ],
)
def test_scores_rounded_too_early(actual, filed, rate, told):
    line = Line("i1", "indicator", "检查", "≥8次", actual, weight=10, filed=filed, printed_rate=rate)
    (scored,) = score(Form("project", indicators=(line,)), "hongshan-2023").lines
    assert rounded(scored, F(filed)) is told


def test_weights_that_do_not_add_are_told_with_and_without_the_budget_line():
    budget = Budget(Line("budget", "budget", target="100", actual="50", unit="万元", weight=20))
    lines = (Line("i1", "indicator", "检查", "≥8次", "8次", weight=65),)
    (hit,) = by_code("W101")(score(Form("project", budget=budget, indicators=lines), "hongshan-2023"))
    assert dict(hit.message.values) == {"total": "85", "without": "65"}
    alone = Form("project", indicators=(evolve(lines[0], weight=65), evolve(lines[0], id="i2", weight=30)))
    (hit,) = by_code("W101")(score(alone, "hongshan-2023"))
    assert dict(hit.message.values) == {"total": "95", "without": "95"}


@pytest.mark.parametrize(("detail", "codes"), [("", []), ("5", []), ("0", [])])
def test_rows_of_detail_are_no_part_of_a_goals_points(detail, codes):
    """W103: 其中 rows, whatever stands in their cells."""
    rows = (
        Line("g1.i1", "indicator", "检查", "≥8次", "8次", weight=20, group="目标"),
        Line("g1.i2", "indicator", "其中：夜间", "≥1次", "1次", weight=detail or None, sub=True, group="目标"),
    )
    form = Form("department", groups=(Group("目标", rows, 20),))
    assert [each.code for each in by_code("W103")(score(form, "hongshan-2023"))] == codes
    less = evolve(form, groups=(Group("目标", rows, 21),))
    assert [each.code for each in by_code("W103")(score(less, "hongshan-2023"))] == ["W103"]


@pytest.mark.parametrize(
    ("code", "line", "told"), [("S302", "i1", []), ("S302", "", []), ("Z999", "i1", ["A901"]), ("S302", "i9", ["A901"])]
)
def test_a_waiver_accepts_what_there_is(code, line, told):
    form = Form(
        "project", accepts=(Accept(code, "已核实", line),),
        indicators=(Line("i1", "indicator", "检查", "≥8次", "4次", weight=10, filed=10),),
    )  # fmt: skip
    card = score(form, "hongshan-2023")
    stand, accepted = weigh(card, audit(card))
    assert [each.code for each in stand if each.code == "A901"] == told
    assert ("S302" in {each.code for each in stand}) is bool(told)
    assert [each.finding.code for each in accepted] == ([] if told else ["S302"])


@pytest.mark.parametrize(("filed", "told"), [("5", []), ("7.5", []), ("4.99", ["i1"]), ("7.51", ["i1"]), ("6", [])])
def test_a_score_of_words_that_were_consolidated_lies_within_their_share(filed, told):
    """Q602: from half to three quarters of the points, both included."""
    line = Line(
        "i1", "indicator", "保障", "有效", "部分达成", weight=10, filed=filed, level="part", exact=(F(1, 2), F(3, 4))
    )
    assert found("Q602", Form("project", indicators=(line,))) == told
