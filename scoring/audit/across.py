"""S307, X8xx: lines and projects of one document beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from indicators.cells import plain as folded
from scoring.audit.consolidated import consolidates, parents
from scoring.audit.document import check_document as check
from scoring.audit.finding import WARNING, Hit, filed, say
from scoring.audit.kinship import by_unit, copies
from scoring.audit.readings import Entry, alike, contradict, differing
from scoring.rounding import plain
from scoring.scorecard import Scorecard

ZERO = Fraction(0)
SHOWN = 12  # forms that a message names
ENOUGH = 3  # forms that make "everybody"


@check("S307", "same-line-scored-differently", WARNING)
def same_line_scored_differently(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """The same indicator with the same figures is worth another share of its weight in another form.

    What it finds: one name, target and completion (as read, not as spelled), and different shares filed, among forms of
    one unit, of a department and its projects, or of one project.
    Why it matters: the same facts cannot be worth 8 of 9 here and 10 of 10 there.
    Basis: one rule, applied alike.
    Example: 93.50% for ≥90% filed 8 of 9 in one form, 10 of 10 in another.
    Remedy: score both by the rule.
    """
    for entries in (group for _, groups in by_unit(cards) for group in groups):
        scored = [each for each in entries if _share(each) is not None]
        for same in alike(scored):
            if len({_share(each) for each in same}) > 1 and len({id(each.card) for each in same}) > 1:
                shares = _few(
                    [f"{each.label} {each.line.line.filed}/{plain(each.line.points or ZERO)}" for each in same]
                )
                text = {"target": same[0].line.line.target, "shares": shares}
                yield Hit(say("{target}: scored differently: {shares}", **text), same[0].line, "filed")


@check("X802", "same-indicator-different-value", WARNING)
def same_indicator_different_value(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """One indicator has different values in two forms of the document.

    What it finds: one name with targets or completions that contradict each other, among forms of one unit, of a
    department and its projects, or of one project; a value inside the other's interval does not, nor a department's
    value that its projects' values add or average to.
    Why it matters: one of the figures is wrong.
    Basis: several sources compared (多方比较印证).
    Example: 培训人数 2399 in the project form, 2499 in the department's.
    Remedy: correct the form that is wrong, or name the indicators apart.
    """
    for whole, groups in by_unit(cards):
        if any(consolidates(whole, parent) for parent in parents(whole)):
            continue
        for entries, side in product(groups, ("target", "actual")):
            told = differing(entries, side)
            if any(one.card is not other.card and contradict(one, other, side) for one, other in combinations(told, 2)):
                values = {getattr(each.line.line, side): each for each in entries}
                shown = _few([f"{each.label} {text or '—'}" for text, each in values.items()])
                message = say("the forms differ: {values}", values=shown)
                yield Hit(message, entries[-1].line, side, getattr(entries[-1].line.line, side))


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


@check("X806", "same-file-twice", WARNING)
def same_file_twice(cards: Sequence[Scorecard]) -> Iterator[Hit]:
    """Two files hold the same forms.

    What it finds: files whose forms are alike in every cell, told once; the other checks across forms leave the copies
    out.
    Why it matters: what is filed twice is counted twice.
    Basis: one form, filed once.
    Example: 自评表.xlsx and 自评表 - 副本.xlsx.
    Remedy: take the copy away.
    """
    for own, first in copies(cards):
        text = {"form": own.form.label, "place": first.form.place.file}
        yield Hit(say("{form}: the same as in {place}, cell by cell", **text), None, place=own.form.place)


def _few(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts, or the first of them and how many there are."""
    return tuple(texts) if len(texts) <= SHOWN else (*texts[:SHOWN], f"… ({len(texts)})")


def _share(entry: Entry) -> Fraction | None:
    """The share of its points that a line was filed at; None where either is not known, or there are none."""
    value, points = filed(entry.line), entry.line.points
    return None if value is None or not points else value / points
