"""The official form as a workbook to print and sign, a sheet a form; then what was changed, found, and the summary."""

from __future__ import annotations

from indicators.reading.accounts import FORM
from scoring.report import Report, files
from scoring.report.closing import confirm_line
from scoring.report.files import HEADINGS as FILES
from scoring.report.listing import (
    ASSUMED_HEADINGS,
    CHANGE_HEADINGS,
    CLAUSE_HEADINGS,
    HEADINGS,
    assumed_rows,
    change_rows,
    clause_rows,
    finding_rows,
    page,
)
from scoring.report.official.fit import HIGH, LEADING, PADDING, heights, lines
from scoring.report.official.sheet import CENTRED, LABEL, TEXT, Sheet
from scoring.report.receipt import rows as receipt_rows
from scoring.report.rows import summary_rows
from scoring.report.workbook import Book, Page

SHRUNK = 5, 4  # a form that is up to a quarter too long is made smaller to stay on its page


def render(report: Report) -> bytes:
    """The workbook."""
    book = Book()
    for form in report.forms:
        own = form.card.form
        sheet = page(report, form)
        draw(book.sheet(own.project or own.department or own.label, sheet.widths), sheet)
    found = list(finding_rows(report))
    changed = list(change_rows(report))
    if changed:
        write_list(report, book, report.say("changes"), CHANGE_HEADINGS, changed)
    write_list(report, book, report.say("findings"), HEADINGS, found)
    if assumed := list(assumed_rows(report)):
        write_list(report, book, report.say("assumed"), ASSUMED_HEADINGS, assumed)
    if told := list(clause_rows(report)):
        write_list(report, book, report.say("clauses"), CLAUSE_HEADINGS, told)
    if len(report.forms) > 1:
        headings, rows = summary_rows(report)
        widths = [90, *[20] * (len(headings) - 1)]
        summary = book.sheet(report.say("summary"), widths, landscape=True)
        summary.table([report.say(each) for each in headings], rows, range(1, len(headings)))
    write_closing(report, book)
    return book.bytes()


def write_closing(report: Report, book: Book) -> None:
    """A sheet of the files where not all are forms, and one with the receipt."""
    if any(each.status != FORM for each in report.files):
        write_list(report, book, report.say("files"), FILES, files.rows(report))
    if report.receipt:
        shown = receipt_rows(report.receipt, report.language)
        confirm = confirm_line(report)
        sheet = book.sheet(report.say("receipt"), (40, 160), landscape=True)
        sheet.table([report.say("receipt"), ""], [*shown, *([("", confirm)] if confirm else [])])


_WIDTHS = {
    "form": 46, "line": 34, "cell": 24, "old": 18, "new": 18, "sum": 80, "basis": 60, "code": 14, "severity": 14,
    "file": 80, "status": 24, "reason": 100, "place": 40, "filed": 18, "recomputed": 26, "message": 80, "assumed": 40,
    "rule": 34, CLAUSE_HEADINGS[1]: 160,
}  # fmt: skip


def write_list(report: Report, book: Book, name: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """A sheet called ``name`` with a plain table."""
    widths = [_WIDTHS[heading] for heading in headings]
    sheet = book.sheet(name, widths, landscape=True)
    sheet.table([report.say(heading) for heading in headings], rows)
    for at, texts in enumerate(rows, 2):
        high = max(lines(text, width) for text, width in zip(texts, widths, strict=True))
        sheet.high(at, min(409, high * LEADING + PADDING))


def draw(sheet: Page, form: Sheet) -> None:
    """The form from the top of a sheet on."""
    columns, row = len(form.widths), 1
    sheet.put(form.title, row, 1, 1, columns, LABEL, border=False, size=16, bold=True)
    sheet.high(row, lines(form.title, sum(form.widths), 16) * 22 + PADDING)
    if form.year:
        row += 1
        sheet.put(form.year, row, 1, 1, columns, CENTRED, border=False)
    row += 1
    split = columns - 3 if form.right else columns
    sheet.put(form.left, row, 1, 1, split, TEXT, border=False)
    if form.right:
        sheet.put(form.right, row, split + 1, 1, columns - split, TEXT, border=False)
    sheet.high(row, lines(form.left, sum(form.widths[:split])) * LEADING + PADDING)
    top, table, high = row + 1, form.table, heights(form)
    for box in table.boxes:
        kind, bold = box.kind, box.kind == LABEL
        sheet.put(box.text, top + box.row, 1 + box.column, box.rows, box.columns, kind, bold=bold)
    for at, points in enumerate(high):
        sheet.high(top + at, points)
    row = top + table.rows
    for text in form.below:
        sheet.put(text, row, 1, 1, columns, TEXT, border=False, size=9)
        sheet.high(row, lines(text, sum(form.widths), 9) * 13 + 2)
        row += 1
    sheet.high(row - 1, 30)
    long, short = SHRUNK
    if sum(high) + 200 <= HIGH * long // short:
        sheet.one_page()
    elif table.heading != (0, 0):
        last = top + table.heading[1] - 1
        sheet.repeat(last, last)
