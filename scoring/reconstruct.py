"""The weights of a form that prints none, inferred block by block from the filed scores and the block's points.

Exact and globally optimal: ``scoring.evenest`` finds, among all weights that the filed scores allow, those that treat
the lines of a level-2 indicator (二级指标) most alike. Every answer says whether it is the only one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb

from attrs import evolve, frozen

from indicators.exact import Number
from indicators.form import Form, Line
from indicators.measure import Numeric, measure
from indicators.messages import Message
from indicators.record import Record
from scoring.evenest import Item, evenest
from scoring.homes import Home, homes
from scoring.rounding import plain
from scoring.rulebook import Rulebook, heading
from scoring.worth import FAST, met, worth

# of a point, where whole ones do not do
FINER = tuple(Fraction(1, parts) for parts in (2, 4, 5, 10, 20, 50, 100, 1000))
ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)
MAX_LINES, MAX_STEPS = 100, 200  # 100 points in halves; beyond that the search takes seconds and no form goes


@frozen(repr=False)
class Reconstruction(Record):
    """The weights inferred for one block, or why there are none.

    ``block`` is the printed heading, the annual goal's name or the rulebook's name of the block; ``source`` says where
    its ``points`` come from (``printed``, ``rulebook`` or ``rest``, what 100 points leave). ``scores`` are the lines
    under each score cell with the points that they weigh at least: what was filed there. ``weights`` are the natural
    solution, in points by line id in printed order, multiples of ``step``; None where nothing can be inferred
    (``reason``). ``rest`` is the line that takes what the others leave, where that rule applied. ``ways`` counts the
    solutions that are equally good; of several, the one that gives more to the lines printed first is taken.
    """

    block: str
    points: Fraction | None
    scores: tuple[tuple[tuple[str, ...], Fraction], ...] = ()
    weights: tuple[tuple[str, Fraction], ...] | None = None
    step: Fraction = ONE
    rest: str = ""
    ways: int = 0
    reason: Message | None = None
    source: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The ids of the lines."""
        return tuple(line for lines, _ in self.scores for line in lines)

    @property
    def filed(self) -> Fraction:
        """The sum of the filed scores."""
        return sum((least for _, least in self.scores), ZERO)

    @property
    def unique(self) -> bool:
        """Whether no other weights are as good."""
        return self.ways == 1

    @property
    def others(self) -> bool:
        """Whether the filed scores and the block's points alone allow other weights."""
        return self.weights is not None and len(self.weights) > 1 and self.points != self.filed

    @property
    def allowed(self) -> int:
        """How many of all allowed weights are whole steps, one at least (stars and bars)."""
        if self.weights is None or self.points is None:
            return 0
        needed = sum(max(1, -(-least // self.step)) for _, least in self.scores)
        return comb(int(self.points / self.step - needed) + len(self.weights) - 1, len(self.weights) - 1)

    @property
    def says(self) -> Message:
        """What was inferred, by what, and how sure it is."""
        name = {"block": heading(self.block)}
        if self.weights is None or self.points is None:
            return Message("no weights can be inferred for {block}: {reason}", {**name, "reason": self.reason})
        points = plain(self.points)
        if self.rest:
            row = Message("i{row}", {"row": int(self.rest.rpartition("i")[2])})
            taken = {**name, "line": row, "points": plain(dict(self.weights)[self.rest])}
            how = Message(
                "{block}: all other lines are met and weigh what was filed; {line} takes the rest, {points}", taken
            )
        else:
            values = {**name, "points": points, "step": plain(self.step)}
            how = Message("{block}: {points} points in steps of {step}, as even as the filed scores allow", values)
        free = {"points": points, "free": plain(self.points - self.filed)}
        others = (
            Message("any others that add to {points}, none below its score, may be right: {free} points are free", free)
            if self.others
            else Message("the filed scores and the block's points allow no others")
        )
        if self.unique:
            return Message("{how}; {others}", {"how": how, "others": others})
        ties = Message("{ways} solutions are equally good, the first lines get more in this one", {"ways": self.ways})
        return Message("{how}; {ties}; {others}", {"how": how, "ties": ties, "others": others})


def reconstruct(form: Form, rulebook: Rulebook, rivals: Sequence[Rulebook] = ()) -> tuple[Reconstruction, ...]:
    """What the weights of ``form`` must have been, one answer a block in printed order; none if any line has a weight.

    The points of a block are those printed, else those that ``rulebook`` and all its ``rivals`` give it, else what 100
    leaves. If one score of a block is lost and all its other lines are met, those weigh what was filed and the lost
    line takes the rest. Else the weights are multiples of the step (1; 0.5 if a filed score or the block's points end
    in a half), above 0, at least the filed scores, add to the block's points, and minimise in this order: the distinct
    weights beyond one within each level-2 indicator, the squared distances from the mean (first that of the level-2
    indicator, then that of the block), the lines that weigh something else than was filed. Source: the forms of 洪山区
    2023, whose scores and totals this explains.

    >>> from indicators.form import Line
    >>> from scoring.rulebook import rulebook
    >>> lines = [Line(f"i{n}", "indicator", filed=Number.of(points)) for n, points in enumerate((20, 19, 20), 1)]
    >>> (block,) = reconstruct(Form("project", indicators=tuple(lines)), rulebook("hongshan-2023"))
    >>> [plain(weight) for _, weight in block.weights], block.unique, block.others
    (['20', '20', '20'], True, True)
    """
    lines = [line for line in form.lines() if line.block == "indicator" and not line.sub and not line.beside]
    if any(line.weight is not None for line in lines) or all(line.filed is None for line in lines):
        return ()
    books = (rulebook, *rivals)
    return tuple(_block(home, form.year, books) for home in homes(form, books))


def with_weights(form: Form, inferred: Sequence[Reconstruction]) -> Form:
    """``form`` with the ``inferred`` weights, and said to be reconstructed; itself where there are none.

    >>> from scoring.rulebook import rulebook
    >>> lines = (Line("i1", "indicator", filed=Number.of(29)), Line("i2", "indicator", filed=Number.of("29.5")))
    >>> form = Form("project", indicators=lines)
    >>> form = with_weights(form, reconstruct(form, rulebook("hongshan-2023")))
    >>> [str(line.weight) for line in form.lines()], form.weights
    (['30', '30'], 'reconstructed')
    """
    found = {line: weight for block in inferred for line, weight in block.weights or ()}

    def filled(lines: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(
            evolve(line, weight=Number(plain(found[line.id]), found[line.id])) if line.id in found else line
            for line in lines
        )

    if not found:
        return form
    groups = tuple(evolve(group, lines=filled(group.lines)) for group in form.groups)
    return evolve(form, indicators=filled(form.indicators), groups=groups, weights="reconstructed")


def without_weights(form: Form) -> Form:
    """``form`` as it was printed, where its indicator weights were reconstructed."""

    def bare(lines: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(evolve(line, weight=None) if line.block == "indicator" else line for line in lines)

    groups = tuple(evolve(group, lines=bare(group.lines)) for group in form.groups)
    return evolve(form, indicators=bare(form.indicators), groups=groups)


def _block(home: Home, year: int | None, books: Sequence[Rulebook]) -> Reconstruction:
    """The weights of one block."""
    lines, points = home.lines, home.points
    scores = tuple(((line.id,), max(ZERO, line.filed.value) if line.filed else ZERO) for line in lines)
    found = Reconstruction(home.name, points, scores, source=home.source)
    if points is None:
        return evolve(found, reason=Message("the points of the block are not known"))
    rest = points - found.filed
    step = HALF if any(value.denominator == 2 for value in (points, *(least for _, least in scores))) else ONE
    lost = [line for line in lines if line.filed is None]
    others = [line for line in lines if line.filed]
    if rest > 0 and len(lost) == 1 and all(_met(line, year, books) for line in others):
        weights = tuple((line.id, line.filed.value if line.filed else rest) for line in lines)
        return evolve(found, weights=weights, step=step, rest=lost[0].id, ways=1)
    if rest == 0 and not lost and all(line.filed and line.filed.value > 0 for line in lines):
        weights = tuple((line.id, line.filed.value) for line in lines if line.filed)  # the only ones there are
        return evolve(found, weights=weights, step=step, ways=1)
    least = sum(_item(line, step).low for line in lines) * step
    if found.filed <= points < least:  # filed scores rounded up to whole steps need more than the block has
        finer = (each for each in FINER if _reason([_item(line, each) for line in lines], found, points, each) is None)
        step = next(finer, step)
    items = [_item(line, step) for line in lines]
    reason = _reason(items, found, points, step) if others else Message("no score is filed in the block")
    if reason:
        return evolve(found, step=step, reason=reason)
    best = evenest(items, int(points / step))
    weights = tuple((line.id, weight * step) for line, weight in zip(lines, best.weights, strict=True))
    return evolve(found, weights=weights, step=step, ways=best.ways)


def _reason(items: Sequence[Item], found: Reconstruction, points: Fraction, step: Fraction) -> Message | None:
    """Why there can be no weights; None if there can."""
    least = max(found.filed, sum(item.low for item in items) * step)
    if least > points:
        text = {"sum": plain(least), "points": plain(points)}
        return Message("the filed scores need {sum} points, the block has {points}", text)
    if (points / step).denominator != 1:
        return Message("its {points} points are no multiple of {step}", {"points": plain(points), "step": plain(step)})
    too_large = len(items) > MAX_LINES or points / step - sum(item.low for item in items) > MAX_STEPS
    return Message("the block is too large") if too_large else None


def _item(line: Line, step: Fraction) -> Item:
    """The least weight of a line in steps, one at least, and whether its filed score is exactly that."""
    steps = line.filed.value / step if line.filed else ZERO
    low = max(1, -(-steps.numerator // steps.denominator))
    return Item((line.group, line.level1, line.level2), low, line.filed is not None and low == steps)


def _met(line: Line, year: int | None, books: Sequence[Rulebook]) -> bool:
    """Whether a line surely has full marks and weighs what was filed: no doubt, no other reading of its cells."""
    if line.filed is None or line.filed.value <= 0:
        return False
    read = measure(line, year)
    if line.steps:
        return met(read) is True and not (isinstance(read, Numeric) and read.doubt)
    return all(worth(read, ONE, book, FAST).low == ONE for book in books)
