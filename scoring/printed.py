"""Rows that no total counts, and points that a form prints for a block of one line."""

from __future__ import annotations

from fractions import Fraction

from indicators.form import Form, Line
from scoring.blocks import BLOCKS, folded

ZERO = Fraction(0)
TOTALS = ("合计", "总计", "总分", "总得分", "满分")
FUNDS = ("执行", "资金", "预算", "经费", "金额", "支出")  # in the label of the row of funds
BESIDE = ("加分", "扣分", "减分", "一票否决")  # rows beside the 100 points


def beside(line: Line) -> bool:
    """Whether a row stands beside the 100 points: 加分项, 扣分项, 一票否决.

    >>> beside(Line("i9", "indicator", "获省级表彰", level1="加分项")), beside(Line("i1", "indicator", "加分办法"))
    (True, False)
    """
    if line.block != "indicator":
        return False
    levels = folded(line.level1), folded(line.level2)
    return any(word in level for level in levels for word in BESIDE) or (folded(line.name).removesuffix("项") in BESIDE)


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
    others = (each for each in form.lines() if each is not line and not each.sub and not beside(each))
    return rest if line.filed is not None and all(each.weight for each in others) else None
