"""Appraisals that are no self-evaluation of a budget: of persons, departments, party work, contracts, pay.

A name alone never decides: one of its words may be an ordinary form's (教师培训项目, 目标管理考核经费). What is taken
for an appraisal names what is appraised and that it is, nothing of a budget, and has no funds, project or category of a
form.
"""

from __future__ import annotations

import re

from indicators.recognition.draft import Draft
from indicators.recognition.headings import heading, squeeze

_APPRAISES = re.compile(
    r"考[核评]|履约(?:情况)?(?:评[价分估]|验收评)|评议|述职|测评|(?:工资|奖金|薪酬|绩效)(?:分配|发放|核算|二次分配)"
)
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("党建考核", "党建|党风廉政|党组织|党支部|党委|基层党|意识形态"),
        ("履约考核", "履约|供应商|承包商|服务商|外包|中标(?:人|单位)|物业|保洁"),
        ("绩效工资考核", "绩效(?:工资|奖金)|奖励性绩效|奖金|薪酬|工资"),
        (
            "人员考核",
            "个人|述职|员工|职工|干部|教师|教职|师德|医师|医德|护士|护理|班主任|辅导员|年度考核|工作人员|岗位",
        ),
        ("目标管理考核", "(?<!绩效)目标(?:管理|责任)|综合目标|综合考核|高质量发展"),
        (
            "部门工作考核",
            "(?:部门|科室|处室|股室|单位|机关|学院|班组|街道|乡镇|镇村|社区|学校|医院|站所)(?:月度?|季度|年度|工作|综合)*(?:绩效)?考[核评]",
        ),
    )
)
_BUDGET = re.compile(r"项目|预算|整体|支出|资金|专项|财政|经费|绩效目标|绩效指标")
_OF_WORK = re.compile(r"预算|整体|支出|资金|专项|财政|经费|自评")  # 保洁服务项目履约考核表 is of the contract
_PERSON = re.compile(r"个人|年度考核|述职|工资|员工|职工|干部")
_ENDS = re.compile(r"(?:表|细则|标准|办法|体系|评分)(?:\([^()]*\))?$")
_PERSONAL = frozenset(("姓名", "职务", "职务职级", "岗位", "工号", "被考核人", "职称"))  # labels of a person
_VIRTUES = frozenset("德能勤绩廉")
_OF_A_FORM = re.compile(r"(?:项目|部门|履职)?(?:产出|效益|效果)(?:指标)?|(?:数量|质量|时效|.{2}效益|.{2,6}满意度)指标")
_LONGEST = 40  # characters of a caption
EVALUATION = "绩效评价评分"  # the kind of what an evaluator scored by a system of indicators
_EVALUATES = re.compile("绩效评价.{0,12}(?:指标体系|指标及评分|评分体系|评分|打分|得分)")
_BY_ITSELF = re.compile("自评|自我?评")
_WHO = frozenset(("project", "department", "unit", "holder", "total", "year"))  # fields of one that files


def kind_of(name: str) -> str:
    """Which appraisal a name says it is; empty where it says none, or anything of a budget.

    >>> kind_of("2023年度党建目标责任制考核评分细则"), kind_of("供应商履约评价表"), kind_of("教师绩效考核自评表")
    ('党建考核', '履约考核', '人员考核')
    >>> kind_of("教师培训项目绩效自评表"), kind_of("党建工作绩效自评表"), kind_of("目标管理考核经费支出绩效自评表")
    ('', '', '')
    """
    plain = squeeze(name)
    if not _APPRAISES.search(plain):
        return ""
    kind = next((kind for kind, pattern in _KINDS if pattern.search(plain)), "")
    budget = _OF_WORK if kind == "履约考核" else _BUDGET
    return "" if budget.search(plain) else kind


def is_caption(text: str) -> bool:
    """Whether a text is the title of an appraisal that is no title of a form.

    >>> is_caption("某区2023年街道目标管理考核表"), is_caption("党建考核情况良好")
    (True, False)
    """
    plain = squeeze(text)
    return len(plain) <= _LONGEST and "。" not in plain and _ENDS.search(plain) is not None and kind_of(plain) != ""


def is_evaluation(text: str) -> bool:
    """Whether a text is the title of a table by which an evaluator scores, not the one who spends.

    >>> is_evaluation("科普项目绩效评价指标体系及评分表"), is_evaluation("部门整体支出绩效评价自评评分表")
    (True, False)
    """
    plain = squeeze(text)
    told = _EVALUATES.search(plain) is not None and not _BY_ITSELF.search(plain)
    return told and len(plain) <= _LONGEST and "。" not in plain and _ENDS.search(plain) is not None


def _is_of_an_evaluator(draft: Draft) -> bool:
    """Whether a table is an evaluator's: its title says so, it has no targets, and nothing says who files it."""
    if not is_evaluation(draft.title) or draft.roles & {"target", "adjusted", "actual"} or draft.head.keys() & _WHO:
        return False
    return bool(draft.lines) and not any(map(_BY_ITSELF.search, draft.columns))


def appraisal(draft: Draft) -> str:
    """The kind of appraisal that was read; empty where it may be a form.

    >>> from indicators.place import Place
    >>> appraisal(Draft(Place(), "员工绩效自评表")), appraisal(Draft(Place(), "职工培训项目绩效自评表"))
    ('人员考核', '')
    """
    lines = draft.every_line()
    if not (draft.funds or draft.groups or draft.goal) and _is_of_an_evaluator(draft):
        return EVALUATION
    levels = {heading(text) for line in lines for text in (line.level1, line.level2)}
    if draft.funds or draft.groups or draft.goal or "project" in draft.head or any(map(_OF_A_FORM.fullmatch, levels)):
        return ""
    plain = squeeze(draft.title)
    if kind := kind_of(plain):
        return kind
    if _BUDGET.search(plain):
        return ""
    labels = {squeeze(other.cells[0]) for other in draft.others if other.cells}
    virtues = _VIRTUES & {squeeze(text) for line in lines for text in (line.level1, line.name)}
    return "人员考核" if _PERSON.search(plain) or labels & _PERSONAL or len(virtues) >= 3 else ""
