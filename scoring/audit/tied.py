"""A form that several rulebooks fit alike: only what all of them find is found."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from scoring.audit.finding import SEVERITIES, Finding
from scoring.choice import Choice
from scoring.rulebook import Rulebook
from scoring.scorecard import Scorecard

Findings = tuple[Finding, ...]


def agreed(card: Scorecard, find: Callable[[Scorecard], Findings]) -> Findings:
    """What ``find`` finds under each of the rulebooks, as mild as the mildest of them takes it.

    The lines are scored already as far as the rulebooks agree.
    """
    books = [book for book in (card.rulebook, *card.choice.rivals) if _may_hold(card, book)]
    first, *rest = (find(evolve(card, choice=Choice(book, card.choice.how))) for book in books or [card.rulebook])
    others = [{_key(each): each for each in found} for found in rest]
    standing = []
    for each in first:
        key = _key(each)
        same = [each, *(found[key] for found in others if key in found)]
        if len(same) == len(others) + 1:
            standing.append(max(same, key=lambda finding: SEVERITIES.index(finding.severity)))
    return tuple(standing)


def _may_hold(card: Scorecard, book: Rulebook) -> bool:
    """Whether the rulebook may be the form's: one without scores is not where scores are filed."""
    rule = book.form(card.form.kind)
    return not (rule and rule.unscored and any(line.weight or line.filed for line in card.form.lines()))


def _key(finding: Finding) -> object:
    return finding.code, finding.line, finding.place, finding.filed, finding.message.show()
