"""Cell texts cut in vectors into a number and what stands round it: ``≥3000人`` is 3000 in the template ``≥#人``.

A column has few templates and many numbers, so what a template means is worked out once, by the scalar grammar.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen
from numpy.typing import NDArray

from indicators.units import COUNTED, unit
from scoring.batch.kernel import Booleans, Integers

PLACES, WHOLE = 6, 12  # decimals and whole digits of a number that is read here; others are left to the grammar
_ZERO, _POINT, _MARK = ord("0"), ord("."), ord("#")


@frozen(eq=False)
class Split:
    """Per row: the code of its template, its number in millionths, and whether this cut is sure to be the number.

    ``sure`` is false where there is no number, more than one, or one too long, and where it may be a date (2023.5).
    """

    template: NDArray[np.int32]
    templates: tuple[str, ...]
    value: Integers
    sure: Booleans


def split(column: pa.Array) -> Split:
    """Cut the texts of a column; an empty cell is the empty template.

    >>> cells = split(pa.array(["≥3000人", "12.50%", None, "2023年3月"]))
    >>> [cells.templates[code] for code in cells.template], cells.value.tolist()[:2], cells.sure.tolist()
    (['≥#人', '#%', '', '#年3月'], [3000000000, 12500000], [True, True, False, False])
    """
    texts = pc.fill_null(column.cast(pa.string()), "")
    starts, ends, data = texts_in(texts)
    digit = (data - _ZERO) < 10  # bytes wrap
    figures, others = np.flatnonzero(digit), np.append(np.flatnonzero(~digit), len(data))
    begin = np.append(figures, len(data))[np.searchsorted(figures, starts)]
    has = begin < ends
    begin = np.where(has, begin, ends)
    point = np.minimum(others[np.searchsorted(others, begin)], ends)
    padded = np.append(data, np.zeros(2, np.uint8))
    broken = has & (point + 1 < ends) & (padded[point] == _POINT) & (padded[point + 1] - _ZERO < 10)
    end = np.where(broken, np.minimum(others[np.searchsorted(others, np.minimum(point + 1, len(data)))], ends), point)
    whole, decimals = point - begin, np.where(broken, end - point - 1, 0)
    value = _value(padded, point, begin, end, broken)
    dated = (decimals > 0) & (decimals <= 2) & (value >= 1900 * 10**PLACES) & (value < 2100 * 10**PLACES)
    codes, templates = _templates(data, starts, ends, begin, end, has)
    single = np.array(
        [text.count("#") == 1 and not any(char.isdigit() for char in text) for text in templates], np.bool_
    )
    things = np.array([_counts(text) for text in templates], np.bool_)
    thousands = (decimals == 3) & (whole <= 3) & things[codes]  # 1.100人
    sure = has & ~thousands & (whole <= WHOLE) & (decimals <= PLACES) & ~dated & single[codes]
    return Split(codes, templates, value, sure)


def _counts(template: str) -> bool:
    """Whether the number of a template may be one of things: ``≥#人``."""
    behind = template.partition("#")[2]
    return any(unit(behind[:length]).dimension.startswith(COUNTED) for length in (1, 2))


def texts_in(texts: pa.Array) -> tuple[Integers, Integers, NDArray[np.uint8]]:
    """Where each text starts and ends in the bytes of all."""
    _, offsets, data = texts.buffers()
    every = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    used = np.frombuffer(data, np.uint8)[every[0] : every[-1]] if data else np.zeros(0, np.uint8)
    return every[:-1] - every[0], every[1:] - every[0], used


def _value(data: NDArray[np.uint8], point: Integers, begin: Integers, end: Integers, broken: Booleans) -> Integers:
    """The number in millionths, digit by digit over all rows."""
    value = np.zeros(len(begin), np.int64)
    whole = np.minimum(point - begin, WHOLE)
    for place in range(int(whole.max(initial=0))):
        there = place < whole
        value += (data[np.where(there, point - 1 - place, 0)] - _ZERO).astype(np.int64) * there * 10 ** (PLACES + place)
    decimals = np.where(broken, np.minimum(end - point - 1, PLACES), 0)
    for place in range(int(decimals.max(initial=0))):
        there = place < decimals
        value += (
            (data[np.where(there, point + 1 + place, 0)] - _ZERO).astype(np.int64) * there * 10 ** (PLACES - 1 - place)
        )
    return value


def _templates(
    data: NDArray[np.uint8], starts: Integers, ends: Integers, begin: Integers, end: Integers, has: Booleans
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Each text with its number taken out and ``#`` in its place, as codes."""
    marked, step = data.copy(), np.zeros(len(data) + 1, np.int8)
    step[begin[has] + 1] += 1
    step[end[has]] -= 1
    marked[begin[has]] = _MARK
    kept = marked[np.cumsum(step[:-1], dtype=np.int8) == 0]
    lengths = ends - starts - np.where(has, end - begin - 1, 0)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    texts = pa.StringArray.from_buffers(len(starts), pa.py_buffer(offsets), pa.py_buffer(kept)).dictionary_encode()
    return texts.indices.to_numpy(zero_copy_only=False), tuple(texts.dictionary.to_pylist())
