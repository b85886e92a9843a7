"""The small faults that mutation testing puts into a module: each is one change of its syntax tree.

Texts, annotations, decorators and f-strings are left alone: they carry words, not meaning. So is ``return False`` (or
another falsy constant) in a function that is annotated to return no None: mypy refuses a None there.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

SWAPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.Mult,), ast.Pow: (ast.Mult,), ast.BitOr: (ast.BitAnd,), ast.BitAnd: (ast.BitOr,),
    ast.And: (ast.Or,), ast.Or: (ast.And,),
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
SIGNS = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.BitOr: "|", ast.BitAnd: "&", ast.And: "and", ast.Or: "or",
}  # fmt: skip
SKIPPED = ("annotation", "returns", "decorator_list", "type_comment", "type_params")
DELETED = (ast.Expr, ast.AugAssign, ast.Raise)


@dataclass(frozen=True)
class Mutant:
    """One change: the ``number`` of it in its module, the line and what is changed into what."""

    number: int
    line: int
    what: str
    function: str  # the qualified name of the outermost function around it; empty in the module's own code
    span: tuple[int, int]  # the lines of the statement, without those inside it


def mutants(source: str) -> list[Mutant]:
    """Every change that can be made to a module.

    >>> [each.what for each in mutants("def f(a): return a < 2")]
    ['return → None', '< → <=', '< → >=', '2 → 3', '2 → 1']
    """
    return [Mutant(number, *each[:4]) for number, each in enumerate(_changes(ast.parse(source)))]


def mutated(source: str, number: int) -> ast.Module:
    """The syntax tree of a module with one change made.

    >>> ast.unparse(mutated("def f(a): return a < 2", 1))
    'def f(a):\\n    return a <= 2'
    """
    tree = ast.parse(source)
    *_, (parent, field, at), new = list(_changes(tree))[number]
    if at is None:
        setattr(parent, field, new)
    else:
        getattr(parent, field)[at] = new
    return ast.fix_missing_locations(tree)


Spot = tuple[ast.AST, str, int | None]
Change = tuple[int, str, str, tuple[int, int], Spot, ast.AST]


@dataclass(frozen=True)
class _Around:
    """What is around a node: the outermost function, whether it is in its body, and the nearest statement."""

    function: str = ""
    inside: bool = False
    line: int = 1
    span: tuple[int, int] = (1, 1)
    refused: bool = False  # whether mypy refuses a None that is returned here


def _changes(tree: ast.Module) -> Iterator[Change]:
    yield from _within(tree, _Around())


def _within(parent: ast.AST, around: _Around) -> Iterator[Change]:
    """Every change below ``parent``."""
    for field, value in ast.iter_fields(parent):
        if field in SKIPPED:
            continue
        own = (
            replace(around, inside=False) if field in ("defaults", "kw_defaults") else around
        )  # made with the function
        for at, child in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            here = _around(child, own)
            for what, new in () if here.refused and _is_falsy(child) else _instead(child):
                located = ast.copy_location(new, child) if hasattr(child, "lineno") else new
                spot = parent, field, at if isinstance(value, list) else None
                yield here.line, what, here.function if own.inside else "", here.span, spot, located
            yield from _within(child, here)


def _around(node: ast.AST, outer: _Around) -> _Around:
    line = getattr(node, "lineno", outer.line)
    span = outer.span
    if isinstance(node, ast.stmt):
        body = getattr(node, "body", None)
        span = node.lineno, max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
    refused = _returns_no_none(node) if isinstance(node, ast.FunctionDef) else outer.refused
    if outer.inside or not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return replace(outer, line=line, span=span, refused=refused)
    name = f"{outer.function}.{node.name}".strip(".")
    return _Around(name, isinstance(node, ast.FunctionDef), line, span, refused)


def _returns_no_none(node: ast.FunctionDef) -> bool:
    told = {each.id for each in ast.walk(node.returns) if isinstance(each, ast.Name)} if node.returns else set()
    return (
        bool(told) and told <= {"bool", "str", "int", "tuple", "frozenset"} and "None" not in ast.unparse(node.returns)
    )


def _is_falsy(node: ast.AST) -> bool:
    """Whether a statement returns False, 0, an empty text or an empty tuple."""
    value = node.value if isinstance(node, ast.Return) else None
    if isinstance(value, ast.Tuple):
        return not value.elts
    return isinstance(value, ast.Constant) and value.value is not None and not value.value


def _is_left_alone(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(isinstance(each, ast.Name) and each.id == "__all__" for each in targets)


def _instead(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in place of a node, and how that is told."""
    for swapped in SWAPPED.get(type(node), ()):
        yield f"{SIGNS[type(node)]} → {SIGNS[swapped]}", swapped()
    if isinstance(node, ast.Constant):
        yield from _constants(node.value)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield f"{'not' if isinstance(node.op, ast.Not) else '-'} dropped", node.operand
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return → None", ast.Return(ast.Constant(None))
    elif isinstance(node, DELETED):
        yield "deleted", ast.Pass()
    elif isinstance(node, ast.Continue):
        yield "continue → break", ast.Break()
    elif isinstance(node, ast.Break):
        yield "break → continue", ast.Continue()
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield f"{node.id} → {NAMES[node.id]}", ast.Name(NAMES[node.id], node.ctx)
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)):
        turned = copy.copy(node)
        turned.test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)
        yield "condition turned", turned
    elif isinstance(node, ast.comprehension) and node.ifs:
        every = copy.copy(node)
        every.ifs = []
        yield "filter dropped", every


def _constants(value: object) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(value, bool):
        yield f"{value} → {not value}", ast.Constant(not value)
    elif isinstance(value, int):
        yield f"{value} → {value + 1}", ast.Constant(value + 1)
        yield f"{value} → {value - 1}", ast.Constant(value - 1)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
