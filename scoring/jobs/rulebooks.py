"""``score rulebooks [NAME]``: list the rulebooks, or show one in words."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.reading.problems import InputError
from scoring.console import OK, say, tell
from scoring.options import asked
from scoring.report.rulebooks import in_words, listing
from scoring.rulebook import rulebook


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code."""
    options = asked("rulebooks", arguments, language)
    try:
        text = in_words(rulebook(options.name), language) if options.name else listing(language)
    except InputError as error:
        return tell(error.problems, language)
    say(text)
    return OK
