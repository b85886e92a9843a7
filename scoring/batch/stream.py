"""A file of lines scored into another, with the reading, the scoring and the writing on threads of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import chain
from pathlib import Path

from attrs import evolve

from indicators.messages import Message
from scoring.batch import columns
from scoring.batch.csv_lines import CHECK, CsvSource
from scoring.batch.files import Output, source
from scoring.batch.numbers import ColumnError
from scoring.batch.run import Outcome, run
from scoring.batch.threads import Behind
from scoring.output import check_output
from scoring.report.receipt import Receipt, as_data
from scoring.rulebook import Rulebook, resolve

Told = Callable[[int, int | None], None]  # lines done, and lines there are, where that is known


def score_file(
    path: str | Path, output: str | Path, rules: str | Path | Rulebook = "hongshan-2023", *,
    totals: str | Path | None = None, told: Told = lambda done, of: None, overwrite: bool = True,
    quotes: str = CHECK, bom: bool = False,
) -> Outcome:  # fmt: skip
    """Score the lines of a Parquet or CSV file into another; with ``totals``, one row a form into a third.

    The columns are those of ``score_lines``. Memory does not grow with the number of lines, but with ``totals`` or lost
    scores with that of forms. Each output is written whole or not at all, and none over the input; over another file
    that is not empty only with ``overwrite``. In CSV a quote that swallows rows raises ColumnError (``"check"``),
    is a letter (``"lenient"``) or is believed (``"trust"``); ``bom`` puts the mark first by which Excel knows UTF-8.
    Parquet carries the receipt, product and rulebook, in the metadata of its schema (``jixiao``).
    Raises ColumnError, InputError, OSError, OutputError.
    """
    for each in (output, totals):
        if each is not None:
            check_output(each, overwrite=overwrite, inputs=[path, *([] if isinstance(rules, Rulebook) else [rules])])
    _apart(Path(path), Path(output), totals if totals is None else Path(totals))
    given, book = source(Path(path), quotes), resolve(rules)
    columns.check_schema(given.schema)
    done = 0

    def progress(lines: int) -> None:
        nonlocal done
        done += lines
        told(done, given.lines)

    told_in_file = {"jixiao": json.dumps(as_data(Receipt((book,))), ensure_ascii=False)}
    made = columns.out_schema(given.schema).with_metadata(told_in_file)
    with Output(Path(output), made, overwrite=overwrite, bom=bom) as out:
        with Behind(out.write) as behind:
            outcome = run(given, book, totals is not None, behind.put, progress)
        if totals is not None:
            first = next(outcome.totals)
            with Output(Path(totals), first.schema.with_metadata(told_in_file), overwrite=overwrite, bom=bom) as second:
                for batch in chain([first], outcome.totals):
                    second.write(batch)
    if isinstance(given, CsvSource):
        return evolve(outcome, text_lines=given.text_lines, mended=given.mended)
    return outcome


def _apart(path: Path, output: Path, totals: Path | None) -> None:
    """Raise ColumnError where an output would be written over the input, or one over the other."""
    for one, other in ((path, output), (path, totals), (output, totals)):
        if other is None:
            continue
        both = one.exists() and other.exists()
        if one.resolve() == other.resolve() or (both and one.is_file() and one.samefile(other)):
            raise ColumnError(
                Message("{path} is named twice: input and outputs are different files", {"path": str(other)})
            )
