"""The most even weights: each criterion by itself, ties, and what there can be none for."""

from __future__ import annotations

import pytest

from scoring.evenest import Evenest, Item, evenest


def test_squares_count_within_the_family_first() -> None:
    # (4, 4, 3) and (3, 3) would be more even over all
    items = [Item("a", 2, True), Item("a", 4, True), Item("a", 2, True), Item("b", 2, True), Item("b", 3, True)]
    assert evenest(items, 17) == Evenest((4, 4, 4, 2, 3), 1)


def test_a_total_below_the_least_weights_is_refused() -> None:
    with pytest.raises(ValueError):
        evenest([Item("a", 3, True)], 2)
    with pytest.raises(ValueError):
        evenest([], 2)


@pytest.mark.parametrize(
    ("items", "total", "weights", "ways"),
    [
        # distinct weights in each family first, whatever the squares
        ((("a", 1, True), ("a", 4, True)), 8, (4, 4), 1),
        ((("a", 1, True), ("a", 4, True)), 7, (3, 4), 1),
        # the squares of all lines next
        ((("a", 1, True), ("b", 1, True)), 4, (2, 2), 1),
        ((("a", 1, True), ("b", 3, True)), 6, (3, 3), 1),
        # then the lines that weigh what was filed
        ((("a", 1, True), ("b", 1, False)), 3, (1, 2), 1),
        ((("a", 1, False), ("b", 1, True)), 3, (2, 1), 1),
        ((("a", 2, True), ("a", 2, False)), 5, (2, 3), 1),
        ((("a", 2, False), ("a", 2, True)), 5, (3, 2), 1),
        # of what is equally good the first lines get more: in a family, across families, of two multisets
        ((("a", 1, True), ("b", 1, True)), 3, (2, 1), 2),
        ((("a", 1, True), ("a", 1, True), ("b", 1, True)), 4, (1, 1, 2), 1),
        ((("a", 1, True), ("b", 1, True), ("c", 1, True)), 5, (2, 2, 1), 3),
        ((("a", 1, False), ("a", 1, False), ("a", 1, False)), 4, (2, 1, 1), 3),
        ((("a", 1, False), ("a", 5, False), ("a", 1, False)), 12, (5, 5, 2), 3),  # and 2 5 5, 3 6 3
    ],
)
def test_each_criterion_in_its_turn(items, total: int, weights: tuple[int, ...], ways: int) -> None:
    assert evenest([Item(*each) for each in items], total) == Evenest(weights, ways)
