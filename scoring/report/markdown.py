"""The report as Markdown, for documents and issue trackers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scoring.audit import Finding
from scoring.report import FormReport, Report
from scoring.report.closing import closing
from scoring.report.found import books, folded, where
from scoring.report.rows import FIGURES, chosen_by, clauses, line_table, summary, totals

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&])")


def render(report: Report) -> str:
    """A section a form, then the summary."""
    parts = [] if report.brief else ["\n".join(_form(report, form)) for form in report.forms]
    if report.findings:
        found = "\n".join(f"- **{each.code}** {_sentence(report, each)}" for each in report.findings)
        parts.append(f"## {report.say('across the forms')}\n\n{found}")
    if len(report.forms) > 1 or report.brief:
        parts.append(f"## {report.say('summary')}\n\n" + "\n".join(_table(report, *summary(report))))
    parts += ["\n".join(f"- {_text(line)}" for line in lines) for lines in closing(report)]
    return "\n\n".join(parts) + "\n"


def _form(report: Report, form: FormReport) -> Iterator[str]:
    card, say = form.card, report.say
    yield f"## {_text(card.form.label)}\n"
    yield f"- {say('rulebook')}: {_text(books(card.choice, report.language))}, {chosen_by(report, card)}"
    yield "- " + ", ".join(f"{heading} **{figure}**" for heading, figure in totals(report, form)) + "\n"
    yield from _table(report, *line_table(report, card))
    told = clauses(card, report.language)
    yield from ("", *(f"- {_text(each)}" for each in told)) if told else ()
    if form.findings or form.accepted:
        yield ""
    for each in form.accepted:
        yield f"- **{each.finding.code}** {say('accepted')}: {_text(each.reason)}"
    for finding in folded(form.findings):
        at = " ".join((say(finding.severity), _text(where(finding, report.language)))).strip()
        text = _text(finding.message.show(report.language))
        yield f"- **{finding.code}** {at}: {text} ({_text(str(finding.place))})"


def _sentence(report: Report, finding: Finding) -> str:
    """A finding across forms: its indicator and what is said of it."""
    name, said = _text(finding.indicator), _text(finding.message.show(report.language))
    return f"{name}: {said}" if name else said


def _text(text: str) -> str:
    """Any text as plain words of Markdown: no markup, no HTML, one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _table(report: Report, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(report.say(heading) for heading in headings) + " |"
    yield "| " + " | ".join("---:" if heading in FIGURES else "---" for heading in headings) + " |"
    for row in rows:
        yield "| " + " | ".join(_text(cell) for cell in row) + " |"
