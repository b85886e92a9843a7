"""What consolidation gives: the form, and for each of its lines what it was made of, child by child."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import field, frozen

from indicators.form import Form, Line
from indicators.measure import Bounds
from indicators.messages import Message
from indicators.place import Place
from indicators.reading.problems import Problem
from indicators.record import Record
from scoring.choice import Choice
from scoring.consolidate.parts import ZERO, Part
from scoring.rulebook import Rulebook
from scoring.scorecard import LineScore

ITSELF, SUM, MEAN, SHARES, LATEST, REFUSED = "itself", "sum", "mean", "shares", "latest", "refused"


@frozen(eq=False, repr=False)
class Member(Record):
    """One line of one child (or of the parent), scored under the child's own rulebook; ``funds`` in 元."""

    form: Form
    score: LineScore
    rules: Rulebook
    funds: Fraction | None = None

    @property
    def line(self) -> Line:
        """The line as filed."""
        return self.score.line

    @property
    def label(self) -> str:
        """The form that people know the line by: several units may file one project."""
        own = " ".join(filter(None, (self.form.project, self.form.unit)))
        return self.form.title or own or self.form.label


@frozen(repr=False)
class Contribution(Record):
    """What one child brings to a line: its cells, its funds in 元, and its value in the line's unit.

    ``weight`` is its share of the funds, where values are averaged; ``value`` is a share of the points on a line in
    words, None for a date and where the line was refused.
    """

    label: str
    place: Place
    target: str
    actual: str
    funds: Fraction | None = None
    value: Bounds | None = None
    weight: Fraction | None = None


@frozen(repr=False)
class Consolidated(Record):
    """One line of the consolidated form.

    ``how`` is ``sum``, ``mean``, ``shares`` (of the points, averaged), ``latest`` (of dates), ``itself`` (one child) or
    ``refused``; ``value`` is in ``unit``, None where no child has one. ``notes`` say what was taken or left out.
    """

    line: Line
    how: str
    parts: tuple[Contribution, ...]
    value: Bounds | None = None
    unit: str = ""
    notes: tuple[Message, ...] = ()
    problem: Problem | None = None


@frozen(repr=False)
class Consolidation(Record):
    """The consolidated form, how each line came about, what was refused and what was left out.

    ``forms`` holds the one form, or none where nothing could be consolidated at all. A refused line stands in the form
    without a completion, and its reason in ``problems``; ``remarks`` say which lines of children found no place.
    ``choices`` are the rulebooks of the children, the parent's last.
    """

    forms: tuple[Form, ...]
    explanation: tuple[Consolidated, ...]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    choices: tuple[Choice, ...] = field(default=(), eq=False)

    @property
    def form(self) -> Form | None:
        """The consolidated form."""
        return self.forms[0] if self.forms else None


def contributions(members: Sequence[Member], parts: Sequence[Part], *, averaged: bool) -> tuple[Contribution, ...]:
    """What each child brings; with its share of the funds where values are averaged."""
    whole = sum((part.funds or ZERO for part in parts), ZERO) if averaged else ZERO
    return tuple(
        Contribution(
            each.label, each.line.place, each.line.target, each.line.actual, each.funds, part.bounds,
            (part.funds or ZERO) / whole if whole else None,
        )
        for each, part in zip(members, parts, strict=True)
    )  # fmt: skip
