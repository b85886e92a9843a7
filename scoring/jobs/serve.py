"""``score serve``: the page on one's own machine; all of it is in ``scoring.web``."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.reading.limits import Limits
from indicators.reading.problems import InputError
from scoring.console import tell
from scoring.jobs.inputs import loaded
from scoring.options import asked
from scoring.web.command import serve


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job until it is interrupted; the exit code."""
    options = asked("serve", arguments, language)
    try:
        limits = Limits.of(options.limit)
    except InputError as error:
        return tell(error.problems, language)
    return serve(lambda: tuple(loaded(options)), limits, language, port=options.port, browser=not options.no_browser)
