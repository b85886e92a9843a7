"""What each finding rests on: it is silent where a person must read one of those cells first (待核对).

Half a form accuses nobody: what may stand in a part that was not read is no fault of the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from attrs import frozen

from indicators.unread import SCORED_BY
from scoring.audit.finding import Hit
from scoring.scorecard import Scorecard

ANY = "*"  # every cell
CELLS = SCORED_BY | {"initial"}  # what the rule's score of a line rests on
SCORE = CELLS | {"filed", "weight"}


@frozen
class Rests:
    """The cells of its own ``line`` that a finding rests on, those of ``every`` line, the fields of the ``head``.

    ``whole`` says that it counts what stands on the form, so that no part of it may be unread; ``cell`` that it rests
    on the cell that it is about and no other.
    """

    line: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()
    whole: bool = False
    cell: bool = False


def _cells(*keys: str) -> frozenset[str]:
    return frozenset(keys)


# findings on a line; those that are not named rest on every cell of their line
ON_A_LINE = MappingProxyType(
    {
        "F001": Rests(cell=True, whole=True),
        "F002": Rests(cell=True),
        "F003": Rests(CELLS),
        "F004": Rests(CELLS),
        "W102": Rests(_cells("weight"), whole=True),
        "W104": Rests(every=_cells("weight"), whole=True),
        "B201": Rests(CELLS | {"printed_rate"}),
        "B202": Rests(SCORE | {"printed_rate"}),
        "B203": Rests(CELLS),
        "B204": Rests(CELLS, whole=True),
        "B205": Rests(CELLS),
        "B206": Rests(CELLS | {"printed_rate"}),
        "B207": Rests(CELLS, head=_cells("deviation_reason")),
        "B208": Rests(head=_cells("printed_total"), whole=True),
        "S301": Rests(_cells("filed", "weight")),
        "S302": Rests(SCORE | {"printed_rate"}),
        "S303": Rests(SCORE | {"printed_rate"}),
        "S304": Rests(SCORE | {"printed_rate"}),
        "S306": Rests(SCORE | {"printed_rate"}),
        "S307": Rests(SCORE),
        "S308": Rests(_cells("filed", "weight")),
        "R501": Rests(_cells("filed", "weight", "reason"), head=_cells("deviation_reason")),
        "R502": Rests(CELLS | {"reason"}, head=_cells("deviation_reason")),
        "R503": Rests(SCORE | {"reason"}),
        "Q601": Rests(CELLS),
        "Q602": Rests(SCORE),
        "X801": Rests(CELLS, every=_cells("filed", "weight"), whole=True),
        "X802": Rests(CELLS),
        "C901": Rests(CELLS, whole=True),
        "C902": Rests(SCORE, whole=True),
    }
    | {f"T40{number}": Rests(CELLS) for number in range(1, 10)}
)
# findings on the form; those that are not named rest on all that stands on it
ON_A_FORM = MappingProxyType(
    {
        "F001": Rests(every=_cells("level1", "level2"), cell=True, whole=True),
        "F002": Rests(whole=True),
        "W101": Rests(every=_cells("weight"), whole=True),
        "W102": Rests(every=_cells("weight", "level1", "level2"), whole=True),
        "W103": Rests(every=_cells("weight"), whole=True),
        "S305": Rests(every=_cells("filed", "weight"), head=_cells("printed_total"), whole=True),
        "R501": Rests(head=_cells("deviation_reason")),
        "R503": Rests(every=_cells("filed", "weight"), head=_cells("deviation_reason"), whole=True),
        "X804": Rests(head=_cells("project", "year")),
        "X805": Rests(),
        "D103": Rests(),
    }
)
_LINE, _FORM = Rests(_cells(ANY)), Rests(every=_cells(ANY), head=_cells(ANY), whole=True)


def standing(code: str, hits: Iterable[Hit], card: Scorecard) -> Iterator[Hit]:
    """The hits of the finding ``code`` that rest on nothing unread; what the reading itself says (D1xx) stands."""
    for hit in hits:
        rests = ON_A_LINE.get(code, _LINE) if hit.line else ON_A_FORM.get(code, _FORM)
        if code.startswith("D") or not _rests_on_unread(rests, hit, card):
            yield hit


def _rests_on_unread(rests: Rests, hit: Hit, card: Scorecard) -> bool:
    form = card.form
    if rests.whole and form.unread:
        return True
    about = {hit.cell} if rests.cell else set()
    own, head = (rests.line | about, rests.head) if hit.line else (rests.line, rests.head | about)
    if (hit.line and _touches(own, hit.line.line.unread)) or _touches(head, form.unread_cells):
        return True
    return any(_touches(rests.every, line.line.unread) for line in card.counted)


def _touches(cells: frozenset[str], unread: tuple[str, ...]) -> bool:
    return bool(unread) and (ANY in cells or not cells.isdisjoint(unread))
