"""Edges of what a waiver covers, and of what several rulebooks that fit a form alike agree on."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Accept, Form, Line
from indicators.messages import Message
from indicators.place import Place
from scoring import rulebook, score
from scoring.audit.finding import ERROR, NOTE, WARNING, Finding
from scoring.audit.tied import agreed
from scoring.audit.waivers import weigh
from scoring.choice import Choice
from scoring.rulebook import loads

HERE = Place("甲.toml")


def finding(code: str = "S302", line: str | None = "i1", severity: str = ERROR, **more: object) -> Finding:
    cells = {"place": HERE, "filed": "10", "recomputed": None, "message": Message("x"), "rule": "", **more}
    return Finding(code, "name", severity, line, **cells)  # type: ignore[arg-type]


def card(*accepts: Accept):
    own = Line("i1", "indicator", "培训", "≥5场", "5场", weight=10, filed=10)
    form = Form("project", indicators=(own, evolve(own, id="i2")), accepts=accepts, place=HERE)
    return score(form, "hongshan-2023")


@pytest.mark.parametrize(
    ("waivers", "findings", "stand", "accepted"),
    [
        ([("S302", "i1")], [("S302", "i1")], [], [0]),
        ([("s302", "")], [("S302", "i1"), ("S302", "i2")], [], [0, 0]),
        ([("S302", "i1")], [("S302", "i1"), ("S302", "i2")], [("S302", "i2")], [0]),
        ([("S302", "i1")], [("S303", "i1")], [("S303", "i1"), ("A901", "i1")], []),
        ([("F001", "")], [("F001", None)], [], [0]),
        ([("F001", "i1")], [("F001", None)], [("F001", None), ("A901", "i1")], []),
        ([("S302", "i2"), ("S302", "i1")], [("S302", "i1")], [("A901", "i2")], [1]),
        ([("S302", ""), ("S302", "i1")], [("S302", "i1")], [("A901", "i1")], [0]),  # the first that covers it
        ([("X802", ""), ("C901", "")], [], [], []),  # nobody looked at the document
    ],
)
def test_what_a_waiver_covers(waivers, findings, stand, accepted) -> None:
    own = card(*(Accept(code, str(at), line) for at, (code, line) in enumerate(waivers)))
    standing, taken = weigh(own, [finding(*each) for each in findings])
    assert [(each.code, each.line) for each in standing] == stand
    assert [int(each.reason) for each in taken] == accepted
    assert {each.severity for each in standing if each.code == "A901"} <= {NOTE}


@pytest.mark.parametrize(
    ("across", "accepted", "unused"),
    [
        (None, 0, 0),
        ([], 0, 1),
        ([finding("X802")], 1, 0),
        ([finding("X802", None)], 1, 0),
        ([finding("X802", "i9")], 0, 1),  # no line of this form
        ([finding("X802", place=Place("乙.toml"))], 0, 1),
        ([finding("X802", None, place=Place("乙.toml"))], 0, 1),
        ([finding("X806"), finding("X802")], 1, 0),
    ],
)
def test_findings_of_the_document_that_a_form_may_accept(across, accepted, unused) -> None:
    """They never stand in the form itself."""
    own = card(Accept("X802", "已核实"))
    standing, taken = weigh(own, [finding("S301", "i2")], across)
    assert [each.code for each in standing] == ["S301", *["A901"] * unused]
    assert [each.finding.code for each in taken] == ["X802"] * accepted


def test_a_waiver_for_one_form_is_used_or_not_whether_a_document_was_looked_at_or_not() -> None:
    own = card(Accept("S302", "已核实", place=Place("甲.toml", "7")))
    for across in (None, []):
        (unused,) = weigh(own, [], across)[0]
        assert (unused.code, unused.line, unused.place) == ("A901", None, Place("甲.toml", "7"))
        assert (unused.filed, unused.recomputed, unused.severity) == (None, None, NOTE)


BOOKS = [evolve(rulebook("hongshan-2023"), id=name) for name in ("one", "two", "three")]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"one": [ERROR], "two": [ERROR], "three": [ERROR]}, [ERROR]),
        ({"one": [ERROR], "two": [NOTE], "three": [WARNING]}, [NOTE]),
        ({"one": [NOTE], "two": [ERROR], "three": [WARNING]}, [NOTE]),
        ({"one": [ERROR], "two": [ERROR], "three": []}, []),
        ({"one": [ERROR], "two": [], "three": [ERROR]}, []),
        ({"one": [], "two": [ERROR], "three": [ERROR]}, []),
    ],
)
def test_what_all_tied_rulebooks_find_as_mildly_as_the_mildest(found, told) -> None:
    own = card()
    tied = evolve(own, choice=Choice(BOOKS[0], "tied", tuple(BOOKS[1:])))
    seen = []

    def find(each):
        seen.append((each.rulebook.id, each.choice.how, each.choice.rivals))
        return tuple(finding(severity=severity) for severity in found[each.rulebook.id])

    assert [each.severity for each in agreed(tied, find)] == told
    assert seen == [(book.id, "tied", ()) for book in BOOKS]


@pytest.mark.parametrize(
    "other",
    [
        {"code": "S303"},
        {"line": "i2"},
        {"place": Place("甲.toml", "9")},
        {"filed": "9"},
        {"message": Message("y")},
    ],
)
def test_findings_that_differ_in_anything_but_weight_are_two(other) -> None:
    tied = evolve(card(), choice=Choice(BOOKS[0], "tied", (BOOKS[1],)))
    results = {"one": (finding(),), "two": (finding(**other),)}
    assert agreed(tied, lambda each: results[each.rulebook.id]) == ()
    results["two"] = (finding(**other), finding(rule="other"))
    assert agreed(tied, lambda each: results[each.rulebook.id]) == (finding(),)


UNSCORED = loads(
    'id = "bare"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n'
    '[[form]]\nkind = "project"\nunscored = true\nblocks = [{block = "indicator"}]\n'
)


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ({}, ["bare", "one"]),
        ({"weight": 10}, ["one"]),
        ({"filed": 10}, ["one"]),
        ({"weight": 10, "filed": 10}, ["one"]),
    ],
)
def test_a_rulebook_without_scores_is_not_asked_where_scores_are_filed(cells, asked) -> None:
    blank = Line("i1", "indicator", "培训", "≥5场", "5场")
    form = Form("project", indicators=(blank, evolve(blank, id="i2", **cells)))
    seen = []
    for choice in (Choice(UNSCORED, "tied", (BOOKS[0],)), Choice(BOOKS[0], "tied", (UNSCORED,))):
        seen.append([])
        agreed(
            evolve(score(form, "hongshan-2023"), choice=choice), lambda each: seen[-1].append(each.rulebook.id) or ()
        )
    assert seen == [asked, asked[::-1]]
    alone = evolve(score(form, "hongshan-2023"), choice=Choice(UNSCORED, "tied", (evolve(UNSCORED, id="second"),)))
    seen.append([])
    agreed(alone, lambda each: seen[-1].append(each.rulebook.id) or ())
    assert seen[-1] == (["bare"] if cells else ["bare", "second"])
    other = evolve(alone, form=evolve(form, kind="department"))  # of which it says nothing
    seen.append([])
    agreed(other, lambda each: seen[-1].append(each.rulebook.id) or ())
    assert seen[-1] == ["bare", "second"]
