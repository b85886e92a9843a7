"""Grids → forms: layouts of several provinces, shifted rows, several forms, gaps, rows that nobody can read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from layouts import NATIONAL, THREE_COLUMNS, TRANSFER, grid
from recognised import TITLE, cells, one, read

from indicators.place import Place
from indicators.reading.grid import UNCALCULATED, Cell, Document, Gap, Grid, Paragraph
from indicators.recognition.recognise import recognise
from scoring import score
from scoring.audit import audit

HUBEI = """
| 项目名称 | < | 人才服务 | < | < | < | < |
| 主管部门 | < | 某局 | < | 项目实施单位 | 某中心 | < |
| 预算执行情况（万元）（20分） | < | 年度财政资金总额 | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分） |
| ^ | ^ | ^ | 64.82 | 64.61 | 100% | 19.94 |
| 项目绩效总目标（20分） | < | 年初设定目标 | < | 全年实际完成情况 | < | 得分 |
| ^ | ^ | 做好服务。 | < | 100% | < | 19 |
| 项目年度绩效指标（60分） | 一级指标 | 二级指标 | 指标名称 | 年初目标值（A） | 实际完成值（B） | 得分 |
| ^ | 产出指标 | 数量指标 | 招聘场次 | ≥20场 | 15场 | 20 |
| ^ | ^ | ^ | 活动次数 | ≥1次 | 3次 | 20 |
| ^ | 满意度指标 | 服务对象满意度指标 | 满意度 | ≥90% | 90% | 18 |
| 偏差大或目标未完成原因分析 | < | 场地不足 | < | < | < | < |
| 改进措施及结果应用方案 | < | 加快 | < | < | < | < |
"""
HEAD = "单位名称（盖章）：某局\t自评得分：96.94"


def test_a_project_form_of_hubei():
    form = one(TITLE, HEAD, grid(HUBEI), "备注：", "1. 预算执行情况口径：……")
    assert (form.kind, form.title, form.project, form.department, form.unit, form.year) == (
        "project", TITLE, "人才服务", "某局", "某中心", 2023,
    )  # fmt: skip
    assert (form.printed_total.text, form.deviation_reason, form.improvement) == ("96.94", "场地不足", "加快")
    budget = form.budget.line
    assert (budget.target, budget.actual, budget.printed_rate) == ("64.82", "64.61", "100%")
    assert (budget.weight.value, budget.filed.text, form.budget.money_unit) == (20, "19.94", "万元")
    assert (form.goal.target, form.goal.actual, form.goal.weight.value, form.goal.filed.value) == (
        "做好服务。", "100%", 20, 19,
    )  # fmt: skip
    assert cells(form) == [
        ("数量指标", "招聘场次", "≥20场", "15场", "", "20"),
        ("数量指标", "活动次数", "≥1次", "3次", "", "20"),
        ("服务对象满意度指标", "满意度", "≥90%", "90%", "", "18"),
    ]
    assert (form.remarks, form.unread, form.others) == ((), (), ())
    assert form.indicators[0].at("actual") == Place("form.xlsx", "r8c6")


def test_the_national_form_with_points_and_reasons():
    form = one("项目支出绩效自评表", "（2022年度）", grid(NATIONAL))
    assert (form.project, form.year, form.printed_total.text) == ("高标准农田建设", 2022, "96.5")
    assert (form.budget.initial, form.budget.line.target, form.budget.line.weight.value) == ("1200", "1000", 10)
    assert [(each.budget, each.spent) for each in form.budget.sources] == [("800", "750"), ("200", "200"), ("0", "0")]
    assert form.goal.sub and form.goal.target == "建成高标准农田。"  # said, without points
    assert len(form.indicators) == 8  # the row 指标2： that nobody filled in is none
    first = form.indicators[0]
    assert (first.level1, first.target, first.actual, first.weight.value, first.filed.value, first.reason) == (
        "产出指标（50分）", "≥50万亩", "45万亩", 20, 18, "雨季施工推迟",
    )  # fmt: skip
    card = score(form)
    assert card.rulebook.id == "mof-2020"
    assert card.filed.value == Fraction("96.5")
    assert sum(line.points for line in card.counted) == 100


def test_a_target_in_three_columns_is_joined():
    form = one("2023年度部门预算项目支出绩效自评表", grid(THREE_COLUMNS))
    assert [(line.target, line.actual) for line in form.indicators] == [
        ("≥50万亩", "48"), ("＝85%", "85"), ("持续改善", "持续改善"),
    ]  # fmt: skip
    card = score(form)
    first = card.of("i1")
    assert first.natural.value == first.line.weight.value * Fraction(48, 50)


def test_a_transfer_form_has_no_points():
    form = one("中央对地方专项转移支付绩效目标自评表（2022年度）", grid(TRANSFER))
    assert not any(line.weight or line.filed for line in form.lines())
    assert (form.budget.line.printed_rate, len(form.budget.sources)) == ("96%", 2)
    assert form.indicators[0].reason == "疫情影响"
    assert score(form).rulebook.id == "transfer-completion"


DEPARTMENT = """
| 单位名称 | < | 某局 | < | < | < | < |
| 基本支出总额 | < | 1753.86 | < | 项目支出总额 | 5650.09 | < |
| 预算执行情况（万元）（20分） | < | 部门整体支出总额 | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分） |
| ^ | ^ | ^ | 1811.56 | 5650.09 | 311.89% | 20.00 |
| 年度目标1（40分）：就业创业 | < | < | < | < | < | < |
| 年度绩效指标1 | 一级指标 | 二级指标 | 指标名称 | 年初目标值（A） | 实际完成值（B） | 得分 |
| ^ | 产出指标 | 数量指标 | 培训人数 | ≥3000人 | 2399 | 30 |
| 年度目标2（40分）：劳动关系 | < | < | < | < | < | < |
| 年度绩效指标2 | 一级指标 | 二级指标 | 指标名称 | 年初目标值（A） | 实际完成值（B） | 得分 |
| ^ | 产出指标 | 质量指标 | 结案率 | ≥90% | 98.84% | 38 |
| 偏差大或目标未完成原因分析 | < | | < | < | < | < |
"""


def test_a_department_form_with_annual_goals():
    form = one("2023年度某局整体绩效自评表", "单位名称（盖章）：某局\t总分：88", grid(DEPARTMENT))
    assert (form.kind, form.basic_expenditure, form.project_expenditure) == ("department", "1753.86", "5650.09")
    assert [(group.name, group.weight.text, group.text, len(group.lines)) for group in form.groups] == [
        ("年度目标1", "40", "就业创业", 1), ("年度目标2", "40", "劳动关系", 1),
    ]  # fmt: skip
    assert [line.id for line in form.lines()] == ["budget", "g1.i1", "g2.i1"]
    assert score(form).filed.value == 88


def test_several_forms_on_one_sheet_and_a_title_repeated_on_a_page():
    two = read(TITLE, HEAD, grid(HUBEI), TITLE.replace("人才", "养老"), HEAD, grid(HUBEI))
    assert [(form.title, len(form.indicators)) for form in two] == [(TITLE, 3), (TITLE.replace("人才", "养老"), 3)]
    table = HUBEI.strip().splitlines()
    upper, lower = "\n".join(table[:8]), "\n".join((table[6], "| |" + table[8].lstrip("| ^").lstrip(), *table[9:]))
    form = one(TITLE, HEAD, grid(upper), TITLE, grid(lower.replace("| ^ | ^ | 活动", "| ^ | | | 活动")))
    assert [line.name for line in form.indicators] == ["招聘场次", "活动次数", "满意度"]
    assert form.printed_total.text == "96.94"


def test_forms_without_titles_are_told_apart_by_their_project():
    other = HUBEI.replace("人才服务", "养老服务")
    assert [form.project for form in read(grid(HUBEI), grid(other))] == ["人才服务", "养老服务"]


@pytest.mark.parametrize("where", range(4))
def test_a_page_that_cannot_be_read_counts_where_the_form_goes_on_behind_it(where):
    table = HUBEI.strip().splitlines()
    gap = Gap(Place("a.pdf", "p2"))
    parts = [
        [TITLE, HEAD, grid("\n".join(table[:8]))],
        [grid("\n".join((table[6], "| ^ | 满意度指标 | 满意度 | 满意 | ≥9% | 9% | 18 |")))],
        ["备注：1. 口径"],
    ]
    flat: list[Grid | Paragraph | Gap | str] = []
    for at, part in enumerate(parts):
        flat += [gap] * (at == where) + part
    flat += [gap] * (where == 3)
    document = Document("a.pdf", tuple(Paragraph(part) if isinstance(part, str) else part for part in flat))
    found = recognise(document)
    (form,), outside = found.forms, found.gaps
    assert (len(form.unread), outside) == ((1, ()) if where == 1 else (0, (gap,)))
    card = score(form)
    assert (card.filed.value is None) == (where == 1)
    if where == 1:
        assert card.filed.high == 100 and card.rule.high == 100 and card.filed.low < 100


def test_a_row_that_cannot_be_told_apart_makes_the_form_partial():
    broken = HUBEI.replace("| ^ | ^ | ^ | 活动次数 | ≥1次 | 3次 | 20 |", "| ^ | ^ | ^ | | | 7 | 八 |")
    form = one(TITLE, HEAD, grid(broken))
    assert len(form.unread) == 1 and "r9c" in form.unread[0]
    assert len(form.indicators) == 2
    assert score(form).filed.value is None


def test_a_score_that_is_no_number_is_missing_and_said():
    form = one(TITLE, HEAD, grid(HUBEI.replace("15场 | 20 |", "15场 | 优 |")))
    assert form.indicators[0].filed is None
    assert [(each.code, each.line, each.place.spot) for each in form.remarks] == [("cell-unread", "i1", "r8c7")]


def test_a_formula_without_a_value_is_said():
    table = grid(HUBEI)
    cells_ = tuple(
        Cell("", c.row, c.column, c.rows, c.columns, c.place, UNCALCULATED) if c.text == "19.94" else c
        for c in table.cells
    )
    form = one(TITLE, HEAD, Grid(cells_))
    assert form.budget.line.filed is None
    assert [(each.code, each.line, each.place.spot) for each in form.remarks] == [("uncalculated", "budget", "r4c7")]


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("45万亩", "i1", "actual"),
        ("≥50万亩", "i1", "target"),
        ("950", "budget", "actual"),
        ("1000", "budget", "target"),
    ],
)
def test_a_figure_that_a_formula_has_not_worked_out_is_filled_in(text, line, key):
    """Nobody knows what it says: it is for a person, and the form is not blamed for an empty cell."""
    cells_ = tuple(
        Cell("", c.row, c.column, c.rows, c.columns, c.place, UNCALCULATED) if c.text == text else c
        for c in grid(NATIONAL).cells
    )
    form = one("项目支出绩效自评表", "（2022年度）", Grid(cells_))
    [found] = [each for each in form.lines() if each.id == line]
    assert found.unread == (key,) and getattr(found, key) == ""
    assert [each.code for each in form.remarks] == ["uncalculated"]
    assert not {"F002", "B205"} & {each.code for each in audit(score(form))}


def test_a_merged_score_counts_once():
    """Without weights nobody knows which part of it is whose; with weights that it has in full, each has its own."""
    form = one(TITLE, grid(HUBEI.replace("3次 | 20 |", "3次 | ^ |")))
    assert [(str(line.filed or ""), line.unread) for line in form.indicators] == [
        ("", ("filed",)), ("", ("filed",)), ("18", ()),
    ]  # fmt: skip
    shared = NATIONAL.replace("130公里 | 10 | 10 |", "130公里 | 10 | ^ |")
    for score_, each in (("30", ["20", "10", "10"]), ("28", ["", "", "10"])):
        form = one(TITLE, grid(shared.replace("20 | 18 |", f"20 | {score_} |")))
        assert [str(line.filed or "") for line in form.indicators[:3]] == each


def test_rows_of_unknown_blocks_are_carried_and_said():
    rows = "| 绩效结论 | < | 良好 | < | < | < | < |\n| 附件 | < | 甲 | 乙 | < | < | < |\n| 偏差大或"
    form = one(TITLE, HEAD, grid(HUBEI.replace("| 偏差大或", rows, 1)))
    assert [other.cells for other in form.others] == [("绩效结论", "良好"), ("附件", "甲", "乙")]
    assert form.remarks == ()
    assert (len(form.indicators), form.indicators[-1].level1, form.deviation_reason) == (3, "满意度指标", "场地不足")


def test_cells_of_a_ruled_row_stand_under_their_headings_whatever_they_look_like():
    for odd in ("12345热线办结率", "5", "≥90%", "2023年12月底前", "100%"):
        row = f"| ^ | ^ | ^ | {odd} | ≥1次 | 3次 | 20 |"
        form = one(TITLE, HEAD, grid(HUBEI.replace("| ^ | ^ | ^ | 活动次数 | ≥1次 | 3次 | 20 |", row)))
        assert cells(form)[1] == ("数量指标", odd, "≥1次", "3次", "", "20")
        assert form.unread == ()


def test_prose_alone_makes_no_form():
    assert read("本部门开展绩效自评。", "附件 1", "整体绩效自评表见附件。") == ()


@pytest.mark.parametrize("gap", ["\t", "\t\t"])
def test_a_table_without_lines_is_never_shown_as_whole(gap):
    """Of a page whose table cannot be told from its text, what was read is a part."""
    table = ([cell.strip() for cell in line.split("|")] for line in HUBEI.strip().splitlines())
    rows = [gap.join(cell for cell in row if cell not in ("", "<", "^")) for row in table]
    forms = read(TITLE, HEAD, *rows)
    assert forms
    for form in forms:
        assert len(form.indicators) == 3 or form.unread
        assert len(form.indicators) == 3 or score(form).filed.value is None


def test_a_form_without_an_indicator_is_never_shown_as_whole():
    form = one(TITLE, HEAD, grid("\n".join(HUBEI.strip().splitlines()[:6])))
    assert form.unread and score(form).filed.value is None


@pytest.mark.parametrize(("sum_", "weight"), [("100", "10"), ("95", ""), ("", "")])
def test_points_of_the_funds_that_stand_nowhere_are_what_the_sum_leaves(sum_, weight):
    """With a score beside them, and never less than the score."""
    table = NATIONAL.replace("| 分值 | 执行率 | 得分 | < |", "| 备注 | 执行率 | 得分 | < |").replace(
        "| 950 | 10 |", "| 950 | |"
    )
    form = one("项目支出绩效自评表", grid(table.replace("| 100 | 96.5 |", f"| {sum_} | 96.5 |")))
    assert str(form.budget.line.weight or "") == weight
    assert ("funds-left" in [remark.code for remark in form.remarks]) == bool(weight)
