"""``--explain``: the sum of a line, step by step, with the rule that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.measure import Levelled, Numeric, Refused
from scoring.audit.finding import basis
from scoring.report import Report
from scoring.report.found import label
from scoring.report.rows import filed_text, weight_text
from scoring.rounding import plain
from scoring.scorecard import LineScore, Scorecard
from scoring.show import assumed_of, cell, points_of, rests_on, sum_of

HEADINGS = ("standard",)


def render(report: Report, line_id: str) -> str | None:
    """The explanation of the line ``line_id`` in every form that has it, or of all lines; None if no form has it."""
    parts = []
    for form in report.forms:
        lines = [line for line in form.card.lines if line_id in ("", line.line.id, label(line.line, "zh"))]
        if lines:
            head = f"{form.card.form.label}  [{form.card.form.place}]"
            parts.append("\n\n".join((head, *("\n".join(_line(report, form.card, line)) for line in lines))))
    return "\n\n".join(parts) + "\n" if parts else None


def _line(report: Report, card: Scorecard, line: LineScore) -> Iterator[str]:
    own, say = line.line, report.say
    kind = say(line.measure.kind) if line.measure.kind else say("no kind")
    yield f"{label(own, report.language)}  {_flat(own.name)}  [{own.place}]"
    language = report.language
    cells = (
        ("target", cell(own, "target", own.target, language)),
        ("actual", cell(own, "actual", own.actual, language)),
        *((("standard", own.standard),) if own.standard else ()),
        ("weight", weight_text(line, language)),
    )
    yield "  " + "  ".join(f"{say(heading)} {_flat(text) or '—'}" for heading, text in cells)
    yield f"  {say('kind')}: {kind}{_numbers(report, line)}"
    for note in line.notes:
        yield f"  · {note.show(report.language)}"
    if card.has_points:
        for says in line.step.labels():
            yield f"  {says.show(report.language)}"
    if line.counted and card.has_points:
        yield f"  = {sum_of(line, card)}"
    if not card.has_points:
        yield f"  {say('scoring')} {say('none on this form')}"
        return
    filed = filed_text(own, language, "—")
    difference = "" if line.difference is None else f"  {say('difference')} {plain(line.difference)}"
    yield f"  {say('filed')} {filed}  {say('rule')} {points_of(line, card)}{difference}"
    if line.assumed:
        yield f"  {say('assumed')}: {assumed_of(line, report.language)}"
    table = "budget" if own.block == "budget" else "bands" if isinstance(line.measure, Levelled) else "rules"
    yield f"  {say('basis')}: {rests_on(basis(card, table), report.language)}"


def _flat(text: str) -> str:
    """A cell on one line."""
    return " ".join(text.split())


def _numbers(report: Report, line: LineScore) -> str:
    """The numbers that face each other, in one unit."""
    read = line.measure
    if isinstance(read, Refused):
        return f"; {report.say('refused')}: {read.message.show(report.language)}"
    if not isinstance(read, Numeric):
        return ""
    low = "" if read.low is None else plain(read.low)
    high = "" if read.high is None else plain(read.high)
    wanted = f"{low}–{high}" if read.kind == "within" else low or high
    done = ""
    if read.actual is not None:
        ends = (read.actual.low, read.actual.high)
        done = "–".join(dict.fromkeys("∞" if end is None else plain(end) for end in ends))
    return f"; A = {wanted} {read.unit}".rstrip() + (f", B = {done} {read.unit}".rstrip() if done else "")
