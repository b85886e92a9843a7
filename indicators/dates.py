"""Dates as deadlines (时限) are written: a month means its last day, a span of days its last one."""

from __future__ import annotations

import re

from attrs import frozen

from indicators.record import Record

_YEAR = r"(?:19|20)\d\d"
_BEFORE = r"(?:底|末)?(?:\d{1,2}[时点])?(?:之前|以前|前|内|止|为止)?"
_DAY = r"(?:1[0-9]|2[0-9]|3[01]|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DATE = (  # compiled when the first date is met
    rf"(?:(?P<year>{_YEAR})年?度?)?(?P<month>\d{{1,2}})月份?(?:(?P<day>{_DAY})(?:[日号]|(?=[前底内止完]|之前|以前|$))"
    rf"|(?P<third>[上中下]旬))?{_BEFORE}"
    rf"|(?P<year2>{_YEAR})[-/.](?P<month2>{_MONTH})(?:[-/.](?P<day2>{_DAY}))?(?![\d.])(?:日)?{_BEFORE}"
    rf"|(?P<year4>{_YEAR})(?P<month4>0[1-9]|1[0-2])(?P<day4>0[1-9]|[12]\d|3[01])(?![\d.]){_BEFORE}"
    rf"|(?P<year6>{_YEAR})(?P<month6>0[1-9]|1[0-2])(?![\d.])"
    rf"|(?:(?P<year5>{_YEAR})年度?|当年|本年|年)?(?P<part>上半年|下半年|第?[一二三四1-4]季度|[qQ][1-4](?:季度)?|年中){_BEFORE}"
    rf"|(?:(?P<year3>{_YEAR})年度?(?:年(?=[底末内]))?|(?P<end>当年|本年|年)(?=[底末内])){_BEFORE}"
)
_DIGITS = "〇一二三四五六七八九零"  # the last is a nought too
_WORDS = "(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_THIRDS = {"上旬": 10, "中旬": 20}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@frozen(repr=False)
class Date(Record):
    """The last day that a written date allows; ``year`` is None where none is written.

    ``whole_year`` is set where only a year stands there (2023年): beside a figure it is the time that this is of.
    """

    text: str
    year: int | None
    month: int
    day: int
    whole_year: bool = False

    def in_year(self, year: int) -> tuple[int, int, int]:
        """Year, month and day to compare, in ``year`` where none is written."""
        return self.year or year, self.month, self.day


def date(text: str) -> tuple[Date, int] | None:
    """The date that a folded text begins with and where it ends, or None. Of a span of days it is the last.

    >>> date("2023年12月底前"), date("11月15日完成")
    ((Date(text='2023年12月底前', year=2023, month=12, day=31), 10), \
(Date(text='11月15日', year=None, month=11, day=15), 6))
    >>> date("2023年3-6月")[0].month, date("3月15-20日")[0].day, date("2023年上半年")[0].month
    (6, 20, 6)
    """
    if not (any(mark in text for mark in "年月季") or text.startswith(("1", "2", "q", "Q"))):
        return None
    return _in_words(text) or _span(text) or _single(text) or _short_year(text)


def _short_year(text: str) -> tuple[Date, int] | None:
    """A date with a year of two digits: 23年12月."""
    short = re.match(r"(?<!\d)[12]\d年(?=\d{1,2}月)", text, re.ASCII)
    found = _single("20" + text) if short else None
    return found and _moved(found, text, -2)


def _in_words(text: str) -> tuple[Date, int] | None:
    """A date whose year, month or day is in Chinese numerals: 二〇二三年十二月三十一日, 2023年十二月底, 十二月底."""
    if text[0] not in _DIGITS and text[0] != "十" and text[4:5] != "年":
        return None
    found = re.match(rf"(?:({_YEAR})年|([{_DIGITS}]{{4}})年度?)?(?:({_WORDS})月份?(?:({_WORDS})[日号])?)?", text)
    if not found or not (found[2] or found[3]):
        return None
    after = text[found.end() :]
    if not (found[1] or found[2] or found[4]) and not re.match(r"底|末|之?前|以前|[上中下]旬|完成|$", after):
        return None  # 三月三次
    year = found[1] or "".join(str(_DIGITS.index(char) % 10) for char in found[2] or "")
    written = (f"{year}年" if year else "") + "".join(
        f"{_days(word)}{sign}" for word, sign in ((found[3], "月"), (found[4], "日")) if word
    )
    last = _single(written + after)
    if last is None or last[1] < len(written):  # 十二月三十二日
        return None
    return _moved(last, text, found.end() - len(written))


def _days(word: str) -> int:
    """The number of a month or a day: 十二, 三十一, 二十.

    >>> [_days(word) for word in ("九", "十", "十二", "二十", "三十一")]
    [9, 10, 12, 20, 31]
    """
    tens, ten, ones = word.rpartition("十")
    return (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def _span(text: str) -> tuple[Date, int] | None:
    """The last day of a span, where both its ends are days of one shape."""
    found = re.match(rf"({_YEAR}年)?(\d{{1,2}})月?(?:-|~|至|到)(?=\d{{1,2}}月)", text)
    if found and int(found[2]) <= 12:
        last = _single((found[1] or "") + text[found.end() :])
        return last and _moved(last, text, found.end() - len(found[1] or ""))
    found = re.match(rf"((?:{_YEAR}年)?\d{{1,2}}月){_DAY}[日号]?(?:-|~|至|到)(?={_DAY}[日号])", text)
    if found:
        last = _single(found[1] + text[found.end() :])
        return last and _moved(last, text, found.end() - len(found[1]))
    first = _single(text)
    if first and text[first[1] : first[1] + 1] in ("-", "~", "至", "到") and not first[0].whole_year:
        second = _single(text[first[1] + 1 :])
        if second and not second[0].whole_year:
            year = second[0].year or first[0].year
            last_day = Date(text[: first[1] + 1 + second[1]], year, second[0].month, second[0].day)
            return last_day, first[1] + 1 + second[1]
    return None


def _moved(last: tuple[Date, int], text: str, by: int) -> tuple[Date, int]:
    """A date read from a text of which the first ``by`` characters more were left out."""
    found, end = last[0], last[1] + by
    return Date(text[:end], found.year, found.month, found.day, found.whole_year), end


def _single(text: str) -> tuple[Date, int] | None:
    found = re.match(_DATE, text, re.ASCII)
    if not found:
        return None
    year = next((found[name] for name in ("year", "year2", "year3", "year4", "year5", "year6") if found[name]), None)
    part = found["part"]
    month = found["month"] or found["month2"] or found["month4"] or found["month6"] or (_part(part) if part else "12")
    day = found["day"] or found["day2"] or found["day4"]
    if not 1 <= int(month) <= 12:
        return None
    last = _last_day(int(year or 2000), int(month))
    date_day = int(day) if day else min(last, _THIRDS.get(found["third"], last))
    if date_day > last:
        return None
    whole = bool(found["year3"]) and found.group().rstrip("度") == f"{found['year3']}年"
    return Date(found.group(), int(year) if year else None, int(month), date_day, whole), found.end()


def _part(text: str) -> str:
    """The last month of a half, a quarter or the middle of a year."""
    if text in ("上半年", "年中"):
        return "6"
    return "12" if text == "下半年" else str(_QUARTERS[next(char for char in text if char in _QUARTERS)])


def day_of_year(text: str) -> Date | None:
    """``6.30`` as 30 June, where it can be a day; None elsewhere."""
    found = re.fullmatch(rf"({_MONTH})\.({_DAY})", text, re.ASCII)
    if not found or int(found[2]) > _last_day(2000, int(found[1])):
        return None
    return Date(text, None, int(found[1]), int(found[2]))


def _last_day(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
