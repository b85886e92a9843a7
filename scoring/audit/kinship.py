"""Which forms of a folder belong together: copies of one file, forms of one unit, a department and its projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.cells import plain as folded
from indicators.form import Form
from scoring.audit.readings import Entry, by_name
from scoring.scorecard import Scorecard


def copies(cards: Sequence[Scorecard]) -> Iterator[tuple[Scorecard, Scorecard]]:
    """The first form of each file that says the same as an earlier file, with that file's first form."""
    files: dict[str, list[Scorecard]] = {}
    for card in cards:
        files.setdefault(card.form.place.file, []).append(card)
    seen: dict[tuple[Form, ...], Scorecard] = {}
    for own in files.values() if len(files) > 1 else ():
        forms = tuple(card.form for card in own)
        if forms in seen:
            yield own[0], seen[forms]
        seen.setdefault(forms, own[0])


def without_copies(cards: Sequence[Scorecard]) -> Sequence[Scorecard]:
    """The forms without those of files that are copies of others."""
    files = {card.form.place.file for card, _ in copies(cards)}
    return [card for card in cards if card.form.place.file not in files] if files else cards


def by_unit(cards: Sequence[Scorecard]) -> Iterator[tuple[list[Entry], list[list[Entry]]]]:
    """The lines with one indicator name, and those of them that belong together: nothing is compared across units.

    Each group has the project forms of one unit or of one project, with the department forms over them.
    """
    for entries in by_name(cards).values():
        groups = list(_together([each for each in entries if each.card.form.kind != "department"]))
        over = [each for each in entries if each.card.form.kind == "department"]
        for group in groups:
            group += [each for each in over if any(belongs(own.card.form, each.card.form) for own in group)]
        groups += _together(over)
        yield entries, [group for group in groups if len({id(each.card) for each in group}) > 1]


def _together(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries whose forms share a unit or a project."""
    homes: dict[object, list[Entry]] = {}
    groups: list[list[Entry]] = []
    for each in entries:
        keys = _keys(each.card.form)
        home = next((homes[key] for key in keys if key in homes), None)
        if home is None:
            home = []
            groups.append(home)
        home.append(each)
        for key in keys:
            homes.setdefault(key, home)
    yield from groups


def _keys(form: Form) -> list[object]:
    """What forms of one unit, or of one project, share; the file where a form names neither."""
    project, unit = folded(form.project), folded(form.unit or form.department)
    keys: list[object] = [("project", project)] if project else []
    return [*keys, ("unit", unit)] if unit else [*keys, ("file", form.place.file)]


def belongs(child: Form, parent: Form) -> bool:
    """Whether a project form may be of the department that files ``parent``: not where it names another.

    >>> belongs(Form("project", department="甲局"), Form("department", department="乙局"))
    False
    """
    own = {folded(name) for name in (child.department, child.unit) if folded(name)}
    over = {folded(name) for name in (parent.department, parent.unit) if folded(name)}
    return not own or not over or not own.isdisjoint(over)
