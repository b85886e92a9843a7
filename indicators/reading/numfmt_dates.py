"""Serial days → the date or time that a spreadsheet shows."""

from __future__ import annotations

import re
from datetime import date as Day
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<half>am/pm|a/p|上午/下午)|(?P<field>y+|m+|d+|h+|s+|a{3,4})|(?P<fraction>\.0+)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_YEAR_MONTH, _MONTH_DAY, _WHOLE = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_CLOCK, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
# What a Chinese system shows for the formats that files name by number only
BUILT_IN = MappingProxyType(
    {14: "yyyy/m/d", 30: "m-d-yy", 31: _WHOLE, 32: _CLOCK, 33: _SECONDS}
    | dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH)
    | dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY)
    | dict.fromkeys((34, 55), "上午/下午" + _CLOCK)
    | dict.fromkeys((35, 56), "上午/下午" + _SECONDS)
)
_WEEK = "一二三四五六日"
_DAY = 86_400


def date(value: Decimal, section: str, since1904: bool = False) -> str | None:
    """A serial day by a date format; None for what no calendar has.

    >>> date(Decimal("45291.5"), "yyyy/m/d h:mm"), date(Decimal(61), "yyyy-mm-dd"), date(Decimal("1.5"), "[h]:mm")
    ('2023/12/31 12:00', '1900-03-01', '36:00')
    """
    tokens = list(_TOKEN.finditer(section))
    if value < 0 or value > 2_958_465 or any(token["fraction"] for token in tokens):
        return None
    timed = any(_letter(token) in ("h", "s") or token["elapsed"] for token in tokens)
    seconds = int((value * _DAY).to_integral_value(ROUND_HALF_UP)) if timed else int(value) * _DAY
    days, clock = divmod(seconds, _DAY)
    day = _day(days, since1904)
    if day is None:
        return None
    half = any(token["half"] for token in tokens)
    return "".join(
        _shown(token, day, clock, seconds, half=half, minute=_is_minute(tokens, index))
        for index, token in enumerate(tokens)
    ).strip()


def _day(days: int, since1904: bool) -> Day | None:
    """The calendar day; the spreadsheet's own 29 February 1900 is none."""
    if since1904:
        start = Day(1904, 1, 1)
    elif days == 60:
        return None
    else:
        start = Day(1899, 12, 30) if days > 60 else Day(1899, 12, 31)
    try:
        return start + timedelta(days)
    except OverflowError:
        return None


def _is_minute(tokens: list[re.Match[str]], index: int) -> bool:
    """``m`` is the minute after an hour or before a second."""
    fields = [(at, _letter(token)) for at, token in enumerate(tokens) if _letter(token)]
    before = [letter for at, letter in fields if at < index]
    after = [letter for at, letter in fields if at > index]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _letter(token: re.Match[str]) -> str:
    return (token["field"] or token["elapsed"] or "")[:1].lower()


def _shown(token: re.Match[str], day: Day, clock: int, seconds: int, *, half: bool, minute: bool) -> str:
    if token["elapsed"]:
        unit = {"h": 3600, "m": 60, "s": 1}[_letter(token)]
        return str(seconds // unit).rjust(len(token["elapsed"]), "0")
    if token["half"]:
        before, after = token["half"].split("/")
        return before if clock < _DAY // 2 else after
    if not token["field"]:
        return (token["quoted"] or "") + (token["escaped"] or "") + (token["plain"] or "")
    letter, length = _letter(token), len(token["field"])
    if letter == "y":
        return str(day.year) if length > 2 else f"{day.year % 100:02}"
    if letter == "a" or (letter == "d" and length > 2):
        return ("周" if length == 3 else "星期") + _WEEK[day.weekday()]
    hour = clock // 3600
    if letter == "m" and not minute:
        number = day.month
        if length > 2:
            return f"{number}月"
    elif letter == "h":
        number = (hour % 12 or 12) if half else hour
    else:
        number = {"d": day.day, "m": clock // 60 % 60, "s": clock % 60}[letter]
    return f"{number:02}" if length > 1 else str(number)
