"""``score rulebooks``: list the rulebooks, show one in words, check a file, or begin one of your own."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.reading.problems import InputError
from scoring.console import OK, TROUBLE, say, tell, told, trouble, write
from scoring.options import asked
from scoring.report.rulebooks import in_words, listing
from scoring.rulebook import rulebook

CHECK, NEW = "check", "new"


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code."""
    options = asked("rulebooks", arguments, language)
    job, *rest = options.names or [""]
    if job == CHECK:
        return _check(rest, language)
    if job == NEW and not rest:
        return _new(options.source, options.output, language)
    if rest or options.source or options.output:
        return trouble(told("{words} is not understood: check FILE, new --from NAME, or the name of one", language,
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
        say(
            told("{file}: no fault found; this is what it says", language, file=file)
            + "\n\n"
            + in_words(book, language)
        )
    return code


def _new(source: str, output: str | None, language: str) -> int:
    """A commented file to fill in, begun from a shipped rulebook."""
    from scoring.rulebook_new import begun  # only for a new one

    try:
        text = begun(source or "mof-2020")
    except InputError as error:
        return tell(error.problems, language)
    return OK if write(text, output, "text", language) else TROUBLE
