"""One file read under its limits: whatever goes wrong becomes one problem, and nothing is raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import define

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.grid import Document, Part
from indicators.reading.limits import Limits
from indicators.reading.problems import Problem, problem


class Refused(Exception):
    """Raised inside a reader when the file cannot be read; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.show())
        self.problem = problem


@define
class Budget:
    """What a file may still use of its limits. A merged cell costs as many cells as it covers."""

    file: str
    limits: Limits
    used_cells: int = 0
    used_text: int = 0
    used_members: int = 0

    def cells(self, count: int) -> None:
        """Spend ``count`` cells. Raises Refused (I303)."""
        self.used_cells += count
        if self.used_cells > self.limits.cells:
            raise self.refuse("I303", limit=self.limits.cells)

    def text(self, length: int) -> None:
        """Spend ``length`` characters. Raises Refused (I302)."""
        self.used_text += length
        if self.used_text > self.limits.unpacked:
            raise self.refuse("I302", limit=self.limits.unpacked)

    def paragraph(self, length: int) -> None:
        """Spend a paragraph, which costs what a cell does. Raises Refused."""
        self.cells(1)
        self.text(length)

    def asked(self) -> Budget:
        """The same limits for what is only looked at, which spends nothing of them."""
        return Budget(self.file, self.limits, self.used_cells)

    def lines(self, count: int) -> None:
        """A text of so many lines; asked once, before any is looked at. Raises Refused (I322)."""
        if count > self.limits.lines:
            raise self.refuse("I322", limit=self.limits.lines)

    def members(self, count: int) -> None:
        """Spend ``count`` files of an archive or a mail. Raises Refused (I317)."""
        self.used_members += count
        if self.used_members > self.limits.members:
            raise self.refuse("I317", limit=self.limits.members)

    def deep(self, depth: int) -> None:
        """Go ``depth`` levels down. Raises Refused (I305)."""
        if depth > self.limits.depth:
            raise self.refuse("I305", limit=self.limits.depth)

    def refuse(self, code: str, **values: object) -> Refused:
        """The problem ``code`` of this file, to be raised."""
        return Refused(problem(code, Place(self.file), **values))


def attempt(kind: str, file: str, limits: Limits, read: Callable[[Budget], Iterable[Part]]) -> Document:
    """The document that ``read`` makes, or a document with the one problem that kept it from being read.

    Any other exception is a library's answer to a damaged file: there is no end of their kinds.

    >>> attempt(".xlsx", "a.xlsx", Limits(), lambda budget: [][0]).problems[0].code
    'I301'
    """
    budget = Budget(file, limits)
    try:
        return Document(file, tuple(read(budget)))
    except Refused as refused:
        found = refused.problem
    except ImportError:
        found = problem("I309", Place(file), kind=kind)
    except MemoryError:
        found = problem("I302", Place(file), limit=limits.unpacked)
    except RecursionError:
        found = problem("I305", Place(file), limit=limits.depth)
    except Exception as error:
        said = " ".join(f"{error}".split())[:120] or type(error).__name__
        found = problem("I301", Place(file), kind=kind, reason=Message("broken or cut off: {error}", {"error": said}))
    return Document(file, (), (found,))
