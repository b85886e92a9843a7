"""Typed lines scored by Spark's own expressions, as the local kernel scores them."""

from __future__ import annotations

from attrs import frozen
from pyspark.sql import DataFrame
from pyspark.sql.types import StructType

from scoring.batch.columns import TYPED
from scoring.batch.faced import DETAIL, STATUSES, WITH_SCORE
from scoring.batch.reduced import beyond
from scoring.batch.ruled import judged
from scoring.batch.spark import findings, rules
from scoring.batch.spark.names import LINE, own
from scoring.batch.spark.rules import BLOCK, DEN, HIGH, LOW, NUM, OPEN, F, W
from scoring.batch.spark.whole import LONGEST, Whole, nearest, scale_of, whole
from scoring.rulebook import Rulebook

WEIGHT_PLACES, WEIGHT_DIGITS = 6, 15
STATUS = own("status")


@frozen
class Plan:
    """Typed lines as whole numbers: amounts in millionths, target and completion with ``places`` decimals."""

    weight: Whole
    filed: Whole
    target: Whole
    actual: Whole
    printed: Whole
    places: int

    @property
    def odd(self) -> str | None:
        """What holds for a line that only the local kernel can take; None where the types leave no room for one."""
        every = (self.weight.odd, self.filed.odd, self.target.odd, self.actual.odd, self.printed.odd)
        return " or ".join(each for each in every if each) or None


def plan(schema: StructType, book: Rulebook) -> Plan | None:
    """How to score these columns by Spark's own expressions; None where they hold texts or printed rates.

    None too under a rulebook whose limit of over-completion is longer than a product of it that Spark holds.
    """
    names, far = schema.names, beyond(book)
    if far and max(far.num, far.den) >= 10**LONGEST:
        return None
    if not {*TYPED} <= {*names} or "printed_rate" in names:
        return None
    places = max(scale_of(schema["a"]), scale_of(schema["b"]))
    sizes = {"weight": (WEIGHT_PLACES, WEIGHT_DIGITS), "filed": (WEIGHT_PLACES, WEIGHT_DIGITS)}
    sizes |= dict.fromkeys("ab", (places, LONGEST + (not places))) | {"printed_total": (WEIGHT_PLACES, LONGEST)}
    found = {name: whole(schema[name], *size) for name, size in sizes.items() if name in names}
    known = {name: each for name, each in found.items() if each is not None}
    if len(known) < len(found):
        return None
    printed = known.get("printed_total", Whole("cast(null as bigint)"))
    return Plan(known["weight"], known["filed"], known["a"], known["b"], printed, places)


def scored(frame: DataFrame, how: Plan, book: Rulebook) -> DataFrame:
    """The lines of a frame with the columns of the output, and beside them those that ``names`` lists.

    Each step is a projection of its own, so that Spark works out once what later ones use often.
    """
    given, linear = frame.columns, book.variant("reverse") == "linear"
    known = f"{STATUS} in {STATUSES[:WITH_SCORE]}"
    steps = (
        {W: how.weight.value, F: how.filed.value, own("a"): how.target.value, own("b"): how.actual.value,
         own("printed"): how.printed.value, BLOCK: rules.block(given)},
        {own("kind"): rules.kind()},
        {OPEN: rules.unsettled()},
        {STATUS: rules.status(judged(book)), NUM: rules.num(linear), DEN: rules.den(linear)},
        {LOW: f"case when {known} then {nearest(W, NUM, DEN, 10**4)} end"},
        {HIGH: f"case when {OPEN} and {known} then ({W} + 5000L) div 10000L else {LOW} end"},
        {own("missing"): f"{F} is null", own("good"): f"{STATUS} != '{DETAIL}' and {W} >= 0 and {BLOCK} < 3",
         own("rest_low"): rules.rest(), own("rest_high"): rules.rest(high=True),
         own("main"): findings.main(how.places, book.variant("reverse"), beyond(book))},
    )  # fmt: skip
    for step in steps:
        frame = frame.selectExpr("*", *[f"{text} as {name}" for name, text in step.items()])
    made = [f"{_points(LOW)} as rule_low", f"{_points(HIGH)} as rule_high", f"{STATUS} as status",
            f"{findings.codes()} as findings", "cast(array() as array<string>) as assumed"]  # fmt: skip
    return frame.selectExpr(*[f"`{name}`" for name in given], *made, *[own(name) for name in LINE])


def _points(hundredths: str) -> str:
    return f"cast(cast({hundredths} as decimal(19, 0)) * 0.01BD as decimal(38, 2))"
