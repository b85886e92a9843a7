"""A completion that may say something else than its figure does beside its target.

Another rate, another object, a class, a figure of one period; 100% beside 零事故, a dash that may be a minus.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from indicators.amounts import Amount
from indicators.cells import Reading, plain
from indicators.direction import speaks_of_growth
from indicators.form import Line
from indicators.messages import Message
from indicators.units import COUNTED, PERIODS, Unit, unit
from indicators.wording import bare, is_known
from indicators.words import CONFIRMED, DOING, MORE, OTHER_SPANS, OTHERWISE, PLANNED, QUANTITY, UNSURE

_SHARE = r"([\u4e00-\u9fff]*)(?:率|满意度|知晓度|认可度|比例|占比)$"  # compiled where first met: a start is short
_NAMED = "率|满意|知晓度|认可度|比例|占比"
_TURNS = frozenset("不未非无零误拒")
_DASHES = ("—", "–", "―")
CLASSES = ("级", "星", "等", "A", "G", "K")  # 4A, 5G, 4K too


def speaks_otherwise(line: Line, target: Reading, actual: Reading) -> str:
    """Words of a completion that are on no list and in neither name nor target: 取消40个, 40个(计划), 40个停工."""
    thing = actual.amount.thing if actual.amount else ""
    if not (actual.words or actual.remark or thing):  # a figure alone: most cells
        return ""
    told = plain(line.name + line.level2) + target.plain
    planned = next((word for word in actual.words if word in PLANNED), "")
    if planned:
        return planned
    if actual.subject and not is_known(actual.subject) and bare(actual.subject) not in told:
        return actual.subject
    if actual.remark and (not _leaves_it(actual.remark) or (MORE in actual.remark and _falls_short(target, actual))):
        return actual.remark
    if thing and thing not in told:
        return thing
    return _other_share(told, actual) or _other_object(told, target, actual)


def _other_share(told: str, actual: Reading) -> str:
    """The name of a share in the completion that the line does not speak of: 不合格率2% beside 合格率≥98%."""
    return next((word for word in actual.words if _is_other_share(told, word)), "")


def _is_other_share(told: str, word: str) -> bool:
    found = re.match(_SHARE, word)
    if not found:
        return False
    stem = word[: found.end(1)][-2:] if word.endswith(("率", "比例", "占比")) else word[-3:]
    turned = _turns(word[: word.rindex(stem)])
    places = [place.start() for place in re.finditer(re.escape(stem), told)]
    if not places and not turned and not re.search(_NAMED, told):
        return False  # 合格率98% beside a name that speaks of no share
    return not any(_turns(told[:at]) == turned for at in places)


def _turns(before: str) -> bool:
    """Whether a word is turned by what stands before it: 不合格, 未按时办结."""
    rest = before
    while adverb := next((each for each in OTHERWISE["between"] if rest.endswith(each)), ""):
        rest = rest.removesuffix(adverb)
    return rest[-1:] in _TURNS


def _other_object(told: str, target: Reading, actual: Reading) -> str:
    """The words of a completion that speak of another object or work than those of its target: 检查105人, 培训100人."""
    for word, others in OTHER_SPANS:
        other = next((each for each in others if each in actual.plain), "")
        if other and word in target.plain and word not in actual.plain and other not in target.plain:
            return other
    if not actual.subject or not (target.subject or (_names_work(told) and _is_work(actual.subject))):
        return ""
    known = _alike(told)
    foreign = "".join(char for char in _core(actual.subject) if char not in known)
    return actual.subject if foreign else ""


@lru_cache(maxsize=4096)
def _names_work(told: str) -> bool:
    """Whether a name or a target says what is done, by a word that is not one for any work: 培训人数."""
    return any(word in told for word in DOING if word not in OTHERWISE["alike"])


def _is_work(subject: str) -> bool:
    return bare(subject).startswith(DOING)


def _alike(text: str) -> str:
    """A text with one word in place of each of those that stand for each other: 巡查 for 检查."""
    for several in OTHERWISE["same"]:
        first, *others = several.split("=")
        for word in others:
            text = text.replace(word, first)
    return text


@lru_cache(maxsize=4096)
def _core(subject: str) -> str:
    """The words of a subject without those that say only that something was done, in whatever words."""
    core = bare(subject)
    for word in OTHERWISE["alike"]:
        core = core.replace(word, "")
    return _alike(core)


def _falls_short(target: Reading, actual: Reading) -> bool:
    """Whether a completion that is said to exceed its target (超额完成) does not."""
    wanted, done = target.amount, actual.amount
    if wanted is None or done is None or wanted.low is None or done.low is None:
        return False
    return wanted.unit == done.unit and done.low <= wanted.low


def _leaves_it(remark: str) -> bool:
    """Whether a remark leaves the figure as it is: a reason, another measure word (10台(套)), that it was done."""
    from indicators.remarks import is_reason, is_sample  # few completions have one

    if is_reason(remark) or is_sample(remark) or unit(remark).dimension.startswith(COUNTED):
        return True
    return any(word in remark for word in CONFIRMED) and not any(word in remark for word in UNSURE)


def is_class(measured: Unit | None, line: Line) -> bool:
    """Whether a unit is that of a class, whose numbers are an order and no amounts: 2级, 5A级, 3类 of water.

    >>> is_class(unit("级"), Line("i1", "indicator")), is_class(unit("类"), Line("i1", "indicator", name="水质类别"))
    (True, True)
    >>> is_class(unit("类"), Line("i1", "indicator", name="宣传品种类")), is_class(unit("KG"), Line("i1", "indicator"))
    (False, False)
    """
    if measured is None or line.aggregate:  # what is summed or averaged is an amount
        return False
    if measured.name == "类":
        return any(word in line.name + line.level2 for word in OTHERWISE["classed"])
    return not measured.listed and measured.name.endswith(CLASSES)


def is_for_one_period(target: Amount | None, done: Amount) -> bool:
    """Whether a completion without a period is the figure that the target sets for each: 1次 beside 每月1次."""
    measured = target.unit if target else None
    if target is None or measured is None or not measured.per_year or (done.unit is not None and done.unit.per_year):
        return False
    if PERIODS[measured.name.rpartition("/")[2]] == 1 or done.value is None:
        return False
    if target.low is None and target.high is not None:  # a limit: below it the figure is met either way
        return target.high < done.value <= 3 * target.high
    quarter = Fraction(PERIODS[measured.name.rpartition("/")[2]], 4)  # less than a quarter of what the year asks for
    return target.low is not None and 0 < done.value < max(Fraction(2), quarter) * target.low


def other_meaning(line: Line, target: Reading, actual: Reading) -> Message | None:
    """Why the figure of a completion may mean something else than it says; None for nearly all.

    >>> from indicators.cells import read_cell
    >>> line = Line("i1", "indicator", name="安全事故")
    >>> other_meaning(line, read_cell("零事故"), read_cell("100%")).show()
    '100% may be how far the aim 零事故 was reached'
    >>> other_meaning(line, read_cell("≥5次"), read_cell("6次")) is None
    True
    """
    done, wanted = actual.amount, target.amount
    value = done.value if done else None
    if done is None or value is None or wanted is None:
        return None
    text = {"target": target.text, "actual": actual.text}
    none_wanted = target.zero or (not wanted.comparator and wanted.value == 0 and not target.change)
    if none_wanted and value == 100 and (_is_share(done) or target.zero):
        return Message("{actual} may be how far the aim {target} was reached", text)
    if "零" in line.name and value == 0 and wanted.low == 100 and _is_share(wanted):
        return Message("{actual} may be how often it happened, {target} how far it was avoided", text)
    if target.aims == ">=" and not actual.aims and wanted.low is not None and 0 < 3 * value <= wanted.low:
        return Message("{actual} may be how much it rose, {target} is the level to be reached", text)
    if value.numerator < 0 and (actual.text.strip()[:1] in _DASHES or _never_below_0(line, wanted)):
        return Message("the sign in front of {actual} may be a dash", text)
    return None


def _never_below_0(line: Line, wanted: Amount) -> bool:
    """Whether what a name measures cannot be below 0: 培训人数, 满意度."""
    if speaks_of_growth(line.name) or not line.name.endswith(QUANTITY):
        return False
    return all(end >= 0 for end in (wanted.low, wanted.high) if end is not None)


def _is_share(amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.is_share
