"""Layouts as tools write them to text: columns parted by spaces, grid tables, tables of bars."""

from __future__ import annotations

import unicodedata

from corpus import Layout

from indicators.reading.grid import Cell


def width(text: str, wide: str = "WF") -> int:
    """How many places a text takes; characters of some classes take two."""
    return sum(1 + (unicodedata.east_asian_width(char) in wide) for char in text)


def one_line(cell: Cell) -> str:
    return cell.text.replace("\n", "")


def _widths(layout: Layout, gap: int, wide: str) -> list[int]:
    cells = layout.table.cells
    found = [4] * max(cell.column + cell.columns for cell in cells)
    for cell in cells:
        if cell.columns == 1:
            found[cell.column] = max(found[cell.column], width(one_line(cell), wide))
    for cell in cells:
        room = sum(found[cell.column : cell.column + cell.columns]) + gap * (cell.columns - 1)
        found[cell.column + cell.columns - 1] += max(0, width(one_line(cell), wide) - room)
    return found


def _rows(layout: Layout) -> range:
    return range(max(cell.row + cell.rows for cell in layout.table.cells))


def _whole(layout: Layout, lines: list[str]) -> bytes:
    return "\n".join([*layout.above, "", *lines, "", *layout.below]).encode()


def as_spaced(layout: Layout, wide: str = "WF", gap: int = 2) -> bytes:
    """Each cell at its place on the line, as ``pdftotext -layout`` and editors leave it."""
    widths = _widths(layout, gap, wide)
    lines = []
    for row in _rows(layout):
        line = ""
        for cell in sorted((c for c in layout.table.cells if c.row == row and c.text), key=lambda c: c.column):
            start = sum(widths[: cell.column]) + gap * cell.column
            line += " " * (start - width(line, wide)) + one_line(cell)
        lines.append(line)
    return _whole(layout, lines)


def as_bars(layout: Layout, *, outer: bool) -> bytes:
    """A table of Markdown, with bars at the ends of its rows or without them; what is merged is blank."""
    count = len(_widths(layout, 1, "WF"))
    lines = []
    for row in _rows(layout):
        texts = {cell.column: cell.text.replace("\n", "<br>") for cell in layout.table.cells if cell.row == row}
        lines.append(" | ".join(texts.get(at, "") for at in range(count)))
    lines.insert(1, " | ".join(["---"] * count))
    return _whole(layout, [f"| {line} |" for line in lines] if outer else lines)


def as_grid_table(layout: Layout, wide: str = "WF") -> bytes:
    """A grid table of pandoc, its cells merged by the borders that are missing."""
    widths = _widths(layout, 3, wide)
    owner = {
        (cell.row + down, cell.column + right): cell
        for cell in layout.table.cells
        for down in range(cell.rows)
        for right in range(cell.columns)
    }
    lines = []
    for row in (*_rows(layout), len(_rows(layout))):
        lines.append(_border(owner, row, widths))
        line, at = "", 0
        while row < len(_rows(layout)) and at < len(widths):
            cell = owner[row, at]
            room = sum(widths[at : at + cell.columns]) + 3 * (cell.columns - 1)
            text = one_line(cell) if cell.row == row else ""
            line += f"| {text}{' ' * (room - width(text, wide))} "
            at += cell.columns
        lines += [f"{line}|"] if line else []
    return _whole(layout, lines)


def _border(owner: dict[tuple[int, int], Cell], row: int, widths: list[int]) -> str:
    """The line above a row: none within a cell that reaches over it."""
    line = ""
    for at, wide in enumerate(widths):
        above, below, left = owner.get((row - 1, at)), owner.get((row, at)), owner.get((row, at - 1))
        within = above is not None and above is below
        corner = "|" if within and left is not below and owner.get((row - 1, at - 1)) is left else "+"
        line += (" " if within and left is below else corner) + (" " if within else "-") * (wide + 2)
    last = len(widths) - 1
    return line + ("|" if owner.get((row - 1, last)) is owner.get((row, last)) else "+")
