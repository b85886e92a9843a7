"""Goals merged down the left, headings of two rows, totals where forms print them besides the last row."""

from __future__ import annotations

import pytest
from layouts import grid

from indicators.form import Form
from indicators.reading.grid import Document, Paragraph
from indicators.recognition.recognise import recognise
from scoring import score
from scoring.audit import audit

HEAD = "| 部门名称 | < | 汉江区水务局 | < | < | < | < | < |\n"
TITLES = "| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n"
FIRST = (
    "产出指标 | 数量指标 | 巡河次数 | ≥50次 | 52次 | 30 | 30",
    "效益指标 | 社会效益指标 | 水质达标率 | ≥80% | 85% | 20 | 20",
)
SECOND = (
    "产出指标 | 数量指标 | 检查次数 | ≥12次 | 12次 | 30 | 30",
    "满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 92% | 20 | 19",
)
SUM = "| 总分 | < | < | < | < | < | 100 | 99 |\n"


def read(drawing: str, *above: str) -> Form:
    lines = above or ("2023年度部门整体支出绩效自评表",)
    [form] = recognise(Document("form.xlsx", (*map(Paragraph, lines), grid(HEAD + drawing)))).forms
    return form


def rows(form: Form) -> list[str]:
    """The lines as they stand in the table."""
    return [
        " | ".join((line.level1, line.level2, line.name, line.target, line.actual, str(line.weight), str(line.filed)))
        for line in form.lines()
        if line.block == "indicator"
    ]


def errors(form: Form) -> list[str]:
    return [each.code for each in audit(score(form)) if each.severity == "error"]


def goals(one: str, two: str, corner: str = "绩效目标") -> str:
    first = f"| {one} | {FIRST[0]} |\n| ^ | {FIRST[1]} |\n"
    return f"| {corner} {TITLES}{first}| {two} | {SECOND[0]} |\n| ^ | {SECOND[1]} |\n{SUM}"


@pytest.mark.parametrize(
    "one, two, names, texts",
    [
        ("目标1（50分）", "目标2（50分）", ["目标1", "目标2"], ["", ""]),
        ("年度绩效目标一（50分）", "年度绩效目标二（50分）", ["年度绩效目标一", "年度绩效目标二"], ["", ""]),
        ("目标一：巡查（50分）", "目标二：执法（50分）", ["目标一", "目标二"], ["巡查", "执法"]),
    ],
)
def test_goals_down_the_left_are_groups(one: str, two: str, names: list[str], texts: list[str]) -> None:
    form = read(goals(one, two))
    assert form.kind == "department"
    assert [group.name for group in form.groups] == names and [group.text for group in form.groups] == texts
    assert [str(group.weight) for group in form.groups] == ["50", "50"]
    assert rows(form) == [*FIRST, *SECOND] and errors(form) == []


@pytest.mark.parametrize("corner", ["年度目标", "绩效目标", "年度绩效目标", "目标"])
def test_a_goal_without_points_is_no_target(corner: str) -> None:
    """What stands under 年度目标 at the left is no target where another column holds the targets."""
    form = read(goals("年度目标1", "年度目标2", corner))
    assert rows(form) == [*FIRST, *SECOND] and errors(form) == []


def test_headings_that_each_goal_repeats() -> None:
    first = f"| 目标1（50分） {TITLES}| ^ | {FIRST[0]} |\n| ^ | {FIRST[1]} |\n"
    form = read(f"{first}| 目标2（50分） {TITLES}| ^ | {SECOND[0]} |\n| ^ | {SECOND[1]} |\n{SUM}")
    assert [len(group.lines) for group in form.groups] == [2, 2]
    assert rows(form) == [*FIRST, *SECOND] and errors(form) == []


PLAIN = "".join(f"| {row} |\n" for row in (*FIRST, *SECOND))
TOTAL = "| 总分 | < | < | < | < | 100 | 99 |\n"


@pytest.mark.parametrize(
    "titles",
    [
        f"| 指标体系 | < | < | 全年数据 | < | 考评结果 | < |\n{TITLES}",
        """
| 指标体系 | < | 三级指标 | 全年数据 | < | 考评结果 | < |
| 一级指标 | 二级指标 | ^ | 年度指标值 | 实际完成值 | 分值 | 得分 |
""",
        """
| 一级指标 | 二级指标 | 三级指标 | 甲 | < | 乙 | < |
| ^ | ^ | ^ | 目标 | 完成 | 满分 | 自评 |
""",
        """
| 甲级 | 乙级 | 丙级 | 丁 | < | 戊 | < |
| ^ | ^ | ^ | 己 | 庚 | 辛 | 壬 |
""",
        "| 指标体系 | < | < | 全年数据 | < | 考评结果 | < |\n| 甲级 | 乙级 | 丙级 | 丁 | 戊 | 己 | 庚 |\n",
    ],
)
def test_an_unknown_heading_over_two_costs_nothing(titles: str) -> None:
    form = read(titles.lstrip("\n") + PLAIN + TOTAL)
    assert rows(form) == [*FIRST, *SECOND] and errors(form) == [] and form.unread == ()


def test_a_line_is_no_heading() -> None:
    """Where nobody can tell the columns, the first line is not taken for their headings."""
    odd = "| 甲级 | 乙级 | 丙级 | 丁 | < | 戊 | < |\n| ^ | ^ | ^ | 己 | 庚 | 辛 | 壬 |\n"
    form = read(odd + PLAIN)
    assert not rows(form) and form.unread


def test_a_total_under_the_headings_ends_no_table() -> None:
    form = read(f"| 绩效指标 {TITLES}| ^ | 合计 | < | < | < | < | 100 | 99 |\n" + PLAIN.replace("| ", "| ^ | ", 1))
    assert str(form.printed_total) == "99"
    form = read(TITLES + TOTAL + PLAIN)
    assert (rows(form), str(form.printed_total), errors(form)) == ([*FIRST, *SECOND], "99", [])


@pytest.mark.parametrize(
    "above",
    [
        ("项目支出绩效自评表（自评得分：99分）", "（2023年度）"),
        ("2023年度项目支出绩效自评表 得分99分",),
        ("项目支出绩效自评表", "（2023年度）  自评总分：99分  等级：优"),
        ("项目支出绩效自评表", "（2023年度）", "表1 村道养护项目自评得分99分"),
        ("项目支出绩效自评表", "自评得分：99分", "（2023年度）"),
    ],
)
def test_a_total_in_the_title_or_under_it(above: tuple[str, ...]) -> None:
    form = read(TITLES + PLAIN, *above)
    assert (str(form.printed_total), form.year) == ("99", 2023)
    assert errors(form) == []


@pytest.mark.parametrize(
    "above",
    [
        ("2023年度项目支出绩效自评表（总分100分）",),
        ("2023年度项目支出绩效自评表", "（总分100分）"),
        ("2023年度项目支出绩效自评表", "得分80分以上为良，得分90分以上为优"),
        ("2023年度项目支出绩效自评表", "满分100分"),
    ],
)
def test_points_of_all_are_no_total(above: tuple[str, ...]) -> None:
    form = read(TITLES + PLAIN, *above)
    assert form.printed_total is None and errors(form) == []


ADJUSTED = """
| 一级指标 | 二级指标 | 三级指标 | 年初指标值 | {title} | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 培训人数 | ≥200人 | ≥100人 | 100人 | 50 | 50 |
| ^ | 质量指标 | 合格率 | ≥95% |  | 96% | 20 | 20 |
| ^ | 时效指标 | 及时率 | ≥95% | — | 100% | 10 | 10 |
| 效益指标 | 社会效益指标 | 知晓率 | ≥80% | ≥80% | 80% | 10 | 10 |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | {none} | 92% | 10 | 10 |
| 总分 | < | < | < | < | < | 100 | 100 |
"""


@pytest.mark.parametrize(
    "title", ["调整指标值", "调整后指标值", "调整后目标值", "年中调整目标值", "全年（调整）目标值"]
)
@pytest.mark.parametrize("none", ["无调整", "未调整", "不变", "同年初指标值", "无"])
def test_an_adjusted_target_is_the_target(title: str, none: str) -> None:
    """Where it is filled; the first one is kept under its heading, and it is said once."""
    form = read(ADJUSTED.format(title=title, none=none).lstrip("\n"))
    assert [line.target for line in form.indicators] == ["≥100人", "≥95%", "≥95%", "≥80%", "≥90%"]
    assert dict(form.indicators[0].places)["target"].spot == "r3c5"
    assert ("年初指标值", "≥200人", "≥80%") in [other.cells for other in form.others]
    [told] = [remark for remark in form.remarks if remark.code == "target-adjusted"]
    assert told.message.show().endswith(": 培训人数") and errors(form) == []
    assert not [each for each in audit(score(form)) if each.code in ("S302", "S303")]


def test_an_adjusted_goal_is_the_goal() -> None:
    titles = "| 年度总体目标 | 年初设定目标 | < | 调整后目标 | < | 实际完成情况 | < |\n"
    form = read(titles + "| ^ | 修路200公里 | < | 修路100公里 | < | 已完成 | < |\n" + TITLES + PLAIN)
    assert (form.goal.target, form.goal.actual) == ("修路100公里", "已完成")
    assert ("年初设定目标", "修路200公里") in [other.cells for other in form.others]


def headed(labels: str, funds: str = "", rows: str = PLAIN, total: str = TOTAL) -> Form:
    table = f"| 项目名称 | < | 村道养护 | < | < | < | < |\n{labels}{funds}{TITLES}{rows}{total}"
    [form] = recognise(Document("form.xlsx", (Paragraph("2023年度项目支出绩效自评表"), grid(table)))).forms
    return form


@pytest.mark.parametrize(
    "label",
    [
        "省级预算部门（单位）名称",
        "省直部门名称",
        "州级预算部门（单位）名称",
        "行政主管部门",
        "主管部门（单位）名称（盖章）",
    ],
)
def test_names_of_departments(label: str) -> None:
    form = headed(f"| {label} | < | 某省交通厅 | < | 预算单位（盖章）名称 | 某局 | < |\n")
    assert (form.department, form.unit) == ("某省交通厅", "某局" if "主管" not in label else "")


@pytest.mark.parametrize("label", ["项目名称及代码", "支出项目名称", "项目全称", "专项（项目）名称"])
def test_names_of_projects(label: str) -> None:
    table = grid(f"| {label} | < | 村道养护 | < | < | < | < |\n{TITLES}{PLAIN}{TOTAL}")
    [form] = recognise(Document("form.xlsx", (Paragraph("项目支出绩效自评表"), table))).forms
    assert (form.project, form.others) == ("村道养护", ())


SUBTOTALS = (
    "| 小计 | < | < | < | < | 50 | 40 |\n",
    "| 小计 |  |  |  |  | 50 | 40 |\n",
    "|  | 小计 |  |  |  | 50 | 40 |\n",
)


@pytest.mark.parametrize("subtotal", SUBTOTALS)
def test_a_subtotal_is_no_line(subtotal: str) -> None:
    """Whether it is right or not; it is kept and said."""
    half = "".join(f"| {row} |\n" for row in FIRST)
    form = headed("", rows=half + subtotal + PLAIN.removeprefix(half))
    assert rows(form) == [*FIRST, *SECOND] and errors(form) == []
    assert ("小计", "50", "40") in [other.cells for other in form.others]


FUNDS = """| 项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |  |
| ^ | 小计 | 500 | 480 | 456 | 95% |  |
| ^ | 其中：财政拨款 | 300 | 300 | 290 |  |  |
| ^ | 年度资金总额 | 600 | 580 | 551 | 95% |  |
"""


def test_a_subtotal_of_funds_is_not_the_budget() -> None:
    form = headed("", FUNDS)
    assert (form.budget.line.target, form.budget.line.actual) == ("580", "551")
    assert "B204" not in errors(form)


@pytest.mark.parametrize(("spent", "found"), [("290", False), ("456", False), ("500", True)])
def test_one_source_alone_need_not_make_the_total(spent: str, found: bool) -> None:
    """The others are not printed; more than the total it cannot be."""
    one = "".join(line + "\n" for line in FUNDS.splitlines() if "年度资金总额" not in line)
    form = headed("", one.replace("小计", "年度资金总额").replace("| 290 |", f"| {spent} |"))
    assert ("B204" in errors(form)) is found


BESIDE = [
    "| 加分项 | < | < | 获得省级表彰 | 1次 | 2 | 2 |\n",
    "| 加分项 | 获得省级表彰 | < | < | < | 2 | 2 |\n",
    "| 加分项 | < | < | < | < | 2 | 2 |\n",
]


@pytest.mark.parametrize("row", [*BESIDE, "| 扣分项 | 报送不及时 | < | < | < |  | -1 |\n"])
@pytest.mark.parametrize("counted", [True, False])
def test_points_beside_the_hundred_may_be_in_the_total_or_not(row: str, counted: bool) -> None:
    total = "99" if not counted else "98" if "扣分" in row else "101"
    form = headed("", rows=PLAIN + row, total=TOTAL.replace("| 99 |", f"| {total} |"))
    assert [line.name for line in form.indicators[:4]] == ["巡河次数", "水质达标率", "检查次数", "群众满意度"]
    assert form.indicators[4].beside and errors(form) == []


@pytest.mark.parametrize("below", [False, True], ids=["beside its label", "below an empty row"])
@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("label", ["年度履职目标", "年度总体目标", "年度绩效目标"])
@pytest.mark.parametrize("text", ["目标1：提升服务能力。", "年度目标一：提升服务能力"])
def test_the_overall_goal_in_numbered_words_is_no_block(text: str, label: str, *, merged: bool, below: bool) -> None:
    up = "^" if merged else ""
    goal = f"| {label} | {text} | < | < | < | < | < | < |\n"
    if below:
        goal = f"| {label} |  | < | < | < | < | < | < |\n| {up} | {text} | < | < | < | < | < | < |\n"
    lines = f"| 绩效指标 {TITLES}| ^ | {FIRST[0]} |\n| ^ | {FIRST[1]} |\n| ^ | {SECOND[0]} |\n| ^ | {SECOND[1]} |\n"
    form = read(goal + lines + SUM)
    assert form.groups == () and form.goal is not None and form.goal.target == text
    assert rows(form) == [*FIRST, *SECOND] and errors(form) == []
