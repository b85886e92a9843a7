"""Rules in a row 备注 or 说明 with a value: printed or typed, nobody can tell, so nothing is certain."""

from __future__ import annotations

from types import MappingProxyType

from indicators.form import Form
from scoring.clauses import Clause, applied, clauses
from scoring.own_notes import squeezed
from scoring.rulebook import Rulebook

LABELS = frozenset({"备注", "注", "说明", "填表说明", "填报说明", "填写说明", "评分说明", "计分说明"})
# what a clause is about → the findings that are none where it holds
TOUCHES = MappingProxyType(
    {
        "divisor": ("B202", "B206"),
        "positive": ("S302", "S303", "S306"),
        "reverse": ("S302", "S303", "S306"),
        "threshold": ("S302", "S303", "S306"),
        "bands": ("Q602",),
        "grades": ("G701",),
    }
)


def doubts(form: Form, book: Rulebook) -> tuple[Clause, ...]:
    """The clauses of such rows that contradict what the form is scored by.

    >>> from indicators.form import Other
    >>> from scoring.rulebook import rulebook
    >>> form = Form("project", others=(Other(("备注", "执行率=执行数/年初预算数")),))
    >>> [each.says for each in doubts(form, rulebook("mof-2020"))], doubts(form, rulebook("mof-2016"))
    (['initial'], ())
    """
    rows = (each.cells for each in form.others if len(each.cells) == 2 and squeezed(each.cells[0]).strip(":") in LABELS)
    found = clauses([f"备注：{cells[1]}" for cells in rows])
    if not found:
        return ()
    known = applied(book)
    return tuple(each for each in found if each.about in TOUCHES and known.get(each.about, each.says) != each.says)


def doubted(form: Form, book: Rulebook) -> frozenset[str]:
    """The codes of the findings that are in doubt, and of the changes that would follow them."""
    return frozenset(code for each in doubts(form, book) for code in TOUCHES[each.about])
