"""Every finding by the cells that it rests on: one of its line, of every line or of the head, or the whole form."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Form, Line
from scoring import score
from scoring.audit.finding import Hit, say
from scoring.audit.rests import standing

OWN = Line("i1", "indicator", "场次", "≥10场", "10场", weight=60)
CARD = score(Form("project", year=2023, indicators=(OWN, evolve(OWN, id="i2"))), "hongshan-2023")
READ = "name level1 level2 target actual kind unit level rate standard initial"
CELLS = f"{READ} weight filed reason printed_rate"
HEAD = "project year printed_total printed_grade deviation_reason"
SCORE = f"{READ} weight filed"
WHOLE = True
ON_A_LINE = [
    ("F001", "", "", "", WHOLE),
    ("F002", "", "", "", not WHOLE),
    ("F003 F004 B203 B205 Q601 X802", READ, "", "", not WHOLE),
    ("T401 T402 T403 T404 T405 T406 T407 T408 T409", READ, "", "", not WHOLE),
    ("B204 C901", READ, "", "", WHOLE),
    ("B201 B206", f"{READ} printed_rate", "", "", not WHOLE),
    ("B207", READ, "", "deviation_reason", not WHOLE),
    ("B208", "", "", "printed_total", WHOLE),
    ("W102", "weight", "", "", WHOLE),
    ("W104", "", "weight", "", WHOLE),
    ("S301 S308", "weight filed", "", "", not WHOLE),
    ("B202 S302 S303 S304 S306", f"{SCORE} printed_rate", "", "", not WHOLE),
    ("S307 Q602", SCORE, "", "", not WHOLE),
    ("C902", SCORE, "", "", WHOLE),
    ("R501", "weight filed reason", "", "deviation_reason", not WHOLE),
    ("R502", f"{READ} reason", "", "deviation_reason", not WHOLE),
    ("R503", f"{SCORE} reason", "", "", not WHOLE),
    ("X801", READ, "weight filed", "", WHOLE),
    ("Z999 T400", CELLS, "", "", not WHOLE),
]
ON_A_FORM = [
    ("F001", "", "level1 level2", "", WHOLE),
    ("F002", "", "", "", WHOLE),
    ("W101 W103", "", "weight", "", WHOLE),
    ("W102", "", "weight level1 level2", "", WHOLE),
    ("S305", "", "weight filed", "printed_total", WHOLE),
    ("R501", "", "", "deviation_reason", not WHOLE),
    ("R503", "", "weight filed", "deviation_reason", WHOLE),
    ("X804", "", "", "project year", not WHOLE),
    ("X805", "", "", "", not WHOLE),
    ("Z999 B208", "", CELLS, HEAD, WHOLE),
]
ROWS = [(True, *row) for row in ON_A_LINE] + [(False, *row) for row in ON_A_FORM]


@pytest.mark.parametrize(("on_a_line", "codes", "line", "every", "head", "whole"), ROWS)
def test_a_finding_is_silent_where_what_it_rests_on_is_unread(on_a_line, codes, line, every, head, whole) -> None:
    first, second = CARD.form.indicators

    def stands(code: str, form: Form) -> bool:
        lines = tuple(evolve(own, line=read) for own, read in zip(CARD.lines, form.indicators, strict=True))
        card = evolve(CARD, form=form, lines=lines)
        return bool(list(standing(code, [Hit(say("x"), lines[0] if on_a_line else None)], card)))

    for code in codes.split():
        assert stands(code, CARD.form)
        assert stands(code, evolve(CARD.form, unread=("第2页",))) is not whole
        for key in CELLS.split():
            unread = [evolve(each, unread=("reviewed", key)) for each in (first, second)]
            own = key in f"{line} {every}".split()
            assert stands(code, evolve(CARD.form, indicators=(unread[0], second))) is not own, (code, key)
            others = key in every.split()
            assert stands(code, evolve(CARD.form, indicators=(first, unread[1]))) is not others, (code, key)
        for key in HEAD.split():
            assert stands(code, evolve(CARD.form, unread_cells=(key,))) is (key not in head.split()), (code, key)


@pytest.mark.parametrize("on_a_line", [True, False])
def test_what_the_reading_itself_says_stands_in_any_case(on_a_line: bool) -> None:
    form = evolve(CARD.form, unread=("第2页",), unread_cells=("year",))
    line = evolve(CARD.lines[0], line=evolve(OWN, unread=("actual",)))
    card = evolve(CARD, form=form, lines=(line, CARD.lines[1]))
    for code, stands in (("D101", True), ("D104", True), ("Z999", False)):
        hit = Hit(say("x"), line if on_a_line else None)
        assert list(standing(code, [hit], card)) == ([hit] if stands else [])


@pytest.mark.parametrize(("code", "silent"), [("F001", True), ("X804", False)])
def test_a_finding_on_the_form_is_silent_where_the_field_that_it_is_about_is_unread(code: str, silent: bool) -> None:
    card = evolve(CARD, form=evolve(CARD.form, unread_cells=("unit",)))
    for cell, own in (("unit", silent), ("department", False), ("", False)):
        hit = Hit(say("x"), None, cell)
        assert list(standing(code, [hit], card)) == ([] if own else [hit])
