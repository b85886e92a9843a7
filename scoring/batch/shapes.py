"""What a pair of templates means, asked of the scalar grammar once: ``≥#人`` against ``#人次``, ``#%`` against ``#``.

A template is taken only where the number inside cannot change what the cell means but by being 0, at most 1, or more:
a comparator or none, a number, a listed unit or none. Everything else goes to ``measure`` as it is written.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import gcd

from attrs import evolve, frozen

from indicators.cells import plain, read_cell
from indicators.form import Line
from indicators.measure import Measure, Numeric, Refused, measure
from indicators.measures import ASSUMPTIONS
from indicators.otherwise import CLASSES
from indicators.scale import SHARES
from indicators.units import unit
from indicators.words import AFTER, BEFORE
from scoring.batch.faced import OTHER, POSITIVE, REVERSE

_SIGNS = ("≥", ">=", "≤", "<=", ">", "<", "=", "")
_KINDS = {"positive": POSITIVE, "reverse": REVERSE}
# Numbers of each class, written as in a cell: 0, at most 1, above 1. What holds for two of a class holds for all.
ZERO, SMALL, LARGE = range(3)
_SAMPLES = (("0", "0.0"), ("0.5", "1"), ("37", "120.5"))


@frozen
class Shape:
    """What holds for all numbers in two templates: A is ``scale_a`` × the target's, B ``scale_b`` × the completion's.

    ``kind`` as in ``faced``; ``refused``: the cells cannot be compared; ``doubt``: met only where B = A;
    ``strict``: the bound itself does not meet; ``equal``: the target is ``= A``;
    ``percent``: what B is a percentage of, on its scale (0: it is none). ``assumed``: the bits of what is assumed.
    ``bare``: a side has no unit, so that numbers far apart may stand in other units; ``figure``: neither has any, so
    that they may be days; ``share``: a percentage, which may be damaged. ``others``: the two scales of the other
    reading of the cells (≥5万元 beside 48000), if there is one.
    """

    kind: int = OTHER
    scale_a: int = 1
    scale_b: int = 1
    strict: bool = False
    doubt: bool = False
    equal: bool = False
    refused: bool = False
    percent: int = 0
    assumed: int = 0
    bare: bool = False
    figure: bool = False
    share: bool = False
    others: tuple[int, int] | None = None


@lru_cache(maxsize=65_536)
def sure(template: str) -> bool:
    """Whether a template holds a comparator or none, one number, a listed unit or none, and nothing more.

    >>> sure("≥#人"), sure("#%以上"), sure("#年#月"), sure("约#人")
    (True, True, False, False)
    """
    before, _, after = plain(template).replace(" ", "").partition("#")
    if before not in _SIGNS and before not in {word for word, _ in BEFORE}:
        return False
    found = next((word for word, _ in AFTER if after.endswith(word)), "")
    measured = after.removesuffix(found)
    if not measured:
        return True
    if measured[0] in "年月日号" or "年" in measured or measured.endswith(CLASSES):
        return False
    return unit(measured).listed and not unit(measured).per_year


@lru_cache(maxsize=65_536)
def shape(target: str, actual: str, class_a: int, class_b: int, name: str, block: str) -> Shape | None:
    """The shape of two sure templates for numbers of these classes; None where the grammar must see the cells.

    >>> shape("≥#人", "#", LARGE, LARGE, "", "indicator")
    Shape(kind=0, scale_a=1, scale_b=1, strict=False, doubt=False, equal=False, refused=False, percent=0, assumed=0, \
bare=True, figure=False, share=False, others=None)
    >>> shape("≤#万元", "#元", LARGE, LARGE, "", "indicator").scale_a
    10000
    """
    found = {
        _shape(measure(line(target.replace("#", a), actual.replace("#", b), name, block)), Fraction(a), Fraction(b))
        for a in _SAMPLES[class_a]
        for b in _SAMPLES[class_b]
    }
    one = found.pop()
    if found or one is None or (one.refused and (block == "goal" or target == actual)):
        return None  # equal texts are met
    if one.others and block != "indicator":
        return None
    sides = [read_cell(text.replace("#", "37")).amount for text in (target, actual)]
    if block == "goal" and not (sides[0] and sides[0].unit and sides[0].unit.is_share):
        return None  # its percentage is of the whole, whatever figure the goal has
    has = [bool(side and side.unit and side.unit.dimension) for side in sides]
    share = sides[0].unit.is_share if sides[0] and sides[0].unit else plain(name).endswith(SHARES)
    return evolve(one, bare=not all(has), figure=not any(has), share=share)


def line(target: str, actual: str, name: str, block: str) -> Line:
    """A line as the scalar engine takes it; the budget line is positive whatever its cells say."""
    return Line("i1", block, name=name, target=target, actual=actual, kind="positive" if block == "budget" else None)


def _shape(read: Measure, a: Fraction, b: Fraction) -> Shape | None:
    if isinstance(read, Refused):
        return Shape(refused=True, assumed=bits(read.assumed))
    if (
        not isinstance(read, Numeric)
        or len(read.alternatives) > 1
        or read.actual is None
        or read.kind not in ("positive", "reverse", "exact")
    ):
        return None
    done, wanted = read.actual, read.high if read.low is None else read.low
    if done.low is None or done.low != done.high or wanted is None:
        return None
    one, other = (wanted / a if a else Fraction(1)), (done.low / b if b else Fraction(1))
    scale_a, scale_b = _whole(one, other)
    others = None
    if read.alternatives:
        again = read.alternatives[0].actual
        if again is None or again.low is None or not b or read.doubt or read.kind == "exact":
            return None
        others = _whole(one, again.low / b)
    percent = 100 * scale_b / other if read.unit == "%" else Fraction(0)
    if percent.denominator != 1:
        return None
    kind, strict, doubt = _KINDS.get(read.kind, OTHER), read.strict_low or read.strict_high, bool(read.doubt)
    return Shape(
        kind, scale_a, scale_b, strict, doubt, read.kind == "exact", percent=int(percent), assumed=bits(read.assumed),
        others=others,
    )  # fmt: skip


def _whole(one: Fraction, other: Fraction) -> tuple[int, int]:
    """Two numbers in their least whole terms."""
    common = one.denominator * other.denominator
    both = (int(one * common), int(other * common))
    return both[0] // gcd(*both), both[1] // gcd(*both)


def bits(assumed: tuple[str, ...]) -> int:
    """The codes of ``ASSUMPTIONS`` as one number.

    >>> bits(()), bits(("direction", "percent"))
    (0, 5)
    """
    return sum(1 << ASSUMPTIONS.index(code) for code in assumed)
