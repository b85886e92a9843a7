"""What the notes under a form call its grades: 优秀, 良好, 合格, 不合格 in place of 优, 良, 中, 差."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scoring.clauses import grades_of
from scoring.own_notes import rules_in

_NAMES = re.compile(r"优秀|优|良好|良|中等|中|一般|基本合格|不合格|合格|较差|差|低")
_OF_PLACE = re.compile(r"其中|集中|等级中|评价中")


def noted_grades(notes: Sequence[str]) -> tuple[str, ...]:
    """The names of the grades, the highest first, in the words of the sentence that gives their edges; else none.

    >>> noted_grades(["注：S≥95为优秀，85≤S<95为良好，60≤S<85为合格，S<60为不合格。", "注：优秀的项目予以奖励。"])
    ('优秀', '良好', '合格', '不合格')
    >>> noted_grades(["注：得分≥90分为优，80≤得分＜90分为良，60≤得分＜80分为中，得分＜60分为差"])
    ('优', '良', '中', '差')
    """
    found = [
        names
        for note in notes
        for item in rules_in(note)
        for sentence in item.split("。")
        if (edges := grades_of(sentence)) and len(names := _names(sentence)) == len(edges) + 1
    ]
    return found[0] if found and all(each == found[0] for each in found) else ()


def _names(sentence: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(_NAMES.findall(_OF_PLACE.sub("", sentence))))
    return names if names[:1] and names[0].startswith("优") else names[::-1]
