"""What words say where no figure stands, or before one: zero, a degree of completeness, work that was done.

A percentage beside a target in words stands for 100 % only where the words are of completeness. Words that hold a
figure, a comparison, a fall, a rise or a zero are never a degree. Source: the contract on cells.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from indicators.words import ADVERBS, BESIDE, DEGREE, DOING, NO_DEGREE, ORDINARY, PLANNED, QUANTITY, UNDONE, VETO, ZERO

_FIGURE = (
    r"[\d<>=≥≤±%‰]|[一二三四五六七八九十百千万两半][成倍个次人件项家户期年月日天周季批轮步半场处]|"
    r"[节旦一]前|百分之|分之|⏎"
)


_NUMERALS = frozenset("一二三四五六七八九十百千万两双ⅠⅡⅢⅣⅤ")
_ENDS = "了为是达:、"  # of a clause, behind the words that say that it was done
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_NOT_YET = frozenset("没未不拟将待停缓欲应需")  # before words of doing these say that it was not done: 拟培训
_NOTHING = frozenset("零无未不没杜避防严")  # with one of these each word of nothing begins


@lru_cache(maxsize=1)
def _zero() -> re.Pattern[str]:
    none, events, tails = ("|".join(ZERO[group]) for group in ("none", "events", "tails"))
    return re.compile(
        rf"(?:全年|年内|确保|做到|实现|力争|达到|保持|全部|均|本年度?|目标|安全生产|安全)?(?:{none})"
        rf"(?:[\u4e00-\u9fff、(),]{{0,14}}?(?:{events})(?:{tails})*)+"
    )


def is_zero(text: str) -> bool:
    """Whether folded words say that something did not, or must not, happen: a bare 0.

    >>> is_zero("零发生"), is_zero("杜绝重大安全事故发生"), is_zero("无障碍设施完善"), is_zero("零星修缮")
    (True, True, False, False)
    """
    return (text[0] == "0" or not _NOTHING.isdisjoint(text)) and _is_zero(text)  # few cells hold one of these


@lru_cache(maxsize=4096)
def _is_zero(text: str) -> bool:
    if len(text) > 40:
        return False
    if text in ZERO["alone"]:
        return True
    if not any(word in text for word in ZERO["events"]):  # which spares compiling a long pattern
        return False
    return _zero().fullmatch(text) is not None


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A heading as it is compared: one width, no space, no mark before it, no brackets.

    >>> folded("＊全年预算数 （A）"), folded("执 行率(B/A)")
    ('全年预算数', '执行率')
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return _BRACKETS.sub("", plain).strip("*:,、-—")


@lru_cache(maxsize=8192)
def is_beside(name: str, *levels: str) -> bool:
    """Whether a row of this name under these categories stands beside the 100 points: 加分项, 扣分项, 一票否决.

    >>> is_beside("获省级表彰", "加分项"), is_beside("加分办法", "产出指标"), is_beside("加分项")
    (True, False, True)
    """
    heads = map(folded, levels)
    return any(word in head for head in heads for word in BESIDE) or folded(name).removesuffix("项") in BESIDE


def beside_label(name: str, *levels: str) -> str:
    """The printed heading that puts a row beside the 100 points; empty where its own name is that heading, or none.

    >>> beside_label("获省级表彰", "加分项"), beside_label("重大事故", "", "一票否决指标"), beside_label("加分项")
    ('加分项', '一票否决指标', '')
    """
    return next(
        (head for head in map(folded, levels) if any(word in head for word in BESIDE) and head != folded(name)), ""
    )


def is_veto(name: str, *levels: str) -> bool:
    """Whether such a row is one of 一票否决."""
    return any(VETO in folded(each) for each in (name, *levels))


def holds_quantity(text: str) -> bool:
    """Whether folded words speak of a figure, a comparison, a rise, a fall or a zero.

    >>> [holds_quantity(text) for text in ("逐年下降", "优于上年", "控制在预算内", "制度健全")]
    [True, True, True, False]
    """
    return re.search(_FIGURE, text) is not None or any(word in text for word in NO_DEGREE) or _counts(text)


def _counts(text: str) -> bool:
    """Whether words hold a numeral that is no part of an ordinary word: 一级, 第一, 双百, but not 统一, 十分."""
    if _NUMERALS.isdisjoint(text):
        return False
    for word in ORDINARY:
        text = text.replace(word, "")
    return not _NUMERALS.isdisjoint(text)


def is_degree(text: str) -> bool:
    """Whether folded words are of completeness, so that a percentage beside them says how much of it was reached.

    >>> is_degree("充分"), is_degree("制度健全"), is_degree("有所提升"), is_degree("美化环境")
    (True, True, False, False)
    """
    return not holds_quantity(text) and any(word in text for word in DEGREE)


@lru_cache(maxsize=4096)
def bare(subject: str) -> str:
    """The words before a figure without those that say only that, or how far, something was done.

    >>> bare("全年共培训"), bare("资金到位率为"), bare("仅完成")
    ('培训', '资金到位率', '')
    """
    while word := next((word for word in ADVERBS if subject.startswith(word)), ""):
        subject = subject[len(word) :].lstrip(_ENDS)
    return subject.rstrip(_ENDS)


@lru_cache(maxsize=4096)
def is_known(subject: str) -> bool:
    """Whether the words before a figure are work that was done, a quantity, or a share of good: 培训班, 群众满意度.

    >>> is_known("培训班"), is_known("共组织培训"), is_known("群众满意度"), is_known("取消"), is_known("故障率")
    (True, True, True, False, False)
    """
    if any(word in subject for word in UNDONE):
        return False
    rest = bare(subject)
    if not rest or rest.startswith(DOING) or rest.endswith(QUANTITY):
        return True
    planned = any(word in subject for word in PLANNED)
    return not planned and _NOT_YET.isdisjoint(rest) and rest.removesuffix("率").endswith(DOING)
