"""Forms of children → one form (汇总): first the completions are consolidated, then they are scored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from indicators.cells import plain
from indicators.form import Form, Line
from indicators.messages import Message
from indicators.place import Place
from indicators.reading.problems import Problem
from indicators.writing.convert import moved_to
from scoring.consolidate.funds import budgets
from scoring.consolidate.lines import consolidate_line
from scoring.consolidate.matching import GOAL, Key, in_order, members, same, unique
from scoring.consolidate.places import placed, weighed
from scoring.consolidate.result import Consolidated, Consolidation, Member
from scoring.rulebook import Rulebook, resolve
from scoring.scorecard import Scorecard
from scoring.scorer import score

Lines = list[tuple[Key, Consolidated]]
NO_LINE = Message("no line of the parent's form has this name: left out")
OTHER_GOAL = Message("the goal of one project is not that of the whole: left out")


def consolidate(
    forms: Sequence[Form], parent: Form | None = None, rules: str | Path | Rulebook | None = None
) -> Consolidation:
    """The forms of children as one form: same indicators together, sums of budgets, and how each value came about.

    ``parent`` is the parent's own form, whose lines, targets and weights then count. ``rules`` names the rulebook for
    all. Amounts of money are in the units of the forms, funds in 元. Forms that are alike in everything, names and
    scores too, are copies of one: it counts once, and ``remarks`` say so. What cannot be consolidated is in
    ``problems``; nothing is raised but InputError, for a rulebook that cannot be read. Basis: 先汇总完成数，再计算得分;
    绝对值直接累加计算，相对值按照资金额度加权平均计算.

    >>> from indicators import loads
    >>> text = '''
    ... [form]
    ... kind = "project"
    ... project = "招聘"
    ... [budget]
    ... budget = {}
    ... spent = 1
    ... [[indicator]]
    ... name = "招聘会"
    ... target = "≥20场"
    ... actual = "{}场"
    ... [[indicator]]
    ... name = "满意度"
    ... target = "≥90%"
    ... actual = "{}%"
    ... '''
    >>> made = consolidate([loads(text.format(100, 15, 90)), loads(text.format(300, 30, 80))])
    >>> [(line.target, line.actual) for line in made.form.indicators]
    [('≥40场', '45场'), ('≥90%', '82.5%')]
    """
    forms, copies = _once(forms, parent)
    made = _consolidated(forms, parent, rules)
    return evolve(made, remarks=_sorted([*copies, *made.remarks]))


def _once(forms: Sequence[Form], parent: Form | None) -> tuple[list[Form], list[Problem]]:
    """Each form once, whatever files it stands in, and what is said of its copies; the parent's is no child."""
    first: dict[Form, Form] = {}
    copies = []
    for form in sorted(forms, key=lambda each: each.place.order):
        if form == parent:
            text = Message("{form} is the parent's own form: left out", {"form": _where(form)})
            copies.append(Problem("note", form.place, text))
        elif form in first:
            names = {"form": _where(form), "other": _where(first[form])}
            copies.append(Problem("note", form.place, Message("{form} is the same as {other}: counted once", names)))
        else:
            first[form] = form
    return [*first], copies


def _where(form: Form) -> str:
    return str(form.place) or form.label


def _consolidated(forms: Sequence[Form], parent: Form | None, rules: str | Path | Rulebook | None) -> Consolidation:
    book = None if rules is None else resolve(rules)
    cards = [score(form, book) for form in forms]
    head = None if parent is None else score(parent, book)
    choices = tuple(card.choice for card in (*cards, *((head,) if head else ())))
    return evolve(_made(cards, head), choices=choices)


def _made(cards: Sequence[Scorecard], head: Scorecard | None) -> Consolidation:
    forms, parent = [card.form for card in cards], head.form if head else None
    if not cards:
        return _nothing(Place(), Message("there is nothing to consolidate"))
    if len(cards) == 1 and parent is None:
        return _alone(cards[0])
    years = sorted({form.year for form in (*forms, *((parent,) if parent else ())) if form.year is not None})
    if len(years) > 1:
        other = next(form for form in forms if form.year == years[-1])
        return _nothing(other.at("year"), Message("the forms are of different years: {years}", {"years": tuple(years)}))
    bases = {card.rulebook.weights for card in cards} if head is None else {head.rulebook.weights}
    if len(bases) > 1:
        why = Message("the forms' rulebooks weigh by different budgets: name one rulebook for all")
        return _nothing(forms[0].place, why)
    children, problems = _children(cards, bases.pop())
    if head is None:
        return _union(cards, children, problems)
    return _under(head, cards, children, problems)


def _nothing(place: Place, message: Message) -> Consolidation:
    return Consolidation((), (), (Problem("C901", place, message),))


def _children(cards: Sequence[Scorecard], basis: str) -> tuple[list[dict[Key, Member]], list[Problem]]:
    pairs = [unique(members(card, basis)) for card in cards]
    return [single for single, _ in pairs], [problem for _, told in pairs for problem in told]


def _alone(card: Scorecard) -> Consolidation:
    """One child is itself."""
    found, problems = _children([card], card.rulebook.weights)
    lines = {key: consolidate_line([member], None, card.rulebook) for key, member in found[0].items()}
    told = tuple(evolve(each, line=found[0][key].line) for key, each in lines.items())
    return Consolidation((card.form,), told, tuple(problems))


def _gather(children: Sequence[dict[Key, Member]], key: Key) -> list[Member]:
    return [each[key] for each in children if key in each]


def _union(cards: Sequence[Scorecard], children: Sequence[dict[Key, Member]], problems: list[Problem]) -> Consolidation:
    """Without a parent's form: every indicator of any child."""
    forms = [card.form for card in cards]
    projects = {plain(form.project) for form in forms} if all(form.kind == "project" for form in forms) else set()
    kind = "project" if len(projects) == 1 else "department"
    books = {card.rulebook.id: card.rulebook for card in cards}
    rules = next(iter(books.values())) if len(books) == 1 else None
    lines: Lines = []
    remarks = []
    for key in in_order(children):
        found = _gather(children, key)
        if key == GOAL and kind == "department":
            remarks += [_remark(each, OTHER_GOAL) for each in found]
        else:
            lines.append((key, consolidate_line(found, None, rules)))
    form = Form(
        kind,
        project=same(form.project for form in forms) if kind == "project" else "",
        department=same(form.department for form in forms),
        unit=same(form.unit for form in forms),
        year=next((form.year for form in forms if form.year is not None), None),
        rulebook=same(moved_to(form, "").rulebook or "" for form in forms) or None,
        budget=budgets(forms, None),
    )
    form = weighed(
        placed(form, [(key, made.line) for key, made in lines], children), [card.form for card in cards], children
    )
    return _result(form, lines, problems, remarks)


def _remark(member: Member, why: Message) -> Problem:
    return Problem("note", member.line.place, Message("{name}: {reason}", {"name": member.line.name, "reason": why}))


def _under(
    head: Scorecard, cards: Sequence[Scorecard], children: Sequence[dict[Key, Member]], problems: list[Problem]
) -> Consolidation:
    """Under the parent's form: its lines with the children's completions; what finds no line there is told."""
    own, told = unique(members(head, head.rulebook.weights))
    lines: Lines = []
    made: dict[str, Line] = {}
    for key, member in own.items():
        found = _gather(children, key)
        if found:
            lines.append((key, consolidate_line(found, member, head.rulebook)))
            made[member.line.id] = evolve(lines[-1][1].line, places=member.line.places)
    remarks = [
        _remark(member, NO_LINE)
        for each in children for key, member in each.items() if key not in own and key != GOAL
    ]  # fmt: skip

    def done(line: Line) -> Line:
        return made.get(line.id, line)

    form = evolve(
        head.form,
        budget=budgets([card.form for card in cards], head.form.budget),
        goal=head.form.goal and done(head.form.goal),
        indicators=tuple(map(done, head.form.indicators)),
        groups=tuple(evolve(group, lines=tuple(map(done, group.lines))) for group in head.form.groups),
    )
    return _result(form, lines, [*problems, *told], remarks)


def _result(form: Form, lines: Lines, problems: list[Problem], remarks: list[Problem]) -> Consolidation:
    ids = {(plain(line.name), line.sub): line.id for line in form.lines() if line.block == "indicator"}
    told = tuple(
        evolve(made, line=evolve(made.line, id=made.line.id if key == GOAL else ids[key[1], made.line.sub]))
        for key, made in lines
    )
    refused = [each.problem for each in told if each.problem]
    return Consolidation((form,), told, _sorted([*problems, *refused]), _sorted(remarks))


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda each: (each.place.order, each.message.show())))
