"""How intervals and sums are put into words, for findings and reports alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from types import MappingProxyType

from indicators.cells import plain as folded
from indicators.exact import NumberError, number
from indicators.form import Line
from indicators.messages import Message, translate
from indicators.wording import beside_label
from scoring.interval import Interval
from scoring.rounding import decimal, half_up, plain
from scoring.rulebook import names, rulebook
from scoring.scorecard import LineScore, Scorecard
from scoring.trace import YES

ZERO = Fraction(0)
# What a reading rests on that the form does not say, by its code.
SHOWN = MappingProxyType(
    {
        "direction": "direction", "multiplier": "multiplier", "percent": "percentage or fraction", "date": "date",
        "weight": "weight", "words": "words for 100%", "restored": "restored sign",
    }
)  # fmt: skip


def span(value: Interval, card: Scorecard | None = None) -> str:
    """An interval of points at the rulebook's places: one number, or ``low–high``; a dash on a form without points.

    >>> from fractions import Fraction as F
    >>> span(Interval(F("95.13"), F("99.93"))), span(Interval.point(F(99)))
    ('95.13–99.93', '99.00')
    """
    if card and not card.has_points:
        return "—"
    places = card.rulebook.places if card else 2
    low, high = decimal(value.low, places), decimal(value.high, places)
    return low if low == high else f"{low}–{high}"


def cell(line: Line, key: str, text: str, language: str = "en") -> str:
    """The ``text`` of a cell; where a person must read it first (待核对), that, and what it may be.

    In a row beside the 100 points, which a person judges anyhow, what it holds.

    >>> cell(Line("i1", "indicator", unread=("actual",), candidates=(("actual", ("95%", "85%")),)), "actual", "")
    'to confirm: 95% / 85%'
    """
    if not line.is_unread(key):
        return text
    found = dict(line.candidates).get(key, ())
    return " / ".join(found) if line.beside else to_confirm(found, language)


def to_confirm(readings: Sequence[str], language: str = "en") -> str:
    """What stands for a cell that a person must read first."""
    shown = translate("to confirm", language)
    return f"{shown}: {' / '.join(readings)}" if readings else shown


def points_of(line: LineScore, card: Scorecard | None = None) -> str:
    """The score of a line by rule: a number or a range; on an inferred weight ``≈`` the natural one, then the range."""
    return about(line.solution.shown if line.solution else None, line.shown, card)


def total_of(card: Scorecard) -> str:
    """The total by rule, written in the same way."""
    return about(card.natural, card.rule, card)


def about(natural: Interval | None, whole: Interval, card: Scorecard | None = None) -> str:
    """A natural number beside the range that it lies in, where there is one; else the range.

    >>> from fractions import Fraction as F
    >>> about(Interval.point(F(10)), Interval(F(9), F(14))), about(None, Interval.point(F(9)))
    ('≈10.00 (9.00–14.00)', '9.00')
    """
    if natural is None or (card and not card.has_points):
        return span(whole, card)
    first, every = span(natural, card), span(whole, card)
    return f"≈{first}" if first == every else f"≈{first} ({every})"


def assumed_of(line: LineScore, language: str) -> str:
    """What the score of a line rests on that the form does not say, in words; nothing where it rests on the form."""
    return translate(", ", language).join(translate(SHOWN[code], language) for code in line.assumed)


def doubt_of(card: Scorecard) -> Message | None:
    """How many points the form leaves open, and which lines hold them; None where the total is one number."""
    lines = [line for line in card.counted if line.shown.value is None]
    if not lines or not card.has_points:
        return None
    ids, points = {line.line.id for line in lines}, ZERO
    for pool in card.pools:
        points += pool.points if ids & pool.lines else ZERO
        ids -= pool.lines
    points += sum((line.weight.high for line in lines if line.weight and line.line.id in ids), ZERO)
    rows = joined([row_name(line.line) for line in lines])
    return Message("{points} points hang on {lines}", {"points": plain(points), "lines": rows})


def sum_of(line: LineScore, card: Scorecard | None = None) -> str:
    """The sum of a line in numbers: ``4 × 2399 ÷ 3000 = 3.1986… → 3.20``, or ``95 ≥ 95 → 10`` where it is met.

    What it is rounded to has as many places as the rulebook of its ``card``; two where none is given.
    """
    if line.solution:
        return f"≈ {sum_of(line.solution, card)}"
    formula, value = line.step.formula, line.exact.value
    asked = [dict(question.values) for question in line.step.conditions() if question.template == YES]
    if asked and value is not None and formula == plain(value):
        return ", ".join(f"{each['left']} {each['sign']} {each['right']}" for each in asked) + f" → {formula}"
    if value is None:
        return (
            formula if formula.startswith("[") else f"{formula} = [{plain(line.exact.low)}, {plain(line.exact.high)}]"
        )
    rows = [each for says in line.step.labels() if isinstance(each := dict(says.values).get("rows"), tuple)]
    if rows and formula == plain(value):
        return f"{formula} ({', '.join(map(str, rows[0]))})"
    parts = [formula] if formula == plain(value) else [formula, plain(value)]
    places = card.rulebook.places if card else 2
    shown = decimal(line.shown.low, places)
    return " = ".join(parts) + ("" if half_up(value, places) == value else f" → {shown}")


def rests_on(rule: str, language: str) -> str:
    """What a finding rests on: the rulebook and its words; in Chinese its title, and the words where they are English.

    >>> rests_on("sichuan-2023: 预算执行率=预算执行数/调整后预算数", "zh")
    '《四川省部门预算项目支出绩效自评表（2023年度）》：预算执行率=预算执行数/调整后预算数'
    """
    if language == "en":
        return rule
    name, colon, words = rule.partition(": ")
    if name not in names():
        return sources(rule, language)
    title = f"《{rulebook(name).title}》"
    return f"{title}：{sources(words, language)}" if colon else title


def sources(text: str, language: str) -> str:
    """Where rules stand in print, in ``language``: the words of one rulebook, or of several that were put together.

    >>> sources("权重*B/A; 财政部预算司, relayed by a consultant; the same edges in program code", "zh")
    '权重*B/A；财政部预算司，由咨询机构转述；程序代码中界限相同'
    """
    parts, shown, at = text.split("; "), [], 0
    while at < len(parts):
        runs = ("; ".join(parts[at:end]) for end in range(len(parts), at, -1))
        run = next((each for each in runs if translate(each, language) != each), parts[at])
        shown.append(translate(run, language))
        at += run.count("; ") + 1
    return ("; " if language == "en" else "；").join(shown)


def decimals(text: str) -> int:
    """The decimals that a number is written with.

    >>> decimals("12.50"), decimals("64%"), decimals("99.7%")
    (2, 0, 1)
    """
    return len(text.strip().rstrip("%％‰").partition(".")[2].strip())


def printed_rates(text: str) -> tuple[Fraction, ...]:
    """What a printed execution rate can mean: a percentage, or a bare number that is a share or a percentage.

    >>> [str(rate) for rate in printed_rates("64%")], [str(rate) for rate in printed_rates("0.64")]
    (['16/25'], ['16/25', '4/625'])
    """
    try:
        value = number(folded(text).replace(" ", ""))
    except NumberError:
        return ()
    return (value,) if text.strip().endswith(("%", "％", "‰", "百分比")) else (value, value / 100)


def row_name(line: Line) -> Message:
    """What people call a line: 预算执行行, 第3行, 年度目标1 第4行.

    >>> row_name(Line("g1.i4", "indicator", group="年度目标1")).show("zh"), row_name(Line("i3", "indicator")).show()
    ('年度目标1 第4行', 'i3')
    """
    if line.block == "budget":
        return Message("budget line")
    if line.block == "goal":
        return Message("goal line")
    at = line.id.rpartition("i")[2]
    if not at.isdigit():
        return Message("{row}", {"row": line.id})
    if line.group:
        return Message("{group} i{row}", {"group": line.group, "row": int(at)})
    return Message("i{row}", {"row": int(at)})


def indicator_name(line: Line) -> str:
    """The name of a line; a row beside the 100 points says what it is: 加分项：获省级表彰.

    >>> indicator_name(Line("i9", "indicator", "获省级表彰", level1="加分项"))
    '加分项：获省级表彰'
    """
    if not line.beside:
        return line.name
    return "：".join(filter(None, (beside_label(line.name, line.level1, line.level2), line.name)))


def joined(rows: Sequence[Message]) -> tuple[Message, ...]:
    """The rows, those that follow each other as one span: i1–i6, i12.

    >>> Message("{rows}", {"rows": joined([row_name(Line(f"i{at}", "indicator")) for at in (1, 2, 3, 7)])}).show()
    'i1–i3, i7'
    """
    return tuple(_spans([*dict.fromkeys(rows)]))


def _spans(rows: Sequence[Message]) -> Iterator[Message]:
    start = 0
    while start < len(rows):
        end = start
        while end + 1 < len(rows) and _follows(rows[end], rows[end + 1]):
            end += 1
        first, last = dict(rows[start].values), dict(rows[end].values)
        if end == start:
            yield rows[start]
        elif "group" in first:
            yield Message("{group} i{row}–i{last}", {**first, "last": last["row"]})
        else:
            yield Message("i{row}–i{last}", {**first, "last": last["row"]})
        start = end + 1


def _follows(one: Message, other: Message) -> bool:
    first, second = dict(one.values), dict(other.values)
    row, following = first.pop("row", None), second.pop("row", None)
    return one.template == other.template and first == second and isinstance(row, int) and following == row + 1
