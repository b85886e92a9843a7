"""Workbooks by openpyxl, which only this module imports: text is never a formula, figures keep their digits."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from indicators.place import Place
from indicators.reading.problems import InputError, problem
from indicators.reading.xstring import escaped
from scoring.report.official.sheet import CENTRED, FIGURE, LABEL, TEXT
from scoring.report.official.words import text_of

try:
    from openpyxl import Workbook
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter
except ImportError as error:  # told with the command that brings it
    raise InputError([problem("I313", Place("--format"), kind="xlsx")]) from error

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "宋体"
MAX_TEXT = 32_767  # characters that a cell holds
MAX_NAME = 31
SHOWN_WHOLE = 10  # digits that the general format shows as they are
DIGITS = 15  # what a double keeps of any decimal
_NUMBER = re.compile(r"(-?)([1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.(\d+))?(%?)", re.ASCII)
_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_PALE = PatternFill("solid", fgColor="F2F2F2")
_SIDES = {LABEL: "center", CENTRED: "center", FIGURE: "right", TEXT: "left"}


def number(text: str) -> tuple[str, str] | None:
    """The digits to store for a figure and the format that shows it as written; None where it has to stay text.

    >>> number("12.50"), number("93.50%"), number("7,532.21"), number("007"), number("1234567890.123456")
    (('12.50', '0.00'), ('0.9350', '0.00%'), ('7532.21', '#,##0.00'), None, None)
    """
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    sign, whole, part, share = found[1], found[2].replace(",", ""), found[3] or "", found[4]
    significant = (whole + part).lstrip("0")
    if len(significant) > DIGITS or (sign and not significant.strip("0")):
        return None
    shown = ("#,##0" if "," in found[2] else "0") + (f".{'0' * len(part)}" if part else "") + share
    if shown == "0" and len(whole) <= SHOWN_WHOLE:
        shown = "General"  # shows the same, and decimals too once somebody puts them in
    if share:
        digits = whole.rjust(3, "0")
        whole, part = digits[:-2].lstrip("0") or "0", digits[-2:] + part
    return sign + whole + (f".{part}" if part else ""), shown


def cut(text: str) -> str:
    """``text`` as a cell can hold it."""
    shown = text_of(text)
    return shown if len(shown) <= MAX_TEXT else shown[: MAX_TEXT - 1] + "…"


class Book:
    """A workbook being made."""

    def __init__(self) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._names: set[str] = set()

    def sheet(self, name: str, widths: Sequence[int], *, landscape: bool = False) -> Page:
        """A new sheet with columns ``widths`` millimetres wide, set up for A4."""
        page = self._book.create_sheet(self._name(name))
        page.page_setup.paperSize = "9"
        page.page_setup.orientation = "landscape" if landscape else "portrait"
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.print_options.horizontalCentered = True
        margins = page.page_margins
        margins.left = margins.right = 0.55  # inches
        margins.top = margins.bottom = 0.6
        margins.footer = 0.3
        page.oddFooter.center.text = "第 &P 页，共 &N 页"
        for at, width in enumerate(widths, 1):
            page.column_dimensions[get_column_letter(at)].width = width / 1.95
        return Page(page)

    def _name(self, wanted: str) -> str:
        """A name that a sheet may have and no other has."""
        plain = _NAME.sub("_", wanted).replace("_x", "-x").strip("' ") or "_"  # _x0041_ would be read as A
        plain = "_" + plain if plain.lower() == "history" else plain
        tail, number = "", 1
        while True:
            name = plain[:MAX_NAME]
            while len((name + tail).encode("utf-16-le")) > 2 * MAX_NAME:
                name = name[:-1]
            if (name + tail).casefold() not in self._names:
                self._names.add((name + tail).casefold())
                return name + tail
            number += 1
            tail = f"~{number}"

    def bytes(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            _FromMemory(self._book, package).save()
        return stream.getvalue()


class _FromMemory(ExcelWriter):  # type: ignore[misc]
    """openpyxl's writer without a temporary file for each sheet: where the disk is full it leaves them behind."""

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


class Page:
    """One sheet being filled."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet

    def put(
        self,
        text: str,
        row: int,
        column: int,
        rows: int = 1,
        columns: int = 1,
        kind: str = TEXT,
        *,
        border: bool = True,
        size: int = 10,
        bold: bool = False,
    ) -> None:
        """Write a cell, from row and column 1 on: a figure as a number where its digits allow it, else text."""
        cell = self._sheet.cell(row, column)
        stored = number(text) if kind in (FIGURE, CENTRED) else None
        if stored:
            cell.value, cell.number_format = stored
            cell.data_type = "n"  # the digits themselves are stored, no float is ever made
        elif text:
            cell.value = escaped(cut(text))
            cell.data_type = "s"  # whatever it begins with, it is no formula
            cell.number_format = "@" if kind in (FIGURE, CENTRED) else "General"
        side = "right" if kind == FIGURE else _SIDES.get(kind, "left")
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=not stored, indent=int(kind == FIGURE))
        cell.font = Font(name=FONT, size=size, bold=bold)
        if kind == LABEL and border:
            cell.fill = _PALE
        for down in range(rows if border else 0):
            for across in range(columns):
                self._sheet.cell(row + down, column + across).border = _BOX
        if rows > 1 or columns > 1:
            self._sheet.merge_cells(
                start_row=row, end_row=row + rows - 1, start_column=column, end_column=column + columns - 1
            )

    def high(self, row: int, points: int) -> None:
        """Make a row so high."""
        self._sheet.row_dimensions[row].height = points

    def repeat(self, first: int, last: int) -> None:
        """Print these rows again on every page that follows them."""
        self._sheet.print_title_rows = f"{first}:{last}"

    def one_page(self) -> None:
        """Fit the sheet to one page."""
        self._sheet.page_setup.fitToHeight = 1

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]], figures: Sequence[int] = ()) -> int:
        """A plain table from row 1 on, its headings kept in view and printed on every page; the row behind it."""
        for at, heading in enumerate(headings, 1):
            self.put(heading, 1, at, kind=LABEL, bold=True)
        row = 1
        for row, texts in enumerate(rows, 2):
            for at, text in enumerate(texts, 1):
                self.put(text, row, at, kind=FIGURE if at - 1 in figures else TEXT)
        self._sheet.freeze_panes = "A2"
        self.repeat(1, 1)
        return row + 1
