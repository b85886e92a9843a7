"""The rows of a table of indicators that sum up: the total of the form, sums of some of its lines."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import evolve

from indicators.exact import Number
from indicators.reading.grid import UNCALCULATED, Cell
from indicators.recognition import headings
from indicators.recognition.captions import total_in
from indicators.recognition.columns import Column, Columns
from indicators.recognition.draft import Draft
from indicators.recognition.grades import total_and_grade
from indicators.recognition.rows import Row
from indicators.recognition.shapes import shape
from indicators.recognition.state import State
from indicators.recognition.to_read import Doubtful

WHOLE = 100  # points of a form
_MOST = 3  # numbers of such a row: points, score, what others gave
_OF_WHOLE = re.compile(r"(?:满分)?100分?[/／](\d{1,3}(?:\.\d+)?)分?")
_LABEL = re.compile(
    "(?:本?项目|本表|部门|单位|整体|自评|自我评价|评价|综合|最终|最后|绩效|总评|总体|合计|评定|实际)*"
    "(?:得分|评分|总分|总计|合计|小计|分数|结果)(?:合计|总计)?"
)


def total_row(state: State, row: Row) -> bool:
    """Take the row of the form's total (总分 | 100 | 95); false where it is another."""
    columns = state.columns or state.standing
    draft = state.draft
    if draft is None or columns is None or columns.kind != "table":
        return False
    row = _put_back(row, columns)
    own = _unnumbered(row, columns)
    if len(own) < 2 or not _is_total(own, columns):
        return False
    state.reached()
    told = total_in(own[0].text) if headings.heading(own[0].text) not in headings.TOTALS else ""
    row = evolve(row, cells=tuple(_second(cell) if cell in own[1:] else cell for cell in row.cells))
    weight = next((each for each in columns.columns if each.role == "weight"), None)
    if not told and weight and _is_shifted(row, columns, weight):
        draft.carry(row.own, row.place)
        draft.doubtful.append(Doubtful("", "total", ""))
        state.columns = None
        return True
    found = evolve(own[0], text=told) if told else _filed(row, columns, weighted=draft.weighted)
    points = _whole(row, weight, found) if weight else None
    numbers = [cell for cell in row.own[1:] if _is_number(cell)]
    alone = numbers[0] if found is None and len(numbers) == 1 else None
    if alone is not None and _can_be(draft, alone):
        found, points = alone, None  # it stands elsewhere than under the scores
    elif alone is not None and not _is_whole(alone) and points is not alone and row.ruled:
        draft.carry(row.own, row.place)
        draft.doubtful.append(Doubtful("", "total", ""))
    if found is not None:
        draft.head.setdefault("total", found)
    for each in columns.columns if row.ruled else ():
        under = [cell for cell in own[1:] if each.role == "reviewed" and cell.covers(each.start) and cell is not found]
        if under and shape(under[0].text) == "points":
            draft.head.setdefault("reviewed", under[0])
    if points is not None and points is not found:
        draft.head.setdefault("points", points)
    for cell in own[1:]:
        if headings.is_grade(cell.text):
            draft.head.setdefault("grade", cell)
    if state.read != len(draft.every_line()):  # else it stands directly under the headings
        state.columns = None
    return True


def _put_back(row: Row, columns: Columns) -> Row:
    """The row where it belongs: a label at the left that is merged a row too far pushes it over the table's edge."""
    own = [cell for cell in row.cells if cell.row == row.number]
    over = max((cell.column + cell.columns for cell in own), default=0) - max(each.end for each in columns.columns)
    left = [cell for cell in row.cells if cell.row < row.number and cell.column + cell.columns == own[0].column]
    if not row.ruled or over <= 0 or not left or left[-1].columns != over or left[-1].column >= columns.first:
        return row
    return evolve(row, cells=tuple(evolve(cell, column=cell.column - over) for cell in own))


def _is_shifted(row: Row, columns: Columns, weight: Column) -> bool:
    """Whether numbers stand under the scores and behind them, none under the weights, below such a label."""
    left = any(cell.row < row.number and cell.column < columns.first for cell in row.cells)
    numbers = [cell for cell in row.own[1:] if _is_number(cell)]
    points = [each for each in columns.columns if each.role in ("weight", "filed", "reviewed")]
    behind = [cell for cell in numbers if cell.column >= max(each.end for each in points)]
    return row.ruled and left and bool(behind) and not any(cell.covers(weight.start) for cell in numbers)


def _is_total(own: tuple[Cell, ...], columns: Columns) -> bool:
    """Whether a row is called a total, or is called much like one and holds nothing but points."""
    first = own[0]
    if headings.heading(first.text) in headings.TOTALS or total_in(first.text):
        return True
    numbers = [cell for cell in own[1:] if _is_number(cell)]
    rest = [cell for cell in own[1:] if cell not in numbers]
    named = _LABEL.fullmatch(headings.heading(first.text)) is not None and 0 < len(numbers) <= _MOST
    if not named or not all(headings.is_grade(cell.text) or shape(cell.text) == "blank" for cell in rest):
        return False
    return headings.heading(first.text) not in headings.SUBTOTALS or any(map(_is_whole, numbers))


def _second(cell: Cell) -> Cell:
    both = _OF_WHOLE.fullmatch(headings.squeeze(cell.text))
    found = both[1] if both else total_in(cell.text)
    return evolve(cell, text=found) if found else cell


def _is_number(cell: Cell) -> bool:
    return shape(cell.text) == "points" or bool(total_and_grade(cell.text)) or cell.flaw == UNCALCULATED


def _is_whole(cell: Cell) -> bool:
    return _value(cell) == WHOLE


def _can_be(draft: Draft, cell: Cell) -> bool:
    """Whether a number can only be the sum of the scores: not that of the weights, and no more than they allow."""
    lines, number = draft.within(), _value(cell)
    known = [line for line in lines if line.weight is not None and line.filed is not None]
    if number is None or number == WHOLE or not lines or len(known) < len(lines) or draft.groups:
        return False
    scores = sum((line.filed.value for line in known if line.filed is not None), Fraction(0))
    weights = sum((line.weight.value for line in known if line.weight is not None), Fraction(0))
    further = _further(draft)
    if further is None or number == weights + further:
        return False
    return scores <= number <= scores + further


def _further(draft: Draft) -> Fraction | None:
    """The points of the funds and of the goal; None where nobody can tell."""
    cells = [row.cells.cells["weight"] for row in draft.funds if "weight" in row.cells.cells]
    cells += [draft.goal.cells["weight"]] if draft.goal and "weight" in draft.goal.cells else []
    found = [_value(cell) for cell in cells if shape(cell.text) != "blank"]
    if any(each is None for each in found) or (draft.block_points and not found):
        return None
    return sum((each for each in found if each is not None), Fraction(0))


def _value(cell: Cell) -> Fraction | None:
    plain = headings.squeeze(cell.text).removesuffix("分")
    return Number.of(plain).value if shape(cell.text) == "points" else None


def _filed(row: Row, columns: Columns, *, weighted: bool) -> Cell | None:
    """The cell of the form's total in a row that sums up (总分 | 100 | 95)."""
    filed = next((each for each in columns.columns if each.role == "filed"), None)
    numbers = [cell for cell in row.own[1:] if _is_number(cell)]
    if filed and row.ruled:
        under = [cell for cell in numbers if cell.covers(filed.start)]
        weight = next((each for each in columns.columns if each.role == "weight"), None)
        if under:
            return under[-1]
        numbers = [cell for cell in numbers if not (weight and cell.covers(weight.start))]
        return numbers[-1] if numbers and not weight else None
    alone = weighted and len(numbers) == 1  # the sum of the weights
    points = [column.role for column in columns.columns if column.role in ("weight", "filed", "reviewed")]
    if "filed" in points and points[-1] != "filed":  # the weights, or what others gave, are summed behind it
        at = points.index("filed") - (len(points) - len(numbers))
        return numbers[at] if at in (points.index("filed"), points.index("filed") - 1) and at >= 0 else None
    return None if alone else numbers[-1] if numbers else row.own[-1]


def _unnumbered(row: Row, columns: Columns) -> tuple[Cell, ...]:
    """The cells of a row without its number, which stands before the columns: 6 | 合计 | 100 | 97.5."""
    own = row.own
    numbered = len(own) > 1 and own[0].column < columns.first and own[0].text.strip().isdecimal()
    return own[1:] if numbered else own


def _whole(row: Row, weight: Column, total: Cell | None) -> Cell | None:
    """The cell of the points of all in a row that sums up: under the weights, or beside the ``total``."""
    if row.ruled:
        return next((cell for cell in row.own[1:] if cell.covers(weight.start)), None)
    numbers = [cell for cell in row.own[1:] if shape(cell.text) == "points"]
    return next((each for each in numbers if each is not total), None) if len(numbers) == 2 else None


def subtotal_row(state: State, row: Row) -> bool:
    """A row that sums up some of the lines above it: no line, kept as it stands."""
    own, columns = row.own, state.columns
    named = [cell for cell in own if headings.heading(cell.text) in headings.SUBTOTALS]
    if not state.draft or not named or columns is None or columns.kind != "table":
        return False
    if not all(cell in named or shape(cell.text) in ("points", "level", "blank") for cell in own):
        return False
    state.draft.carry(own, row.place)
    return True
