"""What closes every report: figures to confirm, what became of the files, the receipt."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.messages import Message
from scoring.report import Report
from scoring.report.files import lines
from scoring.report.receipt import in_words


def confirm_line(report: Report) -> str:
    """How many cells a person must read first; empty if none."""
    count = report.to_confirm
    if not count:
        return ""
    message = Message("1 figure to confirm") if count == 1 else Message("{count} figures to confirm", {"count": count})
    return message.show(report.language)


def closing(report: Report) -> Iterator[tuple[str, ...]]:
    """The paragraphs that close a report, each as its lines."""
    confirm = confirm_line(report)
    if confirm:
        yield (confirm,)
    files = tuple(lines(report))
    if files:
        yield files
    if report.receipt and report.forms:
        yield (in_words(report.receipt, report.language),)
