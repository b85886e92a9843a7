"""Rules in the notes under a form that nothing here understands, and the scores that they may touch.

Such a rule is told, and a score that it may touch is open: no number is certain that another rule may give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from indicators.form import Line
from indicators.measure import Levelled, Measure, Numeric
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.record import Record
from indicators.wording import folded
from scoring.clauses import bands_of, grades_of, passed_in, spans_of
from scoring.clauses import lettered as in_letters
from scoring.interval import Interval
from scoring.ladders import Ladder, ladder_in
from scoring.noted_caps import without_caps
from scoring.own_notes import rules_in
from scoring.prescribed import over
from scoring.trace import Step
from scoring.worth import met

if TYPE_CHECKING:
    from scoring.scorecard import LineScore

OPEN = Message("a rule in the notes under the form is not understood")

# Words of scoring: what holds none of them states no rule of points.
_SPEAKS = re.compile(
    r"得分|总分|四舍五入|满分|扣|减分|加分|调减|分值|权重|赋分|[计记打评给]分|折算|酌情|视为|视同|按[^,]{0,10}比例|系数|[一二两三四五]档|档次|等级|等次"
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
    r"汇总|加权平均|佐证|扣分(?:项|原因)|填[报写列]|自行(?:设定|设置|确定)|统一设置|(?:最高)?不(?:能|得|可)?(?:超过|突破|高于|超)(?:该?项?指标)?(?:的)?(?:分值|权重|满分|赋分)(?!的?\d)"
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
_SPLIT = re.compile(r"[。;\n]")
# Findings that rest on the rule's score of their line.
_ON_SCORES = frozenset({"S302", "S303", "S304", "S306", "B201", "B202", "B206", "Q601", "Q602"})
_CATEGORIES = ("满意度", "时效", "质量", "数量", "成本", "社会效益", "经济效益", "生态效益", "可持续", "产出", "效益")
_MEASURED = re.compile(r"完成[值率数比情]|[AB]|实际完成|指标值|定量|正向|反向|逆指标|偏[差离]")
_MORE = re.compile(r"超(?:过|出|额)?(?!100)|高于[AB]|大于A|多于")
_LESS = re.compile(r"未(?:完成|达)|低于|不足|少于|以[下上]|视[为同]|满分|达到|≥|<|小于|部分")


@frozen(repr=False)
class UnreadRule(Record):
    """A rule as it stands, and what it may touch: ``parts`` of the form (all if empty), and ``when`` a target is so.

    A part is ``budget``, ``indicator``, ``numbers``, ``reverse``, ``positive``, ``levels``, ``grades``, ``total``, or a
    category. ``when`` is ``short`` of the target, ``over`` it, ``off`` it either way; empty, it is no matter.
    """

    text: str
    parts: tuple[str, ...] = ()
    when: str = ""


def ladders(notes: Sequence[str]) -> tuple[Ladder, ...]:
    """The steps that notes give."""
    items = (item for each_note in notes for item in rules_in(each_note))
    found = (ladder_in(*each) for item in items for each in _sentences(item))
    return tuple(each for each in found if each)


def unread_rules(notes: Sequence[str]) -> tuple[UnreadRule, ...]:
    """The rules in notes that are not understood, each once.

    >>> [(each.text, each.parts, each.when) for each in unread_rules(["注：偏差较大的酌情扣分；满分为100分"])]
    [('偏差较大的酌情扣分', ('numbers',), 'off')]
    >>> unread_rules(["1.正向指标得分=权重*B/A，得分不得突破权重总额。", "2.定性指标100-80%、80-50%、50-0%"])
    ()
    """
    found: dict[str, UnreadRule] = {}
    for each_note in notes:
        for item in rules_in(each_note):
            for sentence, text in _sentences(without_caps(item)):
                if not _understood(sentence) and ladder_in(sentence, text) is None:
                    found.setdefault(text, UnreadRule(text, _parts(sentence), _when(sentence)))
    return tuple(found.values())


def _sentences(item: str) -> Iterator[tuple[str, str]]:
    """Each sentence of an item with target and completion as letters, beside its own words; grades stay together."""
    letters = in_letters(item)
    if grades_of(item):
        yield letters, item
        return
    yield from zip(_SPLIT.split(letters), _SPLIT.split(item), strict=True)


def _understood(sentence: str) -> bool:
    if _NATIONAL.search(sentence):
        return True
    if _TAKEN.search(sentence):  # a grade that is taken away is no edge of grades
        return False
    if not _SPEAKS.search(sentence):
        return True
    if grades_of(sentence):
        return not _ACTS.search(sentence)
    left = sentence
    for start, end in reversed([*spans_of(sentence), *passed_in(sentence)]):
        left = left[:start] + "," + left[end:]
    left = _USUAL.sub("", left)
    banded = bool(bands_of(sentence))
    return not _CONDITION.search(left) or not any(_moves(part, banded=banded) for part in left.split(","))


def _moves(part: str, *, banded: bool) -> bool:
    """Whether a part of a sentence may move a score."""
    if banded and (not re.search(r"\d", _RANGE.sub("", part)) or bands_of(part)):
        return False  # the levels that the bands are of, and the bands
    return bool(_ACTS.search(part) or _GRADING.search(part)) and not _IDLE.search(part)


def acts(rule: UnreadRule) -> bool:
    """Whether a rule says what is done to points, not only that there are some."""
    return _ACTS.search(rule.text) is not None


def deducts_beyond(rule: UnreadRule) -> bool:
    """Whether a rule takes points for going beyond the target: a person does that, and nothing reckons it.

    >>> [deducts_beyond(each) for each in unread_rules(["注：完成值超过指标值30%以上的，每超10%扣1分；逾期的酌情扣分"])]
    [True, False]
    """
    text = in_letters(rule.text)
    if not re.search("调减|扣", text) or re.search(r"±|正负|反向|逆|未|低于|不足", text):
        return False
    return bool(re.search("明显偏低", text) or re.search(r"B(?:超过|高于|超出|大于)A", text))


def _when(sentence: str) -> str:
    more, less = bool(_MORE.search(sentence)), bool(_LESS.search(sentence))
    if re.search("视[为同]", sentence) and not re.search("扣|减", sentence):
        return "short"  # taken as met: no matter where it is met
    if re.search(r"偏[差离]|±", sentence):
        return "off"
    return "over" if more and not less else "short" if less and not more else ""


def _parts(sentence: str) -> tuple[str, ...]:
    """The parts of the form that a rule speaks of; none named is every line."""
    if re.search(r"等[级次]|评价结果|自评结果|不得为|评为|评优|评良|评定为[优良]|最高[评定为]", sentence):
        return ("grades",)
    if re.search(r"总分|总得分|综合得分|自评得分", sentence):
        return ("total", "grades")
    if re.search(r"取整|(?<!调)整数|小数", sentence):
        return ("rounding",)
    named = tuple(each for each in _CATEGORIES if each in sentence)
    funds = ("budget",) if re.search(r"执行率|预算执行|资金执行|支出进度|预算数|执行数", sentence) else ()
    if re.search(r"以外|之外|除|其他|其余|等指标|各项?指标|所有|全部指标", sentence):
        return ()
    if named or funds:
        return (*named, *funds)
    if "定性" in sentence or (re.search(r"达成|较好|好", sentence) and "定量" not in sentence):
        return ("levels",) if "定量" not in sentence else ("indicator",)
    kinds = [name for name, word in (("reverse", "反向|逆指标"), ("positive", "正向")) if re.search(word, sentence)]
    if len(kinds) == 1:
        return tuple(kinds)
    if kinds or "定量" in sentence or re.search(r"[%AB]|偏[差离]", sentence):
        return ("numbers",)
    return ("indicator",) if _MEASURED.search(sentence) else ()


def touches(rule: UnreadRule, line: Line, measured: Measure) -> bool:
    """Whether the score of a line may be another by a rule."""
    if rule.parts and not any(_is_of(part, line, measured) for part in rule.parts):
        return False
    if not rule.when:
        return True
    beyond = over(measured) if isinstance(measured, Numeric) else False
    enough = met(measured)
    if (
        isinstance(measured, Numeric)
        and measured.kind == "reverse"
        and re.search("不得分|扣|零分|[得记]0分", rule.text)
    ):
        return beyond is not False or enough is not True  # what goes over such a target misses it
    if rule.when == "over":
        return beyond is not False
    short = enough is not True
    return short if rule.when == "short" else short or beyond is not False


def opened(
    step: Step, line: Line, measured: Measure, weight: Fraction, rules: Sequence[UnreadRule]
) -> tuple[Step, list[Note]]:
    """The score of a line, open where one of the rules may touch it, with the rules that do."""
    found = [each for each in rules if touches(each, line, measured)]
    if not found:
        return step, []
    notes = [note("rule-unread", rule=each.text) for each in found]
    return Step("judgement", Interval(Fraction(0), weight), (step,), OPEN), notes


def _is_of(part: str, line: Line, measured: Measure) -> bool:
    if part == "budget" or line.block == "budget":
        return part == line.block
    if part == "levels":
        return isinstance(measured, Levelled)
    if part in ("numbers", "indicator"):
        return part == "indicator" or not isinstance(measured, Levelled)
    if part in ("reverse", "positive"):
        return not isinstance(measured, Numeric) or measured.kind == part
    if part in ("grades", "total", "rounding"):
        return False
    names = [folded(each) for each in (line.level1, line.level2, line.name) if each]
    return any(part in each for each in names) or not (line.level1 or line.level2)


def settled(code: str, line: LineScore | None, rules: Sequence[UnreadRule]) -> bool:
    """Whether a finding holds whatever the rules say that are not understood."""
    if line is None:
        return not (speaks_of(rules, "total") and code == "S305") and not (
            speaks_of(rules, "grades") and code == "G701"
        )
    if speaks_of(rules, "rounding") and code == "S304":
        return False
    return code not in _ON_SCORES or all(each.code != "rule-unread" for each in line.notes)


def speaks_of(rules: Sequence[UnreadRule], part: str) -> bool:
    """Whether one of the rules is of a part of the form that is no line: its total, its grades, its rounding."""
    return any(part in each.parts for each in rules)
