"""What a table is for: self-evaluation (自评), targets (申报, 批复) or monitoring (监控); told by title and columns."""

from __future__ import annotations

import re

from attrs import frozen

from indicators.place import Place
from indicators.reading.grid import Document, Grid
from indicators.recognition.draft import Draft
from indicators.recognition.headings import squeeze

FORM, TARGETS, MONITORING, WORK_PAPER = "form", "targets", "monitoring", "workpaper"
_WORK_PAPER = re.compile(r".+ · (?:复核底稿|work paper)", re.S)
_OWN = re.compile(r"自评|完成情况|评价|评分|打分")
_MONITORING = re.compile(r"监控")
_UNFINISHED = re.compile(r"可能性|1[-—至]\d{1,2}月")  # headings of a year that is not over
_TARGETS = re.compile(r"绩效目标[^,:;]{0,8}表|目标(?:申报|批复|审批)表")
_OUTCOMES = frozenset(("actual", "filed", "reviewed"))


@frozen
class OtherTable:
    """A table of indicators that is no self-evaluation: its ``stage`` is ``targets`` or ``monitoring``."""

    stage: str
    title: str
    place: Place


def work_paper(document: Document) -> OtherTable | None:
    """The reviewer's work paper that this program writes, told by the title of its sheets; None if it is none."""
    for part in document.parts:
        cells = part.cells if isinstance(part, Grid) else ()
        for cell in cells:
            if cell.row == 0 and _WORK_PAPER.fullmatch(cell.text):
                return OtherTable(WORK_PAPER, cell.text, cell.place)
    return None


def stage(draft: Draft) -> str:
    """The stage of what has been read.

    >>> stage(Draft(Place(), "部门整体支出绩效目标表")), stage(Draft(Place(), "绩效目标自评表"))
    ('targets', 'form')
    >>> stage(Draft(Place(), "2023年度项目绩效运行监控表"))
    'monitoring'
    """
    title = squeeze(draft.title)
    if _MONITORING.search(title) or (not _OWN.search(title) and any(map(_UNFINISHED.search, draft.columns))):
        return MONITORING
    if _OWN.search(title):
        return FORM
    outcome = draft.roles & _OUTCOMES
    if _TARGETS.search(title) and "filed" not in outcome:
        return TARGETS
    return TARGETS if draft.headed and "target" in draft.roles and not outcome else FORM
