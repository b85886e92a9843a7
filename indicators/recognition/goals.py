"""The overall goal (年度总体目标) in a row of its own, without headings: in words, or with completion and points."""

from __future__ import annotations

from indicators.recognition import headings, tables
from indicators.recognition.rows import Row
from indicators.recognition.shapes import shape
from indicators.recognition.state import State


def goal_in_a_row(state: State, row: Row) -> bool:
    """Take such a row: 年度总体目标 | 完成…… | 完成情况：……, or 绩效总目标（20分） | 完成…… | 100% | 20."""
    own = row.own
    if not state.inside or not 2 <= len(own) <= 5 or not headings.is_goal(own[0].text) or state.in_table:
        return False
    if state.form.goal is None and len(own) > 3:
        return _scored(state, row)
    if (
        state.form.goal is not None
        or len(own) > 3
        or (len(own) == 3 and not headings.squeeze(own[2].text).startswith("完成"))
    ):
        return False
    state.form.goal = tables.goal_in_words(own[1:])
    state.columns = None
    return True


def is_beside_goal(last: Row | None, row: Row) -> bool:
    """Whether a row holds what the label of the overall goal labels: it reaches into it, or stood alone above it."""
    reaching = [cell for cell in row.cells if cell.row < row.number and cell.column < row.own[0].column]
    if any(headings.is_goal(cell.text) for cell in reaching):
        return True
    alone = last is not None and len(last.own) == 1 and headings.is_goal(last.own[0].text)
    return alone and last is not None and row.own[0].column > last.own[0].column


def goal_below_its_label(state: State, row: Row) -> bool:
    """Take the words of the overall goal where they stand below an empty row of its label: 目标1：提升能力。"""
    own = row.own
    if not state.inside or len(own) != 1 or not headings.group(own[0].text) or not is_beside_goal(state.last, row):
        return False
    if state.in_table or state.form.goal is not None:
        return False
    state.form.goal = tables.goal_in_words(own)
    state.columns = None
    return True


def _scored(state: State, row: Row) -> bool:
    """The overall goal and its points in a row of its own, without headings: 绩效总目标 | 完成…… | 100% | 20."""
    goal, *between, done, filed = row.own[1:]
    if (
        shape(filed.text) != "points"
        or shape(done.text) != "figure"
        or shape(goal.text) == "points"
        or len(between) > 1
    ):
        return False
    form = state.form
    form.goal = tables.goal_in_words((goal, done), filed)
    if printed := headings.points(row.own[0].text):
        form.block_points.setdefault("goal", printed)
    state.columns = None
    return True
