"""All forms as one file. Of many it takes minutes: so a page says how far it has come, and leads to it.

The page is sent as it grows and needs no script: each step is a line, and only the last one is shown.
"""

from __future__ import annotations

import queue
from collections.abc import AsyncIterator
from threading import BoundedSemaphore, Thread
from typing import cast

from attrs import frozen
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from indicators.reading.reader_pool import MOST
from indicators.reading.reader_process import ReaderProcess
from scoring.web.downloads import Download, download
from scoring.web.pages import Pages, sent
from scoring.web.sessions import Session
from scoring.web.writing import Outcome, packed

FEW = 20  # forms that are taken home at once
STEP = 1.0  # seconds from one line of the page to the next
SPLIT = "<!-- here -->"
WRITING = "scoring.web.writing"  # what runs in the process
_ROOM = BoundedSemaphore(MOST)


class _Left(Exception):
    """The browser is gone."""


class Making:
    """A file in the making, in a process of its own; ``far`` is how many forms it has come to."""

    def __init__(self, session: Session, kind: str, language: str) -> None:
        self.far, self.total, self.left = 0, len(session.entries), False
        self.outcome: queue.Queue[Outcome | Exception] = queue.Queue()
        self._asked = (session, kind, language)
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        process = ReaderProcess()
        try:
            while not _ROOM.acquire(timeout=STEP):
                self._go_on()
            try:
                self.outcome.put(self._made(process))
            finally:
                process.kill()
                _ROOM.release()
        except Exception as error:  # told on the page
            self.outcome.put(error)

    def _made(self, process: ReaderProcess) -> Outcome:
        session, kind, language = self._asked
        data = packed([each.card for each in list(session.entries.values())], session.around, self._go_on)
        process.ask(f"{WRITING}:begin", (data, kind, language))
        while True:
            answer = process.ask(f"{WRITING}:far", (STEP,))
            self.far, outcome = cast("tuple[int, Outcome | None]", answer)
            if outcome is not None:
                return outcome
            self._go_on()

    def _go_on(self) -> None:
        if self.left:
            raise _Left

    def wait(self) -> Outcome | Exception | None:
        """The file, or what went wrong; None where it takes longer than a step."""
        try:
            return self.outcome.get(timeout=STEP)
        except queue.Empty:
            return None


def made(session: Session, kind: str, language: str) -> Response:
    """The file, here and now."""
    entries = list(session.entries.values())
    forms = [each.form for each in entries]
    return sent(download(kind, lambda: session.report(language, entries=entries), forms, "forms"))


@frozen(eq=False)
class Taking:
    """The answers."""

    pages: Pages

    async def answer(self, request: Request, session: Session, kind: str) -> Response:
        """The file at once, or a page that grows until it is there."""
        if len(session.entries) <= FEW or kind == "toml":  # which is no work
            return await run_in_threadpool(made, session, kind, self.pages.language)
        head, _, foot = self.pages.text("taking.html", base=session.base).partition(SPLIT)
        making = Making(session, kind, self.pages.language)
        return StreamingResponse(self._grow(head, foot, making, session), media_type="text/html")

    async def _grow(self, head: str, foot: str, making: Making, session: Session) -> AsyncIterator[str]:
        done: Outcome | Exception | None = None
        try:
            yield head
            while done is None:
                yield self.pages.text("step.html", done=making.far, total=making.total)
                done = await run_in_threadpool(making.wait)
        finally:
            making.left = True
        told: list[str] = []
        if isinstance(done, Download):
            session.made = sent(done)
        elif isinstance(done, tuple):
            told = self.pages.news(done)
        else:
            told = [self.pages.sentence(500)]
        yield self.pages.text("taken.html", base=session.base, told=told)
        yield foot
