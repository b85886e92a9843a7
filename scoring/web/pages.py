"""Templates and sentences → answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from indicators.messages import Message, translate
from indicators.reading.problems import Problem
from scoring.web.downloads import Download
from scoring.web.edits import shown
from scoring.web.gone import Gone

NOTHING = Gone()
FOLDER = Path(__file__).parent
TAGS = MappingProxyType({"zh": "zh-CN", "en": "en"})
TEMPLATES = MappingProxyType(
    {
        400: "The browser sent something that this page cannot read.",
        403: (
            "This page was started anew, or your session has ended, or its address was used before: the forms that "
            "were open in it are gone. What you downloaded is yours. Open the address that score serve printed last, "
            "and drop the files again."
        ),
        404: "There is nothing here: the form may have been closed.",
        405: "There is nothing here: the form may have been closed.",
        409: "This form was changed in another window. Here it stands as it is now; your last change is not in it.",
        413: "The files are too large together: choose fewer, or start score serve with --limit bytes=N.",
        503: "So many browsers have this page open that there is no room for one more. End it in one of them first.",
        500: "A fault of this program. Nothing was changed; go back and try again.",
    }
)


class Pages:
    """Renders templates in one language; every value is escaped."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._jinja = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._jinja.globals.update({"_": self.say, "lang": TAGS[language]})

    def say(self, text: str, **values: object) -> str:
        """A sentence in the page's language."""
        told = translate(text, self.language)
        return told.format(**values) if values else told

    def text(self, template: str, **values: object) -> str:
        """A page, or a piece of one. Wherever there are links, ``base`` is what they begin with."""
        return self._jinja.get_template(template).render(**values)

    def show(self, template: str, *, status: int = 200, **values: object) -> Response:
        """A page."""
        return HTMLResponse(self.text(template, **values), status)

    def trouble(
        self, request: Request, status: int, problems: Sequence[Problem] = (), gone: Gone = NOTHING, base: str = ""
    ) -> Response:
        """One sentence in place of a page, or within it where a script asked; and what is gone.

        Without a session there is no ``base`` and no way on.
        """
        told = self.news(problems) if problems else [self.sentence(status)]
        page = "status.html" if wants_part(request) else "trouble.html"
        return self.show(page, status=status, base=base, told=told, gone=gone)

    def sentence(self, status: int) -> str:
        """What a status means, in words."""
        return self.say(TEMPLATES.get(status, TEMPLATES[500]))

    def news(self, news: Sequence[Problem | Message]) -> list[str]:
        """What is to be told, in words."""
        return [shown(each.show(self.language)) for each in news]


def wants_part(request: Request) -> bool:
    """Whether the script of the page asks, which puts the answer into the page."""
    return request.headers.get("hx-request") == "true"


def sent(made: Download) -> Response:
    """A file, which a browser keeps and does not show."""
    return Response(made.data, media_type=made.media, headers={"Content-Disposition": made.told})


def go(path: str) -> Response:
    """Go to another page after a post, so that going back posts nothing anew."""
    return RedirectResponse(path, 303)
