"""Numbers of one indicator in several forms, brought into one unit and consolidated; mixed ones are refused."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from indicators.cells import read_cell
from indicators.form import Line
from indicators.measure import Bounds, Numeric
from indicators.messages import Message
from indicators.record import Record
from indicators.units import unit
from scoring.consolidate.nature import MEAN, natural
from scoring.consolidate.parts import Part, mean, scaled, total

ONE = Fraction(1)


class MixedError(Exception):
    """What cannot be consolidated: why, and the number of the child that shows it (None: no single one)."""

    def __init__(self, message: Message, child: int | None = None) -> None:
        super().__init__(message.show())
        self.message, self.child = message, child


@frozen(repr=False)
class Child(Record):
    """The line of one child with its numbers; ``funds`` in 元, ``unit`` as the cells or the heading say it."""

    line: Line
    read: Numeric
    funds: Fraction | None = None

    @property
    def unit(self) -> str:
        """The unit of the line's numbers; of a bare target beside a completion with a unit, the completion's."""
        if self.read.unit:
            return self.read.unit
        done, wanted = read_cell(self.line.actual).amount, read_cell(self.line.target).amount
        if done is None or done.unit is None or not done.unit.dimension:
            return ""
        return done.unit.base.name if done.unit.per_year or (wanted and wanted.unit) else done.unit.name

    @property
    def target(self) -> Bounds:
        """The numbers that meet the target."""
        return Bounds(self.read.low, self.read.high, self.read.strict_low, self.read.strict_high)


def common_unit(children: Sequence[Child], parent: Child | None = None) -> str:
    """The unit to consolidate in: the parent's own, else the largest that a child is written in. Raises MixedError.

    Money, shares, lengths, areas and times convert exactly; other units are mixed. A child without any unit is taken
    in the unit of the others, if they have one alone. Comparators that run different ways are mixed.

    >>> from indicators.measure import measure
    >>> lines = [Line("i1", "indicator", target="≤5万元"), Line("i1", "indicator", target="≤300元")]
    >>> common_unit([Child(line, measure(line)) for line in lines])
    '万元'
    """
    first = parent or children[0]
    several = any(not child.read.alternatives for child in children)
    for number, child in enumerate(children):
        if child.read.kind != first.read.kind:
            kinds = {"one": Message(first.read.kind), "other": Message(child.read.kind)}
            raise MixedError(Message("comparators are mixed: {one} and {other}", kinds), number)
        if several and child.read.alternatives and child.line.exact is None and child.read.actual is not None:
            raise MixedError(Message("{text} may stand in another unit", {"text": child.line.actual}), number)
    own = {child.unit: unit(child.unit) for child in children if child.unit}
    bare = [number for number, child in enumerate(children) if not child.unit]
    wanted = parent.unit if parent else ""
    named = [*([wanted] if wanted else []), *sorted(own)]
    for number, child in enumerate(children):
        if child.unit and own[child.unit].dimension != unit(named[0]).dimension:
            raise MixedError(
                Message("units are mixed: {one} and {other}", {"one": named[0], "other": child.unit}), number
            )
    if bare and len({each.factor for each in own.values()}) > 1:
        raise MixedError(Message("no unit, where the others have {units}", {"units": tuple(sorted(own))}), bare[0])
    assumed = max(own, key=lambda name: (own[name].factor, name)) if own else wanted
    for number in bare:
        if assumed and unit(assumed).is_share and _may_be_fraction(children[number]):
            raise MixedError(Message("percentage or fraction? Write the % sign"), number)
    return wanted or assumed


def _may_be_fraction(child: Child) -> bool:
    done = child.read.actual
    ends = (child.read.low, child.read.high, *((done.low, done.high) if done else ()))
    return any(end is not None and end <= 1 and end != 0 for end in ends)


def factor(child: Child, children: Sequence[Child], wanted: str) -> Fraction:
    """What a child's numbers are multiplied by to stand in the unit ``wanted``."""
    name = child.unit or next((each.unit for each in children if each.unit), wanted)
    return unit(name).factor / unit(wanted).factor if wanted else ONE


def completions(children: Sequence[Child], wanted: str, how: str) -> list[Part]:
    """The children's completions in ``wanted``; where there is none, what it may naturally be."""
    return [
        Part(scaled(child.read.actual or _unknown(child, how), factor(child, children, wanted)), child.funds)
        for child in children
    ]


def _unknown(child: Child, how: str) -> Bounds:
    may = natural(child.line.name, unit(child.unit))
    return may if how == MEAN else Bounds(may.low, None)


def targets(children: Sequence[Child], wanted: str) -> list[Part]:
    """The children's targets in ``wanted``."""
    return [Part(scaled(child.target, factor(child, children, wanted)), child.funds) for child in children]


def combined(parts: Sequence[Part], how: str) -> Bounds:
    """The sum or the mean of ``parts``. Raises MixedError where funds do not allow a mean."""
    if how != MEAN:
        return total(parts)
    for number, part in enumerate(parts):
        if part.funds is None:
            raise MixedError(Message("no funds to weigh it by"), number)
        if part.funds < 0:
            raise MixedError(Message("its funds are below 0"), number)
    found = mean(parts)
    if found is None:
        raise MixedError(Message("the funds add to 0: there is nothing to weigh by"))
    return found
