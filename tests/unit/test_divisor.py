"""Which budget divides where no rulebook fits: what the form's own notes say, else either."""

from __future__ import annotations

from fractions import Fraction as F

import noted
import pytest
from attrs import evolve

from indicators import Budget, Form, Line, Number
from scoring import score
from scoring.audit import audit
from scoring.choice import choose

BUDGET = Budget(
    Line("budget", "budget", "预算执行情况", "520", "494", weight=Number.of(35), filed=Number.of("34.58")),
    initial="500",
)
ROW = Line("i1", "indicator", "场次", "≥10场", "10场", level1="甲类指标", weight=Number.of(65), filed=Number.of(65))
FORM = Form("project", year=2023, weights="printed", budget=BUDGET, indicators=(ROW,))


@pytest.mark.parametrize(
    ("note", "low", "high"),
    [
        ("1.预算执行率=全年执行数/年初预算数", F(35 * 494, 500), F(35 * 494, 500)),
        ("1.预算执行率=全年执行数/全年预算数", F(35 * 494, 520), F(35 * 494, 520)),
        ("1.填报说明", F(35 * 494, 520), F(35 * 494, 500)),
    ],
)
def test_the_notes_say_which_budget_divides_and_else_either_may(note: str, low: F, high: F) -> None:
    form = evolve(FORM, notes=(note,))
    assert choose(form).how == "none"
    card = score(form)
    assert (card.of("budget").exact.low, card.of("budget").exact.high) == (low, high)
    accused = {each.code for each in audit(card) if each.line == "budget" and each.severity == "error"}
    assert accused <= ({"S302"} if high < F("34.58") else set())


def test_equal_budgets_leave_no_doubt() -> None:
    card = score(evolve(FORM, budget=evolve(BUDGET, initial="520")))
    assert card.of("budget").exact.value == F(35 * 494, 520)


@pytest.mark.parametrize(
    ("columns", "note", "book"),
    [
        (("年初预算数", "全年预算数", "全年执行数"), "执行率=执行数÷调整后预算数×100%。", "mof-2020"),
        (("年初预算数", "全年预算数", "全年执行数"), "预算数为调整后预算数。", "mof-2020"),
        (("年初预算数", "全年预算数", "全年执行数"), "执行率=执行数÷全年预算数。", "mof-2020"),
        (("年初预算数", "全年预算数", "全年执行数"), "执行率=执行数÷年初预算数。", None),
        (("全年预算数", "调整后预算数", "全年执行数"), "执行率=执行数÷调整后预算数。", None),
    ],
)
def test_the_full_year_budget_is_the_adjusted_one_where_the_form_prints_no_other(
    columns: tuple[str, ...], note: str, book: str | None
) -> None:
    form = evolve(noted.form(f"1.{note}"), columns=(*columns, "分值"))
    assert score(form).choice.id == book
