"""The routes: what each address of the page does. All of them but the first want a session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from attrs import frozen
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.limits import Limits
from indicators.reading.problems import InputError, problem
from scoring.web.door import Door
from scoring.web.downloads import offered
from scoring.web.forms import FormPages
from scoring.web.gone import Gone, packed, unpacked
from scoring.web.pages import FOLDER, Pages, go
from scoring.web.security import Guard
from scoring.web.sessions import Session, Sessions, accept
from scoring.web.taking import FEW, Taking
from scoring.web.uploads import fields_of, files_of
from scoring.web.views import found, summaries

COOKIE, NAMES = "jixiao", "jixiao-names"
OVERHEAD = 1 << 20  # bytes of a post beside the files
Answer = Callable[[Request, Session], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


@frozen(eq=False)
class Site:
    """The first page and what concerns all forms."""

    door: Door
    sessions: Sessions
    pages: Pages
    limits: Limits

    def within(self, answer: Answer) -> Endpoint:
        """An endpoint for whoever has a session; whatever goes wrong is one sentence."""

        async def endpoint(request: Request) -> Response:
            session = self.sessions.get(request.path_params["key"], request.cookies.get(COOKIE))
            if session is None:
                return self.pages.trouble(request, 403, gone=_gone(request))
            base = session.base
            try:
                made = await answer(request, session)
            except HTTPException as error:
                made = self.pages.trouble(request, error.status_code, base=base)
            except InputError as error:
                made = self.pages.trouble(request, 422, error.problems, base=base)
            except Exception:  # our own fault: never a traceback
                made = self.pages.trouble(request, 500, base=base)
            _remember(request, session, made)
            return made

        return endpoint

    async def enter(self, request: Request) -> Response:
        """With the token a session begins, and its own address is shown; nothing else is here."""
        given = request.query_params.get("token")
        if given is None:
            return self.pages.trouble(request, 403)
        if self.sessions.full():
            return self.pages.trouble(request, 503)
        if not self.door.opens(given):
            return self.pages.trouble(request, 403)
        session = await run_in_threadpool(self.sessions.start)
        if session is None:
            return self.pages.trouble(request, 503)
        # no redirection: a browser that comes from a file would not send the cookie with it
        answer = self.pages.show("enter.html", base=session.base)
        _give(answer, session, COOKIE, session.secret)
        return answer

    async def home(self, request: Request, session: Session) -> Response:
        """All forms, what is found across them, and the place to drop files."""
        return await run_in_threadpool(self._home, session)

    def _home(self, session: Session) -> Response:
        with session.lock:
            entries, told = list(session.entries.values()), session.told()
        report = session.report(self.pages.language, entries=entries)
        forms = list(summaries(report, entries))
        across = [found(each, report) for each in report.findings]
        news = self.pages.news(told)
        return self.pages.show(
            "home.html", base=session.base, forms=forms, across=across, told=news, formats=offered(),
            reviewed=any(form.card.has_review for form in report.forms), few=len(forms) <= FEW,
        )  # fmt: skip

    async def upload(self, request: Request, session: Session) -> Response:
        """Take files in; one form alone is shown at once."""
        files = await files_of(request)
        fit = [each for each in files if len(each[1]) <= self.limits.bytes]
        large = [
            problem("I103", Place(name), limit=self.limits.bytes) for name, data in files if (name, data) not in fit
        ]
        await run_in_threadpool(session.tell, large if files else [Message("No file was chosen.")])
        opened = await run_in_threadpool(accept, session, fit, self.limits)
        alone = opened == len(session.entries) == 1 and not session.news
        return go(f"{session.base}/forms/{next(iter(session.entries))}" if alone else f"{session.base}/")

    async def consolidate(self, request: Request, session: Session) -> Response:
        """One form of those chosen, opened beside them."""
        chosen = (await fields_of(request)).get("form", [])
        await run_in_threadpool(_consolidate, session, chosen)
        return go(f"{session.base}/")

    async def take(self, request: Request, session: Session) -> Response:
        """All forms as one file."""
        kind = request.path_params["kind"]
        if kind not in dict(offered()) or not session.entries:
            raise HTTPException(404)
        return await Taking(self.pages).answer(request, session, kind)

    async def made(self, request: Request, session: Session) -> Response:
        """The file of all forms that was made last; once."""
        made, session.made = session.made, None
        if made is None:
            raise HTTPException(404)
        return made

    async def end(self, request: Request, session: Session) -> Response:
        """Forget everything."""
        self.sessions.end(session)
        told = [self.pages.say("The session has ended: all its forms are gone from this machine's memory.")]
        answer = self.pages.show("trouble.html", base="", told=told, gone=Gone())
        session.entries.clear()
        _give(answer, session, COOKIE, "")
        return answer


def _remember(request: Request, session: Session, answer: Response) -> None:
    """Have the browser keep the names of what is open, where it has others."""
    names = packed(session.names())
    if names != request.cookies.get(NAMES, ""):
        _give(answer, session, NAMES, names)


def _gone(request: Request) -> Gone:
    return unpacked(request.cookies.get(NAMES, ""))


def _give(answer: Response, session: Session, name: str, value: str) -> None:
    """A cookie for this browser alone, until it is closed; an empty one is taken away.

    A browser sends a cookie of 127.0.0.1 to every server there, on any port: but only to the path that it was given
    for, and that path nobody else knows.
    """
    age = None if value else 0
    answer.set_cookie(name, value, max_age=age, httponly=True, samesite="strict", path=session.base)


def _consolidate(session: Session, chosen: list[str]) -> None:
    from scoring.consolidate import consolidate  # nobody else needs it

    forms = [each.form for each in list(session.entries.values()) if str(each.number) in chosen]
    if len(forms) < 2:
        session.tell([Message("Choose two forms at least to consolidate.")])
        return
    made = consolidate(forms)  # of many this takes seconds, in which the forms can be edited
    session.tell([*made.problems, *made.remarks])
    session.tell(session.add(made.forms))


def make_app(site: Site, hosts: frozenset[str]) -> ASGIApp:
    """The page as an application for a server on this machine."""
    form, within = FormPages(site.pages), site.within

    async def trouble(request: Request, error: Exception) -> Response:
        return site.pages.trouble(request, getattr(error, "status_code", 500))

    own = [
        Route("/", within(site.home)),
        Route("/upload", within(site.upload), methods=["POST"]),
        Route("/consolidate", within(site.consolidate), methods=["POST"]),
        Route("/download/{kind}", within(site.take)),
        Route("/made", within(site.made)),
        Route("/end", within(site.end), methods=["POST"]),
        Route("/forms/{number:int}", within(form.show)),
        Route("/forms/{number:int}", within(form.change), methods=["POST"]),
        Route("/forms/{number:int}/lines/{line}", within(form.line)),
        Route("/forms/{number:int}/download/{kind}", within(form.take)),
        Route("/forms/{number:int}/close", within(form.close), methods=["POST"]),
    ]
    routes = [
        Route("/", site.enter),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
        Mount("/{key}", routes=own),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: trouble, Exception: trouble})
    return Guard(app, hosts, site.limits.bytes + OVERHEAD)
