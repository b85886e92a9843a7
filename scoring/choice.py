"""Which rulebook a form is filed under: told by what it printed, never by its place or by what was typed into it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from indicators.form import Form, Line
from indicators.reading.files import text_of
from indicators.reading.problems import InputError, problem
from scoring.blocks import Block, FormRule, block_of, home
from scoring.rulebook import FOLDER, Rulebook, names, rulebook

if TYPE_CHECKING:
    from scoring.evidence import Trial

ZERO = Fraction(0)


@frozen(eq=False, repr=False)
class Choice:
    """The rulebook chosen, and how: ``named`` by the user or the form, by its ``evidence``, ``tied``, or ``none``.

    None: no rulebook fits, or nothing speaks for one that does.

    Of ``rivals`` none could be preferred: what they do not agree on is judgement. Of none, ``rulebook`` says what
    all rulebooks say alike.
    """

    rulebook: Rulebook
    how: str
    rivals: tuple[Rulebook, ...] = ()

    @property
    def label(self) -> str:
        """The id of the rulebook, or of all that are tied; a dash where none fits."""
        return "—" if self.how == "none" else " / ".join(book.id for book in (self.rulebook, *self.rivals))

    @property
    def id(self) -> str | None:
        """The id of the one rulebook; None where several are tied or none fits."""
        return self.rulebook.id if self.how in ("named", "evidence") else None


def choose(form: Form, named: Rulebook | None = None) -> Choice:
    """The rulebook for ``form``: the one named, else the one that what it printed tells. Raises InputError.

    >>> choose(Form("project", rulebook="hongshan-2023")).how
    'named'
    """
    own = named or (_own(form, form.rulebook) if form.rulebook else None)
    if own is not None:
        return Choice(own, "named")
    fitting = [each for each in trials_of(form, _required(form)) if each.speaks_for and not each.against]
    if not fitting:
        from scoring.alone import by_itself

        return Choice(_amended(by_itself(form), form), "none")
    first, *rest = [_amended(each.rulebook, form) for each in fitting if each.rank == fitting[0].rank]
    return Choice(first, "tied" if rest else "evidence", tuple(rest))


def _amended(book: Rulebook, form: Form) -> Rulebook:
    """The rulebook with what the form's own notes add."""
    if not (form.notes or form.others):
        return book
    from scoring.amended import amended  # its patterns are for forms that print notes

    return amended(book, form)


def _required(form: Form) -> tuple[str, ...]:
    """What the text of a rulebook must hold if it is not to be contradicted: the blocks of points that the form has.

    It spares reading the files that are out at once.
    """
    goal = ('block = "goal"',) if form.goal and not form.goal.sub and form.goal.weight else ()
    return (*goal, 'block = "group"') if form.groups else goal


def trials_of(form: Form, required: tuple[str, ...] = ()) -> tuple[Trial, ...]:
    """The shipped rulebooks of the form's kind held against it, the best first, those that are out last.

    ``required`` leaves out, unread, those whose text lacks one of these.
    """
    from scoring.evidence import held  # not for a form whose rulebook is named

    wanted = (f'kind = "{form.kind}"', *required)
    able = (name for name in names() if all(each in _text(name) for each in wanted))
    every = (held(form, book) for name in able if (book := rulebook(name)).form(form.kind))
    return tuple(sorted(every, key=lambda each: (len(each.against), tuple(-place for place in each.rank))))


def candidates(form: Form, choice: Choice) -> tuple[Trial, ...]:
    """The rulebooks held against the form, the best first; of one that was named, that one alone."""
    if choice.how != "named":
        return trials_of(form)
    from scoring.evidence import held

    return (held(form, choice.rulebook),)


def _own(form: Form, name: str) -> Rulebook:
    """The rulebook that the form names: a shipped one, or a file beside the form."""
    if name.endswith(".toml"):
        path, at = Path(form.place.file).parent / name, form.at("rulebook")
        if unread := text_of(path, name)[1]:  # told where the form names it
            raise InputError(problem("I204", at, key=name, reason=each.message) for each in unread)
        return rulebook(str(path))
    if name not in names():
        raise InputError([problem("I209", form.at("rulebook"), name=name, known=names())])
    return rulebook(name)


@lru_cache(maxsize=64)
def _text(name: str) -> str:
    """The text of a shipped rulebook, with that of the one that it extends."""
    text = text_of(FOLDER / f"{name}.toml", name)[0]
    _, _, base = f"\n{text}".partition('\nextends = "')
    return text + _text(base.partition('"')[0]) if base else text


def block_points(form: Form, book: Rulebook) -> dict[str, Fraction | None]:
    """The points of each block of the rulebook that the form has a line of; None where they are not known."""
    rule = book.form(form.kind)
    points: dict[str, list[Fraction | None]] = {}
    for line in form.lines():
        block = block_of(line, rule) if rule else None
        if block is not None and block.name != "group" and not line.sub:
            points.setdefault(block.name, []).append(line.weight.value if line.weight else None)
    for group in form.groups:
        points.setdefault("group", []).append(group.weight.value if group.weight else None)
    return {name: _sum(values) for name, values in points.items()}


def _sum(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if len(known) == len(values) else None


def _around(line: Line, rule: FormRule) -> Iterator[Block]:
    """The block of a line, then the part of it that the line stands in."""
    inside: FormRule = rule
    while (block := block_of(line, inside)) is not None:
        yield block
        inside = evolve(inside, blocks=block.parts)


def there(form: Form, rule: FormRule) -> set[str]:
    """The names of the blocks, and of their parts, that the form has a line or a goal of."""
    groups = {"group"} if form.groups else set()
    groups |= {block.name for line in form.indicators if (block := home(form, line, rule)) is not None}
    return groups | {block.name for line in form.lines() for block in _around(line, rule)}


__all__ = ["Choice", "block_of", "block_points", "candidates", "choose", "there", "trials_of"]
