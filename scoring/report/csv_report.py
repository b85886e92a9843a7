"""The lines of all forms as CSV, for data; no text in it can run as a formula."""

from __future__ import annotations

import csv
import io

from indicators.reading.accounts import FORM
from scoring.report import FormReport, Report
from scoring.report.json_report import ratio
from scoring.report.rows import reviewed_total
from scoring.rounding import decimal
from scoring.scorecard import LineScore
from scoring.spreadsheet import without_formula

COLUMNS = (
    "file", "form", "line", "block", "group", "level1", "level2", "name", "kind", "target", "actual", "weight", "filed",
    "rule_low", "rule_high", "exact_low", "exact_high", "difference", "status", "findings",
    "natural_low", "natural_high", "assumed", "unread", "standard", "reason", "rulebook", "rulebook_sha256",
    "file_sha256", "product", "options", "reviewed", "unsaid", "rulebook_status", "reviewed_total",
)  # fmt: skip


def render(report: Report) -> str:
    """A heading row in English, then one row a line, and one a file that is no form; each with its receipt."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    digests = {each.file: each.digest for each in report.files}
    for form in report.forms:
        behind = _receipt(report, form, digests.get(form.card.form.place.file, ""))
        for line in form.card.lines:
            marks = (" ".join(line.line.unread), line.line.standard, "")
            given = line.line.reviewed.text if line.line.reviewed else ""
            clauses = "; ".join(clause for clause, lines in form.card.unsaid.items() if line in lines)
            whole = reviewed_total(form.card, report.language) if form.card.has_review else ""
            row = (*_row(form, line), *marks, *behind, given, clauses, form.card.choice.how, whole)
            writer.writerow([without_formula(cell) for cell in row])
    for each in report.files:
        if each.status != FORM:
            reason = each.reason.show(report.language) if each.reason else ""
            own = {"file": each.file, "status": each.status, "reason": reason, "file_sha256": each.digest}
            writer.writerow([without_formula(own.get(column, "")) for column in COLUMNS])
    return stream.getvalue()


def _receipt(report: Report, form: FormReport, digest: str) -> tuple[str, ...]:
    """The rulebook of a form with its hash, the hash of its file, the program and its options."""
    card, own = form.card, report.receipt
    books = (card.rulebook, *card.choice.rivals)
    names, digests = card.choice.label, " ".join(book.digest for book in books)
    return (names, digests, digest, own.product if own else "", " ".join(own.options) if own else "")


def _row(form: FormReport, line: LineScore) -> tuple[str, ...]:
    own, card, places = line.line, form.card, form.card.rulebook.places
    codes = " ".join(finding.code for finding in form.findings if finding.line == own.id)
    low, high, exact_low, exact_high = (
        (
            decimal(line.shown.low, places),
            decimal(line.shown.high, places),
            ratio(line.exact.low),
            ratio(line.exact.high),
        )
        if card.has_points
        else ("",) * 4
    )
    solved = line.solution
    natural = (decimal(solved.shown.low, places), decimal(solved.shown.high, places)) if solved else ("", "")
    return (
        card.form.place.file, card.form.label, own.id, own.block, own.group or "", own.level1, own.level2, own.name,
        line.measure.kind or "", own.target, own.actual, own.weight.text if own.weight else "",
        own.filed.text if own.filed else "", low, high, exact_low, exact_high,
        "" if line.difference is None else decimal(line.difference, places), line.status, codes,
        *natural, " ".join(line.assumed),
    )  # fmt: skip
