"""What goes with the official form into any file: the findings as rows, the changes as rows, the form to print."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.audit import Finding
from scoring.fix.changes import SHOWN, Change, changes, corrected
from scoring.report import FormReport, Report
from scoring.report.found import folded, where
from scoring.report.official import Sheet, official
from scoring.report.rows import clauses
from scoring.rounding import plain
from scoring.rulebook import Rulebook
from scoring.scorecard import Scorecard
from scoring.show import assumed_of, points_of, rests_on, row_name, span

HEADINGS = ("form", "code", "severity", "place", "line", "filed", "recomputed", "message", "basis")
CLAUSE_HEADINGS = ("form", "clauses that nothing computes")
ASSUMED_HEADINGS = ("form", "line", "assumed", "rule")
CHANGE_HEADINGS = ("form", "line", "cell", "old", "new", "sum", "basis")
RULE = "rule"


def made(report: Report, form: FormReport) -> tuple[Change, ...]:
    """The changes that the report was asked to put in: none, or the rule's scores."""
    return changes(form.card, form.findings) if report.scores == RULE else ()


def page(report: Report, form: FormReport) -> Sheet:
    """The official form, as filed or with the rule's scores."""
    return official(corrected(form.card.form, made(report, form)), _book(form.card))


def _book(card: Scorecard) -> Rulebook | None:
    return None if card.choice.how in ("tied", "none") else card.rulebook


def finding_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """Every finding of the run, the form that it is in first."""
    for form in report.forms:
        for finding in folded(form.findings):
            yield finding_row(report, finding, form.card)
    for finding in report.findings:
        yield finding_row(report, finding, None)


def finding_row(report: Report, finding: Finding, card: Scorecard | None) -> tuple[str, ...]:
    """One finding: form, code, severity, place, line, filed, recomputed, message, basis."""
    value = finding.recomputed
    shown = "" if value is None else span(value, card)
    return (
        card.form.label if card else "", finding.code, report.say(finding.severity), str(finding.place),
        where(finding, report.language), finding.filed or "", shown, finding.message.show(report.language),
        rests_on(finding.rule, report.language),
    )  # fmt: skip


def assumed_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """Every line whose score rests on something that the form does not say: form, line, on what, the score."""
    for form in report.forms:
        card = form.card
        for line in card.lines:
            if line.assumed:
                name = line_name(report, card, line.line.id)
                yield card.form.label, name, assumed_of(line, report.language), points_of(line, card)


def clause_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """Every clause in words that nothing computes, with the rows that it may touch."""
    for form in report.forms:
        yield from ((form.card.form.label, each) for each in clauses(form.card, report.language))


def line_name(report: Report, card: Scorecard | None, line_id: str | None) -> str:
    """A line as people call it, and its name."""
    line = card.of(line_id) if card and line_id else None
    if line is None:
        return line_id or ""
    name = line.line.name if line.line.block == "indicator" else ""
    return f"{row_name(line.line).show(report.language)} {name}".strip()


def change_rows(report: Report) -> Iterator[tuple[str, ...]]:
    """Every change that was put in, with its sum and what it rests on."""
    for form in report.forms:
        for each in made(report, form):
            yield change_row(report, each, form.card)


def change_row(report: Report, each: Change, card: Scorecard) -> tuple[str, ...]:
    """One change: form, line, cell, old, new, sum, basis."""
    name = line_name(report, card, each.line)
    basis = rests_on(each.rule, report.language)
    return card.form.label, name, report.say(SHOWN[each.key]), each.old or "—", each.new, each.sum, basis


def weight_sum(card: Scorecard) -> str:
    """The points of the form."""
    return plain(card.weight.low) if card.weight.value is not None else span(card.weight, card)
