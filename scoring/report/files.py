"""What became of every file, as lines and rows: forms are counted, all else is named with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.reading.accounts import FORM, STATUSES, FileStatus
from scoring.report import Report

HEADINGS = ("file", "status", "place", "reason")
MOST_NAMED = 6  # files that one line names
SHOWN = (
    "form", "targets", "monitoring", "appraisal", "blank form", "head only", "hidden", "work paper", "copy",
    "not read", "no form",
)  # fmt: skip
_NAMES = dict(zip(STATUSES, SHOWN, strict=True))


def counts(report: Report) -> str:
    """How many files were found, and how many of each kind: they add up."""
    first: dict[str, str] = {}
    for each in report.files:
        first.setdefault(each.file, each.status)
    own = [(_NAMES[status], sum(each == status for each in first.values())) for status in STATUSES]
    parts = ", ".join(f"{report.say(name)} {count}" for name, count in own if count)
    return f"{report.say('files')} {len(first)}: {parts}"


def lines(report: Report) -> Iterator[str]:
    """The counts and every file that is no form; nothing where all files are forms, or a single one was none."""
    others = [each for each in report.files if each.status != FORM]
    if not others:
        return
    if len({each.file for each in report.files}) > 1:
        yield counts(report)
    yield from (line(report, each) for each in others if not each.aside)
    aside = [each.file for each in others if each.aside]
    if aside:
        names = ", ".join(aside[:MOST_NAMED]) + (f" … ({len(aside)})" if len(aside) > MOST_NAMED else "")
        yield f"{report.say('no form in')} {names}"


def line(report: Report, each: FileStatus) -> str:
    """One file with its reason."""
    return f"{report.say(_NAMES[each.status])} {where(each)}: {reason(report, each)}"


def where(each: FileStatus) -> str:
    """A file and the spot in it."""
    return str(each.place) if each.place.file == each.file else each.file


def reason(report: Report, each: FileStatus) -> str:
    """Why a file is no form."""
    return each.reason.show(report.language) if each.reason else ""


def rows(report: Report) -> list[tuple[str, ...]]:
    """Every file: its name, status, place in it and reason."""
    return [
        (each.file, report.say(_NAMES[each.status]), each.place.spot, reason(report, each)) for each in report.files
    ]
