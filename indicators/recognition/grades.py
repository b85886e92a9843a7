"""Grades as cells print them: behind the total, or ticked among all that there are."""

from __future__ import annotations

import re

from indicators.recognition.headings import is_grade, squeeze

_TOTAL_GRADE = re.compile(r"(?P<total>\d{1,3}(?:\.\d+)?)分?[(,、:;/]?(?P<grade>[^\d(),、:;/]{1,3})\)?")
_REVIEWER = (
    "(?:财政|主管|部门|上级|第三方|专家|县级|市级|省级|区级)*"  # the label of what they gave may be parted from it
)
_REVIEWED = re.compile(
    r"(?P<own>\d{1,3}(?:\.\d+)?)分?[/,、;()]?"
    rf"(?:{_REVIEWER}|[^\d/,、;()]{{0,8}}(?:复核|审核|审定|核定|抽评|评审)\D{{0,8}}\d[\d.]*分?\)?)"
)
_MARKED = re.compile(r"[(（\[]([√✓✔]?)[)）\]]")
_BOX, _TICK = "[■☑√✓✔☒●◉□☐○◯]", "■☑√✓✔☒●◉"
_GRADE = "(?P<grade>优秀?|良好?|中等?|较?差|不?合格)"
_BEFORE, _AFTER = re.compile(rf"(?P<box>{_BOX}?){_GRADE}"), re.compile(rf"{_GRADE}(?P<box>{_BOX}?)")


def total_and_grade(text: str) -> tuple[str, str] | None:
    """The total and the grade that one cell says; None where it does not say both.

    >>> total_and_grade("97.5分（优秀）"), total_and_grade("97.5分")
    (('97.5', '优秀'), None)
    """
    found = _TOTAL_GRADE.fullmatch(squeeze(text))
    return (found["total"], found["grade"]) if found and is_grade(found["grade"]) else None


def own_total(text: str) -> str:
    """The total that the unit gave itself, where a cell says behind it what others gave; else the text as it is.

    >>> own_total("96 / 复核 95"), own_total("96分；财政审核得分：95"), own_total("96")
    ('96', '96', '96')
    """
    found = _REVIEWED.fullmatch(squeeze(text))
    return found["own"] if found else text


def ticked(text: str) -> str:
    """The one grade with a tick among those printed with boxes; empty where none or several have one.

    >>> ticked("优■ 良□ 中□ 差□"), ticked("☐优 ☑良 ☐中"), ticked("优□ 良□"), ticked("√优 √良")
    ('优', '良', '', '')
    """
    plain = _MARKED.sub(lambda found: "■" if found[1] else "□", "".join(text.split()))
    option = _BEFORE if re.match(_BOX, plain) else _AFTER
    chosen = [each["grade"] for each in option.finditer(plain) if each["box"] and each["box"] in _TICK]
    rest = option.sub("", plain).strip("、,，;；/")
    return chosen[0] if len(chosen) == 1 and not rest else ""
