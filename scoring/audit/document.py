"""Checks across the forms of one document; one form alone never needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from scoring.audit.finding import Check, Finding, Hit, finding
from scoring.scorecard import Scorecard


@frozen(eq=False, repr=False)
class DocumentCheck(Check):
    """One check across the forms of a document."""

    find: Callable[[Sequence[Scorecard]], Iterable[Hit]]  # type: ignore[assignment]

    def across(self, cards: Sequence[Scorecard]) -> Iterator[Finding]:
        """The findings of this check in a document of several forms."""
        for hit in self.find(cards):
            own = (card for card in cards if any(line is hit.line for line in card.lines))
            yield finding(self, hit, next(own, cards[0]))


def check_document(code: str, name: str, severity: str) -> Callable[[FindAcross], DocumentCheck]:
    """Make a check across forms of a function that yields hits."""
    return lambda find: DocumentCheck(code, name, severity, find)


FindAcross = Callable[[Sequence[Scorecard]], Iterable[Hit]]
