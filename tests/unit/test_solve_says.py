"""What ``score solve`` says of slopes and of grades that a rulebook does not have."""

from __future__ import annotations

from fractions import Fraction

import pytest
from own import own

from indicators import loads
from scoring import score
from scoring.interval import Interval
from scoring.slope import Slope
from scoring.solve import SolveError, completion_for_total, sensitivity

FORM = """
[form]
kind = "project"
weights = "printed"
[[indicator]]
name = "人均成本"
target = "{}"
actual = "{}"
weight = 100
filed = 80
"""
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (HALF, HALF, ("loses", "gains")), (-HALF, -HALF, ("gains", "loses")), (Fraction(0), -HALF, ("loses", "loses")),
        (-HALF, Fraction(0), ("gains", "gains")), (None, None, ("loses", "gains")),
    ],
)  # fmt: skip
def test_a_side_that_goes_down_is_told_without_a_minus(
    left: Fraction | None, right: Fraction | None, words: tuple[str, str]
) -> None:
    says = Slope("i1", Fraction(5), "元", left, right, Interval.point(HALF)).says.show()
    assert "-" not in says and (f"1 less {words[0]}" in says, f"1 more {words[1]}" in says) == (True, True)


@pytest.mark.parametrize(("target", "actual", "sign"), [("≤500元", "600元", -1), ("≥500元", "400元", 1)])
def test_of_a_reverse_target_one_less_gains(target: str, actual: str, sign: int) -> None:
    (slope,) = sensitivity(score(loads(FORM.format(target, actual)), "mof-2020"))
    assert slope.left is not None and slope.left * sign > 0 and "-" not in slope.says.show("zh")


@pytest.mark.parametrize("grade", ["优", "no such"])
def test_a_rulebook_without_grades_says_so(grade: str) -> None:
    card = score(loads(FORM.format("≥5元", "4元")), own('[rules]\npositive = "ratio"\n'))
    with pytest.raises(SolveError) as caught:
        completion_for_total(card, None, grade)
    assert dict(caught.value.message.values) == {"name": "own"}
