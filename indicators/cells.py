"""One grammar for the texts of target and completion cells (年初目标值, 实际完成值).

A cell is read alone here; what it means beside its partner is for ``measure``. A reading may hold an amount and a date
at once (``11月底完成100%``): the partner decides which one counts.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from indicators.dates import Date, date
from indicators.exact import NUMERAL, NumberError, digits, fold, multiplier
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.numerals import chinese
from indicators.record import Record
from indicators.units import COUNTED, PERIODS, Unit, unit
from indicators.words import ABOUT, AFTER, AT_LEAST, BEFORE, STRIPPED

MAX_CELL = 200  # characters; a longer cell is prose
_MISSING = re.compile(r"[-/.…·*]*")
_CJK = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff"
_SPACE_AT_CJK = rf"(?<=[{_CJK},.;:()]) | (?=[{_CJK},.;:()])"
_PUNCTUATION = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "【": "(", "】": ")"})
_SIGN = re.compile(r"(>=|=>|≥=?|<=|=<|≤=?|>|<|=)")
_SIGNS = {"=>": ">=", "≥": ">=", "≥=": ">=", "=<": "<=", "≤": "<=", "≤=": "<="}
_AND = r"[,;]?(?:且|并且|和)?"
# An unlisted unit is one short word; it holds no figure, sign, comparator or word of the lists.
_NOT_IN_UNIT = frozenset("0123456789,.;:?!~=<>≥≤±%‰()\"'")
_NOT_FIRST = frozenset("年月日号*/余多几-")
_NO_UNIT = (*(word for word, _ in AFTER), *STRIPPED, *ABOUT)
_BOTH = {">=": "low", ">": "low", "<=": "high", "<": "high"}


@frozen(repr=False)
class Amount(Record):
    """A set of numbers in one unit: a value, a bound or a range, as one cell states it.

    ``low`` and ``high`` are in the written unit; None is no bound on that side. ``comparator`` is one of
    ``>=`` ``>`` ``<=`` ``<`` ``=``, ``within`` for two bounds, or empty for a bare number.
    """

    comparator: str
    low: Fraction | None
    high: Fraction | None
    unit: Unit | None = None
    strict_low: bool = False
    strict_high: bool = False

    @property
    def value(self) -> Fraction | None:
        """The number, where the cell states a single one."""
        return self.low if self.low == self.high else None


@frozen(repr=False)
class Reading(Record):
    """What one cell says. Nothing but ``text`` is set for a text in words; ``missing`` is not zero."""

    text: str
    plain: str = ""  # folded for comparison
    amount: Amount | None = None
    date: Date | None = None
    words: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    problem: Message | None = None  # a number out of bounds, crossing bounds

    @property
    def missing(self) -> bool:
        """Whether the cell says nothing."""
        return not self.plain


def plain(text: str) -> str:
    """``text`` folded for comparison: widths, punctuation and spaces between Chinese characters.

    >>> plain("一般45天， 延长不超过 60 天") == plain("一般45天,延长不超过60天")
    True
    """
    folded = fold(text).translate(_PUNCTUATION)
    return re.sub(_SPACE_AT_CJK, "", folded) if " " in folded else folded


@lru_cache(maxsize=8192)
def read_cell(text: str) -> Reading:
    """Read one cell.

    >>> read_cell("≥3000人").amount
    Amount(comparator='>=', low=Fraction(3000, 1), high=None, unit=Unit(name='人', dimension='count:人', word='人'))
    >>> read_cell("有效保障").amount is None, read_cell("——").missing
    (True, True)
    """
    folded = plain(text)
    if _MISSING.fullmatch(folded):
        return Reading(text)
    if len(folded) > MAX_CELL:
        return Reading(text, folded)
    try:
        return _read(text, folded)
    except NumberError as error:
        return Reading(text, folded, problem=error.message)


def _read(text: str, folded: str) -> Reading:
    words: list[str] = []
    core = _strip(folded.replace(" ", ""), words)
    when, amount = _dated(core, words)
    notes: tuple[Note, ...] = ()
    if amount is None and when is None:
        amount, notes = _approximate(core)
    if amount is None and when is None:
        return Reading(text, folded)
    if words:
        notes = (*notes, note("words-stripped", words=tuple(words)))
    if amount and amount.unit and amount.unit.per_year:
        shown = amount.low if amount.low is not None else amount.high
        notes = (*notes, note("per-year", text=text, value=(shown or Fraction(0)) * amount.unit.factor))
    return Reading(text, folded, amount, when, tuple(words), notes, _crossing(amount))


def _dated(core: str, words: list[str]) -> tuple[Date | None, Amount | None]:
    """The date and the amount that fill a text: either, both (11月底完成100%, or 2023.12), or none."""
    candidate = core.removeprefix("<=").removeprefix("≤")
    found = date(candidate)
    if not found:
        return None, _amount(core)
    rest = candidate[found[1] :]
    plainly = "月" in found[0].text or "年" in found[0].text
    if not rest:
        return found[0], None if plainly else _amount(core)
    further: list[str] = []
    amount = _amount(_strip(rest, further)) if plainly else None
    if amount is None:
        return None, _amount(core)
    words += further
    return found[0], amount


def _strip(text: str, words: list[str]) -> str:
    """``text`` without the closed list of words before and after it; the words found go to ``words``."""
    found = True
    while found:
        found = False
        for word in STRIPPED:
            if len(text) > len(word) and (text.startswith(word) or text.endswith(word)):
                text = text[len(word) :] if text.startswith(word) else text[: -len(word)]
                words.append(word)
                found = True
                break
    return text


def _approximate(core: str) -> tuple[Amount | None, tuple[Note, ...]]:
    """``200余人`` is at least 200; ``约300`` is 300; both are noted."""
    for word in ABOUT:
        rest = core.removeprefix(word) if core.startswith(word) else core.removesuffix(word)
        amount = _amount(rest) if rest != core else None
        if amount and amount.value is not None:
            return amount, (note("about", text=core, value=amount.value),)
    for word in AT_LEAST:
        before, found, after = core.partition(word)
        amount = _amount(before + after) if found and _ends_in_figure(before) else None
        if amount and amount.value is not None:
            return evolve(amount, comparator=">=", high=None), (note("at-least", text=core, value=amount.value),)
    return None, ()


def _ends_in_figure(text: str) -> bool:
    return bool(text) and (text[-1].isdigit() or multiplier(text[-1]) is not None or chinese(text[-1]) is not None)


def _crossing(amount: Amount | None) -> Message | None:
    if amount and amount.low is not None and amount.high is not None and amount.low > amount.high:
        return Message(
            "the bounds cross: nothing is both ≥ {low} and ≤ {high}", {"low": amount.low, "high": amount.high}
        )
    return None


def _amount(text: str) -> Amount | None:
    """A bound, a bare number, a range or a frequency that fills the whole text; else None."""
    return _bound(text) or _range(text) or _each(text)


def _bound(text: str) -> Amount | None:
    """One comparator or none, in signs or words, before or after one number."""
    sign, rest = _leading(text)
    found = _quantity(rest)
    if found is None or not sign:
        for word, after in AFTER:
            if rest.endswith(word) and (number := _quantity(rest.removesuffix(word))):
                if sign and (sign[0] != after[0] or sign == "="):
                    return None
                return _made(sign or after, *number)  # 控制在5%以内
    return None if found is None else _made(sign, *found)


def _leading(text: str) -> tuple[str, str]:
    """The comparator that a text begins with, and the rest."""
    found = _SIGN.match(text)
    if found:
        return _SIGNS.get(found.group(), found.group()), text[found.end() :]
    for word, sign in BEFORE:
        if text.startswith(word):
            return sign, text[len(word) :]
    return "", text


def _made(sign: str, value: Fraction, measure: Unit | None) -> Amount:
    if sign in ("", "="):
        return Amount(sign, value, value, measure)
    if sign[0] == ">":
        return Amount(sign, value, None, measure, strict_low=sign == ">")
    return Amount(sign, None, value, measure, strict_high=sign == "<")


def _range(text: str) -> Amount | None:
    """``90%-95%``, ``±10%``, ``100±5``, or two bounds."""
    before, plus_minus, after = text.partition("±")
    if plus_minus:
        half, middle = _quantity(after), _quantity(before) if before else (Fraction(0), None)
        if half is None or middle is None or half[0] < 0:
            return None
        return _within(middle[0] - half[0], middle[0] + half[0], middle[1], half[1])
    for at in range(1, len(text)):
        if text[at] in "~至到-":
            low, high = _quantity(text[:at]), _quantity(text[at + 1 :])
            if low and high:
                return _within(low[0], high[0], low[1], high[1])
    sign, rest = _leading(text)
    if not sign:
        return None
    for end in range(1, len(rest)):  # ≥90%且≤95%: try each place where a second comparator begins
        second, tail = _leading(re.sub(rf"^{_AND}", "", rest[end:]))
        if second and {_BOTH.get(sign), _BOTH.get(second)} == {"low", "high"}:
            first, last = _bound(text[: len(text) - len(rest) + end]), _bound(second + tail)
            if first and last:
                low_side, high_side = (first, last) if first.high is None else (last, first)
                joined = _within(low_side.low, high_side.high, first.unit, last.unit)
                return joined and evolve(joined, strict_low=low_side.strict_low, strict_high=high_side.strict_high)
    return None


def _within(low: Fraction | None, high: Fraction | None, first: Unit | None, last: Unit | None) -> Amount | None:
    if first and last and first != last:
        return None
    return Amount("within", low, high, first or last)


def _each(text: str) -> Amount | None:
    """``每月至少一次`` is a frequency; ``每亩300`` is a price."""
    if not text.startswith("每"):
        return None
    text = text[1:].removeprefix("个")
    for end in range(1, min(5, len(text))):
        amount = _bound(text[end:])
        if amount is None:
            continue
        inner, under = amount.unit, text[:end]
        if inner and (not inner.listed or (under in PERIODS and not inner.dimension.startswith(COUNTED))):
            return evolve(amount, unit=unit(f"{inner.name}/{under}")) if inner.listed else None
        return evolve(amount, unit=unit(f"{inner.name if inner else ''}/{under}"))
    return None


def _quantity(text: str) -> tuple[Fraction, Unit | None] | None:
    """A number and its unit that fill the whole text."""
    found = NUMERAL.match(text)
    if found:
        value, rest = digits(found.group()), text[found.end() :]
    else:
        numeral = chinese(text)
        if numeral is None:
            return None
        value, rest = numeral[0], text[numeral[1] :]
        if (
            text.startswith(("百分之", "千分之", "万分之"))
            or "分之" in text[: numeral[1]]
            or "成" in text[: numeral[1]]
        ):
            return None if rest else (value * 100, unit("%"))
        if rest and not unit(rest).listed:
            return None  # 一次性补助, 一等奖: no figure
    if not rest:
        return value, None
    scale = multiplier(rest)
    if scale:
        return value, Unit(rest, "", Fraction(scale))
    measure = unit(rest)
    return (value, measure) if measure.listed or _is_word(rest) else None


def _is_word(text: str) -> bool:
    """Whether an unlisted text may be a measure word."""
    if len(text) > 12 or text[0] in _NOT_FIRST or not _NOT_IN_UNIT.isdisjoint(text):
        return False
    return not any(word in text for word in _NO_UNIT) and not (multiplier(text[0]) and text[1:2] in AT_LEAST)
