"""One form's own addresses: shown, edited, explained, taken home, closed."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from scoring.report import Report
from scoring.report.explain import render as explain
from scoring.rulebook import names
from scoring.web.cells import called
from scoring.web.downloads import KINDS, download, name_of, offered
from scoring.web.edits import Edited, Wrong, edit, shown
from scoring.web.gone import Gone
from scoring.web.pages import Pages, go, sent, wants_part
from scoring.web.sessions import Entry, Session
from scoring.web.uploads import fields_of
from scoring.web.views import label, sheet

REDRAWN = (".level1", ".level2", "form.rulebook", "budget.money_unit")  # an edit of these changes the page's shape


@frozen(eq=False)
class FormPages:
    """The pages of one form."""

    pages: Pages

    async def show(self, request: Request, session: Session) -> Response:
        """The form as the table that it is."""
        return await run_in_threadpool(self._show, session, entry_of(request, session))

    async def change(self, request: Request, session: Session) -> Response:
        """Take edits over; a script gets the figures that changed, a plain post the whole page."""
        fields = await fields_of(request)
        posted = {name: values[-1] for name, values in fields.items()}
        entry = entry_of(request, session)
        return await run_in_threadpool(self._change, request, session, entry.number, posted)

    def _change(self, request: Request, session: Session, number: int, posted: dict[str, str]) -> Response:
        part = wants_part(request)
        version = posted.pop("version", "")
        with session.lock:
            entry = session.entries.get(number)
            if entry is None:
                raise HTTPException(404)
            if version != str(entry.version):
                stale = [self.pages.sentence(409)]
                return _refresh() if part else self._show(session, entry, told=stale, status=409)
            edited = edit(entry.form, posted)
            if edited.changed:
                entry = session.entries[number] = entry.having(edited.form)
        if not part:
            return self._show(session, entry, edited.wrong) if edited.wrong else go(f"{session.base}/forms/{number}")
        if any(name.endswith(REDRAWN) for name in edited.changed):
            return _refresh()
        return self._figures(session, entry, edited)

    def _figures(self, session: Session, entry: Entry, edited: Edited) -> Response:
        report = session.report(self.pages.language, entry)
        made, told = sheet(entry, report, edited.wrong), self._refused(entry, report, edited.wrong)
        if not told and edited.changed:
            counts = ", ".join(f"{name} {count}" for name, count in made.counts)
            totals = ", ".join(f"{name} {figure}" for name, figure in made.totals)
            told = [self.pages.say("Recomputed. {totals}; {counts}.", totals=totals, counts=counts)]
        return self.pages.show("figures.html", base=session.base, sheet=made, told=told, gone=Gone())

    def _refused(self, entry: Entry, report: Report, wrong: Sequence[Wrong]) -> list[str]:
        say = self.pages.say
        return [
            say(
                "{cell}: {reason}. Not taken over.",
                cell=called(entry.form, each.name, report),
                reason=each.message.show(self.pages.language),
            )
            for each in wrong
        ]

    def _show(
        self, session: Session, entry: Entry, wrong: Sequence[Wrong] = (), told: Sequence[str] = (), status: int = 200
    ) -> Response:
        report = session.report(self.pages.language, entry)
        made, told = sheet(entry, report, wrong), (*told, *self._refused(entry, report, wrong))
        return self.pages.show(
            "form.html", status=422 if wrong else status, base=session.base, sheet=made, told=told,
            formats=offered(), books=names(), chosen=entry.form.rulebook or "",
        )  # fmt: skip

    async def line(self, request: Request, session: Session) -> Response:
        """How the score of a line comes about, step by step."""
        entry = entry_of(request, session)
        return await run_in_threadpool(self._line, session, entry, request.path_params["line"])

    def _line(self, session: Session, entry: Entry, line: str) -> Response:
        text = explain(session.report(self.pages.language, entry), line)
        if text is None:
            raise HTTPException(404)
        named = label(entry)
        return self.pages.show("line.html", base=session.base, text=shown(text), number=entry.number, label=named)

    async def take(self, request: Request, session: Session) -> Response:
        """The form as a file."""
        entry, kind = entry_of(request, session), request.path_params["kind"]
        if kind not in dict(offered()) or kind not in KINDS:
            raise HTTPException(404)
        return await run_in_threadpool(self._take, session, entry, kind)

    def _take(self, session: Session, entry: Entry, kind: str) -> Response:
        def report() -> Report:
            return session.report(self.pages.language, entry)

        return sent(download(kind, report, [entry.form], name_of(entry.form)))

    async def close(self, request: Request, session: Session) -> Response:
        """Close the form."""
        return await run_in_threadpool(self._close, session, entry_of(request, session).number)

    def _close(self, session: Session, number: int) -> Response:
        with session.lock:  # held while a file is scored: never waited for by what serves everybody
            session.remove(number)
        return go(f"{session.base}/")


def entry_of(request: Request, session: Session) -> Entry:
    """The form that an address names."""
    entry = session.entries.get(request.path_params["number"])
    if entry is None:
        raise HTTPException(404)
    return entry


def _refresh() -> Response:
    """Have the script load the whole page anew."""
    return Response(headers={"HX-Refresh": "true"})
