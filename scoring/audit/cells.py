"""T4xx: target and completion cells that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.measure import Numeric, Refused
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, say
from scoring.rounding import plain
from scoring.scorecard import REFUSED, LineScore, Scorecard


@check("T401", "over-target", WARNING)
def over_target(card: Scorecard) -> Iterator[Hit]:
    """The completion goes far beyond the target, or beyond a target that is an equality.

    What it finds: a target ``=`` that is exceeded, and a completion over the rulebook's limit where it sets one.
    Why it matters: the target was set too low, or what was to be kept was overrun. A deduction is never computed.
    Basis: the rulebook's limit on over-completion; for ``=`` the sign itself.
    Example: target =100万元, completion 120万元.
    Remedy: explain the excess.
    """
    for line in card.counted:
        read = line.measure
        if isinstance(read, Numeric) and read.kind == "exact" and read.actual and read.low is not None:
            low = read.actual.low
            if low is not None and low > read.low:
                yield Hit(
                    say("{actual} is above the target {target}", actual=line.line.actual, target=line.line.target),
                    line, "actual", line.line.actual, None,
                )  # fmt: skip


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


@check("T405", "percent-or-fraction", ERROR)
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
    """A bare target does not say which way it runs.

    What it finds: cost, price, duration or harm without a comparator; unless the completion equals it, judgement.
    Why it matters: 2小时 may be a promise not to be exceeded or a length to be reached.
    Basis: a bare number is positive by default, but not where less is as likely better.
    Example: name 平均办理时间, target 2小时, completion 3小时.
    Remedy: write ≤ or ≥.
    """
    for line in card.counted:
        if isinstance(line.measure, Numeric) and line.measure.doubt:
            yield Hit(
                say("{target} has no comparator and its direction is in doubt ({why})", target=line.line.target,
                    why=line.measure.doubt),
                line, "target", line.line.target, line.exact,
            )  # fmt: skip


@check("T408", "text-in-number", ERROR)
def text_in_number(card: Scorecard) -> Iterator[Hit]:
    """A number stands against words, or the reverse.

    What it finds: a numeric or dated target with a completion in words, or a target in words with a plain number.
    Why it matters: there is nothing to compare, so the line is refused.
    Basis: quantitative completions are numbers; qualitative ones are one of three levels.
    Example: target ±10%, completion 达标.
    Remedy: give the number, or declare the level.
    """
    yield from _refused(card, "T408")


def _refused(card: Scorecard, code: str) -> Iterator[Hit]:
    for line in card.counted:
        read = line.measure
        if isinstance(read, Refused) and read.code == code and line.status == REFUSED:
            yield Hit(read.message, line, "actual", _shown(line), line.exact)


def _noted(card: Scorecard, code: str) -> Iterator[Hit]:
    for line in card.counted:
        for each in line.notes:
            if each.code == code:
                yield Hit(each.message, line, "actual", _shown(line), None, NOTE)


def _shown(line: LineScore) -> str:
    return line.line.actual or plain(line.exact.high)
