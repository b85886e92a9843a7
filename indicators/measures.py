"""What the two cells of a line mean together: numbers, dates or a level facing each other, or a refusal."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from indicators.dates import Date
from indicators.messages import Message
from indicators.notes import Note
from indicators.record import Record

# What a reading may rest on that the form does not say (the law of assumptions); all but the last two open the line.
ASSUMPTIONS = ("direction", "multiplier", "percent", "date", "weight", "words", "restored")


@frozen(repr=False)
class Bounds(Record):
    """The numbers that a completion may be; None is no bound. A known value has both alike."""

    low: Fraction | None
    high: Fraction | None
    strict_low: bool = False
    strict_high: bool = False


@frozen(repr=False)
class Numeric(Record):
    """Numbers on both sides, in one unit. ``low``/``high`` bound the target; ``doubt`` says that the direction is.

    ``assumed`` are the codes of what the reading rests on that the form does not say (``direction``, ``multiplier``,
    ``percent``, ``date``, ``words``, ``restored``); ``alternatives`` the other readings that the cells allow.
    """

    kind: str
    low: Fraction | None
    high: Fraction | None
    actual: Bounds | None  # None: no completion
    unit: str = ""
    strict_low: bool = False
    strict_high: bool = False
    doubt: str = ""
    notes: tuple[Note, ...] = ()
    assumed: tuple[str, ...] = ()
    alternatives: tuple[Numeric, ...] = ()


@frozen(repr=False)
class Dated(Record):
    """A deadline; ``met`` is None where there is no completion."""

    met: bool | None
    target: Date
    actual: Date | None = None
    kind: str = "deadline"
    notes: tuple[Note, ...] = ()
    assumed: tuple[str, ...] = ()


@frozen(repr=False)
class Levelled(Record):
    """A qualitative line; ``level`` is ``met``, ``part``, ``unmet`` or None; ``source`` is how it became known."""

    level: str | None
    source: str = ""  # declared | phrase | text
    rate: Fraction | None = None
    kind: str = "qualitative"
    notes: tuple[Note, ...] = ()
    assumed: tuple[str, ...] = ()
    share: tuple[Fraction, Fraction] | None = None  # of the weight, consolidated from several lines


@frozen(repr=False)
class Refused(Record):
    """Cells that cannot be compared: ``code`` is the finding, ``message`` says why."""

    code: str
    message: Message
    kind: str | None = None
    notes: tuple[Note, ...] = ()
    assumed: tuple[str, ...] = ()


@frozen(repr=False)
class Unread(Record):
    """A line with a cell that a person must read first (待核对): neither right nor wrong, and nothing rests on it."""

    kind: str | None = None
    notes: tuple[Note, ...] = ()
    assumed: tuple[str, ...] = ()


@frozen(repr=False)
class ByStandard(Record):
    """A line with a standard of scoring (评分标准) in place of a target."""

    kind: str | None = None
    notes: tuple[Note, ...] = ()
    assumed: tuple[str, ...] = ()


Measure = Numeric | Dated | Levelled | Refused | Unread | ByStandard
