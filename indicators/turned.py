"""Completions that may be said from the other end of their target: 100% beside 零事故, a dash that may be a minus."""

from __future__ import annotations

from indicators.amounts import Amount
from indicators.cells import Reading
from indicators.direction import speaks_of_growth
from indicators.form import Line
from indicators.messages import Message
from indicators.words import QUANTITY

_DASHES = ("—", "–", "―")


def other_meaning(line: Line, target: Reading, actual: Reading) -> Message | None:
    """Why the figure of a completion may mean something else than it says; None for nearly all.

    >>> from indicators.cells import read_cell
    >>> line = Line("i1", "indicator", name="安全事故")
    >>> other_meaning(line, read_cell("零事故"), read_cell("100%")).show()
    '100% may be how far the aim 零事故 was reached'
    >>> other_meaning(line, read_cell("≥5次"), read_cell("6次")) is None
    True
    """
    done, wanted = actual.amount, target.amount
    if done is None or done.value is None or wanted is None:
        return None
    text = {"target": target.text, "actual": actual.text}
    none_wanted = target.zero or (wanted.value == 0 and wanted.comparator == "" and not target.change)
    if none_wanted and done.value == 100 and (_is_share(done) or target.zero):
        return Message("{actual} may be how far the aim {target} was reached", text)
    if "零" in line.name and done.value == 0 and wanted.low == 100 and _is_share(wanted):
        return Message("{actual} may be how often it happened, {target} how far it was avoided", text)
    if done.value < 0 and (actual.text.strip()[:1] in _DASHES or _never_below_0(line, wanted)):
        return Message("the sign in front of {actual} may be a dash", text)
    return None


def _never_below_0(line: Line, wanted: Amount) -> bool:
    """Whether what a name measures cannot be below 0: 培训人数, 满意度."""
    if speaks_of_growth(line.name) or (wanted.low if wanted.low is not None else wanted.high or -1) < 0:
        return False
    return line.name.endswith(QUANTITY)


def _is_share(amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.is_share
