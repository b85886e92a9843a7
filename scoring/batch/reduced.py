"""Lines from which a person may have taken points for going beyond the target: a lower score on them is no fault.

The conditions are those of ``scoring.prescribed.may_be_reduced``, in columns.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from indicators.measure import measure
from scoring.batch.faced import OTHER, POSITIVE, Faced
from scoring.batch.kernel import Booleans, Integers
from scoring.prescribed import FAR, may_be_reduced
from scoring.rulebook import Rulebook


@frozen
class Beyond:
    """How many times its target a completion must pass before points may be taken off; ``of_none``: of a target 0 too.

    As a fraction of whole numbers, for columns of such.
    """

    num: int
    den: int
    of_none: bool


def beyond(book: Rulebook) -> Beyond | None:
    """From where on a person may take points off; None where nobody ever may.

    >>> from scoring.rulebook import rulebook
    >>> beyond(rulebook("mof-2020")), beyond(rulebook("hongshan-2023"))
    (Beyond(num=13, den=10, of_none=False), None)
    """
    if any(each.touches == "over" for each in book.unsaid):
        return Beyond(1, 1, of_none=True)
    if book.over_effect != "deduction":
        return None
    times = book.limit("over_completion") or FAR
    return Beyond(times.numerator, times.denominator, of_none=False)


def reduced(rows: Integers, faced: Faced, book: Rulebook) -> Booleans:
    """Which of these indicators lie so far beyond their targets."""
    found, far = np.zeros(len(rows), np.bool_), beyond(book)
    if far is None or not len(rows):
        return found
    a, b, kind = faced.a[rows].astype(object), faced.b[rows].astype(object), faced.kind[rows]
    more, fewer = (b * far.den > a * far.num).astype(np.bool_), (b * far.num < a * far.den).astype(np.bool_)
    found |= np.where(kind == POSITIVE, more & ((faced.a[rows] > 0) | far.of_none), fewer)
    for at in np.flatnonzero(kind == OTHER).tolist():
        line = faced.line(int(rows[at]))
        found[at] = may_be_reduced(line, measure(line), book)
    return found
