"""What the filed scores of typed lines say against the computed ones: S301-S304, S306, B202, B203, as SQL.

The conditions are those of ``scoring.batch.findings``; B201 needs printed texts, which only the local kernel reads.
"""

from __future__ import annotations

from scoring.batch.faced import SCORED
from scoring.batch.spark.names import own
from scoring.batch.spark.rules import BLOCK, DEN, HIGH, KIND, LOW, NUM, A, B, F, W
from scoring.batch.spark.whole import nearest

STATUS, MAIN = own("status"), own("main")
UNIT = 10**6  # filed scores and weights are in millionths


def codes() -> str:
    """The findings of a line: a list of codes in the order of the audit."""
    over = f"({HIGH} is not null and {BLOCK} = 0 and {A} > 0 and {B} > {A})"
    return (
        f"case when {MAIN} is null and not coalesce({over}, false) then cast(array() as array<string>)"
        f" else array_compact(array(if({MAIN} = 'B202', 'B202', null), if({over}, 'B203', null),"
        f" if({MAIN} = 'B202', null, {MAIN}))) end"
    )


def main(places: int, reverse: str) -> str:
    """The one finding on the filed score, null where it is right or nothing can be said."""
    return (
        f"case when {F} is null or {HIGH} is null then null"
        f" when {F} < 0 or {F} > {W} then 'S301'"
        f" when {F} between {LOW} * 10000L and {HIGH} * 10000L then null"
        f" when {STATUS} != '{SCORED}' or {_finer()} then null"
        f" when {_coarser()} then 'S304'"
        f" when {BLOCK} = 0 then 'B202'"
        f" when {_other(places, reverse)} then 'S306'"
        f" when {F} > {HIGH} * 10000L then 'S302' else 'S303' end"
    )


def _finer() -> str:
    """Whether the score is the exact one rounded to the three to six decimals that it has."""
    parts = []
    for places in range(3, 7):
        unit = 10 ** (6 - places)
        parts.append(f"({F} % {unit}L = 0 and {F} % {10 * unit}L != 0 and {_at(places)} = {F} div {unit}L)")
    return f"({' or '.join(parts)})"


def _coarser() -> str:
    """Whether it is the exact one rounded to 0 or 1 decimals (S304), and no full weight for a missed target."""
    parts = (f"({F} % {unit}L = 0 and {_at(p)} = {F} div {unit}L)" for p, unit in ((0, UNIT), (1, UNIT // 10)))
    return f"(not ({F} = {W} and {NUM} < {DEN}) and ({' or '.join(parts)}))"


def _at(places: int) -> str:
    return nearest(W, NUM, DEN, 10 ** (6 - places))


def _other(places: int, reverse: str) -> str:
    """Whether another formula gives the score: upside down, the other one for reverse lines, or no target (S306)."""
    less = f"greatest({A} - ({B} - {A}), 0L)"
    up, down = f"{KIND} = 0 and {B} > 0 and {A} >= 0", f"{KIND} = 1 and {A} > 0 and {B} >= 0"
    parts = [_fits(up, A, B), _fits(down, B, A)]
    if reverse == "linear":
        parts.append(_fits(f"{KIND} = 1 and {B} > 0 and {A} >= 0", A, B))
    else:
        parts.append(_fits(f"{down} and {B} - {A} <= {A}", less, A))
    parts.append(_fits(f"{BLOCK} = 1 and {B} >= 0", B, f"{100 * 10**places}L"))
    return f"({F} > 0 and {F} < {W} and {F} % 10000L = 0 and ({' or '.join(parts)}))"


def _fits(when: str, num: str, den: str) -> str:
    """A ratio above 2 gives more than the weight, and is not worked out."""
    return f"if({when} and 0.5D * {num} <= {den}, {nearest(W, num, den, 10**4)} = {F} div 10000L, false)"
