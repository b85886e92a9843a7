"""Points of the funds that stand nowhere: what the printed sums leave for them, or that a person must look."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from indicators.exact import Number, NumberError
from indicators.form import Budget, Line
from indicators.reading.toml_form import BUDGET_NAME
from indicators.recognition import headings
from indicators.recognition.draft import Draft
from indicators.recognition.funds import decimal

_UNREAD = ("weight", "filed")
_NUMBERED = re.compile(r"^\W*\d{1,2}[^\w%]+(?=[^\W\d])")  # 1.其中：财政拨款
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?")


def with_points(draft: Draft, line: Line) -> Line:
    """The line of the funds with the points that the printed sum of all leaves for it.

    Where neither its points nor its score are printed, and the totals say that it has some, both are for a person.
    """
    if line.weight is not None:
        return line
    if line.filed is not None:
        return evolve(line, weight=_left(draft, line))
    printed = {role for row in draft.funds for role in row.columns.roles}
    if printed & {*_UNREAD, "reviewed"} or not _is_short(draft):
        return line
    return evolve(line, unread=(*line.unread, *_UNREAD))


def unread_budget(draft: Draft) -> Budget | None:
    """The line of funds whose rows could not be read; None where there are none, or they have no points."""
    rows = [other for other in draft.others if _says_funds(other.cells)]
    if not rows or not _is_short(draft):
        return None
    cells = ("target", "actual", *_UNREAD)
    line = Line(id="budget", block="budget", name=BUDGET_NAME, unread=cells, place=rows[0].place)
    return Budget(line, draft.money_unit or "万元")


def _says_funds(cells: tuple[str, ...]) -> bool:
    """Whether a row that was kept as it stands has a label of the funds and figures; a remark in words has no label."""
    bare = (_NUMBERED.sub("", text) for text in cells)
    labels = [text for text in bare if not any(map(str.isdigit, text))]
    named = any(headings.role(text, "funds") in ("budget", "initial", "spent", "source") for text in labels)
    named = named or any(len(text) <= 14 and re.search("预算|资金|经费", text) for text in labels)
    return named and any(map(str.isdigit, "".join(cells)))


def _is_short(draft: Draft) -> bool:
    """Whether the printed totals are more than the lines make, and nothing else can make the rest."""
    lines = draft.within()
    if not lines or draft.goal_printed or "goal" in draft.block_points:
        return False
    weights = [line.weight.value for line in lines if line.weight is not None]
    scores = [line.filed.value for line in lines if line.filed is not None]
    whole, total = (_number(draft.text(key)) for key in ("points", "total"))
    weighed = len(weights) == len(lines) and whole is not None and whole > sum(weights)
    scored = len(scores) == len(lines) and total is not None and total > sum(scores)
    return weighed or scored


def _number(text: str) -> Fraction | None:
    found = _POINTS.match(headings.squeeze(text))
    return Number.of(found[0]).value if found else None


def _left(draft: Draft, line: Line) -> Number | None:
    """The points that the printed sum of all leaves for the row of funds, where every other line prints its own."""
    lines = draft.within()
    weights = [each.weight.value for each in lines if each.weight is not None]
    try:
        whole = Number.of(draft.text("points").removesuffix("%"))
    except NumberError:
        return None
    rest = whole.value - sum(weights)
    known = len(weights) == len(lines) and not draft.goal_printed and "goal" not in draft.block_points
    if not known or line.filed is None or rest < line.filed.value or rest <= 0:
        return None
    draft.note("funds-left", line.at("filed"), "budget", points=decimal(rest))
    return Number.of(decimal(rest))
