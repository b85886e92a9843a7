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
from indicators.measure import Dated, Levelled, Measure, Numeric
from indicators.messages import Message
from indicators.notes import Note, note
from indicators.record import Record
from indicators.wording import folded
from scoring.clauses import grades_of
from scoring.clauses import lettered as in_letters
from scoring.conditions import Condition, condition, may_meet
from scoring.interval import Interval
from scoring.ladders import Ladder, ladder_in
from scoring.noted_caps import without_caps
from scoring.own_notes import rules_in
from scoring.rounded import Rounding, rounding_in
from scoring.trace import Step
from scoring.understood import acting, understood

if TYPE_CHECKING:
    from scoring.scorecard import LineScore, Scorecard

ANY = Condition()
OPEN = Message("a rule in the notes under the form is not understood")
ROUNDED = Message("the notes under the form round it otherwise")

# Findings that rest on the rule's score of their line.
_ON_SCORES = frozenset({"S302", "S303", "S304", "S306", "B201", "B202", "B206", "Q601", "Q602"})
_NOTES = frozenset({"rule-unread", "rule-rounds"})
_CATEGORIES = ("满意度", "时效", "质量", "数量", "成本", "社会效益", "经济效益", "生态效益", "可持续", "产出", "效益")
_MISSED = re.compile(r"未(?:能|全部)?(?:达成|完成|达到|实现)(?:年度|预期|绩效|既定|年初)*(?:A|目标|任务|指标)")
_OF_FIGURES = re.compile("定量|[AB]|目标|指标值")
_MEASURED = re.compile(r"完成[值率数比情]|[AB]|实际完成|指标值|定量|正向|反向|逆指标|偏[差离]")
_SPLIT = re.compile(r"[。;\n]")
_TIER = re.compile(r"\(?\d+(?:\.\d+)?%")  # 200%-300%扣20%: what it is a share of stands in the sentence before
_FIRST = re.compile(r"(\D*)\d+(?:\.\d+)?%")
PLACES = 2


@frozen(repr=False)
class UnreadRule(Record):
    """A rule as it stands, and what it may touch: ``parts`` of the form (all if empty), where it ``asks`` for no more.

    A part is ``budget``, ``indicator``, ``numbers``, ``reverse``, ``positive``, ``levels``, ``grades``, ``total``,
    ``rounding``, or a category.
    """

    text: str
    parts: tuple[str, ...] = ()
    asks: Condition = ANY
    rounds: Rounding | None = None


def ladders(notes: Sequence[str]) -> tuple[Ladder, ...]:
    """The steps that notes give."""
    items = (item for each_note in notes for item in rules_in(each_note))
    found = (ladder_in(*each) for item in items for each in _sentences(item))
    return tuple(each for each in found if each)


def unread_rules(notes: Sequence[str]) -> tuple[UnreadRule, ...]:
    """The rules in notes that are not understood, each once.

    >>> [(each.text, each.parts) for each in unread_rules(["注：偏差较大的酌情扣分；满分为100分"])]
    [('偏差较大的酌情扣分', ('numbers',))]
    >>> unread_rules(["1.正向指标得分=权重*B/A，得分不得突破权重总额。", "2.定性指标100-80%、80-50%、50-0%"])
    ()
    """
    found: dict[str, UnreadRule] = {}
    for each_note in notes:
        for item in rules_in(each_note):
            before = ""
            for sentence, text in _sentences(without_caps(item)):
                whole = before + sentence if _TIER.match(sentence) else sentence
                before = _first_of(whole)
                if (rule := _unread(sentence, text, whole)) is not None:
                    found.setdefault(text, rule)
    return tuple(found.values())


def _first_of(tiers: str) -> str:
    """What the next tier takes over: the words before the figures, with the first of these where it is an excess."""
    found = _FIRST.match(tiers)
    if found is None:
        return ""
    return f"{found[0]}," if condition(found[0]).above is not None else found[1]


def _unread(sentence: str, text: str, whole: str) -> UnreadRule | None:
    """The rule of a sentence, if it is not understood; ``whole`` has what a tier takes over from the one before."""
    rounds, rest = rounding_in(sentence)
    if rounds is not None and understood(rest):
        return UnreadRule(text, ("rounding",), rounds=rounds) if rounds.places != PLACES else None
    if understood(sentence) or ladder_in(sentence, text) is not None:
        return None
    parts = _parts(whole)
    return UnreadRule(text, parts, ANY if parts == ("levels",) else condition(whole))


def _sentences(item: str) -> Iterator[tuple[str, str]]:
    """Each sentence of an item with target and completion as letters, beside its own words; grades stay together."""
    letters = in_letters(item)
    if grades_of(item):
        yield letters, item
        return
    yield from zip(_SPLIT.split(letters), _SPLIT.split(item), strict=True)


def acts(rule: UnreadRule) -> bool:
    """Whether a rule says what is done to points, not only that there are some."""
    return acting(rule.text)


def deducts_beyond(rule: UnreadRule) -> bool:
    """Whether a rule takes points for going beyond the target: a person does that, and nothing reckons it.

    >>> [deducts_beyond(each) for each in unread_rules(["注：完成值超过指标值30%以上的，每超10%扣1分；逾期的酌情扣分"])]
    [True, False]
    """
    text = in_letters(rule.text)
    if not re.search("调减|扣", text) or re.search(r"±|正负|反向|逆|未|低于|不足", text):
        return False
    return bool(re.search("明显偏低", text) or re.search(r"B(?:超过|高于|超出|大于)A", text))


def _parts(sentence: str) -> tuple[str, ...]:
    """The parts of the form that a rule speaks of; none named is every line."""
    if re.search(r"等[级次]|评价结果|自评结果|不得为|评为|评优|评良|评定为[优良]|最高[评定为]", sentence):
        return ("grades",)
    if re.search(r"\d分[^,%]{0,8}为[优良中差低合不一较]", sentence) and not re.search("%|定性|指标", sentence):
        return ("grades",)
    if re.search(r"总分|总得分|综合得分|自评得分", sentence):
        return ("total", "grades")
    named = tuple(each for each in _CATEGORIES if each in sentence)
    funds = ("budget",) if re.search(r"执行率|预算执行|资金执行|支出进度|预算数|执行数", sentence) else ()
    if re.search(r"以外|之外|除|其他|其余|等指标|各项?指标|所有|全部指标", sentence):
        return ()
    if named or funds:
        return (*named, *funds)
    if (
        _MISSED.search(sentence)
        and not re.search("定[性量]", sentence)
        and not re.search(r"(?<!每)[低不]\D{0,4}\d+%", sentence)
    ):
        return ("indicator",)
    if "定性" in sentence or (
        re.search(r"达成|较好|好", sentence) and not re.search("定量|[AB]|目标|指标值", sentence)
    ):
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
    return may_meet(rule.asks, measured)


def opened(
    step: Step, line: Line, measured: Measure, weight: Fraction, rules: Sequence[UnreadRule]
) -> tuple[Step, list[Note]]:
    """The score of a line, open where one of the rules may touch it, with the rules that do."""
    found = [each for each in rules if touches(each, line, measured)]
    if found:
        notes = [note("rule-unread", rule=each.text) for each in found]
        return Step("judgement", Interval(Fraction(0), weight), (step,), OPEN), notes
    for each in rules:
        if each.rounds is not None and not each.rounds.keeps(step.value):
            either = each.rounds.either(step.value, weight)
            return Step("judgement", either, (step,), ROUNDED), [note("rule-rounds", rule=each.text)]
    return step, []


def touching(card: Scorecard) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules that leave something of a form open, in words, and those that can touch nothing on it."""
    noted = {
        str(dict(each.message.values)["rule"]) for line in card.lines for each in line.notes if each.code in _NOTES
    }
    rules = card.rulebook.unread
    opening = tuple(each.text for each in rules if each.text in noted or {"grades", "total"} & {*each.parts})
    return opening, tuple(each.text for each in rules if each.text not in opening)


def _is_of(part: str, line: Line, measured: Measure) -> bool:
    if part == "budget" or line.block == "budget":
        return part == line.block
    if part == "levels":
        return isinstance(measured, Levelled)
    if part in ("numbers", "indicator"):
        return part == "indicator" or not isinstance(measured, Levelled)
    if part in ("reverse", "positive"):
        return measured.kind == part if isinstance(measured, Numeric) else not isinstance(measured, (Levelled, Dated))
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
    return code not in _ON_SCORES or all(each.code != "rule-unread" for each in line.notes)


def speaks_of(rules: Sequence[UnreadRule], part: str) -> bool:
    """Whether one of the rules is of a part of the form that is no line: its total, its grades, its rounding."""
    return any(part in each.parts for each in rules)
