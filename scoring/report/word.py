"""The official form as a Word document to print and sign, a page a form; written with python-docx, here alone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from indicators.place import Place
from indicators.reading.problems import InputError, problem
from scoring.report import Report
from scoring.report.listing import (
    ASSUMED_HEADINGS,
    CHANGE_HEADINGS,
    CLAUSE_HEADINGS,
    assumed_rows,
    change_rows,
    clause_rows,
    page,
)
from scoring.report.official.sheet import FIGURE, LABEL, TEXT, Section, Sheet
from scoring.report.official.words import text_of
from scoring.report.receipt import in_words

try:
    from docx import Document
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt
except ImportError as error:  # told with the command that brings it
    raise InputError([problem("I313", Place("--format"), kind="docx")]) from error

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

FONT = "宋体"
WIDTH = 182  # millimetres between the margins
_SIDES = {FIGURE: WD_ALIGN_PARAGRAPH.RIGHT, TEXT: WD_ALIGN_PARAGRAPH.LEFT}


def render(report: Report) -> bytes:
    """The document."""
    document = _document()
    for number, form in enumerate(report.forms):
        _form(document, page(report, form), first=not number)
    rows = list(change_rows(report))
    if rows:
        _paragraph(document, report.say("changes"), size=14, bold=True, new_page=True)
        _list(document, [report.say(heading) for heading in CHANGE_HEADINGS], rows)
    if assumed := list(assumed_rows(report)):
        _paragraph(document, report.say("assumed"), size=14, bold=True, new_page=True)
        _list(document, [report.say(heading) for heading in ASSUMED_HEADINGS], assumed)
    if told := list(clause_rows(report)):
        _paragraph(document, report.say("clauses"), size=14, bold=True, new_page=True)
        _list(document, [report.say(heading) for heading in CLAUSE_HEADINGS], told)
    if report.receipt:
        document.core_properties.comments = text_of(in_words(report.receipt, report.language))[:255]
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _document() -> Word:
    """An empty A4 document in 宋体 with page numbers."""
    document = Document()
    style = document.styles["Normal"]
    style.font.size, style.font.name = Pt(10), FONT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin = section.bottom_margin = Mm(15)
    section.footer_distance = Mm(8)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        foot.add_run(text).font.size = Pt(9)
        if code:
            number = OxmlElement("w:fldSimple")
            number.set(qn("w:instr"), code)
            foot._p.append(number)
    return document


def _paragraph(document: Word, text: str, *, size: int = 10, bold: bool = False, new_page: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.page_break_before = new_page
    run = paragraph.add_run(text_of(text))
    run.font.size, run.bold = Pt(size), bold
    return paragraph


def _form(document: Word, form: Sheet, *, first: bool) -> None:
    heading = _paragraph(document, form.title, size=16, bold=True, new_page=not first)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if form.year:
        _paragraph(document, form.year).alignment = WD_ALIGN_PARAGRAPH.CENTER
    line = _paragraph(document, form.above[-1])
    line.paragraph_format.space_before = Pt(4)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    for number, section in enumerate(form.sections):
        if number:
            _hair(document)
        _table(document, section, form.widths)
    for text in form.below:
        _paragraph(document, text, size=9)
    document.paragraphs[-1].paragraph_format.space_before = Pt(12)


def _hair(document: Word) -> None:
    """What Word needs between two tables, as thin as it can be."""
    between = document.add_paragraph().paragraph_format
    between.line_spacing_rule, between.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    between.keep_with_next = False


def _table(document: Word, section: Section, widths: Sequence[int]) -> None:
    table = document.add_table(section.rows, len(widths))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _margins(table)
    cells = [list(row.cells) for row in table.rows]
    for at, width in enumerate(widths):
        table.columns[at].width = Mm(width)
        for row in cells:
            row[at].width = Mm(width)
    for at, row in enumerate(table.rows):
        _row(row, heading=section.heading[0] <= at < section.heading[1])
    for box in section.boxes:
        cell = cells[box.row][box.column]
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(cells[box.row + box.rows - 1][box.column + box.columns - 1])
        _fill(cell, box.text, box.kind, heading=section.heading[0] <= box.row < section.heading[1])


def _margins(table: Table) -> None:
    """Narrow margins at the sides of cells: a category of four characters is to stay on its line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "45")  # twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _row(row: _Row, *, heading: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if heading:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(cell: _Cell, text: str, kind: str, *, heading: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _SIDES.get(kind, WD_ALIGN_PARAGRAPH.CENTER)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = heading
    run = paragraph.add_run()
    for number, part in enumerate(text_of(text).split("\n")):
        if number:
            run.add_break(WD_BREAK.LINE)
        run.add_text(part)
    run.bold = kind == LABEL
    if kind == LABEL:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "F2F2F2")
        cell._tc.get_or_add_tcPr().append(shade)


def _list(document: Word, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(1 + len(rows), len(headings))
    table.style = "Table Grid"
    for at, texts in enumerate((headings, *rows)):
        for cell, text in zip(table.rows[at].cells, texts, strict=True):
            _fill(cell, text, TEXT if at else LABEL)
        _row(table.rows[at], heading=not at)
