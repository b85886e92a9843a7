"""Dates as deadlines (时限) are written: a month means its last day."""

from __future__ import annotations

import re

from attrs import frozen

from indicators.record import Record

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_BEFORE = r"(?:底|末)?(?:之前|以前|前|内)?"
_DATE = (  # compiled when the first date is met
    rf"(?:{_YEAR}年度?)?(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})[日号]|(?P<third>[上中下]旬))?{_BEFORE}"
    rf"|{_YEAR.replace('year', 'year2')}[-/.](?P<month2>\d{{1,2}})(?:[-/.](?P<day2>\d{{1,2}}))?(?![\d.]){_BEFORE}"
    rf"|(?:{_YEAR.replace('year', 'year3')}年度?|(?P<end>年(?=[底末内]))){_BEFORE}"
)
_THIRDS = {"上旬": 10, "中旬": 20}


@frozen(repr=False)
class Date(Record):
    """The last day that a written date allows; ``year`` is None where none is written."""

    text: str
    year: int | None
    month: int
    day: int

    def in_year(self, year: int) -> tuple[int, int, int]:
        """Year, month and day to compare, in ``year`` where none is written."""
        return self.year or year, self.month, self.day


def date(text: str) -> tuple[Date, int] | None:
    """The date that a folded text begins with and where it ends, or None.

    >>> date("2023年12月底前"), date("11月15日完成")
    ((Date(text='2023年12月底前', year=2023, month=12, day=31), 10), \
(Date(text='11月15日', year=None, month=11, day=15), 6))
    """
    if not ("年" in text or "月" in text or text.startswith(("19", "20"))):
        return None
    found = re.match(_DATE, text, re.ASCII)
    if not found:
        return None
    year = found["year"] or found["year2"] or found["year3"]
    month = found["month"] or found["month2"] or "12"
    day = found["day"] or found["day2"]
    if not 1 <= int(month) <= 12:
        return None
    last = _last_day(int(year or 2000), int(month))
    date_day = int(day) if day else min(last, _THIRDS.get(found["third"], last))
    if not 1 <= date_day <= last:
        return None
    return Date(found.group(), int(year) if year else None, int(month), date_day), found.end()


def _last_day(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
