"""What the text of a cell looks like, and how badly it fits what a column's heading promises."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

from indicators.cells import read_cell
from indicators.recognition import headings

_POINTS = re.compile(r"-?\d+(?:\.\d+)?分?")
_FIGURE = re.compile(r"[\d≥≤<>=±%‰一二三四五六七八九十百千万两半]")
_NAMED = re.compile(r"\d[^≥≤<>=%]*[\u4e00-\u9fff]{2,}(?:率|数|数量|度|情况|性)")  # 12345热线办结率: a name, no figure
_WORDED = re.compile(r"[\u4e00-\u9fff]{4}")
_AWARD = re.compile(r"[得计扣给](?:\d+(?:\.\d+)?分|$)|率[×*]\d")  # 符合得3分, 到位率×5
_NUMBERED = re.compile(r"指标\d{1,2}[:、.]?[^\d%≥≤<>=]")  # a name with the number that the form prints before it
_SHARES = ("%", "‰", "百分比", "百分点")
_KINDS = frozenset(
    ("正向", "反向", "逆向", "正向指标", "反向指标", "定性", "定量", "定性指标", "定量指标", "文字描述", "定性描述")
)
# what stands in the column of signs, by the sign that it is
_SIGNS = {
    "≥": "≥ >= ≧ ⩾ 大于等于 大于或等于 不低于 不少于 不小于 至少 不短于 不早于 以上",
    "≤": "≤ <= ≦ ⩽ 小于等于 小于或等于 不高于 不超过 不大于 不多于 至多 最多 不超出 不晚于 以下 以内",
    "=": "= == ＝ ═ ﹦ 等于",
    ">": "> 大于 高于 多于 超过",
    "<": "< 小于 低于 少于 不足",
}
SIGNS = MappingProxyType({word: sign for sign, words in _SIGNS.items() for word in words.split()})

# How badly a text of a shape fits a role: 0 is what the heading promises, from UNFIT on it cannot be.
UNFIT = 30
_FIT = MappingProxyType(
    {
        "level": MappingProxyType({"level": 0, "points": 60, "figure": 60, "words": 28}),
        "name": MappingProxyType({"level": 15, "points": 50, "figure": 40, "words": 0}),
        "target": MappingProxyType({"level": 30, "points": 3, "figure": 0, "words": 10}),
        "actual": MappingProxyType({"level": 30, "points": 2, "figure": 2, "words": 10}),
        "score": MappingProxyType({"level": 80, "points": 0, "figure": 50, "words": 80}),
        "amount": MappingProxyType({"level": 80, "points": 0, "figure": 5, "words": 80}),
        "rate": MappingProxyType({"level": 80, "points": 5, "figure": 0, "words": 60}),
        "prose": MappingProxyType({"level": 30, "points": 40, "figure": 30, "words": 0}),
        "unit": MappingProxyType({"level": 60, "points": 60, "figure": 60, "words": 5}),
        "any": MappingProxyType({"level": 5, "points": 5, "figure": 5, "words": 5}),
    }
)
_TYPES = {
    "level": "level1 level2",
    "name": "name level3",
    "target": "target adjusted",
    "actual": "actual",
    "score": "weight filed reviewed block1 block2",
    "prose": "reason improvement standard",
    "unit": "unit done_unit",
    "amount": "initial budget spent",
    "rate": "rate",
}
_TYPE = MappingProxyType({role: kind for kind, roles in _TYPES.items() for role in roles.split()})


_NO_NAMES = frozenset("是否√×%")


@lru_cache(maxsize=8192)
def fit(role: str, text: str) -> int:
    """How badly a text fits a role, from 0; at UNFIT and above it cannot be.

    >>> fit("filed", "19.94"), fit("filed", "100%") >= UNFIT, fit("name", "≥90%") >= UNFIT
    (0, True, True)
    >>> fit("spent", "3.36"), fit("spent", "100.00%") >= UNFIT
    (0, True)
    """
    plain = headings.heading(text)
    if role in ("comparator", "done_sign"):
        return 0 if sign(text) or plain in _KINDS else 80
    if role == "kind":
        return 0 if plain in _KINDS or sign(text) else 60
    if role == "name" and (plain in _NO_NAMES or plain in _KINDS or sign(text)):
        return UNFIT + 40
    if role in ("level1", "level2") and headings.is_level(text):
        return 0 if plain in (headings.LEVEL1 if role == "level1" else headings.LEVEL2) else 15
    kind = shape(text)
    if plain.endswith(_SHARES) and _TYPE.get(role) == "amount":
        return 80  # no money
    if kind == "figure" and (_WORDED.match(plain) if role == "name" else _is_prose(role, plain)):
        return 5  # 配套变压器3台; 有年度工作计划计2分
    if role == "unit" and kind == "words" and len(plain) > 8:
        return 60
    return 0 if kind == "blank" else _FIT[_TYPE.get(role, "any")][kind]


def _is_prose(role: str, plain: str) -> bool:
    told = _WORDED.search(plain) or _AWARD.search(plain)
    return _TYPE.get(role) == "prose" and told is not None


def sign(text: str) -> str:
    """The sign that a cell of the column of signs means; empty where it is none.

    >>> sign("═"), sign("不低于"), sign("定性")
    ('=', '≥', '')
    """
    return SIGNS.get(headings.squeeze(text)) or SIGNS.get("".join(text.split()), "")


@lru_cache(maxsize=8192)
def shape(text: str) -> str:
    """What a text looks like: ``blank``, ``level``, ``points`` (a bare number), ``figure`` or ``words``.

    >>> shape("20"), shape("≥90%"), shape("数量指标"), shape("——")
    ('points', 'figure', 'level', 'blank')
    """
    plain = headings.squeeze(text)
    if _POINTS.fullmatch(plain.replace(",", "")):
        return "points"
    if headings.is_level(text):
        return "level"
    if _NUMBERED.match(plain) or _NAMED.fullmatch(plain):
        return "words"
    reading = read_cell(text)
    if reading.missing:
        return "blank"
    said = (reading.amount is not None or reading.date is not None) and _FIGURE.search(plain) is not None
    return "figure" if said else "words"  # 无重大事故 says zero, in words
