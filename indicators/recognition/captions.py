"""What the title of a form and the lines under it say besides: the total, the year with fields behind it."""

from __future__ import annotations

import re

from indicators.recognition.headings import squeeze

_TOTAL = re.compile(r"\(?(?:项目|自评|绩效|综合)*(?:总得分|总分|得分|自评分)[:为=]?(\d{1,3}(?:\.\d+)?)分?\)?")
_TOTAL_WITHIN = re.compile(
    r"(?:自评(?:总得?)?[得评]?分|(?:总|综合|最终|绩效)得分|得分)[:为]?(\d{1,3}(?:\.\d+)?)分(?![以之及*×])"
)
_YEAR_FIRST = re.compile(r"\s*[(（]?\s*20\d\d\s*年?度?\s*[)）]?")


def total_in(text: str) -> str:
    """The total that a line of its own says: 项目总得分99分; else empty. 总分100分 may as well be the points of all.

    >>> total_in("项目总得分99分"), total_in("总分：99分"), total_in("得分"), total_in("（总分100分）")
    ('99', '99', '', '')
    """
    plain = squeeze(text)
    found = _TOTAL.fullmatch(plain)
    return found[1] if found and not (found[1] == "100" and plain.lstrip("(").startswith("总分")) else ""


def total_within(text: str) -> str:
    """The total that a title or a caption says among other words; the points of all are none.

    >>> total_within("项目支出绩效自评表（自评得分：99分）"), total_within("表1 某项目自评得分98.5分")
    ('99', '98.5')
    >>> total_within("自评表（总分100分）"), total_within("得分80分以上的项目")
    ('', '')
    """
    found = _TOTAL_WITHIN.findall(squeeze(text))
    return found[0] if len(found) == 1 else ""


def behind_year(text: str) -> str:
    """What a line says behind the year that it begins with; empty where it does not begin with one.

    >>> behind_year("（2023年度） 自评得分：99"), behind_year("自评得分：99")
    ('自评得分：99', '')
    """
    found = _YEAR_FIRST.match(text)
    return text[found.end() :].strip() if found else ""
