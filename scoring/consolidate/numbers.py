"""Lines with numbers on both sides: completions summed or averaged, and the target where the parent sets none."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from indicators.cells import read_cell
from indicators.form import Line
from indicators.measure import Bounds, Levelled, Numeric, measure
from indicators.messages import Message
from indicators.units import unit
from scoring.consolidate.nature import MEAN, SUM, countable, declared, nature
from scoring.consolidate.result import ITSELF, Consolidated, Member, contributions
from scoring.consolidate.values import Child, MixedError, combined, common_unit, completions, targets
from scoring.consolidate.words import joined
from scoring.consolidate.written import cell, ends, settled, target_cell, target_ends


def numbers(template: Line, members: Sequence[Member], reads: Sequence[Numeric], parent: Member | None) -> Consolidated:
    """Consolidate the completions of ``members``, and their targets where ``parent`` has none of its own.

    Raises MixedError for mixed units or comparators, funds that add to 0, and a name at odds with its unit.
    """
    children = [Child(each.line, read, each.funds) for each, read in zip(members, reads, strict=True)]
    own = _own(template, reads[0]) if parent and template.target else None
    measured = common_unit(children, own)
    how = ITSELF if len(members) == 1 else manner(template, children, measured)
    if template.steps and own is None and how == SUM:
        raise MixedError(Message("a step table for one child is none for a sum: the parent's form must set its own"))
    parts = completions(children, measured, how)
    known = any(child.read.actual for child in children)
    value = combined(parts, how) if known else None
    notes: list[Message] = []
    line, wanted = template, own.target if own else None
    if own is None:
        line, wanted = _target(template, children, measured, how)
        notes.append(Message("the target is consolidated by the same rule: {target}", {"target": line.target}))
    actual = "" if value is None else cell(value, measured)
    line = evolve(line, actual=actual, exact=None if value is None else ends(value, always=True))
    written = settled(line, reads[0].kind, wanted, value, measured)
    if written is None:
        raise MixedError(Message("the value cannot be written in {unit}", {"unit": measured}))
    bare = [child for child in children if measured and not child.unit]
    if bare:
        notes.append(
            Message("no unit in {count} of the forms: {unit} is taken", {"count": len(bare), "unit": measured})
        )
    return Consolidated(
        written, how, contributions(members, parts, averaged=how == MEAN), value, measured, tuple(notes)
    )


def manner(line: Line, children: Sequence[Child], measured: str) -> str:
    """``sum`` or ``mean``. Raises MixedError where it is declared both ways, or name and unit disagree."""
    said = {line.aggregate} if line.aggregate else declared(child.line for child in children)
    if len(said) > 1:
        raise MixedError(Message("aggregate is declared both ways"))
    how = nature(line.name, unit(measured), next(iter(said), None))
    odd = not said and how == SUM and not all(countable(child.line) for child in children)
    if how is None or odd:
        text = {"name": line.name, "unit": measured}
        if measured:
            raise MixedError(
                Message('{name} in {unit}: sum or mean? Write aggregate = "sum" or "mean" on the line', text)
            )
        raise MixedError(
            Message('{name}, without a unit: sum or mean? Write aggregate = "sum" or "mean" on the line', text)
        )
    return how


def _own(template: Line, first: Numeric) -> Child:
    """The parent's own target; one in words stands for 100 % where the children's completions are percentages."""
    bare = evolve(template, actual="", exact=None)
    read = measure(bare)
    if isinstance(read, Levelled) and not template.level and unit(first.unit).is_share:
        read = measure(evolve(bare, actual="100%"))
    if not isinstance(read, Numeric):
        raise MixedError(Message("the parent's target {target} is no number", {"target": template.target}))
    return Child(bare, evolve(read, actual=None))


def _target(template: Line, children: Sequence[Child], measured: str, how: str) -> tuple[Line, Bounds]:
    cells = [read_cell(child.line.target).amount for child in children]
    value = combined(targets(children, measured), how)
    if not any(cells):  # in words: it stands for 100 %
        return evolve(template, target=joined(child.line.target for child in children)), value
    if not all(cells) or len({bool(child.read.doubt) for child in children}) > 1:
        raise MixedError(Message("comparators are mixed: some targets do not say which way they run"))
    bare = all(amount and not amount.comparator for amount in cells) and not any(child.line.kind for child in children)
    text = target_cell(value, children[0].read.kind, measured, bare=bare)
    return evolve(template, target=text, exact_target=target_ends(value, text)), value
