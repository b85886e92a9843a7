"""A scorecard → the plain rows and cells that the page shows. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from attrs import evolve, frozen

from indicators.form import KINDS, LEVELS, Form, Line
from scoring.audit import NOTE, SEVERITIES, Finding
from scoring.report import Report
from scoring.report.rows import grades, line_row, total_row, weight_text
from scoring.scorecard import LineScore, Scorecard
from scoring.show import span, sum_of
from scoring.web.edits import Wrong, shown, value_of
from scoring.web.sessions import Entry

SHOWN = MappingProxyType(
    {
        "project": "project",
        "department": "department",
        "year": "year",
        "printed_total": "printed total",
        "deviation_reason": "reason for the deviation",
        "improvement": "improvement",
        "level1": "category",
        "level2": "subcategory",
        "name": "indicator",
        "target": "target",
        "actual": "actual",
        "weight": "weight",
        "filed": "filed score",
        "level": "degree of completion",
        "rate": "share within the degree",
        "kind": "kind",
        "reason": "reason for the deviation",
        "printed_rate": "printed rate",
        "initial": "initial budget",
        "text": "the goal in words",
    }
)
FIGURES = frozenset({"weight", "filed", "rate", "printed_rate", "initial"})
# The cell that a finding is about where its place does not tell, by the family of its code.
_FAMILIES = MappingProxyType({"S": "filed", "W": "weight", "T": "target", "B": "actual", "R": "reason"})


@frozen
class Cell:
    """One cell of the form: what it is called in a post, to a reader, and on the page; what was found in it."""

    name: str
    label: str
    value: str
    rows: int = 1
    across: int = 1
    lines: int = 1
    figure: bool = False
    codes: tuple[str, ...] = ()
    problem: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """The name as an element's id."""
        return self.name.replace(".", "-").replace("+", "_")


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
    group: tuple[str, tuple[Cell, ...]] | None = None

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
    money: str


def sheet(entry: Entry, report: Report, wrong: Sequence[Wrong] = ()) -> Sheet:
    """One form; what was refused stands in its cells as it was typed."""
    (own,) = report.forms
    card, say = own.card, report.say
    maker = _Maker(entry.form, report, {each.name: each for each in wrong}, own.findings)
    keys = ("project", "department", "unit", "year", "printed_total")
    head = {key: maker.cell("form", key) for key in (*keys, "deviation_reason", "improvement")}
    total = [("filed", span(card.filed, card)), ("rule", span(card.rule, card))]
    total.append(("printed", entry.form.printed_total.text if entry.form.printed_total else "—"))
    if card.rulebook.grades:
        total.append(("grade", grades(card)))
    return Sheet(
        entry.number,
        entry.version,
        label(entry),
        shown(entry.form.place.file),
        head,
        tuple(_rows(entry.form, card, maker)),
        _signed(total_row(card, say("total"))[4:]),
        tuple((say(name), figure) for name, figure in total),
        tuple((say(each), sum(one.severity == each for one in own.findings)) for each in SEVERITIES),
        tuple(found(each, report) for each in own.findings if card.of(each.line or "") is None),
        tuple((each.finding.code, shown(each.reason)) for each in own.accepted),
        card.choice.label,
        entry.form.budget.money_unit if entry.form.budget else "",
    )


def label(entry: Entry) -> str:
    """What a form is called; its number where it says nothing."""
    return shown(entry.form.label) or f"#{entry.number}"


def found(finding: Finding, report: Report) -> Found:
    """A finding in the reader's language."""
    return Found(
        finding.code, finding.severity, shown(finding.message.show(report.language)), finding.rule,
        shown(str(finding.place)), finding.line or "",
    )  # fmt: skip


def _signed(total: tuple[str, ...]) -> tuple[str, ...]:
    """The totals, their difference with its sign as on the lines."""
    *figures, difference = total
    return (*figures, difference if difference in ("", "0.00") or difference[0] in "-−" else f"+{difference}")


def called(form: Form, name: str, report: Report) -> str:
    """What a cell is called in a sentence: its line and its column."""
    owner, _, key = name.rpartition(".")
    line = next((each for each in form.lines() if each.id == owner.partition("+")[0]), None)
    words = (" ".join(shown(line.name).split())[:40] if line else "", report.say(SHOWN.get(key, "")))
    return " ".join(filter(None, words))


def summaries(report: Report, entries: Iterable[Entry]) -> Iterator[dict[str, object]]:
    """One row a form for the overview."""
    for entry, form in zip(entries, report.forms, strict=True):
        card = form.card
        yield {
            "number": entry.number,
            "label": label(entry),
            "file": shown(card.form.place.file),
            "filed": span(card.filed, card),
            "rule": span(card.rule, card),
            "printed": card.form.printed_total.text if card.form.printed_total else "—",
            "grade": grades(card),
            "counts": [sum(each.severity == one for each in form.findings) for one in SEVERITIES],
        }


class _Maker:
    """Makes cells of one form."""

    def __init__(self, form: Form, report: Report, wrong: Mapping[str, Wrong], findings: Sequence[Finding]) -> None:
        self.form, self.report, self.wrong, self.findings = form, report, wrong, findings

    def cell(self, owner: str, key: str, **more: object) -> Cell:
        """The cell ``key`` of a line or of the form."""
        name = f"{owner}.{key}"
        refused = self.wrong.get(name)
        value = refused.typed if refused else shown(value_of(self.form, owner.partition("+")[0], key))
        problem = refused.message.show(self.report.language) if refused else ""
        label = self.report.say("implementing unit" if key == "unit" else SHOWN.get(key, ""))
        return Cell(name, label, value, figure=key in FIGURES, problem=problem, lines=_lines(value), **more)  # type: ignore[arg-type]

    def of_line(self, line: Line, key: str, **more: object) -> Cell:
        """A cell of a line, named to a reader with its line, and marked with what was found in it."""
        marked = [each for each in self.findings if each.line == line.id and each.severity != NOTE]
        own = [each for each in marked if _key(each, line) == key]
        codes = tuple(dict.fromkeys(each.code for each in own))
        made = self.cell(line.id, key, codes=codes, **more)
        return evolve(made, label=f"{' '.join(shown(line.name).split())[:40]} {made.label}".strip())


def _lines(value: str, width: int = 14) -> int:
    """About how many lines a text takes in a cell, for browsers that cannot tell themselves."""
    wide = (sum(2 if ord(sign) > 0x2E7F else 1 for sign in part) for part in value.split("\n"))
    return min(12, sum(max(1, -(-each // width)) for each in wide))


def _key(finding: Finding, line: Line) -> str:
    """The cell of a line that a finding is about."""
    keys = [key for key, place in line.places if place == finding.place]
    if len(keys) == 1:
        return {"budget": "target", "spent": "actual"}.get(keys[0], keys[0])
    return _FAMILIES.get(finding.code[0], "")


def _rows(form: Form, card: Scorecard, maker: _Maker) -> Iterator[Row]:
    raw = tuple(form.lines())
    heads = _heads(raw, maker)
    groups = {group.lines[0].id: (number, group) for number, group in enumerate(form.groups, 1) if group.lines}
    for line, score in zip(raw, card.lines, strict=True):
        group = groups.get(line.id)
        cells = (maker.cell(f"g{group[0]}", "text"), maker.cell(f"g{group[0]}", "weight")) if group else ()
        yield _row(line, score, maker, card, heads[line.id], (shown(group[1].name), cells) if group else None)


def _row(
    line: Line, score: LineScore, maker: _Maker, card: Scorecard, heads: tuple[Cell, ...],
    group: tuple[str, tuple[Cell, ...]] | None,
) -> Row:  # fmt: skip
    say, texts = maker.report.say, line_row(score, card)
    more = [maker.of_line(line, key) for key in (("initial", "printed_rate") if line.block == "budget" else ())]
    if line.block == "indicator":
        more.append(maker.of_line(line, "kind", choices=_choices("kind", maker.report)))
    if line.block != "budget":
        more += [maker.of_line(line, "level", choices=_choices("level", maker.report)), maker.of_line(line, "rate")]
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
        sum_of(score) if score.counted else "",
        tuple(found(each, maker.report) for each in maker.findings if each.line == line.id),
        group,
    )


def _choices(key: str, report: Report) -> tuple[tuple[str, str], ...]:
    names = tuple((each, report.say(each)) for each in KINDS) if key == "kind" else tuple(LEVELS.items())
    return (("", "—"), *names)


def _heads(raw: Sequence[Line], maker: _Maker) -> dict[str, tuple[Cell, ...]]:
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


def _merged(lines: Sequence[Line], key: str, maker: _Maker) -> Cell:
    return maker.cell("+".join(line.id for line in lines), key, rows=len(lines))
