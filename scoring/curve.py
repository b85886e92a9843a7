"""The score of one line of a form as a function of its completion, and the proof of what is read off it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, frozen

from indicators.exact import Number
from indicators.form import Form, Line
from indicators.measure import Bounds, ByStandard, Dated, Levelled, Numeric, Refused, Unread
from indicators.messages import Message
from indicators.record import Record
from indicators.units import COUNTED, unit
from scoring.algebra import Rule, Terms
from scoring.interval import Interval
from scoring.pieces import Piece, holds, pieces, value_at
from scoring.rounding import plain
from scoring.rulebook import OPEN, Rulebook
from scoring.scorecard import LineScore, Scorecard
from scoring.scorer import score
from scoring.worth import FAST, UNREAD, worth

FINEST = 12  # decimals of a completion that is written out
NOTHING = Interval.point(Fraction(0))


@frozen(repr=False)
class Curve(Record):
    """A line's score by completion, in ``unit``; ``done`` is the completion, if it is one number.

    There are no pieces where the score does not hang on a number; ``reason`` says why.
    """

    pieces: tuple[Piece, ...] = ()
    unit: str = ""
    done: Fraction | None = None
    reason: Message | None = None


class Cut:
    """Results of ``worth`` are the pieces of the rule; there are none where no rule is asked."""

    @staticmethod
    def rule(rule: Rule, terms: Terms) -> tuple[Piece, ...]:
        """The pieces."""
        return pieces(rule, terms)

    @staticmethod
    def given(value: Interval, why: Message) -> tuple[Piece, ...]:
        """None."""
        return ()

    @staticmethod
    def band(weight: Fraction, share: Interval, value: Interval) -> tuple[Piece, ...]:
        """None."""
        return ()

    @staticmethod
    def hull(parts: Iterable[tuple[Piece, ...]]) -> tuple[Piece, ...]:
        """None: a completion with bounds is not asked for."""
        return ()

    @staticmethod
    def down_to_zero(part: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """None."""
        return ()

    @staticmethod
    def interval(part: tuple[Piece, ...]) -> Interval:
        """Not asked for."""
        return NOTHING


CUT = Cut()


def curve(card: Scorecard, line: LineScore) -> Curve:
    """The score of ``line`` by completion, under the rulebook of the card.

    >>> from indicators import loads
    >>> form = loads('[form]\\nkind="project"\\n[[indicator]]\\ntarget="≤4件"\\nactual="5件"\\nweight=10\\nfiled=8')
    >>> card = score(form, "hongshan-2023")
    >>> shape = curve(card, card.lines[0])
    >>> [str(value_at(shape.pieces, Fraction(done))) for done in (3, 4, 5, 8)]
    ['10', '10', '8', '5']
    """
    reason = _reason(line)
    measured, weight = line.measure, line.points
    if reason or not isinstance(measured, Numeric) or weight is None:
        return Curve(reason=reason)
    books = (card.rulebook, *card.choice.rivals)
    if any(book.variant(measured.kind) == OPEN for book in books):
        return Curve(reason=Message("no rulebook fits the form and its own points say no formula: name a rulebook"))
    own = tuple(dict.fromkeys(table for book in books for table in book.beyond_formulas))
    if own:
        return Curve(
            reason=Message("nothing is worked back over these tables of the rulebook: {tables}", {"tables": own})
        )
    shapes = [worth(evolve(measured, actual=Bounds(Fraction(0), Fraction(0))), weight, book, CUT) for book in books]
    if any(shape != shapes[0] for shape in shapes) or any(note.code == "rulebooks-differ" for note in line.notes):
        return Curve(reason=Message("the rulebooks that fit do not agree on this line: name one"))
    done = measured.actual.low if measured.actual and measured.actual.low == measured.actual.high else None
    return Curve(shapes[0], measured.unit, done)


def _reason(line: LineScore) -> Message | None:
    """Why the score of a line does not hang on a number."""
    if not line.counted:
        return Message("a row of detail (其中): not counted")
    if line.points is None:
        return Message("the weight is not known")
    if line.line.steps:
        rows = tuple(f"{row.at} → {row.points}" for row in line.line.steps)
        return Message("the line has a step table of its own: {rows}", {"rows": rows})
    if isinstance(line.measure, Refused):
        return line.measure.message
    if isinstance(line.measure, Unread):
        return UNREAD
    if isinstance(line.measure, ByStandard) or line.line.standard:
        return Message("the line is scored by its own standard")
    if isinstance(line.measure, Dated):
        return Message("a deadline is met or not: there is no ratio of dates")
    if isinstance(line.measure, Levelled):
        return Message("a level gives the score, not a number")
    if line.line.block == "budget" and line.measure.low == 0:
        return Message("a budget of 0 has no execution rate")
    if line.measure.alternatives:
        return Message("the cells can be read in more than one way")
    return Message("the direction of the target is in doubt") if line.measure.doubt else None


def cell(bounds: Bounds, shape: Curve) -> Fraction | None:
    """A completion within ``bounds`` that can be written: whole where it is counted, else with few decimals.

    It lies at the end that is nearer to the present completion; None where no short decimal lies inside.
    """
    upper = bounds.low is None or (bounds.high is not None and shape.done is not None and shape.done > bounds.high)
    end = bounds.high if upper else bounds.low
    if end is None:
        return None
    measured = unit(shape.unit)
    if measured.dimension.startswith(COUNTED):
        steps = [1 / measured.factor] if measured.factor >= 1 else []
    else:
        exact = (places for places in range(5) if (end * 10**places).denominator == 1)
        steps = [Fraction(1, 10**places) for places in range(next(exact, 4), FINEST + 1)]
    for step in steps:
        whole = end / step
        value = (
            whole.numerator // whole.denominator * step if upper else -(-whole.numerator // whole.denominator) * step
        )
        for candidate in (
            value,
            value - step if upper else value + step,
        ):  # the second where the end itself is left out
            if holds(bounds, candidate):
                return candidate
    return None


def prove(
    card: Scorecard, line: LineScore, shape: Curve, bounds: Bounds, written: Fraction | None, least: Fraction
) -> bool:
    """Score forward what was found: the ends of ``bounds`` by the rule, ``written`` as a cell of the form.

    False where the completion would be open or refused: below a range of days less may be what is wanted.
    Raises ArithmeticError, a fault of ours, where the rule gives something else or less than ``least`` points.
    """
    ends = [(bounds.low, bounds.strict_low), (bounds.high, bounds.strict_high)]
    found = [(end, by_rule(card.rulebook, line, end)) for end, strict in ends if end is not None and not strict]
    if written is not None:
        found.append((written, by_form(card, line, written, shape.unit)))
    for done, points in found:
        if points is None:
            return False
        if points < least or points != value_at(shape.pieces, done):
            raise ArithmeticError(f"line {line.line.id}: {done} scores {points}, at least {least} was promised")
    return True


def by_rule(book: Rulebook, line: LineScore, done: Fraction) -> Fraction | None:
    """The exact score of a line at a completion; None where no rule gives it."""
    measured = line.measure
    if not isinstance(measured, Numeric) or line.points is None:
        return None
    return worth(evolve(measured, actual=Bounds(done, done)), line.points, book, FAST).value


def by_form(card: Scorecard, line: LineScore, done: Fraction, unit_name: str) -> Fraction | None:
    """The same, by scoring the form with the completion as its cell; by the rule if the cell is read otherwise."""
    text = plain(done, FINEST) + unit_name
    weight = None if line.points is None else Number(str(line.points), line.points)
    again = score(_alone(card.form, evolve(line.line, actual=text, weight=weight)), card.rulebook).lines[0]
    if isinstance(again.measure, Numeric) and again.measure.actual == Bounds(done, done):
        return again.exact.value
    return None if isinstance(again.measure, Refused) else by_rule(card.rulebook, line, done)


def _alone(form: Form, line: Line) -> Form:
    """The form with this line only."""
    bare = evolve(form, budget=None, goal=None, indicators=(), groups=())
    if line.block == "budget" and form.budget:
        return evolve(bare, budget=evolve(form.budget, line=line))
    return evolve(bare, goal=line) if line.block == "goal" else evolve(bare, indicators=(line,))
