"""Backwards answers against forward ones: every weight vector tried, completion scored, lost score filled."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators import Form, Line, Number, Step, loads
from indicators.strategies import forms
from scoring import score
from scoring.algebra import EXACT, Judgement, Terms
from scoring.curve import curve
from scoring.pieces import holds, pieces, reaching, slopes, value_at
from scoring.report.solve import run_solve
from scoring.rounding import decimal, half_up
from scoring.rulebook import loads as rules
from scoring.rulebook import names, rulebook
from scoring.rules import RATIOS
from scoring.solve import SolveError, completion_for, completion_for_total, sensitivity

RATIO = rulebook("hongshan-2023")
OTHER = rules(
    'id = "o"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n[[form]]\nkind = "project"\n'
    'blocks = [{block = "indicator", points = 100}]\n[rules]\nreverse = "linear"\nexact_above = "symmetric"\n'
)
TINY = F(1, 10**9)

# --- the score as a function of the completion -----------------------------------------------------------------------

NUMBERS = st.integers(-4, 4).map(F) | st.fractions(-100, 100, max_denominator=100)


@st.composite
def shapes(draw):
    """A rule with its numbers."""
    kind, variant = draw(st.sampled_from(sorted(RATIOS)))
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    weight = draw(st.fractions(0, 60, max_denominator=10))
    high = high if kind == "within" else None
    return RATIOS[kind, variant], Terms(weight, low, None, high, draw(st.booleans()), draw(st.booleans()))


def forward(shape, done: F) -> F | None:
    rule, x = shape
    try:
        return rule(Terms(x.w, x.a, done, x.high, x.strict, x.strict_high), EXACT)
    except Judgement:
        return None


@given(shapes(), st.lists(NUMBERS, min_size=1, max_size=8))
def test_pieces_are_the_rule(shape, completions: list[F]) -> None:
    parts = pieces(*shape)
    turns = [part.low for part in parts if part.low is not None]
    for done in (*completions, *turns, *(turn + TINY for turn in turns), *(turn - TINY for turn in turns)):
        assert value_at(parts, done) == forward(shape, done)


@given(shapes(), st.fractions(0, 1, max_denominator=20), st.lists(NUMBERS, min_size=1, max_size=8))
def test_reaching_is_all_that_reaches(shape, share: F, completions: list[F]) -> None:
    points = shape[1].w * share
    assume(points > 0)
    found = reaching(pieces(*shape), points)
    assert len(found) <= 1
    for done in (*completions, *(end for each in found for end in (each.low, each.high) if end is not None)):
        scored = forward(shape, done)
        assert any(holds(each, done) for each in found) == (scored is not None and scored >= points)


@given(shapes(), NUMBERS)
def test_slopes_are_what_a_little_more_or_less_changes(shape, done: F) -> None:
    here = forward(shape, done)
    for side, slope in zip((-1, 1), slopes(pieces(*shape), done), strict=True):
        there = forward(shape, done + side * TINY)
        if slope is None:
            assert here is None or there is None or abs(there - here) > shape[1].w / 2 or shape[1].w == 0
        else:
            assert abs((there - here) - side * TINY * slope) <= shape[1].w * TINY / 1000


# --- completions -----------------------------------------------------------------------------------------------------

AMOUNTS = st.integers(0, 2000).map(lambda cents: F(cents, 100)) | st.integers(0, 20).map(F)


@st.composite
def lines(draw, place: int = 1) -> Line:
    sign = draw(st.sampled_from(["≥", "≤", "=", ">", "<", "-", ""]))
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    target = f"{decimal(low)}%-{decimal(high)}%" if sign == "-" else f"{sign}{decimal(low)}%"
    weight = Number.of(str(draw(st.integers(1, 20))))
    return Line(
        f"i{place}", "indicator", name="完成率", target=target, actual=f"{decimal(draw(AMOUNTS))}%", weight=weight
    )


@st.composite
def cards(draw):
    own = [draw(lines(place)) for place in range(1, draw(st.integers(2, 5)))]
    return score(Form("project", indicators=tuple(own)), draw(st.sampled_from([RATIO, OTHER])))


def at(card, line, done: F):
    """The points of a line with another completion: exact and as shown."""
    value = value_at(curve(card, line).pieces, done)
    return value, None if value is None else half_up(value, card.rulebook.places)


@given(cards(), st.fractions(0, 1, max_denominator=40), st.booleans())
def test_completion_is_just_enough(card, share: F, exact: bool) -> None:
    line = card.lines[0]
    assume(line.points is not None and not curve(card, line).reason)
    points = line.points * share
    found = completion_for(card, "i1", points, exact=exact)
    if found.range is None:
        assert not any((at(card, line, F(done, 7))[not exact] or 0) >= points for done in range(160))
        return
    for end, strict, out in (
        (found.range.low, found.range.strict_low, -1),
        (found.range.high, found.range.strict_high, 1),
    ):
        if end is None:
            continue
        inside, beyond = at(card, line, end - out * TINY * strict), at(card, line, end + out * TINY * (not strict))
        assert inside[not exact] >= points
        assert beyond[not exact] is None or beyond[not exact] < points
    if found.cell:
        again = score(evolve(card.form, indicators=(evolve(line.line, actual=found.cell),)), card.rulebook).lines[0]
        assert (again.exact if exact else again.shown).low >= points


@given(cards(), st.integers(0, 100), st.sampled_from(["", "优", "良", "中"]))
def test_one_line_brings_the_form_to_a_total(card, share: int, grade: str) -> None:
    assume(not grade or card.rulebook.grades)
    wanted = card.weight.high * share / 100
    for found in completion_for_total(card, None if grade else wanted, grade or None):
        totals = (card.exact, card.rule) if grade else (card.rule, card.exact)
        own = card.of(found.line)
        if found.worst.cell:
            changed = tuple(
                evolve(each.line, actual=found.worst.cell) if each is own else each.line for each in card.lines
            )
            again = score(evolve(card.form, indicators=changed), card.rulebook)
            assert (again.exact if grade else again.rule).low >= found.total
        if found.best.range is None and found.best.points > own.weight.high + F(1, 100):
            assert found.most < found.total
        assert found.most <= totals[0].high + own.weight.high


@pytest.mark.parametrize(
    ("target", "actual", "more"),
    [
        ("及时", "及时", {}),
        ("12月底前", "11月", {}),
        ("≥3件", "3家", {}),
        ("530元/人*月", "600元/人*月", {"name": "人均成本", "level2": "经济成本指标"}),
        ("≥90%", "95%", {"weight": None}),
        ("≥90%", "95%", {"steps": (Step("≥90%", Number.of("10")),)}),
        ("≥90%", "95%", {"sub": True}),
    ],
)
def test_no_answer_has_a_reason(target: str, actual: str, more) -> None:
    line = Line(
        "i1", "indicator", **{"name": "a", "target": target, "actual": actual, "weight": Number.of("10"), **more}
    )
    card = score(Form("project", year=2023, indicators=(line,)), RATIO)
    found = completion_for(card, "i1", F(5))
    assert (found.range, found.reason is not None) == (None, True)


def test_a_budget_of_nothing_has_no_answer() -> None:
    form = loads('[form]\nkind="project"\n[budget]\nweight=20\nbudget=0\nspent=0\nfiled=20')
    found = completion_for(score(form, RATIO), "budget", F(5))
    assert (found.range, found.reason is not None) == (None, True)


def test_counted_things_come_whole() -> None:
    line = Line("i1", "indicator", target="≥3000人", actual="2399", weight=Number.of("4"))
    card = score(Form("project", indicators=(line,)), RATIO)
    assert completion_for(card, "i1", F("3.5")).cell == "2622人"
    assert completion_for(card, "i1", F(4)).range.low == F("2996.25")  # 3.995 is shown as 4.00
    assert completion_for(card, "i1", F(4), exact=True).range.low == 3000
    assert completion_for(card, "i1", F("4.01")).range is None
    assert sensitivity(card)[0].right == F(4, 3000)


def test_a_bound_that_is_left_out_is_not_written() -> None:
    line = Line("i1", "indicator", target="<0%", actual="1%", weight=Number.of("4"))
    found = completion_for(score(Form("project", indicators=(line,)), RATIO), "i1", F(4))
    assert (found.range.high, found.range.strict_high, found.cell) == (0, True, "-1%")


def test_best_and_worst_case_of_the_other_lines() -> None:
    own = (
        Line("i1", "indicator", target="≥100%", actual="80%", weight=Number.of("50")),
        Line("i2", "indicator", target="及时", actual="及时", weight=Number.of("50")),  # 40 to 50 points
    )
    first, second = completion_for_total(score(Form("project", indicators=own), RATIO), F(85))
    assert (first.best.points, first.worst.points, first.most) == (35, 45, 100)
    assert (first.best.cell, first.worst.cell) == ("69.99%", "89.99%")
    assert (second.best.range, second.most) == (None, 90)


def test_questions_that_make_no_sense() -> None:
    card = score(Form("project", indicators=(Line("i1", "indicator", target="≥1", weight=Number.of("4")),)), RATIO)
    for ask in (
        lambda: completion_for(card, "i2", F(1)),
        lambda: completion_for_total(card),
        lambda: completion_for_total(card, F(1), "优"),
        lambda: completion_for_total(card, grade="甲"),
        lambda: run_solve([card.form], line="i9"),
        lambda: run_solve([card.form], points="many"),
        lambda: run_solve([card.form], points="-1"),
        lambda: run_solve([card.form], points="4.01"),
        lambda: run_solve([card.form], total="-1"),
        lambda: run_solve([card.form], total="101"),
        lambda: run_solve([card.form], total="3", points="3"),
        lambda: run_solve([card.form], grade="优", points="3"),
    ):
        with pytest.raises(SolveError):
            ask()


@given(forms(), st.sampled_from(names()), st.integers(0, 100))
def test_every_form_can_be_asked(form: Form, book: str, total: int) -> None:
    """What is found is scored forward on the way; a wrong answer raises ArithmeticError."""
    assert run_solve([form], rulebook=rulebook(book))
    assert run_solve([form], rulebook=rulebook(book), total=str(total), language="zh")
    assert run_solve([form], rulebook=rulebook(book), points="3.3", format="json")


# --- the report ------------------------------------------------------------------------------------------------------


def test_report_tells_the_same_in_both_formats() -> None:
    form = loads(
        '[form]\nkind="project"\nproject="招聘"\nprinted_total=27\n[goal]\nweight=20\ntarget="招聘"\nactual="100%"\n'
        '[[indicator]]\nname="场次"\ntarget="≥20场"\nactual="15场"\nweight=10\nfiled=7'
    )
    assert "the printed total implies 20" in run_solve([form], rulebook=RATIO)
    assert '"exact": "1/2"' in run_solve([form], rulebook=RATIO, format="json")
    assert "at least 17.99场, for example 18场" in run_solve([form], rulebook=RATIO, line="i1", points="9")
    assert '"cell": "18场"' in run_solve([form], rulebook=RATIO, points="9", format="json")
    assert "at least 17.99场" in run_solve([form], rulebook=RATIO, total="29")


def test_what_is_never_sure_is_not_called_sure() -> None:
    """A line that reaches the total only if all others are at their best has no example, and no second sentence."""
    open_one = Line("i2", "indicator", name="环境", target="有效改善", actual="较好", weight=Number.of(60))
    own = Line("i1", "indicator", name="培训", target="≥20场", actual="10场", weight=Number.of(40))
    text = run_solve([Form("project", indicators=(own, open_one))], rulebook=RATIO, total="90")
    told = next(row for row in text.splitlines() if row.startswith("  i1"))
    assert told == "  i1 培训: at least 14.9975场, if the other lines earn the most that they may; none is sure"
