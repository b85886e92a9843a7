"""Backwards: which score was lost, which completion earns some points, what reaches a total, what a unit is worth.

Every answer is exact, comes from the rule itself (``scoring.pieces``) and is scored forward before it is given. Where
weights are inferred the natural ones are taken and the answer is ``assumed``; what a lost score can be allows them all.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from indicators.measure import Bounds
from indicators.messages import Message
from indicators.record import Record
from scoring.audit.scores import implied
from scoring.caps import uncapped
from scoring.curve import cell, curve, prove
from scoring.interval import Interval
from scoring.pieces import reaching, slopes
from scoring.pooling import on_natural
from scoring.rounding import half_up, plain
from scoring.scorecard import LineScore, Scorecard
from scoring.slope import Slope

ZERO = Fraction(0)
ANY = Bounds(None, None)
UNREACHABLE = Message("no completion earns so much")


class SolveError(ValueError):
    """A question that makes no sense for the form; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.show())
        self.message = message


@frozen(repr=False)
class Implied(Record):
    """A score cell that is empty: what it can have held, in points; None where the printed total leaves nothing."""

    line: str
    range: Interval | None

    @property
    def value(self) -> Fraction | None:
        """The score, where the printed total leaves only one."""
        return self.range.value if self.range else None

    @property
    def says(self) -> Message:
        """The range or the value in words."""
        if self.range is None:
            return Message("no score of this line gives the printed total")
        if self.value is not None:
            return Message("the printed total implies {value}", {"value": plain(self.value)})
        return Message("from {low} to {high}", {"low": plain(self.range.low), "high": plain(self.range.high)})


@frozen(repr=False)
class Completion(Record):
    """The completions that earn at least ``points`` on one line, the others being as they are.

    ``range`` is in ``unit``, that of the target; None where there is no such completion, or none that can be told
    (``reason``). ``most`` is what the line can earn at all. ``cell`` is a text for 实际完成值 that is sure to do: whole
    where the unit is counted, else the least decimal. ``exact`` compares the exact score, not the rounded one.
    ``assumed`` are the codes of what the line's score rests on that the form does not say.
    """

    line: str
    points: Fraction
    most: Fraction
    range: Bounds | None
    unit: str = ""
    cell: str = ""
    exact: bool = False
    reason: Message | None = None
    assumed: tuple[str, ...] = ()

    @property
    def says(self) -> Message:
        """The range in words, or why there is none; ``≈`` where it rests on something that the form does not say."""
        return Message("≈ {says}", {"says": self._range}) if self.assumed and self.range else self._range

    @property
    def _range(self) -> Message:
        if self.range is None:
            return self.reason or UNREACHABLE
        low, high = self.range.low, self.range.high
        if low is not None and low == high:
            return Message("just {value}", {"value": _with_unit(low, self.unit)})
        parts: list[Message] = []
        if low is not None:
            value = {"value": _with_unit(low, self.unit)}
            parts.append(
                Message("more than {value}", value) if self.range.strict_low else Message("at least {value}", value)
            )
        if high is not None:
            value = {"value": _with_unit(high, self.unit)}
            parts.append(
                Message("less than {value}", value) if self.range.strict_high else Message("at most {value}", value)
            )
        return Message("{parts}", {"parts": tuple(parts)}) if parts else Message("any completion")


@frozen(repr=False)
class Reach(Record):
    """What one line must earn, and complete, for the form to reach a total.

    ``best`` holds if every other line earns the most that it may, ``worst`` if the least; they are the same where the
    others are known. ``most`` is the total with this line at its best, and the others at theirs.
    """

    line: str
    total: Fraction
    best: Completion
    worst: Completion
    most: Fraction

    @property
    def says(self) -> Message:
        """The completion in words; where the total is out of reach, how far the line can bring it."""
        if self.best.range is None:
            return Message("{reason}; at most {most} in all", {"reason": self.best.says, "most": plain(self.most)})
        if self.best.range == self.worst.range:
            return self.best.says
        if self.worst.range is None:
            return Message(
                "{best}, if the other lines earn the most that they may; none is sure", {"best": self.best.says}
            )
        return Message("{best}; to be sure, {worst}", {"best": self.best.says, "worst": self.worst.says})


def missing_scores(card: Scorecard) -> tuple[Implied, ...]:
    """The empty score cells of a form, with what the printed total says of each.

    >>> from indicators import loads
    >>> from scoring import score
    >>> form = loads('[form]\\nkind="project"\\nprinted_total=27\\n[goal]\\nweight=20\\n[[indicator]]\\nname="a"\\n'
    ...              'weight=10\\nfiled=9')
    >>> [(each.line, each.says.show()) for each in missing_scores(score(form))]
    [('goal', 'the printed total implies 18')]
    """
    lost = [line for line in card.counted if line.line.filed is None and not line.line.is_unread("filed")]
    return tuple(Implied(line.line.id, implied(card, line, lost)) for line in lost)


def completion_for(card: Scorecard, line_id: str, points: Fraction, *, exact: bool = False) -> Completion:
    """The completions that earn at least ``points`` on a line: as shown, rounded; or with ``exact``, before rounding.

    Raises SolveError where the form has no such line. Source: the rule of the line, turned round.

    >>> from indicators import loads
    >>> from scoring import score
    >>> form = loads('[form]\\nkind="project"\\n[[indicator]]\\ntarget="≥3000人"\\nactual="2399"\\nweight=4\\nfiled=2')
    >>> found = completion_for(score(form), "i1", Fraction("3.5"))
    >>> found.says.show(), found.cell
    ('at least 2621.25人', '2622人')
    >>> completion_for(score(form), "i1", Fraction("3.5"), exact=True).says.show()
    'at least 2625人'
    """
    found = card.of(line_id)
    if found is None:
        raise SolveError(Message("the form has no line {line}", {"line": line_id}))
    solved = _completion(on_natural(card), found.likely, points, exact=exact)
    return evolve(solved, assumed=found.assumed)


def _completion(card: Scorecard, line: LineScore, points: Fraction, *, exact: bool) -> Completion:
    line_id = line.line.id
    shape = curve(card, line)
    most = line.weight.high if line.weight else ZERO
    if shape.reason:
        return Completion(line_id, points, most, None, exact=exact, reason=shape.reason)
    wanted = points if exact else _unrounded(points, card.rulebook.places)
    if wanted <= 0:
        return Completion(line_id, points, most, ANY, shape.unit, exact=exact)
    found = reaching(shape.pieces, wanted)
    if not found:
        return Completion(line_id, points, most, None, shape.unit, exact=exact, reason=UNREACHABLE)
    bounds = found[0]  # a score rises to its target and falls beyond it
    written = cell(bounds, shape)
    if not prove(card, line, shape, bounds, written, wanted):
        unsure = Message("the cells can be read in more than one way")
        return Completion(line_id, points, most, None, shape.unit, exact=exact, reason=unsure)
    text = _with_unit(written, shape.unit) if written is not None else ""
    return Completion(line_id, points, most, bounds, shape.unit, text, exact)


def _unrounded(points: Fraction, places: int) -> Fraction:
    """The least exact score that is shown as at least ``points``: half a place below the next one that can be shown."""
    grid = -(-points.numerator * 10**places // points.denominator)
    return Fraction(2 * grid - 1, 2 * 10**places)


def completion_for_total(card: Scorecard, total: Fraction | None = None, grade: str | None = None) -> tuple[Reach, ...]:
    """What each single line would have to complete for the rule total to reach ``total``, or the edge of ``grade``.

    Totals are the sums of rounded scores; a grade rests on the exact total. Raises SolveError unless exactly one of the
    two is asked for, and for a grade that the rulebook does not have.
    """
    if (total is None) == (grade is None):
        raise SolveError(Message("ask for a total or for a grade"))
    exact = total is None
    edge = total if total is not None else _edge(card, grade or "")
    natural, known = on_natural(card), [line.assumed for line in card.counted]
    free = uncapped(natural)
    whole = free.exact if exact else free.rule
    reaches = [_reach(natural, line, edge, whole, exact) for line in natural.counted]
    return tuple(
        evolve(reach, best=evolve(reach.best, assumed=codes), worst=evolve(reach.worst, assumed=codes))
        for reach, codes in zip(reaches, known, strict=True)
    )


def _edge(card: Scorecard, grade: str) -> Fraction:
    """The total at which a grade begins."""
    books = (card.rulebook, *card.choice.rivals)
    if any(book.grades != card.rulebook.grades for book in books):
        raise SolveError(Message("the rulebooks that fit do not agree on grades: name one"))
    edges = dict(card.rulebook.grades)
    if not edges:
        raise SolveError(Message("the rulebook {name} has no grades", {"name": card.choice.label}))
    grade = grade if grade in edges else next((name for name in edges if name.startswith(grade)), grade)
    if grade not in edges:
        raise SolveError(
            Message("no grade is called {grade}; there are {names}", {"grade": grade, "names": tuple(edges)})
        )
    return edges[grade]


def _reach(card: Scorecard, line: LineScore, edge: Fraction, whole: Interval, exact: bool) -> Reach:
    own = line.exact if exact else line.shown
    others = Interval(whole.low - own.low, whole.high - own.high)
    best = _completion(card, line, edge - others.high, exact=exact)
    worst = best if others.value is not None else _completion(card, line, edge - others.low, exact=exact)
    most = others.high + (best.most if exact else half_up(best.most, card.rulebook.places))
    if line.line.block != "budget":  # at its best that line lifts every cap
        most = card.capped(Interval.point(most)).high
    return Reach(line.line.id, edge, best, worst, most)


def sensitivity(card: Scorecard) -> tuple[Slope, ...]:
    """What a unit of completion is worth on each line, and the points that are still to gain.

    >>> from indicators import loads
    >>> from scoring import score
    >>> form = loads('[form]\\nkind="project"\\n[[indicator]]\\ntarget="≥20场"\\nactual="15场"\\nweight=10\\nfiled=7')
    >>> (slope,) = sensitivity(score(form))
    >>> str(slope.left), str(slope.right), str(slope.to_gain.value)
    ('1/2', '1/2', '5/2')
    """
    natural = on_natural(card)
    return tuple(evolve(_slope(natural, line.likely), assumed=line.assumed) for line in card.counted)


def _slope(card: Scorecard, line: LineScore) -> Slope:
    shape = curve(card, line)
    weight = line.weight or Interval.point(ZERO)
    to_gain = Interval(max(ZERO, weight.low - line.exact.high), weight.high - line.exact.low)
    if shape.done is None:
        reason = shape.reason or Message("the completion is no single number")
        return Slope(line.line.id, None, shape.unit, None, None, to_gain, reason)
    left, right = slopes(shape.pieces, shape.done)
    return Slope(line.line.id, shape.done, shape.unit, left, right, to_gain)


def _with_unit(value: Fraction, unit: str) -> str:
    return plain(value) + unit
