"""Hypothesis strategies for forms and their cells, for your own regression tests (``jixiao[testing]``).

A ``Pair`` knows what its texts mean without the grammar, to hold it to that.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as day
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from attrs import evolve, frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from indicators.exact import Number
from indicators.form import LEVELS, Accept, Budget, Form, Group, Line, Other, PrintedBlock, Source, Step
from indicators.spellings import PERIODS, PHRASES, PROSE, RATES, UNITS, WAYS, WIDE

_ONE, _FIXED = Fraction(1), Fraction(20)  # points of the budget line and of the goal line
_CHARS = st.sampled_from("成本人均培训率（）“”，。\"'\\#\n ") | st.characters(
    exclude_categories=("C", "Zl", "Zp")
)  # no control characters
_TEXT, _SOME_TEXT = st.text(_CHARS, max_size=12), st.text(_CHARS, min_size=1, max_size=12)


@frozen
class Pair:
    """Two cell texts and what they mean. ``low``/``high`` bound A and ``value`` is B, both in ``unit``.

    ``strict``: the bound itself is not enough. ``met`` is None for a qualitative pair, which has a ``level``.
    """

    kind: str
    target: str
    actual: str
    low: Fraction | None = None
    high: Fraction | None = None
    value: Fraction | None = None
    unit: str = ""
    strict: bool = False
    met: bool | None = None
    level: str | None = None


@st.composite
def numbers(draw: DrawFn, low: int = 0, high: int = 10**7, places: int = 2, *, scaled: bool = True) -> Number:
    """Numbers as people and PDF files write them, with the exact value: ``７，５３２``, ``12.5 0``; ``scaled``, 5万.

    >>> from hypothesis import given
    >>> @given(numbers())
    ... def reads_back(written):
    ...     assert Number.of(written.text) == written
    >>> reads_back()
    """
    shown = draw(st.integers(0, places))
    count = draw(st.integers(low * 10**shown, high * 10**shown))
    whole, part = divmod(abs(count), 10**shown)
    text = ("-" if count < 0 else "") + format(whole, draw(st.sampled_from(["", ","])))
    text += f".{part:0{shown}}" if shown else ""
    ending, factor = draw(st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)])) if scaled else ("", 1)
    text = draw(st.sampled_from([text, re.sub(r"(\.\d)(\d)$", r"\1 \2", text), "".join(WIDE[char] for char in text)]))
    return Number(text + ending, Fraction(count, 10**shown) * factor)


def units(dimension: str | None = None) -> SearchStrategy[str]:
    """Names of units, of one dimension (a key of ``UNITS``) or of any."""
    return st.sampled_from([name for family in ([dimension] if dimension else UNITS) for name in UNITS[family]])


def _number(value: Fraction) -> Number:
    """A value with at most six places, as plain digits."""
    whole, part = divmod(abs(value) * 10**6, 10**6)
    text = f"{whole}.{int(part):06}".rstrip("0").rstrip(".")
    return Number("-" + text if value < 0 else text, value)


@st.composite
def _completions(draw: DrawFn, family: str, name: str, near: Fraction) -> tuple[str, Fraction]:
    """A completion's text, in any unit that converts, and its value in the unit ``name``: often ``near`` itself."""
    sizes = UNITS[family]
    other = draw(st.sampled_from([name, name, *sizes]))
    shown = near * sizes[name] / sizes[other]
    hit = draw(st.booleans()) and (shown * 10**6).denominator == 1
    written = _number(shown) if hit else draw(numbers(scaled=False))
    value = written.value * sizes[other] / sizes[name]
    unclear = family == "share" and (name == "‰" or (value <= 1 and value != 0))  # would be refused
    plain = not (name.startswith(("千", "万", "亿")) and len(name) > 1) or name in ("千米",)
    far = bool(near and value) and not Fraction(1, 300) < abs(value / near) < 300  # it might be in thousands
    bare = other == name and plain and not unclear and not far and draw(st.booleans())
    return written.text + ("" if bare else other), value


@st.composite
def _bounds(draw: DrawFn, kind: str, signs: tuple[str, ...]) -> Pair:
    family = draw(st.sampled_from(list(UNITS)))
    name, written, sign = draw(units(family)), draw(numbers(scaled=False)), draw(st.sampled_from(signs))
    a, target = written.value, written.text + name
    if not sign and (a == 0 or family in ("time", "工作日")):
        sign = ">="  # bare, the first would be reverse and the second in doubt
    target = draw(st.sampled_from(WAYS[sign].split())).format(target)
    actual, b = draw(_completions(family, name, a))
    met = {"": b >= a, ">=": b >= a, ">": b > a, "<=": b <= a, "<": b < a, "=": b == a}[sign]
    low, high = None if kind == "reverse" else a, None if kind == "positive" else a
    return Pair(kind, target, actual, low, high, b, name, strict=sign in ("<", ">"), met=met)


@st.composite
def _frequencies(draw: DrawFn) -> Pair:
    period, times = draw(st.sampled_from(list(PERIODS.items())))
    count, done = draw(st.integers(1, 9)), draw(st.integers(0, 500))
    form = draw(st.sampled_from(["每{1}至少{0}次", "每{1}≥{0}次", "≥{0}次/{1}", "{0}次/{1}", "每{1}不少于{2}次"]))
    if times > 1 and 0 < done < max(Fraction(2), Fraction(times, 4)) * count:
        done = count * times  # 1次 beside 每月1次 may be of a month or of the year
    target, a = form.format(count, period, "零一两三四五六七八九"[count]), Fraction(count * times)
    return Pair("positive", target, f"{done}次", a, None, Fraction(done), "次", met=done >= a)


@st.composite
def _ranges(draw: DrawFn) -> Pair:
    family = draw(st.sampled_from(list(UNITS)))
    name = draw(units(family))
    if draw(st.booleans()):
        half, middle = draw(st.integers(0, 50)), draw(st.none() | st.integers(50, 10**4))
        target = f"{'' if middle is None else middle}±{half}{name}"
        low, high = Fraction((middle or 0) - half), Fraction((middle or 0) + half)
    else:
        ends = sorted(draw(st.tuples(numbers(scaled=False), numbers(scaled=False))), key=lambda end: end.value)
        low, high = ends[0].value, ends[1].value
        first, dash = draw(st.sampled_from(["", name])), draw(st.sampled_from("-—~～至"))
        target = f"{ends[0].text}{first}{dash}{ends[1].text}{name}"
    middle_of = Fraction((low + high) * 50 // 1, 100)  # 1.005人 may be a mark of thousands
    actual, b = draw(_completions(family, name, draw(st.sampled_from([low, high, middle_of]))))
    return Pair("within", target, actual, low, high, b, name, met=low <= b <= high)


@st.composite
def _deadlines(draw: DrawFn) -> Pair:
    """Dates with a year on both sides or on neither: with one only, the form's year would decide."""
    dated, texts, last = draw(st.booleans()), [], []
    days = st.dates(day(2019, 1, 1), day(2030, 12, 31)) if dated else st.dates(day(2000, 1, 1), day(2000, 12, 31))
    for shapes in ("{0}{1}月底前 {0}{1}月{2}日 {0}{1}月完成", "{0}{1}月 {0}{1}月{2}日 {0}{1}月{2}日完成"):
        when, form = draw(days), draw(st.sampled_from(shapes.split()))
        texts.append(form.format(f"{when.year}年" if dated else "", when.month, when.day))
        last.append(when if "{2}" in form else when.replace(day=monthrange(when.year, when.month)[1]))
    return Pair("deadline", texts[0], texts[1], met=last[1] <= last[0])


@st.composite
def _prose(draw: DrawFn) -> Pair:
    target = draw(st.sampled_from(PROSE))
    actual, level = draw(st.sampled_from([*PHRASES, *((text, "met" if text == target else None) for text in PROSE)]))
    return Pair("qualitative", target, actual, level=level)


def _zero(text: str, name: str, done: int) -> Pair:  # bare: it must not happen
    return Pair("reverse", text + name, f"{done}{name}", None, Fraction(0), Fraction(done), name, met=done == 0)


_ZEROS = st.builds(_zero, st.sampled_from(["0", "0.0", "０"]), st.sampled_from(["", "起", "%"]), st.integers(0, 20))
_PAIRS: MappingProxyType[str, SearchStrategy[Pair]] = MappingProxyType(
    {
        "positive": _bounds("positive", (">=", ">", "")) | _frequencies(),
        "reverse": _bounds("reverse", ("<=", "<")) | _ZEROS,
        "exact": _bounds("exact", ("=",)),
        "within": _ranges(),
        "deadline": _deadlines(),
        "qualitative": _prose(),
    }
)


def cell_pairs(kind: str | None = None) -> SearchStrategy[Pair]:
    """Target and completion that fit each other, of one kind or of any, with what they mean."""
    return _PAIRS[kind] if kind else st.one_of(*_PAIRS.values())


def target_cells(kind: str | None = None) -> SearchStrategy[str]:
    """Texts of target cells of one kind, or of any."""
    return cell_pairs(kind).map(lambda pair: pair.target)


def actual_cells(kind: str | None = None, *, missing: bool = True) -> SearchStrategy[str]:
    """Texts of completion cells of one kind, or of any; with ``missing``, cells that say nothing too."""
    found = cell_pairs(kind).map(lambda pair: pair.actual)
    return st.one_of(found, st.sampled_from(["", "—", "——", "/", "……"])) if missing else found


@st.composite
def spellings(draw: DrawFn, text: str) -> str:
    """Other ways to write a cell that must be read alike: widths, spaces, the sign of the comparator."""
    for ways in list(WAYS.values())[1:]:
        signs = [way.removesuffix("{}") for way in ways.split() if way.endswith("{}")]
        for rest in [text.removeprefix(sign) for sign in signs if text.startswith(sign)]:
            text = draw(st.sampled_from(signs)) + rest if rest.strip()[:1].isdigit() else text
    wide, gap = draw(st.booleans()), draw(st.sampled_from(["", " ", "\n", "\u3000"]))
    shown = [WIDE.get(char, char) if wide and draw(st.booleans()) else char for char in text]
    for index, (left, right) in enumerate(pairwise(text), 1):
        loose = "\u4e00" <= left <= "\u9fff" or "\u4e00" <= right <= "\u9fff"  # never inside a number
        shown[index] = gap + shown[index] if gap and loose and draw(st.booleans()) else shown[index]
    return draw(st.sampled_from(["", " ", "\u3000"])) + "".join(shown) + draw(st.sampled_from(["", " ", "\n"]))


def _filed(weight: Fraction) -> SearchStrategy[Number | None]:  # often the full weight, now and then lost
    return (
        st.just(_number(weight))
        | st.none()
        | st.integers(0, int(weight * 100)).map(lambda n: _number(Fraction(n, 100)))
    )


@st.composite
def lines(draw: DrawFn, id: str = "i1", weight: Fraction | None = None, kind: str | None = None) -> Line:
    """Indicator lines of one kind, or of any: cells that fit each other, a weight, most often a filed score."""
    pair, worth = draw(cell_pairs(kind)), weight or draw(st.integers(1, 40).map(lambda halves: Fraction(halves, 2)))
    level = draw(st.sampled_from([None, *LEVELS])) if pair.kind == "qualitative" else None
    rate, shown = draw(st.none() | st.sampled_from(RATES[level]).map(Number.of)) if level else None, _number(worth)
    steps = (Step(pair.target, shown),) if pair.kind == "positive" and draw(st.booleans()) else ()
    return draw(st.builds(
        Line, st.just(id), st.just("indicator"), _TEXT, st.just(pair.target), st.just(pair.actual),
        level1=st.sampled_from(["", "产出指标"]), level2=_TEXT, weight=st.just(shown), filed=_filed(worth),
        kind=st.sampled_from([None, pair.kind]), level=st.just(level), rate=st.just(rate), reason=_TEXT,
        aggregate=st.sampled_from([None, "sum", "mean"]), steps=st.just(steps),
    ))  # fmt: skip


@st.composite
def _split(draw: DrawFn, points: Fraction) -> list[Fraction]:
    halves = int(points * 2)  # every weight is a positive multiple of a half
    cuts = sorted(draw(st.sets(st.integers(1, halves - 1), max_size=3))) if halves > 1 else []
    return [Fraction(high - low, 2) for low, high in zip([0, *cuts], [*cuts, halves], strict=True)]


@st.composite
def _rows(draw: DrawFn, points: Fraction, prefix: str = "", group: str | None = None) -> tuple[Line, ...]:
    """Lines that share ``points``, now and then with a row of detail (其中), which has none."""
    rows = [draw(lines(f"{prefix}i{number}", weight)) for number, weight in enumerate(draw(_split(points)), 1)]
    if draw(st.booleans()):
        rows.append(Line(f"{prefix}i{len(rows) + 1}", "indicator", "其中", "≥1人", "1人", sub=True))
    return tuple(evolve(row, group=group) for row in rows)


@st.composite
def groups(draw: DrawFn, number: int = 1, points: Fraction = _FIXED) -> Group:
    """Annual goals (年度目标) whose lines add up to ``points``, a multiple of a half."""
    name = f"年度目标{number}" + draw(_TEXT)
    return Group(name, draw(_rows(points, f"g{number}.", name)), _number(points), draw(_TEXT))


@st.composite
def _budgets(draw: DrawFn) -> Budget:
    unit, filed, rate = draw(units("money")), draw(_filed(_FIXED)), draw(st.sampled_from(["", "64%", "93.50%"]))
    amounts = numbers(high=10**5, scaled=False).map(lambda amount: amount.text)
    a, b, initial = (draw(amounts) + draw(st.sampled_from(["", unit])) for _ in range(3))
    line = Line("budget", "budget", "预算执行情况", a, b, weight=_number(_FIXED), filed=filed, unit=unit)
    sources = draw(st.lists(st.builds(Source, _SOME_TEXT, amounts, amounts), max_size=2))
    return Budget(evolve(line, printed_rate=rate), unit, draw(st.sampled_from(["", initial])), tuple(sources))


@st.composite
def forms(draw: DrawFn, kind: str | None = None) -> Form:
    """Valid forms: a ``project`` form of 20, 20 and 60, or a ``department`` form of 20 and 80 in groups."""
    kind = kind or draw(st.sampled_from(["project", "department"]))
    accepts = st.lists(st.builds(Accept, st.sampled_from(["S303", "W105"]), _SOME_TEXT), max_size=1).map(tuple)
    others = st.lists(st.lists(_TEXT, max_size=3).map(tuple).map(Other), max_size=1).map(tuple)
    texts = st.lists(_SOME_TEXT, max_size=2).map(tuple)
    form = draw(st.builds(
        Form, st.just(kind), _TEXT, _TEXT, _TEXT, st.none() | st.integers(2015, 2030), _TEXT,
        weights=st.sampled_from(["declared", "printed", "reconstructed"]), deviation_reason=_TEXT,
        improvement=_TEXT, budget=_budgets(), accepts=accepts, others=others, columns=texts, notes=texts,
        blocks=st.lists(st.builds(PrintedBlock, _SOME_TEXT, numbers(high=100)), max_size=1).map(tuple),
    ))  # fmt: skip
    if kind == "project":
        actual, filed = draw(st.sampled_from(["100%", "99%", "达成预期指标", ""])), draw(_filed(_FIXED))
        goal = Line("goal", "goal", "绩效总目标", draw(_SOME_TEXT), actual, weight=_number(_FIXED), filed=filed)
        form = evolve(form, goal=goal, indicators=draw(_rows(Fraction(60))))
    else:
        parts = draw(_split(Fraction(80)))
        form = evolve(form, groups=tuple(draw(groups(number, points)) for number, points in enumerate(parts, 1)))
    total = _number(sum((line.filed.value for line in form.lines() if line.filed), Fraction(0)))
    return evolve(form, printed_total=draw(st.sampled_from([total, None])))
