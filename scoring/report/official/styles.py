"""The wording of the official forms, as they are printed. Data: another form is another entry here."""

from __future__ import annotations

from types import MappingProxyType

from attrs import frozen

from indicators.form import Form
from indicators.record import Record

# role → width in millimetres; a page has 182 mm between its margins, and the columns that a form has share them
WIDTHS = MappingProxyType(
    {
        "block": 17, "level1": 20, "level2": 22, "name": 40, "target": 26, "actual": 26, "weight": 12, "filed": 17,
        "reviewed": 17, "reason": 27,
    }
)  # fmt: skip
PAGE = 182
REVIEWED, REVIEWED_TOTAL = "复核分", "复核得分"  # what a reviewer printed: over a column, and at the head of the page
SIGNATURES = ("填表人：", "单位负责人（签字）：", "填报日期：\u3000\u3000年\u3000月\u3000日")


@frozen(repr=False)
class Style(Record):
    """One wording. ``total`` says where the total stands: ``head`` over the table, ``foot`` in its last row.

    ``weight`` says where the points of the budget stand: in the ``label`` of its block or in a ``column``.
    """

    suffix: str
    funds: str
    funds_name: str
    funds_heads: MappingProxyType[str, str]
    goal: str
    goal_heads: tuple[str, str]
    block: str
    heads: MappingProxyType[str, str]
    total: str = "head"
    weight: str = "label"


_HUBEI = Style(
    "项目自评表",
    "预算执行情况",
    "年度财政资金总额",
    MappingProxyType(
        {
            "initial": "年初预算数", "budget": "预算数（A）", "spent": "执行数（B）", "weight": "分值",
            "rate": "执行率（B/A）", "filed": "得分",
        }
    ),
    "项目绩效总目标",
    ("年初设定目标", "全年实际完成情况"),
    "项目年度绩效指标",
    MappingProxyType(
        {
            "level1": "一级指标", "level2": "二级指标", "name": "指标名称", "target": "年初目标值（A）",
            "actual": "实际完成值（B）", "weight": "分值", "filed": "得分", "reason": "偏差原因分析及改进措施",
        }
    ),
)  # fmt: skip
_DEPARTMENT = Style(
    "整体绩效自评表", _HUBEI.funds, "部门整体支出总额", _HUBEI.funds_heads, "部门绩效总目标", _HUBEI.goal_heads,
    "年度绩效指标", _HUBEI.heads,
)  # fmt: skip
_NATIONAL_HEADS = MappingProxyType({**_HUBEI.heads, "name": "三级指标", "target": "年度指标值", "actual": "实际完成值"})
_NATIONAL = Style(
    "项目支出绩效自评表",
    "项目资金",
    "年度资金总额",
    MappingProxyType(
        {**_HUBEI.funds_heads, "budget": "全年预算数（A）", "spent": "全年执行数（B）", "rate": "执行率（B/A）"}
    ),
    "年度总体目标",
    ("预期目标", "实际完成情况"),
    "绩效指标",
    _NATIONAL_HEADS,
    total="foot",
    weight="column",
)
_TRANSFER_HEADS = {"target": "指标值", "actual": "全年实际完成值", "reason": "未完成原因和改进措施"}
_TRANSFER = Style(
    "绩效目标自评表", "资金情况", _NATIONAL.funds_name, _NATIONAL.funds_heads, _NATIONAL.goal, _NATIONAL.goal_heads,
    "绩效指标", MappingProxyType({**_NATIONAL_HEADS, **_TRANSFER_HEADS}),
)  # fmt: skip
_OVERALL = Style(
    "整体绩效自评表", "部门整体支出", "年度资金总额", _NATIONAL.funds_heads, "年度总体目标", _NATIONAL.goal_heads,
    "绩效指标", _NATIONAL_HEADS, total="foot", weight="column",
)  # fmt: skip

STYLES = MappingProxyType(
    {
        "hubei-project": _HUBEI, "hubei-department": _DEPARTMENT, "national": _NATIONAL, "overall": _OVERALL,
        "transfer": _TRANSFER,
    }
)  # fmt: skip

# The notes under the table: each says what one table of a rulebook rules, in the words that forms print.
BUDGETS = MappingProxyType(
    {
        "initial": "预算执行情况口径：预算数为年初预算数，执行数为资金使用单位财政资金实际支出数。",
        "adjusted": "预算执行情况口径：预算数为调整后财政资金总额{carried}，执行数为资金使用单位财政资金实际支出数。",
        "full-year": "预算执行情况口径：预算数为全年预算数，执行数为全年执行数。",
    }
)
CARRIED = "（包括上年结余结转）"
SUMS = "定量指标完成数汇总原则：绝对值直接累加计算，相对值按照资金额度加权平均计算。"
QUANTITIES = (
    "定量指标计分原则：正向指标（即目标值为≥X，得分={positive}），反向指标（即目标值为≤X，得分={reverse}），"
    "得分不得突破权重总额。"
)
FORMULAS = MappingProxyType(
    {"positive ratio": "权重*B/A", "reverse ratio": "权重*A/B", "reverse linear": "权重*[1-(B-A)/A]"}
)
SUMS_FIRST = "定量指标先汇总完成数，再计算得分。"
QUALITIES = (
    "定性指标计分原则：达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差三档，"
    "分别按照该指标对应分值区间{met}、{part}、{unmet}合理确定分值。"
)
QUALITIES_TOGETHER = "汇总时，以资金额度为权重，对分值进行加权平均计算。"


def style_of(form: Form, scored: bool) -> Style:
    """The wording for a form: by whether it has points, goals with points of their own, and of whom it is."""
    if not scored:
        return STYLES["transfer"]
    if form.groups:
        return STYLES["hubei-department"]
    if form.kind == "department":
        return STYLES["overall"]
    return STYLES["hubei-project" if goal_points(form) else "national"]


def goal_points(form: Form) -> bool:
    """Whether the goal of the form has points."""
    return form.goal is not None and not form.goal.sub and bool(form.goal.weight or form.goal.filed)
