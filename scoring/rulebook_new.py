"""``score rulebooks new``: a commented file to fill in, begun from a shipped rulebook. It reads back as it stands."""

from __future__ import annotations

import re
from types import MappingProxyType

from indicators.place import Place
from indicators.reading.files import text_of
from indicators.reading.problems import InputError, problem
from scoring.rulebook import FOLDER, names
from scoring.show import sources

# table of the file → what it says, in the words of those who fill it in
COMMENTS = MappingProxyType(
    {
        "[[form]]": (
            "自评表：kind 为 project（项目）或 department（部门整体）",
            "movable = true 表示分值可在板块间调整，合计仍为 100",
            "columns 为栏目：requires 必有，excludes 不应有，typical 通常有（“甲|乙”表示两种写法任一）",
            "blocks 为板块及分值；headings 为表中印出的板块标题",
            "free = true 表示分值由表定；judged = true 表示由人工评判",
        ),
        "[budget]": (
            "执行率的分母：initial 年初预算数，adjusted 调整后预算数，full-year 全年预算数",
            "carry_over = true 表示含上年结余结转",
        ),
        "[rules]": (
            "计分公式：reverse 为 ratio（A/B）或 linear（1−(B−A)/A）；exact_above 为 full 或 symmetric",
            'pass_threshold = "3/5"：完成不足目标值六成得 0 分',
            'all_or_nothing = ["时效指标"]：达标满分，否则 0 分',
        ),
        "[bands]": (
            "定性指标分档，占权重的比例，下限属于本档",
            "档数不同时用 [[bands.level]]：name、share、closed、words、stands_for",
        ),
        "[rounding]": ("小数位数；只有四舍五入",),
        "[grades]": (
            "等级及最低分",
            'needs = [{grade = "优", execution = "9/10"}] 表示执行率不足 90% 不得评优',
        ),
        "[required]": (
            "reason：line 逐项说明，form 全表一栏，none 不要求",
            'least = {"产出指标" = 3} 为最少指标数',
        ),
        "[limits]": (
            "over_completion 超额完成提示线；execution_reason 低于此执行率须说明原因",
            "line_weight 单项最高占比；只提示，不扣分",
        ),
        "[consolidation]": ("汇总时作权数的资金：initial、adjusted 或 full-year",),
        "[[unsaid]]": (
            "只能人工把握的条款，原样抄录，随相关得分显示",
            "touches 为 every、over、short、budget 或指标类别",
        ),
    }
)
HEAD = """\
# 评分规则文件：把办法或自评表备注中写明的逐条填入，没有写明的不要填。
# 每张表可以有自己的 source（依据的原文）、status 和 url。
# status：verified 原文已核对；second-hand 转引；unverified 凭记忆（不据以判错）。
id = "my-rulebook"                     # 编号，字母、数字和“-”
title = "请填写：自评表名称"
document = "请填写：文件名和文号"
year = {year}                            # 规则年份
# valid = {{from = 2023, to = 2025}}     # 适用的年度；不填则自规则年份的上一年度起
# region = "请填写：适用地区"
status = "unverified"
source = "请填写：依据的原文"
"""
TAIL = """
# 以下各表按需启用（去掉行首的 #）：
# [[steps]]                            # 某类指标按分档计分
# category = "满意度指标"
# rows = [{at = "≥90%", share = 1}, {at = "≥80%", share = "8/10"}, {at = "≥60%", share = "5/10"}]
# [[caps]]                             # 执行率过低时总分的上限
# execution_below = "4/5"
# at_most = 89
# [[unsaid]]                           # 只能人工把握的条款
# text = "超额完成30%以上的酌情扣分"
# touches = "over"
"""
_COMMENT = re.compile(r"^#.*\n|[ \t]*#[^\n\"]*$", re.M)
_SOURCE = re.compile(r'^(source\s*=\s*)"([^"\\\n]*)"', re.M)
_IDENTITY = re.compile(r"^(?:id|title|document|year|valid|region|status|source|url)\s*=.*\n", re.M)


def begun(name: str) -> str:
    """A file begun from the shipped rulebook ``name``, with what each table means. Raises InputError.

    >>> from scoring.rulebook import loads
    >>> loads(begun("mof-2020"), "my.toml").status
    'unverified'
    """
    if name not in names():
        raise InputError([problem("I209", Place(name), name=name, known=names())])
    text = text_of(FOLDER / f"{name}.toml", name)[0]
    head, mark, tables = text.partition("\n[")
    kept = _IDENTITY.sub("", head + "\n").strip()
    year = re.search(r"^year\s*=\s*(\d+)", head, re.M)
    parts = [HEAD.format(year=year[1] if year else 2024) + kept, *(_commented(each) for each in _tables(mark + tables))]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n" + TAIL


def _tables(text: str) -> list[str]:
    return [each for each in re.split(r"\n(?=\[)", text) if each.strip()]


def _commented(table: str) -> str:
    """A table with what it means above it, its sources in Chinese, and without the comments of the one that ships."""
    told = COMMENTS.get(table.partition("\n")[0].split("#")[0].strip(), ())
    plain = _COMMENT.sub("", table.strip("\n"))
    plain = _SOURCE.sub(lambda found: f'{found[1]}"{sources(found[2], "zh")}"', plain)
    return "".join(f"# {line}\n" for line in told) + plain
