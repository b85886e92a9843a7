"""What a check finds, and what a check is: one function, one code, one docstring."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen

from indicators.messages import Message
from indicators.place import Place
from indicators.record import Record
from scoring.choice import block_of
from scoring.interval import Interval
from scoring.scorecard import LineScore, Scorecard
from scoring.show import row_name

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)
# Findings on a score: of at most a warning where the score is assumed, not read.
_IN_DOUBT = frozenset({"B202", "B206", "S302", "S303", "S304", "S305", "S306", "Q601", "Q602", "G701"})
_ON_SCORES = ("S30", "B202", "Q602", "R501")


@frozen(eq=False, repr=False)
class Hit:
    """One thing that a check found; the rest of the finding is the check's own.

    ``line`` is the line concerned; ``cell`` the cell whose place is told; ``table`` the table of the rulebook that the
    finding rests on, empty where it rests on arithmetic alone. ``lines`` are all lines of one that is told of several.
    """

    message: Message
    line: LineScore | None = None
    cell: str = ""
    filed: str | None = None
    recomputed: Interval | None = None
    severity: str = ""
    table: str = ""
    place: Place | None = None
    lines: Sequence[LineScore] = ()


@frozen(repr=False)
class Finding(Record):
    """A finding: code, severity, place, filed and recomputed value, the rule it rests on, and the sum that shows it.

    ``rows`` names the line as people do (第3行, 预算执行行), or all lines where a report folds several findings into
    one; ``indicator`` is the name of the line; ``lines`` are the ids of all lines that it is told of.
    """

    code: str
    name: str
    severity: str
    line: str | None
    place: Place
    filed: str | None
    recomputed: Interval | None
    message: Message
    rule: str
    rows: tuple[Message, ...] = ()
    indicator: str = ""
    lines: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Check:
    """One check of a scorecard."""

    code: str
    name: str
    severity: str
    find: Callable[[Scorecard], Iterable[Hit]]

    @property
    def doc(self) -> str:
        """The docstring: what it finds, why it matters, basis, example, remedy."""
        from inspect import getdoc

        return getdoc(self.find) or ""

    @property
    def consequences(self) -> tuple[str, ...]:
        """The codes that this fault may bring with it, as the docstring lists them."""
        told = re.search(r"^Consequences: (.+)\.$", self.doc, re.M)
        return tuple(told[1].split(", ")) if told else ()

    def __call__(self, card: Scorecard) -> Iterator[Finding]:
        """The findings of this check in one form, but for those that rest on what a person must read first."""
        for hit in standing(self.code, self.find(card), card):
            yield finding(self, hit, card)


def standing(code: str, hits: Iterable[Hit], card: Scorecard) -> Iterable[Hit]:
    """The hits that rest on nothing unread (待核对)."""
    if card.rulebook.unread:
        from scoring.unread_rules import settled  # few forms have such notes

        hits = (hit for hit in hits if settled(code, hit.line, card.rulebook.unread))
    if not card.form.unread and not card.form.to_confirm:
        return hits
    from scoring.audit import rests  # most forms are read whole

    return rests.standing(code, hits, card)


def finding(check: Check, hit: Hit, card: Scorecard) -> Finding:
    """A hit made whole with what is the check's own."""
    severity = hit.severity or check.severity
    if severity == ERROR and hit.table and card.rulebook.unverified(hit.table):
        severity = WARNING  # an unverified rule never gives an unqualified error
    if severity == ERROR and card.rulebook.noted and check.code in ("S305", "G701"):
        severity = WARNING  # caps are those of a note as we read it
    if severity == ERROR and hit.line and check.code.startswith(_ON_SCORES) and _guessed(check.code, hit.line):
        severity = WARNING  # nor does a reading, or a weight, that the form does not say
    if severity in (ERROR, WARNING) and card.form.others and check.code in _IN_DOUBT and _doubted(check.code, card):
        severity = NOTE  # nor does one that a row of the form may contradict
    place = hit.place or (hit.line.line.at(hit.cell) if hit.line else card.form.at(hit.cell))
    own = hit.line.line if hit.line else None
    return Finding(
        check.code,
        check.name,
        severity,
        own.id if own else None,
        place,
        hit.filed,
        hit.recomputed,
        hit.message,
        basis(card, hit.table),
        (row_name(own),) if own else (),
        own.name if own and own.block == "indicator" else "",
        tuple(each.line.id for each in hit.lines or ((hit.line,) if hit.line else ())),
    )


def rests_on_guess(line: LineScore) -> bool:
    """Whether the score of a line rests on something that the form does not say, or on a weight that it does not print.

    No error is told of such a score and no change to it is certain (the law of assumptions).
    """
    unknown = line.weight is not None and line.weight.value is None
    noted = any(each.code == "steps-noted" for each in line.notes)  # by a note as we read it
    return bool(line.assumed) or line.weight_source == "reconstructed" or unknown or noted


def _doubted(code: str, card: Scorecard) -> bool:
    from scoring.doubts import doubted  # few forms keep such a row

    return card.choice.how != "named" and code in doubted(card.form, card.rulebook)


def _guessed(code: str, line: LineScore) -> bool:
    return bool(line.assumed) if code == "R501" else rests_on_guess(line)  # a block's own points may show a loss


def basis(card: Scorecard, table: str) -> str:
    """The rulebook and the clause that a finding rests on."""
    book = card.rulebook
    return ": ".join(filter(None, (book.id, book.basis(table) if table else "")))


def check(code: str, name: str, severity: str) -> Callable[[Callable[[Scorecard], Iterable[Hit]]], Check]:
    """Make a check of a function that yields hits."""
    return lambda find: Check(code, name, severity, find)


def limit(card: Scorecard, name: str) -> Fraction | None:
    """A limit of the rulebook; None where it sets none, or where no rulebook fits the form."""
    return card.rulebook.limit(name) if fits(card) else None


def fits(card: Scorecard) -> bool:
    """Whether a rulebook fits the form: nothing rests on the limits or required things of one that does not."""
    return card.choice.how != "none"


# What the fields and cells of a form are called in a message.
SHOWN = MappingProxyType(
    {
        "project": "the project name",
        "department": "the department",
        "unit": "the unit",
        "year": "the year",
        "goal": "the goal",
        "target": "the target",
        "actual": "the completion",
        "weight": "the weight",
        "filed": "the filed score",
    }
)


def named(key: str) -> Message:
    """The name of a field or cell, to stand in a message."""
    return Message(SHOWN[key])


def say(template: str, **values: object) -> Message:
    """A message of a finding."""
    return Message(template, values)


def filed(line: LineScore) -> Fraction | None:
    """The score that the unit awarded itself on this line."""
    return line.line.filed.value if line.line.filed else None


def judged(card: Scorecard, line: LineScore) -> bool:
    """Whether a line stands in a block that people judge (决策, 管理 …): it needs neither target nor completion."""
    rule = card.rulebook.form(card.form.kind)
    block = block_of(line.line, rule) if rule else None
    return block is not None and block.judged and line.line.block == "indicator"
