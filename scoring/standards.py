"""Standards of scoring (评分标准) that stand in place of a target, as far as a clause leaves nothing to judge.

Two shapes are read, as forms scored by standard print them, alone or together: steps
(``≥90%,计5分;80%(含)-90%,计4分;低于60%不得分``) and a deduction (``以100%为标准;每超过一个百分点扣0.5分,扣完为止``).
Every clause must be one of them, what it measures must be what the line is called, and its most points those of the
line; else all of it is for a person to judge.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from indicators.cells import plain, read_cell
from indicators.numerals import chinese
from scoring.interval import Interval

ZERO = Fraction(0)
_NUMBER = r"\d+(?:\.\d+)?"
_VALUE = rf"(?P<{{0}}>{_NUMBER})(?P<{{0}}_unit>%|‰|个百分点|百分点|[^\W\d]{{{{0,2}}}}?)"
_SIGN = r"(?P<sign>>=|<=|>|<|=|不低于|不少于|不高于|不超过|大于等于|小于等于|大于|小于|低于|高于|超过|达到|等于)"
_SIGNS = {
    "不低于": ">=", "不少于": ">=", "大于等于": ">=", "达到": ">=", "不高于": "<=", "不超过": "<=", "小于等于": "<=",
    "大于": ">", "高于": ">", "超过": ">", "小于": "<", "低于": "<", "等于": "=",
}  # fmt: skip
_POINTS = rf",?(?:的)?,?(?:(?:计|得|为|赋|给)?(?P<points>{_NUMBER})分|(?P<full>计?得?满分)|(?P<none>不得分|不计分))"
_NAME = r"(?P<name>[^\d<>=;,。%]{0,30}?)"
_IN = r"(?P<{0}>\(含\))?"
_STEP = re.compile(_NAME + _SIGN + _VALUE.format("a") + r"(?:\(含\))?" + _POINTS)
_RANGE = re.compile(
    _NAME + _VALUE.format("a") + _IN.format("low_in") + r"[-~至到]" + _VALUE.format("b") + _IN.format("high_in")
    + r"(?:之间)?" + _POINTS
)  # fmt: skip
_SIDE = re.compile(_NAME + _VALUE.format("a") + r"(?:\(含\))?(?:及)?(?P<side>以上|以下)(?:\(含\))?" + _POINTS)
_BARE = re.compile(_NAME + _VALUE.format("a") + _POINTS)
_BASE = re.compile(r"以" + _VALUE.format("a") + r"为(?:标准|基准)")
_FROM = re.compile(_NAME + _SIGN + _VALUE.format("a") + r"(?:的)?(?=,?每)")
_EACH = re.compile(
    r"每(?P<way>超过|超出|超|高于|高出|高|增加|上升|低于|低|降低|下降|减少|少)"
    r"(?P<per>\d+(?:\.\d+)?|[一二三四五六七八九十两])?(?:个)?(?P<unit>百分点|%|‰|[^\W\d]{1,2}?)"
    rf",?扣(?P<off>{_NUMBER})分"
)
_END = re.compile(r"(?:直至|直到)?扣完(?:本项(?:分值|分数)?|该项(?:分值|分数)?|分值)?为止")
_BETWEEN = re.compile(r"[;；,，、。.\s]+")
_FOLDED = str.maketrans({"—": "-", "–": "-", "－": "-", "≥": ">=", "≤": "<="})
_OVER = ("超", "高", "增", "上")


@frozen
class Band:
    """A step: values from ``low`` to ``high`` earn ``points`` (None: all). An end's ``in`` is None where not said."""

    low: Fraction | None
    high: Fraction | None
    low_in: bool | None
    high_in: bool | None
    points: Fraction | None

    def holds(self, value: Fraction) -> bool | None:
        """Whether a value lies in it; None at an end of which the standard does not say whose it is."""
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            return False
        if value == self.low and value != self.high:
            return self.low_in
        return self.high_in if value == self.high and value != self.low else True

    def within(self, other: Band) -> bool:
        """Whether it is a part of another."""
        low = other.low is None or (self.low is not None and self.low >= other.low)
        return low and (other.high is None or (self.high is not None and self.high <= other.high))


@frozen
class Deduction:
    """So many points less for each ``step`` over (or under) ``base``."""

    base: Fraction
    over: bool
    step: Fraction
    points: Fraction


@frozen
class Standard:
    """A standard read: its steps in printed order, its deduction, and the unit that its figures are in."""

    bands: tuple[Band, ...]
    deduction: Deduction | None
    unit: str

    def worth(self, value: Fraction, weight: Fraction) -> Interval | None:
        """The points of a value; None where the standard leaves it open."""
        given = max((band.points for band in self.bands if band.points is not None), default=weight)
        if given != weight:
            return None
        sure = [band for band in self.bands if band.holds(value)]
        if sure:
            inner = [band for band in sure if all(band.within(other) for other in sure)]
            parts = [*(inner[:1] or sure), *(band for band in self.bands if band.holds(value) is None)]
            return Interval.hull(Interval.point(weight if each.points is None else each.points) for each in parts)
        edges = [band for band in self.bands if band.holds(value) is None]
        if edges:
            return Interval.hull(Interval.point(weight if each.points is None else each.points) for each in edges)
        return self._less(value, weight)

    def _less(self, value: Fraction, weight: Fraction) -> Interval | None:
        less = self.deduction
        if less is None:
            return None
        steps = ((value - less.base) if less.over else (less.base - value)) / less.step
        if steps <= 0:
            return Interval.point(weight)
        whole = steps.numerator // steps.denominator  # of a step that is not full nothing is said: none, a part or all
        most = whole if whole == steps else whole + 1
        return Interval(max(ZERO, weight - most * less.points), max(ZERO, weight - whole * less.points))


def by_standard(standard: str, actual: str, name: str, weight: Fraction) -> Interval | None:
    """What a standard gives for a completion; None where it, or the completion, leaves anything to judge.

    >>> by_standard("≥90%,计5分;80%(含)-90%,计4分;低于80%不得分", "85%", "安排率", Fraction(5))
    Interval(low=Fraction(4, 1), high=Fraction(4, 1))
    >>> by_standard("以100%为标准;每超过一个百分点扣0.5分,扣完为止", "102%", "控制率", Fraction(5))
    Interval(low=Fraction(4, 1), high=Fraction(4, 1))
    """
    found, cell = read_standard(standard, name), read_cell(actual)
    amount = cell.amount
    if found is None or amount is None or amount.comparator or amount.value is None or cell.notes:
        return None
    unit = amount.unit.name if amount.unit else ""
    if unit != found.unit and found.unit and not (amount.value == 0 and not unit):
        return None
    return found.worth(amount.value, weight)


@lru_cache(maxsize=4096)
def read_standard(text: str, name: str) -> Standard | None:
    """The standard in a text, for an indicator called ``name``; None if a part of it is neither step nor deduction."""
    return _Reader(plain(text).replace(" ", ""), plain(name)).read()


class _Reader:
    """One text being read from its start; ``self.at`` is how far."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name, self.at = text.translate(_FOLDED), name, 0
        self.bands: list[Band] = []
        self.units: set[str] = set()
        self.base: Fraction | None = None
        self.less: tuple[bool, Fraction, Fraction] | None = None

    def read(self) -> Standard | None:
        while self.at < len(self.text):
            gap = _BETWEEN.match(self.text, self.at)
            if gap:
                self.at = gap.end()
            elif not self._clause():
                return None
        self.units.discard("")
        if len(self.units) > 1 or not (self.bands or self.less):
            return None
        less = None
        if self.less is not None:
            base = self._base()
            if base is None:
                return None
            less = Deduction(base, *self.less)
        return Standard(tuple(self.bands), less, next(iter(self.units), ""))

    def _base(self) -> Fraction | None:
        """What a deduction counts from: the standard said, else the bound of the step that earns most."""
        if self.base is not None or not self.bands:
            return self.base
        best = max(self.bands, key=lambda band: (band.points is None, band.points or ZERO))
        return best.high if self.less and self.less[0] else best.low

    def _clause(self) -> bool:
        for pattern, take in (
            (_BASE, self._take_base), (_END, None), (_EACH, self._take_each), (_FROM, self._take_from),
            (_STEP, self._take_step), (_RANGE, self._take_range), (_SIDE, self._take_side), (_BARE, self._take_bare),
        ):  # fmt: skip
            found = pattern.match(self.text, self.at)
            if found and self._is_named(found):
                if take is not None and not take(found):
                    return False
                self.at = found.end()
                return True
        return False

    def _is_named(self, found: re.Match[str]) -> bool:
        """Whether a clause speaks of the indicator: by its name, or a part of it, or by no name."""
        named = found.groupdict().get("name") or ""
        shown = re.sub(r"[^\w]", "", named)
        whole = re.sub(r"[^\w]", "", self.name)
        return not shown or shown in whole or (bool(whole) and whole in shown)

    def _number(self, found: re.Match[str], key: str) -> Fraction:
        self.units.add({"个百分点": "%", "百分点": "%"}.get(found[f"{key}_unit"], found[f"{key}_unit"]))
        return Fraction(found[key])

    def _take_base(self, found: re.Match[str]) -> bool:
        self.base = self._number(found, "a")
        return True

    def _take_from(self, found: re.Match[str]) -> bool:
        sign = _SIGNS.get(found["sign"], found["sign"])
        self.base = self._number(found, "a")
        return sign in (">", "<")

    def _take_each(self, found: re.Match[str]) -> bool:
        per = found["per"] or "1"
        numeral = None if per[0].isdigit() else chinese(per)
        step = numeral[0] if numeral else Fraction(per)
        self.units.add({"百分点": "%"}.get(found["unit"], found["unit"]))
        if self.less is not None or not step:
            return False
        self.less = (found["way"].startswith(_OVER), step, Fraction(found["off"]))
        return True

    def _take_step(self, found: re.Match[str]) -> bool:
        sign, value = _SIGNS.get(found["sign"], found["sign"]), self._number(found, "a")
        low, high = (value if sign != "<" and sign != "<=" else None), (value if sign[0] != ">" else None)
        self._add(found, low, high, sign != ">", sign != "<")
        return True

    def _take_range(self, found: re.Match[str]) -> bool:
        first, second = self._number(found, "a"), self._number(found, "b")
        said = bool(found["low_in"]) or bool(found["high_in"])  # the end that is not marked is then the other's
        low_in, high_in = ((bool(found[key]) if said else None) for key in ("low_in", "high_in"))
        if first > second:
            first, second, low_in, high_in = second, first, high_in, low_in
        self._add(found, first, second, low_in, high_in)
        return True

    def _take_side(self, found: re.Match[str]) -> bool:
        value = self._number(found, "a")
        over = found["side"] == "以上"
        self._add(found, value if over else None, None if over else value, True, True)
        return True

    def _take_bare(self, found: re.Match[str]) -> bool:
        value = self._number(found, "a")
        self._add(found, value, value, True, True)
        return True

    def _add(self, found: re.Match[str], low: Fraction | None, high: Fraction | None, *ends: bool | None) -> None:
        points = None if found["full"] else ZERO if found["none"] else Fraction(found["points"])
        low_in, high_in = ends
        self.bands.append(Band(low, high, low_in, high_in, points))
