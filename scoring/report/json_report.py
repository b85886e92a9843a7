"""The report as JSON, version 1. Every number is a string: decimal text where rounded, ``n/d`` where exact."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from indicators.reading.accounts import FileStatus
from scoring.audit import Finding
from scoring.audit.scores import implied
from scoring.interval import Interval
from scoring.printed import counted_in
from scoring.report import FormReport, Report, receipt, why
from scoring.report.found import folded
from scoring.rounding import decimal, plain
from scoring.scorecard import LineScore, Scorecard

VERSION = 1


def render(report: Report) -> str:
    """One object with the forms and the findings that concern several of them."""
    data = {
        "version": VERSION,
        "forms": [_form(report, form) for form in report.forms],
        "findings": [_finding(report, finding, 2) for finding in report.findings],
        **closing_data(report),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def closing_data(report: Report) -> dict[str, Any]:
    """What closes every report: how many cells a person must read first, every file, the receipt."""
    return {
        "to_confirm": report.to_confirm,
        "files": [_file(report, each) for each in report.files],
        "receipt": receipt.as_data(report.receipt) if report.receipt else None,
    }


def _file(report: Report, each: FileStatus) -> dict[str, Any]:
    place, reason = each.place.spot, each.reason.show(report.language) if each.reason else ""
    return {"file": each.file, "status": each.status, "place": place, "reason": reason, "sha256": each.digest}


def ratio(value: Fraction) -> str:
    """An exact number as ``n/d``."""
    return f"{value.numerator}/{value.denominator}"


def _decimal(value: Fraction | None, places: int) -> str | None:
    return None if value is None else decimal(value, places)


def _span(shown: Interval, exact: Interval | None, places: int) -> dict[str, str]:
    span = {"low": decimal(shown.low, places), "high": decimal(shown.high, places)}
    if exact is not None:
        span |= {"exact_low": ratio(exact.low), "exact_high": ratio(exact.high)}
    return span


def _natural(shown: Interval | None, exact: Interval | None, places: int) -> dict[str, dict[str, str]]:
    """What the natural weights give, where weights are inferred."""
    return {} if shown is None else {"natural": _span(shown, exact, places)}


def _filed(card: Scorecard, places: int) -> dict[str, str]:
    """What was filed, with the one lost score that the printed total implies, if it does."""
    lost = [line for line in card.counted if line.line.filed is None]
    share = implied(card, lost[0], lost) if len(lost) == 1 and card.printed is not None else None
    score = {} if share is None or share.value is None else {"implied": decimal(share.value, places)}
    return _span(card.filed, None, places) | score


def _beside(card: Scorecard) -> dict[str, list[dict[str, str]]]:
    """The rows beside the 100 points that the printed total holds; the key is there only where it holds any."""
    if not card.aside or card.printed is None or card.filed.value is None:
        return {}
    rows = counted_in(card.form, card.printed - card.filed.value)
    return {"beside": [{"line": line.id, "points": plain(points)} for line, points in rows]} if rows else {}


def _form(report: Report, form: FormReport) -> dict[str, Any]:
    card, own, places = form.card, form.card.form, form.card.rulebook.places
    return {
        "kind": own.kind,
        "title": own.title,
        "project": own.project,
        "department": own.department,
        "unit": own.unit,
        "year": own.year,
        "source": {"file": own.place.file, "place": own.place.spot},
        "rulebook": card.choice.id,
        "rulebook_status": card.choice.how,
        "candidates": why.as_data(report, card),
        "columns": list(own.columns),
        "notes": list(own.notes),
        "points": {block.name: block.points.text for block in own.blocks},
        "totals": {
            "filed": _filed(card, places) if card.has_points else None,
            "rule": _span(card.rule, card.exact, places) | _natural(card.natural, card.natural_exact, places)
            if card.has_points
            else None,
            "printed": own.printed_total.text if own.printed_total else None,
            **_beside(card),
            "reviewed": own.reviewed.text if own.reviewed else _decimal(card.reviewed, places),
        },
        "grade": {
            "printed": own.printed_grade or None,
            "filed": card.grade(card.filed) if card.has_points else None,
            "rule": card.grade(card.exact) if card.has_points else None,
        },
        "lines": [_line(report, card, line) for line in card.lines],
        "unread": [*own.unread_cells],
        "unread_parts": [*own.unread],
        "findings": [_finding(report, finding, places) for finding in form.findings],
        "folded": [_finding(report, finding, places) for finding in _folded(form)],
    } | ({"accepted": _accepted(report, form, places)} if own.accepts else {})


def _folded(form: FormReport) -> list[Finding]:
    """The findings that people are told once for several lines; each of these has its own among the findings."""
    alone = {id(each) for each in form.findings}
    return [each for each in folded(form.findings) if id(each) not in alone]


def _accepted(report: Report, form: FormReport, places: int) -> list[dict[str, Any]]:
    """The findings that the form's waivers accept; the key is there only where the form has waivers."""
    return [_finding(report, each.finding, places) | {"reason": each.reason} for each in form.accepted]


def _line(report: Report, card: Scorecard, line: LineScore) -> dict[str, Any]:
    own, places = line.line, card.rulebook.places
    weight = own.weight.text if own.weight else plain(line.points) if line.points is not None else None
    return {
        "id": own.id,
        "block": own.block,
        "group": own.group,
        "level1": own.level1,
        "level2": own.level2,
        "name": own.name,
        "kind": line.measure.kind,
        "target": own.target,
        "actual": own.actual,
        "standard": own.standard,
        "weight": weight,
        "weight_source": line.weight_source,
        "filed": own.filed.text if own.filed else None,
        "reviewed": own.reviewed.text if own.reviewed else None,
        "rule": _span(line.shown, line.exact, places)
        | _natural(line.solution.shown if line.solution else None, line.natural, places)
        if card.has_points
        else None,
        "difference": _decimal(line.difference, places),
        "status": line.status,
        "assumed": list(line.assumed),
        "unread": [*own.unread],
        "candidates": {key: [*texts] for key, texts in own.candidates},
        "formula": line.step.formula if line.counted else "",
        "notes": [note.show(report.language) for note in line.notes],
    }


def _finding(report: Report, finding: Finding, places: int) -> dict[str, Any]:
    value = finding.recomputed
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "line": finding.line,
        "lines": list(finding.lines),
        "indicator": finding.indicator or None,
        "place": str(finding.place),
        "filed": finding.filed,
        "recomputed": None if value is None else _span(value, value, places),
        "message": finding.message.show(report.language),
        "rule": finding.rule,
    }
