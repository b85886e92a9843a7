"""W1xx: weights (分值/权重) and how they add up."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, limit, say
from scoring.audit.printed import kept_aside, where, whole
from scoring.choice import block_of, block_points
from scoring.interval import Interval
from scoring.rounding import plain
from scoring.rulebook import Block, FormRule, heading
from scoring.scorecard import LineScore, Scorecard
from scoring.show import joined, row_name, span

ZERO, HUNDRED = Fraction(0), Fraction(100)


@check("W101", "weight-total", ERROR)
def weight_total(card: Scorecard) -> Iterator[Hit]:
    """The points of the form do not add to 100.

    What it finds: all weights together, the budget line's included, that make more or less than 100.
    Why it matters: totals and grades of different forms can no longer be compared.
    Basis: 加总后应等于100% (2016 notice); each form's own blocks add to 100.
    Example: budget 20, goal 20, indicators 65.
    Consequences: W102, W103.
    Remedy: correct the weights; the message gives the sum with and without the budget line.
    """
    total = card.weight
    known = [line for line in card.counted if line.points is not None]
    if not known or len(known) < len(card.counted) or total.low == HUNDRED:
        return
    budget = card.of("budget")
    without = total.low - (budget.points or 0 if budget else 0)
    yield Hit(
        say("the weights add to {total}, not 100 ({without} without the budget line)", total=plain(total.low),
            without=plain(without)),
        filed=plain(total.low), recomputed=Interval.point(HUNDRED),
        severity=WARNING if kept_aside(card.form, HUNDRED - total.low) else "",
        place=where(card, "points", reversed(card.counted)),
    )  # fmt: skip


@check("W102", "block-weight", WARNING)
def block_weight(card: Scorecard) -> Iterator[Hit]:
    """A block's points are not those of the rulebook.

    What it finds: the budget line, the goal line, the indicators or the annual goals with other points than prescribed.
    Nothing where the rulebook lets points move and all of them add to 100. Points that the form prints for a category
    (产出指标（40分）) and that the weights of its lines do not add to; a note where only a remark under it says them.
    Why it matters: the form weighs things otherwise than the rule that it is filed under.
    Basis: the blocks of the rulebook.
    Example: indicators that add to 65 where the rulebook gives 60.
    Remedy: correct the weights, or name the rulebook that the form really follows.
    """
    yield from _printed_otherwise(card)
    yield from _noted_otherwise(card)
    rule = card.rulebook.form(card.form.kind)
    if rule is None or card.choice.how not in ("named", "evidence") or moved_within(card, rule):
        return
    points = block_points(card.form, card.rulebook)
    if card.form.notes or card.form.others:
        from scoring.noted_points import filled  # its patterns are for forms that print notes

        points = filled(card.form, rule, points)
    for block in rule.blocks:
        own = [line for line in card.counted if block_of(line.line, rule) is block]
        yield from _differs(card, block.name, points.get(block.name), _prescribed(block, rule, points), own)
        inner = evolve(rule, blocks=block.parts)
        for part in block.parts:
            lines = [line for line in own if block_of(line.line, inner) is part]
            weights = [line.points for line in lines]
            known = [weight for weight in weights if weight is not None]
            if known and len(known) == len(weights):
                yield from _differs(card, part.name, sum(known, ZERO), part.points, lines)


def _printed_otherwise(card: Scorecard) -> Iterator[Hit]:
    """Categories that print other points than the weights of their lines add to."""
    form = card.form
    if not form.blocks or form.groups or not whole(form) or card.inferred:
        return  # each goal may have a category of the same name
    from indicators.recognition.headings import heading as bare  # only for forms that print points of blocks

    printed = {block.name: block for block in form.blocks}
    for name, block in printed.items():
        if len({each.points.value for each in form.blocks if each.name == name}) > 1:
            continue
        for level in ("level1", "level2"):
            lines = [line for line in card.counted if bare(getattr(line.line, level)) == name]
            weights = [line.line.weight.value for line in lines if line.line.weight is not None]
            added = sum(weights, ZERO)
            if not lines or len(weights) < len(lines) or added == block.points.value:
                continue
            if kept_aside(form, block.points.value - added):
                continue  # a row that was kept as it stands may be one of them
            text = {"block": name, "printed": block.points, "sum": plain(added)}
            message = say("the form prints {printed} points for {block}; the weights of its lines add to {sum}", **text)
            wanted = Interval.point(block.points.value)
            yield Hit(message, None, "", plain(added), wanted, place=block.place, lines=lines)


def _noted_otherwise(card: Scorecard) -> Iterator[Hit]:
    """Categories to which a note gives other points than the weights of their lines add to: the weights count."""
    form = card.form
    if not (form.notes or form.others) or form.groups or not whole(form) or card.inferred:
        return
    from indicators.recognition.headings import heading as bare
    from scoring.noted_points import noted_points
    from scoring.own_notes import notes_of

    plan = noted_points(notes_of(form))
    printed = {block.name for block in form.blocks}
    for name, points in plan.points.items() if plan and not plan.hedged else ():
        lines = [
            line for line in card.counted if bare(line.line.level1).removesuffix("指标") == name.removesuffix("指标")
        ]
        added = sum((line.line.weight.value for line in lines if line.line.weight), ZERO)
        known = lines and all(line.line.weight for line in lines)
        if not known or added == points or name in printed or kept_aside(form, points - added):
            continue
        text = {"block": name, "noted": plain(points), "sum": plain(added)}
        message = say("a note gives {noted} points to {block}; the weights of its lines add to {sum}", **text)
        place = where(card, "", lines)
        yield Hit(message, None, "", plain(added), Interval.point(points), NOTE, place=place, lines=lines)


def moved_within(card: Scorecard, rule: FormRule) -> bool:
    """Whether points may move between the blocks of the form, and all of them together are 100 still."""
    return rule.movable and card.weight.low == card.weight.high == HUNDRED


def _differs(
    card: Scorecard, block: str, has: Fraction | None, wanted: Fraction | None, lines: Sequence[LineScore]
) -> Iterator[Hit]:
    if has is None or wanted is None or has == wanted:
        return
    text = {"block": heading(block), "has": plain(has), "wanted": plain(wanted)}
    message = say("the block {block} has {has} points, the rulebook gives {wanted}", **text)
    printed = next((each.place for each in card.form.blocks if each.name == heading(block)), None)
    place = None if card.of(block) else printed or where(card, "", lines)
    points = Interval.point(wanted)
    yield Hit(message, card.of(block), "weight", plain(has), points, table="form", place=place, lines=lines)


def _prescribed(block: Block, rule: FormRule, there: Container[str]) -> Fraction | None:
    """The points that the rulebook gives to a block, with those of blocks that the form leaves out for it."""
    if block.points is None:
        return None
    left = [each for each in rule.blocks if each.absent_to == block.name and each.name not in there]
    return block.points + sum((each.points or ZERO for each in left), ZERO)


@check("W103", "child-parent", ERROR)
def child_parent(card: Scorecard) -> Iterator[Hit]:
    """The lines of a group do not add to the group's points.

    What it finds: indicator weights of an annual goal that make more or less than the goal's own points.
    Why it matters: the goal is worth something else than its heading says.
    Basis: children's weights equal the parent's.
    Example: an annual goal of 20 points with lines that add to 19.
    Consequences: W101.
    Remedy: correct a line's weight or the heading.
    """
    for group in card.form.groups:
        lines = [line for line in card.group(group) if line.counted]
        known = [line.points for line in lines if line.points is not None]
        if group.weight is None or len(known) < len(lines) or sum(known) == group.weight.value:
            continue
        added = plain(sum(known, Fraction(0)))
        text = {"group": group.name, "sum": added, "weight": group.weight}
        message = say("the lines of {group} add to {sum}, its heading says {weight}", **text)
        yield Hit(message, None, "", added, Interval.point(group.weight.value), place=group.place)


@check("W104", "weight-dominant", NOTE)
def weight_dominant(card: Scorecard) -> Iterator[Hit]:
    """One line carries more than half of all points.

    What it finds: an indicator whose weight is over half of the form's; a warning where it is over the share that the
    rulebook sets. Nothing where a weight of the form is open.
    Why it matters: the form then measures one thing.
    Basis: our own; seen on filed forms.
    Example: one indicator of 60 points.
    Remedy: spread the points over what the project does.
    """
    total, most = card.weight.value, limit(card, "line_weight")
    if total is None:
        return  # of how many points is not known
    for line in card.counted:
        if line.line.block != "indicator" or line.points is None:
            continue
        told = Hit(
            say("{weight} of {total} points on one line", weight=plain(line.points), total=plain(total)),
            line, "weight", str(line.line.weight),
        )  # fmt: skip
        if most is not None and line.points > most * total:
            yield evolve(told, severity=WARNING, table="limits")
        elif 2 * line.points > total > line.points:
            yield told


@check("W105", "weights-reconstructed", NOTE)
def weights_reconstructed(card: Scorecard) -> Iterator[Hit]:
    """The form prints no weights; they were inferred.

    What it finds: weights that the file declares as reconstructed, or that were reconstructed here: by what, and
    whether they are unique.
    Why it matters: every recomputed score rests on them.
    Basis: the points of each block are known, and a met line was most likely given all its points.
    Example: six lines filed 10, 10, 10, 10, 10 and 9 in a block of 60 points: 10 each.
    Remedy: give the weights that the unit really used, and declare them.
    """
    for block in card.inferred:
        own = [line for line in card.counted if line.line.id in block.lines]
        place = where(card, "weights", own)
        pool = next((pool for pool in card.pools if pool.lines == frozenset(block.lines)), None)
        if block.weights is None or pool is None or pool.settled:
            yield Hit(block.says, place=place, lines=own)
            continue
        rows = [row_name(line.line) for line in card.counted if line.line.id in pool.lines]
        text = {"says": block.says, "points": plain(pool.points), "lines": joined(rows),
                "range": span(pool.shown(pool.lines, card.rulebook.places), card)}  # fmt: skip
        message = say("{says}; {points} points hang on {lines}: they score {range}", **text)
        if pool.shown(pool.lines, card.rulebook.places).value is not None:
            message = say("{says}; {points} points hang on {lines}: they score {range} in any case", **text)
        yield Hit(message, place=place, lines=own)
    if card.form.weights == "reconstructed" and not card.inferred:
        yield from _declared(card)


def _declared(card: Scorecard) -> Iterator[Hit]:
    """What is inferred for each block, where the file declares the weights that somebody reconstructed."""
    from scoring.reconstruct import reconstruct, without_weights  # most forms print theirs

    blocks = reconstruct(without_weights(card.form), card.rulebook)
    place = where(card, "weights", card.counted)
    if not blocks:
        yield Hit(say("the form prints no weights: they are reconstructed"), place=place)
    own = {line.line.id: line.points for line in card.counted}
    for block in blocks:
        place = where(card, "weights", [line for line in card.counted if line.line.id in block.lines])
        other = [line for line, weight in block.weights or () if own.get(line) != weight]
        if other:
            message = say("{inferred}; the file has other weights on {lines}", inferred=block.says, lines=tuple(other))
            yield Hit(message, place=place)
        else:
            yield Hit(block.says, place=place)
