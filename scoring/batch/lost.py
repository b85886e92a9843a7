"""Lost scores (S308): which of them the other scores and the printed total of their form leave room for."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from scoring.batch.chunk import Lines
from scoring.batch.kernel import Integers
from scoring.batch.numbers import MISSING
from scoring.batch.tally import FORM, NO_TOTAL, PRINTED, Tally


class Lost:
    """The forms in which a score is lost, and what their printed totals leave for it (S308)."""

    def __init__(self, tally: Tally) -> None:
        sums = tally.sums()
        if len(sums):
            able = (pl.col("lost") > 0) & (pl.col("lost") < pl.col("lines"))
            sums = sums.filter(able & (pl.col("bad") == 0) if "bad" in sums.columns else able)
        keys = _keys(sums[FORM])
        order = np.argsort(keys, kind="stable")
        self._keys, self._forms = keys[order], sums[FORM].gather(order)
        self._column = {name: sums[name].to_numpy()[order] for name in sums.columns[1:]}
        self._doubled = bool((self._keys[1:] == self._keys[:-1]).any())

    def rows(self, lines: Lines, form: pa.Array) -> Integers:
        """The lines of a chunk that have no score and of which something is known."""
        rows = np.flatnonzero(lines.filed.state == MISSING)
        rows = rows[lines.weight.values[rows] >= 0]
        if lines.marks is not None:
            rows = rows[~lines.marks.points[rows]]
        if not len(rows) or not len(self._forms):
            return rows[:0]
        at = self._find(pl.Series(pl.from_arrow(form.take(pa.array(rows)))))
        rows, at = rows[at >= 0], at[at >= 0]
        column = {name: values[at] for name, values in self._column.items()}
        able = (lines.weight.state[rows] == 0) & (lines.block[rows] < 3)
        # a whole column of empty cells is told once for the form (F002)
        able &= ~(
            (lines.block[rows] == 2) & (column["indicators"] > 1) & (column["indicators"] == column["lost_indicators"])
        )
        if PRINTED in column:
            weight, rest = lines.weight.values[rows], column[PRINTED] - column["filed"]
            low = np.maximum(rest - (column["lost_weight"] - weight) - column["aside"], 0)
            able &= (column[PRINTED] == NO_TOTAL) | (low <= np.minimum(weight, rest + column["aside"]))
        left: Integers = rows[able]
        return left

    def _find(self, form: pl.Series) -> Integers:
        """Where each form stands in ours, by its key; -1 where it does not."""
        if self._doubled:  # two texts with one hash: look at the texts themselves
            places = {name: place for place, name in enumerate(self._forms.to_list())}
            return np.array([places.get(name, -1) for name in form.to_list()], np.int64)
        at = np.minimum(np.searchsorted(self._keys, _keys(form)), len(self._keys) - 1)
        same = self._forms.gather(at).eq_missing(form).to_numpy()
        return np.where(same, at, -1)


def _keys(form: pl.Series) -> Integers | NDArray[np.uint64]:
    """A number for each form: itself, or its hash; the way hangs on the type alone, as chunks must agree on it."""
    if form.dtype.is_integer() and form.dtype != pl.UInt64:
        return form.cast(pl.Int64).fill_null(0).to_numpy()
    return form.hash().to_numpy()
