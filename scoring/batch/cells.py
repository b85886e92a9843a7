"""Lines whose target and completion are texts: in vectors where their templates are sure, else by the grammar.

Cells that the grammar must see are read once for each different line; what it gives is a share of the weight, as every
rule is proportional to it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from indicators.cells import plain, read_cell
from indicators.direction import (
    doubt,
    harm_at_end,
    is_averted,
    is_gain,
    speaks_of_a_fall,
    speaks_of_growth,
    speaks_of_time,
)
from indicators.form import Line
from indicators.measure import Levelled, Numeric, Refused, measure
from indicators.otherwise import is_class
from indicators.scale import SHARES, may_be_share, named_unit
from indicators.units import unit
from indicators.words import QUANTITY
from scoring.batch import shapes
from scoring.batch.by_shape import BLOCKS, face_by_shape
from scoring.batch.faced import (
    BUDGET,
    JUDGEMENT,
    OTHER,
    POSITIVE,
    REFUSED,
    REVERSE,
    SCORED,
    STATUSES,
    Faced,
)
from scoring.batch.kernel import Booleans, Integers
from scoring.batch.numbers import FIT
from scoring.batch.plain import texts
from scoring.batch.split import Split, split
from scoring.rulebook import Rulebook
from scoring.worth import FAST, worth


def read_texts(
    target: pa.Array, actual: pa.Array, names: pa.Array | None, block: NDArray[np.int8], book: Rulebook
) -> Faced:
    """Lines whose cells are as written; ``names`` (or None) decide on units in brackets and on doubt."""
    target, actual = (pc.fill_null(texts(each), "") for each in (target, actual))
    name_codes, name_list = _names(names, len(target))
    full = pa.array([""] * len(target)) if names is None else pc.fill_null(texts(names), "")

    def line(row: int) -> Line:
        return shapes.line(target[row].as_py(), actual[row].as_py(), full[row].as_py(), BLOCKS[block[row]])

    faced = Faced.unknown(len(target), line)
    wanted, done = split(target), split(actual)
    sure = _sure(wanted) & _sure(done)
    face_by_shape(faced, np.flatnonzero(sure), wanted, done, name_codes, name_list, block, book)
    _by_grammar(faced, np.flatnonzero(~sure | faced.slow), target, actual, name_codes, name_list, full, block, book)
    return faced


def _names(names: pa.Array | None, size: int) -> tuple[NDArray[np.int64], list[str]]:
    """The names that matter to the reading of cells, as codes; all others are one, the empty name."""
    if names is None:
        return np.zeros(size, np.int64), [""]
    coded = pc.fill_null(texts(names), "").dictionary_encode()
    kept = ["", *dict.fromkeys(telling for name in coded.dictionary.to_pylist() if (telling := _telling(name)))]
    codes = {name: code for code, name in enumerate(kept)}
    own = np.array([codes[_telling(name)] for name in coded.dictionary.to_pylist()], np.int64)
    return own[coded.indices.to_numpy(zero_copy_only=False)], kept


@lru_cache(maxsize=65_536)
def _telling(name: str) -> str:
    """A name that says the same on unit and direction; the empty name where it says nothing."""
    own = Line("", "indicator", name=name)
    unit_of = named_unit(own)
    signature = (
        unit_of, plain(name).endswith(SHARES), speaks_of_a_fall(name), speaks_of_growth(name), "零" in name,
        speaks_of_time(name), is_averted(name, unit("%")), is_averted(name, unit("天")), name.endswith(QUANTITY),
        is_gain(name), bool(harm_at_end(name)), not may_be_share(name), is_class(unit("类"), own),
        *(bool(doubt(own, unit(each) if each else None)) for each in ("", "%", "元", "次")),
    )  # fmt: skip
    if not any(signature):
        return ""
    return _FIRST.setdefault(signature, name)


_FIRST: dict[tuple[object, ...], str] = {}  # one name for each thing that names can say


def _sure(cells: Split) -> Booleans:
    known = np.array([shapes.sure(template) if "#" in template else False for template in cells.templates], np.bool_)
    return cells.sure & known[cells.template]


@frozen(eq=False)
class _Read:
    """What the grammar and the rules make of a line of weight 1."""

    status: str
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    kind: int = OTHER
    a: Fraction = Fraction(0)
    b: Fraction = Fraction(0)
    whole: int = 0
    levelled: bool = False
    slow: bool = False
    assumed: int = 0


def _by_grammar(
    faced: Faced, rows: Integers, target: pa.Array, actual: pa.Array, name_codes: NDArray[np.int64],
    name_list: list[str], full: pa.Array, block: NDArray[np.int8], book: Rulebook,
) -> None:  # fmt: skip
    """Each different line once; words of a completion that must stand in the name are held against the whole name."""
    if not len(rows):
        return
    taken = pa.array(rows)
    columns = [target.take(taken).dictionary_encode(), actual.take(taken).dictionary_encode()]
    held = np.array([_names_matter(text) for text in columns[1].dictionary.to_pylist()], np.bool_)
    named = held[columns[1].indices.to_numpy(zero_copy_only=False)]
    if named.any():
        whole = full.take(taken).dictionary_encode()
        own = whole.indices.to_numpy(zero_copy_only=False).astype(np.int64) + len(name_list)
        name_list = [*name_list, *whole.dictionary.to_pylist()]
        name_codes = name_codes.copy()
        name_codes[rows] = np.where(named, own, name_codes[rows])
    key = columns[0].indices.to_numpy(zero_copy_only=False).astype(np.int64)
    for code, size in (
        (columns[1].indices.to_numpy(zero_copy_only=False), len(columns[1].dictionary)),
        (name_codes[rows], len(name_list)), (block[rows], 3),
    ):  # fmt: skip
        key = key * size + code
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    reads = [
        _read(target[row].as_py(), actual[row].as_py(), name_list[name_codes[row]], BLOCKS[block[row]], book)
        for row in rows[first].tolist()
    ]
    for name, column in (
        ("num", [each.low.numerator for each in reads]), ("den", [each.low.denominator for each in reads]),
        ("high_num", [each.high.numerator for each in reads]), ("high_den", [each.high.denominator for each in reads]),
        ("kind", [each.kind for each in reads]), ("levelled", [each.levelled for each in reads]),
        ("a", [int(each.a) for each in reads]), ("b", [int(each.b) for each in reads]),
        ("whole", [each.whole for each in reads]),
        ("slow", [each.slow for each in reads]), ("assumed", [each.assumed for each in reads]),
        ("status", [STATUSES.index(each.status) for each in reads]),
    ):  # fmt: skip
        getattr(faced, name)[rows] = np.array(column)[group]


@lru_cache(maxsize=65_536)
def _names_matter(actual: str) -> bool:
    """Whether a completion holds words that count only if the name or the target holds them too."""
    read = read_cell(actual)
    amount = read.amount
    return bool(read.words or (amount and (amount.thing or (amount.unit and not amount.unit.listed))))


@lru_cache(maxsize=262_144)
def _read(target: str, actual: str, name: str, block: str, book: Rulebook) -> _Read:
    line = shapes.line(target, actual, name, block)
    measured = measure(line)
    share = worth(measured, Fraction(1), book, FAST)
    status = SCORED if share.value is not None else JUDGEMENT
    assumed = shapes.bits(measured.assumed)
    if isinstance(measured, Refused):
        return _Read(REFUSED, assumed=assumed)
    levelled = isinstance(measured, Levelled)
    kind, a, b, whole = OTHER, Fraction(0), Fraction(0), 0
    if isinstance(measured, Numeric) and measured.actual is not None:
        wanted, done = measured.high if measured.low is None else measured.low, measured.actual
        if block == BUDGET and (done.low != done.high or measured.low == done.low == 0):
            return _Read(JUDGEMENT, slow=True, assumed=assumed)
        plainly = not measured.doubt and not measured.alternatives
        if wanted is not None and done.low is not None and done.low == done.high and plainly:
            kind = {"positive": POSITIVE, "reverse": REVERSE}.get(measured.kind, OTHER)
            common = wanted.denominator * done.low.denominator
            a, b, whole = wanted * common, done.low * common, 100 * common if measured.unit == "%" else 0
            if a < 0 or b < 0:
                return _Read(JUDGEMENT, slow=True, assumed=assumed)
    if max(share.low.denominator, share.high.denominator, int(a), int(b), whole) >= FIT // 1_000_000:
        return _Read(JUDGEMENT, slow=True, assumed=assumed)
    return _Read(status, share.low, share.high, kind, a, b, whole, levelled, assumed=assumed)
