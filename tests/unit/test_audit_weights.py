"""Findings on weights and on sums of several lines: every block and goal is looked at, none on what is unread."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, Line, Number
from scoring import rulebook, score
from scoring.audit import Finding, by_code
from scoring.audit.reasons import where_reasons_stand

BOOK = rulebook("hongshan-2023")


def line(at: int, filed: object = None, weight: object = None, actual: str = "10场", **keys: object) -> Line:
    numbers = {
        "filed": None if filed is None else Number.of(str(filed)),
        "weight": None if weight is None else Number.of(str(weight)),
    }
    own = {"level2": "数量指标", **numbers, **keys}
    return Line(f"i{at}", "indicator", "场次", "≥10场", actual, **own)  # type: ignore[arg-type]


def project(*lines: Line, **more: object) -> Form:
    return Form("project", "甲", "乙", "丙", 2023, indicators=lines, **more)  # type: ignore[arg-type]


def goals(*rows: tuple[Line, ...], points: int = 20) -> Form:
    named = [
        Group(name, tuple(evolve(each, id=f"g{at}.{each.id}", group=name) for each in lines), Number.of(points))
        for at, (name, lines) in enumerate(zip("甲乙丙", rows, strict=False), 1)
    ]
    return Form("department", year=2023, groups=tuple(named))


def hits(code: str, of: Form) -> list[Finding]:
    return list(by_code(code)(score(of, BOOK)))


def values(found: list[Finding]) -> list[dict[str, object]]:
    return [dict(each.message.values) for each in found]


def test_a_goal_that_adds_up_hides_no_other() -> None:
    right, wrong = (line(1, weight=20),), (line(1, weight=12), line(2, weight=7))
    unknown = (line(1, weight=20), line(2, filed=3))
    assert [each["group"] for each in values(hits("W103", goals(right, wrong)))] == ["乙"]
    assert [each["group"] for each in values(hits("W103", goals(unknown, wrong)))] == ["乙"]
    assert [(each["group"], each["sum"]) for each in values(hits("W103", goals(wrong, right, wrong)))] == [
        ("甲", "19"),
        ("丙", "19"),
    ]


def test_each_block_says_what_hangs_on_its_own_lines() -> None:
    """One that leaves nothing open says what was inferred alone, and the next speaks for itself."""
    settled, open_one = (line(1, 12), line(2, 8)), (line(1, 10), line(2, 5, actual="5场"))
    of = goals(settled, open_one, open_one)
    first, *others = hits("W105", of)
    assert set(dict(first.message.values)) == {"how", "others"}
    told = [(each["points"], each["range"], [rows.show() for rows in each["lines"]]) for each in values(others)]
    assert told == [("20", "15.00–17.50", ["乙 i1–i2"]), ("20", "15.00–17.50", ["丙 i1–i2"])]


def test_what_was_declared_as_reconstructed_without_a_score_is_said() -> None:
    (hit,) = hits("W105", project(line(1, weight=60), weights="reconstructed"))
    assert hit.message.template == "the form prints no weights: they are reconstructed"


@pytest.mark.parametrize(("scores", "told"), [((50, 30), 1), ((None, 30), 0), ((50, None), 0), ((None, None), 0)])
def test_points_beside_spending_need_every_score(scores: tuple[object, ...], told: int) -> None:
    lines = [line(at, filed, weight) for at, filed, weight in zip((1, 2), scores, (50, 30), strict=True)]
    funds = Line("budget", "budget", target="100", actual="10", unit="万元", weight=Number.of(20), filed=Number.of(2))
    assert len(hits("X801", project(*lines, budget=Budget(funds)))) == told


@pytest.mark.parametrize("unread", [None, 0, 1, 2])
def test_a_total_is_not_judged_with_a_score_unread(unread: int | None) -> None:
    """Wherever it stands."""
    lines = [line(at, None if at == unread else 10, 30, unread=("filed",) if at == unread else ()) for at in range(3)]
    found = hits("S305", project(*lines, printed_total=Number.of(90)))
    assert len(found) == (unread is None)


def test_a_total_is_not_judged_on_half_a_form() -> None:
    """Nor below what the half that was read has."""
    lines = [line(at, 10, 30) for at in range(3)]
    for total in (10, 101):
        of = project(*lines, printed_total=Number.of(total))
        assert [len(hits("S305", each)) for each in (of, evolve(of, unread=("第2页",)))] == [1, 0]


@pytest.mark.parametrize(
    ("columns", "field", "book", "stands"),
    [
        ((), "", "hongshan-2023", "form"),
        ((), "延期", "hongshan-2023", "form"),
        (("三级指标", "得分"), "", "hongshan-2023", "none"),
        (("三级指标", "得分"), "延期", "hongshan-2023", "form"),
        (("三级指标", "偏差原因"), "", "hongshan-2023", "line"),
        (("三级指标", "偏差原因"), "延期", "hongshan-2023", "form"),
        ((), "", "mof-2020", "line"),
        ((), "延期", "mof-2020", "line"),
        (("三级指标", "得分"), "", "mof-2020", "none"),
        (("三级指标", "得分"), "延期", "mof-2020", "form"),
        (("三级指标", "偏差原因"), "", "mof-2020", "line"),
        (("三级指标", "偏差原因"), "延期", "mof-2020", "line"),
    ],
)
def test_where_reasons_stand(columns: tuple[str, ...], field: str, book: str, stands: str) -> None:
    of = project(line(1, 10, 10), columns=columns, deviation_reason=field)
    assert where_reasons_stand(score(of, book)) == stands
