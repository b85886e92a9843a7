"""The reviewer's work paper (复核底稿): a sheet a project to check line by line, the summary, the list of problems."""

from __future__ import annotations

from typing import TypeVar

from scoring.interval import Interval
from scoring.report import FormReport, Report
from scoring.report.found import books, filed_total, label
from scoring.report.listing import HEADINGS, finding_rows
from scoring.report.official.fit import LEADING, PADDING, lines
from scoring.report.official.sheet import CENTRED, FIGURE, LABEL, TEXT
from scoring.report.rows import (
    REVIEWED_HEADINGS,
    filed_text,
    points,
    printed_text,
    reviewed_text,
    reviewed_total,
    weight_text,
)
from scoring.report.workbook import Book, Page
from scoring.report.xlsx import write_closing, write_list
from scoring.rounding import decimal
from scoring.scorecard import LineScore
from scoring.show import assumed_of, cell, indicator_name, points_of, span, sum_of, total_of

T = TypeVar("T")
COLUMN_HEADINGS = (
    "line", "indicator", "target", "weight", "filed value", "filed score", "checked value", "checked score",
    "difference", "remark",
)  # fmt: skip
REVIEWED = COLUMN_HEADINGS.index("difference")  # where what a reviewer printed goes, on forms that have it
WIDTHS = (16, 44, 24, 14, 24, 18, 24, 18, 18, 70)
KINDS = (TEXT, TEXT, CENTRED, FIGURE, CENTRED, FIGURE, CENTRED, FIGURE, FIGURE, TEXT)
SUMMARY_HEADINGS = (
    "form", "department", "printed total", "filed score", "checked score", "difference", "grade filed",
    "grade by rule", "errors", "warnings",
)  # fmt: skip


def render(report: Report) -> bytes:
    """The workbook: the summary first, a sheet a project, the problems last."""
    book = Book()
    widths = (80, 50, *[22] * 8)
    summary = book.sheet(report.say("summary"), widths, landscape=True)
    rows = [_summary(form, report.language) for form in report.forms]
    headings: tuple[str, ...] = SUMMARY_HEADINGS
    if any(form.card.has_review for form in report.forms):  # last, so that no column moves
        headings, widths = (*headings, REVIEWED_HEADINGS[1]), (*widths, 22)
        given = (reviewed_total(form.card, report.language) for form in report.forms)
        rows = [(*row, each) for row, each in zip(rows, given, strict=True)]
    last = summary.table([report.say(each) for each in headings], rows, range(2, len(headings)))
    for at, row in enumerate(rows, 2):
        high = max(lines(text, width) for text, width in zip(row, widths, strict=True))
        summary.high(at, high * LEADING + PADDING)
    summary.put(_signatures(report), last + 1, 1, 1, len(headings), border=False)
    for form in report.forms:
        own = form.card.form
        name = own.project or own.department or own.label
        _project(report, form, book.sheet(name, _with(form, WIDTHS, 18), landscape=True))
    write_list(report, book, report.say("problems"), HEADINGS, list(finding_rows(report)))
    write_closing(report, book)
    return book.bytes()


def _with(form: FormReport, row: tuple[T, ...], review: T) -> tuple[T, ...]:
    """A row with its cell for what a reviewer printed, where the form has any."""
    return (*row[:REVIEWED], review, *row[REVIEWED:]) if form.card.has_review else row


def _signatures(report: Report) -> str:
    return ("\u3000" * 8).join((report.say("checked by:"), report.say("reviewed by:"), report.say("date:")))


def _summary(form: FormReport, language: str) -> tuple[str, ...]:
    card = form.card
    own, book = card.form, card.rulebook
    counts = [str(sum(each.severity == severity for each in form.findings)) for severity in ("error", "warning")]
    return (
        own.label, own.department, printed_text(own, ""), filed_total(card, language, brief=True),
        total_of(card), _minus(card.filed, card.natural or card.rule, book.places), card.grade(card.filed) or "",
        card.grade(card.exact) or "", *counts,
    )  # fmt: skip


def _minus(filed: Interval, rule: Interval, places: int) -> str:
    if filed.value is None or rule.value is None:
        return ""
    return decimal(filed.value - rule.value, places)


def _project(report: Report, form: FormReport, sheet: Page) -> None:
    """One project: every line with what was filed, what the check gives, and why they differ."""
    card, say = form.card, report.say
    headings, kinds = _with(form, COLUMN_HEADINGS, REVIEWED_HEADINGS[1]), _with(form, KINDS, FIGURE)
    widths, row, columns = _with(form, WIDTHS, 18), 1, len(headings)
    sheet.put(f"{card.form.label} · {say('work paper')}", row, 1, 1, columns, LABEL, border=False, size=14, bold=True)
    sheet.high(row, 30)
    row += 1
    told = "\u3000".join(f"{heading} {figure}" for heading, figure in points(report, card))
    sheet.put(f"{say('rulebook')}: {books(card.choice, report.language)}\u3000{told}", row, 1, 1, columns, border=False)
    row += 1
    for at, heading in enumerate(headings, 1):
        sheet.put(say(heading), row, at, kind=LABEL, bold=True)
    sheet.repeat(row, row)
    for line in card.lines:
        row += 1
        texts = _with(form, _line(report, form, line), reviewed_text(line.line, report.language))
        for at, (text, kind) in enumerate(zip(texts, kinds, strict=True), 1):
            sheet.put(text, row, at, kind=kind)
        high = max(lines(text, width) for text, width in zip(texts, widths, strict=True))
        sheet.high(row, min(409, high * LEADING + PADDING))
    row += 1
    difference = _minus(card.filed, card.natural or card.rule, card.rulebook.places)
    figures = ("", "", "", "", span(card.filed, card), "", total_of(card), difference, "")
    shown = _with(form, (say("total"), *figures), reviewed_total(card, report.language))
    for at, (text, kind) in enumerate(zip(shown, kinds, strict=True), 1):
        sheet.put(text, row, at, kind=kind, bold=True)
    sheet.put(_signatures(report), row + 2, 1, 1, columns, border=False)


def _line(report: Report, form: FormReport, line: LineScore) -> tuple[str, ...]:
    """One line. The checked value is the filed one as the engine read it: the reviewer writes what papers show."""
    own, card = line.line, form.card
    difference = "" if line.difference is None else decimal(line.difference, card.rulebook.places)
    checked = points_of(line, card) if line.counted else ""
    filed = filed_text(own, report.language)
    target, actual = (cell(own, key, getattr(own, key), report.language) for key in ("target", "actual"))
    target = f"{target} {own.unit}".strip() if own.block == "budget" else target or own.standard
    return (
        label(own, report.language), indicator_name(own), target, weight_text(line, report.language), actual, filed,
        actual, checked, difference, _remark(report, form, line),
    )  # fmt: skip


def _remark(report: Report, form: FormReport, line: LineScore) -> str:
    """The sum, the findings of the line and the notes on how its cells were read."""
    parts = [sum_of(line, form.card)] if line.counted else []
    parts += [f"{report.say('assumed')}: {assumed_of(line, report.language)}"] if line.assumed else []
    parts += [
        f"{each.code} {each.message.show(report.language)}" for each in form.findings if each.line == line.line.id
    ]
    parts += [f"· {note.show(report.language)}" for note in line.notes]
    return "\n".join(parts)
