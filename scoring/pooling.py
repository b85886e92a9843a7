"""The lines whose weights are inferred or unknown: their points put together, their scores made ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from indicators.measure import measure
from indicators.messages import Message
from indicators.notes import note
from scoring.interval import Interval
from scoring.pool import UNUSED, Part, Pool, Share
from scoring.reconstruct import Reconstruction
from scoring.rounding import half_up_interval, plain
from scoring.scorecard import JUDGEMENT, SCORED, LineScore, Scorecard
from scoring.trace import Step
from scoring.worth import met, step_points

ZERO, ONE = Fraction(0), Fraction(1)


def pooled(card: Scorecard, most: Mapping[str, Fraction]) -> Scorecard:
    """``card``, scored on the natural weights, with everything that the form allows in their place.

    ``most`` are the points that a line without any weight can have, which it shares with the others of its block.
    """
    inferred = [_inferred(card, block) for block in card.inferred if block.weights]
    ranges = {line: pool for pool in inferred for line in pool.lines}
    lines = tuple(_ranged(card, line, ranges.get(line.line.id)) for line in card.lines)
    open_ones = [line for line in card.counted if line.points is None and line.line.id not in ranges]
    return evolve(card, lines=lines, pools=(*inferred, *_open(card, open_ones, most)))


def on_natural(card: Scorecard) -> Scorecard:
    """``card`` with the natural weights taken for certain: single numbers, where scores are ranges for the weights."""
    solved = {line.line.id for line in card.lines if line.solution}
    pools = tuple(pool for pool in card.pools if not solved & pool.lines)
    return evolve(card, lines=tuple(line.likely for line in card.lines), pools=pools) if solved else card


def _inferred(card: Scorecard, block: Reconstruction) -> Pool:
    """The lines of a block whose weights were inferred: they weigh what was filed at least, and the block in all."""
    own = {line.line.id: line for line in card.lines}
    points = block.points or ZERO
    parts = [Part(least, tuple(_share(card, own[line], points) for line in lines)) for lines, least in block.scores]
    return Pool(points, tuple(parts))


def _open(card: Scorecard, lines: Sequence[LineScore], most: Mapping[str, Fraction]) -> Iterator[Pool]:
    """The lines of unknown weight, block by block: they have the points of the block together at most."""
    homes = {line: block.block for block in card.inferred for line in block.lines
             if block.points is not None}  # fmt: skip
    together: dict[str | None, list[LineScore]] = {}
    for line in lines:
        together.setdefault(homes.get(line.line.id), []).append(line)
    for each in together.values():
        points = most[each[0].line.id]
        if points:
            yield Pool(points, (*(Part(ZERO, (_share(card, line, points),)) for line in each), UNUSED))


def _share(card: Scorecard, line: LineScore, points: Fraction) -> Share:
    """What a line earns of its weight, read off its score: all rules but step tables are linear in the weight."""
    own, year = line.line, card.form.year
    if own.steps:
        rows = [(row, met(measure(evolve(own, target=row.at, kind=None, steps=()), year))) for row in own.steps]
        return Share(own.id, Interval.point(ONE), step_points(rows, points))
    weight = line.weight.high if line.weight else ONE
    return Share(own.id, Interval(line.exact.low / weight, line.exact.high / weight))


def _ranged(card: Scorecard, line: LineScore, pool: Pool | None) -> LineScore:
    """A line on an inferred weight: its score is everything between its least and its greatest weight."""
    if pool is None:
        return line
    value, weight = pool.score({line.line.id}), pool.weight({line.line.id})
    text = {"natural": line.line.weight, "low": plain(weight.low), "high": plain(weight.high)}
    step = Step("inferred", value, (line.step,), Message("the weight may lie anywhere from {low} to {high}", text))
    return evolve(
        line,
        weight=weight,
        step=step,
        shown=half_up_interval(value, card.rulebook.places),
        status=JUDGEMENT if line.status == SCORED and value.value is None else line.status,
        notes=(*line.notes, note("weight-inferred", **text)),
        solution=line,
    )
