"""The same indicator with the same figures in several forms of a document, and another share filed for it (S307).

The same figures earn the same share by the rules, and have one completion over target. So a first look keeps one row
for each document, name and these: whether the filed shares under it differ. Only where they do, which is seldom, the
scalar engine compares lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from math import gcd

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from indicators.cells import plain
from indicators.measure import Numeric
from scoring.audit.readings import Entry, alike
from scoring.batch import slow
from scoring.batch.chunk import Lines
from scoring.batch.faced import OTHER, WITH_SCORE
from scoring.batch.kernel import Booleans, Integers
from scoring.batch.numbers import KNOWN
from scoring.batch.plain import decoded, key, texts
from scoring.batch.threads import ordered
from scoring.rulebook import Rulebook

NEEDED = ("document", "name")
GROWN = 1_000_000  # keys before they are brought together
KEY = "key"
_ENDS = ("num", "den")
Keys = NDArray[np.uint64]
Read = Callable[[pa.RecordBatch], Lines]


def differing(batches: Callable[[], Iterable[pa.RecordBatch]], read: Read, book: Rulebook) -> Integers:
    """The numbers of the lines that have S307, ascending; the first of its kind has it, as in the audit of a document.

    Reads all lines once, and again where any filed shares differ. Takes some 50 bytes for each different document,
    name and figures, and a few thousand for each line that the scalar engine compares.
    """
    keys = _flagged(batches(), read, book)
    rows: list[int] = []
    if len(keys):
        found: dict[tuple[object, str], list[_Filed]] = {}
        for each in _kept(batches(), read, book, keys):
            found.setdefault((each.document, each.name), []).append(each)
        for several in found.values():
            rows += _different(several)
    return np.array(sorted(rows), np.int64)


def _flagged(batches: Iterable[pa.RecordBatch], read: Read, book: Rulebook) -> Keys:
    """The keys under which filed shares differ."""

    def work(batch: pa.RecordBatch) -> pl.DataFrame:
        lines = read(batch)
        rows = _comparable(batch, lines)
        num, den = _reduced(lines.filed.values[rows], lines.weight.values[rows])
        columns = {KEY: _keys(batch, lines, rows, book)} | {
            f"{end}_{name}": column for name, column in zip(_ENDS, (num, den), strict=True) for end in ("min", "max")
        }
        return _together(pl.DataFrame(columns))

    parts: list[pl.DataFrame] = []
    size = last = 0
    for part in ordered(work, batches):
        parts.append(part)
        size += len(part)
        if size > 2 * last + GROWN:
            parts = [_together(pl.concat(parts, rechunk=False))]
            size = last = len(parts[0])
    if not parts:
        return np.zeros(0, np.uint64)
    differ = pl.any_horizontal(pl.col(f"min_{name}") != pl.col(f"max_{name}") for name in _ENDS)
    keys: Keys = _together(pl.concat(parts, rechunk=False)).filter(differ)[KEY].sort().to_numpy()
    return keys


def _together(parts: pl.DataFrame) -> pl.DataFrame:
    ends = [
        pl.col(f"{end}_{name}").min() if end == "min" else pl.col(f"{end}_{name}").max()
        for name in _ENDS for end in ("min", "max")
    ]  # fmt: skip
    return parts.lazy().group_by(KEY).agg(ends).collect()


def _comparable(batch: pa.RecordBatch, lines: Lines) -> Integers:
    """Lines of indicators with a document, a name, a weight and a filed score."""
    able: Booleans = (lines.faced.status < WITH_SCORE) & (lines.block == 2) & (lines.filed.state == KNOWN)
    able &= (lines.weight.state == KNOWN) & (lines.weight.values > 0)
    if lines.marks is not None:
        able &= ~lines.marks.facts
    for name in NEEDED:
        able &= ~np.asarray(decoded(batch.column(name)).is_null().to_numpy(zero_copy_only=False), np.bool_)
    return np.flatnonzero(able & (_names(batch)[0] >= 0))


def _names(batch: pa.RecordBatch) -> tuple[NDArray[np.int64], list[str]]:
    """Each line's name, folded for comparison, by its number; −1 where there is none."""
    coded = pc.fill_null(texts(batch.column("name")), "").dictionary_encode()
    folded = [plain(name) for name in coded.dictionary.to_pylist()]
    codes = {name: code for code, name in enumerate(dict.fromkeys(filter(None, folded)))}
    own = np.array([codes.get(name, -1) for name in folded], np.int64)
    return own[coded.indices.to_numpy(zero_copy_only=False)], [*codes]


def _keys(batch: pa.RecordBatch, lines: Lines, rows: Integers, book: Rulebook) -> Keys:
    """A number for document, name, earned share and completion over target, which are alike where the figures are.

    Where two fall together, more lines are compared.
    """
    codes, names = _names(batch)
    taken = pa.array(rows)
    faced = lines.faced
    faces = faced.kind[rows] != OTHER
    pairs = [
        _reduced(num[rows], den[rows])
        for num, den in ((faced.num, faced.den), (faced.high_num, faced.high_den), (faced.a, faced.b))
    ]
    pairs[2] = (pairs[2][0] * faces, pairs[2][1] * faces)
    for at in np.flatnonzero(faced.slow[rows]).tolist():  # these are not in columns
        for (num, den), (top, of) in zip(pairs, _slowly(lines, int(rows[at]), book), strict=True):
            num[at], den[at] = top % 2**62, of % 2**62
    frame = pl.DataFrame({
        "document": pl.from_arrow(key(batch.column("document")).take(taken)),
        "name": pl.Series(names, dtype=pl.String).gather(codes[rows]),
        **{f"{at}": column for at, column in enumerate(column for pair in pairs for column in pair)},
    })  # fmt: skip
    keys: Keys = frame.hash_rows(seed=0).to_numpy()
    return keys


def _slowly(lines: Lines, row: int, book: Rulebook) -> list[tuple[int, int]]:
    """The same pairs of a line that only the scalar engine can read."""
    line = slow.alone(lines, row, book).lines[0]
    weight = Fraction(int(lines.weight.values[row]), slow.UNIT)
    pairs = [(share.numerator, share.denominator) for share in (line.exact.low / weight, line.exact.high / weight)]
    read = line.measure
    if not isinstance(read, Numeric) or read.kind not in ("positive", "reverse") or read.doubt or read.alternatives:
        return [*pairs, (0, 0)]
    wanted, done = read.high if read.low is None else read.low, read.actual
    if wanted is None or done is None or done.low is None or done.low != done.high:
        return [*pairs, (0, 0)]
    common = wanted.denominator * done.low.denominator
    a, b = int(wanted * common), int(done.low * common)
    divisor = gcd(a, b) or 1
    return [*pairs, (a // divisor, b // divisor)]


def _reduced(num: Integers, den: Integers) -> tuple[Integers, Integers]:
    divisor = np.maximum(np.gcd(num, den), 1)
    return num // divisor, den // divisor


@frozen(eq=False)
class _Filed:
    """A line that may have a namesake which was scored otherwise."""

    row: int
    document: object
    name: str
    form: object
    share: Fraction
    entry: Entry


def _kept(batches: Iterable[pa.RecordBatch], read: Read, book: Rulebook, keys: Keys) -> Iterator[_Filed]:
    """The lines under these keys, in order."""
    start = 0
    for batch in batches:
        lines = read(batch)
        rows = _comparable(batch, lines)
        rows = rows[np.isin(_keys(batch, lines, rows, book), keys)]
        codes, names = _names(batch)
        taken = batch.take(pa.array(rows))
        documents, forms = (taken.column(name).to_pylist() for name in ("document", "form"))
        for row, document, form in zip(rows.tolist(), documents, forms, strict=True):
            card = slow.alone(lines, row, book)
            share = Fraction(int(lines.filed.values[row]), int(lines.weight.values[row]))
            yield _Filed(start + row, document, names[codes[row]], form, share, Entry(card, card.lines[0]))
        start += len(batch)


def _different(several: list[_Filed]) -> Iterator[int]:
    """The first line of each group with the same figures in which shares differ."""
    own = {id(each.entry): each for each in several}
    for group in alike([each.entry for each in several]):
        same = [own[id(entry)] for entry in group]
        if len({each.share for each in same}) > 1 and len({each.form for each in same}) > 1:
            yield same[0].row
