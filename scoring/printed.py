"""Rows beside the 100 points, rows of information, and points that a form prints for a block of one line."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from attrs import evolve

from indicators.cells import plain, read_cell
from indicators.form import Form, Line
from indicators.unread import blank
from indicators.wording import folded, is_veto, is_zero
from indicators.words import NOT_SO
from scoring.blocks import BLOCKS

ZERO, HUNDRED = Fraction(0), Fraction(100)
HAPPENED = frozenset({"是", "有", "发生", "已发生", "存在"})
MOST_SHIFTS = 64
MOST_ROWS = 8
TOTALS = ("合计", "总计", "总分", "总得分", "满分")
FUNDS = ("执行", "资金", "预算", "经费", "金额", "支出")  # in the label of the row of funds


def aside(form: Form) -> Fraction:
    """How far the rows beside the 100 points may move a printed total, up or down: forms count them or do not.

    >>> from indicators import Number
    >>> bonus = Line("i9", "indicator", "获省级表彰", actual="1次", level1="加分项", filed=Number.of(2))
    >>> aside(Form("project", indicators=(bonus, Line("i10", "indicator", "重大事故", actual="无", level1="一票否决"))))
    Fraction(2, 1)
    """
    return sum((_moves(line) for line in form.lines() if line.beside), ZERO)


def shifts(form: Form) -> tuple[Fraction, ...]:
    """What the rows beside the 100 points can add to a printed total, each counted whole or not at all.

    Empty where one has no score of its own, came to pass as a veto, or where there are too many to try: then a total
    may have moved by anything up to ``aside``.

    >>> from indicators import Number
    >>> bonus = Line("i9", "indicator", "获省级表彰", level1="加分项", filed=Number.of(3))
    >>> malus = Line("i10", "indicator", "审计发现问题", level1="扣分项", filed=Number.of(-1))
    >>> list(map(int, shifts(Form("project", indicators=(bonus, malus)))))
    [-1, 0, 2, 3]
    """
    found = {ZERO}
    for line in form.lines():
        if not line.beside or not _moves(line):
            continue
        if line.filed is None or is_veto(line.name, line.level1, line.level2) or len(found) > MOST_SHIFTS:
            return ()
        points = line.filed.value
        counted = {points, -abs(points)} if _takes(line) else {points}
        found |= {each + more for each in found for more in counted}
    return tuple(sorted(found))


def counted_in(form: Form, moved: Fraction) -> tuple[tuple[Line, Fraction], ...]:
    """The rows beside the 100 points that together move a total by so much, each with its points; empty where none do.

    As many of them as there can be: what a unit lists it means to count.

    >>> from indicators import Number
    >>> bonus = Line("i9", "indicator", "获省级表彰", level1="加分项", filed=Number.of(3))
    >>> malus = Line("i10", "indicator", "审计发现问题", level1="扣分项", filed=Number.of(1))
    >>> form = Form("project", indicators=(bonus, malus))
    >>> [[(line.id, int(points)) for line, points in counted_in(form, Fraction(moved))] for moved in (2, 3, 5)]
    [[('i9', 3), ('i10', -1)], [('i9', 3)], []]
    """
    if not moved or moved not in shifts(form):
        return ()
    rows = [
        (line, line.filed.value) for line in form.lines() if line.beside and line.filed is not None and line.filed.value
    ]
    signed = [(line, -abs(points) if _takes(line) else points) for line, points in rows]
    least = 0 if len(signed) <= MOST_ROWS else len(signed) - 1  # of many only all are tried
    for many in range(len(signed), least, -1):
        for chosen in combinations(signed, many):
            if sum(points for _, points in chosen) == moved:
                return chosen
    return ()


def _takes(line: Line) -> bool:
    """Whether a row takes points away: 扣分项."""
    return any("扣" in each or "减" in each for each in (line.name, line.level1, line.level2))


def _moves(line: Line) -> Fraction:
    if not is_veto(line.name, line.level1, line.level2):
        points = line.filed or line.weight
        if points is not None:
            return abs(points.value)
    done = plain(line.actual)
    amount = read_cell(line.actual).amount
    nothing = not done or done in NOT_SO or is_zero(done) or (amount is not None and amount.low == amount.high == 0)
    return ZERO if nothing else HUNDRED


def came_to_pass(line: Line) -> bool:
    """Whether what a veto is for happened, as the row says for certain: more than none, or that it is so.

    >>> cells = ("1起", "0起", "无", "")
    >>> [came_to_pass(Line("i9", "indicator", "重大安全事故", actual=done, level1="一票否决")) for done in cells]
    [True, False, False, False]
    """
    if not is_veto(line.name, line.level1, line.level2):
        return False
    done, wanted = read_cell(line.actual).amount, read_cell(line.target).amount
    if done is not None and done.low is not None:
        free = wanted is None or wanted.low == wanted.high == 0 or wanted.high == 0
        return free and done.low > 0 and not read_cell(line.actual).problem
    return plain(line.actual) in HAPPENED


def carries_total(form: Form) -> bool:
    """Whether the row of funds prints the points of the whole form, 100, beside lines with points of their own."""
    funds = form.budget.line if form.budget else None
    if funds is None or funds.weight is None or funds.weight.value != HUNDRED:
        return False
    others = (line for line in form.lines() if line is not funds and not line.sub and not line.beside)
    return any(line.weight is not None and line.weight.value > 0 for line in others)


def without_total(form: Form) -> Form:
    """The form whose row of funds has no points that are not its own: what it has, a person must say (待核对).

    >>> from indicators import Budget, Number
    >>> funds = Line("budget", "budget", "预算执行", weight=Number.of(100), filed=Number.of(90))
    >>> form = Form("project", budget=Budget(funds), indicators=(Line("i1", "indicator", weight=Number.of(100)),))
    >>> found = without_total(form).budget.line
    >>> found.weight, found.filed, found.unread
    (None, None, ('weight', 'filed'))
    """
    if form.budget is None or not carries_total(form):
        return form
    line = form.budget.line
    keys = dict.fromkeys((*line.unread, "weight", "filed"))
    return evolve(form, budget=evolve(form.budget, line=blank(evolve(line, unread=tuple(keys)))))


def prints_no_weights(form: Form) -> bool:
    """Whether no indicator line has a weight, and scores are filed that can tell them: all of them, unless unread."""
    if form.unread:
        return False
    lines = [line for line in form.lines() if line.block == "indicator" and not line.sub and not line.beside]
    if any(line.is_unread("weight", "filed") for line in lines):
        return False
    return not any(line.weight for line in lines) and any(line.filed for line in lines)


def points_of_row(form: Form, block: str) -> Fraction | None:
    """The points printed for the budget row or the goal row (``budget``, ``goal``), or for the whole form (``total``).

    >>> from indicators import Number, PrintedBlock
    >>> points_of_row(Form("project", blocks=(PrintedBlock("预算执行情况", Number.of(20)),)), "budget")
    Fraction(20, 1)
    """
    words = {"budget": FUNDS, "goal": BLOCKS["goal"], "total": TOTALS}[block]
    heads = levels(form)
    named = ((folded(each.name), each.points.value) for each in form.blocks)
    found = [points for name, points in named if name not in heads and any(word in name for word in words)]
    return found[0] if len(found) == 1 else None


def levels(form: Form) -> frozenset[str]:
    """The headings of the form's indicator lines: their levels and the names of the annual goals, as compared."""
    own = {level for line in form.lines() for level in (line.level1, line.level2, line.group or "")}
    return frozenset(map(folded, own | {group.name for group in form.groups})) - {""}


def information(form: Form, line: Line) -> bool:
    """Whether a row of funds or a goal is information: no points printed for it and no score, on a form that has some.

    >>> from indicators import Budget, Number
    >>> funds, scored = Line("budget", "budget", "预算执行情况"), Line("i1", "indicator", weight=Number.of(100))
    >>> information(Form("project", budget=Budget(funds), indicators=(scored,)), funds)
    True
    """
    if line.block == "indicator" or line.weight or line.filed or {"weight", "filed"} & {*line.unread}:
        return False
    if form.unread or points_of_row(form, line.block) is not None:
        return False
    return any(each.weight or each.filed or each.steps for each in form.lines())


def weight_of_row(form: Form, line: Line, rest: Fraction) -> Fraction | None:
    """The weight of a budget row or goal row that has none: the points printed for it, else what is left.

    ``rest`` is left of the points of the whole form; it is this row's only where the form prints how many these are,
    and every other line has its weight.
    """
    points = points_of_row(form, line.block)
    if points is not None or points_of_row(form, "total") is None:
        return points
    others = (each for each in form.lines() if each is not line and not each.sub and not each.beside)
    return rest if line.filed is not None and all(each.weight for each in others) else None
