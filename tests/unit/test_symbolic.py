"""The proofs hold, they can fail, and the formulas are the rules."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import derivation, proofs, symbolic
from scoring.algebra import EXACT, Judgement, Terms
from scoring.rulebook import BEYOND
from scoring.rules import RATIOS
from scoring.rules.exact import exact
from scoring.rules.positive import positive

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
NAMES = [f"{kind}/{variant}" for kind, variant in RATIOS]
# small whole numbers make ties and zeros common; fractions make the arithmetic real
NUMBERS = st.integers(-4, 4).map(Fraction) | st.fractions(-1000, 1000, max_denominator=1000)


@cache
def formula(key, strict, strict_high):
    return symbolic.expression(*key, strict, strict_high)


def over_target(x, on):
    """``w × B ÷ A`` without a look at the target first."""
    return on.when(on.above(x.a, on.zero), lambda: on.over(on.times(x.w, on.not_below_zero(x.b)), x.a), on.judgement)


def unmet(formula):
    """A positive rule with another formula where a target above 0 is unmet."""
    return lambda x, on: on.when(
        on.above(x.b, x.a) if x.strict else on.at_least(x.b, x.a),
        lambda: x.w,
        lambda: on.when(on.above(x.a, on.zero), lambda: formula(x, on), on.judgement),
    )


def share(part, x, on):
    return on.over(on.times(x.w, on.not_below_zero(part)), x.a)


def never_judged(x, on):
    return on.when(on.at_least(x.b, x.a), lambda: x.w, lambda: on.zero)


def divides_by_zero(x, on):
    return on.when(on.at_least(x.a, on.zero), lambda: on.over(on.times(x.w, x.a), x.b), on.judgement)


def inverted(x, on):
    """``w × A ÷ B`` where it should be ``w × B ÷ A``."""
    return on.when(on.at_least(x.a, x.b), lambda: x.w, lambda: on.over(on.times(x.w, x.b), x.a))


def cheats(x, on):
    return x.w if on is EXACT else positive(x, on)


cheats.__doc__ = positive.__doc__  # for its example


def doubled(x, on):
    return on.minus(x.a, on.minus(on.zero, x.a))


BROKEN = {
    "no cap": ("positive", over_target, {"met", "cap"}),
    "below zero": ("positive", unmet(lambda x, on: on.over(on.times(x.w, x.b), x.a)), {"cap"}),
    "division by zero": ("reverse", divides_by_zero, {"met", "defined", "cap", "monotone"}),
    "upside down": ("reverse", inverted, {"cap", "monotone", "slope", "negative"}),
    "half the score": (
        "positive",
        unmet(lambda x, on: on.over(on.times(x.w, on.not_below_zero(x.b)), doubled(x, on))),
        {"continuous", "strict"},
    ),
    "the rest": ("positive", unmet(lambda x, on: share(on.minus(x.a, x.b), x, on)), {"monotone", "slope", "cap"}),
    "depends on the unit": (
        "positive",
        unmet(lambda x, on: on.when(on.above(x.b, on.one), lambda: x.w, lambda: share(x.b, x, on))),
        {"defined", "units", "cap", "continuous"},
    ),
    "no judgement": ("positive", never_judged, {"zero", "negative", "strict"}),
    "wrong direction": ("reverse", positive, {"met", "monotone", "zero"}),
    "all or nothing": ("exact", lambda x, on: exact(Terms(x.w, on.zero, on.minus(x.b, x.a)), on), {"continuous"}),
    "formula of its own": ("positive", cheats, {"example"}),
}


@pytest.mark.parametrize("name", NAMES)
def test_every_claim_holds(name):
    made = [claim for claim in proofs.proofs() if claim.rule == name]
    assert [claim.statement for claim in made if not claim.holds] == [] and made


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_is_covered(name):
    made = {claim.claim: claim.how for claim in proofs.proofs() if claim.rule == name}
    proved = {"met", "defined", "cap", "monotone", "slope", "continuous", "zero", "negative", "units", "formula"}
    assert proved <= {claim for claim, how in made.items() if how == "proved"}
    assert made["example"] == "checked"
    assert ("strict" in made) is not name.startswith("exact")


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_rule_is_found_out(case):
    kind, rule, lost = BROKEN[case]
    failed = {claim.claim for claim in proofs.prove("broken", rule, kind) if not claim.holds}
    assert lost <= failed


def test_every_claim_can_fail():
    assert set.union(*(lost for _, _, lost in BROKEN.values())) | {"formula", "stricter"} == {
        claim.claim for claim in proofs.proofs()
    }


def test_a_formula_with_its_cases_out_of_order_is_found_out(monkeypatch):
    honest = symbolic._flat
    monkeypatch.setattr(symbolic, "_flat", lambda nested, path: reversed(list(honest(nested, path))))
    failed = {claim.claim for claim in proofs.prove("shuffled", positive, "positive") if not claim.holds}
    assert "formula" in failed


def test_a_variant_that_gives_more_is_found_out(monkeypatch):
    swapped = {("exact", "full"): RATIOS["exact", "symmetric"], ("exact", "symmetric"): RATIOS["exact", "full"]}
    monkeypatch.setattr(proofs, "RATIOS", swapped)
    assert [claim.holds for claim in proofs._compared("exact", "symmetric")] == [False]


@pytest.mark.parametrize("key", RATIOS, ids=NAMES)
@given(w=NUMBERS.map(abs), a=NUMBERS, b=NUMBERS, other=NUMBERS, strict=st.booleans(), strict_high=st.booleans())
def test_the_formula_is_the_rule(key, w, a, b, other, strict, strict_high):
    bounds = sorted((a, other))
    numbers = (
        Terms(w, bounds[0], b, bounds[1], strict, strict_high) if key[0] == "within" else Terms(w, a, b, None, strict)
    )
    try:
        scored = RATIOS[key](numbers, EXACT)
    except Judgement:
        scored = None
    assert symbolic.value(formula(key, strict, strict_high), numbers) == scored


@given(w=NUMBERS.map(abs), b=NUMBERS, strict=st.booleans())
@pytest.mark.parametrize("key", [key for key in RATIOS if key[0] != "within"], ids=str)
def test_the_formula_is_the_rule_at_the_target(key, w, b, strict):
    numbers = Terms(w, b, b, None, strict)
    try:
        scored = RATIOS[key](numbers, EXACT)
    except Judgement:
        scored = None
    assert symbolic.value(formula(key, strict, False), numbers) == scored


@pytest.mark.parametrize("count, orders", [(0, 1), (1, 3), (2, 13), (3, 75)])
def test_cells_are_every_order(count, orders):
    made = list(proofs.cells(*(symbolic.TARGET, symbolic.DONE, symbolic.LATER)[:count]))
    assert len(made) == len({tuple(sorted(cell.items(), key=str)) for cell in made}) == orders


@pytest.mark.parametrize("key", RATIOS, ids=NAMES)
def test_formulas_are_shown_in_both_ways(key):
    formula = symbolic.expression(*key)
    assert len(symbolic.formula_text(*key).splitlines()) == len(formula.args)
    assert symbolic.latex(*key).count("&") == len(formula.args)


def test_a_formula_without_a_value_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        symbolic.value(symbolic.WEIGHT / symbolic.DONE, Terms(Fraction(1), Fraction(1), Fraction(0)))


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == derivation.page(), "python -m scoring.derivation > docs/rules.md"


def test_the_page_names_every_table_that_nothing_is_proved_of() -> None:
    assert set(derivation.BESIDE) == set(BEYOND)
    assert all(f"| `{name}` |" in derivation.page() for name in BEYOND)
