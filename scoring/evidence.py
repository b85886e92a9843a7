"""What a form printed, held against a rulebook: what speaks for it, and what contradicts it.

Points, headings of columns, notes and the year are evidence. What was typed into a cell (a reason, a remark, a name)
never is: filling it in or deleting it changes no rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve, frozen

from indicators.form import Form, Line, PrintedBlock
from indicators.messages import Message
from indicators.record import Record
from indicators.wording import folded
from indicators.words import BESIDE
from scoring.blocks import Block, Columns, FormRule, block_of, home
from scoring.printed import FUNDS, TOTALS, levels
from scoring.rounding import plain
from scoring.rulebook import Rulebook

ZERO, HUNDRED = Fraction(0), Fraction(100)
Homes = tuple[tuple[Line, Block | None], ...]  # the indicator lines of a form, each with its block


COMMON = frozenset({"全年预算数", "年初预算数"})  # required by some, printed by most


@frozen(eq=False, repr=False)
class Trial(Record):
    """A rulebook held against a form. ``rank`` orders those that nothing contradicts, the best highest."""

    rulebook: Rulebook
    speaks_for: tuple[Message, ...] = ()
    against: tuple[Message, ...] = ()
    rank: tuple[int, ...] = ()


def held(form: Form, book: Rulebook) -> Trial:
    """A rulebook held against the form.

    >>> from scoring.rulebook import rulebook
    >>> [each.show() for each in held(Form("project", year=2018), rulebook("hubei-project-2020")).against][-1:]
    ['it is for forms of 2019 and later, the form is of 2018']
    """
    rule = book.form(form.kind)
    if rule is None:
        return Trial(book, against=(Message("it has no such kind of form"),))
    good, bad = _columns(form.columns, rule.columns)
    matched, clashing = _clauses(form, book)
    alike, other = _points(form, rule)
    year = (_year(form, book),) if form.year is not None and not book.valid_in(form.year) else ()
    newest = book.year if book.year and form.year and book.year <= form.year else 0
    seen = bool(alike or matched) or not form.unread  # of rows that were not read the points may be any rulebook's
    own = sum(each not in COMMON for each in rule.columns.requires)  # columns that no other kind of form has
    rank = (len(matched), own, len(good), newest * seen, int(seen and book.status == "verified"))
    told = {"number": len(good), "columns": good}
    columns = (Message("{number} columns as it has them: {columns}", told),) if good else ()
    return Trial(book, (*alike, *matched, *columns), (*other, *bad, *year, *clashing), rank)


def _year(form: Form, book: Rulebook) -> Message:
    first, last = book.valid
    first = book.year - 1 if first is None and book.year is not None else first
    values = {"first": first, "last": last, "year": form.year}
    if first is not None and last is not None:
        return Message("it is for forms of {first} to {last}, the form is of {year}", values)
    if first is not None:
        return Message("it is for forms of {first} and later, the form is of {year}", values)
    return Message("it is for forms up to {last}, the form is of {year}", values)


def _columns(printed: tuple[str, ...], rule: Columns) -> tuple[tuple[str, ...], tuple[Message, ...]]:
    """The headings that the form shares with the rulebook, and what contradicts: one that it lacks, or excludes."""
    own = {folded(column): column for column in printed if folded(column)}
    alike = tuple(column for each in rule.expected if (column := _among(each, own)))
    lacking = (each.replace("|", " / ") for each in rule.requires if not _among(each, own))
    bad = [Message("the form has no column {column}", {"column": each}) for each in lacking]
    strange = dict.fromkeys(column for each in rule.excludes if (column := _among(each, own)))
    bad += [Message("the form has a column {column}", {"column": each}) for each in strange]
    return alike, tuple(bad)


def _among(wanted: str, own: Mapping[str, str]) -> str:
    """A heading, or one of several that stand for it (``完成值|实际完成值``), as the form prints it; empty: none."""
    return next((own[folded(each)] for each in wanted.split("|") if folded(each) in own), "")


def _clauses(form: Form, book: Rulebook) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The clauses of the form's notes that the rulebook states too, and those that it states otherwise."""
    if not (form.notes or form.columns or form.others):
        return (), ()
    # patterns for forms that print notes or headings
    from scoring.clauses import applied, clauses, contradicts, stated
    from scoring.own_notes import notes_of

    facts, known = stated(book), applied(book)
    found = clauses(notes_of(form), form.columns)
    same = [each.message for each in found if facts.get(each.about) == each.says]
    others = [each.message for each in found if contradicts(each, known, form.columns)]
    alike = tuple(Message("{what}, as the form prints it", {"what": each}) for each in same)
    return alike, tuple(Message("the form prints otherwise: {what}", {"what": each}) for each in others)


def _points(form: Form, rule: FormRule) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """The points of the blocks: those that agree, and what contradicts."""
    at = homes(form, rule)
    printed = block_points(form, rule, at)
    if form.notes or form.others:
        from scoring.noted_points import filled  # its patterns are for forms that print notes

        printed = filled(form, rule, printed)
    strangers = [*_strangers(form, rule, at)]
    other = [Message("it has no block {block}", {"block": each}) for each in strangers]
    if rule.unscored:
        scored = any(line.weight or line.filed for line in form.lines()) or form.blocks or form.printed_total
        return (), (*other, *((Message("its form has no points, this one has"),) if scored else ()))
    alike = []
    for block in rule.blocks:
        has, wanted = printed.get(block.name, ZERO), _wanted(block, rule, printed)
        what = {"block": block.heading, "wanted": plain(wanted or ZERO), "has": plain(has or ZERO)}
        if wanted is None or form.unread or (has is None and block.name in printed):
            continue
        if has == wanted:
            alike.append(Message("{block}: {has} points", what))
        elif block.name not in printed and not (block.absent_to or (rule.movable and block.a_category)):
            other.append(Message("{block}: {wanted} points, the form has none", what))
        elif block.name in printed and not rule.movable:
            shown = block.name in ("budget", "goal") or any(_names(each, block, form) for each in form.blocks)
            if shown or (block.name == "group" and form.groups):
                other.append(Message("{block}: {wanted} points, the form has {has}", what))
            else:
                other.append(Message("{block}: {wanted} points, the lines that would be its own add to {has}", what))
    whole = [printed.get(block.name, ZERO) for block in rule.blocks]
    known = sum((each for each in whole if each is not None), ZERO)
    if rule.movable and not form.unread and ((None not in whole and known != HUNDRED) or known > HUNDRED):
        other.append(Message("the points of its blocks add to {total}, not 100", {"total": plain(known)}))
    if not rule.movable:
        other += _parts(form, rule, at)
    return tuple(alike), tuple(other)


def _wanted(block: Block, rule: FormRule, there: dict[str, Fraction | None]) -> Fraction | None:
    """The points that the rulebook gives to a block, with those of blocks that the form leaves out for it."""
    if block.points is None:
        return None
    left = (each for each in rule.blocks if each.absent_to == block.name and each.name not in there)
    return block.points + sum((each.points or ZERO for each in left), ZERO)


def _parts(form: Form, rule: FormRule, at: Homes) -> Iterator[Message]:
    """Parts whose points, printed over them or the sum of their lines, are not the rulebook's."""
    for block in rule.blocks:
        inside = evolve(rule, blocks=block.parts)
        own = [line for line, its in at if not line.sub and its is block]
        for part in block.parts:
            lines = [line for line in own if block_of(line, inside) is part]
            second = {folded(line.level2) for line in lines}
            headed = {each.points.value for each in form.blocks if folded(each.name) in second}
            weights = _sum([line.weight.value if line.weight else None for line in lines]) if lines else None
            has = headed.pop() if len(headed) == 1 else weights
            if part.points is not None and has is not None and has != part.points:
                what = {"block": part.heading, "wanted": plain(part.points), "has": plain(has)}
                yield Message("{block}: {wanted} points, the form has {has}", what)


def homes(form: Form, rule: FormRule) -> Homes:
    """The indicator lines of a form, each with its block of ``rule``; asked once for all blocks."""
    return tuple((line, home(form, line, rule)) for line in form.indicators)


def block_points(form: Form, rule: FormRule, at: Homes) -> dict[str, Fraction | None]:
    """The points that the form gives to each block of ``rule``, None where they are not known.

    A block of which the form has no line and no points is not there. What stands in a heading comes first, then the
    sum of the lines' weights.
    """
    points: dict[str, Fraction | None] = {}
    for block in rule.blocks:
        found = _of_block(form, block, at)
        if found is not None:
            points[block.name] = found[0]
    return points


def _of_block(form: Form, block: Block, at: Homes) -> tuple[Fraction | None] | None:
    """The points that a form gives to a block, None where they are not known; no tuple where the block is not there."""
    headed = [each for each in form.blocks if _names(each, block, form)]
    if headed:
        return (sum((each.points.value for each in headed), ZERO),)
    if block.name == "group" and form.groups:
        return (_sum([group.weight.value if group.weight else None for group in form.groups]),)
    if block.name in ("budget", "goal"):
        funds = form.budget.line if form.budget else None
        line = funds if block.name == "budget" else form.goal
        if line is None or line.sub or not (line.weight or line.filed or line.unread):
            return None  # information: money or words without points
        return (line.weight.value if line.weight else None,)
    lines = [line for line, its in at if its is block and not (line.sub or line.beside)]
    funds = form.budget.line if form.budget and any(part.name == "budget" for part in block.parts) else None
    if funds and (funds.weight or funds.filed):
        lines.append(funds)  # the budget row lies in this block
    scored = [line for line in lines if line.weight or line.filed or line.unread or line.steps]
    first = dict.fromkeys(folded(line.level1) for line in lines if line.block == "indicator")
    in_levels = [_printed(form, level) for level in first]
    if first and None not in in_levels:
        return (_sum(in_levels),)
    if not scored and any(line.weight for line in form.indicators):
        return None
    return (_sum([line.weight.value if line.weight else None for line in lines]),) if lines else None


def _names(printed: PrintedBlock, block: Block, form: Form) -> bool:
    """Whether a printed heading with points is that of a block; one of level 2 is inside, never the block itself."""
    name = folded(printed.name)
    if block.name == "budget":
        return name not in levels(form) and (any(word in name for word in FUNDS) or block.heads(name))
    second = {folded(line.level2) for line in form.lines()} - {folded(line.level1) for line in form.lines()}
    return name not in second and block.heads(name)


def _printed(form: Form, level: str) -> Fraction | None:
    """The points printed for a level-1 heading."""
    return next((each.points.value for each in form.blocks if level and folded(each.name) == level), None)


def _sum(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if len(known) == len(values) else None


def _strangers(form: Form, rule: FormRule, at: Homes) -> Iterator[str]:
    """What has points on the form and stands in no block of the rule."""
    goal = form.goal if rule.block("goal") is None else None
    if goal and not goal.sub and (goal.weight or goal.filed):
        yield goal.name
    for group in form.groups if rule.block("group") is None else ():
        yield group.name
    named: dict[str, None] = {}
    for line, its in at:
        if its is None and not (line.sub or line.beside) and (line.weight or line.filed):
            named[line.level1 or line.level2 or line.name] = None
    every = [each for block in rule.blocks for each in block.all()]
    heads = levels(form)
    for each in form.blocks:
        name = folded(each.name)
        known = name in heads or any(_names(each, block, form) or block.heads(name) for block in every)
        if not known and not any(word in name for word in (*TOTALS, *BESIDE)):
            named[each.name] = None
    yield from named
