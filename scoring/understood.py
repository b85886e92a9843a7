"""Which sentences of a note are understood, or state no rule of points: all others are told.

Whatever speaks of points and does anything to them is told, unless it is one of a closed list of harmless kinds.
"""

from __future__ import annotations

import re

from scoring.clauses import bands_of, grades_of, passed_in, spans_of

# Words of scoring: what holds none of them states no rule of points.
_SPEAKS = re.compile(
    r"得分|总分|四舍五入|满分|扣|减半|折半|酌|减分|加分|调减|分值|权重|赋分|[计记打评给]分|折算|酌情|视为|视同|按[^,]{0,10}比例|系数|[一二两三四五]档|档次|等级|等次"
    r"|(?<!时)\d分(?![钟之贝米])|零分|执行率[=为按]|不得为|优秀|良好|达标"
)
# What a rule does to points: a part of a sentence with one of these is never passed over for its other words.
_ACTS = re.compile(
    r"不得分|得满分|(?<![合总共小])[得记计给][\d一二两三四五半]|得分(?:为|是)|得零分|分为零|为零分|扣|减分|调减|酌情|视为|视同|折算|按[^,]{0,8}比例|得分不得?低于|确定得分|酌定"
    r"|按[^,]{0,12}[*×/÷]|按\d+%计|不得(?:评)?为|(?:总分|得分)[^,]{0,4}(?:不得?|不能|最高)(?:超过|高于|低于)?\d+分|评为"
    r"|定性[^,]*\d%|执行率=|取整|四舍五入|保留[^,]{0,4}小数|按\d+(?:\.\d+)?分|按[^,]{0,12}\d+%"
)
_GRADING = re.compile(r"\d分[^,]{0,6}为(?!满分)")  # 80分以上为达标
# When a rule acts: beside none of these it is of the work of filling in, not of points.
_CONDITION = re.compile(
    r"\d|[一二两三四五]成|未|超|高于|低于|不足|少于|大于|小于|逾期|部分|偏[差离]|达标|明显|较[大多低]|执行率=|取整|四舍五入|保留"
)
# Parts of sentences that act on no score: what is summed up, filled in, explained or set by somebody.
_IDLE = re.compile(
    r"汇总|加权平均|佐证|扣分(?:项|原因|理由|情况|依据)|^(?:凡|有|如有)*扣分的?(?:应|须|需|要|必须|请)|填[报写列]|自行(?:设定|设置|确定)|统一设置|(?:最高)?不(?:能|得|可)?(?:超过|突破|高于|超)(?:该?项?指标)?(?:的)?(?:分值|权重|满分|赋分)(?!的?\d)"
    r"|低于0分[的,]*[按计]+0分|(?:两|二|2)位小数|^[^,]*[≥=]?100%的?,?按100%"
)
# Rules that every rulebook has: met is full, what is short is paid by the ratio.
_USUAL = re.compile(
    r"(?:完成率|执行率)?(?:超过|高于|大于)100%的?,?(?:均|一律)?按100%(?:计算|计分|计)?"
    r"|(?:定量指标)?,?按(?:实际)?完成(?:率|比例)(?:计算)?[计记得]分(?=[,;]|$)|超额?(?:完成)?(?:目标)?的,?[得记计]满分"
    r"|B?(?:不超过|不高于|小于等于|≤|达到|完成|达到或优于|优于|大于等于|≥)A(?:的|时)?,?即?[得记计](?:该?指标)?(?:所赋)?(?:满分|全部?分值?)"
    r"|(?:定量指标)?完成率(?:达到)?100%(?:及?以上)?的?,?[得记计]满分"
    r"|(?:未完成|未达到|未达|没有完成|B小于A|B<A)A?(?:的|时|指标)?,?则?按照?(?:B与A的?比例|B[/÷]A(?:的比例)?)[记计得]分(?:数)?"
    r"|(?:预算)?执行率(?:得分)?=[^,;=]*?(?:执行数|支出数)[/÷](?:(?:全年|年初|调整后)?预算数(?![-+])|\((?:全年|年初|调整后)?预算数\))(?:[*×x]100%)?"
    r"|(?:执行率|预算执行|资金执行|预算资金执行率)?得分=(?:预算)?执行率[*×x](?:该项?)?(?:指标)?(?:分值|权重)"
    r"|(?:执行率)?得分=(?:分值|权重)[*×x](?:预算)?执行率|完成率=B[/÷]A(?:[*×x]100%)?"
)
_RANGE = re.compile(r"\d+%?-\d+%?(?:\(不?含?\d*%?\))?")
# The grades that every rulebook has where it has any, in whatever words.
_NATIONAL = re.compile(r"100?-90[^,、]*优[,、]?90-80[^,、]*良[,、]?80-60[^,、]*中[,、]?60分?以下[^,、]*差")
_TAKEN = re.compile(
    r"(?:不得|不能|不可|不应|不予)(?:被)?(?:评|认|确|判)?(?:价|定)?(?:为|等|出)?[优良]|(?:等级|等次|档次|结果)[^,]{0,4}最高|最高(?:只能)?(?:评|定|为)[^,]{0,3}[良中差]"
)
# What takes points away is told whatever else the sentence says.
_TAKING = re.compile(
    r"扣(?!分?(?:项|原因|理由|情况|说明|依据))|酌[情减扣定]|[调核]减|减半|折半|折扣|打折|一半|减[去\d]|减分|不[得予计]+分|[得计记]0分|零分"
    r"|[得记计给]该?(?:[项指标]*)(?:的)?(?:分值|权重|满分|全分)的"
)
# A formula or a share that is left when those understood are taken out: 得分=分值×(1-超出比例), 得该项分值的80%.
_SETTING = re.compile(r"(?:得分|分数|总分|分值)=|(?:分值|权重|满分)的?[*×x]|[*×x](?:该?[项指标]*)(?:分值|权重|满分)")
# A total or a grade that asks for something else: 总分90分以上的,预算执行率须达到90%.
_WHOLE = re.compile(r"总分|综合得分|自评得分|等[级次]|优秀|良好|[为评][优良]")
_ASKING = re.compile(r"(?:执行率|满意度|完成率)[^,;]{0,6}(?:须|应|需|必须|不得|不能)[^,;]*\d%")
_EXPLAINED = re.compile(r"说明|原因|整改|取消|公开")
_SUMMED = re.compile(
    r"总分=[^,;=*×x/÷%\d-]*(?:\d+分)?(?=[,;]|$)"
    r"|(?:总分|得分)?(?:超过|高于|超出)100分的?,?(?:均|一律)?按照?100分(?:计算|计分|计|记)?"
    r"|(?:超额完成|超过A|超过)?的?,?(?:一律|均)?不(?:再|另|予|得)*加分"
    r"|(?:高于|超过|达到)?\d+%(?:\(含\))?(?:及?以上)的?,?按照?(?:完成)?比例[记计得]分(?=[,;]|$)"
    r"|得分=(?:\d+分?[*×x](?:预算)?执行率|(?:预算)?执行率[*×x]\d+分?)(?=[,;]|$)"
    r"|得分=(?:该?指标)?完成率[*×x]?(?:该?[项指标]*)(?:分值|权重)|得分=(?:分值|权重)[*×x]完成率"
    r"|(?:得分|分值)?(?:最高)?不(?:得|能|可)?(?:超过|突破|高于|超)(?:该?[项指标]*)(?:的)?"
    r"(?:分值|权重|满分|赋分)(?:总额|上限)?"
)


def understood(sentence: str) -> bool:
    """Whether a sentence in letters is known, or moves no score.

    >>> [understood(each) for each in ("得分=权重*B/A", "得分=权重*B/A*90%", "由主管部门酌减", "总分=各项得分之和")]
    [True, False, False, True]
    """
    if _NATIONAL.search(sentence):
        return True
    if _TAKEN.search(sentence):  # a grade that is taken away is no edge of grades
        return False
    if not _SPEAKS.search(sentence):
        return True
    if _WHOLE.search(sentence) and _ASKING.search(sentence) and not _EXPLAINED.search(sentence):
        return False
    if grades_of(sentence):
        return not _ACTS.search(sentence)
    left = sentence
    for start, end in reversed([*spans_of(sentence), *passed_in(sentence)]):
        left = left[:start] + "," + left[end:]
    left = _SUMMED.sub("", _USUAL.sub("", left))
    banded = bool(bands_of(sentence))
    asked = _CONDITION.search(left) is not None
    return not any(_moves(part, banded=banded, asked=asked) for part in left.split(","))


def _moves(part: str, *, banded: bool, asked: bool) -> bool:
    """Whether a part of a sentence may move a score; ``asked``: the sentence has a condition."""
    if banded and (not re.search(r"\d", _RANGE.sub("", part)) or bands_of(part)):
        return False  # the levels that the bands are of, and the bands
    if _TAKING.search(_IDLE.sub("", part)):
        return True
    if _IDLE.search(part):
        return False
    if _SETTING.search(part):
        return True
    return asked and bool(_ACTS.search(part) or _GRADING.search(part))


def acting(text: str) -> bool:
    """Whether a text says what is done to points, not only that there are some."""
    return bool(_ACTS.search(text) or _TAKING.search(text) or _SETTING.search(text))


__all__ = ["acting", "understood"]
