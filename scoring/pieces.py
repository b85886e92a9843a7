"""A line's score as a function of its completion B: the pieces that its rule falls into, told by the rule itself.

The rule is handed an algebra whose numbers are fractions of linear terms in B. Questions are answered at a sample;
where an answer would change is remembered, so that the pieces between these places are exact. Inverse and slope of a
rule come from its pieces, and no formula is written down a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from attrs import frozen

from indicators.measure import Bounds
from indicators.record import Record
from scoring.algebra import EXACT, Judgement, Rule, Terms

ZERO, ONE = Fraction(0), Fraction(1)
Places = list[Fraction]  # where B makes an answer change


@frozen(repr=False)
class Ratio(Record):
    """``(a × B + b) ÷ (c × B + d)``.

    >>> half = Ratio(Fraction(1), Fraction(0), Fraction(0), Fraction(2))
    >>> half.at(Fraction(3)), half.slope(Fraction(3)), half.where(Fraction(5))
    (Fraction(3, 2), Fraction(1, 2), Fraction(10, 1))
    """

    a: Fraction
    b: Fraction
    c: Fraction = ZERO
    d: Fraction = ONE

    @property
    def flat(self) -> bool:
        """Whether it is the same for all B."""
        return self.a * self.d == self.b * self.c

    def at(self, done: Fraction) -> Fraction:
        """The value at a completion."""
        return (self.a * done + self.b) / (self.c * done + self.d)

    def slope(self, done: Fraction) -> Fraction:
        """The derivative at a completion."""
        return (self.a * self.d - self.b * self.c) / (self.c * done + self.d) ** 2

    def where(self, value: Fraction) -> Fraction | None:
        """The completion that gives ``value``; None if none does, or all do."""
        rise = self.a - value * self.c
        return None if rise == 0 or self.flat else (value * self.d - self.b) / rise


def constant(value: Fraction) -> Ratio:
    """A number that does not depend on B."""
    return Ratio(ZERO, value)


class Along:
    """The algebra over ratios of B near ``sample``; ``turns`` collects where an answer changes."""

    zero = constant(ZERO)
    one = constant(ONE)

    def __init__(self, sample: Fraction) -> None:
        self.sample = sample
        self.turns: Places = []

    def _sign(self, left: Ratio, right: Ratio) -> Fraction:
        """Above, at or below 0 as ``left`` is above, at or below ``right``."""
        apart = self.minus(left, right)
        turn = apart.where(ZERO)
        if turn is not None:
            self.turns.append(turn)
        return apart.at(self.sample)

    def at_least(self, left: Ratio, right: Ratio) -> bool:
        """``left ≥ right``."""
        return self._sign(left, right) >= 0

    def above(self, left: Ratio, right: Ratio) -> bool:
        """``left > right``."""
        return self._sign(left, right) > 0

    def equal(self, left: Ratio, right: Ratio) -> bool:
        """``left = right``."""
        return self._sign(left, right) == 0

    def not_below_zero(self, value: Ratio) -> Ratio:
        """``max(value, 0)``."""
        return value if self._sign(value, self.zero) > 0 else self.zero

    @staticmethod
    def times(left: Ratio, right: Ratio) -> Ratio:
        """``left × right``, of which one does not depend on B."""
        fixed, other = (left, right) if left.flat else (right, left)
        scale = fixed.at(ZERO) if fixed.flat else _not_linear()
        if scale == 0:  # no pole is left
            return Along.zero
        return Ratio(scale * other.a, scale * other.b, other.c, other.d)

    def over(self, left: Ratio, right: Ratio) -> Ratio:
        """``left ÷ right``, of which one does not depend on B."""
        pole = right.where(ZERO)
        if pole is not None:
            self.turns.append(pole)
        return self.times(left, Ratio(right.c, right.d, right.a, right.b))

    @staticmethod
    def minus(left: Ratio, right: Ratio) -> Ratio:
        """``left − right``, both without B below the line."""
        if left.c or right.c:
            _not_linear()
        return Ratio(left.a / left.d - right.a / right.d, left.b / left.d - right.b / right.d)

    @staticmethod
    def when(condition: bool, then: Callable[[], Ratio], otherwise: Callable[[], Ratio]) -> Ratio:
        """One of two results."""
        return then() if condition else otherwise()

    @staticmethod
    def judgement() -> Ratio:
        """Raises Judgement."""
        raise Judgement


def _not_linear() -> Fraction:
    raise ArithmeticError("the rule is no fraction of linear terms in B")


@frozen(repr=False)
class Piece(Record):
    """The score between two completions, both left out, or at one (``low = high``); None is no end.

    ``value`` is None where no rule gives the score.
    """

    low: Fraction | None
    high: Fraction | None
    value: Ratio | None

    def reaching(self, points: Fraction) -> Bounds | None:
        """The completions of this piece that give at least ``points``."""
        if self.value is None:
            return None
        if self.low is not None and self.low == self.high:
            return Bounds(self.low, self.high) if self.value.at(self.low) >= points else None
        inside = _between(self.low, self.high)
        turn = self.value.where(points)
        if turn is None or not _in(turn, self.low, self.high):
            whole = Bounds(self.low, self.high, self.low is not None, self.high is not None)
            return whole if self.value.at(inside) >= points else None
        if self.value.slope(turn) > 0:
            return Bounds(turn, self.high, strict_high=self.high is not None)
        return Bounds(self.low, turn, strict_low=self.low is not None)


def pieces(rule: Rule, terms: Terms) -> tuple[Piece, ...]:
    """The score by completion, from the lowest B to the highest: open pieces, and the points between them.

    ``terms`` gives weight and bounds; its ``b`` is not used.

    >>> from scoring.rules.positive import positive
    >>> for piece in pieces(positive, Terms(Fraction(4), Fraction(3000), None)):
    ...     print(piece.low, piece.high, piece.value.at(Fraction(1500)))
    None 0 0
    0 0 0
    0 3000 2
    3000 3000 4
    3000 None 4
    """
    found: list[Piece] = []
    for piece in _open(rule, terms, None, None):
        if piece.low is not None:
            found.append(Piece(piece.low, piece.low, _exactly(rule, terms, piece.low)))
        found.append(piece)
    return tuple(found)


def _open(rule: Rule, terms: Terms, low: Fraction | None, high: Fraction | None) -> Iterator[Piece]:
    """The open pieces between two completions, cut wherever an answer changes."""
    on = Along(_between(low, high))
    high_bound = None if terms.high is None else constant(terms.high)
    numbers = Terms(constant(terms.w), constant(terms.a), Ratio(ONE, ZERO), high_bound, terms.strict, terms.strict_high)
    value: Ratio | None
    try:
        value = rule(numbers, on)
    except Judgement:
        value = None
    turns = sorted({turn for turn in on.turns if _in(turn, low, high)})
    if not turns:
        yield Piece(low, high, value)
        return
    for start, end in zip((low, *turns), (*turns, high), strict=True):
        yield from _open(rule, terms, start, end)


def _exactly(rule: Rule, terms: Terms, done: Fraction) -> Ratio | None:
    """The score at one completion."""
    try:
        return constant(rule(Terms(terms.w, terms.a, done, terms.high, terms.strict, terms.strict_high), EXACT))
    except Judgement:
        return None


def _in(value: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return (low is None or low < value) and (high is None or value < high)


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    """Some completion between two."""
    if low is None:
        return ZERO if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2


def reaching(parts: tuple[Piece, ...], points: Fraction) -> tuple[Bounds, ...]:
    """All completions that give at least ``points``, as ranges from the lowest to the highest.

    >>> from scoring.rules.within import within
    >>> curve = pieces(within, Terms(Fraction(10), Fraction(50), None, Fraction(60)))
    >>> reaching(curve, Fraction(8))
    (Bounds(low=Fraction(40, 1), high=Fraction(75, 1)),)
    """
    joined: list[Bounds] = []
    for own in (each.reaching(points) for each in parts):
        if own is None:
            continue
        last = joined[-1] if joined else None
        if last is not None and last.high == own.low and not (last.strict_high and own.strict_low):
            joined[-1] = Bounds(last.low, own.high, last.strict_low, own.strict_high)
        else:
            joined.append(own)
    return tuple(joined)


def holds(bounds: Bounds, done: Fraction) -> bool:
    """Whether a completion lies within ``bounds``."""
    return (
        _in(done, bounds.low, bounds.high)
        or (done == bounds.low and not bounds.strict_low)
        or (done == bounds.high and not bounds.strict_high)
    )


def value_at(parts: tuple[Piece, ...], done: Fraction) -> Fraction | None:
    """The score at a completion; None where no rule gives it."""
    value = parts[_place(parts, done)].value
    return None if value is None else value.at(done)


def slopes(parts: tuple[Piece, ...], done: Fraction) -> tuple[Fraction | None, Fraction | None]:
    """The derivatives of the score to the left and the right; None where no rule gives the score, or it jumps.

    >>> from scoring.rules.positive import positive
    >>> [str(slope) for slope in slopes(pieces(positive, Terms(Fraction(10), Fraction(20), None)), Fraction(20))]
    ['1/2', '0']
    """
    place, here = _place(parts, done), value_at(parts, done)
    at_turn = parts[place].low is not None and parts[place].low == parts[place].high
    sides = [parts[place + side if at_turn else place].value for side in (-1, 1)]
    left, right = (side.slope(done) if side is not None and side.at(done) == here else None for side in sides)
    return left, right


def _place(parts: tuple[Piece, ...], done: Fraction) -> int:
    """Which piece a completion stands in."""
    return next(
        place for place, each in enumerate(parts) if each.low == each.high == done or _in(done, each.low, each.high)
    )
