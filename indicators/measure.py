"""Target and completion of one line brought together: what kind of indicator, and which numbers face each other.

Nothing is scored here. A measure says what the cells mean; every normalisation on the way is a note.
"""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from indicators.amounts import Amount
from indicators.cells import Reading, plain, read_cell
from indicators.compare import compare_numbers, face
from indicators.deadline import compare_dates
from indicators.direction import speaks_of_growth
from indicators.exact import Number
from indicators.form import LEVELS, Ends, Line
from indicators.measures import Bounds, ByStandard, Dated, Levelled, Measure, Numeric, Refused, Unread
from indicators.messages import Message
from indicators.notes import note
from indicators.scale import SHARES
from indicators.units import unit
from indicators.unread import SCORED_BY
from indicators.wording import holds_quantity, is_degree
from indicators.words import LEVELS as PHRASES
from indicators.words import PLANNED

__all__ = ["Bounds", "ByStandard", "Dated", "Levelled", "Measure", "Numeric", "Refused", "Unread", "measure"]


_DIGITS = frozenset("0123456789")
_DAMAGED = r"[23]([1-9]\d{1,2}(?:\.\d{1,9})?)(%?)"
_MONTH_END = r"(?:0?[1-9]|1[0-2])/(?:2[89]|3[01])"


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
    if line.exact_target is not None:
        target = _exactly(target, line.exact_target)
    if line.exact is not None:
        actual = _exactly(actual, line.exact)
    target, done = _aside(line, target, actual)
    read = done if isinstance(done, Refused) else _pair(line, target, done, year)
    if isinstance(read, Refused) and read.code != "T409" and _repeats(line, target, actual):
        read = Levelled("met", "text", _rate(line), notes=(note("level-by-text"),))
    declared = line.level is not None and line.kind in (None, "qualitative")
    if declared and isinstance(read, Refused) and read.code in ("F002", "T408"):
        return Levelled(line.level, "declared", _rate(line), notes=read.notes)
    if line.level is not None and isinstance(read, Numeric):
        return evolve(read, notes=(*read.notes, note("level-ignored")))
    return read


def _repeats(line: Line, target: Reading, actual: Reading) -> bool:
    """Whether the completion is its target in the very words: met, whatever they mean, unless they are of a plan."""
    same = line.kind is None and not target.missing and target.plain == actual.plain
    return same and not any(word in actual.plain for word in PLANNED)


def _exactly(cell: Reading, ends: Ends) -> Reading:
    """The cell of a consolidated line with the exact numbers in place of those it shows."""
    if cell.amount is None and ends != (None, None):
        return cell
    amount = cell.amount or Amount("within", None, None)
    return evolve(cell, plain=cell.plain or "…", amount=evolve(amount, low=ends[0], high=ends[1]))


def _aside(line: Line, target: Reading, actual: Reading) -> tuple[Reading, Reading | Refused]:
    """The cells without what stands behind their figures; a target with more than its figure is not understood."""
    if target.aside:
        target = evolve(target, amount=None, notes=(), aside=None)
    aside = actual.aside
    if aside is None or actual.amount is None or aside.agrees(actual.amount, target.amount or actual.amount):
        return target, actual
    text = {"actual": line.actual, "target": line.target}
    told = Message("the rate in the completion {actual} is not that of its figure to the target {target}", text)
    return target, Refused("T408", told, line.kind)


def _pair(line: Line, target: Reading, actual: Reading, year: int | None) -> Measure:
    if target.problem or actual.problem:
        return Refused("T408", target.problem or actual.problem or Message(""), line.kind)
    if line.kind == "qualitative":
        return _levelled(line, target, actual)
    if target.damaged:
        told = Message("a figure or letter stands where {target} must have a comparator", {"target": line.target})
        return Refused("T409", told, line.kind)
    if line.kind is None and (rest := damaged_share(line, target, actual)):
        told = Message("{target} may be ≥{rest} or ≤{rest}", {"target": line.target, "rest": rest})
        return Refused("T409", told, line.kind)
    if target.missing:
        if line.block == "goal":
            return _in_words(line, target, actual)
        if line.standard:
            return ByStandard(line.kind)
        return Refused("F002", Message("no target"), line.kind)
    if line.block == "goal":
        return _goal(line, target, actual, year)
    return _indicator(line, target, actual, year)


def _goal(line: Line, target: Reading, actual: Reading, year: int | None) -> Measure:
    """A goal follows its completion: a percentage is how much of it was reached, else it has a level."""
    if not _has_share(actual) or line.level is not None:
        return _levelled(line, target, actual) if actual.amount else _indicator(line, target, actual, year)
    return compare_numbers(line, target, actual) if _has_share(target) else _in_words(line, target, actual)


def _indicator(line: Line, target: Reading, actual: Reading, year: int | None) -> Measure:
    actual = _nothing_happened(line, target, actual)
    if target.zero and actual.amount is None:
        return _levelled(line, target, actual)
    found = compare_dates(line, target, actual, year)
    if found is not None:
        return found
    if target.amount:
        return compare_numbers(line, target, actual)
    if line.kind is not None:
        return Refused("T408", Message("the target {text} is no number and no date", {"text": line.target}), line.kind)
    return _in_words(line, target, actual)


def _nothing_happened(line: Line, target: Reading, actual: Reading) -> Reading:
    """无 is 0 beside a target that asks for nothing or for few; beside any other it is a word."""
    if actual.zero:
        amount = target.amount
        few = amount is not None and (amount.comparator[:1] == "<" or (amount.value == 0 and target.change == ""))
        return actual if few or line.kind == "reverse" else evolve(actual, amount=None, notes=())
    share = actual.quotient
    if share is not None and _has_share(target) and not re.fullmatch(_MONTH_END, actual.plain):
        value = share * 100
        read = note("quotient", text=actual.text, value=value)
        return evolve(actual, amount=Amount("", value, value, unit("%")), notes=(read,))
    return actual


def damaged_share(line: Line, target: Reading, actual: Reading) -> str:
    """The share of at most 100 % behind a 2 that may be a damaged ≥: 290% is 90%; an empty text where there is none.

    It is one only where the completion is below the figure as it stands, and a growth may well be 290 %.

    >>> from indicators.cells import read_cell
    >>> line = Line("i1", "indicator", name="满意度")
    >>> [damaged_share(line, read_cell(target), read_cell("92%")) for target in ("290%", "2100%", "250", "90%", "200%")]
    ['90%', '100%', '50', '', '']
    """
    figure = target.plain.lstrip("<>=≥≤")
    if not figure.startswith(("2", "3")):  # most cells
        return ""
    wanted, done = target.amount, actual.amount
    if wanted is None or done is None or done.high is None or target.words or speaks_of_growth(line.name):
        return ""
    shown = wanted.high if wanted.low is None else wanted.low
    found = re.fullmatch(_DAMAGED, figure, re.ASCII)
    if not found or shown is None or Fraction(found[1]) > 100 or done.high >= shown:
        return ""
    apart = done.unit is not None and not done.unit.is_share
    own = found[2] or (wanted.unit is None and plain(line.name).endswith(SHARES))
    return f"{found[1]}{found[2]}" if own and not apart else ""


def _in_words(line: Line, target: Reading, actual: Reading) -> Measure:
    """A target in words: it stands for 100 % beside a percentage where its words are of completeness.

    Of a goal that is what the cell means. Words that hold a figure, a comparison, a rise, a fall or a zero are never a
    degree, and others are met by exactly 100 %.
    """
    if line.level is not None or not _has_share(actual) or (target.plain and target.plain == actual.plain):
        return _levelled(line, target, actual)
    whole = Reading(target.text, target.plain, Amount("", Fraction(100), Fraction(100), unit("%")))
    found = face(line, whole, actual, "positive", note("percent-for-text"))
    if line.block == "goal" or not isinstance(found, Numeric):
        return found
    words = target.plain.replace(" ", "")
    full = found.actual is not None and found.actual.low == found.actual.high == 100
    if is_degree(words) or (full and not holds_quantity(words)):
        return evolve(found, assumed=("words",))
    text = {"target": line.target, "actual": line.actual}
    return Levelled(None, notes=(*actual.notes, note("degree-unsure", **text)))


def _has_share(reading: Reading) -> bool:
    return bool(reading.amount and reading.amount.unit and reading.amount.unit.is_share)


def _levelled(line: Line, target: Reading, actual: Reading) -> Measure:
    if line.exact is not None and None not in line.exact:
        low, high = (end for end in line.exact if end is not None)
        return Levelled(line.level, "consolidated", notes=(note("consolidated-share"),), share=(low, high))
    if line.level is not None:
        return Levelled(line.level, "declared", _rate(line))
    phrase = actual.plain.rstrip(".;,!。").replace(" ", "")
    level = PHRASES.get(phrase)
    if level is None and phrase and phrase != target.plain:
        from indicators.levels import level_beside, level_said  # most are one of the list

        level = level_said(phrase) or level_beside(target.plain.replace(" ", ""), phrase)
    if level is not None:
        return Levelled(
            level, "phrase", _rate(line), notes=(note("level-by-phrase", level=LEVELS[level], text=phrase),)
        )
    if actual.missing:
        return Levelled(None)
    figured = line.kind is None and line.block != "goal" and not _DIGITS.isdisjoint(target.plain)
    if figured:
        from indicators.alike import says_the_same  # few targets hold figures that are not read

        if says_the_same(target.plain, actual.plain):
            return Levelled("met", "text", notes=(note("same-figures"),), share=(Fraction(1), Fraction(1)))
    if target.plain == actual.plain:
        return Levelled("met", "text", _rate(line), notes=(note("level-by-text"),))
    if actual.amount and line.kind is None:
        text = {"target": line.target, "actual": line.actual}
        if figured:
            told = Message("the figures of the target {target} cannot be compared with {actual}", text)
            return Refused("T408", told)
        return Refused("T408", Message("the target {target} is in words, the completion {actual} is a number", text))
    return Levelled(None)


def _rate(line: Line) -> Fraction | None:
    return line.rate.value if isinstance(line.rate, Number) else None
