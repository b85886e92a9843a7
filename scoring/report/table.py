"""The report for the terminal: aligned in Chinese, figures never rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tabulate import tabulate

from scoring.audit import Finding
from scoring.report import FormReport, Report
from scoring.report.closing import closing
from scoring.report.found import books, folded, where
from scoring.report.rows import FIGURES, chosen_by, clauses, line_table, summary, totals


def render(report: Report) -> str:
    """Every form with its lines, totals and findings; a summary where there are several."""
    parts = [] if report.brief else ["\n".join(_form(report, form)) for form in report.forms]
    if report.findings:
        parts.append("\n".join((report.say("across the forms"), *_findings(report, report.findings))))
    if len(report.forms) > 1 or report.brief:
        parts.append(table(report, *summary(report)))
    parts += ["\n".join(lines) for lines in closing(report)]
    return "\n\n".join(parts) + "\n"


def _form(report: Report, form: FormReport) -> Iterator[str]:
    card, say = form.card, report.say
    yield card.form.label
    yield f"{card.form.place.file} · {say('rulebook')} {books(card.choice, report.language)}, {chosen_by(report, card)}"
    yield "  ".join(f"{heading} {figure}" for heading, figure in totals(report, form))
    yield ""
    yield table(report, *line_table(report, card))
    yield from clauses(card, report.language)
    if form.findings or form.accepted:
        yield ""
    yield from _findings(report, form.findings)
    for each in form.accepted:
        at = " ".join((each.finding.code, say("accepted"), where(each.finding, report.language))).strip()
        yield f"{at}: {each.reason}  [{each.finding.place}]"


def _findings(report: Report, findings: Sequence[Finding]) -> Iterator[str]:
    for finding in folded(findings):
        at = " ".join((finding.code, report.say(finding.severity), where(finding, report.language))).strip()
        yield f"{at}: {finding.message.show(report.language)}  [{finding.place}]"


def table(report: Report, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Figures to the right, texts to the left, nothing parsed as a number."""
    sides = ["right" if heading in FIGURES else "left" for heading in headings]
    text: str = tabulate(
        rows, [report.say(heading) for heading in headings], "simple", disable_numparse=True, colalign=sides
    )
    return text
