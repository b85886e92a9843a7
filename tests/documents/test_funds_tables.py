"""Tables of funds without names of their rows, with short headings, units of their own, parts without a whole."""

from __future__ import annotations

import pytest
from test_spoken import errors, read

from indicators.reading.documents import contents
from indicators.reading.limits import Limits

WHOLE = {
    "no column of names": """
| 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 | < | < |
| 110 | 100 | 98 | 98% | 10 | 9.8 | < | < |""",
    "names are blank": """
|  | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
|  | < | 110 | 100 | 98 | 98% | 10 | 9.8 |""",
    "the block's label beside": """
| 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| ^ | < | 110 | 100 | 98 | 98% | 10 | 9.8 |""",
    "the label lost its merge": """
| 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
|  | < | 110 | 100 | 98 | 98% | 10 | 9.8 |""",
    "the label above, points in it": """
| 预算执行情况（10分） | < | < | < | < | < | < | < |
| 年初预算数（万元） | 全年预算数（万元） | 全年执行数（万元） | 执行率 | 得分 | < | < | < |
| 110 | 100 | 98 | 98% | 9.8 | < | < | < |""",
    "a name that is the project's": """
| 预算执行情况 | 名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| ^ | 村道养护 | 110 | 100 | 98 | 98% | 10 | 9.8 |""",
    "parts across": """
| 年初预算数 | 全年预算数 | 其中：财政拨款 | 全年执行数 | 其中：财政拨款 | 执行率 | 分值 | 得分 |
| 110 | 100 | 60 | 98 | 60 | 98% | 10 | 9.8 |""",
    "a part below": """
| 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| ^ | < | 110 | 100 | 98 | 98% | 10 | 9.8 |
| ^ | 其中：财政拨款 | 70 | 60 | 60 | 100% |  |  |""",
    "parts above": """
| 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| ^ | 其中：财政拨款 | 70 | 60 | 60 | 100% |  |  |
| ^ | 其他资金 | 40 | 40 | 38 | 95% |  |  |
| ^ | < | 110 | 100 | 98 | 98% | 10 | 9.8 |""",
    "short headings": """
| 年初预算 | 调整预算 | 全年支出 | 支出率 | 分值 | 得分 | < | < |
| 110 | 100 | 98 | 98% | 10 | 9.8 | < | < |""",
    "money that came in": """
| 预算执行情况 | < | 预算数 | 实际到位 | 实际支出 | 执行率 | 分值 | 得分 |
| ^ | < | 100 | 100 | 98 | 98% | 10 | 9.8 |""",
    "points with their word": """
| 预算资金（万元） | < | 年度预算 | 到位资金 | 实际支出 | 预算执行率 | 分值 | 得分 |
| ^ | < | 100 | 100 | 98 | 98% | 10分 | 9.8分 |""",
    "arrangement": """
| 项目 | < | 预算安排情况（调整后） | 资金到位情况 | 资金执行情况 | 预算执行进度 | 分值 | 得分 |
| 预算数 | < | 100 | 100 | 98 | 98% | 10 | 9.8 |
| 其中：财政资金 | < | 60 | 60 | 60 | 100% |  |  |
| 其他 | < | 40 | 40 | 38 | 95% |  |  |""",
    "arrangement without names": """
| 二、预算执行情况 | < | < | < | < | < | < | < |
| 预算安排情况（调整后） | < | 资金到位情况 | < | 资金执行情况 | 预算执行进度 | 分值 | 得分 |
| 100 | < | 100 | < | 98 | 98% | 10 | 9.8 |""",
    "a label that is a heading elsewhere": """
| 资金使用情况 | 预算安排（万元） | 资金到位（万元） | 实际使用（万元） | 资金使用率 | 分值 | 得分 | < |
| ^ | 100 | 100 | 98 | 98% | 10 | 9.8 | < |""",
}
UNITS = """
| 项目资金（万元） | < | 年初预算数 | 全年预算数（元） | 全年执行数（元） | 执行率 | 分值 | 得分 |
| ^ | 年度资金总额 | 110 | 1000000 | 980000 | 98% | 10 | 9.8 |
| ^ | 财政拨款 | 70 | 600000 | 600000 | 100% |  |  |"""
PART = """
| 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| ^ | LABEL | 70 | 60 | 60 | 100% | 10 | 9.8 |"""
BLANK = """
| 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| ^ | 年度资金总额 |  |  |  |  | 10 | 9.8 |"""
ONE = "\n| ^ | 其中：财政拨款 | 70 | 60 | 60 | 100% |  |  |"
OTHER = "\n| ^ | 其他资金 | 40 | 40 | 38 | 95% |  |  |"


@pytest.mark.parametrize("name", WHOLE)
def test_the_row_of_figures_is_the_budget(name: str) -> None:
    form = read(WHOLE[name])
    line = form.budget.line
    assert (line.target, line.actual, line.printed_rate, str(line.weight)) == ("100", "98", "98%", "10")
    assert (str(line.filed), line.unit, line.unread) == ("9.8", "万元", ())
    assert form.budget.initial == ("110" if "年初" in WHOLE[name] else "")
    assert len(form.indicators) == 3 and errors(form) == [] and form.unread == ()
    assert {each.name for each in form.budget.sources} <= {"其中：财政拨款", "其他资金", "其中：财政资金", "其他"}


def test_amounts_have_the_unit_of_their_own_heading() -> None:
    form = read(UNITS)
    assert (form.budget.initial, form.budget.line.target, form.budget.line.actual) == ("110", "1000000元", "980000元")
    assert [(each.budget, each.spent) for each in form.budget.sources] == [("600000元", "600000元")]
    assert form.budget.line.unit == "万元" and errors(form) == []


@pytest.mark.parametrize("label", ["其中：财政拨款", "1.其中：中央资金", "（1）其中：省级"])
def test_what_lies_within_another_amount_is_never_the_budget(label: str) -> None:
    form = read(PART.replace("LABEL", label))
    assert form.budget.line.unread == ("target", "actual", "weight", "filed") and errors(form) == []
    assert [each.cells for each in form.others] == [(label, "70", "60", "60", "100%", "10", "9.8")]


@pytest.mark.parametrize("label", ["财政拨款", "县级财政资金"])
def test_the_only_row_is_the_budget(label: str) -> None:
    line = read(PART.replace("LABEL", label)).budget.line
    assert (line.target, line.actual, line.unread) == ("60", "60", ())


def test_an_empty_total_is_the_sum_of_its_sources_where_they_are_known() -> None:
    form = read(BLANK + ONE + OTHER)
    line = form.budget.line
    assert (form.budget.initial, line.target, line.actual, str(line.filed)) == ("110", "100", "98", "9.8")
    assert [each.name for each in form.budget.sources] == ["其中：财政拨款", "其他资金"] and errors(form) == []
    assert [each.code for each in form.remarks] == ["funds-summed"]
    alone = read(BLANK + ONE)
    assert alone.budget.line.unread == ("target", "actual") and str(alone.budget.line.filed) == "9.8"
    assert errors(alone) == []


def test_an_empty_total_without_parts_is_empty() -> None:
    form = read(BLANK)
    assert (form.budget.line.target, form.budget.line.unread, str(form.budget.line.weight)) == ("", (), "10")
    assert errors(form) == ["F002", "B205"]


SOURCES = """
| 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| ^ | 年度资金总额 | 110 | 100 | 98 | 98% | 10 | 9.8 |
"""


ROW = "| ^ | {} | {} | {} | {} | 100% | - | - |"


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ((("财政性资金", 110, 100, 98), ("其中：上级资金", 60, 60, 60)), False),
        ((("财政性资金", 110, 90, 98), ("其中：上级资金", 60, 60, 60)), True),
        ((("县区统筹款", 60, 60, 60), ("其他资金", 20, 20, 20)), False),
        ((("财政拨款", 60, 60, 60), ("其他资金", 20, 20, 20)), True),
    ],
)
def test_sources_are_added_where_each_is_known(rows: tuple[tuple[object, ...], ...], wrong: bool) -> None:
    form = read("\n".join((SOURCES.strip(), *(ROW.format(*row) for row in rows))))
    assert form.budget and (form.budget.line.target, form.budget.line.actual) == ("100", "98")
    assert ("B204" in errors(form)) is wrong


def test_a_share_is_no_amount() -> None:
    """A row of text that lost its label's column is not laid so that its rate is money."""
    text = """绩效自评表
预算执行情况 | 名称 | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因
总额 | 0.00 | 3.36 | 3.36 | 100.00% | 10 | 10 | | |
其中:财政资金 | 0.00 | 3.36 | 3.36 | 100.00% | / | / | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 人数 | ≥2人 | 2人 | 90 | 90
"""
    [form] = contents(text.encode(), "a.txt", Limits()).forms
    assert form.budget and (form.budget.line.target, form.budget.line.actual) == ("3.36", "3.36")
    assert not any("%" in source.spent or "%" in source.budget for source in form.budget.sources)
    assert "B204" not in errors(form)


@pytest.mark.parametrize(
    ("heads", "unread"),
    [
        (("全年预算数", "实际花掉"), ("actual",)),
        (("到手的钱", "全年执行数"), ("target",)),
        (("年度资金安排数", "全年执行数"), ()),
    ],
)
def test_of_an_unknown_heading_only_its_own_amount_is_unread(heads: tuple[str, str], unread: tuple[str, ...]) -> None:
    form = read(SOURCES.replace("全年预算数", heads[0]).replace("全年执行数", heads[1]).replace("年初预算数", "行次"))
    line = form.budget and form.budget.line
    assert line and line.unread == unread and str(line.filed) == "9.8" and str(line.weight) == "10"
    assert not {"B205", "F002", "B204", "S302"} & set(errors(form))


def test_words_in_place_of_an_amount_are_for_a_person() -> None:
    form = read(SOURCES.replace("| 110 | 100 | 98 |", "| 110 | 见附件 | 98 |"))
    line = form.budget and form.budget.line
    assert line and (line.unread, line.actual) == (("target",), "98")
    assert "D104" in errors(form) and "B205" not in errors(form)


HEADS = ("年初预算数", "全年预算数", "全年执行数", "执行率", "分值", "得分")


@pytest.mark.parametrize("at", range(len(HEADS)))
@pytest.mark.parametrize("second", [None, "戊己庚"])
def test_an_unknown_heading_is_told_whichever_it_is_and_its_amounts_are_kept(at: int, second: str | None) -> None:
    """The first of the funds' columns too, and beside another that nobody knows."""
    titles = list(HEADS)
    titles[at] = "甲乙丙"
    if second is not None:
        titles[(at + 3) % len(HEADS)] = second
    amounts = ("110", "100.5", "98.25", "97.76%", "10", "9.77")
    funds = f"""
| 项目资金（万元） | < | {" | ".join(titles)} |
| ^ | 年度资金总额 | {" | ".join(amounts)} |
| ^ | 其中：财政拨款 | 61 | 51.5 | 49.25 | 95.63% |  |  |"""
    form = read(funds)
    told = [str(remark.message.show()) for remark in form.remarks if remark.code == "heading-unknown"]
    kept = {other.cells[0]: other.cells[1:] for other in form.others}
    for title, amount in zip(titles, amounts, strict=True):
        if title not in HEADS:
            assert amount in kept.get(title, ()) and title in told[0]
    assert len(told) == 1
