"""A draft → the form."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from indicators.exact import Number
from indicators.form import Budget, Form, Group, Line, Other, PrintedBlock
from indicators.place import Place
from indicators.reading.grid import UNCALCULATED, Cell
from indicators.reading.toml_form import BUDGET_NAME, GOAL_NAME
from indicators.recognition import headings, labels
from indicators.recognition.align import Aligned
from indicators.recognition.draft import Draft, GroupDraft, places
from indicators.recognition.funds import Funds, funds
from indicators.recognition.grades import own_total, total_and_grade
from indicators.recognition.named_points import named_points
from indicators.recognition.nearest import nearest
from indicators.recognition.points_left import unread_budget, with_points
from indicators.recognition.remarks import named
from indicators.recognition.shapes import shape
from indicators.recognition.shared_points import Unshared
from indicators.recognition.to_read import Doubtful, marked
from indicators.recognition.values import amount, clean, doubtful, points, rate, target_cell
from indicators.unread import blank, blank_budget

_KEYS = {"total": "printed_total", "grade": "printed_grade"}
_AMOUNTS = {"target": {"budget", "initial"}, "actual": {"spent"}}


def build(draft: Draft) -> Form:
    """The form that was read; one without any indicator was not read whole."""
    lines = draft.every_line()
    if not lines:
        code = "table-unread" if draft.headed or draft.funds or draft.goal or draft.others else "form-unread"
        draft.miss(code, draft.place)
        if code == "form-unread":
            draft.note(code, draft.place)
    found = funds(draft.funds, draft.money_unit)
    if found.summed and found.total is not None:
        draft.note("funds-summed", _first(found.total), "budget")
    for row in found.parts:
        draft.keep((row.columns.title(role), cell) for role, cell in row.rest)
    for row in found.others:
        draft.carry((Cell(row.label, 0, 0), *row.cells.cells.values()), row.place)
    department = "整体" in draft.title or "basic_expenditure" in draft.head
    department |= bool(draft.groups) and not draft.is_of_project
    budget = _budget(draft, found)
    _part_total(draft)
    total = points(draft, draft.head, "total", "")
    _tell_unknown(draft)
    _doubt_unknown(draft)
    if draft.adjusted:
        draft.note("target-adjusted", draft.spots["adjusted"], "", lines=tuple(draft.adjusted))
    if "above" in draft.head and "department" in draft.head:
        draft.aside("", draft.head["above"])
    others = (*draft.others, *_beside(draft))
    alone = _alone(draft) or named_points([line for line in draft.lines if not line.beside])
    own = (evolve(line, weight=line.weight or alone.get(line.id)) for line in draft.lines)
    goal = _goal(draft)
    unshared = Unshared.of(draft, budget.line if budget else None, goal)
    form = Form(
        kind="department" if department else "project",
        title=clean(draft.title),
        project=draft.text("project"),
        department=draft.text("department") or draft.text("above") or draft.text("holder"),
        unit=draft.text("unit"),
        deviation_reason=draft.text("deviation_reason"),
        improvement=draft.text("improvement"),
        basic_expenditure=draft.text("basic_expenditure"),
        project_expenditure=draft.text("project_expenditure"),
        year=labels.year(draft.title) or labels.year(draft.text("year")),
        printed_total=total,
        reviewed=_reviewed(draft),
        printed_grade=draft.text("grade"),
        weights="printed",
        budget=budget,
        goal=goal,
        indicators=tuple(map(unshared.line, own)),
        groups=tuple(_group(draft, each, unshared) for each in draft.groups),
        others=others,
        columns=tuple(draft.columns),
        notes=tuple(draft.notes),
        blocks=tuple(_blocks(draft, budget)),
        remarks=tuple(draft.remarks),
        unread=tuple(f"{each.place}: {each.message.show('zh')}" for each in draft.unread),
        place=draft.place,
        places=(
            *draft.spots.items(),
            *((_KEYS.get(key, key), cell.place) for key, cell in draft.head.items()),
        ),
    )
    return marked(form, draft.doubtful)


def _reviewed(draft: Draft) -> Number | None:
    """The total that a reviewer printed (复核总分, 财政审定得分); words in its place are nothing to read."""
    cell = draft.head.get("reviewed")
    return points(draft, draft.head, "reviewed", "") if cell and shape(cell.text) == "points" else None


def _part_total(draft: Draft) -> None:
    """A total with its grade in one cell (97.5分（优秀）) is both; one with what others gave behind it is the first."""
    if (cell := draft.head.get("total")) is None:
        return
    if cell.flaw == UNCALCULATED:
        draft.note("uncalculated", cell.place, "", role=named("total"))
        draft.doubtful.append(Doubtful("", "total", ""))
    cell = draft.head["total"] = evolve(cell, text=own_total(cell.text))
    both = total_and_grade(cell.text)
    if both is not None:
        draft.head["total"] = evolve(cell, text=both[0])
        draft.head.setdefault("grade", evolve(cell, text=both[1]))


def _tell_unknown(draft: Draft) -> None:
    """Say once which headings nobody knows, each with the known one that is most like it."""
    if draft.unknown:
        shown = tuple(f"{title}（{near}？）" if (near := nearest(title)) else title for title in draft.unknown)
        draft.note("heading-unknown", draft.spots.get("unknown", draft.place), "", headings=shown)


def _doubt_unknown(draft: Draft) -> None:
    """A role that no column has may be that of a filled column whose heading nobody knows: its cells are unread."""
    filled = [cells for title in draft.unknown if (cells := draft.beside.get(title))]
    for role in ("target", "actual", "weight", "filed"):
        of_points = role in ("weight", "filed")
        if role in draft.roles or not draft.headed or (not of_points and "standard" in draft.roles):
            continue
        for cells in filled:
            points_only = all(shape(cell.text) == "points" for cell in cells)
            if points_only if of_points else any(shape(cell.text) == "figure" for cell in cells):
                draft.doubtful += [Doubtful(line.id, role, "") for line in draft.every_line()]
                break


def _beside(draft: Draft) -> Iterator[Other]:
    """Columns that lines have no place for, each as a row: its heading and its cells."""
    for title, cells in draft.beside.items():
        texts = tuple(clean(cell.text) for cell in cells)
        yield Other((title, *texts) if title else texts, cells[0].place)


def _alone(draft: Draft) -> dict[str, Number]:
    """Weights that the printed points of a category give to its only line, beside lines with weights of their own."""
    bare = {line.id for line in draft.lines if line.weight is None and line.filed is not None and not line.beside}
    found: dict[str, Number] = {}
    for (level1, level2), ids in draft.categories.items():
        if len(ids) == 1:
            found[ids[0]] = Number.of(headings.points(level2) or headings.points(level1))
    return found if bare <= found.keys() and len(bare) < len(draft.lines) else {}


def _group(draft: Draft, group: GroupDraft, unshared: Unshared) -> Group:
    weight = points(draft, {"weight": Cell(group.points, 0, 0, place=group.place)}, "weight", "")
    return Group(group.name, tuple(map(unshared.line, group.lines)), weight, clean(group.text), group.place)


def _budget(draft: Draft, found: Funds) -> Budget | None:
    cells = found.total
    if cells is None:
        return unread_budget(draft)
    draft.flaws(cells, "budget")
    printed = {role for row in draft.funds for role in row.columns.roles}
    hidden = [key for key, roles in _AMOUNTS.items() if not printed & roles]
    both = "budget" in cells.cells and "initial" in cells.cells
    base = "budget" if "budget" in cells.cells else "initial"
    line = Line(
        id="budget",
        block="budget",
        name=BUDGET_NAME,
        target=amount(draft, cells, base),
        actual=amount(draft, cells, "spent"),
        weight=points(draft, cells, "weight", "budget") or _printed(draft, "budget", cells),
        filed=points(draft, cells, "filed", "budget"),
        reviewed=points(draft, cells, "reviewed", "budget"),
        unit=draft.money_unit or "万元",
        printed_rate=rate(cells.text("rate")),
        reason=clean(cells.text("reason")),
        unread=(
            *doubtful(cells, {base: "target", "spent": "actual", "rate": "printed_rate"}),
            *(("target", "actual") if found.unknown else hidden),  # under a heading that nobody knows
        ),
        place=_first(cells),
        places=tuple(
            ({base: "budget", "rate": "printed_rate"}.get(role, role), cell.place) for role, cell in cells.cells.items()
        ),
    )
    line = with_points(draft, line)
    initial = amount(draft, cells, "initial") if both else ""
    return blank_budget(Budget(line, draft.money_unit or "万元", initial, found.sources))


def _goal(draft: Draft) -> Line | None:
    cells = draft.goal
    if cells is None:
        return None
    draft.flaws(cells, "goal")
    weight = points(draft, cells, "weight", "goal") or _printed(draft, "goal", cells)
    filed = points(draft, cells, "filed", "goal")
    target = target_cell(cells)
    line: Line = blank(
        Line(
            id="goal",
            block="goal",
            name=GOAL_NAME,
            target=clean(target.text) if target else "",
            actual=clean(cells.text("actual")),
            weight=weight,
            filed=filed,
            reviewed=points(draft, cells, "reviewed", "goal"),
            sub=not draft.goal_printed and weight is None and filed is None,
            unread=doubtful(cells),
            place=_first(cells),
            places=places(cells),
        )
    )
    return line


def _printed(draft: Draft, block: str, cells: Aligned) -> Number | None:
    """The points that the block's heading prints."""
    printed = draft.block_points.get(block, "")
    return points(draft, {"weight": Cell(printed, 0, 0, place=_first(cells))}, "weight", block)


def _blocks(draft: Draft, budget: Budget | None) -> Iterator[PrintedBlock]:
    """The points printed for blocks: in labels and categories, and in the row of funds."""
    named = {block.name for block in draft.blocks.values()}
    label = draft.text("funds_label")
    if budget is not None and budget.line.weight is not None:
        name = headings.heading(label) if label else BUDGET_NAME
        if name not in named:
            yield PrintedBlock(name, budget.line.weight, budget.line.at("weight"))
    yield from draft.blocks.values()


def _first(cells: Aligned) -> Place:
    return next(iter(cells.cells.values())).place if cells.cells else Place()
