"""``--against``: one form under two rulebooks, line by line."""

from __future__ import annotations

import json
from typing import Any

from attrs import frozen

from indicators.form import Form
from scoring.interval import Interval
from scoring.report import Report
from scoring.report.json_report import VERSION, closing_data, ratio
from scoring.report.rows import filed_text, weight_text
from scoring.report.table import table
from scoring.rounding import decimal
from scoring.scorecard import LineScore, Scorecard
from scoring.show import points_of, span, sum_of, total_of

HEADINGS = ("line", "indicator", "weight", "filed", "rule", "against", "change")


@frozen(eq=False)
class Pair:
    """One form scored twice."""

    first: Scorecard
    second: Scorecard


def as_printed(card: Scorecard) -> Form:
    """The form without the weights that the first rulebook's blocks gave it: the second infers its own."""
    if not card.inferred:
        return card.form
    from scoring.reconstruct import without_weights

    return without_weights(card.form)


def render(report: Report, pairs: tuple[Pair, ...], kind: str) -> str:
    """The comparison as a table for people, or as JSON where ``kind`` says so."""
    if kind == "json":
        data = {"version": VERSION, "comparisons": [_data(pair) for pair in pairs], **closing_data(report)}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return "\n\n".join(_text(report, pair) for pair in pairs) + "\n"


def _text(report: Report, pair: Pair) -> str:
    first, second = pair.first, pair.second
    rows = [_row(one, other, first, second) for one, other in zip(first.lines, second.lines, strict=True)]
    places = _places(first, second)
    change = _change(first.natural or first.rule, second.natural or second.rule, places)
    total = ("", report.say("total"), "", span(first.filed, first), total_of(first), total_of(second), change)
    grades = " → ".join(card.grade(card.exact) or "?" for card in (first, second))
    head = (
        first.form.label,
        f"{first.form.place.file} · {first.choice.label} {report.say('against')} {second.choice.label}",
        f"{report.say('grade')} {grades}",
        "",
    )
    sums = [
        f"{one.line.id}: {sum_of(one, first)}  |  {sum_of(other, second)}"
        for one, other in zip(first.lines, second.lines, strict=True)
        if one.exact != other.exact
    ]
    body = table(report, HEADINGS, [*rows, total])
    return "\n".join((*head, body, *([""] if sums else []), *sums))


def _row(one: LineScore, other: LineScore, first: Scorecard, second: Scorecard) -> tuple[str, ...]:
    filed = filed_text(one.line)
    alike = one.exact == other.exact or not (first.has_points and second.has_points)
    change = "" if alike else _change(one.likely.shown, other.likely.shown, _places(first, second))
    return (
        one.line.id,
        one.line.name,
        weight_text(one),
        filed,
        points_of(one, first),
        points_of(other, second),
        change,
    )


def _places(*cards: Scorecard) -> int:
    """How many decimals the difference of scores under several rulebooks has."""
    return max(card.rulebook.places for card in cards)


def _change(one: Interval, other: Interval, places: int) -> str:
    if one.value is None or other.value is None:
        return "" if one == other else "?"
    return decimal(other.value - one.value, places) if other.value != one.value else ""


def _total(card: Scorecard) -> dict[str, str]:
    places = card.rulebook.places
    return {"low": decimal(card.rule.low, places), "high": decimal(card.rule.high, places)}


def _data(pair: Pair) -> dict[str, Any]:
    def value(line: LineScore, card: Scorecard) -> dict[str, str]:
        shown, exact, places = line.shown, line.exact, card.rulebook.places
        return {
            "low": decimal(shown.low, places), "high": decimal(shown.high, places),
            "exact_low": ratio(exact.low), "exact_high": ratio(exact.high), "formula": line.step.formula,
        }  # fmt: skip

    lines = zip(pair.first.lines, pair.second.lines, strict=True)
    cards = (pair.first, pair.second)
    return {
        "title": pair.first.form.label,
        "file": pair.first.form.place.file,
        "rulebooks": [pair.first.choice.label, pair.second.choice.label],
        "totals": [_total(card) if card.has_points else None for card in cards],
        "lines": [
            {
                "id": one.line.id,
                "name": one.line.name,
                "rule": [
                    value(line, card) if card.has_points else None
                    for line, card in zip((one, other), cards, strict=True)
                ],
            }
            for one, other in lines
        ],
    }
