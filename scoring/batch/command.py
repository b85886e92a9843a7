"""``score batch``: the options turned into a run, and what is said of it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from types import MappingProxyType

from pyarrow import ArrowException

from indicators.messages import Message, translate
from indicators.reading.problems import InputError
from scoring.batch.numbers import ColumnError
from scoring.batch.run import Outcome
from scoring.batch.stream import score_file

OK, TROUBLE = 0, 2
# what a finding lacks that was not looked for, where that is no column
TEMPLATES = MappingProxyType({"totals": "--totals", "one document": "forms of one document, not lines"})


def run(
    options: Namespace, language: str, say: Callable[[str], object], trouble: Callable[[str], int],
    progress: Callable[[str], object] | None = None,
) -> int:  # fmt: skip
    """Score a file into another; the exit code. ``say`` takes the summary, ``trouble`` what went wrong.

    ``progress`` is a terminal's own, or None where there is none.
    """

    def told(done: int, of: int | None) -> None:
        if progress is not None:
            progress(f"\r{done:,}" + (f" / {of:,}" if of else ""))

    try:
        outcome = score_file(options.file, options.output, options.rulebook, totals=options.totals, told=told)
    except InputError as error:
        return max(trouble(problem.show(language)) for problem in error.problems)
    except ColumnError as error:
        return trouble(error.message.show(language))
    except (OSError, ArrowException) as error:
        reason = getattr(error, "strerror", None) or str(error).partition("\n")[0]
        return trouble(
            Message("cannot score {file}: {reason}", {"file": options.file, "reason": reason}).show(language)
        )
    finally:
        if progress is not None:
            progress("\r")
    say(summary(outcome, language))
    return OK


def summary(outcome: Outcome, language: str) -> str:
    """How many lines came out how, and which findings were not looked for."""
    counts = outcome.counts
    rows = [Message("{count} lines, {found} with findings", {"count": counts.lines, "found": counts.found})]
    rows += [
        Message("  {status}: {count}", {"status": name, "count": count}) for name, count in counts.by_status if count
    ]
    for code, lack in outcome.not_run:
        wanted = translate(TEMPLATES.get(lack, lack), language)
        rows.append(Message("{code} was not looked for; it needs {lack}", {"code": code, "lack": wanted}))
    return "".join(row.show(language) + "\n" for row in rows)
