"""The explanation of a consolidation: for each value the children, their funds, and the sum that they make."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType

from indicators.form import LEVELS
from indicators.measure import Bounds
from indicators.messages import translate
from indicators.units import unit
from scoring.consolidate.result import (
    ITSELF,
    LATEST,
    MEAN,
    REFUSED,
    SHARES,
    SUM,
    Consolidated,
    Consolidation,
    Contribution,
)
from scoring.consolidate.written import cell
from scoring.report import Report
from scoring.report.table import table
from scoring.rounding import plain

MONEY = "万元"
HEADINGS = ("child", "target", "actual", "funds", "share of funds", "value", "value × share")
SHOWN = MappingProxyType(
    {
        SUM: "absolute: added up",
        MEAN: "relative: averaged by funds",
        SHARES: "in words: shares of the points averaged by funds",
        LATEST: "a date: the latest of all",
        ITSELF: "one child: itself",
        REFUSED: "refused",
    }
)


def explain(result: Consolidation, wanted: str = "", language: str = "en") -> str | None:
    """The explanation of the line ``wanted`` (its id or its name), or of all; None if no line is called so.

    Funds are shown in 万元, values in the line's unit, exact where they are short and cut with … where they go on.

    >>> explain(Consolidation((), ()), "i9") is None
    True
    """
    lines = [each for each in result.explanation if wanted in ("", each.line.id, each.line.name)]
    if wanted and not lines:
        return None
    return "\n\n".join("\n".join(_line(each, language)) for each in lines) + "\n" if lines else ""


def _line(made: Consolidated, language: str) -> Iterator[str]:
    yield f"{made.line.id}  {made.line.name}  ({translate(SHOWN[made.how], language)})"
    for note in made.notes:
        yield f"  · {note.show(language)}"
    rows = [_cells(part, made, language) for part in made.parts]
    said = [at for at in range(len(HEADINGS)) if any(row[at] for row in rows)]
    cells = [[row[at] for at in said] for row in rows]
    shown = table(Report((), (), language), [HEADINGS[at] for at in said], cells)
    yield from (f"  {row}".rstrip() for row in shown.splitlines())
    if made.problem:
        yield f"  {made.problem.code} {made.problem.message.show(language)}  [{made.problem.place}]"
    else:
        yield f"  = {_result(made, language)}"


def _cells(part: Contribution, made: Consolidated, language: str) -> tuple[str, ...]:
    funds = "—" if part.funds is None else f"{plain(part.funds / unit(MONEY).factor)}{MONEY}"
    share = "" if part.weight is None else f"{plain(100 * part.weight)}%"
    value, times = _shown(part.value, made.unit), ""
    if part.value is not None and part.weight is not None:
        times = _shown(_times(part.value, part.weight), made.unit)
    label = part.label or str(part.place) or translate("no name", language)
    return label, part.target or "—", part.actual or "—", funds, share, value, times


def _times(value: Bounds, weight: Fraction) -> Bounds | None:
    if not weight:
        return Bounds(Fraction(0), Fraction(0))
    low, high = (None if end is None else end * weight for end in (value.low, value.high))
    return Bounds(low, high, value.strict_low, value.strict_high)


def _shown(value: Bounds | None, measured: str) -> str:
    """A value in its unit; an exact number that goes on is cut, and says so."""
    if value is None:
        return ""
    if value.low is not None and value.low == value.high:
        return f"{plain(value.low)}{measured}"
    if value.low is None and value.high is None:
        return "?"
    return cell(value, measured)


def _result(made: Consolidated, language: str) -> str:
    target = made.line.target or "—"
    if made.value is None:
        done = made.line.actual or translate("not known", language)
    else:
        done = _shown(made.value, made.unit)
        known = made.value.low if made.value.low == made.value.high else None
        done += f" ({known})" if known is not None and plain(known).endswith("…") else ""
    level = f"  {LEVELS[made.line.level]}" if made.line.level and made.how == SHARES else ""
    return f"{done}{level}  {translate('against the target', language)} {target}"
