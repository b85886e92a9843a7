"""What is claimed of the rules, and sympy's answer. Each claim is worked out from the rule itself and can fail.

A proof looks at every order in which 0, the bounds and the completion can stand, ties too. Within one such cell each
comparison is settled, so the rule gives one expression, and sympy decides its sign, its limit or its slope.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator, Sequence
from doctest import DocTestParser
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from scoring import symbolic as sy
from scoring.algebra import EXACT, Judgement, Rule, Terms
from scoring.rules import RATIOS
from scoring.symbolic import DONE, HIGH, JUDGED, LOW, TARGET, WEIGHT, ZERO, Expression

Cell = dict[Expression, Expression]
BELOW, MET, ABOVE = "below", "met", "above"
_UNMET_AT_ZERO = {"positive": JUDGED, "reverse": ZERO, "exact": ZERO, "within": JUDGED}
_SAID = {JUDGED: "judgement", ZERO: "0"}


@frozen
class Claim:
    """A statement on a rule, whether it ``holds``, and ``how`` that is known.

    ``proved``: for all numbers, by sympy; ``checked``: at the numbers of the rule's own examples only.
    """

    rule: str
    claim: str
    statement: str
    holds: bool
    how: str = "proved"


@frozen(eq=False)
class _Situation:
    """One cell of one form of the target: on which side of it the completion is, and what the rule gives."""

    cell: Cell
    strict: tuple[bool, bool]
    side: str
    bound: Expression  # of the side that the completion is on
    gap: Expression  # completion − bound
    score: Expression


def cells(*symbols: Expression) -> Iterator[Cell]:
    """Every order in which 0 and the symbols can stand, ties too: together they are all there is.

    The values are sums of positive steps, so that within a cell sympy can settle every comparison.

    >>> [cell[DONE] for cell in cells(DONE)]
    [-p1, p1, 0]
    """
    for order in _orders((ZERO, *symbols)):
        zero = next(at for at, block in enumerate(order) if ZERO in block)
        levels = [sum(sy.STEPS[zero:at], ZERO) - sum(sy.STEPS[at:zero], ZERO) for at in range(len(order))]
        cell = {symbol: level for block, level in zip(order, levels, strict=True) for symbol in block if symbol != ZERO}
        if LOW not in cell or (cell[HIGH] - cell[LOW]).is_nonnegative:  # a range has lo ≤ hi
            yield cell


def _orders(items: Sequence[Expression]) -> Iterator[list[tuple[Expression, ...]]]:
    if not items:
        yield []
        return
    for order in _orders(items[:-1]):
        last = items[-1]
        for at in range(len(order) + 1):
            yield [*order[:at], (last,), *order[at:]]
        for at, block in enumerate(order):
            yield [*order[:at], (*block, last), *order[at + 1 :]]


def examples(rule: Rule) -> tuple[Terms, ...]:
    """The numbers of the worked examples in a rule's docstring.

    >>> examples(RATIOS["positive", "ratio"])[0].b
    Fraction(2399, 1)
    """
    found: list[Terms] = []
    for example in DocTestParser().get_examples(inspect.getdoc(rule) or ""):
        for node in ast.walk(ast.parse(example.source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Terms":
                w, a, b, *high = (Fraction(ast.literal_eval(n.args[0])) for n in node.args if isinstance(n, ast.Call))
                found.append(Terms(w, a, b, high[0] if high else None))
    return tuple(found)


@lru_cache
def proofs() -> tuple[Claim, ...]:
    """Every claim on every rule, in the order of the rules."""
    return tuple(
        claim
        for (kind, variant), rule in RATIOS.items()
        for claim in (*prove(f"{kind}/{variant}", rule, kind), *_compared(kind, variant))
    )


def prove(name: str, rule: Rule, kind: str) -> tuple[Claim, ...]:
    """The claims on one rule of ``kind``, its worked examples last."""
    known = _situations(rule, kind)
    made = [
        Claim(
            name,
            "met",
            "the score is w wherever the target is met",
            _all(s.score == WEIGHT for s in known if s.side == MET),
        ),
        Claim(
            name,
            "defined",
            "for all real A and B there is one finite score, or judgement; nothing is divided by 0",
            _all(sy.defined(s.score) for s in known),
        ),
        Claim(name, "cap", "0 ≤ score ≤ w, or judgement, for every w ≥ 0", _all(_capped(s.score) for s in known)),
        _monotone(name, rule, kind),
        _slope(name, rule, kind, known),
        Claim(name, "continuous", _NEAR, _all(sy.same(_near(rule, kind, s), WEIGHT) for s in known if _nearing(s))),
        _beyond(name, kind, known, "zero", _UNMET_AT_ZERO[kind]),
        _beyond(name, kind, known, "negative", JUDGED),
        Claim(name, "units", _UNITS, _all(sy.same(s.score, _scaled(rule, kind, s)) for s in known)),
        Claim(name, "formula", _FORM, _form(rule, kind, known)),
    ]
    hit = [s for s in known if s.gap == 0 and s.side != MET]
    if hit:
        right = (s.score == JUDGED if not s.bound.is_positive else sy.same(s.score, WEIGHT) for s in hit)
        made.append(
            Claim(name, "strict", "a strict bound hit exactly: w where it is above 0, else judgement", _all(right))
        )
    numbers = examples(rule)
    if numbers:
        statement = f"the formula gives what the rule gives at the numbers of its examples ({len(numbers)})"
        made.append(Claim(name, "example", statement, _all(_agrees(rule, kind, n) for n in numbers), "checked"))
    return tuple(made)


_NEAR = "as B goes to a target above 0 from the unmet side, the score goes to w: no jump"
_UNITS = "A and B in another unit (both × k, k > 0) give the same score"
_FORM = "the formula as printed gives what the rule gives, case by case"


def _all(results: Iterable[bool]) -> bool:
    """Whether there is something to prove and all of it holds."""
    every = list(results)
    return bool(every) and all(every)


def _flags(kind: str) -> tuple[tuple[bool, bool], ...]:
    if kind == "exact":
        return ((False, False),)
    single = ((False, False), (True, False))
    return (*single, (False, True), (True, True)) if kind == "within" else single


def _bounds(kind: str) -> tuple[Expression | None, Expression | None]:
    """The bounds below and above which the target is unmet."""
    if kind == "within":
        return LOW, HIGH
    return (None if kind == "reverse" else TARGET), (None if kind == "positive" else TARGET)


def _side(kind: str, cell: Cell, strict: tuple[bool, bool]) -> str:
    """Where the completion stands, by the meaning of the target alone: the rule is not asked."""
    low, high = _bounds(kind)
    under = (cell[DONE] - cell[low]) if low else None
    over = (cell[DONE] - cell[high]) if high else None
    if under is not None and (under.is_negative or (under == 0 and strict[0])):
        return BELOW
    if over is not None and (over.is_positive or (over == 0 and strict[kind == "within"])):
        return ABOVE
    return MET


def _situations(rule: Rule, kind: str) -> tuple[_Situation, ...]:
    low, high = _bounds(kind)
    found = []
    for cell in cells(*sy.symbols_of(kind), DONE):
        for strict in _flags(kind):
            side = _side(kind, cell, strict)
            bound = cell[(low or high) if side != ABOVE else high]
            score = rule(sy.terms(kind, *strict, cell), sy.SYMBOLIC)
            found.append(_Situation(cell, strict, side, bound, cell[DONE] - bound, score))
    return tuple(found)


def _capped(score: Expression) -> bool:
    return bool(score == JUDGED or (sy.never_negative(score) and sy.never_negative(WEIGHT - score)))


def _monotone(name: str, rule: Rule, kind: str) -> Claim:
    """Compares two completions at a time, so that jumps and corners are covered as well as slopes."""
    later = sy.LATER
    results = []
    for cell in cells(*sy.symbols_of(kind), DONE, later):
        if not (cell[later] - cell[DONE]).is_positive:
            continue
        for strict in _flags(kind):
            rising = _side(kind, {**cell, DONE: cell[later]}, strict) != ABOVE
            falling = _side(kind, cell, strict) != BELOW
            first = rule(sy.terms(kind, *strict, cell), sy.SYMBOLIC)
            second = rule(sy.terms(kind, *strict, {**cell, DONE: cell[later]}), sy.SYMBOLIC)
            for end in (ZERO, WEIGHT):
                growth = second.subs(JUDGED, end) - first.subs(JUDGED, end)
                results += [sy.never_negative(growth)] if rising else []
                results += [sy.never_negative(-growth)] if falling else []
    statement = "a completion further off never scores higher (nor either end of [0, w], where it is judgement)"
    return Claim(name, "monotone", statement, _all(results))


def _slope(name: str, rule: Rule, kind: str, known: Iterable[_Situation]) -> Claim:
    told: dict[str, dict[str, None]] = {BELOW: {}, ABOVE: {}}
    results = []
    for s in known:
        piece = _piece(rule, kind, s)
        if s.side == MET or s.gap == 0 or not s.cell[DONE].is_nonzero or piece == JUDGED:
            continue
        for slope in sy.slopes(piece):
            toward = slope.subs(s.cell) if s.side == BELOW else -slope.subs(s.cell)
            results.append(sy.never_negative(toward))
            told[s.side][sy.text(slope)] = None
    shown = {BELOW: "≥ 0 below the target", ABOVE: "≤ 0 above the target"}
    statement = "; ".join(f"{shown[side]}: {' or '.join(sorted(told[side]))}" for side in told if told[side])
    return Claim(name, "slope", f"unmet, ∂score/∂B is {statement}", _all(results))


def _piece(rule: Rule, kind: str, s: _Situation) -> Expression:
    return rule(sy.terms(kind, *s.strict), sy.Symbolic(s.cell))


def _nearing(s: _Situation) -> bool:
    return bool(s.side != MET and s.gap != 0 and s.bound.is_positive and s.cell[DONE].is_positive)


def _near(rule: Rule, kind: str, s: _Situation) -> Expression:
    bound = _bounds(kind)[s.side == ABOVE]
    return sy.limit(_piece(rule, kind, s), bound, "-" if s.side == BELOW else "+")


def _beyond(name: str, kind: str, known: Iterable[_Situation], which: str, expected: Expression) -> Claim:
    """What an unmet target of 0, or below 0, gives."""
    unmet = [s for s in known if s.side != MET and s.gap != 0]
    chosen = [s for s in unmet if (s.bound == 0 if which == "zero" else s.bound.is_negative)]
    bound = " or ".join(str(symbol) for symbol in sy.symbols_of(kind))
    statement = f"unmet with {bound} {'= 0' if which == 'zero' else '< 0'}: {_SAID[expected]}"
    return Claim(name, which, statement, _all(s.score == expected for s in chosen))


def _scaled(rule: Rule, kind: str, s: _Situation) -> Expression:
    return rule(
        sy.terms(kind, *s.strict, {symbol: (sy.SCALE * at).expand() for symbol, at in s.cell.items()}), sy.SYMBOLIC
    )


def _form(rule: Rule, kind: str, known: Iterable[_Situation]) -> bool:
    printed = {strict: sy.expression_of(rule, kind, *strict) for strict in _flags(kind)}
    return _all(sy.same(printed[s.strict].subs(s.cell), s.score) for s in known)


def _agrees(rule: Rule, kind: str, numbers: Terms) -> bool:
    try:
        scored = rule(numbers, EXACT)
    except Judgement:
        scored = None
    return bool(sy.value(sy.expression_of(rule, kind), numbers) == scored)


_KINDER = {("reverse", "linear"): "ratio", ("exact", "symmetric"): "full"}


def _compared(kind: str, variant: str) -> Iterator[Claim]:
    """A stricter variant never gives more than the other one of its kind."""
    other = _KINDER.get((kind, variant))
    if other:
        pairs = zip(_situations(RATIOS[kind, other], kind), _situations(RATIOS[kind, variant], kind), strict=True)
        results = (mild.score == hard.score or sy.never_negative(mild.score - hard.score) for mild, hard in pairs)
        yield Claim(f"{kind}/{variant}", "stricter", f"never above {kind}/{other}", _all(results))
