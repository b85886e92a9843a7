"""Forms that may go on on a page that is damaged: they are not whole, so that nobody is blamed for what stood there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from indicators.form import Form
from indicators.messages import Message
from indicators.place import Place
from indicators.reading.grid import Gap

_PAGE = re.compile(r"p(\d+)\b")


def as_cut_off(form: Form, gaps: Iterable[Gap]) -> Form:
    """The form, with each damaged page that lies right behind its own, or right before where it has no title.

    >>> form = Form("project", place=Place("a.pdf", "p2 (1,2,3,4)"))
    >>> as_cut_off(form, [Gap(Place("a.pdf", "p3"), damaged=True)]).unread
    ('a.pdf:p3: 页面已损坏',)
    """
    own = {page for place in _places(form) if (page := _page(place))}
    beside = {page + 1 for page in own} | (set() if form.title else {page - 1 for page in own})
    cut = [gap for gap in gaps if gap.damaged and _page(gap.place) in beside - own]
    said = Message("the page is damaged").show("zh")
    return evolve(form, unread=(*form.unread, *(f"{gap.place}: {said}" for gap in cut))) if cut else form


def _places(form: Form) -> Iterator[Place]:
    yield form.place
    yield from dict(form.places).values()
    for line in form.lines():
        yield line.place
        yield from dict(line.places).values()


def _page(place: Place) -> int:
    found = _PAGE.match(place.spot)
    return int(found[1]) if found else 0
