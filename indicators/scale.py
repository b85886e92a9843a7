"""The completion brought into the target's unit: the factor between them, or why there is none.

Where a unit stands on one side only, its plain unit is taken for both and noted. A multiplier (万, 千, ‰) is never
taken over for certain: both readings are given.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from indicators.amounts import Amount, times_of
from indicators.cells import plain
from indicators.form import Line
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.units import MARKS, ONE, PERIODS, Unit, minutes_for, ratio, unit
from indicators.words import UNDONE, UNSURE

PERCENT = ("%", "百分比")
THOUSANDS = (Fraction(10**3), Fraction(10**4))
NEAR = 3  # numbers within this factor of each other are about the same
_CHINESE = "[\u4e00-\u9fff]+"
_SHARES_OF = ("成", "折")  # tenths of something
FOUR_WEEKS = Fraction(48, 52)  # a month is counted as four weeks by some
_SHARED = "率|度$|比例|占比|比重|百分"
SHARES = ("率", "满意度")  # the ends of names whose bare numbers up to 100 are percentages


@frozen(eq=False, repr=False)
class Scale:
    """What a completion is multiplied by to stand in the target's unit, with the notes on the way.

    ``others`` are the factors of other readings, ``assumed`` the code of what the first one rests on.
    """

    factor: Fraction
    notes: tuple[Note, ...] = ()
    others: tuple[Fraction, ...] = ()
    assumed: str = ""

    def __call__(self, value: Fraction | None) -> Fraction | None:
        """``value`` in the target's unit; no bound stays none."""
        return value if value is None or self.factor is ONE else value * self.factor


class MismatchError(Exception):
    """Units that cannot be brought together: the finding's code and why."""

    def __init__(self, code: str, message: Message, assumed: tuple[str, ...] = ()) -> None:
        self.code, self.message, self.assumed = code, message, assumed


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
    return _unit_in(line.name)


@lru_cache(maxsize=4096)
def _unit_in(text: str) -> Unit | None:
    name = plain(text)
    if name.endswith(")") and "(" in name:
        inside = name[name.rindex("(") + 1 : -1].removeprefix("单位:")
        inner = unit(inside.lstrip("≥≤><=*_xX"))  # (≥**平方米): the sign of a name scores nothing, its unit counts
        return inner if inner.listed else None
    return None


def scale(own: Unit | None, done: Amount, target: Amount, line: Line) -> Scale:
    """The scale from the completion ``done`` to the target's unit ``own``, which may come from heading or name.

    ``target`` is the target as written. Raises MismatchError.
    """
    found = _scale(own, done, target, line)
    both = done.unit and done.unit.dimension and target.unit and target.unit.dimension
    declared = line.kind is not None and line.block != "budget"
    if declared or found.others or both:  # a declared line is what it says
        return found
    return _fitted(found, own, done, target, line)


def _scale(own: Unit | None, done: Amount, target: Amount, line: Line) -> Scale:
    has = done.unit
    if has is not None and own is not None and {has.name, own.name} & MARKS:
        has, own = (minutes_for(each, beside) for each, beside in ((has, own), (own, has)))
    if has is None or own is None:
        return _one_sided(has, own, done, target, line)
    if not has.dimension and own.is_share:
        raise _apart(has, own)
    if not has.dimension:  # 5万 is 50 000 of nothing: counted in the target's unit without its multiplier
        times = times_of(own)
        return Scale(has.factor / times, (note("unit-assumed", unit=own.name if times == 1 else own.base.name),))
    if _price_alike(has, own):
        whole = has if own.name.startswith("/") else own
        noted, other = (note("unit-assumed", unit=whole.name),), has.factor / own.factor
        if other == 1:
            return Scale(ONE, noted)
        bare = line.target if whole is has else line.actual
        return Scale(ONE, (*noted, note("multiplier-doubt", text=bare, unit=whole.name)), (other,), "multiplier")
    if own.dimension in (f"{has.dimension}/年", f"{has.dimension}*年"):  # ≥100万元/年: a form is of a year
        return Scale(has.factor / own.factor, (note("unit-assumed", unit=own.name),))
    factor, text = ratio(has, own), {"source": has.name, "target": own.name}
    if factor is None:
        raise _apart(has, own)
    if has.is_share and target.unit is None:  # a percentage under a heading in %, beside a bare target
        _ask_if_fraction(target, line.target, done, line)
    if has.per_year and target.unit and target.unit.per_year and _weekly(has) != _weekly(target.unit):
        weeks = note("weeks-and-months", source=has.name, target=target.unit.name)
        return Scale(factor, (weeks,), (factor * (FOUR_WEEKS if _weekly(has) else 1 / FOUR_WEEKS),), "multiplier")
    if target.unit and target.unit.per_year and _weekly(target.unit) and not has.per_year and _few(done, target):
        weeks = note("weeks-and-months", source=has.name, target=target.unit.name)
        return Scale(factor, (weeks,), (factor / FOUR_WEEKS,), "multiplier")
    if has.word != own.word:
        return Scale(factor, (note("event-words", **text),))
    return Scale(factor, () if factor == 1 or has.per_year else (note("unit-converted", **text),))


def _few(done: Amount, target: Amount) -> bool:
    """Whether a number of the year is less than a week's 52 times: a year of four weeks a month has 48."""
    wanted = target.low if target.low is not None else target.high
    return wanted is not None and done.low is not None and done.low < wanted * PERIODS["周"]


def _weekly(measured: Unit) -> bool:
    return measured.name.endswith(("周", "星期"))


def _one_sided(has: Unit | None, own: Unit | None, done: Amount, target: Amount, line: Line) -> Scale:
    """A unit on one side only is taken for both, but never %, where a bare number of 1 or less may mean either."""
    present = has or own
    if present is None:
        return _percent_by_name(done, target, line)
    if not (present.listed or _in_heading(has, target) or _is_counted_in(present, line, on_target=has is None)):
        bare, written = (line.actual, line.target) if has is None else (line.target, line.actual)
        text = {"unit": present.name, "written": written, "bare": bare}
        raise MismatchError("T404", Message("{unit} in {written} may be no unit of {bare}", text))
    if not present.dimension:  # 5万 against a bare number
        return Scale(present.factor)
    if own is None and target.unit:  # ≥5万 against 6万人
        return Scale(present.factor, (note("unit-assumed", unit=present.base.name),))
    if has is None and (target.unit is None or _in_column(line, target.unit)):  # the unit of the heading covers both
        if present.is_share:
            _ask_if_fraction(done, line.actual, target, line)
            _ask_if_fraction(target, line.target, done, line)
        return Scale(ONE)
    if present.name in PERCENT and has is not None and not _is_share_too(line, target, done):
        told = Message(
            "{actual} is a share, {target} may be a number of things", {"target": line.target, "actual": line.actual}
        )
        raise MismatchError("T404", told)  # 100% of 300 that were to be checked
    if present.name in PERCENT:
        return _percent(done, line.actual, target, line) if has is None else _percent(target, line.target, done, line)
    noted = (note("unit-assumed", unit=present.name),)
    many = _multiplier(present)
    if many is None:
        return Scale(ONE, noted)
    bare = line.actual if has is None else line.target
    doubt = note("multiplier-doubt", text=bare, unit=present.name)
    other = ONE / many if has is None else many
    return Scale(ONE, (*noted, doubt), (other,), "multiplier")


def _is_share_too(line: Line, target: Amount, done: Amount) -> bool:
    """Whether a bare target beside a percentage may be one itself: its name is of a share, or 100 is 100% of it too."""
    return target.value == 0 or target.value == done.value == 100 or may_be_share(line.name)


def _in_heading(has: Unit | None, target: Amount) -> bool:
    """Whether a unit that stands on one side is that of the heading, of its column, or of the name."""
    return has is None and target.unit is None


def _is_counted_in(present: Unit, line: Line, *, on_target: bool) -> bool:
    """Whether an unlisted unit, on one side alone, may be taken for the other: 3标段, but not 10未完成, 9O, 5#, 9折.

    Behind a completion it must be what the line speaks of; behind a target, no word of a state.
    """
    if not re.fullmatch(_CHINESE, present.name) or present.name in _SHARES_OF:
        return False
    told = plain(line.name + line.level2 + line.target)
    return present.name in told if not on_target else not any(word in present.name for word in (*UNSURE, *UNDONE))


def may_be_share(name: str) -> bool:
    """Whether a name may be that of a share; one that is not there may be.

    >>> may_be_share("合格率"), may_be_share(""), may_be_share("检查家数")
    (True, True, False)
    """
    folded = plain(name)
    return not folded or re.search(_SHARED, folded) is not None


def _multiplier(measured: Unit) -> Fraction | None:
    """What 万 or 千 in a unit multiplies by, 1/1000 for ‰; None for a plain unit."""
    if measured.name == "‰":
        return Fraction(1, 1000)
    if measured.name.startswith("千") and not measured.dimension.startswith(("money", "count:", "event", "area")):
        return None  # 千克, 千米: units of their own
    scale = times_of(measured)
    return Fraction(scale) if scale >= THOUSANDS[0] else None


def _fitted(found: Scale, own: Unit | None, done: Amount, target: Amount, line: Line) -> Scale:
    """Where a side has no unit and the numbers are about 10³ or 10⁴ times apart, the reading that fits as well."""
    a, b = target.low if target.high is None else target.high, done.low
    if not a or not b:
        return found
    if target.unit is not None and not target.unit.dimension:  # 5万, under a heading with a unit or without
        a = a * target.unit.factor / (own.factor if own is not None else ONE)
    apart = b * found.factor / a
    for times in THOUSANDS:
        for other in (times, ONE / times):
            if Fraction(1, NEAR) <= apart * other <= NEAR:
                told = note("fits-better", target=line.target, actual=line.actual, times=times)
                return evolve(found, notes=(*found.notes, told), others=(found.factor * other,), assumed="multiplier")
    return found


def _apart(has: Unit, own: Unit) -> MismatchError:
    text = {"source": has.name, "target": own.name}
    return MismatchError("T404", Message("{source} cannot be compared with {target}", text))


def _in_column(line: Line, own: Unit) -> bool:
    """Whether the unit of the target stands in a column of its own, which covers the completion too."""
    return bool(line.unit) and unit(plain(line.unit)) == own


def _percent_by_name(done: Amount, target: Amount, line: Line) -> Scale:
    """Bare numbers up to 100 under a name that ends in 率 or 满意度 are percentages."""
    ends = [end for end in (done.low, done.high, target.low, target.high) if end is not None]
    if not plain(line.name).endswith(SHARES) or any(not 0 <= end <= 100 for end in ends):
        return Scale(ONE)
    _ask_if_fraction(done, line.actual, target, line)
    _ask_if_fraction(target, line.target, done, line)
    return Scale(ONE, (note("percent-by-name"),))


def _ask_if_fraction(bare: Amount, written: str, other: Amount, line: Line) -> None:
    """A bare number of 1 or less beside one above 1, both shares: percentage or fraction? Raises MismatchError."""
    if bare.unit is not None:
        return
    small = any(0 < value <= 1 for value in (bare.low, bare.high) if value is not None)
    if small and any(value > 1 for value in (other.low, other.high) if value is not None):
        raise _ask(line)


def _ask(line: Line) -> MismatchError:
    text = {"target": line.target, "actual": line.actual}
    ask = Message("{actual} against {target}: percentage or fraction? Write the % sign", text)
    return MismatchError("T405", ask, ("percent",))


def _percent(bare: Amount, written: str, other: Amount, line: Line) -> Scale:
    """A share beside a bare number: above 1 it is a percentage, 0 is 0, and 1 may be 1 % or 100 %.

    1.05 beside 100% may be 105 %: both are given.
    """
    if any(value is not None and value <= 1 and value != 0 for value in (bare.low, bare.high)):
        raise _ask(line)
    noted = (note("percent-supplied", text=written),)
    mine, its = (next((end for end in (each.low, each.high) if end is not None), ONE) for each in (bare, other))
    if mine <= 10 and its and Fraction(1, 2) <= mine * 100 / its <= 2:
        factor = Fraction(100) if written == line.actual else Fraction(1, 100)
        return Scale(ONE, (*noted, note("percent-doubt", text=written)), (factor,), "percent")
    return Scale(ONE, noted)


def _price_alike(one: Unit, other: Unit) -> bool:
    """``每亩300`` against ``310元/亩``: the money unit stands on one side only."""
    (first, _, under), (second, _, beside) = one.dimension.partition("/"), other.dimension.partition("/")
    return {first, second} == {"price", "money"} and under == beside
