"""Chinese numerals (中文数字) at the start of a text, exactly.

Approximate words (几, 余, 多, 十几) are no figures and are not read here.
"""

from __future__ import annotations

import re
from fractions import Fraction

_DIGITS = {
    "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "廿": 20, "卅": 30, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_INTEGER = "[" + "".join([*_DIGITS, *_SMALL]) + "][" + "".join([*_DIGITS, *_SMALL, *_LARGE]) + "]{0,30}"
# Patterns are compiled when a numeral is met: most forms have none.
_FRACTION = rf"(百|千|万|{_INTEGER})分之({_INTEGER})(?:点([{''.join(_DIGITS)}]+))?"
_POINT = rf"点([{''.join(_DIGITS)}]{{1,30}})"
_SCALES = frozenset([*_SMALL, *_LARGE])
_NUMERALS = frozenset(["半", *"0123456789", *_DIGITS, *_SMALL, *_LARGE])
_FIRST = frozenset([*_DIGITS, *_SMALL, "万", "半"])


def holds_numeral(text: str) -> bool:
    """Whether any character of a folded text is a digit or may be a part of a numeral.

    >>> holds_numeral("合格率≥95%"), holds_numeral("每月一次"), holds_numeral("及时")
    (True, True, False)
    """
    return not _NUMERALS.isdisjoint(text)


def chinese(text: str) -> tuple[Fraction, int] | None:
    """The value of the numeral that ``text`` begins with and where it ends, or None.

    >>> chinese("十二次"), chinese("百分之九十五"), chinese("两千零三")[0], chinese("几十人")
    ((Fraction(12, 1), 2), (Fraction(19, 20), 6), Fraction(2003, 1), None)
    """
    if text[:1] not in _FIRST:
        return None
    if text[0] == "半":
        return Fraction(1, 2), 1
    found = re.match(_FRACTION, text)
    if found:
        below = {"百": 100, "千": 1000, "万": 10000}.get(found[1]) or _integer(found[1])
        above = _integer(found[2])
        if above is None or not below:
            return None
        return (above + _decimals(found[3] or "")) / below, found.end()
    if text[0] in "零〇" and text[1:2] in _SCALES:  # 零千克: nought, and a unit that begins like a numeral
        return Fraction(0), 1
    found = re.match(_INTEGER, text)
    whole = _integer(found.group()) if found else None
    if found is None or whole is None:
        return None
    value, end = Fraction(whole), found.end()
    point = re.match(_POINT, text[end:])
    if point:
        value, end = value + _decimals(point[1]), end + point.end()
    if text[end : end + 1] == "成" and value <= 10:  # 九成 = 90 %; 九成五 = 95 %
        half = _DIGITS.get(text[end + 1 : end + 2])
        return value / 10 + Fraction(half or 0, 100), end + (1 if half is None else 2)
    return value, end


def _decimals(text: str) -> Fraction:
    return Fraction(int("".join(str(_DIGITS[char]) for char in text) or "0"), 10 ** len(text))


def _integer(text: str) -> int | None:
    """A whole numeral; None where the characters do not make one (一二百, 两三)."""
    if all(char in _DIGITS for char in text):  # 二〇二三: read digit by digit; 两三 is "two or three"
        if len(text) > 1 and not any(char in "〇零" for char in text):
            return None
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = above = 0
    small = 10_000  # 千 before 百 before 十 within a section
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _SMALL:
            if _SMALL[char] >= small:
                return None
            section += (1 if digit is None or digit == 0 else digit) * _SMALL[char]
            digit, small = None, 10 if _SMALL[char] < 100 else _SMALL[char]
        else:
            large, part = _LARGE[char], section + (digit or 0)
            if part and large == above:  # 一万二万
                return None
            total = total + part * large if part and large < above else (total + part) * large
            section, digit, above, small = 0, None, large, 10_000
    if digit and len(text) > 1 and text[-2] in "百佰千仟万萬亿億":
        return None  # 一千五 is 1500 to a speaker and 1005 to a rule
    return total + section + (digit or 0)
