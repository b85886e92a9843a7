"""What a batch makes of a rulebook: refused by the key that it cannot score by, and what it leaves to single forms.

The lines of a batch are those of project forms, and no column says to which category one belongs.
"""

from __future__ import annotations

from collections.abc import Iterator

from indicators.form import Line
from indicators.messages import Message
from scoring.batch.faced import BUDGET, GOAL, INDICATOR
from scoring.batch.numbers import ColumnError
from scoring.blocks import block_of
from scoring.rulebook import Rulebook
from scoring.rulebook_extends import BASIS

PLACES = 2
LINES = (BUDGET, GOAL, INDICATOR)  # in the order of their codes
OF_FORMS = ("required", "limits")  # what whole forms are asked for: no finding of a batch rests on it


def check_rulebook(book: Rulebook) -> None:
    """Raise ColumnError, by the key, for a rulebook that scores otherwise than by formulas to two decimals."""
    if book.beyond_formulas:
        tables = {"name": book.id, "tables": book.beyond_formulas}
        raise ColumnError(Message("a batch does not know what the rulebook {name} says in: {tables}", tables))
    if book.places != PLACES:
        text = {"name": book.id, "places": book.places, "key": "rounding.places"}
        raise ColumnError(Message("a batch rounds to two places, the rulebook {name} to {places} ({key})", text))


def judged(book: Rulebook) -> tuple[bool, ...]:
    """Whether people judge budget lines, goal lines and indicators: such lines are never refused.

    >>> from scoring.rulebook import rulebook
    >>> judged(rulebook("yinchuan-2021")), judged(rulebook("mof-2020"))
    ((True, False, False), (False, False, False))
    """
    rule = book.form("project")
    blocks = [block_of(Line("", name), rule) if rule else None for name in LINES]
    return tuple(block is not None and block.judged for block in blocks)


def left_out(book: Rulebook) -> tuple[str, ...]:
    """The keys of a rulebook on which findings of single forms rest that no batch looks for.

    >>> from scoring.rulebook import rulebook
    >>> left_out(rulebook("hubei-project-2020"))
    ('form.blocks.points', 'required.reason')
    """
    return tuple(_left_out(book))


def _left_out(book: Rulebook) -> Iterator[str]:
    every = [(form, each) for form in book.forms for block in form.blocks for each in block.all()]
    if any(block.points is not None for _, block in every):
        yield "form.blocks.points"
    if any(block.judged and (form.kind != "project" or block.a_category) for form, block in every):
        yield "form.blocks.judged"
    for key in sorted(book.stated):
        table, _, own = key.partition(".")
        if table in OF_FORMS and own and own not in BASIS:
            yield key
    if book.unsaid:
        yield "unsaid"


__all__ = ["PLACES", "check_rulebook", "judged", "left_out"]
