"""``score rulebooks``: list the rulebooks, show one in words, check a file, or begin one of your own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from indicators.messages import Message
from indicators.place import Place
from indicators.reading.files import text_of
from indicators.reading.problems import InputError, Problem, problem
from scoring.console import OK, TROUBLE, say, tell, told, trouble, write
from scoring.options import asked
from scoring.report.rulebooks import in_words, listing
from scoring.rounding import plain
from scoring.rulebook import Rulebook, names, rulebook

CHECK, NEW, LIST, SHOW = "check", "new", "list", "show"
ASKS = "请填写"


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code."""
    options = asked("rulebooks", arguments, language)
    job, *rest = options.names or [""]
    if job == CHECK:
        return _check(rest, language)
    if job == NEW and not rest:
        return _new(options.source, options.output, language, overwrite=options.force)
    if (job, len(rest)) in ((LIST, 0), (SHOW, 1)):  # what is typed first; the bare names do the same
        job, rest = "".join(rest), []
    if rest or options.source or options.output:
        return trouble(told("{words} is not understood: list, show NAME, check FILE or new --from NAME", language,
                            words=" ".join(options.names)))  # fmt: skip
    try:
        text = in_words(rulebook(job), language) if job else listing(language)
    except InputError as error:
        return tell(error.problems, language)
    say(text)
    return OK


def _check(files: Sequence[str], language: str) -> int:
    """Tell every fault of the files, each with its line and what is wanted; nothing wrong: what each says in words."""
    if not files:
        return trouble(told("nothing to check: name a rulebook file", language))
    code = OK
    for file in files:
        try:
            book = rulebook(file)
        except InputError as error:
            code = max(code, tell(error.problems, language))
            continue
        if left := unfilled(file):
            code = max(code, tell(left, language))
            continue
        noted = "".join(f"{file}: {remark.show(language)}\n" for remark in remarks(book))
        found = told("{file}: no fault found; this is what it says", language, file=file)
        say(f"{found}\n{noted}\n{in_words(book, language)}")
    return code


def remarks(book: Rulebook) -> Iterator[Message]:
    """What a rulebook may say, and what is more often a slip.

    >>> [remark.values for remark in remarks(rulebook("mof-2020"))]
    []
    """
    if book.grades and book.grades[-1][1] > 0:
        name, edge = book.grades[-1]
        lowest = Message('the lowest grade is {grade}: a total below {edge} has none; is one missing, as ["差", 0]?')
        yield Message(lowest.template, {"grade": name, "edge": plain(edge)})


def unfilled(file: str) -> list[Problem]:
    """What a file that was begun from another still asks for (请填写), each with its line."""
    text = "" if file in names() else text_of(Path(file), file)[0]
    lines = ((at, line.split("#")[0]) for at, line in enumerate(text.splitlines(), 1))
    found = ((at, line.partition("=")[0].strip()) for at, line in lines if ASKS in line)
    reason = Message("it still says {text}: fill it in", {"text": ASKS})
    return [problem("I204", Place(file, str(at)), key=key, reason=reason) for at, key in found]


def _new(source: str, output: str | None, language: str, *, overwrite: bool) -> int:
    """A commented file to fill in, begun from a shipped rulebook."""
    from scoring.rulebook_new import begun  # only for a new one

    try:
        text = begun(source or "mof-2020")
    except InputError as error:
        return tell(error.problems, language)
    return OK if write(text, output, "text", language, overwrite=overwrite) else TROUBLE
