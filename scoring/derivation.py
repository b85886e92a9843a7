"""The page ``docs/rules.md``: every rule with its formula, what is proved of it, and its examples.

Made from the rules, their docstrings and the proofs: ``python -m scoring.derivation > docs/rules.md``.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from doctest import DocTestParser
from fractions import Fraction
from types import MappingProxyType

from scoring import proofs, symbolic
from scoring.algebra import EXACT, Judgement, Rule, Terms
from scoring.rounding import decimal, plain
from scoring.rules import RATIOS
from scoring.rules.deadline import deadline
from scoring.rules.qualitative import qualitative
from scoring.trace import Trace, number

_HEAD = """\
# The rules and what is proved of them

<!-- Made by: python -m scoring.derivation > docs/rules.md. Change the rules or their docstrings, not this page. -->

Each rule scores one line of a self-evaluation form (绩效自评表):

| symbol | meaning |
|---|---|
| `w` | the weight (分值/权重) of the line, `w ≥ 0` |
| `A` | the target (年初目标值) |
| `B` | the completion (实际完成值) |
| `lo`, `hi` | the bounds of a range (区间), `lo ≤ hi` |
| judgement | no rule gives the score: a person judges, anywhere in `[0, w]` |

First it is asked whether the target is met; a ratio is formed only when it is not. In a formula the first case that is
true counts.

*proved* means for all real numbers, by sympy: every order in which 0, the bounds and the completion can stand is taken
in turn, ties too. In each the rule comes down to one expression, whose sign, slope or limit sympy decides from the
signs of its parts. *checked* means worked out at the numbers given, and only there.
"""

# how a target is written, by kind and strictness, for the table of edge cases
_SIGNS = MappingProxyType({"positive": ("≥", ">"), "reverse": ("≤", "<"), "exact": ("=", "=")})
_TEN = Fraction(10)

_APART = (
    (
        deadline,
        "w          if on or before the deadline\njudgement  otherwise",
        "\\begin{cases}\nw & \\text{if on or before the deadline} \\\\\n"
        "\\text{judgement} & \\text{otherwise}\n\\end{cases}",
        "There is no ratio of dates, so there is nothing to derive. No completion: judgement.",
    ),
    (
        qualitative,
        "w × r                 if a rate r is declared within the level's band\n"
        "[low × w, high × w]   if the level is known, with its band [low, high]\n"
        "judgement             otherwise",
        "\\begin{cases}\nw \\cdot r & \\text{if a rate } r \\text{ is declared within the band} \\\\\n"
        "\\left[\\mathit{low} \\cdot w, \\mathit{high} \\cdot w\\right] & \\text{if the level is known} \\\\\n"
        "\\text{judgement} & \\text{otherwise}\n\\end{cases}",
        "The bands are the rulebook's. An interval is a result like any other: the total is then an interval too.",
    ),
)


# key of a rulebook → what it does to a score; of none of them anything is proved
BESIDE = MappingProxyType(
    {
        "bands.level": "a level in words has a band of the rulebook's own; which edge belongs to it is the file's",
        "rules.pass_threshold": "a share: a line whose formula gives less than that share of `w` scores 0, so that "
        "`continuous` does not hold at the threshold",
        "rules.all_or_nothing": "a category whose lines get all of `w` or 0: there is no ratio, so that `continuous` "
        "and `slope` do not hold",
        "steps": "of a category: the first step that is met gives its share of `w`, else 0; "
        "there is no ratio, so that `continuous` and `slope` do not hold",
        "caps": "the total, not a line: at most so many points while too little of the budget is spent",
        "grades.needs": "the grade, not a line: it falls while too little of the budget is spent",
    }
)
_BESIDE = """\
## What is not proved

A rulebook may say more than these formulas. Of the following nothing on this page is claimed: single forms are scored
by them, and `score solve`, `score batch` and Spark refuse a rulebook that has one of them, by its name.
"""


def page() -> str:
    """The whole page, in Markdown, with a line end at its end."""
    rows = ((f"`{name}`", text) for name, text in BESIDE.items())
    return "\n".join([_HEAD, *_ratios(), *_apart(), _BESIDE, _table(("table", "what it does"), rows)])


def _ratios() -> Iterator[str]:
    seen = ""
    for (kind, variant), rule in RATIOS.items():
        if kind != seen:
            yield from _about(rule)
            seen = kind
        yield f"### `{kind}`: `{variant}`\n"
        yield _prose(rule)
        yield from _formula(symbolic.formula_text(kind, variant), symbolic.latex(kind, variant))
        strict = symbolic.formula_text(kind, variant, True, True)
        if strict != symbolic.formula_text(kind, variant):
            yield f"With a strict bound:\n\n```text\n{strict}\n```\n"
        yield _table(("claim", "what it says", "how"), _claims(f"{kind}/{variant}"))
        yield _example(rule, (_sum(rule, numbers) for numbers in proofs.examples(rule)))
        yield f"Edge cases, of {plain(_TEN)} points:\n"
        yield _table(("target", "completion", "score"), _edges(rule, kind))


def _apart() -> Iterator[str]:
    for rule, text, latex, edges in _APART:
        yield from _about(rule)
        yield _prose(rule)
        yield from _formula(text, latex)
        yield _example(rule, ())
        yield f"{edges}\n"


def _formula(text: str, latex: str) -> Iterator[str]:
    yield f"```text\n{text}\n```\n"
    yield f"$$\n{latex}\n$$\n"


def _about(rule: Callable[..., object]) -> Iterator[str]:
    """A heading and what follows it, both from the first line of the rule's file."""
    module = inspect.getmodule(rule)
    title, _, meaning = ((module and module.__doc__) or "").splitlines()[0].partition(": ")
    yield f"## {title}\n"
    yield f"{_code(meaning[:1].upper() + meaning[1:])}\n"


def _prose(rule: Callable[..., object]) -> str:
    text = (inspect.getdoc(rule) or "").split("\n>>>")[0].strip()
    return f"{_code(text)}\n"


def _code(text: str) -> str:
    return re.sub(r"``(.+?)``", r"`\1`", text)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = tuple(heads)
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _claims(name: str) -> Iterator[tuple[str, str, str]]:
    for claim in proofs.proofs():
        if claim.rule == name:
            yield claim.claim, claim.statement, claim.how if claim.holds else "**does not hold**"


def _example(rule: Callable[..., object], sums: Iterable[str]) -> str:
    found = DocTestParser().get_examples(inspect.getdoc(rule) or "")
    code = "".join(f">>> {example.source}{example.want}" for example in found)
    listed = "".join(f"- {line}\n" for line in sums)
    return f"Worked example:\n\n```pycon\n{code}```\n" + (f"\n{listed}" if listed else "")


def _sum(rule: Rule, numbers: Terms) -> str:
    high = None if numbers.high is None else number(numbers.high)
    step = rule(Terms(number(numbers.w), number(numbers.a), number(numbers.b), high), Trace(numbers.w))
    score = step.value.low
    return f"`{step.formula}` = {score}, shown as {decimal(score)}"


def _edges(rule: Rule, kind: str) -> Iterator[tuple[str, str, str]]:
    """Targets of 0 and below, a completion below 0, and a strict bound hit exactly."""
    if kind == "within":
        for low, high, done in ((0, 5, -1), (-5, 0, 1), (-5, -2, -1), (5, 9, -1)):
            yield f"`{low}` to `{high}`", f"{done}", _points(rule, low, done, high, False)
        for low, high, done in ((5, 9, 5), (5, 9, 9), (0, 9, 0), (-5, 0, 0)):
            yield f"above `{low}`, below `{high}`", f"{done}", _points(rule, low, done, high, True)
        return
    plain_sign, strict_sign = _SIGNS[kind]
    for target, done in ((0, -1), (0, 0), (0, 1), (-2, -3), (-2, -1), (5, -1)):
        yield f"`{plain_sign}{target}`", f"{done}", _points(rule, target, done, None, False)
    if strict_sign != plain_sign:
        for target in (5, 0, -2):
            yield f"`{strict_sign}{target}`", f"{target}", _points(rule, target, target, None, True)


def _points(rule: Rule, target: int, done: int, high: int | None, strict: bool) -> str:
    upper = None if high is None else Fraction(high)
    try:
        score: Fraction = rule(Terms(_TEN, Fraction(target), Fraction(done), upper, strict, strict), EXACT)
    except Judgement:
        return "judgement"
    return plain(score)


if __name__ == "__main__":
    print(page(), end="")
