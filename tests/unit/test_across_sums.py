"""Checks across forms: a department's sum and what its projects say, condition by condition."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from across import form, found, line

from indicators import Budget, Form, Line


def funded(actual: str, project: str, target: str = "≥1场") -> Form:
    budget = Budget(Line("budget", "budget", target="100", actual="1", unit="万元"))
    return form(line(target, actual, name="场次"), project=project, budget=budget)


def over(actual: str) -> Form:
    return form(line("≥1场", actual, name="场次"), kind="department", project="")


@pytest.mark.parametrize(
    ("children", "parent", "recomputed"),
    [
        (("30场", "40场"), "70场", []),
        (("30场", "40场"), "80场", [(70, 70)]),
        (("30场", "≥40场"), "80场", []),
        (("30场", ""), "20场", [None]),  # at least 30, and no end
        (("30场", ""), "80场", []),
        (("30.4场", "40.4场"), "71场", []),  # rounded as it is written
        (("30.4场", "40.4场"), "70场", [(F("70.8"), F("70.8"))]),
        (("30.4场", "40.4场"), "70.8场", []),
        (("30场",), "80场", []),
    ],
)
def test_a_departments_sum(children, parent, recomputed) -> None:
    projects = [funded(actual, str(at)) for at, actual in enumerate(children)]
    hits = found("C901", over(parent), *projects)
    made = [each.recomputed and (each.recomputed.low, each.recomputed.high) for each in hits]
    assert made == recomputed
    assert [each.place.file for each in hits] == [".toml"] * len(recomputed)


def test_units_or_signs_that_are_mixed_are_told() -> None:
    """Of a number against words, of a cap against a floor; on every name, whatever stood before."""
    for cells in (("≥1场", "有效"), ("≤1场", "1场"), ("≥1个", "1个")):
        projects = [funded("30场", "甲"), funded(cells[1], "乙", target=cells[0])]
        (hit,) = found("C901", over("80场"), *projects)
        assert hit.recomputed is None and "mixed" in hit.message.show()
    first = line("有效", "良好", name="甲事")
    both = [form(first, line("≥1场", f"{done}场", name="乙事场次"), project=str(done)) for done in (30, 40)]
    whole = form(first, line("≥1场", "80场", name="乙事场次"), kind="department", project="")
    assert [each.line for each in found("C901", whole, *both)] == ["i2"]
    mixed = [line(target, "1场", name="甲事场次") for target in ("≥1场", "≤1场")]
    both = [form(one, line("≥1场", "30场", name="乙事场次"), project=str(at)) for at, one in enumerate(mixed)]
    whole = form(mixed[0], line("≥1场", "80场", name="乙事场次"), kind="department", project="")
    assert [each.line for each in found("C901", whole, *both)] == ["i1", "i2"]


@pytest.mark.parametrize(("filed", "codes"), [(3, ["i1"]), (5, []), (9, [])])
def test_a_score_that_is_not_there_may_be_anything_from_nothing_to_all(filed: int, codes: list[str]) -> None:
    def words(score: int | None) -> Line:
        return line("作用明显", "达成", filed=score, name="作用")

    budget = Budget(Line("budget", "budget", target="100", actual="1", unit="万元"))
    projects = [form(words(each), project=str(each), budget=budget) for each in (10, None)]
    whole = form(words(filed), kind="department", project="")
    assert [each.line for each in found("C902", whole, *projects)] == codes
