"""T4xx: target and completion cells that do not go together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indicators import direction
from indicators.cells import plain as plain_cell
from indicators.cells import read_cell
from indicators.exact import fold
from indicators.measure import Numeric, Refused
from indicators.units import unit
from indicators.words import DOUBT, NAMES
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, limit, say
from scoring.scorecard import REFUSED, LineScore, Scorecard

_FAMILIES = frozenset(("money", "length", "area", "volume", "mass", "time", "count"))


@check("T401", "over-target", WARNING)
def over_target(card: Scorecard) -> Iterator[Hit]:
    """The completion goes far beyond the target, or beyond a target that is an equality.

    What it finds: a target ``=`` that is exceeded, and a completion over the rulebook's limit where it sets one.
    Why it matters: the target was set too low, or what was to be kept was overrun. A deduction is never computed.
    Basis: the rulebook's limit on over-completion; for ``=`` the sign itself.
    Example: target =100万元, completion 120万元.
    Remedy: explain the excess.
    """
    for line, far in overshoots(card):
        text = {"actual": line.line.actual, "target": line.line.target}
        message = say("{actual} is far above the target {target}", **text)
        if not far:
            message = say("{actual} is above the target {target}, which is an equality", **text)
        yield Hit(message, line, "actual", line.line.actual, table="limits" if far else "")


def overshoots(card: Scorecard) -> Iterator[tuple[LineScore, bool]]:
    """The lines on which T401 fires, and whether the rulebook's limit on over-completion is reached."""
    most = limit(card, "over_completion")
    for line in card.counted:
        read = line.measure
        if not isinstance(read, Numeric) or read.actual is None or read.actual.low is None or read.low is None:
            continue
        if line.line.block != "indicator" or read.doubt:
            continue
        wanted = read.high if read.kind == "within" and read.high is not None else read.low
        far = most is not None and wanted > 0 and read.actual.low >= most * wanted
        if far or (read.kind == "exact" and read.actual.low > read.low):
            yield line, far


@check("T402", "target-empty", WARNING)
def target_empty(card: Scorecard) -> Iterator[Hit]:
    """A target that cannot be missed.

    What it finds: ``≥0`` of something counted, ``≤100%`` of a share of a whole (覆盖率, 合格率 …). Never ``≤0`` or
    ``=0``, nor a rate that can pass 100 % (资产负债率, 预算控制率 …), nor money, which can fall below 0.
    Why it matters: the points are given for nothing.
    Basis: our own.
    Example: 覆盖率 ≤100%.
    Remedy: set a target that says something.
    """
    for line in card.counted:
        read = line.measure
        if not isinstance(read, Numeric) or line.line.block != "indicator" or _grows(line):
            continue
        measured = unit(read.unit)
        counts = measured.dimension != "money" and not any(word in line.line.name for word in NAMES["signed"])
        nothing = read.kind == "positive" and read.low == 0 and not read.strict_low and counts
        whole = measured.is_share and read.high is not None and read.high * measured.factor >= 1
        everything = read.kind == "reverse" and whole and _of_a_whole(line)
        if nothing or everything:
            text = {"target": line.line.target}
            yield Hit(say("the target {target} cannot be missed", **text), line, "target", line.line.target)


@check("T403", "share-over-100", WARNING)
def share_over_100(card: Scorecard) -> Iterator[Hit]:
    """A share above 100 %.

    What it finds: a rate of coverage, passing, punctuality or satisfaction over 100 %; not a rate that compares two
    amounts (完成率, 控制率, 负债率, 增长率 …).
    Why it matters: a share of a whole cannot exceed it.
    Basis: arithmetic.
    Example: 覆盖率 120%.
    Remedy: correct the completion, or count in numbers.
    """
    for line in card.counted:
        read = line.measure
        measured = unit(read.unit) if isinstance(read, Numeric) else None
        if not isinstance(read, Numeric) or read.actual is None or not (measured and measured.is_share) or _grows(line):
            continue
        low, wanted = read.actual.low, read.high if read.low is None else read.low
        share = _of_a_whole(line) and wanted is not None and wanted * measured.factor <= 1
        if share and low is not None and low * measured.factor > 1:
            yield Hit(say("a share of {actual}", actual=line.line.actual), line, "actual", line.line.actual)


@check("T404", "unit-mismatch", ERROR)
def unit_mismatch(card: Scorecard) -> Iterator[Hit]:
    """Target and completion are in different units.

    What it finds: units that do not convert (refused, not scored), and, as a note, units that were converted.
    Why it matters: a ratio of different things means nothing.
    Basis: 100人 and 100人次 are not the same; 元 and 万元 convert exactly.
    Example: target ≥3件, completion 3家.
    Remedy: give both in one unit.
    """
    yield from _refused(card, "T404")
    yield from _noted(card, "unit-converted")


@check("T405", "percent-or-fraction", WARNING)
def percent_or_fraction(card: Scorecard) -> Iterator[Hit]:
    """One side is a percentage, the other a bare number of 1 or less.

    What it finds: a completion such as 1 or 0.98 against a target in %: 1 may be 1 % or 100 %.
    Why it matters: the two readings differ by a factor of a hundred, so the line is refused.
    Basis: nothing is guessed.
    Example: target ≥98%, completion 0.98.
    Remedy: write the % sign.
    """
    yield from _refused(card, "T405")


@check("T406", "comparator-in-actual", ERROR)
def comparator_in_actual(card: Scorecard) -> Iterator[Hit]:
    """The completion carries a comparator.

    What it finds: a completion that repeats the target's comparator (a note: it is a bound), or one that points the
    other way, or a declared kind against the target's own sign (refused).
    Why it matters: a completion is a fact, not a bound; the true value is not known.
    Basis: screens that print the target's comparator in front of the completion.
    Example: target ≥98%, completion ≥98%.
    Remedy: give the value that was reached.
    """
    yield from _refused(card, "T406")
    yield from _noted(card, "comparator-copied")


@check("T407", "direction-odd", WARNING)
def direction_odd(card: Scorecard) -> Iterator[Hit]:
    """A target does not say which way it runs, or runs the odd way.

    What it finds: cost, price, duration or harm without a comparator (judgement, unless the completion equals the
    target), and cost or harm with ``≥``, unless the name says that it is saved, settled or reduced.
    Why it matters: 2小时 may be a promise not to be exceeded or a length to be reached.
    Basis: a bare number is positive by default, but not where less is as likely better.
    Example: name 平均办理时间, target 2小时, completion 3小时.
    Remedy: write ≤ or ≥.
    """
    for line in card.counted:
        read = line.measure
        if not isinstance(read, Numeric) or line.line.block != "indicator":
            continue
        odd = _odd(line, read)
        if odd:
            text = {"target": line.line.target, "why": odd}
            yield Hit(say("{target}: more is better, although the name says {why}", **text), line, "target",
                      line.line.target, line.exact)  # fmt: skip
        if read.doubt and not (line.exact.value is not None and read.doubt == read_cell(line.line.target).subject):
            yield Hit(
                say("{target} has no comparator and its direction is in doubt ({why})", target=line.line.target,
                    why=read.doubt),
                line, "target", line.line.target, line.exact,
                severity=WARNING if line.exact.value is None else NOTE,  # it is met whichever way it runs
            )  # fmt: skip


@check("T408", "text-in-number", WARNING)
def text_in_number(card: Scorecard) -> Iterator[Hit]:
    """A number stands against words, or the reverse.

    What it finds: a numeric or dated target with a completion in words, or a target in words with a plain number.
    Why it matters: there is nothing to compare, so the line is refused.
    Basis: quantitative completions are numbers; qualitative ones are one of three levels.
    Example: target ±10%, completion 达标.
    Remedy: give the number, or declare the level.
    """
    yield from _refused(card, "T408")


@check("T409", "glyph-damage", WARNING)
def glyph_damage(card: Scorecard) -> Iterator[Hit]:
    """A figure or letter stands where the comparator must be.

    What it finds: targets such as ``290%`` or ``W90%``, where 2 or W is a damaged ≥ or ≤. Never corrected by itself.
    Why it matters: the target is read as another number.
    Basis: copies of published forms.
    Example: 满意度 290%.
    Consequences: S302.
    Remedy: look at the page and write the sign.
    """
    for line in card.counted:
        if isinstance(line.measure, Refused) and line.measure.code == "T409":
            yield Hit(line.measure.message, line, "target", line.line.target, line.exact)


def _refused(card: Scorecard, code: str) -> Iterator[Hit]:
    for line in card.counted:
        read = line.measure
        if isinstance(read, Refused) and read.code == code and line.status == REFUSED:
            severity = WARNING if (code == "T404" and not _apart(line)) or (code == "T406" and _in_words(line)) else ""
            yield Hit(read.message, line, "actual", line.line.actual or None, line.exact, severity)


def _in_words(line: LineScore) -> bool:
    """Whether the completion stands against the target in words alone: 下降3%, 不足100人 may be what happened."""
    return line.line.kind is None and not any(sign in fold(line.line.actual) for sign in "<>≤≥")


def _apart(line: LineScore) -> bool:
    """Whether the two cells are plainly of different dimensions: 万元 against 套, never two measure words or prices."""
    sides = [read_cell(text).amount for text in (line.line.target, line.line.actual)]
    units = [side.unit for side in sides if side is not None and side.unit is not None]
    families = {each.dimension.partition(":")[0] for each in units}
    return len(families) == 2 and families <= _FAMILIES


def _noted(card: Scorecard, code: str) -> Iterator[Hit]:
    for line in card.counted:
        for each in line.notes:
            if each.code == code:
                yield Hit(each.message, line, "actual", line.line.actual or None, None, NOTE)


def _odd(line: LineScore, read: Numeric) -> str:
    """The word of a name that says less is better, where the target says more."""
    amount = read_cell(line.line.target).amount
    name = line.line.name
    if (
        read.kind != "positive"
        or amount is None
        or not amount.comparator
        or any(word in name for word in (*NAMES["handled"], *DOUBT["service"]))
        or read_cell(line.line.target).change == "down"
        or direction.is_averted(name, unit(read.unit))
    ):
        return ""
    if unit(read.unit).is_share:
        return direction.doubt(line.line, unit(read.unit))
    measured = unit(read.unit)
    costs = NAMES["costs"] if measured.dimension == "money" or measured.is_price or not read.unit else ()
    return next((word for word in (*costs, *DOUBT["harm"]) if word in name), "")


def _of_a_whole(line: LineScore) -> bool:
    """Whether a name is that of a share which nothing can exceed."""
    return re.sub(r"\([^()]*\)$", "", plain_cell(line.line.name)).endswith(NAMES["shares"])


def _grows(line: LineScore) -> bool:
    return any(word in line.line.name for word in NAMES["growth"])
