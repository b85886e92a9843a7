"""Edges of the audit: what a rulebook or several say, and what a row or a column lacks."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product

import pytest
from attrs import evolve
from spending import spent

from indicators import Budget, Form, Line
from indicators.measure import Bounds
from scoring import rulebook, score
from scoring.audit import audit, by_code
from scoring.audit.finding import ERROR, NOTE, WARNING
from scoring.audit.kinship import belongs
from scoring.audit.readings import completion
from scoring.audit.tied import agreed
from scoring.choice import Choice
from scoring.rulebook import loads


def found(code: str, form: Form, book="hongshan-2023") -> list[str | None]:
    return [each.line for each in by_code(code)(score(form, book)) if each.code == code]


@pytest.mark.parametrize(
    ("limits", "severity"), [((), "note"), ((("gap", F(1, 20)),), "warning"), ((("unspent", F(1, 5)),), "note")]
)
def test_limits_of_the_rulebook_make_a_warning(limits, severity):
    """X801, all the points with 94.9 % spent: a warning where the rulebook sets the limit that is passed."""
    book = evolve(rulebook("hongshan-2023"), limits=limits)
    (hit,) = by_code("X801")(score(spent("94.9", 60), book))
    (plain,) = by_code("X801")(score(spent("94.9", 60), "hongshan-2023"))
    assert (hit.severity, hit.rule == plain.rule) == (severity, severity == "note")


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
