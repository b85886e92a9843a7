"""``score batch IN -o OUT``: lines in columns, by the million."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from indicators.messages import Message, of_system, translate
from indicators.reading.problems import InputError
from scoring.console import OK, Progress, say, tell, told, trouble
from scoring.options import asked
from scoring.report.receipt import Receipt, in_words
from scoring.rulebook import Rulebook, rulebook

if TYPE_CHECKING:
    from scoring.batch.run import Outcome

DEFAULT = "hongshan-2023"  # where no rulebook is named
# what a finding lacks that was not looked for, where that is no column
NAMES = MappingProxyType({"totals": "--totals"})


def run(arguments: Sequence[str], language: str) -> int:
    """Do the job; the exit code: 0 whatever is found, as findings are data here, or 2 where it could not run."""
    options = asked("batch", arguments, language)
    try:
        from pyarrow import ArrowException

        from scoring.batch import ColumnError, OutputError, score_file
    except ImportError:
        return trouble(told("this needs more packages: pip install 'jixiao[batch]'", language))
    shown, name = Progress(), options.rulebook or DEFAULT
    signal.signal(signal.SIGTERM, _stop)  # so that what a run began is taken away
    try:
        outcome = score_file(
            options.file, options.output, name, totals=options.totals, overwrite=options.force,
            quotes=options.quotes, bom=options.bom,
            told=lambda done, of: shown(done, of or done + 1, options.file),
        )  # fmt: skip
    except InputError as error:
        return tell(error.problems, language)
    except (ColumnError, OutputError) as error:
        return trouble(error.message.show(language))
    except (OSError, ArrowException) as error:
        reason = of_system(error).show(language)
        return trouble(told("cannot score {file}: {reason}", language, file=options.file, reason=reason))
    say(summary(outcome, language, rulebook(name), chosen=options.rulebook is not None))
    return OK


def _stop(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def summary(outcome: Outcome, language: str, book: Rulebook, *, chosen: bool = True) -> str:
    """How many lines came out how, which findings were not looked for, what nothing computed, and the receipt.

    A rulebook that nobody chose is named as such: the lines of a batch have no columns that would tell it.
    """
    counts = outcome.counts
    rows = [told("{count} lines, {found} with findings", language, count=counts.lines, found=counts.found)]
    rows += [f"  {name}: {count}" for name, count in counts.by_status if count]
    if outcome.text_lines is not None:
        rows.append(told("the file has {count} lines of text, the heading too", language, count=outcome.text_lines))
    if outcome.mended:
        rows.append(told("lines whose stray quotes were taken for letters: {count}", language, count=outcome.mended))
    for code, lack in outcome.not_run:
        wanted = translate(NAMES.get(lack, lack), language)
        rows.append(told("{code} was not looked for; it needs {lack}", language, code=code, lack=wanted))
    if not chosen:
        text = {"title": book.title, "name": book.id}
        rows.append(told("no --rulebook was given: all lines are scored under {title} ({name})", language, **text))
    if outcome.left_out:
        keys = {"keys": outcome.left_out}
        rows.append(Message("of the rulebook only the scoring of single forms looks at: {keys}", keys).show(language))
    for clause in book.unsaid:
        rows.append(told("a person judges, nothing computed: {clause}", language, clause=clause.text))
    rows.append(in_words(Receipt((book,)), language))
    return "\n".join(rows) + "\n"
