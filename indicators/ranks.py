"""Places in an order (排名): 前10名 is the tenth place or a better one, 第8名 the eighth."""

from __future__ import annotations

import re
from fractions import Fraction

from indicators.amounts import Amount
from indicators.numerals import chinese
from indicators.units import RANK, unit

_AMONG = "(?:全国|全省|全市|全区|全县|全州|全系统|同类|省内|市内|区内|县内|综合|考核|评比|考评)*"
_STANDS = "(?:排名|排位|名次|位次|位列|名列|位居|稳居|居|列|进入|保持在?|达到?)*"
_RANK = rf"{_AMONG}{_STANDS}{_AMONG}(?P<top>前|第)(?P<place>[0-9]{{1,4}}|[一二三四五六七八九十百]{{1,5}})[名位]"


def rank(text: str) -> Amount | None:
    """The place that a folded text names, or the last of those that it allows; None for any other text.

    >>> rank("全省前10名").high, rank("第八名").value, rank("第三方单位")
    (Fraction(10, 1), Fraction(8, 1), None)
    """
    found = re.fullmatch(_RANK, text, re.ASCII)
    if not found:
        return None
    written = found["place"]
    numeral = None if written.isdigit() else chinese(written)
    if numeral is None and not written.isdigit():
        return None
    place = Fraction(int(written)) if numeral is None else numeral[0]
    if found["top"] == "前":
        return Amount("<=", None, place, unit(RANK))
    return Amount("", place, place, unit(RANK))
