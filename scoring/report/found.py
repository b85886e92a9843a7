"""Findings as a reader sees them: repeated notes folded, lines by row and name, rulebooks by title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from indicators.form import Line
from indicators.messages import Message
from scoring.audit import NOTE, Finding
from scoring.audit.scores import implied
from scoring.choice import Choice
from scoring.rounding import decimal, plain
from scoring.scorecard import Scorecard
from scoring.show import joined, row_name, span

MOST_VALUES = 6  # that a folded note shows
_EMPTY, _MISSING = "F002", ("F002", "F003")  # which cells are empty is never merged
MOST_ROWS = 2  # of several cells each


def folded(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with notes that say the same of several lines told once, with all their rows.

    Notes, and what is missing on lines (F002, F003), are folded where their messages differ in one value at most, so
    that no two values lose each other.
    """
    groups: dict[object, list[Finding]] = {}
    for number, each in enumerate(findings):
        foldable = each.line is not None and (each.severity == NOTE or each.code in _MISSING)
        same = (each.code, each.severity, each.message.template, each.message.values if each.code == _EMPTY else ())
        groups.setdefault(same if foldable else number, []).append(each)
    return tuple(each for group in groups.values() for each in _fold(group))


def _fold(group: list[Finding]) -> Iterable[Finding]:
    first = group[0]
    values = [dict(each.message.values) for each in group]
    differing = [name for name in values[0] if len({str(each[name]) for each in values}) > 1]
    if len(group) == 1 or len(differing) > 1:
        return group
    shown = dict(values[0])
    for name in differing:
        several = tuple({str(each[name]): each[name] for each in values}.values())
        most = MOST_ROWS if isinstance(several[0], tuple) else MOST_VALUES
        shown[name] = several if len(several) <= most else (*several[:most], "…")
    rows = joined([row for each in group for row in each.rows])
    lines = tuple(dict.fromkeys(line for each in group for line in each.lines))
    message = Message(first.message.template, shown)
    return [evolve(first, line=None, rows=rows, indicator="", message=message, lines=lines)]


def where(finding: Finding, language: str) -> str:
    """The line of a finding as people call it: 第3行 培训人数; empty for one of the whole form."""
    rows = Message("{rows}", {"rows": finding.rows}).show(language) if finding.rows else ""
    return " ".join(filter(None, (rows, " ".join(finding.indicator.split()))))


def label(line: Line, language: str) -> str:
    """What a line is called in a table: its id, or in Chinese its row."""
    return line.id if language == "en" else row_name(line).show(language)


def books(choice: Choice, language: str) -> str:
    """The rulebook of a form, or all that are tied: by id, or in Chinese by title."""
    if language == "en" or choice.how == "none":
        return choice.label
    return "、".join(f"《{book.title}》" for book in (choice.rulebook, *choice.rivals))


def filed_total(card: Scorecard, language: str, *, brief: bool = False) -> str:
    """The filed total; where one score is lost, the one that the printed total implies, and how."""
    lost = [line for line in card.counted if line.line.filed is None]
    share = implied(card, lost[0], lost) if len(lost) == 1 and card.printed is not None and card.has_points else None
    if share is None or share.value is None or lost[0].line.is_unread("filed") or card.form.unread:
        return span(card.filed, card)
    total = decimal(card.filed.low + share.value, card.rulebook.places)
    value = plain(share.value)
    if brief:
        return total + Message(" ({value} implied)", {"value": value}).show(language)
    text = {"row": row_name(lost[0].line), "value": value}
    return total + Message(" ({row} has no score; the printed total implies {value})", text).show(language)
