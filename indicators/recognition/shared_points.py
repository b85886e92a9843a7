"""Points that a form prints once for several lines: nobody knows how much of them each line has (待核对)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from attrs import evolve, frozen

from indicators.form import Line
from indicators.recognition import headings
from indicators.recognition.draft import Draft

_WHOLE = 100  # points of a form


@frozen
class Unshared:
    """What of the points of each line is its own: its score where nothing was lost together, else nothing.

    ``full`` are lines that got all their points together, ``open`` the cells of lines that nobody knows.
    """

    full: frozenset[str]
    open: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, draft: Draft, *beside: Line | None) -> Unshared:
        """The shares of a form: of cells merged over lines, and of blank cells below them that say the same.

        ``beside`` are the lines of the funds and of the goal.
        """
        lines = {line.id: line for line in draft.every_line()}
        joint = {each for (role, *_), ids in draft.joint.items() if role == "weight" and len(ids) > 1 for each in ids}
        full: set[str] = set()
        found: dict[str, set[str]] = {}
        for (role, *_), ids in draft.joint.items():
            together = [lines[each] for each in ids if each in lines and (role == "filed" or _is_line(lines[each]))]
            if len(together) < 2:
                continue
            if role == "filed" and _lost_nothing(together):
                full |= {line.id for line in together}
                continue
            weighed = [line for line in together if line.weight is not None or line.id in joint]
            for line in together if role == "weight" or not weighed else weighed:
                found.setdefault(line.id, set()).add(role)
        for several in _below_blanks(draft, beside):
            for line in several:
                found.setdefault(line.id, set()).update(("weight", "filed"))
        return cls(frozenset(full), {key: tuple(sorted(roles)) for key, roles in found.items()})

    def line(self, line: Line) -> Line:
        """The line with its own points only."""
        if line.id in self.full:
            line = evolve(line, filed=line.weight)
        cells = self.open.get(line.id, ())
        for role in cells:
            line = evolve(line, weight=None) if role == "weight" else evolve(line, filed=None)
        return evolve(line, unread=tuple(dict.fromkeys((*line.unread, *cells)))) if cells else line


def _is_line(line: Line) -> bool:
    return bool(line.target and line.name)


def _lost_nothing(together: Sequence[Line]) -> bool:
    """Whether lines with weights of their own got all of them in the score that they have together."""
    weights = [line.weight.value for line in together if line.weight is not None]
    filed = together[0].filed
    return len(weights) == len(together) and filed is not None and sum(weights) == filed.value


def _below_blanks(draft: Draft, beside: Sequence[Line | None]) -> Iterator[Sequence[Line]]:
    """Lines whose points stand in the first of them alone, the cells below it blank, in sheets that lost their merges.

    Only where the points that are printed make the whole without the blank ones: these are not missing.
    """
    every = (*draft.within(), *(line for line in beside if line is not None))
    printed = sum((line.weight.value for line in every if line.weight is not None), Fraction())
    if "weight" not in draft.roles or draft.joint or printed != _WHOLE:
        return
    for lines in (draft.lines, *(group.lines for group in draft.groups)):
        for _, group in groupby(lines, key=lambda line: line.level1):
            together: list[Line] = []
            for line in group:
                if line.weight is not None or line.filed is not None:
                    yield from _several(together)
                    together = [line] if line.weight is not None and line.filed is not None else []
                elif (
                    together and not line.beside and _is_line(line) and line.actual and not headings.is_part(line.name)
                ):
                    together.append(line)
                else:
                    yield from _several(together)
                    together = []
            yield from _several(together)


def _several(together: list[Line]) -> Iterator[Sequence[Line]]:
    if len(together) > 1:
        yield together
