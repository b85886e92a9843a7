"""Stock phrases for the level that was reached, told by their parts: 已达成预期目标, 部分完成年度任务, 未达成指标."""

from __future__ import annotations

import re

from indicators.words import LEVEL_PARTS, LEVELS

_VERB, _GOAL = (f"(?:{'|'.join(LEVEL_PARTS[key])})" for key in ("verb", "goal"))
_KIND = f"(?:{'|'.join(LEVEL_PARTS['kind'])})*"
_WITHOUT = f"(?:{'|'.join(LEVEL_PARTS['alone'])})"  # these verbs need no goal
_DONE = f"(?:{_VERB}{_KIND}{_GOAL}|{_WITHOUT})"
_FORMS = (
    ("part", re.compile(rf"(?:{'|'.join(LEVEL_PARTS['part'])}){_DONE}(?:并具有一定效果)?")),
    ("unmet", re.compile(rf"(?:{'|'.join(LEVEL_PARTS['unmet'])}){_DONE}(?:且效果较差)?")),
    ("met", re.compile(rf"(?:{'|'.join(LEVEL_PARTS['met'])})?{_DONE}")),
)
_MARKS = ",;.:!、。"


def level_said(phrase: str) -> str | None:
    """The level that a phrase says and nothing else; None where it says more, or none.

    >>> [level_said(each) for each in ("已达成预期目标", "全部完成", "部分达成目标", "未达到年度指标", "达到预期效果")]
    ['met', 'met', 'part', 'unmet', None]
    """
    known: str | None = LEVELS.get(phrase)
    return known or next((level for level, pattern in _FORMS if pattern.fullmatch(phrase)), None)


def level_beside(target: str, actual: str) -> str | None:
    """The level of a completion that repeats its target and says that it is met: 有效提升,达成预期指标.

    >>> level_beside("有效提升", "有效提升,达成预期指标"), level_beside("有效提升", "有效提升,部分达成预期指标")
    ('met', None)
    """
    for rest in (actual.removeprefix(target), actual.removesuffix(target)):
        phrase = rest.strip(_MARKS)
        if target and rest != actual and phrase != rest and level_said(phrase) == "met":
            return "met"
    return None
