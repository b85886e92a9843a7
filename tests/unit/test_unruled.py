"""A missed target at all of its points where no rulebook settles the score: a warning, never on a right form."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from indicators import Form, Line, Number, loads
from scoring import score
from scoring.audit import audit
from scoring.fix.changes import changes
from scoring.rounding import half_up
from scoring.rules import RATIOS
from scoring.worth import FAST, met, worth

HEAD = '[form]\nkind = "project"\nweights = "printed"\n'
LINE = """
[[indicator]]
level1 = "产出指标"
name = "{name}"
target = "{target}"
actual = "{actual}"
weight = 30
{filed}"""


def form(target: str, actual: str, filed: str = "30", name: str = "某项", more: str = "") -> Form:
    line = LINE.format(name=name, target=target, actual=actual, filed=f"filed = {filed}\n{more}" if filed else more)
    return loads(HEAD + line + LINE.format(name="另一项", target="≥1人", actual="1人", filed="filed = 30\n"))


def told(of: Form) -> list[tuple[str, str]]:
    card = score(of)
    assert card.choice.how == "none"
    found = [each for each in audit(card) if each.code == "S302"]
    assert [each for each in changes(card, found) if each.key == "filed"] == []  # a guess changes no cell
    return [(each.severity, str(each.recomputed.high)) for each in found]


@pytest.mark.parametrize(
    ("target", "actual", "most"),
    [
        ("≤5起", "6起", "25"),
        ("≤100万元", "150万元", "20"),
        ("0起", "2起", "0"),
        ("＜3次", "6次", "15"),
        ("=100%", "90%", "27"),
        ("90%-95%", "99%", "950/33"),
        ("90%-95%", "45%", "15"),
        ("≤5起", "7-8起", "150/7"),
    ],
)
def test_a_missed_target_at_full_marks_is_a_warning(target: str, actual: str, most: str) -> None:
    assert told(form(target, actual)) == [("warning", most)]
    assert told(form(target, actual, "29")) == []  # a form may have a rule of its own


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("≤5起", "5起", "某项"),
        ("≤5起", "", "某项"),
        ("≤100万元", "100.001万元", "某项"),  # rounds to all of the points
        ("=100%", "120%", "某项"),  # more may be as good
        ("≤5起", "4-6起", "某项"),
        ("530元", "600元", "人均成本"),  # whichever way it runs
        ("2023年6月底前", "2023年8月", "某项"),  # there is no ratio of dates
        ("及时", "基本及时", "某项"),
        ("≤5起", "6人", "某项"),
        ("≤-5%", "-4%", "某项"),  # below 0 no formula says anything
    ],
)
def test_what_may_be_right_is_not_told(target: str, actual: str, name: str) -> None:
    assert told(form(target, actual, name=name)) == []


def test_the_line_s_own_steps_and_standard_come_first() -> None:
    assert told(form("≤5起", "6起", more='steps = [{at = "≤7起", points = 30}]\n')) == []
    assert told(form("≤5起", "6起", more='standard = "≤7起，计30分"\n')) == []


def test_where_several_rulebooks_fit_alike_it_is_told_too() -> None:
    """What they do not agree on is judgement; that none gives all points they agree on."""
    card = score(form("≤5起", "8起"))
    tied = evolve(card, choice=evolve(card.choice, how="tied"))
    assert [each.severity for each in audit(tied) if each.code == "S302"] == ["warning"]
    named = evolve(card, choice=evolve(card.choice, how="named"))
    assert [each for each in audit(named) if each.code == "S302"] == []


@given(
    st.sampled_from(["≤", "<", "=", "≥"]), st.integers(0, 40), st.integers(0, 80), st.sampled_from(["1", "2.5", "30"]),
    st.sampled_from(sorted(RATIOS)),
)  # fmt: skip
def test_a_score_by_any_known_formula_is_never_told(sign: str, wanted: int, done: int, weight: str, key) -> None:
    line = Line("i1", "indicator", "某项", f"{sign}{wanted}件", f"{done}件", "产出指标", weight=Number.of(weight))
    card = score(Form("project", indicators=(line,), weights="printed"))
    kind, variant = key
    read = card.lines[0].measure
    if read.kind != kind:
        return
    value = worth(read, F(weight), evolve(card.rulebook, variants=(key,)), FAST).value
    if value is None:
        return
    filed = evolve(line, filed=Number(str(half_up(value)), half_up(value)))
    own = score(Form("project", indicators=(filed,), weights="printed"))
    assert [each for each in audit(own) if each.code == "S302" and each.severity == "warning"] == []
    if met(read) is False and half_up(value) < F(weight):
        full = score(Form("project", indicators=(evolve(line, filed=line.weight),), weights="printed"))
        assert variant not in ("ratio",) or kind == "positive" or any(each.code == "S302" for each in audit(full))
