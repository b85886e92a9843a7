"""Edges of a whole audit: the order of what it finds, documents of no form or one, copies, waivers across forms."""

from __future__ import annotations

import pytest
from across import form, found, line
from attrs import evolve

from indicators import Accept, Form, Line, Number
from indicators.place import Place
from scoring import rulebook, score
from scoring.audit import audit, audit_document, by_code, examine, weigh
from scoring.audit.document import Around
from scoring.interval import Interval
from scoring.unread_rules import UnreadRule

BOOK = rulebook("hongshan-2023")


def test_what_concerns_the_form_stands_before_its_first_line_and_lines_as_they_are_printed() -> None:
    rows = tuple(
        Line(f"i{at}", "indicator", "场次", target, actual, weight=40, filed=40)
        for at, (target, actual) in enumerate((("≥10场", ""), ("≥10场", "达标"), ("≥10场", "")), 1)
    )
    cards = audit(score(Form("project", year=2023, indicators=rows), BOOK))
    errors = [(each.code, each.line) for each in cards if each.severity == "error" and each.code[0] in "FWT"]
    assert errors == [("F001", None), ("F001", None), ("W101", None), ("F002", "i1"), ("F002", "i3")]
    severities = [each.severity for each in cards]
    assert severities == sorted(severities, key=("error", "warning", "note").index)


def test_a_document_without_forms_has_no_findings_whatever_else_it_holds() -> None:
    assert audit_document([]) == audit_document([], Around(gaps=(Place("a.pdf", "7"),))) == ()
    (page,) = audit_document([score(form(line()))], Around(gaps=(Place("a.pdf", "7"),)))
    assert (page.code, page.place) == ("D106", Place("a.pdf", "7"))
    assert audit_document([score(form(line()))]) == ()


def test_a_copy_is_told_once_and_no_other_check_sees_it() -> None:
    one, copy = form(line(filed=10)), form(line(filed=10), place=Place("副本.toml"))
    assert [each.code for each in audit_document([score(one), score(copy)])] == ["X806"]
    (hit,) = found("X806", one, copy)
    assert (hit.place.file, dict(hit.message.values)["place"]) == ("副本.toml", "甲.toml")
    changed = form(line(filed=9), place=Place("副本.toml"))
    assert [each.code for each in audit_document([score(one), score(changed)])] == ["S307", "X804"]


def test_a_form_without_waivers_stands_as_it_is() -> None:
    card = score(form(line(filed=9)))
    assert weigh(card, audit(card)) == (audit(card), ())


@pytest.mark.parametrize(
    ("number", "gaps", "told"), [(1, False, False), (1, True, True), (2, False, True), (2, True, True)]
)
def test_a_waiver_for_a_document_is_unused_only_where_a_document_was_looked_at(number, gaps, told) -> None:
    waived = form(line(), accepts=(Accept("X802", "已核实"),))
    cards = [score(each) for each in (waived, form(line(), project="乙"))[:number]]
    own, _ = examine(cards, Around(gaps=(Place("a.pdf", "7"),)) if gaps else None)
    assert ("A901" in {each.code for each in own[0][0]}) is told


def test_what_a_form_accepts_of_its_document_stands_no_more() -> None:
    differ = [form(line(filed=10)), form(line(actual="9场", filed=10), project="乙")]
    _, shared = examine([score(each) for each in differ])
    assert [each.code for each in shared] == ["X802"]
    waived = [differ[0], evolve(differ[1], accepts=(Accept("X802", "已核实"),))]
    own, rest = examine([score(each) for each in waived])
    assert [[each.finding.code for each in accepted] for _, accepted in own] == [[], ["X802"]]
    assert rest == ()


def test_full_marks_of_everybody_are_told_at_the_first_form() -> None:
    forms = [form(line(filed=100, weight=Number.of(100)), project=name) for name in ("甲", "乙", "丙")]
    (hit,) = found("X805", *forms)
    assert (hit.place.file, hit.line) == ("甲.toml", None)
    assert found("X805", *forms[:2]) == []
    assert found("X805", *forms[:2], form(line(filed=99, weight=Number.of(100)), project="丙")) == []


# ---- what a finding is


def test_consequences_are_those_of_the_docstring() -> None:
    told = {code: by_code(code).consequences for code in ("B208", "S304", "B201")}
    assert told == {"B208": ("W101", "W102", "B202", "S301", "S305"), "S304": ("B201",), "B201": ()}


def test_a_finding_names_the_rulebook_and_its_clause_where_it_rests_on_one() -> None:
    card = score(form(line(filed=11), printed_total=Number.of(12)), BOOK)
    over, total = (next(iter(by_code(code)(card))) for code in ("S301", "S305"))
    assert over.rule == f"hongshan-2023: {BOOK.basis('rules')}"
    assert total.rule == "hongshan-2023"
    assert (over.rows != (), over.indicator, total.rows, total.indicator) == (True, "培训", (), "")


@pytest.mark.parametrize(("noted", "total"), [(False, "error"), (True, "warning")])
def test_caps_of_a_note_leave_a_wrong_total_in_doubt_and_no_other_finding(noted: bool, total: str) -> None:
    card = score(form(line(filed=11), printed_total=Number.of(12)), evolve(BOOK, noted=noted))
    assert [next(iter(by_code(code)(card))).severity for code in ("S301", "S305")] == ["error", total]


def test_an_open_weight_is_a_guess() -> None:
    from scoring.audit.finding import rests_on_guess

    (own,) = score(form(line(filed=9)), BOOK).lines
    assert not rests_on_guess(own)
    assert rests_on_guess(evolve(own, weight=Interval(own.weight.low, own.weight.high + 1)))
    assert not rests_on_guess(evolve(own, weight=None))


@pytest.mark.parametrize(
    ("parts", "codes"), [(None, ["S301", "S305"]), (("total",), ["S301"]), (("grades",), ["S301", "S305"])]
)
def test_a_total_that_a_rule_may_touch_which_nobody_understands_is_not_told(parts, codes: list[str]) -> None:
    unread = () if parts is None else (UnreadRule("另有规定的从其规定", parts, "short"),)
    card = score(form(line(filed=11), printed_total=Number.of(12)), evolve(BOOK, unread=unread))
    assert [code for code in ("S301", "S305") if list(by_code(code)(card))] == codes
