"""Findings on filed scores, totals and grades, what the reading says of a form, and waivers: each edge and value."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Accept, Budget, Form, Line, Number
from indicators.form import Other
from indicators.messages import Message
from indicators.place import Place
from indicators.recognition.remarks import Remark
from scoring import rulebook, score
from scoring.audit import Finding, audit, audit_document, by_code, weigh
from scoring.audit.scores import implied
from scoring.interval import Interval

BOOK = rulebook("hongshan-2023")


def line(actual: str = "10场", filed: object = None, weight: object = 10, **keys: object) -> Line:
    own = {"weight": weight and Number.of(str(weight)), "filed": None if filed is None else Number.of(str(filed))}
    return Line("i1", "indicator", "场次", actual=actual, **{"target": "≥10场", **own, **keys})  # type: ignore[arg-type]


def form(*lines: Line, **more: object) -> Form:
    own = tuple(evolve(each, id=f"i{at}") for at, each in enumerate(lines, 1))
    return Form("project", "甲项目", "某局", year=2023, indicators=own, **more)  # type: ignore[arg-type]


def hits(code: str, of: Form, book=BOOK) -> list[Finding]:
    return list(by_code(code)(score(of, book)))


def values(found: list[Finding]) -> list[dict[str, object]]:
    return [dict(each.message.values) for each in found]


@pytest.mark.parametrize(
    ("filed", "weight", "told"),
    [(10, 10, None), ("10.01", 10, "10"), (0, 10, None), ("-0.01", 10, "10"), (0, 0, None), (1, 0, "0")],
)
def test_scores_from_nothing_to_the_weight(filed: object, weight: int, told: str | None) -> None:
    lines = (line(filed=filed), line(filed=5))
    own = (evolve(lines[0], weight=Number.of(weight)), lines[1])
    assert [each["weight"] for each in values(hits("S301", form(*own)))] == ([told] if told else [])


def test_a_negative_score_on_an_open_weight_has_no_weight_above_it() -> None:
    (told,) = values(hits("S301", form(line(filed=-1, weight=None), line(filed=5))))
    assert told["weight"] == "0"


@pytest.mark.parametrize(
    ("actual", "filed", "codes"),
    [
        ("8.5场", "8.5", []),
        ("8.5场", "9", ["S304"]),  # half a point off, no more
        ("8.5场", "8", ["S303"]),
        ("8.5场", "8.6", ["S302"]),
        ("8.44场", "8", ["S304"]),
        ("8.46场", "8.5", ["S304"]),
        ("8.456场", "8.46", []),
        ("8.456场", "8.456", []),  # as exactly as it is written
        ("8.456场", "8.457", ["S303"]),  # below what the rule gives, 8.46
        ("8.4567场", "8.457", []),
        ("0场", "0", []),
        ("12场", "10", []),
        ("12场", "9", ["S303"]),
    ],
)
def test_each_wrong_score_has_one_finding(actual: str, filed: str, codes: list[str]) -> None:
    of = form(line(actual, filed), line(filed=10))
    told = [(each.code, each.filed) for each in audit(score(of, BOOK)) if each.line == "i1" and each.code[:2] == "S3"]
    assert told == [(code, filed) for code in codes]


@pytest.mark.parametrize(
    ("rate", "filed", "severity"),
    [("50%", "5", None), ("56%", "5.6", "warning"), ("55%", "5.5", "note"), ("5%", "0.5", "warning")],
)
def test_a_rounded_rate_that_is_far_off_is_a_warning(rate: str, filed: str, severity: str | None) -> None:
    budget = Budget(
        Line("budget", "budget", target="100", actual="50", unit="万元", printed_rate=rate, weight=Number.of(10),
             filed=Number.of(filed))
    )  # fmt: skip
    assert [each.severity for each in hits("S304", form(line(filed=10, weight=90), budget=budget))] == (
        [severity] if severity else []
    )


@pytest.mark.parametrize(
    ("printed", "scores", "wrong"),
    [
        ("19", (10, 9), False),
        ("19.01", (10, 9), True),
        ("18.99", (10, 9), True),
        ("9", (None, 9), False),  # anything from 0 to the weight
        ("19", (None, 9), False),
        ("19.01", (None, 9), True),
        ("8.99", (None, 9), True),
    ],
)
def test_printed_totals(printed: str, scores: tuple[object, ...], wrong: bool) -> None:
    found = hits("S305", form(*(line(filed=each) for each in scores), printed_total=Number.of(printed)))
    assert [(each.filed, each.recomputed.high) for each in found] == ([(printed, F(19))] if wrong else [])


@pytest.mark.parametrize(
    ("scores", "printed", "told"),
    [
        ((None, 9, 8), None, [(0, 10)]),
        ((None, 9, 8), 20, [(3, 3)]),
        ((None, 9, 8), 17, [(0, 0)]),
        ((None, 9, 8), 27, [(10, 10)]),
        ((None, 9, 8), 28, []),  # more than it has
        ((None, 9, 8), 16, []),
        ((None, None, 8), 20, [(2, 10), (2, 10)]),
        ((None, None, 8), 11, [(0, 3), (0, 3)]),
        ((None, None, 8), 28, [(10, 10), (10, 10)]),
        ((None, None, None), 20, []),  # the whole column is told by F002
    ],
)
def test_what_a_lost_score_can_have_been(scores, printed, told) -> None:
    of = form(*(line(filed=each) for each in scores), printed_total=None if printed is None else Number.of(printed))
    found = hits("S308", of)
    assert [(each.recomputed.low, each.recomputed.high) for each in found] == told
    shown = [{"value"} if low == high else {"low", "high"} for low, high in told]
    assert [set(each) for each in values(found)] == shown


@pytest.mark.parametrize(
    "change",
    [
        {"unread": ("第2页",)},
        {"unread_cells": ("printed_total",)},
        {"indicators": (line(), evolve(line(filed=9), id="i2", unread=("filed",)))},
        {"indicators": (line(), evolve(line(filed=9), id="i2", unread=("weight",)))},
    ],
)
def test_what_is_unread_leaves_a_lost_score_open(change: dict) -> None:
    of = evolve(form(line(), line(filed=9), printed_total=Number.of(12)), **change)
    card = score(of, BOOK)
    lost = [each for each in card.counted if each.line.filed is None and not each.line.unread]
    assert implied(card, lost[0], lost) == Interval(F(0), F(10))


@pytest.mark.parametrize(
    ("level", "filed", "source", "severity"),
    [
        ("part", 8, "declared", "error"),
        ("part", "7.99", "declared", None),
        ("part", 5, "declared", None),
        ("part", "4.99", "declared", "error"),
        ("met", 10, "declared", None),
        ("met", 8, "declared", None),
        ("met", "7.99", "declared", "error"),
        ("met", 11, "declared", None),  # S301
        ("met", -1, "declared", None),
        ("unmet", 0, "declared", None),
        (None, "7.99", "text", "warning"),
        (None, 8, "text", None),
    ],
)
def test_scores_of_words_lie_in_the_band_of_their_level(level, filed, source, severity) -> None:
    own = line("有效保障", filed, target="有效保障", level=level)
    found = hits("Q602", form(own, line(filed=10)))
    assert [each.severity for each in found] == ([severity] if severity else [])
    if severity:
        low, high = (F(5), F(8)) if level == "part" else (F(8), F(10))
        assert (found[0].recomputed.low, found[0].recomputed.high) == (low, high)
        assert dict(found[0].message.values)["weight"] == "10"


@pytest.mark.parametrize(
    ("filed", "printed", "codes"),
    [
        ("89.99", "优", [("error", "优")]),
        ("89.99", "良", []),
        ("90", "优", []),
        ("90", "良好", [("error", "良好")]),
        ("89.996", "", [("note", None)]),  # 90.00 as shown
        ("89.994", "", []),
    ],
)
def test_grades_of_totals(filed: str, printed: str, codes) -> None:
    own = form(line(filed=filed, weight=100, actual="10场"), printed_grade=printed)
    assert [(each.severity, each.filed) for each in hits("G701", own)] == codes


def test_what_rounding_would_lift_is_told_exactly() -> None:
    (told,) = values(hits("G701", form(line(filed="89.996", weight=100))))
    assert (told["exact"], told["grade"], told["other"]) == ("89.996", "良", "优")


# ---- what the reading says


@pytest.mark.parametrize(
    ("remark", "code", "severity"),
    [
        ("row-realigned", "D101", "note"), ("uncalculated", "D102", "warning"), ("cell-unread", "D104", "error"),
        ("heading-unknown", "D107", "note"), ("columns-inferred", "D107", "note"), ("funds-summed", "D107", "note"),
        ("funds-left", "D107", "note"), ("target-adjusted", "D107", "note"),
        ("form-unread", "D108", "error"), ("said-elsewhere", None, None),
    ],
)  # fmt: skip
def test_each_remark_has_its_finding(remark: str, code: str | None, severity: str | None) -> None:
    place, message = Place("form.docx", "表1"), Message("said")
    of = form(line(filed=10), remarks=(Remark(remark, place, message, "i1"), Remark("other", place, message)))
    found = [each for each in audit(score(of, BOOK)) if each.code[0] == "D"]
    told = [(each.code, each.severity, each.line, each.place, each.message) for each in found]
    assert told == ([(code, severity, "i1", place, message)] if code else [])


@pytest.mark.parametrize(
    ("cells", "columns", "told"),
    [
        (("绩效结论", "良好"), (), True),
        (("绩效结论", "良好"), ("绩效结论",), False),  # a column of the form
        (("联系电话", "123"), (), False),
        ((), (), True),
        (("良好", "联系电话"), ("电话",), True),
    ],
)
def test_rows_that_are_kept_as_they_stand(cells: tuple[str, ...], columns: tuple[str, ...], told: bool) -> None:
    of = form(line(filed=10), others=(Other(cells, Place("form.docx", "7")),), columns=columns)
    found = hits("D105", of)
    assert [(each.place.spot, dict(each.message.values)["cells"]) for each in found] == [("7", cells)] * told


def test_parts_that_were_not_read_are_told_once() -> None:
    of = form(line(filed=10), unread=("第2页", "第3页"))
    assert [(each["part"]) for each in values(hits("D103", of))] == ["第2页", "第3页"]
    flat = evolve(of, remarks=(Remark("form-unread", Place("a"), Message("flat")),))
    assert (hits("D103", flat), len(hits("D108", flat))) == ([], 1)


# ---- waivers


@pytest.mark.parametrize(
    ("code", "line_id", "says"),
    [
        ("Z999", "", "the waiver accepts nothing: no finding has the code Z999"),
        ("", "", "the waiver accepts nothing: no finding has the code —"),
        ("S302", "i9", "the waiver for S302 accepts nothing: the form has no line i9"),
        ("S302", "i1", "the waiver for S302 accepts nothing"),
        ("s302", "", "the waiver for s302 accepts nothing"),
        ("T404", "", "the waiver for T404 accepts nothing"),
    ],
)
def test_why_a_waiver_accepts_nothing(code: str, line_id: str, says: str) -> None:
    place = Place("form.toml", "9")
    of = form(line(filed=10), accepts=(Accept(code, "核实", line_id, place=place),))
    card = score(of, BOOK)
    (unused,) = (each for each in weigh(card, audit(card))[0] if each.code == "A901")
    assert (unused.message.show("en"), unused.place, unused.line) == (says, place, line_id or None)


def test_a_waiver_covers_its_line_and_no_other() -> None:
    own = form(line("5场", 10), line("5场", 10), accepts=(Accept("s302", "核实", "i2"),))
    card = score(own, BOOK)
    stand, accepted = weigh(card, audit(card))
    assert [each.line for each in stand if each.code == "S302"] == ["i1"]
    assert [(each.finding.line, each.reason) for each in accepted] == [("i2", "核实")]


def test_of_a_document_a_waiver_accepts_what_stands_in_its_own_form() -> None:
    """On one of its lines or on the form; the same line of another form stands, and a form alone says nothing of it."""
    forms = [
        evolve(form(line(filed=filed), accepts=accepts), project=name, place=Place(f"{name}.toml"))
        for name, filed, accepts in (("甲", 10, ()), ("乙", 9, (Accept("S307", "核实"),)))
    ]
    placed = [evolve(each, indicators=(evolve(each.indicators[0], place=each.place),)) for each in forms]
    cards = [score(each, BOOK) for each in placed]
    across = audit_document(cards)
    assert [(each.code, each.place.file) for each in across] == [("S307", "甲.toml")]
    stand, accepted = weigh(cards[1], audit(cards[1]), across)
    assert accepted == () and "A901" in {each.code for each in stand}
    alone, _ = weigh(cards[1], audit(cards[1]))
    assert "A901" not in {each.code for each in alone}
    first = score(evolve(placed[0], accepts=(Accept("S307", "核实", "i1"),)), BOOK)
    stand, accepted = weigh(first, audit(first), across)
    assert [each.finding for each in accepted] == [*across] and "S307" not in {each.code for each in stand}
    plain = score(evolve(placed[0], accepts=(Accept("T404", "核实"),)), BOOK)
    stand, accepted = weigh(plain, audit(plain), across)
    assert accepted == () and "S307" not in {each.code for each in stand}  # it stands with the document
