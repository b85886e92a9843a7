"""F0xx: what must be there and is not."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.cells import read_cell
from indicators.measure import Levelled, Refused
from scoring.audit.finding import ERROR, Hit, check, say
from scoring.scorecard import REFUSED, LineScore, Scorecard

_CELLS = ("target", "actual", "weight", "filed")


@check("F002", "value-blank", ERROR)
def value_blank(card: Scorecard) -> Iterator[Hit]:
    """A scored line lacks its target, its completion or its weight, or its weight is 0.

    What it finds: empty cells on lines that count; a whole empty column is told once for the form. An empty score is
    S308 unless the whole column is empty; an empty budget is B205.
    Why it matters: an empty cell is not a zero; the line's score is anywhere from 0 to its weight.
    Basis: each field left blank is a fault in reviews.
    Example: target ≥3场, no completion.
    Remedy: fill in the cell.
    """
    lines = [line for line in card.counted if line.line.block == "indicator"]
    blank = {cell: [line for line in card.counted if _blank(line, cell)] for cell in _CELLS}
    for cell in _CELLS:
        told = [line for line in blank[cell] if line.line.block == "indicator"]
        if len(told) == len(lines) > 1:
            yield Hit(say("the whole column {cell} is empty", cell=cell), lines[0], cell)
        elif cell != "filed":
            for line in blank[cell]:
                yield Hit(say("the cell {cell} is empty", cell=cell), line, cell, None, line.exact)
    for line in card.counted:
        if line.line.weight is not None and line.line.weight.value == 0:
            yield Hit(say("the weight is 0"), line, "weight", str(line.line.weight))


def _blank(line: LineScore, cell: str) -> bool:
    """Whether a cell that the line needs is empty."""
    own = line.line
    if cell == "filed":
        return own.filed is None
    if cell == "weight":
        return own.weight is None and line.points is None
    if cell == "actual":
        declared = isinstance(line.measure, Levelled) and line.measure.source == "declared"
        return read_cell(own.actual).missing and not declared
    if own.block != "indicator":  # an empty budget is B205, an empty goal F001
        return False
    refused = isinstance(line.measure, Refused) and line.measure.code == "F002"
    return refused and line.status == REFUSED
