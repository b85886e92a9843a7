"""F0xx: what must be there and is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from indicators.cells import plain, read_cell
from indicators.form import Form, Line
from indicators.measure import Dated, Levelled, Numeric, Refused
from indicators.units import unit
from indicators.words import NAMES
from scoring.audit.amount import money
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, fits, judged, named, say
from scoring.audit.printed import column_named, prints, whole
from scoring.audit.weights import moved_within
from scoring.choice import there
from scoring.rulebook import Block, FormRule
from scoring.scorecard import REFUSED, LineScore, Scorecard
from scoring.show import joined, row_name

# what the title of a form says beside a name
_NO_NAME = (
    r"20\d\d年?度?|二[〇○零]..年度?|附[件表]\d*|[（(].*?[)）]|(?:项目|部门|整体|专项|资金|财政|预算|支出|经费|绩效|目标|自评|评价|"
    r"完成|情况|单位|评分|打分|得分|报告|[自评价表度年的]|\W)+"
)
_CELLS = ("target", "actual", "weight", "filed")


@check("F001", "section-missing", WARNING)
def section_missing(card: Scorecard) -> Iterator[Hit]:
    """A block, an indicator category or a field of the head is missing.

    What it finds: a scored block of the rulebook, or a part of one, without a line (an error under a verified
    rulebook; nothing where points may move between categories and all add to 100), a required category (产出, 效益,
    满意度 …) without an indicator, and an empty project, department, unit, year or goal; of a department or a
    unit only where the form prints such a field. Nothing on a form that was not read whole.
    Why it matters: what is not filled in cannot be scored or compared.
    Basis: the rulebook's blocks and required categories; each field left blank is a fault in reviews.
    Example: a project form without a budget line.
    Consequences: W101, W102.
    Remedy: fill in what is missing.
    """
    form, book = card.form, card.rulebook
    if not whole(form):
        return
    rule, known = book.form(form.kind), card.choice.how not in ("tied", "none")
    for block in _missing(form, rule) if rule and known else ():
        if block.a_category and rule and moved_within(card, rule):
            continue  # its points are those of another block
        severity = ERROR if book.verified("form") and rule and not (rule.unscored or rule.movable) else WARNING
        message = say("the block {block} is missing", block=block.heading)
        yield Hit(message, None, "kind", severity=severity, table="form")
    names = {level for line in card.counted for level in (line.line.level1, line.line.level2)}
    for category in book.categories if known else ():
        if not any(category in name for name in names):
            yield Hit(say("no indicator under {category}", category=category), None, "kind", table="required")
    for category, number in book.least if known else ():
        has = sum(any(category in level for level in (line.line.level1, line.line.level2)) for line in card.counted)
        if has < number:
            text = {"category": category, "has": has, "number": number}
            yield Hit(say("{category} has {has} indicators, the rulebook asks for {number}", **text), None, "kind",
                      table="required")  # fmt: skip
    for key in ("project", "department", "unit", "year") if form.kind == "project" else ("department", "year"):
        several = form.computed and key != "year"  # they have no one unit
        if not getattr(form, key) and not several and not _said_otherwise(form, key):
            yield Hit(say("{field} is empty", field=named(key)), None, key)
    goal = card.of("goal")
    if goal is not None and read_cell(goal.line.target).missing:
        yield Hit(say("{field} is empty", field=named("goal")), goal, "target")


@check("F002", "value-blank", ERROR)
def value_blank(card: Scorecard) -> Iterator[Hit]:
    """A scored line lacks its target, its completion or its weight, or its weight is 0.

    What it finds: empty cells on lines that count, once a line. A whole empty column is told once for the form, if the
    form prints it; a line that is empty above filled rows of detail gets a warning that points to them. An empty score
    is S308 unless the whole column is empty; an empty budget is B205. A form consolidated from others, which nobody has
    filed, needs no scores; one scored by standard needs neither target nor completion.
    Why it matters: an empty cell is not a zero; the line's score is anywhere from 0 to its weight.
    Basis: each field left blank is a fault in reviews.
    Example: target ≥3场, no completion.
    Remedy: fill in the cell.
    """
    needed = needed_cells(card)
    told = tuple(cell for cell in needed if _column_empty(card, cell)) if whole(card.form) else ()
    for cell in told:
        severity = ERROR if fits(card) else WARNING  # without a rulebook people may judge these lines
        message = say("the whole column {cell} is empty", cell=column_named(card.form, cell))
        first = next((line for line in card.counted if cell in dict(line.line.places)), None)
        yield Hit(message, None, "kind", severity=severity, place=first.line.at(cell) if first else None)
    for line in card.counted:
        asked = [cell for cell in needed if cell != "filed" and (cell not in told or line.line.block != "indicator")]
        blank = [cell for cell in asked if _blank(card, line, cell) and not _is_formula(card, line, cell)]
        detail = _detail(card, line) if blank else ()
        if detail:
            rows = joined([row_name(each.line) for each in detail])
            message = say("empty, while its rows of detail {rows} are filled in: put in what they make", rows=rows)
            yield Hit(message, line, blank[0], None, line.exact, WARNING, lines=(line, *detail))
        elif blank:
            row = line.line.block == "indicator"
            called = tuple(column_named(card.form, cell) if row else named(cell) for cell in blank)
            yield Hit(say("{cells}: empty", cells=called), line, blank[0], None, line.exact)
        elif line.line.weight is not None and line.line.weight.value == 0:
            yield Hit(say("the weight is 0"), line, "weight", str(line.line.weight))


@check("F003", "unit-missing", WARNING)
def unit_missing(card: Scorecard) -> Iterator[Hit]:
    """A quantitative line names no unit.

    What it finds: target and completion both without a unit, and none in the name or the heading; not for two zeros,
    ranks, or names that end in 率 or 满意度. Where only one side has it, one note a form: which lines, which unit.
    Why it matters: 64 what? Nothing can be compared or consolidated for certain.
    Basis: quantitative lines need a unit.
    Example: target 64, completion 64.
    Remedy: write the unit.
    """
    taken: dict[str, list[LineScore]] = {}
    for line in card.counted:
        read = line.measure
        if not isinstance(read, Numeric) or line.line.block != "indicator" or read.actual is None:
            continue
        assumed = next((each for each in line.notes if each.code == "unit-assumed"), None)
        if assumed:
            taken.setdefault(str(dict(assumed.message.values)["unit"]), []).append(line)
        elif not read.unit and not _needs_no_unit(line, read):
            both = say("{target} and {actual}", target=line.line.target, actual=line.line.actual)
            yield Hit(say("target and completion have no unit: {cells}", cells=both), line, "target", line.line.target)
    if taken:
        rows = {unit: joined([row_name(line.line) for line in lines]) for unit, lines in taken.items()}
        units = tuple(say("{unit} ({rows})", unit=unit, rows=own) for unit, own in rows.items())
        message = say("only one side names its unit, which is taken for both: {units}", units=units)
        every = [line for line in card.counted if any(line in lines for lines in taken.values())]
        yield Hit(message, severity=NOTE, lines=every)


@check("F004", "kind-misplaced", WARNING)
def kind_misplaced(card: Scorecard) -> Iterator[Hit]:
    """An indicator stands under a category that it does not belong to.

    What it finds: cost under 数量指标, a date under 质量指标, and inputs as output or benefit: execution rates, money
    paid out, a line with the same target and completion as the budget. Rates of timely payment under 时效指标 and money
    under 成本指标 are in their place, and so is money saved, or brought in from others.
    Why it matters: money counts twice, once as execution and once as a result.
    Basis: 投入 is not a performance goal; the categories' own names.
    Example: 预算执行率 under 产出指标.
    Remedy: move the line, or measure the result.
    """
    for line in card.counted:
        own = line.line
        if own.block != "indicator":
            continue
        measured = unit(line.measure.unit) if isinstance(line.measure, Numeric) else None
        money_unit = measured is not None and (measured.dimension == "money" or measured.is_price)
        cost = "数量" in own.level2 and any(word in own.name for word in NAMES["costs"])
        cost = cost and (money_unit or own.name.endswith(NAMES["costs"]))
        dated = "质量" in own.level2 and isinstance(line.measure, Dated)
        if cost or dated or _is_input(card, line, money=measured is not None and measured.dimension == "money"):
            message = say("it does not belong under {category}", category=own.level2 or own.level1)
            yield Hit(message, line, "name", own.name)


def _is_input(card: Scorecard, line: LineScore, *, money: bool) -> bool:
    """Whether a line under output or benefit counts the money that was spent."""
    own = line.line
    result = "产出" in own.level1 or "效益" in own.level1
    if not result or any("成本" in level for level in (own.level1, own.level2)):
        return False
    timely = "时效" in own.level2
    if any(word in own.name for word in (NAMES["execution"] if timely else NAMES["inputs"])):
        return True
    earned = any(word in own.name for word in NAMES["earned"])
    paid = not timely and any(word in own.name for word in NAMES["paid"])
    return money and not earned and (paid or _is_budget(card, line))


def _is_budget(card: Scorecard, line: LineScore) -> bool:
    """Whether a line of money has the budget for its target, and what was spent for its completion."""
    budget, read = card.form.budget, line.measure
    if budget is None or not isinstance(read, Numeric) or read.actual is None:
        return False
    wanted, done = read.high if read.low is None else read.low, read.actual.low
    own = [None if end is None else end * unit(read.unit).factor for end in (wanted, done)]
    sums = [money(text, budget.money_unit) for text in (budget.line.target, budget.line.actual)]
    return own == sums and None not in own and own[0] != 0


def needed_cells(card: Scorecard) -> tuple[str, ...]:
    """The cells that a line of this form must have: of those that the form prints, if it says which."""
    form = card.form
    rule = card.rulebook.form(form.kind)
    unscored = (rule and rule.unscored) or not (
        form.printed_total or form.blocks or any(map(_has_points, form.lines()))
    )
    needed = _CELLS[:2] if unscored else _CELLS[:3] if form.computed else _CELLS
    return tuple(cell for cell in needed if prints(form, cell) is not False)


def _has_points(line: Line) -> bool:
    """Whether a line has a weight or a score; a form without any has completions alone."""
    return bool(line.weight or line.filed or line.steps or line.is_unread("weight") or line.is_unread("filed"))


def _column_empty(card: Scorecard, cell: str) -> bool:
    """Whether no row has anything in a column, those of detail included."""
    lines = [line for line in card.lines if line.line.block == "indicator"]
    counted = [line for line in lines if line.counted]
    if any(line.line.is_unread(cell) for line in card.lines):
        return False
    if cell == "filed" and card.counted and all(_blank(card, line, cell) for line in card.counted):
        return True
    filled = any(_written(line.line, cell) for line in lines)
    return len(counted) > 1 and not filled and all(_blank(card, line, cell) for line in counted)


def _written(line: Line, cell: str) -> bool:
    value = getattr(line, cell)
    return value is not None and (not isinstance(value, str) or not read_cell(value).missing)


def _is_formula(card: Scorecard, line: LineScore, cell: str) -> bool:
    """Whether an empty cell holds a formula that was never calculated, which D102 tells."""
    keys = {"target": "budget", "actual": "spent"} if line.line.block == "budget" else {}
    place = dict(line.line.places).get(keys.get(cell, cell))
    return any(each.code == "uncalculated" and each.place == place for each in card.form.remarks)


def _detail(card: Scorecard, line: LineScore) -> tuple[LineScore, ...]:
    """The filled rows of detail directly under a line that has neither target nor completion itself."""
    own = line.line
    if own.block != "indicator" or _written(own, "actual"):
        return ()
    behind = card.lines[card.lines.index(line) + 1 :]
    rows = takewhile(lambda each: not each.counted and each.line.group == own.group, behind)
    return tuple(each for each in rows if _written(each.line, "actual") or _written(each.line, "target"))


def _needs_no_unit(line: LineScore, read: Numeric) -> bool:
    """Two zeros, a rank, a share without its sign."""
    name = re.sub(r"\([^()]*\)$", "", plain(line.line.name))
    done = read.actual
    zeros = done is not None and done.low == done.high == 0 and 0 in (read.low, read.high)
    return zeros or name.endswith(("率", "满意度")) or any(word in name for word in NAMES["ranks"])


def _said_otherwise(form: Form, key: str) -> bool:
    """Whether a form prints no such field, so that it cannot be empty; its project may stand in the title."""
    if not form.columns or key in dict(form.places) or key == "year":
        return False
    named = re.sub(_NO_NAME, "", plain(form.title))
    return key != "project" or len(named) > 2


def _missing(form: Form, rule: FormRule) -> Iterator[Block]:
    """The blocks that the form has nothing of, and such parts of the others; some may be left out."""
    found = there(form, rule)
    for block in rule.blocks:
        missing = (
            [block]
            if block.name not in found
            else [part for part in block.parts if part.points and part.name not in found]
        )
        yield from (each for each in missing if not each.absent_to)


def _blank(card: Scorecard, line: LineScore, cell: str) -> bool:
    """Whether a cell that the line needs is empty; one that a person must read first is not."""
    own = line.line
    if cell in ("target", "actual") and own.standard:
        return False  # scored by standard
    if own.is_unread(cell):
        return False
    if cell == "filed":
        return own.filed is None
    if cell == "weight":
        printed = not card.inferred  # a form without any weights is not asked for one a line
        return printed and own.block == "indicator" and own.weight is None and line.points is None
    if cell == "actual":
        declared = isinstance(line.measure, Levelled) and line.measure.source in ("declared", "consolidated")
        return read_cell(own.actual).missing and not declared and not judged(card, line)
    if own.block != "indicator":  # an empty budget is B205, an empty goal F001
        return False
    refused = isinstance(line.measure, Refused) and line.measure.code == "F002"
    return refused and line.status == REFUSED
