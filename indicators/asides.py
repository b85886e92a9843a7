"""What stands behind a completion's figure and is no second completion: a part of it, or the rate that it makes.

``50人(含志愿者10人)`` and ``3次,其中线上1次`` are 50 and 3; ``40个,完成率100%`` is 40, and the rate is held against the
target. A target with such words asks for two things, and is not read so.
"""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

from indicators.amounts import Amount
from indicators.phrase import Phrase, read_phrase
from indicators.record import Record
from indicators.words import CONFIRMED, DOING

_PART = re.compile(r"(?P<figure>.+?)[,;(](?:其中|包括|包含|含):?(?P<rest>[^()]+)\)?")
_RATE = re.compile(
    r"(?P<figure>.+?)[,;(](?:完成率|完成比例|完成|达标率|达成率|占比?)?(?:为|达到?|是)?(?P<rest>\d+(?:\.\d+)?%)\)?"
)
_SHARE = re.compile(rf"(?P<figure>.+?%)(?:{'|'.join(DOING)})?(?:{'|'.join(CONFIRMED)})")


@frozen(repr=False)
class Aside(Record):
    """What the words behind a figure say: the ``rate`` that it makes, or nothing that counts."""

    text: str
    rate: Fraction | None = None

    def agrees(self, done: Amount, target: Amount) -> bool:
        """Whether the rate is that of the figure to the target, or 100 % of one that is met."""
        wanted = target.low if target.low is not None else target.high
        if self.rate is None:
            return True
        if not wanted or done.value is None:
            return False
        share = done.value / wanted
        return abs(share - self.rate) < Fraction(1, 100) or (self.rate == 1 and share > 1 and target.high is None)


def with_aside(core: str) -> tuple[Phrase, Aside] | None:
    """The figure of a folded text, and what stands behind it; None for any other text. Raises NumberError.

    >>> [with_aside(text)[0].amount.value for text in ("50人(含志愿者10人)", "40个,完成率100%", "100%合格")]
    [Fraction(50, 1), Fraction(40, 1), Fraction(100, 1)]
    >>> with_aside("3次,其中线上5次"), with_aside("40个,取消2个")
    (None, None)
    """
    for pattern in (_RATE, _PART, _SHARE):
        found = pattern.fullmatch(core)
        whole = read_phrase(found["figure"]) if found else None
        if found is None or whole is None or whole.amount.value is None:
            continue
        rest = found.groupdict().get("rest") or ""
        inner = read_phrase(rest) if rest else None
        text = core[len(found["figure"]) :].strip("(),;")
        if pattern is _RATE and inner is not None and inner.amount.value is not None:
            return whole, Aside(text, inner.amount.value / 100)
        if pattern is _SHARE or (inner is not None and _within(inner.amount, whole.amount)):
            return whole, Aside(text)
    return None


def _within(part: Amount, whole: Amount) -> bool:
    """Whether a part is of the same unit as the whole, and no larger."""
    alike = part.unit is None or whole.unit is None or part.unit.name == whole.unit.name
    return alike and part.value is not None and whole.value is not None and 0 <= part.value <= whole.value
