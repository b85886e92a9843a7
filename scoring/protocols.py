"""The shapes that rules and results are written against; for type checkers, so never imported at run time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Protocol, TypeVar

from indicators.messages import Message
from scoring.algebra import N, Rule, Terms, Truth
from scoring.interval import Interval

R = TypeVar("R")


class Algebra(Protocol[N]):
    """Comparisons, choice and judgement over numbers of type ``N``; ``*``, ``/``, ``-`` are N's own."""

    zero: N
    one: N

    def at_least(self, left: N, right: N) -> Truth:
        """``left ≥ right``."""

    def above(self, left: N, right: N) -> Truth:
        """``left > right``."""

    def equal(self, left: N, right: N) -> Truth:
        """``left = right``."""

    def not_below_zero(self, value: N) -> N:
        """``max(value, 0)``."""

    def times(self, left: N, right: N) -> N:
        """``left × right``."""

    def over(self, left: N, right: N) -> N:
        """``left ÷ right``; asked for only where ``right`` is above 0."""

    def minus(self, left: N, right: N) -> N:
        """``left − right``."""

    def when(self, condition: Truth, then: Callable[[], N], otherwise: Callable[[], N]) -> N:
        """One of two results; only the chosen one is worked out."""

    def judgement(self) -> N:
        """No rule gives the score: a person must judge, anywhere from 0 to the weight."""


class Maker(Protocol[R]):
    """Makes results of type ``R`` from the values that the logic arrives at."""

    def rule(self, rule: Rule, terms: Terms) -> R:
        """The result of a ratio rule."""

    def given(self, value: Interval, why: Message) -> R:
        """A value that needs no sum."""

    def band(self, weight: Fraction, share: Interval, value: Interval) -> R:
        """A share of the weight."""

    def hull(self, parts: Iterable[R]) -> R:
        """Everything between the parts."""

    def down_to_zero(self, part: R) -> R:
        """From 0 up to the part."""

    def interval(self, part: R) -> Interval:
        """The value of a result."""
