"""Appraisals that are no self-evaluation of a budget are told as what they are; forms with their words are read."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from corpus import LAYOUTS, as_html
from layouts import grid, unruled

from indicators.reading.grid import Document, Paragraph
from indicators.recognition.recognise import Recognised, recognise
from scoring.cli import run

LINES = """
| 指标类别 | 指标名称 | 目标值 | 完成值 | 权重 | 得分 |
| 工作实绩 | 固定资产投资 | 5亿元 | 5.2亿元 | 30 | 30 |
| 民生改善 | 新增就业 | 500人 | 520人 | 40 | 40 |
| 基层治理 | 信访化解率 | 95% | 93% | 30 | 29 |
| 合计 | < | < | < | 100 | 99 |
"""
STANDARD = """
| 一级指标 | 二级指标 | 评分标准 | 分值 | 自评得分 | 考评得分 |
| 政治建设 | 理论学习 | 学习不少于12次，少一次扣0.5分 | 20 | 20 | 19 |
| 组织建设 | 三会一课 | 未按期召开扣1分 | 80 | 79 | 78 |
| 合计 | < | < | 100 | 99 | 97 |
"""
KINDS = {
    "2023年度党建目标责任制考核评分细则": "党建考核",
    "2023年基层党组织书记述职评议考核自评表": "党建考核",
    "某区2023年街道目标管理考核表": "目标管理考核",
    "2023年度目标责任考核自评表": "目标管理考核",
    "供应商履约评价表": "履约考核",
    "保洁服务项目合同履约考核评分表": "履约考核",
    "2023年部门绩效考核自评表": "部门工作考核",
    "机关科室年度绩效考核表": "部门工作考核",
    "教师绩效考核自评表": "人员考核",
    "师德师风考核评分表（教师用）": "人员考核",
    "教职工年度考核量化评分表": "人员考核",
    "奖励性绩效工资考核评分表": "绩效工资考核",
    "绩效工资分配考核细则": "绩效工资考核",
}
ORDINARY = [
    "党建工作经费项目支出绩效自评表",
    "党建工作绩效自评表",
    "教师培训项目绩效自评表",
    "目标管理考核经费绩效自评表",
    "绩效目标管理自评表",
    "绩效工资项目支出绩效自评表",
    "合同履约保证金绩效自评表",
    "部门整体支出绩效考核自评表",
    "部门绩效自评表",
    "部门绩效评价表",
    "物业服务绩效自评表",
    "预算单位绩效考核自评表",
]
TEXT = "\n".join(
    "\t".join("" if cell.strip() == "<" else cell.strip() for cell in line.strip("| ").split("|"))
    for line in LINES.strip().splitlines()
)


def read(title: str, drawing: str = LINES) -> Recognised:
    return recognise(Document("a.xlsx", (Paragraph(title), grid(drawing))))


@pytest.mark.parametrize("drawing", [LINES, STANDARD], ids=["targets", "standard"])
@pytest.mark.parametrize("title", KINDS)
def test_an_appraisal_is_told_as_what_it_is(title: str, drawing: str) -> None:
    for found in (
        read(title, drawing),
        recognise(Document("a.xlsx", (grid(f"| {title} | < | < | < | < | < |{drawing}"),))),
        recognise(Document("a.txt", (Paragraph(title), unruled(TEXT)))),
    ):
        assert found.forms == ()
        [table] = found.tables
        assert (table.stage, table.kind, table.title) == ("appraisal", KINDS[title], title)


@pytest.mark.parametrize("title", ORDINARY)
def test_a_word_of_its_name_makes_no_form_an_appraisal(title: str) -> None:
    found = read(title)
    assert found.tables == () and [len(form.indicators) for form in found.forms] == [3]


@pytest.mark.parametrize("title", KINDS)
@pytest.mark.parametrize(
    "mark",
    [
        "| 项目名称 | 村道养护 | < | < | < | < |",
        "| 预算数 | 执行数 | 执行率 | 分值 | 得分 | < |\n| 100 | 98 | 98% | 10 | 9.8 | < |",
        "| 年度目标 | 预期目标 | < | 实际完成情况 | < | < |\n| ^ | 完成年度任务。 | < | 已完成 | < | < |",
    ],
    ids=["project", "funds", "goal"],
)
def test_what_has_a_mark_of_a_form_is_one(title: str, mark: str) -> None:
    found = read(title, f"{mark}{LINES}")
    assert found.tables == () and [len(form.indicators) for form in found.forms] == [3]


@pytest.mark.parametrize("title", KINDS)
def test_categories_of_a_form_make_it_one(title: str) -> None:
    assert len(read(title, LINES.replace("工作实绩", "产出指标")).forms) == 1
    assert len(read(title, LINES.replace("民生改善", "社会效益指标")).forms) == 1


SYSTEM = """
| 一级指标 | 二级指标 | 三级指标 | 分值 | 指标解释 | 评分标准 | {scored} |
| 决策 | 项目立项 | 立项依据充分性 | 50 | 立项是否充分 | ①符合法规2分②符合规划3分 | 50 |
| 过程 | 资金管理 | 资金到位率 | 50 | 实际到位资金/预算资金 | 到位率100%得5分 | 45 |
"""
EVALUATIONS = (
    "2022年度科普项目绩效评价指标体系及评分表",
    "科普专项资金绩效评价打分表",
    "项目支出绩效评价指标评分表",
    "部门整体支出绩效评价得分表",
)


@pytest.mark.parametrize("title", EVALUATIONS)
def test_what_an_evaluator_scored_is_no_self_evaluation(title: str) -> None:
    [table] = read(title, SYSTEM.format(scored="得分")).tables
    assert (table.stage, table.kind, table.title) == ("appraisal", "绩效评价评分", title)
    assert read(title, SYSTEM.format(scored="得分")).forms == ()


@pytest.mark.parametrize("title", EVALUATIONS)
def test_what_says_who_files_it_is_a_form(title: str) -> None:
    lines = SYSTEM.format(scored="得分")
    for found in (
        read(title.replace("绩效评价", "绩效评价自评"), lines),
        read(title, SYSTEM.format(scored="自评得分")),
        read(title, f"| 项目名称 | 科普 | < | < | < | < | < |{lines}"),
        read(title, f"| 主管部门 | 某局 | < | 实施单位 | 某中心 | < | < |{lines}"),
        read(title, lines.replace("评分标准", "指标值").replace("指标解释", "完成值")),
    ):
        assert len(found.forms) == 1


def test_an_appraisal_behind_a_form_adds_nothing_to_it() -> None:
    form = LAYOUTS["national-2020-project"]
    alone = recognise(Document("a", (*map(Paragraph, form.above), form.table)))
    both = recognise(
        Document("a", (*map(Paragraph, form.above), form.table, Paragraph("2023年党建考核评分表"), grid(STANDARD)))
    )
    assert both.forms == alone.forms and [table.kind for table in both.tables] == ["党建考核"]


def test_the_command_says_it_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(as_html(LAYOUTS["appraisal-person-performance"]))
    assert run([str(path), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and out.strip() == "其他考核表 a.html:paragraph 2: 这是人员考核表，不是预算绩效自评表".replace(
        "a.html", str(path)
    )
    made = io.StringIO()
    with redirect_stdout(made):
        assert run([str(path), "--format", "json"]) == 0
    data = json.loads(made.getvalue())
    assert (data["forms"], [each["status"] for each in data["files"]]) == ([], ["appraisal"])
