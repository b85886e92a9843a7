"""S3xx: the filed scores against the recomputed ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from scoring.audit import fits
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, filed, say
from scoring.audit.fits import harm
from scoring.audit.printed import kept_aside, where
from scoring.interval import Interval
from scoring.printed import shifts
from scoring.rounding import half_up_interval, plain
from scoring.scorecard import FULL, LineScore, Scorecard
from scoring.show import joined, points_of, row_name, span, sum_of

PRINTED = "printed"

MOST_SUMS = 4  # that a message names
ZERO, HALF = Fraction(0), Fraction(1, 2)


@check("S301", "over-weight", ERROR)
def over_weight(card: Scorecard) -> Iterator[Hit]:
    """A filed score is above the line's weight, or below 0.

    What it finds: 自评得分 greater than 分值, or negative.
    Why it matters: no rule gives more than the points of a line; the total is wrong by at least the excess.
    Basis: 得分不得突破权重总额 (the note under the form).
    Example: weight 10, filed 12. Of a block whose lines have no weights: filed scores that add to more than its points
    (a warning where the form does not print these).
    Remedy: correct the score, or the weight if that is the slip.
    """
    for block in card.inferred:
        if block.points is not None and block.filed > block.points:
            own = [line for line in card.counted if line.line.id in block.lines]
            rows = [row_name(line.line) for line in own]
            text = {"lines": joined(rows), "sum": plain(block.filed), "points": plain(block.points)}
            yield Hit(
                say("{lines} are filed with {sum} points in all, their block has {points}", **text), None, "filed",
                plain(block.filed), Interval(ZERO, block.points), ERROR if block.source == PRINTED else WARNING,
                "rules", place=where(card, "", own, ("filed", "name")), lines=own,
            )  # fmt: skip
    for line in card.counted:
        value, points = filed(line), line.points
        if value is not None and (value < 0 or (points is not None and value > points)):
            yield Hit(
                say("filed {filed}, outside 0 to {weight}", filed=line.line.filed, weight=plain(points or ZERO)),
                line, "filed", str(line.line.filed), line.shown, table="rules",
            )  # fmt: skip
    for line in card.lines:  # 加分项: no total of ours counts them, and no more than their points can be given
        value, weight = filed(line), line.line.weight
        if line.line.beside and value is not None and weight is not None and abs(value) > abs(weight.value) > 0:
            message = say("filed {filed}, beside the 100 points; its row has {weight}", filed=value, weight=weight)
            yield Hit(message, line, "filed", str(line.line.filed), severity=WARNING)


@check("S302", "score-too-high", ERROR)
def score_too_high(card: Scorecard) -> Iterator[Hit]:
    """A filed score is higher than the rule gives.

    What it finds: 自评得分 above the score recomputed from target and completion; a missed line at its full weight too.
    Where no rulebook fits, or several do, the latter is a warning: none of their formulas gives so much.
    Why it matters: the form claims points that its own figures do not earn.
    Basis: the formulas of the rulebook (得分=权重*B/A, 得分=权重*A/B).
    Example: target ≥1550人, completion 283, weight 4, filed 2: the rule gives 4 × 283 ÷ 1550 = 0.73.
    Remedy: file the recomputed score, or correct the figures if they are wrong.
    """
    for line, value in _unexplained(card):
        if value > line.likely.shown.high:
            yield differs(card, line, "rules", harm(line, value, ERROR))
    if card.choice.how in ("none", "tied"):
        from scoring.audit.unruled import missed_at_full  # most forms have a rulebook

        yield from missed_at_full(card)


@check("S303", "score-too-low", WARNING)
def score_too_low(card: Scorecard) -> Iterator[Hit]:
    """A filed score is lower than the rule gives.

    What it finds: 自评得分 below the recomputed score, chiefly a target that is met but not given all its points.
    Why it matters: the unit gives points away, or knows of a shortfall that its figures do not show.
    Basis: a target that is met earns all the points; else the formulas of the rulebook.
    Example: target ≥95%, completion 95%, weight 10, filed 9: met, so the rule gives 10.
    Remedy: file the recomputed score, or state the completion that justifies the lower one.
    """
    for line, value in _unexplained(card):
        if value < line.likely.shown.low:
            yield differs(card, line, "rules", harm(line, value, WARNING))


@check("S304", "rounded-early", NOTE)
def rounded_early(card: Scorecard) -> Iterator[Hit]:
    """A filed score is the right one, rounded too coarsely or from a rounded rate.

    What it finds: the exact score rounded half up to whole points or one decimal, or weight × the printed rate. It
    stands in place of S302, S303 and B202; a warning where it is off by more than half a point.
    Why it matters: the form's method is right, its precision is not.
    Basis: scores carry two decimals, rounded once, from the exact value.
    Example: the rule gives 12.77, filed 13; or 12.80 from a rate printed 64%.
    Consequences: B201.
    Remedy: file the score with two decimals.
    """
    for line, value in fits.off(card):
        if fits.rounded(line.likely, value):
            severity = WARNING if abs(value - line.likely.shown.low) > HALF else NOTE
            text = {"filed": line.line.filed, "rule": points_of(line, card), "sum": sum_of(line.likely, card)}
            named = fits.other(line.likely, value, card.rulebook.variant("reverse"))
            how = fits.how_rounded(line.likely, value)
            how = say("{how}, or it fits {formula}", how=how, formula=named) if named else how
            message = say("filed {filed}, the rule gives {rule}: {sum}; {how}", **text, how=how)
            yield Hit(message, line, "filed", str(line.line.filed), line.exact, harm(line, value, severity), "rounding")


@check("S306", "other-formula", WARNING)
def other_formula(card: Scorecard) -> Iterator[Hit]:
    """A filed score follows another formula than the rulebook's.

    What it finds: a score that the inverse ratio, the linear or ratio formula for reverse indicators, or the weight
    times the completion gives exactly. It names the formula, in place of S302 and S303.
    Why it matters: the unit computed, but not by the rule that it files under.
    Basis: two formulas for reverse indicators are in use, and differ a lot.
    Example: target ≤4件, completion 5件, weight 10, filed 7.5: linear; by ratio it is 8.
    Remedy: use the rulebook's formula, or name the rulebook that is really followed.
    """
    for line, value in fits.off(card):
        named = fits.other(line.likely, value, card.rulebook.variant("reverse"))
        if named and line.line.block != "budget" and not fits.rounded(line.likely, value):
            text = {
                "filed": line.line.filed,
                "formula": named,
                "rule": points_of(line, card),
                "sum": sum_of(line.likely, card),
            }
            message = say("filed {filed} fits {formula}; the rule gives {rule}: {sum}", **text)
            yield Hit(message, line, "filed", str(line.line.filed), line.exact, harm(line, value, WARNING), "rules")


@check("S305", "total-wrong", ERROR)
def total_wrong(card: Scorecard) -> Iterator[Hit]:
    """The printed total is not the sum of the filed scores.

    What it finds: 总分 outside what the filed cells add to; cells that are missing count with their whole range. Cells
    with many decimals may be rounded before they are added or after. Where the rulebook caps the total while too little
    is spent, the sum is the capped one, and a total above the cap is told with it. Rows of 加分项, 扣分项 and 一票否决
    are in no sum of ours; a total that counts one whole is as right as one that does not, and one that counts a part of
    it is a warning.
    Why it matters: the figure that is published and graded is not the form's own.
    Basis: arithmetic; 总分由各项指标得分汇总形成.
    Example: the cells add to 93.94, the form prints 94.94.
    Remedy: correct the total, or the score that was changed without it.
    """
    places = card.rulebook.places
    each = Interval.sum(half_up_interval(line.filed, places) for line in card.counted)
    sums = card.filed, half_up_interval(card.filed, places), each
    if card.printed is None:
        return
    if any(card.printed in card.moved(card.capped(total)) for total in sums):
        yield from _moved_otherwise(card, sums)
        return
    text = {"printed": card.form.printed_total, "sum": span(card.filed, card)}
    message, table = say("the form prints {printed}; its scores add to {sum}", **text), ""
    if card.aside:
        message = say("{message}; its rows beside the points (加分项, 扣分项) move that by {points} at most",
                      message=message, points=plain(card.aside))  # fmt: skip
    if any(card.printed in card.moved(total) for total in sums):
        most = span(card.capped(Interval.point(FULL)), card)
        message = say("the form prints {printed}; with so little spent it can have {most} at most", **text, most=most)
        table = "caps"
    lost = card.printed - card.filed.low
    severity = WARNING if lost > 0 and kept_aside(card.form, lost) else ""
    recomputed = card.capped(card.filed)
    yield Hit(message, None, "printed_total", str(card.form.printed_total), recomputed, severity=severity, table=table)


def _moved_otherwise(card: Scorecard, sums: Sequence[Interval]) -> Iterator[Hit]:
    """A total that lies within what rows beside the points can do, and is none of the sums that they make."""
    printed, moves = card.printed, shifts(card.form) if card.aside else ()
    whole = [card.capped(total) for total in sums]
    made = [Interval(total.low + move, total.high + move) for total in whole for move in moves]
    if printed is None or not made or any(printed in total or printed == FULL < total.low for total in made):
        return
    others = tuple(span(Interval(card.filed.low + move, card.filed.high + move), card) for move in moves if move)
    added = say("{sum}, with its rows beside the points (加分项, 扣分项) {sums}", sum=span(card.filed, card),
                sums=others[:MOST_SUMS])  # fmt: skip
    message = say("the form prints {printed}; its scores add to {sum}", printed=card.form.printed_total, sum=added)
    yield Hit(message, None, "printed_total", str(card.form.printed_total), card.filed, severity=WARNING)


@check("S308", "missing-score-implied", WARNING)
def missing_score_implied(card: Scorecard) -> Iterator[Hit]:
    """A score cell is empty; the printed total tells what it can have been.

    What it finds: a line without 自评得分, the range it can have, and the value that the printed total implies.
    Why it matters: the filed total cannot be checked; an empty cell is not a zero.
    Basis: arithmetic: the printed total less the other filed scores, within 0 and the weights.
    Example: a form prints 95, its other cells add to 91.5: the empty cell of weight 4 was 3.5.
    Remedy: fill in the cell.
    """
    lost = [line for line in card.counted if line.line.filed is None and not line.line.is_unread("filed")]
    lines = [line for line in card.counted if line.line.block == "indicator"]
    column = lines if len(lines) > 1 and all(line in lost for line in lines) else []  # F002 tells of it
    if len(lost) == len(card.counted) or card.form.computed:
        return
    for line in lost:
        if line in column:
            continue
        share = implied(card, line, lost)
        if share is None:
            continue
        if share.value is not None:
            message = say("no score; the printed total implies {value}", value=plain(share.value))
        else:
            message = say("no score; it lies between {low} and {high}", low=plain(share.low), high=plain(share.high))
        yield Hit(message, line, "filed", None, share)


def implied(card: Scorecard, line: LineScore, lost: list[LineScore]) -> Interval | None:
    """What the score of a lost cell can be; None where the printed total leaves nothing."""
    weight = line.filed.high
    form = card.form
    doubtful = any(each.line.is_unread("filed", "weight") for each in card.counted)
    if card.printed is None or form.unread or form.is_unread("printed_total") or doubtful:
        return Interval(ZERO, weight)
    rest = card.printed - sum((each for each in map(filed, card.counted) if each is not None), ZERO)
    others = sum((each.filed.high for each in lost if each is not line), ZERO)
    low, high = max(ZERO, rest - others - card.aside), min(weight, rest + card.aside)
    if card.printed >= card.capped(Interval.point(FULL)).low < FULL:
        high = weight  # the total is at its cap: its parts may add to more
    return Interval(low, high) if low <= high else None


def _unexplained(card: Scorecard) -> Iterator[tuple[LineScore, Fraction]]:
    """The wrong scores that neither rounding nor another formula explains; the budget line's are for B202."""
    for line, value in fits.off(card):
        known = fits.rounded(line.likely, value) or fits.other(line.likely, value, card.rulebook.variant("reverse"))
        if line.line.block != "budget" and not known:
            yield line, value


def differs(card: Scorecard, line: LineScore, table: str, severity: str = "") -> Hit:
    """A filed score that is not the rule's, with the sum that shows it; of steps it rests on what says these."""
    table = "steps" if any(each.code == "steps-prescribed" for each in line.notes) else table
    text = {"filed": line.line.filed, "rule": points_of(line, card), "sum": sum_of(line.likely, card)}
    message = say("filed {filed}, the rule gives {rule}: {sum}", **text)
    if line.solution:
        message = say("{message}; the weight is inferred", message=message)
    return Hit(message, line, "filed", str(line.line.filed), line.exact, severity, table)
