"""Whether a bare number says which way its indicator runs: cost, price, duration and harm do not."""

from __future__ import annotations

import re
from functools import lru_cache

from indicators.form import Line
from indicators.units import Unit
from indicators.words import AVERTED, DOUBT, DOWNWARD, FALLING_BY, GAINS, RISING_BY, UPWARD, ZERO

_OF = r"(?:水体|人数|人口|人员|面积|事件|案件|水平|强度|总)?(?:发生|直接)?(?:率|比例|比重|占比)"


_THINGS = ("count", "event", "area", "length", "mass", "volume")  # 高标准农田1000亩 has neither cost nor time

_HARM_MARKS = frozenset("欠漏误损空缺弃违逾断失错坏废死伤亡败滞旷")
_HARM_END = rf"(?<![纠除止减挽防堵补查清诊判阻截保])[{''.join(sorted(_HARM_MARKS))}].?率$"

_NONE, _GOOD_DAYS = AVERTED["none"], AVERTED["days"]
_NOTHING = frozenset(_NONE)
_NOT_DONE = frozenset("未不拒")
_HARM_SHARES = (*DOUBT["harm"], *DOUBT["harm_share"])


def _harm_share(name: str) -> str:
    """The words of a name that are a share of harm, or an empty text."""
    if not any(word in name for word in _HARM_SHARES):
        return ""
    found = re.search(rf"(?:{'|'.join(_HARM_SHARES)}){_OF}", name)
    return found.group() if found else ""


def doubt(line: Line, measured: Unit | None, subject: str = "") -> str:
    """Why the direction of a bare target is in doubt, or an empty text.

    A plain percentage runs upward unless it is a percentage of harm (受害率) or of unknown sense (成本控制率).
    ``subject`` are words of the target itself, which count like the name.

    >>> doubt(Line("i1", "indicator", name="平均办理时间", target="2小时"), None)
    '时间'
    >>> doubt(Line("i1", "indicator", name="满意度", target="95%"), None)
    ''
    """
    name = line.name + subject
    if is_averted(line.name, measured):
        return ""
    rate = _word(name, "rate")
    if rate:
        return rate
    undone = _undone(line.name)
    if undone:
        return undone
    served = _word(name, "service") or speaks_of_a_fall(name)  # less harm is a fall that is wanted
    harm = "" if served else _word(name, "harm")
    lower = "" if served else _word(name, "lower")
    if lower and (not measured or not measured.is_share or _ends_with(name, lower)):
        return lower
    if measured and measured.is_share:  # 投诉率 is a share of harm, 投诉办结率 is not
        share = "" if served else _harm_share(name)
        return share or (harm if harm and _ends_with(name, harm) else "")
    if harm:
        return harm
    if measured and (measured.is_price or measured.dimension in ("time", "months", "workdays")):
        return measured.name
    if measured is None or measured.dimension == "money":
        spent = _word(name, "money") or _fee(name)
        if spent:
            return spent
    counted = measured is not None and measured.dimension.startswith(_THINGS)
    spent = "" if counted or speaks_of_a_fall(name) else _word(name, "cost") or _word(name, "duration")
    return spent or next((level for level in (line.level1, line.level2) if "成本" in level), "")


@lru_cache(maxsize=4096)
def harm_at_end(name: str) -> str:
    """The end of a name that sounds like a share of harm, on no list: a bare target of it may run either way.

    >>> [harm_at_end(name) for name in ("线损率", "断水率", "保障率", "诊断率", "欠费清缴率")]
    ['损率', '断水率', '', '', '']
    """
    found = None if _HARM_MARKS.isdisjoint(name) else re.search(_HARM_END, name)
    return found.group() if found and not _word(name, "service") and not speaks_of_a_fall(name) else ""


def is_averted(name: str, measured: Unit | None) -> bool:
    """Whether a name is that of how often, or how long, nothing happened: more of it is better.

    >>> from indicators.units import unit
    >>> [is_averted(name, unit("%")) for name in ("零差错率", "无投诉率", "投诉率", "不合格率")]
    [True, True, False, False]
    >>> is_averted("无事故天数", unit("天")), is_averted("空气质量优良天数", None), is_averted("办结天数", None)
    (True, True, False)
    """
    share = measured is not None and measured.is_share
    if name.endswith(("天数", "日数")):
        name = name[:-2]
        return name.endswith(_GOOD_DAYS) or _averted().search(name) is not None
    return share and not _NOTHING.isdisjoint(name) and _averted().search(name) is not None


@lru_cache(maxsize=1)
def _averted() -> re.Pattern[str]:
    none, kinds, events = ("|".join(words) for words in (_NONE, AVERTED["kinds"], (*ZERO["events"], *DOUBT["harm"])))
    return re.compile(rf"(?:{none})(?:{kinds})*(?:{events})(?:发生|数量?)?(?:率|比例|占比)?$")


def _fee(name: str) -> str:
    """The end of a name that is one of a fee that is paid: 专家评审费, but not 征收水资源费."""
    found = re.search(r"[^征收缴]费(?:用)?(?:支出|金额)?(?:\(.*\))?$", name)
    return found.group() if found and not any(mark in name for mark in "征收缴免减") else ""


@lru_cache(maxsize=4096)
def _undone(name: str) -> str:
    """The end of a name that counts what was not done, where no work follows on it: 未整改问题数.

    >>> _undone("未办结率"), _undone("不予受理率"), _undone("未整改问题整改率"), _undone("不动产登记办结率")
    ('未办结率', '不予受理率', '', '')
    """
    if _NOT_DONE.isdisjoint(name):
        return ""
    marks, words = ("|".join(DOUBT[group]) for group in ("undone", "also"))
    found = re.search(
        rf"(?:{marks})(?!{words})(?:按时|按期|及时|按规定|能)?(..)(.{{0,8}}?)(?:率|比例|占比|比重|[件人个户次宗处家项]?数量?)$",
        name,
    )
    if not found or found[1] in found[2] or _word(found[2], "service"):
        return ""
    return found.group()


def _ends_with(name: str, word: str) -> bool:
    """Whether a name is of the share of something: 漏损率, 药占比, but not 工资专用账户制度覆盖率."""
    return (
        re.search(
            rf"{re.escape(word)}(?:发生|人数|面积|总量|强度|增加|增长)?(?:率|比|比例|占比|比重)?(?:\(.*\))?$", name
        )
        is not None
    )


@lru_cache(maxsize=4096)
def is_gain(name: str) -> bool:
    """Whether a name is that of work or of a gain, and of no harm.

    >>> is_gain("培训人数"), is_gain("新增隐性债务"), is_gain("安全事故")
    (True, False, False)
    """
    harms = (*DOUBT["harm"], *DOUBT["lower"], *_HARM_SHARES, *ZERO["events"])
    return any(word in name for word in GAINS) and not any(word in name for word in harms)


@lru_cache(maxsize=4096)
def speaks_of_a_fall(name: str) -> bool:
    """Whether a name is that of a fall: beside it a figure is how large the fall was.

    >>> speaks_of_a_fall("单位能耗下降率"), speaks_of_a_fall("满意度")
    (True, False)
    """
    return any(word in name for word in (*DOWNWARD, *FALLING_BY))


@lru_cache(maxsize=4096)
def speaks_of_time(name: str) -> bool:
    """Whether a name is that of a day: beside it 2023.12 is a month.

    >>> speaks_of_time("完成时限"), speaks_of_time("满意度")
    (True, False)
    """
    return any(word in name for word in ("时间", "时限", "日期", "期限", "时点", "进度"))


@lru_cache(maxsize=4096)
def speaks_of_growth(name: str) -> bool:
    """Whether a name is that of a change, which may well be above 100 %.

    >>> speaks_of_growth("产值增长率"), speaks_of_growth("满意度")
    (True, False)
    """
    return speaks_of_a_fall(name) or any(word in name for word in (*UPWARD, *RISING_BY, "倍", "翻"))


def _word(name: str, group: str) -> str:
    return next((word for word in DOUBT[group] if word in name), "")
