"""The weights of a form that prints none, inferred block by block from the filed scores and the block's points.

Exact and globally optimal: ``scoring.evenest`` finds, among all weights that the filed scores allow, those that treat
the lines of a level-2 indicator (二级指标) most alike. Every answer says whether it is the only one.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from fractions import Fraction
from math import comb

from attrs import evolve, frozen

from indicators.exact import Number
from indicators.form import Form, Line
from indicators.measure import measure
from indicators.messages import Message
from indicators.record import Record
from scoring.choice import block_of
from scoring.evenest import Item, evenest
from scoring.rounding import plain
from scoring.rulebook import FormRule, Rulebook, heading
from scoring.worth import met

ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)
MAX_LINES, MAX_STEPS = 100, 200  # 100 points in halves; beyond that the search takes seconds and no form goes


@frozen(repr=False)
class Reconstruction(Record):
    """The weights inferred for one block, or why there are none.

    ``block`` is the rulebook's name of the block, or the name of the annual goal. ``points`` and ``step`` are in
    points; ``weights`` are by line id in printed order, None where nothing can be inferred (``reason``). ``rest`` is
    the line that takes what the others leave, where that rule applied. ``ways`` counts the solutions that are equally
    good; of several, the one that gives more to the lines printed first is taken. ``allowed`` counts all weights of at
    least the filed scores that add to the block's points, however uneven: this describes every solution.
    """

    block: str
    points: Fraction | None
    weights: tuple[tuple[str, Fraction], ...] | None = None
    step: Fraction = ONE
    rest: str = ""
    ways: int = 0
    allowed: int = 0
    reason: Message | None = None

    @property
    def unique(self) -> bool:
        """Whether no other weights are as good."""
        return self.ways == 1

    @property
    def others(self) -> bool:
        """Whether the filed scores and the block's points alone allow other weights."""
        return self.allowed > 1

    @property
    def says(self) -> Message:
        """What was inferred, by what, and how sure it is."""
        name = {"block": heading(self.block)}
        if self.weights is None or self.points is None:
            return Message("no weights can be inferred for {block}: {reason}", {**name, "reason": self.reason})
        points = plain(self.points)
        if self.rest:
            taken = {**name, "line": self.rest, "points": plain(dict(self.weights)[self.rest])}
            how = Message(
                "{block}: all other lines are met and weigh what was filed; {line} takes the rest, {points}", taken
            )
        else:
            values = {**name, "points": points, "step": plain(self.step)}
            how = Message("{block}: {points} points in steps of {step}, as even as the filed scores allow", values)
        others = (
            Message(
                "the cells alone allow {allowed}: any in steps of {step} that add to {points}, none below its score",
                {"points": points, "allowed": self.allowed, "step": plain(self.step)},
            )
            if self.others
            else Message("the filed scores and the block's points allow no others")
        )
        if self.unique:
            return Message("{how}; {others}", {"how": how, "others": others})
        ties = Message("{ways} solutions are equally good, the first lines get more in this one", {"ways": self.ways})
        return Message("{how}; {ties}; {others}", {"how": how, "ties": ties, "others": others})


def reconstruct(form: Form, rulebook: Rulebook) -> tuple[Reconstruction, ...]:
    """What the weights of ``form`` must have been, one answer a block in printed order; none if any line has a weight.

    If one score of a block is lost and all its other lines are met, those weigh what was filed and the lost line takes
    the rest. Else the weights are multiples of the step (1; 0.5 if a filed score or the block's points end in a half),
    at least the filed scores, add to the block's points, and minimise in this order: the distinct weights beyond one
    within each level-2 indicator, the squared distances from the mean (first that of the level-2 indicator, then that
    of the block), the lines that weigh something else than was filed. Source: the forms of 洪山区 2023, whose scores
    and totals this explains.

    >>> from indicators.form import Line
    >>> from scoring.rulebook import rulebook
    >>> lines = [Line(f"i{n}", "indicator", filed=Number.of(points)) for n, points in enumerate((20, 19, 20), 1)]
    >>> (block,) = reconstruct(Form("project", indicators=tuple(lines)), rulebook("hongshan-2023"))
    >>> [plain(weight) for _, weight in block.weights], block.unique, block.others
    (['20', '20', '20'], True, True)
    """
    lines = [line for line in form.lines() if line.block == "indicator" and not line.sub]
    if any(line.weight is not None for line in lines) or all(line.filed is None for line in lines):
        return ()
    return tuple(_block(*block, form.year) for block in _blocks(form, rulebook.form(form.kind)))


def with_weights(form: Form, rulebook: Rulebook, inferred: Sequence[Reconstruction] | None = None) -> Form:
    """``form`` with the weights that can be inferred, and said to be reconstructed; itself where there are none.

    ``inferred`` is the answer of ``reconstruct``, if it is at hand already.

    >>> from scoring.rulebook import rulebook
    >>> lines = (Line("i1", "indicator", filed=Number.of(29)), Line("i2", "indicator", filed=Number.of("29.5")))
    >>> form = with_weights(Form("project", indicators=lines), rulebook("hongshan-2023"))
    >>> [str(line.weight) for line in form.lines()], form.weights
    (['30', '30'], 'reconstructed')
    """
    blocks = reconstruct(form, rulebook) if inferred is None else inferred
    found = {line: weight for block in blocks for line, weight in block.weights or ()}

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


def _blocks(form: Form, rule: FormRule | None) -> Iterator[tuple[str, list[Line], Fraction | None]]:
    """The blocks of indicator lines with their points, None where these are not known."""
    homes: dict[str, list[Line]] = {}
    for line in form.indicators:
        if not line.sub:
            homes.setdefault(_home(line, rule) or "group", []).append(line)  # the one goal, not written as a group
    points = _points(rule, {*homes, "budget"} if form.budget else set(homes)) if rule else {}
    for name, lines in homes.items():
        yield name, lines, None if name == "group" and form.groups else points.get(name)
    known = [group.weight.value for group in form.groups if group.weight]
    whole = points.get("group") if len(known) == len(form.groups) - 1 else None
    left = None if whole is None else whole - sum(known, ZERO)
    for group in form.groups:
        yield group.name, [line for line in group.lines if not line.sub], group.weight.value if group.weight else left


def _home(line: Line, rule: FormRule | None) -> str:
    """The block of a line, or the part of it, by the words of their headings; empty if none."""
    block = block_of(line, rule) if rule else None
    if rule and block and block.parts:
        block = block_of(line, evolve(rule, blocks=block.parts)) or block
    return block.name if block else ""


def _points(rule: FormRule, there: Container[str]) -> dict[str, Fraction | None]:
    """The points that each block has for lines of its own: with those of absent blocks, without those of its parts."""
    every = [each for block in rule.blocks for each in block.all()]
    present = {each.name for each in every if any(inner.name in there for inner in each.all())}
    points = {each.name: each.points for each in every}
    moves = [(each, each.absent_to, 1) for each in every if each.absent_to and each.name not in present]
    moves += [(part, each.name, -1) for each in every for part in each.parts if part.name in present]
    for block, name, sign in moves:
        own, moved = points[name], block.points
        points[name] = None if own is None or moved is None else own + sign * moved
    return points


def _block(name: str, lines: Sequence[Line], points: Fraction | None, year: int | None) -> Reconstruction:
    """The weights of one block."""
    if points is None:
        return Reconstruction(name, points, reason=Message("the points of the block are not known"))
    known = [line.filed.value for line in lines if line.filed]
    rest = points - sum(known, ZERO)
    step = HALF if any(value.denominator == 2 for value in (*known, points)) else ONE
    lost = [line for line in lines if line.filed is None]
    if rest >= 0 and len(lost) == 1 and all(_met(line, year) for line in lines if line.filed):
        weights = tuple((line.id, line.filed.value if line.filed else rest) for line in lines)
        return Reconstruction(name, points, weights, step, lost[0].id, 1, _allowed(len(lines), rest, step))
    items = [_item(line, step) for line in lines]
    reason = _reason(items, known, points, step)
    if reason:
        return Reconstruction(name, points, step=step, reason=reason)
    total = int(points / step)
    best = evenest(items, total)
    weights = tuple((line.id, weight * step) for line, weight in zip(lines, best.weights, strict=True))
    allowed = _allowed(len(lines), points - sum(item.low for item in items) * step, step)
    return Reconstruction(name, points, weights, step, ways=best.ways, allowed=allowed)


def _allowed(lines: int, rest: Fraction, step: Fraction) -> int:
    """In how many ways ``rest`` can be spread over the lines in whole steps (stars and bars)."""
    return comb(int(rest / step) + lines - 1, lines - 1)


def _reason(items: Sequence[Item], known: Sequence[Fraction], points: Fraction, step: Fraction) -> Message | None:
    """Why there can be no weights; None if there can."""
    least = max(sum(known, ZERO), sum(item.low for item in items) * step)
    if not known:
        return Message("no score is filed in the block")
    if least > points:
        text = {"sum": plain(least), "points": plain(points)}
        return Message("the filed scores need {sum} points, the block has {points}", text)
    if (points / step).denominator != 1:
        return Message("its {points} points are no multiple of {step}", {"points": plain(points), "step": plain(step)})
    too_large = len(items) > MAX_LINES or points > MAX_STEPS * step
    return Message("the block is too large") if too_large else None


def _item(line: Line, step: Fraction) -> Item:
    """The least weight of a line in steps, and whether its filed score is exactly that."""
    steps = line.filed.value / step if line.filed else ZERO
    low = max(0, -(-steps.numerator // steps.denominator))
    return Item((line.level1, line.level2), low, line.filed is not None and low == steps)


def _met(line: Line, year: int | None) -> bool:
    return (line.filed is None or line.filed.value >= 0) and met(measure(line, year)) is True
