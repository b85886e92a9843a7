"""Units of measure (度量单位): which convert into which, and which never do.

Money, shares, lengths, areas and times convert by exact factors. Measure words (人, 件, 家 …) do not convert into each
other, but for the closed list of words for events (次, 场, 期). An unlisted unit equals only itself as written.
"""

from __future__ import annotations

import re
import tomllib
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

from indicators.exact import multiplier
from indicators.record import Record

ONE = Fraction(1)
MANY = 10**4  # multipliers from 万 on stand before any measure word
MARKS = frozenset({"分"})
_TABLE = tomllib.loads((Path(__file__).parent / "data" / "units.toml").read_text("utf-8"))


def _pairs(text: str) -> list[list[str]]:
    """``元=1 千元=1000``: names and factors."""
    return [pair.split("=") for pair in text.split()]


PERIODS = MappingProxyType({name: int(times) for name, times in _pairs(_TABLE.pop("periods"))})
_EVENTS = frozenset(_TABLE.pop("events").split())
_SETS = dict(_pairs(_TABLE.pop("sets")))
_ALIASES = dict(_pairs(_TABLE.pop("aliases")))
_COUNTS = frozenset(_TABLE.pop("counts").split())
_LISTED = {name: (family, factor) for family, text in _TABLE.items() for name, factor in _pairs(text)}
MAX_NAME = 24  # characters
RANK = "名次"  # the unit of a place in an order
COUNTED = ("count", "event")

_NOT_UNDER = frozenset("0123456789-~%±<>=≥≤至到")  # 5次/月-6次/月 is a range


@frozen(repr=False)
class Unit(Record):
    """A unit as written, its dimension, and its size in the dimension's base unit.

    >>> unit("万元")
    Unit(name='万元', dimension='money', factor=Fraction(10000, 1))
    """

    name: str
    dimension: str
    factor: Fraction = ONE
    word: str = ""  # the measure word itself, where words of one dimension stay apart in notes
    per_year: bool = False  # the factor holds a frequency such as 次/月

    @property
    def listed(self) -> bool:
        """Whether the unit stands in the tables, or is built of units that do."""
        return not self.dimension.startswith("other:")

    @property
    def is_share(self) -> bool:
        """Whether this is a share (%, ‰, 百分比)."""
        return self.dimension == "share"

    @property
    def is_price(self) -> bool:
        """Whether this is money for each of something (元/人)."""
        return self.dimension.startswith(("money/", "price/"))

    @property
    def base(self) -> Unit:
        """The unit of the same dimension with factor 1."""
        return Unit(self.word or self.dimension, self.dimension, ONE, self.word)


@lru_cache(maxsize=4096)
def unit(name: str) -> Unit:
    """The unit that a folded text names; an unlisted one equals only itself.

    >>> unit("次/月").factor, unit("万人").factor, unit("元/人*月").dimension, unit("方队").listed
    (Fraction(12, 1), Fraction(10000, 1), 'money/人*月', False)
    """
    name = name.replace("·", "*")
    if "." in name and "/" in name:  # 元/生.年
        name = name.replace(".", "*")
    if "每" in name[1:]:  # 100元每次
        name = name.replace("每", "/")
    if len(name) > MAX_NAME:
        return Unit(name, f"other:{name}")
    listed = name if name in _LISTED else name.lower()  # KM, Km
    if listed in _LISTED:
        family, factor = _LISTED[listed]
        return Unit(name, family, Fraction(factor))
    if name in _EVENTS:
        return Unit(name, "event", ONE, name)
    if name in _COUNTS:
        return Unit(name, f"count:{name}", ONE, name)
    if name in _SETS:
        return Unit(name, f"count:{_SETS[name]}", ONE, name)
    if "/" in name:
        return _compound(name)
    scale, rest = multiplied(name)
    if not rest:  # the bare multiplier is a number of nothing
        return Unit(name, "", Fraction(scale))
    if scale > 1:
        inner = unit(rest)
        return Unit(name, inner.dimension, inner.factor * scale, inner.word, inner.per_year)
    return Unit(name, f"other:{name}")


def multiplied(name: str) -> tuple[int, str]:
    """What 千, 万 … in front of a unit multiply by, and the unit behind; 1 and the whole name where none does.

    >>> multiplied("百万亩"), multiplied("万粒"), multiplied("千佛"), multiplied("万"), multiplied("亩")
    ((1000000, '亩'), (10000, '粒'), (1, '千佛'), (10000, ''), (1, '亩'))
    """
    for length in (2, 1):
        scale, rest = multiplier(name[:length]), name[length:]
        if scale and (not rest or scale >= MANY or unit(rest).listed):  # from 万 on before any measure word
            return scale, rest
    return 1, name


def _compound(name: str) -> Unit:
    over, _, under = name.partition("/")
    inner = unit(over) if over else Unit("", "price")
    if under in PERIODS and inner.dimension.startswith(COUNTED):
        return Unit(name, inner.dimension, inner.factor * PERIODS[under], inner.word, per_year=True)
    parts = sorted(_under(under))  # 元/人*月 is 元/月/人
    if not inner.listed or not parts or not all(map(_NOT_UNDER.isdisjoint, parts)):
        return Unit(name, f"other:{name}")
    return Unit(name, f"{inner.dimension}/{'*'.join(parts)}", inner.factor, inner.word)


def _under(text: str) -> list[str]:
    """What a unit is for each of, each by one name: m3 is 立方米, 人天 is 人 and 天."""
    named = (_ALIASES.get(part, _ALIASES.get(part.lower(), part)) for part in re.split(r"[/*]", text) if part)
    return [part for name in named for part in name.split("*")]


def minutes_for(measured: Unit, beside: Unit) -> Unit:
    """分 beside a time is a minute; elsewhere it is a mark.

    >>> minutes_for(unit("分"), unit("小时")).name, minutes_for(unit("分"), unit("分")).name
    ('分钟', '分')
    """
    return unit("分钟") if measured.name in MARKS and beside.dimension == "time" else measured


def ratio(source: Unit, target: Unit) -> Fraction | None:
    """What a number in ``source`` is multiplied by to stand in ``target``; None where they do not convert.

    >>> ratio(unit("元"), unit("万元")), ratio(unit("人"), unit("人次")), ratio(unit("工作日"), unit("天"))
    (Fraction(1, 10000), None, None)
    """
    if source is target:
        return ONE
    return source.factor / target.factor if source.dimension == target.dimension else None
