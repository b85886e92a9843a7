"""Lines in words and dates: shares of the points averaged by funds, the level from the mean; the latest day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import evolve

from indicators.cells import plain, read_cell
from indicators.dates import Date
from indicators.form import LEVELS, Line
from indicators.measure import Bounds, Dated, Levelled, measure
from indicators.messages import Message
from scoring.consolidate.parts import ZERO, Part
from scoring.consolidate.result import ITSELF, LATEST, SHARES, Consolidated, Contribution, Member, contributions
from scoring.consolidate.values import MixedError, combined
from scoring.rulebook import LEVELS_UP, Rulebook

BETWEEN = "；"  # targets in words side by side
UNKNOWN = Bounds(ZERO, Fraction(1))


def joined(texts: Iterable[str]) -> str:
    """Texts side by side, each once, in an order of their own.

    >>> joined(["有效保障", "及时", "有效保障"])
    '及时；有效保障'
    """
    every = {plain(part): part.strip() for text in sorted(texts, reverse=True) for part in text.split(BETWEEN)}
    return BETWEEN.join(every[key] for key in sorted(every) if key)


def share(member: Member, read: Levelled) -> tuple[Bounds, Message | None]:
    """The share of its points that a line in words earns: a number where one is filed, else its level's band.

    A declared rate within the band decides, then the filed score over the weight; a score outside the level's band is
    left out, and said so. Basis: 定性指标得分, 汇总时以资金额度为权重.
    """
    if read.share is not None:
        return Bounds(*read.share), None
    band = member.rules.bands.get(read.level or "")
    if member.rules.in_band(read.level, read.rate):
        return Bounds(read.rate, read.rate), None
    filed, points = member.line.filed, member.score.points
    if filed is not None and points and 0 <= filed.value <= points:
        earned = filed.value / points
        if band is None or member.rules.in_band(read.level, earned):
            return Bounds(earned, earned), None
        text = {"filed": filed, "level": LEVELS[read.level or ""], "form": member.label}
        return Bounds(band.low, band.high), Message("{form}: filed {filed} is outside the band of {level}", text)
    return (Bounds(band.low, band.high) if band else UNKNOWN), None


def levels(
    template: Line, members: Sequence[Member], reads: Sequence[Levelled], rules: Rulebook | None, *, keep: bool
) -> Consolidated:
    """The mean of the shares by funds; the level is recomputed from it. ``keep``: one child keeps its own words."""
    shares = [share(*pair) for pair in zip(members, reads, strict=True)]
    notes = [note for _, note in shares if note]
    parts = [Part(bounds, member.funds) for member, (bounds, _) in zip(members, shares, strict=True)]
    how = ITSELF if len(members) == 1 else SHARES
    value = combined(parts, "mean" if how == SHARES else "sum")
    told = contributions(members, parts, averaged=how == SHARES)
    line = template if template.target else evolve(template, target=joined(each.line.target for each in members))
    if value == UNKNOWN and all(_silent(each, read) for each, read in zip(members, reads, strict=True)):
        return Consolidated(evolve(line, actual=""), how, told, None, "", tuple(notes))
    level = level_of(value, rules)
    if how == SHARES:
        shown = {"level": LEVELS[level] if level else "—"}
        notes.append(Message("the level is recomputed from the mean: {level}", shown))
    words = line.actual if keep else LEVELS.get(level or "", "")
    line = evolve(line, actual=words, level=level, rate=None, exact=(value.low, value.high), exact_target=None)
    if not isinstance(measure(line), Levelled):
        line = evolve(line, kind="qualitative")
    if not isinstance(measure(line), Levelled):
        raise MixedError(Message("words and numbers are mixed"))
    return Consolidated(line, how, told, value, "", tuple(notes))


def _silent(member: Member, read: Levelled) -> bool:
    """No completion, no level, no score: nothing that could be worth anything in particular."""
    missing = read_cell(member.line.actual).missing and member.line.filed is None
    return missing and read.level is None and read.share is None


def level_of(value: Bounds, rules: Rulebook | None) -> str | None:
    """The level whose band holds the whole of ``value``."""
    return next(
        (each for each in LEVELS_UP if rules and all(rules.in_band(each, end) for end in (value.low, value.high))), None
    )


def dates(template: Line, members: Sequence[Member], reads: Sequence[Dated], *, own: bool) -> Consolidated:
    """The whole is done when its last part is: the latest day. Deadlines that differ are refused, unless the parent
    has its own: the later of two would hide a part that was late. Without one child's day there is none."""
    year = next((each.form.year for each in members if each.form.year), None)
    days = [read.actual for read in reads]
    if not own and len({_day(read.target, year) for read in reads}) > 1:
        raise MixedError(Message("the deadlines differ: the parent's form must set its own"))
    if year is None and len({when.year is None for when in (*days, *(read.target for read in reads)) if when}) > 1:
        raise MixedError(Message("a year is missing on some dates and on the forms"))
    told = tuple(
        Contribution(each.label, each.line.place, each.line.target, each.line.actual, each.funds) for each in members
    )
    known = [(_day(when, year), each.line.actual) for when, each in zip(days, members, strict=True) if when]
    last = max(known)[1] if len(known) == len(members) else ""
    target = template.target if own else min(each.line.target for each in members)
    how = LATEST if len(members) > 1 else ITSELF
    line = evolve(template, target=target, actual=last)
    if not isinstance(measure(line, year), Dated):
        raise MixedError(Message("the parent's target {target} is no date", {"target": target}))
    return Consolidated(line, how, told)


def _day(when: Date, year: int | None) -> tuple[int, int, int]:
    return when.in_year(year or 0)
