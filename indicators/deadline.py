"""Dates of target and completion brought together; a part that cannot be checked leaves the line open."""

from __future__ import annotations

import re

from attrs import evolve

from indicators.amounts import Amount
from indicators.cells import Reading, without_spaces
from indicators.compare import compare_numbers
from indicators.dates import Date, day_of_year
from indicators.direction import speaks_of_time
from indicators.form import Line
from indicators.measures import Dated, Measure, Numeric, Refused
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.scale import named_unit

DONE = ("完成", "按时", "按期", "如期", "及时", "准时", "已", "完工", "竣工", "达成", "实现", "达标")


def compare_dates(line: Line, target: Reading, actual: Reading, year: int | None) -> Measure | None:
    """Target and completion as dates, or as a date and a figure that must both hold; None where no date counts."""
    target, actual = _as_days(line, target, actual)
    due, done = target.date, actual.date
    if due is None:
        return _of_another_year(target, actual, year)
    if line.kind not in (None, "deadline"):
        return None if target.amount else _dated(target, actual, due, year)
    if target.amount is None:
        if done is not None and actual.amount is not None and not _either(actual) and not _whole(actual):
            unchecked = note("date-unchecked", text=actual.text)
            return Dated(None, due, done, notes=(*target.notes, unchecked), assumed=("date",))
        return _dated(target, actual, due, year)
    if _either(target):
        return _day_or_number(line, target, actual, due, year)
    return _both(line, target, actual, due, done, year)


def _as_days(line: Line, target: Reading, actual: Reading) -> tuple[Reading, Reading]:
    """``6.30`` and ``12.20`` may be days where nothing on the line has a unit."""
    if "." not in actual.plain:
        return target, actual
    if target.date is not None and target.amount is None and actual.date is None:
        day = day_of_year(without_spaces(actual.plain))  # 12.10 beside 12月15日前
        return target, evolve(actual, date=day, amount=None) if day else actual
    if "." not in target.plain:
        return target, actual
    days = [day_of_year(without_spaces(cell.plain)) for cell in (target, actual)]
    if None in days or line.unit or named_unit(line) or line.kind is not None:
        return target, actual
    if not any(len(cell.plain.partition(".")[2]) == 2 for cell in (target, actual)):
        return target, actual
    return evolve(target, date=days[0]), evolve(actual, date=days[1])


def _whole(cell: Reading) -> bool:
    """Whether the figure beside a date says that all was done: 12月完成100%."""
    amount = cell.amount
    return amount is not None and amount.unit is not None and amount.unit.is_share and amount.value == 100


def _either(cell: Reading) -> bool:
    """Whether a cell is one figure that may be a date: 2023.12, 6.30."""
    return cell.date is not None and cell.amount is not None and not any(mark in cell.date.text for mark in "年月季qQ")


def _day_or_number(line: Line, target: Reading, actual: Reading, due: Date, year: int | None) -> Measure | None:
    """Cells that may be dates or numbers: where the two readings score alike the number counts, else it is open."""
    if actual.date is None:
        return None
    if actual.amount is None:
        return _dated(target, actual, due, year)
    if line.unit or named_unit(line):
        return None
    as_dates, as_numbers = _dated(target, actual, due, year), compare_numbers(line, target, actual)
    if isinstance(as_dates, Dated) and as_dates.met and isinstance(as_numbers, Numeric) and _full(as_numbers):
        return as_numbers
    if target.plain == actual.plain or (_of_time(line) and not _cut_off(target) and not _cut_off(actual)):
        return as_dates
    text = {"target": target.text, "actual": actual.text}
    return Dated(None, due, actual.date, notes=(note("day-or-number", **text),), assumed=("date",))


def _of_time(line: Line) -> bool:
    """Whether a line is one of time by its name or its category: 完成时限, 时效指标."""
    return "时效" in line.level2 or speaks_of_time(line.name)


def _cut_off(cell: Reading) -> bool:
    """Whether a month may have lost its nought in a cell of numbers: 2023.1 may be 2023.10."""
    return cell.plain.endswith(".1")


def _full(measured: Numeric) -> bool:
    """Whether the number meets a bound or a bare target, with no doubt."""
    done = measured.actual
    if done is None or measured.doubt or done.low is None or done.low != done.high:
        return False
    above = measured.low is None or done.low >= measured.low
    return above and (measured.high is None or done.low <= measured.high)


def _both(line: Line, target: Reading, actual: Reading, due: Date, done: Date | None, year: int | None) -> Measure:
    """A target that holds a date and a figure: both parts must hold, and one that is not shown leaves the line open."""
    if actual.missing:
        return compare_numbers(line, target, actual)
    if actual.plain == target.plain:
        return Dated(True, due, due, notes=(*target.notes, note("same-words")))
    if done is not None and actual.amount is not None and not _either(actual):
        dates = _dated(target, actual, due, year)
        if isinstance(dates, Dated) and dates.met is True:
            numbers = compare_numbers(line, target, actual)
            return evolve(numbers, notes=(*numbers.notes, *_date_notes(dates)))
        return dates
    if done is None and actual.amount is None:
        return _no_date({"target": target.text, "actual": actual.text})
    unchecked = note("date-unchecked", text=target.text)
    if actual.amount is not None:
        numbers = compare_numbers(line, target, actual)
        if isinstance(numbers, Refused):
            return numbers
    return Dated(None, due, done, notes=(*target.notes, *actual.notes, unchecked), assumed=("date",))


def _date_notes(dates: Dated) -> tuple[Note, ...]:
    return tuple(each for each in dates.notes if each.code in ("month-and-day", "year-assumed"))


def _of_another_year(target: Reading, actual: Reading, year: int | None) -> Measure | None:
    """Figures of a year (2023年40个): open where the form, or the other side, is of another one."""
    if target.amount is None or actual.amount is None:
        return None
    if actual.date is not None and _of_a_part(target.amount, actual.amount, actual.date) and not _either(actual):
        return _unchecked(actual, actual.date)
    if not (target.period or actual.period or target.date or actual.date):  # most cells
        return None
    years = [(cell, _year_of(cell)) for cell in (target, actual)]
    known = year or next((own for _, own in years if own), None)
    for cell, own in years:
        if own and own != known:
            return _unchecked(cell, Date(f"{own}年", own, 12, 31, whole_year=True))
    return None


def _unchecked(cell: Reading, when: Date) -> Dated:
    return Dated(None, when, notes=(*cell.notes, note("date-unchecked", text=cell.text)), assumed=("date",))


def _of_a_part(wanted: Amount, done: Amount, day: Date) -> bool:
    """Whether a figure is of a part of the year (上半年80人): a number that meets an aim by then is enough."""
    if day.whole_year or day.month == 12:
        return False
    least = wanted.low if wanted.high is None or not wanted.comparator else None
    share = done.unit is not None and done.unit.is_share
    enough = least is not None and wanted.unit == done.unit and done.low is not None and done.low >= least > 0
    return share or not enough


def _year_of(cell: Reading) -> int | None:
    """The year that a cell says its figure is of: 2022年105人, 105人(2022年)."""
    return cell.period or (cell.date.year if cell.date and cell.date.whole_year else None)


def _no_date(text: dict[str, object]) -> Refused:
    message = Message("the target {target} is a date, the completion {actual} is none", text)
    return Refused("T408", message, "deadline")


def _dated(target: Reading, actual: Reading, due: Date, year: int | None) -> Measure:
    done = actual.date
    if actual.missing:
        return Dated(None, due, notes=target.notes)
    if done is None:
        if actual.amount is None and any(word in actual.plain for word in DONE):
            return Dated(None, due, notes=(*target.notes, note("word-for-done", text=actual.text)), assumed=("date",))
        return _no_date({"target": target.text, "actual": actual.text})
    notes = (*target.notes, *actual.notes)
    if due.year is None and done.year is None:
        notes = (*notes, note("month-and-day"))
    elif due.year is None or done.year is None:
        if due.year is None and year is None and done.year:  # nothing says of what year the target is
            unsaid = note("year-assumed", text=target.text, year=done.year)
            return Dated(None, due, done, notes=(*notes, unsaid), assumed=("date",))
        assumed = year or due.year or done.year
        bare = target.text if due.year is None else actual.text
        notes = (*notes, note("year-assumed", text=bare, year=assumed))
    common = year or due.year or done.year or 0
    met = done.in_year(common) <= due.in_year(common)
    part = _within_the_last(due, done, common) or _is_part_of_a_year(due, done)
    if met and target.plain != actual.plain and part:
        whole = note("before-or-within", target=target.text, actual=actual.text)
        return Dated(None, due, done, notes=(*notes, whole), assumed=("date",))
    return Dated(met, due, done, notes=notes)


def _is_part_of_a_year(due: Date, done: Date) -> bool:
    """Whether work that runs all year (1-12月) was done in a part of it: early, or not all of it."""
    return done.month < 12 and re.search(r"(?<![0-9])0?1(?:月|\.|/)?[-~至到].*12", due.text) is not None


def _within_the_last(due: Date, done: Date, year: int) -> bool:
    """Whether a day lies in the very month or quarter before which (10月前) it must be, where 底 or 末 is not said."""
    span = re.search(r"(月|季度|Q[1-4])份?(?:之前|以前|前)", due.text)
    if not span:
        return False
    day, last = done.in_year(year), due.in_year(year)
    months = 1 if span[1] == "月" else 3
    return day[0] == last[0] and 0 <= last[1] - day[1] < months
