"""Edges of what the prose of a report says beside its forms, and of checks across the forms of a document."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Budget, Form, Line
from indicators.place import Place
from indicators.recognition.statements import Statement
from scoring import score
from scoring.audit import Finding, audit_document
from scoring.audit.document import Around
from scoring.audit.finding import Hit, say
from scoring.audit.prose import _own_figures, amount_differs

TEXT = Place("report.docx", "P7")


def form(
    project: str = "道路养护项目", budget: str = "100", spent: str = "50", unit: str = "万元", **more: object
) -> Form:
    at = Place(f"{project}.toml")
    line = Line("budget", "budget", "预算执行", budget, spent, weight=20, place=at)
    head = {"department": "某局", "year": 2023, "place": at, **more}
    own = Line("i1", "indicator", "培训场次", "≥10场", "10场", weight=60, place=at)
    return Form("project", project, budget=Budget(line, unit), indicators=(own,), **head)  # type: ignore[arg-type]


def said(project: str = "道路养护", budget: str = "", spent: str = "", rate: str = "") -> Statement:
    return Statement(project, budget, spent, rate, TEXT)


def found(statements: list[Statement], *forms: Form, gaps: tuple[Place, ...] = ()) -> list[Finding]:
    return [
        each
        for each in audit_document([score(each) for each in forms], Around(tuple(statements), gaps))
        if each.code in ("X803", "D106")
    ]


def values(each: Finding) -> dict[str, object]:
    return {key: value for key, value in each.message.values if key != "place"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"budget": "100万元", "spent": "50万元", "rate": "50%"}, []),
        ({"budget": "1000000元"}, []),
        ({"budget": "101万元"}, [{"said": "101万元", "filed": "100万元"}]),
        ({"spent": "51万元"}, [{"said": "51万元", "filed": "50万元"}]),
        (
            {"budget": "99万元", "spent": "51万元"},
            [{"said": "99万元", "filed": "100万元"}, {"said": "51万元", "filed": "50万元"}],
        ),
        ({"budget": "100万元", "rate": "60%"}, [{"said": "60%", "rate": "50"}]),
        ({"spent": "50万元", "rate": "60%"}, [{"said": "60%", "rate": "50"}]),
        ({"budget": "100万元", "spent": "60万元", "rate": "60%"}, [{"said": "60万元", "filed": "50万元"}]),
        ({"budget": "0万元", "rate": "60%"}, [{"said": "0万元", "filed": "100万元"}, {"said": "60%", "rate": "50"}]),
        ({}, []),
    ],
)
def test_the_figures_of_the_text_and_those_of_the_form(words: dict[str, str], told: list[dict[str, object]]) -> None:
    """The rate that the text's own amounts make is no fault beside them: the amounts are."""
    assert [values(each) for each in found([said(**words)], form())] == told


def test_the_rate_of_the_form_is_shown_to_two_places() -> None:
    (told,) = found([said(budget="30万元", rate="60%")], form(budget="30", spent="10"))
    assert values(told) == {"said": "60%", "rate": "33.33…"}


def test_what_differs_stands_at_its_cell_and_shows_it() -> None:
    places = tuple((key, Place("甲.xlsx", key)) for key in ("target", "actual", "printed_rate"))
    own = form(spent="50.00")
    budget = evolve(own.budget.line, places=places, target="100元")
    own = evolve(own, budget=evolve(own.budget, line=budget))
    told = found([said(budget="9万元", spent="8万元", rate="7%")], own)
    assert [(each.code, each.line, each.filed, each.severity) for each in told] == [
        ("X803", "budget", "100元", "warning"),
        ("X803", "budget", "50.00", "warning"),
        ("X803", "budget", None, "warning"),
    ]
    assert ["budget of" in each.message.template for each in told] == [True, False, False]
    assert [values(each).get("filed") for each in told] == ["100元", "50.00万元", None]
    assert all(dict(each.message.values)["place"] == TEXT for each in told)


@pytest.mark.parametrize(
    ("names", "projects", "count"),
    [
        (["道路养护"], ["道路养护项目"], 1),
        (["道路养护经费"], ["道路养护专项"], 1),
        (["道路养护"], ["道路保洁"], 0),
        (["道路养护", "道路养护项目"], ["道路养护"], 0),  # two of one name, in the text
        (["道路养护"], ["道路养护项目", "道路养护经费"], 0),  # or among the forms
        (["道路养护", "道路保洁"], ["道路养护", "道路保洁"], 2),
        (["项目"], ["项目"], 0),  # no name at all
    ],
)
def test_the_one_form_that_the_text_speaks_of(names: list[str], projects: list[str], count: int) -> None:
    told = found([said(name, budget="9万元") for name in names], *(form(each) for each in projects))
    assert [each.code for each in told] == ["X803"] * count


def test_forms_of_departments_and_those_without_funds_are_not_spoken_of() -> None:
    own = form()
    for other in (evolve(own, budget=None), evolve(own, kind="department")):
        assert found([said(budget="9万元")], other) == []


@pytest.mark.parametrize(("budget", "spent"), [("", "50"), ("若干", "50"), ("100", "")])
def test_an_amount_that_is_missing_differs_from_nothing(budget: str, spent: str) -> None:
    told = found([said(budget="100万元", spent="50万元")], form(budget=budget, spent=spent))
    assert told == []


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ({"budget": "100万元", "spent": "60万元", "rate": "60%"}, True),
        ({"budget": "100万元", "spent": "60万元", "rate": "59%"}, False),
        ({"budget": "100万元", "rate": "60%"}, False),
        ({"spent": "60万元", "rate": "60%"}, False),
        ({"budget": "0万元", "spent": "0.6万元", "rate": "60%"}, False),
    ],
)
def test_a_rate_of_the_text_s_own_amounts(words: dict[str, str], own: bool) -> None:
    assert _own_figures(said(**words)) is own


def test_pages_that_nobody_can_read_are_told_with_their_place() -> None:
    pages = (Place("a.pdf", "第7页"), Place("a.pdf", "第9页"))
    assert [(each.code, each.place, each.severity) for each in found([], form(), gaps=pages)] == [
        ("D106", page, "warning") for page in pages
    ]


def test_what_stands_around_the_forms_is_something_or_nothing() -> None:
    assert [bool(each) for each in (Around(), Around((said(),)), Around(gaps=(TEXT,)))] == [False, True, True]


def test_a_finding_across_forms_is_of_the_form_that_has_its_line() -> None:
    """Of the first, where one line stands in several cards; of the first form where it is on no line."""
    cards = [score(form(name)) for name in ("一", "二", "三")]
    for at, hit in ((1, Hit(say("x"), cards[1].lines[1])), (2, Hit(say("x"), cards[2].lines[0])), (0, Hit(say("x")))):
        check = evolve(amount_differs, find=lambda _cards, hit=hit: [hit], around=False)
        (told,) = check.across(cards)
        assert told.place == cards[at].form.place
    torn = evolve(cards[1], form=evolve(cards[1].form, unread=("第2页",)))
    again = evolve(cards[0], form=torn.form)  # the very lines of the first
    for lines, of, stands in ((cards[1], [cards[0], torn], 0), (cards[0], [cards[0], torn], 1),
                              (cards[0], [cards[0], again], 1), (cards[0], [again, cards[0]], 0)):  # fmt: skip
        hit = Hit(say("x"), lines.lines[1], "weight")
        check = evolve(amount_differs, code="W104", find=lambda _cards, hit=hit: [hit], around=False)
        assert len(list(check.across(of))) == stands  # silent on half a form


def test_a_check_that_looks_around_is_given_what_stands_there() -> None:
    card = score(form())
    seen: list[object] = []
    for around in (True, False):
        check = evolve(amount_differs, find=lambda *given: seen.append(given) or (), around=around)
        assert list(check.across([card], Around(gaps=(TEXT,)))) == []
    assert [len(each) for each in seen] == [2, 1]  # type: ignore[arg-type]
    assert seen[0][1].gaps == (TEXT,)  # type: ignore[index]
