"""Rulebook, scores and totals of a form: what is typed into it never moves them, and no total is too high."""

from __future__ import annotations

from pathlib import Path

import right_forms as right
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from indicators import Form, Line, Number, Other, PrintedBlock
from scoring import score
from scoring.choice import trials_of
from scoring.rulebook import Rulebook

HERE = Path(__file__).resolve().parent
TYPED = st.sampled_from([
    "", "无", "因疫情影响，项目延期", "王小明", "13800000000", "2024年3月1日", "（盖章）", "优",
    "执行率=执行数/年初预算数", "得分=权重*B/A；反向指标得分=(1-(B-A)/A)*权重", "指标性质", "产出指标（50分）",
])  # fmt: skip


@st.composite
def filed(draw) -> tuple[Form, Rulebook]:
    """A right form of any shipped rulebook, that names none, with the columns that such a form has."""
    form, book = draw(right.right_forms())
    columns = book.form(form.kind).columns.expected
    year = max(filter(None, (book.year, book.valid[0])), default=2023)
    printed = tuple(each.partition("|")[0] for each in columns)
    return evolve(form, rulebook=None, year=draw(st.sampled_from([year, None])), columns=printed), book


@st.composite
def retyped(draw, form: Form) -> Form:
    """The form with every reason, improvement, remark and name of a person or place typed otherwise."""

    def line(own: Line) -> Line:
        return evolve(own, reason=draw(TYPED))

    changed = right.changed(form, line)
    others = tuple(Other(tuple(draw(st.lists(TYPED, max_size=3)))) for _ in range(draw(st.integers(0, 2))))
    return evolve(
        changed, deviation_reason=draw(TYPED), improvement=draw(TYPED), department=draw(TYPED), unit=draw(TYPED),
        title=draw(TYPED), others=others, printed_grade=draw(TYPED), notes=tuple(draw(st.lists(TYPED, max_size=2))),
    )  # fmt: skip


@given(st.data())
def test_what_is_typed_moves_neither_rulebook_nor_score_nor_total(data):
    form, _ = data.draw(filed())
    first, second = score(form), score(data.draw(retyped(form)))
    assert (second.choice.label, second.choice.how) == (first.choice.label, first.choice.how)
    assert [each.rank for each in trials_of(second.form)] == [each.rank for each in trials_of(first.form)]
    assert (second.rule, second.exact, second.filed) == (first.rule, first.exact, first.filed)
    assert [(each.exact, each.status) for each in second.lines] == [(each.exact, each.status) for each in first.lines]


@given(filed())
def test_a_form_of_a_rulebook_is_never_contradicted_by_it(found):
    form, book = found
    trial = next(each for each in trials_of(form) if each.rulebook.id == book.id)
    assert [each.show() for each in trial.against] == []


@given(filed(), st.booleans(), st.booleans())
def test_no_total_passes_the_points_that_are_printed_nor_a_hundred(found, weighted, headed):
    """With the weights of lines or without, with the points of blocks in their headings or without."""
    form, book = found
    printed = sum((line.weight.value for line in form.lines() if line.weight), right.ZERO)
    blocks = tuple(
        PrintedBlock(block.heading, Number.of(str(block.points)))
        for block in book.form(form.kind).blocks
        if block.points is not None
    )
    if headed:
        form = evolve(form, blocks=blocks)
    if not weighted:
        form = right.changed(form, lambda line: evolve(line, weight=None))
    card = score(form)
    if card.has_points:
        assert card.rule.high <= (printed if weighted else 100) <= 100
