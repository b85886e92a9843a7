"""Points of blocks that stand in a note alone: 产出指标50分、效益指标30分、满意度10分、预算执行率10分."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from indicators.form import Form
from indicators.wording import folded
from scoring.blocks import Block, FormRule
from scoring.own_notes import notes_of, rules_in
from scoring.printed import FUNDS

HUNDRED = Fraction(100)
_WORDS = (
    "一级指标",
    "分值",
    "权重",
    "统一",
    "设置",
    "设定",
    "分别",
    "原则上",
    "一般",
    "按",
    "为",
    "是",
    "占",
    "的",
    "各",
    "和",
    "及",
    "其中",
)
_PAIR = re.compile(r"([^\d,、:;。%]{2,24}?)(?:的?(?:分值|权重))?[为占是:]{0,2}(\d{1,3})(?:分|%)")
_SENTENCE = re.compile(r"[。;\n]")
_ASIDE = re.compile(r"\([^()]*\)")
_HEDGED = re.compile(r"原则上|一般|可(?:以|根据|视|作|适当)|参考|建议|调整(?!后)|自行|酌情|如|若")
_LEAST = 2  # blocks; a number beside one name is no plan of points


@frozen
class NotedPoints:
    """The points that one sentence of a note gives to blocks, 100 in all; ``hedged`` where others are allowed."""

    points: Mapping[str, Fraction]
    hedged: bool


def noted_points(notes: Sequence[str]) -> NotedPoints | None:
    """The points of blocks in the notes of a form; None where none, or several that differ, add to 100.

    >>> found = noted_points(["备注：一级指标分值统一设置为：产出指标50分、效益指标30分、满意度10分、预算执行率10分"])
    >>> {name: int(points) for name, points in found.points.items()}, found.hedged
    ({'产出指标': 50, '效益指标': 30, '满意度': 10, '预算执行率': 10}, False)
    >>> noted_points(["备注：产出指标50分、效益指标30分"]), noted_points(["数量指标得30分，质量指标得70分"])
    (None, None)
    """
    every = [_of_sentence(each) for note in notes for item in rules_in(note) for each in _SENTENCE.split(item)]
    found = [each for each in every if each is not None]
    return found[0] if found and all(each.points == found[0].points for each in found) else None


def _of_sentence(sentence: str) -> NotedPoints | None:
    bare = _ASIDE.sub("", sentence)
    points: dict[str, Fraction] = {}
    for name, number in _PAIR.findall(bare):
        own = _name(name)
        if not own or own in points:
            return None
        points[own] = Fraction(number)
    whole = len(points) >= _LEAST and sum(points.values()) == HUNDRED
    return NotedPoints(points, _HEDGED.search(sentence) is not None) if whole else None


def _name(text: str) -> str:
    """The heading at the end of the words before a number."""
    own = folded(text)
    while word := next((word for word in _WORDS if own.startswith(word) and own != word), ""):
        own = own[len(word) :].lstrip(":、,")
    return own


def filled(form: Form, rule: FormRule, known: dict[str, Fraction | None]) -> dict[str, Fraction | None]:
    """The points of the blocks of ``rule``, with those of notes where no cell of the form says any."""
    if not (form.notes or form.others):
        return known
    noted = noted_points(notes_of(form))
    if noted is None:
        return known
    found = {block.name: points for block in rule.blocks if (points := _of_block(block, noted)) is not None}
    return known | {name: points for name, points in found.items() if known.get(name) is None}


def _of_block(block: Block, noted: NotedPoints) -> Fraction | None:
    own = [points for name, points in noted.points.items() if _names(name, block)]
    return sum(own, Fraction(0)) if own else None


def _names(name: str, block: Block) -> bool:
    funds = any(word in name for word in FUNDS)
    return funds if block.name == "budget" else not funds and block.heads(name)
