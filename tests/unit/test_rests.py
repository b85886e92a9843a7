"""What a finding rests on: it is silent where a person must read one of those cells first, and stands on the others."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Form, Line
from scoring import rulebook, score
from scoring.audit import audit, by_code
from scoring.audit.finding import Hit, say
from scoring.audit.rests import standing

BOOK = rulebook("hongshan-2023")


def line(target: str = "≥10场", actual: str = "10场", **keys: object) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **{"name": "场次", "weight": 60, **keys})  # type: ignore[arg-type]


def project(*lines: Line, **more: object) -> Form:
    ids = (evolve(each, id=f"i{at}") for at, each in enumerate(lines, 1))
    return Form("project", year=2023, indicators=tuple(ids), **more)  # type: ignore[arg-type]


# ---- what a person must read first


@pytest.mark.parametrize(
    ("code", "cells", "silent"),
    [
        ("T401", ("=10场", "11场", 60), ("target", "actual", "unit", "name")),
        ("T409", ("290%", "92%", 60), ("target", "actual", "unit")),
        ("S302", ("≥10场", "5场", 60), ("actual", "filed", "weight", "target")),
        ("S303", ("≥10场", "5场", 20), ("actual", "filed", "weight", "target")),
        ("S304", ("≥8场", "7场", 53), ("actual", "filed", "weight", "printed_rate")),
    ],
)
def test_a_finding_rests_on_the_cells_that_it_is_made_of(code, cells, silent) -> None:
    """Unread cells that it does not rest on leave it standing."""
    target, actual, filed = cells
    own = line(target, actual, filed=filed)
    every = ("target", "actual", "unit", "name", "filed", "weight", "reason", "printed_rate")
    for key in every:
        form = project(evolve(own, unread=(key,)), line())
        # the score is of the form as if every cell were read: what is asked is whether the finding would stand
        card = score(project(own, line()), BOOK)
        marked = evolve(card, form=form, lines=(evolve(card.lines[0], line=form.indicators[0]), card.lines[1]))
        found = [each.line for each in by_code(code)(marked)]
        if key in silent:
            assert found == [], key
        elif key in ("reason",) or (code.startswith("T") and key in ("filed", "weight", "reason", "printed_rate")):
            assert found == ["i1"], key


def test_what_rests_on_its_own_cell_is_silent_where_that_is_unread_and_nowhere_else() -> None:
    card = score(project(evolve(line(actual=""), unread=("filed",)), line()), BOOK)
    hit = Hit(say("empty"), card.lines[0], "actual")
    for code in ("F001", "F002"):
        assert list(standing(code, [hit], card)) == [hit]
        assert list(standing(code, [evolve(hit, cell="filed")], card)) == []
    torn = evolve(card, form=evolve(card.form, unread=("a",)))
    assert list(standing("F001", [hit], torn)) == []  # it may stand in the part that was not read
    assert list(standing("F002", [hit], torn)) == [hit]


@pytest.mark.parametrize(
    ("code", "silent"),
    [
        ("T401", False),
        ("T409", False),
        ("S302", False),
        ("R501", False),
        ("W102", True),
        ("W104", True),
        ("B204", True),
        ("C901", True),
        ("C902", True),
        ("X801", True),
    ],
)
def test_what_counts_the_whole_form_is_silent_where_part_of_it_was_not_read(code: str, silent: bool) -> None:
    card = score(project(line(), line()), BOOK)
    torn = evolve(card, form=evolve(card.form, unread=("a",)))
    hit = Hit(say("this"), card.lines[0], "actual")
    assert list(standing(code, [hit], card)) == [hit]
    assert list(standing(code, [hit], torn)) == ([] if silent else [hit])


def test_a_finding_on_the_reading_of_cells_rests_on_the_cells_of_its_line() -> None:
    for number in range(1, 10):
        for key, silent in (("filed", False), ("actual", True)):
            card = score(project(evolve(line(), unread=(key,)), line()), BOOK)
            assert (list(standing(f"T40{number}", [Hit(say("x"), card.lines[0])], card)) == []) is silent


@pytest.mark.parametrize("key", ["reason", "filed", "actual"])
def test_a_reason_that_contradicts_rests_on_score_and_reason(key: str) -> None:
    card = score(project(evolve(line(), unread=(key,)), line()), BOOK)
    assert list(standing("R503", [Hit(say("met"), card.lines[0], "reason")], card)) == []
    assert len(list(standing("R503", [Hit(say("met"), card.lines[1], "reason")], card))) == 1


def test_a_finding_on_the_form_rests_on_its_head_and_one_on_a_line_on_both() -> None:
    own = line(filed=30, actual="5场")
    lost = project(evolve(own, filed=20), line(filed=60), columns=("指标", "得分", "偏差原因"))
    assert "R501" in {each.code for each in audit(score(lost, BOOK))}
    for unread in (("deviation_reason",), ("project",)):
        codes = {each.code for each in audit(score(evolve(lost, unread_cells=unread), BOOK))}
        assert ("R501" in codes) is (unread == ("project",))


@pytest.mark.parametrize(("code", "silent"), [("F002", True), ("B208", True), ("X804", False), ("X805", False)])
def test_a_finding_on_the_form_that_counts_what_stands_there_is_silent_on_half_a_form(code: str, silent: bool) -> None:
    card = score(project(line(), line()), BOOK)
    torn, hit = evolve(card, form=evolve(card.form, unread=("a",))), Hit(say("this"))
    assert list(standing(code, [hit], card)) == [hit]
    assert list(standing(code, [hit], torn)) == ([] if silent else [hit])
