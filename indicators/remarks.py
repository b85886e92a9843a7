"""What stands beside a figure and leaves it as it is: brackets, reasons, clauses of work done, the start of a way."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from indicators.amounts import read_amount
from indicators.phrase import QUOTIENT, TURNING
from indicators.record import Record
from indicators.units import unit
from indicators.words import CLAUSES, DOWN_TO, MISSED, REASONS, START, TO, UNSURE

_INCLUDED = r"\(含(?:本数|本级|(?P<figure>[\d.,]+[%‰]?)[^()]{0,4})?\)|\(包含?(?:本数)?\)"
_EXCLUDED = r"\(不含(?:本数|(?P<figure>[\d.,]+[%‰]?)[^()]{0,4})?\)"
_REMARK = r"\(([^()]*)\)$"
_START = (
    rf"(?:{'|'.join(START)})(?:上年|去年|上一年|年初|原来|期初)?的?(\d[\d.,]*[^\d,;至到为达]{{0,3}}?)"
    rf"(?={'|'.join((*TO, *DOWN_TO))})"
)
_REASON = rf"(?P<why>(?:{'|'.join(REASONS)})[^\d<>=≥≤±%‰]+?)(?:,?(?:{'|'.join(MISSED)}))?"
_SAMPLE = r"(?:抽样|样本|抽取|调查|问卷|发放问卷|收回问卷|回收问卷)\d+(?:人|份|户|名|个|家)?"  # (抽样120人)
_ALIKE = r"(?P<above>\d{1,12})(?P<unit>[^\d/%]{1,3})/(?P<below>\d{1,12})(?P=unit)"  # 100%(30人/30人)
_SIGN = "<=|>=|[<>≤≥]"
_VARIABLE = rf"(?:(?P<low>[^<>=≤≥xX]+)(?P<first>{_SIGN}))?[xX](?:(?P<second>{_SIGN})(?P<high>[^<>=≤≥xX]+))?"
_TURNED = str.maketrans("<>≤≥", "><≥≤")
_HOLDS = r"[\d<>=≥≤±%‰]"


@frozen(repr=False)
class Beside(Record):
    """A text without what stands beside its figure: the remark, the quotient in brackets, the sense of inclusion."""

    text: str
    remark: str = ""
    quotient: Fraction | None = None
    closed: str = ""


def taken_off(text: str) -> Beside | None:
    """What is left of a folded text, and what stood beside its figure; None where its brackets name another figure.

    >>> taken_off("95%以上(含)").closed, taken_off("由43%提高到45%").text, taken_off("已验收,合格率100%").text
    ('in', '提高到45%', '合格率100%')
    """
    text, clauses = _without_clauses(text)
    text, remark, quotient = _without_remark(_without_start(text))
    text, closed = _inclusion(text)
    return None if closed is None or not text else Beside(text, remark or clauses, quotient, closed)


def _without_clauses(text: str) -> tuple[str, str]:
    """A text without the clauses that say only that the work was done, or why, and those: 已验收,合格率100%."""
    parts = re.split("[,;]", text)
    aside = [part for at, part in enumerate(parts) if part in CLAUSES or (at and is_reason(part))]
    told = [part for part in parts if part not in aside]
    if not aside or len(told) != 1:
        return text, ""
    return told[0], ",".join(aside)


def _without_start(text: str) -> str:
    """A way from one figure to another without its start, where it runs as its verb says: 由43%提高到45%."""
    found = re.search(_START, text) if any(word in text for word in START) else None  # the pattern is a long one
    if not found:
        return text
    start, rest = read_amount(found[1]), text[found.end() :]
    verb = next((word for word in (*TO, *DOWN_TO) if rest.startswith(word)), "")
    end = read_amount(rest[len(verb) :]) if verb else None
    if start is None or end is None or start.value is None or end.value is None:
        return text
    alike = start.unit is None or end.unit is None or start.unit == end.unit
    runs = start.value < end.value if verb in TO else start.value > end.value
    return text[: found.start()] + rest if alike and runs else text


def without_variable(text: str) -> str:
    """Bounds of X as bounds alone: 100≤X≤200 is ≥100且≤200."""
    found = re.fullmatch(_VARIABLE, text)
    if not found:
        return text
    first = found["first"].translate(_TURNED) + found["low"] if found["first"] else ""
    second = found["second"] + found["high"] if found["second"] else ""
    return "且".join(part for part in (first, second) if part)


def _without_remark(text: str) -> tuple[str, str, Fraction | None]:
    """A text without the remark in brackets at its end, where that holds no figure but a quotient, or is the unit."""
    found = re.search(_REMARK, text)
    if not found or not found.start():
        return text, "", None
    inner, before = found[1], text[: found.start()]
    quotient = re.fullmatch(QUOTIENT, inner)
    if quotient and int(quotient[2]):
        return before, found[1], Fraction(int(quotient[1]), int(quotient[2]))
    if before[-1] in "%‰" and unit(inner).is_share:  # 98%(百分比)
        return before, "", None
    if before[-1].isdigit() and unit(inner.removeprefix("单位:")).listed:
        return before + inner.removeprefix("单位:"), "", None
    if is_reason(inner) or inner in CLAUSES or is_sample(inner):
        return before, inner, None
    alike = re.fullmatch(_ALIKE, inner)
    if alike and int(alike["above"]) and alike["above"] == alike["below"] and before.endswith("100%"):
        return before, inner, Fraction(1)
    if re.search(_HOLDS, inner) or re.fullmatch(_INCLUDED, found.group()) or re.fullmatch(_EXCLUDED, found.group()):
        return text, "", None
    return (text, "", None) if re.search(TURNING, inner) else (before, inner, None)


def is_reason(remark: str) -> bool:
    """Whether a remark says why a figure is what it is, and nothing that takes the figure back.

    >>> is_reason("因疫情影响未完成"), is_reason("因疫情取消"), is_reason("含志愿者")
    (True, False, False)
    """
    if not remark.startswith(REASONS):
        return False
    found = re.fullmatch(_REASON, remark)
    return found is not None and not any(word in found["why"] for word in UNSURE)


def is_sample(remark: str) -> bool:
    """Whether a remark says how many were asked: (抽样120人).

    >>> is_sample("抽样120人"), is_sample("取消20人")
    (True, False)
    """
    return re.fullmatch(_SAMPLE, remark) is not None


def _inclusion(text: str) -> tuple[str, str | None]:
    """A text without its brackets of inclusion: ``in``, ``ex`` or nothing; None where they name another figure."""
    sense = ""
    for pattern, own in ((_INCLUDED, "in"), (_EXCLUDED, "ex")):
        for found in re.finditer(pattern, text):
            figure = found["figure"]
            if sense not in ("", own) or (figure and figure not in text[: found.start()] + text[found.end() :]):
                return text, None
            sense = own
        text = re.sub(pattern, "", text)
    return text, sense
