"""One chunk of lines scored: hundredths of points, status, and the findings of each line."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from attrs import define, frozen
from numpy.typing import NDArray

from scoring.batch import slow
from scoring.batch.bounds import WEIGHT_LIMIT, WEIGHT_PLACES
from scoring.batch.faced import (
    DETAIL,
    JUDGEMENT,
    LATE,
    NO_BLOCK,
    NO_NUMBER,
    NO_WEIGHT,
    REFUSED,
    SCORED,
    STATUSES,
    WITH_SCORE,
    Faced,
)  # fmt: skip
from scoring.batch.findings import Hits, find
from scoring.batch.kernel import Booleans, Floats, Integers, nearest
from scoring.batch.numbers import FAR, FIT, LONG, MISSING, WRONG, Numbers
from scoring.batch.ruled import judged
from scoring.batch.to_confirm import Marks
from scoring.rulebook import Rulebook

UNIT = 10**WEIGHT_PLACES
UNKNOWN, BESIDE = 3, 4  # blocks: a word that is none, and rows beside the 100 points
ASIDE = ("加分项", "扣分项", "减分项", "一票否决", "beside")


@frozen(eq=False)
class Lines:
    """A chunk as it is scored: ``weight`` and ``filed`` in millionths, ``block`` 0 budget, 1 goal, 2 indicator, 3 none,
    4 beside the 100 points.

    ``rates`` are the printed execution rates, where the input has such a column, ``marks`` the rows with unread cells.
    """

    weight: Numbers
    filed: Numbers
    block: NDArray[np.int8]
    faced: Faced
    rates: pa.Array | None = None
    marks: Marks | None = None

    @classmethod
    def of(
        cls, weight: Numbers, filed: Numbers, block: NDArray[np.int8], faced: Faced, rates: pa.Array | None,
        marks: Marks | None = None,
    ) -> Lines:  # fmt: skip
        """The chunk, with the status of every line that cannot be scored."""
        weight, filed = (each.at(WEIGHT_PLACES, WEIGHT_LIMIT) for each in (weight, filed))
        for each in (weight, filed):
            faced.leave((each.state == LONG) | (each.state == FAR), LATE)
        faced.leave(filed.state == WRONG, NO_NUMBER)
        bare = weight.state == MISSING
        faced.leave((weight.state == WRONG) | bare | (weight.values < 0), NO_WEIGHT)
        detail = bare & (filed.state == MISSING) & (block == 2)
        faced.leave(detail if marks is None else detail & ~marks.points, DETAIL)
        faced.leave(block > 2, NO_BLOCK)
        faced.leave(block == BESIDE, DETAIL)  # shown, not counted, whatever stands in it
        faced.slow &= faced.status < WITH_SCORE
        return cls(weight, filed, block, faced, rates, marks)


@define(eq=False)
class Scores:
    """Lines scored: ``low`` and ``high`` in hundredths, ``rest_*`` what the exact score has above them."""

    low: Integers
    high: Integers
    rest_low: Floats
    rest_high: Floats
    status: NDArray[np.uint8]
    hits: Hits
    assumed: NDArray[np.uint8]  # a bit for each of ``ASSUMPTIONS``

    @property
    def known(self) -> Booleans:
        """Which lines have a score."""
        return self.status < WITH_SCORE


def score(lines: Lines, book: Rulebook, rests: bool = False) -> Scores:
    """Every line of a chunk; ``rests`` is for totals, whose grade is that of the exact sum."""
    faced, weight = lines.faced, lines.weight.values
    whole = not (weight % 10**4).any()
    factor, scale = (weight // 10**4, 1) if whole else (weight, 10**4)
    if not whole:
        faced.slow |= (faced.den >= FIT // scale) | (faced.high_den >= FIT // scale)
    low, rest_low = _points(factor, faced.num, faced.den * scale, rests)
    high, rest_high = low, rest_low
    wide = np.flatnonzero((faced.num != faced.high_num) | (faced.den != faced.high_den))
    if len(wide):
        high, rest_high = low.copy(), rest_low.copy()
        high[wide], more = _points(factor[wide], faced.high_num[wide], faced.high_den[wide] * scale, rests)
        if rests:
            rest_high[wide] = more
    status = faced.status.copy()
    status[(status == STATUSES.index(JUDGEMENT)) & (weight == 0)] = STATUSES.index(SCORED)
    scores = Scores(low, high, rest_low, rest_high, status, Hits(), faced.assumed.copy())
    find(lines, scores, book)
    slow.score_rows(lines, scores, book)
    if any(of := judged(book)):  # what cannot be compared is a person's to judge there
        asked = (scores.status == STATUSES.index(REFUSED)) & np.array([*of, False, False])[lines.block]
        scores.status[asked] = STATUSES.index(JUDGEMENT)
    return scores


def _points(factor: Integers, num: Integers, den: Integers, rests: bool) -> tuple[Integers, Floats]:
    points = nearest(factor, num, den)
    # the true remainder, as the wrapped one is small; 0 exactly where the score is a whole number of hundredths
    return points, (factor * num - points * den) / den if rests else np.zeros(0)
