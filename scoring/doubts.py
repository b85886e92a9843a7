"""Rules in a row 备注 or 说明 with a value: printed or typed, nobody can tell, so nothing is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from attrs import evolve

from indicators.form import Form, Other
from indicators.messages import Message
from scoring.clauses import Clause, applied, clauses, contradicts
from scoring.own_notes import notes_of, squeezed
from scoring.rulebook import Rulebook
from scoring.unread_rules import UnreadRule, acts, ladders, unread_rules

LABELS = frozenset({"备注", "注", "说明", "填表说明", "填报说明", "填写说明", "评分说明", "计分说明"})
# what a clause is about → the findings that are none where it holds
TOUCHES = MappingProxyType(
    {
        "divisor": ("B202", "B206"),
        "positive": ("S302", "S303", "S306"),
        "reverse": ("S302", "S303", "S306"),
        "threshold": ("S302", "S303", "S306"),
        "threshold-with": ("S302", "S303", "S306"),
        "bands": ("Q602",),
        "grades": ("G701",),
    }
)


# Labels of what a unit writes itself: never a rule.
_FILED = re.compile(r"[^:：]{0,12}(?:改进|措施|原因|问题|建议|结论|情况|说明人|打算|计划)[^:：]{0,8}[:：]")


def stating(form: Form) -> tuple[tuple[Other, str], ...]:
    """The rows that may state a rule, with its text: 备注 with a value, or a text alone that begins with no label."""
    used, found = set(notes_of(form)), []
    for each in form.others:
        labelled = len(each.cells) == 2 and squeezed(each.cells[0]).strip(":") in LABELS
        alone = len(each.cells) == 1 and each.cells[0] not in used and each.cells[0] not in form.columns
        alone = alone and not _FILED.match(each.cells[0])
        if labelled or alone:
            found.append((each, each.cells[-1]))
    return tuple(found)


def doubts(form: Form, book: Rulebook) -> tuple[Clause | UnreadRule, ...]:
    """The rules of such rows that contradict what the form is scored by, or that are not understood.

    >>> from scoring.rulebook import rulebook
    >>> form = Form("project", others=(Other(("备注", "执行率=执行数/年初预算数")),))
    >>> [each.says for each in doubts(form, rulebook("mof-2020"))], doubts(form, rulebook("mof-2016"))
    (['initial'], ())
    """
    known = applied(book)
    texts = [f"备注：{text}" for _, text in stating(form)]
    other = (each for each in clauses(texts) if each.about in TOUCHES)
    contrary = tuple(each for each in other if contradicts(each, known, form.columns))
    steps = tuple(UnreadRule(each.text, (each.touches or "numbers",)) for each in ladders(texts))
    return (*contrary, *steps, *(each for each in unread_rules(texts) if acts(each)))


def in_words(doubt: Clause | UnreadRule) -> Message | str:
    """What a rule in doubt says."""
    return doubt.message if isinstance(doubt, Clause) else doubt.text


def known_rows(form: Form, book: Rulebook) -> set[Other]:
    """The rows that need no word of their own: the form is scored by them, or their rule is told as in doubt."""
    used = set(notes_of(form))
    rows = {each for each in form.others if len(each.cells) == 1 and each.cells[0] in used}
    return rows | {row for row, text in stating(form) if doubts(evolve(form, others=(Other(("备注", text)),)), book)}


def doubted(form: Form, book: Rulebook) -> frozenset[str]:
    """The codes of the findings that are in doubt, and of the changes that would follow them."""
    return frozenset(code for each in doubts(form, book) for code in _touched(each))


def _touched(doubt: Clause | UnreadRule) -> Iterable[str]:
    if isinstance(doubt, Clause):
        return TOUCHES[doubt.about]
    if "grades" in doubt.parts or "total" in doubt.parts:
        return ("G701", "S305")
    return ("S302", "S303", "S304", "S306", "B202", "Q601", "Q602")
