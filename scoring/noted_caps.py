"""What notes allow a form at most while too little of its budget is spent: 预算执行率低于60%的，不得评为优."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import frozen

from scoring.own_notes import rules_in
from scoring.rulebook import Cap

_RATE = r"(?:(?:项目|年度|全年)?(?:预算|资金|预算资金|财政资金|项目资金)?执行率)"
_BELOW = r"(?:低于|不足|未达到?|达不到|小于|<)(?P<rate>\d{1,3}(?:\.\d+)?)%(?:\(不含\))?的?(?:项目|部门|单位)?,?"
_OWN = r"(?:其|该项目|项目|自评|评价|绩效|综合)*"
_WHOLE = rf"{_OWN}(?:总分|总得分|自评总分|综合得分)"
_POINTS = r"\d{2}(?:\.\d+)?"
_MOST = rf"(?:最高)?(?:不得?|不能|不应)(?:超过|高于)(?P<points>{_POINTS})分|最高(?:为|得|[记计])?(?P<most>{_POINTS})分"
_RESULT = rf"{_OWN}(?:等级|等次|档次|结果|结论)?"
_NOT = (
    r"(?:不得|不能|不可|不应)(?:被)?(?:评|评定|认定|确定|评价)?为?"
    r"[“\"「]?(?P<grade>[优良])(?P<above>[秀好]?及以上|良)?[秀好]?[”\"」]?(?:等级|等次|档次|级|档)?"
)
_TOTAL = re.compile(rf"(?P<subject>{_RATE})?{_BELOW}{_WHOLE}(?:{_MOST})")
_GRADE = re.compile(rf"(?P<subject>{_RATE})?{_BELOW}{_RESULT}{_NOT}")
_SPLIT = re.compile(r"[。;\n]")


@frozen
class NotedCaps:
    """Caps of the total, and the execution rate that each grade asks for, where the notes say so."""

    caps: tuple[Cap, ...] = ()
    needs: tuple[tuple[str, Fraction], ...] = ()


def noted_caps(notes: Sequence[str]) -> NotedCaps:
    """The caps that notes plainly state.

    >>> found = noted_caps(["备注：1.预算执行率低于60%的，不得评为优；低于50%的，总分不得超过79分"])
    >>> [(name, str(rate)) for name, rate in found.needs]
    [('优', '3/5')]
    >>> [(str(cap.execution_below), int(cap.at_most)) for cap in found.caps]
    [('1/2', 79)]
    >>> noted_caps(["备注：执行率低于60%的，总分按59分计；执行率在80%以下的，酌情扣分"])
    NotedCaps(caps=(), needs=())
    """
    caps: dict[Fraction, Fraction] = {}
    needs: dict[str, Fraction] = {}
    for note in notes:
        for item in rules_in(note):
            for found in _found(item):
                rate = Fraction(found["rate"]) / 100
                if "grade" not in found.re.groupindex:
                    points = Fraction(found["points"] or found["most"])
                    caps[rate] = min(points, caps.get(rate, points))
                    continue
                grades = ("优", "良") if found["above"] or found["grade"] == "良" else ("优",)
                needs |= {grade: max(rate, needs.get(grade, rate)) for grade in grades}
    return NotedCaps(tuple(Cap(rate, points) for rate, points in sorted(caps.items())), tuple(needs.items()))


def without_caps(item: str) -> str:
    """An item of a note without the sentences that state such caps.

    >>> without_caps("执行率低于60%的,不得评为优;逾期的酌情扣分")
    '逾期的酌情扣分'
    """
    spans = [found.string for found in _found(item)]
    return ";".join(each for each in _SPLIT.split(item) if each not in spans) if spans else item


def _found(item: str) -> Iterator[re.Match[str]]:
    """Each sentence that states a cap, its subject named in it or in the one before."""
    named = False
    if "执行率" not in item:
        return
    for sentence in _SPLIT.split(item):
        found = _TOTAL.fullmatch(sentence) or _GRADE.fullmatch(sentence)
        named = found is not None and (named or found["subject"] is not None)
        if found is not None and named and 0 < Fraction(found["rate"]) <= 100:
            yield found
