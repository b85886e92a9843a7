"""Checks across the forms of one document: S307, X802, X804, X805, C901, C902."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from indicators.cells import plain as folded
from indicators.measure import Bounds, Numeric
from scoring.audit.document import check_document as check
from scoring.audit.finding import ERROR, WARNING, Hit, filed, say
from scoring.audit.readings import Entry, contradict, meet, same_facts
from scoring.consolidate.funds import funds
from scoring.consolidate.nature import MEAN, SUM, relative
from scoring.consolidate.parts import Part, mean, total, weighted
from scoring.consolidate.values import Child, MixedError, common_unit, completions
from scoring.rounding import plain
from scoring.scorecard import Scorecard

ENOUGH = 3  # forms that make "everybody"


def _by_name(cards: Sequence[Scorecard]) -> dict[str, list[Entry]]:
    """The lines of several forms under each indicator name, in order of the document."""
    found: dict[str, list[Entry]] = {}
    for card in cards:
        for line in card.counted:
            name = folded(line.line.name)
            if line.line.block == "indicator" and name:
                found.setdefault(name, []).append(Entry(card, line))
    return {name: entries for name, entries in found.items() if len({id(each.card) for each in entries}) > 1}


@check("S307", "same-line-scored-differently", WARNING)
def same_line_scored_differently(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """The same indicator with the same figures is worth another share of its weight in another form.

    What it finds: one name, target and completion (as read, not as spelled), and different shares filed.
    Why it matters: the same facts cannot be worth 8 of 9 here and 10 of 10 there.
    Basis: one rule, applied alike.
    Example: 93.50% for ≥90% filed 8 of 9 in one form, 10 of 10 in another.
    Remedy: score both by the rule.
    """
    for entries in _by_name(cards).values():
        alike: list[list[Entry]] = []
        for each in entries:
            if filed(each.line) is not None and each.line.points:
                group = next((same for same in alike if same_facts(same[0], each)), None)
                if group is None:
                    alike.append([each])
                else:
                    group.append(each)
        for same in alike:
            if len({_share(each) for each in same}) > 1:
                shares = tuple(
                    f"{each.label} {each.line.line.filed}/{plain(each.line.points or ZERO)}" for each in same
                )
                text = {"name": same[0].line.line.name, "target": same[0].line.line.target, "shares": shares}
                yield Hit(say("{name} ({target}) is scored differently: {shares}", **text), same[0].line, "filed")


@check("X802", "same-indicator-different-value", WARNING)
def same_indicator_different_value(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """One indicator has different values in two forms of the document.

    What it finds: one name with targets or completions that contradict each other; a value inside the other's interval
    does not, nor a department's value that its projects' values add or average to.
    Why it matters: one of the figures is wrong.
    Basis: several sources compared (多方比较印证).
    Example: 培训人数 2399 in the project form, 2499 in the department's.
    Remedy: correct the form that is wrong, or name the indicators apart.
    """
    for name, entries in _by_name(cards).items():
        if any(_consolidates(entries, parent) for parent in _parents(entries)):
            continue
        pairs = list(combinations(entries, 2))
        for side in ("target", "actual"):
            if any(one.card is not other.card and contradict(one, other, side) for one, other in pairs):
                values = {getattr(each.line.line, side): each for each in entries}
                shown = tuple(f"{each.label} {text or '—'}" for text, each in values.items())
                message, last = say("{name} differs: {values}", name=name, values=shown), entries[-1].line
                yield Hit(message, last, side, getattr(last.line, side))


@check("X804", "duplicate-project", WARNING)
def duplicate_project(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """Two forms of the document are for the same project and year.

    What it finds: one project name twice.
    Why it matters: its money and its results are counted twice.
    Basis: one project, one form.
    Example: the same form filed by two units.
    Remedy: leave one out, or name the projects apart.
    """
    seen: dict[tuple[str, int | None], Scorecard] = {}
    for card in cards:
        key = (folded(card.form.project), card.form.year)
        if card.form.kind != "project" or not key[0]:
            continue
        if key in seen:
            text = {"project": card.form.project, "place": seen[key].form.place}
            yield Hit(say("{project} also stands in {place}", **text), None, place=card.form.at("project"))
        seen.setdefault(key, card)


@check("X805", "everybody-full", WARNING)
def everybody_full(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """Every form of the document files full marks.

    What it finds: three forms or more, all with a filed total of 100.
    Why it matters: a self-evaluation that finds nothing to improve was not made.
    Basis: 严禁刻意抬高分数; our own threshold.
    Example: nine projects, nine times 100.
    Remedy: score by the rules.
    """
    if len(cards) >= ENOUGH and all(card.filed.value == 100 for card in cards):
        yield Hit(say("all {count} forms file 100", count=len(cards)), None, place=cards[0].form.place)


@check("C901", "sum-wrong", ERROR)
def sum_wrong(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """A department's absolute value is not the sum of its projects' values.

    What it finds: an indicator of the department form that stands in two project forms or more, with a completion other
    than their sum; units or comparators that are mixed among them.
    Why it matters: completions are consolidated first, then scored.
    Basis: 绝对值直接累加计算.
    Example: projects 30 and 40, department 80.
    Remedy: correct the sum, or the project that is wrong.
    """
    yield from _consolidated(cards, averaged=False)


@check("C902", "mean-wrong", ERROR)
def mean_wrong(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """A department's relative value is not the fund-weighted mean of its projects' values.

    What it finds: a share or standard of the department form that stands in two project forms or more, with a
    completion other than their mean weighted by funds; it says so where the plain mean fits.
    Why it matters: a small project must not weigh as much as a large one.
    Basis: 相对值按照资金额度加权平均计算.
    Example: 90% of 100万元 and 80% of 300万元 make 82.5%, not 85%.
    Remedy: weight by funds.
    """
    yield from _consolidated(cards, averaged=True)


ZERO = Fraction(0)


def _consolidated(cards: Sequence[Scorecard], *, averaged: bool) -> Iterator[Hit]:
    for entries in _by_name(cards).values():
        for parent in _parents(entries):
            children, read = _children(entries), parent.line.measure
            if len(children) < 2 or not isinstance(read, Numeric) or relative(parent.line.line, read) is not averaged:
                continue
            try:
                parts = _parts(children, parent, read)
            except MixedError:
                message = say("units or comparators are mixed among the projects")
                yield Hit(message, parent.line, "actual", table="consolidation")
                continue
            value = mean(parts) if averaged else total(parts)
            if value is None or read.actual is None or meet(value, read.actual):
                continue
            text = {"filed": parent.line.line.actual, "value": _shown(value)}
            message = say("{filed}, but the projects make {value}", **text)
            if averaged and meet(weighted(parts, [Fraction(1)] * len(children)), read.actual):
                message = say("{filed} is the plain mean; weighted by funds it is {value}", **text)
            yield Hit(message, parent.line, "actual", parent.line.line.actual, table="consolidation")


def _parents(entries: Sequence[Entry]) -> list[Entry]:
    return [each for each in entries if each.card.form.kind == "department"]


def _children(entries: Sequence[Entry]) -> list[Entry]:
    return [each for each in entries if each.card.form.kind == "project"]


def _consolidates(entries: Sequence[Entry], parent: Entry) -> bool:
    """Whether the parent's completion is held against what several children make together (C901, C902)."""
    children, read = _children(entries), parent.line.measure
    if len(children) < 2 or not isinstance(read, Numeric):
        return False
    averaged = relative(parent.line.line, read)
    try:
        parts = _parts(children, parent, read)
    except MixedError:
        return True
    return averaged is not None and (not averaged or mean(parts) is not None)


def _parts(children: Sequence[Entry], parent: Entry, read: Numeric) -> list[Part]:
    """The children's completions in the parent's unit, with their funds. Raises MixedError."""
    own = []
    for number, each in enumerate(children):
        found, form = each.line.measure, each.card.form
        if not isinstance(found, Numeric):
            raise MixedError(say("units or comparators are mixed among the projects"), number)
        own.append(Child(each.line.line, found, funds(form, each.line.line, each.card.rulebook.weights)))
    how = MEAN if relative(parent.line.line, read) else SUM
    return completions(own, common_unit(own, Child(parent.line.line, read)), how)


def _share(entry: Entry) -> Fraction:
    return (filed(entry.line) or ZERO) / (entry.line.points or Fraction(1))


def _shown(value: Bounds) -> str:
    ends = ("∞" if end is None else plain(end) for end in (value.low, value.high))
    return "–".join(dict.fromkeys(ends))
