"""What a rulebook says beside its formulas, in words: steps, levels of its own, caps, clauses that nothing computes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType

from indicators.messages import Message
from scoring.rounding import plain
from scoring.rulebook import ALL_OR_NOTHING, CategorySteps, Rulebook

Lines = Iterator[tuple[int, Message]]  # how far a sentence is set in, and the sentence

_TOUCHES = MappingProxyType(
    {
        "every": Message("every line"),
        "over": Message("lines completed beyond their target"),
        "short": Message("lines that fall short"),
        "budget": Message("the budget line"),
    }
)
_CLOSED = MappingProxyType(
    {
        "low": Message("{level}: {low} (included) to {high} (not included)"),
        "high": Message("{level}: {low} (not included) to {high} (included)"),
        "both": Message("{level}: {low} to {high}, both included"),
        "none": Message("{level}: {low} to {high}, neither included"),
    }
)


def steps(table: CategorySteps) -> Lines:
    """The steps of the lines of a category."""
    category = {"category": table.category}
    if table.rows == ALL_OR_NOTHING:
        yield 0, Message("{category}: all of the points where the target is met, else none.", category)
        return
    yield 0, Message("{category}: in steps, the first that is met; none of them gives 0.", category)
    for at, share in table.rows:
        yield 1, Message("{at}: {share} of the points", {"at": at, "share": percent(share)})


def unproved(book: Rulebook) -> Lines:
    """The tables of which the proofs of the formulas say nothing."""
    if book.beyond_formulas:
        tables = {"tables": book.beyond_formulas}
        yield 0, Message("Proofs, score solve and score batch are of these formulas alone, not of: {tables}", tables)


def unsaid(book: Rulebook) -> Lines:
    """Clauses in words, with what they touch."""
    for each in book.unsaid:
        yield 0, Message("{text} ({touches})", {"text": each.text, "touches": _touches(each.touches)})


def _touches(touches: str) -> Message | str:
    return _TOUCHES.get(touches, touches)


def caps(book: Rulebook) -> Lines:
    """What the total may be at most while too little is spent."""
    for cap in book.caps:
        values = {"share": percent(cap.execution_below), "points": plain(cap.at_most)}
        yield 0, Message("With less than {share} of the budget spent the form has {points} points at most.", values)


def own_levels(book: Rulebook) -> Lines:
    """Levels of the rulebook's own, the highest first."""
    yield 0, Message("The score is a share of the points within the band of the level:")
    for level in reversed(book.levels):
        ends = {"level": level.name, "low": percent(level.share.low), "high": percent(level.share.high)}
        yield 0, Message(_CLOSED[level.closed].template, ends)


def percent(share: Fraction) -> str:
    """A share as a percentage."""
    return f"{plain(100 * share)}%"
