"""What the notes under a form (备注) say of its rules, as facts that can be compared with a rulebook's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from types import MappingProxyType

from attrs import frozen

from indicators.messages import Message
from indicators.record import Record
from scoring.own_notes import rules_in, squeezed
from scoring.rounding import plain
from scoring.rulebook import LEVELS_UP, Rulebook

Value = str | tuple[Fraction, ...]
_TIMES = r"[*×xX·]?\(?"
_POINTS = r"(?:权重|该?指标分值|分值|该指标所赋分值|赋分|标准分|满分)"
_LINEAR = re.compile(r"1-\(?\(?B-A\)?[/÷]A|2-B[/÷]A|1-偏差率")
_POSITIVE = re.compile(rf"{_POINTS}{_TIMES}B[/÷]A|B[/÷]A\)?(?:或\(?A[/÷]B\)?)?{_TIMES}{_POINTS}")
_REVERSE = re.compile(rf"{_POINTS}{_TIMES}A[/÷]B|A[/÷]B\)?{_TIMES}{_POINTS}")
# The target and the completion in words, as A and B: 分值×实际完成值/年度指标值.
_LETTERS = (
    (re.compile(r"(?:全年)?(?:实际)?完成[值数](?:\([AB]\))?|(?:全年)?实际值(?:\([AB]\))?"), "B"),
    (re.compile(r"(?:年度|年初|预期|计划)?(?:绩效)?(?:指标|目标|计划)值(?:\([AB]\))?"), "A"),
)
# Some forms call the completion A and the target B.
_SWAPPED = re.compile(
    r"A[为是指=:](?:全年)?(?:实际|完成)|B[为是指=:](?:年度|年初|预期|计划)?(?:绩效)?(?:指标|目标|计划)值|(?:完成|实际)值\(A\)"
)
_SWAP = str.maketrans("AB", "BA")
# A factor or a term that the usual formulas do not have, behind or before one.
_WHOLE_FORMULA = re.compile(rf"\)*(?:[*×xX·]\(?{_POINTS})?\)*(?:[*×xX·]100%)?\)*")
_GOES_ON = re.compile(r"[*×xX·/÷+]|-\d")
_FACTOR_BEFORE = re.compile(r"(?:%|\d|系数\)?)[*×xX·]\(*$")
# What limits a formula to some lines or completions, where it stands before it in the sentence.
LIMITED = re.compile(
    r"超(?:过|出)?|高于|低于|不足|以[上下内外]|且|同时|\d%|[偏][差离]|除|时效|质量|数量|成本|满意|效益|产出|定性|不(?!得)"
)
_DIVISORS = (
    ("initial", r"年初预算数?"), ("adjusted", r"调整后?的?预算数?|调整后财政资金总额"), ("full-year", r"全年预算数?"),
)  # fmt: skip
_OVER = r"(?:执行数|支出数|执行|支出)(?:\(\w\))?(?:[/÷]|除以|占)"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_GRADE_WORDS = re.compile(r"[优良中差低]|一般|合格")
_GRADED = re.compile(
    r"优[^优良]{0,40}良[^优良]{0,60}[中一合]|良[^良]{0,40}中[^中]{0,40}差"
    r"|优[^优]{0,60}合格|合格[^优]{0,60}优|差[^差]{0,40}中[^中]{0,40}良"
)
_REASONED = re.compile(r"(?:未达到?|低于|不足)(\d+)%的?,?(?:应当?|须|需)说明")
_PASSED = re.compile(
    r"(?:B|完成率|完成比例|完成程度)(?:低于|不足|未达到?|达不到|小于|<)A?的?(\d{1,2})%的?[^。;]{0,12}?(?:不得分|[得记计]0分)"
)
_INCLUDED = re.compile(r"\d%\(?含")  # 低于60%(含): the share itself earns nothing too
_SENTENCE = re.compile(r"[。;\n]")
_ASIDE = re.compile(r"\([^()]*\)?")  # 正向指标(即目标值为≥X,…
_BANDS = re.compile(r"[按]?\d+%?-[\d%()含、,\-]+")


@frozen(repr=False)
class Clause(Record):
    """One fact: what it is about, and what it says. Shares and points are numbers, ways of reckoning are words."""

    about: str
    says: Value

    @property
    def message(self) -> Message:
        """The fact in words."""
        return Message(NAMES[self.about], {"says": self._shown()})

    def _shown(self) -> str | Message:
        if isinstance(self.says, str):
            return Message(NAMES[self.says]) if self.says in NAMES else self.says
        return " / ".join(plain(each) for each in self.says)


# What a fact is called, and the words that its value may be.
NAMES = MappingProxyType(
    {
        "positive": "formula of positive indicators: {says}",
        "reverse": "formula of reverse indicators: {says}",
        "bands": "edges of the bands of qualitative indicators: {says} %",
        "divisor": "the execution rate divides by {says}",
        "grades": "edges of the grades: {says}",
        "threshold": "no points below {says} % of the target",
        "threshold-with": "no points at {says} % of the target or below",
        "execution_reason": "a reason is asked for below an execution rate of {says} %",
        "ratio": "the ratio",
        "linear": "1 − (B − A) ÷ A",
        "initial": "the initial budget (年初预算数)",
        "adjusted": "the adjusted budget (调整后预算数)",
        "full-year": "the full-year budget (全年预算数)",
    }
)


def clauses(notes: Sequence[str], columns: Sequence[str] = ()) -> tuple[Clause, ...]:
    """The facts that notes state; letters in headings of columns (全年预算数（A）, 执行率（B/A）) are a formula too.

    What is typed by those who file, in a note or in a row of its own, states nothing (``scoring.own_notes``).

    >>> said = clauses(["备注：1.正向指标得分=权重*B/A，反向指标得分=权重*A/B", "2.定性：100-80%、80-50%、50-0%"])
    >>> [(each.about, each.says if isinstance(each.says, str) else [*map(int, each.says)]) for each in said]
    [('positive', 'ratio'), ('reverse', 'ratio'), ('bands', [80, 50])]
    >>> clauses(["定性指标按100-80%、80-50%、50-0%打分", "1.本单位执行率=执行数/年初预算数"])
    ()
    """
    found = dict.fromkeys(each for note in notes for item in rules_in(note) for each in _of_note(item))
    lettered = {squeezed(column) for column in columns}
    if any("B/A" in each for each in lettered):
        for name, words in _DIVISORS:
            if any(re.fullmatch(rf"(?:{words})\(?A\)?(?:\(.*\))?", each) for each in lettered):
                found[Clause("divisor", name)] = None
    return tuple(found)


def stated(book: Rulebook) -> dict[str, Value]:
    """The same facts as a rulebook states them; what it is silent on is not there."""
    facts: dict[str, Value] = {}
    for kind in ("positive", "reverse"):
        if book.states(f"rules.{kind}"):
            facts[kind] = book.variant(kind)
    if book.states("bands") and all(level in book.bands for level in LEVELS_UP) and not book.levels:
        facts["bands"] = tuple(100 * book.bands[level].low for level in reversed(LEVELS_UP[1:]))
    if book.divides_by:
        facts["divisor"] = book.divides_by
    if book.grades:
        facts["grades"] = tuple(edge for _, edge in book.grades if edge)
    limit = book.limit("execution_reason")
    if limit is not None:
        facts["execution_reason"] = (100 * limit,)
    return facts


def settled(found: Sequence[Clause]) -> dict[str, Value]:
    """The facts on which all clauses agree: two formulas for one thing settle nothing."""
    says: dict[str, set[Value]] = {}
    for each in found:
        says.setdefault(each.about, set()).add(each.says)
    return {about: next(iter(values)) for about, values in says.items() if len(values) == 1}


def applied(book: Rulebook) -> dict[str, Value]:
    """What a rulebook states, and what it reckons by where it states nothing: a form may say otherwise."""
    facts: dict[str, Value] = {"reverse": book.variant("reverse")}
    if book.threshold is None and book.pass_threshold != "line":
        facts["threshold"] = facts["threshold-with"] = ()
    return facts | stated(book)


def contradicts(found: Clause, known: dict[str, Value], columns: Sequence[str]) -> bool:
    """Whether a fact is another than a rulebook's; the full-year budget is the adjusted one on a form without both.

    >>> contradicts(Clause("divisor", "adjusted"), {"divisor": "full-year"}, ("年初预算数", "全年预算数"))
    False
    >>> contradicts(Clause("divisor", "initial"), {"divisor": "full-year"}, ("年初预算数", "全年预算数"))
    True
    """
    own = known.get(found.about, found.says)
    if found.about == "divisor" and {own, found.says} == {"adjusted", "full-year"}:
        headings = [squeezed(column) for column in columns]
        return any("全年预算" in each for each in headings) and any("调整" in each for each in headings)
    return own != found.says


def lettered(item: str) -> str:
    """An item of a note with its target and completion as A and B.

    >>> lettered("得分=分值×实际完成值/年度指标值"), lettered("按A/B计分(A为实际完成值,B为年度指标值)")
    ('得分=分值×B/A', '按B/A计分(B为B,A为A)')
    """
    formula = item.translate(_SWAP) if _SWAPPED.search(item) else item
    for pattern, letter in _LETTERS:
        formula = pattern.sub(letter, formula)
    return formula


def _of_note(note: str) -> Iterator[Clause]:
    sentences = _SENTENCE.split(lettered(note))
    for sentence in sentences:
        yield from (clause for clause, _ in _formulas(sentence))
    for sentence in _SENTENCE.split(note):
        bands = bands_of(sentence)
        if bands:
            yield Clause("bands", bands)
    for sentence in note.split("。"):
        edges = grades_of(sentence)
        if edges:
            yield Clause("grades", edges)
    for name, words in _DIVISORS:
        if re.search(rf"(?<!全年)(?<!年初)预算数(?:为|指|是)(?:{words})|{_OVER}(?:{words})", note):
            yield Clause("divisor", name)
    for sentence in sentences:
        for start, end in passed_in(sentence):
            words = sentence[start:end]
            about = "threshold-with" if _INCLUDED.search(words) else "threshold"
            yield Clause(about, (Fraction(_NUMBER.findall(words)[0]),))
    for limit in _REASONED.findall(note):
        if "执行" in note:
            yield Clause("execution_reason", (Fraction(limit),))


def _formulas(sentence: str) -> Iterator[tuple[Clause, tuple[int, int]]]:
    """The formulas of a sentence in letters that hold for all indicators of a kind, and where they stand.

    One that is limited (超过指标值的,按…) is none of these, nor one that contradicts the kind named before it.
    """
    for about, says, pattern in (
        ("reverse", "linear", _LINEAR),
        ("positive", "ratio", _POSITIVE),
        ("reverse", "ratio", _REVERSE),
    ):
        for found in pattern.finditer(sentence):
            before = sentence[: found.start()]
            kinds = re.findall("正向|反向|逆", before)
            kind = "" if not kinds else "positive" if kinds[-1] == "正向" else "reverse"
            rest = _WHOLE_FORMULA.match(sentence, found.end())
            if _GOES_ON.match(sentence, rest.end() if rest else 0) or _FACTOR_BEFORE.search(before):
                continue  # it is a part of another formula: A/B×权重×90%
            if not LIMITED.search(_ASIDE.sub("", before)) and kind in ("", about):
                yield Clause(about, says), found.span()


def spans_of(sentence: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a sentence in letters stand that give a formula, from comma to comma."""
    for _, (start, end) in sorted(_formulas(sentence), key=lambda each: each[1]):
        after = re.search(r"[,;]|\)(?![*×xX·)])", sentence[end:])
        yield sentence.rfind(",", 0, start) + 1, end + (after.start() if after else len(sentence) - end)


def passed_in(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence in letters says below which share of its target any indicator earns nothing."""
    every = _PASSED.finditer(sentence)
    return [each.span() for each in every if not LIMITED.search(_BANDS.sub("", sentence[: each.start()]))]


def grades_of(sentence: str) -> tuple[Fraction, ...]:
    """The fewest points of each grade but the lowest, the highest first; none where the words are no edges."""
    parts = sentence.split(";")
    named = [at for at, part in enumerate(parts) if _GRADE_WORDS.search(part)]
    text = ";".join(parts[named[0] : named[-1] + 1]) if named else ""
    if not _GRADED.search(text) or "%" in text or "定性" in text:
        return ()  # shares are those of levels
    figures = {Fraction(each) for each in _NUMBER.findall(text)} - {Fraction(100), Fraction(0)}
    edges = sorted((each for each in figures if each + 1 not in figures), reverse=True)  # 80-89 ends where 90 begins
    return tuple(edges) if 2 <= len(edges) <= 4 and all(20 <= edge < 100 for edge in edges) else ()


def bands_of(sentence: str) -> tuple[Fraction, ...]:
    """The inner edges of bands that run from 100 to 0: each number is told once, whichever side is closed."""
    runs = [key for key, _ in groupby(Fraction(each) for each in _NUMBER.findall(sentence))]
    for start, value in enumerate(runs):
        if value == 100 and 0 in runs[start:]:
            run = runs[start : start + runs[start:].index(Fraction(0)) + 1]
            if len(run) >= 4 and all(high > low for high, low in pairwise(run)):
                return tuple(run[1:-1])
    return ()
