"""The title of a form and what stands in it and below it: the year, the total."""

from __future__ import annotations

import re

from attrs import evolve

from indicators.reading.grid import Cell
from indicators.recognition import captions, headings, labels
from indicators.recognition.appraisals import is_caption, is_evaluation
from indicators.recognition.rows import Row
from indicators.recognition.state import State

_LONGEST = 60  # characters of a caption
# the headings of a table, one behind the other
_HEADINGS = re.compile(
    "一级指标二级指标三级指标[^。]{0,40}?(?:指标值|目标值)[^。]{0,30}?完成(?:值|情况)[^。]{0,30}?(?:分值|得分|权重|原因)"
)


def title(state: State, row: Row) -> bool:
    """A title begins a form, or an appraisal that is none; a year or a total may stand below it, or a total in it."""
    text, draft = row.text, state.draft
    if not text:
        return False
    begins = draft is None or draft.has_content or not draft.title  # else it stands below the title of a form
    if not headings.is_title(text) and not is_caption(text) and not (begins and is_evaluation(text)):
        return _flattened(state, row) or _under_title(state, row)
    repeats = draft is not None and headings.squeeze(draft.title) == headings.squeeze(text)
    before = draft if repeats and draft and draft.has_content and not state.notes else None
    state.begin(row.place, text)
    state.before = before
    _total_in(state, row)
    return True


def _flattened(state: State, row: Row) -> bool:
    """A form of which every cell stands in one line of text: it begins here, and nothing in it can be told apart."""
    plain = headings.squeeze(row.text) if row.number < 0 and len(row.text) > _LONGEST else ""
    found = _HEADINGS.search(plain)
    named = headings.last_title(plain[: found.start()]) if found else ""
    if not named:
        return False
    state.begin(row.place, named)
    if state.draft is not None:
        for sentence in plain.split("。"):
            state.draft.mark([Cell(sentence, 0, 0)])
    return True


def _under_title(state: State, row: Row) -> bool:
    """A year, a total or a few labelled fields on a line of its own below the title."""
    draft, text = state.draft, row.text
    if draft is None or draft.has_content or state.notes or "。" in text or len(text) > _LONGEST:
        return False
    if captions.total_in(text):
        return _total_in(state, row)
    cell = row.own[0]
    behind = captions.behind_year(text)
    pairs = labels.labelled(behind)
    if pairs and labels.year(text):
        draft.head.setdefault("year", cell)
        for role, value in pairs:
            if role == "ignored" and headings.is_money_unit(value):
                draft.money_unit = draft.money_unit or headings.money_unit(value)
            elif role != "ignored" and value:
                draft.head.setdefault(role, evolve(cell, text=value))
        return True
    if not draft.head.keys() - {"total"} and len(headings.squeeze(text)) <= 10 and labels.year(text):
        draft.head["year"] = cell
        return True
    if row.number < 0 and captions.total_within(text):
        return _total_in(state, row)
    return False


def _total_in(state: State, row: Row) -> bool:
    """The total that the title, or a line below it, says."""
    for line in row.text.splitlines():
        found = captions.total_in(line) or captions.total_within(line)
        if found:
            state.form.head.setdefault("total", evolve(row.own[0], text=found))
    return True
