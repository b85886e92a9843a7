"""The TOML form (SPEC of the file: docs/toml-form.md) → ``Form``, with every problem of the file told at once."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TypeVar

from indicators.cells import read_cell
from indicators.exact import Number
from indicators.form import KINDS, LEVELS, Accept, Budget, Ends, Form, Group, Line, Other, PrintedBlock, Source, Step
from indicators.messages import Message
from indicators.reading.problems import Problem
from indicators.reading.toml_table import Document, Table, parse
from indicators.units import unit
from indicators.wording import is_beside

ALIASES = MappingProxyType(
    {
        "规则": "rulebook", "表": "form", "类型": "kind", "项目名称": "project", "主管部门": "department",
        "实施单位": "unit", "年度": "year", "总分": "printed_total", "权重": "weight", "预算数": "budget",
        "执行数": "spent", "执行率": "printed_rate", "金额单位": "money_unit", "自评得分": "filed",
        "绩效总目标": "goal", "年度目标": "group", "指标": "indicator", "一级指标": "level1", "二级指标": "level2",
        "指标名称": "name", "年初目标值": "target", "实际完成值": "actual", "偏差原因": "deviation_reason",
        "改进措施": "improvement", "评分标准": "standard", "待核对": "unread", "列名": "columns", "备注": "notes",
        "板块": "block", "名称": "name", "复核分": "reviewed",
    }
)  # fmt: skip

_FORM_KINDS = MappingProxyType({"project": "project", "department": "department"})
_WEIGHTS = MappingProxyType({name: name for name in ("printed", "declared", "reconstructed")})
_LINE_KINDS = MappingProxyType({name: name for name in KINDS})
_LEVELS = MappingProxyType({name: level for level, name in LEVELS.items()})
_AGGREGATES = MappingProxyType({"sum": "sum", "mean": "mean"})
Part = TypeVar("Part", Form, Budget, Source, Group, Line)
BUDGET_NAME = "预算执行情况"
GOAL_NAME = "绩效总目标"
SHOWN = Fraction(1, 10**4)  # a consolidated cell shows four decimals of its exact value


def read_form(text: str, file: str) -> tuple[Form | None, tuple[Problem, ...]]:
    """The form in a TOML text, or None, and all that is wrong with the text.

    >>> form, problems = read_form('[form]\\nkind = "project"\\nyaer = 2023', "form.toml")
    >>> form, [problem.show() for problem in problems]
    (None, ['form.toml:3: I201 unknown key yaer (did you mean year?)'])
    """
    document = parse(text, file, ALIASES)
    if document.problems:
        return None, tuple(document.problems)
    form = _form(document.root, document)
    if document.problems:
        return None, tuple(sorted(document.problems, key=lambda each: (each.place.order, each.code)))
    return form, ()


def _form(root: Table, document: Document) -> Form | None:
    root.need("form")
    head = root.table("form")
    named = head if head is not None and not root.text("rulebook") else root  # it may stand in [form] too
    rulebook = named.text("rulebook") or None
    budget, goal = root.table("budget"), root.table("goal")
    indicators = _lines(root, "", None)
    groups = tuple(_group(table, number) for number, table in enumerate(root.tables("group"), 1))
    accepts = tuple(_accept(table) for table in root.tables("accept"))
    others = tuple(_other(table) for table in root.tables("other"))
    blocks = tuple(filter(None, (_printed_block(table) for table in root.tables("block"))))
    read_budget = None if budget is None else _budget(budget)
    read_goal = None if goal is None else _goal(goal)
    root.close()
    if head is None:
        return None
    head.need("kind")
    form = Form(
        kind=head.choice("kind", _FORM_KINDS) or "project",  # a wrong one is told
        project=head.text("project"),
        department=head.text("department"),
        unit=head.text("unit"),
        year=head.whole("year", 1949, 2200),
        title=head.text("title"),
        rulebook=rulebook,
        printed_total=head.number("printed_total"),
        printed_grade=head.text("printed_grade"),
        reviewed=head.number("reviewed"),
        weights=head.choice("weights", _WEIGHTS) or "declared",
        deviation_reason=head.text("deviation_reason"),
        improvement=head.text("improvement"),
        basic_expenditure=head.text("basic_expenditure"),
        project_expenditure=head.text("project_expenditure"),
        budget=read_budget,
        goal=read_goal,
        indicators=indicators,
        groups=groups,
        accepts=accepts,
        others=others,
        columns=head.texts("columns"),
        notes=head.texts("notes"),
        blocks=blocks,
        place=document.place(()),
        places=(*head.places(), ("rulebook", named.place("rulebook"))),
    )
    form = _with_unread(form, head)
    head.close()
    if not document.problems and not any(True for _ in form.lines()):
        head.tell("I210", "kind")
    return form


def _budget(table: Table) -> Budget:
    money = table.text("money_unit") or "万元"
    if unit(money).dimension != "money":
        table.tell("I208", "money_unit", choices=("元", "千元", "万元", "亿元"), found=money)
    line = Line(
        id="budget",
        block="budget",
        name=BUDGET_NAME,
        target=_amount(table, "budget"),
        actual=_amount(table, "spent"),
        weight=table.points("weight"),
        filed=table.number("filed"),
        reviewed=table.number("reviewed"),
        unit=money,
        reason=table.text("reason"),
        printed_rate=table.text("printed_rate"),
        place=table.place(),
        places=table.places(),
    )
    sources = []
    for inner in table.tables("source"):
        inner.need("name")
        source = Source(inner.text("name"), _amount(inner, "budget"), _amount(inner, "spent"))
        sources.append(_with_unread(source, inner))
        inner.close()
    budget = _with_unread(Budget(line, money, _amount(table, "initial"), tuple(sources)), table)
    table.close()
    return budget


def _amount(table: Table, key: str) -> str:
    """An amount of money: a number, or text with its unit. An empty text is missing."""
    text = table.text(key)
    reading = read_cell(text)
    amount = reading.amount
    wrong = amount is None or amount.comparator or (amount.unit and amount.unit.dimension not in ("", "money"))
    if not reading.missing and wrong:
        table.tell("I204", key, reason=Message("{text} is no amount of money", {"text": text}))
    return text


def _goal(table: Table) -> Line:
    line = _line(table, "goal", "goal", None)
    table.close()
    return line


def _lines(table: Table, prefix: str, group: str | None) -> tuple[Line, ...]:
    lines = []
    for number, inner in enumerate(table.tables("indicator"), 1):
        lines.append(_line(inner, f"{prefix}i{number}", "indicator", group))
        inner.close()
    return tuple(lines)


def _group(table: Table, number: int) -> Group:
    name = table.text("name") or f"年度目标{number}"
    group = Group(
        name, _lines(table, f"g{number}.", name), table.points("weight"), table.text("text"), place=table.place()
    )
    group = _with_unread(group, table)
    table.close()
    return group


def _line(table: Table, line_id: str, block: str, group: str | None) -> Line:
    if block == "indicator" and not any(key in table for key in ("target", "name", "unread", "standard")):
        table.need("name")
    rate = table.number("rate")
    if rate is not None and not 0 <= rate.value <= 1:
        table.tell("I204", "rate", reason=Message("a share from 0 to 1 is wanted"))
        rate = None
    own = block == "indicator"
    line = Line(
        id=line_id,
        block=block,
        name=(table.text("name") or GOAL_NAME) if not own else table.text("name"),
        target=_cell(table, "target"),
        actual=_cell(table, "actual"),
        level1=table.text("level1") if own else "",
        level2=table.text("level2") if own else "",
        weight=_weight(table, own),
        filed=table.number("filed"),
        reviewed=table.number("reviewed"),
        kind=table.choice("kind", _LINE_KINDS) if own else None,
        unit=table.text("unit") if own else "",
        level=table.choice("level", _LEVELS),
        rate=rate,
        reason=table.text("reason"),
        aggregate=table.choice("aggregate", _AGGREGATES) if own else None,
        sub=table.flag("sub"),
        steps=_steps(table) if own else (),
        group=group,
        exact=_exact(table, "exact", "actual"),
        exact_target=_exact(table, "exact_target", "target"),
        funds=_amount(table, "funds"),
        standard=table.text("standard") if own else "",
        place=table.place(),
        places=table.places(),
    )
    return _with_unread(line, table)


def _with_unread(part: Part, table: Table) -> Part:
    """A part of the form with its cells that a person must read first (待核对), if the table names any."""
    if "unread" not in table and "candidates" not in table:
        return part
    from indicators.reading.toml_unread import with_unread  # few forms have such cells

    return with_unread(part, table, ALIASES)


def _weight(table: Table, own: bool) -> Number | None:
    """The weight; of a row beside the 100 points (扣分项) it may be below 0."""
    beside = own and is_beside(*(table.text(key) for key in ("name", "level1", "level2")))
    return table.number("weight") if beside else table.points("weight")


def _exact(table: Table, key: str, cell: str) -> Ends | None:
    """What a consolidated cell is exactly; it must be what the cell shows, or one of the two was changed by hand."""
    ends = table.ends(key)
    if ends is None:
        return None
    amount = read_cell(table.text(cell)).amount
    if amount is None:
        share = cell == "actual" and None not in ends and 0 <= (ends[0] or 0) <= (ends[1] or 0) <= 1
        if share or ends == (None, None):
            return ends
        table.tell("I204", key, reason=Message("a share from 0 to 1 is wanted"))
    elif not all(_shows(*pair) for pair in zip((amount.low, amount.high), ends, strict=True)):
        table.tell("I204", key, reason=Message("it is not what {cell} shows", {"cell": cell}))
    return ends


def _shows(shown: Fraction | None, exact: Fraction | None) -> bool:
    if shown is None or exact is None:
        return shown is exact
    return abs(shown - exact) <= SHOWN * max(abs(shown), Fraction(1))


def _cell(table: Table, key: str) -> str:
    text = table.text(key)
    reading = read_cell(text)
    if reading.problem:
        table.tell("I206" if reading.amount else "I204", key, reason=reading.problem)
    return text


def _steps(table: Table) -> tuple[Step, ...]:
    steps = []
    for inner in table.tables("steps"):
        inner.need("at", "points")
        at, points = _cell(inner, "at"), inner.points("points")
        if "at" in inner and not at.strip():
            inner.tell("I204", "at", reason=Message("it is empty"))
        elif points is not None:
            steps.append(Step(at, points))
        inner.close()
    return tuple(steps)


def _other(table: Table) -> Other:
    table.need("cells")
    other = Other(table.texts("cells"), table.place())
    table.close()
    return other


def _printed_block(table: Table) -> PrintedBlock | None:
    table.need("name", "points")
    points = table.points("points")
    block = PrintedBlock(table.text("name"), points, table.place()) if points is not None else None
    table.close()
    return block


def _accept(table: Table) -> Accept:
    table.need("code", "reason")
    accept = Accept(table.text("code"), table.text("reason"), table.text("line"), table.place())
    table.close()
    return accept
