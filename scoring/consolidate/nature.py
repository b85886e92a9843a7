"""Whether values are absolute (summed) or relative (averaged), told by declaration, unit and name together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from indicators.cells import plain
from indicators.form import Line
from indicators.measure import Bounds, Numeric
from indicators.units import Unit, unit

SUM, MEAN = "sum", "mean"
RATES = ("率", "度", "比例", "比重", "占比")
EACH = ("人均", "户均", "亩均", "平均", "单价", "均价", "单位成本")
STANDARDS = ("标准",)
AMOUNTS = ("数", "数量", "总额", "总量", "金额", "面积", "里程", "长度", "规模", "产量", "经费")
DURATIONS = ("时间", "时限", "周期", "耗时")
GRADED = frozenset(("count:分", "count:岁", "count:周岁", "count:度"))  # marks and ages are never added up
GROWTH = ("增长", "增幅", "增速", "提高", "提升", "上升", "下降", "降低", "降幅", "执行")
_NEVER_BELOW_0 = ("count:", "event", "length", "area", "volume", "mass", "time", "months", "workdays")
_UNIT_IN_BRACKETS = re.compile(r"\([^()]*\)$")


def nature(name: str, measured: Unit, declared: str | None = None) -> str | None:
    """``sum``, ``mean``, or None where name and unit disagree and only a person can tell.

    A declaration decides (``aggregate``). Shares, prices and differences of shares are relative; so are names that say
    so, such as 人均标准, where the unit allows it. Basis: 相对值按照资金额度加权平均计算; which values are relative is
    our own reading.

    >>> nature("职业培训补贴人均标准", unit("万元")), nature("培训人数", unit("人")), nature("覆盖率", unit("个"))
    ('mean', 'sum', None)
    """
    if declared:
        return declared
    name = _UNIT_IN_BRACKETS.sub("", plain(name))
    each = any(word in name for word in EACH)
    if measured.is_share or measured.is_price or measured.dimension == "points":
        return None if name.endswith(AMOUNTS) and not each else MEAN
    if each:
        return MEAN
    if name.endswith(STANDARDS):
        return MEAN if not measured.name or measured.dimension == "money" else None
    if name.endswith("长度"):
        return SUM
    if name.endswith(RATES):
        return MEAN if not measured.name or measured.dimension in GRADED else None
    if measured.dimension in GRADED or (measured.dimension == "time" and any(word in name for word in DURATIONS)):
        return None
    return SUM


def relative(line: Line, read: Numeric) -> bool | None:
    """Whether a line's values are averaged, not summed; None where name and unit disagree.

    >>> from indicators.measure import measure
    >>> line = Line("i1", "indicator", name="合格率", target="≥90%", actual="95%")
    >>> relative(line, measure(line))
    True
    """
    found = nature(line.name, unit(read.unit), line.aggregate)
    return None if found is None else found == MEAN


def declared(lines: Iterable[Line]) -> set[str]:
    """What the lines declare; more than one is a contradiction."""
    return {line.aggregate for line in lines if line.aggregate}


def natural(name: str, measured: Unit) -> Bounds:
    """What a completion that is not known may be: things are never fewer than 0, a share of a whole never over 100 %.

    >>> natural("培训人数", unit("人")), natural("满意度", unit("%")).high, natural("增长率", unit("%"))
    (Bounds(low=Fraction(0, 1), high=None), Fraction(100, 1), Bounds(low=None, high=None))
    """
    if measured.dimension.startswith(_NEVER_BELOW_0):
        return Bounds(Fraction(0), None)
    name = _UNIT_IN_BRACKETS.sub("", plain(name))
    if measured.is_share and name.endswith(RATES) and not any(word in name for word in GROWTH):
        return Bounds(Fraction(0), 1 / measured.factor)
    return Bounds(None, None)
