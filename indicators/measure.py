"""Target and completion of one line brought together: what kind of indicator, and which numbers face each other.

Nothing is scored here. A measure says what the cells mean; every normalisation on the way is a note.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from indicators.amounts import Amount
from indicators.cells import Reading, read_cell
from indicators.dates import Date
from indicators.direction import doubt
from indicators.exact import Number
from indicators.form import LEVELS, Ends, Line
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.record import Record
from indicators.scale import MismatchError, named_unit, scale, unscaled
from indicators.units import unit
from indicators.unread import SCORED_BY
from indicators.words import DOWNWARD, UPWARD
from indicators.words import LEVELS as PHRASES

_KIND = {">=": "positive", ">": "positive", "<=": "reverse", "<": "reverse", "=": "exact", "within": "within"}
_SIGN = {"positive": ">=", "reverse": "<=", "exact": "="}
_OPPOSITE = {"positive": "<", "reverse": ">"}


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


Measure = Numeric | Dated | Levelled | Refused | Unread


def measure(line: Line, year: int | None = None) -> Measure:
    """What the cells of ``line`` mean together; ``year`` is the form's, for dates without one.

    >>> measure(Line("i1", "indicator", target="≥3000人", actual="2399")).actual
    Bounds(low=Fraction(2399, 1), high=Fraction(2399, 1))
    >>> measure(Line("i1", "indicator", target="≥3件", actual="3家")).code
    'T404'
    """
    if line.unread and line.is_unread(*SCORED_BY):
        return Unread(line.kind)
    target, actual = read_cell(line.target), read_cell(line.actual)
    if line.exact is not None or line.exact_target is not None:
        target, actual = _exactly(target, line.exact_target), _exactly(actual, line.exact)
    read = _pair(line, target, actual, year)
    declared = line.level is not None and line.kind in (None, "qualitative")
    if declared and isinstance(read, Refused) and read.code in ("F002", "T408"):
        return Levelled(line.level, "declared", _rate(line), notes=read.notes)
    if line.level is not None and isinstance(read, Numeric):
        return evolve(read, notes=(*read.notes, note("level-ignored")))
    return read


def _exactly(cell: Reading, ends: Ends | None) -> Reading:
    """The cell of a consolidated line with the exact numbers in place of those it shows."""
    if ends is None or (cell.amount is None and ends != (None, None)):
        return cell
    amount = cell.amount or Amount("within", None, None)
    return evolve(cell, plain=cell.plain or "…", amount=evolve(amount, low=ends[0], high=ends[1]))


def _pair(line: Line, target: Reading, actual: Reading, year: int | None) -> Measure:
    if target.problem or actual.problem:
        return Refused("T408", target.problem or actual.problem or Message(""), line.kind)
    if line.kind == "qualitative":
        return _levelled(line, target, actual)
    if target.missing:
        if line.block == "goal":
            return _in_words(line, target, actual)
        return Refused("F002", Message("no target"), line.kind)
    if line.block == "goal" and actual.amount and not _has_share(actual):
        return _levelled(line, target, actual)  # a percentage is compared, else the goal has a level
    if target.amount and (actual.amount or not (target.date and actual.date)):
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
    if line.exact is not None and None not in line.exact:
        low, high = (end for end in line.exact if end is not None)
        return Levelled(line.level, "consolidated", notes=(note("consolidated-share"),), share=(low, high))
    if line.level is not None:
        return Levelled(line.level, "declared", _rate(line))
    phrase = actual.plain.rstrip(".;,!").replace(" ", "")
    if phrase in PHRASES:
        level = PHRASES[phrase]
        return Levelled(
            level, "phrase", _rate(line), notes=(note("level-by-phrase", level=LEVELS[level], text=phrase),)
        )
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
        return Refused(
            "T408", Message("the target {target} is a date, the completion {actual} is none", text), "deadline"
        )
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
    dated = target.date is not None and (
        "月" in target.plain or "年" in target.plain
    )  # 2010.5 is no date beside a number
    extra = (note("rate-over-date"),) if dated else ()
    if not sign and not declared and amount.value == 0:
        return _compared(line, target, actual, "reverse", *extra, note("zero-is-reverse"))
    return _compared(line, target, actual, kind, *extra)


def _against(target: Reading, actual: Reading) -> bool:
    """提升10% against 下降10%: the words left out of the comparison point opposite ways."""
    ways = [({*cell.words} & UPWARD != set(), {*cell.words} & DOWNWARD != set()) for cell in (target, actual)]
    return (ways[0][0] and ways[1][1]) or (ways[0][1] and ways[1][0])


def _compared(line: Line, target: Reading, actual: Reading, kind: str, *extra: Note) -> Measure:
    """Bring both sides to the target's unit and face their numbers."""
    named = named_unit(line)
    wanted = unscaled(target.amount or Amount("", None, None), named)
    own = wanted.unit or named
    notes = (*target.notes, *extra)
    measured = Numeric(
        kind, wanted.low, wanted.high, None, own.name if own else "", wanted.strict_low, wanted.strict_high, notes=notes
    )
    if not wanted.comparator:
        measured = _directed(measured, _SIGN.get(kind, ""))
        if line.kind is None and target.amount is not None and target.amount.value != 0 and not target.missing:
            shared = own or (actual.amount.unit if actual.amount else None)  # a unit on one side is taken for both
            measured = evolve(measured, doubt="" if _in(extra, "percent-for-text") else doubt(line, shared))
    text = {"target": line.target, "actual": line.actual}
    if actual.missing:
        return measured
    if actual.amount is None:
        return Refused("T408", Message("the target {target} is a number, the completion {actual} is none", text), kind)
    done = actual.amount
    # 200余人 and a sum with a part missing are values that are not known: no sign that somebody copied
    approximate = _in(actual.notes, "at-least") or (line.exact is not None and line.exact[0] != line.exact[1])
    if done.comparator and not approximate and _OPPOSITE.get(kind) == done.comparator[0]:
        return Refused("T406", Message("the completion {actual} points against the target {target}", text), kind)
    try:
        scaled = scale(own, done, target.amount or wanted, line)
    except MismatchError as mismatch:
        return Refused(mismatch.code, mismatch.message, kind)
    bounds = Bounds(scaled(done.low), scaled(done.high), done.strict_low, done.strict_high)
    notes = (*notes, *actual.notes, *scaled.notes, *(() if line.exact else _sign_notes(actual, done.comparator)))
    return evolve(measured, actual=bounds, notes=notes)


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
