"""The blocks of a rulebook that a form has lines of, their points, and rulebooks that a form names."""

from __future__ import annotations

import pytest
from attrs import evolve

from indicators import Budget, Form, Group, InputError, Line, Number, load
from indicators.form import PrintedBlock
from scoring.choice import block_points, choose, there
from scoring.evidence import held
from scoring.rulebook import Rulebook
from scoring.rulebook import loads as rules

HEAD = 'id = "own"\ntitle = "t"\nstatus = "verified"\nsource = "s"\n'
PARTS = (
    '{block = "budget", points = 10}, {block = "output", points = 60, parts = [{block = "quantity", points = 30}]}, '
    '{block = "benefit", points = 30}'
)
WHOLE = '{block = "budget", points = 10}, {block = "output", points = 60}, {block = "benefit", points = 30}'
GOALS = '{block = "budget", points = 20}, {block = "group", points = 80}'


def book(blocks: str, kind: str = "project") -> Rulebook:
    return rules(f'{HEAD}[[form]]\nkind = "{kind}"\nblocks = [{blocks}]\n')


def line(at: int, weight: object, level1: str = "产出指标", level2: str = "质量指标", **keys: object) -> Line:
    points = None if weight is None else Number.of(weight)
    cells = {"target": "≥4件", "actual": "2件", "level1": level1, "level2": level2, "weight": points, **keys}
    return Line(f"i{at}", "indicator", f"工作{at}", **cells)  # type: ignore[arg-type]


def project(*lines: Line, **more: object) -> Form:
    return Form("project", indicators=lines, **more)  # type: ignore[arg-type]


FUNDS = Budget(Line("budget", "budget", target="100", actual="50", weight=Number.of(10)))


@pytest.mark.parametrize(
    ("form", "points"),
    [
        (project(line(1, 50), line(2, 10)), {"output": 60}),
        (project(line(1, 50), line(2, 10), line(3, 25, "效益指标")), {"output": 60, "benefit": 25}),
        (project(line(1, 50), line(2, None)), {"output": None}),
        (project(line(1, 50), line(2, 9, sub=True)), {"output": 50}),
        (project(line(1, 50), line(2, 9, "规划", "")), {"output": 50}),
        (project(line(1, 50), budget=FUNDS), {"budget": 10, "output": 50}),
        (project(), {}),
    ],
)
def test_the_points_of_the_blocks_that_a_form_has_lines_of(form: Form, points: dict[str, int | None]) -> None:
    assert block_points(form, book(PARTS)) == points


def test_the_points_of_annual_goals() -> None:
    rows = (Line("g1.i1", "indicator", "场次", "≥1场", "1场", weight=Number.of(5), group="一"),)
    one, two = Group("一", rows, Number.of(30)), Group("二", (), Number.of(50))
    of = book(GOALS, "department")
    assert block_points(Form("department", groups=(one, two)), of) == {"group": 80}
    assert block_points(Form("department", groups=(one, Group("二", (), None))), of) == {"group": None}
    assert block_points(Form("department"), of) == {}
    assert block_points(Form("department", groups=(one,)), book(PARTS)) == {"group": 30}  # no such kind of form


@pytest.mark.parametrize(
    ("form", "blocks", "names"),
    [
        (project(), PARTS, set()),
        (project(line(1, 50)), PARTS, {"output"}),
        (project(line(1, 50, level2="数量指标")), PARTS, {"output", "quantity"}),
        (project(line(1, 50, "效益指标", "数量指标")), PARTS, {"benefit"}),
        (project(line(1, 50, "规划", "")), PARTS, set()),
        (project(line(1, 50), budget=FUNDS), PARTS, {"output", "budget"}),
        (project(line(1, 80)), GOALS, {"group"}),  # one goal, not written as a group
        (project(groups=(Group("一", (), Number.of(80)),)), GOALS, {"group"}),
        (project(line(1, 80), budget=FUNDS), GOALS, {"group", "budget"}),
    ],
)
def test_the_blocks_and_parts_that_are_there(form: Form, blocks: str, names: set[str]) -> None:
    rule = book(blocks).form("project")
    assert rule is not None
    assert there(form, rule) == names


def test_a_block_of_free_points_hides_no_other() -> None:
    """Nor does one whose points are not known: what follows is held against the rule all the same."""
    free = book('{block = "budget", free = true}, {block = "output", points = 60}, {block = "benefit", points = 30}')
    form = project(line(1, 50), line(2, 30, "效益指标"), budget=FUNDS)
    assert [dict(each.values)["has"] for each in held(form, free).against] == ["50"]
    unknown = project(line(1, None, filed=Number.of(4)), line(2, 25, "效益指标"), budget=FUNDS)
    (against,) = held(unknown, book(WHOLE)).against
    assert dict(against.values)["has"] == "25"


def test_one_line_with_points_is_a_form_with_points() -> None:
    rule = rules(f'{HEAD}[[form]]\nkind = "project"\nunscored = true\nblocks = [{{block = "indicator"}}]\n')
    for lines in ((line(1, 5), line(2, None)), (line(1, None), line(2, None, filed=Number.of(5)))):
        assert len(held(project(*lines), rule).against) == 1
    assert held(project(line(1, None), line(2, None)), rule).against == ()


@pytest.mark.parametrize("name", ["资金使用情况", "预算执行情况", "经费"])
def test_points_printed_for_funds_in_any_words_are_no_stranger(name: str) -> None:
    form = project(line(1, 60), line(2, 30, "效益指标"), blocks=(PrintedBlock(name, Number.of(10)),))
    assert held(form, book(WHOLE)).against == ()


def test_a_rulebook_file_stands_beside_the_form(tmp_path) -> None:
    text = '[form]\nkind = "project"\n[[indicator]]\nname = "场次"\ntarget = "≥1场"\nweight = 90\n'
    (tmp_path / "form.toml").write_text('rulebook = "own.toml"\n' + text, "utf-8")
    with pytest.raises(InputError) as raised:
        choose(*load(tmp_path / "form.toml"))
    (problem,) = raised.value.problems
    assert (problem.code, problem.place.spot, dict(problem.message.values)["key"]) == ("I204", "1", "own.toml")
    (tmp_path / "own.toml").write_text(f'{HEAD}[[form]]\nkind = "project"\nblocks = [{PARTS}]\n', "utf-8")
    found = choose(*load(tmp_path / "form.toml"))
    assert (found.rulebook.id, found.how, found.label) == ("own", "named", "own")


def test_a_rulebook_that_nobody_ships_is_named_with_those_that_are() -> None:
    with pytest.raises(InputError) as raised:
        choose(Form("project", rulebook="nowhere-2020"))
    (problem,) = raised.value.problems
    assert problem.code == "I209"
    assert "hongshan-2023" in dict(problem.message.values)["known"]


def test_a_goal_of_detail_asks_for_no_block_of_goals() -> None:
    """Only one with points of its own does."""
    lines = (line(1, 60), line(2, 30, "效益指标"))
    goal = Line("goal", "goal", "目标", target="完成", actual="100%", weight=Number.of(10))
    without = [each.id for each in _fitting(project(*lines, budget=FUNDS))]
    assert [each.id for each in _fitting(project(*lines, budget=FUNDS, goal=evolve(goal, sub=True)))] == without
    assert [each.id for each in _fitting(project(*lines, budget=FUNDS, goal=evolve(goal, weight=None)))] == without
    assert without


def _fitting(form: Form) -> list[Rulebook]:
    chosen = choose(form)
    return [] if chosen.how == "none" else [chosen.rulebook, *chosen.rivals]
