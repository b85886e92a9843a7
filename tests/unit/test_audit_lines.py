"""Findings on the lines of one form, at the edge of each condition: what one more word, or one less, would change."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, Line, Number
from indicators.place import Place
from scoring import rulebook, score
from scoring.audit import Finding, audit, by_code
from scoring.audit.fits import off, other
from scoring.choice import Choice
from scoring.rulebook import Rulebook

BOOK = rulebook("hongshan-2023")
LIMITED = evolve(BOOK, limits=(("over_completion", F(13, 10)), ("line_weight", F(1, 2))))


def line(target: str = "≥10场", actual: str = "10场", **keys: object) -> Line:
    return Line("i1", "indicator", target=target, actual=actual, **{"name": "场次", "weight": 60, **keys})  # type: ignore[arg-type]


def project(*lines: Line, **more: object) -> Form:
    ids = (evolve(each, id=f"i{at}") for at, each in enumerate(lines, 1))
    return Form("project", year=2023, indicators=tuple(ids), **more)  # type: ignore[arg-type]


def funds(target: str = "100", actual: str = "50", **keys: object) -> Budget:
    return Budget(Line("budget", "budget", target=target, actual=actual, unit="万元", **{"weight": 20, **keys}))  # type: ignore[arg-type]


def hits(code: str, form: Form, book=BOOK) -> list[Finding]:
    return list(by_code(code)(score(form, book)))


def told(code: str, form: Form, book=BOOK) -> list[str | None]:
    return [each.line for each in hits(code, form, book)]


@pytest.mark.parametrize(
    ("cells", "book", "codes"),
    [
        (("=10场", "11场", {}), BOOK, ["i1"]),
        (("=10场", "10场", {}), BOOK, []),
        (("≥10场", "99场", {}), BOOK, []),
        (("≥10场", "13场", {}), LIMITED, ["i1"]),  # the limit itself is beyond
        (("≥10场", "12.99场", {}), LIMITED, []),
        (("2小时", "9小时", {"name": "办理时间"}), LIMITED, []),  # which way it runs is in doubt
        (("≥0场", "9场", {}), LIMITED, []),  # of 0 anything is a multiple
        (("90%-95%", "96%", {}), LIMITED, []),
        (("10-20场", "26场", {}), LIMITED, ["i1"]),  # measured from the upper end
        (("10-20场", "25场", {}), LIMITED, []),
        (("≤10场", "30场", {}), LIMITED, []),
        (("≥10场", "", {}), LIMITED, []),
    ],
)
def test_completions_far_above_the_target(cells, book, codes) -> None:
    target, actual, keys = cells
    assert told("T401", project(line(target, actual, **keys)), book) == codes


@pytest.mark.parametrize(
    ("target", "actual", "book", "codes"),
    [
        ("=95%", "98%", BOOK, []),
        ("=95%", "98%", LIMITED, []),
        ("=10场", "13场", LIMITED, ["i1"]),
        ("=10场", "30场", BOOK, []),
        ("≥10场", "13场", LIMITED, ["i1"]),
    ],
)
def test_a_reason_for_an_excess_is_asked_for_by_the_limit_of_the_rulebook_alone(target, actual, book, codes) -> None:
    assert told("R502", project(line(target, actual)), book) == codes


def test_money_spent_above_the_budget_is_no_overshoot_of_a_target() -> None:
    assert told("T401", project(budget=funds("100", "500")), LIMITED) == []


@pytest.mark.parametrize(
    ("name", "target", "actual", "unit", "codes"),
    [
        ("培训场次", "≥0场", "1场", "", ["i1"]),
        ("培训场次", "＞0场", "1场", "", []),
        ("培训场次", "≥1场", "1场", "", []),
        ("增收金额", "≥0万元", "1万元", "", []),  # money can fall below 0
        ("净增长人数", "≥0人", "1人", "", []),
        ("盈余企业", "≥0家", "1家", "", []),
        ("合格率", "≤100%", "99%", "", ["i1"]),
        ("合格率", "≤1000‰", "990‰", "", ["i1"]),
        ("合格率", "≤99%", "98%", "", []),
        ("资产负债率", "≤100%", "99%", "", []),
        ("合格率", "≥100%", "99%", "", []),
        ("合格率", "≤100个", "99个", "", []),
        ("事故", "≤0起", "0起", "", []),
    ],
)
def test_targets_that_cannot_be_missed(name, target, actual, unit, codes) -> None:
    assert told("T402", project(line(target, actual, name=name, unit=unit))) == codes


@pytest.mark.parametrize(
    ("level1", "level2", "name", "cells", "codes"),
    [
        ("产出指标", "数量指标", "采购成本", ("≤10万元", "9万元"), ["i1"]),
        ("产出指标", "数量指标", "采购成本", ("≤10元/个", "9元/个"), ["i1"]),  # a price is money too
        ("产出指标", "数量指标", "成本核算单位数", ("≥10个", "9个"), []),
        ("产出指标", "数量指标", "核算成本", ("≥10个", "9个"), ["i1"]),  # it ends in cost
        ("产出指标", "质量指标", "采购成本", ("≤10万元", "9万元"), []),
        ("产出指标", "质量指标", "验收", ("12月底前", "11月"), ["i1"]),
        ("产出指标", "时效指标", "验收", ("12月底前", "11月"), []),
        ("产出指标", "数量指标", "预算执行率", ("≥90%", "90%"), ["i1"]),
        ("效益指标", "经济效益指标", "预算执行率", ("≥90%", "90%"), ["i1"]),
        ("管理指标", "", "预算执行率", ("≥90%", "90%"), []),
        ("产出指标", "成本指标", "预算执行率", ("≥90%", "90%"), []),
        ("产出指标", "数量指标", "场次", ("≥10场", "10场"), []),
    ],
)
def test_what_does_not_belong_under_its_category(level1, level2, name, cells, codes) -> None:
    assert told("F004", project(line(*cells, level1=level1, level2=level2, name=name))) == codes


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (("≥100万元", "50万元"), ["i1"]),
        (("≥1000000元", "500000元"), ["i1"]),
        (("≥100万元", "51万元"), []),
        (("≥101万元", "50万元"), []),
        (("≥100万人", "50万人"), []),  # the same figures of something else
        (("≤100万元", "50万元"), ["i1"]),
    ],
)
def test_the_budget_over_again_is_no_result(cells, codes) -> None:
    own = line(*cells, level1="产出指标", level2="数量指标", name="惠企")
    assert told("F004", project(own, budget=funds())) == codes
    zero = line("≥0万元", "0万元", level1="产出指标", level2="数量指标", name="惠企")
    assert told("F004", project(zero, budget=funds("0", "0"))) == []
    unspent = line("≥100万元", "0万元", level1="产出指标", level2="数量指标", name="惠企")
    assert told("F004", project(unspent, budget=funds("100", "0"))) == ["i1"]


@pytest.mark.parametrize(
    ("level1", "asked"), [(("产出指标",), ["效益"]), (("产出指标", "效益指标"), []), ((), ["产出", "效益"])]
)
def test_categories_that_the_rulebook_asks_for(level1: tuple[str, ...], asked: list[str]) -> None:
    """One indicator under each is enough, whatever the others stand under."""
    book = evolve(BOOK, categories=("产出", "效益"))
    form = project(*(line(level1=each) for each in level1), line(level1="其他"))
    found = [dict(each.message.values).get("category") for each in hits("F001", form, book)]
    assert [each for each in found if each] == asked


@pytest.mark.parametrize(
    ("weights", "book", "found"),
    [
        ((50, 30), LIMITED, []),  # half of all, no more
        ((51, 29), LIMITED, [("i1", "warning")]),
        ((50, 30), BOOK, []),
        ((51, 29), BOOK, [("i1", "note")]),
        ((80,), BOOK, [("i1", "note")]),
    ],
)
def test_lines_that_outweigh_the_others(weights, book, found) -> None:
    form = project(*(line(weight=each) for each in weights), budget=funds())
    assert [(each.line, each.severity) for each in hits("W104", form, book)] == found
    assert told("W104", project(line(weight=80)), BOOK) == []  # the only line there is


@pytest.mark.parametrize(("weight", "without"), [(0, "95"), (20, "75")])
def test_a_budget_line_of_no_points_takes_none_away(weight: int, without: str) -> None:
    (hit,) = hits("W101", project(line(weight=95 - weight), budget=funds(weight=weight)))
    assert dict(hit.message.values) == {"total": "95", "without": without}


@pytest.mark.parametrize(
    ("actual", "filed", "expected"),
    [
        ("10场", 0, [F(0)]),
        ("10场", 60, []),
        ("10场", 59, [F(59)]),
        ("10场", 61, []),
        ("5场", 60, [F(60)]),
        ("10场", -1, []),
    ],
)
def test_filed_scores_that_a_formula_contradicts(actual: str, filed: int, expected: list[int]) -> None:
    """From nothing to the whole weight; beyond it S301 speaks."""
    card = score(project(line(actual=actual, filed=filed)), BOOK)
    assert [value for _, value in off(card)] == expected


@pytest.mark.parametrize(
    ("target", "actual"), [("≤0起", "2起"), ("0起", "2起"), ("≥0场", "-2场"), ("≤10次", "0次"), ("≥10次", "0次")]
)
def test_no_formula_divides_by_nothing(target: str, actual: str) -> None:
    (scored,) = score(project(line(target, actual, filed=5)), BOOK).lines
    for reverse in ("ratio", "linear"):
        assert other(scored, F(5), reverse) is None


def test_no_formula_explains_a_score_of_nothing() -> None:
    """The linear formula comes to 0 at twice the target: a line that earned nothing was not computed by it."""
    (scored,) = score(project(line("≤10次", "20次", filed=0)), BOOK).lines
    assert other(scored, F(0), "ratio") is None
    (some,) = score(project(line("≤10次", "12次", filed=48)), BOOK).lines
    assert other(some, F(48), "ratio") is not None


# ---- reasons


def goals(*scores: int | None, points: int | None = 80, **keys: object) -> Form:
    rows = tuple(
        Line(f"g1.i{at}", "indicator", "场次", "≥10场", "10场", group="甲", filed=filed, **keys)  # type: ignore[arg-type]
        for at, filed in enumerate(scores, 1)
    )
    return Form("department", year=2023, groups=(Group("甲", rows, points),))


@pytest.mark.parametrize(
    ("form", "severity"),
    [
        (goals(40, 39), "error"),  # the goal's own points show that one was lost
        (goals(40, 39, points=None), "warning"),
        (project(line(filed=30, weight=40), line(filed=60, weight=60)), "error"),
        (project(line(filed=30, weight=40), line(filed=60, weight=60), weights="reconstructed"), "warning"),
        (project(line(filed=30, weight=None), line(filed=20, weight=None)), "warning"),
        (project(line(weight=60, filed=60), budget=funds(filed=10), weights="reconstructed"), "error"),
    ],
)
def test_how_sure_it_is_that_points_were_lost(form: Form, severity: str) -> None:
    found = [each.severity for each in hits("R501", form)]
    assert found == [severity]


def test_no_reason_is_asked_where_inferred_blocks_cannot_hold_what_was_filed() -> None:
    """The form weighs its blocks otherwise than the rulebook: what is inferred from these shows no loss."""
    rows = [("产出指标", "20"), ("产出指标", "20"), ("效益指标", "30"), ("满意度指标", "20")]
    lines = [line(filed=filed, weight=None, level1=block) for block, filed in rows]
    assert hits("R501", project(*lines), "mof-2020") == []
    assert len(hits("R501", project(*lines[:3], evolve(lines[3], filed=Number.of(9))), "mof-2020")) == 1


@pytest.mark.parametrize(("number", "named"), [(1, True), (5, True), (6, False)])
def test_few_lines_without_a_reason_are_named(number: int, named: bool) -> None:
    (hit,) = hits("R501", project(*(line(weight=10, filed=9, name="培训") for _ in range(number))))
    assert ("培训" in hit.message.show("zh")) is named


# ---- tied rulebooks


@pytest.mark.parametrize(
    ("keys", "alone"),
    [
        ({"weight": Number.of(60)}, True),
        ({"weight": None, "filed": Number.of(5)}, True),
        ({"weight": None}, False),
    ],
)
def test_a_rulebook_without_scores_is_not_asked_where_there_are_some(keys, alone) -> None:
    """Of one line is enough; without any it has its say, and only what both find stands."""
    of = evolve(rulebook("transfer-completion"), limits=())
    form = project(line(actual="99场", **keys), line(weight=None, actual="99场"), project="甲", department="乙")
    card = evolve(score(form, LIMITED), choice=Choice(LIMITED, "tied", (of,)))

    def said(tied: tuple[Rulebook, ...]) -> set[tuple[str, str | None]]:
        return {(each.code, each.line) for each in audit(evolve(card, choice=Choice(tied[0], "tied", tied[1:])))}

    both, one, other = said((LIMITED, of)), said((LIMITED,)), said((of,))
    assert one != other
    assert both == (one if alone else one & other)


def test_places_of_findings_are_those_of_their_cells() -> None:
    place = Place("form.xlsx", "B7")
    form = project(line("=10场", "11场", places=(("actual", place),)))
    assert [each.place for each in hits("T401", form)] == [place]
