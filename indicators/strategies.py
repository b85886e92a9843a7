"""Hypothesis strategies for forms and their cells, for your own regression tests.

Needs ``pip install jixiao[testing]``; nothing else in the packages imports this module. A ``Pair`` carries what its two
texts mean, computed here and not by the grammar, so that a test can hold the grammar to it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date as day
from fractions import Fraction
from types import MappingProxyType

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from indicators.exact import Number

# Sizes of their own, so that a wrong factor in the tables shows.
UNITS = MappingProxyType(
    {
        "money": {"元": Fraction(1), "千元": Fraction(1000), "万元": Fraction(10**4), "亿元": Fraction(10**8)},
        "share": {"%": Fraction(1), "百分比": Fraction(1), "‰": Fraction(1, 10)},
        "length": {"米": Fraction(1), "公里": Fraction(1000), "千米": Fraction(1000)},
        "area": {"亩": Fraction(2000, 3), "公顷": Fraction(10**4), "平方米": Fraction(1)},
        "time": {"天": Fraction(1), "小时": Fraction(1, 24), "分钟": Fraction(1, 1440)},
        "event": {"次": Fraction(1), "场": Fraction(1), "期": Fraction(1)},
        **{word: {word: Fraction(1), f"万{word}": Fraction(10**4)} for word in ("人", "件", "家", "户", "株")},
        **{word: {word: Fraction(1)} for word in ("人次", "个", "起", "项", "种", "份", "台", "工作日", "方队")},
    }
)
_PERIODS = MappingProxyType({"年": 1, "半年": 2, "季度": 4, "月": 12, "周": 52})
_WIDE = MappingProxyType({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
_SIGNS = MappingProxyType(
    {
        ">=": ("≥", ">=", "≧", "⩾", "＞＝", "不少于", "不低于", "不小于", "至少"),
        ">": (">", "＞", "大于", "超过"),
        "<=": ("≤", "<=", "≦", "⩽", "＜＝", "不超过", "不高于", "不大于", "不多于"),
        "<": ("<", "＜", "小于", "低于"),
        "=": ("=", "＝"),
    }
)
_ENDINGS = MappingProxyType({">=": ("以上", "及以上", "（含）以上"), "<=": ("以下", "及其以下", "（含）以下", "以内")})
_WORDS = (("达到", ""), ("完成", ""), ("实现", ""), ("提升", ""), ("增长", ""), ("", "覆盖"), ("", "完成"))
_PROSE = ("及时", "有效保障", "充分", "逐步完善", "规范有序", "明显提升", "一般45天，延长不超过60天")
_PHRASES = MappingProxyType({"met": ("达成", "达成预期指标", "已完成"), "part": ("部分达成",), "unmet": ("未完成",)})
_BANDS = MappingProxyType({"met": (80, 100), "part": (50, 79), "unmet": (0, 49)})


@frozen
class Pair:
    """Two cell texts and what they mean. ``low``/``high`` bound A and ``value`` is B, both in ``unit``.

    ``met`` is None where the kind alone does not tell. ``strict``: the bound itself is not enough. ``level`` is that of
    a qualitative pair.
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
    """Numbers as people and PDF files write them, with the exact value: ``７，532.2 1``, ``12.50``, and 5万 if ``scaled``.

    >>> from hypothesis import given
    >>> from indicators.exact import number
    >>> @given(numbers())
    ... def reads_back(written):
    ...     assert number(written.text) == written.value
    >>> reads_back()
    """
    shown = draw(st.integers(0, places))
    scale = 10**shown
    count = draw(st.integers(low * scale, high * scale))
    whole, part = divmod(abs(count), scale)
    text = ("-" if count < 0 else "") + format(whole, draw(st.sampled_from(["", ","])))
    text += f".{part:0{shown}}" if shown else ""
    ending, factor = draw(st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)])) if scaled else ("", 1)
    look: Callable[[str], str] = draw(st.sampled_from([str, str, _widen, _gap]))
    return Number(look(text) + ending, Fraction(count, scale) * factor)


def _widen(text: str) -> str:
    return "".join(_WIDE.get(char, char) for char in text)


def _gap(text: str) -> str:
    """A space before the last digit, as a text layer leaves it."""
    return f"{text[:-1]} {text[-1]}" if text[-2:-1].isdigit() else text


def units(dimension: str | None = None) -> SearchStrategy[str]:
    """Names of units, of one dimension (``money``, ``share``, ``length``, ``area``, ``time``, ``event``) or of any.

    >>> from hypothesis import given
    >>> @given(units("money"))
    ... def is_money(name):
    ...     assert name.endswith("元")
    >>> is_money()
    """
    families = [UNITS[dimension]] if dimension else list(UNITS.values())
    return st.sampled_from([name for family in families for name in family])


def cell_pairs(kind: str | None = None) -> SearchStrategy[Pair]:
    """Target and completion that fit each other, of one kind or of any, with what they mean.

    >>> from hypothesis import given
    >>> @given(cell_pairs("reverse"))
    ... def is_bounded_above(pair):
    ...     assert pair.high is not None and pair.met == (pair.value < pair.high or
    ...         pair.value == pair.high and not pair.strict)
    >>> is_bounded_above()
    """
    by_kind: dict[str, SearchStrategy[Pair]] = {
        "positive": st.one_of(_bounds("positive", (">=", ">", "")), _frequencies()),
        "reverse": st.one_of(_bounds("reverse", ("<=", "<")), _zeros()),
        "exact": _bounds("exact", ("=",)),
        "within": _ranges(),
        "deadline": _deadlines(),
        "qualitative": _prose_pairs(),
    }
    return by_kind[kind] if kind else st.one_of(*by_kind.values())


def target_cells(kind: str | None = None) -> SearchStrategy[str]:
    """Texts of target cells of one kind, or of any."""
    return cell_pairs(kind).map(lambda pair: pair.target)


def actual_cells(kind: str | None = None, *, missing: bool = True) -> SearchStrategy[str]:
    """Texts of completion cells of one kind, or of any; with ``missing``, cells that say nothing too."""
    found = cell_pairs(kind).map(lambda pair: pair.actual)
    return st.one_of(found, st.sampled_from(["", "—", "——", "/", "……"])) if missing else found


@st.composite
def _completions(draw: DrawFn, family: str, name: str, near: Fraction) -> tuple[str, Fraction]:
    """A completion's text, in any unit that converts, and its value in the unit ``name``: often ``near`` itself."""
    sizes = UNITS[family]
    other = draw(st.sampled_from([name, name, *sizes]))
    written = draw(numbers(scaled=False))
    shown = near * sizes[name] / sizes[other]
    if draw(st.booleans()) and (shown * 10**6).denominator == 1:
        written = Number(_decimal(shown), shown)
    value = written.value * sizes[other] / sizes[name]
    bare_share = family == "share" and (name == "‰" or 0 < value <= 1)  # these would be refused
    bare = other == name and not bare_share and draw(st.booleans())
    return written.text + ("" if bare else other), value


def _decimal(value: Fraction) -> str:
    """The text of a value with at most six places."""
    whole, part = divmod(abs(value) * 10**6, 10**6)
    return ("-" if value < 0 else "") + f"{whole}.{int(part):06}".rstrip("0").rstrip(".")


@st.composite
def _bounds(draw: DrawFn, kind: str, signs: Sequence[str]) -> Pair:
    family = draw(st.sampled_from(list(UNITS)))
    name = draw(units(family))
    written = draw(numbers(scaled=False))
    sign = draw(st.sampled_from(signs))
    a = written.value
    if not sign and (a == 0 or family == "time"):
        sign = ">="  # bare, the first would be reverse and the second in doubt
    target = written.text + name
    if not sign:
        before, after = draw(st.sampled_from([("", ""), *_WORDS]))
        target = before + target + after
    elif sign in _ENDINGS and draw(st.booleans()):
        target += draw(st.sampled_from(_ENDINGS[sign]))
    else:
        target = draw(st.sampled_from(_SIGNS[sign])) + target
    actual, b = draw(_completions(family, name, a))
    met = {"": b >= a, ">=": b >= a, ">": b > a, "<=": b <= a, "<": b < a, "=": b == a}[sign]
    low, high = None if kind == "reverse" else a, None if kind == "positive" else a
    return Pair(kind, target, actual, low, high, b, name, strict=sign in ("<", ">"), met=met)


@st.composite
def _frequencies(draw: DrawFn) -> Pair:
    period, times = draw(st.sampled_from(list(_PERIODS.items())))
    count, done = draw(st.integers(1, 9)), draw(st.integers(0, 500))
    form = draw(st.sampled_from(["每{1}至少{0}次", "每{1}≥{0}次", "≥{0}次/{1}", "{0}次/{1}", "每{1}不少于{2}次"]))
    target = form.format(count, period, "零一两三四五六七八九"[count])
    a = Fraction(count * times)
    return Pair("positive", target, f"{done}次", a, None, Fraction(done), "次", met=done >= a)


@st.composite
def _zeros(draw: DrawFn) -> Pair:
    """A bare 0: it must not happen."""
    name = draw(st.sampled_from(["", "起", "件", "次", "%"]))
    done = draw(st.integers(0, 20))
    target = draw(st.sampled_from(["0", "0.0", "０", "零"])) if name != "%" else "0"
    zero = Fraction(0)
    return Pair("reverse", target + name, f"{done}{name}", None, zero, Fraction(done), name, met=done == 0)


@st.composite
def _ranges(draw: DrawFn) -> Pair:
    family = draw(st.sampled_from(list(UNITS)))
    name = draw(units(family))
    if draw(st.booleans()):
        half, middle = draw(st.integers(0, 50)), draw(st.one_of(st.none(), st.integers(50, 10**4)))
        target = f"{'' if middle is None else middle}±{half}{name}"
        low, high = Fraction((middle or 0) - half), Fraction((middle or 0) + half)
    else:
        ends = sorted(draw(st.tuples(numbers(scaled=False), numbers(scaled=False))), key=lambda end: end.value)
        low, high = ends[0].value, ends[1].value
        first = draw(st.sampled_from(["", name]))
        target = f"{ends[0].text}{first}{draw(st.sampled_from('-—~～至'))}{ends[1].text}{name}"
    actual, b = draw(_completions(family, name, draw(st.sampled_from([low, high, (low + high) / 2]))))
    return Pair("within", target, actual, low, high, b, name, met=low <= b <= high)


@st.composite
def _deadlines(draw: DrawFn) -> Pair:
    """Dates with a year on both sides or on neither: with one only, the form's year would decide."""
    dated = draw(st.booleans())
    texts, last = [], []
    for forms in (
        ("{0}{1}月底前", "{0}{1}月{2}日", "{0}{1}月完成"),
        ("{0}{1}月", "{0}{1}月{2}日", "{0}{1}月{2}日完成"),
    ):
        when = draw(st.dates(day(2019, 1, 1), day(2030, 12, 31)))
        form = draw(st.sampled_from(forms))
        end = when if "{2}" in form else when.replace(day=monthrange(when.year, when.month)[1])
        texts.append(form.format(f"{when.year}年" if dated else "", when.month, when.day))
        last.append((end.year if dated else 0, end.month, end.day if dated or "{2}" in form else 31))
    return Pair("deadline", texts[0], texts[1], met=last[1] <= last[0])


@st.composite
def _prose_pairs(draw: DrawFn) -> Pair:
    target = draw(st.sampled_from(_PROSE))
    level = draw(st.sampled_from(["met", "part", "unmet", None]))
    same = level == "met" and draw(st.booleans())
    others = _PHRASES[level] if level else tuple(text for text in _PROSE if text != target)
    return Pair("qualitative", target, target if same else draw(st.sampled_from(others)), level=level)


@st.composite
def spellings(draw: DrawFn, text: str) -> str:
    """Other ways to write a cell that must be read alike: widths, spaces, the sign of the comparator.

    >>> from hypothesis import given
    >>> from indicators.cells import read_cell
    >>> @given(spellings("≥3000人"))
    ... def reads_alike(text):
    ...     assert read_cell(text).amount == read_cell("≥3000人").amount
    >>> reads_alike()
    """
    for sign in ("≥", ">=", "≧", "⩾", "≤", "<=", "≦", "⩽"):
        if text.startswith(sign) and text[len(sign) :].strip()[:1].isdigit():
            same = next(signs for signs in _SIGNS.values() if sign in signs)
            text = draw(st.sampled_from(same[:5])) + text[len(sign) :]
            break
    wide, spaced = draw(st.booleans()), draw(st.sampled_from(["", " ", "\n", "\u3000"]))
    shown = [draw(st.sampled_from([char, _WIDE.get(char, char)])) if wide else char for char in text]
    for index in range(1, len(text)):
        left, right = text[index - 1], text[index]
        loose = "\u4e00" <= left <= "\u9fff" or "\u4e00" <= right <= "\u9fff" or (left + right).isdigit()
        if spaced and loose and draw(st.booleans()):
            shown[index] = spaced + shown[index]
    return draw(st.sampled_from(["", " ", "\u3000"])) + "".join(shown) + draw(st.sampled_from(["", " ", "\n"]))
