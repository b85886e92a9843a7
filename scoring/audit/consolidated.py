"""C9xx: a department's form against its projects' forms, consolidated (汇总)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from indicators.measure import Bounds, Levelled, Numeric
from scoring.audit.document import check_document as check
from scoring.audit.finding import ERROR, Hit, filed, say
from scoring.audit.fits import right
from scoring.audit.kinship import belongs
from scoring.audit.readings import Entry, by_name, meet
from scoring.consolidate.funds import funds
from scoring.consolidate.nature import MEAN, SUM, relative
from scoring.consolidate.parts import Part, mean, total, weighted
from scoring.consolidate.values import Child, MixedError, common_unit, completions
from scoring.interval import Interval
from scoring.rounding import half_up, half_up_interval, plain
from scoring.scorecard import Scorecard
from scoring.show import span

ZERO, ONE = Fraction(0), Fraction(1)


@check("C901", "sum-wrong", ERROR)
def sum_wrong(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """A department's absolute value is not the sum of its projects' values.

    What it finds: an indicator of the department form that stands in two project forms or more, with a completion other
    than their sum, at the places that it is written with; units or comparators that are mixed among them.
    Why it matters: completions are consolidated first, then scored.
    Basis: 绝对值直接累加计算.
    Example: projects 30 and 40, department 80.
    Remedy: correct the sum, or the project that is wrong.
    """
    yield from _completions(cards, averaged=False)


@check("C902", "mean-wrong", ERROR)
def mean_wrong(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """A department's relative value or qualitative score is not the fund-weighted mean of its projects'.

    What it finds: a share or standard of the department form that stands in two project forms or more, with a
    completion other than their mean weighted by funds, at the places that it is written with; it says so where the
    plain mean fits. A qualitative score other than the mean of the projects' shares of their points. A score that is
    the mean of the projects' scores where completions should have been consolidated first.
    Why it matters: a small project must not weigh as much as a large one.
    Basis: 相对值按照资金额度加权平均计算; 先汇总完成数，再计算得分.
    Example: 90% of 100万元 and 80% of 300万元 make 82.5%, not 85%.
    Consequences: S302, S303, S307.
    Remedy: weight by funds.
    """
    yield from _completions(cards, averaged=True)
    yield from _scores(cards)


def consolidates(entries: Sequence[Entry], parent: Entry) -> bool:
    """Whether the parent's completion is held against what several children make together (C901, C902)."""
    children, read = _children(entries, parent), parent.line.measure
    if len(children) < 2 or not isinstance(read, Numeric):
        return False
    averaged = relative(parent.line.line, read)
    try:
        parts = _parts(children, parent, read)
    except MixedError:
        return True
    return averaged is not None and (not averaged or mean(parts) is not None)


def parents(entries: Sequence[Entry]) -> list[Entry]:
    """The lines that stand in department forms."""
    return [each for each in entries if each.card.form.kind == "department"]


def _children(entries: Sequence[Entry], parent: Entry) -> list[Entry]:
    """The lines of the project forms under the parent's department."""
    own = (each for each in entries if each.card.form.kind == "project")
    return [each for each in own if belongs(each.card.form, parent.card.form)]


def _families(cards: Sequence[Scorecard]) -> Iterator[tuple[Entry, list[Entry]]]:
    """Each line of a department form with its namesakes in two project forms or more."""
    for entries in by_name(cards).values():
        for parent in parents(entries):
            children = _children(entries, parent)
            if len(children) > 1:
                yield parent, children


def _completions(cards: Sequence[Scorecard], *, averaged: bool) -> Iterator[Hit]:
    for parent, children in _families(cards):
        read, cell = parent.line.measure, parent.line.line.actual
        if not isinstance(read, Numeric) or relative(parent.line.line, read) is not averaged:
            continue
        try:
            parts = _parts(children, parent, read)
        except MixedError:
            message = say("units or comparators are mixed among the projects")
            yield Hit(message, parent.line, "actual", table="consolidation")
            continue
        value = mean(parts) if averaged else total(parts)
        if value is None or read.actual is None or _says(read.actual, cell, value):
            continue
        text = {"filed": cell, "value": _shown(value)}
        message = say("{filed}, but the projects make {value}", **text)
        if averaged and _says(read.actual, cell, weighted(parts, [ONE] * len(parts))):
            message = say("{filed} is the plain mean; weighted by funds it is {value}", **text)
        recomputed = None if value.low is None or value.high is None else Interval(value.low, value.high)
        yield Hit(message, parent.line, "actual", cell, recomputed, table="consolidation")


def _scores(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """Filed scores against the mean of the projects' shares: what qualitative lines must be, and no others may."""
    for parent, children in _families(cards):
        line, value, points = parent.line, filed(parent.line), parent.line.points
        shares = mean([Part(_share(each), _funds(each)) for each in children])
        if value is None or not points or shares is None or shares.low is None or shares.high is None:
            continue
        worth = Interval(points * shares.low, points * shares.high)
        fits = value in worth or value in half_up_interval(worth, parent.card.rulebook.places)
        text = {"filed": line.line.filed, "worth": span(worth, parent.card), "points": plain(points)}
        if all(isinstance(each.line.measure, Levelled) for each in (parent, *children)):
            if not fits:
                message = say(
                    "filed {filed}; the projects' scores, averaged by funds, make {worth} of {points}", **text
                )
                yield Hit(message, line, "filed", str(line.line.filed), worth, table="consolidation")
        elif fits and worth.value is not None and isinstance(line.measure, Numeric) and not right(line, value):
            message = say("filed {filed} is the mean of the projects' scores: consolidate first, then score", **text)
            yield Hit(message, line, "filed", str(line.line.filed), line.exact, table="consolidation")


def _says(written: Bounds, cell: str, value: Bounds) -> bool:
    """Whether a completion as written can be ``value``, rounded to the decimals of its cell."""
    if meet(value, written):
        return True
    decimals = re.search(r"\d[.．]\s*(\d+)", cell)
    places = len(decimals[1]) if decimals else 0
    return value.low is not None and value.low == value.high and half_up(value.low, places) == written.low


def _parts(children: Sequence[Entry], parent: Entry, read: Numeric) -> list[Part]:
    """The children's completions in the parent's unit, with their funds. Raises MixedError."""
    own = []
    for number, each in enumerate(children):
        found = each.line.measure
        if not isinstance(found, Numeric):
            raise MixedError(say("units or comparators are mixed among the projects"), number)
        own.append(Child(each.line.line, found, _funds(each)))
    how = MEAN if relative(parent.line.line, read) else SUM
    return completions(own, common_unit(own, Child(parent.line.line, read)), how)


def _funds(entry: Entry) -> Fraction | None:
    """The budget that weighs a project, in 元 whatever its form counts in."""
    return funds(entry.card.form, entry.line.line, entry.card.rulebook.weights)


def _share(entry: Entry) -> Bounds:
    """The filed share of the points; anything where it is not known."""
    value, points = filed(entry.line), entry.line.points
    return Bounds(ZERO, ONE) if value is None or not points else Bounds(value / points, value / points)


def _shown(value: Bounds) -> str:
    ends = ("∞" if end is None else plain(end) for end in (value.low, value.high))
    return "–".join(dict.fromkeys(ends))
