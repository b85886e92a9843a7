"""What the lines of each form add up to: exact sums by form, whatever the order and the split of the lines.

Sums are of int64 in hundredths or millionths, so that no addition rounds. Lines of one form that stand together are
added at once; the partial sums are brought together by Polars, in shares by hash, whenever they have grown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.batch.chunk import BESIDE, Lines, Scores
from scoring.batch.faced import DETAIL, SCORED, STATUSES
from scoring.batch.kernel import Booleans, Floats, Integers
from scoring.batch.numbers import KNOWN, MISSING, Numbers

GROWN = 2_000_000  # partial sums before they are brought together, in all shares
SHARES = 16
HALF = 5_000
FORM, PRINTED, FIRST = "form", "printed", "first"
NO_TOTAL = -(2**62)
WHOLE = 100 * 10**6  # the points of a form, in millionths
Columns = dict[str, Integers | Floats | Booleans]  # marks are counted, numbers added up


class Tally:
    """Sums by form. ``add`` the sums of chunks, then take those of all.

    Forms that come in ascending order, as in most files, meet only where chunks do. Else they are shared out by
    hash, and each share is brought together for itself when it has grown: no more than a share is in memory twice.
    """

    def __init__(self) -> None:
        self.most = 0  # no amount that was added is larger
        self._parts: list[pl.DataFrame] = []
        self._none = pl.DataFrame({FORM: []})
        self._shares: list[_Share] = []  # none while forms ascend
        self._count = 0

    def add(self, part: pl.DataFrame, most: int = 0) -> None:
        """The sums of a chunk, as ``by_form`` gives them; ``most`` is as ``largest`` gives it."""
        self._none = part[:0]
        self.most = max(self.most, most)
        before = self._parts[-1] if self._parts else None
        if not len(part):
            return
        if self._shares or not _rises(part[FORM], before):
            self._share(part)
        elif before is not None and before[FORM][-1] == part[FORM][0]:
            joined = _joined(before[-1:], part[:1])
            self._parts[-1:] = [each for each in (before[:-1], joined, part[1:]) if len(each)]
        else:
            self._parts.append(part)

    def _share(self, part: pl.DataFrame) -> None:
        """Take in a part, and before it those that came while forms ascended; many forms are shared out by hash."""
        self._shares = self._shares or [_Share()]
        parts, self._parts = [*self._parts, part], []
        for each in parts:
            order = pl.Series(FIRST, np.arange(self._count, self._count + len(each)))
            self._count += len(each)
            self._hand_out(each.with_columns(order))
        if len(self._shares) == 1 and self._shares[0].forms > GROWN // 2:
            whole = self._shares[0].together()
            self._shares = [_Share() for _ in range(SHARES)]
            self._hand_out(whole)

    def _hand_out(self, part: pl.DataFrame) -> None:
        if len(self._shares) == 1:
            self._shares[0].add(part)
            return
        share = (part[FORM].hash() % SHARES).to_numpy()
        rows = np.argsort(share, kind="stable")
        ends = np.searchsorted(share[rows], np.arange(SHARES + 1))
        sorted_ = part[rows]
        for number, own in enumerate(self._shares):
            own.add(sorted_[ends[number] : ends[number + 1]])

    def sums(self) -> pl.DataFrame:
        """One row a form, in the order in which the forms appear first."""
        if self._shares:
            shares = [share.together() for share in self._shares]
            self._shares = []  # the columns of the shares go one by one
            self._parts = [_in_order(shares)]
        return pl.concat(self._parts, rechunk=False) if self._parts else self._none


class _Share:
    """The sums of some of the forms; ``forms`` is how many there were when they were last brought together."""

    def __init__(self) -> None:
        self._parts: list[pl.DataFrame] = []
        self._size = self.forms = 0

    def add(self, part: pl.DataFrame) -> None:
        self._parts.append(part)
        self._size += len(part)
        if self._size > self.forms + max(GROWN // SHARES, self.forms // 4):
            self.together()

    def together(self) -> pl.DataFrame:
        """One row a form."""
        self._parts = [together(pl.concat(self._parts, rechunk=False))]
        self._size = self.forms = len(self._parts[0])
        return self._parts[0]


def _in_order(shares: list[pl.DataFrame]) -> pl.DataFrame:
    """The rows of all shares in the order of ``FIRST``, column by column: the whole is in memory once."""
    order = pl.concat([share[FIRST] for share in shares]).arg_sort()
    columns = []
    for name in shares[0].columns:
        if name != FIRST:
            columns.append(pl.concat([share[name] for share in shares]).gather(order))
        shares[:] = [share.drop(name) for share in shares]
    return pl.DataFrame(columns)


def _rises(form: pl.Series, before: pl.DataFrame | None) -> bool:
    """Whether the forms of a chunk come in ascending order, and go on from those before. Neighbours differ already."""
    if form.null_count() or not form.is_sorted():
        return False
    return before is None or bool(before[FORM][-1] <= form[0])


def _joined(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Two rows of one form as one."""
    return pl.DataFrame([
        first if name == FORM else first.zip_with(first > second, second) if name == PRINTED else first + second
        for name, first, second in zip(one.columns, one, other, strict=True)
    ])  # fmt: skip


def together(parts: pl.DataFrame) -> pl.DataFrame:
    """Sums of one form added up."""
    ways = {PRINTED: pl.Expr.max, FIRST: pl.Expr.min}
    every = [ways.get(name, pl.Expr.sum)(pl.col(name)) for name in parts.columns[1:]]
    return parts.lazy().group_by(FORM).agg(every).collect()


def by_form(form: pa.Array, columns: Columns, printed: Integers | None) -> pl.DataFrame:
    """The lines of a chunk: ``columns`` are added up, ``printed`` is the form's own total (``NO_TOTAL``: none)."""
    if not len(form):
        return pl.DataFrame({FORM: pl.from_arrow(form), **columns})
    runs = pc.run_end_encode(form)
    ends = runs.run_ends.to_numpy(zero_copy_only=False).astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]])
    part = {name: _sums(column, starts, ends - starts) for name, column in columns.items()}
    if printed is not None:
        part[PRINTED] = np.maximum.reduceat(printed, starts)
    return pl.DataFrame({FORM: pl.from_arrow(runs.values), **part})


def _sums(column: Integers | Floats | Booleans, starts: Integers, lengths: Integers) -> NDArray[np.number[Any]]:
    """The sums of each run; of marks their count, which is known where all lines or none have one."""
    if column.dtype != np.bool_:
        return np.add.reduceat(column, starts)
    marked = np.count_nonzero(column)
    if not marked:
        return np.zeros(len(starts), np.int32)
    return (lengths if marked == len(column) else np.add.reduceat(column, starts, dtype=np.int64)).astype(np.int32)


def filed_sums(lines: Lines, *, lost_lines: bool = False, printed: bool = False) -> Columns:
    """What weights and filed scores add up to, in millionths; ``bad`` lines have none that is known.

    ``each`` and ``lost_each`` are of scores rounded first, for a total that is ``printed``. With ``lost_lines``, how
    many of which kind are lost too.
    """
    counts = lines.faced.status != STATUSES.index(DETAIL)
    weight, value = lines.weight.values, lines.filed.values
    known = lines.filed.state == KNOWN
    good = counts & (lines.weight.state == KNOWN) & (weight >= 0) & (lines.block < 3)
    lost = good & (lines.filed.state == MISSING)
    good &= known | lost
    if lines.marks is not None:  # nothing that rests on sums is said of such a form
        good &= ~lines.marks.points
        lost &= good
    sums: Columns = {
        "lines": counts, "bad": counts & ~good, "weight": _where(good, weight), "filed": _where(good, value),
        "lost_weight": _where(lost, weight),
    }  # fmt: skip
    if printed or lost_lines:
        sums["aside"] = _aside(lines)
    if printed:
        sums["each"] = _where(good, (np.abs(value) + HALF) // (2 * HALF) * np.sign(value))
        sums["lost_each"] = _where(lost, (weight + HALF) // (2 * HALF))
    if lost_lines:
        indicator = good & (lines.block == 2)
        sums |= {"lost": lost, "indicators": indicator, "lost_indicators": indicator & lost}
    return sums


def _aside(lines: Lines) -> Integers:
    """How far rows beside the 100 points may move a printed total: their score, else their weight, else all of it."""
    beside = lines.block == BESIDE
    if not beside.any():
        return np.zeros(len(beside), np.int64)
    known, weighed = lines.filed.state == KNOWN, lines.weight.state == KNOWN
    points = np.where(known, lines.filed.values, np.where(weighed, lines.weight.values, WHOLE))
    return np.where(beside, np.abs(points), 0)


def _where(rows: Booleans, values: Integers) -> Integers:
    """The values of these rows, 0 elsewhere."""
    return values if rows.all() else values * rows


def largest(lines: Lines) -> int:
    """The size of the largest weight or filed score of a chunk, in millionths."""
    ends = [end for each in (lines.weight.values, lines.filed.values) if len(each) for end in (each.max(), each.min())]
    return max((abs(int(end)) for end in ends), default=0)


def empty_counts(block: NDArray[np.int8], weight: Booleans, filed: Booleans) -> Columns:
    """How many lines there are and how many filed scores are lost: all that S308 asks where no total is printed."""
    counts = ~(weight & filed & (block == 2)) & (block != BESIDE)  # a row with neither is one of detail
    lost, indicator = counts & filed, counts & (block == 2)
    return {"lines": counts, "lost": lost, "indicators": indicator, "lost_indicators": lost & indicator}


def rule_sums(scores: Scores, counts: Booleans) -> Columns:
    """What the computed scores add up to, in hundredths; ``rest_*`` and ``loose_*`` lead to the exact sums."""
    good = counts & scores.known
    undecided = good & (scores.status != STATUSES.index(SCORED))
    sums: Columns = {"open": undecided, "unscored": counts & ~scores.known}
    for end in ("low", "high"):
        rest = getattr(scores, f"rest_{end}")
        rest = rest if good.all() else np.where(good, rest, 0.0)
        sums |= {end: _where(good, getattr(scores, end)), f"rest_{end}": rest, f"loose_{end}": rest != 0}
    return sums


def printed_total(column: Numbers | None) -> Integers | None:
    """The printed totals of a chunk in millionths."""
    return None if column is None else np.where(column.at(6).state == KNOWN, column.at(6).values, NO_TOTAL)
