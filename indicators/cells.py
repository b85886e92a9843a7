"""One grammar for the texts of target and completion cells (年初目标值, 实际完成值).

A cell is read alone here; what it means beside its partner is for ``measure``. A reading may hold an amount and a date
at once (``11月底完成100%``): the partner decides which one counts.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from indicators.amounts import Amount
from indicators.dates import Date, date
from indicators.exact import NumberError, fold, multiplier
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.numerals import chinese, holds_numeral
from indicators.phrase import Phrase, quotient, read_phrase
from indicators.record import Record
from indicators.wording import is_zero
from indicators.words import ABOUT, AT_LEAST, CLAUSES, STRIPPED

if TYPE_CHECKING:
    from indicators.asides import Aside

MAX_CELL = 200  # characters; a longer cell is prose
_MISSING = "-/.…·* "
_CJK = "\u3000-\u303f\u3400-\u9fff\uf900-\ufaff"
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_THOUSANDS = r"(?<![\d.,])[1-9]\d{0,2}\.(?:\d\d0(?!\d)|\d{3}(?=[人名户家]))"
_RANKED = ("名", "位")
_SPACE_AT_CJK = rf"(?<=[{_CJK},.;:()]) | (?=[{_CJK},.;:()])"
# 290% and W90% have a figure or a letter where ≥ or ≤ was; such a letter is never dropped
_DAMAGED = r"[A-Za-z»«?□■�][.·]?\d{1,3}(?:\.\d+)?%"
_FINISHED = "前 全部 已全部 竣工 投入使用 验收 建成 交付 发放 办结 到位 完毕 完工 并"
_DONE = (*STRIPPED, *_FINISHED.split())
_LIKE_SIGNS = frozenset("abcdefghijklmnoprstuvwyzWZ")  # a large letter may be that of a grade, Q that of a quarter
_PLAIN_BEGINS = frozenset("0123456789≥≤><=")
_DATE_MARKS = frozenset("年月季qQ")
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
    change: str = ""  # up | down: a verb of change stands beside the figure
    named: bool = False  # the change is named (降幅): a bare figure beside it means the same
    aims: str = ""  # what an aim's verb makes of a target: >= | <= | held
    zero: bool = False  # words that say that nothing happened
    damaged: bool = False  # a letter stands where the comparator must be
    quotient: Fraction | None = None  # 86/88, nothing else
    period: int | None = None  # the year that a figure is of: 2023年40个
    subject: str = ""  # the words before the figure that are on no list of words of doing
    remark: str = ""  # in brackets behind it
    aside: Aside | None = None  # a part of the figure, or the rate that it makes: of a completion only

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
    if _RADICAL.search(folded):
        from indicators.reading.glyphs import mend  # few cells hold one

        folded = mend(folded)
    return re.sub(_SPACE_AT_CJK, "", folded) if " " in folded else folded


@lru_cache(maxsize=8192)
def read_cell(text: str) -> Reading:
    """Read one cell.

    >>> read_cell("≥3000人").amount
    Amount(comparator='>=', low=Fraction(3000, 1), high=None, unit=Unit(name='人', dimension='count:人', word='人'))
    >>> read_cell("有效保障").amount is None, read_cell("——").missing
    (True, True)
    """
    folded = plain(text).removesuffix("00:00:00").rstrip()  # a day as a spreadsheet writes it
    if not folded.strip(_MISSING):
        return Reading(text)
    if len(folded) > MAX_CELL:
        return Reading(text, folded)
    try:
        return _read(text, folded)
    except NumberError as error:
        return Reading(text, folded, problem=error.message)


def _read(text: str, folded: str) -> Reading:
    core = without_spaces(folded).rstrip("。;,.!")
    if "百分百" in core:
        core = core.replace("百分百", "100%")
    if "≠" in core:
        return Reading(text, folded, damaged=True)
    if '"' in core:
        core = core.replace('"', "")
    if core[:1] == "(" and core[-1:] == ")" and core.count("(") == 1:
        core = core[1:-1]  # (≥100人)
    if not core:
        return Reading(text, folded)
    if is_zero(core):
        nothing = Amount("", Fraction(0), Fraction(0))
        return Reading(text, folded, nothing, zero=True, notes=(note("zero-words", text=text),))
    if core[0] not in _PLAIN_BEGINS and _is_damaged(core):
        return Reading(text, folded, damaged=True)
    if core[-1] in _RANKED and ("前" in core or "第" in core):
        from indicators.ranks import rank  # few cells are one

        place = rank(core)
        if place:
            return Reading(text, folded, place, aims="<=")
    dated = not _DATE_MARKS.isdisjoint(core) or "20" in core or "19" in core
    if not dated and not holds_numeral(core):
        return Reading(text, folded)
    when, phrase, period = _dated(core) if dated else (None, read_phrase(core), None)
    notes: tuple[Note, ...] = ()
    if phrase is None and when is None:
        phrase, notes = _approximate(core)
    aside = None
    if phrase is None and when is None:
        from indicators.asides import with_aside  # few cells have one

        phrase, aside = with_aside(core) or (None, None)
    if phrase is None:
        share = quotient(core) if when is None else None
        return Reading(text, folded, date=when, notes=notes, quotient=share)
    amount = phrase.amount
    if phrase.words or period:
        told = (*((f"{period}年",) if period else ()), *phrase.words)
        notes = (*notes, note("words-stripped", words=told))
    if phrase.second:
        notes = (*notes, note("second-aim", text=phrase.second.lstrip(",;:.。(")))
    if phrase.remark:
        notes = (*notes, note("remark-left-out", text=phrase.remark))
    if aside:
        notes = (*notes, note("remark-left-out", text=aside.text))
    if amount.unit and amount.unit.per_year:
        ends = [end for end in (amount.low, amount.high) if end is not None]
        notes = (*notes, note("per-year", text=text, value=ends[0] * amount.unit.factor))
    problem = _crossing(amount) or _thousands(core, amount)
    return Reading(
        text, folded, amount, when, phrase.words, notes, problem, phrase.change, phrase.named, phrase.aims,
        period=period, subject=phrase.subject, remark=phrase.remark, aside=aside,
    )  # fmt: skip


def _is_damaged(core: str) -> bool:
    """Whether a letter or mark stands in front of a figure, where a comparator must be: W90%, z12次, not x5次, C30."""
    if core[-1] == "%" and re.fullmatch(_DAMAGED, core):
        return True
    return core[0] in _LIKE_SIGNS and core[1:2].isdigit() and read_phrase(core[1:]) is not None


def without_spaces(folded: str) -> str:
    """A folded text without its spaces, but for those between figures: these are two numbers.

    >>> without_spaces("≥ 50 个"), without_spaces("12 20")
    ('≥50个', '12 20')
    """
    return re.sub(r"(?<![\d.,]) | (?![\d.,])", "", folded) if " " in folded else folded


def _dated(core: str) -> tuple[Date | None, Phrase | None, int | None]:
    """The date and the figure that fill a text: either, both (11月底完成100%, or 2023.12), or none.

    A year alone in front of a figure is the time that the figure is of.
    """
    for candidate in _undressed(core):
        found = date(candidate)
        if not found:
            continue
        when, end = found
        rest = _without_done(candidate[end:].lstrip(","))
        plainly = any(mark in when.text for mark in "年月季qQ") or len(when.text) >= 8 or when.text[4:5] in "-/"
        if not rest:
            return when, None if plainly else read_phrase(core), None
        phrase = read_phrase(rest) if plainly and rest[0] not in "-~至到.%‰" else None
        if phrase is not None:
            return (None, phrase, when.year) if when.whole_year else (when, phrase, None)
    phrase = read_phrase(core)
    if phrase is None:
        for at in range(2, len(core) if "月" in core or "年" in core else 0):  # 完成率100%,12月底前完成
            if core[at - 1] in ",;、(" and (found := date(core[at:])):
                behind = _without_done(core[at + found[1] :].rstrip(")"))
                ahead = read_phrase(core[: at - 1])
                if not behind and ahead:
                    return found[0], ahead, None
    return None, phrase, None


def _undressed(core: str) -> list[str]:
    """The text, and what is left when a comparator or words of doing in front of a date are taken off."""
    found = [core]
    for word in ("<=", "≤", "=", "不晚于", "不迟于", "截至", "截止到", "截止", "于", "在", "到", "至"):
        if core.startswith(word):
            found.append(core[len(word) :])
    rest = core
    while word := next((word for word in STRIPPED if len(rest) > len(word) and rest.startswith(word)), ""):
        rest = rest[len(word) :]
        found.append(rest)
    return found


def _without_done(text: str) -> str:
    """What stands behind a date without the words that say that it was done."""
    if text.startswith("(") and text.endswith(")") and text[1:-1] in CLAUSES:
        return ""  # 12月31日(已完成)
    while word := next((word for word in _DONE if text.startswith(word)), ""):
        text = text[len(word) :]
    return text


def _approximate(core: str) -> tuple[Phrase | None, tuple[Note, ...]]:
    """``200余人`` is at least 200; ``约300`` is 300; both are noted."""
    for word in ABOUT:
        rest = core.removeprefix(word) if core.startswith(word) else core.removesuffix(word)
        phrase = read_phrase(rest) if rest != core else None
        if phrase and phrase.amount.value is not None:
            return phrase, (note("about", text=core, value=phrase.amount.value),)
    for word in AT_LEAST:
        before, found, after = core.partition(word)
        phrase = read_phrase(before + after) if found and (_ends_in_figure(before) or not after) else None
        if phrase and phrase.amount.value is not None:
            least = evolve(phrase.amount, comparator=">=", high=None)
            return evolve(phrase, amount=least), (note("at-least", text=core, value=phrase.amount.value),)
    return None, ()


def _ends_in_figure(text: str) -> bool:
    return bool(text) and (text[-1].isdigit() or multiplier(text[-1]) is not None or chinese(text[-1]) is not None)


def _thousands(core: str, amount: Amount) -> Message | None:
    """Why a number of things with three places (1.100人) is not read: the point may be a mark of thousands."""
    if "." not in core or amount.unit is None or amount.unit.factor != 1:
        return None
    if not amount.unit.dimension.startswith(("count:", "event")) or not re.search(_THOUSANDS, core):
        return None
    return Message("the point in {text} may be a mark of thousands", {"text": core})


def _crossing(amount: Amount) -> Message | None:
    if amount.low is None or amount.high is None:
        return None
    strict = amount.strict_low or amount.strict_high
    if (amount.value is not None and not strict) or amount.low < amount.high:
        return None
    ends = {"low": amount.low, "high": amount.high}
    return Message("the bounds cross: nothing is both ≥ {low} and ≤ {high}", ends)
