"""What each user has open. It lives in memory only: nothing of a form is ever written to a disk by the page."""

from __future__ import annotations

import gc
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from attrs import define, evolve, field, frozen
from starlette.responses import Response

from indicators.form import Form
from indicators.messages import Message
from indicators.place import Place
from indicators.reading.accounts import FORM, HIDDEN, NONE, UNREAD, FileStatus, accounts
from indicators.reading.documents import contents
from indicators.reading.limits import Limits
from indicators.reading.load import Loaded
from indicators.reading.problems import InputError, Problem, problem
from indicators.unread import blanked
from scoring.audit.document import FORMS_ALONE, Around
from scoring.report import Report
from scoring.rulebook import names
from scoring.scorecard import Scorecard
from scoring.scorer import score
from scoring.web.reported import reported

MAX_SESSIONS, MAX_FORMS = 50, 500
SETTLED = 50  # forms after which those that are open are no longer looked through for garbage
IDLE = 12 * 3600  # seconds until a session that nobody uses is forgotten


@frozen(eq=False)
class Entry:
    """One open form with its scorecard. ``version`` rises with each edit, so that an old page cannot undo a new one."""

    number: int
    form: Form
    card: Scorecard
    version: int = 0

    def having(self, form: Form) -> Entry:
        """The entry after an edit. Raises InputError for a rulebook that cannot be read."""
        return evolve(self, form=form, card=score(form), version=self.version + 1)


def _secret() -> str:
    return secrets.token_urlsafe(24)


@define(eq=False)
class Session:
    """The forms of one user, which together are one document, and what the next page has to tell.

    ``key`` stands in its addresses and ``secret`` in its cookie; whoever has one of them has nothing. ``made`` is the
    last file of all forms, until it is taken.
    """

    entries: dict[int, Entry] = field(factory=dict)
    around: Around = FORMS_ALONE
    news: list[Problem | Message] = field(factory=list)
    used: float = 0
    lock: Lock = field(factory=Lock)
    key: str = field(factory=_secret)
    secret: str = field(factory=_secret)
    made: Response | None = None
    _next: int = 1

    def add(self, forms: Iterable[Form], around: Around = FORMS_ALONE) -> list[Problem]:
        """Open forms; what is wrong with them. The lock is held for a moment at a time: others can be edited."""
        problems: list[Problem] = []
        for form in forms:
            try:
                whole = blanked(form)
                card = score(whole)
            except InputError as error:
                problems += error.problems
                continue
            with self.lock:
                if len(self.entries) >= MAX_FORMS:
                    full = Message("no more than {limit} forms are open at once: close some", {"limit": MAX_FORMS})
                    return [*problems, Problem("I303", form.place, full)]
                number = self._next
                self.entries[number] = Entry(number, whole, card)
                self._next += 1
            if number % SETTLED == 0:  # to look through 500 takes half a second, in which nobody gets an answer
                gc.collect()
                gc.freeze()
        with self.lock:
            self.around = Around(
                (*self.around.statements, *around.statements)[-10_000:], (*self.around.gaps, *around.gaps)[-10_000:]
            )
        return problems

    def remove(self, number: int) -> None:
        """Close a form; with the last one all that stood around the forms goes too."""
        self.entries.pop(number, None)
        if not self.entries:
            self.around = FORMS_ALONE

    def names(self) -> list[str]:
        """What the open forms are called, with the files that they came from."""
        return [f"{each.form.label} ({each.form.place.file})" for each in list(self.entries.values())]

    @property
    def base(self) -> str:
        """What all addresses of the session begin with."""
        return f"/{self.key}"

    def tell(self, news: Iterable[Problem | Message]) -> None:
        """Have the next page tell something."""
        with self.lock:
            self.news += news

    def told(self) -> list[Problem | Message]:
        """What is to be told, once."""
        news, self.news = self.news, []
        return news

    def report(self, language: str, only: Entry | None = None, entries: Sequence[Entry] | None = None) -> Report:
        """All forms audited as one document; with ``only`` one of them, as it is reported alone.

        Of many that takes seconds, in which the lock is not held: who needs the forms beside it gives ``entries``.
        """
        every = {each.number: each for each in list(self.entries.values() if entries is None else entries)}
        if only is None:
            return reported([each.card for each in every.values()], self.around, language)
        beside = (every if only.form.accepts else {}) | {only.number: only}
        return reported([each.card for each in beside.values()], None, language, only.card)


@define(eq=False)
class Sessions:
    """All sessions; ``first`` gives the forms that every one begins with."""

    first: Callable[[], Sequence[Loaded]] = tuple
    clock: Callable[[], float] = time.monotonic
    _open: dict[str, Session] = field(factory=dict)
    _lock: Lock = field(factory=Lock)

    def start(self) -> Session | None:
        """Begin a session; None where so many are open that somebody's would have to go."""
        with self._lock:
            self._expire()
            if len(self._open) >= MAX_SESSIONS:
                return None
            session = Session(used=self.clock())
            self._open[session.key] = session
        for loaded in self.first():
            session.tell([*loaded.problems, *said_of(loaded.files)])
            session.tell(session.add(loaded.forms, Around(loaded.statements, loaded.gaps)))
        return session

    def full(self) -> bool:
        """Whether no more can begin."""
        with self._lock:
            self._expire()
            return len(self._open) >= MAX_SESSIONS

    def get(self, key: str, secret: str | None) -> Session | None:
        """The session of an address, where the cookie belongs to it."""
        with self._lock:
            self._expire()
            session = self._open.get(key)
            if session is None or not secrets.compare_digest(session.secret.encode(), (secret or "").encode()):
                return None
            session.used = self.clock()
            return session

    def end(self, session: Session) -> None:
        """Forget a session and all that was open in it."""
        with self._lock:
            self._open.pop(session.key, None)
        gc.unfreeze()  # whatever was set aside with its forms is garbage now

    def __len__(self) -> int:
        """How many are open."""
        return len(self._open)

    def _expire(self) -> None:
        now = self.clock()
        for key in [each for each, session in self._open.items() if now - session.used > IDLE]:
            del self._open[key]


def said_of(files: Iterable[FileStatus]) -> list[Message]:
    """What is to be told of files, and of tables in them, that are read and are no forms."""
    return [
        Message("{file}: {reason}", {"file": str(each.place) if each.place.file else each.file, "reason": each.reason})
        for each in files
        if each.reason is not None and each.status not in (FORM, UNREAD, NONE)
    ]


def accept(session: Session, files: Iterable[tuple[str, bytes]], limits: Limits) -> int:
    """Read uploaded files into a session; how many forms they held. What is wrong is told on the next page."""
    before = len(session.entries)
    for name, data in files:
        found = contents(data, name, limits)
        each_file = tuple(accounts(name, found))
        alone = any(each.status not in (NONE, HIDDEN) for each in each_file)  # what is said of it below is enough
        problems = list(found.problems or (() if found.forms or alone else (problem("I311", Place(name)),)))
        forms = [_own_rulebook(form, problems) for form in found.forms]
        problems += session.add(forms, Around(found.statements, found.gaps))
        session.tell([*problems, *said_of(each_file)])
    return len(session.entries) - before


def _own_rulebook(form: Form, problems: list[Problem]) -> Form:
    """An uploaded form names a shipped rulebook or none: no file of this machine is read for it."""
    if not form.rulebook or form.rulebook in names():
        return form
    problems.append(problem("I209", form.at("rulebook"), name=form.rulebook, known=names()))
    return evolve(form, rulebook=None)
