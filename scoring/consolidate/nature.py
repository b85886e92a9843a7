"""Whether values are absolute (summed) or relative (averaged), told by declaration, unit and name together.

The words are data (``aggregation.toml``). Nothing is added up because nothing speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from indicators.aggregation import ends, words
from indicators.cells import plain, read_cell
from indicators.form import Line
from indicators.levels import level_said
from indicators.measure import Bounds, Numeric
from indicators.units import Unit, unit

SUM, MEAN, ASK = "sum", "mean", "ask"
RATES = ("率", "度", "比例", "比重", "占比")
GROWTH = ("增长", "增幅", "增速", "提高", "提升", "上升", "下降", "降低", "降幅", "执行")
_NEVER_BELOW_0 = ("count:", "event", "length", "area", "volume", "mass", "time", "months", "workdays")
_UNIT_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_YEARLY = re.compile("每年度?|年度")  # a form is of one year
_RATIO = re.compile(r"\d+(?:\.\d+)?[:/]\d+(?:\.\d+)?")
_ORDINAL = re.compile(r"[第前][0-9一二三四五六七八九十百]+(?!季)")  # 第3名


def nature(name: str, measured: Unit, declared: str | None = None) -> str | None:
    """``sum``, ``mean``, or None where only a person can tell.

    A declaration decides (``aggregate``). Shares, X for each Y and differences of shares are relative, and so are names
    that say so (人均, 生师比), where the unit allows it. A sum needs a unit of amounts or a name that ends in one;
    money needs such a name, since 补贴 500元 may be for each. Ranks, levels, periods and states are asked for.
    Basis: 相对值按照资金额度加权平均计算; which values are relative is our own reading.

    >>> nature("职业培训补贴人均标准", unit("万元")), nature("培训人数", unit("人")), nature("覆盖率", unit("个"))
    ('mean', 'sum', None)
    >>> nature("粮食单产", unit("公斤")), nature("质保期", unit("年")), nature("生师比", unit(""))
    ('mean', None, 'mean')
    """
    if declared:
        return declared
    found = _told(_YEARLY.sub("", _UNIT_IN_BRACKETS.sub("", plain(name).lower())), measured)
    return None if found == ASK else found


def _told(name: str, measured: Unit) -> str:
    word, (end, of_money) = _word(name), _end(name)
    if measured.is_share or measured.dimension == "points":
        return ASK if end == SUM and word != MEAN else MEAN
    if "/" in measured.name:
        return ASK if word == ASK else MEAN
    if word:
        return word
    if measured.dimension in words(ASK)["dimension"]:
        return SUM if _holds(name, SUM, "total") else ASK
    graded = measured.name.lower() in words(ASK)["unit"]
    if end == MEAN:
        return MEAN if not measured.name or (measured.dimension == "money" if of_money else graded) else ASK
    if graded or end == ASK or (_holds(name, ASK, "state") and end != SUM):
        return ASK
    if measured.name in words(MEAN)["unit"]:
        return MEAN
    if measured.dimension == "money":
        return SUM if end == SUM else ASK
    if measured.dimension.partition(":")[0] in words(SUM)["dimension"]:
        return SUM
    counted = (end == SUM and not of_money) or (not measured.name and _holds(name, SUM, "cases"))
    return SUM if counted else ASK


def _holds(name: str, nature: str, where: str) -> bool:
    return any(word in name for word in words(nature)[where])


def _word(name: str) -> str:
    """What a word of the name says wherever it stands; the longest word, since 每月 is no 每."""
    every = [
        (len(word), nature == MEAN, nature) for nature in (MEAN, ASK) for word in words(nature)["word"] if word in name
    ]
    return max(every)[2] if every else ""


def _end(name: str) -> tuple[str, bool]:
    """What the longest listed end of the name says."""
    every = [word for word in ends() if name.endswith(word)]
    return ends()[max(every, key=len)] if every else ("", False)


def relative(line: Line, read: Numeric) -> bool | None:
    """Whether a line's values are averaged, not summed; None where only a person can tell.

    A place in an order (第3名) and a completion that is a frequency itself (1次/月) are no amounts, whatever the name.

    >>> from indicators.measure import measure
    >>> line = Line("i1", "indicator", name="合格率", target="≥90%", actual="95%")
    >>> relative(line, measure(line))
    True
    """
    found = nature(line.name, unit(read.unit), line.aggregate)
    if found == SUM and not line.aggregate and not countable(line):
        return None
    return None if found is None else found == MEAN


def countable(line: Line) -> bool:
    """Whether the completion is an amount: no place in an order, and no number of times in a month."""
    done = read_cell(line.actual).amount
    return not (_ORDINAL.search(plain(line.actual)) or (done and done.unit and done.unit.per_year))


def is_grade(line: Line) -> bool:
    """Whether a completion in words is a grade or a ratio, which is no level of a line in words: 二级, 1:18.

    >>> [is_grade(Line("i1", "indicator", name="师资", target=text, actual=text)) for text in ("二级", "1:18", "及时")]
    [True, True, False]
    """
    done, lists = plain(line.actual), words(ASK)
    if line.level is not None or level_said(done):
        return False
    if _RATIO.fullmatch(done) or any(word in plain(line.name) for word in lists["named"]):
        return bool(done)
    return 2 <= len(done) <= 4 and done[-1] in lists["graded"] and all(char in lists["grades"][0] for char in done[:-1])


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
