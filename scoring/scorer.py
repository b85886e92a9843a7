"""Form × rulebook → scorecard. The score of a line is the value at the root of its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from indicators.form import LEVELS, Form, Line
from indicators.measure import Levelled, Measure, Numeric, Refused, measure
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.reading.problems import InputError
from indicators.unread import blanked, named
from scoring.choice import Choice, block_of, choose
from scoring.divisor import measured_under
from scoring.interval import Interval
from scoring.printed import information, points_of_row, prints_no_weights, weight_of_row, without_total
from scoring.rounding import half_up_interval, plain
from scoring.rulebook import Rulebook, resolve
from scoring.scorecard import JUDGEMENT, REFUSED, SCORED, LineScore, Scorecard
from scoring.trace import Step
from scoring.worth import EXPLAINED, met, step_points, worth

if TYPE_CHECKING:
    from scoring.reconstruct import Reconstruction

ZERO = Fraction(0)
NOT_COUNTED = Step("number", Interval.point(ZERO))
NO_RATE = Message("no budget and nothing spent: there is no rate")
BESIDE = Message("it stands beside the 100 points; a person judges it")

Scored = tuple[Step, list[Note]]


def score(form: Form, rules: str | Path | Rulebook | None = None) -> Scorecard:
    """Score a form under ``rules`` (an id, a file or a Rulebook), or under the rulebook that its blocks tell.

    Raises InputError for a rulebook that cannot be read, TypeError for what is no form.

    >>> from indicators import loads
    >>> card = score(loads('''
    ... [form]
    ... kind = "project"
    ... [[indicator]]
    ... target = "≥20场"
    ... actual = "15场"
    ... weight = 10
    ... filed = 7
    ... '''))
    >>> card.lines[0].exact.value, card.lines[0].difference, card.lines[0].step.formula
    (Fraction(15, 2), Fraction(-1, 2), '10 × 15 ÷ 20')
    """
    if not isinstance(form, Form):
        raise TypeError(f"score takes a Form, not {type(form).__name__}: indicators.load reads files")
    form = blanked(form)  # nothing may rest on a cell that a person must read first
    own = without_total(form)
    card = _scored(own, rules)
    return card if own is form else evolve(card, form=evolve(card.form, budget=form.budget))  # as it is printed


def _scored(form: Form, rules: str | Path | Rulebook | None) -> Scorecard:
    chosen = choose(form, None if rules is None else resolve(rules))
    inferred: tuple[Reconstruction, ...] = ()
    unweighted = prints_no_weights(form)
    if unweighted:
        from scoring.reconstruct import reconstruct, with_weights  # most forms print theirs

        inferred = reconstruct(form, chosen.rulebook, chosen.rivals)
        form = with_weights(form, inferred)
    most = _most(form, inferred)
    card = Scorecard(form, chosen, tuple(_lines(form, chosen, most, weighted=not unweighted)), inferred)
    if not card.has_points:
        return evolve(card, lines=tuple(_without_points(line) for line in card.lines))
    if inferred or any(line.weight and line.weight.value is None for line in card.counted):
        from scoring.pooling import pooled

        return pooled(card, most)
    return card


def _without_points(line: LineScore) -> LineScore:
    """A line of a form without points: nothing bounds its weight, so that it has none."""
    return evolve(line, weight=None, notes=tuple(each for each in line.notes if each.code != "weight-unknown"))


def _lines(form: Form, chosen: Choice, most: Mapping[str, Fraction], *, weighted: bool) -> list[LineScore]:
    """Every line scored; rows without weight and score are detail only where the form itself gives weights."""
    return [
        _uncounted(form, line, weighted) or _agreed(form, line, chosen, most.get(line.id, ZERO))
        for line in form.lines()
    ]


def _uncounted(form: Form, line: Line, weighted: bool) -> LineScore | None:
    """A row that the 100 points do not count: of detail, of information only, or beside them; None for all others."""
    if line.beside:
        return _beside(form, line)
    if line.sub or (weighted and is_sub_row(form, line)):
        return _sub_row(form, line, "sub-row")
    return _sub_row(form, line, "no-points") if information(form, line) else None


def _agreed(form: Form, line: Line, chosen: Choice, rest: Fraction) -> LineScore:
    """The line under the rulebook; where several are tied and differ on it, judgement."""
    first = _line(form, line, chosen.rulebook, rest)
    others = [_line(form, line, rival, rest) for rival in chosen.rivals]
    if all(other.exact == first.exact for other in others):
        return first
    most = _weight(form, line, rest)[0].high  # the form's own, whatever the rulebook
    step = Step("judgement", Interval(ZERO, most), tuple(each.step for each in (first, *others)))
    notes = (*first.notes, note("rulebooks-differ"))
    return evolve(first, step=step, shown=half_up_interval(step.value), status=JUDGEMENT, notes=notes)


def is_sub_row(form: Form, line: Line) -> bool:
    """Whether a row is one of detail (其中): declared so, or without weight and score among weighted lines."""
    bare = line.weight is None and line.filed is None and not line.is_unread("weight", "filed")
    others = (each.weight for each in form.lines() if each.block == "indicator" and not each.beside)
    return line.block == "indicator" and (line.sub or (bare and any(weight is not None for weight in others)))


def _sub_row(form: Form, line: Line, why: str) -> LineScore:
    measured = measure(line, form.year)
    return LineScore(
        line, measured, None, form.weights, NOT_COUNTED, NOT_COUNTED.value, SCORED, (note(why),), counted=False
    )


def _beside(form: Form, line: Line) -> LineScore:
    """A row of 加分项, 扣分项 or 一票否决: a person judges it, and no total counts it."""
    weight = Interval.point(line.weight.value) if line.weight else None
    step = Step("judgement", Interval.hull((Interval.point(ZERO), weight or Interval.point(ZERO))), says=BESIDE)
    measured, notes = measure(line, form.year), (note("beside-the-points"),)
    return LineScore(line, measured, weight, form.weights, step, step.value, JUDGEMENT, notes, counted=False)


def _most(form: Form, inferred: Sequence[Reconstruction]) -> Mapping[str, Fraction]:
    """The most points that each line without a weight can have: its block's, else what is left of the form's."""
    blocks = [block for block in inferred if block.weights is None and block.points is not None]
    known = sum((line.weight.value for line in form.lines() if line.weight and not line.beside), ZERO)
    known += sum((block.points for block in blocks if block.points is not None), ZERO)
    own = {line: block.points for block in blocks for line in block.lines if block.points is not None}
    whole = points_of_row(form, "total")
    rest = max(ZERO, (100 if whole is None else whole) - known)
    return {line.id: own.get(line.id, rest) for line in form.lines()}


def _line(form: Form, line: Line, rules: Rulebook, rest: Fraction) -> LineScore:
    measured = measured_under(form, line, rules)
    weight, source = _weight(form, line, rest)
    notes = list(measured.notes)
    if line.unread:
        notes.append(note("unread", cells=tuple(map(named, line.unread))))
    if weight.value is None:
        notes.append(note("weight-unknown", rest=plain(weight.high)))
    step, own_notes = _step(line, measured, weight.high, rules, form.year)
    notes += own_notes
    if rules.unsaid:
        from scoring.prescribed import clauses  # few rulebooks say what nothing computes

        notes += clauses(line, measured, rules)
    if rules.ladders:
        from scoring.ladders import climbed

        step, own_notes = climbed(step, line, measured, weight.high, rules.ladders)
        notes += own_notes
    if rules.unread:
        from scoring.unread_rules import opened  # few forms have such notes

        step, own_notes = opened(step, line, measured, weight.high, rules.unread)
        notes += own_notes
    if weight.value is None:  # nothing is known of the weight but its bounds
        step = Step("judgement", Interval(ZERO, step.value.high), (step,), Message("the weight is not known"))
    step = Step("round", step.value, (step,))
    shown = half_up_interval(step.value, rules.places)
    return LineScore(
        line, measured, weight, source, step, shown, _status(form, line, measured, step, rules), tuple(notes)
    )


def _weight(form: Form, line: Line, rest: Fraction) -> tuple[Interval, str]:
    """The weight of a line: its own, or the points printed for a row of funds or a goal; else anything that is left."""
    if line.weight is not None:
        inferred = form.weights == "reconstructed" and line.block != "indicator"  # a block's points are known
        return Interval.point(line.weight.value), "declared" if inferred else form.weights
    open_to_read = line.block == "indicator" or line.is_unread("weight")
    points = None if open_to_read else weight_of_row(form, line, rest)
    if points is not None:
        return Interval.point(points), "printed"
    return Interval(ZERO, rest), form.weights


def _status(form: Form, line: Line, measured: Measure, step: Step, rules: Rulebook) -> str:
    if isinstance(measured, Refused) and not line.steps:
        block = (rule := rules.form(form.kind)) and block_of(line, rule)
        return JUDGEMENT if block and block.judged else REFUSED
    return SCORED if step.value.value is not None else JUDGEMENT


def _step(line: Line, measured: Measure, weight: Fraction, rules: Rulebook, year: int | None) -> Scored:
    why: tuple[Note, ...] = ()
    if rules.steps or rules.levels:
        from scoring.prescribed import prescribed  # few rulebooks have these

        line, own, why = prescribed(line, measured, weight, rules)
        if own is not None:
            return own, []
    if line.steps:
        return _own_steps(line, weight, year, why or (note("steps-used"),))
    if line.block == "budget" and isinstance(measured, Numeric) and _nothing(measured):
        return Step("judgement", Interval(ZERO, weight), says=NO_RATE), []
    if line.standard:
        return _by_standard(line, measured, weight, rules)
    step = worth(measured, weight, rules, EXPLAINED)
    if rules.threshold is not None:
        from scoring.prescribed import with_threshold

        step = with_threshold(step, measured, line, weight, rules.threshold, closed=rules.threshold_closed)
    return step, list(_scoring_notes(line, measured, rules))


def _by_standard(line: Line, measured: Measure, weight: Fraction, rules: Rulebook) -> Scored:
    """The line's own standard, where its clauses settle the score; beside a target, the target where it is met."""
    from scoring.standards import by_standard  # most forms have targets

    value = by_standard(line.standard, line.actual, line.name, weight)
    says = Message("{standard}", {"standard": line.standard})
    if value is not None:
        return Step("number" if value.value is not None else "judgement", value, says=says), [note("standard-used")]
    if met(measured) is True:
        return worth(measured, weight, rules, EXPLAINED), list(_scoring_notes(line, measured, rules))
    return Step("judgement", Interval(ZERO, weight), says=says), []


def _nothing(measured: Numeric) -> bool:
    """A budget of 0 of which 0 was spent."""
    done = measured.actual
    return measured.low == 0 and done is not None and done.low == done.high == 0


def _own_steps(line: Line, weight: Fraction, year: int | None, why: Sequence[Note]) -> Scored:
    """A step table in place of the ratio, ``why`` says whose: the first row met wins, none gives 0."""
    rows = [(row, met(measure(_for_step(line, row.at), year))) for row in line.steps]
    notes = [*why]
    notes += [
        note("steps-over-weight", points=row.points, weight=plain(weight))
        for row in line.steps
        if row.points.value > weight
    ]
    value = step_points(rows, weight)
    says = Message("{rows}", {"rows": tuple(f"{row.at} → {row.points}" for row, _ in rows)})
    return Step("number" if value.value is not None else "judgement", value, says=says), notes


def _for_step(line: Line, at: str) -> Line:
    """The line as a row of a step table faces it: a row that is the target itself keeps its kind."""
    return evolve(line, target=at, kind=line.kind if at == line.target else None, steps=())


def _scoring_notes(line: Line, measured: Measure, rules: Rulebook) -> list[Note]:
    """What scoring itself settles, beside what the reading did."""
    if (
        isinstance(measured, Levelled)
        and measured.rate is not None
        and not rules.in_band(measured.level, measured.rate)
    ):
        return (
            [note("rate-outside-band", rate=plain(measured.rate), level=LEVELS[measured.level])]
            if measured.level
            else []
        )
    if not isinstance(measured, Numeric) or measured.actual is None:
        return []
    b, notes = measured.actual.low, []
    if measured.doubt:
        notes.append(note("direction-doubt", text=line.target, why=measured.doubt))
        if b == measured.actual.high == (measured.high if measured.low is None else measured.low):
            notes.append(note("met-either-way"))
        return notes
    if b is None or b != measured.actual.high:
        return notes
    if b > 0 and ((measured.strict_low and b == measured.low) or (measured.strict_high and b == measured.high)):
        notes.append(note("strict-bound"))
    if b < 0 and measured.low is not None and measured.low > 0:
        notes.append(note("negative-completion"))
    if line.block == "budget" and measured.low is not None and b > measured.low:
        notes.append(note("capped"))
    return notes


__all__ = ["InputError", "is_sub_row", "score"]
