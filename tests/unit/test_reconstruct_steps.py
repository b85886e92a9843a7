"""Inferred weights: whole points, or the coarsest step that the scores allow, and blocks that the scores fill."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from unweighted import BOOK, filed, goal, project

from indicators import Form, Line, Number, PrintedBlock
from scoring import score
from scoring.audit import audit
from scoring.reconstruct import reconstruct


@pytest.mark.parametrize(
    ("scores", "step"),
    [((20, "19.5", 20), F(1, 2)), ((20, "19.25", 20), 1), ((20, 19, 20), 1), ((20, "19.50", 20), F(1, 2))],
)
def test_step(scores: tuple[object, ...], step: F) -> None:
    (only,) = reconstruct(project(filed(*scores)), BOOK)
    assert (only.step, [weight for _, weight in only.weights or ()]) == (step, [20, 20, 20])


def test_half_a_point_in_the_block_needs_half_steps() -> None:
    (only,) = reconstruct(Form("department", groups=(goal("22.5", filed(4, 4, 4, 4, 4)),)), BOOK)
    assert [weight for _, weight in only.weights or ()] == [F(9, 2)] * 5


@pytest.mark.parametrize(
    ("filed", "points"),
    [(("12.5", "12.5", "12.5", "6.25", "6.25"), 50), (("8.33", "8.33", "8.34", "8.33", "8.33", "8.34"), 50),
     (("16", "1.14", "6.2", "6"), 30), (("3.75", "2.25", "9"), 15)],
)  # fmt: skip
def test_scores_that_whole_steps_would_overfill_still_have_weights(filed: tuple[str, ...], points: int) -> None:
    lines = tuple(
        Line(f"i{n}", "indicator", target="≥2个", actual="2个", level1="产出指标", filed=Number.of(each))
        for n, each in enumerate(filed, 1)
    )
    form = Form("project", indicators=lines, blocks=(PrintedBlock("产出指标", Number.of(points)),))
    card = score(form)
    (block,) = card.inferred
    assert block.weights is not None
    assert sum(weight for _, weight in block.weights) == points
    assert all(weight >= Number.of(each).value for (_, weight), each in zip(block.weights, filed, strict=True))
    assert [each for each in audit(card) if each.line and each.severity == "error"] == []


@pytest.mark.parametrize(
    ("score", "points", "step"),
    [("1.25", 3, F(1, 2)), ("1.2", "2.5", F(1, 4)), ("1.19", "2.4", F(1, 5)), ("1.09", "2.2", F(1, 10)),
     ("1.04", "2.1", F(1, 20)), ("1.019", "2.04", F(1, 50)), ("1.009", "2.02", F(1, 100)),
     ("1.0009", "2.002", F(1, 1000)), ("1.00009", "2.0002", None)],
)  # fmt: skip
def test_the_coarsest_step_that_does_is_taken(score: str, points: object, step: F | None) -> None:
    """Two lines, each just above what the next coarser step can give to both."""
    (only,) = reconstruct(Form("department", groups=(goal(points, filed(score, score)),)), BOOK)
    half = F(str(points)) / 2
    assert [weight for _, weight in only.weights or ()] == ([] if step is None else [half, half])
    assert step is None or only.step == step


@pytest.mark.parametrize(
    "scores", [("19.99999", "20.00001", 20), ("0.50001", "59.49999"), (1,) * 60, ("0.5",) * 120, ("0.6",) * 100]
)
def test_scores_that_fill_a_block_are_its_weights(scores: tuple[object, ...]) -> None:
    """However fine they are, and however many."""
    (only,) = reconstruct(project(filed(*scores)), BOOK)
    assert [weight for _, weight in only.weights or ()] == [F(str(each)) for each in scores]
    assert (only.ways, only.others) == (1, False)


def test_a_block_filled_beside_a_score_of_nothing_has_no_weights() -> None:
    for more in (0, None):
        (only,) = reconstruct(project(filed(40, 20, more)), BOOK)
        assert only.weights is None


def test_a_block_of_too_many_steps_is_told() -> None:
    lines = filed("10.5", 20, target="≥1个", actual="1个")
    (only,) = reconstruct(Form("department", groups=(goal(150, lines),)), BOOK)  # 300 halves, 61 of them filed
    assert only.weights is None and "300" not in only.reason.show()
    for points, known in ((101, True), ("101.5", False)):  # 200 halves to give away, no more
        (edge,) = reconstruct(Form("department", groups=(goal(points, filed("0.5", "0.5")),)), BOOK)
        assert (edge.weights is not None) is known
    for count, known in ((100, True), (101, False)):
        (many,) = reconstruct(Form("department", groups=(goal(count + 1, filed(*[1] * count)),)), BOOK)
        assert (many.weights is not None) is known
