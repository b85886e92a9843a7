"""What the filed scores of typed lines say against the computed ones: S301-S304, S306, B202, B203, as SQL.

The conditions are those of ``scoring.batch.findings``; B201 needs printed texts, which only the local kernel reads.
"""

from __future__ import annotations

from scoring.batch.faced import SCORED
from scoring.batch.reduced import Beyond
from scoring.batch.spark.names import own
from scoring.batch.spark.rules import BLOCK, DEN, HIGH, KIND, LOW, NUM, A, B, F, W
from scoring.batch.spark.whole import nearest

STATUS, MAIN = own("status"), own("main")
RIGHT = "right"


def codes() -> str:
    """The findings of a line: a list of codes in the order of the audit."""
    over = f"({HIGH} is not null and {BLOCK} = 0 and {A} > 0 and {B} > {A})"
    return (
        f"case when {MAIN} is null and not coalesce({over}, false) then cast(array() as array<string>)"
        f" else array_compact(array(if({MAIN} = 'B202', 'B202', null), if({over}, 'B203', null),"
        f" if({MAIN} = 'B202', null, {MAIN}))) end"
    )


def main(places: int, reverse: str, beyond: Beyond | None) -> str:
    """The one finding on the filed score, null where it is right or nothing can be said.

    Nothing is said of a lower score on a line that lies ``beyond`` its target.

    What a wrong score may fit is a list of ratios, and one lambda over them: Java compiles no method as long as all of
    them written out would be, and then each line would cost several times as much.
    """
    every, codes = (", ".join(each) for each in zip(*_ratios(places, reverse), strict=True))
    fits = f"c.n is not null and {F} % c.u = 0 and {nearest(W, 'c.n', 'c.d', 'c.u')} = {F} div c.u"
    fit = f"get(array_compact(zip_with(array({every}), array({codes}), (c, code) -> if({fits}, code, null))), 0)"
    missed = f"case when {BLOCK} = 0 then 'B202' when {F} > {HIGH} * 10000L then 'S302' else 'S303' end"
    return (
        f"case when {F} is null or {HIGH} is null then null"
        f" when {F} < 0 or {F} > {W} then 'S301'"
        f" when {F} between {LOW} * 10000L and {HIGH} * 10000L or {STATUS} != '{SCORED}' then null"
        f"{_reduced(beyond)} when {_coarser()} then 'S304'"
        f" else nullif(coalesce({fit}, {missed}), '{RIGHT}') end"
    )


def _reduced(beyond: Beyond | None) -> str:
    """The case in which a person may have taken points away."""
    if beyond is None:
        return ""
    a, b = (f"cast({each} as decimal(19, 0))" for each in (A, B))
    num, den = (f"{each}BD" for each in (beyond.num, beyond.den))
    more = f"{KIND} = 0 and {b} * {den} > {a} * {num}" + ("" if beyond.of_none else f" and {A} > 0")
    fewer = f"{KIND} = 1 and {b} * {num} < {a} * {den}"
    return f" when {F} < {LOW} * 10000L and {BLOCK} = 2 and ({more} or {fewer}) then null"


def _coarser() -> str:
    """Whether it is the exact score rounded to 0 or 1 decimals, and no full weight for a missed target (S304)."""
    parts = (f"{F} % {unit}L = 0 and {nearest(W, NUM, DEN, unit)} = {F} div {unit}L" for unit in (10**6, 10**5))
    return f"(not ({F} = {W} and {NUM} < {DEN}) and ({' or '.join(parts)}))"


def _ratio(when: str, num: str, den: str, unit: str, code: str) -> tuple[str, str]:
    """One ratio that a filed score may fit, in units of its last decimal, ``n`` null where it is not asked for."""
    return f"struct(case when {when} then {num} end as n, {den} as d, {unit} as u)", f"'{code}'"


def _ratios(places: int, reverse: str) -> list[tuple[str, str]]:
    """The exact score to the three to six decimals that the filed one has, which is right; other formulas (S306).

    These are upside down, the other one for reverse lines, and the target left out. A ratio above 2 gives more than the
    weight, and is not worked out.
    """
    finer = f"if({F} % 10 != 0, 1L, if({F} % 100 != 0, 10L, if({F} % 1000 != 0, 100L, 1000L)))"
    able = f"{BLOCK} != 0 and {F} > 0 and {F} < {W} and {B} >= 0"
    linear = (f"{B} - {A} <= {A}", f"greatest({A} - ({B} - {A}), 0L)", A)
    other = (f"0.5D * {A} <= {B}", A, B) if reverse == "linear" else linear
    goal = f"{100 * 10**places}L"
    every = (
        (f"{KIND} = 0 and {A} >= 0 and {B} > 0 and 0.5D * {A} <= {B}", A, B),
        (f"{KIND} = 1 and {A} > 0 and 0.5D * {B} <= {A}", B, A),
        (f"{KIND} = 1 and {A} > 0 and {B} > 0 and {other[0]}", *other[1:]),
        (f"{BLOCK} = 1 and 0.5D * {B} <= {goal}", B, goal),
    )
    formulas = [_ratio(f"{able} and {when}", num, den, "10000L", "S306") for when, num, den in every]
    return [_ratio(f"{F} % 10000L != 0", NUM, DEN, finer, RIGHT), *formulas]
