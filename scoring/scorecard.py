"""What a form is worth: every line's score with its steps, and the three totals side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from indicators.form import Form, Group, Line
from indicators.measure import Measure
from indicators.notes import Note
from indicators.record import Record
from scoring.choice import Choice
from scoring.interval import Interval
from scoring.printed import aside
from scoring.rulebook import Rulebook
from scoring.trace import Step

if TYPE_CHECKING:
    from scoring.pool import Pool
    from scoring.reconstruct import Reconstruction

    Alone = Callable[["LineScore"], Interval]  # what a line adds to a sum
    Together = Callable[[Pool, Collection[str]], Interval]  # what lines of a pool add to it

SCORED, JUDGEMENT, REFUSED = "scored", "judgement", "refused"
FULL = Fraction(100)  # the points of a whole form
NONE = Interval.point(Fraction(0))


@frozen(eq=False, repr=False)
class LineScore(Record):
    """One line scored. ``exact`` is the root value of ``step``; ``shown`` is it rounded, which is what adds up.

    ``weight`` is an interval where the form leaves it open; ``counted`` is false for rows of detail (其中). Where the
    weight is inferred, weight and score are everything that it allows, and ``solution`` is the line on the natural
    weight.
    """

    line: Line
    measure: Measure
    weight: Interval | None
    weight_source: str
    step: Step
    shown: Interval
    status: str
    notes: tuple[Note, ...] = ()
    counted: bool = True
    solution: LineScore | None = None

    @property
    def natural(self) -> Interval | None:
        """The exact score on the natural weight, where the weight is inferred."""
        return self.solution.exact if self.solution else None

    @property
    def likely(self) -> LineScore:
        """The line on the natural weight, where the weight is inferred; else the line itself."""
        return self.solution or self

    @property
    def assumed(self) -> tuple[str, ...]:
        """The codes of what the score rests on that the form does not say (the law of assumptions)."""
        return (*self.measure.assumed, *(("weight",) if self.solution else ()))

    @property
    def exact(self) -> Interval:
        """The exact score."""
        return self.step.value

    @property
    def points(self) -> Fraction | None:
        """The weight where it is known."""
        return self.weight.value if self.weight else None

    @property
    def filed(self) -> Interval:
        """What the unit awarded itself; anywhere from 0 to the weight where the cell is empty."""
        if self.line.filed is not None:
            return Interval.point(self.line.filed.value)
        return Interval(Fraction(0), self.weight.high if self.weight else Fraction(0))

    @property
    def difference(self) -> Fraction | None:
        """Filed minus rule, where both are single numbers; on an inferred weight the rule's is the natural one."""
        rule = self.likely.shown.value if self.counted else None
        return self.line.filed.value - rule if self.line.filed is not None and rule is not None else None


@frozen(eq=False, repr=False)
class Scorecard(Record):
    """One form under one rulebook; the lines of each of ``pools`` have points only together."""

    form: Form
    choice: Choice
    lines: tuple[LineScore, ...]
    inferred: tuple[Reconstruction, ...] = ()
    pools: tuple[Pool, ...] = ()

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook."""
        return self.choice.rulebook

    @property
    def has_points(self) -> bool:
        """Whether the form has points at all: some have completions alone, and then no total says anything.

        Only where every rulebook that may hold is of such a form, and the form itself shows no weight, score or total.
        """
        form = self.form
        rules = [book.form(form.kind) for book in (self.choice.rulebook, *self.choice.rivals)]
        filled = any(
            line.weight or line.filed or line.steps or line.is_unread("weight", "filed") for line in form.lines()
        )
        return filled or form.printed_total is not None or not all(rule and rule.unscored for rule in rules)

    @property
    def counted(self) -> tuple[LineScore, ...]:
        """The lines that count in the totals."""
        return tuple(line for line in self.lines if line.counted)

    @property
    def rule(self) -> Interval:
        """What the rules alone give: the sum of the rounded line scores, over all weights that the form allows."""
        return self.capped(self._whole(self.rule_of(self.counted)))

    @property
    def exact(self) -> Interval:
        """The same, unrounded."""
        exact = self._sum(self.counted, lambda line: line.exact, lambda pool, ids: pool.score(ids))
        return self.capped(self._whole(exact))

    @property
    def natural(self) -> Interval | None:
        """The sum of the rounded scores on the natural weights; None where no weight is inferred."""
        return self._natural(lambda line: line.shown, lambda pool, ids: pool.shown(ids, self.rulebook.places))

    @property
    def natural_exact(self) -> Interval | None:
        """The same, unrounded."""
        return self._natural(lambda line: line.exact, lambda pool, ids: pool.score(ids))

    def _natural(self, alone: Alone, together: Together) -> Interval | None:
        solved = {line.line.id for line in self.counted if line.solution}
        if not solved:
            return None
        others = [pool for pool in self.pools if not solved & pool.lines]
        return self.capped(self._whole(self._sum([line.likely for line in self.counted], alone, together, others)))

    @property
    def filed(self) -> Interval:
        """The sum of the filed cells."""
        known = [line.filed for line in self.counted if line.line.filed is not None]
        lost = [line for line in self.counted if line.line.filed is None]
        open_ones = self._sum(lost, lambda line: line.filed, lambda pool, ids: pool.weight(ids))
        return self._whole(Interval.sum((*known, Interval(Fraction(0), open_ones.high))))

    @property
    def weight(self) -> Interval:
        """The sum of the weights."""
        return self.weight_of(self.counted)

    @property
    def aside(self) -> Fraction:
        """How far rows beside the 100 points (加分项, 扣分项, 一票否决) may move a printed total, up or down."""
        return aside(self.form)

    def moved(self, total: Interval) -> Interval:
        """A total with all that rows beside the 100 points may do to it."""
        return Interval(total.low - self.aside, total.high + self.aside) if self.aside else total

    def weight_of(self, lines: Iterable[LineScore]) -> Interval:
        """The sum of the weights of some of the lines."""
        return self._sum(lines, lambda line: line.weight or NONE, lambda pool, ids: pool.weight(ids))

    def rule_of(self, lines: Iterable[LineScore]) -> Interval:
        """What the rules give for some of the lines: the sum of their rounded scores."""
        places = self.rulebook.places
        return self._sum(lines, lambda line: line.shown, lambda pool, ids: pool.shown(ids, places))

    def _sum(
        self, lines: Iterable[LineScore], alone: Alone, together: Together, pools: Sequence[Pool] | None = None
    ) -> Interval:
        """The sum over lines: those of a pool together, for they share their points, the others each alone."""
        every, parts = list(lines), []
        for pool in self.pools if pools is None else pools:
            ids = {line.line.id for line in every} & pool.lines
            if ids:
                parts.append(together(pool, ids))
                every = [line for line in every if line.line.id not in ids]
        return Interval.sum((*parts, *map(alone, every)))

    def _whole(self, known: Interval) -> Interval:
        """The sum of the lines; of a form that was not read whole, anything from there to full marks."""
        if not self.has_points:
            return Interval(Fraction(0), FULL)  # nothing is known, no grade follows; reports say that there are none
        if self.form.unread:
            return Interval(known.low, max(known.low, FULL))
        if any(line.line.is_unread("weight") for line in self.counted):  # each may be anything that is left of 100
            return Interval(known.low, min(known.high, max(known.low, FULL)))
        return known

    def capped(self, total: Interval) -> Interval:
        """A total with the caps that the rulebook sets on it."""
        if not (self.rulebook.caps and self.has_points):
            return total
        from scoring.caps import capped  # few rulebooks set any

        return capped(self, total)

    def grade(self, total: Interval) -> str | None:
        """The grade of an exact total of this form; None where there is none, or where the form leaves it open."""
        total = self.capped(total)
        if not self.rulebook.grade_needs:
            return self.rulebook.grade(total)
        from scoring.caps import grade  # few rulebooks ask for more than points

        return grade(self, total)

    @property
    def printed(self) -> Fraction | None:
        """The total written on the form."""
        return self.form.printed_total.value if self.form.printed_total else None

    @property
    def has_review(self) -> bool:
        """Whether the form prints what a reviewer gave it (复核分, 财政审定得分), of one line or of all."""
        lines = (line.line for line in self.lines)
        whole = self.form.reviewed is not None or self.form.is_unread("reviewed")
        return whole or any(line.reviewed or line.is_unread("reviewed") for line in lines)

    @property
    def reviewed(self) -> Fraction | None:
        """The total that a reviewer printed, else the sum of what each line was given; None where one is not known."""
        if self.form.reviewed is not None:
            return self.form.reviewed.value
        given = [line.line.reviewed for line in self.counted]
        known = [each.value for each in given if each is not None]
        return sum(known, Fraction(0)) if known and len(known) == len(given) and not self.form.unread else None

    @property
    def unsaid(self) -> dict[str, list[LineScore]]:
        """The clauses in words that nothing computes, each with the lines whose scores it may touch."""
        touched: dict[str, list[LineScore]] = {}
        for line in self.lines:
            for each in line.notes:
                if each.code == "unsaid":
                    touched.setdefault(str(dict(each.message.values)["clause"]), []).append(line)
        return touched

    def of(self, line_id: str) -> LineScore | None:
        """The score of the line with this id."""
        return next((score for score in self.lines if score.line.id == line_id), None)

    def group(self, group: Group) -> tuple[LineScore, ...]:
        """The scores of a group's lines."""
        ids = {line.id for line in group.lines}
        return tuple(score for score in self.lines if score.line.id in ids)
