"""Checks across the forms of one document; one form alone never needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from indicators.place import Place
from scoring.audit.finding import Check, Finding, Hit, finding, standing
from scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from indicators.recognition.statements import Statement


@frozen(eq=False, repr=False)
class Around:
    """What a document holds beside its forms: what its prose says of projects, and pages that cannot be read."""

    statements: tuple[Statement, ...] = ()
    gaps: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.statements or self.gaps)


FORMS_ALONE = Around()
FindAcross = Callable[[Sequence[Scorecard]], Iterable[Hit]]
FindAround = Callable[[Sequence[Scorecard], Around], Iterable[Hit]]


@frozen(eq=False, repr=False)
class DocumentCheck(Check):
    """One check across the forms of a document; ``around`` says whether it looks at what stands beside them."""

    find: Callable[..., Iterable[Hit]]
    around: bool = False

    def across(self, cards: Sequence[Scorecard], around: Around = FORMS_ALONE) -> Iterator[Finding]:
        """The findings of this check in a document."""
        owners: dict[int, Scorecard] = {}  # the card of each line; made when something is found
        for hit in self.find(cards, around) if self.around else self.find(cards):
            owners = owners or {id(line): card for card in reversed(cards) for line in card.lines}
            card = owners.get(id(hit.line), cards[0])
            yield from (finding(self, each, card) for each in standing(self.code, (hit,), card))


def check_document(code: str, name: str, severity: str) -> Callable[[FindAcross], DocumentCheck]:
    """Make a check across forms of a function that yields hits."""
    return lambda find: DocumentCheck(code, name, severity, find)


def check_around(code: str, name: str, severity: str) -> Callable[[FindAround], DocumentCheck]:
    """Make a check of the forms beside the rest of their document of a function that yields hits."""
    return lambda find: DocumentCheck(code, name, severity, find, around=True)
