"""All forms as one file. Of many it takes minutes: so a page says how far it has come, and leads to it.

The page is sent as it grows and needs no script: each step is a line, and only the last one is shown.
"""

from __future__ import annotations

import queue
from collections.abc import AsyncIterator, Callable, Iterator
from threading import Thread

from attrs import evolve, frozen
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from indicators.reading.problems import InputError
from scoring.report import FormReport
from scoring.web.downloads import download
from scoring.web.pages import Pages
from scoring.web.sessions import Session

FEW = 20  # forms that are taken home at once
STEP = 1.0  # seconds from one line of the page to the next
SPLIT = "<!-- here -->"


class _Left(Exception):
    """The browser is gone."""


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


class Making:
    """A file in the making, in a thread of its own; ``far`` is how many forms it has come to."""

    def __init__(self, session: Session, kind: str, language: str) -> None:
        self.far, self.total, self.left = 0, len(session.entries), False
        self.outcome: queue.Queue[Response | Exception] = queue.Queue()
        self._asked = (session, kind, language)
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self.outcome.put(made(*self._asked, self._hear))
        except Exception as error:  # told on the page
            self.outcome.put(error)

    def _hear(self, number: int) -> None:
        if self.left:
            raise _Left
        self.far = number

    def wait(self) -> Response | Exception | None:
        """The file, or what went wrong; None where it takes longer than a step."""
        try:
            return self.outcome.get(timeout=STEP)
        except queue.Empty:
            return None


def made(session: Session, kind: str, language: str, tell: Callable[[int], None] | None = None) -> Response:
    """The file."""
    entries = list(session.entries.values())
    report = session.report(language, entries=entries)
    if tell:
        report = evolve(report, forms=counted(report.forms, tell))
    return download(kind, report, [each.form for each in entries], "forms")


@frozen(eq=False)
class Taking:
    """The answers."""

    pages: Pages

    async def answer(self, request: Request, session: Session, kind: str) -> Response:
        """The file at once, or a page that grows until it is there."""
        if len(session.entries) <= FEW:
            return await run_in_threadpool(made, session, kind, self.pages.language)
        head, _, foot = self.pages.text("taking.html", base=session.base).partition(SPLIT)
        making = Making(session, kind, self.pages.language)
        return StreamingResponse(self._grow(head, foot, making, session), media_type="text/html")

    async def _grow(self, head: str, foot: str, making: Making, session: Session) -> AsyncIterator[str]:
        done: Response | Exception | None = None
        try:
            yield head
            while done is None:
                yield self.pages.text("step.html", done=making.far, total=making.total)
                done = await run_in_threadpool(making.wait)
        finally:
            making.left = True
        told: list[str] = []
        if isinstance(done, Response):
            session.made = done
        elif isinstance(done, InputError):
            told = self.pages.news(done.problems)
        else:
            told = [self.pages.sentence(500)]
        yield self.pages.text("taken.html", base=session.base, told=told)
        yield foot
