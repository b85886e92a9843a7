"""Numbers of OFD: millimetres as exact decimals, steps between characters, and frames of objects."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

FAR = Decimal(10_000)  # millimetres; no page is larger
_DIGITS = 7  # before the point; a larger number is made to hurt
ZERO, ONE = Decimal(0), Decimal(1)


class Frame(NamedTuple):
    """How the coordinates of an object come to stand on the page."""

    a: Decimal = ONE
    b: Decimal = ZERO
    c: Decimal = ZERO
    d: Decimal = ONE
    e: Decimal = ZERO
    f: Decimal = ZERO

    def at(self, x: Decimal, y: Decimal) -> tuple[Decimal, Decimal]:
        """A point of the object on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Frame) -> Frame:
        """The frame of an object inside another."""
        e, f = outer.at(self.e, self.f)
        return Frame(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )

    @property
    def scale(self) -> Decimal:
        """By how much lengths grow."""
        return abs(self.a * self.d - self.b * self.c).sqrt()


def numbers(text: str | None) -> list[Decimal]:
    """The numbers in a text; what is no number, or far away, is 0.

    >>> numbers("0 2.5 x"), numbers("1e999999999 NaN"), numbers(None)
    ([Decimal('0'), Decimal('2.5'), Decimal('0')], [Decimal('0'), Decimal('0')], [])
    """
    return [_number(each) for each in (text or "").split()]


def deltas(text: str | None, most: int) -> list[Decimal]:
    """The steps from character to character; ``g 3 2.5`` stands for three of 2.5.

    >>> deltas("g 2 3.5 4", 10)
    [Decimal('3.5'), Decimal('3.5'), Decimal('4')]
    """
    found: list[Decimal] = []
    words = iter((text or "").split())
    for word in words:
        if word == "g":
            count, step = _number(next(words, "0")), _number(next(words, "0"))
            found += [step] * min(most, max(0, int(count)))
        else:
            found.append(_number(word))
        if len(found) > most:
            break
    return found[:most]


def _number(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return ZERO
    return found if found.is_finite() and -20 < found.adjusted() < _DIGITS else ZERO
