"""Edges of the audit: one more or one less, and it is a finding."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product

import pytest
from attrs import evolve

from indicators import Accept, Budget, Form, Group, Line, Source
from indicators.measure import Bounds
from scoring import rulebook, score
from scoring.audit import audit, by_code, wanted, weigh
from scoring.audit.budget import rate_fits
from scoring.audit.finding import ERROR, NOTE, WARNING
from scoring.audit.fits import other, rounded
from scoring.audit.kinship import belongs
from scoring.audit.readings import completion
from scoring.audit.tied import agreed
from scoring.choice import Choice
from scoring.rulebook import loads


def found(code: str, form: Form, book="hongshan-2023") -> list[str | None]:
    return [each.line for each in by_code(code)(score(form, book)) if each.code == code]


def spent(amount: object, filed: int, weight: int = 60) -> Form:
    line = Line("i1", "indicator", "培训场次", "≥10场", "10场", weight=weight, filed=filed)
    budget = Budget(Line("budget", "budget", target="100", actual=str(amount), unit="万元"))
    return Form("project", budget=budget, indicators=(line,))


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
        ("60", [("甲", "60"), ("其中：中央", "50")], "error"),
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
    ("limits", "severity"), [((), "note"), ((("gap", F(1, 20)),), "warning"), ((("unspent", F(1, 5)),), "note")]
)
def test_limits_of_the_rulebook_make_a_warning(limits, severity):
    """X801, all the points with 94.9 % spent: a warning where the rulebook sets the limit that is passed."""
    book = evolve(rulebook("hongshan-2023"), limits=limits)
    (hit,) = by_code("X801")(score(spent("94.9", 60), book))
    (plain,) = by_code("X801")(score(spent("94.9", 60), "hongshan-2023"))
    assert (hit.severity, hit.rule == plain.rule) == (severity, severity == "note")


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


def test_findings_under_tied_rulebooks_are_those_of_all(monkeypatch):
    """A finding that one of the tied rulebooks does not have is none; of the others the mildest severity counts."""
    line = Line("i1", "indicator", "检查", "≤10次", "12次", weight=30, filed=25)
    form = Form("project", indicators=(line,))
    book = rulebook("hongshan-2023")
    variants = tuple((kind, "linear" if kind == "reverse" else how) for kind, how in book.variants)
    other = evolve(book, id="other", variants=variants)
    alike = evolve(book, id="alike")
    one = evolve(score(form, book), choice=Choice(book, "tied", (alike,)))
    own = {each.code for each in audit(score(form, book))} - {"W102"}  # of one rulebook alone
    assert {each.code for each in audit(one)} == own
    monkeypatch.setattr("scoring.scorer.choose", lambda *_: Choice(book, "tied", (other,)))
    tied = score(evolve(form, indicators=(evolve(line, filed=31),)))
    assert "S301" in {each.code for each in audit(tied)}  # more than its points, whatever the formula
    within = score(form)
    assert not {"S302", "S303"} & {each.code for each in audit(within)}


def needed(*rows: Line, **more) -> list[str | None]:
    """Where F002 is told: at a line, or once for a column."""
    return [
        each.line for each in audit(score(Form("project", year=2023, indicators=rows, **more))) if each.code == "F002"
    ]


def row(at: int, actual: str = "10场", **more) -> Line:
    return Line(f"i{at}", "indicator", f"场次{at}", "≥10场", actual, **{"weight": 30, "filed": 30, **more})


def test_a_column_is_empty_only_if_several_rows_are_and_all_of_them():
    assert needed(row(1, ""), row(2, "")) == [None]
    assert needed(row(1, ""), row(2)) == ["i1"]
    detail = row(2, "", sub=True, weight=None, filed=None)  # of which: no row that must have anything
    assert needed(row(1, "", weight=60), detail) == ["i1"]
    assert needed(row(1, "", unread=("actual",)), row(2, ""), row(3, "")) == ["i2", "i3"]  # it may not be empty


def test_a_reason_is_missed_only_where_there_is_room_for_one():
    far = Form("project", year=2023, indicators=(row(1, "30场", weight=60, filed=60),))
    book = evolve(rulebook("hongshan-2023"), limits=(("over_completion", F(13, 10)),))
    for columns, codes in (((), ["i1"]), (("得分", "偏差原因分析"), ["i1"]), (("得分", "实际完成值"), [])):
        assert found("R502", evolve(far, columns=columns), book) == codes


def test_a_project_that_names_nobody_may_belong_to_any_department():
    assert belongs(Form("project"), Form("department", department="甲局"))
    assert belongs(Form("project", department="甲局"), Form("department"))
    assert belongs(Form("project", department="甲局", unit="丙所"), Form("department", department="甲局"))
    assert not belongs(Form("project", unit="丙所"), Form("department", department="甲局", unit="乙所"))


def test_a_unit_on_one_side_only_is_taken_for_both():
    cells = (("≥10万元", "40万元"), ("≥10", "40"), ("≥100000元", "400000元"))
    rows = tuple(Line(f"i{at}", "indicator", "投入", *each, weight=30) for at, each in enumerate(cells))
    first, bare, other_unit = (each.measure for each in score(Form("project", indicators=rows)).lines)
    assert completion(first, bare) == completion(bare, first) == Bounds(F(40), F(40))
    assert completion(first, other_unit) == completion(other_unit, first)


def test_of_tied_rulebooks_the_mildest_severity_stands():
    card = score(Form("project", indicators=(row(1),)))
    books = (rulebook("mof-2020"), rulebook("hubei-project-2020"))
    tied = evolve(card, choice=Choice(books[0], "tied", books[1:]))
    (own, *_) = audit(score(Form("project", indicators=(row(1, ""), row(2))), "hongshan-2023"))
    for first, second in product((ERROR, WARNING, NOTE), repeat=2):
        levels = {books[0].id: first, books[1].id: second}
        (stands,) = agreed(tied, lambda each, levels=levels: (evolve(own, severity=levels[each.rulebook.id]),))
        assert stands.severity == max(first, second, key=[ERROR, WARNING, NOTE].index)


def test_an_unfinished_reason_contradicts_a_met_target_whatever_was_filed():
    for reason, codes in (("未完成", ["i1"]), ("因疫情未达到预期", ["i1"]), ("已完成", [])):
        form = Form("project", year=2023, indicators=(row(1, weight=60, filed=50, reason=reason),))
        assert found("R503", form) == codes


def test_only_an_indicator_gives_a_finding_its_name():
    budget = Budget(Line("budget", "budget", "预算执行", "100", "120", unit="万元", weight=40, filed=40))
    form = Form("project", year=2023, budget=budget, indicators=(row(1, "", weight=60),))
    named = {each.line: each.indicator for each in audit(score(form, "hongshan-2023")) if each.line}
    assert named == {"i1": "场次1", "budget": ""}


def test_a_part_of_a_block_is_made_of_that_block_alone():
    text = """id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\nblocks = [
    {block = "output", points = 60, parts = [{block = "quantity", points = 60}]}, {block = "benefit", points = 40}]\n"""
    lines = (
        row(1, level1="产出指标", level2="数量指标", weight=60),
        row(2, level1="效益指标", level2="数量指标", weight=40),
    )
    assert found("W102", Form("project", year=2023, indicators=lines), loads(text)) == []
    less = (evolve(lines[0], weight=50), evolve(lines[1], weight=50))
    assert len(found("W102", Form("project", year=2023, indicators=less), loads(text))) == 3
