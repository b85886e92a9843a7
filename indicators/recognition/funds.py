"""The rows of a table of funds → the budget and its sources: the total row is the total, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from types import MappingProxyType

from attrs import evolve, frozen

from indicators.amounts import Amount
from indicators.cells import read_cell
from indicators.form import Source
from indicators.place import Place
from indicators.reading.grid import Cell
from indicators.recognition import headings
from indicators.recognition.align import Aligned
from indicators.recognition.columns import Columns
from indicators.recognition.shapes import UNFIT, fit, shape
from indicators.recognition.values import clean, doubtful, is_blank
from indicators.unread import blank

_WITHIN = re.compile(r"\W*(?:\d{1,2}\W+)?其中")  # what the label names lies within another row's amount


@frozen
class FundsRow:
    """One row of a table of funds: what its label says and its cells by role."""

    label: str
    cells: Aligned
    columns: Columns
    place: Place

    @property
    def is_total(self) -> bool:
        """Whether its label says that it is the total."""
        return headings.heading(self.label) in headings.FUNDS_TOTALS

    @property
    def is_empty(self) -> bool:
        """Whether no amount stands in it."""
        return all(is_blank(self.cells.text(role)) for role in ("initial", "budget", "spent"))

    @property
    def base(self) -> str:
        """The role of its budget."""
        return "budget" if "budget" in self.columns.roles else "initial"

    @property
    def rest(self) -> tuple[tuple[str, Cell], ...]:
        """Its cells that a source has no place for, by role."""
        return tuple((role, cell) for role, cell in self.cells.cells.items() if role not in (self.base, "spent"))

    @property
    def is_part(self) -> bool:
        """Whether its label says that it is a part of the total."""
        return not self.is_total and headings.is_part(self.label)


@frozen
class Funds:
    """What a form's rows of funds say: the row of the budget, the sources below it, rows that are neither.

    ``parts`` are the rows of the sources.
    ``summed`` says that no total is printed and the budget is the sum of the sources, ``unknown`` that its row is empty
    and what the sources make nobody can tell.
    """

    total: Aligned | None = None
    sources: tuple[Source, ...] = ()
    others: tuple[FundsRow, ...] = ()
    parts: tuple[FundsRow, ...] = ()
    summed: bool = False
    unknown: bool = False


def funds(rows: Sequence[FundsRow], unit: str = "") -> Funds:
    """The budget among the rows of funds, and its sources.

    The total row counts, wherever it stands. Where none is called so it is the first, or the only one, or the sum of
    the sources if the amounts of all are known; a part is never the budget. A total row without amounts has the sum
    of its sources. Amounts of a column whose heading has another unit than the form's ``unit`` say so.
    """
    rows = [evolve(row, cells=_with_units(row, unit)) for row in rows]
    totals = [row for row in rows if row.is_total]
    whole = [row for row in totals if headings.heading(row.label) not in headings.SUBTOTALS]
    total = next(iter((*whole, *totals)), None)
    if total is None:
        plain_rows = [row for row in rows if not row.is_part and not row.columns.tasks]
        alone = len(rows) == 1 and not rows[0].columns.tasks and not _WITHIN.match(headings.squeeze(rows[0].label))
        total = plain_rows[0] if plain_rows else rows[0] if alone else None
    same = [row for row in rows if total is None or row.columns is total.columns]
    tasks = bool(same) and same[0].columns.tasks
    parts = [row for row in same if row is not total and not tasks and headings.is_source(row.label)]
    others = tuple(row for row in rows if row is not total and row not in parts)
    sources = tuple(_source(row) for row in parts)
    if total is not None and not total.is_empty:
        return Funds(total.cells, sources, others, tuple(parts))
    summed = _sum(parts) if len(parts) > 1 else None
    if total is not None:
        known = summed.cells if summed else {}
        cells = Aligned(MappingProxyType({**total.cells.cells, **known}))
        return Funds(cells, sources, others, tuple(parts), summed is not None, bool(parts) and summed is None)
    if summed is None:  # whose the points of a part are, nobody can tell
        return Funds(None, (), (*others, *parts))
    return Funds(summed, sources, others, tuple(parts), summed=True)


def _with_units(row: FundsRow, unit: str) -> Aligned:
    """A row's cells, with the unit at bare amounts whose heading prints another one than the form's."""
    found = dict(row.cells.cells)
    for role in ("initial", "budget", "spent"):
        own = headings.money_unit(row.columns.title(role))
        if unit and own not in ("", unit) and role in found and shape(found[role].text) == "points":
            found[role] = evolve(found[role], text=found[role].text + own)
    return evolve(row.cells, cells=MappingProxyType(found))


def _source(row: FundsRow) -> Source:
    budget, spent = (clean(row.cells.text(role)) for role in (row.base, "spent"))
    no_money = [key for key, text in (("budget", budget), ("spent", spent)) if fit("budget", text) >= UNFIT]
    source = Source(clean(row.label), budget, spent)
    unread = [key for key in doubtful(row.cells, {row.base: "budget"}) if key in ("budget", "spent")]
    unread += [key for key in no_money if key not in unread]
    whole: Source = blank(evolve(source, unread=tuple(unread)))
    return whole


def _sum(rows: Sequence[FundsRow]) -> Aligned | None:
    """The sum of rows whose amounts are all known, as cells at the first row's place."""
    found: dict[str, Cell] = {}
    if any(doubtful(row.cells) for row in rows):
        return None
    for role in ("initial", "budget", "spent"):
        cells = [row.cells.cells[role] for row in rows if role in row.cells.cells]
        amounts = [read_cell(cell.text).amount for cell in cells if not is_blank(cell.text)]
        values = [_value(amount) for amount in amounts]
        if not values or None in values or len(cells) < len(rows):
            continue
        whole = sum((value for value in values if value is not None), Fraction())
        found[role] = evolve(cells[0], text=decimal(whole))
    complete = "spent" in found and found.keys() & {"budget", "initial"}
    return Aligned(MappingProxyType(found)) if complete else None


def _value(amount: Amount | None) -> Fraction | None:
    """The value of an amount of the form's own unit; None where it has a sign or a unit."""
    if amount is None or amount.comparator or amount.unit is not None:
        return None
    return amount.value


def decimal(value: Fraction) -> str:
    """A sum of decimals as a decimal, exactly.

    >>> decimal(Fraction("52.80") + Fraction("0.05"))
    '52.85'
    """
    whole, rest = divmod(abs(value), 1)
    text = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        text += str(digit)
    return f"{'-' if value < 0 else ''}{whole}{'.' + text if text else ''}"
