"""Laws of the third state of a cell (待核对): it has no value, nothing rests on it, and reading it narrows what was."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from indicators import Form, Line, Number, loads, strategies
from indicators.unread import SCORED_BY, blank, blanked
from indicators.writing.toml import write_form
from scoring import score
from scoring.audit import audit
from scoring.audit.finding import NOTE
from scoring.rulebook import rulebook
from scoring.scorecard import JUDGEMENT

BOOK = rulebook("hongshan-2023")
CELLS = ("name", "level1", "target", "actual", "weight", "filed", "reason")
HEAD = ("printed_total", "project", "year", "deviation_reason")


@st.composite
def marked(draw: st.DrawFn) -> Form:
    """A form some of whose cells a person must read first."""
    form = draw(strategies.forms())
    some = st.sets(st.sampled_from(CELLS), max_size=2).map(tuple)
    lines = tuple(evolve(line, unread=draw(some)) for line in form.indicators)
    groups = tuple(
        evolve(group, lines=tuple(evolve(line, unread=draw(some)) for line in group.lines)) for group in form.groups
    )
    budget = draw(st.sets(st.sampled_from(("target", "actual", "weight", "filed", "printed_rate")), max_size=2))
    money = form.budget and evolve(form.budget, line=evolve(form.budget.line, unread=tuple(budget)))
    head = tuple(draw(st.sets(st.sampled_from(HEAD), max_size=2)))
    return evolve(form, indicators=lines, groups=groups, budget=money, unread_cells=head)


@given(marked())
def test_a_form_with_unread_cells_reads_back(form):
    form = blanked(form)
    assert loads(write_form(form)) == form


@given(marked())
def test_an_unread_cell_has_no_value_and_its_reading_is_a_candidate(form):
    before, after = [*form.lines()], [*blanked(form).lines()]
    for one, other in zip(before, after, strict=True):
        for key in one.unread:
            value = getattr(one, key)
            assert not getattr(other, key)
            assert not value or dict(other.candidates)[key] == (str(value),)
    assert blanked(blanked(form)) == blanked(form)
    assert blanked(form).to_confirm == form.to_confirm


@given(marked())
def test_what_is_unread_is_worth_anything_up_to_its_points(form):
    for line in score(form, BOOK).counted:
        own = line.line
        if own.is_unread(*SCORED_BY) and not own.steps:
            assert (line.exact.low, line.status) == (0, JUDGEMENT)
            assert line.exact.high == (line.weight.high if line.weight else 0)
        if own.is_unread("weight"):
            assert line.points is None
            assert line.exact.low == 0
        if own.is_unread("filed"):
            assert line.difference is None
            assert line.filed.low == 0


@given(marked())
def test_the_scores_of_what_is_read_stay_inside(form):
    """Confirming what stood in the cells can only narrow the totals, never move them out."""
    budget = form.budget and evolve(form.budget, line=evolve(form.budget.line, unread=()))
    groups = tuple(evolve(group, lines=_read(group.lines)) for group in form.groups)
    whole = evolve(form, unread_cells=(), indicators=_read(form.indicators), budget=budget, groups=groups)
    if any(line.is_unread("weight") for line in form.lines()):
        return  # a weight that is not known can be any
    doubtful, sure = score(form, BOOK), score(whole, BOOK)
    for total in ("rule", "exact", "filed"):
        wide, narrow = getattr(doubtful, total), getattr(sure, total)
        assert wide.low <= narrow.low
        assert narrow.high <= wide.high


def _read(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(evolve(line, unread=()) for line in lines)


@given(marked(), st.data())
def test_no_warning_or_error_stands_that_another_reading_could_change(form, data):
    """Whatever a person finds in one of the cells, each finding of weight that stood before stands after."""
    doubtful = blanked(form)
    lines = [line for line in doubtful.lines() if line.unread]
    if not lines:
        return
    line = data.draw(st.sampled_from(lines))
    key = line.unread[0]
    number = st.integers(0, 30).map(Number.of)
    values = {
        "weight": number,
        "filed": number,
        "target": strategies.target_cells(),
        "actual": strategies.actual_cells(),
    }
    if line.block == "budget":
        amount = st.integers(0, 999).map(str)
        values |= {"target": amount, "actual": amount, "printed_rate": st.sampled_from(["50%", "100%"])}
    value = data.draw(values.get(key, st.sampled_from(["", "成本指标", "单位成本", "已说明"])))
    known = evolve(line, **{key: value}, unread=line.unread[1:])
    after = _with(doubtful, known)
    standing = {(each.code, each.line) for each in audit(score(doubtful, BOOK)) if each.severity != NOTE}
    left = {(each.code, each.line) for each in audit(score(after, BOOK))}
    told = {each for each in standing if each[0] != "S308" or ("S305", None) not in left}  # S305 takes its place
    assert told <= left


def _with(form: Form, line: Line) -> Form:
    def each(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line if old.id == line.id else old for old in lines)

    budget = form.budget
    if budget and line.block == "budget":
        budget = evolve(budget, line=line)
    goal = line if form.goal and line.block == "goal" else form.goal
    groups = tuple(evolve(group, lines=each(group.lines)) for group in form.groups)
    return evolve(form, budget=budget, goal=goal, indicators=each(form.indicators), groups=groups)


def test_blank_leaves_a_read_part_alone():
    line = Line("i1", "indicator", actual="95%", weight=Number.of(3))
    assert blank(line) is line
    assert Fraction(3) == line.weight.value


@given(strategies.forms(), st.data())
def test_half_a_form_accuses_nobody_of_what_the_other_half_may_hold(form, data):
    """Rows, totals and fields that stand in an unread part are missed by no finding of weight."""
    kept = data.draw(st.sets(st.sampled_from([line.id for line in form.lines()])))
    lines = tuple(line for line in form.indicators if line.id in kept)
    groups = tuple(evolve(group, lines=tuple(line for line in group.lines if line.id in kept)) for group in form.groups)
    half = evolve(
        form, indicators=lines, groups=tuple(group for group in groups if group.lines), unread=("第2页",),
        budget=form.budget if "budget" in kept else None, goal=form.goal if form.goal and "goal" in kept else None,
        project="", unit="", deviation_reason="",
    )  # fmt: skip
    if not any(True for _ in half.lines()):
        return
    whole = {(each.code, each.line) for each in audit(score(form, BOOK))}
    found = {(each.code, each.line) for each in audit(score(half, BOOK)) if each.severity != NOTE}
    # a column that is empty throughout is told once, or is none of the form's; an empty cell of it is its line's own
    found -= {(code, line.id) for line in half.lines() if line.filed is None for code in ("S308", "F002")}
    assert found - {("D103", None)} <= whole
