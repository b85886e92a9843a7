"""The grammar of one amount: a number with its unit, a bound in signs or words, a range, a frequency."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from indicators.exact import NUMERAL, digits, multiplier
from indicators.numerals import chinese
from indicators.record import Record
from indicators.units import COUNTED, PERIODS, Unit, multiplied, unit
from indicators.wording import is_known
from indicators.words import ABOUT, AFTER, AFTER_ENDS, AT_LEAST, BEFORE_BY_FIRST, DOWNWARD, STRIPPED, UPWARD

_SIGN = re.compile(r"(>=|=>|≥=?|<=|=<|≤=?|>|<|=)")
_SIGN_BEGINS = frozenset(">=<≥≤")
_SIGNS = {"=>": ">=", "≥": ">=", "≥=": ">=", "=<": "<=", "≤": "<=", "≤=": "<="}
_AND = r"[,;]?(?:且|并且|和)?"
# An unlisted unit is one short word; it holds no figure, sign, comparator or word of the lists.
_NOT_IN_UNIT = frozenset("0123456789,.;:?!~=<>≥≤±%‰()\"'")
_NOT_FIRST = frozenset("年月日号*/余多几-")
_NO_UNIT = (*(word for word, _ in AFTER), *STRIPPED, *ABOUT)
_CHANGES = (*UPWARD, *DOWNWARD)
_OF_THINGS = ("count:", "event", "money", "area", "length", "mass")
_NOT_IN_THING = frozenset("以内上下每至到左右或不未无超余多次倍个")
_THING = "[\u4e00-\u9fff]{1,12}"
_BETWEEN = ("控制在", "介于", "在")
_WITHIN = ("控制在", "不超过", "<=", "≤", "不大于", "不高于")  # ≤±5% is ±5%
_LONGEST_PERIODS = tuple(sorted(PERIODS, key=len, reverse=True))
_CLOCK = r"(\d{1,6})(小时)(\d{1,2})分钟?|(\d{1,6})(分)钟?(\d{1,2})秒钟?"
_FAR = 100  # bounds that are only in reverse order are less far apart
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
    thing: str = ""  # what is counted, where it stands behind the measure word: 3个村

    @property
    def value(self) -> Fraction | None:
        """The number, where the cell states a single one."""
        return self.low if self.low is self.high or self.low == self.high else None


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Amount | None:
    """A bound, a bare number, a range or a frequency that fills the whole folded text; else None. Raises NumberError.

    >>> read_amount("90%-95%").high, read_amount("每月至少一次").unit.name, read_amount("及时")
    (Fraction(95, 1), '次/月', None)
    """
    return _bound(text) or _range(text) or (_each(text) if "每" in text or text[:1] in ("一", "半") else None)


def _bound(text: str) -> Amount | None:
    """One comparator or none, in signs or words, before or after one number."""
    sign, rest = _leading(text)
    found = _quantity(rest)
    if found is None:
        for word, after in AFTER if rest[-1:] in AFTER_ENDS else ():
            if rest.endswith(word) and (number := _quantity(rest.removesuffix(word))):
                if sign and sign[0] != after[0]:
                    return None
                return _made(sign or after, *number)  # 控制在5%以内
    if found is None or (found[1] and not found[1].listed):
        counted = _counted(rest)
        if counted is not None:
            return _made(sign, *counted)
    return None if found is None else _made(sign, *found)


def _counted(text: str) -> tuple[Fraction, Unit, str] | None:
    """A number, a listed unit and the thing that is counted: ``3条生产线`` is 3条 of 生产线."""
    found = NUMERAL.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    for length in range(len(rest) - 1, 0, -1):
        measure, thing = unit(rest[:length]), rest[length:]
        if measure.listed and measure.dimension and measure.dimension.startswith(_OF_THINGS):
            return (digits(found.group()), measure, thing) if _is_thing(thing) else None
    return None


def _is_thing(text: str) -> bool:
    """Whether a text may be the name of what is counted: short, and nothing in it turns or bounds the figure."""
    if not re.fullmatch(_THING, text) or text[0] in _NOT_FIRST:
        return False
    return not text.endswith(_CHANGES) and not any(word in text for word in (*_NO_UNIT, *_NOT_IN_THING))


def _leading(text: str) -> tuple[str, str]:
    """The comparator that a text begins with, and the rest; one said twice (不低于≥95%) counts once."""
    sign, rest = _comparator(text)
    if sign:
        again, behind = _comparator(rest)
        if again and again[0] == sign[0]:
            return (sign if "=" not in again else again), behind
    return sign, rest


def _comparator(text: str) -> tuple[str, str]:
    if text[:1] in _SIGN_BEGINS and (found := _SIGN.match(text)):
        return _SIGNS.get(found.group(), found.group()), text[found.end() :]
    for word, sign in BEFORE_BY_FIRST.get(text[:1], ()):
        if text.startswith(word):
            return sign, text[len(word) :]
    return "", text


def _made(sign: str, value: Fraction, measure: Unit | None, thing: str = "") -> Amount:
    if sign in ("", "="):
        return Amount(sign, value, value, measure, thing=thing)
    if sign[0] == ">":
        return Amount(sign, value, None, measure, strict_low=sign == ">", thing=thing)
    return Amount(sign, None, value, measure, strict_high=sign == "<", thing=thing)


def _range(text: str) -> Amount | None:
    """``90%-95%``, ``±10%``, ``100±5``, or two bounds."""
    before, plus_minus, after = text.replace("正负", "±").partition("±")
    if before in _WITHIN:
        before = ""
    if plus_minus:
        bound = next((word for word, sign in AFTER if sign == "<=" and after.endswith(word)), "")
        half = _quantity(after.removesuffix(bound))
        middle = _quantity(before) if before else (Fraction(0), None)
        if half is None or middle is None or half[0] < 0:
            return None
        return _within(middle[0] - half[0], middle[0] + half[0], middle[1], half[1])
    text = next((text.removeprefix(word) for word in _BETWEEN if text.startswith(word)), text)
    text = next((text.removesuffix(word) for word in ("之间", "区间", "范围内", "区间内") if text.endswith(word)), text)
    for at, char in enumerate(text):
        if char in "~至到-":
            low, high = _quantity(text[:at]), _quantity(text[at + 1 :])
            if low and high and low[0] > high[0] and text[at : at + 2] == "--":  # 50%--60% is a range with a long dash
                high = _quantity(text[at + 2 :])
            if low and high:
                return _within(low[0], high[0], low[1], high[1])
    if text.endswith(("下", "内")) and "以上" in text:  # 100人以上120人以下
        first, last = (_bound(part) for part in _halves(text, "以上"))
        if first and last and first.comparator == ">=" and last.comparator == "<=":
            return _within(first.low, last.high, first.unit, last.unit)
    sign, rest = _leading(text)
    if not sign:
        return None
    for end in range(len(rest)):  # ≥90%且≤95%: try each place where a second comparator begins
        second, tail = _leading(re.sub(rf"^{_AND}", "", rest[end:]))
        if {_BOTH.get(sign), _BOTH.get(second)} == {"low", "high"}:
            first, last = _bound(text[: len(text) - len(rest) + end]), _bound(second + tail)
            if first and last:
                low_side, high_side = (first, last) if first.high is None else (last, first)
                joined = _within(low_side.low, high_side.high, first.unit, last.unit)
                return joined and evolve(joined, strict_low=low_side.strict_low, strict_high=high_side.strict_high)
    return None


def _halves(text: str, word: str) -> tuple[str, str]:
    """The text up to the end of a word that it holds, and what stands behind it without the word that joins them."""
    end = text.index(word) + len(word)
    return text[:end], re.sub(rf"^{_AND}", "", text[end:])


def _within(low: Fraction | None, high: Fraction | None, first: Unit | None, last: Unit | None) -> Amount | None:
    """Two bounds in one unit; a unit at one end is that of both, its multiplier not where the bounds would cross."""
    if low is not None and high is not None:
        if last and not first and low >= high * _FAR > 0:
            low = low / times_of(last)  # 9000-1万人; 6-5万 is in reverse order
        if first and not last and high >= low * times_of(first):
            high = high / times_of(first)  # 5万-60000
    if first and last and first != last:
        alike = first.dimension == last.dimension and first.word == last.word
        if low is None or not last.dimension or not (alike or first.dimension == ""):
            return None
        low = low * first.factor / (last.factor if first.dimension else times_of(last))  # 90分钟至2小时, 5万至6万人
        first = last
    return Amount("within", low, high, first or last)


def times_of(measured: Unit) -> int:
    """What 千, 万 … in front of a unit multiply by; 1 for a plain unit."""
    return multiplied(measured.name)[0]


def _each(text: str) -> Amount | None:
    """``每月至少一次`` is a frequency; ``每亩300`` is a price."""
    sign, rest = _leading(text)
    if text.startswith("一") and text[1:2] in PERIODS and text[-1] in "次场期":
        text = "每" + text[1:]  # 一年两次
    if text.startswith("半年") and text[-1] in "次场期":
        text = "每" + text  # 半年一次
    if sign and rest.startswith("每"):  # ≥每生每年1000元
        amount = _each(rest)
        if amount is None or amount.comparator or amount.value is None:
            return None
        return _made(sign, amount.value, amount.unit)
    if not text.startswith("每"):
        return None
    text = text[1:].removeprefix("个")
    further = re.match(r"([\u4e00-\u9fff]{1,3})每(?=[\u4e00-\u9fff])", text)  # 每人每年1000元
    if further:
        inside = _each(text[further.end() - 1 :])
        if inside is None or inside.unit is None:
            return None
        return evolve(inside, unit=unit(f"{inside.unit.name}*{further[1]}"))
    period = next((each for each in _LONGEST_PERIODS if text.startswith(each)), "")
    if period and (held := _held(text[len(period) :], period)):
        return held
    for end in range(1, min(1 + (len(period) or 4), len(text))):
        amount = _bound(text[end:])
        if amount is None:
            continue
        inner, under = amount.unit, text[:end]
        if inner and not inner.listed:
            return None
        return evolve(amount, unit=unit(f"{inner.name if inner else ''}/{under}"))
    return None


def _held(text: str, period: str) -> Amount | None:
    """What is done in each period, behind the verb that says so: 每年召开会议2次."""
    sign, rest = _leading(text)
    for at in range(2, min(len(rest), 12)):
        if rest[at - 1].isdigit():  # 会议2-3次 is no -3次
            return None
        amount = _bound(rest[at:])
        if amount is None or amount.unit is None or not amount.unit.dimension.startswith(COUNTED):
            continue
        if (sign and amount.comparator) or not is_known(rest[:at]):
            return None
        measured = unit(f"{amount.unit.name}/{period}")
        if sign and amount.value is not None:
            return _made(sign, amount.value, measured)
        return evolve(amount, unit=measured)
    return None


def _quantity(text: str) -> tuple[Fraction, Unit | None] | None:
    """A number and its unit that fill the whole text."""
    if text[:1] == "¥":
        return _quantity(text[1:].removesuffix("元") + "元")
    if "分" in text and (told := re.fullmatch(_CLOCK, text, re.ASCII)):  # 1小时30分, 4分30秒
        parts = [part for part in told.groups() if part]
        return digits(parts[0]) * 60 + digits(parts[2]), unit("分钟" if parts[1] == "小时" else "秒")
    found = NUMERAL.match(text)
    if found:
        value, rest = digits(found.group()), text[found.end() :]
    else:
        numeral = chinese(text)
        if numeral is None:
            return None
        value, rest = numeral[0], text[numeral[1] :]
        if any(mark in text[: numeral[1]] for mark in ("分之", "成")):
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
    if text.endswith(AT_LEAST) or (multiplier(text[0]) and text[1:2] in AT_LEAST):  # 200人余, 5万余元
        return False
    return not any(word in text for word in _NO_UNIT)
