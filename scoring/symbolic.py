"""The rules over symbols: their formulas, and the means to prove something about them. The only importer of sympy.

Judgement is the symbol ``judgement``: no rule gives the score, which lies anywhere from 0 to ``w``. No text is ever
turned into an expression; expressions come out of the rules alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import sympy
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.str import StrPrinter

from scoring.algebra import Rule, Terms
from scoring.rules import RATIOS

Expression = Any  # sympy has no types

WEIGHT = sympy.Symbol("w", nonnegative=True)
TARGET, DONE, LOW, HIGH = sympy.symbols("A B lo hi", real=True)
JUDGED = sympy.Symbol("judgement", real=True)
ZERO = sympy.S.Zero
*STEPS, SCALE = sympy.symbols("p1:6 k", positive=True)  # steps build values whose order is known
LATER = sympy.Symbol("B2", real=True)  # a second completion, to compare with the first


class Symbolic:
    """The algebra over expressions: an open question gives a Piecewise.

    With a ``cell`` (values that settle the order of the symbols) questions are answered for it, while the arithmetic
    stays in the symbols: the result is the one piece of the formula that holds there.
    """

    zero = sympy.S.Zero
    one = sympy.S.One

    def __init__(self, cell: Mapping[Expression, Expression] | None = None) -> None:
        self.cell = dict(cell or {})

    def _ask(self, relation: Expression) -> Expression:
        answer = relation.subs(self.cell)
        return answer if answer in (sympy.true, sympy.false) else relation

    def at_least(self, left: Expression, right: Expression) -> Expression:
        """``left ≥ right``."""
        return self._ask(sympy.Ge(left, right))

    def above(self, left: Expression, right: Expression) -> Expression:
        """``left > right``."""
        return self._ask(sympy.Gt(left, right))

    def equal(self, left: Expression, right: Expression) -> Expression:
        """``left = right``."""
        return self._ask(sympy.Eq(left, right))

    @staticmethod
    def not_below_zero(value: Expression) -> Expression:
        """``max(value, 0)``."""
        return sympy.Max(value, 0)

    @staticmethod
    def times(left: Expression, right: Expression) -> Expression:
        """``left × right``."""
        return left * right

    @staticmethod
    def over(left: Expression, right: Expression) -> Expression:
        """``left ÷ right``; sympy's complex infinity where ``right`` is 0, which no claim survives."""
        return left / right

    @staticmethod
    def minus(left: Expression, right: Expression) -> Expression:
        """``left − right``."""
        return left - right

    @staticmethod
    def when(condition: Expression, then: Callable[[], Expression], otherwise: Callable[[], Expression]) -> Expression:
        """The chosen branch where the condition is settled, else both, unevaluated, as the rule states them."""
        if condition in (sympy.true, sympy.false):
            return then() if condition else otherwise()
        return sympy.Piecewise((then(), condition), (otherwise(), True), evaluate=False)

    @staticmethod
    def judgement() -> Expression:
        """The symbol ``judgement``."""
        return JUDGED


SYMBOLIC = Symbolic()


def symbols_of(kind: str) -> tuple[Expression, ...]:
    """The symbols for a kind's bounds: ``A``, or ``lo`` and ``hi`` of a range."""
    return (LOW, HIGH) if kind == "within" else (TARGET,)


def terms(
    kind: str, strict: bool = False, strict_high: bool = False, cell: Mapping[Expression, Expression] | None = None
) -> Terms:
    """What a rule is handed: the symbols, or their values in ``cell``."""
    bound, done, high = ((cell or {}).get(symbol, symbol) for symbol in (symbols_of(kind)[0], DONE, HIGH))
    return Terms(WEIGHT, bound, done, high if kind == "within" else None, strict, strict_high)


def expression(kind: str, variant: str, strict: bool = False, strict_high: bool = False) -> Expression:
    """The score as one Piecewise over ``w``, ``A`` (``lo``, ``hi`` for within) and ``B``; the first true case wins.

    >>> expression("reverse", "ratio")
    Piecewise((w, A >= B), (A*w/B, A >= 0), (judgement, True))
    """
    return expression_of(RATIOS[kind, variant], kind, strict, strict_high)


def expression_of(rule: Rule, kind: str, strict: bool = False, strict_high: bool = False) -> Expression:
    """As ``expression``, for any rule."""
    nested = rule(terms(kind, strict, strict_high), SYMBOLIC)
    cases = list(_flat(nested, ()))
    while len(cases) > 1 and cases[-2][0] == cases[-1][0]:  # says no more than "otherwise" does
        del cases[-2]
    return sympy.Piecewise(*cases, evaluate=False) if len(cases) > 1 else nested


def _flat(nested: Expression, path: tuple[Expression, ...]) -> Iterator[tuple[Expression, Expression]]:
    """The cases of nested Piecewises in order; as the first true one wins, no condition needs its negation."""
    if isinstance(nested, sympy.Piecewise):
        for part, condition in nested.args:
            yield from _flat(part, path if condition == sympy.true else (*path, condition))
        return
    # A > 0 makes A ≥ 0 idle
    kept = [one for one in path if not (isinstance(one, sympy.Ge) and sympy.Gt(*one.args) in path)]
    yield nested, sympy.And(*kept)


def value(formula: Expression, numbers: Terms) -> Fraction | None:
    """A formula's exact value at ``numbers``; None where it is judgement.

    >>> value(expression("positive", "ratio"), Terms(Fraction(4), Fraction(3000), Fraction(2399)))
    Fraction(2399, 750)
    """
    given = {WEIGHT: numbers.w, TARGET: numbers.a, LOW: numbers.a, HIGH: numbers.high, DONE: numbers.b}
    result = formula.subs({s: sympy.Rational(n.numerator, n.denominator) for s, n in given.items() if n is not None})
    if result == JUDGED:
        return None
    if not result.is_Rational:
        raise ValueError(f"not a number: {result}")
    return Fraction(int(result.p), int(result.q))


def _tidy(term: Expression) -> Expression:
    inside = term.replace(sympy.Max, lambda *parts: sympy.Max(*(sympy.factor(part) for part in parts)))
    return sympy.factor(inside)


def same(left: Expression, right: Expression) -> bool:
    """Whether sympy proves the two equal."""
    return bool(left == right or _tidy(left - right) == 0)


def never_negative(term: Expression) -> bool:
    """Whether sympy proves ``term ≥ 0`` from the signs of its symbols; a maximum left open is settled case by case."""
    term = _tidy(term)
    if term.is_nonnegative:
        return True
    for part in (part for maximum in term.atoms(sympy.Max) for part in maximum.args):
        signs = sympy.expand(sympy.fraction(sympy.together(part))[0]).as_coefficients_dict()
        more = sorted((s for s, n in signs.items() if n == 1 and s.is_Symbol), key=str)
        less = sorted((s for s, n in signs.items() if n == -1 and s.is_Symbol), key=str)
        if more and less:
            p, q, rest = more[0], less[0], sympy.Dummy("p", positive=True)
            return all(never_negative(term.subs(*case)) for case in ((p, q + rest), (q, p + rest), (p, q)))
    return False


def defined(term: Expression) -> bool:
    """Whether sympy proves ``term`` to be one finite number: no case left open, nothing divided by 0."""
    if term.has(sympy.Piecewise, sympy.zoo, sympy.nan, sympy.oo):
        return False
    return bool(sympy.fraction(sympy.together(term))[1].is_nonzero)


def slopes(piece: Expression) -> tuple[Expression, ...]:
    """The derivatives by ``B`` of the smooth parts of ``piece``: each maximum stands for one of its arguments."""
    maxima = sorted(piece.atoms(sympy.Max), key=str)
    smooth = (piece.subs(dict(zip(maxima, chosen, strict=True))) for chosen in product(*(m.args for m in maxima)))
    return tuple(dict.fromkeys(sympy.factor(part.diff(DONE)) for part in smooth))


def limit(piece: Expression, bound: Expression, side: str) -> Expression:
    """The limit of ``piece`` as ``B`` goes to a positive ``bound`` from below (``-``) or above (``+``)."""
    b, a = sympy.Dummy("b", positive=True), sympy.Dummy("a", positive=True)
    piece = piece.subs({DONE: b, bound: a})
    if piece.has(sympy.Piecewise):  # a question left open has no limit to speak of
        return sympy.nan
    for maximum in piece.atoms(sympy.Max):  # a maximum is continuous: its limit is that of its arguments
        piece = piece.subs(maximum, sympy.Max(*(sympy.limit(part, b, a, side) for part in maximum.args)))
    return sympy.limit(piece, b, a, side)


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = {"==": "=", ">=": "≥", "<=": "≤", ">": ">", "<": "<", "!=": "≠"}


def _zero_last(parts: Sequence[Expression]) -> list[Expression]:
    return sorted(parts, key=lambda part: (bool(part.is_number), str(part)))


def _done_first(relation: Expression) -> Expression:
    return relation.reversed if relation.rhs == DONE else relation


class _InOrder:
    @staticmethod
    def _as_ordered_terms(expr: Expression, order: str | None = None) -> list[Expression]:
        """``B − A`` rather than ``−A + B``."""
        return sorted(expr.as_ordered_terms(), key=lambda term: bool(term.could_extract_minus_sign()))


class _Text(_InOrder, StrPrinter):  # type: ignore[misc]  # sympy has no types
    def _print_Mul(self, expr: Expression) -> str:
        if expr.as_coeff_Mul()[0].is_negative:
            return "-" + str(self._print(-expr))
        above, below = sympy.fraction(expr)
        parts = sorted(sympy.Mul.make_args(above), key=lambda part: (part != WEIGHT, str(part)))
        text = " × ".join(self.parenthesize(part, PRECEDENCE["Mul"]) for part in parts)
        return text if below == 1 else f"{text} ÷ {self.parenthesize(below, PRECEDENCE['Pow'], strict=True)}"

    def _print_Pow(self, expr: Expression, rational: bool = False) -> str:
        if expr.exp.is_negative:
            return self._print_Mul(expr)
        return f"{self._print(expr.base)}{str(expr.exp).translate(_RAISED)}"

    def _print_Max(self, expr: Expression) -> str:
        return f"max({', '.join(map(self._print, _zero_last(expr.args)))})"

    def _print_Relational(self, expr: Expression) -> str:
        relation = _done_first(expr)
        return f"{self._print(relation.lhs)} {_SIGNS[relation.rel_op]} {self._print(relation.rhs)}"

    def _print_And(self, expr: Expression) -> str:
        return " and ".join(self._print(part) for part in sorted(expr.args, key=sympy.default_sort_key))


class _Latex(_InOrder, LatexPrinter):  # type: ignore[misc]  # sympy has no types
    def _print_Mul(self, expr: Expression) -> str:
        if WEIGHT in expr.args:
            return rf"w \cdot {self._print(expr / WEIGHT)}"
        return str(super()._print_Mul(expr))

    def _print_Max(self, expr: Expression, exp: object = None) -> str:
        return rf"\max\left({', '.join(self._print(part) for part in _zero_last(expr.args))}\right)"

    def _print_Relational(self, expr: Expression) -> str:
        return str(super()._print_Relational(_done_first(expr)))

    def _print_Piecewise(self, expr: Expression) -> str:
        shown = [(self._print(part), self._print(when), when == sympy.true) for part, when in expr.args]
        rows = (
            rf"{part} & " + (r"\text{otherwise}" if last else rf"\text{{if }} {when}") for part, when, last in shown
        )
        return "\\begin{cases}\n" + " \\\\\n".join(rows) + "\n\\end{cases}"


def text(term: Expression) -> str:
    """An expression on one line, as people write it; a Piecewise one case a line.

    >>> print(text(expression("positive", "ratio")))
    w                  if B ≥ A
    w × max(B, 0) ÷ A  if A > 0
    judgement          otherwise
    """
    show = _Text().doprint
    if not isinstance(term, sympy.Piecewise):
        return str(show(term)).replace("-", "−")
    width = max(len(text(part)) for part, _ in term.args)
    when = ("otherwise" if condition == sympy.true else f"if {text(condition)}" for _, condition in term.args)
    return "\n".join(f"{text(part).ljust(width)}  {case}" for (part, _), case in zip(term.args, when, strict=True))


def formula_text(kind: str, variant: str, strict: bool = False, strict_high: bool = False) -> str:
    """The rule as text, one case a line; the first true one wins."""
    return text(expression(kind, variant, strict, strict_high))


def latex(kind: str, variant: str, strict: bool = False, strict_high: bool = False) -> str:
    r"""The rule in LaTeX.

    >>> latex("positive", "ratio").splitlines()[2]
    'w \\cdot \\frac{\\max\\left(B, 0\\right)}{A} & \\text{if } A > 0 \\\\'
    """
    names = {JUDGED: r"\text{judgement}", LOW: r"\mathit{lo}", HIGH: r"\mathit{hi}"}
    return str(_Latex({"symbol_names": names}).doprint(expression(kind, variant, strict, strict_high)))
