"""The corpus of printed layouts (``tests/layouts/*.txt``) and documents made of them.

A file says where its layout was printed, what of it was seen and what inferred, then the table as drawn in ``layouts``
(``⏎`` breaks a line within a cell), then what a careful person reads: fields after ``#``, after ``>`` a row each.
"""

from __future__ import annotations

import html
import io
import re
from pathlib import Path

from attrs import field, frozen
from layouts import grid

from indicators.form import Form
from indicators.place import Place
from indicators.reading.grid import Cell, Document, Grid, Paragraph
from indicators.recognition.headings import heading

FOLDER = Path(__file__).parent.parent / "layouts"
FIELDS = ("level1", "level2", "name", "target", "actual", "weight", "filed")


@frozen
class Layout:
    """One layout: its lines above and below, its table, and what is read of it."""

    name: str
    facts: dict[str, list[str]]
    drawing: str
    rows: tuple[dict[str, str], ...] = field(repr=False)

    def fact(self, key: str) -> str:
        return self.facts.get(key, [""])[0]

    @property
    def table(self) -> Grid:
        found = grid(self.drawing, self.name)
        return Grid(tuple(_broken(cell) for cell in found.cells), found.place)

    @property
    def above(self) -> list[str]:
        lines = self.facts.get("above", [])
        return [*lines[:1], *self.facts.get("title", []), *lines[1:]]

    @property
    def below(self) -> list[str]:
        return self.facts.get("below", [])


def _broken(cell: Cell) -> Cell:
    return Cell(cell.text.replace("⏎", "\n"), cell.row, cell.column, cell.rows, cell.columns, cell.place)


def layout(path: Path) -> Layout:
    """Read a file of the corpus."""
    facts: dict[str, list[str]] = {}
    drawing, rows = [], []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            key, _, text = line[2:].partition(": ")
            facts.setdefault(key, []).append(text.strip().replace("\\t", "\t"))
        elif line.startswith("> "):
            cells = [text.strip() for text in line[2:].split(" | ")]
            rows.append(dict(zip(FIELDS, (text.rstrip(" |") for text in cells), strict=True)))
        elif line.startswith("|"):
            drawing.append(line)
    return Layout(path.stem, facts, "\n".join(drawing), tuple(rows))


LAYOUTS = {path.stem: layout(path) for path in sorted(FOLDER.glob("*.txt"))}


def as_document(layout: Layout, table: Grid | None = None) -> Document:
    """The layout as a reader gives it."""
    above = (Paragraph(text, Place(layout.name, f"above {at}")) for at, text in enumerate(layout.above))
    below = (Paragraph(text, Place(layout.name, f"below {at}")) for at, text in enumerate(layout.below))
    return Document(layout.name, (*above, table or layout.table, *below))


def as_html(layout: Layout, table: Grid | None = None) -> bytes:
    """The layout, or another table in its place, as a web page."""
    lines = ["<!doctype html><meta charset='utf-8'>", *(f"<p>{html.escape(text)}</p>" for text in layout.above)]
    lines.append("<table>")
    cells = (table or layout.table).cells
    for row in range(1 + max(cell.row for cell in cells)):
        own = (cell for cell in cells if cell.row == row)
        tds = (
            f"<td rowspan={cell.rows} colspan={cell.columns}>{html.escape(cell.text).replace(chr(10), '<br>')}</td>"
            for cell in own
        )
        lines.append(f"<tr>{''.join(tds)}</tr>")
    lines += ["</table>", *(f"<p>{html.escape(text)}</p>" for text in layout.below)]
    return "\n".join(lines).encode()


def as_xlsx(layout: Layout) -> bytes:
    """The layout as a workbook, merges and all; bare numbers are numbers."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    top = 1
    for text in layout.above:
        sheet.cell(top, 1, text)
        top += 1
    table = layout.table
    for cell in table.cells:
        number = cell.text.isascii() and cell.text.replace(".", "", 1).isdigit() and not cell.text.startswith("0")
        made = sheet.cell(top + cell.row, 1 + cell.column)
        made.value = (float(cell.text) if "." in cell.text else int(cell.text)) if number else cell.text or None
        if isinstance(made.value, str):
            made.data_type = "s"  # =100% is no formula
        if number and "." in cell.text:
            made.number_format = "0." + "0" * len(cell.text.partition(".")[2])
        if cell.rows * cell.columns > 1:
            sheet.merge_cells(
                start_row=top + cell.row, end_row=top + cell.row + cell.rows - 1,
                start_column=1 + cell.column, end_column=cell.column + cell.columns,
            )  # fmt: skip
    top += 1 + max(cell.row for cell in table.cells)
    for at, text in enumerate(layout.below):
        sheet.cell(top + at, 1, text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_docx(layout: Layout) -> bytes:
    """The layout as a Word document."""
    from docx import Document as Word

    word = Word()
    for text in layout.above:
        word.add_paragraph(text)
    cells = layout.table.cells
    rows, columns = 1 + max(cell.row for cell in cells), max(cell.column + cell.columns for cell in cells)
    table = word.add_table(rows, columns)
    places = [list(row.cells) for row in table.rows]
    for cell in cells:
        made = places[cell.row][cell.column]
        if cell.rows * cell.columns > 1:
            made = made.merge(places[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
        made.text = cell.text
    for text in layout.below:
        word.add_paragraph(text)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def plain(text: str) -> str:
    """A text for comparison: no spaces, one spelling of signs, blank where it says that there is nothing."""
    from indicators.recognition.headings import squeeze

    found = squeeze(text).replace("═", "=").replace("﹦", "=").replace("≧", "≥").replace("≦", "≤")
    return "" if set(found) <= set("-—–/….") else found


def named(text: str) -> str:
    """A name without the label of an empty form (指标1：)."""
    return plain(re.sub(r"^\s*指标\d{1,2}(?:\s*[:：、.]|\s+|(?=[^\d\s]))", "", text))


def read_rows(form: Form) -> list[tuple[str, ...]]:
    """The rows of indicators that a form has, to compare with those of a layout; rows of detail are left out."""
    lines = [line for line in form.lines() if line.block == "indicator"]
    weighted = any(line.weight or line.filed for line in lines)
    kept = [line for line in lines if not weighted or line.weight or line.filed]
    return [
        (
            named(line.name),
            plain(line.target).lstrip("="),
            plain(line.actual),
            str(line.weight or ""),
            str(line.filed or ""),
        )
        for line in kept
    ]


def wanted_rows(layout: Layout) -> list[tuple[str, ...]]:
    """The rows that a careful person reads."""
    detail = [row for row in layout.rows if row["weight"] or row["filed"]]
    return [
        (named(row["name"]), plain(row["target"]).lstrip("="), plain(row["actual"]), row["weight"], row["filed"])
        for row in detail or layout.rows
    ]


def categories(form: Form) -> list[tuple[str, str]]:
    """The categories of the rows, without the points printed in them."""
    lines = [line for line in form.lines() if line.block == "indicator"]
    weighted = any(line.weight or line.filed for line in lines)
    return [(heading(line.level1), heading(line.level2)) for line in lines if not weighted or line.weight or line.filed]
