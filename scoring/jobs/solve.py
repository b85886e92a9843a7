"""``score solve FILE``: lost scores, unprinted weights, and what it takes to reach points, a total or a grade."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.reading.problems import InputError
from scoring.console import OK, TROUBLE, say, tell, trouble
from scoring.jobs.inputs import given, loaded, tell_other_tables
from scoring.options import asked
from scoring.report.solve import run_solve
from scoring.rulebook import rulebook
from scoring.solve import SolveError

OF_RECEIPT = ("rulebook", "line", "points", "total", "grade", "limit")


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code."""
    options = asked("solve", arguments, language)
    wanted = {key: getattr(options, key) for key in ("line", "points", "total", "grade", "format")}
    try:
        documents = list(loaded(options))
        problems = [each for document in documents for each in document.problems]
        forms = [form for document in documents for form in document.forms]
        tell(problems, language)
        tell_other_tables(documents, language)
        named = rulebook(options.rulebook) if options.rulebook else None
        if forms:
            files = [each for document in documents for each in document.files]
            asked_for = given(options, OF_RECEIPT)
            say(run_solve(forms, rulebook=named, language=language, files=files, options=asked_for, **wanted))
    except InputError as error:
        return tell(error.problems, language)
    except SolveError as error:
        return trouble(error.message.show(language))
    return TROUBLE if problems else OK
