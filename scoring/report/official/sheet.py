"""A page as a form has it: lines above, sections of spanning cells, lines below; no format and no rule known."""

from __future__ import annotations

from attrs import evolve, frozen

from indicators.place import Place
from indicators.reading.grid import Cell, Document, Grid, Paragraph
from indicators.record import Record

LABEL, TEXT, CENTRED, FIGURE = "label", "text", "centred", "figure"
GAP = "\u3000" * 7


@frozen(repr=False)
class Box(Record):
    """One cell: its text, where it starts and what it spans, and what it is: a label, a text or a figure.

    ``line`` and ``key`` name the cell of the form that it shows.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    kind: str = TEXT
    line: str = ""
    key: str = ""


@frozen(repr=False)
class Section(Record):
    """Rows that belong together; where a page cuts them, the rows of ``heading`` (first, behind the last) return."""

    boxes: tuple[Box, ...]
    rows: int
    heading: tuple[int, int] = (0, 0)


@frozen(repr=False)
class Sheet(Record):
    """One page: title, the year where the title has none, unit and total, sections, notes, places to sign.

    ``widths`` are those of the columns, in millimetres.
    """

    title: str
    year: str
    left: str
    right: str
    widths: tuple[int, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()

    @property
    def table(self) -> Section:
        """All sections as one; the heading that returns is that of the first that has one."""
        boxes: list[Box] = []
        rows, heading = 0, (0, 0)
        for section in self.sections:
            boxes += [evolve(box, row=box.row + rows) for box in section.boxes]
            if heading == (0, 0) and section.heading != (0, 0):
                heading = (section.heading[0] + rows, section.heading[1] + rows)
            rows += section.rows
        return Section(tuple(boxes), rows, heading)

    @property
    def above(self) -> tuple[str, ...]:
        """The texts over the table, the unit and the total apart by a tab."""
        return tuple(text for text in (self.title, self.year, f"{self.left}\t{self.right}".rstrip("\t")) if text)

    @property
    def below(self) -> tuple[str, ...]:
        """The texts under the table."""
        return ("备注：", *self.notes, GAP.join(self.signatures))


def document(sheet: Sheet, file: str = "form") -> Document:
    """The page as readers make one: what a reader of any format that draws it whole must find.

    >>> page = Sheet("某项目自评表", "", "", "", (20,), (Section((Box("项目名称", 0, 0),), 1),))
    >>> [type(part).__name__ for part in document(page).parts]
    ['Paragraph', 'Grid', 'Paragraph', 'Paragraph']
    """
    cells = [
        Cell(box.text, box.row, box.column, box.rows, box.columns, Place(file, f"r{box.row + 1}c{box.column + 1}"))
        for box in sheet.table.boxes
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    above = tuple(Paragraph(text, Place(file, f"above {at}")) for at, text in enumerate(sheet.above, 1))
    below = tuple(Paragraph(text, Place(file, f"below {at}")) for at, text in enumerate(sheet.below, 1))
    return Document(file, (*above, Grid(tuple(cells), Place(file)), *below))
