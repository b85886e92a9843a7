"""How the notes under a form round its scores, where they do it otherwise than the rulebooks: 得分保留整数."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from indicators.record import Record
from scoring.interval import Interval
from scoring.rounding import half_up

_FIGURES = {"0": 0, "零": 0, "一": 1, "1": 1, "两": 2, "二": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}
_PLACES = r"(?:小数点?后?)?(?P<places>[零一两二三四\d])位(?:小数)?"
_WHOLE = r"(?P<whole>(?:[到至为]|保留)?(?:整数|个位数?))"
_ROUNDS = re.compile(
    rf"(?:计算|结果|数值|均|应|可|一律|统一|按|按照|进行|采用|采取|,)*(?P<half>四舍五入)?(?:后|法|的?原则|方式|,|均|并)*"
    rf"(?:(?:只|均|统一)?(?:保留|取|精确|计算|计)[到至为]?(?:{_PLACES}|{_WHOLE})|(?P<cut>取整数?))(?:(?:,|并|后)*(?P<after>四舍五入))?(?:计分|计算)?"
    rf"|(?P<alone>四舍五入)(?:计分|计算|取值)?"
)


@frozen(repr=False)
class Rounding(Record):
    """Scores of so many decimal places, rounded half up or, ``cut``, in any way."""

    places: int
    cut: bool = False

    def keeps(self, value: Interval) -> bool:
        """Whether a score needs no rounding."""
        return all((end * 10**self.places).denominator == 1 for end in (value.low, value.high))

    def either(self, value: Interval, weight: Fraction) -> Interval:
        """A score as the rulebook shows it or as the notes round it."""
        low, high = self._rounded(value.low), self._rounded(value.high)
        return Interval(min(value.low, *low), min(weight, max(value.high, *high)))

    def _rounded(self, value: Fraction) -> tuple[Fraction, ...]:
        if not self.cut:
            return (half_up(value, self.places),)
        step = Fraction(1, 10**self.places)
        whole = value // step * step
        return whole, whole if whole == value else whole + step


def rounding_in(sentence: str) -> tuple[Rounding | None, str]:
    """The rounding that a sentence states, and the sentence without it.

    >>> [(each.places, rest) for each, rest in map(rounding_in, ("得分保留整数", "得分四舍五入,保留一位小数")) if each]
    [(0, '得分'), (1, '得分')]
    >>> rounding_in("每超1%扣1分")
    (None, '每超1%扣1分')
    """
    found = _ROUNDS.search(sentence)
    if found is None:
        return None, sentence
    places = _FIGURES.get(found["places"] or "0", 0)
    cut = found["cut"] is not None and not (found["half"] or found["after"])
    return Rounding(places, cut), sentence[: found.start()] + sentence[found.end() :]
