"""What a rule may do with its numbers, whatever the numbers are.

A rule is written once over an ``Algebra``. Handed ``ExactAlgebra`` it scores Fractions; handed the one in ``trace`` it
also tells its steps; handed the one in ``symbolic`` it gives the formula.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

from attrs import frozen

N = TypeVar("N")
Truth = Any  # bool for numbers, a condition for symbols
ZERO = Fraction(0)


@frozen(eq=False, repr=False)
class Terms:
    """The numbers that a rule is given: weight ``w``, target ``a``, completion ``b``; ``high`` bounds a range.

    ``strict`` (``strict_high``) says that the bound itself does not meet the target.
    """

    w: Any
    a: Any
    b: Any
    high: Any = None
    strict: bool = False
    strict_high: bool = False


Rule = Callable[[Terms, Any], Any]  # over the numbers of any algebra


class Judgement(Exception):
    """Raised by the exact algebra where a rule leaves the score to judgement."""


class ExactAlgebra:
    """Plain Fractions."""

    zero = Fraction(0)
    one = Fraction(1)

    @staticmethod
    def at_least(left: Fraction, right: Fraction) -> bool:
        """``left ≥ right``."""
        return left.numerator * right.denominator >= right.numerator * left.denominator

    @staticmethod
    def above(left: Fraction, right: Fraction) -> bool:
        """``left > right``."""
        return left.numerator * right.denominator > right.numerator * left.denominator

    @staticmethod
    def equal(left: Fraction, right: Fraction) -> bool:
        """``left = right``."""
        return left.numerator == right.numerator and left.denominator == right.denominator

    @staticmethod
    def not_below_zero(value: Fraction) -> Fraction:
        """``max(value, 0)``."""
        return value if value.numerator > 0 else ZERO

    @staticmethod
    def times(left: Fraction, right: Fraction) -> Fraction:
        """``left × right``."""
        return left * right

    @staticmethod
    def over(left: Fraction, right: Fraction) -> Fraction:
        """``left ÷ right``."""
        return left / right

    @staticmethod
    def minus(left: Fraction, right: Fraction) -> Fraction:
        """``left − right``."""
        return left - right

    @staticmethod
    def when(condition: bool, then: Callable[[], Fraction], otherwise: Callable[[], Fraction]) -> Fraction:
        """One of two results."""
        return then() if condition else otherwise()

    @staticmethod
    def judgement() -> Fraction:
        """Raises Judgement."""
        raise Judgement


EXACT = ExactAlgebra()
