"""Q6xx: qualitative lines (定性指标) and their levels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from indicators.cells import read_cell
from indicators.form import LEVELS
from indicators.measure import Levelled
from scoring.audit.finding import ERROR, WARNING, Hit, check, filed, judged, say
from scoring.audit.fits import harm, right
from scoring.rounding import plain
from scoring.scorecard import LineScore, Scorecard


@check("Q601", "level-undeclared", WARNING)
def level_undeclared(card: Scorecard) -> Iterator[Hit]:
    """A qualitative line does not say which of the three levels was reached.

    What it finds: words on both sides that are neither a stock phrase (达成, 部分达成 …) nor the same text. An error
    only where the form has a column for the level.
    Why it matters: without a level the line's score cannot be checked at all.
    Basis: 定性指标: three levels, each with a band of the points.
    Example: target 有效保障, completion 情况良好.
    Remedy: declare the level (达成, 部分达成 or 未达成).
    """
    severity = ERROR if card.rulebook.level_column else WARNING
    for line in card.counted:
        read = line.measure
        if not isinstance(read, Levelled) or read.level is not None or read_cell(line.line.actual).missing:
            continue
        if not judged(card, line) and not _of_its_own(card, line):
            yield Hit(
                say("{actual} does not tell the level of {target}", actual=line.line.actual, target=line.line.target),
                line, "actual", line.line.actual, line.exact, severity, "bands",
            )  # fmt: skip


def _of_its_own(card: Scorecard, line: LineScore) -> bool:
    """Whether the completion is one of the rulebook's own levels."""
    if not card.rulebook.levels:
        return False
    from scoring.prescribed import level_of  # few rulebooks have levels of their own

    return level_of(line.line.actual, card.rulebook) is not None


@check("Q602", "level-score-clash", ERROR)
def level_score_clash(card: Scorecard) -> Iterator[Hit]:
    """The filed score of a qualitative line lies outside its level's band.

    What it finds: a score that the level cannot have, edges as the rulebook closes them; with a declared rate, a score
    other than weight × rate. A warning where the level was inferred from words.
    Why it matters: level and score contradict each other.
    Basis: 100-80%（含80%）、80-50%（含50%）、50-0% of the points, or the rulebook's own bands.
    Example: level 达成, weight 10, filed 7: the band is 8 to 10.
    Remedy: correct the score, or the level.
    """
    for line in card.counted:
        own = line.likely  # an inferred weight is the natural one here
        read, value, weight = line.measure, filed(line), own.points
        if not isinstance(read, Levelled) or read.level is None or value is None or not weight:
            continue
        if not 0 <= value <= weight or _fits(card, own, read.level, value, weight):
            continue
        band, severity = own.shown, harm(line, value, ERROR if read.source == "declared" else WARNING)
        yield Hit(
            say("filed {filed}; {level} of {weight} points is {low} to {high}", filed=line.line.filed,
                level=LEVELS[read.level], weight=plain(weight), low=plain(band.low), high=plain(band.high)),
            line, "filed", str(line.line.filed), line.exact, severity, "bands",
        )  # fmt: skip


def _fits(card: Scorecard, line: LineScore, level: str, value: Fraction, weight: Fraction) -> bool:
    """Whether a filed score is in the half-open band, if there is one, or is the declared rate's."""
    if not card.rulebook.states("bands") or level not in card.rulebook.bands:
        return True
    if line.exact.value is not None:
        return right(line, value)
    if isinstance(line.measure, Levelled) and line.measure.share is not None:
        return line.measure.share[0] <= value / weight <= line.measure.share[1]
    return card.rulebook.in_band(level, value / weight)
