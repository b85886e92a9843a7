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
# sums that count lines; the others are of points
COUNTS = frozenset(
    ["lines", "bad", "lost", "indicators", "lost_indicators", "open", "unscored", "loose_low", "loose_high"]
)


class Tally:
    """Sums by form. ``add`` the sums of chunks, then take those of all.

    Forms that come in ascending order, as in most files, meet only where chunks do; else all are brought together.
    """

    def __init__(self) -> None:
        self._parts: list[pl.DataFrame] = []
        self._none = pl.DataFrame({FORM: []})
        self._size, self._last, self._ascending = 0, 0, True

    def add(self, part: pl.DataFrame) -> None:
        """The sums of a chunk, as ``by_form`` gives them."""
        self._none = part[:0]
        before = self._parts[-1] if self._parts else None
        if not len(part):
            return
        self._ascending = self._ascending and _rises(part[FORM], before)
        if self._ascending and before is not None and before[FORM][-1] == part[FORM][0]:
            joined = together(pl.concat([before[-1:], part[:1]]))
            self._parts[-1:] = [each for each in (before[:-1], joined, part[1:]) if len(each)]
        else:
            self._parts.append(part)
        self._size += len(part)
        if not self._ascending and self._size > self._last + GROWN:
            self._merge()

    def _merge(self) -> None:
        self._parts = [together(pl.concat(self._parts, rechunk=False))]
        self._size = self._last = len(self._parts[0])

    def sums(self) -> pl.DataFrame:
        """One row a form, in the order in which the forms appear first."""
        if not self._parts:
            return self._none
        if not self._ascending:
            self._merge()
        return pl.concat(self._parts, rechunk=False)


def _rises(form: pl.Series, before: pl.DataFrame | None) -> bool:
    """Whether the forms of a chunk come in ascending order, each once, and go on from those before."""
    if form.null_count() or not form.is_sorted() or form.is_duplicated().any():
        return False
    return before is None or bool(before[FORM][-1] <= form[0])


def together(parts: pl.DataFrame) -> pl.DataFrame:
    """Sums of one form added up, in the order in which the forms appear first."""
    every = [pl.col(name).max() if name == PRINTED else pl.col(name).sum() for name in parts.columns[1:]]
    return parts.lazy().group_by(FORM, maintain_order=True).agg(every).collect()


def by_form(form: pa.Array, columns: dict[str, Integers | Floats], printed: Integers | None) -> pl.DataFrame:
    """The lines of a chunk: ``columns`` are added up, ``printed`` is the form's own total (``NO_TOTAL``: none)."""
    if not len(form):
        return pl.DataFrame({FORM: pl.from_arrow(undictionaried(form)), **columns})
    runs = pc.run_end_encode(undictionaried(form))
    ends = runs.run_ends.to_numpy(zero_copy_only=False).astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]])
    part = {
        name: np.add.reduceat(column, starts).astype(np.int32 if name in COUNTS else column.dtype)
        for name, column in columns.items()
    }
    if printed is not None:
        part[PRINTED] = np.maximum.reduceat(printed, starts)
    return pl.DataFrame({FORM: pl.from_arrow(runs.values), **part})


def undictionaried(form: pa.Array) -> pa.Array:
    """The values themselves: the codes of two chunks may differ."""
    return form.dictionary_decode() if pa.types.is_dictionary(form.type) else form


def filed_sums(lines: Lines, lost_lines: bool = False) -> dict[str, Integers | Floats]:
    """What weights and filed scores add up to, in millionths; ``bad`` lines have none that is known.

    ``each`` and ``lost_each`` are of scores rounded first. With ``lost_lines``, how many of which kind are lost too.
    """
    counts = lines.faced.status != STATUSES.index(DETAIL)
    weight, value = lines.weight.values, lines.filed.values
    able = np.isin(lines.filed.state, (KNOWN, MISSING)) & (lines.weight.state == KNOWN) & (weight >= 0)
    good = counts & able & (lines.block < 3)
    lost = good & (lines.filed.state == MISSING)
    each = (np.abs(value) + HALF) // (2 * HALF) * np.sign(value)
    sums = {
        "lines": counts, "bad": counts & ~good, "weight": weight * good, "filed": value * good, "each": each * good,
        "lost_weight": weight * lost, "lost_each": (weight + HALF) // (2 * HALF) * lost,
    }  # fmt: skip
    if lost_lines:
        indicator = good & (lines.block == 2)
        sums |= {"lost": lost, "indicators": indicator, "lost_indicators": indicator & lost}
    return {name: column.astype(np.int64) for name, column in sums.items()}


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
