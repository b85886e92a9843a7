"""One row a form: what was filed, what the rules give, grades, and the findings that need the whole form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np
import pyarrow as pa

from scoring.batch.columns import decimals
from scoring.batch.faced import JUDGEMENT, SCORED
from scoring.batch.findings import Hits
from scoring.batch.kernel import Booleans, Integers
from scoring.batch.tally import FORM, NO_TOTAL, PRINTED, Tally
from scoring.interval import Interval
from scoring.rulebook import Rulebook

INCOMPLETE = "incomplete"
HUNDRED = 100 * 10**6
NEAR = 1e-6  # hundredths: far above the error of the floats that are compared, far below any real distance but a few
Exact = Mapping[object, tuple[Fraction, Fraction]]


def totals(tally: Tally, book: Rulebook, exactly: Callable[[pa.Array], Exact]) -> pa.Table:
    """The totals of every form; ``exactly`` adds up the exact scores of a few forms, whose grade hangs on them."""
    sums = tally.sums()
    size = len(sums)
    column = {name: sums[name].to_numpy() for name in sums.columns[1:]}
    whole, complete = column["bad"] == 0, column["unscored"] == 0
    filed_high = column["filed"] + column["lost_weight"]
    status = np.where(~complete, 2, np.minimum(column["open"], 1)).astype(np.int8)
    form = sums[FORM].to_arrow()
    hits = Hits()
    hits.add("W101", np.flatnonzero(whole & (column["lines"] > 0) & (column["weight"] != HUNDRED)))
    if PRINTED in column:
        hits.add("S305", np.flatnonzero(whole & _total_wrong(column)))
    return pa.table({
        "form": form,
        "lines": column["lines"],
        "unscored": column["unscored"],
        "weight": decimals(column["weight"], 6, ~whole),
        "filed_low": decimals(column["filed"], 6, ~whole),
        "filed_high": decimals(filed_high, 6, ~whole),
        "rule_low": decimals(column["low"], 2, ~complete),
        "rule_high": decimals(column["high"], 2, ~complete),
        "grade_filed": _filed_grades(column["filed"], filed_high, whole, book),
        "grade_rule": _rule_grades(form, column, complete, book, exactly),
        "status": pa.DictionaryArray.from_arrays(pa.array(status), pa.array([SCORED, JUDGEMENT, INCOMPLETE])),
        "findings": hits.lists(size),
    })  # fmt: skip


def _total_wrong(column: dict[str, Integers]) -> Booleans:
    """Whether a printed total is not what the filed scores add to, rounded before adding, after, or not (S305)."""
    printed, low, high = column[PRINTED], column["filed"], column["filed"] + column["lost_weight"]
    exact = (printed >= low) & (printed <= high)
    after = (printed >= _rounded(low)) & (printed <= _rounded(high))
    before = (printed >= column["each"] * 10**4) & (printed <= (column["each"] + column["lost_each"]) * 10**4)
    wrong: Booleans = (printed != NO_TOTAL) & (column["lines"] > 0) & ~(exact | after | before)
    return wrong


def _rounded(value: Integers) -> Integers:
    return (np.abs(value) + 5_000) // 10_000 * 10_000 * np.sign(value)


def _filed_grades(low: Integers, high: Integers, whole: Booleans, book: Rulebook) -> pa.Array:
    one, other = (_grades(each, _edges(book, 10**6)) for each in (low, high))
    return _named(np.where(whole & (one == other), one, -1), book)


def _rule_grades(
    form: pa.Array,
    column: dict[str, Integers],
    complete: Booleans,
    book: Rulebook,
    exactly: Callable[[pa.Array], Exact],
) -> pa.Array:
    """The grade of the exact total: from the shown one and what lies above it, or exactly where an edge is near."""
    edges, grades, near = _edges(book, 100), [], np.zeros(len(form), np.bool_)
    for end in ("low", "high"):
        total = column[end] + np.where(column[f"loose_{end}"] > 0, column[f"rest_{end}"], 0.0)
        for edge in edges:
            near |= (np.abs(total - edge) < NEAR) & (column[f"loose_{end}"] > 0)
        grades.append(_grades(total, edges))
    codes = np.where(complete & (grades[0] == grades[1]), grades[0], -1)
    rows = np.flatnonzero(near & complete)
    if len(rows):
        few = form.take(pa.array(rows))
        sums = exactly(few)
        names = [name for name, _ in book.grades]
        for row, key in zip(rows.tolist(), few.to_pylist(), strict=True):
            grade = book.grade(Interval(*sums[key]))
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
