"""Cells that a person must read first (待核对), marked on the page."""

from __future__ import annotations

from attrs import evolve

from indicators.form import Form
from scoring.report.official.sheet import LABEL, Box, Section, Sheet

MARK = "待核对"
_CELLS = {"budget": "target", "spent": "actual", "rate": "printed_rate"}  # boxes of the funds row → cells of its line


def with_marks(sheet: Sheet, form: Form) -> Sheet:
    """The page with a mark in every box whose cell is unread."""
    if not form.to_confirm:
        return sheet
    unread = {(line.id, key) for line in form.lines() for key in line.unread}
    unread |= {("", key) for key in form.unread_cells}

    def marked(box: Box) -> Box:
        key = _CELLS.get(box.key, box.key) if box.line == "budget" else box.key
        empty = box.kind != LABEL and not box.text
        return evolve(box, text=MARK) if empty and (box.line, key) in unread else box

    sections = (Section(tuple(map(marked, section.boxes)), section.rows, section.heading) for section in sheet.sections)
    right = sheet.right
    if form.is_unread("printed_total") and right.startswith("自评得分："):
        right = f"自评得分：{MARK}{right.removeprefix('自评得分：')}"
    return evolve(sheet, sections=tuple(sections), right=right)
