"""One grammar for the texts of target and completion cells (年初目标值, 实际完成值).

A cell is read alone here; what it means beside its partner is for ``measure``. A reading may hold an amount and a date
at once (``11月底完成100%``): the partner decides which one counts.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from indicators.amounts import Amount, read_amount
from indicators.dates import Date, date
from indicators.exact import NumberError, fold, multiplier
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.numerals import chinese
from indicators.record import Record
from indicators.words import ABOUT, AT_LEAST, STRIPPED

MAX_CELL = 200  # characters; a longer cell is prose
_MISSING = re.compile(r"[-/.…·* ]*")
_CJK = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff"
_SPACE_AT_CJK = rf"(?<=[{_CJK},.;:()]) | (?=[{_CJK},.;:()])"
_PUNCTUATION = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "【": "(", "】": ")"})


@frozen(repr=False)
class Reading(Record):
    """What one cell says. Nothing but ``text`` is set for a text in words; ``missing`` is not zero."""

    text: str
    plain: str = ""  # folded for comparison
    amount: Amount | None = None
    date: Date | None = None
    words: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    problem: Message | None = None  # a number out of bounds, crossing bounds

    @property
    def missing(self) -> bool:
        """Whether the cell says nothing."""
        return not self.plain


def plain(text: str) -> str:
    """``text`` folded for comparison: widths, punctuation and spaces between Chinese characters.

    >>> plain("一般45天， 延长不超过 60 天") == plain("一般45天,延长不超过60天")
    True
    """
    folded = fold(text).translate(_PUNCTUATION)
    return re.sub(_SPACE_AT_CJK, "", folded) if " " in folded else folded


@lru_cache(maxsize=8192)
def read_cell(text: str) -> Reading:
    """Read one cell.

    >>> read_cell("≥3000人").amount
    Amount(comparator='>=', low=Fraction(3000, 1), high=None, unit=Unit(name='人', dimension='count:人', word='人'))
    >>> read_cell("有效保障").amount is None, read_cell("——").missing
    (True, True)
    """
    folded = plain(text)
    if _MISSING.fullmatch(folded):
        return Reading(text)
    if len(folded) > MAX_CELL:
        return Reading(text, folded)
    try:
        return _read(text, folded)
    except NumberError as error:
        return Reading(text, folded, problem=error.message)


def _read(text: str, folded: str) -> Reading:
    words: list[str] = []
    core = _strip(folded.replace(" ", "").rstrip("。;,"), words)
    when, amount = _dated(core, words)
    notes: tuple[Note, ...] = ()
    if amount is None and when is None:
        amount, notes = _approximate(core)
    if amount is None and when is None:
        return Reading(text, folded)
    if words:
        notes = (*notes, note("words-stripped", words=tuple(words)))
    if amount and amount.unit and amount.unit.per_year:
        shown = amount.low if amount.low is not None else amount.high
        notes = (*notes, note("per-year", text=text, value=(shown or Fraction(0)) * amount.unit.factor))
    return Reading(text, folded, amount, when, tuple(words), notes, _crossing(amount))


def _dated(core: str, words: list[str]) -> tuple[Date | None, Amount | None]:
    """The date and the amount that fill a text: either, both (11月底完成100%, or 2023.12), or none."""
    candidate = core.removeprefix("<=").removeprefix("≤")
    found = date(candidate)
    if not found:
        return None, read_amount(core)
    rest = candidate[found[1] :]
    plainly = "月" in found[0].text or "年" in found[0].text
    if not rest:
        return found[0], None if plainly else read_amount(core)
    further: list[str] = []
    amount = read_amount(_strip(rest, further)) if plainly and rest[0] not in "-~至到" else None
    if amount is None:
        return None, read_amount(core)
    words += further
    return found[0], amount


def _strip(text: str, words: list[str]) -> str:
    """``text`` without the closed list of words before and after it; the words found go to ``words``."""
    found = True
    while found:
        found = False
        for word in STRIPPED:
            if len(text) > len(word) and (text.startswith(word) or text.endswith(word)):
                text = text[len(word) :] if text.startswith(word) else text[: -len(word)]
                words.append(word)
                found = True
                break
    return text


def _approximate(core: str) -> tuple[Amount | None, tuple[Note, ...]]:
    """``200余人`` is at least 200; ``约300`` is 300; both are noted."""
    for word in ABOUT:
        rest = core.removeprefix(word) if core.startswith(word) else core.removesuffix(word)
        amount = read_amount(rest) if rest != core else None
        if amount and amount.value is not None:
            return amount, (note("about", text=core, value=amount.value),)
    for word in AT_LEAST:
        before, found, after = core.partition(word)
        amount = read_amount(before + after) if found and (_ends_in_figure(before) or not after) else None
        if amount and amount.value is not None:
            return evolve(amount, comparator=">=", high=None), (note("at-least", text=core, value=amount.value),)
    return None, ()


def _ends_in_figure(text: str) -> bool:
    return bool(text) and (text[-1].isdigit() or multiplier(text[-1]) is not None or chinese(text[-1]) is not None)


def _crossing(amount: Amount | None) -> Message | None:
    if amount is None or amount.low is None or amount.high is None:
        return None
    strict = amount.strict_low or amount.strict_high
    if amount.low < amount.high or (amount.low == amount.high and not strict):
        return None
    ends = {"low": amount.low, "high": amount.high}
    return Message("the bounds cross: nothing is both ≥ {low} and ≤ {high}", ends)
