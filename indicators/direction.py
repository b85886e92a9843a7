"""Whether a bare number says which way its indicator runs: cost, price, duration and harm do not."""

from __future__ import annotations

import re

from indicators.form import Line
from indicators.units import Unit
from indicators.words import DOUBT

_HARM_SHARE = rf"(?:{'|'.join(DOUBT['harm'])})(?:人数|面积|事件)?(?:发生)?(?:率|比例|比重|占比)"


def doubt(line: Line, measured: Unit | None) -> str:
    """Why the direction of a bare target is in doubt, or an empty text.

    A plain percentage runs upward unless it is a percentage of harm (受害率).

    >>> doubt(Line("i1", "indicator", name="平均办理时间", target="2小时"), None)
    '时间'
    >>> doubt(Line("i1", "indicator", name="满意度", target="95%"), None)
    ''
    """
    harm = _word(line.name, "harm")
    if measured and measured.is_share:  # 投诉率 is a share of harm, 投诉办结率 is not
        return harm if harm and re.search(_HARM_SHARE, line.name) else ""
    if harm:
        return harm
    if measured and (measured.is_price or measured.dimension in ("time", "months", "workdays")):
        return measured.name
    found = _word(line.name, "cost") or _word(line.name, "duration")
    return found or next((level for level in (line.level1, line.level2) if "成本" in level), "")


def _word(name: str, group: str) -> str:
    return next((word for word in DOUBT[group] if word in name), "")
