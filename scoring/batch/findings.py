"""What the filed scores of a chunk say against the computed ones, as codes of rows: S301-S304, S306, B201-B203.

The conditions are those of ``scoring.audit`` in columns; property tests hold both alike. S305, S308 and W101 need the
whole form and are found from its totals, S307 needs the whole document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from attrs import define, field

from scoring.batch.faced import POSITIVE, REVERSE
from scoring.batch.kernel import MOST, Booleans, Integers, nearest
from scoring.batch.numbers import FIT, KNOWN
from scoring.batch.rates import fitting_score, right_rate
from scoring.batch.reduced import reduced
from scoring.rulebook import Rulebook

if TYPE_CHECKING:
    from scoring.batch.chunk import Lines, Scores

CODES = (
    "W101",
    "B201",
    "B202",
    "B203",
    "S301",
    "S302",
    "S303",
    "S304",
    "S305",
    "S306",
    "S307",
    "S308",
)  # as the audit orders
HUNDREDTH = 10**4  # in millionths


@define(eq=False)
class Hits:
    """Rows under each code."""

    rows: list[Integers] = field(factory=list)
    codes: list[Integers] = field(factory=list)

    def add(self, code: str, rows: Integers) -> None:
        """A code for these rows."""
        if len(rows):
            self.rows.append(rows.astype(np.int64))
            self.codes.append(np.full(len(rows), CODES.index(code), np.int64))

    def drop(self, rows: Integers) -> None:
        """No code for these rows."""
        kept = [~np.isin(each, rows) for each in self.rows]
        self.codes = [codes[keep] for codes, keep in zip(self.codes, kept, strict=True)]
        self.rows = [each[keep] for each, keep in zip(self.rows, kept, strict=True)]

    def lines(self) -> int:
        """How many rows have a code."""
        return int(np.count_nonzero(np.bincount(np.concatenate(self.rows)))) if self.rows else 0

    def lists(self, size: int) -> pa.ListArray:
        """One list of codes a row, in the order of the audit.

        >>> hits = Hits()
        >>> hits.add("S302", np.array([2]))
        >>> hits.add("B201", np.array([2]))
        >>> hits.lists(3).to_pylist()
        [[], [], ['B201', 'S302']]
        """
        rows = np.concatenate([np.zeros(0, np.int64), *self.rows])
        codes = np.concatenate([np.zeros(0, np.int64), *self.codes])
        order = np.lexsort((codes, rows))
        offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))]).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(offsets), pa.array(CODES).take(pa.array(codes[order])))


def find(lines: Lines, scores: Scores, book: Rulebook) -> None:
    """The findings of every line that has a score; they go to ``scores.hits``."""
    add, faced = scores.hits.add, lines.faced
    value, weight, budget = lines.filed.values, lines.weight.values, lines.block == 0
    filed = scores.known & (lines.filed.state == KNOWN)
    outside = filed & ((value < 0) | (value > weight))
    add("S301", np.flatnonzero(outside))
    if scores.high is scores.low:
        shown = value == scores.low * HUNDREDTH
    else:
        shown = (value >= scores.low * HUNDREDTH) & (value <= scores.high * HUNDREDTH)
    rows = np.flatnonzero(filed & ~outside & ~shown & ~faced.levelled & ~faced.slow)
    if len(rows):
        rows = rows[~_right(rows, lines)]
        below = np.flatnonzero((value[rows] < scores.low[rows] * HUNDREDTH) & (lines.block[rows] == 2))
        rows = np.delete(rows, below[reduced(rows[below], faced, book)])
        rounded = _rounded(rows, lines)
        add("S304", rows[rounded])
        rows = rows[~rounded]
        add("B202", rows[budget[rows]])
        rows = rows[~budget[rows]]
        other = _other(rows, lines, book.variant("reverse"))
        add("S306", rows[other])
        rows = rows[~other]
        add("S302", rows[value[rows] > scores.high[rows] * HUNDREDTH])
        add("S303", rows[value[rows] < scores.low[rows] * HUNDREDTH])
    spent = scores.known & budget & (faced.kind == POSITIVE) & (faced.a > 0)
    add("B203", np.flatnonzero(spent & (faced.b > faced.a)))
    if lines.rates is not None:
        rows = np.flatnonzero(spent & ~faced.slow)
        add("B201", rows[~right_rate(lines.rates.take(pa.array(rows)), faced.a[rows], faced.b[rows])])


def at_places(weight: Integers, num: Integers, den: Integers, places: int) -> Integers:
    """``weight`` (in millionths) × ``num / den``, rounded half up to ``places`` decimals, in units of the last one.

    >>> at_places(np.array([4_000_000]), np.array([2399]), np.array([3000]), 1).tolist()
    [32]
    """
    scale = 10 ** (6 - places)
    if not (weight % scale).any():
        return nearest(weight // scale, num, den)
    small = den < FIT // scale
    if small.all():
        return nearest(weight, num, den * scale)
    out = np.empty(len(weight), np.int64)
    out[small] = nearest(weight[small], num[small], den[small] * scale)
    for row in np.flatnonzero(~small).tolist():
        top, of = int(weight[row]) * int(num[row]), int(den[row]) * scale
        out[row] = min((2 * top + of) // (2 * of), MOST)
    return out


def _right(rows: Integers, lines: Lines) -> Booleans:
    """Whether a score outside the shown one is right all the same: within the exact range, or to more decimals."""
    faced, value, weight = lines.faced, lines.filed.values[rows], lines.weight.values[rows]
    num, den = faced.num[rows], faced.den[rows]
    point = (num == faced.high_num[rows]) & (den == faced.high_den[rows])
    right: Booleans = (
        ~point & (num == 0) & (faced.high_num[rows] == faced.high_den[rows])
    )  # anything from 0 to the weight
    for row in np.flatnonzero(~point & ~right).tolist():
        most = (int(each[rows[row]]) for each in (faced.high_num, faced.high_den))
        high, of = most
        own, full = int(value[row]), int(weight[row])
        right[row] = full * int(num[row]) <= own * int(den[row]) and own * of <= full * high
    longer = np.flatnonzero(value % HUNDREDTH != 0)  # filed to more than two places: seldom
    for places in range(3, 7):
        unit, digits = 10 ** (6 - places), value[longer]
        these = longer[point[longer] & (digits % unit == 0) & (digits % (10 * unit) != 0)]
        if len(these):
            right[these] = at_places(weight[these], num[these], den[these], places) == value[these] // unit
    return right


def _rounded(rows: Integers, lines: Lines) -> Booleans:
    """Whether the exact score, rounded to 0 or 1 decimals, or the weight × the printed rate, was filed (S304)."""
    faced, value, weight = lines.faced, lines.filed.values[rows], lines.weight.values[rows]
    num, den = faced.num[rows], faced.den[rows]
    point = (num == faced.high_num[rows]) & (den == faced.high_den[rows])
    able = point & ~((value == weight) & (num < den))
    found = np.zeros(len(rows), np.bool_)
    for places in (0, 1):
        unit = 10 ** (6 - places)
        these = np.flatnonzero(able & (value % unit == 0))
        found[these] |= at_places(weight[these], num[these], den[these], places) == value[these] // unit
    if lines.rates is not None:
        these = np.flatnonzero(able & ~found)
        found[these] = fitting_score(lines.rates.take(pa.array(rows[these])), weight[these], value[these])
    return found


def _other(rows: Integers, lines: Lines, reverse: str) -> Booleans:
    """Whether another formula gives the filed score: upside down, or the other one for reverse lines (S306)."""
    faced, value, weight = lines.faced, lines.filed.values[rows], lines.weight.values[rows]
    a, b, kind = faced.a[rows], faced.b[rows], faced.kind[rows]
    able = (value > 0) & (value < weight) & (value % HUNDREDTH == 0)
    found = np.zeros(len(rows), np.bool_)

    def fits(these: Booleans, num: Integers, den: Integers) -> None:
        at = np.flatnonzero(able & these & ~found)
        if len(at):
            found[at] = at_places(weight[at], num[at], den[at], 2) == value[at] // HUNDREDTH

    fits((kind == POSITIVE) & (b > 0), a, b)
    fits((kind == REVERSE) & (a > 0), b, a)
    if reverse == "linear":
        fits((kind == REVERSE) & (b > 0), a, b)
    else:
        fits((kind == REVERSE) & (a > 0), np.maximum(a + a - b, 0), a)
    fits(faced.whole[rows] > 0, b, faced.whole[rows])  # the target left out
    return found
