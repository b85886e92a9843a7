"""The receipt of a report: which program, rulebooks and options made it, of which input, so that it can be repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from indicators.messages import translate
from indicators.reading.files import digest
from scoring.report import VERSION
from scoring.rulebook import Rulebook

if TYPE_CHECKING:
    from indicators.reading.accounts import FileStatus

PRODUCT = f"jixiao {VERSION}"
SHOWN = 12  # digits of a hash that people see


@frozen(eq=False)
class Receipt:
    """What a report rests on. ``input`` is the SHA-256 of the file, or of the list of all files with theirs."""

    rulebooks: tuple[Rulebook, ...] = ()
    input: str = ""
    options: tuple[str, ...] = ()
    product: str = PRODUCT


def receipt(books: Iterable[Rulebook], files: Sequence[FileStatus], options: Iterable[str] = ()) -> Receipt:
    """The receipt of a run under ``books`` over ``files``.

    >>> receipt([], []).product
    'jixiao 0.1.0'
    """
    known = {each.file: each.digest for each in files if each.digest}
    whole = next(iter(known.values()), "")
    if len(known) > 1:  # as sha256sum lists them, so that one can check it by hand
        whole = digest("".join(f"{value}  {file}\n" for file, value in sorted(known.items())).encode())
    used = {book.id: book for book in books if book.id}  # none may fit
    return Receipt(tuple(used.values()), whole, tuple(options))


def in_words(own: Receipt, language: str) -> str:
    """The receipt on one line."""

    def say(text: str) -> str:
        return translate(text, language)

    books = [f"{book.id} ({say(book.status)} {book.digest[:SHOWN]})" for book in own.rulebooks]
    parts = [own.product]
    parts += [f"{say('rulebook')} {', '.join(books)}"] if books else []
    parts += [f"{say('input')} {own.input[:SHOWN]}"] if own.input else []
    parts += [f"{say('options')} {' '.join(own.options)}"] if own.options else []
    return f"{say('receipt')}: {' · '.join(parts)}"


def as_data(own: Receipt) -> dict[str, Any]:
    """The receipt for JSON, its hashes whole."""
    books = [{"id": book.id, "status": book.status, "sha256": book.digest} for book in own.rulebooks]
    return {"product": own.product, "rulebooks": books, "input": own.input, "options": [*own.options]}


def rows(own: Receipt, language: str) -> list[tuple[str, str]]:
    """The receipt as a table: what, and its value."""

    def say(text: str) -> str:
        return translate(text, language)

    books = [(say("rulebook"), f"{book.id} ({say(book.status)}) sha256 {book.digest}") for book in own.rulebooks]
    shown = [(say("product"), own.product), *books, (say("input"), f"sha256 {own.input}" if own.input else "—")]
    return [*shown, (say("options"), " ".join(own.options) or "—")]
