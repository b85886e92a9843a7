"""F0xx: what must be there and is not."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.cells import read_cell
from indicators.form import Form
from indicators.measure import Dated, Levelled, Numeric, Refused
from indicators.units import unit
from scoring.audit.finding import ERROR, NOTE, WARNING, Hit, check, judged, named, say
from scoring.choice import there
from scoring.rulebook import BLOCKS, Block, FormRule
from scoring.scorecard import REFUSED, LineScore, Scorecard

COSTS = ("成本", "费用", "单价", "价格")
EXECUTION = ("预算执行率", "资金执行率")
INPUTS = (*EXECUTION, "资金支出率", "资金使用率", "资金到位率", "资金拨付率", "资金下达率", "支出进度")
PAID = ("支出", "投入", "拨付", "支付")
_CELLS = ("target", "actual", "weight", "filed")


@check("F001", "section-missing", WARNING)
def section_missing(card: Scorecard) -> Iterator[Hit]:
    """A block, an indicator category or a field of the head is missing.

    What it finds: a scored block of the rulebook, or a part of one, without a line (an error under a verified
    rulebook), a required category (产出, 效益, 满意度 …) without an indicator, and an empty project, department, unit,
    year or goal.
    Why it matters: what is not filled in cannot be scored or compared.
    Basis: the rulebook's blocks and required categories; each field left blank is a fault in reviews.
    Example: a project form without a budget line.
    Consequences: W101, W102.
    Remedy: fill in what is missing.
    """
    form, book = card.form, card.rulebook
    rule, known = book.form(form.kind), card.choice.how in ("named", "blocks")
    for block in _missing(form, rule) if rule and known else ():
        severity = ERROR if book.verified("form") and rule and not rule.unscored else WARNING
        message = say("the block {block} is missing", block=BLOCKS[block.name][0])
        yield Hit(message, None, "kind", severity=severity, table="form")
    names = {line.line.level1 for line in card.counted}
    for category in book.categories if known else ():
        if not any(category in name for name in names):
            yield Hit(say("no indicator under {category}", category=category), None, "kind", table="required")
    fields = (("project",) if form.kind == "project" else ()) + ("department", "unit", "year")
    for key in fields if form.kind == "project" else ("department", "year"):
        if not getattr(form, key) and not (form.computed and key != "year"):  # several have no one unit
            yield Hit(say("{field} is empty", field=named(key)), None, key)
    goal = card.of("goal")
    if goal is not None and read_cell(goal.line.target).missing:
        yield Hit(say("{field} is empty", field=named("goal")), goal, "target")


@check("F002", "value-blank", ERROR)
def value_blank(card: Scorecard) -> Iterator[Hit]:
    """A scored line lacks its target, its completion or its weight, or its weight is 0.

    What it finds: empty cells on lines that count; a whole empty column is told once for the form. An empty score is
    S308 unless the whole column is empty; an empty budget is B205. A form consolidated from others, which nobody has
    filed, needs no scores.
    Why it matters: an empty cell is not a zero; the line's score is anywhere from 0 to its weight.
    Basis: each field left blank is a fault in reviews.
    Example: target ≥3场, no completion.
    Remedy: fill in the cell.
    """
    lines = [line for line in card.counted if line.line.block == "indicator"]
    rule = card.rulebook.form(card.form.kind)
    needed = _CELLS[:2] if rule and rule.unscored else _CELLS[:3] if card.form.computed else _CELLS
    for cell in needed:
        blank = [line for line in card.counted if _blank(card, line, cell)]
        column = len(lines) > 1 and all(line in blank for line in lines)
        if column or (cell == "filed" and blank and len(blank) == len(card.counted)):
            yield Hit(say("the whole column {cell} is empty", cell=named(cell)), None, "kind")
        if cell != "filed":
            for line in blank:
                if not (column and line in lines):
                    yield Hit(say("{cell} is empty", cell=named(cell)), line, cell, None, line.exact)
    for line in card.counted:
        if line.line.weight is not None and line.line.weight.value == 0:
            yield Hit(say("the weight is 0"), line, "weight", str(line.line.weight))


@check("F003", "unit-missing", WARNING)
def unit_missing(card: Scorecard) -> Iterator[Hit]:
    """A quantitative line names no unit.

    What it finds: target and completion both without a unit, and none in the name or the heading. A note where only one
    side has it.
    Why it matters: 64 what? Nothing can be compared or consolidated for certain.
    Basis: quantitative lines need a unit.
    Example: target 64, completion 64.
    Remedy: write the unit.
    """
    for line in card.counted:
        read = line.measure
        if not isinstance(read, Numeric) or line.line.block != "indicator" or read.actual is None:
            continue
        assumed = next((each for each in line.notes if each.code == "unit-assumed"), None)
        if assumed:
            yield Hit(assumed.message, line, "actual", line.line.actual, None, NOTE)
        elif not read.unit:
            text = {"target": line.line.target, "actual": line.line.actual}
            yield Hit(say("{target} and {actual} have no unit", **text), line, "target", line.line.target)


@check("F004", "kind-misplaced", WARNING)
def kind_misplaced(card: Scorecard) -> Iterator[Hit]:
    """An indicator stands under a category that it does not belong to.

    What it finds: cost under 数量指标, a date under 质量指标, and inputs (execution rates, money paid out) as output or
    benefit. Rates of timely payment under 时效指标 are in their place.
    Why it matters: money counts twice, once as execution and once as a result.
    Basis: 投入 is not a performance goal; the categories' own names.
    Example: 预算执行率 under 产出指标.
    Remedy: move the line, or measure the result.
    """
    for line in card.counted:
        own = line.line
        if own.block != "indicator":
            continue
        timely = "时效" in own.level2
        cost = "数量" in own.level2 and any(word in own.name for word in COSTS)
        dated = "质量" in own.level2 and isinstance(line.measure, Dated)
        money = isinstance(line.measure, Numeric) and unit(line.measure.unit).dimension == "money"
        result = "产出" in own.level1 or "效益" in own.level1
        input_words = EXECUTION if timely else INPUTS
        spent = any(word in own.name for word in input_words) or (
            money and not timely and any(word in own.name for word in PAID)
        )
        if cost or dated or (result and spent):
            text = {"name": own.name, "category": own.level2 or own.level1}
            yield Hit(say("{name} does not belong under {category}", **text), line, "name", own.name)


def _missing(form: Form, rule: FormRule) -> Iterator[Block]:
    """The blocks that the form has nothing of, and such parts of the others; some may be left out."""
    found = there(form, rule)
    for block in rule.blocks:
        missing = [block] if block.name not in found else [part for part in block.parts if part.name not in found]
        yield from (each for each in missing if not each.absent_to)


def _blank(card: Scorecard, line: LineScore, cell: str) -> bool:
    """Whether a cell that the line needs is empty."""
    own = line.line
    if cell == "filed":
        return own.filed is None
    if cell == "weight":
        return own.weight is None and line.points is None
    if cell == "actual":
        declared = isinstance(line.measure, Levelled) and line.measure.source in ("declared", "consolidated")
        return read_cell(own.actual).missing and not declared and not judged(card, line)
    if own.block != "indicator":  # an empty budget is B205, an empty goal F001
        return False
    refused = isinstance(line.measure, Refused) and line.measure.code == "F002"
    return refused and line.status == REFUSED
