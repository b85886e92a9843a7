"""A table whose cells stand one a line → rows: headings in a run, labels with their values, cells laid on the columns.

Blank cells are lost and nothing says where a row ends. The cells are parted into rows, and laid on the columns in their
order, as cheaply as what they look like allows. A cell that could as well stand elsewhere in its row is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from indicators.reading.grid import DOUBTFUL, Cell
from indicators.recognition import headings, labels
from indicators.recognition.rows import Row
from indicators.recognition.shapes import UNFIT, fit, shape

if TYPE_CHECKING:
    from indicators.recognition.heads import Heading

_LEAST = 4  # headings in a run that begin a table; 2 those of the goal
_LONGEST = 40  # characters of a heading
_MISSING = {
    "row": 60, "name": 40, "target": 30, "actual": 20, "weight": 15, "filed": 15, "initial": 25, "budget": 25,
    "spent": 25, "rate": 3, "number": 45,
}  # fmt: skip
LEVELS = ("level1", "level2")
# a column that takes no cell; that of the names of rows of funds; that of the numbers of rows
NOTHING, NAME, NUMBER = "nothing", "row", "number"
_ALONE = 5  # what a category without a line costs
_IMPOSSIBLE = 10_000
_DIGITS, _PROSE = 4, 30  # a number of a row has fewer, the name of a row of funds no more characters
_FIGURES = frozenset(("target", "actual", "weight", "filed", "budget", "spent", "initial", "rate"))
_BESIDE = frozenset(("adjusted", "other", "unknown", "reviewed", "standard"))
_TEMPLATE = re.compile(r"指标\d{0,2}[:：]?/?|[…\.。]{2,}|\.{3,}")


def heading(rows: Sequence[Row], at: int) -> tuple[Cell, ...]:
    """The run of headings, one a line, that begins at a row; empty where there is none."""
    found: list[Cell] = []
    known, first = 0, False
    for row in rows[at : at + 24]:
        text = row.cells[0].text if len(row.cells) == 1 else ""
        if not text or len(text) > _LONGEST or headings.is_title(text):
            break
        role, block = headings.role(text, "table"), headings.is_block(text) or headings.goal_block(text) is not None
        block = block and not (role == "name" and _has(found, "level2") and not _has(found, "name"))
        parted = first and not {headings.role(each.text, "table") for each in found} & {"level1"}  # in a second row
        labels = all(headings.is_block(each.text) or is_number(each.text) for each in found)
        if found and (
            (block and not all(is_number(each.text) for each in found))
            or (role == "level1" and not labels and not parted)
        ):
            break  # another table's
        first = block or first
        is_known = headings.is_heading(text)
        inner = {headings.role(each.text, "table") for each in found} & {"name", *LEVELS}
        unknown = known >= 3 and inner and shape(text) == "words" and _goes_on(rows, at + len(found) + 1)
        last = known >= 3 and inner and shape(text) == "words" and _begins(rows, at + len(found) + 1)
        if not (is_known or (not found and block) or unknown or last):
            break
        known += is_known
        found.append(row.cells[0])
    whole = _has(found, "name") and _begins(rows, at + len(found))
    while found and not whole and not headings.is_heading(found[-1].text):
        found.pop()
    while found and headings.heading(found[-1].text) in headings.TOTALS | headings.FUNDS_TOTALS:
        found.pop()  # the name of the first row
    kinds = {headings.role(cell.text, "goal") for cell in found}
    money = {headings.role(cell.text, "funds") for cell in found} if first else set()
    few = {"target", "actual"} <= kinds or ("spent" in money and money & {"budget", "initial"})
    return tuple(found) if known >= _LEAST or (known >= 2 and few) else ()


def _has(cells: Sequence[Cell], role: str) -> bool:
    return any(headings.role(cell.text, "table") == role for cell in cells)


def is_number(text: str) -> bool:
    """Whether a heading is that of the numbers of rows."""
    return headings.heading(text) in headings.ROW_NUMBERS


def _begins(rows: Sequence[Row], at: int) -> bool:
    """Whether the lines begin at a row: a category of the first level stands alone there, behind its number perhaps."""
    texts = [row.cells[0].text if len(row.cells) == 1 else "" for row in rows[at : at + 2]]
    first = texts[1:] if texts[:1] == ["1"] else texts
    return bool(first) and headings.heading(first[0]) in headings.LEVEL1


def _goes_on(rows: Sequence[Row], at: int) -> bool:
    """Whether a known heading follows an unknown one."""
    return at < len(rows) and len(rows[at].cells) == 1 and headings.is_heading(rows[at].cells[0].text)


def pair(rows: Sequence[Row], at: int) -> Row | None:
    """A label and the value on the next line, as one row; None where there is no such pair."""
    if at + 1 >= len(rows) or any(len(row.cells) != 1 for row in rows[at : at + 2]):
        return None
    first, second = rows[at].cells[0], rows[at + 1].cells[0]
    if not (headings.label(first.text) or headings.tail(first.text)) or len(second.text) > 400:
        return None
    if any(value for _, value in labels.labelled(first.text)):
        return None  # it says its value itself
    if any(test(second.text) for test in (headings.label, labels.labelled, headings.tail, headings.is_heading)):
        return None
    if headings.is_title(second.text) or headings.is_notes(second.text) or headings.is_block(second.text):
        return None
    return Row((evolve(first, row=0, column=0), evolve(second, row=0, column=1)), 0, ruled=False, moved=True)


def end(rows: Sequence[Row], at: int, head: Heading) -> int:
    """Where the cells under a heading end: at the next heading, title, label of the head or tail, or notes."""
    for until in range(at, len(rows)):
        cells = rows[until].cells
        text = cells[0].text
        if len(cells) > 1 or headings.is_title(text) or headings.is_notes(text) or headings.tail(text):
            return until
        named = until + 1 < len(rows) and shape(rows[until + 1].cells[0].text) in ("points", "figure")
        if heading(rows, until) or (head.columns.kind != "table" and _is_head(text) and not named):
            return until
        if head.columns.kind == "table" and headings.heading(text) in headings.TOTALS:
            while until + 1 < len(rows) and shape(rows[until + 1].cells[0].text) == "points":
                until += 1
            return until + 1
    return len(rows)


def _is_head(text: str) -> bool:
    return bool(headings.label(text)) or headings.is_block(text) or headings.goal_block(text) is not None


def is_template(text: str) -> bool:
    """Whether a text is what the empty form prints where a name goes: 指标2：, ……."""
    return _TEMPLATE.fullmatch(headings.squeeze(text)) is not None


def rows_of(cells: Sequence[Cell], head: Heading) -> Iterator[tuple[Cell, ...]]:
    """The rows that cells make under a heading, each cell at its column."""
    cells = [cell for cell in cells if not is_template(cell.text)]
    total = next((at for at, cell in enumerate(cells) if headings.heading(cell.text) in headings.TOTALS), len(cells))
    if head.columns.kind != "table":
        total = len(cells)
    number = 0
    roles = _roles(head)
    titles = [headings.heading(cell.text) for cell in head.cells if cell.text]
    twice = len(set(titles)) < len(titles)  # parts of headings above them, and nobody knows of which
    rows = list(_parted(cells[:total], roles))
    needed = (
        _needed(rows, roles) if head.columns.kind == "table" else {at for at, r in enumerate(roles) if r in _FIGURES}
    )
    for number, chosen in enumerate(rows, 1):
        yield tuple(evolve(cell, row=number, column=at) for at, cell in _doubted(chosen, roles, needed, all_=twice))
    if total < len(cells):
        yield _sum(cells[total:], head, number + 1)


def _sum(cells: Sequence[Cell], head: Heading, number: int) -> tuple[Cell, ...]:
    """The row that sums up: its numbers under weight and score."""
    spots = [at for at, role in enumerate(head.roles) if role in ("weight", "filed")]
    numbers = cells[1:]
    spots = spots[-len(numbers) :] if numbers else []
    label = evolve(cells[0], row=number, column=0, columns=max(1, spots[0] if spots else 1))
    return (label, *(evolve(cell, row=number, column=at) for at, cell in zip(spots, numbers, strict=False)))


def _roles(head: Heading) -> tuple[str, ...]:
    """What each column takes: the names of rows of funds stand left of the amounts, labels of blocks nowhere."""
    first, roles = head.columns.first, list(head.roles)
    roles[:first] = [NUMBER if is_number(cell.text) else NOTHING for cell in head.cells[:first]]
    if head.columns.kind == "funds":
        roles[first - 1] = NAME
    elif head.columns.kind == "table" and first and not {"level1", "level2"} & set(roles):
        roles[first - 1] = "level1" if roles[first - 1] == NOTHING else roles[first - 1]
    elif head.columns.kind == "goal":
        roles[: len(roles) - 2 - ("filed" in roles) - ("weight" in roles)] = [NOTHING] * (
            len(roles) - 2 - ("filed" in roles) - ("weight" in roles)
        )
    return tuple(roles)


Chosen = list[tuple[int, Cell]]


def _parted(cells: Sequence[Cell], roles: Sequence[str]) -> Iterator[Chosen]:
    """Cells as rows, by the cheapest way to lay each on a column behind that of the one before, or in a new row."""
    columns = [at for at, role in enumerate(roles) if role != NOTHING]
    costs = [_MISSING.get(role, 0) for role in roles]
    before = [0]
    for cost in costs:
        before.append(before[-1] + cost)  # before[j]: what is missing left of column j
    best: list[dict[int, tuple[int, int]]] = []  # of each cell: column → cost so far, column of the cell before
    for index in range(len(cells)):
        here: dict[int, tuple[int, int]] = {}
        for at in columns:
            own = _fit(cells, index, roles[at])
            if own >= UNFIT:
                own += _IMPOSSIBLE
            if not index:
                here[at] = (own + before[at], -1)
                continue
            ways = []
            for last, (cost, _) in best[-1].items():
                if last < at:
                    ways.append((cost + before[at] - before[last + 1], last))
                missing = _ALONE if roles[last] in LEVELS else before[-1] - before[last + 1]
                ways.append((cost + missing + before[at], -2 - last))
            cost, last = min(ways)
            here[at] = (cost + own, last)
        best.append(here)
    if not best:
        return
    at = min(best[-1], key=lambda each: best[-1][each][0] + before[-1] - before[each + 1])
    rows: list[Chosen] = [[]]
    for index in range(len(cells) - 1, -1, -1):
        rows[-1].insert(0, (at, cells[index]))
        last = best[index][at][1]
        if last <= -2:
            rows.append([])
            last = -2 - last
        at = last
    yield from reversed(rows)


def _fit(cells: Sequence[Cell], index: int, role: str) -> int:
    """How badly a cell fits a role, from what it looks like and what stands before it."""
    text = cells[index].text
    if role == NUMBER:
        return 0 if text.isdecimal() and len(text) < _DIGITS else UNFIT
    if role == NAME:
        prose = 30 if len(text) > _PROSE or text.endswith(("。", "；", ";")) else 0  # a reason, no name
        return prose if shape(text) in ("words", "level") else UNFIT
    cost = fit(role, text)
    if role in ("reason", "improvement"):
        if headings.is_category(text):
            return UNFIT
        full = index > 1 and headings.squeeze(cells[index - 1].text) == headings.squeeze(cells[index - 2].text)
        return cost + (12 if full else 0)  # what has all its points needs no reason
    if role in (*LEVELS, "name") and _is_named(cells, index):
        return cost + (0 if role == "name" else 20)
    if role in LEVELS and headings.is_category(text):
        either = {headings.heading(text)} <= headings.LEVEL1 & headings.LEVEL2
        return 1 if role == "level1" and either else min(cost, 1)
    return cost + 20 if role == "name" and headings.is_category(text) else cost


def _is_named(cells: Sequence[Cell], index: int) -> bool:
    """Whether a text that is built like a category stands behind one of the second level: it is a name (群众满意度)."""
    text = cells[index].text
    if index == 0 or headings.is_level(text) or not headings.is_category(text):
        return False
    before = [headings.heading(cell.text) for cell in cells[max(0, index - 2) : index]]
    pair = len(before) == 2 and before[0] in headings.LEVEL1 and before[1] in headings.LEVEL2
    return pair or (before[-1] in headings.LEVEL2 and before[-1] not in headings.LEVEL1)


def _needed(rows: Sequence[Chosen], roles: Sequence[str]) -> set[int]:
    """The columns whose cell, where it is lost, may as well be the one beside it: those of figures.

    One among them that is no line's own is one of them if any row, or none at all, says a figure there.
    """
    figures = [at for at, role in enumerate(roles) if role in _FIGURES]
    said: dict[int, set[str]] = {}
    for chosen in rows:
        for at, cell in chosen:
            said.setdefault(at, set()).add(shape(cell.text))
    beside = {at for at, role in enumerate(roles) if role in _BESIDE and figures and figures[0] < at < figures[-1]}
    return {*figures, *(at for at in beside if not said.get(at) or said[at] & {"points", "figure"})}


def _doubted(chosen: Chosen, roles: Sequence[str], needed: set[int], *, all_: bool) -> Chosen:
    """A row with its figures marked where a cell of it is lost: each may as well be the one beside it.

    A target with a sign is a target, whatever is lost.
    """
    if needed <= {at for at, _ in chosen} and not all_:
        return chosen
    return [(at, evolve(cell, flaw=DOUBTFUL) if _is_doubtful(cell, roles[at]) else cell) for at, cell in chosen]


def _is_doubtful(cell: Cell, role: str) -> bool:
    if role not in _FIGURES or shape(cell.text) == "blank":
        return False
    return role != "target" or headings.squeeze(cell.text)[0] not in "≥≤<>="
