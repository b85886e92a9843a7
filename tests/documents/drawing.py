"""Grids of spanning cells, drawn at random."""

from __future__ import annotations

from hypothesis import strategies as st
from looks import Shape

TEXTS = st.one_of(
    st.sampled_from(
        ["≥98%", "12次", "＞＝９０％", "0.24万元", "98.84%", "产出指标", "a&b<c>", "年初\n目标", "20.00", "=1+1"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6).filter(
        lambda text: "_x" not in text
    ),
)


@st.composite
def tables(draw: st.DrawFn, *, blanks: bool = True, most: int = 6) -> list[Shape]:
    """Cells that fill a rectangle. Every row and column begins at least one cell, as in every table that is drawn."""
    height, width = draw(st.integers(1, most)), draw(st.integers(1, most))
    taken: set[tuple[int, int]] = set()
    cells: list[Shape] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            free = 1
            while column + free < width and (row, column + free) not in taken:
                free += 1
            # the first row and column are not merged along themselves, so none is empty
            columns = 1 if row == 0 else draw(st.integers(1, free))
            rows = 1 if column == 0 else draw(st.integers(1, height - row))
            taken |= {(r, c) for r in range(row, row + rows) for c in range(column, column + columns)}
            text = draw(st.one_of(st.just(""), TEXTS)) if blanks else draw(TEXTS)
            cells.append((row, column, rows, columns, text))
    return cells


def size(cells: list[Shape]) -> tuple[int, int]:
    return max(row + rows for row, _, rows, _, _ in cells), max(column + columns for _, column, _, columns, _ in cells)
