"""One indicator across forms: which kind of value it has, and what the children make together."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from indicators.cells import read_cell
from indicators.form import Line, Step
from indicators.measure import ByStandard, Dated, Levelled, Measure, Numeric, Refused, Unread, measure
from indicators.messages import Message
from indicators.reading.problems import Problem
from indicators.unread import SCORED_BY
from scoring.consolidate.funds import as_text
from scoring.consolidate.nature import declared, is_grade
from scoring.consolidate.numbers import numbers
from scoring.consolidate.parts import ZERO
from scoring.consolidate.result import ITSELF, REFUSED, Consolidated, Contribution, Member
from scoring.consolidate.values import MixedError
from scoring.consolidate.words import dates, levels
from scoring.rulebook import Rulebook
from scoring.worth import UNREAD


def consolidate_line(members: Sequence[Member], parent: Member | None, rules: Rulebook | None) -> Consolidated:
    """The lines of one indicator as one line: the parent's, where it has one, with the children's completions.

    What cannot be consolidated stays without a completion, and ``problem`` says why, with the place of the child.
    """
    ordered = sorted(members, key=_order)
    template = parent.line if parent else _template(ordered)
    template = evolve(template, actual="", exact=None, funds=_funds(ordered), places=())
    try:
        if parent is None and len(ordered) == 1:
            return _itself(ordered[0], template, rules)
        found = _several(template, ordered, parent, rules)
    except MixedError as error:
        child = None if error.child is None else ordered[error.child]
        return _refused(template, ordered, error.message, child)
    return evolve(found, notes=(*found.notes, *_left_out(parent)))


def _order(member: Member) -> tuple[str, ...]:
    """An order of the children's own, whichever way they came."""
    line = member.line
    return (
        line.place.file,
        member.label,
        line.id,
        line.name,
        line.target,
        line.actual,
        as_text(member.funds or ZERO),
    )


def _template(members: Sequence[Member]) -> Line:
    """The line without a parent's: what all children say, or what stands first in order where they differ."""
    lines = [member.line for member in members]
    said = declared(lines)
    return Line(
        id=lines[0].id,
        block=lines[0].block,
        name=min(line.name for line in lines),
        level1=min(line.level1 for line in lines),
        level2=min(line.level2 for line in lines),
        aggregate=said.pop() if len(said) == 1 else None,
        sub=not any(member.score.counted for member in members),
    )


def _funds(members: Sequence[Member]) -> str:
    known = [member.funds for member in members if member.funds is not None]
    return as_text(sum(known, ZERO)) if len(known) == len(members) else ""


def _itself(member: Member, template: Line, rules: Rulebook | None) -> Consolidated:
    """One child is itself: its cells as written; only what its score says of a line in words is kept beside them."""
    line, read = member.line, member.score.measure
    kept = evolve(
        line, weight=None, filed=None, funds=template.funds, sub=template.sub, reason="", group=None, places=()
    )
    if isinstance(read, Levelled):
        return levels(kept, [member], [read], rules, keep=True)
    value = read.actual if isinstance(read, Numeric) else None
    own = Contribution(member.label, line.place, line.target, line.actual, member.funds, value)
    return Consolidated(kept, ITSELF, (own,), value, read.unit if isinstance(read, Numeric) else "")


def _several(template: Line, members: Sequence[Member], parent: Member | None, rules: Rulebook | None) -> Consolidated:
    own = parent is not None and not read_cell(template.target).missing
    own_reads = [_read(member, template) if own else member.score.measure for member in members]
    reads = _alike(list(map(_without_completion, members, own_reads)))
    for number, read in enumerate(reads):
        if isinstance(read, Refused):
            raise MixedError(read.message, number)
        if isinstance(read, Unread):
            raise MixedError(UNREAD, number)
        if isinstance(read, ByStandard):
            raise MixedError(Message("lines scored by a standard of their own are not consolidated"), number)
    if not own and not template.steps:
        template = evolve(template, steps=_steps(members))
    if all(isinstance(read, Numeric) for read in reads):
        return numbers(template, members, [read for read in reads if isinstance(read, Numeric)], parent)
    if all(isinstance(read, Dated) for read in reads):
        return dates(template, members, [read for read in reads if isinstance(read, Dated)], own=own)
    if all(isinstance(read, Levelled) for read in reads):
        words = [read for read in reads if isinstance(read, Levelled)]
        odd = next((at for at, each in enumerate(members) if is_grade(each.line)), None)
        if odd is not None:
            text = {"actual": members[odd].line.actual}
            raise MixedError(
                Message("{actual} is a grade, a place or a ratio: no rule makes one of several", text), odd
            )
        return levels(template, members, words, rules, keep=False)
    odd = next(number for number, read in enumerate(reads) if type(read) is not type(reads[0]))
    raise MixedError(Message("numbers, dates and words are mixed"), odd)


def _read(member: Member, template: Line) -> Measure:
    """A child's cells; a completion without a target of its own is read against the parent's."""
    if read_cell(member.line.target).missing and not member.line.is_unread("target"):
        return measure(evolve(member.line, target=template.target), member.form.year)
    return member.score.measure


def _without_completion(member: Member, read: Measure) -> Measure:
    """A child whose completion alone is unread has none that is known: it gives an interval."""
    if not isinstance(read, Unread) or member.line.is_unread(*(SCORED_BY - {"actual"})):
        return read
    return measure(evolve(member.line, actual="", unread=()), member.form.year)


def _alike(reads: Sequence[Measure]) -> list[Measure]:
    """A target in words without a completion, among percentages, waits for a percentage too."""
    numeric = next((read for read in reads if isinstance(read, Numeric)), None)
    if numeric is None:
        return list(reads)
    awaited = evolve(numeric, actual=None, notes=())
    waits = (isinstance(read, Levelled) and read == Levelled(None) for read in reads)
    return [awaited if each else read for each, read in zip(waits, reads, strict=True)]


def _steps(members: Sequence[Member]) -> tuple[Step, ...]:
    """The step table that all children share. Raises MixedError."""
    for number, member in enumerate(members):
        if member.line.steps != members[0].line.steps:
            raise MixedError(Message("the step tables differ: the parent's form must set its own"), number)
    return members[0].line.steps


def _left_out(parent: Member | None) -> tuple[Message, ...]:
    """What the parent's form had in the completion's place; C901 and C902 hold the two against each other."""
    if parent is None or read_cell(parent.line.actual).missing:
        return ()
    return (Message("the parent's form has {actual}", {"actual": parent.line.actual}),)


def _refused(template: Line, members: Sequence[Member], why: Message, child: Member | None) -> Consolidated:
    shown = child or members[0]
    says = {"name": template.name or shown.line.target, "reason": why}
    message = Message("{name}: {reason}", says)
    if child is not None:
        message = Message("{name}: {reason} ({form})", says | {"form": child.label})
    parts = tuple(
        Contribution(each.label, each.line.place, each.line.target, each.line.actual, each.funds) for each in members
    )
    code = "C902" if why.template.startswith(("no funds", "the funds", "its funds")) else "C901"
    problem = Problem(code, shown.line.place, message)
    return Consolidated(evolve(template, steps=()), REFUSED, parts, None, "", (), problem)
