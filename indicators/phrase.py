"""The parts of a cell round its figure: subject, change, comparator in words, inclusion, remark, second aim.

``amounts`` reads a figure with its unit and its comparator. Here what stands round it is taken off part by part, and
only what is understood: a cell of which anything remains is not read at all.

    cell = [subject] {done} [base] [change | aim] comparator figure unit [thing] [inclusion] {done}
           [remark] [second aim]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, frozen

from indicators.amounts import Amount, read_amount
from indicators.numerals import holds_numeral
from indicators.record import Record
from indicators.words import (
    BASES,
    BEFORE,
    DOWN_TO,
    DOWNWARD,
    FALLING_BY,
    HELD,
    LOOKALIKES,
    PLANNED,
    RISING_BY,
    SECOND_AIM,
    SHARES_OF,
    STRIPPED,
    STRIPPED_ENDS,
    TO,
    UPWARD,
)

MAX_SUBJECT = 24
# A subject holds no figure, and no word that turns (``remarks``).
_SUBJECT = r"[\u4e00-\u9fffA-Za-z()<>\"/·、:]+"
# A word that could turn, compare or share out what follows.
TURNING = (
    r"第|或|每|除|上年|去年|往年|不|未|无|非|零|近|逾|超|其中|分别|各|另|较|一般|原则|左右|上下|大概|约|几|多于|少于|[至到]|比(?!例|重|率|对)|"
    r"(?<![率度例重比])占(?!比)|以上|以下|以内"
)
QUOTIENT = r"([0-9]{1,12})/([0-9]{1,12})"
_BESIDE = frozenset("(,;到至")
_BASE_YEAR = r"(?:19|20)\d\d年度?(?:同期|末|底)?(?:相比)?"
_AIM = rf"[,;:.。(]?(?:并|且|同时)?(?:{'|'.join(SECOND_AIM)})"


@frozen(repr=False)
class Phrase(Record):
    """What a cell says round its figure.

    ``change`` is ``up`` or ``down`` where a verb of change stands there, ``named`` whether it is the name of one
    (降幅), beside which a bare figure means the same. ``aims`` is the comparator that an aim's verb makes of a target
    (提升至: ``>=``, 降至: ``<=``, 保持在: ``held``); of a completion it is what was reached.
    """

    amount: Amount
    words: tuple[str, ...] = ()
    change: str = ""
    named: bool = False
    aims: str = ""
    second: str = ""
    remark: str = ""
    subject: str = ""
    quotient: Fraction | None = None  # 98%(86/88): the share that the bracket gives


@frozen(repr=False)
class _Head(Record):
    """The words in front of a figure."""

    words: tuple[str, ...] = ()
    change: str = ""
    named: bool = False
    aims: str = ""
    subject: str = ""


_LEADING = tuple(
    sorted(
        (
            (word, head)
            for words, head in (
                ((*STRIPPED, *PLANNED, *BASES), _Head()),
                ((*UPWARD, *RISING_BY), _Head(change="up")),
                (DOWNWARD, _Head(change="down")),
                (FALLING_BY, _Head(change="down", named=True)),
                (TO, _Head(aims=">=")),
                (DOWN_TO, _Head(aims="<=")),
                (HELD, _Head(aims="held")),
            )
            for word in words
        ),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
)
_BEGINNINGS: dict[str, list[tuple[str, _Head]]] = {}
for _pair in _LEADING:
    _BEGINNINGS.setdefault(_pair[0][0], []).append(_pair)
_TRAILING = (*STRIPPED, *UPWARD, *DOWNWARD)
_SIGNS = frozenset("<>=≥≤±+-.0123456789")
_NAME_BEGINS = frozenset(word[0] for word in LOOKALIKES)
_COMPARING = frozenset(word[0] for word, _ in BEFORE)


def read_phrase(text: str) -> Phrase | None:
    """The figure of a folded text without spaces and the parts round it; None where not all of it is understood.

    Raises NumberError.

    >>> read_phrase("合格率≥95%").amount.comparator, read_phrase("较上年下降5%以上").change
    ('>=', 'down')
    >>> read_phrase("≤5%,力争3%").second, read_phrase("提升至95%").aims, read_phrase("不超过上年的5%")
    (',力争3%', '>=', None)
    """
    plain = read_amount(text)
    if plain is not None:  # nothing stands round it: most cells
        return Phrase(plain)
    if not holds_numeral(text):
        return None
    if "x" in text or "X" in text:
        from indicators.remarks import without_variable

        bounds = read_amount(without_variable(text))
        if bounds is not None:
            return Phrase(bounds)
    if text[0] in "较比与":
        text = re.sub(rf"^(?:较|比|与){_BASE_YEAR}", "较上年", text)
    second = ""
    found = re.search(_AIM, text)
    if found and found.start() > 0:
        text, second = text[: found.start()], text[found.start() :]
    remark, quotient, closed = "", None, ""
    if not _BESIDE.isdisjoint(text):
        from indicators.remarks import taken_off  # most cells have none

        rest = taken_off(text)
        if rest is None:
            return None
        text, remark, quotient, closed = rest.text, rest.remark, rest.quotient, rest.closed
    for head, amount in _readings(text):
        whole = _closed(amount, closed)
        if whole is None or (head.aims and not _agrees(head.aims, whole)):
            return None  # no other way of taking its words off makes it agree
        if quotient is not None and not _is_quotient(whole, quotient):
            return None
        return Phrase(
            whole,
            head.words,
            head.change,
            head.named,
            head.aims,
            second,
            "" if quotient else remark,
            head.subject,
            quotient,
        )
    return None


def _readings(text: str) -> Iterator[tuple[_Head, Amount]]:
    """The figures that a text may hold, with the words taken off: known words first, then behind a subject."""
    every = list(_endings(text))
    for rest, trailing in every:
        yield from _from(rest, 0, trailing)
    for rest, trailing in every:
        masked = _without_names(rest)
        for at in range(2, min(len(rest), MAX_SUBJECT + 1)):  # one sign alone may be a damaged comparator
            if masked[at] in _SIGNS or masked[at] in _COMPARING or masked[at] in _BEGINNINGS:
                subject = rest[:at].rstrip(":")
                if re.fullmatch(_SUBJECT, subject) and not re.search(TURNING, masked[:at]):
                    for head, amount in _from(rest, at, trailing):
                        yield evolve(head, words=(subject, *head.words), subject=subject), amount


def _endings(text: str) -> Iterator[tuple[str, _Head]]:
    """The text, and what is left of it when known words are taken off its end."""
    head = _Head()
    while True:
        yield text, head
        if text[-1] not in STRIPPED_ENDS:
            return
        word = next((word for word in _TRAILING if len(text) > len(word) and text.endswith(word)), "")
        word = word or next((word for word in SHARES_OF if text.endswith(f"%{word}")), "")
        if not word:
            return
        change = "up" if word in UPWARD else "down" if word in DOWNWARD else ""
        text, head = text[: -len(word)], evolve(head, words=(word, *head.words), change=head.change or change)


def _from(text: str, start: int, trailing: _Head) -> Iterator[tuple[_Head, Amount]]:
    """The figures behind any run of known words from ``start``; each place is looked at once."""
    places, seen = [(start, _Head())], {start}
    for at, head in places:
        amount = read_amount(text[at:])
        if amount is not None and not _compared(head, trailing):
            yield _joined(head, trailing), amount
        for word, part in _BEGINNINGS.get(text[at], ()):
            behind = at + len(word)
            if behind < len(text) and behind not in seen and text.startswith(word, at):
                seen.add(behind)
                places.append((behind, _joined(evolve(part, words=(word,)), head, before=True)))


def _compared(head: _Head, trailing: _Head) -> bool:
    """Whether a figure may be that of another year: 较上年100人增加."""
    return bool(trailing.change and not head.change and head.words and head.words[-1] in BASES)


def _joined(one: _Head, other: _Head, *, before: bool = False) -> _Head:
    words = (*other.words, *one.words) if before else (*one.words, *other.words)
    return _Head(words, one.change or other.change, one.named or other.named, one.aims or other.aims)


def _without_names(text: str) -> str:
    """A text, as long as before, without the names that only look like a negation, a zero or a share."""
    if _NAME_BEGINS.isdisjoint(text):
        return text
    return _names().sub(lambda found: "某" * len(found.group()), text)


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    return re.compile("|".join(LOOKALIKES))


def _agrees(aims: str, amount: Amount) -> bool:
    """Whether the comparator of an aim's verb goes with what stands behind it: 降低至3%以下, never 降低至3%以上."""
    if not amount.comparator or aims == "held":
        return True
    return amount.comparator[0] == aims[0]


def _closed(amount: Amount, closed: str) -> Amount | None:
    """The bound with its own number in it or left out, as the brackets say."""
    if closed == "in":
        sign = amount.comparator + "=" if amount.comparator in ("<", ">") else amount.comparator
        return evolve(amount, comparator=sign, strict_low=False, strict_high=False)
    if closed == "ex":
        if amount.comparator not in ("<=", ">=", "<", ">"):
            return None
        sign = amount.comparator[0]
        return evolve(amount, comparator=sign, strict_low=sign == ">", strict_high=sign == "<")
    return amount


def _is_quotient(amount: Amount, share: Fraction) -> bool:
    """Whether a quotient in brackets gives the percentage in front of it, rounded as that is."""
    if amount.value is None or amount.unit is None or not amount.unit.is_share:
        return False
    return abs(amount.value * amount.unit.factor - share) < Fraction(1, 100)


def quotient(text: str) -> Fraction | None:
    """``86/88`` as a share; None for anything else.

    >>> quotient("1/2"), quotient("1/0")
    (Fraction(1, 2), None)
    """
    found = re.fullmatch(QUOTIENT, text)
    return Fraction(int(found[1]), int(found[2])) if found and int(found[2]) else None
