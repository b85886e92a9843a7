"""What holds where no rulebook fits a form: its own points, and what all rulebooks say alike."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

from attrs import evolve

from indicators.form import Form, Line
from indicators.measure import Measure, Numeric, measure
from indicators.messages import Message
from scoring.blocks import Basis, Block, FormRule
from scoring.interval import Interval
from scoring.rulebook import LEVELS_UP, OPEN, Rulebook
from scoring.rulebook_tables import SILENT

_BASIS = Basis(Message("the form alone: no rulebook fits it").template, "unverified")
_FREE = tuple(Block(name, None) for name in ("budget", "goal", "group", "indicator"))

ALONE = Rulebook(
    id="",
    title="",
    document="",
    year=None,
    own=_BASIS,
    forms=tuple(FormRule(kind, _FREE, _BASIS) for kind in ("project", "department")),
    variants=(("positive", "ratio"), ("reverse", OPEN), ("exact", OPEN), ("within", OPEN)),
    bands=SILENT,
    grades=tuple((name, Fraction(edge)) for name, edge in (("优", 90), ("良", 80), ("中", 60), ("差", 0))),
)


def by_itself(form: Form) -> Rulebook:
    """What holds of a form that no rulebook fits: what its own notes say beats what all rulebooks say alike.

    >>> by_itself(Form("project", notes=("1.预算执行率=全年执行数/年初预算数",))).divides_by
    'initial'
    """
    if not (form.notes or form.columns or form.others):
        return ALONE
    from scoring.clauses import clauses, settled
    from scoring.own_notes import notes_of

    said = settled(clauses(notes_of(form), form.columns))
    divisor, reverse, grades, bands = (said.get(each) for each in ("divisor", "reverse", "grades", "bands"))
    found = evolve(ALONE, divides_by=divisor if isinstance(divisor, str) else None)
    if isinstance(reverse, str):
        found = evolve(found, variants=tuple((k, reverse if k == "reverse" else v) for k, v in ALONE.variants))
    if isinstance(bands, tuple) and len(bands) + 1 == len(LEVELS_UP):
        edges = (Fraction(0), *sorted(edge / 100 for edge in bands), Fraction(1))
        pairs = zip(LEVELS_UP, map(Interval, edges, edges[1:]), strict=False)
        found = evolve(found, bands=MappingProxyType(dict(pairs)))
    share, own = said.get("threshold"), said.get("threshold-with")
    if isinstance(least := own or share, tuple) and not (own and share):
        found = evolve(found, threshold=least[0] / 100, threshold_closed=own is not None)
    if isinstance(grades, tuple):
        from scoring.noted_grades import noted_grades

        names = [*(noted_grades(notes_of(form)) or (name for name, _ in ALONE.grades))]
        edges = (*sorted(grades, reverse=True), Fraction(0))
        found = evolve(found, grades=tuple(zip(names, edges, strict=True)) if len(edges) == len(names) else ())
    return found


def by_either_budget(form: Form, line: Line, read: Measure) -> Measure:
    """The funds row where nothing says which budget divides: open where the first one gives another score."""
    if form.budget is None or not isinstance(read, Numeric):
        return read
    other = measure(evolve(line, target=form.budget.initial), form.year)
    alike = isinstance(other, Numeric) and (other.low, other.high) == (read.low, read.high)
    return read if alike or not isinstance(other, Numeric) else evolve(read, alternatives=(other,))
