"""Evidence for a rulebook, part by part: points of blocks, what stands in no block, the year."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, Line, Number
from indicators.form import PrintedBlock
from scoring.blocks import FormRule
from scoring.choice import candidates, choose
from scoring.evidence import block_points, held, homes
from scoring.rulebook import Rulebook, rulebook
from scoring.rulebook import loads as rules

HEAD = 'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n'
PLAIN = '{block = "budget", points = 10}, {block = "goal", points = 20}, {block = "indicator", points = 70}'
LEVELS = '{block = "budget", points = 10}, {block = "output", points = 50}, {block = "benefit", points = 40}'
PARTS = (
    '{block = "budget", points = 10}, {block = "output", points = 90, parts = ['
    '{block = "quantity", points = 50}, {block = "quality", points = 40}]}'
)


def book(blocks: str, more: str = "", head: str = "") -> Rulebook:
    return rules(f'{HEAD}{head}[[form]]\nkind = "project"\n{more}blocks = [{blocks}]\n')


def rule(blocks: str) -> FormRule:
    found = book(blocks).form("project")
    assert found is not None
    return found


def line(at: int, weight: object, level1: str = "产出指标", level2: str = "数量指标", **more: object) -> Line:
    points = None if weight is None else Number.of(weight)
    keys = {"target": "≥4件", "actual": "2件", "level1": level1, "level2": level2, "weight": points, **more}
    return Line(f"i{at}", "indicator", f"工作{at}", **keys)  # type: ignore[arg-type]


def funds(weight: object = None, **more: object) -> Budget:
    points = None if weight is None else Number.of(weight)
    return Budget(Line("budget", "budget", weight=points, **more))  # type: ignore[arg-type]


def goal(weight: object = None, **more: object) -> Line:
    points = None if weight is None else Number.of(weight)
    return Line("goal", "goal", "目标", target="完成", actual="100%", weight=points, **more)  # type: ignore[arg-type]


def project(*lines: Line, **more: object) -> Form:
    return Form("project", indicators=lines, **more)  # type: ignore[arg-type]


def printed(**points: object) -> tuple[PrintedBlock, ...]:
    return tuple(PrintedBlock(name, Number.of(value)) for name, value in points.items())


@pytest.mark.parametrize(
    ("form", "blocks", "points"),
    [
        (project(line(1, 30), line(2, 40)), PLAIN, {"indicator": 70}),
        (project(line(1, 30), line(2, None, filed=Number.of(5))), PLAIN, {"indicator": None}),
        (project(line(1, 30), line(2, 40, sub=True)), PLAIN, {"indicator": 30}),
        (project(line(1, 70), budget=funds(), goal=goal()), PLAIN, {"indicator": 70}),
        (project(line(1, 70), budget=funds(10), goal=goal(20)), PLAIN, {"budget": 10, "goal": 20, "indicator": 70}),
        (project(line(1, 70), goal=goal(20, sub=True)), PLAIN, {"indicator": 70}),
        (project(line(1, 70), goal=goal(filed=Number.of(5))), PLAIN, {"goal": None, "indicator": 70}),
        (project(line(1, 70), budget=funds(filed=Number.of(5))), PLAIN, {"budget": None, "indicator": 70}),
        (project(line(1, 50), line(2, 40, "效益指标", "社会效益")), LEVELS, {"output": 50, "benefit": 40}),
        (project(line(1, 50), line(2, None, "效益指标", "社会效益")), LEVELS, {"output": 50}),
        (project(line(1, None), line(2, None, "效益指标", "")), LEVELS, {"output": None, "benefit": None}),
        (project(line(1, None), blocks=printed(产出指标=50)), LEVELS, {"output": 50}),
        (project(line(1, 30), blocks=printed(产出指标=50)), LEVELS, {"output": 50}),
        (project(line(1, 30), blocks=printed(预算执行情况=20)), LEVELS, {"budget": 20, "output": 30}),
        (project(line(1, 30), blocks=printed(产出指标=50)), PLAIN, {"indicator": 50}),
        (project(line(1, 30), blocks=printed(资金使用情况=15)), LEVELS, {"budget": 15, "output": 30}),
        (
            project(line(1, 30), line(2, 9, "效益指标"), blocks=printed(产出指标=50, 效益指标=40)),
            PLAIN,
            {"indicator": 90},
        ),
        (project(line(1, 30), line(2, 9, "效益指标"), blocks=printed(产出指标=50)), PLAIN, {"indicator": 39}),
        (project(line(1, 30), blocks=printed(绩效指标=70, 产出指标=50)), PLAIN, {"indicator": 70}),
        (project(), PLAIN, {}),
    ],
)
def test_the_points_of_blocks(form: Form, blocks: str, points: dict[str, int | None]) -> None:
    of = rule(blocks)
    assert block_points(form, of, homes(form, of)) == points


def test_the_points_of_groups() -> None:
    own = rule('{block = "budget", points = 20}, {block = "group", points = 80}')
    groups = tuple(Group(f"目标{at}", (), weight=Number.of(40)) for at in (1, 2))
    assert block_points(project(groups=groups), own, ()) == {"group": 80}
    unknown = (groups[0], evolve(groups[1], weight=None))
    assert block_points(project(groups=unknown), own, ()) == {"group": None}


def shown(form: Form, own: Rulebook) -> list[str]:
    return [each.show() for each in held(form, own).against]


@pytest.mark.parametrize(
    ("form", "word"),
    [
        (project(line(1, 90), budget=funds(10), goal=goal(20)), "目标"),
        (project(line(1, 90), budget=funds(10), goal=goal(filed=Number.of(20))), "目标"),
        (project(line(1, 90), budget=funds(10), groups=(Group("一组", (), weight=Number.of(5)),)), "一组"),
        (project(line(1, 50), line(2, 40, "效益指标"), line(3, 5, "规划", "规划"), budget=funds(10)), "规划"),
        (
            project(
                line(1, 50), line(2, 40, "效益指标"), line(3, None, "规划", "", filed=Number.of(5)), budget=funds(10)
            ),
            "规划",
        ),
        (project(line(1, 90), budget=funds(10), blocks=printed(规划=5)), "规划"),
    ],
)
def test_what_has_points_and_no_block_contradicts(form: Form, word: str) -> None:
    assert any(f"no block {word}" in each for each in shown(form, book(LEVELS)))


@pytest.mark.parametrize(
    "form",
    [
        project(goal=goal()),
        project(goal=goal(20, sub=True)),
        project(line(1, None, "规划", "")),
        project(line(1, 5, "规划", "", sub=True)),
        project(line(1, 5, "加分项", "")),
        project(blocks=printed(合计=100)),
        project(line(1, 5), blocks=printed(产出指标=50, 数量指标=5)),
    ],
)
def test_what_has_no_points_or_a_place_is_no_stranger(form: Form) -> None:
    assert not any("no block" in each for each in shown(form, book(LEVELS)))


def test_points_that_differ_and_points_that_are_not_there() -> None:
    good = project(line(1, 50), line(2, 40, "效益指标", "社会效益"), budget=funds(10))
    assert shown(good, book(LEVELS)) == [] and len(held(good, book(LEVELS)).speaks_for) == 3
    other = project(line(1, 60), line(2, 30, "效益指标", "社会效益"), budget=funds(10))
    assert len(shown(other, book(LEVELS))) == 2
    assert shown(other, book(LEVELS, "movable = true\n")) == []
    (missing,) = shown(project(line(1, 50), line(2, 40, "效益指标", "社会效益")), book(LEVELS))
    assert "10" in missing
    (total,) = shown(
        project(line(1, 60), line(2, 40, "效益指标", ""), budget=funds(10)), book(LEVELS, "movable = true\n")
    )
    assert "110" in total
    unknown = project(line(1, None), line(2, 40, "效益指标", "社会效益"), budget=funds(10), blocks=printed(产出指标=50))
    assert shown(unknown, book(LEVELS)) == []


def test_points_of_parts() -> None:
    good = project(line(1, 50), line(2, 40, level2="质量指标"), budget=funds(10))
    assert shown(good, book(PARTS)) == []
    other = project(line(1, 40), line(2, 50, level2="质量指标"), budget=funds(10))
    assert len(shown(other, book(PARTS))) == 2
    assert shown(other, book(PARTS, "movable = true\n")) == []
    headed = printed(数量指标=50, 质量指标=40)
    assert shown(evolve(other, blocks=headed), book(PARTS)) == []
    assert len(shown(evolve(good, blocks=printed(数量指标=45, 质量指标=45)), book(PARTS))) == 2
    assert shown(project(line(1, 90), budget=funds(10)), book(PARTS)) != []
    part_of = line(3, 20, level2="数量指标", sub=True)
    assert shown(evolve(good, indicators=(*good.indicators, part_of)), book(PARTS)) == []  # of which: not added


def test_a_heading_may_stand_under_any_of_its_names() -> None:
    own = book(LEVELS, 'columns = {requires = ["完成值|实际完成值"], excludes = ["权重|分数"]}\n')
    good = project(line(1, 50), line(2, 40, "效益指标", "社会效益"), budget=funds(10), columns=("实际完成值", "得分"))
    assert shown(good, own) == []
    assert len(shown(evolve(good, columns=("得分",)), own)) == 1
    assert len(shown(evolve(good, columns=("完成值", "分数")), own)) == 1


def test_a_form_without_points_contradicts_points() -> None:
    own = book('{block = "indicator"}', "unscored = true\n")
    assert shown(project(line(1, None)), own) == []
    for form in (
        project(line(1, 5)),
        project(line(1, None, filed=Number.of(5))),
        project(blocks=printed(绩效指标=50)),
        project(line(1, None), printed_total=Number.of(90)),
    ):
        assert len(shown(form, own)) == 1


@pytest.mark.parametrize(
    ("valid", "year", "bounds"),
    [
        ("valid = {from = 2019, to = 2021}\n", 2018, ("2019", "2021")),
        ("valid = {from = 2019, to = 2021}\n", 2022, ("2019", "2021")),
        ("year = 2020\n", 2018, ("2019",)),
        ("valid = {to = 2021}\n", 2022, ("2021",)),
        ("valid = {to = 2021}\n", 2021, ()),
        ("valid = {from = 2019}\n", 2018, ("2019",)),
        ("valid = {from = 2019}\n", 2019, ()),
        ("valid = {from = 2019, to = 2021}\n", 2019, ()),
        ("valid = {from = 2019, to = 2021}\n", 2021, ()),
        ("year = 2020\n", 2019, ()),
        ("year = 2020\n", 2030, ()),
        ("", 2000, ()),
    ],
)
def test_the_years_of_a_rulebook(valid: str, year: int, bounds: tuple[str, ...]) -> None:
    form = project(line(1, 50), line(2, 40, "效益指标", "社会效益"), budget=funds(10), year=year)
    against = shown(form, book(LEVELS, head=valid))
    assert len(against) == bool(bounds)
    assert all(each in against[0] for each in (*bounds, *([str(year)] if bounds else [])))


def test_of_a_rulebook_that_was_named_only_it_is_a_candidate() -> None:
    form = project(line(1, 50), line(2, 40, "效益指标", "社会效益"), budget=funds(10), year=2023)
    named = choose(form, rulebook("mof-2020"))
    assert [each.rulebook.id for each in candidates(form, named)] == ["mof-2020"]
    assert len(candidates(form, choose(form))) > 5


def test_no_such_kind_of_form() -> None:
    assert len(held(Form("department"), book(LEVELS)).against) == 1


def test_shares_of_what_is_there() -> None:
    own = rule('{block = "output", points = 100, parts = [{block = "budget", points = 5}]}')
    form = project(line(1, 85), budget=funds(5))
    assert block_points(form, own, homes(form, own))["output"] == F(90)


def test_a_block_that_is_left_out_leaves_its_points_to_another() -> None:
    own = book(
        '{block = "output", points = 60}, {block = "benefit", points = 30}, '
        '{block = "satisfaction", points = 10, absent_to = "benefit"}'
    )
    for benefit, against in ((40, 0), (30, 1), (20, 1)):
        assert len(shown(project(line(1, 60), line(2, benefit, "效益指标", "社会效益")), own)) == against
    whole = (line(1, 60), line(2, 30, "效益指标", "社会效益"), line(3, 10, "满意度指标", "满意度"))
    assert shown(project(*whole), own) == []
