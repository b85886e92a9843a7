"""Where the cells of a table come to stand, when the format says only their order and their spans."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from indicators.place import Place
from indicators.reading.attempt import Budget
from indicators.reading.grid import Cell

MAX_COLUMNS = 1_000  # what HTML allows
_LAST_COLUMN = 16_384


@define
class Placing:
    """Cells put into a grid row by row, each at the first column that no cell above reaches.

    >>> from indicators.reading.limits import Limits
    >>> table = Placing(Budget("a.html", Limits()))
    >>> table.put("年度绩效指标", 0, rows=2), table.put("数量指标", 0), table.put("≥3人", 1)
    (0, 1, 1)
    """

    budget: Budget
    cells: list[Cell] = field(factory=list)
    _reach: dict[int, int] = field(factory=dict)  # column → the first row that no cell above covers
    _next: tuple[int, int] = (0, 0)  # the row last put into, and the column after its last cell

    def put(self, text: str, row: int, rows: int = 1, columns: int = 1, spot: str = "", start: int = 0) -> int:
        """Put a cell into ``row`` and give its column. It is cut where it would lie over another. Raises Refused.

        ``spot`` may say ``{column}``: the column is known only here.
        """
        at = max(start, self._next[1] if self._next[0] == row else 0)
        while self._reach.get(at, 0) > row:
            at += 1
        most = min(columns, MAX_COLUMNS)
        width = next((each for each in range(1, most) if self._reach.get(at + each, 0) > row), max(1, most))
        self.budget.cells(rows * width)
        self.budget.text(len(text))
        self._reach.update(dict.fromkeys(range(at, at + width), row + rows))
        self._next = (row, at + width)
        place = Place(self.budget.file, spot.replace("{column}", str(at + 1)))
        self.cells.append(Cell(text, row, at, rows, width, place))
        return at

    def done(self) -> tuple[Cell, ...]:
        """The cells by row, then by column."""
        return tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column)))


def merged(spans: Iterable[tuple[int, int, int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns of each position that merges touch: the first cell's span, (0, 0) for what it covers.

    A merge that begins inside another is broken and left out.

    >>> merged([(1, 1, 1, 2)])
    {(1, 1): (1, 2), (1, 2): (0, 0)}
    """
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for row, at, rows, columns in sorted(spans):
        if (row, at) in found:
            continue
        covered = [(r, c) for r in range(row, row + rows) for c in range(at, at + columns)]
        if not found.keys() & covered:
            found.update(dict.fromkeys(covered, (0, 0)))
            found[row, at] = (rows, columns)
    return found


def union(spans: Iterable[range]) -> frozenset[int]:
    """The positions that any of the spans has, up to the last column that sheets have.

    >>> sorted(union([range(3, 5), range(1, 4)]))
    [1, 2, 3, 4]
    """
    found: set[int] = set()
    end = 0
    for span in sorted(spans, key=lambda span: span.start):  # each position is looked at once
        stop = min(span.stop, _LAST_COLUMN + 1)
        found.update(range(max(span.start, end), stop))
        end = max(end, stop)
    return frozenset(found)


def letters(number: int) -> str:
    """The name of a sheet's column, counted from 1.

    >>> letters(1), letters(28), letters(16384)
    ('A', 'AB', 'XFD')
    """
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def column(name: str) -> int:
    """The number of a sheet's column, counted from 1.

    >>> column("AB")
    28
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number
