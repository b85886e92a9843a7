"""Target and completion of one line brought together: what kind of indicator, and which numbers face each other.

Nothing is scored here. A measure says what the cells mean; every normalisation on the way is a note.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from indicators.cells import Amount, Reading, plain, read_cell
from indicators.dates import Date
from indicators.direction import doubt
from indicators.exact import Number
from indicators.form import LEVELS, Line
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.units import Unit, ratio, unit
from indicators.words import DOWNWARD, UPWARD
from indicators.words import LEVELS as PHRASES

_KIND = {">=": "positive", ">": "positive", "<=": "reverse", "<": "reverse", "=": "exact", "within": "within"}
_SIGN = {"positive": ">=", "reverse": "<=", "exact": "="}
_OPPOSITE = {"positive": "<", "reverse": ">"}


@frozen
class Bounds:
    """The numbers that a completion may be; None is no bound. A known value has both alike."""

    low: Fraction | None
    high: Fraction | None
    strict_low: bool = False
    strict_high: bool = False


@frozen
class Numeric:
    """Numbers on both sides, in one unit. ``low``/``high`` bound the target; ``doubt`` says that the direction is."""

    kind: str
    low: Fraction | None
    high: Fraction | None
    actual: Bounds | None  # None: no completion
    unit: str = ""
    strict_low: bool = False
    strict_high: bool = False
    doubt: str = ""
    notes: tuple[Note, ...] = ()


@frozen
class Dated:
    """A deadline; ``met`` is None where there is no completion."""

    met: bool | None
    target: Date
    actual: Date | None = None
    kind: str = "deadline"
    notes: tuple[Note, ...] = ()


@frozen
class Levelled:
    """A qualitative line; ``level`` is ``met``, ``part``, ``unmet`` or None; ``source`` is how it became known."""

    level: str | None
    source: str = ""  # declared | phrase | text
    rate: Fraction | None = None
    kind: str = "qualitative"
    notes: tuple[Note, ...] = ()


@frozen
class Refused:
    """Cells that cannot be compared: ``code`` is the finding, ``message`` says why."""

    code: str
    message: Message
    kind: str | None = None
    notes: tuple[Note, ...] = ()


Measure = Numeric | Dated | Levelled | Refused


def measure(line: Line, year: int | None = None) -> Measure:
    """What the cells of ``line`` mean together; ``year`` is the form's, for dates without one.

    >>> measure(Line("i1", "indicator", target="≥3000人", actual="2399")).actual
    Bounds(low=Fraction(2399, 1), high=Fraction(2399, 1), strict_low=False, strict_high=False)
    >>> measure(Line("i1", "indicator", target="≥3件", actual="3家")).code
    'T404'
    """
    target, actual = read_cell(line.target), read_cell(line.actual)
    read = _pair(line, target, actual, year)
    declared = line.level is not None and line.kind in (None, "qualitative")
    if declared and isinstance(read, Refused) and read.code in ("F002", "T408"):
        return Levelled(line.level, "declared", _rate(line), notes=read.notes)
    if line.level is not None and isinstance(read, Numeric):
        return evolve(read, notes=(*read.notes, note("level-ignored")))
    return read


def _pair(line: Line, target: Reading, actual: Reading, year: int | None) -> Measure:
    if target.problem or actual.problem:
        return Refused("T408", target.problem or actual.problem or Message(""), line.kind)
    if line.kind == "qualitative":
        return _levelled(line, target, actual)
    if target.missing:
        if line.block == "goal":
            return _in_words(line, target, actual)
        return Refused("F002", Message("no target"), line.kind)
    if target.amount and not (target.date and (actual.date or actual.missing) and not _has_share(actual)):
        return _numeric(line, target, actual)
    if target.date:
        return _dated(target, actual, year)
    if line.kind is not None:
        return Refused("T408", Message("the target {text} is no number and no date", {"text": line.target}), line.kind)
    return _in_words(line, target, actual)


def _in_words(line: Line, target: Reading, actual: Reading) -> Measure:
    """A target in words: against a percentage it stands for 100 %, else the line has a level."""
    if line.level is None and _has_share(actual):
        whole = Reading(target.text, target.plain, Amount("", Fraction(100), Fraction(100), unit("%")))
        return _compared(line, whole, actual, "positive", note("percent-for-text"))
    return _levelled(line, target, actual)


def _has_share(reading: Reading) -> bool:
    return bool(reading.amount and reading.amount.unit and reading.amount.unit.is_share)


def _levelled(line: Line, target: Reading, actual: Reading) -> Measure:
    if line.level is not None:
        return Levelled(line.level, "declared", _rate(line))
    phrase = actual.plain.rstrip(".;,!").replace(" ", "")
    if phrase in PHRASES:
        level = PHRASES[phrase]
        return Levelled(level, "phrase", _rate(line), notes=(note("level-by-phrase", level=LEVELS[level], text=phrase),))
    if actual.missing:
        return Levelled(None)
    if target.plain == actual.plain:
        return Levelled("met", "text", _rate(line), notes=(note("level-by-text"),))
    if actual.amount and line.kind is None:
        text = {"target": line.target, "actual": line.actual}
        return Refused("T408", Message("the target {target} is in words, the completion {actual} is a number", text))
    return Levelled(None)


def _rate(line: Line) -> Fraction | None:
    return line.rate.value if isinstance(line.rate, Number) else None


def _dated(target: Reading, actual: Reading, year: int | None) -> Measure:
    wanted, done = target.date, actual.date
    if wanted is None or actual.missing:
        return Refused("F002", Message("no target")) if wanted is None else Dated(None, wanted, notes=target.notes)
    if done is None:
        text = {"target": target.text, "actual": actual.text}
        return Refused("T408", Message("the target {target} is a date, the completion {actual} is none", text), "deadline")
    notes = (*target.notes, *actual.notes)
    if wanted.year is None and done.year is None:
        notes = (*notes, note("month-and-day"))
    elif wanted.year is None or done.year is None:
        assumed = year or wanted.year or done.year
        bare = target.text if wanted.year is None else actual.text
        notes = (*notes, note("year-assumed", text=bare, year=assumed))
    common = year or wanted.year or done.year or 0
    return Dated(done.in_year(common) <= wanted.in_year(common), wanted, done, notes=notes)


def _numeric(line: Line, target: Reading, actual: Reading) -> Measure:
    amount = target.amount or Amount("", None, None)
    sign, declared = amount.comparator, line.kind
    text = {"kind": declared, "target": line.target, "actual": line.actual}
    if declared == "deadline":
        return Refused("T408", Message("the target {target} is no date", text), declared)
    if sign and declared and _KIND[sign] != declared:
        return Refused("T406", Message("the kind {kind} contradicts the target {target}", text), declared)
    kind = _KIND.get(sign) or declared or "positive"
    if _against(target, actual):
        return Refused("T406", Message("the completion {actual} runs against the target {target}", text), kind)
    extra = (note("rate-over-date"),) if target.date else ()
    if not sign and not declared and amount.value == 0:
        return _compared(line, target, actual, "reverse", *extra, note("zero-is-reverse"))
    return _compared(line, target, actual, kind, *extra)


def _against(target: Reading, actual: Reading) -> bool:
    """提升10% against 下降10%: the words left out of the comparison point opposite ways."""
    ways = [({*cell.words} & UPWARD != set(), {*cell.words} & DOWNWARD != set()) for cell in (target, actual)]
    return (ways[0][0] and ways[1][1]) or (ways[0][1] and ways[1][0])


def _compared(line: Line, target: Reading, actual: Reading, kind: str, *extra: Note) -> Measure:
    """Bring both sides to the target's unit and face their numbers."""
    named = _unit_of_name(line)
    wanted = _unscaled(target.amount or Amount("", None, None))
    own = wanted.unit or named
    notes = (*target.notes, *extra)
    measured = Numeric(
        kind, wanted.low, wanted.high, None, own.name if own else "", wanted.strict_low, wanted.strict_high, notes=notes
    )
    if not wanted.comparator:
        measured = _directed(measured, _SIGN.get(kind, ""))
        if line.kind is None and target.amount is not None and target.amount.value != 0 and not target.missing:
            measured = evolve(measured, doubt="" if _in(extra, "percent-for-text") else doubt(line, own))
    text = {"target": line.target, "actual": line.actual}
    if actual.missing:
        return measured
    if actual.amount is None:
        return Refused("T408", Message("the target {target} is a number, the completion {actual} is none", text), kind)
    done = actual.amount
    if done.comparator and _OPPOSITE.get(kind) == done.comparator[0]:
        return Refused("T406", Message("the completion {actual} points against the target {target}", text), kind)
    scaled = _scale(own, done, target.amount or wanted, line)
    if isinstance(scaled, Refused):
        return evolve(scaled, kind=kind)
    factor, unit_notes = scaled
    bounds = Bounds(_times(done.low, factor), _times(done.high, factor), done.strict_low, done.strict_high)
    notes = (*notes, *actual.notes, *unit_notes, *_sign_notes(actual, done.comparator))
    return evolve(measured, actual=bounds, notes=notes)


def _unscaled(amount: Amount) -> Amount:
    """``≥5万`` as what it is, 50 000 of nothing; a frequency as its number a year."""
    measured = amount.unit
    if measured is None or (measured.dimension and not measured.per_year):
        return amount
    low, high = _times(amount.low, measured.factor), _times(amount.high, measured.factor)
    return evolve(amount, low=low, high=high, unit=measured.base if measured.dimension else None)


def _directed(measured: Numeric, sign: str) -> Numeric:
    """A bare target as the bound that its kind makes of it."""
    if sign == ">=":
        return evolve(measured, high=None)
    return evolve(measured, low=None) if sign == "<=" else measured


def _sign_notes(actual: Reading, sign: str) -> tuple[Note, ...]:
    if not sign or _in(actual.notes, "at-least"):
        return ()
    code = {"=": "equals-copied", "within": "range-completion"}.get(sign, "comparator-copied")
    return (note(code, text=actual.text),)


def _in(notes: tuple[Note, ...], code: str) -> bool:
    return any(each.code == code for each in notes)


def _times(value: Fraction | None, factor: Fraction) -> Fraction | None:
    return None if value is None else value * factor


def _unit_of_name(line: Line) -> Unit | None:
    """The unit declared for the line, or one in brackets at the end of its name: 补贴人数（万人）."""
    if line.unit:
        return unit(plain(line.unit))
    name = plain(line.name)
    if name.endswith(")") and "(" in name:
        inner = unit(name[name.rindex("(") + 1 : -1].removeprefix("单位:"))
        return inner if inner.listed else None
    return None


def _scale(own: Unit | None, done: Amount, target: Amount, line: Line) -> tuple[Fraction, tuple[Note, ...]] | Refused:
    """What the completion is multiplied by to stand in the target's unit, with the notes on the way."""
    has = done.unit
    if has is None or own is None:
        present = has or own
        if present is None:
            return Fraction(1), ()
        if not present.dimension:  # a completion of 5万 against a bare target
            return present.factor, ()
        if own is None and target.unit:  # ≥5万 against 6万人
            return present.factor, ()
        if present.is_share:
            return _percent(done if has is None else target, line.actual if has is None else line.target, line)
        noted = has is not None or target.unit is not None  # the unit of the heading or the name covers both
        return Fraction(1), (note("unit-assumed", unit=present.name),) if noted else ()
    if not has.dimension:  # 5万 is 50 000 of nothing: counted in the target's base unit
        return has.factor / own.factor, (note("unit-assumed", unit=own.base.name),)
    if _price_alike(has, own):
        return has.factor / own.factor, (note("unit-assumed", unit=(has if own.name[:1] == "/" else own).name),)
    factor, text = ratio(has, own), {"source": has.name, "target": own.name}
    if factor is None:
        return Refused("T404", Message("{source} cannot be compared with {target}", text))
    if has.word != own.word:
        return factor, (note("event-words", **text),)
    return factor, () if factor == 1 or has.per_year else (note("unit-converted", **text),)


def _price_alike(one: Unit, other: Unit) -> bool:
    """``每亩300`` against ``310元/亩``: the money unit stands on one side only."""
    dimensions = {one.dimension.partition("/")[0], other.dimension.partition("/")[0]}
    return dimensions == {"price", "money"} and one.dimension.partition("/")[2] == other.dimension.partition("/")[2]


def _percent(bare: Amount, written: str, line: Line) -> tuple[Fraction, tuple[Note, ...]] | Refused:
    """A share beside a bare number: above 1 it is a percentage, 0 is 0, and 1 may be 1 % or 100 %."""
    if any(value is not None and value <= 1 and value != 0 for value in (bare.low, bare.high)):
        text = {"target": line.target, "actual": line.actual}
        return Refused("T405", Message("{actual} against {target}: percentage or fraction? Write the % sign", text))
    return Fraction(1), (note("percent-supplied", text=written),)
