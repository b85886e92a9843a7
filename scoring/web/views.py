"""A scorecard → the plain rows and cells that the page shows. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from indicators.form import Form, Line
from scoring.audit import SEVERITIES, Finding
from scoring.report import Report
from scoring.report.closing import confirm_line
from scoring.report.found import books, where
from scoring.report.rows import (
    chosen_by,
    grades,
    line_row,
    reviewed_text,
    reviewed_total,
    total_row,
    totals,
    weight_text,
)
from scoring.report.why import evidence
from scoring.scorecard import LineScore, Scorecard
from scoring.show import assumed_of, rests_on, span, sum_of, total_of
from scoring.web.cells import Cell, Maker, choices
from scoring.web.edits import Wrong, shown
from scoring.web.sessions import Entry


@frozen
class Found:
    """A finding in words."""

    code: str
    severity: str
    text: str
    rule: str
    place: str
    line: str = ""


@frozen
class Row:
    """One line of the form. ``heads`` are the merged cells that begin on it; ``title`` stands for them where fixed."""

    id: str
    title: str
    heads: tuple[Cell, ...]
    cells: tuple[Cell, ...]
    more: tuple[Cell, ...]
    inferred: str
    rule: str
    difference: str
    sum: str
    found: tuple[Found, ...]
    facts: tuple[str, ...] = ()
    group: tuple[Cell, ...] = ()

    @property
    def slot(self) -> str:
        """The id as a part of element ids."""
        return self.id.replace(".", "-")


@frozen
class Sheet:
    """One form as a page shows it."""

    number: int
    version: int
    label: str
    file: str
    head: Mapping[str, Cell]
    rows: tuple[Row, ...]
    total: tuple[str, ...]
    totals: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int], ...]
    found: tuple[Found, ...]
    accepted: tuple[tuple[str, str], ...]
    rulebook: str
    why: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]
    money: str
    to_confirm: str = ""


def sheet(entry: Entry, report: Report, wrong: Sequence[Wrong] = ()) -> Sheet:
    """One form; what was refused stands in its cells as it was typed."""
    (own,) = report.forms
    card, say = own.card, report.say
    maker = Maker(entry.form, report, {each.name: each for each in wrong}, own.findings)
    keys = ("title", "project", "year", "printed_grade", "department", "unit", "printed_total")
    head = {key: maker.cell("form", key) for key in (*keys, "deviation_reason", "improvement")}
    return Sheet(
        entry.number,
        entry.version,
        label(entry),
        shown(entry.form.place.file),
        head,
        tuple(_rows(entry.form, card, maker)),
        _signed(total_row(card, say("total"))[4:]),
        totals(report, own),
        tuple((say(each), sum(one.severity == each for one in own.findings)) for each in SEVERITIES),
        tuple(found(each, report) for each in own.findings if card.of(each.line or "") is None),
        tuple((each.finding.code, shown(each.reason)) for each in own.accepted),
        f"{books(card.choice, report.language)} ({chosen_by(report, card)})",
        tuple(_why(report, card)),
        entry.form.budget.money_unit if entry.form.budget else "",
        confirm_line(report),
    )


def _why(report: Report, card: Scorecard) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """What speaks for each rulebook that was tried, and what contradicts it."""
    for id_, title, good, bad in evidence(report, card):
        yield id_, shown(title), tuple(map(shown, good)), tuple(map(shown, bad))


def label(entry: Entry) -> str:
    """What a form is called; its number where it says nothing."""
    return shown(entry.form.label) or f"#{entry.number}"


def found(finding: Finding, report: Report, *, named: bool = True) -> Found:
    """A finding in the reader's language, with its line where it does not stand on it."""
    name, basis = where(finding, report.language) if named else "", rests_on(finding.rule, report.language)
    text = f"{name}: {finding.message.show(report.language)}" if name else finding.message.show(report.language)
    return Found(finding.code, finding.severity, shown(text), basis, shown(str(finding.place)), finding.line or "")


def _signed(total: tuple[str, ...]) -> tuple[str, ...]:
    """The totals, their difference with its sign as on the lines."""
    *figures, difference = total
    return (*figures, difference if difference in ("", "0.00") or difference[0] in "-−" else f"+{difference}")


def summaries(report: Report, entries: Iterable[Entry]) -> Iterator[dict[str, object]]:
    """One row a form for the overview."""
    for entry, form in zip(entries, report.forms, strict=True):
        card = form.card
        yield {
            "number": entry.number,
            "label": label(entry),
            "file": shown(card.form.place.file),
            "filed": span(card.filed, card),
            "rule": total_of(card),
            "printed": card.form.printed_total.text if card.form.printed_total else "—",
            "reviewed": reviewed_total(card, report.language, "—"),
            "grade": grades(card),
            "counts": [sum(each.severity == one for each in form.findings) for one in SEVERITIES],
        }


def _rows(form: Form, card: Scorecard, maker: Maker) -> Iterator[Row]:
    raw = tuple(form.lines())
    heads = _heads(raw, maker)
    groups = {group.lines[0].id: number for number, group in enumerate(form.groups, 1) if group.lines}
    for line, score in zip(raw, card.lines, strict=True):
        group = groups.get(line.id)
        cells = tuple(maker.cell(f"g{group}", key) for key in ("name", "text", "weight")) if group else ()
        yield _row(line, score, maker, card, heads[line.id], cells)


def _row(
    line: Line, score: LineScore, maker: Maker, card: Scorecard, heads: tuple[Cell, ...], group: tuple[Cell, ...]
) -> Row:
    say, texts = maker.report.say, line_row(score, card, maker.report.language)
    more = [maker.of_line(line, key) for key in (("initial", "printed_rate") if line.block == "budget" else ())]
    if line.block == "budget":
        more.append(maker.of_line(line, "money_unit", choices=choices("money_unit", maker.report, line.unit)))
    if line.block == "indicator":
        more.append(maker.of_line(line, "kind", choices=choices("kind", maker.report)))
    if line.block != "budget":
        more += [maker.of_line(line, "level", choices=choices("level", maker.report)), maker.of_line(line, "rate")]
    if line.block == "indicator":
        more.append(maker.of_line(line, "reason"))
    difference = texts[7]
    return Row(
        line.id,
        "" if line.block == "indicator" else say("budget execution" if line.block == "budget" else "annual goal"),
        heads,
        tuple(maker.of_line(line, key) for key in ("target", "actual", "weight", "filed")),
        tuple(more),
        weight_text(score) if line.weight is None else "",
        texts[6],
        f"+{difference}" if difference and score.difference and score.difference > 0 else difference,
        sum_of(score, card) if score.counted and card.has_points else "",
        tuple(found(each, maker.report, named=False) for each in maker.findings if each.line == line.id),
        tuple(_facts(line, score, maker)),
        group,
    )


def _facts(line: Line, score: LineScore, maker: Maker) -> Iterator[str]:
    """What the form holds and the page does not edit, and what the score rests on that the form does not say."""
    say, budget = maker.report.say, maker.form.budget
    if line.reviewed or line.is_unread("reviewed"):
        yield f"{say('reviewed score')}: {shown(reviewed_text(line, maker.report.language))}"
    if line.standard:
        yield f"{say('standard')}: {shown(line.standard)}"
    yield from (note.show(maker.report.language) for note in score.notes if note.code == "unsaid")
    if score.assumed:
        yield f"{say('assumed')}: {assumed_of(score, maker.report.language)}"
    if line.steps:
        yield f"{say('step table')}: " + "; ".join(f"{shown(step.at)} → {step.points.text}" for step in line.steps)
    for source in budget.sources if budget and line.block == "budget" else ():
        yield f"{shown(source.name)}: {shown(source.budget) or '—'} / {shown(source.spent) or '—'}"


def _heads(raw: Sequence[Line], maker: Maker) -> dict[str, tuple[Cell, ...]]:
    """The category cells, each on the first of the lines that it spans, as on the printed form."""
    heads: dict[str, list[Cell]] = {line.id: [] for line in raw}
    indicators = [line for line in raw if line.block == "indicator"]
    for _, first in groupby(indicators, lambda line: (line.group, line.level1, line.level1 == "" and line.id)):
        lines = list(first)
        heads[lines[0].id].append(_merged(lines, "level1", maker))
        for _, second in groupby(lines, lambda line: (line.level2, line.level2 == "" and line.id)):
            inner = list(second)
            heads[inner[0].id].append(_merged(inner, "level2", maker))
    for line in indicators:
        heads[line.id].append(maker.of_line(line, "name"))
    return {key: tuple(cells) for key, cells in heads.items()}


def _merged(lines: Sequence[Line], key: str, maker: Maker) -> Cell:
    return maker.cell("+".join(line.id for line in lines), key, rows=len(lines))
