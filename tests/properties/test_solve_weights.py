"""Weights and lost scores that are inferred, against a search through all there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction as F
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from indicators import Form, Line, Number
from scoring import score
from scoring.evenest import Evenest, Item, evenest
from scoring.reconstruct import reconstruct
from scoring.rulebook import rulebook
from scoring.solve import missing_scores

RATIO = rulebook("hongshan-2023")


def tried(items: Sequence[Item], total: int) -> Evenest:
    """The answer by trying every weight vector on the criterion as it is written down."""

    def vectors(rest: Sequence[Item], left: int) -> Iterator[tuple[int, ...]]:
        if not rest:
            yield from [()] if left == 0 else []
            return
        for weight in range(rest[0].low, left + 1):
            yield from ((weight, *others) for others in vectors(rest[1:], left - weight))

    def cost(weights: tuple[int, ...]) -> tuple[object, ...]:
        families = defaultdict(list)
        for item, weight in zip(items, weights, strict=True):
            families[item.family].append(weight)
        inner = sum(sum((w - F(sum(own), len(own))) ** 2 for w in own) for own in families.values())
        outer = sum((w - F(total, len(items))) ** 2 for w in weights)
        moved = sum(not item.exact or item.low != w for item, w in zip(items, weights, strict=True))
        return sum(len(set(own)) - 1 for own in families.values()), inner, outer, moved

    every = list(vectors(items, total))
    least = min(map(cost, every))
    best = [weights for weights in every if cost(weights) == least]
    return Evenest(max(best), len(best))


ITEMS = st.lists(st.builds(Item, st.sampled_from("abc"), st.integers(0, 4), st.booleans()), min_size=1, max_size=6)


@given(ITEMS, st.integers(0, 6))
def test_the_most_even_weights_are_those_of_an_exhaustive_search(items: list[Item], slack: int) -> None:
    total = slack + sum(item.low for item in items)
    assert evenest(items, total) == tried(items, total)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 12)), min_size=2, max_size=25), st.booleans())
def test_weights_are_possible(rows: list[tuple[str, int]], halves: bool) -> None:
    unit = F(1, 2) if halves else F(1)
    lines = [
        Line(f"i{place}", "indicator", level2=level2, filed=Number.of(unit * steps))
        for place, (level2, steps) in enumerate(rows)
    ]
    (only,) = reconstruct(Form("project", indicators=tuple(lines)), RATIO)
    scores = [unit * steps for _, steps in rows]
    full = 60 - F(1, 1000) if 0 in scores else 60  # a line of 0 has some weight
    assert (only.weights is None) == (sum(scores) > full)
    found = [weight for _, weight in only.weights or ()]
    assert not found or sum(found) == 60
    assert all(
        weight >= scored and (weight / only.step).denominator == 1
        for weight, scored in zip(found, scores, strict=False)
    )
    assert not found or only.others == (sum(scores) < 60)


@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4) | st.none()), min_size=2, max_size=5), st.integers(0, 20)
)
def test_lost_scores_are_those_that_give_the_total(rows: list[tuple[int, int | None]], printed: int) -> None:
    rows = [(weight, None if filed is None else min(filed, weight)) for weight, filed in rows]
    own = tuple(
        Line(f"i{place}", "indicator", target="≥1", actual="1", weight=Number.of(weight),
             filed=None if filed is None else Number.of(filed))
        for place, (weight, filed) in enumerate(rows)
    )  # fmt: skip
    lost = [place for place, (_, filed) in enumerate(rows) if filed is None]
    # rows without score and weight would be detail; these have weights
    card = score(Form("project", indicators=own, printed_total=Number.of(printed)), RATIO)
    known = sum(filed or 0 for _, filed in rows)
    fills = [fill for fill in product(*(range(rows[place][0] + 1) for place in lost)) if known + sum(fill) == printed]
    for order, (place, found) in enumerate(zip(lost, missing_scores(card), strict=True)):
        assert found.line == f"i{place}"
        values = {fill[order] for fill in fills}  # whole points bound the range, as all else is whole
        assert (None if found.range is None else (found.range.low, found.range.high)) == (
            (min(values), max(values)) if values else None
        )
        assert found.value == (min(values) if len(values) == 1 else None)
