"""Of which completions a rule in a note speaks: short of the target, far beyond it, off it, or late.

A rule whose condition can be read may touch only the lines that meet it, or that may meet it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen

from indicators.measure import Dated, Levelled, Measure, Numeric
from indicators.record import Record
from scoring.prescribed import over
from scoring.worth import met

HUNDRED = Fraction(100)
_FIGURE = r"(\d+(?:\.\d+)?)%"
# More than the target by so much: 超出A20%以上, 超额完成50%; and to so much: 完成率大于150%, B为A的200%以上.
_BY = re.compile(
    rf"(?P<own>超额完成|超额|超(?:过|出)?A|高于A|大于A|多于A)的?(?:比例|幅度|部分)?(?:在|达到?|超过|大于|高于|≥)?{_FIGURE}"
)
_TO = re.compile(rf"(?:超过|超出|大于|高于|达到|≥|>|不低于|为A的?|^|[,;(]|的|在){_FIGURE}|{_FIGURE}(?:\(含\))?及?以上")
_RANGE = re.compile(rf"{_FIGURE}(?:\(不?含\))?-{_FIGURE}")
_OFF = re.compile(
    rf"偏[差离](?:率|度|程度|比例)?[^,]{{0,4}}?(?:超过|超出|大于|高于|≥|>|达到|在)(?:±|正负)?{_FIGURE}|±{_FIGURE}"
)
_SHORT_OF = re.compile(
    rf"(?:B|完成率|完成比例|完成程度|完成进度|执行率)(?:(?:低于|不足|小于|<|未达到?|达不到)A?的?{_FIGURE}(?:\(不?含\))?(?:-{_FIGURE})?"
    rf"|(?:在|为|达到?)?A?的?{_FIGURE}(?:\(不?含\))?-{_FIGURE})"
)
_OVER = re.compile(r"超(?!过?(?:±|\d))|超(?:过|出)?A|超支|高于A|大于A|多于A|每(?:超|多|高)")
_SHORT = re.compile(
    r"未(?:能|全部|按期|按时|按)?(?:完成|达|实现)|没有(?:完成|达)|不达标|达不到|(?:低于|不足|少于|小于|<|≤)(?!0)|部分|每(?:低|少|差|降|减)|差距|以下"
)
_OWN_SHORT = re.compile(rf"(?:低于|不足|小于|<|未达到?|达不到){_FIGURE}(?:\(不?含\))?")
# What is done to points is no condition: 扣该指标分值的10%, 按分值的80%计分.
_EFFECT = re.compile(
    rf"(?:扣除?|减|按照?|[得计记])(?:该?[项指标]*)(?:得分|分值|权重|满分|总分)?的?{_FIGURE}(?:的?(?:分值|权重|得分))?"
)
_LIMIT = re.compile(r"(?:不|未)(?:得|能|可)?(?:高于|大于|多于|超(?:过|出)?)")
_ENOUGH = re.compile(r"以上|满分|达到|≥|视[为同]|达标")
_LATE = re.compile(r"逾期|超期|超时|延期|推迟|延误|不及时|未及时|拖延")
_TAKES = re.compile(r"扣|减|不得分|零分|[得记计]0分|折|酌情")
_CLOSED = re.compile(r"以上|\(含\)|≥|达到|不低于|含")
_INVERSE = re.compile(r"A[/÷]B")
_OF_ITSELF = re.compile(r"满意度|率|度")


@frozen(repr=False)
class Condition(Record):
    """Completions in percent of their target: those ``below`` one figure, those ``above`` another; neither, any.

    ``closed`` are the figures that hold themselves. ``value``: a share that is named may be meant as it stands
    (满意度低于80%). ``late``: the date counts. ``literal``: 超过 says more than the target, also where less is better.
    """

    below: Fraction | None = None
    above: Fraction | None = None
    closed: bool = False
    literal: bool = False
    late: bool = False
    value: Fraction | None = None
    takes: bool = field(default=True)
    inverse: bool = False

    @property
    def open(self) -> bool:
        """Whether it is any completion that the rule may speak of."""
        return self.below is None and self.above is None and not self.late


def condition(sentence: str) -> Condition:
    """The condition of a sentence in letters.

    >>> told = "未达成A的,每低1%扣1分", "超额完成50%以上的,扣1分", "完成率大于150%的,扣1分", "偏差超过±20%的", "酌减"
    >>> [(str(each.below), str(each.above)) for each in map(condition, told)]
    [('100', 'None'), ('None', '150'), ('None', '150'), ('80', '120'), ('None', 'None')]
    """
    plain = _EFFECT.sub("", _LIMIT.sub("", sentence))
    takes, inverse = _TAKES.search(sentence) is not None, _INVERSE.search(plain) is not None
    closed = _CLOSED.search(plain) is not None
    if re.search(r"视[为同]", plain) and not re.search("扣|减", sentence):
        return Condition(below=HUNDRED, closed=closed, takes=takes)
    if re.search(r"偏[差离]|±", plain):
        by = _off_by(plain)
        return Condition(HUNDRED - by, HUNDRED + by, closed, literal=True, takes=takes)
    above, literal = _above(plain)
    below, value = _below(plain, beyond=above is not None)
    late = _LATE.search(plain) is not None
    if late and (above is None or below is None):
        above = below = None
    return Condition(below, above, closed, literal, late, value, takes, inverse)


def _off_by(sentence: str) -> Fraction:
    found = [Fraction(next(filter(None, each.groups()))) for each in _OFF.finditer(sentence)]
    tiers = [Fraction(each[1]) for each in _RANGE.finditer(sentence)]
    inside = re.search("以内|之内|内的|以下|每", sentence)
    return Fraction(0) if inside or not found else min(*found, *tiers, HUNDRED)


def _above(sentence: str) -> tuple[Fraction | None, bool]:
    """The least share of the target from which on the rule may hold, and whether it is more than the target itself."""
    literal = re.search(r"超(?!额)", sentence) is not None or re.search("[高大多]于A", sentence) is not None
    by = [(Fraction(each[2]), each.start(2)) for each in _BY.finditer(sentence)]
    figures = [HUNDRED + figure if figure < HUNDRED else figure for figure, _ in by]
    at = {start for _, start in by}
    relative = bool(by) and by[0][0] < HUNDRED
    for pattern in (_TO, _RANGE):
        for each in pattern.finditer(sentence):
            start = each.start(1) if each[1] else each.start(2)
            figure = Fraction(each[1] or each[2])
            if start in at:
                continue
            if relative and figure < HUNDRED and start > min(at):
                figures.append(HUNDRED + figure)  # the next tier of the same excess
            elif figure > HUNDRED or (figure == HUNDRED and pattern is _RANGE):
                figures.append(figure)
    if figures:
        return min(figures), literal
    return (HUNDRED, literal) if _OVER.search(sentence) else (None, literal)


def _below(sentence: str, *, beyond: bool) -> tuple[Fraction | None, Fraction | None]:
    """The share of the target below which the rule may hold, and the figure of a share that it may speak of itself."""
    bounded = re.sub(
        r"(?:低于|不足|少于|小于|<|≤)A?的?[1-9]\d{2,}(?:\.\d+)?%|[1-9]\d{2,}%以下|每(?:高|超|多)\S{0,4}", "", sentence
    )
    figures = [Fraction(figure) for each in _SHORT_OF.finditer(bounded) for figure in each.groups() if figure]
    rest = _SHORT_OF.sub("", bounded)
    if figures and max(figures) <= HUNDRED and not _SHORT.search(rest):
        return max(figures), None
    own = _of_itself(bounded)
    if own is not None and not _SHORT.search(_OWN_SHORT.sub("", bounded)):
        return own, own
    if _SHORT.search(bounded):
        return HUNDRED, own
    return (None, None) if beyond or not _ENOUGH.search(bounded) else (HUNDRED, own)


def _of_itself(sentence: str) -> Fraction | None:
    """The highest figure of a share that is not said to be one of the target: 满意度低于80%."""
    if re.search("完成[率比程]|B|执行率", sentence) or not _OF_ITSELF.search(sentence):
        return None
    figures = [Fraction(each) for each in re.findall(_FIGURE, sentence) if Fraction(each) <= HUNDRED]
    return max(figures, default=None)


def may_meet(asked: Condition, measured: Measure) -> bool:
    """Whether a completion meets a condition, or may meet it."""
    if asked.open:
        return True
    if asked.late:
        return not (isinstance(measured, Dated) and measured.met)
    return _is_short(asked, measured) or _is_beyond(asked, measured)


def _is_short(asked: Condition, measured: Measure) -> bool:
    if asked.below is None:
        return False
    if asked.value is not None and isinstance(measured, Numeric) and measured.unit == "%":
        done = measured.actual
        if done is None or done.low is None or done.low < asked.value:
            return True
    if met(measured) is True or (isinstance(measured, Levelled) and measured.level == "met"):
        return False
    if asked.below == HUNDRED:
        return True
    if isinstance(measured, Dated):
        return False  # a date is no share of another
    shares = [*_shares(measured)]
    return not shares or any(each < asked.below or (asked.closed and each == asked.below) for each in shares)


def _is_beyond(asked: Condition, measured: Measure) -> bool:
    if asked.above is None or not isinstance(measured, Numeric):
        return False
    reverse = measured.kind == "reverse"
    if reverse and asked.literal and asked.inverse and not asked.takes:
        return False  # beyond such a target A÷B is the usual formula
    if asked.above == HUNDRED:
        literally = reverse and (asked.literal or asked.takes) and met(measured) is not True
        return literally or (over(measured) is not False and not (reverse and asked.literal))
    if over(measured) is False and not reverse:
        return False
    shares = [*_shares(measured, literal=asked.literal)]
    return not shares or any(each > asked.above or (asked.closed and each == asked.above) for each in shares)


def _shares(measured: Measure, *, literal: bool = False) -> Iterator[Fraction]:
    """What share of the target was reached, in percent, in each way that it may be reckoned; none if unknown."""
    if not isinstance(measured, Numeric) or measured.actual is None or measured.doubt or measured.alternatives:
        return
    done = measured.actual
    if done.low is None or done.low != done.high:
        return
    aims = {measured.low, measured.high} - {None}
    for aim in aims:
        if aim is None or aim <= 0 or done.low < 0:
            continue
        if measured.kind != "reverse":
            yield HUNDRED * done.low / aim
        else:
            yield from _of_reverse(done.low, aim, literal=literal)


def _of_reverse(done: Fraction, aim: Fraction, *, literal: bool) -> Iterator[Fraction]:
    yield HUNDRED * done / aim
    if not literal:
        yield HUNDRED * (2 - done / aim)
        yield HUNDRED * HUNDRED if done == 0 else HUNDRED * aim / done


__all__ = ["Condition", "condition", "may_meet"]
