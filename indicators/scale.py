"""The completion brought into the target's unit: the factor between them, or why there is none."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from indicators.amounts import Amount
from indicators.cells import plain
from indicators.form import Line
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.units import Unit, ratio, unit

ONE = Fraction(1)
PERCENT = ("%", "百分比")


@frozen(eq=False, repr=False)
class Scale:
    """What a completion is multiplied by to stand in the target's unit, with the notes on the way."""

    factor: Fraction
    notes: tuple[Note, ...] = ()

    def __call__(self, value: Fraction | None) -> Fraction | None:
        """``value`` in the target's unit; no bound stays none."""
        return None if value is None else value * self.factor


class MismatchError(Exception):
    """Units that cannot be brought together: the finding's code and why."""

    def __init__(self, code: str, message: Message) -> None:
        self.code, self.message = code, message


def unscaled(amount: Amount, named: Unit | None) -> Amount:
    """``≥5万`` as what it is, 50 000 of nothing, in base units of the column; a frequency as its number a year."""
    measured = amount.unit
    if measured is None or (measured.dimension and not measured.per_year):
        return amount
    scale = Scale(measured.factor / (named.factor if named and not measured.dimension else ONE))
    own = measured.base if measured.dimension else None
    return evolve(amount, low=scale(amount.low), high=scale(amount.high), unit=own)


def named_unit(line: Line) -> Unit | None:
    """The unit declared for the line, or one in brackets at the end of its name: 补贴人数（万人）."""
    if line.unit:
        return unit(plain(line.unit))
    name = plain(line.name)
    if name.endswith(")") and "(" in name:
        inner = unit(name[name.rindex("(") + 1 : -1].removeprefix("单位:"))
        return inner if inner.listed else None
    return None


def scale(own: Unit | None, done: Amount, target: Amount, line: Line) -> Scale:
    """The scale from the completion ``done`` to the target's unit ``own``, which may come from heading or name.

    Raises MismatchError.
    """
    has = done.unit
    if has is None or own is None:
        return _one_sided(has, own, done, target, line)
    if not has.dimension and own.is_share:
        raise _apart(has, own)
    if not has.dimension:  # 5万 is 50 000 of nothing: counted in the target's base unit
        return Scale(has.factor / own.factor, (note("unit-assumed", unit=own.base.name),))
    if _price_alike(has, own):
        whole = has if own.name.startswith("/") else own
        return Scale(has.factor / own.factor, (note("unit-assumed", unit=whole.name),))
    factor, text = ratio(has, own), {"source": has.name, "target": own.name}
    if factor is None:
        raise _apart(has, own)
    if has.word != own.word:
        return Scale(factor, (note("event-words", **text),))
    return Scale(factor, () if factor == 1 or has.per_year else (note("unit-converted", **text),))


def _one_sided(has: Unit | None, own: Unit | None, done: Amount, target: Amount, line: Line) -> Scale:
    """A unit on one side only is taken for both, but never %, where a bare number of 1 or less may mean either."""
    present = has or own
    if present is None:
        return Scale(ONE)
    if not present.dimension:  # 5万 against a bare number
        return Scale(present.factor)
    if own is None and target.unit:  # ≥5万 against 6万人
        return Scale(present.factor, (note("unit-assumed", unit=present.base.name),))
    covered = has is None and target.unit is None  # the unit of the heading or the name covers both
    if present.name in PERCENT and not covered:
        return _percent(done, line.actual, line) if has is None else _percent(target, line.target, line)
    return Scale(ONE, () if covered else (note("unit-assumed", unit=present.name),))


def _apart(has: Unit, own: Unit) -> MismatchError:
    text = {"source": has.name, "target": own.name}
    return MismatchError("T404", Message("{source} cannot be compared with {target}", text))


def _percent(bare: Amount, written: str, line: Line) -> Scale:
    """A share beside a bare number: above 1 it is a percentage, 0 is 0, and 1 may be 1 % or 100 %."""
    if any(value is not None and value <= 1 and value != 0 for value in (bare.low, bare.high)):
        text = {"target": line.target, "actual": line.actual}
        ask = Message("{actual} against {target}: percentage or fraction? Write the % sign", text)
        raise MismatchError("T405", ask)
    return Scale(ONE, (note("percent-supplied", text=written),))


def _price_alike(one: Unit, other: Unit) -> bool:
    """``每亩300`` against ``310元/亩``: the money unit stands on one side only."""
    (first, _, under), (second, _, beside) = one.dimension.partition("/"), other.dimension.partition("/")
    return {first, second} == {"price", "money"} and under == beside
