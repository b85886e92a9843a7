"""What a table is for: self-evaluation (自评), targets (申报, 批复), monitoring (监控), an appraisal."""

from __future__ import annotations

import re

from attrs import frozen

from indicators.place import Place
from indicators.reading.grid import Document, Grid
from indicators.recognition.appraisals import appraisal
from indicators.recognition.blanks import head_of, is_blank_form
from indicators.recognition.draft import Draft
from indicators.recognition.headings import squeeze

FORM, TARGETS, MONITORING, WORK_PAPER, NONE = "form", "targets", "monitoring", "workpaper", "none"
APPRAISAL, BLANK, HEAD = "appraisal", "blank", "head"
_WORK_PAPER = re.compile(r".+ · (?:复核底稿|work paper)", re.S)
_OWN = re.compile(r"自评|完成情况|评价|评分|打分")
_MONITORING = re.compile(r"监控")
_UNFINISHED = re.compile(r"可能性|1[-—至]\d{1,2}月")  # headings of a year that is not over
_OUTCOME = re.compile("完成|实现|达成|达到|实际|执行|结果|实绩|办结|得分|自评")
_TARGETS = re.compile(r"绩效目标[^,:;]{0,8}表|目标(?:申报|批复|审批)表")
_SUMMARY = re.compile(r"汇总|一览")
_OUTCOMES = frozenset(("actual", "filed", "reviewed"))


@frozen
class OtherTable:
    """A table of indicators that is no self-evaluation filled in.

    Its ``stage`` is ``targets``, ``monitoring``, ``appraisal`` (``kind`` says which), ``blank`` or ``head`` (``kind``
    is what its head says).
    """

    stage: str
    title: str
    place: Place
    kind: str = ""


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
    if appraisal(draft):
        return APPRAISAL
    if _is_a_list(draft, title):
        return NONE
    if _MONITORING.search(title) or (not _OWN.search(title) and any(map(_UNFINISHED.search, draft.columns))):
        return MONITORING
    if is_blank_form(draft) and (_OWN.search(title) or not _TARGETS.search(title)):
        return HEAD if head_of(draft) else BLANK
    if _OWN.search(title):
        return FORM
    outcome = draft.roles & _OUTCOMES
    if _TARGETS.search(title) and "filed" not in outcome:
        return TARGETS
    if not draft.headed or "target" not in draft.roles or outcome or _may_hold_outcomes(draft):
        return FORM
    return TARGETS


def _may_hold_outcomes(draft: Draft) -> bool:
    """Whether a filled column whose heading nobody knows may say what came of the targets.

    >>> from indicators.reading.grid import Cell
    >>> filled = {"办结绩效": [Cell("15件", 1, 5)]}
    >>> [_may_hold_outcomes(Draft(Place(), unknown=["办结绩效"], beside=each)) for each in (filled, {})]
    [True, False]
    """
    return any(draft.beside.get(title) and _OUTCOME.search(title) for title in draft.unknown)


def _is_a_list(draft: Draft, title: str) -> bool:
    """Whether funds are those of a list of projects, and no form was begun: no line, no goal, none of its fields."""
    if draft.headed or draft.lines or draft.groups or draft.goal or not draft.funds or draft.marks:
        return False
    if "project" in draft.head or {"department", "unit"} <= draft.head.keys():
        return False
    return not title or _SUMMARY.search(title) is not None
