"""What runs in the process that writes many forms: the file is made in a thread, and how far it is can be asked.

The page lives in one process, where only one thread works at a time: what takes seconds of work there keeps everybody
waiting. It goes to a process of its own, which also gives way to the page where there are fewer cores than work.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread

from attrs import evolve

from indicators.reading.problems import InputError, Problem
from scoring.audit.document import Around
from scoring.report import FormReport, Report
from scoring.rulebook import Rulebook
from scoring.scorecard import Scorecard
from scoring.web.downloads import Download, download
from scoring.web.reported import reported

BEHIND = 5  # how much this process gives way
Outcome = Download | tuple[Problem, ...]
_books: dict[int, Rulebook] = {}
_far: list[int] = []
_outcomes: SimpleQueue[Outcome | Exception] = SimpleQueue()


def packed(cards: Sequence[Scorecard], around: Around, go_on: Callable[[], None]) -> bytes:
    """Forms for the process; ``go_on`` is called before each, and may raise.

    Each is packed by itself: one packer for all would hold so much that Python stops everybody to look for garbage.
    What forms share is their rulebooks, which are packed once.

    >>> cards, around = unpacked(packed([], Around(), print))
    >>> cards, bool(around)
    ([], False)
    """
    books: dict[int, Rulebook] = {}
    pieces = []
    for card in cards:
        go_on()
        stream = io.BytesIO()
        pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = {Rulebook: lambda book: (_book, (books.setdefault(id(book), book) and id(book),))}
        pickler.dump(card)
        pieces.append(stream.getvalue())
    return pickle.dumps((books, around, pieces), pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> tuple[list[Scorecard], Around]:
    """What was packed."""
    books, around, pieces = pickle.loads(data)
    _books.update(books)
    return [pickle.loads(piece) for piece in pieces], around


def _book(key: int) -> Rulebook:
    """A rulebook that several forms are scored by."""
    return _books[key]


def begin(data: bytes, kind: str, language: str) -> None:
    """Begin to make the file."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(BEHIND)
    Thread(target=_make, args=(data, kind, language), daemon=True).start()


def far(seconds: float) -> tuple[int, Outcome | None]:
    """How many forms it has come to, and the file, or why there is none, if that comes within so many seconds."""
    try:
        outcome = _outcomes.get(timeout=seconds)
    except Empty:
        return _far[-1] if _far else 0, None
    if isinstance(outcome, Exception):
        raise outcome
    return 0, outcome


def _make(data: bytes, kind: str, language: str) -> None:
    try:
        gc.disable()
        cards, around = unpacked(data)
        gc.freeze()  # they stay until the end: nobody need look for garbage among them
        gc.enable()
        _outcomes.put(_made(cards, around, kind, language))
    except InputError as error:
        _outcomes.put(tuple(error.problems))
    except Exception as error:  # a fault of ours, told to whoever asks how far we are
        _outcomes.put(error)


def _made(cards: Sequence[Scorecard], around: Around, kind: str, language: str) -> Download:
    def report() -> Report:
        made = reported(cards, around, language)
        return evolve(made, forms=counted(made.forms, _hear))

    return download(kind, report, [card.form for card in cards], "forms")


def _hear(number: int) -> None:
    _far[:] = [number]


def counted(forms: tuple[FormReport, ...], tell: Callable[[int], None]) -> tuple[FormReport, ...]:
    """``forms``, which tell how many of them have been gone through.

    >>> seen = []
    >>> len(list(counted((1, 2), seen.append))), seen
    (2, [1, 2])
    """

    class Counted(tuple[FormReport, ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[FormReport]:
            for number, form in enumerate(super().__iter__(), 1):
                tell(number)
                yield form

    return Counted(forms)
