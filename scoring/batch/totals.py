"""One row a form: what was filed, what the rules give, grades, and the findings that need the whole form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from scoring.batch.columns import decimals
from scoring.batch.faced import JUDGEMENT, SCORED
from scoring.batch.findings import Hits
from scoring.batch.kernel import MOST, Booleans, Integers
from scoring.batch.tally import FORM, NO_TOTAL, PRINTED, Tally
from scoring.interval import Interval
from scoring.rulebook import Rulebook

INCOMPLETE = "incomplete"
HUNDRED = 100 * 10**6
NEAR = 1e-6  # hundredths: far above the error of the floats that are compared, far below any real distance but a few
SLICE = 2**18  # forms that are made ready at a time
Exact = Mapping[object, tuple[Fraction, Fraction]]
Sums = dict[str, NDArray[Any]]


def totals(tally: Tally, book: Rulebook, exactly: Callable[[pa.Array], Exact]) -> Iterator[pa.RecordBatch]:
    """The totals of every form, so many at a time; ``exactly`` adds up the few forms whose grade hangs on fractions."""
    sums = _fitting(tally)
    near = [part.filter(_near(_arrays(part), book))[FORM] for part in sums.iter_slices(SLICE)]
    forms = pl.concat(near) if near else sums[FORM]
    exact = exactly(forms.to_arrow()) if len(forms) else {}
    for part in sums.iter_slices(SLICE) if len(sums) else [sums]:
        yield _rows(part[FORM].to_arrow(), _arrays(part), book, exact)


def _fitting(tally: Tally) -> pl.DataFrame:
    """The sums, where none can have passed 64 bits; a form in which one can is left unknown, never wrong."""
    wraps = (pl.col("lines") > MOST // max(tally.most, 1)).cast(pl.Int32)
    return tally.sums().with_columns(pl.col("bad") + wraps, pl.col("unscored") + wraps)


def _arrays(sums: pl.DataFrame) -> Sums:
    return {name: sums[name].to_numpy() for name in sums.columns[1:]}


def _rows(form: pa.Array, column: Sums, book: Rulebook, exact: Exact) -> pa.RecordBatch:
    whole, complete = column["bad"] == 0, column["unscored"] == 0
    filed_high = column["filed"] + column["lost_weight"]
    status = np.where(~complete, 2, np.minimum(column["open"], 1)).astype(np.int8)
    hits = Hits()
    hits.add("W101", np.flatnonzero(whole & (column["lines"] > 0) & (column["weight"] != HUNDRED)))
    if PRINTED in column:
        hits.add("S305", np.flatnonzero(whole & _total_wrong(column)))
    return pa.record_batch({
        "form": form,
        "lines": column["lines"],
        "unscored": column["unscored"],
        "weight": decimals(column["weight"], 6, ~whole),
        "filed_low": decimals(column["filed"], 6, ~whole),
        "filed_high": decimals(filed_high, 6, ~whole),
        "rule_low": decimals(column["low"], 2, ~complete),
        "rule_high": decimals(column["high"], 2, ~complete),
        "grade_filed": _filed_grades(column["filed"], filed_high, whole, book),
        "grade_rule": _rule_grades(form, column, book, exact),
        "status": pa.DictionaryArray.from_arrays(pa.array(status), pa.array([SCORED, JUDGEMENT, INCOMPLETE])),
        "findings": hits.lists(len(form)),
    })  # fmt: skip


def _total_wrong(column: Sums) -> Booleans:
    """Whether a printed total is not what the filed scores add to, rounded before adding, after, or not (S305)."""
    printed, low, high = column[PRINTED], column["filed"], column["filed"] + column["lost_weight"]
    aside = column["aside"]
    least, most = column["each"] * 10**4, (column["each"] + column["lost_each"]) * 10**4
    exact = (printed >= low - aside) & (printed <= high + aside)
    after = (printed >= _rounded(low) - aside) & (printed <= _rounded(high) + aside)
    before = (printed >= least - aside) & (printed <= most + aside)
    wrong: Booleans = (printed != NO_TOTAL) & (column["lines"] > 0) & ~(exact | after | before)
    return wrong


def _rounded(value: Integers) -> Integers:
    return (np.abs(value) + 5_000) // 10_000 * 10_000 * np.sign(value)


def _filed_grades(low: Integers, high: Integers, whole: Booleans, book: Rulebook) -> pa.Array:
    one, other = (_grades(each, _edges(book, 10**6)) for each in (low, high))
    return _named(np.where(whole & (one == other), one, -1), book)


def _near(column: Sums, book: Rulebook) -> Booleans:
    """The forms whose exact total, which is not the shown one, lies at an edge as far as floats can tell."""
    near = np.zeros(len(column["low"]), np.bool_)
    for end in ("low", "high"):
        for edge in _edges(book, 100):
            near |= (np.abs(column[end] + column[f"rest_{end}"] - edge) < NEAR) & (column[f"loose_{end}"] > 0)
    near &= column["unscored"] == 0
    return near


def _rule_grades(form: pa.Array, column: Sums, book: Rulebook, exact: Exact) -> pa.Array:
    """The grade of the exact total: from the shown one and what lies above it, or exactly where an edge is near."""
    one, other = (
        _grades(column[end] + np.where(column[f"loose_{end}"] > 0, column[f"rest_{end}"], 0.0), _edges(book, 100))
        for end in ("low", "high")
    )
    codes = np.where((column["unscored"] == 0) & (one == other), one, -1)
    rows = np.flatnonzero(_near(column, book))
    names = [name for name, _ in book.grades]
    for row, key in zip(rows.tolist(), form.take(pa.array(rows)).to_pylist(), strict=True):
        grade = book.grade(Interval(*exact[key]))
        codes[row] = names.index(grade) if grade in names else -1
    return _named(codes, book)


def _edges(book: Rulebook, scale: int) -> list[int]:
    return [int(edge * scale) for _, edge in book.grades]


def _grades(total: Integers, edges: list[int]) -> Integers:
    """The first grade whose edge is reached, by its number; −1 where none is."""
    found = np.full(len(total), -1, np.int64)
    for number, edge in reversed(list(enumerate(edges))):
        found = np.where(total >= edge, number, found)
    return found


def _named(codes: Integers, book: Rulebook) -> pa.Array:
    names = pa.array([name for name, _ in book.grades], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int8), mask=codes < 0), names)
