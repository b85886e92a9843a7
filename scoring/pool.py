"""Lines that have points only together: what they can score, and weigh, over all weights that the form allows.

A pool of lines has ``points``; each part of it needs at least some of them, and the rest is free to go to any line. A
line earns a share of its weight, so the sum is least where all free points lie on the line with the least share, and
greatest where they lie on the one with the greatest: exact, without trying weights.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from indicators.record import Record
from scoring.interval import Interval
from scoring.rounding import half_up, half_up_interval

ZERO, ONE = Fraction(0), Fraction(1)
Segment = tuple[Fraction, Fraction | None]  # points earned for a point of weight, and for how many; None is any number
Earns = Callable[["Share"], Segment]


@frozen(repr=False)
class Share(Record):
    """What a line earns of its weight; never more points than its ``caps``, where a step table of its own says so."""

    line: str
    rate: Interval
    caps: Interval | None = None

    def low(self) -> Segment:
        """The least that it earns."""
        return self.rate.low, self.caps.low if self.caps else None

    def high(self) -> Segment:
        """The most."""
        return self.rate.high, self.caps.high if self.caps else None


@frozen(repr=False)
class Part(Record):
    """Lines that weigh at least ``least`` points together: one line, or those under one merged score cell."""

    least: Fraction
    shares: tuple[Share, ...]


UNUSED = Part(ZERO, (Share("", Interval.point(ZERO)),))  # takes the points that no line of the pool has


@frozen(repr=False)
class Pool(Record):
    """Lines with ``points`` together, all of which are on its ``parts``.

    >>> lost, met = Share("i1", Interval.point(Fraction(1, 2))), Share("i2", Interval.point(Fraction(1)))
    >>> pool = Pool(Fraction(20), (Part(Fraction(4), (lost,)), Part(Fraction(10), (met,))))
    >>> pool.score({"i1", "i2"}), pool.weight({"i1"})
    (Interval(low=Fraction(15, 1), high=Fraction(18, 1)), Interval(low=Fraction(4, 1), high=Fraction(10, 1)))
    """

    points: Fraction
    parts: tuple[Part, ...]

    @property
    def lines(self) -> frozenset[str]:
        """The ids of the lines."""
        return frozenset(share.line for share in self._shares() if share.line)

    @property
    def free(self) -> Fraction:
        """The points that no line needs."""
        return self.points - sum((part.least for part in self.parts), ZERO)

    @property
    def settled(self) -> bool:
        """Whether there is only one way to give out the points."""
        single = all(len(part.shares) == 1 for part in self.parts)
        return single and (not self.free or len(self.parts) == 1)

    def score(self, ids: Collection[str]) -> Interval:
        """The least and the greatest exact sum of the scores of the lines ``ids``, over all weights allowed."""
        return self._range(_only(ids, Share.low), _only(ids, Share.high))

    def weight(self, ids: Collection[str]) -> Interval:
        """The least and the greatest sum of the weights of the lines ``ids``."""
        return self._range(_only(ids, _weight), _only(ids, _weight))

    def shown(self, ids: Collection[str], places: int) -> Interval:
        """The least and the greatest sum of rounded scores, for weights with ``places`` decimals at most.

        Rounding moves a line by half a unit of the last place at most, and not at all where it earns all or nothing.
        """
        if self.settled:
            return Interval.sum(half_up_interval(self.score({each}), places) for each in ids)
        exact, unit = self.score(ids), Fraction(1, 10**places)
        down, up = (sum(_rough(earns(each)) for each in self._shares() if each.line in ids)
                    for earns in (Share.low, Share.high))  # fmt: skip
        low = _floor(exact.low - down * unit / 2, unit) + unit if down else half_up(exact.low, places)
        high = _floor(exact.high + up * unit / 2, unit) if up else half_up(exact.high, places)
        return Interval(max(ZERO, low), max(low, min(high, half_up(self.points, places))))

    def _shares(self) -> Iterator[Share]:
        return (share for part in self.parts for share in part.shares)

    def _range(self, low: Earns, high: Earns) -> Interval:
        return Interval(self._least(low), self._most(high))

    def _least(self, earns: Earns) -> Fraction:
        """A sum of concave functions is least at a corner: each part's points, and all free ones, on one line."""
        base = [min(_earned(earns(share), part.least) for share in part.shares) for part in self.parts]
        gains = [
            min(_earned(earns(share), part.least + self.free) for share in part.shares) - own
            for part, own in zip(self.parts, base, strict=True)
        ]
        return sum(base, ZERO) + min(gains)

    def _most(self, earns: Earns) -> Fraction:
        """Points go where they earn most: first what each part needs within it, then what is free."""
        earned, left = ZERO, []
        for part in self.parts:
            segments = [segment for share in part.shares for segment in _segments(earns(share))]
            own, rest = _filled(segments, part.least)
            earned += own
            left += rest
        return earned + _filled(left, self.free)[0]


def _only(ids: Collection[str], earns: Earns) -> Earns:
    """The same for the lines ``ids``; others earn nothing."""
    return lambda share: earns(share) if share.line in ids else (ZERO, None)


def _weight(share: Share) -> Segment:
    return ONE, None


def _rough(segment: Segment) -> bool:
    """Whether a score may have more decimals than its weight."""
    return segment[0] not in (ZERO, ONE) or segment[1] is not None


def _floor(value: Fraction, unit: Fraction) -> Fraction:
    return value // unit * unit


def _earned(segment: Segment, weight: Fraction) -> Fraction:
    rate, cap = segment
    return rate * weight if cap is None else min(rate * weight, cap)


def _segments(segment: Segment) -> Iterator[Segment]:
    """The pieces of what a line earns: its rate up to its cap, nothing beyond it."""
    rate, cap = segment
    yield rate, None if cap is None or not rate else cap / rate
    if cap is not None:
        yield ZERO, None


def _filled(segments: Iterable[Segment], points: Fraction) -> tuple[Fraction, list[Segment]]:
    """What ``points`` earn on the best segments, and what is left of them all."""
    earned, left = ZERO, []
    for rate, room in sorted(segments, key=lambda segment: -segment[0]):
        used = points if room is None else min(points, room)
        earned, points = earned + rate * used, points - used
        left.append((rate, None if room is None else room - used))
    return earned, left
