"""The whole job over any source of chunks: what forms add up to where that is needed, then every line, then totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Protocol

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from scoring.batch import columns, compared
from scoring.batch.chunk import Lines, Scores, score
from scoring.batch.faced import DETAIL, STATUSES
from scoring.batch.kernel import Integers
from scoring.batch.lost import Lost
from scoring.batch.ruled import check_rulebook, left_out
from scoring.batch.tally import Tally, by_form, empty_counts, filed_sums, largest, printed_total, rule_sums
from scoring.batch.threads import ordered
from scoring.batch.totals import Exact, totals
from scoring.rulebook import Rulebook

NARROW = ("form", "weight", "filed", "block", "printed_total", "unread")


class Source(Protocol):
    """Where lines come from, chunk by chunk, as often as asked."""

    @property
    def schema(self) -> pa.Schema:
        """The columns."""

    def batches(self, only: tuple[str, ...] | None = None) -> Iterator[pa.RecordBatch]:
        """The lines in order; ``only`` the columns that are there of these."""

    def complete(self, name: str) -> bool:
        """Whether a column is known to have no empty cell."""


@frozen
class Counts:
    """How many lines came out with each status; they add up to the lines that went in."""

    by_status: tuple[tuple[str, int], ...]
    found: int  # lines with a finding

    @property
    def lines(self) -> int:
        """All lines."""
        return sum(count for _, count in self.by_status)


@frozen(eq=False)
class Outcome:
    """What a run gives beside the lines: counts, totals where asked for, and the findings that were not looked for."""

    counts: Counts
    totals: Iterator[pa.RecordBatch]  # so many forms at a time; none where not asked for
    not_run: tuple[tuple[str, str], ...]
    text_lines: int | None = None  # of a CSV file, its heading too
    mended: int = 0  # lines of it in which a stray quote was taken for a letter
    left_out: tuple[str, ...] = ()  # keys of the rulebook that concern findings of single forms


def run(
    source: Source, book: Rulebook, with_totals: bool, write: Callable[[pa.RecordBatch], None],
    told: Callable[[int], None] = lambda lines: None,
) -> Outcome:  # fmt: skip
    """Score all lines of a source and hand them to ``write``. Raises ColumnError; ``told`` hears of every chunk.

    Only forms of two decimals are scored: a rulebook that rounds otherwise raises ColumnError too.
    """
    names = source.schema.names
    columns.check_schema(source.schema)
    check_rulebook(book)
    lost = None if source.complete("filed") else Lost(_filed(source))
    several = _compared(source, book) if set(compared.NEEDED) <= {*names} else None
    tally, seen, found = Tally(), np.zeros(len(STATUSES), np.int64), 0

    def work(part: tuple[int, pa.RecordBatch]) -> tuple[pa.RecordBatch, Scores, tuple[pl.DataFrame, int] | None]:
        start, batch = part
        lines = columns.read(batch, book)
        scores = score(lines, book, rests=with_totals)
        if lost is not None:
            scores.hits.add("S308", lost.rows(lines, columns.forms(batch)))
        if several is not None:
            scores.hits.add("S307", several[slice(*np.searchsorted(several, [start, start + len(batch)]))] - start)
        sums = None
        if with_totals:
            every = filed_sums(lines, printed="printed_total" in names) | rule_sums(
                scores, scores.status != STATUSES.index(DETAIL)
            )
            printed = printed_total(columns.printed_totals(batch))
            sums = by_form(columns.forms(batch), every, printed), largest(lines)
        return columns.written(batch, scores), scores, sums

    for batch, scores, sums in ordered(work, _placed(_chunks(source))):
        if sums is not None:
            tally.add(*sums)
        write(batch)
        seen += np.bincount(scores.status, minlength=len(STATUSES))
        found += scores.hits.lines()
        told(len(batch))
    made = totals(tally, book, lambda forms: _exactly(source, forms, book)) if with_totals else iter(())
    counted = Counts(tuple(zip(STATUSES, seen.tolist(), strict=True)), found)
    return Outcome(counted, made, columns.not_run(names, with_totals), left_out=left_out(book))


def _chunks(source: Source) -> Iterator[pa.RecordBatch]:
    """The chunks of a source, of which there is one at least, if an empty one."""
    chunk = None
    for chunk in source.batches():
        yield chunk
    if chunk is None:
        yield pa.RecordBatch.from_arrays([pa.array([], kind) for kind in source.schema.types], schema=source.schema)


def _placed(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Each chunk with the number of its first line."""
    start = 0
    for batch in batches:
        yield start, batch
        start += len(batch)


def _compared(source: Source, book: Rulebook) -> Integers:
    """The numbers of the lines that were scored otherwise in another form of their document."""
    only = ("document", "form", "name", "block", "weight", "filed", "unread", *columns.TYPED, *columns.TEXTS)
    return compared.differing(lambda: source.batches(only), lambda batch: columns.read(batch, book), book)


def _filed(source: Source) -> Tally:
    """What the filed scores of every form add up to; a lost one is judged by the others."""
    tally, printed = Tally(), "printed_total" in source.schema.names

    def work(batch: pa.RecordBatch) -> pl.DataFrame:
        form = columns.forms(batch)
        if printed:
            total = printed_total(columns.printed_totals(batch))
            return by_form(form, filed_sums(columns.read_filed(batch), lost_lines=True), total)
        return by_form(form, empty_counts(*columns.read_empty(batch)), None)

    for part in ordered(work, source.batches(NARROW)):
        tally.add(part)
    return tally


def _exactly(source: Source, forms: pa.Array, book: Rulebook) -> Exact:
    """The exact sums of a few forms, line by line in Fractions."""
    sums: dict[object, tuple[Fraction, Fraction]] = {}
    for batch in source.batches():
        form = columns.forms(batch)
        wanted = pc.is_in(form, value_set=forms.cast(form.type))
        if not pc.any(wanted).as_py():
            continue
        few = batch.filter(wanted)
        exact = exact_scores(columns.read(few, book), book)
        for key, (low, high) in zip(columns.forms(few).to_pylist(), exact, strict=True):
            before = sums.get(key, (Fraction(0), Fraction(0)))
            sums[key] = (before[0] + low, before[1] + high)
    return sums


def exact_scores(lines: Lines, book: Rulebook) -> Iterator[tuple[Fraction, Fraction]]:
    """The exact score of each line of a chunk, from and to; 0 for a row of detail."""
    from scoring.batch.slow import exact

    faced = lines.faced
    for row in range(len(faced.num)):
        weight = Fraction(int(lines.weight.values[row]), 10**6)
        if faced.slow[row]:
            yield exact(lines, row, book)
        elif faced.status[row] == STATUSES.index(DETAIL):
            yield Fraction(0), Fraction(0)
        else:
            low = Fraction(int(faced.num[row]), int(faced.den[row]))
            yield weight * low, weight * Fraction(int(faced.high_num[row]), int(faced.high_den[row]))
