"""Whatever stands in a form's tables is kept somewhere: as a cell, as a row carried, or as a row not read."""

from __future__ import annotations

import attrs
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from indicators.form import Form
from indicators.place import Place
from indicators.reading.grid import Cell, Document, Grid, Paragraph
from indicators.recognition import headings
from indicators.recognition.recognise import recognise
from indicators.recognition.shapes import shape

HEAD = ("块", "一级指标", "二级指标", "指标名称", "年初目标值", "实际完成值", "分值", "得分", "偏差原因")
KINDS = [
    "",
    "",
    "产出指标",
    "数量指标",
    "质量指标",
    "—",
    "≥{}%",
    "{}%",
    "{}",
    "{}.5",
    "{}次",
    "名{}率",
    "及时{}",
    "优{}",
]
TEXTS = st.sampled_from(KINDS)


def texts_of(value: object) -> list[str]:
    """Every text in a form, at any depth."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, (tuple, list, set, frozenset)):
        return [text for each in value for text in texts_of(each)]
    if attrs.has(type(value)):
        return [text for each in attrs.fields(type(value)) for text in texts_of(getattr(value, each.name))]
    return []


def told_apart(rows: list[list[str]]) -> list[list[str]]:
    """Texts with a number of their own, so that none can stand in for another."""
    return [[text.format(1000 + 10 * at + column) for column, text in enumerate(row)] for at, row in enumerate(rows)]


ROWS = st.lists(st.lists(TEXTS, min_size=1, max_size=len(HEAD)), min_size=1, max_size=6).map(told_apart)


def form_of(rows: list[list[str]], ruled: bool) -> Form | None:
    cells = [
        Cell(text, at, column, place=Place("a", f"r{at}c{column}"))
        for at, row in enumerate([list(HEAD), *rows])
        for column, text in enumerate(row)
    ]
    forms = recognise(Document("a", (Paragraph("2023年度自评表"), Grid(tuple(cells), ruled=ruled)))).forms
    return forms[0] if forms else None


@given(ROWS, st.booleans())
def test_no_text_of_a_table_is_lost(rows, ruled):
    form = form_of(rows, ruled)
    kept = " ".join(texts_of(form)) if form else ""
    for row in rows:
        texts = [text for text in row if text.strip("—")]
        if all(map(headings.is_level, texts)):
            continue  # categories alone hold for the rows below; without any they say nothing
        if form is None:  # nobody filled it in: names and points at most
            assert "figure" not in set(map(shape, texts))
            continue
        # a weight in per cent is kept as its points
        assert [text for text in texts if text not in kept and text.removesuffix("%") not in kept] == []


@given(ROWS, st.booleans())
def test_no_line_is_made_of_nothing(rows, ruled):
    form = form_of(rows, ruled)
    for line in form.lines() if form else ():
        assert line.name or line.target


@given(ROWS, st.booleans(), st.integers(1, 6))
def test_a_row_reads_alike_whatever_stands_below_it(rows, ruled, count):
    """Reading goes downward: a row further down changes nothing above, but that a cell alone makes it doubtful."""
    whole, upper = form_of(rows, ruled), form_of(rows[:count], ruled)
    if upper is not None:
        assert whole is not None
        for line, before in zip(whole.indicators, upper.indicators, strict=False):
            doubted = {key: getattr(before, key) for key in line.unread if key not in before.unread}
            said = {key: texts[0] for key, texts in line.candidates if key in doubted}
            assert evolve(line, **said, unread=before.unread, candidates=before.candidates) == before
            assert said == doubted
