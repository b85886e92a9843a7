"""The vocabulary that forms are recognised by (``data/headings.toml``): what a heading, a label or a row stands for."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from indicators.exact import fold

_TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "data" / "headings.toml").read_text("utf-8")
)
_KINDS = ("table", "funds", "goal", "further")


def _roles(table: dict[str, Any]) -> MappingProxyType[str, str]:
    """Heading → role, for every heading of a table."""
    words = {role: texts.split() for role, texts in table.items() if isinstance(texts, str)}
    return MappingProxyType({word: role for role, each in words.items() for word in each})


class _Likes:
    """The headings of one kind of table that are built of known parts: all their patterns as one, so asked once."""

    def __init__(self, table: dict[str, Any]) -> None:
        likes: dict[str, str] = table.get("like", {})
        self._roles = tuple(likes)
        each = (f"(?P<at{at}>{pattern})" for at, pattern in enumerate(likes.values()))
        self._pattern = re.compile("|".join(each)) if likes else None

    def role(self, plain: str) -> str:
        """The role of the first pattern that fits the whole of a heading; else empty."""
        found = self._pattern.fullmatch(plain) if self._pattern else None
        return self._roles[int(found.lastgroup.removeprefix("at"))] if found and found.lastgroup else ""


COLUMNS = MappingProxyType({kind: _roles(_TABLE[kind]) for kind in _KINDS})
LABELS = _roles(_TABLE["label"])
_LIKES = MappingProxyType({kind: _Likes(_TABLE[kind]) for kind in (*_KINDS, "label")})
LEVEL1 = frozenset(_TABLE["levels"]["level1"].split())
LEVEL2 = frozenset(_TABLE["levels"]["level2"].split())
TOTALS = frozenset(_TABLE["rows"]["total"].split())
SUBTOTALS = frozenset(_TABLE["rows"]["subtotal"].split())
FUNDS_TOTALS = frozenset(_TABLE["rows"]["funds_total"].split())
SOURCES = tuple(_TABLE["rows"]["source"].split())
PARTS = tuple(_TABLE["rows"]["part"].split())
ABOVE = frozenset(("holder", "department", "unit", "year", "total", "grade"))  # fields that may stand over the title
BODIES = tuple(_TABLE["body"]["ends"].split())  # how the name of one that files ends
NUMBERING = frozenset(_TABLE["rows"]["number"].split())
ROW_NUMBERS = frozenset(_TABLE["rows"]["row_number"].split())

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRIM = str.maketrans("", "", " :;、,.*_★☆▲△")
_TAIL = tuple((role, re.compile(pattern)) for role, pattern in _TABLE["tail"].items())
_POINTS = re.compile(r"\(?(\d+(?:\.\d+)?)分[)*×x]?|[^\d(]\((\d+(?:\.\d+)?)\)$|^[^\d(]{2,12}?(\d+(?:\.\d+)?)$")
_OWN_POINTS = re.compile(r"\(?\d+(?:\.\d+)?分\)?$|\(\d+(?:\.\d+)?\)$")
_BLOCK = re.compile(
    r"(?:项目|部门|整体|预算)*(?:年度|当年)?(?:绩效|履职|支出)*(?:指标|目标)(?:完成|自评|评价)?(?:情况)?\d{0,2}"
    r"|(?:项目|部门|整体)*年度?绩效(?:总)?(?:目标|指标)\d{0,2}|(?:项目|部门|整体)?绩效"
    r"|(?:项目|年度|部门|单位|市级|县级|省级|财政)*(?:预算|资金|经费)(?:资金|安排|执行|使用|申请|投入|收支|来源|管理)*情况"
    r"|(?:项目|预算|财政)资金|(?:项目)?资金来源|年度预算申请"
)
_GOAL = re.compile(r"(?:项目|部门|单位|整体)?(?:年度|当年)?(?:绩效|总体|履职|工作)*(?:总)?(?:体)?目标(?:完成情况)?")
_GROUP = re.compile(
    r"(?P<name>(?:项目)?(?:年度)?(?:绩效)?目标(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}))[:、]?"
    r"(?:\((?P<points>\d+(?:\.\d+)?)分?\))?[:、]?(?P<text>.*)",
    re.S,
)
_GOAL_BLOCK = re.compile(
    r"(?P<name>(?:项目|部门|单位)?(?:年度绩效目标|(?:年度)?(?:绩效|履职|工作)?目标(?=[0-9一二三四五六七八九十]))"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?)[:、]?(?P<text>[^()]{0,80}?)[:、]?\((?P<points>\d+(?:\.\d+)?)分?\)"
)
_TITLE = re.compile(
    r"自我?评(?:价|估)?(?:复核|情况|结果)?表|绩效自评(?:情况|结果|评分|打分|报告)?表|绩效目标(?:完成情况)?自评|自评(?:情况|评分|打分|得分|报告)表|绩效目标完成情况表|绩效(?:评价|自评)(?:指标)?(?:评分|打分|得分)表"
    r"|绩效目标[^,:;]{0,8}表|绩效(?:运行|目标)?(?:运行)?监控[^,:;]{0,8}表"
)
_MONEY = re.compile(r"(?:单位:?)?[(:]?(亿元|千万元|百万元|十万元|万元|千元|百元|元)[),]?")
_MONEY_ALONE = re.compile(r"(?:金额)?(?:单位:?)?\(?(亿元|千万元|百万元|十万元|万元|千元|百元|元)\)?")
_NOTES = re.compile(r"\W{0,4}(?:备注|注|说明|填表说明|填报说明)\W{0,4}(?::|$|\d)")
_NOTE = re.compile(r"\W{0,4}(?:备注|注|说明|\d{1,2}[.、)]|\(\d{1,2}\)|[一二三四五六七八九十]、)")
_PART = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[、.]|\d{1,2}[.、])(?=[^\W\d]{4})"
)  # the number of a part of the form
# what the forms call A and B, whatever the words before it
_LETTERS = MappingProxyType(
    {("table", "(A)"): "target", ("table", "(B)"): "actual", ("funds", "(A)"): "budget", ("funds", "(B)"): "spent"}
)
_GRADES = re.compile(r"(优秀?|良好?|中等?|差|合格|不合格|较好|一般)")
_CATEGORY = re.compile(r"(?:\(?[一二三四五六七八九十\d]{1,2}[)、.])?[^,。;:%≥≤<>=\d]{1,9}(?:指标|效益|满意度|产出)")


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """``text`` without white space, folded: what headings are compared by.

    >>> squeeze("一级 指标"), squeeze("年初目标值（A）")
    ('一级指标', '年初目标值(A)')
    """
    return fold("".join(text.split())).replace(" ", "")


@lru_cache(maxsize=8192)
def heading(text: str) -> str:
    """A heading without brackets, marks, and the points or the unit behind it.

    >>> heading("得分（20分*执行率）"), heading("执行率(B/A)"), heading("产出指标40分")
    ('得分', '执行率', '产出指标')
    """
    plain = squeeze(text)
    bare = _OWN_POINTS.sub("", plain)
    return _BRACKETS.sub("", bare or plain).translate(_TRIM)


@lru_cache(maxsize=8192)
def role(text: str, kind: str) -> str:
    """What a column with this heading holds, in a table of ``kind``: ``table``, ``funds`` or ``goal``; else empty.

    >>> role("年度指标值", "table"), role("全年预算数（A）", "funds"), role("培训人数", "table")
    ('target', 'budget', '')
    >>> role("落实（B）", "table"), role("落实（B）", "goal")
    ('actual', '')
    >>> role("本年完成值", "table"), role("财政复核得分", "table"), role("全年（调整）绩效目标", "goal")
    ('actual', 'reviewed', 'adjusted')
    """
    plain = heading(text)
    found = COLUMNS[kind].get(plain, "") or _like(plain, kind)
    if found == "target" and "调整" in squeeze(text):
        return "adjusted"
    if kind == "funds" and plain in ("预算执行", "资金执行") and "/" in squeeze(text):
        return "rate"
    return found or (_LETTERS.get((kind, whole[-3:]), "") if (whole := squeeze(text)).count("(") == 1 else "")


def _like(plain: str, kind: str) -> str:
    return _LIKES[kind].role(plain) if 0 < len(plain) <= 40 else ""


@lru_cache(maxsize=8192)
def is_heading(text: str) -> bool:
    """Whether a text is the heading of a column in any kind of table."""
    return any(role(text, kind) for kind in _KINDS)


def points(text: str) -> str:
    """The points that a heading prints, in brackets or behind it; else empty.

    >>> points("预算执行情况(万元) (20分)"), points("产出指标40分"), points("产出指标（50）")
    ('20', '40', '50')
    >>> points("得分"), points("指标1"), points("年度目标1")
    ('', '', '')
    """
    plain = squeeze(text)
    found = _POINTS.search(plain)
    if not found or (found[3] and not is_level(plain[: found.start(3)])):
        return ""
    return found[1] or found[2] or found[3]


def is_block(text: str) -> bool:
    """Whether a text is the heading of a whole block (二、项目绩效指标（60分）, 年度绩效指标 3), no cell of a line."""
    return _BLOCK.fullmatch(heading(_PART.sub("", squeeze(text)))) is not None


def is_goal(text: str) -> bool:
    """Whether a text is the label of the overall goal (年度总体目标).

    >>> is_goal("*年度绩效总目标"), is_goal("项目年度目标"), is_goal("年度目标1")
    (True, True, False)
    """
    return _GOAL.fullmatch(heading(text)) is not None


def is_level(text: str) -> bool:
    """Whether a text is the name of a category (产出指标, 数量指标)."""
    return heading(text) in LEVEL1 or heading(text) in LEVEL2


def is_category(text: str) -> bool:
    """Whether a text is built like the name of a category: 履职效益, （一）产出指标.

    >>> is_category("能力建设指标"), is_category("培训人数"), is_category("指标1：培训人数")
    (True, False, False)
    """
    return is_level(text) or _CATEGORY.fullmatch(heading(text)) is not None


def group(text: str) -> tuple[str, str, str] | None:
    """Name, points and text of an annual goal's heading, or None.

    >>> group("年度目标 2（20 分）搞好年度招聘工作"), group("年度目标1：（40分）")
    (('年度目标2', '20', '搞好年度招聘工作'), ('年度目标1', '40', ''))
    """
    found = _GROUP.fullmatch(squeeze(text))
    if not found or not (found["points"] or found["text"]):
        return None
    return found["name"], found["points"] or "", _after(text, found.start("text"))


def goal_block(text: str) -> tuple[str, str, str] | None:
    """Name, points and text of an annual goal's label beside its indicators; else None.

    >>> goal_block("年度绩效目标1（80分）"), goal_block("目标二：规范执法（50分）"), goal_block("目标（50分）")
    (('年度绩效目标1', '80', ''), ('目标二', '50', '规范执法'), None)
    """
    found = _GOAL_BLOCK.fullmatch(squeeze(text))
    return (found["name"], found["points"], found["text"]) if found else None


def _after(text: str, count: int) -> str:
    """``text`` behind its first ``count`` characters that are no white space."""
    for at, char in enumerate(text):
        if count == 0:
            return text[at:].strip()
        count -= not char.isspace()
    return ""


def is_title(text: str) -> bool:
    """Whether a text is the title of a form, of a table of targets or of monitoring."""
    plain = squeeze(text)
    return len(plain) <= 60 and "。" not in plain and "《" not in plain and _TITLE.search(plain) is not None


def last_title(plain: str) -> str:
    """The last title of a form in a text without spaces, from its first character on; empty where there is none.

    >>> last_title("附件：项目支出绩效自评表(2022年度)项目名称"), last_title("关于开展自评的通知")
    ('项目支出绩效自评表', '')
    """
    found = [*_TITLE.finditer(plain)]
    if not found:
        return ""
    before = re.split(r"[^\w]", plain[: found[-1].end()])[-1]
    return before[-60:]


def is_notes(text: str) -> bool:
    """Whether the notes under a form begin here (备注)."""
    return _NOTES.match(squeeze(text)) is not None


def is_note(text: str) -> bool:
    """Whether a text is built like one of several notes: 1. 预算执行情况口径."""
    return _NOTE.match(squeeze(text)) is not None


def is_grade(text: str) -> bool:
    """Whether a text is a grade and nothing else (优, 良好)."""
    return _GRADES.fullmatch(heading(text)) is not None


def is_part(text: str) -> bool:
    """Whether the label of a row of funds says that it is a part: 其中：财政拨款."""
    return any(word in squeeze(text) for word in PARTS)


def is_source(text: str) -> bool:
    """Whether the label of a row of funds names where the money comes from, not what it is for.

    >>> is_source("其中：本年财政拨款"), is_source("自治区补助"), is_source("其中：公务接待费")
    (True, True, False)
    """
    plain = squeeze(text).removeprefix("其中").lstrip(":")
    return any(word in plain for word in SOURCES if word != "其中") or role(plain, "funds") == "source"


def money_unit(text: str) -> str:
    """The unit of money that a heading names: 预算执行情况（万元）; else empty."""
    found = _MONEY.search(squeeze(text))
    return found[1] if found else ""


def is_money_unit(text: str) -> bool:
    """Whether a text is a unit of money and nothing else: 单位：万元."""
    return _MONEY_ALONE.fullmatch(squeeze(text)) is not None


def tail(text: str) -> str:
    """The field under the table that a text labels: ``deviation_reason``, ``improvement`` or empty."""
    plain = heading(text)
    return next((role for role, pattern in _TAIL if len(plain) <= 30 and pattern.fullmatch(plain)), "")


def label(text: str) -> str:
    """The role of a text that is a label and nothing else, or empty.

    >>> label("实施单位（盖章）"), label("地方主管部门"), label("某局")
    ('unit', 'department', '')
    """
    plain = heading(text)
    return LABELS.get(plain, "") or (_like(plain, "label") if len(plain) <= 16 else "")
