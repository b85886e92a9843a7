"""The vocabulary that forms are recognised by (``data/headings.toml``): what a heading, a label or a row stands for."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from indicators.exact import fold

_TABLE = tomllib.loads((Path(__file__).parent.parent / "data" / "headings.toml").read_text("utf-8"))


def _roles(table: dict[str, str]) -> MappingProxyType[str, str]:
    """Heading → role, for every heading of a table."""
    return MappingProxyType({heading: role for role, headings in table.items() for heading in headings.split()})


COLUMNS = MappingProxyType({kind: _roles(_TABLE[kind]) for kind in ("table", "funds", "goal")})
LABELS = _roles(_TABLE["label"])
LEVEL1 = frozenset(_TABLE["levels"]["level1"].split())
LEVEL2 = frozenset(_TABLE["levels"]["level2"].split())
TOTALS = frozenset(_TABLE["rows"]["total"].split())
FUNDS_TOTALS = frozenset(_TABLE["rows"]["funds_total"].split())
SOURCES = tuple(_TABLE["rows"]["source"].split())

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRIM = str.maketrans("", "", " :;、,.*_")
_TAIL = tuple((role, re.compile(pattern)) for role, pattern in _TABLE["tail"].items())
_POINTS = re.compile(r"\(?(\d+(?:\.\d+)?)分[)*×x]?")
_BLOCK = re.compile(
    r"(?:项目)?(?:年度)?(?:绩效)?(?:指标|目标)(?:完成情况)?\d{0,2}|(?:项目)?年度?绩效(?:总)?(?:目标|指标)\d{0,2}"
)
_GROUP = re.compile(
    r"(?P<name>(?:年度)?(?:绩效)?目标(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}))(?:\((?P<points>\d+(?:\.\d+)?)分?\))?[:、]?(?P<text>.*)",
    re.S,
)
_TITLE = re.compile(r"自评表|绩效自评(?:情况|结果)?表|绩效目标(?:完成情况)?自评|自评情况表|绩效目标完成情况表")
_YEAR = re.compile(r"(20\d\d)年?度?")
_MONEY = re.compile(r"(?:单位:?)?[(:]?(亿元|千万元|百万元|十万元|万元|千元|百元|元)[),]?")
_SPACED = (r"\s*".join(each) for each in sorted(LABELS, key=len, reverse=True))
_LABEL_AT = re.compile(
    rf"({'|'.join(_SPACED)})"
    r"\s*(?:[(（][^()（）]{0,12}[)）])?\s*[:：]"
)
_NOTES = re.compile(r"\W{0,4}(?:备注|注|说明|填表说明|填报说明)\W{0,4}(?::|$|\d)")


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """``text`` without white space, folded: what headings are compared by.

    >>> squeeze("一级 指标"), squeeze("年初目标值（A）")
    ('一级指标', '年初目标值(A)')
    """
    return fold("".join(text.split())).replace(" ", "")


@lru_cache(maxsize=8192)
def heading(text: str) -> str:
    """A heading without brackets and marks.

    >>> heading("得分（20分*执行率）"), heading("执行率(B/A)")
    ('得分', '执行率')
    """
    return _BRACKETS.sub("", squeeze(text)).translate(_TRIM)


def role(text: str, kind: str) -> str:
    """What a column with this heading holds, in a table of ``kind``: ``table``, ``funds`` or ``goal``; else empty.

    >>> role("年度指标值", "table"), role("全年预算数（A）", "funds"), role("培训人数", "table")
    ('target', 'budget', '')
    """
    return COLUMNS[kind].get(heading(text), "")


def points(text: str) -> str:
    """The points that a heading prints: ``(20分)`` or ``得分(20分*执行率)``; else empty.

    >>> points("预算执行情况(万元) (20分)"), points("得分（20分*执行率）"), points("得分")
    ('20', '20', '')
    """
    found = _POINTS.search(squeeze(text))
    return found[1] if found else ""


def is_block(text: str) -> bool:
    """Whether a text is the heading of a whole block (项目年度绩效指标（60分）, 年度绩效指标 3), no cell of a line."""
    return _BLOCK.fullmatch(heading(text)) is not None


def is_level(text: str) -> bool:
    """Whether a text is the name of a category (产出指标, 数量指标)."""
    return heading(text) in LEVEL1 or heading(text) in LEVEL2


def group(text: str) -> tuple[str, str, str] | None:
    """Name, points and text of an annual goal's heading, or None.

    >>> group("年度目标 2（20 分）搞好年度招聘工作")
    ('年度目标2', '20', '搞好年度招聘工作')
    """
    found = _GROUP.fullmatch(squeeze(text))
    if not found or not (found["points"] or found["text"]):
        return None
    return found["name"], found["points"] or "", _after(text, found.start("text"))


def _after(text: str, count: int) -> str:
    """``text`` behind its first ``count`` characters that are no white space."""
    for at, char in enumerate(text):
        if count == 0:
            return text[at:].strip()
        count -= not char.isspace()
    return ""


def is_title(text: str) -> bool:
    """Whether a text is the title of a form."""
    plain = squeeze(text)
    return len(plain) <= 60 and "。" not in plain and not plain.startswith("《") and _TITLE.search(plain) is not None


def is_notes(text: str) -> bool:
    """Whether the notes under a form begin here (备注)."""
    return _NOTES.match(squeeze(text)) is not None


def year(text: str) -> int | None:
    """The year in a title or label."""
    found = _YEAR.search(squeeze(text))
    return int(found[1]) if found else None


def money_unit(text: str) -> str:
    """The unit of money that a heading names: 预算执行情况（万元）; else empty."""
    found = _MONEY.search(squeeze(text))
    return found[1] if found else ""


def tail(text: str) -> str:
    """The field under the table that a text labels: ``deviation_reason``, ``improvement`` or empty."""
    plain = heading(text)
    return next((role for role, pattern in _TAIL if len(plain) <= 30 and pattern.fullmatch(plain)), "")


def labelled(text: str) -> tuple[tuple[str, str], ...]:
    """The labels with a colon in a text and what stands behind each: role and value.

    >>> labelled("单位名称(盖章): 某局 自评得分: 88.77")
    (('holder', '某局'), ('total', '88.77'))
    """
    found = list(_LABEL_AT.finditer(text))
    if not found or text[: found[0].start()].strip():
        return ()
    ends = [each.start() for each in found[1:]] + [len(text)]
    pairs = zip(found, ends, strict=True)
    return tuple((LABELS[squeeze(each[1])], text[each.end() : end].strip()) for each, end in pairs)


def label(text: str) -> str:
    """The role of a text that is a label and nothing else, or empty."""
    return LABELS.get(heading(text), "")


def label_before(text: str) -> tuple[str, str] | None:
    """A label and its value in one cell, apart by a space: ``项目实施单位 某中心``."""
    first, _, rest = " ".join(text.split()).partition(" ")
    found = LABELS.get(heading(first), "")
    return (found, rest) if found and rest else None
