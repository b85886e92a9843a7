"""What stands beside a figure and leaves it as it is: brackets, reasons, clauses of work done, the start of a way."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from indicators.amounts import Amount, read_amount
from indicators.units import unit
from indicators.words import CLAUSES, DOWN_TO, MISSED, REASONS, START, TO, UNSURE

# A word that could turn, compare or share out what follows.
TURNING = (
    r"第|或|每|上年|去年|往年|不|未|无|非|零|近|逾|超|其中|分别|各|另|较|一般|原则|左右|约|几|多于|少于|[至到]|比(?!例|重|率|对)|"
    r"(?<![率度例重比])占(?!比)|以上|以下|以内"
)
_INCLUDED = r"\(含(?:本数|本级|(?P<figure>[\d.,]+[%‰]?)[^()]{0,4})?\)|\(包含?(?:本数)?\)"
_EXCLUDED = r"\(不含(?:本数|(?P<figure>[\d.,]+[%‰]?)[^()]{0,4})?\)"
_REMARK = r"\(([^()]*)\)$"
_QUOTIENT = r"([0-9]{1,12})/([0-9]{1,12})"
_START = (
    rf"(?:{'|'.join(START)})(?:上年|去年|上一年|年初|原来|期初)?的?(\d[\d.,]*[^\d,;至到为达]{{0,3}}?)"
    r"(?=[\u4e00-\u9fff]*[至到为达])"
)
_REASON = rf"(?P<why>(?:{'|'.join(REASONS)})[^\d<>=≥≤±%‰]+?)(?:,?(?:{'|'.join(MISSED)}))?"
_HOLDS = r"[\d<>=≥≤±%‰]"


def without_clauses(text: str) -> str:
    """A text without clauses that say only that the work was done: 已验收,合格率100%."""
    parts = re.split("[,;]", text)
    told = [part for part in parts if part not in CLAUSES]
    return text if len(told) != 1 else told[0]


def without_start(text: str) -> str:
    """A way from one figure to another without its start, where it runs as its verb says: 由43%提高到45%."""
    found = re.search(_START, text)
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


def without_remark(text: str) -> tuple[str, str, Fraction | None]:
    """A text without the remark in brackets at its end, where that holds no figure but a quotient, or is the unit."""
    found = re.search(_REMARK, text)
    if not found or not found.start():
        return text, "", None
    inner, before = found[1], text[: found.start()]
    quotient = re.fullmatch(_QUOTIENT, inner)
    if quotient and int(quotient[2]):
        return before, found[1], Fraction(int(quotient[1]), int(quotient[2]))
    if before[-1].isdigit() and unit(inner.removeprefix("单位:")).listed:
        return before + inner.removeprefix("单位:"), "", None
    if is_reason(inner):
        return before, inner, None
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


def inclusion(text: str) -> tuple[str, str | None]:
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


def closed_bound(amount: Amount, closed: str) -> Amount | None:
    """The bound with its own number in it or left out, as the brackets say."""
    if closed == "in":
        sign = amount.comparator + "=" if amount.comparator in ("<", ">") else amount.comparator
        return evolve(amount, comparator=sign, strict_low=False, strict_high=False)
    if closed == "ex":
        if amount.comparator not in ("<=", ">=", "<", ">"):
            return None
        sign = amount.comparator[0]
        return evolve(amount, comparator=sign, strict_low=sign == ">", strict_high=sign == "<")
    return amount


def quotient(text: str) -> Fraction | None:
    """``86/88`` as a share; None for anything else.

    >>> quotient("1/2"), quotient("1/0")
    (Fraction(1, 2), None)
    """
    found = re.fullmatch(_QUOTIENT, text)
    return Fraction(int(found[1]), int(found[2])) if found and int(found[2]) else None
