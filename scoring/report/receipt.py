"""The receipt of a report: which program, rulebooks and options made it, of which input, so that it can be repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from indicators.messages import Message, translate
from indicators.reading.files import digest
from scoring.report import VERSION
from scoring.rulebook import Rulebook

if TYPE_CHECKING:
    from indicators.reading.accounts import FileStatus

PRODUCT = f"jixiao {VERSION}"
SHOWN = 12  # digits of a hash that people see


@frozen(eq=False)
class Receipt:
    """What a report rests on. ``input`` is the SHA-256 of the file, or of the list of all files with theirs.

    ``without`` is how many forms no rulebook fits: they are scored by their own points.
    """

    rulebooks: tuple[Rulebook, ...] = ()
    input: str = ""
    options: tuple[str, ...] = ()
    product: str = PRODUCT
    without: int = 0


def receipt(books: Iterable[Rulebook], files: Sequence[FileStatus], options: Iterable[str] = ()) -> Receipt:
    """The receipt of a run under ``books`` over ``files``.

    >>> receipt([], []).product
    'jixiao 0.1.0'
    """
    known = {each.file: each.digest for each in files if each.digest}
    whole = next(iter(known.values()), "")
    if len(known) > 1:  # as sha256sum lists them, so that one can check it by hand
        whole = digest("".join(f"{value}  {file}\n" for file, value in sorted(known.items())).encode())
    every = tuple(books)
    used = {book.id: book for book in every if book.id}
    return Receipt(tuple(used.values()), whole, tuple(options), without=sum(not book.id for book in every))


def in_words(own: Receipt, language: str) -> str:
    """The receipt on one line."""

    def say(text: str) -> str:
        return translate(text, language)

    books = [f"{book.id} ({say(book.status)} {book.digest[:SHOWN]})" for book in own.rulebooks]
    books += [_without(own, language)] if own.without else []
    parts = [own.product]
    parts += [f"{say('rulebook')} {', '.join(books)}"] if books else []
    parts += [f"{say('input')} {own.input[:SHOWN]}"] if own.input else []
    parts += [f"{say('options')} {' '.join(own.options)}"] if own.options else []
    return f"{say('receipt')}: {' · '.join(parts)}"


def _without(own: Receipt, language: str) -> str:
    """How many forms have no rulebook."""
    template = Message("none fits 1 form") if own.without == 1 else Message("none fits {count} forms")
    return Message(template.template, {"count": own.without}).show(language)


def as_data(own: Receipt) -> dict[str, Any]:
    """The receipt for JSON, its hashes whole."""
    books = [{"id": book.id, "status": book.status, "sha256": book.digest} for book in own.rulebooks]
    data = {"product": own.product, "rulebooks": books, "input": own.input, "options": [*own.options]}
    return data | ({"forms_without_rulebook": str(own.without)} if own.without else {})


def rows(own: Receipt, language: str) -> list[tuple[str, str]]:
    """The receipt as a table: what, and its value."""

    def say(text: str) -> str:
        return translate(text, language)

    books = [(say("rulebook"), f"{book.id} ({say(book.status)}) sha256 {book.digest}") for book in own.rulebooks]
    books += [(say("rulebook"), _without(own, language))] if own.without else []
    shown = [(say("product"), own.product), *books, (say("input"), f"sha256 {own.input}" if own.input else "—")]
    return [*shown, (say("options"), " ".join(own.options) or "—")]
