"""The rulebooks: all of them as a table, and one explained in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType

from wcwidth import wcswidth

from indicators.form import LEVELS
from indicators.messages import Message, translate
from scoring.report.prescribed import caps, own_levels, percent, section, steps, unproved, unsaid
from scoring.rounding import plain
from scoring.rulebook import LEVELS_UP, Block, FormRule, Rulebook, heading, names, rulebook
from scoring.show import sources

Lines = Iterator[tuple[int, Message]]  # how far a sentence is set in, and the sentence

_HEADINGS = (Message("rulebook"), Message("title"), Message("year"), Message("status"), Message("blocks"))
_STATUS = MappingProxyType(
    {
        "verified": Message("verified"),
        "second-hand": Message("second-hand"),
        "unverified": Message("unverified"),
    }
)
_FORMS = MappingProxyType({"project": Message("project form"), "department": Message("department form")})
_BUDGETS = MappingProxyType(
    {
        "initial": Message("the initial budget (年初预算数)"),
        "adjusted": Message("the adjusted budget (调整后预算数)"),
        "full-year": Message("the full-year budget (全年预算数)"),
    }
)
_KINDS = MappingProxyType(
    {
        "positive": ("rules.positive", Message("positive (正向), target ≥ A")),
        "reverse": ("rules.reverse", Message("reverse (反向), target ≤ A")),
        "exact": ("rules.exact_above", Message("exact (等于), target = A")),
        "within": ("rules.within", Message("within (区间), target lo to hi")),
    }
)
_REASONS = MappingProxyType({
    "form": Message("Deviations are explained in one field for the whole form."),
    "line": Message("Every line that falls short needs a reason of its own."),
    "none": Message("No reason for deviations is asked for."),
})  # fmt: skip
_EFFECTS = MappingProxyType({
    "none": Message("nothing follows"),
    "flag": Message("it is flagged"),
    "reason": Message("it needs a reason"),
    "deduction": Message("it needs a reason and a person may deduct points; no deduction is ever computed"),
})  # fmt: skip
_CAPS, _WORDS = Message("Caps of the total"), Message("Clauses in words, which nothing computes")
_SILENT = Message("The rulebook says nothing of this; what holds then:")


def listing(language: str = "en") -> str:
    """The shipped rulebooks, one a line: id, title, year, status, and the blocks with their points.

    >>> assert "hongshan-2023" in listing()
    """
    rows = [[heading.show(language) for heading in _HEADINGS]]
    for book in map(rulebook, names()):
        blocks = " · ".join(" + ".join(_short(block) for block in form.blocks) for form in book.forms)
        rows.append([book.id, book.title, str(book.year or ""), _STATUS[book.status].show(language), blocks])
    widths = [max(map(wcswidth, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    return "".join("  ".join(map(_padded, row, widths)).rstrip() + "\n" for row in rows)


def _short(block: Block) -> str:
    name = block.heading.removesuffix("指标")
    return name if block.points is None else f"{name} {plain(block.points)}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - wcswidth(text))


def in_words(book: Rulebook, language: str = "en") -> str:
    """The whole rulebook explained: a section for each of its tables, with the source and status of each.

    >>> print(in_words(rulebook("sichuan-2023")).partition("\\n  for")[0])
    sichuan-2023  四川省部门预算项目支出绩效自评表（2023年度）
      四川省《部门预算项目支出绩效自评表》，报表 510000_0013zp
      year: 2023
    """
    parts = [_head(book, language)]
    for table, title, tell in _SECTIONS:
        stated = table == "form" or book.states(table)
        if stated or not all(form.unscored for form in book.forms):
            lines = [(0, title), *([] if stated else [(1, _SILENT)])]
            lines += ((depth + 1, message) for depth, message in tell(book))
            lines += ((1, message) for message in _basis(book, section(book, table), language))
            parts.append(_shown(lines, language))
    for table, title, tell in (("caps", _CAPS, caps), ("unsaid", _WORDS, unsaid)):
        if lines := [(depth + 1, message) for depth, message in tell(book)]:
            lines += ((1, message) for message in _basis(book, section(book, table), language))
            parts.append(_shown([(0, title), *lines], language))
    return "\n\n".join(parts) + "\n"


def _shown(lines: list[tuple[int, Message]], language: str) -> str:
    return "\n".join("  " * depth + message.show(language) for depth, message in lines)


def _head(book: Rulebook, language: str) -> str:
    lines = [f"{book.id}  {book.title}"]
    if book.document:
        lines.append(f"  {translate(book.document, language)}")
    first, last = book.valid
    first = book.year - 1 if first is None and book.year else first
    facts = [
        (book.year, Message("year: {year}", {"year": book.year})),
        (first or last, Message("for forms of the years: {first}–{last}", {"first": first or "", "last": last or ""})),
        (book.region, Message("region: {region}", {"region": book.region})),
    ]
    lines += ["  " + message.show(language) for fact, message in facts if fact]
    return "\n".join(lines)


def _basis(book: Rulebook, tables: tuple[str, ...], language: str) -> Iterator[Message]:
    for basis in dict.fromkeys(basis for table in tables for basis in book.bases(table)):
        status = _STATUS[basis.status]
        source = f"{sources(basis.source, language)} {basis.url}".strip()
        yield Message("Basis ({status}): {source}", {"status": status, "source": source})
        if basis.status == "unverified":
            yield Message("It is remembered only, so nothing resting on it alone is told as an error.")


def _forms(book: Rulebook) -> Lines:
    for form in book.forms:
        yield 0, _FORMS[form.kind]
        if form.unscored:
            yield 1, Message("It has no points: completions are filed, nothing is scored.")
        for block in form.blocks:
            yield from _block(form, block, 1)
        if form.movable:
            yield 1, Message("In special cases points may move between blocks; the total stays 100.")
        for columns, message in (
            (form.columns.requires, Message("A form has these columns: {columns}")),
            (form.columns.excludes, Message("A form has none of these columns: {columns}")),
            (form.columns.typical, Message("Columns that speak for it: {columns}")),
        ):
            if columns:
                told = tuple(each.replace("|", " / ") for each in columns)
                yield 1, Message(message.template, {"columns": told})


def _block(form: FormRule, block: Block, depth: int) -> Lines:
    """A block, then its parts."""
    name = {"block": block.heading}
    if block.points is not None:
        yield depth, Message("{block}: {points} points", name | {"points": plain(block.points)})
    elif form.unscored:
        yield depth, Message("{block}: no points", name)
    else:
        yield depth, Message("{block}: as many points as the form gives it", name)
    if block.judged:
        yield depth + 1, Message("Its lines are judged: they need no target and no completion.")
    if block.name == "group":
        yield depth + 1, Message("Shared by any number of annual goals, each with its own indicators.")
    if block.absent_to:
        other = {"other": heading(block.absent_to)}
        yield depth + 1, Message("Where a form leaves it out, its points go to {other}.", other)
    for part in block.parts:
        yield from _block(form, part, depth + 1)


def _budget(book: Rulebook) -> Lines:
    if book.divides_by is None:
        yield 0, Message("The execution rate is what was spent divided by the budget on the form.")
    else:
        budget = {"budget": _BUDGETS[book.divides_by]}
        yield 0, Message("The execution rate is what was spent divided by {budget}.", budget)
    if book.carry_over:
        yield 0, Message("The budget includes what was carried over from last year (上年结余结转).")
    if any(not form.unscored for form in book.forms):
        yield 0, Message("The budget line earns its points times the rate, never more than its points.")


def _rules(book: Rulebook) -> Lines:
    from scoring.symbolic import expression, text  # brings sympy, which nothing else here needs

    yield 0, Message("w: points of the line, A (lo, hi): target, B: completion; the first case that is true counts.")
    for kind, (key, title) in _KINDS.items():
        yield 0, _default(book, key, title)
        for score, condition in expression(kind, book.variant(kind)).args:
            case = {"score": Message("judgement") if text(score) == "judgement" else text(score)}
            if text(condition) == "True":
                yield 1, Message("{score} otherwise", case)
            else:
                both = tuple(text(condition).split(" and "))
                yield 1, Message("{score} if {condition}", case | {"condition": both})
    yield 0, Message("A deadline that is kept earns all the points; a later day is judged.")
    if book.threshold is not None:
        least = Message("A line that reaches less than {share} of its target scores 0.")
        yield 0, Message(least.template, {"share": percent(book.threshold)})
    for table in book.steps:
        yield from steps(table)
    yield from unproved(book)
    if book.pass_threshold == "line":
        yield 0, Message("A line may set a pass threshold of its own; below it the line scores 0.")


def _bands(book: Rulebook) -> Lines:
    if book.levels:
        yield from own_levels(book)
        return
    if not book.states("bands"):
        yield 0, Message("A level has the band that all rulebooks that state one agree on:")
    elif all(form.unscored for form in book.forms):
        yield 0, Message("The completion is a percentage within the band of its level:")
    else:
        yield 0, Message("The score is a share of the points within the band of the level:")
    for level in reversed(LEVELS_UP[: len(book.bands)]):
        band = book.bands[level]
        values = {"level": LEVELS[level], "low": percent(band.low), "high": percent(band.high)}
        if level == LEVELS_UP[-1]:
            yield 0, Message("{level}: {low} to {high}, both included", values)
        else:
            yield 0, Message("{level}: {low} (included) to {high} (not included)", values)


def _rounding(book: Rulebook) -> Lines:
    places = {"places": book.places}
    yield 0, Message("Each score is rounded once, half up (四舍五入), to {places} decimals.", places)
    yield 0, Message("The total is the sum of the rounded scores.")


def _grades(book: Rulebook) -> Lines:
    if not book.grades:
        yield 0, Message("No grade is given.")
    for name, rate in book.grade_needs:
        needed = {"grade": name, "share": percent(rate)}
        yield 0, Message("{grade} asks for an execution rate of {share} or more.", needed)
    for name, edge in book.grades:
        yield 0, Message("{grade}: {edge} points or more", {"grade": name, "edge": plain(edge)})
    if book.grades and (edge := book.grades[-1][1]) > 0:
        yield 0, Message("Below {edge} points there is no grade.", {"edge": plain(edge)})


def _required(book: Rulebook) -> Lines:
    yield 0, _REASONS[book.reason]
    if book.adjustment_reason:
        yield 0, Message("A budget adjusted during the year needs a reason of its own.")
    if book.level_column:
        levels = {"levels": tuple(LEVELS[level] for level in reversed(LEVELS_UP))}
        yield 0, Message("The form has a column for the level of qualitative lines: {levels}.", levels)
    if book.categories:
        yield 0, Message("There must be indicators of each of these: {categories}", {"categories": book.categories})
    for category, number in book.least:
        yield 0, Message("{category}: {number} indicators at least", {"category": category, "number": number})


def _limits(book: Rulebook) -> Lines:
    if not book.states("limits"):
        yield 0, Message("Over-completion earns the full points, and no limit is set.")
    effect, over = {"effect": _EFFECTS[book.over_effect]}, book.limit("over_completion")
    if over is not None:
        values = effect | {"limit": percent(over)}
        yield 0, Message("A completion of {limit} of the target or more: {effect}.", values)
    elif book.over_effect != "none":
        yield 0, Message("A completion far above the target, no limit being set: {effect}.", effect)
    for name, message in (
        ("execution_reason", Message("An execution rate below {limit} needs a reason.")),
        ("gap", Message("Indicators may score better than the budget is spent by {limit} at most.")),
        ("unspent", Message("More than {limit} of the budget unspent is told.")),
        ("line_weight", Message("One line may have {limit} of all points at most.")),
    ):
        if (limit := book.limit(name)) is not None:
            yield 0, Message(message.template, {"limit": percent(limit)})


def _consolidation(book: Rulebook) -> Lines:
    yield 0, Message("Completions are consolidated first, then scored.")
    yield 0, Message("Absolute values are added; relative values and qualitative scores are averaged by funds.")
    funds = Message("The funds that weigh them are those of {budget}", {"budget": _BUDGETS[book.weights]})
    yield 0, _default(book, "consolidation.weights", funds)


def _default(book: Rulebook, key: str, text: Message) -> Message:
    """The text, marked where the rulebook has the table and not this key of it."""
    told = book.states(key) or not book.states(key.partition(".")[0])
    return text if told else Message("{text} (not said; the default)", {"text": text})


# table of the rulebook, its heading, what it says
_SECTIONS: tuple[tuple[str, Message, Callable[[Rulebook], Lines]], ...] = (
    ("form", Message("Blocks and points"), _forms),
    ("budget", Message("Budget"), _budget),
    ("rules", Message("Quantitative lines"), _rules),
    ("bands", Message("Qualitative lines"), _bands),
    ("rounding", Message("Rounding"), _rounding),
    ("grades", Message("Grades"), _grades),
    ("required", Message("What is required"), _required),
    ("limits", Message("Limits"), _limits),
    ("consolidation", Message("Consolidation"), _consolidation),
)
