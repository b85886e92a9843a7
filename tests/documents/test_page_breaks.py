"""A page break within a row of a table whose every part is closed by lines: halves are joined, rows are not."""

from __future__ import annotations

import pytest
import tiny_pdf as tiny

from indicators.reading.grid import Grid
from indicators.reading.limits import Limits
from indicators.reading.pdf.document import read

WIDTH, HIGH = 80, 20
HEAD = ["name", "target", "weight", "score"]
Row = list[str]


def page(rows: list[Row], top: float) -> str:
    """Rows of boxes from ``top`` down, each with lines of text from its ceiling."""
    drawn = ""
    for number, row in enumerate(rows):
        y = top - number * HIGH
        for column, text in enumerate(row):
            x = 60 + column * WIDTH
            drawn += f"{x} {y - HIGH} {WIDTH} {HIGH} re S "
            drawn += tiny.text(x + 5, y - 12, text) if text else ""
    return drawn


def rows(*pages: list[Row]) -> list[Row]:
    """The rows of the table that two pages hold: the first ends at the foot, the second begins at the top."""
    first, *rest = pages
    drawn = [page(first, 60 + HIGH * len(first)), *(page(each, 782) for each in rest)]
    grids = [part for part in read(tiny.pdf(drawn), "x.pdf", Limits()).parts if isinstance(part, Grid)]
    assert len(grids) == 1
    found: dict[int, Row] = {}
    for cell in grids[0].cells:
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


WHOLE = ["training", "3", "10", "10"]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        (["satisfied users, in", "95%", "10", "9"], ["rate", "", "", ""],
         ["satisfied users, in rate", "95%", "10", "9"]),
        (["satisfied users, in", "95% of those w", "10", "9"], ["rate", "ho came", "", ""],
         ["satisfied users, in rate", "95% of those w ho came", "10", "9"]),
        (["", "95%", "10", "9"], ["rate", "", "", ""], ["rate", "95%", "10", "9"]),
        (["money until day 12", "95%", "10", "9"], ["34", "", "", ""], ["money until day 12 34", "95%", "10", "9"]),
    ],
)  # fmt: skip
def test_halves_of_a_row_are_joined(above: Row, below: Row, joined: Row) -> None:
    assert rows([HEAD, WHOLE, above], [below, WHOLE]) == [HEAD, WHOLE, joined, WHOLE]


@pytest.mark.parametrize(
    "below", [["total", "", "100", "95.4"], ["total", "100", "100", "95.4"], ["", "", "100", "95"]]
)
@pytest.mark.parametrize(
    "above", [["satisfied users, in", "95%", "5", "5"], ["fair", "95%", "5", "5"], ["", "95%", "5", "5"]]
)
def test_figures_of_two_rows_are_never_one(above: Row, below: Row) -> None:
    assert rows([HEAD, WHOLE, above], [below]) == [HEAD, WHOLE, above, below]


@pytest.mark.parametrize("below", [["more", "", "", ""], ["growth", "up", "", ""]])
def test_a_text_that_had_room_does_not_go_on(below: Row) -> None:
    above = ["rate", "up", "5", "5"]
    assert rows([HEAD, WHOLE, above], [below, WHOLE]) == [HEAD, WHOLE, above, below, WHOLE]


def test_a_row_goes_on_below_a_heading_that_returns() -> None:
    above, below = ["satisfied users, in", "95%", "10", "9"], ["rate", "", "", ""]
    joined = ["satisfied users, in rate", "95%", "10", "9"]
    assert rows([HEAD, WHOLE, above], [HEAD, below, WHOLE]) == [HEAD, WHOLE, joined, WHOLE]
