"""The rules for lines of numbers as SQL over our own columns: what a line is, and what share of its weight it earns.

They are those of ``scoring.rules`` once more; tests hold them equal to the local kernel, line by line.
"""

from __future__ import annotations

from collections.abc import Sequence

from scoring.batch.chunk import ASIDE, BESIDE, UNKNOWN
from scoring.batch.faced import DETAIL, JUDGEMENT, NO_BLOCK, NO_KIND, NO_WEIGHT, REFUSED, SCORED
from scoring.batch.spark.names import BLANK, own
from scoring.batch.spark.whole import ROOM

W, F, A, B, KIND, BLOCK, OPEN = (own(name) for name in ("w", "f", "a", "b", "kind", "block", "open"))
NUM, DEN, LOW, HIGH = (own(name) for name in ("num", "den", "low", "high"))
_MET = f"({A} = {B} or ({B} > {A}) = ({KIND} = 0))"


def block(names: list[str]) -> str:
    """0 budget, 1 goal, 2 indicator, 3 none, 4 beside the 100 points."""
    if "block" not in names:
        return "2"
    text = "cast(block as string)"
    plain = f"btrim({text}, {BLANK})"
    return (
        f"case when {text} = 'indicator' or block is null then 2"
        f" when {text} = 'budget' then 0 when {text} = 'goal' then 1"
        f" when {plain} in ('indicator', '') then 2 when {plain} = 'budget' then 0 when {plain} = 'goal' then 1"
        f" when {plain} in {ASIDE} then {BESIDE} else {UNKNOWN} end"
    )


def kind() -> str:
    """0 positive, 1 reverse, 3 none; a budget line is positive whatever it says."""
    text = "cast(kind as string)"
    plain = f"btrim({text}, {BLANK})"
    return (
        f"case when {BLOCK} = 0 or {text} = 'positive' then 0 when {text} = 'reverse' then 1"
        f" when {plain} in ('positive', '正向') then 0 when {plain} in ('reverse', '反向') then 1 else 3 end"
    )


def unsettled() -> str:
    """Whether a line may earn anything from 0 to the weight: a number is missing, or nothing can be divided."""
    return (
        f"({A} is null or {B} is null or {KIND} = 0 and {B} < {A} and {A} <= 0 or {KIND} = 1 and {B} > {A} and {A} < 0"
        f" or {BLOCK} = 0 and {A} = 0 and {B} = 0)"
    )


def status(judged: Sequence[bool]) -> str:
    """The status of a line, as the local batch names it; ``judged`` are the blocks that people judge, by number."""
    asked = ", ".join(str(block) for block, each in enumerate(judged) if each)
    refused = f"if({BLOCK} in ({asked}), '{JUDGEMENT}', '{REFUSED}')" if asked else f"'{REFUSED}'"
    return (
        f"case when {BLOCK} = {BESIDE} then '{DETAIL}' when {BLOCK} = {UNKNOWN} then '{NO_BLOCK}'"
        f" when {W} is null and {F} is null and {BLOCK} = 2 then '{DETAIL}'"
        f" when {W} is null or {W} < 0 then '{NO_WEIGHT}'"
        f" when {KIND} = 3 then '{NO_KIND}'"
        f" when {A} is null then {refused}"
        f" when {OPEN} and {W} != 0 then '{JUDGEMENT}' else '{SCORED}' end"
    )


def num(linear: bool) -> str:
    """What the weight is multiplied by: 1 where the target is met; 0 for what is open."""
    falling = f"greatest({A} - ({B} - {A}), 0L)" if linear else A
    earned = f"case when {KIND} = 0 then greatest({B}, 0L) else {falling} end"
    return f"case when {OPEN} then 0L when {_MET} then 1L else {earned} end"


def den(linear: bool) -> str:
    """What it is divided by; 1 for what is open."""
    falling = f"greatest({A}, 1L)" if linear else B
    return f"case when {OPEN} or {_MET} then 1L when {KIND} = 0 then {A} else {falling} end"


def rest(high: bool = False) -> str:
    """What the exact score has above the shown one, in hundredths: below half of one, and 0 only where it is."""
    short = f"{W} * {NUM} - {LOW} * {DEN} * 10000L"
    w, low = (f"cast({each} as decimal(16, 0))" for each in (W, LOW))
    n, d = (f"cast({each} as decimal(19, 0))" for each in (NUM, DEN))
    small = f"2D * {W} * {NUM} + 1D * {DEN} * 10000 < {ROOM}"
    left = f"if({small}, cast({short} as double), cast({w} * {n} - {low} * {d} * 10000BD as double))"
    full = f"cast({W} - {HIGH} * 10000L as double) / 10000" if high else "0D"
    return f"case when {LOW} is null then null when {OPEN} then {full} else {left} / (1D * {DEN} * 10000) end"
