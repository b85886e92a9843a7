"""What a workbook holds and no page shows: hidden sheets, rows and columns are left out of its forms, and named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby

from attrs import define, evolve, field

from indicators.place import Place
from indicators.reading.grid import Cell, Hidden
from indicators.reading.placing import letters


def hidden_sheets(names: Collection[str], file: str) -> Iterator[Hidden]:
    """The sheets of a workbook that are hidden, if any are."""
    if names:
        yield Hidden(tuple(names), Place(file), sheets=True)


@define(eq=False, repr=False)
class Unseen:
    """The hidden rows and columns of a sheet, counted from 1, and which of them hold anything.

    >>> unseen = Unseen(rows={5, 6}, columns={3})
    >>> [unseen.hides(row, column, text="甲") for row, column in ((4, 2), (5, 2), (6, 1), (7, 3))]
    [False, True, True, True]
    >>> [each.names for each in unseen.told(Place("a.xlsx"))]
    [('5:6', 'C')]
    """

    rows: set[int] | frozenset[int]
    columns: Collection[int]
    held_rows: set[int] = field(factory=set)
    held_columns: set[int] = field(factory=set)
    beside: set[tuple[int, int]] = field(factory=set)  # rows that are shown, each with its hidden column

    def hides(self, row: int, column: int, height: int = 1, width: int = 1, text: str = "") -> bool:
        """Whether a cell lies in hidden rows or columns alone."""
        if not (self.rows or self.columns):
            return False
        down, across = range(row, row + height), range(column, column + width)
        by_rows, by_columns = all(at in self.rows for at in down), all(at in self.columns for at in across)
        if by_rows and text:
            self.held_rows.update(down)
        elif by_columns and text:
            self.held_columns.update(across)
            self.beside.add((row, column))
        return by_rows or by_columns

    def missing(self, place: Place, cells: Iterable[Cell]) -> tuple[tuple[int, Place], ...]:
        """Before which rows of the grid, counted from 0, something was left out, and where it stands.

        What stands in hidden columns at the right of all that a row shows is no part of the table.
        """
        ends: dict[int, int] = {}
        for cell in cells:
            ends[cell.row] = max(ends.get(cell.row, 0), cell.column + cell.columns)
        rows = [(int(run.split(":")[0]) - 1, run) for run in _runs(self.held_rows, str)]
        inside = [(row - 1, letters(column)) for row, column in self.beside if column <= ends.get(row - 1, 0)]
        return tuple((row, evolve(place, spot=f"{place.spot}!{spot}")) for row, spot in sorted((*rows, *inside)))

    def told(self, place: Place) -> Iterator[Hidden]:
        """Those that hold anything, as a workbook names ranges."""
        names = (*_runs(self.held_rows, str), *_runs(self.held_columns, letters))
        if names:
            yield Hidden(names, place)


def _runs(numbers: Collection[int], show: Callable[[int], str]) -> Iterator[str]:
    """The runs of numbers that follow each other, each by its first and last."""
    for _, run in groupby(enumerate(sorted(numbers)), lambda each: each[1] - each[0]):
        shown = [show(number) for _, number in run]
        yield shown[0] if len(shown) == 1 else f"{shown[0]}:{shown[-1]}"
