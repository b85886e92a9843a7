"""The vector kernel: ``weight × min(1, share)`` rounded half up to two places, exactly, in blocks that stay in cache.

``score_floats`` takes float64 columns, ``nearest`` whole numbers. Both choose a form a block at a time by the limits in
``bounds``; where none holds, Python's own whole numbers do the work.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scoring.batch import bounds

BLOCK = 65_536  # rows: the few temporaries of this size stay in a cache

MOST, SIGN = 2**63 - 1, 2**63

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


def score_floats(
    weight: Floats, target: Floats, actual: Floats, positive: Booleans, places: int = 4, *, check: bool = True
) -> Floats:
    """Points of positive (``B / A``) and reverse (``A / B``) lines, met lines full; the nearest floats of exact scores.

    The columns hold the nearest float64 of decimals: weights with two places, the others with ``places``, none below
    0, scaled values below 2**51. ``check`` makes sure of the decimals too. Raises ValueError where that is not so.
    Takes 8 bytes a row beyond its inputs, and a few blocks. The rules are those of ``scoring.rules``.

    >>> score_floats(np.array([4.0, 10.0]), np.array([3000.0, 3.0]), np.array([2399.0, 4.0]), np.array([True, False]))
    array([3.2, 7.5])
    """
    out = np.empty(len(weight))
    room = _Room(min(BLOCK, len(weight)))
    for start in range(0, len(weight), BLOCK):
        part = slice(start, start + BLOCK)
        w, a, b = weight[part], target[part], actual[part]
        if check and not (_has_places(w, 2) and _has_places(a, places) and _has_places(b, places)):
            raise ValueError(f"weights need two decimals, targets and completions at most {places}")
        _block(w, a, b, positive[part], places, room.of(len(w)), out[part])
    return out


class _Room:
    """Scratch arrays of one block, made once."""

    def __init__(self, size: int) -> None:
        self.low, self.high, self.other = np.empty(size), np.empty(size), np.empty(size)
        self.full, self.equal = np.empty(size, np.bool_), np.empty(size, np.bool_)

    def of(self, size: int) -> _Room:
        """The same, cut to the last block."""
        if size < len(self.low):
            self.low, self.high, self.other = self.low[:size], self.high[:size], self.other[:size]
            self.full, self.equal = self.full[:size], self.equal[:size]
        return self


def _block(w: Floats, a: Floats, b: Floats, positive: Booleans, places: int, room: _Room, out: Floats) -> None:
    """One block. Only ``min(1, n / d)`` matters, so the smaller number is over the larger, whatever the direction."""
    low, high, scale = np.minimum(a, b, out=room.low), np.maximum(a, b, out=room.high), 10.0**places
    heaviest, top = _largest(w), _largest(low)
    np.equal(a, b, out=room.equal)  # a share of 1, also of 0 against 0
    np.greater(b, a, out=room.full)
    np.equal(room.full, positive, out=room.full)
    np.logical_or(room.full, room.equal, out=room.full)
    if bounds.nudge_holds(heaviest, top, scale):
        _shares(low, high, room, out)
        np.multiply(out, w, out=out)
        np.multiply(out, bounds.UP, out=out)
    elif high.max() * scale < bounds.DIGITS and heaviest * 100 < bounds.DIGITS:
        _filtered(w, low, high, scale, room, out)
    else:
        raise ValueError("numbers of more than 15 digits: hand them in as whole numbers or decimals")
    np.rint(out, out=out)
    np.divide(out, 100.0, out=out)


def _largest(values: Floats) -> np.float64:
    """The largest of floats, none of which may be below 0: in one pass, as their bits are in the same order.

    The bits of numbers below 0 come after all others. Not a number, and so within no bound, where one is none.
    """
    bits = values.view(np.uint64).max()
    if bits < SIGN:
        largest: np.float64 = bits.view(np.float64)
        return largest
    if not values.min() >= 0:  # else it was a 0 with a sign
        raise ValueError("numbers below 0, or none")
    return np.float64(0.0 + values.max())


def _shares(low: Floats, high: Floats, room: _Room, out: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        np.divide(low, high, out=out)
    return np.fmax(out, room.full, out=out)  # fmax: 0 / 0 is full; and no branch for each row


def _filtered(w: Floats, low: Floats, high: Floats, scale: float, room: _Room, out: Floats) -> None:
    """Hundredths of large numbers: where the two ends of the error round alike that is it, else whole numbers tell."""
    share = _shares(low, high, room, room.other)
    np.multiply(share, w, out=share)
    np.multiply(share, bounds.UP, out=out)
    np.rint(out, out=out)
    np.multiply(share, bounds.DOWN, out=share)
    np.rint(share, out=share)
    rows = np.flatnonzero(np.not_equal(out, share, out=room.equal))
    if len(rows):
        num, den = _whole(low[rows], scale), _whole(high[rows], scale)
        num[room.full[rows]] = 1
        den[room.full[rows]] = 1
        out[rows] = nearest(_whole(w[rows], 100.0), num, den)


def _whole(values: Floats, scale: float) -> Integers:
    return np.rint(values * scale).astype(np.int64)


def _has_places(values: Floats, places: int) -> bool:
    """Whether each value is the nearest float64 of a decimal with so many places, and no more than 15 digits."""
    scaled = np.rint(values * 10.0**places)
    return bool((np.abs(scaled) < bounds.DIGITS).all() and (scaled / 10.0**places == values).all())


def score_integers(weight: Integers, target: Integers, actual: Integers, positive: Booleans) -> Integers:
    """The same for whole numbers: weights and scores in hundredths, targets and completions on any common scale.

    Any int64 of 0 and more. Raises ValueError for numbers below 0.

    >>> score_integers(np.array([400]), np.array([3000]), np.array([2399]), np.array([True]))
    array([320])
    """
    out = np.empty(len(weight), np.int64)
    for start in range(0, len(weight), BLOCK):
        part = slice(start, start + BLOCK)
        w, a, b = weight[part], target[part], actual[part]
        if min(w.min(), a.min(), b.min()) < 0:
            raise ValueError("numbers below 0")
        out[part] = _nearest(w, *shares(positive[part], a, b))
    return out


def sums_by_form(form: Integers, hundredths: Integers, forms: int) -> Integers:
    """Whole numbers added up by form, exactly; forms are numbered from 0 to ``forms``, in any order.

    >>> sums_by_form(np.array([1, 0, 1]), np.array([320, 750, 80]), 2)
    array([750, 400])
    """
    sums = np.zeros(forms, np.int64)
    np.add.at(sums, form, hundredths)
    return sums


def shares(positive: Booleans, target: Integers, actual: Integers, linear: bool = False) -> tuple[Integers, Integers]:
    """Numerator and denominator of what a line earns of its weight, for numbers of 0 and more.

    ``scoring.rules`` in columns: 1 where the target is met, else the smaller number over the larger; ``linear`` is the
    other formula for reverse lines, ``(2 A − B) / A``. Tests hold it equal to the rules.

    >>> num, den = shares(np.array([True, False]), np.array([3000, 3]), np.array([2399, 4]))
    >>> num.tolist(), den.tolist()
    ([2399, 3], [3000, 4])
    """
    unmet = (actual > target) != positive
    unmet &= actual != target
    num, den = np.minimum(target, actual), np.maximum(target, actual)
    if linear:
        falling = unmet & ~positive
        num = np.where(falling, np.maximum(target + target - actual, 0), num)
        den = np.where(falling, np.maximum(target, 1), den)
    met = ~unmet
    num *= unmet  # met: 1 of 1, without a branch for each row
    num += met
    den *= unmet
    den += met
    return num, den


def nearest(factor: Integers, num: Integers, den: Integers) -> Integers:
    """``factor × num ÷ den`` to the nearest whole number, halves up; all ≥ 0, ``den`` ≥ 1.

    With ``factor`` in hundredths it is the score in hundredths. Exact at any size that int64 holds; a result beyond
    int64 is its largest number.

    >>> nearest(np.array([400, 1]), np.array([2399, 1]), np.array([3000, 2]))
    array([320,   1])
    """
    out = np.empty(len(factor), np.int64)
    for start in range(0, len(factor), BLOCK):
        part = slice(start, start + BLOCK)
        out[part] = _nearest(factor[part], num[part], den[part])
    return out


def _nearest(factor: Integers, num: Integers, den: Integers) -> Integers:
    most = [int(each.max()) for each in (factor, num, den)]
    if bounds.quotient_holds(*most):
        doubled = den + den
        top = factor * num
        top += top
        top += den
        return np.floor(top / doubled).astype(np.int64)
    guess = factor.astype(np.float64) * num / den
    if most[2] < bounds.WRAP_SHARE and guess.max() < bounds.WRAP_RESULT:
        return _wrapped(factor, num, den, guess)
    small = (den < bounds.WRAP_SHARE) & (guess < bounds.WRAP_RESULT)
    result = np.empty(len(factor), np.int64)
    result[small] = _wrapped(factor[small], num[small], den[small], guess[small])
    for row in np.flatnonzero(~small).tolist():
        one, of = int(factor[row]) * int(num[row]), int(den[row])
        result[row] = min((2 * one + of) // (2 * of), MOST)
    return result


def _wrapped(factor: Integers, num: Integers, den: Integers, guess: Floats) -> Integers:
    """The float quotient is within 1 of the truth; the remainder, true modulo 2**64 and so true, mends it."""
    quotient = np.rint(guess).astype(np.int64)
    rest = factor * num - quotient * den  # NumPy wraps here; the difference is small
    rest += rest
    quotient += rest >= den
    quotient -= rest < -den
    return quotient
