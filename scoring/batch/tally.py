"""What the lines of each form add up to: exact sums by form, whatever the order and the split of the lines.

Sums are of int64 in hundredths or millionths, so that no addition rounds. Lines of one form that stand together are
added at once; the partial sums are brought together by Polars whenever they have grown.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.batch.chunk import Lines, Scores
from scoring.batch.faced import DETAIL, SCORED, STATUSES
from scoring.batch.kernel import Booleans, Floats, Integers
from scoring.batch.numbers import KNOWN, MISSING, Numbers

GROWN = 2_000_000  # partial sums before they are brought together
HALF = 5_000
FORM, PRINTED = "form", "printed"
NO_TOTAL = -(2**62)


class Tally:
    """Sums by form. ``add`` the sums of chunks, then take those of all."""

    def __init__(self) -> None:
        self._parts: list[pl.DataFrame] = []
        self._size, self._last = 0, 0

    def add(self, part: pl.DataFrame) -> None:
        """The sums of a chunk, as ``by_form`` gives them."""
        self._parts.append(part)
        self._size += len(part)
        if self._size > self._last + GROWN:
            self._merge()

    def _merge(self) -> None:
        whole = pl.concat(self._parts, rechunk=False)
        every = [pl.col(name).max() if name == PRINTED else pl.col(name).sum() for name in whole.columns[1:]]
        merged = whole.lazy().group_by(FORM, maintain_order=True).agg(every).collect()
        self._parts, self._size, self._last = [merged], len(merged), len(merged)

    def sums(self) -> pl.DataFrame:
        """One row a form, in the order in which the forms appear first."""
        if not self._parts:
            return pl.DataFrame({FORM: []})
        self._merge()
        return self._parts[0]


def by_form(form: pa.Array, columns: dict[str, Integers | Floats], printed: Integers | None) -> pl.DataFrame:
    """The lines of a chunk: ``columns`` are added up, ``printed`` is the form's own total (``NO_TOTAL``: none)."""
    if not len(form):
        return pl.DataFrame({FORM: pl.from_arrow(_plain(form)), **columns})
    runs = pc.run_end_encode(_plain(form))
    ends = runs.run_ends.to_numpy(zero_copy_only=False).astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]])
    part = {name: np.add.reduceat(column, starts) for name, column in columns.items()}
    if printed is not None:
        part[PRINTED] = np.maximum.reduceat(printed, starts)
    return pl.DataFrame({FORM: pl.from_arrow(runs.values), **part})


def _plain(form: pa.Array) -> pa.Array:
    return form.dictionary_decode() if pa.types.is_dictionary(form.type) else form


def filed_sums(lines: Lines) -> dict[str, Integers | Floats]:
    """What weights and filed scores add up to, in millionths; ``bad`` lines have none that is known."""
    counts = lines.faced.status != STATUSES.index(DETAIL)
    weight, value = lines.weight.values, lines.filed.values
    able = np.isin(lines.filed.state, (KNOWN, MISSING)) & (lines.weight.state == KNOWN) & (weight >= 0)
    good = counts & able & (lines.block < 3)
    lost = good & (lines.filed.state == MISSING)
    indicator = good & (lines.block == 2)
    each = (np.abs(value) + HALF) // (2 * HALF) * np.sign(value)
    return {
        "lines": counts.astype(np.int64), "bad": (counts & ~good).astype(np.int64), "weight": weight * good,
        "filed": value * good, "each": each * good, "lost": lost.astype(np.int64), "lost_weight": weight * lost,
        "lost_each": (weight + HALF) // (2 * HALF) * lost, "indicators": indicator.astype(np.int64),
        "lost_indicators": (indicator & lost).astype(np.int64),
    }  # fmt: skip


def empty_counts(block: NDArray[np.int8], weight: Booleans, filed: Booleans) -> dict[str, Integers | Floats]:
    """How many lines there are and how many filed scores are lost: all that S308 asks where no total is printed."""
    counts = ~(weight & filed & (block == 2))  # a row with neither is one of detail
    lost, indicator = counts & filed, counts & (block == 2)
    every = {"lines": counts, "lost": lost, "indicators": indicator, "lost_indicators": lost & indicator}
    return {name: each.astype(np.int64) for name, each in every.items()}


def rule_sums(scores: Scores, counts: Booleans) -> dict[str, Integers | Floats]:
    """What the computed scores add up to, in hundredths; ``rest_*`` and ``loose_*`` lead to the exact sums."""
    good = counts & scores.known
    low, high = np.where(good, scores.rest_low, 0.0), np.where(good, scores.rest_high, 0.0)
    undecided = good & (scores.status != STATUSES.index(SCORED))
    return {
        "open": undecided.astype(np.int64), "unscored": (counts & ~scores.known).astype(np.int64),
        "low": scores.low * good, "high": scores.high * good,
        "rest_low": low, "rest_high": high, "loose_low": (low != 0).astype(np.int64),
        "loose_high": (high != 0).astype(np.int64),
    }  # fmt: skip


def printed_total(column: Numbers | None) -> Integers | None:
    """The printed totals of a chunk in millionths."""
    return None if column is None else np.where(column.at(6).state == KNOWN, column.at(6).values, NO_TOTAL)
