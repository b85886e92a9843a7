"""One indicator in two forms: whether what its cells say, as read and not as spelled, can both be true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from indicators.amounts import Amount
from indicators.cells import Reading, read_cell
from indicators.cells import plain as folded
from indicators.measure import Bounds, Dated, Levelled, Numeric, Refused, Unread
from indicators.units import unit
from scoring.scorecard import LineScore, Scorecard

ONE = Fraction(1)
_WORDS = re.compile(r"[\W_]")  # punctuation, which tells no words apart


@frozen(eq=False)
class Entry:
    """One line in one form of the document."""

    card: Scorecard
    line: LineScore

    @property
    def label(self) -> str:
        """The form that people know the line by."""
        return self.card.form.project or self.card.form.label


def by_name(cards: Sequence[Scorecard]) -> dict[str, list[Entry]]:
    """The lines of several forms under each indicator name, in order of the document; without those not yet read.

    Where one of a name is not read yet, or may stand in what was not read, a department's line of that name is left
    out with its projects': what these add to is not known.
    """
    found: dict[str, list[Entry]] = {}
    unread: set[str] = set()
    doubtful = any(card.form.unread for card in cards)
    for card in cards:
        for line in card.counted:
            name = folded(line.line.name)
            doubtful |= line.line.is_unread("name")
            if isinstance(line.measure, Unread):
                unread.add(name)
            elif line.line.block == "indicator" and name:
                found.setdefault(name, []).append(Entry(card, line))
    return {
        name: entries
        for name, entries in found.items()
        if len({id(each.card) for each in entries}) > 1
        and not ((doubtful or name in unread) and any(each.card.form.kind == "department" for each in entries))
    }


def contradict(one: Entry, other: Entry, side: str) -> bool:
    """Whether the targets (``side`` is ``target``) or the completions (``actual``) of two lines cannot both be true.

    An empty cell contradicts nothing, and a value within the other's interval does not.
    """
    first, second = (read_cell(getattr(each.line.line, side)) for each in (one, other))
    left, right = one.line.measure, other.line.measure
    if first.missing or second.missing:
        return False
    if isinstance(left, Numeric) and isinstance(right, Numeric):
        if side == "target" or not same_dimension(left, right):
            return side == "target" and not _same_target(left, right)
        return not meet(completion(left, right), completion(right, left))
    if isinstance(left, Dated) and isinstance(right, Dated):
        return _day(one, side) != _day(other, side)
    if isinstance(left, Levelled) and isinstance(right, Levelled) and side == "actual" and left.level:
        return left.level != right.level
    refused = isinstance(left, Refused) or type(left) is not type(right)  # for what the other cell says
    if first.amount and second.amount and refused:
        return _amount(first) != _amount(second) if side == "target" else _apart(first.amount, second.amount)
    return _WORDS.sub("", first.plain) != _WORDS.sub("", second.plain)


def same_facts(one: Entry, other: Entry) -> bool:
    """Whether two lines have the same target and the same completion, so that they earn the same share."""
    left, right = one.line.measure, other.line.measure
    for side in ("target", "actual"):
        first, second = (read_cell(getattr(each.line.line, side)) for each in (one, other))
        if first.missing != second.missing or contradict(one, other, side):
            return False
        if isinstance(left, Refused) and _amount(first) != _amount(second):  # one may lie within the other
            return False
    if isinstance(left, Numeric) and isinstance(right, Numeric):
        if bool(left.doubt) != bool(right.doubt):  # one of them is for a person to judge
            return False
        return same_dimension(left, right) and completion(left, right) == completion(right, left)
    if isinstance(left, Levelled) and isinstance(right, Levelled):
        return (left.level, left.rate) == (right.level, right.rate)
    return type(left) is type(right)


def alike(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries with the same facts together, in order: the figures say where to look, so many forms stay quick."""
    found: list[list[Entry]] = []
    at: dict[object, list[list[Entry]]] = {}
    for each in entries:
        keys = dict.fromkeys(_figures(each))
        near = (group for key in keys for group in at.get(key, ()) if same_facts(group[0], each))
        group = next(near, None)
        if group is not None:
            group.append(each)
            continue
        found.append([each])
        for key in keys:
            at.setdefault(key, []).append(found[-1])
    return found


def differing(entries: Sequence[Entry], side: str) -> list[Entry]:
    """Of entries that read alike on one side one, or two of two forms: enough to find whether any two contradict."""
    kept: dict[object, list[Entry]] = {}
    for each in entries:
        own, read = each.line.line, each.line.measure
        how = read.unit if isinstance(read, Numeric) else read.level if isinstance(read, Levelled) else None
        text = "" if side == "actual" and isinstance(read, Levelled) and read.level else getattr(own, side)
        key = (text, own.kind, type(read), how, each.card.form.year)
        same = kept.setdefault(key, [])
        if len(same) < 2 and all(other.card is not each.card for other in same):
            same.append(each)
    found = [each for same in kept.values() for each in same]
    return found if side == "target" else _ends(found)


def _ends(entries: Sequence[Entry]) -> list[Entry]:
    """Of numbers in one unit those that begin last and end first, of two forms each: if these meet, all do.

    Entries that are no numbers all stay.
    """
    by_unit: dict[str, list[tuple[Bounds, Entry]]] = {}
    for each in entries:
        read = each.line.measure
        if isinstance(read, Numeric) and read.actual and not read_cell(each.line.line.actual).missing:
            by_unit.setdefault(read.unit, []).append((read.actual, each))
    found: set[int] = set()
    for same in by_unit.values():
        for end, last in (("low", True), ("high", False)):
            known = [(value, each) for bounds, each in same if (value := getattr(bounds, end)) is not None]
            first_of: dict[int, Entry] = {}  # by form: one does not contradict itself
            for _, each in sorted(known, key=lambda pair: pair[0], reverse=last):
                first_of.setdefault(id(each.card), each)
            found |= {id(each) for each in [*first_of.values()][:2]}
    return [each for each in entries if id(each) in found or not isinstance(each.line.measure, Numeric)]


def _figures(entry: Entry) -> tuple[object, ...]:
    """What entries with the same facts have in common: dates, words, or numbers as written or in base units."""
    read = entry.line.measure
    if isinstance(read, Dated):
        return ((_day(entry, "target"), _day(entry, "actual")),)
    if not isinstance(read, Numeric):
        level = read.level if isinstance(read, Levelled) else None
        wanted = read_cell(entry.line.line.target)
        return ((type(read), level, _amount(wanted) or _WORDS.sub("", wanted.plain)),)
    ends = (read.low, read.high, *((read.actual.low, read.actual.high) if read.actual else ()))
    return tuple(tuple(end and end * scale for end in ends) for scale in (ONE, unit(read.unit).factor))


def same_dimension(one: Numeric, other: Numeric) -> bool:
    """Whether two readings are in units that convert; a unit on one side only is taken for both."""
    return not one.unit or not other.unit or unit(one.unit).dimension == unit(other.unit).dimension


def completion(read: Numeric, other: Numeric) -> Bounds:
    """The completion in the base unit of both, or as written where one has no unit; without one, anything."""
    if read.actual is None:
        return Bounds(None, None)
    return _scaled(read.actual, _factor(read, other))


def meet(one: Bounds, other: Bounds) -> bool:
    """Whether two sets of values have one in common."""
    low = max((end for end in (one.low, other.low) if end is not None), default=None)
    high = min((end for end in (one.high, other.high) if end is not None), default=None)
    return low is None or high is None or low <= high


def _same_target(one: Numeric, other: Numeric) -> bool:
    bounds = [
        _scaled(Bounds(read.low, read.high, read.strict_low, read.strict_high), _factor(read, against))
        for read, against in ((one, other), (other, one))
    ]
    return one.kind == other.kind and same_dimension(one, other) and bounds[0] == bounds[1]


def _amount(cell: Reading) -> object:
    """What a cell says in numbers: its ends in base units, and which way it runs."""
    amount = cell.amount
    if amount is None:
        return None
    factor = amount.unit.factor if amount.unit else ONE
    return amount.comparator, *(None if end is None else end * factor for end in (amount.low, amount.high))


def _apart(one: Amount, other: Amount) -> bool:
    """Whether two completions have no number in common, in base units, or as written where one has no unit.

    Amounts of different things are not compared.
    """
    units = [each.unit for each in (one, other) if each.unit]
    if len({each.dimension for each in units if each.dimension}) > 1:
        return False
    first, second = (Bounds(each.low, each.high) for each in (one, other))
    in_base = (_scaled(ends, each.unit.factor if each.unit else ONE) for ends, each in ((first, one), (second, other)))
    return not meet(*in_base) and (len(units) > 1 or not meet(first, second))


def _factor(read: Numeric, other: Numeric) -> Fraction:
    return unit(read.unit).factor if read.unit and other.unit else ONE


def _scaled(bounds: Bounds, factor: Fraction) -> Bounds:
    low, high = (None if end is None else end * factor for end in (bounds.low, bounds.high))
    return Bounds(low, high, bounds.strict_low, bounds.strict_high)


def _day(entry: Entry, side: str) -> tuple[int, int, int] | None:
    read = entry.line.measure
    when = (read.target if side == "target" else read.actual) if isinstance(read, Dated) else None
    return when.in_year(entry.card.form.year or 0) if when else None
