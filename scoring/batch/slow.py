"""Lines that vectors leave alone (negative numbers, more than 18 digits, odd bounds): the scalar engine, one by one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from indicators.exact import Number
from indicators.form import Budget, Form
from scoring.audit import budget as budgets
from scoring.audit import scores as checks
from scoring.batch.faced import STATUSES
from scoring.batch.numbers import MISSING, written
from scoring.batch.shapes import bits
from scoring.rulebook import Rulebook
from scoring.scorecard import Scorecard
from scoring.scorer import score

if TYPE_CHECKING:
    from scoring.batch.chunk import Lines, Scores

UNIT = 10**6
CHECKS = (
    budgets.rate_wrong, budgets.exec_score_wrong, budgets.over_executed, checks.over_weight, checks.score_too_high,
    checks.score_too_low, checks.rounded_early, checks.other_formula,
)  # fmt: skip


def score_rows(lines: Lines, scores: Scores, book: Rulebook) -> None:
    """Score the slow lines of a chunk as forms of one line, and put their results in place."""
    rows = np.flatnonzero(lines.faced.slow)
    if not len(rows):
        return
    if scores.high is scores.low:
        scores.high, scores.rest_high = scores.low.copy(), scores.rest_low.copy()
    scores.hits.drop(rows)
    for row in rows.tolist():
        card = alone(lines, row, book)
        line = card.lines[0]
        scores.low[row], scores.high[row] = _hundredths(line.shown.low), _hundredths(line.shown.high)
        if len(scores.rest_low):
            scores.rest_low[row] = _rest(line.exact.low, line.shown.low)
            scores.rest_high[row] = _rest(line.exact.high, line.shown.high)
        scores.status[row] = STATUSES.index(line.status)
        scores.assumed[row] = bits(line.measure.assumed)
        for check in CHECKS:
            for _ in check(card):
                scores.hits.add(check.code, np.array([row]))


def exact(lines: Lines, row: int, book: Rulebook) -> tuple[Fraction, Fraction]:
    """The exact score of one line, from and to."""
    value = alone(lines, row, book).lines[0].exact
    return value.low, value.high


def alone(lines: Lines, row: int, book: Rulebook) -> Scorecard:
    """One line as a form of its own, scored."""
    return score(_form(lines, row), book)


def _form(lines: Lines, row: int) -> Form:
    weight, filed = (_number(int(each.values[row])) for each in (lines.weight, lines.filed))
    own = None if lines.filed.state[row] == MISSING else filed
    rate = lines.rates[row].as_py() if lines.rates is not None else None
    line = evolve(lines.faced.line(row), weight=weight, filed=own, printed_rate=rate or "")
    if line.block == "budget":
        return Form("project", budget=Budget(evolve(line, id="budget")))
    return Form("project", goal=line) if line.block == "goal" else Form("project", indicators=(line,))


def _number(millionths: int) -> Number:
    value = Fraction(millionths, UNIT)
    return Number(written(value), value)


def _hundredths(value: Fraction) -> int:
    return int(value * 100)


def _rest(exact: Fraction, shown: Fraction) -> np.float64:
    """The difference in hundredths; 0 only where it is."""
    rest = (exact - shown) * 100
    return np.float64(rest.numerator) / np.float64(rest.denominator)
