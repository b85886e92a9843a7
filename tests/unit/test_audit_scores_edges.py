"""Edges of filed scores and totals: blocks without weights, rows beside the points, lost scores, caps, formulas."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from totalled import BOOK, CAPPED, form, hits, line
from unweighted import filed, project

from indicators import Budget, Form, Line, Number
from indicators.form import Other, PrintedBlock
from indicators.place import Place
from scoring import score
from scoring.audit import audit, by_code
from scoring.audit.scores import differs
from scoring.choice import Choice
from scoring.interval import Interval

# ---- S301

PRINTED = (PrintedBlock("绩效指标", Number.of(60)),)


@pytest.mark.parametrize(
    ("scores", "blocks", "severity"),
    [
        ((40, 30), (), "warning"),  # the points are the rulebook's
        ((40, 30), PRINTED, "error"),
        ((30, 30), (), None),
        ((30, "30.01"), PRINTED, "error"),
        ((30, 20), PRINTED, None),
    ],
)
def test_scores_of_a_block_without_weights(scores: tuple[object, ...], blocks: tuple, severity: str | None) -> None:
    """They add to no more than its points; lines of other blocks are none of them."""
    rows = [
        evolve(
            each, name="检查", target="≥8次", actual="8次", level1="产出指标", places=(("filed", Place("a", each.id)),)
        )
        for each in filed(*scores)
    ]
    funds = Line("budget", "budget", target="100", actual="100", unit="万元", weight=Number.of(20),
                 filed=Number.of(20), places=(("filed", Place("a", "funds")),))  # fmt: skip
    found = hits("S301", project(rows, blocks=blocks, budget=Budget(funds)))
    assert [(each.severity, each.place.spot, each.line) for each in found] == (
        [(severity, "i1", None)] if severity else []
    )
    for each in found:
        said = dict(each.message.values)
        total = str(sum(F(one) for one in scores)) if "30.01" not in scores else "60.01"
        assert (each.filed, said["sum"], said["points"]) == (total, total, "60")
        assert each.recomputed == Interval(F(0), F(60))
        assert "budget" not in said["lines"][0].show() and len(said["lines"]) == 1


def test_of_a_block_without_known_points_no_sum_is_too_much() -> None:
    card = score(project([evolve(each, level1="产出指标") for each in filed(40, 30)]), BOOK)
    open_ = evolve(card, inferred=tuple(evolve(each, points=None) for each in card.inferred))
    assert [len(list(by_code("S301")(each))) for each in (card, open_)] == [1, 0]


@pytest.mark.parametrize(
    ("weight", "points", "told"),
    [
        ("5", "8", True),
        ("5", "5.01", True),
        ("1", "2", True),
        ("0.5", "2", True),
        ("5", "5", False),
        ("5", "3", False),
        ("5", "-5", False),
        ("5", "-6", True),
        ("-5", "-5", False),
        ("-5", "-6", True),
        ("0", "3", False),  # no points that it may have are known
        (None, "3", False),
        ("5", None, False),
    ],
)
def test_rows_beside_the_points(weight: str | None, points: str | None, told: bool) -> None:
    row = line("1次", points, weight, target="", level1="加分项")
    found = hits("S301", form(line(filed=10), row, line(filed=11)))
    assert [(each.line, each.severity) for each in found] == [("i3", "error")] + [("i2", "warning")] * told


# ---- S302 to S306


@pytest.mark.parametrize(("how", "told"), [("named", []), ("fits", []), ("none", ["i2"]), ("tied", ["i2"])])
def test_a_missed_target_at_its_full_weight_where_no_one_rulebook_holds(how: str, told: list[str]) -> None:
    rows = line(filed=10), line("9场", 10, target="=10场")
    book = evolve(BOOK, variants=tuple((kind, "open") for kind, _ in BOOK.variants))
    card = evolve(score(form(*rows), book), choice=Choice(book, how))
    assert [each.line for each in by_code("S302")(card)] == told


@pytest.mark.parametrize(
    ("actual", "score_", "code", "severity"),
    [
        ("8.5场", "9", "S304", "note"),  # half a point off
        ("8.49场", "8", "S304", "note"),
        ("8.5场", "8.6", "S302", "error"),
        ("8.5场", "8.4", "S303", "warning"),
        ("8.5场", "8.5", None, None),
        ("12.5场", "8", "S306", "warning"),  # upside down
        ("6场", "6.1", "S302", "error"),
    ],
)
def test_what_is_said_of_a_wrong_score(actual: str, score_: str, code: str | None, severity: str | None) -> None:
    found = [each for each in audit(score(form(line(actual, score_), line(filed=10)), BOOK)) if each.code[:2] == "S3"]
    assert [(each.code, each.severity, each.line, each.filed) for each in found] == (
        [(code, severity, "i1", score_)] if code else []
    )


def test_a_wrong_score_of_the_funds_is_told_by_its_own_code() -> None:
    cases = (
        ("51", "9.5", ["B202"]),
        ("51", "5", ["S304"]),
        ("51", "5.1", []),
        ("51", "6", ["B202"]),
        ("125", "8", ["B202"]),
    )
    for done, points, codes in cases:
        row = Line("budget", "budget", target="100", actual=done, unit="万元", weight=Number.of(10),
                   filed=Number.of(points))  # fmt: skip
        of = form(line(filed=90, weight=90), budget=Budget(row))
        assert [code for code in ("B202", "S302", "S303", "S304", "S306") if hits(code, of)] == codes


def test_a_score_that_fits_a_formula_and_rounding_is_told_as_rounded() -> None:
    """Beside what it may be too: 10 × 8 ÷ 12.3 is 6.504…, the linear one 4.625, rounded 5."""
    (hit,) = hits("S304", form(line("9.6件", "8", target="≤8件"), line(filed=10)))
    said = dict(hit.message.values)
    assert ("formula" in dict(getattr(said["how"], "values", ()))) is True
    assert hits("S306", form(line("9.6件", "8", target="≤8件"), line(filed=10))) == []
    (hit,) = hits("S304", form(line("8.49场", "8"), line(filed=10)))
    assert "formula" not in dict(dict(hit.message.values)["how"].values)


# ---- S305


def beside(points: object) -> Line:
    return line("1次", points, 20, target="", level1="加分项")


@pytest.mark.parametrize(
    ("bonus", "printed", "severity", "sums"),
    [
        ((3,), "83", None, 0),
        ((3,), "80", None, 0),
        ((3,), "82", "warning", 1),
        ((3,), "84", "error", 0),
        ((1, 2), "83", None, 0),
        ((1, 2), "82.5", "warning", 3),
        ((1, 2, 4), "86.5", "warning", 4),  # of seven sums four are named
    ],
)
def test_a_total_beside_its_extra_rows(bonus: tuple[int, ...], printed: str, severity: str | None, sums: int) -> None:
    found = hits("S305", form(line(filed=80, weight=100), *map(beside, bonus), printed=printed))
    assert [each.severity for each in found] == ([severity] if severity else [])
    for each in found:
        said = dict(each.message.values)
        named = dict(getattr(said.get("sum"), "values", ())).get("sums", ())
        assert (len(named), each.filed, each.recomputed) == (sums, printed, Interval(F(80), F(80)))


def test_the_sums_that_extra_rows_make_are_named() -> None:
    (hit,) = hits("S305", form(line(filed=80, weight=100), *map(beside, (1, 2, 4)), printed="86.5"))
    assert dict(dict(hit.message.values)["sum"].values)["sums"] == ("81.00", "82.00", "83.00", "84.00")
    (beyond,) = hits("S305", form(line(filed=80, weight=100), beside(3), printed="84"))
    assert dict(beyond.message.values)["points"] == "3"
    (plain,) = hits("S305", form(line(filed=80, weight=100), printed="84"))
    assert "points" not in dict(plain.message.values)


def test_a_hundred_that_no_sum_reaches_is_told() -> None:
    malus = evolve(beside(-8), level1="扣分项")
    found = hits("S305", form(line(filed=90, weight=100), beside(3), malus, printed="100"))
    assert [each.severity for each in found] == ["warning"]


def test_a_total_of_all_that_there_is_may_hold_more() -> None:
    assert hits("S305", form(line(filed=98, weight=100), beside(5), printed="100")) == []
    assert [each.severity for each in hits("S305", form(line(filed=90, weight=100), beside(15), printed="99"))] == [
        "warning"
    ]


@pytest.mark.parametrize(
    ("printed", "kept", "severity"),
    [
        ("100", "10", "warning"),
        ("90.5", "0.5", "warning"),
        ("100", "9", "error"),
        ("80", "10", "error"),
        ("90", "10", None),
        ("100", "", "error"),
    ],
)
def test_a_row_that_was_kept_may_hold_what_is_missing(printed: str, kept: str, severity: str | None) -> None:
    others = (Other(("执行率", kept)),) if kept else ()
    found = hits("S305", form(line(filed=90, weight=90), printed=printed, others=others))
    assert [each.severity for each in found] == ([severity] if severity else [])


def spent(amount: str, *lines: Line, printed: object) -> Form:
    row = Line("budget", "budget", target="100", actual=amount, unit="万元", weight=Number.of(10),
               filed=Number.of(str(F(amount) / 10).replace("15/2", "7.5")))  # fmt: skip
    return form(*lines, printed=printed, budget=Budget(row))


@pytest.mark.parametrize(
    ("printed", "told", "table"), [("89", None, ""), ("97.5", "89.00", "caps"), ("88", None, ""), ("98", None, "")]
)
def test_a_total_above_its_cap(printed: str, told: str | None, table: str) -> None:
    found = hits("S305", spent("75", line(filed=90, weight=90), printed=printed), CAPPED)
    assert bool(found) is (printed != "89")
    for each in found:
        assert dict(each.message.values).get("most") == told
        assert each.recomputed == Interval(F(89), F(89))
        assert (each.rule != "hongshan-2023") is bool(table)


def test_a_sum_rounded_before_or_after_is_capped_alike() -> None:
    (hit,) = hits("S305", spent("75", line(filed="90.004", weight=91), printed="97.5"), CAPPED)
    assert dict(hit.message.values)["most"] == "89.00"


def test_a_total_that_only_its_cap_makes_wrong_is_held_by_no_row() -> None:
    of = evolve(spent("75", line(filed=90, weight=90), printed="97.5"), others=(Other(("加减", "0")),))
    assert [each.severity for each in hits("S305", of, evolve(CAPPED, own=evolve(BOOK.own, status="verified")))] == [
        "error"
    ]


@pytest.mark.parametrize("inferred", [True, False])
def test_a_score_on_an_inferred_weight_says_so(inferred: bool) -> None:
    card = score(form(line("8场", "9")), BOOK)
    (own,) = card.lines
    shown = differs(card, evolve(own, solution=own if inferred else None), "rules")
    assert ("inferred" in shown.message.template) is inferred
    assert (shown.filed, shown.cell, shown.table) == ("9", "filed", "rules")
