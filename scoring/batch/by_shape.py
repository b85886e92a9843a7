"""Lines of one pair of templates faced in vectors: ``≥#人`` beside ``#人次``, whatever their numbers are."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from indicators.scale import NEAR, THOUSANDS
from scoring.batch import shapes
from scoring.batch.faced import BUDGET, GOAL, INDICATOR, OTHER, POSITIVE, REFUSED, Faced
from scoring.batch.kernel import Booleans, Integers
from scoring.batch.numbers import FIT
from scoring.batch.split import PLACES, Split
from scoring.rulebook import Rulebook

BLOCKS = (BUDGET, GOAL, INDICATOR)
_ONE = 10**PLACES


def _classes(value: Integers) -> NDArray[np.int64]:
    classes: NDArray[np.int64] = (value > 0).astype(np.int64) + (value > _ONE)
    return classes


def face_by_shape(
    faced: Faced, rows: Integers, wanted: Split, done: Split, name_codes: NDArray[np.int64], name_list: list[str],
    block: NDArray[np.int8], book: Rulebook,
) -> None:  # fmt: skip
    """All lines of one pair of templates at once; those whose numbers need the grammar after all become slow."""
    a, b = wanted.value[rows], done.value[rows]
    key = wanted.template[rows].astype(np.int64)
    for code, size in (
        (done.template[rows], len(done.templates)), (_classes(a), 3), (_classes(b), 3),
        (name_codes[rows], len(name_list)), (block[rows], 3),
    ):  # fmt: skip
        key = key * size + code
    coded = pa.array(key).dictionary_encode()
    group = coded.indices.to_numpy(zero_copy_only=False)
    order = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group, minlength=len(coded.dictionary)))
    for members in np.split(order, ends[:-1]):
        if not len(members):
            continue
        first = rows[members[0]]
        each = shapes.shape(
            wanted.templates[wanted.template[first]], done.templates[done.template[first]],
            int(_classes(a[members[:1]])[0]), int(_classes(b[members[:1]])[0]),
            name_list[name_codes[first]], BLOCKS[block[first]],
        )  # fmt: skip
        _face(faced, rows[members], a[members], b[members], each, block[first] == 0, book)


def _face(
    faced: Faced, rows: Integers, a: Integers, b: Integers, each: shapes.Shape | None, budget: bool, book: Rulebook
) -> None:
    scales = () if each is None else ((each.scale_a, each.scale_b), *((each.others,) if each.others else ()))
    if each is None or any(max(int(a.max()) * one, int(b.max()) * other) >= FIT for one, other in scales):
        faced.slow[rows] = True
        return
    faced.assumed[rows] = each.assumed
    if each.refused:
        faced.leave(rows, REFUSED)
        faced.slow[rows[(a == 100 * _ONE) & (b == 100 * _ONE)]] = True  # 100% of 100 things
        return
    unsure = _unsure(a, b, each)
    linear, as_written = book.variant("reverse") == "linear", (a, b)
    a, b = a * each.scale_a, b * each.scale_b
    faced.put(rows, np.full(len(rows), each.kind, np.int8), a, b, linear)
    faced.whole[rows] = each.percent * _ONE
    if each.others:
        more = each.others[1] * each.scale_a > each.scale_b * each.others[0]  # the completion is more of its target
        other = (as_written[0] * each.others[0], as_written[1] * each.others[1])
        faced.widen(rows, *other, linear, higher=more == (each.kind == POSITIVE))
    elif each.bare and each.kind != OTHER and not each.doubt:
        unsure |= _widen_fitting(faced, rows, a, b, linear, each.kind == POSITIVE)
    if each.doubt:
        faced.leave(rows[a != b])
        faced.kind[rows], faced.whole[rows] = OTHER, 0
    if budget:
        faced.leave(rows[(a == 0) & (b == 0)])
    if each.strict:
        faced.slow[rows[(a == 0) & (b == 0)]] = True
    if each.equal:
        odd = (a == 0) & (b != 0) if book.variant("exact") == "full" else a != b
        faced.slow[rows[odd]] = True
    faced.slow[rows[unsure]] = True


def _widen_fitting(faced: Faced, rows: Integers, a: Integers, b: Integers, linear: bool, positive: bool) -> Booleans:
    """Both readings for lines whose numbers are about 10³ or 10⁴ times apart; those too long for it are returned."""
    long = np.maximum(a, b) >= FIT // (NEAR * THOUSANDS[-1].numerator)
    held = (a > 0) & (b > 0) & ~long
    for times in (each.numerator for each in THOUSANDS):
        for up_a, up_b in ((1, times), (times, 1)):
            wanted, done = np.where(held, a, 1) * up_a, np.where(held, b, 1) * up_b
            fitting = held & (done <= NEAR * wanted) & (wanted <= NEAR * done)
            if fitting.any():
                more = (up_b > up_a) == positive
                faced.widen(rows[fitting], wanted[fitting], done[fitting], linear, higher=more)
                faced.assumed[rows[fitting]] |= shapes.bits(("multiplier",))
    return long


def _unsure(a: Integers, b: Integers, each: shapes.Shape) -> Booleans:
    """Rows whose numbers, in millionths, may be in another unit, may be days, or may be damaged: for the grammar.

    More rows than need be are let through: the grammar decides.
    """
    unsure = np.zeros(len(a), np.bool_)
    if each.bare:
        apart = np.divide(b * np.float64(each.scale_b), a * np.float64(each.scale_a), where=a > 0, out=np.zeros(len(a)))
        plainly = each.kind != OTHER and not each.doubt  # then what fits 10³ and 10⁴ times is found in vectors
        for times in () if plainly else (1e-4, 1e-3, 1e3, 1e4):
            unsure |= (apart * times > 0.3) & (apart * times < 3.3)
        if not each.figure:  # 1.05 beside 100%
            small = np.minimum(a, b) <= 10 * _ONE
            for times in (1e-2, 1e2):
                unsure |= small & (apart * times > 0.3) & (apart * times < 3.3)
    if each.figure:
        unsure |= _as_day(a) & _as_day(b)
        unsure |= _as_date(a) | _as_date(b)
    unsure |= (a == 0) & (b == 100 * _ONE) | (a == 100 * _ONE) & (b == 0)  # how far a zero was kept
    if each.share:
        unsure |= ((a > 200 * _ONE) & (a <= 400 * _ONE) | (a == 2100 * _ONE) | (a == 3100 * _ONE)) & (b < a)
    return unsure


def _as_day(value: Integers) -> Booleans:
    """Whether a figure may be a day of the year: 6.30."""
    days: Booleans = (value > _ONE) & (value < 13 * _ONE) & (value % _ONE != 0) & (value % 10**4 == 0)
    return days


def _as_date(value: Integers) -> Booleans:
    """Whether a figure may be a date: 20231231."""
    whole = (value > 19_000_000 * _ONE) & (value < 21_000_000 * _ONE)
    dates: Booleans = whole | ((value > 190_000 * _ONE) & (value < 210_000 * _ONE))  # 202312
    return dates
