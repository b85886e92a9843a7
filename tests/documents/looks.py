"""What the tests of readers look at."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

from indicators.reading.grid import Document, Grid, Paragraph
from indicators.reading.limits import Limits

FILES = Path(__file__).parent / "files"
TRUTH: dict[str, Any] = json.loads((FILES / "truth.json").read_text("utf-8"))
Shape = tuple[int, int, int, int, str]


def opened(reader: ModuleType, name: str) -> Document:
    document: Document = reader.read((FILES / name).read_bytes(), name, Limits())
    assert document.problems == ()
    return document


def grids(document: Document) -> list[Grid]:
    return [part for part in document.parts if isinstance(part, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [part.text for part in document.parts if isinstance(part, Paragraph)]


def shapes(grid: Grid) -> list[Shape]:
    return [(cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells]


def form(number: int, top: int = 0, *, blanks: bool = True) -> list[Shape]:
    """The cells of a form; a sheet has no blank cell that spans nothing."""
    cells = TRUTH["forms"][number]["cells"]
    return [
        (row + top, column, rows, columns, text)
        for row, column, rows, columns, text in cells
        if blanks or text or rows * columns > 1
    ]


def sheet_form(number: int) -> list[Shape]:
    """A form on a sheet: below its title."""
    width = max(cell[1] + cell[3] for cell in TRUTH["forms"][number]["cells"])
    return [(0, 0, 1, width, TRUTH["forms"][number]["title"]), *form(number, 1, blanks=False)]


def codes(document: Document) -> list[str]:
    return [each.code for each in document.problems]
