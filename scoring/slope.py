"""What a unit of completion is worth on a line, in numbers and in words."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from indicators.messages import Message
from indicators.record import Record
from scoring.interval import Interval
from scoring.rounding import plain


@frozen(repr=False)
class Slope(Record):
    """What one unit of completion more, or less, is worth on a line: exact derivatives of the score at the completion.

    ``right`` is the points that a unit more gains, ``left`` those that a unit less loses, if the score ran on straight;
    None where no rule gives them or the score jumps. ``to_gain`` is what is still missing to the full weight.
    """

    line: str
    done: Fraction | None
    unit: str
    left: Fraction | None
    right: Fraction | None
    to_gain: Interval
    reason: Message | None = None
    assumed: tuple[str, ...] = ()

    @property
    def says(self) -> Message:
        """Both sides in words, and what is left to gain; ``≈`` where it rests on what the form does not say."""
        return Message("≈ {says}", {"says": self._sides}) if self.assumed else self._sides

    @property
    def _sides(self) -> Message:
        low, high = self.to_gain.low, self.to_gain.high
        gain = plain(high) if low == high else f"{plain(low)}–{plain(high)}"
        if self.done is None:
            return Message("{reason}; {gain} points to gain", {"reason": self.reason, "gain": gain})
        sides = {"less": _less(self.left), "more": _more(self.right)}
        return Message("{done}: {less}, {more} points; {gain} points to gain",
                       {"done": plain(self.done) + self.unit, "gain": gain, **sides})  # fmt: skip


def _less(points: Fraction | None) -> Message:
    """What one less does: of a reverse target it gains points.

    >>> _less(Fraction(1, 2)).show(), _less(Fraction(-1, 2)).show(), _less(None).show()
    ('1 less loses 0.5', '1 less gains 0.5', '1 less loses —')
    """
    text = {"points": "—" if points is None else plain(abs(points))}
    return Message("1 less gains {points}", text) if points and points < 0 else Message("1 less loses {points}", text)


def _more(points: Fraction | None) -> Message:
    text = {"points": "—" if points is None else plain(abs(points))}
    return Message("1 more loses {points}", text) if points and points < 0 else Message("1 more gains {points}", text)
