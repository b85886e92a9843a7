"""Typed lines scored by Spark's own expressions: status and score of every line, as the local kernel gives them.

The rules are those of ``scoring.rules`` once more, as SQL; tests hold them equal to the local kernel, line by line.
"""

from __future__ import annotations

from attrs import frozen
from pyspark.sql import DataFrame
from pyspark.sql.types import StructType

from scoring.batch.columns import TYPED
from scoring.batch.faced import (
    DETAIL,
    JUDGEMENT,
    NO_BLOCK,
    NO_KIND,
    NO_WEIGHT,
    REFUSED,
    SCORED,
)
from scoring.batch.spark import findings
from scoring.batch.spark.names import BLANK, LINE, own
from scoring.batch.spark.whole import LONGEST, ROOM, Whole, nearest, scale_of, whole
from scoring.rulebook import Rulebook

WEIGHT_PLACES, WEIGHT_DIGITS = 6, 15
KNOWN = f"('{SCORED}', '{JUDGEMENT}', '{REFUSED}')"


_NONE = Whole("cast(null as bigint)")


@frozen
class Plan:
    """The columns of typed lines as whole numbers: ``w``, ``f`` in millionths, ``a``, ``b`` with ``places`` decimals."""

    weight: Whole
    filed: Whole
    target: Whole
    actual: Whole
    places: int
    printed: Whole

    @property
    def odd(self) -> str | None:
        """What holds for a line that only the local kernel can take; None where the types leave no room for one."""
        every = (self.weight.odd, self.filed.odd, self.target.odd, self.actual.odd, self.printed.odd)
        return " or ".join(each for each in every if each) or None


def plan(schema: StructType) -> Plan | None:
    """How to score these columns by Spark's own expressions; None where they hold texts or printed rates."""
    names = schema.names
    if not {*TYPED} <= {*names} or "printed_rate" in names:
        return None
    places = max(scale_of(schema["a"]), scale_of(schema["b"]))
    amounts = [whole(schema[name], WEIGHT_PLACES, WEIGHT_DIGITS) for name in ("weight", "filed")]
    numbers = [whole(schema[name], places, LONGEST + (not places)) for name in ("a", "b")]
    printed = whole(schema["printed_total"], WEIGHT_PLACES, LONGEST) if "printed_total" in names else _NONE
    if None in (*amounts, *numbers, printed):
        return None
    return Plan(*amounts, *numbers, places, printed)  # type: ignore[arg-type, misc]  # none is None


def scored(frame: DataFrame, how: Plan, book: Rulebook) -> DataFrame:
    """The lines of a frame with the columns of the output, and beside them those that ``names`` lists."""
    names = frame.columns
    w, f, a, b, status, num, den, low = (own(each) for each in ("w", "f", "a", "b", "status", "num", "den", "low"))
    frame = frame.selectExpr(
        "*", f"{how.weight.value} as {w}", f"{how.filed.value} as {f}", f"{how.target.value} as {a}",
        f"{how.actual.value} as {b}", f"{_block(frame.columns)} as {own('block')}",
    )  # fmt: skip
    frame = frame.selectExpr("*", f"{_kind()} as {own('kind')}")
    frame = frame.selectExpr("*", f"{_status()} as {status}")
    linear = book.variant("reverse") == "linear"
    frame = frame.selectExpr("*", f"{_num(linear)} as {num}", f"{_den(linear)} as {den}")
    known, full = f"{status} in {KNOWN}", f"({w} + 5000L) div 10000L"
    frame = frame.selectExpr("*", f"case when {known} then {nearest(w, num, den, 10**4)} end as {low}")
    frame = frame.selectExpr(
        "*", f"case when {_open()} and {known} then {full} else {low} end as {own('high')}",
        f"{f} is null as {own('missing')}", f"{status} != '{DETAIL}' and {w} >= 0 and {own('block')} < 3 as {own('good')}",
    )  # fmt: skip
    frame = frame.selectExpr("*", f"{_rest()} as {own('rest_low')}", f"{_rest(True)} as {own('rest_high')}",
                             f"{how.printed.value} as {own('printed')}")
    frame = findings.found(frame, how.places, book)
    made = [f"{_points(low)} as rule_low", f"{_points(own('high'))} as rule_high", f"{status} as status", "findings"]
    return frame.selectExpr(*[f"`{name}`" for name in names], *made, *(own(name) for name in LINE))


def _points(hundredths: str) -> str:
    return f"cast(cast({hundredths} as decimal(19, 0)) * 0.01BD as decimal(38, 2))"


def _block(names: list[str]) -> str:
    """0 budget, 1 goal, 2 indicator, 3 none."""
    if "block" not in names:
        return "2"
    plain = f"btrim(cast(block as string), {BLANK})"
    return (
        "case when block = 'indicator' or block is null then 2 when block = 'budget' then 0 when block = 'goal' then 1"
        f" when {plain} in ('indicator', '') then 2 when {plain} = 'budget' then 0 when {plain} = 'goal' then 1"
        " else 3 end"
    )


def _kind() -> str:
    """0 positive, 1 reverse, 3 none; a budget line is positive whatever it says."""
    text = "cast(kind as string)"
    plain = f"btrim({text}, {BLANK})"
    return (
        f"case when {own('block')} = 0 or {text} = 'positive' then 0 when {text} = 'reverse' then 1"
        f" when {plain} in ('positive', '正向') then 0 when {plain} in ('reverse', '反向') then 1 else 3 end"
    )


def _open() -> str:
    """Whether a line may earn anything from 0 to the weight: a number is missing, or nothing can be divided."""
    a, b, up, block = (own(name) for name in ("a", "b", "kind", "block"))
    return (
        f"({a} is null or {b} is null or {up} = 0 and {b} < {a} and {a} <= 0 or {up} = 1 and {b} > {a} and {a} < 0"
        f" or {block} = 0 and {a} = 0 and {b} = 0)"
    )


def _status() -> str:
    w, f, block = own("w"), own("f"), own("block")
    return (
        f"case when {block} = 3 then '{NO_BLOCK}'"
        f" when {w} is null and {f} is null and {block} = 2 then '{DETAIL}'"
        f" when {w} is null or {w} < 0 then '{NO_WEIGHT}'"
        f" when {own('kind')} = 3 then '{NO_KIND}'"
        f" when {own('a')} is null then '{REFUSED}'"
        f" when {_open()} and {w} != 0 then '{JUDGEMENT}' else '{SCORED}' end"
    )


def _met() -> str:
    a, b = own("a"), own("b")
    return f"({a} = {b} or ({b} > {a}) = ({own('kind')} = 0))"


def _num(linear: bool) -> str:
    """What the weight is multiplied by; 0 for what is open."""
    a, b = own("a"), own("b")
    falling = f"greatest({a} - ({b} - {a}), 0L)" if linear else a
    return f"case when {_open()} then 0L when {_met()} then 1L when {own('kind')} = 0 then greatest({b}, 0L) else {falling} end"


def _den(linear: bool) -> str:
    """What it is divided by; 1 for what is open."""
    a, b = own("a"), own("b")
    falling = f"greatest({a}, 1L)" if linear else b
    return f"case when {_open()} or {_met()} then 1L when {own('kind')} = 0 then {a} else {falling} end"


def _rest(high: bool = False) -> str:
    """What the exact score has above the shown one, in hundredths; below half of one, and 0 only where it is."""
    w, num, den, low = (own(name) for name in ("w", "num", "den", "low"))
    short = f"{w} * {num} - {low} * {den} * 10000L"
    wide = (
        f"cast({w} as decimal(16, 0)) * cast({num} as decimal(19, 0))"
        f" - cast({low} as decimal(16, 0)) * cast({den} as decimal(19, 0)) * 10000BD"
    )
    rest = (
        f"if(2D * {w} * {num} + 1D * {den} * 10000 < {ROOM}, cast({short} as double), cast({wide} as double))"
        f" / (1D * {den} * 10000)"
    )
    full = f"cast({w} - {own('high')} * 10000L as double) / 10000"
    return f"case when {low} is null then null when {_open()} then {full if high else '0D'} else {rest} end"
