"""The rows that every tabular report shows, as texts."""

from __future__ import annotations

from types import MappingProxyType

from indicators.form import Form, Line
from indicators.messages import Message
from indicators.unread import readings
from indicators.wording import beside_label
from scoring.printed import counted_in
from scoring.report import FormReport, Report
from scoring.report.found import filed_total, label
from scoring.rounding import decimal, plain
from scoring.scorecard import LineScore, Scorecard
from scoring.show import (
    assumed_of,
    cell,
    doubt_of,
    indicator_name,
    joined,
    points_of,
    row_name,
    span,
    to_confirm,
    total_of,
)

LINE_HEADINGS = ("line", "indicator", "target", "actual", "weight", "filed", "rule", "difference")
SUMMARY_HEADINGS = ("form", "filed", "rule", "printed", "grade", "errors", "warnings", "notes", "accepted")
# What a reviewer printed, where a form has any: behind the filed scores, and on the work paper
REVIEWED_HEADINGS = ("reviewed", "printed review score")
FIGURES = (
    "weight", "filed", "reviewed", "rule", "difference", "printed", "errors", "warnings", "notes", "accepted",
    "against", "change", "funds", "share of funds", "value", "value × share",
)  # fmt: skip

_DIVISIONS = ("省", "壮族自治区", "回族自治区", "自治区", "市", "区", "县")  # how the names of regions end

SHOWN = MappingProxyType(
    {
        "named": "named by the user or the form",
        "evidence": "chosen by what the form prints",
        "tied": "these fit alike; only what they agree on is scored",
        "none": "no rulebook fits; scored by the form's own points and what all rulebooks say alike",
    }
)


def line_table(report: Report, card: Scorecard) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and rows of the lines with the totals; what scores rest on has a column where there is such a line."""
    language = report.language
    headings: tuple[str, ...] = LINE_HEADINGS
    rows = [line_row(line, card, language) for line in card.lines]
    rows.append(total_row(card, report.say("total")))
    if card.has_review:
        given = [*(reviewed_text(line.line, language) for line in card.lines), reviewed_total(card, language)]
        headings, rows = _behind_filed(headings, REVIEWED_HEADINGS[0]), [*map(_behind_filed, rows, given)]
    if any(line.assumed for line in card.lines):
        own = [*(assumed_of(line, language) for line in card.lines), ""]
        return (*headings, "assumed"), [(*row, each) for row, each in zip(rows, own, strict=True)]
    return headings, rows


def clauses(card: Scorecard, language: str) -> tuple[str, ...]:
    """The clauses in words that nothing computes, each with the rows whose scores a person must hold against it."""
    return tuple(
        Message(
            "a person judges, nothing computes: {clause} ({rows})",
            {"clause": clause, "rows": joined([row_name(line.line) for line in lines])},
        ).show(language)
        for clause, lines in card.unsaid.items()
    )


def _behind_filed(row: tuple[str, ...], text: str, filed: int = LINE_HEADINGS.index("filed")) -> tuple[str, ...]:
    return (*row[: filed + 1], text, *row[filed + 1 :])


def line_row(line: LineScore, card: Scorecard, language: str = "en") -> tuple[str, ...]:
    """One line: id or row, name, cells, weight, filed, rule, difference."""
    own, places = line.line, card.rulebook.places
    difference = "" if line.difference is None else decimal(line.difference, places)
    return (
        label(own, language),
        cell(own, "name", indicator_name(own), language),
        cell(own, "target", own.target or own.standard, language),
        cell(own, "actual", own.actual, language),
        weight_text(line, language),
        filed_text(own, language),
        points_of(line, card) if line.counted else "",
        difference if line.difference else "",
    )


def filed_text(line: Line, language: str = "en", missing: str = "") -> str:
    """The filed score as written."""
    return cell(line, "filed", line.filed.text if line.filed else missing, language)


def reviewed_text(line: Line, language: str = "en", missing: str = "") -> str:
    """The score that a reviewer printed, as written."""
    return cell(line, "reviewed", line.reviewed.text if line.reviewed else missing, language)


def reviewed_total(card: Scorecard, language: str = "en", missing: str = "") -> str:
    """The total that a reviewer printed, as written, or what the reviewed scores add to."""
    if card.form.is_unread("reviewed"):
        return to_confirm(readings(card.form, "reviewed"), language)
    if card.form.reviewed is not None:
        return card.form.reviewed.text
    if card.reviewed is not None:
        return decimal(card.reviewed, card.rulebook.places)
    bare = joined([row_name(line.line) for line in card.counted if line.line.reviewed is None])
    return Message("{missing} (no review score: {lines})", {"missing": missing, "lines": bare}).show(language) if (
        missing and len(bare) < len(card.counted)) else missing  # fmt: skip


def weight_text(line: LineScore, language: str = "en") -> str:
    """The weight as written, or what is known of it; ``≈`` marks one that is inferred."""
    if line.line.weight is not None:
        return f"≈{line.line.weight.text}" if line.solution else line.line.weight.text
    if line.line.is_unread("weight"):
        return cell(line.line, "weight", "", language)
    if line.weight is None:
        return ""
    return plain(line.weight.low) if line.weight.value is not None else f"≤{plain(line.weight.high)}"


def summary(report: Report) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and a row a form, with its file where several files were read."""
    files = [form.card.form.place.file for form in report.forms]
    headings, rows = summary_rows(report)
    if len(set(files)) < 2 or not report.brief:
        return headings, rows
    return ("file", *headings), [(file, *row) for file, row in zip(files, rows, strict=True)]


def summary_rows(report: Report) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and a row a form; reviewed totals have a column where there is one."""
    rows = [summary_row(form, report.language) for form in report.forms]
    if not any(form.card.has_review for form in report.forms):
        return SUMMARY_HEADINGS, rows
    filed = SUMMARY_HEADINGS.index("filed")
    given = [reviewed_total(form.card, report.language) for form in report.forms]
    headings = _behind_filed(SUMMARY_HEADINGS, REVIEWED_HEADINGS[0], filed)
    return headings, [_behind_filed(row, each, filed) for row, each in zip(rows, given, strict=True)]


def summary_row(form: FormReport, language: str = "en") -> tuple[str, ...]:
    """One form: its totals, grades and findings counted."""
    card = form.card
    counts = [str(sum(finding.severity == each for finding in form.findings)) for each in ("error", "warning", "note")]
    printed = printed_text(card.form, "")
    counts.append(str(len(form.accepted)))
    filed = filed_total(card, language, brief=True)
    return (card.form.label, filed, total_of(card), printed, grades(card), *counts)


def printed_text(form: Form, missing: str, language: str = "en") -> str:
    """The printed total as written."""
    if form.is_unread("printed_total"):
        return to_confirm(readings(form, "printed_total"), language)
    return form.printed_total.text if form.printed_total else missing


def printed_sum(card: Scorecard, language: str = "en") -> str:
    """How a printed total comes to more or less than the scores by rows beside the points: 100（97.00 + 加分项 3）."""
    if not card.aside or card.printed is None or card.filed.value is None:
        return ""
    rows = counted_in(card.form, card.printed - card.filed.value)
    names = [beside_label(line.name, line.level1, line.level2) or line.name for line, _ in rows]
    moved = [f"{'-' if points < 0 else '+'} {plain(abs(points))}" for _, points in rows]
    parts = "".join(f" {each[0]} {name} {each[2:]}" for name, each in zip(names, moved, strict=True))
    text = {"filed": span(card.filed, card), "parts": parts}
    return Message(" ({filed}{parts})", text).show(language) if parts else ""


def grades(card: Scorecard) -> str:
    """The grade filed and the grade by rule: one if they agree."""
    filed, rule = (card.grade(total) or "?" for total in (card.filed, card.exact))
    if not card.rulebook.grades:
        return ""
    return filed if filed == rule else f"{filed} → {rule}"


def points(report: Report, card: Scorecard) -> tuple[tuple[str, str], ...]:
    """The totals, each with what it is called, and what is open; of a form without points, that it has none."""
    if not card.has_points:
        return ((report.say("scoring"), report.say("none on this form")),)
    printed = printed_text(card.form, "—", report.language) + printed_sum(card, report.language)
    given = (("reviewed", reviewed_total(card, report.language, "—")),) if card.has_review else ()
    shown = (("filed", filed_total(card, report.language)), *given, ("rule", total_of(card)), ("printed", printed))
    doubt = doubt_of(card)
    rest = ((report.say("open"), doubt.show(report.language)),) if doubt else ()
    return (*((report.say(heading), figure) for heading, figure in shown), *rest)


def totals(report: Report, form: FormReport) -> tuple[tuple[str, str], ...]:
    """The totals, the grade, and how many findings are accepted where the form has waivers."""
    card, shown = form.card, list(points(report, form.card))
    if card.rulebook.caps and card.has_points:
        from scoring.caps import most

        limit = most(card)
        shown.append((report.say("at most, by execution"), span(limit, card)))
    if card.rulebook.grades and card.has_points:
        shown.append((report.say("grade"), grades(card)))
    if card.form.accepts:
        shown.append((report.say("accepted"), str(len(form.accepted))))
    return tuple(shown)


def total_row(card: Scorecard, label: str) -> tuple[str, ...]:
    """The totals under the lines."""
    if not card.has_points:
        return ("", label, "", "", "", "—", "—", "")
    difference = ""
    rule = card.rule if card.natural is None else card.natural
    if card.filed.value is not None and rule.value is not None:
        difference = decimal(card.filed.value - rule.value, card.rulebook.places)
    weight = plain(card.weight.low) if card.weight.value is not None else span(card.weight, card)
    return ("", label, "", "", weight, span(card.filed, card), total_of(card), difference)


def chosen_by(report: Report, card: Scorecard) -> str:
    """How the rulebook was chosen; with a word on its region where the form names another one, or none."""
    how = report.say(SHOWN[card.choice.how])
    book = card.choice.rulebook
    if card.choice.how != "evidence" or not book.region or _names_region(card.form, book.region):
        return how
    return how + report.say(" (by points, columns and notes, whatever the region)")


def _names_region(form: Form, region: str) -> bool:
    """Whether a form names a region, or a part of it, anywhere in its head.

    >>> _names_region(Form("project", department="洪山区民政局"), "湖北省武汉市洪山区")
    True
    """
    head = "".join((form.title, form.project, form.department, form.unit))
    for division in _DIVISIONS:
        region = region.replace(division, " ")
    return any(part in head for part in region.split())
